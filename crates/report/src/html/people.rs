//! The members of a run, as a table.

use maud::{Markup, html};
use ssi_score::Points;

use super::embed::Name;
use super::figures::{percent, points, scrolling, thousands};
use super::links::MemberPages;
use crate::written::Written;

/// Members that a page lists at most; each takes some hundred bytes.
const MOST: usize = 5000;
/// Where they are more, so many of the highest and of the lowest are listed.
const FIRST: usize = 2000;
const LAST: usize = 500;

pub(super) fn people(written: &Written, pages: Option<&MemberPages>) -> Markup {
    let n = written.members.len();
    let rows: Vec<usize> = if n <= MOST { (0..n).collect() } else { (0..FIRST).chain(n - LAST..n).collect() };
    let (industries, teams) = (written.industry.names.is_told(), written.team.names.is_told());
    html! {
        section aria-labelledby="members" {
            h2 id="members" { "Members" }
            @if n > MOST {
                p { "The first " (thousands(FIRST as u64)) " and the last " (LAST) " of " (thousands(n as u64)) "; the table of the run has everyone." }
            }
            p.search hidden { label for="find" { "Show members with" } " " input id="find" type="search" data-search="people" autocomplete="off"; " " span role="status" {} }
            (scrolling("Members, a table", &html! {
                table id="people" data-sort {
                    thead { tr {
                        th.n scope="col" { "rank" } th scope="col" { "member" } th.n scope="col" { "score" } th scope="col" { "band" }
                        @for pillar in &written.pillars { th.n scope="col" { (pillar.id) } }
                        th.n scope="col" { "coverage" }
                        @if industries { th scope="col" { "industry" } }
                        @if teams { th scope="col" { "team" } }
                    } }
                    tbody {
                        @for &row in &rows {
                            tr {
                                td.n { @if written.rank[row] > 0 { (written.rank[row]) } @else { "–" } }
                                th scope="row" { (linked(written.members.at(row), pages)) }
                                td.n { (points(Some(written.score[row]))) } td { (written.bands.at(row)) }
                                @for pillar in &written.pillars { td.n { (points(own(pillar, row))) } }
                                td.n { (percent(f64::from(written.coverage[row]))) }
                                @if industries { td { (Name(written.industry.names.at(row))) } }
                                @if teams { td { (Name(written.team.names.at(row))) } }
                            }
                        }
                    }
                }
            }))
        }
    }
}

fn own(column: &crate::written::Column, row: usize) -> Option<Points> {
    column.points.at(row)
}

/// A member's id, as a link where the member has a page.
pub(super) fn linked(member: &str, pages: Option<&MemberPages>) -> Markup {
    html! {
        @match pages.and_then(|pages| pages.of(member)) {
            Some(at) => a href=(at) { (Name(member)) },
            None => (Name(member)),
        }
    }
}
