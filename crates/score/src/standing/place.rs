//! A rank with what it is a rank among.

use crate::scores::Scores;

/// A place in a population.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// From 1; equal scores share one.
    pub rank: u32,
    /// How many have this very score, the member included.
    pub equal: u32,
    /// The population, the member included.
    pub of: u32,
}

impl Place {
    /// Whether there is anybody to be compared with.
    pub fn is_alone(self) -> bool {
        self.of <= 1
    }

    /// The N of "top N %": the least whole share of the population that holds everyone with at least this score.
    ///
    /// Whoever shares the rank counts: of 66 with 62 equals behind the first four, each belongs to the top 100 %.
    /// `None` for one alone and where all are equal: then nobody is at the top.
    pub fn top_percent(self) -> Option<u32> {
        let percent = || (u64::from(self.rank + self.equal - 1) * 100).div_ceil(u64::from(self.of)) as u32;
        (self.equal < self.of).then(percent)
    }
}

/// The places of members who stand in the order of their scores, each at the member's own number; the others have none.
pub(crate) fn places(scores: &Scores, ordered: &[u32]) -> Vec<Place> {
    let mut places = vec![Place::default(); scores.members.len()];
    put(scores, ordered, &mut places);
    places
}

/// Puts the places of one population among those of others.
pub(super) fn put(scores: &Scores, ordered: &[u32], places: &mut [Place]) {
    let mut before = 0;
    for equals in ordered.chunk_by(|a, b| scores.score[*a as usize] == scores.score[*b as usize]) {
        let place = Place { rank: before + 1, equal: equals.len() as u32, of: ordered.len() as u32 };
        for &member in equals {
            places[member as usize] = place;
        }
        before += equals.len() as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check((rank, equal, of): (u32, u32, u32), expected: Option<u32>) {
        assert_eq!(Place { rank, equal, of }.top_percent(), expected, "rank {rank} of {of}");
    }

    #[test]
    fn the_top_holds_all_who_have_as_much() {
        check((3, 1, 21), Some(15));
        check((1, 1, 10), Some(10));
        check((1, 1, 9), Some(12));
        check((1, 1, 1_000_000), Some(1));
        check((10_001, 1, 1_000_000), Some(2));
        check((21, 1, 21), Some(100));
        check((2, 3, 4), Some(100));
        check((5, 62, 66), Some(100));
        check((1, 2, 10), Some(20));
    }

    #[test]
    fn nobody_is_at_the_top_of_one_or_of_equals() {
        check((1, 1, 1), None);
        check((1, 7, 7), None);
        assert!(Place { rank: 1, equal: 1, of: 1 }.is_alone());
    }
}
