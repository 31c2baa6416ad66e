//! The page of one member.

use maud::{Markup, html};
use serde_json::json;
use ssi_score::explain::{PillarPart, RulePart};
use ssi_score::standing::Place;

use super::embed::{Data, Name};
use super::figures::{bar, percent, points, ring, thousands, two};
use super::provenance::provenance;
use super::rules::share;
use super::shell::page;
use crate::cards::{Card, GradedText, named, reason};
use crate::moves::signed;
use crate::summary::Summary;
use crate::told::told;

/// Texts at either end, actions and people that are named.
const FEW: usize = 3;
/// Values that stand beside a rule; those behind them are a click away.
const SEEN: usize = 4;

/// The page of one member, whole. What texts say is on it only where the card has it.
pub fn member_page(card: &Card<'_>, summary: &Summary, everyone_at: Option<&str>) -> String {
    let parts = card.parts;
    let called = if parts.name.is_empty() { &parts.member } else { &parts.name };
    page(
        &format!("{called}: {} points as of {}", parts.score, card.as_of),
        &html! {
            header {
                @if let Some(at) = everyone_at { nav aria-label="Pages" { a href=(at) { "Everyone" } } }
                h1 { (Name(called)) }
                p.quiet { @if !parts.name.is_empty() { (Name(&parts.member)) ", " } "as of " (card.as_of) ", activity of " (card.window_days) " days" }
            }
            main id="main" tabindex="-1" {
                section.summary aria-labelledby="score" {
                    h2.hidden id="score" { "Score" }
                    div.dial { (ring(parts.score, 100.0)) p { strong { (parts.band) } } }
                    div { (pillars(card)) }
                }
                (places(card))
                (course(card))
                (actions(card))
                @for pillar in &parts.pillars { (rules(pillar)) }
                (texts(&card.texts))
                (owed(card))
                (provenance(summary))
            }
        },
    )
}

fn pillars(card: &Card<'_>) -> Markup {
    let (weakest, strongest) = card.standing.extremes.unzip();
    html! {
        table {
            caption.hidden { "Points by pillar" }
            thead.hidden { tr { th scope="col" { "pillar" } th scope="col" { "points" } th scope="col" { "drawn" } } }
            tbody {
                @for (place, pillar) in card.parts.pillars.iter().enumerate() {
                    tr {
                        th scope="row" {
                            a href=(format!("#{}", heading(pillar))) { (pillar.title) }
                            @if weakest == Some(place) { span.quiet { " weakest" } }
                            @if strongest == Some(place) { span.quiet { " strongest" } }
                        }
                        td.n { (points(pillar.points)) " of " (pillar.cap) }
                        td.wide { (bar(pillar.points.map_or(0.0, |p| p.value() / f64::from(pillar.cap)))) }
                    }
                }
            }
        }
        p.quiet {
            "Coverage " (percent(card.parts.coverage)) ": so much of the points had data"
            @if card.parts.range.0 != card.parts.range.1 { "; with all data the score would lie between " (card.parts.range.0) " and " (card.parts.range.1) }
            "."
        }
    }
}

fn places(card: &Card<'_>) -> Markup {
    let place = |place: Place| {
        if place.is_alone() {
            return "–".to_owned();
        }
        format!("{} of {}", thousands(place.rank.into()), thousands(place.of.into()))
    };
    html! {
        section aria-labelledby="places" {
            h2 id="places" { "Among others" }
            table {
                caption.hidden { "Ranks with the members they are among" }
                thead { tr { th scope="col" { "among" } th scope="col" { "who" } th.n scope="col" { "rank" } th.n scope="col" { "top" } th.n scope="col" { "their median" } } }
                tbody {
                    @for population in &card.standing.populations {
                        @let (what, who) = named(population);
                        tr {
                            th scope="row" { (what) } td { (Name(&who)) } td.n { (place(population.place)) }
                            td.n { @match population.place.top_percent() { Some(top) => { (top) " %" }, None => "–" } }
                            td.n { (points(population.figures.as_ref().map(|f| f.median))) }
                        }
                    }
                }
            }
            p {
                "The target is " (card.standing.target) " points"
                @if card.standing.thought_leader { ", which is reached, at the top of the industry" }
                "."
            }
        }
    }
}

fn course(card: &Card<'_>) -> Markup {
    let days: Vec<_> =
        card.course.iter().map(|(day, score)| json!([day.to_string(), score.value()])).collect();
    html! {
        @if days.len() > 1 {
            section aria-labelledby="trend" {
                h2 id="trend" { "Over time" }
                figure { div.chart data-chart="course" data-label="The score by day; the table below has the numbers" {} }
                (Data("course", &days))
                details {
                    summary { "The days as a table" }
                    table {
                        thead { tr { th scope="col" { "day" } th.n scope="col" { "score" } } }
                        tbody { @for (day, score) in &card.course { tr { th scope="row" { (day) } td.n { (score) } } } }
                    }
                }
            }
        }
    }
}

fn actions(card: &Card<'_>) -> Markup {
    let all = &card.advice.actions;
    html! {
        section aria-labelledby="actions" {
            h2 id="actions" { "What to do next" }
            @if all.is_empty() {
                p { "Nothing that is offered gains a tenth of a point." }
            } @else {
                p.quiet { "Each gain is computed: the score with the changed rows less the score as it is." }
                ol.actions {
                    @for action in all.iter().take(FEW) {
                        li {
                            strong.up { (signed(action.gain)) } " " (action.title) " "
                            span.quiet { (action.effort.in_words()) }
                            @if !action.advice.is_empty() { p { (action.advice) } }
                            @if !action.note.is_empty() { p.quiet { (action.note) } }
                            @if !action.about.is_empty() {
                                details {
                                    summary { (action.word) " " (action.about.len()) }
                                    ul { @for row in &action.about { li { (Name(&told(row))) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn rules(pillar: &PillarPart) -> Markup {
    html! {
        section aria-labelledby=(heading(pillar)) {
            h2 id=(heading(pillar)) { (pillar.title) ": " (points(pillar.points)) " of " (pillar.cap) }
            table {
                caption.hidden { "The rules of this pillar with the points they gave" }
                thead { tr { th scope="col" { "rule" } th.n scope="col" { "points" } th.n scope="col" { "of" } th.wide scope="col" { span.hidden { "drawn" } } } }
                tbody { @for rule in &pillar.rules { (one_rule(rule)) } }
            }
            @if let Some(cut) = pillar.cut {
                p.quiet { "Penalties came to " (cut) ", more than there was to take." }
            }
        }
    }
}

/// An id for links within the page, of letters and digits alone.
fn heading(pillar: &PillarPart) -> String {
    let plain: String = pillar.id.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("of-{plain}")
}

fn one_rule(rule: &RulePart) -> Markup {
    html! {
        tr {
            th scope="row" {
                (rule.title) " " span.id { (rule.id) }
                @let (first, rest) = rule.seen.split_at(rule.seen.len().min(SEEN));
                @if !first.is_empty() {
                    div.seen { (Name(&reason(first))) @if !rest.is_empty() { ", and " (rest.len()) " more" } }
                }
                details {
                    summary { @if rule.points.is_some() { "Why" } @else { "No data" } }
                    @if !rest.is_empty() { p.seen { (Name(&reason(rest))) } }
                    @if rule.points.is_some() { p.quiet { "credit " (two(rule.credit)) ": " code { (rule.formula) } } }
                    @if !rule.why.is_empty() { p { strong { "Why it counts: " } (rule.why) } }
                    @if !rule.advice.is_empty() { p { strong { "Advice: " } (rule.advice) } }
                    @if !rule.behind.is_empty() { ul { @for row in &rule.behind { li { (Name(&told(row))) } } } }
                }
            }
            td.n { (points(rule.points)) } td.n { (rule.possible) }
            td.wide { (bar(share(rule.points, rule.possible))) }
        }
    }
}

fn texts(all: &[GradedText]) -> Markup {
    let best = all.len().div_ceil(2).min(FEW);
    let weakest = (all.len() - best).min(FEW);
    let row = |kind: &str, text: &GradedText| {
        html! {
            tr {
                td { (kind) } td.n { (two(text.grade)) }
                td { (Name(&told(&text.row))) @if let Some(words) = &text.text { blockquote { (Name(words)) } } }
            }
        }
    };
    html! {
        @if !all.is_empty() {
            section aria-labelledby="texts" {
                h2 id="texts" { "Texts" }
                table {
                    caption { "The best and the weakest of " (all.len()) ", graded from 0 to 1" }
                    thead { tr { th scope="col" { span.hidden { "which" } } th.n scope="col" { "grade" } th scope="col" { "text" } } }
                    tbody {
                        @for text in &all[..best] { (row("best", text)) }
                        @for text in &all[all.len() - weakest..] { (row("weakest", text)) }
                    }
                }
            }
        }
    }
}

fn owed(card: &Card<'_>) -> Markup {
    html! {
        @if let Some(owed) = card.owed.as_ref().filter(|owed| !owed.is_empty()) {
            section aria-labelledby="owed" {
                h2 id="owed" { "Replies owed" }
                ul { @for one in owed { li { (Name(&one.person)) ", since " (one.since) } } }
            }
        }
    }
}
