//! Intervals from resampling: percentiles over samples drawn with replacement (Efron & Tibshirani 1993, chapter 13).

use rayon::prelude::*;

use super::random::multiplicities;

/// The share of resamples between the ends of an interval.
pub const CONFIDENCE: f64 = 0.95;

/// A number that can be worked out again with each unit (row, pair, group) as often as a resample has it.
pub trait Statistic: Sync {
    /// The number; NaN where the resample has nothing to tell it from.
    fn value(&self, times: &[u32]) -> f64;
}

/// What each statistic is in each resample, one list a resample; the same for any number of threads.
///
/// Every statistic sees the same resamples, so that differences can be taken resample by resample.
pub fn resampled(statistics: &[&dyn Statistic], units: usize, resamples: usize) -> Vec<Vec<f64>> {
    (0..resamples as u64)
        .into_par_iter()
        .map(|resample| {
            let times = multiplicities(resample, units);
            statistics.iter().map(|s| s.value(&times)).collect()
        })
        .collect()
}

/// The interval that holds the middle 95 % of values; `None` where fewer than half of them are numbers.
pub fn interval(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let all: Vec<f64> = values.collect();
    let mut found: Vec<f64> = all.iter().copied().filter(|v| !v.is_nan()).collect();
    if found.is_empty() || found.len() * 2 < all.len() {
        return None;
    }
    found.sort_by(f64::total_cmp);
    let tail = (1.0 - CONFIDENCE) / 2.0;
    Some((quantile(&found, tail), quantile(&found, 1.0 - tail)))
}

/// A quantile of sorted values, between two of them by a straight line (type 7 of Hyndman & Fan 1996).
fn quantile(sorted: &[f64], at: f64) -> f64 {
    let place = at * (sorted.len() - 1) as f64;
    let (low, share) = (place.floor() as usize, place.fract());
    let next = sorted[(low + 1).min(sorted.len() - 1)];
    sorted[low] + share * (next - sorted[low])
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Mean(Vec<f64>);

    impl Statistic for Mean {
        fn value(&self, times: &[u32]) -> f64 {
            let n: f64 = times.iter().map(|&n| f64::from(n)).sum();
            self.0.iter().zip(times).map(|(v, &n)| v * f64::from(n)).sum::<f64>() / n
        }
    }

    #[test]
    fn percentiles() {
        let (low, high) = interval((0..=1000).map(f64::from)).expect("an interval");
        assert!((low - 25.0).abs() < 1e-9 && (high - 975.0).abs() < 1e-9);
        assert_eq!(interval([7.0].into_iter()), Some((7.0, 7.0)));
        assert_eq!(interval([f64::NAN, f64::NAN, 1.0].into_iter()), None);
        assert_eq!(interval(std::iter::empty()), None);
    }

    #[test]
    fn the_interval_of_a_mean_is_that_of_theory() {
        // 400 throws of a coin, half heads: 0.5 ± 1.96 · 0.5 ÷ 20.
        let coin = Mean((0..400).map(|i| f64::from(i % 2)).collect());
        let values = resampled(&[&coin], 400, 2000);
        let (low, high) = interval(values.iter().map(|v| v[0])).expect("an interval");
        assert!((low - 0.451).abs() < 0.006 && (high - 0.549).abs() < 0.006, "{low} {high}");
    }

    #[test]
    fn threads_change_nothing() {
        let mean = Mean((0..50).map(f64::from).collect());
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
        let alone = alone.install(|| resampled(&[&mean], 50, 100));
        assert_eq!(resampled(&[&mean], 50, 100), alone);
    }
}
