//! One member on a card.

use jiff::civil::Date;
use ssi_corpus::data::NO_TIME;
use ssi_expr::render::number;
use ssi_score::Points;
use ssi_score::advise::Advice;
use ssi_score::explain::{Explanation, RulePart, Seen};
use ssi_score::rows::Told;
use ssi_score::standing::{Circle, Population, Standing};

use super::canvas::{Canvas, Ink, Painted, Paper};
use super::rows::{GradedText, Owed};
use super::scale::Scale;
use super::shown;
use crate::moves::signed;
use crate::standing::rank;
use crate::terminal::{count, thousands, wrap_text};
use crate::told::{day, told};

/// Rules, actions and people that are named; texts at either end.
const FEW: usize = 3;
/// Columns of the names of populations.
const NAMES: usize = 10;
/// Where the lines below a rule or a text begin.
const MARGIN: usize = 10;
/// Lines of a text whose words were asked for.
const LINES: usize = 3;
/// The most days in the line of a trend.
const DAYS: usize = 40;

/// What is known of a member.
pub struct Card<'a> {
    /// The day of the score.
    pub as_of: String,
    /// The window in days.
    pub window_days: u32,
    /// The score, taken apart.
    pub parts: &'a Explanation,
    /// The places among others.
    pub standing: &'a Standing,
    /// What would raise the score.
    pub advice: &'a Advice,
    /// The graded texts, from the best to the weakest.
    pub texts: Vec<GradedText>,
    /// Who waits for an answer; `None` where the corpus does not tell.
    pub owed: Option<Vec<Owed>>,
    /// The scores of days that compare, from the earliest; empty without a history.
    pub course: Vec<(Date, Points)>,
}

impl Card<'_> {
    /// Rules that earn most.
    pub(super) fn earned(&self) -> Vec<&RulePart> {
        let mut rules: Vec<&RulePart> = self.rules().filter(|r| r.points.is_some_and(|p| p.0 > 0)).collect();
        rules.sort_by_key(|r| std::cmp::Reverse(r.points));
        rules.truncate(FEW);
        rules
    }

    /// Rules that miss most of what they could give, and penalties that take most.
    pub(super) fn missed(&self) -> Vec<&RulePart> {
        let mut rules: Vec<&RulePart> = self.rules().filter(|r| lost(r).0 > 0).collect();
        rules.sort_by_key(|r| std::cmp::Reverse(lost(r)));
        rules.truncate(FEW);
        rules
    }

    fn rules(&self) -> impl Iterator<Item = &RulePart> {
        self.parts.pillars.iter().flat_map(|p| &p.rules)
    }
}

/// What a rule could have given more, or took; nothing where there was no evidence.
pub(super) fn lost(rule: &RulePart) -> Points {
    match rule.points {
        Some(points) if rule.penalty => Points(-points.0),
        Some(points) => Points(rule.possible.0 - points.0),
        None => Points(0),
    }
}

/// A value for people. The rule had evidence, so what is missing is not unknown: there is nothing to count.
fn value(x: f64) -> String {
    if x.is_nan() { "none".to_owned() } else { number(x) }
}

/// What a rule looked at, in its own words.
pub(crate) fn reason(seen: &[Seen]) -> String {
    let seen: Vec<String> = seen.iter().map(|s| format!("{} = {}", s.written, value(s.value))).collect();
    seen.join(", ")
}

/// The card as a page. No line is wider than the paper; colours say nothing that words do not say.
pub fn card_text(card: &Card<'_>, scale: &Scale, paper: Paper) -> Painted {
    let mut to = Canvas::new(paper);
    head(&mut to, card, scale);
    to.end();
    pillars(&mut to, card);
    to.end();
    places(&mut to, card);
    for (title, rules, misses) in [("earns most", card.earned(), false), ("misses most", card.missed(), true)]
    {
        if !rules.is_empty() {
            heading(&mut to, title);
            for rule in rules {
                rule_lines(&mut to, rule, misses);
            }
        }
    }
    actions(&mut to, card);
    texts(&mut to, card);
    owed(&mut to, card);
    to.done()
}

fn heading(to: &mut Canvas, title: &str) {
    to.end();
    to.space(1).put(Ink::Strong, title).end();
}

fn head(to: &mut Canvas, card: &Card<'_>, scale: &Scale) {
    let e = card.parts;
    let when = format!("{}, {} days", card.as_of, card.window_days);
    let room = to.width().saturating_sub(when.len() + 3);
    let name = if e.name.is_empty() { e.member.clone() } else { format!("{} ({})", e.member, e.name) };
    to.space(1).cell(Ink::Strong, &name, room).space(1).put(Ink::Faint, &when).end();
    let ink = scale.ink(scale.band(e.score));
    to.space(1)
        .put(Ink::Strong, &format!("{} of 100", e.score))
        .put(Ink::Plain, ", ")
        .put(ink, &e.band)
        .end();
    let columns = to.width() - 2;
    to.space(1).bar(ink, e.score.value() / 100.0, columns).end();
    // Where the bands begin, below the bar.
    to.space(1);
    for (from, name) in &scale.bands {
        let at = 1 + (from.value() / 100.0 * columns as f64).round() as usize;
        if to.column() <= at {
            to.to(at).put(Ink::Faint, &format!("{} {name}", number(from.value())));
            to.space(1);
        }
    }
    to.end();
}

fn pillars(to: &mut Canvas, card: &Card<'_>) {
    let (weakest, strongest) = card.standing.extremes.unzip();
    for (place, pillar) in card.parts.pillars.iter().enumerate() {
        let share = pillar.points.map_or(0.0, |p| p.value() / f64::from(pillar.cap).max(1.0));
        to.space(1).cell(Ink::Plain, &pillar.id, 14).right(Ink::Strong, &shown(pillar.points), 7);
        to.put(Ink::Plain, &format!(" of {:<3} ", pillar.cap));
        // The words behind the bar have room where the bar has some, too.
        let words = if to.left() >= 22 { 11 } else { 0 };
        let columns = to.left() - words;
        to.bar(Ink::Line, share, columns);
        let word = match place {
            _ if words == 0 => "",
            _ if pillar.points.is_none() => "no data",
            _ if weakest == Some(place) => "weakest",
            _ if strongest == Some(place) => "strongest",
            _ => "",
        };
        to.space(1).put(Ink::Plain, word);
        to.end();
    }
}

fn places(to: &mut Canvas, card: &Card<'_>) {
    for population in &card.standing.populations {
        let (what, name) = named(population);
        to.space(1).cell(Ink::Plain, what, NAMES).cell(Ink::Faint, &name, 22).space(1);
        to.put(Ink::Plain, &rank(population.place)).end();
    }
    let e = card.parts;
    to.space(1).cell(Ink::Plain, "coverage", NAMES).put(Ink::Plain, &format!("{:.0} %", 100.0 * e.coverage));
    if e.range.0 != e.range.1 {
        to.put(Ink::Faint, &format!("  with all data between {} and {}", e.range.0, e.range.1));
    }
    to.end();
    let drawn = &card.course[card.course.len().saturating_sub(DAYS.min(to.width() / 2))..];
    if let ([(day, first), .., (_, last)], Some(low), Some(high)) =
        (drawn, drawn.iter().map(|d| d.1).min(), drawn.iter().map(|d| d.1).max())
    {
        let height = f64::from((high.0 - low.0).max(1));
        let change = signed(Points(last.0 - first.0));
        to.space(1).cell(Ink::Plain, "trend", NAMES);
        to.heights(Ink::Line, drawn.iter().map(|(_, p)| (f64::from(p.0 - low.0) / height).max(0.1)));
        to.put(Ink::Plain, &format!("  {change}")).put(Ink::Faint, &format!(" since {day}")).end();
    }
}

/// Which population, and its name.
pub(crate) fn named(population: &Population) -> (&'static str, String) {
    match population.circle {
        Circle::Everyone => ("everyone", String::new()),
        Circle::Industry => ("industry", population.name.clone()),
        Circle::Team => ("team", population.name.clone()),
        Circle::Network => {
            let (scored, all) = (population.place.of.saturating_sub(1), population.connections.unwrap_or(0));
            let text = format!("{} of {} connections", thousands(scored.into()), thousands(all.into()));
            ("network", text)
        }
    }
}

fn rule_lines(to: &mut Canvas, rule: &RulePart, misses: bool) {
    let (points, ink) = if misses {
        (Points(-lost(rule).0), Ink::Poor)
    } else {
        (rule.points.unwrap_or_default(), Ink::Good)
    };
    let whole = if rule.penalty {
        format!("takes up to {}", Points(rule.possible.0.abs()))
    } else {
        format!("{} of {}", shown(rule.points), rule.possible)
    };
    to.right(ink, &signed(points), 8).space(2).put(Ink::Plain, &rule.title).end();
    to.space(MARGIN).put(Ink::Faint, &format!("{}: {whole}", rule.id)).end();
    let reason = short_reason(rule, to.width() - MARGIN);
    if !reason.is_empty() {
        to.space(MARGIN).put(Ink::Faint, &reason).end();
    }
    if misses {
        arrow(to, &rule.advice);
    }
}

/// The first things that a rule looked at, as many as fit in a line; the first one shortened, but with its value.
fn short_reason(rule: &RulePart, width: usize) -> String {
    let mut line = String::new();
    for seen in &rule.seen {
        let value = format!(" = {}", value(seen.value));
        let (have, room) = (line.chars().count(), width.saturating_sub(value.chars().count()));
        if line.is_empty() && seen.written.chars().count() > room {
            line = seen.written.chars().take(room.saturating_sub(1)).chain(['…']).collect();
            line.push_str(&value);
            break;
        }
        let comma = if line.is_empty() { "" } else { ", " };
        if have + comma.len() + seen.written.chars().count() > room {
            break;
        }
        line = format!("{line}{comma}{}{value}", seen.written);
    }
    line
}

/// What to do, in as many lines as it takes.
fn arrow(to: &mut Canvas, advice: &str) {
    let width = to.width() - MARGIN - 3;
    for (place, line) in wrap_text(advice, width).iter().enumerate() {
        let mark = if place == 0 { "→" } else { " " };
        to.space(MARGIN).put(Ink::Plain, mark).to(MARGIN + 2).put(Ink::Plain, line).end();
    }
}

fn actions(to: &mut Canvas, card: &Card<'_>) {
    heading(to, "best actions");
    let actions = &card.advice.actions;
    if actions.is_empty() {
        to.space(3).put(Ink::Plain, "nothing that is offered gains a tenth of a point").end();
    }
    for action in actions.iter().take(FEW) {
        to.right(Ink::Good, &signed(action.gain), 8).space(2);
        let effort = action.effort.in_words();
        let lines = wrap_text(&action.title, to.left().saturating_sub(effort.len() + 2).max(20));
        for (place, line) in lines.iter().enumerate() {
            to.to(MARGIN).put(Ink::Plain, line);
            if place == 0 {
                let at = to.width().saturating_sub(effort.len() + 1);
                to.to(at).put(Ink::Faint, effort);
            }
            to.end();
        }
    }
}

fn texts(to: &mut Canvas, card: &Card<'_>) {
    let all = &card.texts;
    if all.is_empty() {
        return;
    }
    heading(to, &format!("grades of {}", count(all.len() as f64, "text")));
    let best = all.len().div_ceil(2).min(FEW);
    let weakest = (all.len() - best).min(FEW);
    let ends = [("best", &all[..best]), ("weakest", &all[all.len() - weakest..])];
    for (name, some) in ends {
        for (place, text) in some.iter().enumerate() {
            to.space(3).cell(Ink::Plain, if place == 0 { name } else { "" }, 7);
            to.right(Ink::Strong, &format!("{:.2}", text.grade), 5).space(2);
            to.cell(Ink::Faint, &day(text.row.time).unwrap_or_default(), 10).space(2);
            let undated = Told { time: NO_TIME, ..text.row.clone() };
            to.put(Ink::Plain, &told(&undated)).end();
            let lines = text.text.as_deref().map_or(Vec::new(), |words| wrap_text(words, to.width() - 18));
            for (place, line) in lines.iter().take(LINES).enumerate() {
                let more = if place + 1 == LINES && lines.len() > LINES { " …" } else { "" };
                to.space(17).put(Ink::Faint, &format!("{line}{more}")).end();
            }
        }
    }
}

fn owed(to: &mut Canvas, card: &Card<'_>) {
    let Some(owed) = card.owed.as_ref().filter(|owed| !owed.is_empty()) else { return };
    heading(to, &format!("replies owed: {}", thousands(owed.len() as u64)));
    for one in owed.iter().take(FEW) {
        let since = format!("since {}", one.since);
        to.space(3).put(Ink::Plain, &format!("{since}  {}", one.person)).end();
    }
    if let Some(more) = owed.len().checked_sub(FEW).filter(|more| *more > 0) {
        to.space(3).put(Ink::Faint, &format!("and {} more", thousands(more as u64))).end();
    }
}
