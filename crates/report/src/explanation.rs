//! A score taken apart, as text.

use std::fmt::Write;

use ssi_expr::render::number;
use ssi_score::Points;
use ssi_score::explain::{Explanation, RulePart};
use ssi_score::rows::Told;

use crate::terminal::{printable, thousands};
use crate::told::told;

/// Every point of a member with its reason. The points of the rules add up to the pillar, the pillars to the score.
pub fn explanation(e: &Explanation) -> String {
    let mut out = String::new();
    let name = if e.name.is_empty() { String::new() } else { format!(" ({})", printable(&e.name, 60)) };
    let _ = writeln!(out, "{}{name}", printable(&e.member, 60));
    let of = thousands(e.of as u64);
    let _ = writeln!(out, "{} of 100, {}; rank {} of {of}", e.score, e.band, thousands(e.rank as u64));
    if e.coverage < 1.0 {
        let _ = writeln!(
            out,
            "coverage {:.0} %: with the missing data the score would lie between {} and {}",
            100.0 * e.coverage,
            e.range.0,
            e.range.1
        );
    }
    for pillar in &e.pillars {
        let points = pillar.points.map_or("no data".to_owned(), |p| p.to_string());
        let _ = writeln!(out, "\n{points:>7} of {:>2}  {} ({})", pillar.cap, pillar.title, pillar.id);
        for rule in &pillar.rules {
            rule_lines(&mut out, rule);
        }
    }
    let _ = writeln!(out, "\n{} = {}", e.score, sum(e));
    out
}

fn rule_lines(out: &mut String, rule: &RulePart) {
    let possible = Points(rule.possible.0.abs());
    let points = match rule.points {
        None => "–".to_owned(),
        Some(p) => p.to_string(),
    };
    let most = if rule.penalty { format!("up to -{possible}") } else { format!("of {possible}") };
    let _ = writeln!(out, "  {points:>7} {most:<12} {:<34} {}", rule.id, rule.title);
    if rule.points.is_none() {
        let lost =
            if rule.penalty { "takes nothing" } else { "not counted, its points went to the other rules" };
        let _ = writeln!(out, "{:24}no data: {lost}", "");
        return;
    }
    if rule.penalty && rule.points == Some(Points(0)) {
        return;
    }
    let seen: Vec<String> = rule.seen.iter().map(|s| format!("{} = {}", s.written, value(s.value))).collect();
    for line in wrap(&seen, 92) {
        let _ = writeln!(out, "{:24}{line}", "");
    }
    if !rule.behind.is_empty() {
        for line in wrap(&rows(&rule.behind), 92) {
            let _ = writeln!(out, "{:24}{line}", "");
        }
    }
    // A rule that has earned all it could needs no advice.
    let lost = rule.points.map_or(0, |p| (rule.possible.0 - p.0).abs());
    let room = if rule.penalty { rule.points.map_or(0, |p| p.0.abs()) } else { lost };
    if room >= 50 && !rule.advice.is_empty() {
        let _ = writeln!(out, "{:24}→ {}", "", rule.advice);
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

/// Joins parts with commas, a new line where one would grow too long.
fn wrap(parts: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(last) if last.chars().count() + part.chars().count() + 2 <= width => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

fn sum(e: &Explanation) -> String {
    let known = e.pillars.iter().filter_map(|p| p.points.map(|points| format!("{} {points}", p.id)));
    let parts: Vec<String> = known.collect();
    if parts.is_empty() { "no data".to_owned() } else { parts.join(" + ") }
}
