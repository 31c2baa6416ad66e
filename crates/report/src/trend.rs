//! One member over time: a table of days, a table of months, a line that shows the way.

use std::fmt::Write;

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use ssi_score::Points;

use crate::json::rows_of;
use crate::moves::{WEEK, signed};
use crate::printable::printable;
use crate::snapshot::{Line, Made, Snapshot};

/// How many days are listed, and drawn, unless all are asked for.
const DAYS: usize = 30;
/// The most steps that are drawn in a line.
const STEPS: usize = 60;

/// A member's points on one day.
#[derive(Clone, Debug)]
struct Day {
    date: Date,
    made: Option<Made>,
    line: Line,
}

/// A member's points over time.
#[derive(Clone, Debug)]
pub struct Trend {
    member: String,
    days: Vec<Day>,
    /// Snapshots in which the member is missing.
    without: usize,
    /// Members of the latest snapshot, for those who look for somebody.
    known: Vec<String>,
}

impl Trend {
    /// Nothing yet.
    pub fn new(member: &str) -> Self {
        Self { member: member.to_owned(), days: Vec::new(), without: 0, known: Vec::new() }
    }

    /// Takes over what a snapshot says of the member; from the earliest to the latest.
    pub fn add(&mut self, snapshot: &Snapshot) {
        match snapshot.line(&self.member) {
            Some(line) => self.days.push(Day { date: snapshot.day, made: snapshot.made.clone(), line }),
            None => self.without += 1,
        }
        self.known = snapshot.members().map(str::to_owned).collect();
    }

    /// Whether no snapshot knows the member.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The members of the latest snapshot.
    pub fn known(&self) -> &[String] {
        &self.known
    }

    /// The rules that the latest snapshot has points of.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.days.last().into_iter().flat_map(|d| &d.line.rules).map(|(id, _)| id.as_str())
    }

    /// The days and scores up to the last that compare with it: those since the rules changed.
    pub fn course(&self) -> Vec<(Date, Points)> {
        let same = self.days.chunk_by(Day::compares_with).last().unwrap_or_default();
        same.iter().map(|day| (day.date, day.line.score)).collect()
    }

    /// The last snapshot of each month.
    fn months(&self) -> Vec<&Day> {
        let month = |d: &Day| (d.date.year(), d.date.month());
        self.days.chunk_by(|a, b| month(a) == month(b)).filter_map(<[Day]>::last).collect()
    }
}

impl Day {
    fn compares_with(&self, other: &Self) -> bool {
        self.made == other.made
    }

    fn of(&self, column: &str) -> Option<Points> {
        let all = self.line.pillars.iter().chain(&self.line.rules);
        all.into_iter().find(|(id, _)| id == column).and_then(|(_, points)| *points)
    }

    /// The change since another day in words.
    fn since(&self, other: &Self) -> String {
        if self.compares_with(other) {
            signed(Points(self.line.score.0 - other.line.score.0))
        } else {
            "not compared: the rules changed in between".to_owned()
        }
    }
}

/// A member's way: where it stands, what changed since the last snapshot, since a week before and from month to month.
///
/// `rule` adds a column with the points of one rule; `all` lists every day and not only the last ones.
pub fn trend(trend: &Trend, rule: Option<&str>, all: bool) -> String {
    let mut out = String::new();
    let Some(last) = trend.days.last() else { return out };
    let first = &trend.days[0];
    let _ = writeln!(out, "{}", printable(&trend.member, 60));
    let count = match trend.days.len() {
        1 => "1 snapshot".to_owned(),
        n => format!("{n} snapshots since {}", first.date),
    };
    let _ = writeln!(out, "{} on {}, {count}", last.line.score, last.date);
    if trend.days.len() > 1 {
        let _ = writeln!(out, "\n{}", course(&trend.days));
    }
    let _ = writeln!(out);
    since(&mut out, &trend.days);
    let mut columns: Vec<&str> = last.line.pillars.iter().map(|(id, _)| id.as_str()).collect();
    columns.extend(rule);
    let months = trend.months();
    if months.len() > 1 {
        table(&mut out, "month", &months, &columns, 0);
    }
    let days: Vec<&Day> = trend.days.iter().collect();
    let hidden = if all { 0 } else { days.len().saturating_sub(DAYS) };
    table(&mut out, "day", &days, &columns, hidden);
    if hidden > 0 {
        let _ = writeln!(out, "\n{hidden} earlier {}: `--all` lists them", plural(hidden, "day"));
    }
    if trend.without > 0 {
        let n = trend.without;
        let _ = writeln!(out, "\nnot there in {n} {}", plural(n, "snapshot"));
    }
    out
}

/// The last days with the same rules as a line, with its two ends and its extremes; what came before does not compare.
fn course(days: &[Day]) -> String {
    let same = days.chunk_by(Day::compares_with).last().unwrap_or_default();
    let drawn = &same[same.len().saturating_sub(STEPS)..];
    let line: Vec<Points> = drawn.iter().map(|d| d.line.score).collect();
    let since = drawn.first().map_or(String::new(), |d| d.date.to_string());
    let ends = match (line.as_slice(), line.iter().min().zip(line.iter().max())) {
        ([first, .., last], Some((low, high))) => format!("{first} → {last}, lowest {low}, highest {high}"),
        _ => return format!("  no line: the rules changed on {since}, and points before do not compare"),
    };
    let why = match (same.len() < days.len(), drawn.len() < same.len()) {
        (_, true) => format!("\n  the last {} snapshots, since {since}", drawn.len()),
        (true, false) => format!("\n  since {since}, when the rules changed: points before do not compare"),
        (false, false) => String::new(),
    };
    format!("  {}  {ends}{why}", sparkline(&line))
}

/// The change since the snapshot before, and since the one of a week before or the nearest before that.
fn since(out: &mut String, days: &[Day]) {
    let (Some(last), Some(before)) = (days.last(), days.len().checked_sub(2).map(|i| &days[i])) else {
        return;
    };
    let week = days.iter().rfind(|d| (last.date - d.date).get_days() >= WEEK);
    let ago = |d: &Day| {
        let n = (last.date - d.date).get_days();
        format!("{n} {} before", plural(n as usize, "day"))
    };
    match week {
        Some(week) if week.date != before.date => {
            let _ = writeln!(out, "  since {}, the snapshot before:  {}", before.date, last.since(before));
            let what = if ago(week) == "7 days before" { "a week before".to_owned() } else { ago(week) };
            let _ = writeln!(out, "  since {}, {what}:  {}", week.date, last.since(week));
        }
        _ => {
            let _ = writeln!(
                out,
                "  since {}, the snapshot before ({}):  {}",
                before.date,
                ago(before),
                last.since(before)
            );
        }
    }
}

fn plural(n: usize, word: &str) -> String {
    if n == 1 { word.to_owned() } else { format!("{word}s") }
}

/// Rows of days, or of the last days of months, from `hidden` on. Where the rules changed, a line says so.
fn table(out: &mut String, what: &str, rows: &[&Day], columns: &[&str], hidden: usize) {
    let _ = write!(out, "\n  {what:<10}  {:>6}  {:>7}", "score", "change");
    for column in columns {
        let _ = write!(out, "  {column:>7}");
    }
    let _ = writeln!(out);
    for (place, day) in rows.iter().enumerate().skip(hidden) {
        let before = place.checked_sub(1).map(|i| rows[i]);
        let comparable = before.filter(|b| day.compares_with(b));
        if place > hidden && before.is_some() && comparable.is_none() {
            let _ =
                writeln!(out, "  ---------- the rules changed here: points above and below do not compare");
        }
        let change = comparable.map_or(String::new(), |b| signed(Points(day.line.score.0 - b.line.score.0)));
        let name = if what == "month" {
            format!("{:04}-{:02}", day.date.year(), day.date.month())
        } else {
            day.date.to_string()
        };
        let mut line = format!("  {name:<10}  {:>6}  {change:>7}", day.line.score);
        for column in columns {
            let points = day.of(column).map_or("–".to_owned(), |p| p.to_string());
            let _ = write!(line, "  {points:>width$}", width = column.chars().count().max(7));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// A line of eight heights, from the lowest to the highest value; a level one where all are the same.
pub(crate) fn sparkline(values: &[Points]) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let low = values.iter().map(|p| p.0).min().unwrap_or(0);
    let high = values.iter().map(|p| p.0).max().unwrap_or(0);
    let height = |p: &Points| {
        if high == low {
            3
        } else {
            ((p.0 - low) as usize * (HEIGHTS.len() - 1)).div_ceil((high - low) as usize)
        }
    };
    values.iter().map(|p| HEIGHTS[height(p)]).collect()
}

/// The same as JSON: one object a day, with `change` missing where days do not compare.
pub fn trend_json(trend: &Trend) -> String {
    let mut before: Option<&Day> = None;
    let mut rows = Vec::new();
    for day in &trend.days {
        let comparable = before.filter(|b| day.compares_with(b));
        let change = comparable.map(|b| Points(day.line.score.0 - b.line.score.0).value());
        let all = |points: &[(String, Option<Points>)]| -> Map<String, Value> {
            points.iter().map(|(id, p)| (id.clone(), json!(p.map(Points::value)))).collect()
        };
        let row = json!({
            "member": trend.member,
            "day": day.date.to_string(),
            "score": day.line.score.value(),
            "change": change,
            "pillars": all(&day.line.pillars),
            "rules": all(&day.line.rules),
        });
        rows.push(row.to_string());
        before = Some(day);
    }
    rows_of(rows.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_drawn_across_a_change_of_rules() {
        let check = |snapshots: &[(i8, &str, i32)], expected: &str| {
            let mut trend = Trend::new("ada");
            for &(day, rules, score) in snapshots {
                trend.add(&Snapshot::of(Date::constant(2026, 8, day), rules, &[("ada", score, 0)]));
            }
            assert_eq!(course(&trend.days), expected);
        };
        check(
            &[(1, "r", 6090), (2, "r", 6424), (3, "r", 4290)],
            "  ▇█▁  60.90 → 42.90, lowest 42.90, highest 64.24",
        );
        check(
            &[(1, "old", 0), (2, "r", 1000), (3, "r", 2000)],
            "  ▁█  10.00 → 20.00, lowest 10.00, highest 20.00\n  since 2026-08-02, when the rules changed: points before do not compare",
        );
        check(
            &[(1, "old", 0), (2, "r", 1000)],
            "  no line: the rules changed on 2026-08-02, and points before do not compare",
        );
    }

    #[test]
    fn the_line_goes_from_the_lowest_to_the_highest() {
        let check = |values: &[i32], expected: &str| {
            let points: Vec<Points> = values.iter().map(|v| Points(*v)).collect();
            assert_eq!(sparkline(&points), expected);
        };
        check(&[], "");
        check(&[500], "▄");
        check(&[500, 500], "▄▄");
        check(&[0, 10_000], "▁█");
        check(&[0, 1, 3, 4, 5, 6, 7], "▁▂▄▅▆▇█");
        check(&[100, 0, 50], "█▁▅");
    }
}
