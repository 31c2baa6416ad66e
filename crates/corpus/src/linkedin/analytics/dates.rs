//! Days as a workbook writes them: real dates, or texts in the order of the member's country.

use jiff::Span;
use jiff::civil::Date;

use super::book::Cell;

/// What comes first in a day whose year comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    MonthDay,
    DayMonth,
}

/// Three numbers that may be a day: value and number of digits.
pub(super) type Triple = [(u32, usize); 3];

/// The lengths of windows that can be chosen.
const WINDOWS: [i64; 5] = [7, 14, 28, 90, 365];
/// Serial numbers that a sheet means as days of 2000 to 2100, where the cell has lost its format.
const SERIALS: std::ops::RangeInclusive<f64> = 36_526.0..=73_415.0;

/// Days from one day to another.
pub(super) fn between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// The day of a moment in milliseconds since 1970, in UTC.
pub(super) fn of_milliseconds(time: i64) -> Option<Date> {
    let days = time.div_euclid(86_400_000);
    Date::constant(1970, 1, 1).checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The day at the start of an ISO time.
pub(super) fn iso(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The days in a text, one or two of them; nothing where other numbers stand beside them.
pub(super) fn triples(text: &str) -> Vec<Triple> {
    let mut groups: Vec<(u32, usize)> = Vec::new();
    // What stands before each group of digits.
    let mut before: Vec<String> = Vec::new();
    let mut gap = String::new();
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            // More digits than a year has are no part of a day.
            groups.push((digits.parse().unwrap_or(u32::MAX), digits.len()));
            before.push(std::mem::take(&mut gap));
            digits.clear();
        }
        gap.push(c);
    }
    if groups.len() == 6 && before[4..].iter().all(|b| b == ":") {
        groups.truncate(3);
    }
    if groups.len() == 5 && before[4] == ":" {
        groups.truncate(3);
    }
    let within = |place: usize| {
        let gap = before[place].trim();
        gap.chars().count() <= 1 && gap.chars().all(|c| "/.-\u{2010}\u{2013}年月".contains(c))
    };
    if !matches!(groups.len(), 3 | 6) || !(0..groups.len()).filter(|p| p % 3 > 0).all(within) {
        return Vec::new();
    }
    let found: Vec<Triple> = groups.chunks_exact(3).map(|g| [g[0], g[1], g[2]]).collect();
    let is_day = |t: &Triple| [Order::MonthDay, Order::DayMonth].iter().any(|o| day(t, *o).is_some());
    if found.iter().all(is_day) { found } else { Vec::new() }
}

/// The only day in a text that says nothing else.
pub(super) fn lone(text: &str) -> Option<Triple> {
    let other = |c: char| c.is_alphabetic() && !"年月日TZ".contains(c);
    if text.chars().count() > 30 || text.chars().any(other) {
        return None;
    }
    match triples(text).as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The day that three numbers name.
pub(super) fn day(triple: &Triple, order: Order) -> Option<Date> {
    let [a, b, c] = *triple;
    let (year, month, day) = match order {
        _ if a.1 == 4 => (a.0, b.0, c.0),
        _ if c.1 != 4 && c.1 != 2 => return None,
        Order::MonthDay => (c.0, a.0, b.0),
        Order::DayMonth => (c.0, b.0, a.0),
    };
    let year = if year < 100 { 2000 + year } else { year };
    if !(2000..=2100).contains(&year) || month > 12 || day > 31 {
        return None;
    }
    Date::new(year as i16, month as i8, day as i8).ok()
}

/// The day that a cell names.
pub(super) fn of_cell(cell: &Cell, order: Order) -> Option<Date> {
    match cell {
        Cell::Day(day) => Some(*day),
        Cell::Text(text) => day(&lone(text)?, order),
        Cell::Number(serial) if SERIALS.contains(serial) => {
            Date::constant(1899, 12, 30).checked_add(Span::new().days(*serial as i64)).ok()
        }
        Cell::Number(_) => None,
    }
}

/// Whether a cell may name a day, in whatever order.
pub(super) fn may_be_day(cell: &Cell) -> bool {
    of_cell(cell, Order::MonthDay).is_some() || of_cell(cell, Order::DayMonth).is_some()
}

/// What decides the order: texts only, real dates need no order.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// The ends of the window.
    pub(super) window: Option<(Triple, Triple)>,
    /// Days that follow each other, a list a sheet.
    pub(super) series: Vec<Vec<Triple>>,
    /// Other days.
    pub(super) others: Vec<Triple>,
}

impl Evidence {
    /// The order in which the days make most sense, and whether the other one makes less.
    pub(super) fn order(&self) -> (Order, bool) {
        let [month_day, day_month] = [Order::MonthDay, Order::DayMonth].map(|order| self.against(order));
        match month_day.cmp(&day_month) {
            std::cmp::Ordering::Less => (Order::MonthDay, true),
            std::cmp::Ordering::Greater => (Order::DayMonth, true),
            std::cmp::Ordering::Equal => (Order::MonthDay, !self.differs()),
        }
    }

    /// Whether a day would be another in the other order.
    fn differs(&self) -> bool {
        self.all().any(|t| day(t, Order::MonthDay) != day(t, Order::DayMonth))
    }

    fn all(&self) -> impl Iterator<Item = &Triple> {
        let ends = self.window.iter().flat_map(|(first, last)| [first, last]);
        ends.chain(self.series.iter().flatten()).chain(&self.others)
    }

    /// What speaks against an order, the strongest first: days that are none, a window that ends before it begins, days outside of
    /// the window, gaps between days, a window of a length that nobody can choose.
    fn against(&self, order: Order) -> [usize; 5] {
        let none = self.all().filter(|t| day(t, order).is_none()).count();
        let window = self.window.as_ref().and_then(|(a, b)| Some((day(a, order)?, day(b, order)?)));
        let reversed = window.is_some_and(|(first, last)| first > last);
        let (mut outside, mut gaps) = (0, 0);
        for series in &self.series {
            let days: Vec<Date> = series.iter().filter_map(|t| day(t, order)).collect();
            if let Some((first, last)) = window {
                outside += days.iter().filter(|d| **d < first || **d > last).count();
            }
            gaps += days.windows(2).filter(|pair| between(pair[0], pair[1]).abs() != 1).count();
        }
        let odd = window.is_some_and(|(first, last)| {
            let length = between(first, last) + 1;
            !WINDOWS.iter().any(|w| (w - length).abs() <= 1)
        });
        [none, usize::from(reversed), outside, gaps, usize::from(odd)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triple(text: &str) -> Triple {
        lone(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn days_in_texts() {
        for (text, month_day, day_month) in [
            ("3/17/2025", Some("2025-03-17"), None),
            ("17/03/2025", None, Some("2025-03-17")),
            ("03.04.2025", Some("2025-03-04"), Some("2025-04-03")),
            ("2025-03-04", Some("2025-03-04"), Some("2025-03-04")),
            ("2025/3/4", Some("2025-03-04"), Some("2025-03-04")),
            ("3/4/25", Some("2025-03-04"), Some("2025-04-03")),
            ("17. 3. 2025", None, Some("2025-03-17")),
            ("2025年3月4日", Some("2025-03-04"), Some("2025-03-04")),
            ("2025-03-04 00:00:00", Some("2025-03-04"), Some("2025-03-04")),
            ("3/4/2025 0:00", Some("2025-03-04"), Some("2025-04-03")),
        ] {
            let found =
                [Order::MonthDay, Order::DayMonth].map(|o| day(&triple(text), o).map(|d| d.to_string()));
            assert_eq!(found, [month_day, day_month].map(|d| d.map(str::to_owned)), "{text}");
        }
        for text in [
            "",
            "12",
            "1,234",
            "1.234.567",
            "32/13/2025",
            "29/2/2025",
            "Day 3/4/2025",
            "3:4:2025",
            "9/9/99999",
        ] {
            assert_eq!(lone(text), None, "{text}");
        }
        assert_eq!(triples("3/17/2025 - 3/16/2026").len(), 2);
        assert_eq!(triples("Total followers on 3/16/2026:").len(), 1);
        assert!(triples("Maximum of 50 posts").is_empty());
    }

    #[track_caller]
    fn check(window: &str, series: &[&str], others: &[&str], expected: (Order, bool)) {
        let all = |texts: &[&str]| texts.iter().map(|t| triple(t)).collect::<Vec<_>>();
        let window = match triples(window).as_slice() {
            [a, b] => Some((*a, *b)),
            _ => None,
        };
        let evidence = Evidence { window, series: vec![all(series)], others: all(others) };
        assert_eq!(evidence.order(), expected, "{window:?} {series:?} {others:?}");
    }

    #[test]
    fn the_order_is_the_one_that_makes_sense() {
        use Order::{DayMonth, MonthDay};
        check("3/17/2025 - 3/16/2026", &[], &[], (MonthDay, true));
        check("17/3/2025 - 16/3/2026", &[], &[], (DayMonth, true));
        // Both ends could be either; the days in between tell.
        check("3/1/2026 - 9/1/2026", &["3/1/2026", "4/1/2026", "5/1/2026"], &[], (DayMonth, true));
        check("1/3/2026 - 1/9/2026", &["1/3/2026", "1/4/2026", "1/5/2026"], &[], (MonthDay, true));
        // A window of 7 days can be chosen, one of 184 days is less likely.
        check("3/4/2026 - 9/4/2026", &[], &[], (DayMonth, true));
        // A window cannot end before it begins.
        check("5/1/2026 - 4/2/2026", &[], &[], (DayMonth, true));
        check("", &[], &["2/3/2026", "14/3/2026"], (DayMonth, true));
        check("", &[], &["2/3/2026"], (MonthDay, false));
        check("", &[], &["2/2/2026", "2026-03-04"], (MonthDay, true));
    }
}
