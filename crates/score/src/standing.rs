//! Where members stand among others: the pass that looks at others, made when every score is settled.
//!
//! A population is everyone, an industry, a team, or a member with the scored members among the connections; the member
//! belongs to it and has a place in it. Means and medians of a network are those of the connections alone: they are whom the
//! member is compared with. Equal scores share a rank. Nothing here can change a score.

pub(crate) mod figures;
mod groups;
mod member;
mod network;
pub(crate) mod place;

pub use figures::Figures;
pub use groups::{Group, Grouping};
pub use member::{Circle, Population, Standing, Top};
pub use network::Tied;
pub(crate) use network::networks_of;
pub use place::Place;

use ssi_corpus::resolve::Resolved;
use ssi_rules::Model;

use crate::points::Points;
use crate::scores::Scores;

/// Scores that lie less than this apart are about equal: one comment more or less, on another day, makes as much.
pub const ABOUT_EQUAL: Points = Points(Points::UNIT);

/// Whether a difference is too small to speak of.
pub fn about_equal(one: Points, other: Points) -> bool {
    (one.0 - other.0).abs() < ABOUT_EQUAL.0
}

/// The places of all members among everyone; one pass over the ranking.
pub fn places(scores: &Scores) -> Vec<Place> {
    place::places(scores, &scores.ranking)
}

/// Everyone's places.
pub struct Standings<'c> {
    /// Among all members.
    pub everyone: Vec<Place>,
    /// By industry; `None` where the corpus does not tell it.
    pub industries: Option<Grouping<'c>>,
    /// By team; `None` where the corpus does not tell it.
    pub teams: Option<Grouping<'c>>,
    /// Among the connections; `None` where the corpus has no connections.
    pub networks: Option<Vec<Tied>>,
}

impl<'c> Standings<'c> {
    /// The places of all members.
    ///
    /// One pass over the ranking for each kind of group and one over the connections, which are sorted member by member.
    pub fn new(scores: &Scores, resolved: &Resolved<'c>) -> Self {
        let groups = |field| Grouping::new(scores, resolved, field);
        let ((industries, teams), (everyone, networks)) = rayon::join(
            || rayon::join(|| groups("industry"), || groups("team")),
            || (place::places(scores, &scores.ranking), network::networks(scores, resolved)),
        );
        Self { everyone, industries, teams, networks }
    }

    /// The places of some members, who are numbered anew in this order; the groups have no members then.
    pub(crate) fn select(&self, members: &[u32]) -> Self {
        let some = |grouping: &Option<Grouping<'c>>| grouping.as_ref().map(|g| g.select(members));
        let pick = |member: &u32| *member as usize;
        Self {
            everyone: members.iter().map(|m| self.everyone[pick(m)]).collect(),
            industries: some(&self.industries),
            teams: some(&self.teams),
            networks: self.networks.as_ref().map(|all| members.iter().map(|m| all[pick(m)]).collect()),
        }
    }

    /// The least score that belongs to the top of a member's industry; `None` without an industry, and in one that is too
    /// small: a top 10 % needs ten members.
    pub fn top_of_industry(&self, model: &Model, scores: &Scores, member: usize) -> Option<Points> {
        let group = self.industries.as_ref()?.group_of(member)?;
        let belong = group.members.len() * model.top as usize / 100;
        let last = *group.members.get(belong.checked_sub(1)?)?;
        Some(scores.score[last as usize])
    }
}
