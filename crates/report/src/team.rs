//! A team or any other group of members on two days: what may be shown of it, as text and as JSON.
//!
//! What a view hides is left out here, once; text and JSON both read what is left.

mod list;
mod text;

use std::collections::BTreeMap;

use serde::Serialize;
use ssi_rules::Model;
use ssi_score::cohort::{Both, Cohort, Risk, Totals};
use ssi_score::standing::{ABOUT_EQUAL, Figures};
use ssi_score::{Points, Scores};

use crate::json::pretty;

pub use list::{TeamLine, Teams, team_line, teams_text};
pub use text::team_text;

/// How much is shown of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// Sums, and each member's score and rank: no changes, no reasons, nobody at risk.
    Everyone,
    /// Sums only, and only of five members or more.
    Sums,
    /// All.
    Admin,
}

/// Of fewer members than this a sum tells too much of each.
pub const FEWEST: usize = 5;
/// How many movers of each direction are named.
const MOVERS: usize = 5;

/// A group that has too few members for its sums to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew {
    /// How many it has.
    pub members: usize,
}

impl std::fmt::Display for TooFew {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "sums are shown of {FEWEST} members or more, this group has {}: of so few, a sum tells too much of each",
            self.members
        )
    }
}

/// What is known of a group beside its figures.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// What it is, as in "team North".
    pub group: &'a str,
    /// The day of the score.
    pub as_of: &'a str,
    /// The day before; `None` where the corpus tells nothing of it.
    pub before: Option<&'a str>,
    /// Whether the two days compare: the day before had as much data behind it as its window asks for, or was asked for.
    pub comparable: bool,
    /// For how many members it is unknown whether they belong to it.
    pub unknown: usize,
    /// What the reader should know before the figures.
    pub notes: &'a [String],
}

/// The figures of some members.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sums {
    /// How many members.
    pub members: usize,
    /// Their mean score.
    pub mean: f64,
    /// Their score in the middle.
    pub median: f64,
    /// For each pillar the mean of those with evidence.
    pub pillars: BTreeMap<String, f64>,
}

/// Those who were there on both days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BothDays {
    /// On the day before.
    pub before: Sums,
    /// Now.
    pub now: Sums,
}

/// A band with its members.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BandLine {
    /// The band.
    pub band: String,
    /// How many were in it before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<usize>,
    /// How many are in it now.
    pub now: usize,
}

/// A member of the group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemberLine {
    /// The id.
    pub member: String,
    /// The rank in the group; `None` where there is nobody else.
    pub rank: Option<u32>,
    /// The score.
    pub score: f64,
    /// Its band.
    pub band: String,
    /// What has changed since the day before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
}

/// A member who moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mover {
    /// The id.
    pub member: String,
    /// The score.
    pub score: f64,
    /// What has changed.
    pub change: f64,
    /// The pillar that moved most, and by how much.
    pub pillar: Option<(String, f64)>,
    /// The rule of it that moved most, and by how much.
    pub rule: Option<(String, f64)>,
}

/// A member who needs a look.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtRisk {
    /// The id.
    pub member: String,
    /// The score.
    pub score: f64,
    /// Why, each in a few words.
    pub reasons: Vec<String>,
}

/// What a view shows of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// What it is.
    pub group: String,
    /// The view.
    pub view: View,
    /// The day of the score.
    pub as_of: String,
    /// The day before.
    pub before: Option<String>,
    /// Whether the two days compare; if not, no changes are told, nobody moved, and nobody fell.
    pub comparable: bool,
    /// How many members belong to it.
    pub members: usize,
    /// Of how many members in all.
    pub of: usize,
    /// For how many it is unknown.
    pub unknown: usize,
    /// What to know before the figures.
    pub notes: Vec<String>,
    /// The figures of all its members; where only sums are shown and a few were not there on the day before, of the others.
    pub now: Option<Sums>,
    /// The comparison of those who were there on both days.
    pub both_days: Option<BothDays>,
    /// The figures of all others.
    pub others: Option<Sums>,
    /// The pillars in the order of the report.
    pub pillars: Vec<String>,
    /// The pillar that gives the least of what it can.
    pub weakest: Option<String>,
    /// Members by band.
    pub bands: Vec<BandLine>,
    /// Its members, from the highest score; empty where the view hides them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ranking: Vec<MemberLine>,
    /// Who rose most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub up: Vec<Mover>,
    /// Who fell most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub down: Vec<Mover>,
    /// Who needs a look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at_risk: Vec<AtRisk>,
}

impl Shown {
    /// Leaves out what a view hides.
    ///
    /// # Errors
    /// When the view shows sums only and the group has fewer than [`FEWEST`] members, though not of nobody.
    pub fn new(
        model: &Model,
        scores: &Scores,
        cohort: &Cohort,
        view: View,
        about: About<'_>,
    ) -> Result<Self, TooFew> {
        let members = cohort.rows.len();
        let enough = |n: usize| view != View::Sums || n >= FEWEST;
        if members > 0 && !enough(members) {
            return Err(TooFew { members });
        }
        let line = |row: &ssi_score::cohort::Row| {
            let m = row.member as usize;
            let changed = row.change.as_ref().filter(|_| view == View::Admin && about.comparable);
            MemberLine {
                member: scores.members[m].clone(),
                rank: (!row.place.is_alone()).then_some(row.place.rank),
                score: scores.score[m].value(),
                band: model.band(scores.score[m].value()).name.clone(),
                change: changed.map(|c| c.by.value()),
            }
        };
        let sums = |figures: &Figures| sums(scores, figures);
        let (now, both) = visible(&cohort.totals, view);
        // The bands of a comparison that is not shown would give it away.
        let compared = both.is_some();
        let bands = cohort.bands.iter().filter(|_| compared || enough_alone(cohort, view));
        let admin = view == View::Admin;
        Ok(Self {
            group: about.group.to_owned(),
            view,
            as_of: about.as_of.to_owned(),
            before: about.before.map(str::to_owned),
            comparable: about.comparable,
            members,
            of: scores.members.len(),
            unknown: about.unknown,
            notes: about.notes.to_vec(),
            now: now.map(sums),
            both_days: both.map(|b| BothDays { before: sums(&b.before), now: sums(&b.now) }),
            others: cohort.others.as_ref().filter(|o| enough(o.members)).map(sums),
            pillars: scores.pillars.iter().map(|p| p.id.clone()).collect(),
            weakest: now.and_then(|f| f.weakest(scores)).map(|p| scores.pillars[p].id.clone()),
            bands: bands
                .map(|b| BandLine { band: b.name.clone(), before: b.before.filter(|_| compared), now: b.now })
                .collect(),
            ranking: if view == View::Sums { Vec::new() } else { cohort.rows.iter().map(line).collect() },
            up: if admin && about.comparable { movers(scores, cohort, 1) } else { Vec::new() },
            down: if admin && about.comparable { movers(scores, cohort, -1) } else { Vec::new() },
            at_risk: if admin { at_risk(scores, cohort, about.comparable) } else { Vec::new() },
        })
    }
}

/// The figures that a view shows of all members, and of those who were there on both days.
///
/// Where sums are all that is shown, two sums that differ by a few members would tell of those few: then the newcomers are
/// left out of both.
fn visible(totals: &Totals, view: View) -> (Option<&Figures>, Option<&Both>) {
    let (now, both) = (totals.now.as_ref(), totals.both.as_ref());
    if view != View::Sums {
        return (now, both);
    }
    let now = now.filter(|f| f.members >= FEWEST);
    let both = both.filter(|b| b.now.members >= FEWEST);
    match (now, both) {
        (Some(all), Some(days)) if (1..FEWEST).contains(&(all.members - days.now.members)) => {
            (Some(&days.now), both)
        }
        shown => shown,
    }
}

/// Whether the bands of now count all members, and so may be shown without a comparison.
fn enough_alone(cohort: &Cohort, view: View) -> bool {
    view != View::Sums || cohort.bands.iter().all(|b| b.before.is_none())
}

pub(crate) fn sums(scores: &Scores, figures: &Figures) -> Sums {
    let means = scores.pillars.iter().zip(&figures.pillars);
    Sums {
        members: figures.members,
        mean: figures.mean.value(),
        median: figures.median.value(),
        pillars: means.filter_map(|(p, mean)| Some((p.id.clone(), mean.as_ref()?.value()))).collect(),
    }
}

/// A list of teams or a group as JSON, for programs.
///
/// # Panics
/// When a value cannot be written as JSON; those of this room can.
pub fn json<T: Serialize>(value: &T) -> String {
    pretty(value)
}

/// Who moved most up (1) or down (-1); what is about equal has not moved.
fn movers(scores: &Scores, cohort: &Cohort, direction: i32) -> Vec<Mover> {
    let along = |by: Points| by.0 * direction;
    let mut moved: Vec<_> = cohort
        .rows
        .iter()
        .filter_map(|row| Some((row.member as usize, row.change.as_ref()?)))
        .filter(|(_, change)| along(change.by) >= ABOUT_EQUAL.0)
        .collect();
    moved.sort_by_key(|(member, change)| (-along(change.by), *member));
    let line = |(m, change): &(usize, &ssi_score::cohort::Change)| Mover {
        member: scores.members[*m].clone(),
        score: scores.score[*m].value(),
        change: change.by.value(),
        pillar: change.pillar.map(|(p, by)| (scores.pillars[p].id.clone(), by.value())),
        rule: change.rule.as_ref().map(|(rule, by)| (rule.clone(), by.value())),
    };
    moved.iter().take(MOVERS).map(line).collect()
}

/// Who needs a look; where the days do not compare, only for what is known without the day before.
fn at_risk(scores: &Scores, cohort: &Cohort, comparable: bool) -> Vec<AtRisk> {
    let holds = |risk: &&Risk| comparable || matches!(risk, Risk::Silent(_));
    let reason = |risk: &Risk| match risk {
        Risk::Fell(by) => format!("fell by {by} points"),
        Risk::Silent(Some(days)) => format!("no activity for {days} days"),
        Risk::Silent(None) => "no activity at all".to_owned(),
        Risk::PillarFell(p, from, to) => format!("{} fell from {from} to {to}", scores.pillars[*p].id),
    };
    let one = |row: &ssi_score::cohort::Row| AtRisk {
        member: scores.members[row.member as usize].clone(),
        score: scores.score[row.member as usize].value(),
        reasons: row.risks.iter().filter(holds).map(reason).collect(),
    };
    cohort.rows.iter().map(one).filter(|risk| !risk.reasons.is_empty()).collect()
}
