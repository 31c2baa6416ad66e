//! The state of one aggregate over all members: what a batch adds, how two states join, what comes out.

use serde::{Deserialize, Serialize};
use ssi_corpus::data::DAY;
use ssi_rules::{AggregateKind as K, Window};

/// Sums are whole multiples of 2⁻²⁴.
const SCALE: f64 = 16_777_216.0;

/// Rows that tell and that the filter takes.
pub(crate) const SEEN: u8 = 1;
/// Rows that tell nothing about what is asked.
pub(crate) const UNKNOWN: u8 = 2;
/// Rows that the filter is known to turn away.
pub(crate) const AWAY: u8 = 4;

/// One row as an aggregate sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) member: u32,
    /// Days, weeks and slopes need it; 0 where the row has none.
    pub(crate) time: i64,
    /// The number, or 1 and 0 for a condition, or the label.
    pub(crate) value: f64,
}

/// The state of one aggregate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Accumulator {
    /// For each member, whether rows with evidence, rows without, and rows that the filter turned away were met.
    flags: Vec<u8>,
    /// Rows that count.
    count: Vec<u32>,
    /// Sums in fixed point, `width` for each member.
    sums: Vec<i64>,
    width: usize,
    /// The least or greatest value, as an integer that sorts the same way; of no meaning where no row counts.
    peaks: Vec<u64>,
    /// Members and what is to be counted as a set, a bag or a list.
    pairs: Vec<(u32, u64)>,
}

fn fixed(value: f64) -> i64 {
    let scaled = value * SCALE;
    // What `round` does, where the part behind the point is exact, without the call that it costs.
    if scaled.abs() < 1e15 {
        let whole = scaled as i64;
        let rest = scaled - whole as f64;
        return whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5);
    }
    // A float outside the range of the integer becomes its end.
    scaled.round() as i64
}

fn float(sum: i64) -> f64 {
    sum as f64 / SCALE
}

impl Accumulator {
    pub(crate) fn new(kind: K, members: usize) -> Self {
        let width = match kind {
            K::Sum | K::Mean | K::Share => 1,
            K::SlopePerWeek => 4,
            _ => 0,
        };
        let peaks = matches!(kind, K::Min | K::Max | K::DaysSinceLast);
        Self {
            flags: vec![0; members],
            count: vec![0; members],
            sums: vec![0; members * width],
            width,
            peaks: vec![if kind == K::Min { u64::MAX } else { 0 }; if peaks { members } else { 0 }],
            pairs: Vec::new(),
        }
    }

    /// Notes which kinds of rows a member has: [`SEEN`], [`UNKNOWN`], [`AWAY`].
    pub(crate) fn mark(&mut self, member: u32, kinds: u8) {
        self.flags[member as usize] |= kinds;
    }

    /// Adds rows that count.
    pub(crate) fn add(&mut self, kind: K, rows: impl Iterator<Item = Item>, end: i64) {
        let Self { count, sums, peaks, pairs, .. } = self;
        let rows = rows.inspect(|item| count[item.member as usize] += 1);
        match kind {
            K::Count | K::PerWeek => rows.for_each(drop),
            K::Sum | K::Mean | K::Share => rows.for_each(|item| {
                let sum = &mut sums[item.member as usize];
                *sum = sum.saturating_add(fixed(item.value));
            }),
            K::SlopePerWeek => rows.for_each(|item| {
                let week = (item.time - end) as f64 / (7 * DAY) as f64;
                let terms = [week, week * week, item.value, week * item.value];
                for (sum, term) in sums[item.member as usize * 4..].iter_mut().zip(terms) {
                    *sum = sum.saturating_add(fixed(term));
                }
            }),
            K::Min => rows.for_each(|item| {
                let least = &mut peaks[item.member as usize];
                *least = (*least).min(ordered(item.value));
            }),
            K::Max => rows.for_each(|item| {
                let most = &mut peaks[item.member as usize];
                *most = (*most).max(ordered(item.value));
            }),
            K::DaysSinceLast => rows.for_each(|item| {
                let last = &mut peaks[item.member as usize];
                *last = (*last).max(ordered(item.time as f64));
            }),
            K::ActiveDays | K::LongestGapDays => {
                pairs.extend(rows.map(|item| (item.member, ((end - 1 - item.time) / DAY) as u64)));
            }
            K::ActiveWeeks => {
                pairs.extend(rows.map(|item| (item.member, ((end - 1 - item.time) / (7 * DAY)) as u64)));
            }
            K::Distinct | K::TopShare | K::Spread => {
                pairs.extend(rows.map(|item| (item.member, item.value as u64)));
            }
            K::Median => pairs.extend(rows.map(|item| (item.member, ordered(item.value)))),
        }
    }

    /// Joins the state of other rows.
    pub(crate) fn merge(&mut self, kind: K, other: &Self) {
        for (a, b) in self.flags.iter_mut().zip(&other.flags) {
            *a |= b;
        }
        for (a, b) in self.count.iter_mut().zip(&other.count) {
            *a += b;
        }
        for (a, b) in self.sums.iter_mut().zip(&other.sums) {
            *a = a.saturating_add(*b);
        }
        for (a, b) in self.peaks.iter_mut().zip(&other.peaks) {
            *a = if kind == K::Min { (*a).min(*b) } else { (*a).max(*b) };
        }
        self.pairs.extend_from_slice(&other.pairs);
    }

    /// For each member the value, and whether it was founded on data.
    ///
    /// `blind` says that the corpus lacks a column that is read: then having no rows is no evidence either, and rows that were
    /// turned away by what the corpus does have make up for none that would have to be asked.
    pub(crate) fn finish(
        mut self,
        kind: K,
        window: Window,
        pack_days: u32,
        end: i64,
        blind: bool,
    ) -> (Vec<f64>, Vec<bool>) {
        let founded =
            self.flags.iter().map(|f| if blind { f & SEEN != 0 || *f == AWAY } else { *f != UNKNOWN });
        let founded = founded.collect();
        let days = match window {
            Window::Pack => Some(pack_days),
            Window::Days(days) => Some(days),
            Window::All => None,
        };
        let members = self.count.len();
        let counted = |value: &dyn Fn(usize) -> f64| -> Vec<f64> {
            (0..members).map(|m| if self.count[m] == 0 { f64::NAN } else { value(m) }).collect()
        };
        let values = match kind {
            K::Count => self.count.iter().map(|&n| f64::from(n)).collect(),
            K::PerWeek => {
                let weeks = f64::from(days.unwrap_or(pack_days)) / 7.0;
                self.count.iter().map(|&n| f64::from(n) / weeks).collect()
            }
            K::Sum => self.sums.iter().map(|&s| float(s)).collect(),
            K::Mean | K::Share => counted(&|m| float(self.sums[m]) / f64::from(self.count[m])),
            K::SlopePerWeek => counted(&|m| {
                let n = f64::from(self.count[m]);
                let [x, xx, y, xy] = [0, 1, 2, 3].map(|k| float(self.sums[m * 4 + k]));
                let spread = n * xx - x * x;
                // All rows at one moment have no slope.
                if spread < 1e-6 { f64::NAN } else { (n * xy - x * y) / spread }
            }),
            K::Min | K::Max => counted(&|m| unordered(self.peaks[m])),
            K::DaysSinceLast => counted(&|m| ((end - 1 - unordered(self.peaks[m]) as i64) / DAY) as f64),
            _ => {
                let nothing = match (kind, days) {
                    (K::LongestGapDays, Some(days)) => f64::from(days),
                    (K::ActiveDays | K::ActiveWeeks | K::Distinct, _) => 0.0,
                    _ => f64::NAN,
                };
                let mut values = vec![nothing; members];
                // Rows that came member by member are sorted member by member.
                let by_member = self.pairs.is_sorted_by_key(|pair| pair.0);
                if !by_member {
                    self.pairs.sort_unstable();
                }
                for group in self.pairs.chunk_by_mut(|a, b| a.0 == b.0) {
                    if by_member {
                        group.sort_unstable();
                    }
                    values[group[0].0 as usize] = of_group(kind, group, days);
                }
                values
            }
        };
        (values, founded)
    }
}

/// The value of a member's sorted pairs.
fn of_group(kind: K, group: &[(u32, u64)], days: Option<u32>) -> f64 {
    let runs = || group.chunk_by(|a, b| a.1 == b.1).map(<[_]>::len);
    let n = group.len() as f64;
    match kind {
        K::ActiveDays | K::ActiveWeeks | K::Distinct => runs().count() as f64,
        K::TopShare => runs().max().unwrap_or(0) as f64 / n,
        // One less the chance that two rows drawn at random share their label (Gini–Simpson).
        K::Spread => 1.0 - runs().map(|r| (r as f64 / n).powi(2)).sum::<f64>(),
        K::Median => {
            let at = |i: usize| unordered(group[i].1);
            let half = group.len() / 2;
            if group.len() % 2 == 1 { at(half) } else { f64::midpoint(at(half - 1), at(half)) }
        }
        K::LongestGapDays => {
            let inner = group.windows(2).map(|w| w[1].1.saturating_sub(w[0].1 + 1)).max().unwrap_or(0);
            let since_last = group[0].1;
            let before_first = days.map_or(0, |d| u64::from(d).saturating_sub(1 + group[group.len() - 1].1));
            inner.max(since_last).max(before_first) as f64
        }
        _ => f64::NAN,
    }
}

/// A float as an integer that sorts the same way.
fn ordered(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

fn unordered(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: i64 = 100 * DAY;

    #[track_caller]
    fn check(kind: K, window: Window, rows: &[(i64, f64)], expected: f64) {
        // Split in every place: the result must not know.
        for split in 0..=rows.len() {
            let mut parts = [&rows[..split], &rows[split..]].map(|part| {
                let mut a = Accumulator::new(kind, 2);
                for &(days_back, value) in part {
                    a.mark(1, SEEN);
                    let item = Item { member: 1, time: END - 1 - days_back * DAY, value };
                    a.add(kind, std::iter::once(item), END);
                }
                a
            });
            let [a, b] = &mut parts;
            b.merge(kind, a);
            let (values, founded) = b.clone().finish(kind, window, 28, END, false);
            assert!(
                (values[1] - expected).abs() < 1e-6 || (values[1].is_nan() && expected.is_nan()),
                "{kind:?}: {}, expected {expected}",
                values[1]
            );
            assert!(founded[1]);
        }
    }

    #[test]
    fn aggregates_of_known_rows() {
        let rows = [(1, 2.0), (1, 4.0), (9, 3.0), (20, 7.0)];
        let pack = Window::Pack;
        check(K::Count, pack, &rows, 4.0);
        check(K::PerWeek, pack, &rows, 1.0);
        check(K::PerWeek, Window::Days(14), &rows, 2.0);
        check(K::Sum, pack, &rows, 16.0);
        check(K::Mean, pack, &rows, 4.0);
        check(K::Median, pack, &rows, 3.5);
        check(K::Median, pack, &[(0, -2.0), (0, 5.0), (0, -9.0)], -2.0);
        check(K::Min, pack, &rows, 2.0);
        check(K::Max, pack, &rows, 7.0);
        check(K::ActiveDays, pack, &rows, 3.0);
        check(K::ActiveWeeks, pack, &rows, 3.0);
        check(K::LongestGapDays, pack, &rows, 10.0);
        check(K::DaysSinceLast, pack, &rows, 1.0);
        check(K::Distinct, pack, &[(0, 1.0), (0, 1.0), (0, 5.0)], 2.0);
        check(K::TopShare, pack, &[(0, 1.0), (0, 1.0), (0, 5.0), (0, 6.0)], 0.5);
        check(K::Spread, pack, &[(0, 1.0), (0, 2.0)], 0.5);
        check(K::SlopePerWeek, pack, &[(0, 3.0), (7, 2.0), (14, 1.0)], 1.0);
    }

    #[test]
    fn fixed_point_is_rounded_as_round_does() {
        let near = [0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 0.499_999_999_999_999_94, 4.5e15, 1e15, 9e18, 1e300];
        for x in near.into_iter().chain((0..1000).map(|n| f64::from(n) * 977.123_456_7)) {
            for x in [x, -x, x.next_up(), x.next_down(), -x.next_up()] {
                assert_eq!(fixed(x / SCALE), (x / SCALE * SCALE).round() as i64, "{x}");
            }
        }
        assert_eq!(
            (fixed(f64::NAN), fixed(f64::INFINITY), fixed(f64::NEG_INFINITY)),
            (0, i64::MAX, i64::MIN)
        );
    }

    #[test]
    fn nothing_there() {
        for (kind, expected) in [
            (K::Count, 0.0),
            (K::Sum, 0.0),
            (K::Mean, f64::NAN),
            (K::Share, f64::NAN),
            (K::Median, f64::NAN),
            (K::Distinct, 0.0),
            (K::LongestGapDays, 28.0),
            (K::DaysSinceLast, f64::NAN),
        ] {
            check(kind, Window::Pack, &[], expected);
        }
    }

    #[test]
    fn rows_that_tell_nothing_are_no_evidence() {
        let mut a = Accumulator::new(K::Mean, 2);
        a.mark(0, UNKNOWN);
        a.mark(1, UNKNOWN | SEEN);
        assert_eq!(a.finish(K::Mean, Window::Pack, 28, END, false).1, [false, true]);
    }

    #[test]
    fn without_a_column_rows_turned_away_do_not_speak_for_the_rest() {
        // No rows; turned away only; turned away and unknown; all three.
        let mut a = Accumulator::new(K::Mean, 4);
        (1..4).for_each(|m| a.mark(m, AWAY));
        (2..4).for_each(|m| a.mark(m, UNKNOWN));
        a.mark(3, SEEN);
        let founded = |blind| a.clone().finish(K::Mean, Window::Pack, 28, END, blind).1;
        assert_eq!(founded(true), [false, true, false, true]);
        assert_eq!(founded(false), [true; 4]);
    }
}
