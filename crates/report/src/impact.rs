//! What a change of rules does to everyone, as text.

use std::fmt::Write as _;

use ssi_rules::Difference;
use ssi_score::Points;
use ssi_score::Scores;
use ssi_score::impact::{BandMove, Earned, GroupEffect, Impact, Mover, RuleEffect, STEP};

use crate::difference::difference_text;
use crate::moves::signed;
use crate::printable::printable;
use crate::terminal::{self, thousands};

/// How many groups of a kind are listed; JSON has all.
const GROUPS: usize = 5;
/// Groups of fewer members are not listed.
const SMALL: usize = 5;
/// How many columns the longest bar of the distribution takes.
const BAR: usize = 24;
/// How many changes of band are listed; JSON has all.
const BAND_MOVES: usize = 12;
/// How many rules are listed; JSON has all.
const RULES: usize = 15;

/// What there is to tell of a change of rules beside what it does.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The old pack, as it was named.
    pub old: &'a str,
    /// The new pack, as it was named.
    pub new: &'a str,
    /// What they say differently.
    pub difference: &'a Difference,
}

/// What happened to whom.
#[derive(Clone, Debug)]
pub struct Happened<'a> {
    /// What was scored.
    pub corpus: &'a str,
    /// The day of the score.
    pub as_of: &'a str,
    /// The scores with the old pack.
    pub old: &'a Scores,
    /// The scores with the new pack.
    pub scores: &'a Scores,
    /// What the change does.
    pub impact: &'a Impact,
}

/// What two packs say differently and, where somebody was scored with both, what that does, as text.
pub fn impact_text(compared: &Compared<'_>, happened: Option<&Happened<'_>>) -> String {
    let mut out = String::new();
    let (old, new) = (printable(compared.old, 60), printable(compared.new, 60));
    let _ = writeln!(out, "{old} → {new}\n");
    out.push_str(&difference_text(compared.difference));
    if let Some(happened) = happened {
        effects(&mut out, happened);
    }
    out
}

fn effects(out: &mut String, happened: &Happened<'_>) {
    let Happened { corpus, as_of, scores, impact, .. } = happened;
    let members = count(scores.members.len());
    let _ = writeln!(out, "\nWhat it does: {members} of {}, as of {as_of}", printable(corpus, 60));
    let (up, down, stay) = impact.moved;
    let n = |n: usize| thousands(n as u64);
    let verb = |n: usize, word: &str| if n == 1 { format!("{word}s") } else { word.to_owned() };
    let (rise, fall, keep) = (verb(up, "rise"), verb(down, "fall"), verb(stay, "stay"));
    let _ = writeln!(out, "  {:<16} {} {rise}, {} {fall}, {} {keep}", "scores", n(up), n(down), n(stay));
    if impact.is_none() {
        out.push_str("  nobody's score is another\n");
    }
    if let Some((before, after)) = &impact.figures {
        let _ = writeln!(out, "  {:<16} {}", "mean", step(before.mean, after.mean));
        let _ = writeln!(out, "  {:<16} {}", "median", step(before.median, after.median));
    }
    if let (Some(order), false) = (impact.rank_correlation, impact.is_none()) {
        let first = impact.first.map_or(String::new(), |first| {
            format!(
                "; {} of the first {} stay among the first {}",
                n(first.both),
                n(first.before),
                n(first.after)
            )
        });
        let _ = writeln!(out, "  {:<16} rank correlation {order:.4}{first}", "order");
    }
    if !impact.is_none() {
        distribution(out, &impact.steps);
    }
    bands(out, impact);
    most_moved(out, scores, impact);
    rules(out, &impact.rules);
    groups(out, &impact.groups);
}

/// `44.10 → 45.30 (+1.20)`
fn step(before: Points, after: Points) -> String {
    match after.0 - before.0 {
        0 => format!("{before}, as before"),
        change => format!("{before} → {after} ({})", signed(Points(change))),
    }
}

fn count(members: usize) -> String {
    if members == 1 { "1 member".to_owned() } else { format!("{} members", thousands(members as u64)) }
}

fn distribution(out: &mut String, steps: &[(usize, usize)]) {
    let most = steps.iter().flat_map(|&(a, b)| [a, b]).max().unwrap_or(0).max(1);
    // Whoever is there is seen.
    let bar = |n: usize| "█".repeat((n * BAR / most).max(usize::from(n > 0)));
    let _ = writeln!(out, "\n  {:<9} {:>9}  {:<BAR$} {:>9}  after", "score", "before", "", "after");
    for (place, &(before, after)) in steps.iter().enumerate() {
        let from = place as u32 * STEP;
        let (old, new) = (thousands(before as u64), thousands(after as u64));
        let line = format!(
            "  {:<9} {old:>9}  {:<BAR$} {new:>9}  {}",
            format!("{from}–{}", from + STEP),
            bar(before),
            bar(after)
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn bands(out: &mut String, impact: &Impact) {
    out.push_str("\nBands\n");
    for band in &impact.bands {
        let n = |n: Option<usize>| n.map_or("no such band".to_owned(), |n| thousands(n as u64));
        let change = match (band.before, band.after) {
            (before, after) if before == after => n(after),
            (before, after) => format!("{} → {}", n(before), n(after)),
        };
        let _ = writeln!(out, "  {:<24} {change}", printable(&band.name, 24));
    }
    if impact.band_moves.is_empty() {
        out.push_str("  nobody changes band\n");
        return;
    }
    for moving in impact.band_moves.iter().take(BAND_MOVES) {
        let way = format!("{} → {}", printable(&moving.from, 24), printable(&moving.to, 24));
        let _ = writeln!(out, "  {:>16}  {way}{}", count(moving.members), by(moving));
    }
    if let Some(more) = impact.band_moves.len().checked_sub(BAND_MOVES).filter(|more| *more > 0) {
        let _ = writeln!(out, "  and {more} more ways; `--json` has all");
    }
}

/// By which rules members change band.
fn by(moving: &BandMove) -> String {
    let told = moving.rules.iter().take(3).map(|(rule, n)| format!("{rule} ({})", thousands(*n as u64)));
    let told: Vec<String> = told.collect();
    match moving.rules.len() {
        0 => ", by other bands".to_owned(),
        n if n > told.len() => format!(", by {} and others", told.join(", ")),
        _ => format!(", by {}", told.join(", ")),
    }
}

fn most_moved(out: &mut String, scores: &Scores, impact: &Impact) {
    let all: Vec<&Mover> = impact.rises.iter().chain(&impact.falls).collect();
    if all.is_empty() {
        return;
    }
    out.push_str("\nMost moved\n");
    for mover in all {
        let id = printable(&scores.members[mover.member as usize], 32);
        let rule = mover.rule.as_ref().map_or(String::new(), |(rule, by)| format!("{rule} {}", signed(*by)));
        let change = signed(mover.change());
        let _ = writeln!(
            out,
            "  {change:>7}  {:>6} → {:>6}  {id:<32} {rule}",
            mover.before.to_string(),
            mover.after.to_string()
        );
    }
}

fn rules(out: &mut String, rules: &[RuleEffect]) {
    let mut did: Vec<(&RuleEffect, Points)> = rules.iter().filter_map(|r| Some((r, r.effect?))).collect();
    did.sort_by_key(|(_, effect)| std::cmp::Reverse(effect.0.abs()));
    let more = did.len().saturating_sub(RULES);
    did.truncate(RULES);
    if !did.is_empty() {
        out.push_str("\nRules that did it: what each does to the mean score; its own points, on the mean of those with data\n");
        let heads = ["does", "points", "", "all of it", "nothing"];
        let _ = writeln!(
            out,
            "  {:<32} {:>7}  {:>7} {:>8}  {:>10} {:>8}",
            "", heads[0], heads[1], heads[2], heads[3], heads[4]
        );
    }
    for (rule, effect) in did {
        let mean = |side: &Option<Earned>| {
            side.as_ref().and_then(|e| e.mean).map_or("–".to_owned(), |points| points.to_string())
        };
        let share = |pick: fn(&Earned) -> usize| {
            let earned = rule.after.as_ref().filter(|e| e.founded > 0);
            earned.map_or("–".to_owned(), |e| format!("{:.0} %", pick(e) as f64 * 100.0 / e.founded as f64))
        };
        let _ = writeln!(
            out,
            "  {:<32} {:>7}  {:>7} → {:<6}  {:>10} {:>8}",
            rule.id,
            signed(effect),
            mean(&rule.before),
            mean(&rule.after),
            share(|e| e.full),
            share(|e| e.nothing)
        );
    }
    if more > 0 {
        let _ = writeln!(out, "  and {more} more; `--json` has all");
    }
    let named = |is: fn(&Earned) -> bool| {
        let now = rules.iter().filter(move |r| r.after.as_ref().is_some_and(is));
        let new = |r: &&RuleEffect| !r.before.as_ref().is_some_and(is);
        let told = |r: &RuleEffect| if new(&r) { format!("{} (new)", r.id) } else { r.id.clone() };
        now.map(told).collect::<Vec<String>>()
    };
    list(out, "Make no difference to anybody here", &named(Earned::is_dead));
    list(out, "Give all they can to 19 of 20 or more", &named(Earned::is_saturated));
}

fn list(out: &mut String, title: &str, ids: &[String]) {
    if ids.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for line in terminal::wrap_text(&ids.join(", "), 96) {
        let _ = writeln!(out, "  {line}");
    }
}

fn groups(out: &mut String, groups: &[GroupEffect]) {
    let kinds = groups.chunk_by(|a, b| a.kind == b.kind);
    for kind in kinds {
        let mut listed: Vec<&GroupEffect> =
            kind.iter().filter(|g| g.members >= SMALL && g.up + g.down > 0).collect();
        listed.sort_by_key(|g| std::cmp::Reverse(g.change().0.abs()));
        if listed.is_empty() {
            continue;
        }
        let of = if listed.len() > GROUPS {
            format!(", the {GROUPS} that change most of {}", listed.len())
        } else {
            String::new()
        };
        let _ = writeln!(out, "\nBy {}{of}", kind[0].kind);
        for group in listed.iter().take(GROUPS) {
            let name = printable(&group.name, 28);
            let change = step(group.before, group.after);
            let _ = writeln!(
                out,
                "  {name:<28} {change:<26} {}: {} up, {} down",
                count(group.members),
                thousands(group.up as u64),
                thousands(group.down as u64)
            );
        }
    }
}
