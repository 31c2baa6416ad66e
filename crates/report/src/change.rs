//! Why a score changed, as a coach would say it: the sentence first, then the points by rule, then the rows behind them.

use std::fmt::Write;

use jiff::civil::Date;
use ssi_corpus::data::{DAY, NO_TIME};
use ssi_score::Points;
use ssi_score::causes::Causes;
use ssi_score::change::{Change, Parts, RuleChange};
use ssi_score::rows::Told;

use crate::moves::signed;
use crate::printable::printable;
use crate::sheet::day_of;

/// A rule that changed by fewer hundredths is not looked into.
const LEAST: i32 = 10;
/// So many rules are looked into.
const RULES: usize = 6;
/// So many rows of a kind are named.
const ROWS: usize = 5;
/// Where a line of rows ends.
const WIDTH: usize = 98;

/// What is known of late and corrected data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Late {
    /// There is a snapshot of the first day to compare with.
    Known,
    /// There is none, and why.
    Unknown(String),
}

/// A change and what has to be said with it.
pub struct ChangeText<'a> {
    /// The change.
    pub change: &'a Change,
    /// The first day.
    pub since: Date,
    /// The day of the score.
    pub day: Date,
    /// The day on which the member joined, where that lies after the first day.
    pub joined: Option<Date>,
    /// The window of the rules of the first day.
    pub window_days: u32,
    /// What is known of late data.
    pub late: Late,
    /// What else the reader has to know.
    pub notes: Vec<String>,
    /// Finds the rows behind a rule, by its id; `None` where the rules of the first day had no such rule.
    pub causes: &'a dyn Fn(&str) -> Option<Causes>,
    /// A rule's advice by its id; empty for none.
    pub advice: &'a dyn Fn(&str) -> String,
}

/// The whole answer. The parts add up to the change in each line, to the last digit.
pub fn changed(text: &ChangeText<'_>) -> String {
    let change = text.change;
    let mut out = String::new();
    let name =
        if change.name.is_empty() { String::new() } else { format!(" ({})", printable(&change.name, 60)) };
    let _ = writeln!(out, "{}{name}", printable(&change.member, 60));
    let sentences = format!("{}{}{}", headline(text), joined(text), most(text.change));
    for line in wrapped(sentences.split(' '), " ", WIDTH) {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out);
    table(&mut out, text);
    behind(&mut out, text);
    notes(&mut out, text);
    out
}

/// The sentence: how much, and why.
fn headline(text: &ChangeText<'_>) -> String {
    let (parts, since) = (&text.change.parts, text.since);
    let total = parts.sum();
    if text.change.before.is_none() {
        return match text.change.now {
            Some(now) => format!("Not there on {since}: all {now} points came since."),
            None => format!("Neither there on {since} nor on {}.", text.day),
        };
    }
    let size = |p: Points| Points(p.0.abs());
    let head = match total.0 {
        0 => format!("The same score as on {since}"),
        n if n < 0 => format!("{} points less than on {since}", size(total)),
        _ => format!("{} points more than on {since}", size(total)),
    };
    let mut reasons: Vec<(Points, String)> = reasons(text).into_iter().filter(|(p, _)| p.0 != 0).collect();
    // What weighs most comes first; the sort keeps the order of equal ones.
    reasons.sort_by_key(|(p, _)| std::cmp::Reverse(p.0.abs()));
    match reasons.as_slice() {
        [] => format!("{head}, and nothing moved."),
        [(_, why)] => format!("{head}, {why}."),
        _ => {
            let one_way = reasons.iter().all(|(p, _)| p.0.signum() == total.0.signum());
            let each: Vec<String> = reasons
                .iter()
                .map(|(p, why)| match (one_way, p.0 < 0) {
                    (true, _) => format!("{} {why}", size(*p)),
                    (_, true) => format!("{} lost {why}", size(*p)),
                    (_, false) => format!("{} won {why}", size(*p)),
                })
                .collect();
            format!("{head}: {}.", each.join(", "))
        }
    }
}

/// The sentence that somebody joined in between.
fn joined(text: &ChangeText<'_>) -> String {
    let had = match text.change.before {
        Some(_) => format!("; on {} only what has no dates counted, as the profile", text.since),
        None => String::new(),
    };
    text.joined.map_or(String::new(), |day| format!(" Joined on {day}{had}."))
}

/// The second sentence: the pillar that moved most the same way, and its rule that did.
fn most(change: &Change) -> String {
    let way = change.parts.sum().0.signum();
    let pillar = change.pillars.iter().rev().max_by_key(|p| p.parts.sum().0 * way);
    let Some(pillar) = pillar.filter(|p| p.parts.sum().0 * way > 0) else { return String::new() };
    let rule = pillar.rules.iter().rev().max_by_key(|r| r.parts.sum().0 * way);
    let rule = rule.filter(|r| r.parts.sum().0 * way > 0);
    let rule = rule.map_or(String::new(), |r| {
        let title = printable(&r.title, 60);
        format!(", above all \u{201c}{title}\u{201d} ({})", signed(r.parts.sum()))
    });
    format!(" The largest part: {} ({}){rule}.", printable(&pillar.id, 40), signed(pillar.parts.sum()))
}

fn reasons(text: &ChangeText<'_>) -> [(Points, String); 4] {
    let Parts { late, left, came, rules } = text.change.parts;
    let days = text.window_days;
    let window =
        if days == 1 { "the 1 day that counts".to_owned() } else { format!("the {days} days that count") };
    let activity = if left.0 < 0 {
        format!("because activity left {window} and time went by")
    } else {
        format!("because old activity left {window}")
    };
    [
        (late, format!("through rows about days up to {} that came or changed later", text.since)),
        (left, activity),
        (came, "through what happened since".to_owned()),
        (rules, "because the rules changed".to_owned()),
    ]
}

fn table(out: &mut String, text: &ChangeText<'_>) {
    let head = ["late", "left", "came", "rules"];
    let _ = write!(out, "{:34}{:>10} {:>10} {:>7}", "", text.since, text.day, "change");
    for word in head {
        let _ = write!(out, " {word:>7}");
    }
    let _ = writeln!(out);
    let mut still = 0;
    for pillar in &text.change.pillars {
        row(out, &printable(&pillar.id, 34), [Some(pillar.before), Some(pillar.now)], &pillar.parts);
        for rule in &pillar.rules {
            if rule.parts == Parts::default() {
                still += 1;
                continue;
            }
            row(out, &format!("  {}", printable(&rule.id, 32)), [rule.before, rule.now], &rule.parts);
        }
    }
    row(out, "score", [text.change.before, text.change.now], &text.change.parts);
    let _ = match still {
        0 => Ok(()),
        1 => writeln!(out, "1 rule did not change"),
        n => writeln!(out, "{n} rules did not change"),
    };
    let days = text.window_days;
    let _ = writeln!(
        out,
        "late: rows about days up to {} that came or changed after its snapshot. left: rows older than\n\
         the {days} days, and time going by. came: rows since. rules: other rules, weights or window.",
        text.since
    );
}

fn row(out: &mut String, name: &str, ends: [Option<Points>; 2], parts: &Parts) {
    let end = |p: Option<Points>| p.map_or("–".to_owned(), |p| p.to_string());
    let part = |p: Points| if p.0 == 0 { "·".to_owned() } else { signed(p) };
    let _ = write!(out, "{name:<34}{:>10} {:>10} {:>7}", end(ends[0]), end(ends[1]), part(parts.sum()));
    for p in parts.all() {
        let _ = write!(out, " {:>7}", part(p));
    }
    let _ = writeln!(out);
}

/// The rules that changed most, each with its rows.
fn behind(out: &mut String, text: &ChangeText<'_>) {
    let by_size = text.change.by_size();
    let worth: Vec<&RuleChange> = by_size.into_iter().filter(|r| r.parts.sum().0.abs() >= LEAST).collect();
    if worth.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nThe rows behind it");
    for rule in worth.iter().take(RULES) {
        let change = signed(rule.parts.sum());
        let title = if rule.title == rule.id { "" } else { &rule.title };
        let _ = writeln!(out, "{}", format!("  {change:>7}  {:<32} {title}", rule.id).trim_end());
        rows(out, text, rule);
        let advice = (text.advice)(&rule.id);
        if rule.parts.sum().0 < 0 && !advice.is_empty() {
            let _ = writeln!(out, "{:11}→ {advice}", "");
        }
    }
    match worth.len().saturating_sub(RULES) {
        0 => {}
        1 => {
            let _ = writeln!(out, "  and 1 more rule");
        }
        more => {
            let _ = writeln!(out, "  and {more} more rules");
        }
    }
}

fn rows(out: &mut String, text: &ChangeText<'_>, rule: &RuleChange) {
    let mut say = |what: &str| {
        let _ = writeln!(out, "{:11}{what}", "");
    };
    if rule.parts.late.0 != 0 {
        say("late rows cannot be named: a snapshot keeps points, not rows");
    }
    if rule.parts.left.0 == 0 && rule.parts.came.0 == 0 {
        if rule.parts.rules.0 != 0 {
            say("the rules changed, not the rows");
        }
        return;
    }
    let Some(causes) = (text.causes)(&rule.id) else {
        say("the rules of then had no such rule");
        return;
    };
    let kinds = [("left", &causes.left), ("came", &causes.came), ("changed", &causes.turned)];
    for (kind, told) in kinds {
        if !told.is_empty() {
            kind_of_rows(out, kind, told);
        }
    }
    if kinds.iter().all(|(_, told)| told.is_empty()) {
        let _ = if causes.dated {
            writeln!(out, "{:11}no row came or left: time went by", "")
        } else {
            writeln!(out, "{:11}no dated rows behind it", "")
        };
    }
}

fn kind_of_rows(out: &mut String, kind: &str, told: &[Told]) {
    let mut parts: Vec<String> = Vec::new();
    let mut table = "";
    for row in told.iter().take(ROWS) {
        let head =
            if row.table == table { String::new() } else { format!("{} ", row.table.replace('_', " ")) };
        table = row.table;
        parts.push(format!("{head}{}", named(row)));
    }
    if told.len() > ROWS {
        parts.push(format!("and {} more", told.len() - ROWS));
    }
    for (i, line) in wrapped(parts.iter().map(String::as_str), ", ", WIDTH - 20).into_iter().enumerate() {
        let head = if i == 0 { kind } else { "" };
        let _ = writeln!(out, "{:11}{head:<8} {line}", "");
    }
}

/// A row for people: its id, the other person, the day. Never what it says.
fn named(row: &Told) -> String {
    let time = (row.time != NO_TIME).then(|| row.time.div_euclid(DAY));
    let day = time.and_then(|d| day_of(i32::try_from(d).ok()?)).map_or(String::new(), |d| d.to_string());
    let (id, other) = (printable(&row.id, 30), printable(&row.counterpart, 30));
    match (id.is_empty(), other.is_empty()) {
        (true, true) => day,
        (false, true) => format!("{id} ({day})"),
        (true, false) => format!("with {other} ({day})"),
        (false, false) => format!("{id} with {other} ({day})"),
    }
}

fn notes(out: &mut String, text: &ChangeText<'_>) {
    let late = match &text.late {
        Late::Known => None,
        Late::Unknown(why) => Some(format!("late data is not known and stands as 0: {why}")),
    };
    let all: Vec<&String> = late.iter().chain(&text.notes).collect();
    if !all.is_empty() {
        let _ = writeln!(out);
    }
    for note in all {
        for (i, line) in wrapped(note.split(' '), " ", WIDTH - 6).into_iter().enumerate() {
            let _ = writeln!(out, "{}{line}", if i == 0 { "note: " } else { "      " });
        }
    }
}

/// Joins parts, a new line where one would grow too long.
fn wrapped<'p>(parts: impl Iterator<Item = &'p str>, between: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(last) if last.chars().count() + between.len() + part.chars().count() <= width => {
                last.push_str(between);
                last.push_str(part);
            }
            Some(last) => {
                last.push_str(between.trim_end());
                lines.push(part.to_owned());
            }
            None => lines.push(part.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_how_much_and_why() {
        #[track_caller]
        fn check(before: Option<i32>, parts: [i32; 4], expected: &str) {
            let [late, left, came, rules] = parts.map(Points);
            let parts = Parts { late, left, came, rules };
            let change = Change {
                member: "ada".to_owned(),
                name: String::new(),
                before: before.map(Points),
                now: Some(Points(before.unwrap_or(0) + parts.sum().0)),
                parts,
                pillars: Vec::new(),
            };
            let text = ChangeText {
                change: &change,
                since: Date::constant(2026, 6, 10),
                day: Date::constant(2026, 8, 31),
                joined: None,
                window_days: 90,
                late: Late::Known,
                notes: Vec::new(),
                causes: &|_| None,
                advice: &|_| String::new(),
            };
            assert_eq!(headline(&text), expected);
        }
        let some = Some(5000);
        check(some, [0; 4], "The same score as on 2026-06-10, and nothing moved.");
        check(
            some,
            [0, -1230, 0, 0],
            "12.30 points less than on 2026-06-10, because activity left the 90 days that count and time went by.",
        );
        check(
            some,
            [0, -220, -1010, 0],
            "12.30 points less than on 2026-06-10: 10.10 through what happened since, \
             2.20 because activity left the 90 days that count and time went by.",
        );
        check(
            some,
            [0, -400, 700, 0],
            "3.00 points more than on 2026-06-10: 7.00 won through what happened since, \
             4.00 lost because activity left the 90 days that count and time went by.",
        );
        check(
            some,
            [300, 0, 0, -300],
            "The same score as on 2026-06-10: \
             3.00 won through rows about days up to 2026-06-10 that came or changed later, \
             3.00 lost because the rules changed.",
        );
        check(None, [0, 0, 4500, 0], "Not there on 2026-06-10: all 45.00 points came since.");
    }
}
