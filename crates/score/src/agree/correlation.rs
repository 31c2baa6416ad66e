//! Whether higher values go with higher labels: Spearman's rank correlation (Spearman 1904), ties by their mean rank.
//!
//! Inside groups: rows are ranked within their group, by value and by label; a rank becomes (rank − mean rank of the group) ÷ rows of the
//! group, so that a group counts by its rows and not by how high its ranks reach; the correlation of what results over all groups
//! is given. A group with fewer than two rows, or with one label only, says nothing and is left out.

use super::ranks::Order;

/// Sums from which a correlation is made; those of several groups can be added.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// Of products.
    pub xy: f64,
    /// Of squares of the values' ranks.
    pub xx: f64,
    /// Of squares of the labels' ranks.
    pub yy: f64,
}

impl Sums {
    /// The correlation, −1 to 1; missing where values or labels do not differ.
    pub fn correlation(self) -> f64 {
        let spread = self.xx * self.yy;
        if spread > 0.0 { (self.xy / spread.sqrt()).clamp(-1.0, 1.0) } else { f64::NAN }
    }
}

/// Rows sorted once by value and by label, to be ranked many times with other multiplicities.
#[derive(Clone, Debug)]
pub struct Spearman {
    values: Order,
    labels: Order,
}

impl Spearman {
    /// Sorts the rows; those without a value are left out. Costs O(n log n).
    pub fn new(measure: &[f64], labels: &[f64], rows: &[u32]) -> Self {
        let values = Order::new(measure, rows);
        let labels = Order::new(labels, &values.rows);
        Self { values, labels }
    }

    /// The sums over centred ranks, each row as often as `times` says, in O(n).
    pub fn sums(&self, times: &[u32]) -> Sums {
        let mut ranks = vec![0.0; times.len()];
        let count = rank(&self.values, times, |row, rank| ranks[row] = rank);
        let mean = f64::midpoint(count as f64, 1.0);
        let mut sums = Sums::default();
        rank(&self.labels, times, |row, rank| {
            let (x, y, n) = (ranks[row] - mean, rank - mean, f64::from(times[row]));
            sums.xy += n * x * y;
            sums.xx += n * x * x;
            sums.yy += n * y * y;
        });
        sums
    }

    /// The sums over ranks that are scaled for a group among others.
    pub fn scaled(&self, times: &[u32]) -> Sums {
        let sums = self.sums(times);
        let rows = self.values.rows.len();
        if rows < 2 || sums.yy == 0.0 {
            return Sums::default();
        }
        let scale = (rows as f64).powi(-2);
        Sums { xy: sums.xy * scale, xx: sums.xx * scale, yy: sums.yy * scale }
    }
}

/// Hands out the mean rank of each row that is there at least once, from 1; returns how many rows there are.
fn rank(order: &Order, times: &[u32], mut take: impl FnMut(usize, f64)) -> u64 {
    let mut before = 0_u64;
    for run in order.ties() {
        let here: u64 = run.iter().map(|&row| u64::from(times[row as usize])).sum();
        let rank = before as f64 + f64::midpoint(here as f64, 1.0);
        for &row in run.iter().filter(|&&row| times[row as usize] > 0) {
            take(row as usize, rank);
        }
        before += here;
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spearman(measure: &[f64], labels: &[f64], times: &[u32]) -> f64 {
        let rows: Vec<u32> = (0..measure.len() as u32).collect();
        Spearman::new(measure, labels, &rows).sums(times).correlation()
    }

    /// Ranks by counting, then the textbook's correlation.
    fn naive(x: &[f64], y: &[f64]) -> f64 {
        let ranks = |v: &[f64]| -> Vec<f64> {
            v.iter()
                .map(|a| {
                    let less = v.iter().filter(|b| *b < a).count() as f64;
                    let same = v.iter().filter(|b| *b == a).count() as f64;
                    less + f64::midpoint(same, 1.0)
                })
                .collect()
        };
        let (x, y) = (ranks(x), ranks(y));
        let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
        let (mx, my) = (mean(&x), mean(&y));
        let xy: f64 = x.iter().zip(&y).map(|(a, b)| (a - mx) * (b - my)).sum();
        let xx: f64 = x.iter().map(|a| (a - mx).powi(2)).sum();
        let yy: f64 = y.iter().map(|b| (b - my).powi(2)).sum();
        if xx * yy > 0.0 { xy / (xx * yy).sqrt() } else { f64::NAN }
    }

    #[test]
    fn by_hand() {
        // 1 - 6·(1+1+4+4+0) ÷ (5·24), the formula for ranks without ties.
        let found = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 1.0, 5.0, 3.0, 4.0], &[1; 5]);
        assert!((found - 0.6).abs() < 1e-12, "{found}");
        assert!(spearman(&[1.0, 1.0], &[1.0, 2.0], &[1; 2]).is_nan());
        assert!(spearman(&[], &[], &[]).is_nan());
    }

    proptest! {
        #[test]
        fn equals_ranks_by_counting(rows in prop::collection::vec((0..6_u8, 0..4_u8, 0..4_u32), 0..30)) {
            let column = |value: fn(&(u8, u8, u32)) -> u8| -> Vec<f64> { rows.iter().map(|r| f64::from(value(r))).collect() };
            let times: Vec<u32> = rows.iter().map(|r| r.2).collect();
            let repeated = |v: &[f64]| -> Vec<f64> {
                v.iter().zip(&times).flat_map(|(&v, &n)| std::iter::repeat_n(v, n as usize)).collect()
            };
            let (x, y) = (column(|r| r.0), column(|r| r.1));
            let (found, expected) = (spearman(&x, &y, &times), naive(&repeated(&x), &repeated(&y)));
            prop_assert!((found - expected).abs() < 1e-9 || (found.is_nan() && expected.is_nan()), "{found} {expected}");
        }
    }
}
