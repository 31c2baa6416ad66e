//! The rules of a run with what they give and take, over everyone.

use maud::{Markup, html};
use rayon::prelude::*;
use ssi_rules::{Model, Rule};
use ssi_score::Points;
use ssi_score::vocabulary::vocabulary;

use super::figures::{bar, percent, scrolling, thousands, two};
use crate::rules::sentence::said;
use crate::written::{Column, Written};

/// What a rule comes to over everyone.
struct Sums<'a> {
    id: &'a str,
    /// How many have evidence.
    founded: usize,
    /// What they get together, in points.
    sum: f64,
    /// How many get more than nothing.
    some: usize,
    /// How many it takes points from.
    taken: usize,
    /// The most that somebody gets, or the most that somebody loses.
    most: f64,
}

impl<'a> Sums<'a> {
    fn of(column: &'a Column) -> Self {
        let mut sums = Self { id: &column.id, founded: 0, sum: 0.0, some: 0, taken: 0, most: 0.0 };
        for points in column.points.iter().flatten() {
            sums.founded += 1;
            sums.sum += points.value();
            sums.some += usize::from(points.0 > 0);
            sums.taken += usize::from(points.0 < 0);
            sums.most = sums.most.max(points.value().abs());
        }
        sums
    }

    fn mean(&self) -> f64 {
        if self.founded == 0 { f64::NAN } else { self.sum / self.founded as f64 }
    }
}

fn all(written: &Written) -> Vec<Sums<'_>> {
    written.rules.par_iter().map(Sums::of).collect()
}

fn rule_of<'a>(model: Option<&'a Model>, id: &str) -> Option<&'a Rule> {
    model?.pillars.iter().flat_map(|p| &p.rules).find(|rule| rule.id == id)
}

/// What looks like gaming, and what it cost: the rules that take points away.
pub(super) fn penalties(written: &Written, model: Option<&Model>) -> Markup {
    let is_penalty = |sums: &Sums<'_>| rule_of(model, sums.id).map_or(sums.taken > 0, |rule| rule.penalty);
    let found: Vec<Sums<'_>> = all(written).into_iter().filter(is_penalty).collect();
    html! {
        section aria-labelledby="gaming" {
            h2 id="gaming" { "What cost points" }
            @if found.iter().all(|sums| sums.taken == 0) {
                p { "Nothing: no rule took points from anybody." }
            } @else {
                p.quiet { "Templates, empty praise, closed circles and the like. A member's page shows the rows behind each of them." }
                (scrolling("What cost points, a table", &html! {
                table {
                    caption.hidden { "Rules that take points away" }
                    thead { tr { th scope="col" { "rule" } th.n scope="col" { "members" } th.n scope="col" { "share" } th.n scope="col" { "points on the mean" } th.n scope="col" { "at the most" } } }
                    tbody {
                        @for sums in &found {
                            tr {
                                th scope="row" { (title(model, sums.id)) " " span.id { (sums.id) } }
                                td.n { (thousands(sums.taken as u64)) } td.n { (percent(sums.taken as f64 / sums.founded.max(1) as f64)) }
                                td.n { @if sums.taken > 0 { (two(sums.sum / sums.taken as f64)) } @else { "–" } } td.n { @if sums.most > 0.0 { (two(-sums.most)) } @else { "–" } }
                            }
                        }
                    }
                }
                }))
            }
        }
    }
}

/// Every rule: what it is, what it gives on the mean, and how many get nothing.
pub(super) fn rules(written: &Written, model: Option<&Model>) -> Markup {
    let sums = all(written);
    html! {
        section aria-labelledby="rules" {
            h2 id="rules" { "Every rule" }
            (scrolling("Every rule, a table", &html! {
                table data-sort {
                    thead { tr { th scope="col" { "rule" } th.n scope="col" { "mean" } th.n scope="col" { "of" } th.wide scope="col" { span.hidden { "drawn" } } th.n scope="col" { "get something" } th.n scope="col" { "with data" } } }
                    tbody {
                        @for one in &sums {
                            @let most = effective(model, one);
                            tr {
                                th scope="row" {
                                    (title(model, one.id)) " " span.id { (one.id) }
                                    @if let Some((model, rule)) = model.and_then(|m| Some((m, rule_of(Some(m), one.id)?))) { (words(model, rule)) }
                                }
                                td.n { (two(one.mean())) } td.n { (two(most)) } td.wide { (bar(one.mean() / most)) }
                                td.n { (thousands((one.some + one.taken) as u64)) } td.n { (thousands(one.founded as u64)) }
                            }
                        }
                    }
                }
            }))
        }
    }
}

/// What a rule can give where everything has evidence; without the pack the most that somebody got.
fn effective(model: Option<&Model>, sums: &Sums<'_>) -> f64 {
    let pillar = model.and_then(|m| m.pillars.iter().find(|p| p.rules.iter().any(|rule| rule.id == sums.id)));
    let rule = rule_of(model, sums.id);
    pillar
        .zip(rule)
        .map_or(sums.most, |(pillar, rule)| rule.effective(&pillar.rules, f64::from(pillar.points)))
}

fn title<'a>(model: Option<&'a Model>, id: &'a str) -> &'a str {
    rule_of(model, id).map_or("", |rule| rule.doc.title.as_str())
}

fn words(model: &Model, rule: &Rule) -> Markup {
    html! {
        details {
            summary { "What it says" }
            p { (said(model, &vocabulary(), rule).flat()) }
            @if !rule.doc.why.is_empty() { p { strong { "Why: " } (rule.doc.why) } }
            @if !rule.doc.advice.is_empty() { p { strong { "Advice: " } (rule.doc.advice) } }
        }
    }
}

/// Points over the rules of a pillar, for the page of a member.
pub(super) fn share(points: Option<Points>, possible: Points) -> f64 {
    points.map_or(0.0, |p| if possible.0 > 0 { f64::from(p.0.abs()) / f64::from(possible.0) } else { 0.0 })
}
