//! Members among their connections.

use rayon::prelude::*;
use ssi_corpus::data::NO_ID;
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;

use crate::scores::Scores;
use crate::standing::place::Place;

/// A member's connections: the people whom the member lists and those who list the member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tied {
    /// How many different people.
    pub connections: u32,
    /// The place among those of them who are scored, the member included: one more than are scored.
    pub place: Place,
}

impl Tied {
    /// How many of the connections are scored.
    pub fn scored(self) -> u32 {
        self.place.of.saturating_sub(1)
    }
}

/// Every member among the connections; `None` where the corpus has none.
///
/// Costs four bytes for each scored end of a connection, and one sort a member.
pub(super) fn networks(scores: &Scores, resolved: &Resolved<'_>) -> Option<Vec<Tied>> {
    let roster = resolved.roster();
    let mut ends = vec![0_usize; scores.members.len() + 1];
    for (a, b) in pairs(resolved)? {
        for one in [a, b] {
            if let Some(member) = roster.member(one) {
                ends[member as usize + 1] += 1;
            }
        }
    }
    for member in 1..ends.len() {
        ends[member] += ends[member - 1];
    }
    let mut next = ends.clone();
    let mut others = vec![0_u32; ends.last().copied().unwrap_or(0)];
    for (a, b) in pairs(resolved)? {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(member) = roster.member(one) {
                others[next[member as usize]] = other;
                next[member as usize] += 1;
            }
        }
    }
    let mut slices: Vec<&mut [u32]> = Vec::with_capacity(scores.members.len());
    let mut rest = others.as_mut_slice();
    for member in 0..scores.members.len() {
        let (own, behind) = rest.split_at_mut(ends[member + 1] - ends[member]);
        slices.push(own);
        rest = behind;
    }
    let tied = slices.into_par_iter().enumerate().map(|(member, others)| {
        others.sort_unstable();
        let mut tied = Tied { connections: 0, place: Place { rank: 1, equal: 1, of: 1 } };
        for same in others.chunk_by(|a, b| a == b) {
            tied.connections += 1;
            if let Some(other) = roster.member(same[0]) {
                let (mine, theirs) = (scores.score[member], scores.score[other as usize]);
                tied.place.of += 1;
                tied.place.rank += u32::from(theirs > mine);
                tied.place.equal += u32::from(theirs == mine);
            }
        }
        tied
    });
    Some(tied.collect())
}

impl Tied {
    /// A member among so many connections, of whom these others are scored.
    pub(crate) fn among(
        scores: &Scores,
        member: usize,
        connections: u32,
        others: impl Iterator<Item = u32>,
    ) -> Self {
        let mut tied = Self { connections, place: Place { rank: 1, equal: 1, of: 1 } };
        for other in others {
            let (mine, theirs) = (scores.score[member], scores.score[other as usize]);
            tied.place.of += 1;
            tied.place.rank += u32::from(theirs > mine);
            tied.place.equal += u32::from(theirs == mine);
        }
        tied
    }
}

/// The other side of each connection of some people, whom `place` numbers; [`NO_ID`] for others. `None` without connections.
pub(crate) fn networks_of(
    resolved: &Resolved<'_>,
    people: usize,
    place: impl Fn(u32) -> u32,
) -> Option<Vec<Vec<u32>>> {
    let mut others = vec![Vec::new(); people];
    for (a, b) in pairs(resolved)? {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(own) = others.get_mut(place(one) as usize) {
                own.push(other);
            }
        }
    }
    Some(others)
}

/// The scored members among a member's connections, in the order of their ids; not the member.
pub(super) fn circle(resolved: &Resolved<'_>, member: usize) -> Vec<u32> {
    let person = resolved.roster().person(member as u32);
    let mut found = Vec::new();
    for (a, b) in pairs(resolved).into_iter().flatten() {
        let other = if a == person { b } else { a };
        if a == person || b == person {
            found.extend(resolved.roster().member(other));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The two people of each connection that can be seen on the day of the score.
fn pairs<'r>(resolved: &'r Resolved<'_>) -> Option<impl Iterator<Item = (u32, u32)> + use<'r>> {
    let rows = resolved.corpus().rows(FileId::Connections)?;
    let (members, others) = (rows.ids("member")?, rows.ids("other")?);
    let (times, seen) = (rows.times("at"), resolved.view().seen);
    let visible = (0..rows.len).filter(move |&row| times.is_none_or(|t| t[row] < seen));
    Some(visible.map(|row| (members[row], others[row])).filter(|(a, b)| *a != NO_ID && *b != NO_ID && a != b))
}
