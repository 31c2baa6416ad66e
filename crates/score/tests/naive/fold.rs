//! The rows of one member folded to one number.

use std::collections::{BTreeMap, BTreeSet};

use ssi_corpus::data::{DAY, NO_TIME};
use ssi_rules::{Aggregate, AggregateKind, Measure, Window};

/// A row as an aggregate sees it.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) time: i64,
    /// Whether it tells what is asked.
    pub(crate) tells: bool,
    /// Whether it is among those that are asked for.
    pub(crate) passes: bool,
    /// The number, the condition or the label; NaN where it has none.
    pub(crate) value: f64,
}

/// Days and the end of the day of the score.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) end: i64,
    pub(crate) pack_days: u32,
}

impl Clock {
    /// The days of a window; none where all rows count.
    fn days(self, window: Window) -> Option<u32> {
        match window {
            Window::Pack => Some(self.pack_days),
            Window::Days(days) => Some(days),
            Window::All => None,
        }
    }

    /// How many whole days before the end of the day of the score.
    fn days_back(self, time: i64) -> usize {
        ((self.end - 1 - time) / DAY) as usize
    }
}

/// The value, and whether it is founded on data. `blind` where the corpus lacks a column that is asked for.
pub(crate) fn fold(a: &Aggregate, rows: &[Row], clock: Clock, blind: bool) -> (f64, bool) {
    use AggregateKind as K;
    let by_time = [K::ActiveDays, K::ActiveWeeks, K::LongestGapDays, K::DaysSinceLast, K::SlopePerWeek];
    let days = clock.days(a.window);
    let timed = by_time.contains(&a.kind) || days.is_some() && a.measure == Measure::Row;
    let inside = |row: &&Row| {
        let since = days.is_none_or(|days| row.time >= clock.end - i64::from(days) * DAY);
        row.time < clock.end && since && !(timed && row.time == NO_TIME)
    };
    let rows: Vec<&Row> = rows.iter().filter(inside).collect();
    let counted: Vec<&Row> = rows.iter().copied().filter(|row| row.tells && row.passes).collect();
    let unknown = rows.iter().any(|row| !row.tells);
    let away = rows.iter().any(|row| row.tells && !row.passes);
    // Where the corpus is blind only rows that count speak, or others alone where nothing is unknown.
    let founded = !counted.is_empty() || if blind { away && !unknown } else { away || !unknown };
    let value = |row: &&Row| match a.measure {
        Measure::Row => 0.0,
        _ if a.kind == K::Share && row.value.is_nan() => 0.0,
        _ => row.value,
    };
    let rows: Vec<(i64, f64)> = counted.iter().map(|row| (row.time, value(row))).collect();
    let rows: Vec<(i64, f64)> = rows.into_iter().filter(|(_, value)| !value.is_nan()).collect();
    (of_rows(a.kind, &rows, days, clock), founded)
}

/// A number in whole parts of 2⁻²⁴, in which sums are kept so that their order is no matter.
fn parts(value: f64) -> i128 {
    i128::from((value * 16_777_216.0).round() as i64)
}

fn sum(parts: impl Iterator<Item = i128>) -> f64 {
    parts.sum::<i128>().clamp(i64::MIN.into(), i64::MAX.into()) as i64 as f64 / 16_777_216.0
}

fn of_rows(kind: AggregateKind, rows: &[(i64, f64)], days: Option<u32>, clock: Clock) -> f64 {
    use AggregateKind as K;
    let n = rows.len() as f64;
    let total = || sum(rows.iter().map(|(_, value)| parts(*value)));
    let sorted = || {
        let mut values: Vec<f64> = rows.iter().map(|(_, value)| *value).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let labels = || {
        let mut labels: BTreeMap<u64, usize> = BTreeMap::new();
        for (_, value) in rows {
            *labels.entry(*value as u64).or_default() += 1;
        }
        labels
    };
    let back = || rows.iter().map(|(time, _)| clock.days_back(*time)).collect::<BTreeSet<usize>>();
    match kind {
        K::Count => n,
        K::PerWeek => n / (f64::from(days.unwrap_or(clock.pack_days)) / 7.0),
        K::Sum => total(),
        K::ActiveDays => back().len() as f64,
        K::ActiveWeeks => back().into_iter().map(|days| days / 7).collect::<BTreeSet<_>>().len() as f64,
        K::Distinct => labels().len() as f64,
        K::LongestGapDays if rows.is_empty() => days.map_or(f64::NAN, f64::from),
        K::LongestGapDays => {
            let active = back();
            let all = days.map_or(*active.last().unwrap(), |days| days as usize);
            let days: Vec<usize> = (0..all).collect();
            days.split(|day| active.contains(day)).map(<[usize]>::len).max().unwrap_or(0) as f64
        }
        _ if rows.is_empty() => f64::NAN,
        K::Mean | K::Share => total() / n,
        K::Min => sorted()[0],
        K::Max => sorted()[rows.len() - 1],
        K::Median if rows.len() % 2 == 1 => sorted()[rows.len() / 2],
        K::Median => f64::midpoint(sorted()[rows.len() / 2 - 1], sorted()[rows.len() / 2]),
        K::DaysSinceLast => *back().first().unwrap() as f64,
        K::TopShare => labels().into_values().max().unwrap() as f64 / n,
        // From whole numbers: the engine's sum of shares may differ in the last bits.
        K::Spread => 1.0 - labels().into_values().map(|rows| rows * rows).sum::<usize>() as f64 / (n * n),
        K::SlopePerWeek => slope(rows, clock.end),
    }
}

/// Least squares over weeks; rows at one moment have no slope.
fn slope(rows: &[(i64, f64)], end: i64) -> f64 {
    let weeks = |time: i64| (time - end) as f64 / (7 * DAY) as f64;
    let x = sum(rows.iter().map(|(time, _)| parts(weeks(*time))));
    let xx = sum(rows.iter().map(|(time, _)| parts(weeks(*time) * weeks(*time))));
    let y = sum(rows.iter().map(|(_, value)| parts(*value)));
    let xy = sum(rows.iter().map(|(time, value)| parts(weeks(*time) * value)));
    let n = rows.len() as f64;
    let spread = n * xx - x * x;
    if spread < 1e-6 { f64::NAN } else { (n * xy - x * y) / spread }
}
