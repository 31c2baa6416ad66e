//! The page of everyone.

use maud::{Markup, html};
use serde_json::json;
use ssi_rules::Model;
use ssi_score::Points;

use super::embed::{Data, Name};
use super::figures::{bar, percent, points, scrolling, thousands, two};
use super::links::MemberPages;
use super::people::people;
use super::provenance::provenance;
use super::rules::{penalties, rules};
use super::shell::page;
use crate::moves::{Move, Moves};
use crate::summary::{BandSummary, GroupSummary, PillarSummary};
use crate::written::Written;

/// The width of a bar of the distribution, in points.
const BAR: i32 = 2;
/// Groups of fewer members are not shown: a mean of a few tells of each of them.
const SMALL: usize = 5;

/// What the page of everyone is made from.
#[derive(Clone, Copy, Debug)]
pub struct Population<'a> {
    /// The run.
    pub written: &'a Written,
    /// The pack behind it; `None` where it is not the one of the run any more, then rules have no words.
    pub model: Option<&'a Model>,
    /// Who moved since the snapshot before, from a history.
    pub moves: Option<&'a Moves>,
    /// Where the pages of members are; `None` where there are none.
    pub pages: Option<&'a MemberPages>,
}

/// The page of everyone, whole.
///
/// Costs a pass over the columns; the page has all members up to a few thousand, else the first and the last.
pub fn population_page(of: &Population<'_>) -> String {
    let summary = &of.written.summary;
    let title =
        format!("{}: {} members as of {}", summary.title, thousands(summary.members as u64), summary.as_of);
    page(
        &title,
        &html! {
            header {
                @if matches!(of.pages, Some(MemberPages::Asked(_))) { nav aria-label="Pages" { a href="/tune" { "Tuning" } } }
                h1 { (Name(&summary.title)) }
                p.quiet { (thousands(summary.members as u64)) " members, as of " (summary.as_of) ", activity of " (summary.window_days) " days" }
            }
            main id="main" tabindex="-1" {
                (scores(of))
                (pillars(of))
                (groups("Industries", &summary.industries, of))
                (groups("Teams", &summary.teams, of))
                @if let Some(moves) = of.moves { (moved(moves, of)) }
                (people(of.written, of.pages))
                (penalties(of.written, of.model))
                (rules(of.written, of.model))
                (provenance(summary))
            }
        },
    )
}

fn scores(of: &Population<'_>) -> Markup {
    let (written, summary) = (of.written, &of.written.summary);
    let all = summary.members.max(1) as f64;
    let bands: Vec<_> = of.model.map_or_else(Vec::new, |model| {
        model.bands.iter().map(|band| json!({"from": band.from, "name": band.name})).collect()
    });
    let chart = json!({"width": BAR, "members": steps(&written.score), "bands": bands});
    html! {
        section aria-labelledby="scores" {
            h2 id="scores" { "Scores" }
            dl.numbers {
                div { dt { "mean" } dd { (two(summary.mean)) } }
                div { dt { "median" } dd { (two(summary.median)) } }
                div { dt { "lowest" } dd { (two(summary.lowest)) } }
                div { dt { "highest" } dd { (two(summary.highest)) } }
                div { dt { "coverage" } dd { (percent(summary.coverage)) } }
            }
            figure {
                div.chart data-chart="distribution" data-label="Members by score; the table of bands below has the numbers" {}
                figcaption { "Members by score, in steps of two points; the lines are where bands begin." }
            }
            (Data("distribution", &chart))
            table {
                caption { "Bands" }
                thead { tr { th scope="col" { "band" } th.n scope="col" { "members" } th.n scope="col" { "share" } th.wide scope="col" { span.hidden { "drawn" } } } }
                tbody {
                    @for BandSummary { band, members } in &summary.bands {
                        @let share = *members as f64 / all;
                        tr {
                            th scope="row" { (band) } td.n { (thousands(*members as u64)) }
                            td.n { (percent(share)) } td.wide { (bar(share)) }
                        }
                    }
                }
            }
        }
    }
}

/// Members by score in steps; the full score belongs to the last step.
fn steps(scores: &[Points]) -> Vec<usize> {
    let last = 100 / BAR as usize - 1;
    let mut steps = vec![0; last + 1];
    for score in scores {
        steps[(score.0.max(0) as usize / (BAR * Points::UNIT) as usize).min(last)] += 1;
    }
    steps
}

fn pillars(of: &Population<'_>) -> Markup {
    let summary = &of.written.summary;
    let about = |id: &str| {
        let pillar = of.model.and_then(|model| model.pillars.iter().find(|p| p.id == id));
        pillar.map_or_else(|| (id.to_owned(), 25), |p| (p.title.clone(), p.points))
    };
    html! {
        section aria-labelledby="pillars" {
            h2 id="pillars" { "The four pillars" }
            table {
                caption.hidden { "The mean of each pillar over those with data" }
                thead { tr { th scope="col" { "pillar" } th.n scope="col" { "mean" } th.n scope="col" { "of" } th.wide scope="col" { span.hidden { "drawn" } } th.n scope="col" { "members with data" } } }
                tbody {
                    @for pillar in &of.written.pillars {
                        @if let Some(PillarSummary { mean, members_with_data }) = summary.pillars.get(&pillar.id) {
                            @let (title, cap) = about(&pillar.id);
                            tr {
                                th scope="row" { (title) } td.n { (two(*mean)) } td.n { (cap) }
                                td.wide { (bar(mean / f64::from(cap))) } td.n { (thousands(*members_with_data as u64)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn groups(title: &str, all: &[GroupSummary], of: &Population<'_>) -> Markup {
    let shown: Vec<&GroupSummary> = all.iter().filter(|group| group.members >= SMALL).collect();
    let id = title.to_lowercase();
    let ids: Vec<&str> = of.written.pillars.iter().map(|p| p.id.as_str()).collect();
    html! {
        @if !shown.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) }
                (scrolling(&format!("{title}, a table"), &html! {
                    table data-sort {
                        thead { tr {
                            th scope="col" { "name" } th.n scope="col" { "members" } th.n scope="col" { "mean" } th.n scope="col" { "median" }
                            @for pillar in &ids { th.n scope="col" { (pillar) } }
                        } }
                        tbody {
                            @for group in &shown {
                                tr {
                                    th scope="row" { (Name(&group.name)) } td.n { (thousands(group.members as u64)) }
                                    td.n { (two(group.mean)) } td.n { (two(group.median)) }
                                    @for pillar in &ids { td.n { (group.pillars.get(*pillar).map_or_else(|| "–".to_owned(), |mean| two(*mean))) } }
                                }
                            }
                        }
                    }
                }))
                @if shown.len() < all.len() {
                    p.quiet { "Groups of fewer than " (SMALL) " members are not shown: " (all.len() - shown.len()) "." }
                }
            }
        }
    }
}

fn moved(moves: &Moves, of: &Population<'_>) -> Markup {
    let (up, down, same) = moves.counts;
    html! {
        section aria-labelledby="moved" {
            h2 id="moved" { "Who moved" }
            @match moves.before {
                None => p { "This is the first day of the history." },
                Some(day) if moves.other_rules => p { "The rules are others than on " (day) ", so changes are not compared." },
                Some(day) => p {
                    "Since " (day) ": " (thousands(up as u64)) " rose, " (thousands(down as u64)) " fell, "
                    (thousands(same as u64)) " stayed; " (moves.new_and_gone.0) " are new, " (moves.new_and_gone.1) " are gone."
                },
            }
            (movers("Drops of more than ", moves.alert, &moves.drops, of))
            (movers("Gains", Points(0), &moves.gains, of))
        }
    }
}

fn movers(title: &str, alert: Points, all: &[Move], of: &Population<'_>) -> Markup {
    let by = |moved: &Option<(String, Points)>| {
        moved.as_ref().map_or_else(String::new, |(id, by)| format!("{id} {by}"))
    };
    html! {
        @if !all.is_empty() {
            (scrolling(title.trim_end_matches(" of more than "), &html! { table {
                caption { (title) @if alert.0 > 0 { (alert) " points" } }
                thead { tr { th scope="col" { "member" } th scope="col" { "since" } th.n scope="col" { "before" } th.n scope="col" { "now" } th.n scope="col" { "change" } th scope="col" { "most by" } } }
                tbody {
                    @for one in all.iter().take(20) {
                        tr {
                            th scope="row" { (super::people::linked(&one.member, of.pages)) } td.day { (one.since) }
                            td.n { (points(Some(one.before))) } td.n { (points(Some(one.now))) } td.n { (points(Some(one.change()))) } td { (by(&one.rule)) }
                        }
                    }
                }
            } }))
        }
    }
}
