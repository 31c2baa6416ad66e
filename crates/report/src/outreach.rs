//! What was sent and what came of it, as text: a part of the page of insights.

use std::fmt::Write;

use ssi_score::insights::{CONFIDENCE, GRACE_DAYS, LEAST_SENT, Rate, RateTable, Sent, Side, Template};

use crate::insights::{heading, paragraph, quoted};
use crate::printable::printable;
use crate::terminal::{count, thousands};

/// How many templates are shown; JSON has them all.
const TEMPLATES: usize = 10;

/// Openings or invitations: `came` is what could come of them, `file` where they would be read from.
pub(crate) fn sent(out: &mut String, found: Option<&Sent>, title: &str, came: &str, file: &str, alone: bool) {
    let Some(found) = found else {
        heading(out, title, &format!("no {file}, so there is nothing to learn from yet."));
        return;
    };
    let (young, unknown) = (found.young, found.unknown);
    let young = match young {
        0 => String::new(),
        n => format!(" Left out: {} younger than {GRACE_DAYS} days.", number(n)),
    };
    let unknown = match unknown {
        0 => String::new(),
        n => format!(" Of {} nobody told what became of them.", number(n)),
    };
    let all = &found.all;
    let Some((rate, interval)) = all.rate.zip(all.interval) else {
        let had = if all.sent == 0 {
            "none".to_owned()
        } else {
            format!("{} of {} {came}", number(all.hits), number(all.sent))
        };
        let need = format!(
            "{had}; a rate takes at least {LEAST_SENT} that are {GRACE_DAYS} days old.{young}{unknown}"
        );
        heading(out, title, &need);
        return;
    };
    let said = format!(
        "{} of {} {came}, {:.0} % ({:.0} % interval {:.0}–{:.0} %).{young}{unknown}",
        number(all.hits),
        number(all.sent),
        100.0 * rate,
        100.0 * CONFIDENCE,
        100.0 * interval.low,
        100.0 * interval.high
    );
    heading(out, title, &said);

    templates(out, found, came, alone);
    for table in &found.tables {
        rates(out, table, found.all.sent, came, alone);
    }
}

fn templates(out: &mut String, found: &Sent, came: &str, alone: bool) {
    if found.templates.is_empty() {
        return;
    }
    rate_head(out, "words sent to several people", came, alone);
    let (shown, little): (Vec<&Template>, Vec<&Template>) =
        found.templates.iter().partition(|t| t.rate.rate.is_some());
    for template in shown.iter().take(TEMPLATES) {
        rate_line(out, &template.rate, alone);

        let days = match (&*template.first, &*template.last) {
            ("", _) => String::new(),
            (first, last) if first == last => format!(", {first}"),
            (first, last) => format!(", {first} to {last}"),
        };
        let words = count(template.words, "word");
        let people = match template.people {
            1 => "1 person".to_owned(),
            n => format!("{} people", number(n)),
        };
        paragraph(out, "      ", &format!("{words}, to {people}{days}"));
        if let Some(text) = &template.text {
            quoted(out, text);
        }
    }
    if shown.len() > TEMPLATES {
        let _ = writeln!(out, "    and {} more templates, in --json", shown.len() - TEMPLATES);
    }
    if let Some(own) = &found.own_words {
        if own.rate.is_some() {
            rate_line(out, own, alone);
        } else {
            paragraph(
                out,
                "    ",
                &format!("too little data: own words each time ({} sent)", number(own.sent)),
            );
        }
    }
    if !little.is_empty() {
        let sent: usize = little.iter().map(|t| t.rate.sent).sum();
        let which = count(little.len() as f64, "template");
        paragraph(out, "    ", &format!("too little data: {which} ({} sent in all)", number(sent)));
    }
}

/// A table of groups, and how many of `all` belong to none of them.
fn rates(out: &mut String, table: &RateTable, all: usize, came: &str, alone: bool) {
    rate_head(out, table.title, came, alone);
    let (shown, little): (Vec<&Rate>, Vec<&Rate>) = table.groups.iter().partition(|g| g.rate.is_some());
    for rate in shown {
        rate_line(out, rate, alone);
    }
    if !little.is_empty() {
        let parts: Vec<String> =
            little.iter().map(|g| format!("{} ({} sent)", printable(&g.name, 26), number(g.sent))).collect();
        paragraph(out, "    ", &format!("too little data: {}", parts.join("; ")));
    }
    if let Some(left) = in_no_group(table, all) {
        paragraph(out, "    ", &left);
    }
}

/// How many of `all` are in no group, and why; `None` where each is in one.
fn in_no_group(table: &RateTable, all: usize) -> Option<String> {
    let told: usize = table.groups.iter().map(|g| g.sent).sum();
    let without = match table.id {
        "seniority" => "without a known title",
        "campaign" => "without a campaign",
        _ => "of which nobody told",
    };
    let left = all.checked_sub(told).filter(|n| *n > 0)?;
    Some(format!("({} {without})", number(left)))
}

fn number(n: usize) -> String {
    thousands(n as u64)
}

fn rate_head(out: &mut String, title: &str, came: &str, alone: bool) {
    let who = if alone { "" } else { "  members" };

    let _ = writeln!(out, "\n  {title:<28} {came:>8}  {:>13}  {:>6}{who}", "90 % interval", "sent");
}

fn rate_line(out: &mut String, one: &Rate, alone: bool) {
    let (Some(rate), Some(interval)) = (one.rate, one.interval) else { return };
    let mark =
        one.side.map_or("", |side| if side == Side::Above { "  more than all" } else { "  less than all" });
    let who = if alone { String::new() } else { format!("  {:>7}", number(one.senders)) };
    let rate = format!("{:.0} %", 100.0 * rate);
    let interval = format!("{:.0}–{:.0} %", 100.0 * interval.low, 100.0 * interval.high);
    let name = printable(&one.name, 26);
    let _ = writeln!(out, "    {name:<26} {rate:>8}  {interval:>13}  {:>6}{who}{mark}", number(one.sent));
}
