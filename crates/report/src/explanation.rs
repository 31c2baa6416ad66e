//! A score taken apart, as text.

use std::fmt::Write;

use ssi_expr::render::number;
use ssi_score::Points;
use ssi_score::explain::{Explanation, RulePart};
use ssi_score::rows::Told;

use crate::lines::joined;
use crate::printable::printable;
use crate::standing::{head, rank};
use crate::terminal::{thousands, wrap_text};
use crate::told::told;
use ssi_score::standing::Standing;
use ssi_score::verdicts::Verdict;

/// The widest line, in characters.
const WIDTH: usize = 100;
/// Where the lines below a rule begin.
const MARGIN: usize = 24;

/// Every point of a member with its reason, after the member's place among others. The points of the rules add up to the
/// pillar, the pillars to the score.
pub fn explanation(e: &Explanation, standing: &Standing, verdicts: &[Verdict]) -> String {
    let mut out = String::new();
    let name = if e.name.is_empty() { String::new() } else { format!(" ({})", printable(&e.name, 37)) };
    let _ = writeln!(out, "{}{name}", printable(&e.member, 60));
    let place = standing.populations.first().map(|everyone| rank(everyone.place)).unwrap_or_default();
    let _ = writeln!(out, "{} of 100, {}; {place}", e.score, e.band);
    if e.coverage < 1.0 {
        let _ = writeln!(
            out,
            "coverage {:.0} %: with the missing data the score would lie between {} and {}",
            100.0 * e.coverage,
            e.range.0,
            e.range.1
        );
    }
    out.push_str(&head(e, standing, verdicts));
    for pillar in &e.pillars {
        let points = pillar.points.map_or("no data".to_owned(), |p| p.to_string());
        let comma = if pillar.points.is_none() { "," } else { "" };
        let _ = writeln!(out, "\n{points:>7}{comma} of {:>2}  {} ({})", pillar.cap, pillar.title, pillar.id);
        if let Some(cut) = pillar.cut {
            let said = "penalties take no more than was earned; here they would have taken";
            let _ = writeln!(out, "{:8}{said} {cut}", "");
        }
        for rule in &pillar.rules {
            rule_lines(&mut out, rule);
        }
    }
    let _ = writeln!(out, "\n{} = {}", e.score, sum(e));
    out
}

/// A rule's line; a title that does not fit goes on below itself.
fn titled(out: &mut String, head: &str, title: &str) {
    let start = head.chars().count() + 1;
    let mut lines = wrap_text(title, WIDTH.saturating_sub(start).max(20)).into_iter();
    let _ = writeln!(out, "{}", format!("{head} {}", lines.next().unwrap_or_default()).trim_end());
    for line in lines {
        let _ = writeln!(out, "{:start$}{line}", "");
    }
}

fn rule_lines(out: &mut String, rule: &RulePart) {
    let possible = Points(rule.possible.0.abs());
    let points = match rule.points {
        None => "–".to_owned(),
        Some(p) => p.to_string(),
    };
    let most = if rule.penalty && rule.weight > 0.0 {
        format!("up to -{possible}")
    } else {
        format!("of {possible}")
    };
    titled(out, &format!("  {points:>7} {most:<12} {:<34}", rule.id), &rule.title);
    if rule.weight == 0.0 {
        let _ = writeln!(out, "{:MARGIN$}switched off (weight 0)", "");
        return;
    }
    if rule.points.is_none() {
        let lost =
            if rule.penalty { "takes nothing" } else { "not counted, its points went to the other rules" };
        let _ = writeln!(out, "{:MARGIN$}no data: {lost}", "");
        return;
    }
    if rule.penalty && rule.points == Some(Points(0)) {
        return;
    }
    let seen: Vec<String> = rule.seen.iter().map(|s| format!("{} = {}", s.written, value(s.value))).collect();
    for line in joined(&seen, WIDTH - MARGIN).iter().chain(&joined(&rows(&rule.behind), WIDTH - MARGIN)) {
        let _ = writeln!(out, "{:MARGIN$}{line}", "");
    }
    // A rule that has earned all it could needs no advice.
    let lost = rule.points.map_or(0, |p| (rule.possible.0 - p.0).abs());
    let room = if rule.penalty { rule.points.map_or(0, |p| p.0.abs()) } else { lost };
    if room >= 50 && !rule.advice.is_empty() {
        for (place, line) in wrap_text(&rule.advice, WIDTH - MARGIN - 2).into_iter().enumerate() {
            let _ = writeln!(out, "{:MARGIN$}{} {line}", "", if place == 0 { "→" } else { " " });
        }
    }
}

/// So many rows are shown as evidence.
const ROWS: usize = 5;

/// The rows that points were taken for, in a few words each; never their texts.
fn rows(behind: &[Told]) -> Vec<String> {
    let mut rows: Vec<String> = behind.iter().take(ROWS).map(told).collect();
    if behind.len() > ROWS {
        rows.push(format!("and {} more", thousands((behind.len() - ROWS) as u64)));
    }
    rows
}

/// A value for people. The rule had evidence, so what is missing is not unknown: there is nothing to count.
fn value(x: f64) -> String {
    if x.is_nan() { "none".to_owned() } else { number(x) }
}

fn sum(e: &Explanation) -> String {
    let known = e.pillars.iter().filter_map(|p| p.points.map(|points| format!("{} {points}", p.id)));
    let parts: Vec<String> = known.collect();
    if parts.is_empty() { "no data".to_owned() } else { parts.join(" + ") }
}
