//! A group as text.

use std::fmt::Write;

use super::{AtRisk, MemberLine, Mover, Shown, Sums, View};
use crate::printable::printable;
use crate::standing::gap;
use crate::terminal::thousands;
use ssi_score::Points;

/// What stands for a change between days that do not compare.
pub(super) const NOT_COMPARABLE: &str = "(not comparable)";
/// How wide the column of changes is.
const CHANGE: usize = 18;
/// How many members are listed one by one.
const MOST_LISTED: usize = 200;

/// Points that went through a number and come back.
fn points(value: f64) -> Points {
    Points((value * f64::from(Points::UNIT)).round() as i32)
}

/// `1 member`, `1,200 members`.
pub(super) fn members(n: usize) -> String {
    format!("{} {}", thousands(n as u64), if n == 1 { "member" } else { "members" })
}

/// What is shown of a group, as text.
pub fn team_text(shown: &Shown) -> String {
    let mut out = String::new();
    let before = shown.before.as_ref().map_or(String::new(), |day| format!(", before: {day}"));
    let count = if shown.members == 0 { "none".to_owned() } else { thousands(shown.members as u64) };
    let _ = writeln!(
        out,
        "{}: {count} of {}, as of {}{before}",
        printable(&shown.group, 200),
        members(shown.of),
        shown.as_of
    );
    if shown.unknown > 0 {
        let whether = if shown.unknown == 1 { "whether it belongs" } else { "whether they belong" };
        let _ = writeln!(out, "of {} the data does not tell {whether} to it", members(shown.unknown));
    }
    let Some(now) = &shown.now else { return out };
    for note in &shown.notes {
        let _ = writeln!(out, "note: {note}");
    }
    out.push('\n');
    figures(&mut out, shown, now);
    if !shown.bands.is_empty() {
        bands(&mut out, shown);
    }
    if !shown.ranking.is_empty() {
        ranking(&mut out, &shown.ranking);
    }
    if shown.view == View::Admin && shown.both_days.is_some() && shown.comparable {
        moved(&mut out, "up", &shown.up);
        moved(&mut out, "down", &shown.down);
    }
    if shown.view == View::Admin {
        at_risk(&mut out, &shown.at_risk);
    }
    out
}

/// The figures of the two days side by side, and those of others.
fn figures(out: &mut String, shown: &Shown, now: &Sums) {
    let both = shown.both_days.as_ref();
    let mut head = match both {
        Some(_) => format!("  {:<16}{:>10}{:>10}{:>CHANGE$}", "", "before", "now", "change"),
        None => format!("  {:<16}{:>10}", "", "now"),
    };
    if let Some(others) = &shown.others {
        let _ = write!(head, "{:>14}", if others.members == 1 { "the other" } else { "all others" });
    }
    let _ = writeln!(out, "{head}");
    let cell = |value: Option<f64>| value.map_or("–".to_owned(), |x| format!("{x:.2}"));
    let mut line = |name: &str, of: &dyn Fn(&Sums) -> Option<f64>| {
        let mut text = format!("  {name:<16}");
        match both {
            Some(days) => {
                let (before, now) = (of(&days.before), of(&days.now));
                let change = match now.zip(before) {
                    None => "–".to_owned(),
                    Some(_) if !shown.comparable => NOT_COMPARABLE.to_owned(),
                    Some((now, before)) => gap(points(now), points(before)),
                };
                let _ = write!(text, "{:>10}{:>10}{change:>CHANGE$}", cell(before), cell(now));
            }
            None => {
                let _ = write!(text, "{:>10}", cell(of(now)));
            }
        }
        if let Some(others) = &shown.others {
            let _ = write!(text, "{:>14}", cell(of(others)));
        }
        let weakest = if shown.weakest.as_deref() == Some(name) { "   weakest" } else { "" };
        let _ = writeln!(out, "{text}{weakest}");
    };
    if now.members == 1 {
        line("score", &|s| Some(s.mean));
    } else {
        line("median", &|s| Some(s.median));
        line("mean", &|s| Some(s.mean));
    }
    for pillar in &shown.pillars {
        line(pillar, &|s| s.pillars.get(pillar).copied());
    }
    let Some(there) = both.map(|days| days.now.members).filter(|&n| n < shown.members) else { return };
    let (count, were) = (members(there), if there == 1 { "was" } else { "were" });
    let _ = write!(out, "  before, now and change are those of the {count} who {were} there on both days");
    if now.members == shown.members {
        let all = match now.members {
            1 => "the 1 member has".to_owned(),
            n => format!("all {} have", thousands(n as u64)),
        };
        let _ = write!(out, ";\n  {all} a median of {:.2} now", now.median);
    }
    out.push('\n');
}

fn bands(out: &mut String, shown: &Shown) {
    let compared = shown.bands.iter().any(|b| b.before.is_some());
    let before = if compared { format!("{:>10}", "before") } else { String::new() };
    let _ = writeln!(out, "\n  {:<16}{before}{:>10}", "band", "now");
    for band in &shown.bands {
        let before = band.before.map_or(String::new(), |n| format!("{:>10}", thousands(n as u64)));
        let _ =
            writeln!(out, "  {:<16}{before}{:>10}", printable(&band.band, 16), thousands(band.now as u64));
    }
}

fn ranking(out: &mut String, lines: &[MemberLine]) {
    let changes = lines.iter().any(|l| l.change.is_some());
    let change = if changes { format!("{:>14}", "change") } else { String::new() };
    let _ = writeln!(out, "\n rank  {:<28}{:>7}{change}  band", "member", "score");
    for line in lines.iter().take(MOST_LISTED) {
        let rank = line.rank.map_or("–".to_owned(), |r| thousands(u64::from(r)));
        let change = match line.change {
            Some(by) => format!("{:>14}", gap(points(by), Points(0))),
            None if changes => format!("{:>14}", "was not there"),
            None => String::new(),
        };
        let member = printable(&line.member, 28);
        let _ = writeln!(
            out,
            "{rank:>5}  {member:<28}{:>7.2}{change}  {}",
            line.score,
            printable(&line.band, 20)
        );
    }
    and_more(out, lines.len());
}

/// Says how many are not listed.
fn and_more(out: &mut String, all: usize) {
    if all > MOST_LISTED {
        let _ = writeln!(out, "  and {} more: `--json` lists all", thousands((all - MOST_LISTED) as u64));
    }
}

fn moved(out: &mut String, direction: &str, movers: &[Mover]) {
    if movers.is_empty() {
        let _ = writeln!(out, "\n  nobody went {direction} by a point or more");
        return;
    }
    let _ = writeln!(out, "\n  {direction}");
    for mover in movers {
        let mut line = format!(
            "    {:<28}{:>7} to {:>5.2}",
            printable(&mover.member, 28),
            gap(points(mover.change), Points(0)),
            mover.score
        );
        let signed = |by: f64| format!("{}{}", if by > 0.0 { "+" } else { "" }, points(by));
        if let Some((pillar, by)) = &mover.pillar {
            let _ = write!(line, "  {pillar} {}", signed(*by));
        }
        if let Some((rule, by)) = &mover.rule {
            let _ = write!(line, ", most {rule} {}", signed(*by));
        }
        let _ = writeln!(out, "{line}");
    }
}

fn at_risk(out: &mut String, risks: &[AtRisk]) {
    if risks.is_empty() {
        let _ = writeln!(out, "\n  nobody is at risk");
        return;
    }
    let _ = writeln!(out, "\n  at risk");
    for risk in risks.iter().take(MOST_LISTED) {
        let mut lines = risk.reasons.chunks(2).map(|reasons| reasons.join("; "));
        let first = lines.next().unwrap_or_default();
        let _ = writeln!(out, "    {:<28}{:>7.2}  {first}", printable(&risk.member, 28), risk.score);
        for line in lines {
            let _ = writeln!(out, "{:41}{line}", "");
        }
    }
    and_more(out, risks.len());
}
