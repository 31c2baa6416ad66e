//! Dates as they stand in the files of an export, and as a spreadsheet leaves them behind.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::dialect::MONTHS;

/// How the dates of one file are read.
#[derive(Clone, Debug)]
pub(crate) struct Style {
    /// The zone of times that name none.
    zone: TimeZone,
    /// Whether `3/4/26` is the third of April.
    day_first: bool,
}

impl Style {
    /// Times without a zone are in UTC.
    pub(crate) fn utc() -> Self {
        Self { zone: TimeZone::UTC, day_first: false }
    }

    /// Times without a zone are in the zone of this IANA name; `None` if there is no such zone.
    pub(crate) fn in_zone(name: &str) -> Option<Self> {
        Some(Self { zone: TimeZoneDatabase::bundled().get(name).ok()?, day_first: false })
    }

    /// The same for a file with these cells: a first number above 12 shows that the day comes first, unless a second one is
    /// above 12 too.
    pub(crate) fn for_cells<'a>(&self, cells: impl Iterator<Item = &'a str>) -> Self {
        let (mut first, mut second) = (false, false);
        for cell in cells {
            let mut parts = cell.trim().split('/').map(|part| part.trim().parse::<u32>().ok());
            if let (Some(Some(a)), Some(Some(b)), Some(_)) = (parts.next(), parts.next(), parts.next()) {
                first |= (13..=31).contains(&a);
                second |= (13..=31).contains(&b);
            }
        }
        Self { zone: self.zone.clone(), day_first: first && !second }
    }

    /// The moment that a cell names, in seconds since 1970; the first second of a day where it names no time of day.
    ///
    /// Known are all forms of LinkedIn's files (`2026-02-02 09:00:00 UTC`, `2026/02/02 …`, `2026-02-02T09:00:00`,
    /// `04 Mar 2026`, `3/3/26, 6:12 PM`, `Mon Dec 08 09:48:48 UTC 2025`, `July 1, 2024 at 9:39 AM (GMT)`,
    /// `Jun 16, 2023 10:00 AM - …`) and what spreadsheets make of them (`4-Mar-26`, `3/3/2026 18:12`, `03.03.2026 18:12`).
    pub(crate) fn read(&self, cell: &str) -> Option<i64> {
        // Newer systems write a narrow space before AM and PM.
        let cell = cell.replace(['\u{202f}', '\u{a0}'], " ");
        let words: Vec<&str> = cell
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty() && *word != "at")
            .collect();
        let (date, rest) = self.date(&words)?;
        let (time, utc) = clock(&rest)?;
        let zone = if utc { &TimeZone::UTC } else { &self.zone };
        seconds(date.to_datetime(time), zone)
    }

    /// The date at the start of some words, and what follows it.
    fn date<'w>(&self, words: &[&'w str]) -> Option<(Date, Vec<&'w str>)> {
        let first = *words.first()?;
        let mut rest = words[1..].to_vec();
        if let Some((day, time)) = first.split_once('T')
            && day.len() == 10
        {
            rest.insert(0, time);
            return Some((self.numbers(day)?, rest));
        }
        if let Some(date) = self.numbers(first) {
            return Some((date, rest));
        }
        let dashed: Vec<&str> = first.split('-').collect();
        if let [day, name, year] = dashed[..] {
            return Some((date(full(year)?, month(name)?, day.parse().ok()?)?, rest));
        }
        match words {
            // 04 Mar 2026
            [day, name, year, rest @ ..] if day.parse::<i8>().is_ok() => {
                Some((date(full(year)?, month(name)?, day.parse().ok()?)?, rest.to_vec()))
            }
            // Mon Dec 08 09:48:48 UTC 2025
            [_weekday, name, day, time, zone, year] if time.contains(':') && year.len() == 4 => {
                Some((date(full(year)?, month(name)?, day.parse().ok()?)?, vec![*time, *zone]))
            }
            // Jun 16 2023 10:00 AM
            [name, day, year, rest @ ..] => {
                Some((date(full(year)?, month(name)?, day.parse().ok()?)?, rest.to_vec()))
            }
            _ => None,
        }
    }

    /// A date of three numbers.
    fn numbers(&self, word: &str) -> Option<Date> {
        let mark = word.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
        let parts: Vec<&str> = word.split(mark).collect();
        let [a, b, c] = parts[..] else { return None };
        if a.len() == 4 {
            return date(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
        }
        let (a, b): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
        let day_first = mark != '/' || self.day_first;
        if day_first { date(full(c)?, b, a) } else { date(full(c)?, a, b) }
    }
}

/// The first day of `Mar 2022` or `2010`: what positions and schools have.
pub(crate) fn start_of(cell: &str) -> Option<Date> {
    let words: Vec<&str> = cell.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    match words[..] {
        [year] => date(full(year)?, 1, 1),
        [name, year] => date(full(year)?, month(name)?, 1),
        _ => None,
    }
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    // Nobody was a member before 1990, but people have schools.
    if (1900..=2200).contains(&year) { Date::new(year, month, day).ok() } else { None }
}

/// A year of two or four digits.
fn full(year: &str) -> Option<i16> {
    let number: i16 = year.parse().ok()?;
    match year.len() {
        2 => Some(2000 + number),
        4 => Some(number),
        _ => None,
    }
}

fn month(name: &str) -> Option<i8> {
    let name = name.trim_end_matches('.').to_lowercase();
    let is = |full: &&str| full.starts_with(&name) && (name.len() == 3 || name == **full || name == "sept");
    if name.len() < 3 { None } else { MONTHS.iter().position(is).map(|place| place as i8 + 1) }
}

/// The time of day that some words name, and whether they say that it is UTC. No words are the first second of the day.
fn clock(words: &[&str]) -> Option<(Time, bool)> {
    let Some(first) = words.first() else { return Some((Time::midnight(), false)) };
    let mut first = first.to_ascii_uppercase();
    let mut utc = first.ends_with('Z');
    first.truncate(first.trim_end_matches('Z').len());
    let mut half = None;
    for end in ["AM", "PM"] {
        if let Some(time) = first.strip_suffix(end) {
            (first, half) = (time.to_owned(), Some(end.to_owned()));
        }
    }
    for word in &words[1..] {
        let word = word.trim_matches(['(', ')']).to_ascii_uppercase();
        match word.as_str() {
            "AM" | "PM" => half = Some(word),
            "UTC" | "GMT" => utc = true,
            // From here on it is the end of a span.
            "-" | "–" => break,
            _ => return None,
        }
    }
    // Fractions of seconds count for nothing.
    let whole = first.split('.').next().unwrap_or_default();
    let parts: Option<Vec<i8>> = whole.split(':').map(|part| part.parse().ok()).collect();
    let (hour, minute, second) = match parts?[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let hour = match half.as_deref() {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("PM") => hour % 12 + 12,
        Some(_) => hour % 12,
        None => hour,
    };
    Some((Time::new(hour, minute, second, 0).ok()?, utc))
}

fn seconds(civil: DateTime, zone: &TimeZone) -> Option<i64> {
    zone.to_timestamp(civil).ok().map(Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(style: &Style, cell: &str, expected: &str) {
        let found = style.read(cell).map(|s| Timestamp::from_second(s).unwrap().to_string());
        assert_eq!(found.as_deref().unwrap_or(""), expected, "{cell}");
    }

    #[test]
    fn every_form_of_the_files() {
        let utc = Style::utc();
        for (cell, expected) in [
            ("2026-02-02 09:00:00", "2026-02-02T09:00:00Z"),
            ("2026-02-02 09:00:00 UTC", "2026-02-02T09:00:00Z"),
            ("2019-02-02T09:00:05", "2019-02-02T09:00:05Z"),
            ("2019-02-02T09:00:05.123Z", "2019-02-02T09:00:05Z"),
            ("2026/02/01 15:02:55 UTC", "2026-02-01T15:02:55Z"),
            ("2026-02-02 09:00 UTC", "2026-02-02T09:00:00Z"),
            ("08 Dec 2025", "2025-12-08T00:00:00Z"),
            ("Mon Dec 08 09:48:48 UTC 2025", "2025-12-08T09:48:48Z"),
            ("July 1, 2024 at 9:39 AM (GMT)", "2024-07-01T09:39:00Z"),
            ("Jun 16, 2023 10:00 AM - Jun 16, 2023 11:00 AM", "2023-06-16T10:00:00Z"),
            ("Jan 1, 1980", "1980-01-01T00:00:00Z"),
            ("07/21/24, 12:11 PM", "2024-07-21T12:11:00Z"),
            ("07/21/24, 12:11 AM", "2024-07-21T00:11:00Z"),
        ] {
            check(&utc, cell, expected);
        }
    }

    #[test]
    fn invitations_are_told_in_pacific_time() {
        let pacific = Style::in_zone("America/Los_Angeles").unwrap();
        check(&pacific, "3/3/26, 6:12 PM", "2026-03-04T02:12:00Z");
        check(&pacific, "7/3/26, 6:12 PM", "2026-07-04T01:12:00Z");
        check(&pacific, "7/3/26, 6:12\u{202f}PM", "2026-07-04T01:12:00Z");
        // What names its zone needs no other.
        check(&pacific, "2026-03-03 18:12:00 UTC", "2026-03-03T18:12:00Z");
        assert!(Style::in_zone("America/Atlantis").is_none());
    }

    #[test]
    fn what_spreadsheets_make_of_it() {
        let utc = Style::utc();
        check(&utc, "4-Apr-21", "2021-04-04T00:00:00Z");
        check(&utc, "04-Apr-2021", "2021-04-04T00:00:00Z");
        check(&utc, "2/3/2026 9:05", "2026-02-03T09:05:00Z");
        check(&utc, "03.02.2026 09:05", "2026-02-03T09:05:00Z");
        let cells = ["2/3/2026 9:05", "13/3/2026 10:00", ""];
        check(&utc.for_cells(cells.into_iter()), "2/3/2026 9:05", "2026-03-02T09:05:00Z");
        let both = ["2/13/2026 9:05", "13/3/2026 10:00"];
        check(&utc.for_cells(both.into_iter()), "2/3/2026 9:05", "2026-02-03T09:05:00Z");
    }

    #[test]
    fn what_is_no_date() {
        for cell in [
            "",
            "N/A",
            "yesterday",
            "2026-13-01 00:00:00",
            "31 Feb 2026",
            "1/2",
            "08 Xyz 2025",
            "3/3/26, 16:12 PM",
            "2026-02-02 25:00:00",
            "1/1/1 1:1",
            "99999-01-01",
        ] {
            check(&Style::utc(), cell, "");
        }
    }

    #[test]
    fn months_and_years() {
        for (cell, expected) in [
            ("Mar 2022", "2022-03-01"),
            ("2010", "2010-01-01"),
            ("Mar-22", "2022-03-01"),
            ("soon", ""),
            ("", ""),
        ] {
            assert_eq!(start_of(cell).map(|d| d.to_string()).unwrap_or_default(), expected, "{cell}");
        }
    }
}
