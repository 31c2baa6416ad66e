//! Dates and times as people's tools write them, to seconds since 1970 in UTC.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::data::DAY;

/// Years that a cell may name. Others are typing errors or somebody's "never".
const YEARS: RangeInclusive<i64> = 1900..=2200;

/// How the times of a file are to be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct TimeStyle {
    /// A format of `strftime`; ISO 8601 if `None`.
    format: Option<String>,
    /// The zone of times that name none; UTC if `None`.
    zone: Option<TimeZone>,
}

impl TimeStyle {
    /// Checks a format; the error says what is wrong with it.
    pub(crate) fn set_format(&mut self, format: &str) -> Result<(), String> {
        let sample =
            DateTime::constant(2026, 11, 22, 17, 30, 0, 0).in_tz("UTC").map_err(|e| e.to_string())?;
        let text = strtime::format(format, &sample).map_err(|e| e.to_string())?;
        let again = strtime::parse(format, &text).map_err(|e| e.to_string())?;
        if again.to_timestamp().is_err() && again.to_date().is_err() {
            return Err("the format does not name a whole date".to_owned());
        }
        self.format = Some(format.to_owned());
        Ok(())
    }

    /// Sets the zone by its IANA name; `false` if there is no such zone.
    pub(crate) fn set_zone(&mut self, name: &str) -> bool {
        match TimeZoneDatabase::bundled().get(name) {
            Ok(zone) => self.zone = Some(zone),
            Err(_) => return false,
        }
        true
    }

    /// Reads a time; the error says what was expected.
    pub(crate) fn read(&self, cell: &str) -> Result<i64, String> {
        let moment = match &self.format {
            Some(format) => {
                self.formatted(format, cell).ok_or_else(|| format!("expected a time of the form {format}"))?
            }
            None => self.iso(cell).ok_or_else(|| odd_time(cell).to_owned())?,
        };
        if !bounds().contains(&moment) {
            return Err(format!("expected a year from {} to {}", YEARS.start(), YEARS.end()));
        }
        Ok(moment)
    }

    fn iso(&self, cell: &str) -> Option<i64> {
        if let Some(civil) = common(cell.as_bytes()) {
            return match (civil.offset, &self.zone) {
                (Some(offset), _) => Some(civil.seconds - offset),
                (None, None) => Some(civil.seconds),
                (None, Some(zone)) => in_zone(
                    Timestamp::from_second(civil.seconds).ok()?.to_zoned(TimeZone::UTC).datetime(),
                    zone,
                ),
            };
        }
        if let Ok(moment) = cell.parse::<Timestamp>() {
            return Some(seconds(moment));
        }
        // A zone in brackets but no offset would be passed over; better to say that it was not understood.
        if cell.contains('[') {
            return None;
        }
        self.civil(cell.parse::<DateTime>().ok()?)
    }

    fn formatted(&self, format: &str, cell: &str) -> Option<i64> {
        let parts = strtime::parse(format, cell).ok()?;
        if let Ok(moment) = parts.to_timestamp() {
            return Some(seconds(moment));
        }
        let date: Date = parts.to_date().ok()?;
        let time = parts.to_time().unwrap_or(Time::midnight());
        self.civil(date.to_datetime(time))
    }

    fn civil(&self, civil: DateTime) -> Option<i64> {
        match &self.zone {
            Some(zone) => in_zone(civil, zone),
            None => in_zone(civil, &TimeZone::UTC),
        }
    }
}

fn in_zone(civil: DateTime, zone: &TimeZone) -> Option<i64> {
    zone.to_timestamp(civil).ok().map(seconds)
}

/// Whole seconds, rounded down: a fraction never moves a time to the next second, before 1970 either.
fn seconds(moment: Timestamp) -> i64 {
    moment.as_nanosecond().div_euclid(1_000_000_000) as i64
}

fn bounds() -> RangeInclusive<i64> {
    days(*YEARS.start(), 1, 1) * DAY..=days(YEARS.end() + 1, 1, 1) * DAY - 1
}

fn odd_time(cell: &str) -> &'static str {
    if cell.contains('/') || cell.split(['.', ' ']).next().is_some_and(|d| d.len() <= 2) {
        "expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z; a mapping can name another form with time_format"
    } else {
        "expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z"
    }
}

/// What the clock on the wall shows, as seconds since 1970, and how far ahead of UTC that clock is.
struct Civil {
    seconds: i64,
    offset: Option<i64>,
}

/// Reads the shapes that nearly every file uses, without the cost of a full parser. Everything else is `None`.
fn common(cell: &[u8]) -> Option<Civil> {
    let date = cell.get(..10)?;
    if date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(&date[..4])?, digits(&date[5..7])?, digits(&date[8..])?);
    if year == 0 || !(1..=12).contains(&month) || day == 0 || day > month_length(year, month) {
        return None;
    }
    let midnight = days(year, month, day) * DAY;
    let Some((mark, clock)) = cell[10..].split_first() else {
        return Some(Civil { seconds: midnight, offset: None });
    };
    if !matches!(mark, b'T' | b't' | b' ') || clock.len() < 5 || clock[2] != b':' {
        return None;
    }
    let (hour, minute) = (digits(&clock[..2])?, digits(&clock[3..5])?);
    let mut rest = &clock[5..];
    let mut second = 0;
    if rest.first() == Some(&b':') {
        second = digits(rest.get(1..3)?)?;
        rest = &rest[3..];
        if let Some(b'.' | b',') = rest.first() {
            let fraction = rest[1..].iter().take_while(|b| b.is_ascii_digit()).count();
            if fraction == 0 {
                return None;
            }
            rest = &rest[1 + fraction..];
        }
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let offset = match rest {
        [] => None,
        [b'Z' | b'z'] | b" UTC" | b" GMT" | b" Z" => Some(0),
        _ => Some(offset(rest.strip_prefix(b" ").unwrap_or(rest))?),
    };
    // A leap second is the last second of its minute, as everywhere where days have 86,400 seconds.
    Some(Civil { seconds: midnight + hour * 3600 + minute * 60 + second.min(59), offset })
}

/// `+01:00`, `+0100` or `+01`, in seconds.
fn offset(text: &[u8]) -> Option<i64> {
    let (sign, text) = text.split_first()?;
    let sign = match sign {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = match text.len() {
        2 => (digits(text)?, 0),
        4 => (digits(&text[..2])?, digits(&text[2..])?),
        5 if text[2] == b':' => (digits(&text[..2])?, digits(&text[3..])?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a day of the Gregorian calendar, by Howard Hinnant's `days_from_civil`.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn style(format: &str, zone: &str) -> TimeStyle {
        let mut style = TimeStyle::default();
        if !format.is_empty() {
            style.set_format(format).unwrap();
        }
        assert!(zone.is_empty() || style.set_zone(zone));
        style
    }

    #[track_caller]
    fn check(style: &TimeStyle, cell: &str, expected: &str) {
        let expected: Timestamp = expected.parse().unwrap();
        assert_eq!(style.read(cell), Ok(expected.as_second()), "{cell}");
    }

    #[test]
    fn iso() {
        let iso = TimeStyle::default();
        for (cell, expected) in [
            ("2018-03-12", "2018-03-12T00:00:00Z"),
            ("2018-03-12T17:00:45", "2018-03-12T17:00:45Z"),
            ("2018-03-12 17:00:45", "2018-03-12T17:00:45Z"),
            ("2018-03-12 17:00", "2018-03-12T17:00:00Z"),
            ("2018-03-12T17:00:45.999", "2018-03-12T17:00:45Z"),
            ("2018-03-12T17:00:45,9Z", "2018-03-12T17:00:45Z"),
            ("2018-03-12 17:00:45 UTC", "2018-03-12T17:00:45Z"),
            ("2018-03-12t17:00:45z", "2018-03-12T17:00:45Z"),
            ("2018-03-12T17:00:45+01:30", "2018-03-12T15:30:45Z"),
            ("2018-03-12T17:00:45-0100", "2018-03-12T18:00:45Z"),
            ("2018-03-12 17:00:45 +01", "2018-03-12T16:00:45Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"),
            ("1900-01-01", "1900-01-01T00:00:00Z"),
            ("2200-12-31", "2200-12-31T00:00:00Z"),
            ("20180312T170045Z", "2018-03-12T17:00:45Z"),
            ("2018-03-12T17:00:45+01:00[Europe/Paris]", "2018-03-12T16:00:45Z"),
        ] {
            check(&iso, cell, expected);
        }
    }

    #[test]
    fn what_is_no_time_is_said_so() {
        let iso = TimeStyle::default();
        for (cell, word) in [
            ("yesterday", "2026-11-22"),
            ("2018-02-29", "2026-11-22"),
            ("2018-13-01", "2026-11-22"),
            ("2018-03-12T25:00:00", "2026-11-22"),
            ("2018-03-12T17:00:45.", "2026-11-22"),
            ("2018-03-12T17:00[Europe/Paris]", "2026-11-22"),
            ("1520874045", "2026-11-22"),
            ("12/03/2018", "time_format"),
            ("12.03.2018", "time_format"),
            ("1899-12-31", "year"),
            ("2201-01-01", "year"),
            ("9999-12-31", "year"),
        ] {
            let reason = iso.read(cell).unwrap_err();
            assert!(reason.contains(word), "{cell}: {reason}");
        }
    }

    #[test]
    fn formats_and_zones() {
        check(&style("%d/%m/%Y %H:%M", ""), "12/03/2018 17:05", "2018-03-12T17:05:00Z");
        check(&style("%d.%m.%Y", "Europe/Berlin"), "12.07.2018", "2018-07-11T22:00:00Z");
        check(&style("%s", ""), "1520874045", "2018-03-12T17:00:45Z");
        check(
            &style("%d/%b/%Y:%H:%M:%S %z", "Asia/Tokyo"),
            "12/Mar/2018:17:00:45 +0200",
            "2018-03-12T15:00:45Z",
        );
        check(&style("", "Europe/Berlin"), "2018-07-12 17:00", "2018-07-12T15:00:00Z");
        check(&style("", "Europe/Berlin"), "2018-07-12T17:00:00Z", "2018-07-12T17:00:00Z");
        // The hour that the clock skips, and the one that it shows twice.
        check(&style("", "Europe/Berlin"), "2018-03-25 02:30", "2018-03-25T01:30:00Z");
        check(&style("", "Europe/Berlin"), "2018-10-28 02:30", "2018-10-28T00:30:00Z");
        let reason = style("%d/%m/%Y", "").read("2018-03-12").unwrap_err();
        assert_eq!(reason, "expected a time of the form %d/%m/%Y");
        assert!(TimeStyle::default().set_format("%H:%M").is_err());
        assert!(TimeStyle::default().set_format("%Y-%!").is_err());
        assert!(!TimeStyle::default().set_zone("Europe/Atlantis"));
    }

    proptest! {
        #[test]
        fn the_fast_way_is_the_right_way(second in -2_000_000_000i64..4_000_000_000, minutes in -1000i64..1000) {
            let moment = Timestamp::from_second(second).unwrap();
            let zone = jiff::tz::Offset::from_seconds((minutes * 60) as i32).unwrap().to_time_zone();
            let text = moment.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
            let civil = common(text.as_bytes()).unwrap();
            prop_assert_eq!(civil.seconds - civil.offset.unwrap(), second);
            prop_assert_eq!(TimeStyle::default().read(&moment.to_string()), Ok(second));
        }

        #[test]
        fn what_the_fast_way_takes_the_full_parser_takes(cell in "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-6][0-9](:[0-6][0-9](\\.[0-9]{1,3})?)?)?") {
            let full = cell.parse::<DateTime>().ok().and_then(|civil| TimeStyle::default().civil(civil));
            prop_assert_eq!(common(cell.as_bytes()).map(|c| c.seconds), full);
        }
    }
}
