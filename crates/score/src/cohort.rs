//! A group of members on two days: what it comes to, who moved, who needs a look.
//!
//! Both days are scored from the same corpus with the same rules. What a members' file says is of one day only: profiles are
//! the same on both.

mod days;
mod moves;
mod risk;

pub use days::Earlier;
pub use moves::Change;
pub use risk::{DROP, LastSeen, Risk, SILENT_DAYS};

use ssi_rules::Model;

use crate::points::Points;
use crate::scores::Scores;
use crate::standing::{Figures, Place, place};

/// What some members come to now, and what those of them who were there before came to on both days.
#[derive(Clone, Debug)]
pub struct Totals {
    /// All of them now; `None` of nobody.
    pub now: Option<Figures>,
    /// Those who were there on both days; `None` without a day before, or where nobody was there.
    pub both: Option<Both>,
}

impl Totals {
    /// The figures of some members, by number in the scores of `now`, in any order. Looks at nobody else.
    pub fn of(now: &Scores, earlier: Option<&Earlier<'_>>, members: &[u32]) -> Self {
        Self { now: Figures::of(now, members), both: earlier.and_then(|e| both(now, e, members)) }
    }
}

/// Those of a group who were there on both days.
#[derive(Clone, Debug)]
pub struct Both {
    /// What they came to on the day before.
    pub before: Figures,
    /// What they come to now.
    pub now: Figures,
}

/// How many members a band has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InBand {
    /// The band's name.
    pub name: String,
    /// Of those who were there on both days, how many were in it before; `None` where there is no day before.
    pub before: Option<usize>,
    /// Of the same members, or of all where there is no day before, how many are in it now.
    pub now: usize,
}

/// One member of a group.
#[derive(Clone, Debug)]
pub struct Row {
    /// The member, by number in the scores of now.
    pub member: u32,
    /// The place in the group.
    pub place: Place,
    /// What has changed since the day before; `None` for who was not there.
    pub change: Option<Change>,
    /// Why somebody should look after the member; empty for most.
    pub risks: Vec<Risk>,
}

/// A group of members on two days.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// What its members come to.
    pub totals: Totals,
    /// What all who do not belong to it come to now; `None` where all belong.
    pub others: Option<Figures>,
    /// Members by band.
    pub bands: Vec<InBand>,
    /// Its members, from the highest score to the lowest.
    pub rows: Vec<Row>,
}

impl Cohort {
    /// Looks at some members, by number in the scores of `now`, in any order.
    ///
    /// Costs a sort of the members; the scores of both days are read, not made.
    pub fn new(
        model: &Model,
        now: &Scores,
        earlier: Option<&Earlier<'_>>,
        last_seen: &LastSeen,
        members: &[u32],
    ) -> Self {
        let mut belongs = vec![false; now.members.len()];
        for &member in members {
            belongs[member as usize] = true;
        }
        let part = |inside: bool| -> Vec<u32> {
            now.ranking.iter().copied().filter(|&m| belongs[m as usize] == inside).collect()
        };
        let (own, others) = (part(true), part(false));
        let places = place::places(now, &own);
        let row = |&member: &u32| {
            let change = earlier.and_then(|e| Change::of(now, e, member));
            let risks = risk::risks(now, earlier, last_seen, member);
            Row { member, place: places[member as usize], change, risks }
        };
        let totals = Totals::of(now, earlier, &own);
        let compared = earlier.filter(|_| totals.both.is_some());
        Self {
            totals,
            others: Figures::of(now, &others),
            bands: bands(model, now, compared, &own),
            rows: own.iter().map(row).collect(),
        }
    }
}

fn both(now: &Scores, earlier: &Earlier<'_>, own: &[u32]) -> Option<Both> {
    let pairs: Vec<(u32, u32)> = own.iter().filter_map(|&m| Some((m, earlier.number(m)?))).collect();
    let (later, before): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
    Some(Both { before: Figures::of(earlier.scores, &before)?, now: Figures::of(now, &later)? })
}

fn bands(model: &Model, now: &Scores, earlier: Option<&Earlier<'_>>, own: &[u32]) -> Vec<InBand> {
    let there = |m: &u32| earlier.is_none_or(|e| e.number(*m).is_some());
    let count = |name: &str, points: &dyn Fn(u32) -> Option<Points>| {
        let inside = |m: &u32| points(*m).is_some_and(|p| model.band(p.value()).name == name);
        own.iter().filter(|m| there(m)).filter(|m| inside(m)).count()
    };
    let band = |name: &str| InBand {
        name: name.to_owned(),
        before: earlier.map(|e| count(name, &|m| Some(e.scores.score[e.number(m)? as usize]))),
        now: count(name, &|m| Some(now.score[m as usize])),
    };
    model.bands.iter().map(|b| band(&b.name)).collect()
}
