//! How far a figure of a few rows can be trusted: exact intervals, without drawing anything at random.

use serde::Serialize;

/// The confidence of every interval here.
pub const CONFIDENCE: f64 = 0.90;
/// The normal quantile that leaves half of the rest on each side.
const Z: f64 = 1.644_853_626_951_472_2;

/// The two ends of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "[f64; 2]")]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl From<Interval> for [f64; 2] {
    fn from(interval: Interval) -> Self {
        [interval.low, interval.high]
    }
}

/// On which side of a value an interval lies wholly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// All of it is more.
    Above,
    /// All of it is less.
    Below,
}

impl Interval {
    /// On which side of `value` it lies; `None` where it holds the value.
    pub fn side(self, value: f64) -> Option<Side> {
        if self.low > value {
            Some(Side::Above)
        } else if self.high < value {
            Some(Side::Below)
        } else {
            None
        }
    }
}

/// The middle of some values; NaN of none.
pub(crate) fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

/// Between which of the sorted values the median of all that could have been lies, with at least [`CONFIDENCE`].
///
/// The median lies below the k-th value of n as often as a fair coin shows fewer than k heads in n throws: nothing is
/// assumed about how the values are spread. Below five values no interval has that confidence. Takes n steps.
pub(crate) fn median_interval(sorted: &[f64]) -> Option<Interval> {
    let n = sorted.len();
    let most = (1.0 - CONFIDENCE) / 2.0;
    // As logarithms: half to the power of n is too small for a number from n = 1075 on.
    let mut term = -(n as f64) * std::f64::consts::LN_2;
    let (mut below, mut k) = (0.0, 0);
    while k < n {
        below += term.exp();
        if below > most {
            break;
        }
        term += ((n - k) as f64 / (k + 1) as f64).ln();
        k += 1;
    }
    (k > 0).then(|| Interval { low: sorted[k - 1], high: sorted[n - k] })
}

/// Wilson's interval of a rate: `hits` of `n`; all of 0 to 1 where n is 0.
///
/// It begins at exactly 0 without a hit and ends at exactly 1 where all are hits, so a rate of 0 is never more than 0.
pub(super) fn wilson(hits: usize, n: usize) -> Interval {
    if n == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (n, rate) = (n as f64, hits as f64 / n as f64);
    let scale = 1.0 + Z * Z / n;
    let middle = (rate + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (rate * (1.0 - rate) / n + Z * Z / (4.0 * n * n)).sqrt();
    // The two terms cancel at the ends, but as numbers only nearly: an end that is 1e-17 above 0 would count as more than 0.
    let low = if hits == 0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if rate == 1.0 { 1.0 } else { (middle + half).min(1.0) };
    Interval { low, high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The places from 1, as tables of the sign test list them.
    #[track_caller]
    fn check_median(n: usize, expected: Option<(f64, f64)>) {
        let sorted: Vec<f64> = (1..=n).map(|v| v as f64).collect();
        assert_eq!(median_interval(&sorted).map(|i| (i.low, i.high)), expected, "{n}");
    }

    #[test]
    fn medians_lie_where_the_sign_test_says() {
        for n in 0..5 {
            check_median(n, None);
        }
        check_median(5, Some((1.0, 5.0)));
        check_median(8, Some((2.0, 7.0)));
        check_median(10, Some((2.0, 9.0)));
        check_median(11, Some((3.0, 9.0)));
        check_median(20, Some((6.0, 15.0)));
        check_median(100, Some((42.0, 59.0)));
        // By the normal approximation: 5000 - 1.645 × 50 + 1/2.
        check_median(10_000, Some((4918.0, 5083.0)));
        assert_eq!((median(&[1.0, 2.0, 4.0]), median(&[1.0, 2.0])), (2.0, 1.5));
        assert!(median(&[]).is_nan());
    }

    #[track_caller]
    fn check_wilson(hits: usize, n: usize, low: f64, high: f64) {
        let i = wilson(hits, n);
        assert!((i.low - low).abs() < 5e-5 && (i.high - high).abs() < 5e-5, "{hits} of {n}: {i:?}");
    }

    #[test]
    fn rates_lie_where_wilson_says() {
        check_wilson(0, 0, 0.0, 1.0);
        check_wilson(0, 10, 0.0, 0.2129);
        check_wilson(10, 10, 0.7871, 1.0);
        check_wilson(5, 10, 0.2693, 0.7307);
        check_wilson(1, 1, 0.2699, 1.0);
        check_wilson(30, 100, 0.2307, 0.3798);
    }

    #[test]
    fn none_is_not_more_than_none_and_all_not_less_than_all() {
        for n in 0..2_000 {
            let (none, all) = (wilson(0, n), wilson(n, n));
            assert_eq!((none.low, none.side(0.0)), (0.0, None), "0 of {n}");
            assert_eq!((all.high, all.side(1.0)), (1.0, None), "{n} of {n}");
        }
    }

    #[test]
    fn an_interval_knows_its_side() {
        let of = |low, high| Interval { low, high }.side(1.0);
        assert_eq!(
            [of(1.1, 2.0), of(0.2, 0.9), of(1.0, 2.0), of(0.5, 1.5)],
            [Some(Side::Above), Some(Side::Below), None, None]
        );
    }

    proptest! {
        #[test]
        fn intervals_hold_their_figure(mut values in prop::collection::vec(0.0_f64..9.0, 5..200), hits in 0_usize..50, more in 0_usize..50) {
            values.sort_by(f64::total_cmp);
            let i = median_interval(&values).expect("five values or more");
            prop_assert!(i.low <= median(&values) && median(&values) <= i.high);
            let n = hits + more;
            let w = wilson(hits, n);
            let rate = if n == 0 { 0.5 } else { hits as f64 / n as f64 };
            prop_assert!(0.0 <= w.low && w.low <= rate + 1e-12 && rate <= w.high + 1e-12 && w.high <= 1.0);
        }
    }
}
