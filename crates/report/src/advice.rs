//! What would raise a score, as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use ssi_score::Points;
use ssi_score::advise::{Action, Advice, By, Change, Target, Together};
use ssi_score::rows::Told;

use crate::printable::printable;
use crate::told::day;

/// How many actions are printed.
const LISTED: usize = 10;
/// How many rows of an action are named.
const NAMED: usize = 5;
/// How many unknown columns of a file are named.
const COLUMNS: usize = 5;
/// How many rules of an action are named.
const RULES: usize = 4;
/// A rule that moves less than this is not named: it may be the rounding of the shares of others.
const SMALL: i32 = 5;
/// More than this is not the rounding of a share.
const ROUNDING: i32 = 2;
/// How long a line may be, and where the text under a title begins.
const WIDTH: usize = 98;
const UNDER: usize = 15;

/// Advice for one member.
pub fn advice(a: &Advice) -> String {
    let mut out = String::new();
    let name = if a.name.is_empty() { String::new() } else { format!(" ({})", printable(&a.name, 60)) };
    let who = format!("{}{name}", printable(&a.member, 60));
    // What a larger action does as well is not said twice.
    let listed =
        |action: &&Action| action.part_of.is_none_or(|whole| a.actions.iter().all(|b| b.lever != whole));
    let mut shown: Vec<&Action> = Vec::new();
    for action in a.actions.iter().filter(listed) {
        // Two words for the same rows are one thing to do.
        let rows = action.about.iter().any(|told| told.table != "people");
        let same = |b: &&Action| b.gain == action.gain && b.about == action.about;
        if !rows || !shown.iter().any(same) {
            shown.push(action);
        }
    }
    if a.coverage == 0.0 && shown.is_empty() {
        let _ = writeln!(out, "Nothing is known of {who} in these files yet, so nothing can be computed.");
        let _ = writeln!(out, "`ssi columns --files` lists what can be supplied.");
        return out;
    }
    if shown.is_empty() {
        let _ = writeln!(
            out,
            "{who}: {} of 100. Nothing that is offered here would raise it by 0.05 or more.",
            a.score
        );
        let _ = writeln!(
            out,
            "What these rules ask for is done; `ssi explain` shows where each point comes from."
        );
        unknown(&mut out, a);
        return out;
    }
    let _ = writeln!(out, "{who}: {} of 100", a.score);
    let most = match a.by {
        By::Gain => "most",
        By::Effort => "most for the time it takes",
    };
    let _ = writeln!(out, "What would raise it {most}, computed by scoring the changed rows:");
    for (place, action) in shown.iter().take(LISTED).enumerate() {
        let _ = writeln!(
            out,
            "\n{:>4}.  {:>6}  {:<70}  {}",
            place + 1,
            signed(action.gain),
            action.title,
            action.effort.in_words()
        );
        under(&mut out, &rules(&action.changes));
        under(&mut out, &action.note);
        if !action.advice.is_empty() {
            under(&mut out, &format!("→ {}", action.advice));
        }
        under(&mut out, &rows(action));
    }
    if shown.len() > LISTED {
        let more = shown.len() - LISTED;
        let gain = shown[LISTED..].iter().map(|a| a.gain).max().unwrap_or_default();
        let _ = match more {
            1 => writeln!(out, "\n      and one more of {}; --json lists all", signed(gain)),
            _ => writeln!(out, "\n      and {more} more of {} or less; --json lists all", signed(gain)),
        };
    }
    together(&mut out, a);
    if let Some(target) = &a.target {
        reach(&mut out, target);
    }
    unknown(&mut out, a);
    let _ = writeln!(out, "\nAll is counted as if it lay in the window already; growth takes weeks.");
    out
}

fn together(out: &mut String, a: &Advice) {
    if a.best.actions.len() < 2 {
        return;
    }
    let gain = Points(a.best.score.0 - a.score.0);
    let apart = match gain.0 - a.best.apart.0 {
        0 => String::new(),
        d if d < 0 => format!(", {} less than one by one because they meet in the same rules", Points(-d)),
        d => format!(", {} more than one by one because they help each other", Points(d)),
    };
    let head = format!(
        "Together {} make {} (to {}){apart}:",
        these(a.best.actions.len()),
        signed(gain),
        a.best.score
    );
    out.push('\n');
    for line in fold(&head, WIDTH - 2) {
        let _ = writeln!(out, "  {line}");
    }
    each(out, &a.best);
}

fn each(out: &mut String, chosen: &Together) {
    for action in &chosen.actions {
        let _ = writeln!(out, "       {:>6}  {}", signed(action.gain), action.title);
    }
}

fn reach(out: &mut String, target: &Target) {
    let n = target.by.actions.len();
    let score = target.score;
    let _ = match (target.reached, n) {
        (_, 0) => Ok(()),
        (true, 1) => writeln!(out, "\n  {score} is reached with the first of them alone."),
        (true, _) => {
            writeln!(out, "\n  {score} is reached with {} actions ({}).", number(n), target.by.score)
        }
        (false, 1) => writeln!(
            out,
            "\n  With the first of them the score is {}, and nothing more gains: {score} is further away.",
            target.by.score
        ),
        (false, _) => writeln!(
            out,
            "\n  With {} actions the score is {}: {score} is further away.",
            number(n),
            target.by.score
        ),
    };
}

/// What is not known, by file: which columns, or the whole of it, and how many rules wait for it.
fn unknown(out: &mut String, a: &Advice) {
    if a.unknown.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n  Would count too if it were known:");
    let mut files: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for rule in &a.unknown {
        for need in &rule.needs {
            let (file, column) = need.split_once(": ").unwrap_or((need, ""));
            let (columns, rules) = files.entry(file).or_default();
            rules.insert(&rule.rule);
            if !column.is_empty() {
                columns.insert(column);
            }
        }
    }
    for (file, (columns, rules)) in files {
        let some: Vec<&str> = columns.iter().copied().take(COLUMNS).collect();
        let more = match columns.len().saturating_sub(COLUMNS) {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        let colon = if some.is_empty() { "" } else { ": " };
        let waits = match rules.len() {
            1 => rules.first().map_or_else(String::new, |rule| (*rule).to_owned()),
            n => format!("{n} rules"),
        };
        let _ = writeln!(out, "       {file}{colon}{}{more} ({waits})", some.join(", "));
    }
}

/// The rules that change: the largest few, and what the others come to. The parts add up to the gain.
fn rules(changes: &[Change]) -> String {
    let large = changes.iter().filter(|c| c.points.0.abs() >= SMALL).count();
    let few = if large == changes.len() && large <= RULES + 1 { large } else { large.min(RULES) };
    // The largest come first.
    let (named, others) = changes.split_at(few);
    let mut parts: Vec<String> = named.iter().map(|c| format!("{} {}", c.rule, signed(c.points))).collect();
    let rest = Points(others.iter().map(|c| c.points.0).sum());
    let rounded = !named.is_empty() && others.iter().all(|c| c.points.0.abs() <= ROUNDING);
    match others.len() {
        0 => {}
        _ if rounded && rest.0 == 0 => {}
        _ if rounded => parts.push(format!("rounding {}", signed(rest))),
        1 => parts.push(format!("1 other {}", signed(rest))),
        n => parts.push(format!("{n} others {}", signed(rest))),
    }
    parts.join(", ")
}

/// The rows that an action is about, in a line.
fn rows(action: &Action) -> String {
    if action.about.is_empty() {
        return String::new();
    }
    let mut parts: Vec<String> = action.about.iter().take(NAMED).map(row).collect();
    let more = action.about.len().saturating_sub(NAMED);
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    format!("{} {}", action.word, parts.join(", "))
}

/// A row as a person would name it.
fn row(told: &Told) -> String {
    let (id, who) = (printable(&told.id, 30), printable(&told.counterpart, 40));
    let day = day(told.time).unwrap_or_default();
    match (told.table, day.as_str()) {
        ("received_messages" | "received_comments" | "invitations_received", day) if !day.is_empty() => {
            format!("{} since {day}", if who.is_empty() { "somebody" } else { &who })
        }
        ("messages" | "invitations_sent", _) if !who.is_empty() => who,
        ("people", _) => who,
        (_, "") => id,
        (_, day) if id.is_empty() => day.to_owned(),
        (_, day) => format!("{id} of {day}"),
    }
}

fn signed(points: Points) -> String {
    if points.0 < 0 { points.to_string() } else { format!("+{points}") }
}

/// A small number in words.
fn number(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

fn these(n: usize) -> String {
    format!("the best {}", number(n))
}

/// Writes a text under a title, in as many lines as it needs.
fn under(out: &mut String, text: &str) {
    for line in fold(text, WIDTH - UNDER) {
        let _ = writeln!(out, "{:UNDER$}{line}", "");
    }
}

/// A text in lines of at most so many characters, broken between words.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.chars().count() + word.chars().count() < width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
