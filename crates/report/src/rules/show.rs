//! One rule in words.

use std::fmt::Write;

use ssi_rules::{Model, Rule};
use ssi_score::vocabulary::vocabulary;

use super::list::{Group, groups, points};
use super::sentence::{formula, reads, said};
use crate::lines::joined;
use crate::printable::printable;
use crate::terminal::wrap_text;

/// The widest line, in characters.
const WIDTH: usize = 100;

/// A rule as its author and a reader would want it explained: what it earns, when, from what, and why. `folder` is where the
/// pack's files lie. `None` where the pack has no such rule.
pub fn rule_text(model: &Model, folder: &str, id: &str) -> Option<String> {
    let words = vocabulary();
    let groups = groups(model);
    let (group, rule) = groups.iter().find_map(|g| Some((g, g.rules.iter().find(|r| r.id == id)?)))?;
    let mut out = format!("{}: {}\n", rule.id, printable(&rule.doc.title, 200));
    let _ = writeln!(out, "  {}", worth(group, rule));
    let _ = writeln!(out, "  {}:{}", printable(&place(model, folder, rule), 300), rule.place.line);
    out.push_str("\nWhat it does\n");
    for (depth, line) in said(model, &words, rule).lines() {
        bullet(&mut out, depth, &line);
    }
    out.push_str("\nFormula\n");
    for line in joined(&[formula(model, &words, rule)], WIDTH - 2) {
        let _ = writeln!(out, "  {line}");
    }
    let reads = reads(model, &words, rule);
    if !reads.is_empty() {
        out.push_str("\nWhat it reads\n");
    }
    for read in reads {
        let unit = if read.unit.is_empty() { String::new() } else { format!(" ({})", read.unit) };
        let _ = writeln!(out, "  {}{unit}", read.written);
        paragraph(&mut out, 4, &read.about);
    }
    let doc = &rule.doc;
    let told = [("Notes", &doc.notes), ("Why", &doc.why), ("Advice", &doc.advice), ("Source", &doc.source)];
    for (head, text) in told.into_iter().filter(|(_, text)| !text.is_empty()) {
        let _ = writeln!(out, "\n{head}");
        paragraph(&mut out, 2, text);
    }
    for (head, texts) in [("Good", &doc.good), ("Bad", &doc.bad)] {
        for text in texts {
            let _ = writeln!(out, "\n{head}");
            paragraph(&mut out, 2, &format!("“{text}”"));
        }
    }
    Some(out)
}

/// What a rule can earn or take, of what.
fn worth(group: &Group<'_>, rule: &Rule) -> String {
    let effective = points(rule.effective(group.rules, group.points).abs());
    let all = format!("{} points of “{}”", group.points, printable(&group.title, 80));
    let (does, name) = if rule.penalty { ("takes", "penalty") } else { ("earns", "weight") };
    format!("{does} up to {effective} of the {all} ({name} {})", rule.weight)
}

/// Where a rule is written; a rule of a pack below lies in that pack.
fn place(model: &Model, folder: &str, rule: &Rule) -> String {
    let path = &model.files[rule.place.file as usize].path;
    let own = model.packs.last().is_some_and(|(_, files)| files.iter().any(|f| f.path == *path));
    if own && !folder.is_empty() { format!("{folder}/{path}") } else { path.clone() }
}

fn bullet(out: &mut String, depth: usize, text: &str) {
    let mark = if depth == 0 { String::new() } else { format!("{}- ", "  ".repeat(depth - 1)) };
    let indent = 2 + mark.len();
    for (i, line) in wrap_text(text, WIDTH - indent).iter().enumerate() {
        let start = if i == 0 { format!("  {mark}") } else { " ".repeat(indent) };
        let _ = writeln!(out, "{start}{}", printable(line, 1000));
    }
}

fn paragraph(out: &mut String, indent: usize, text: &str) {
    for line in wrap_text(text, WIDTH - indent) {
        let _ = writeln!(out, "{}{}", " ".repeat(indent), printable(&line, 1000));
    }
}
