//! What works, as text and as JSON.

use std::fmt::Write;

use serde_json::json;
use ssi_score::insights::{
    CONFIDENCE, Counted, Group, Insights, LEAST_AUTHORS, LEAST_POSTS, LEAST_TEXTS, Named, SETTLED_DAYS, Side,
    Table, USUAL,
};

use crate::json::pretty;
use crate::outreach::sent;
use crate::printable::printable;
use crate::terminal::{count, thousands, wrap_text};

/// The widest line, in characters.
const WIDTH: usize = 100;

/// Whose page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    /// Everybody's.
    All,
    /// A team's.
    Team(&'a str),
    /// One member's.
    Member(&'a str),
}

/// The page of a member, a team or all. `as_of` is the day of the score.
pub fn insights_text(found: &Insights, whose: Whose<'_>, as_of: &str) -> String {
    let mut out = String::new();
    let members = count(found.members as f64, "member");
    let name = match whose {
        Whose::All if found.members == 1 => format!("the {members}"),
        Whose::All => format!("all {members}"),
        Whose::Team(team) => format!("team {} ({members})", printable(team, 40)),
        Whose::Member(member) => printable(member, 60),
    };
    let _ = writeln!(out, "What works: {name}, everything up to {as_of}");
    posts(&mut out, found, whose);
    months(&mut out, found, as_of);
    extremes(&mut out, found);
    let openings = found.openings.as_ref();
    let alone = matches!(whose, Whose::Member(_));
    sent(&mut out, openings, "Opening messages", "answered", "messages.csv", alone);
    let invitations = found.invitations.as_ref();
    sent(&mut out, invitations, "Invitations", "accepted", "invitations.csv", alone);
    let outreach = openings.into_iter().chain(invitations);
    if outreach.flat_map(|s| &s.tables).flat_map(|t| &t.groups).any(|g| g.side.is_some()) {
        let who =
            if alone { "" } else { " One member's habit can make a group: look how many members it has." };
        out.push('\n');
        paragraph(&mut out, "", &format!("What is seen together is not yet a cause.{who}"));
    }
    out
}

fn posts(out: &mut String, found: &Insights, whose: Whose<'_>) {
    let Some(counted) = found.posts else {
        heading(
            out,
            "Posts",
            "no posts.csv, so there is nothing to learn from yet; `ssi columns --files` lists what to supply.",
        );
        return;
    };
    if counted.posts == 0 {
        heading(out, "Posts", "none yet, so there is nothing to learn from. Come back after the first five.");
        return;
    }
    let alone = matches!(whose, Whose::Member(_));
    let by = if alone { String::new() } else { format!(" by {}", count(counted.authors as f64, "member")) };
    let number = thousands(counted.compared as u64);
    let compared = match counted.compared {
        0 => "none of them can be compared".to_owned(),
        n if n == counted.posts => "all can be compared".to_owned(),
        _ if alone => format!("{number} can be compared"),
        _ => format!("{number} by {} can be compared", thousands(counted.compared_authors as u64)),
    };
    heading(out, "Posts", &format!("{}{by}; {compared}.", count(counted.posts as f64, "post")));
    left_out(out, &counted);
    if counted.compared == 0 {
        let needs = format!(
            "Needed: reactions (better with comments, reposts and views) in posts.csv, and at least {USUAL} posts of an author \
             that are {SETTLED_DAYS} days old."
        );
        paragraph(out, "  ", &needs);
        return;
    }

    if found.reception.iter().all(|t| t.groups.is_empty()) {
        let of = if alone { String::new() } else { format!(" by {LEAST_AUTHORS} authors") };
        let few =
            format!("Too few to say what works: a group takes {LEAST_POSTS} posts{of} that can be compared.");
        paragraph(out, "  ", &few);
        return;
    }
    let scale = match counted.per_view {
        0 => "",
        n if n == counted.compared => ", for each view",
        _ => ", for each view where views are known",
    };
    let whose = if alone { "the median of these posts" } else { "the median of the author's own posts" };
    paragraph(
        out,
        "  ",
        &format!("1.00 × is the usual: {whose}, counting reactions + 3 × comments + re-shares{scale}."),
    );
    stand_out(out, &found.reception);

    let (told, silent): (Vec<&Table>, Vec<&Table>) =
        found.reception.iter().partition(|t| !t.groups.is_empty());
    for table in told {
        reception(out, table, alone);
    }
    if !silent.is_empty() {
        let titles: Vec<&str> = silent.iter().map(|t| t.title).collect();
        out.push('\n');
        paragraph(out, "  ", &format!("too little data in every group of: {}", titles.join("; ")));
    }
}

fn left_out(out: &mut String, counted: &Counted) {
    let parts = [
        (counted.young, format!("younger than {SETTLED_DAYS} days")),
        (counted.unknown, "without figures".to_owned()),
        (counted.without_views, "without views, which most of their author's posts have".to_owned()),
        (counted.few, format!("by authors with fewer than {USUAL} to compare")),
        (counted.nothing_usual, "by authors who usually get nothing".to_owned()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, why)| format!("{} {why}", thousands(n as u64)))
        .collect();
    if !parts.is_empty() {
        paragraph(out, "  ", &format!("left out: {}", parts.join("; ")));
    }
}

/// In sentences what differs from the usual; or that nothing does.
fn stand_out(out: &mut String, tables: &[Table]) {
    let groups: Vec<(&Table, &Group)> =
        tables.iter().flat_map(|t| t.groups.iter().map(move |g| (t, g))).collect();
    let _ = writeln!(out, "\nwhat stands out");

    let mut told: Vec<&(&Table, &Group)> = groups.iter().filter(|(_, g)| g.side.is_some()).collect();
    told.sort_by(|a, b| b.1.times_usual.total_cmp(&a.1.times_usual));
    // The same posts can be a group in several ways, and are told once.
    let same = |a: &Group, b: &Group| {
        (a.posts, a.authors, a.times_usual, a.interval) == (b.posts, b.authors, b.times_usual, b.interval)
    };
    for (place, (table, group)) in told.iter().enumerate() {
        if told[..place].iter().any(|(_, earlier)| same(earlier, group)) {
            continue;
        }
        let others: Vec<String> = told[place + 1..]
            .iter()
            .filter(|(_, later)| same(later, group))
            .map(|(table, later)| posts_of(table, later).replacen("Posts", "those", 1))
            .collect();
        let others =
            if others.is_empty() { String::new() } else { format!("; so did {}", others.join(" and ")) };
        let authors = if group.authors > 1 {
            format!(" by {}", count(group.authors as f64, "author"))
        } else {
            String::new()
        };
        let posts = count(group.posts as f64, "post");
        paragraph(
            out,
            "  ",
            &format!(
                "{} got {:.2} × the usual ({:.0} % interval {:.2}–{:.2}, {posts}{authors}){others}.",
                posts_of(table, group),
                group.times_usual,
                100.0 * CONFIDENCE,
                group.interval.low,
                group.interval.high
            ),
        );
    }
    let chance = (groups.len() as f64 * (1.0 - CONFIDENCE)).round();
    let chance = if chance < 1.0 {
        "one might stand out by chance alone".to_owned()
    } else {
        format!("about {chance} would stand out by chance alone")
    };
    let counted = match told.len() {
        0 => format!(
            "nothing: in none of the {} groups below does the interval leave out the usual.",
            groups.len()
        ),
        n => format!(
            "{n} of {} groups; {chance}. What is seen together is not yet a cause: try it, and look again.",
            groups.len()
        ),
    };
    paragraph(out, "  ", &counted);
}

/// `Posts of 60 to 119 words`.
fn posts_of(table: &Table, group: &Group) -> String {
    let name = printable(&group.name, 40);
    match (table.id, name.as_str()) {
        ("length", "no text") => "Posts without a text".to_owned(),
        ("length", _) => format!("Posts of {name} words"),
        ("hook", _) => format!("Posts that begin with {name}"),
        ("grade", _) => format!("Posts with a grade of {name}"),
        ("hashtags", "none") => "Posts without a hashtag".to_owned(),
        ("hashtags", _) => format!("Posts with {name} hashtags"),
        ("weekday", _) => format!("Posts on a {name}"),
        ("hour", _) => format!("Posts in the {} (UTC)", name.replace(", ", " from ")),
        (other, _) => format!("Posts of the {other} “{name}”"),
    }
}

fn reception(out: &mut String, table: &Table, alone: bool) {
    let who = if alone { "" } else { "  authors" };
    let _ = writeln!(
        out,
        "\n  {:<28} {:>7}  {:>13}  {:>6}{who}",
        table.title, "× usual", "90 % interval", "posts"
    );
    for g in &table.groups {
        let authors = if alone { String::new() } else { format!("  {:>7}", thousands(g.authors as u64)) };
        let interval = format!("{:.2}–{:.2}", g.interval.low, g.interval.high);
        let mark = g.side.map_or("", |side| if side == Side::Above { "  more" } else { "  less" });
        let name = printable(&g.name, 26);
        let _ = writeln!(
            out,
            "    {name:<26} {:>7.2}  {interval:>13}  {:>6}{authors}{mark}",
            g.times_usual,
            thousands(g.posts as u64)
        );
    }
    if !table.too_little.is_empty() {
        let authors = |l: &ssi_score::insights::Little| {
            let few = !alone && l.posts >= LEAST_POSTS && l.authors < LEAST_AUTHORS;
            if few { format!(" by {}", count(l.authors as f64, "author")) } else { String::new() }
        };
        let parts: Vec<String> = table
            .too_little
            .iter()
            .map(|l| format!("{} ({}{})", printable(&l.name, 26), count(l.posts as f64, "post"), authors(l)))
            .collect();
        paragraph(out, "    ", &format!("too little data: {}", parts.join("; ")));
    }
}

fn months(out: &mut String, found: &Insights, as_of: &str) {
    if found.substance.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nSubstance by month: the mean grade of the texts, of 100");
    for month in &found.substance {
        let mean = month.mean_grade.map_or("–".to_owned(), |g| format!("{:.1}", 100.0 * g));
        let few = if month.mean_grade.is_none() {
            format!("  (a mean takes {LEAST_TEXTS})")
        } else {
            String::new()
        };
        let bar = "█".repeat(month.mean_grade.map_or(0, |g| (40.0 * g).round() as usize));

        let by = if found.members > 1 {
            format!(" by {}", thousands(month.authors as u64))
        } else {
            String::new()
        };
        let posts = format!("{}{by}", count(month.posts as f64, "post"));
        let so_far = if as_of.starts_with(&month.month) && !ends_a_month(as_of) { " so far" } else { "" };
        let line = format!("  {}  {mean:>5}  {:<24}  {bar}{few}", month.month, format!("{posts}{so_far}"));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// Whether a day as in 2026-08-31 is the last of its month.
fn ends_a_month(day: &str) -> bool {
    let part = |from: usize, to: usize| day.get(from..to).and_then(|p| p.parse::<u32>().ok()).unwrap_or(0);
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    day == match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn extremes(out: &mut String, found: &Insights) {
    for (title, named) in [("Best posts", &found.best), ("Weakest posts", &found.weakest)] {
        if named.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{title}");
        for one in named {
            post_line(out, one);
        }
    }
}

fn post_line(out: &mut String, one: &Named) {
    let grade = one.grade.map_or("no text".to_owned(), |g| format!("grade {:.1}", 100.0 * g));
    let got = one.times_usual.map_or("reception unknown".to_owned(), |t| format!("{t:.2} × the usual"));
    let _ = writeln!(out, "  {:<24} {:<10}  {grade:<10}  {got}", printable(&one.post, 24), one.day);
    if let Some(text) = &one.text {
        quoted(out, text);
    }
}

/// A text that was asked for, cut to a few lines.
pub(crate) fn quoted(out: &mut String, text: &str) {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !flat.is_empty() {
        paragraph(out, "      ", &format!("“{}”", printable(&flat, 300)));
    }
}

pub(crate) fn heading(out: &mut String, title: &str, text: &str) {
    out.push('\n');
    paragraph(out, "", &format!("{title}: {text}"));
}

/// A text in lines of at most [`WIDTH`] characters, each after `margin`.
pub(crate) fn paragraph(out: &mut String, margin: &str, text: &str) {
    for line in wrap_text(text, WIDTH - margin.len()) {
        let _ = writeln!(out, "{margin}{line}");
    }
}

/// Everything as JSON.
pub fn insights_json(found: &Insights, whose: Whose<'_>, as_of: &str) -> String {
    let (scope, name) = match whose {
        Whose::All => ("all", None),
        Whose::Team(team) => ("team", Some(team)),
        Whose::Member(member) => ("member", Some(member)),
    };
    let page = json!({
        "note": "What is seen together is not yet a cause. Ratios are to the author's own median; rates and medians have 90 % intervals.",
        "scope": scope,
        "name": name,
        "as_of": as_of,
        "confidence": CONFIDENCE,
        "insights": found,
    });
    pretty(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_the_calendar_says() {
        let ends = ["2026-08-31", "2026-06-30", "2026-02-28", "2028-02-29", "2100-02-28"];
        assert!(ends.iter().all(|day| ends_a_month(day)));
        let goes_on = ["2026-08-30", "2028-02-28", "2026-06-29", ""];
        assert!(goes_on.iter().all(|day| !ends_a_month(day)));
    }
}
