//! All pairs of one row of each label whose lengths match, without listing them.

use super::concordance::Agreed;
use super::matching::Match;
use super::ranks::{Below, places};

/// Rows in the order of their lengths, to be counted many times with other multiplicities.
#[derive(Clone, Debug)]
pub struct Window {
    /// The rows with the higher and with the lower label, each by length.
    higher: Vec<Row>,
    lower: Vec<Row>,
    places: usize,
    matched: Match,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    at: u32,
    length: f64,
    place: u32,
}

impl Window {
    /// Sorts the rows; those that are too short or without a value are left out. Costs O(n log n).
    pub fn new(measure: &[f64], lengths: &[f64], higher: &[u32], lower: &[u32], matched: Match) -> Self {
        let (of, places) = places(measure);
        let sorted = |rows: &[u32]| {
            let fits =
                |row: &&u32| lengths[**row as usize] >= matched.least && of[**row as usize] != u32::MAX;
            let row = |&row: &u32| Row { at: row, length: lengths[row as usize], place: of[row as usize] };
            let mut rows: Vec<Row> = rows.iter().filter(fits).map(row).collect();
            rows.sort_by(|a, b| a.length.total_cmp(&b.length).then(a.at.cmp(&b.at)));
            rows
        };
        Self { higher: sorted(higher), lower: sorted(lower), places, matched }
    }

    /// Counts pairs, each row as often as `times` says: exact, in O(n log n).
    pub fn count(&self, times: &[u32]) -> Agreed {
        let mut inside = Below::new(self.places);
        let (mut from, mut to, mut count) = (0, 0, 0_u64);
        let mut agreed = Agreed::default();
        let of = |row: Row| u64::from(times[row.at as usize]);
        for &row in &self.higher {
            // Both ends of what matches move one way as lengths grow.
            while let Some(&next) =
                self.lower.get(to).filter(|n| n.length <= self.matched.longest(row.length))
            {
                inside.add(next.place, of(next));
                count += of(next);
                to += 1;
            }
            while let Some(&first) =
                self.lower[..to].get(from).filter(|f| self.matched.longest(f.length) < row.length)
            {
                inside.remove(first.place, of(first));
                count -= of(first);
                from += 1;
            }
            let weight = of(row);
            agreed.pairs += weight * count;
            agreed.doubled += weight * (inside.below(row.place) + inside.below(row.place + 1));
        }
        agreed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_all_pairs(rows in prop::collection::vec((0..6_u8, any::<bool>(), 0..3_u32, 0..40_u8), 0..40), within in 0.0..0.6) {
            let measure: Vec<f64> = rows.iter().map(|r| if r.0 == 5 { f64::NAN } else { f64::from(r.0) }).collect();
            let lengths: Vec<f64> = rows.iter().map(|r| f64::from(r.3)).collect();
            let times: Vec<u32> = rows.iter().map(|r| r.2).collect();
            let (higher, lower): (Vec<u32>, Vec<u32>) = (0..rows.len() as u32).partition(|&r| rows[r as usize].1);
            let matched = Match { within, least: 5.0 };
            let mut expected = Agreed::default();
            for &h in &higher {
                for &l in &lower {
                    let (a, b) = (measure[h as usize], measure[l as usize]);
                    if matched.holds(lengths[h as usize], lengths[l as usize]) && !a.is_nan() && !b.is_nan() {
                        let weight = u64::from(times[h as usize]) * u64::from(times[l as usize]);
                        expected.pairs += weight;
                        expected.doubled += weight * if a > b { 2 } else { u64::from(a == b) };
                    }
                }
            }
            prop_assert_eq!(Window::new(&measure, &lengths, &higher, &lower, matched).count(&times), expected);
        }
    }
}
