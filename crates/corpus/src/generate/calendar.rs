//! When things happen: a window of days, working hours, and answers that come after what they answer.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::rng::Rng;
use crate::data::DAY;

/// Days of activity, the last one included.
pub(super) const WINDOW_DAYS: u32 = 180;
/// An hour in seconds.
pub(super) const HOUR: i64 = 3_600;

/// The window of activity, in seconds since 1970.
#[derive(Clone)]
pub(super) struct Calendar {
    first: i64,
    /// The last second.
    pub(super) last: i64,
}

impl Calendar {
    pub(super) fn new(until: Date) -> Self {
        let midnight = until.duration_since(date(1970, 1, 1)).as_secs();
        Self { first: midnight - i64::from(WINDOW_DAYS - 1) * DAY, last: midnight + DAY - 1 }
    }

    /// A moment between six and eight o'clock in the evening of some day, seldom at the weekend.
    pub(super) fn moment(&self, rng: &mut Rng) -> i64 {
        let mut day = rng.below(WINDOW_DAYS);
        if self.is_weekend(day) && rng.chance(80) {
            day = rng.below(WINDOW_DAYS);
        }
        self.on(day, rng)
    }

    /// A moment on a day of the window.
    pub(super) fn on(&self, day: u32, rng: &mut Rng) -> i64 {
        self.first + i64::from(day) * DAY + 6 * HOUR + rng.seconds(7 * HOUR) + rng.seconds(7 * HOUR)
    }

    fn is_weekend(&self, day: u32) -> bool {
        // 1970-01-01 was a Thursday.
        (self.first.div_euclid(DAY) + i64::from(day) + 3).rem_euclid(7) >= 5
    }

    /// A moment after `before`, the wish being `delay` seconds; earlier where the window would be left.
    ///
    /// Each `depth` of answers leaves the next an hour of the last evening, so that a chain always has room.
    pub(super) fn after(&self, before: i64, delay: u64, depth: u32, rng: &mut Rng) -> i64 {
        let limit = self.last - i64::from(3 - depth.min(3)) * HOUR;
        let wish = before + delay.clamp(1, 400 * DAY as u64) as i64;
        if wish <= limit { wish } else { before + 1 + rng.seconds(limit - before) }
    }

    /// A day before the window, up to twelve years back, at its first second.
    pub(super) fn long_ago(&self, rng: &mut Rng) -> i64 {
        self.first - i64::from(20 + rng.below(12 * 365)) * DAY
    }

    /// A moment before the window, but not before `since`.
    pub(super) fn before(&self, since: i64, rng: &mut Rng) -> i64 {
        since + rng.seconds(self.first - since)
    }
}

/// A moment as our files write it.
pub(super) fn stamp(second: i64) -> Timestamp {
    let bounds = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(second.clamp(bounds.0, bounds.1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::rng::Purpose;

    #[test]
    fn moments_lie_in_the_window() {
        let calendar = Calendar::new(date(2026, 6, 30));
        assert_eq!(stamp(calendar.first).to_string(), "2026-01-02T00:00:00Z");
        assert_eq!(stamp(calendar.last).to_string(), "2026-06-30T23:59:59Z");
        let mut rng = Rng::new(3, Purpose::Post, &[]);
        for _ in 0..2_000 {
            let mut at = calendar.moment(&mut rng);
            assert!(at >= calendar.first);
            for depth in 0..=3 {
                let then = calendar.after(at, 90 * DAY as u64, depth, &mut rng);
                assert!(at < then && then <= calendar.last, "{at} {then}");
                at = then;
            }
        }
    }

    #[test]
    fn weekends_are_quiet() {
        let calendar = Calendar::new(date(2026, 6, 30));
        let mut rng = Rng::new(4, Purpose::Post, &[]);
        let quiet = (0..7_000)
            .filter(|_| calendar.is_weekend(((calendar.moment(&mut rng) - calendar.first) / DAY) as u32))
            .count();
        assert!((500..1_400).contains(&quiet), "{quiet} of 7000");
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        let mut rng = Rng::new(4, Purpose::Post, &[]);
        for until in [Date::MIN, Date::MAX] {
            stamp(Calendar::new(until).long_ago(&mut rng));
        }
    }
}
