//! Rows in the order of a number, and numbers as places among the different ones.

/// Rows in ascending order of a measure, with the rows that tie together.
#[derive(Clone, Debug)]
pub struct Order {
    /// The rows, ascending.
    pub rows: Vec<u32>,
    /// Where each run of equal values ends in `rows`.
    pub ends: Vec<u32>,
}

impl Order {
    /// Sorts rows by a measure; rows without a value are left out.
    pub fn new(measure: &[f64], rows: &[u32]) -> Self {
        let value = |row: u32| measure[row as usize];
        let mut rows: Vec<u32> = rows.iter().copied().filter(|&row| !value(row).is_nan()).collect();
        rows.sort_by(|&a, &b| value(a).total_cmp(&value(b)).then(a.cmp(&b)));
        let mut ends = Vec::new();
        for (place, &row) in rows.iter().enumerate() {
            if rows.get(place + 1).is_none_or(|&next| value(next) != value(row)) {
                ends.push(place as u32 + 1);
            }
        }
        Self { rows, ends }
    }

    /// The runs of rows that tie, ascending.
    pub fn ties(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let run = &self.rows[start..end as usize];
            start = end as usize;
            run
        })
    }
}

/// The place of each value among the different ones, from 0, and how many different ones there are; a missing value is
/// [`u32::MAX`].
pub fn places(values: &[f64]) -> (Vec<u32>, usize) {
    let rows: Vec<u32> = (0..values.len() as u32).collect();
    let order = Order::new(values, &rows);
    let mut places = vec![u32::MAX; values.len()];
    for (place, run) in order.ties().enumerate() {
        for &row in run {
            places[row as usize] = place as u32;
        }
    }
    (places, order.ends.len())
}

/// Counts by place, with sums over the places below: a Fenwick tree (Fenwick 1994).
#[derive(Debug)]
pub(crate) struct Below(Vec<u64>);

impl Below {
    pub(crate) fn new(places: usize) -> Self {
        Self(vec![0; places + 1])
    }

    pub(crate) fn add(&mut self, place: u32, count: u64) {
        let mut at = place as usize + 1;
        while at < self.0.len() {
            self.0[at] = self.0[at].wrapping_add(count);
            at += at & at.wrapping_neg();
        }
    }

    pub(crate) fn remove(&mut self, place: u32, count: u64) {
        self.add(place, count.wrapping_neg());
    }

    /// What was counted at places below this one.
    pub(crate) fn below(&self, place: u32) -> u64 {
        let (mut at, mut sum) = (place as usize, 0_u64);
        while at > 0 {
            sum = sum.wrapping_add(self.0[at]);
            at &= at - 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_place() {
        assert_eq!(places(&[2.0, f64::NAN, -1.0, 2.0, 0.0, -0.0]), (vec![2, u32::MAX, 0, 2, 1, 1], 3));
        assert_eq!(places(&[]), (vec![], 0));
    }

    #[test]
    fn sums_below() {
        let mut tree = Below::new(5);
        for (place, count) in [(0, 3), (4, 2), (2, 5), (2, 1)] {
            tree.add(place, count);
        }
        tree.remove(0, 1);
        assert_eq!((0..=5).map(|p| tree.below(p)).collect::<Vec<_>>(), [0, 2, 2, 8, 8, 10]);
    }
}
