//! Which texts are compared with which: the question that is asked of every measure.

use super::bootstrap::Statistic;
use super::concordance::{Agreed, Concordance};
use super::correlation::{Spearman, Sums};
use super::matching::Match;
use super::window::Window;

/// Comparisons of texts, the better one with the worse one.
#[derive(Clone, Debug)]
pub enum Comparison<'a> {
    /// Pairs that are listed: the better text, the worse one. Each is a unit.
    Pairs(Vec<(u32, u32)>),
    /// Rows of different labels, all with all. Each row is a unit.
    Rows {
        /// A label a row of the file.
        labels: &'a [f64],
        /// The rows.
        rows: Vec<u32>,
    },
    /// Rows of different labels inside of groups. Each group is a unit.
    Groups {
        /// A label a row of the file.
        labels: &'a [f64],
        /// The rows of each group.
        groups: Vec<Vec<u32>>,
        /// Where only rows of matching lengths are compared: lengths, and when they match.
        matched: Option<(&'a [f64], Match)>,
    },
    /// Rows of two labels, all with all whose lengths match. Each row is a unit.
    Window {
        /// The rows with the higher label.
        higher: Vec<u32>,
        /// The rows with the lower label.
        lower: Vec<u32>,
        /// Lengths, and when they match.
        matched: (&'a [f64], Match),
    },
}

impl Comparison<'_> {
    /// How many units a resample draws from; `rows` is how many rows the file has.
    pub fn units(&self, rows: usize) -> usize {
        match self {
            Self::Pairs(pairs) => pairs.len(),
            Self::Groups { groups, .. } => groups.len(),
            Self::Rows { .. } | Self::Window { .. } => rows,
        }
    }

    /// How a measure agrees with people; texts without a value are left out.
    pub fn agreement(&self, measure: &[f64]) -> Agreement {
        match self {
            Self::Pairs(pairs) => {
                Agreement::Units(pairs.iter().map(|&(better, worse)| one(measure, better, worse)).collect())
            }
            Self::Rows { labels, rows } => Agreement::Rows(Concordance::new(measure, labels, rows)),
            Self::Groups { labels, groups, matched: None } => {
                let group = |rows: &Vec<u32>| {
                    let (measure, labels) = (gathered(measure, rows), gathered(labels, rows));
                    let rows: Vec<u32> = (0..rows.len() as u32).collect();
                    Concordance::new(&measure, &labels, &rows).count(&vec![1; rows.len()])
                };
                Agreement::Units(groups.iter().map(group).collect())
            }
            Self::Groups { labels, groups, matched: Some((lengths, matched)) } => Agreement::Units(
                groups.iter().map(|rows| inside(measure, labels, lengths, rows, matched)).collect(),
            ),
            Self::Window { higher, lower, matched: (lengths, matched) } => {
                Agreement::Window(Window::new(measure, lengths, higher, lower, *matched))
            }
        }
    }

    /// The rank correlation of a measure with the labels; `None` where texts are compared in other ways than all with all.
    pub fn correlation(&self, measure: &[f64]) -> Option<Correlation> {
        match self {
            Self::Rows { labels, rows } => Some(Correlation::Rows(Spearman::new(measure, labels, rows))),
            Self::Groups { labels, groups, matched: None } => {
                let group = |rows: &Vec<u32>| {
                    let (measure, labels) = (gathered(measure, rows), gathered(labels, rows));
                    let rows: Vec<u32> = (0..rows.len() as u32).collect();
                    Spearman::new(&measure, &labels, &rows).scaled(&vec![1; rows.len()])
                };
                Some(Correlation::Groups(groups.iter().map(group).collect()))
            }
            _ => None,
        }
    }
}

/// The values of some rows, so that a group costs what it holds and not what the file does.
fn gathered(values: &[f64], rows: &[u32]) -> Vec<f64> {
    rows.iter().map(|&row| values[row as usize]).collect()
}

/// One pair.
fn one(measure: &[f64], better: u32, worse: u32) -> Agreed {
    let (a, b) = (measure[better as usize], measure[worse as usize]);
    match a.partial_cmp(&b) {
        None => Agreed::default(),
        Some(order) => Agreed { doubled: (order as i8 + 1) as u64, pairs: 1 },
    }
}

/// The pairs of a group whose lengths match; costs as many steps as there are such pairs.
fn inside(measure: &[f64], labels: &[f64], lengths: &[f64], rows: &[u32], matched: &Match) -> Agreed {
    let length = |row: u32| lengths[row as usize];
    let mut rows: Vec<u32> = rows.iter().copied().filter(|&row| length(row) >= matched.least).collect();
    rows.sort_by(|&a, &b| length(a).total_cmp(&length(b)).then(a.cmp(&b)));
    let mut agreed = Agreed::default();
    for (place, &short) in rows.iter().enumerate() {
        let most = matched.longest(length(short));
        for &long in rows[place + 1..].iter().take_while(|&&row| length(row) <= most) {
            let (a, b) = (labels[short as usize], labels[long as usize]);
            if a != b {
                let (better, worse) = if a > b { (short, long) } else { (long, short) };
                let found = one(measure, better, worse);
                agreed.doubled += found.doubled;
                agreed.pairs += found.pairs;
            }
        }
    }
    agreed
}

/// How often the better text has the higher value.
#[derive(Clone, Debug)]
pub enum Agreement {
    /// Counted for each unit.
    Units(Vec<Agreed>),
    /// To be counted over rows.
    Rows(Concordance),
    /// To be counted over rows whose lengths match.
    Window(Window),
}

impl Agreement {
    /// Counts pairs, each unit as often as `times` says.
    pub fn count(&self, times: &[u32]) -> Agreed {
        match self {
            Self::Units(units) => {
                let mut sum = Agreed::default();
                for (unit, &times) in units.iter().zip(times) {
                    sum.doubled += unit.doubled * u64::from(times);
                    sum.pairs += unit.pairs * u64::from(times);
                }
                sum
            }
            Self::Rows(rows) => rows.count(times),
            Self::Window(window) => window.count(times),
        }
    }
}

impl Statistic for Agreement {
    fn value(&self, times: &[u32]) -> f64 {
        self.count(times).share()
    }
}

/// A rank correlation.
#[derive(Clone, Debug)]
pub enum Correlation {
    /// To be worked out over rows.
    Rows(Spearman),
    /// Summed up for each group.
    Groups(Vec<Sums>),
}

impl Statistic for Correlation {
    fn value(&self, times: &[u32]) -> f64 {
        match self {
            Self::Rows(rows) => rows.sums(times).correlation(),
            Self::Groups(groups) => {
                let mut all = Sums::default();
                for (group, &times) in groups.iter().zip(times) {
                    let times = f64::from(times);
                    all.xy += group.xy * times;
                    all.xx += group.xx * times;
                    all.yy += group.yy * times;
                }
                all.correlation()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAN: f64 = f64::NAN;

    #[test]
    fn pairs_by_hand() {
        let pairs = Comparison::Pairs(vec![(0, 1), (2, 3), (4, 5), (6, 7)]);
        let agreement = pairs.agreement(&[0.5, 0.4, 0.1, 0.2, 0.3, 0.3, NAN, 1.0]);
        assert_eq!(agreement.count(&[1; 4]), Agreed { doubled: 3, pairs: 3 });
        assert_eq!(agreement.count(&[2, 0, 1, 5]), Agreed { doubled: 5, pairs: 3 });
    }

    #[test]
    fn groups_by_hand() {
        // In the first group the order is right, in the second it is wrong; over all rows it would be mixed.
        let labels = [1.0, 2.0, 3.0, 0.0, 9.0, 4.0];
        let measure = [0.1, 0.2, 0.3, 0.9, 0.8, 0.5];
        let groups = vec![vec![0, 1, 2], vec![3, 4], vec![5]];
        let all = Comparison::Groups { labels: &labels, groups, matched: None };
        assert_eq!(all.agreement(&measure).count(&[1; 3]), Agreed { doubled: 6, pairs: 4 });
        // Scaled by the square of the rows: 2 ÷ 9 for the first, -0.5 ÷ 4 for the second.
        let (first, second): (f64, f64) = (2.0 / 9.0, 0.5 / 4.0);
        let found = all.correlation(&measure).expect("one").value(&[1; 3]);
        assert!((found - (first - second) / (first + second)).abs() < 1e-12, "{found}");
    }

    proptest! {
        #[test]
        fn one_group_is_all_rows(rows in prop::collection::vec((0..6_u8, 0..4_u8, 0..40_u8), 1..40)) {
            let measure: Vec<f64> = rows.iter().map(|r| f64::from(r.0)).collect();
            let labels: Vec<f64> = rows.iter().map(|r| f64::from(r.1 % 2)).collect();
            let lengths: Vec<f64> = rows.iter().map(|r| f64::from(r.2)).collect();
            let all: Vec<u32> = (0..rows.len() as u32).collect();
            let grouped = |matched| {
                let groups = Comparison::Groups { labels: &labels, groups: vec![all.clone()], matched };
                groups.agreement(&measure).count(&[1])
            };
            let ones = vec![1; rows.len()];
            let plain = Comparison::Rows { labels: &labels, rows: all.clone() };
            prop_assert_eq!(grouped(None), plain.agreement(&measure).count(&ones));
            let (higher, lower) = all.iter().partition(|&&r| labels[r as usize] == 1.0);
            let matched = (lengths.as_slice(), Match::default());
            let window = Comparison::Window { higher, lower, matched };
            prop_assert_eq!(grouped(Some(matched)), window.agreement(&measure).count(&ones));
        }
    }
}
