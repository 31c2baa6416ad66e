//! How often the text with the higher label has the higher value, over all pairs of rows with different labels.
//!
//! With two labels this is the area under the ROC curve: U ÷ (n₁ n₂) of Mann & Whitney (1947), ties half.

use super::ranks::{Below, Order, places};

/// Twice the pairs that agree (a tie of the values is one), and the pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// Twice the pairs in which the higher label has the higher value, plus the pairs whose values tie.
    pub doubled: u64,
    /// Pairs of rows with different labels.
    pub pairs: u64,
}

impl Agreed {
    /// The share of the pairs that agree, 0 to 1; missing where there is no pair.
    pub fn share(self) -> f64 {
        if self.pairs == 0 { f64::NAN } else { self.doubled as f64 / 2.0 / self.pairs as f64 }
    }
}

/// Rows sorted once, to be counted many times with other multiplicities.
#[derive(Clone, Debug)]
pub struct Concordance {
    order: Order,
    /// The place of each row's label among the labels.
    labels: Vec<u32>,
    classes: usize,
}

impl Concordance {
    /// Sorts the rows; those without a value are left out. Costs O(n log n).
    pub fn new(measure: &[f64], labels: &[f64], rows: &[u32]) -> Self {
        let (labels, classes) = places(labels);
        Self { order: Order::new(measure, rows), labels, classes }
    }

    /// Counts pairs, each row as often as `times` says: exact, in O(n log k) for k different labels.
    pub fn count(&self, times: &[u32]) -> Agreed {
        let mut lower = Below::new(self.classes);
        let mut of_class = vec![0_u64; self.classes];
        let mut agreed = Agreed::default();
        for run in self.order.ties() {
            let sum = |lower: &Below| -> u64 {
                let one =
                    |&row: &u32| u64::from(times[row as usize]) * lower.below(self.labels[row as usize]);
                run.iter().map(one).sum()
            };
            // Lower labels at lower values agree, those at the same value count half: once before and once after this run is in.
            let before = sum(&lower);
            for &row in run {
                let (class, count) = (self.labels[row as usize], u64::from(times[row as usize]));
                lower.add(class, count);
                of_class[class as usize] += count;
            }
            agreed.doubled += before + if run.len() == 1 { before } else { sum(&lower) };
        }
        let mut seen = 0;
        for count in of_class {
            agreed.pairs += seen * count;
            seen += count;
        }
        agreed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(measure: &[f64], labels: &[f64], times: &[u32]) -> Agreed {
        let mut agreed = Agreed::default();
        for (i, (a, better)) in measure.iter().zip(labels).enumerate() {
            for (j, (b, worse)) in measure.iter().zip(labels).enumerate() {
                if better > worse && !a.is_nan() && !b.is_nan() {
                    let weight = u64::from(times[i]) * u64::from(times[j]);
                    agreed.pairs += weight;
                    agreed.doubled += weight * if a > b { 2 } else { u64::from(a == b) };
                }
            }
        }
        agreed
    }

    fn count(measure: &[f64], labels: &[f64], times: &[u32]) -> Agreed {
        let rows: Vec<u32> = (0..measure.len() as u32).collect();
        Concordance::new(measure, labels, &rows).count(times)
    }

    #[test]
    fn by_hand() {
        let check = |measure: &[f64], labels: &[f64], expected: f64| {
            let found = count(measure, labels, &vec![1; labels.len()]).share();
            assert!(found == expected || (found.is_nan() && expected.is_nan()), "{found} {expected}");
        };
        check(&[0.1, 0.4, 0.35, 0.8], &[0.0, 0.0, 1.0, 1.0], 0.75);
        check(&[1.0, 1.0], &[0.0, 1.0], 0.5);
        check(&[1.0, 2.0, 3.0], &[5.0, 3.0, 1.0], 0.0);
        check(&[1.0, 2.0, 3.0], &[1.0, 1.0, 1.0], f64::NAN);
        check(&[f64::NAN, 2.0, 3.0], &[9.0, 1.0, 2.0], 1.0);
        check(&[], &[], f64::NAN);
    }

    proptest! {
        #[test]
        fn equals_all_pairs(rows in prop::collection::vec((0..6_u8, 0..4_u8, 0..3_u32, 0..9_u8), 0..40)) {
            let measure: Vec<f64> = rows.iter().map(|r| if r.3 == 0 { f64::NAN } else { f64::from(r.0) }).collect();
            let labels: Vec<f64> = rows.iter().map(|r| f64::from(r.1)).collect();
            let times: Vec<u32> = rows.iter().map(|r| r.2).collect();
            prop_assert_eq!(count(&measure, &labels, &times), naive(&measure, &labels, &times));
        }
    }
}
