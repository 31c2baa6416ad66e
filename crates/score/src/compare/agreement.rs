//! How far two lists of figures of the same members agree. Nothing is drawn at random: the same page each time.

use serde::Serialize;

use crate::insights::Interval;
use crate::insights::{median, median_interval};

/// With fewer members nothing is said of all.
pub const ENOUGH: usize = 5;
/// The normal quantile of an interval of nine in ten.
const Z: f64 = 1.644_853_626_951_472_2;

/// A coefficient between -1 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Correlation {
    /// Its value.
    pub value: f64,
    /// Where it would lie in nine of ten such groups (Fisher's z); `None` where it is -1 or 1, of which no interval can be told.
    pub interval: Option<Interval>,
}

/// What two lists come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// How many members have both figures.
    pub n: usize,
    /// Our mean.
    pub ours: f64,
    /// LinkedIn's mean.
    #[serde(rename = "linkedin")]
    pub theirs: f64,
    /// The mean of ours less LinkedIn's.
    pub difference: f64,
    /// The difference in the middle.
    pub median: f64,
    /// Where that would lie in nine of ten such groups, exactly; `None` of fewer than [`ENOUGH`].
    pub interval: Option<Interval>,
    /// For how many of them ours is higher.
    pub higher: usize,
    /// For how many of them ours is lower.
    pub lower: usize,
    /// Whether those who have more here have more there, on a straight line; `None` of too few, or where all are alike.
    pub pearson: Option<Correlation>,
    /// The same of the order alone.
    pub spearman: Option<Correlation>,
}

/// Compares pairs of ours and LinkedIn's; `None` of no pair.
///
/// The order of the pairs does not matter. Takes n log n steps.
pub fn agreement(pairs: &[(f64, f64)]) -> Option<Agreement> {
    if pairs.is_empty() {
        return None;
    }
    // Sums of floats depend on their order.
    let mut pairs = pairs.to_vec();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let n = pairs.len();
    let (ours, theirs): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    // Whole hundredths, so that what is printed alike is alike.
    let mut differences: Vec<f64> = pairs.iter().map(|(a, b)| ((a - b) * 100.0).round() / 100.0).collect();
    differences.sort_by(f64::total_cmp);
    let enough = n >= ENOUGH;
    let correlation = |a: &[f64], b: &[f64], ranks: bool| {
        let value = pearson(a, b).filter(|_| enough)?;
        // The ranks of a list vary a little more than its values (Bonett and Wright).
        let variance = if ranks { 1.0 + value * value / 2.0 } else { 1.0 };
        Some(Correlation { value, interval: fisher(value, n, variance) })
    };
    Some(Agreement {
        n,
        ours: mean(&ours),
        theirs: mean(&theirs),
        difference: mean(&differences),
        median: median(&differences),
        interval: median_interval(&differences).filter(|_| enough),
        higher: differences.iter().filter(|d| **d > 0.0).count(),
        lower: differences.iter().filter(|d| **d < 0.0).count(),
        pearson: correlation(&ours, &theirs, false),
        spearman: correlation(&ranks(&ours), &ranks(&theirs), true),
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Pearson's coefficient; `None` where one of the lists has one value only.
fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let alike = |values: &[f64]| values.windows(2).all(|pair| pair[0] == pair[1]);
    if alike(a) || alike(b) {
        return None;
    }
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        ab += (x - mean_a) * (y - mean_b);
        aa += (x - mean_a) * (x - mean_a);
        bb += (y - mean_b) * (y - mean_b);
    }
    Some((ab / (aa.sqrt() * bb.sqrt())).clamp(-1.0, 1.0))
}

/// The places of values in their order, from 1; equal ones share the mean of their places.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for group in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let middle = first as f64 + f64::midpoint(1.0, group.len() as f64);
        for place in group {
            ranks[*place] = middle;
        }
        first += group.len();
    }
    ranks
}

/// Fisher's interval of a coefficient of `n` pairs.
fn fisher(value: f64, n: usize, variance: f64) -> Option<Interval> {
    /// So near to 1 only rounding keeps it from being 1.
    const ONE: f64 = 1.0 - 1e-9;
    if n <= 3 || value.abs() > ONE {
        return None;
    }
    let (middle, wide) = (value.atanh(), Z * (variance / (n as f64 - 3.0)).sqrt());
    Some(Interval { low: (middle - wide).tanh(), high: (middle + wide).tanh() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_of_a_group() {
        assert_eq!(agreement(&[]), None);
        let few = agreement(&[(3.0, 1.0), (5.0, 6.0), (4.0, 4.0)]).unwrap();
        assert_eq!((few.n, few.ours, few.median, few.higher, few.lower), (3, 4.0, 0.0, 1, 1));
        assert_eq!((few.interval, few.pearson, few.spearman), (None, None, None));
        assert!((few.difference - 1.0 / 3.0).abs() < 1e-12);
        let pairs = [(1.0, 2.0), (2.0, 1.0), (3.0, 4.0), (4.0, 3.0), (5.0, 6.0)];
        let found = agreement(&pairs).unwrap();
        // By hand: the sums of products are 10, 10 and 14.8.
        assert!((found.pearson.unwrap().value - 10.0 / 148.0_f64.sqrt()).abs() < 1e-12, "{found:?}");
        assert!((found.spearman.unwrap().value - 0.8).abs() < 1e-12);
        assert_eq!(found.interval, Some(Interval { low: -1.0, high: 1.0 }));
        let interval = found.spearman.unwrap().interval.unwrap();
        assert!(interval.low < 0.0 && interval.high > 0.97 && interval.high < 1.0, "{interval:?}");
    }

    #[test]
    fn what_cannot_be_told_is_not() {
        let alike = agreement(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0), (1.0, 5.0), (1.0, 6.0)]).unwrap();
        assert_eq!((alike.pearson, alike.spearman), (None, None));
        let line: Vec<(f64, f64)> = (0..8).map(|i| (f64::from(i), 2.0 * f64::from(i) + 1.0)).collect();
        let line = agreement(&line).unwrap();
        for one in [line.pearson, line.spearman] {
            assert!((one.unwrap().value - 1.0).abs() < 1e-12 && one.unwrap().interval.is_none());
        }
    }

    #[test]
    fn equal_values_share_their_place() {
        assert_eq!(ranks(&[5.0, 1.0, 5.0, 2.0, 5.0]), [4.0, 1.0, 4.0, 2.0, 4.0]);
        assert_eq!(ranks(&[]), Vec::<f64>::new());
    }

    proptest! {
        #[test]
        fn coefficients_keep_their_laws(mut pairs in prop::collection::vec((0.0..25.0, 0.0..25.0), 5..40)) {
            let found = agreement(&pairs).unwrap();
            pairs.reverse();
            prop_assert_eq!(agreement(&pairs), Some(found.clone()));
            let turned: Vec<(f64, f64)> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
            let turned = agreement(&turned).unwrap();
            prop_assert!((turned.difference + found.difference).abs() < 1e-9);
            for (one, other) in [(found.pearson, turned.pearson), (found.spearman, turned.spearman)] {
                let (one, other) = (one.unwrap(), other.unwrap());
                prop_assert!((one.value - other.value).abs() < 1e-9 && one.value.abs() <= 1.0);
                if let Some(interval) = one.interval {
                    prop_assert!(interval.low <= one.value && one.value <= interval.high);
                }
            }
            // The order alone does not see a bent scale.
            let bent: Vec<(f64, f64)> = pairs.iter().map(|(a, b)| (a.exp(), *b)).collect();
            let bent = agreement(&bent).unwrap().spearman.unwrap().value;
            prop_assert!((bent - found.spearman.unwrap().value).abs() < 1e-9);
        }
    }
}
