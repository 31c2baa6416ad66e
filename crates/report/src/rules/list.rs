//! The rules of a pack, one a line or as JSON.

use std::fmt::Write;

use serde_json::{Value, json};
use ssi_rules::{Model, Rule, Vocabulary};
use ssi_score::vocabulary::vocabulary;

use super::sentence::{formula, said};
use crate::json::pretty;
use crate::printable::printable;

/// Rules that share points: those of a pillar, or those that grade one kind of text.
pub(crate) struct Group<'a> {
    /// The pillar's id or the kind of text.
    pub(crate) id: &'a str,
    /// What it is, for people.
    pub(crate) title: String,
    /// The points that its rules share: a grade counts from 0 to 100.
    pub(crate) points: f64,
    /// Its rules.
    pub(crate) rules: &'a [Rule],
}

impl Group<'_> {
    /// Its heading, with the points.
    pub(crate) fn heading(&self) -> String {
        format!("{}: {} points", printable(&self.title, 80), self.points)
    }
}

/// The pillars, then the grades.
pub(crate) fn groups(model: &Model) -> Vec<Group<'_>> {
    let pillars = model.pillars.iter().map(|p| Group {
        id: &p.id,
        title: p.title.clone(),
        points: f64::from(p.points),
        rules: &p.rules,
    });
    let grades = model.grades.iter().map(|g| Group {
        id: &g.kind,
        title: format!("The grade of a {}", g.kind),
        points: 100.0,
        rules: &g.rules,
    });
    pillars.chain(grades).collect()
}

/// The weight as people write it, below 0 for a penalty.
pub(crate) fn signed(rule: &Rule) -> f64 {
    if rule.penalty { -rule.weight } else { rule.weight }
}

/// Points with two digits; `–` where no rule of the group earns.
pub(crate) fn points(number: f64) -> String {
    if number.is_finite() { format!("{number:.2}") } else { "–".to_owned() }
}

/// One line a rule, by pillar and grade: its id, its weight, the points that it can earn or take, its title.
///
/// `origin` is where the pack came from. Effective points are those where all rules of the group have evidence.
pub fn rules_list(model: &Model, origin: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}: {}, {} rules; the last {} days count",
        printable(origin, 200),
        printable(&model.title, 100),
        model.rules().count(),
        model.window_days
    );
    for group in groups(model) {
        let _ = writeln!(out, "\n{}", group.heading());
        let _ =
            writeln!(out, "  {:<34} {:>7} {:>7}  what it rewards or takes for", "rule", "weight", "points");
        for rule in group.rules {
            let effective = points(rule.effective(group.rules, group.points));
            let title = printable(&rule.doc.title, 100);
            let _ = writeln!(out, "  {:<34} {:>7} {effective:>7}  {title}", rule.id, signed(rule));
        }
    }
    out
}

/// The same as JSON, with each rule as a sentence and as a formula, the words of its comment and its place.
pub fn rules_json(model: &Model, origin: &str) -> String {
    let words = vocabulary();
    let rules: Vec<Value> = groups(model)
        .iter()
        .flat_map(|group| group.rules.iter().map(|rule| rule_json(model, &words, group, rule)))
        .collect();
    pretty(&json!({
        "pack": origin,
        "title": model.title,
        "rules_blake3": model.digest,
        "window_days": model.window_days,
        "rules": rules,
    }))
}

/// One rule as JSON.
pub(crate) fn rule_json(model: &Model, words: &Vocabulary, group: &Group<'_>, rule: &Rule) -> Value {
    let effective = rule.effective(group.rules, group.points);
    json!({
        "id": rule.id,
        "group": group.id,
        "title": rule.doc.title,
        "weight": rule.weight,
        "penalty": rule.penalty,
        "points": effective.is_finite().then_some(effective),
        "sentence": said(model, words, rule).flat(),
        "formula": formula(model, words, rule),
        "why": rule.doc.why,
        "advice": rule.doc.advice,
        "source": rule.doc.source,
        "file": model.files[rule.place.file as usize].path,
        "line": rule.place.line,
    })
}
