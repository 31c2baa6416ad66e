//! One member among others: what the head of an explanation says.

use ssi_corpus::resolve::Resolved;
use ssi_rules::Model;

use crate::points::Points;
use crate::scores::Scores;
use crate::standing::figures::extremes;
use crate::standing::{Figures, Place, Standings, network};

/// Which population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circle {
    /// All members.
    Everyone,
    /// Those of the same industry.
    Industry,
    /// Those of the same team.
    Team,
    /// The scored members among the connections.
    Network,
}

/// A member in one population.
#[derive(Clone, Debug)]
pub struct Population {
    /// Which.
    pub circle: Circle,
    /// Its name, as the member writes it; empty for everyone and the network.
    pub name: String,
    /// The place in it.
    pub place: Place,
    /// What its members come to, this one included; of a network the scored connections alone.
    ///
    /// `None` in a network where no connection is scored.
    pub figures: Option<Figures>,
    /// In a network, how many connections there are, scored or not.
    pub connections: Option<u32>,
}

/// The top of an industry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Top {
    /// The industry.
    pub industry: String,
    /// How many percent of it belong to the top.
    pub percent: u32,
    /// The least score that belongs to it; `None` where the industry is too small to have a top.
    pub from: Option<Points>,
}

/// A member among others.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Everyone first, then industry, team and network, where the member has them.
    pub populations: Vec<Population>,
    /// The points to aim for.
    pub target: Points,
    /// The top of the member's industry; `None` without an industry.
    pub top: Option<Top>,
    /// Whether the member reaches the target and belongs to the top of the industry.
    pub thought_leader: bool,
    /// The weakest and the strongest pillar by the share of their points, where they differ.
    pub extremes: Option<(usize, usize)>,
}

impl Standings<'_> {
    /// All that can be said of one member among others.
    ///
    /// Reads the connections once for the members of the network.
    ///
    /// # Panics
    /// When there is no such member.
    pub fn of(&self, model: &Model, scores: &Scores, resolved: &Resolved<'_>, member: usize) -> Standing {
        let score = scores.score[member];
        let population = |circle, name: &str, place, members: &[u32], connections| Population {
            circle,
            name: name.to_owned(),
            place,
            figures: Figures::of(scores, members),
            connections,
        };
        let mut populations =
            vec![population(Circle::Everyone, "", self.everyone[member], &scores.ranking, None)];
        for (circle, grouping) in [(Circle::Industry, &self.industries), (Circle::Team, &self.teams)] {
            if let Some(grouping) = grouping
                && let (Some(group), Some(place)) = (grouping.group_of(member), grouping.place(member))
            {
                populations.push(population(circle, grouping.word(member), place, &group.members, None));
            }
        }
        if let Some(tied) = self.networks.as_ref().map(|n| n[member]) {
            let members = network::circle(resolved, member);
            populations.push(population(Circle::Network, "", tied.place, &members, Some(tied.connections)));
        }
        let target = Points(model.target as i32 * Points::UNIT);
        let top = self.industries.as_ref().filter(|i| i.group_of(member).is_some()).map(|i| Top {
            industry: i.word(member).to_owned(),
            percent: model.top,
            from: self.top_of_industry(model, scores, member),
        });
        let reaches_top = top.as_ref().and_then(|t| t.from).is_some_and(|from| score >= from);
        let pillars: Vec<Option<Points>> = scores.pillars.iter().map(|p| p.points[member]).collect();
        Standing {
            populations,
            target,
            top,
            thought_leader: score >= target && reaches_top,
            extremes: extremes(&pillars, scores),
        }
    }
}
