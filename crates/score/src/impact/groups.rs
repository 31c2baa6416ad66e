//! What groups of members come to before and after: industries, teams, languages.

use super::{Side, change};
use crate::points::Points;
use crate::standing::figures::mean;

/// Groups of one kind.
#[derive(Clone, Debug)]
pub struct Kin<'a> {
    /// What they are: `industry`, `team` or `language`.
    pub kind: &'a str,
    /// The groups by name, each with its members by number.
    pub groups: Vec<(&'a str, Vec<u32>)>,
}

/// What a group comes to before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupEffect {
    /// What it is a group of: `industry`, `team` or `language`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// How many members.
    pub members: usize,
    /// The mean score before, rounded to a hundredth.
    pub before: Points,
    /// The mean score after, rounded to a hundredth.
    pub after: Points,
    /// How many of them rise.
    pub up: usize,
    /// How many of them fall.
    pub down: usize,
}

impl GroupEffect {
    /// The change of the mean.
    pub fn change(&self) -> Points {
        Points(self.after.0 - self.before.0)
    }
}

pub(super) fn effects(old: &Side<'_>, new: &Side<'_>, kin: &Kin<'_>) -> Vec<GroupEffect> {
    let effect = |(name, members): &(&str, Vec<u32>)| {
        let of = |side: &Side<'_>| {
            let points: Vec<Points> = members.iter().map(|&m| side.scores.score[m as usize]).collect();
            mean(&points)
        };
        let way = |way: i32| members.iter().filter(|&&m| change(old, new, m).0.signum() == way).count();
        Some(GroupEffect {
            kind: kin.kind.to_owned(),
            name: (*name).to_owned(),
            members: members.len(),
            before: of(old)?,
            after: of(new)?,
            up: way(1),
            down: way(-1),
        })
    };
    kin.groups.iter().filter_map(effect).collect()
}
