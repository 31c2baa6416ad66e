//! Rows whose lengths match, so that length cannot tell them apart.

use std::collections::BTreeSet;

use super::random::bits;

/// When two lengths match.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// By how much they may differ, as a share of the shorter one.
    pub within: f64,
    /// What both must have at least.
    pub least: f64,
}

impl Default for Match {
    /// A quarter of the shorter one, at least five words.
    fn default() -> Self {
        Self { within: 0.25, least: 5.0 }
    }
}

/// Floats such as 1.2 are a little off; lengths are whole.
const SLACK: f64 = 1e-9;

impl Match {
    /// Whether two lengths match.
    pub fn holds(&self, a: f64, b: f64) -> bool {
        let shorter = a.min(b);
        shorter >= self.least && (a - b).abs() <= self.within * shorter + SLACK
    }

    /// The longest length that matches this one.
    pub fn longest(&self, length: f64) -> f64 {
        length + self.within * length + SLACK
    }
}

/// Pairs a row of one side with the unused row of the other side that is nearest in length; each row is used once at most.
///
/// The rows of the smaller side choose, in an order that has nothing to do with length or place, so that neither end of the
/// lengths is served first. Of two rows equally near the shorter is taken, then the earlier. Costs O(n log n).
pub fn one_to_one(lengths: &[f64], higher: &[u32], lower: &[u32], matched: &Match) -> Vec<(u32, u32)> {
    let swapped = higher.len() > lower.len();
    let (few, many) = if swapped { (lower, higher) } else { (higher, lower) };
    let key = |length: f64, row: u32| (length.to_bits(), row);
    let length = |row: u32| lengths[row as usize];
    // Lengths are not negative, so that their bits have their order.
    let mut free: BTreeSet<(u64, u32)> = many.iter().map(|&row| key(length(row), row)).collect();
    let mut turn: Vec<u32> = few.to_vec();
    turn.sort_by_key(|&row| (bits(u64::MAX, u64::from(row)), row));
    let mut pairs = Vec::new();
    for row in turn {
        let at = length(row);
        let above = free.range(key(at, 0)..).next().copied();
        let below = free.range(..key(at, 0)).next_back().map(|&(bits, _)| bits);
        // The earliest of those that are as long as the nearest shorter one.
        let below = below.and_then(|bits| free.range((bits, 0)..).next().copied());
        let fits = |found: Option<(u64, u32)>| found.filter(|&(_, other)| matched.holds(length(other), at));
        let gap = |found: Option<(u64, u32)>| found.map_or(f64::INFINITY, |(_, r)| (length(r) - at).abs());
        let (below, above) = (fits(below), fits(above));
        if let Some(nearest) = if gap(below) <= gap(above) { below.or(above) } else { above } {
            free.remove(&nearest);
            pairs.push(if swapped { (nearest.1, row) } else { (row, nearest.1) });
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Pairs rows of different labels that are near in length, each row used once at most; the row with the higher label comes first.
///
/// Rows are gone through by length; a row is paired with the nearest shorter one that is free and has another label. Costs
/// O(n log n).
pub fn neighbours(lengths: &[f64], labels: &[f64], rows: &[u32], matched: &Match) -> Vec<(u32, u32)> {
    let mut rows = rows.to_vec();
    rows.sort_by(|&a, &b| {
        let shuffled = |row: u32| bits(u64::MAX, u64::from(row));
        lengths[a as usize].total_cmp(&lengths[b as usize]).then(shuffled(a).cmp(&shuffled(b)))
    });
    // All that wait have one label: two that differ would have been paired.
    let mut waiting: Vec<u32> = Vec::new();
    let mut pairs = Vec::new();
    for row in rows {
        let at = row as usize;
        match waiting.last().map(|&other| other as usize) {
            Some(other) if !matched.holds(lengths[other], lengths[at]) => {
                waiting.clear();
                waiting.push(row);
            }
            Some(other) if labels[other] != labels[at] => {
                waiting.pop();
                let (other, row) = (other as u32, row);
                pairs.push(if labels[at] > labels[other as usize] { (row, other) } else { (other, row) });
            }
            _ => waiting.push(row),
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_match_within_a_quarter_of_the_shorter() {
        let m = Match::default();
        for (a, b, expected) in [
            (8.0, 10.0, true),
            (10.0, 8.0, true),
            (8.0, 11.0, false),
            (4.0, 5.0, false),
            (5.0, 6.0, true),
            (5.0, 7.0, false),
        ] {
            assert_eq!(m.holds(a, b), expected, "{a} {b}");
        }
        assert!(Match { within: 0.2, least: 5.0 }.holds(5.0, 6.0));
    }

    #[test]
    fn the_nearest_is_taken() {
        let lengths = [10.0, 9.0, 11.0, 12.0, 40.0];
        assert_eq!(one_to_one(&lengths, &[0], &[1, 2, 3, 4], &Match::default()), [(0, 1)]);
        assert_eq!(one_to_one(&lengths, &[1, 2, 3, 4], &[0], &Match::default()), [(1, 0)]);
        assert_eq!(one_to_one(&lengths, &[4], &[0, 1], &Match::default()), []);
        assert_eq!(one_to_one(&lengths, &[4], &[], &Match::default()), []);
        assert_eq!(
            neighbours(&lengths, &[1.0, 2.0, 2.0, 3.0, 9.0], &[0, 1, 2, 3, 4], &Match::default()),
            [(1, 0), (3, 2)]
        );
    }

    proptest! {
        #[test]
        fn pairs_match_and_no_row_is_used_twice(rows in prop::collection::vec((0..30_u8, 0..3_u8), 0..60)) {
            let lengths: Vec<f64> = rows.iter().map(|r| f64::from(r.0)).collect();
            let labels: Vec<f64> = rows.iter().map(|r| f64::from(r.1)).collect();
            let all: Vec<u32> = (0..rows.len() as u32).collect();
            let (higher, lower): (Vec<u32>, Vec<u32>) = all.iter().partition(|&&r| labels[r as usize] > 1.0);
            let matched = Match::default();
            let near = neighbours(&lengths, &labels, &all, &matched);
            let once = one_to_one(&lengths, &higher, &lower, &matched);
            for pairs in [&near, &once] {
                let mut used: Vec<u32> = pairs.iter().flat_map(|p| [p.0, p.1]).collect();
                used.sort_unstable();
                used.dedup();
                prop_assert_eq!(used.len(), pairs.len() * 2);
                for &(a, b) in pairs {
                    prop_assert!(matched.holds(lengths[a as usize], lengths[b as usize]));
                    prop_assert!(labels[a as usize] > labels[b as usize]);
                }
            }
            // Nobody is left who could still be paired with somebody left.
            let used: BTreeSet<u32> = once.iter().flat_map(|p| [p.0, p.1]).collect();
            let left = |side: &[u32]| -> Vec<u32> { side.iter().copied().filter(|r| !used.contains(r)).collect() };
            for a in left(&higher) {
                for b in left(&lower) {
                    prop_assert!(!matched.holds(lengths[a as usize], lengths[b as usize]));
                }
            }
        }
    }
}
