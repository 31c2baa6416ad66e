//! Our figures beside LinkedIn's, as text.

use std::fmt::Write;

use comfy_table::{Cell, CellAlignment, Table, presets};
use ssi_corpus::saved::{Figures, Rank};
use ssi_score::compare::{Agreement, Correlation, ENOUGH, How, Line, SCORE, agreement};
use ssi_score::insights::{Interval, Side};

use crate::printable::printable;
use crate::terminal::{count, wrap_text};

/// The widest line, in characters.
const WIDTH: usize = 100;
/// How many members who are far apart are listed.
const FAR: usize = 5;
/// Fewer members are shown one by one.
pub(crate) const GROUP: usize = 3;
/// From this share on nothing worth a word is missing.
const WHOLE: f64 = 0.995;
/// Less data than this makes a score of ours low for want of data.
const LITTLE: f64 = 0.8;
/// A smaller difference needs no explanation, in points.
const WORTH_A_WORD: f64 = 1.0;

/// Our figures beside LinkedIn's.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The day of the score.
    pub as_of: String,
    /// The pack that made ours.
    pub rules: String,
    /// The members in both, in the order of their ids; at least one.
    pub members: Vec<Beside>,
    /// For each pillar, what LinkedIn can see and the corpus does not tell.
    pub unseen: Vec<(String, Vec<&'static str>)>,
    /// What to know before the figures.
    pub notes: Vec<String>,
    /// Figures that were left out: where they stand, whose they are, why.
    pub left: Vec<(String, String, String)>,
}

/// A member in both.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The id.
    pub member: String,
    /// The figures, ours and theirs.
    pub lines: Vec<Line>,
    /// What was saved.
    pub saved: Figures,
    /// How the member was found.
    pub by: How,
}

impl Beside {
    /// How far apart both are: in the score if both have one, else in the pillar that differs most; and in which.
    pub(crate) fn apart(&self) -> Option<(&Line, f64)> {
        let of = |line: &Line| line.difference();
        let score = self.lines.iter().find(|l| l.id == SCORE).and_then(|l| Some((l, of(l)?)));
        let most = || {
            self.lines.iter().filter_map(|l| Some((l, of(l)?))).max_by(|a, b| {
                // The first of equals.
                a.1.abs().total_cmp(&b.1.abs()).then(std::cmp::Ordering::Greater)
            })
        };
        score.or_else(most)
    }
}

impl Comparison {
    /// The pairs of a figure that both know, pillar by pillar.
    pub(crate) fn agreements(&self) -> Vec<(&str, Option<Agreement>)> {
        let mut ids: Vec<&str> = Vec::new();
        for line in self.members.iter().flat_map(|m| &m.lines) {
            if line.id != SCORE && !ids.contains(&line.id.as_str()) {
                ids.push(&line.id);
            }
        }
        ids.push(SCORE);
        let pairs = |id: &str| -> Vec<(f64, f64)> {
            let lines = self.members.iter().flat_map(|m| &m.lines).filter(|l| l.id == id);
            lines.filter_map(|l| l.ours.zip(l.theirs)).collect()
        };
        ids.into_iter().map(|id| (id, agreement(&pairs(id)))).collect()
    }

    /// The members from the one who is furthest apart.
    pub(crate) fn furthest(&self) -> Vec<(&Beside, &Line, f64)> {
        let mut all: Vec<_> =
            self.members.iter().filter_map(|m| m.apart().map(|(line, by)| (m, line, by))).collect();
        all.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()).then_with(|| a.0.member.cmp(&b.0.member)));
        all
    }
}

/// One member's figures, or those of all, beside LinkedIn's.
pub fn comparison_text(c: &Comparison) -> String {
    let mut out = String::new();
    let who = match c.members.as_slice() {
        [one] => printable(&one.member, 40),
        all => count(all.len() as f64, "member"),
    };
    let _ = writeln!(out, "{who} as of {}, beside the figures saved from LinkedIn", c.as_of);
    let head = format!(
        "ours: {}, yours to change; LinkedIn's recipe is not published, and ours does not imitate it. A difference is no \
         mistake of either.",
        printable(&c.rules, 60)
    );
    paragraph(&mut out, "", &head);
    for note in &c.notes {
        paragraph(&mut out, "note: ", &printable(note, 400));
    }
    if c.members.len() < GROUP {
        for one in &c.members {
            alone(&mut out, one, c.members.len() > 1);
        }
    } else {
        together(&mut out, c);
    }
    explain(&mut out, c);
    left(&mut out, &c.left);
    out
}

fn alone(out: &mut String, one: &Beside, named: bool) {
    out.push('\n');
    if named {
        let _ = writeln!(out, "{}", printable(&one.member, 60));
    }
    let mut table = table(&["", "ours", "LinkedIn's", "difference", "our coverage"]);
    for line in &one.lines {
        table.add_row([
            Cell::new(format!(" {}", line.id)),
            right(figure(line.ours)),
            right(figure(line.theirs)),
            right(line.difference().map_or("–".to_owned(), signed)),
            right(line.coverage.map_or("–".to_owned(), |share| format!("{:.0} %", 100.0 * share))),
        ]);
    }
    push(out, &table);
    if let Some((low, high)) =
        one.lines.iter().filter(|l| l.coverage.is_some_and(|c| c < WHOLE)).find_map(|l| l.range)
    {
        out.push('\n');
        let text = format!(
            "With the data that this corpus lacks, our score would lie between {low:.2} and {high:.2}."
        );
        paragraph(out, "", &text);
    }
    let ranks: Vec<String> = one.saved.ranks.iter().filter_map(rank).collect();
    if !ranks.is_empty() {
        out.push('\n');
        paragraph(out, "", &format!("LinkedIn's page also says: {}.", ranks.join("; ")));
    }
}

/// `top 9 % of the industry Shipping, whose mean is 34.4`
fn rank(rank: &Rank) -> Option<String> {
    let of = match (rank.group.to_uppercase().as_str(), &rank.industry) {
        ("INDUSTRY", Some(name)) => format!("the industry {}", printable(name, 40)),
        ("INDUSTRY", None) => "the industry".to_owned(),
        ("NETWORK", _) => "the network".to_owned(),
        _ => printable(&rank.group.to_lowercase(), 40),
    };
    let mean = rank.mean.map(|mean| format!("{mean:.1}"));
    match (rank.top_percent, mean) {
        (Some(top), Some(mean)) => Some(format!("top {top} % of {of}, whose mean is {mean}")),
        (Some(top), None) => Some(format!("top {top} % of {of}")),
        (None, Some(mean)) => Some(format!("the mean of {of} is {mean}")),
        (None, None) => None,
    }
}

fn together(out: &mut String, c: &Comparison) {
    let all = c.agreements();
    out.push('\n');
    let mut means =
        table(&["", "members", "ours", "LinkedIn's", "difference", "in the middle", "9 of 10 times in"]);
    for (id, found) in &all {
        let Some(a) = found else {
            means.add_row([Cell::new(format!(" {id}")), right("0".to_owned())]);
            continue;
        };
        means.add_row([
            Cell::new(format!(" {id}")),
            right(a.n.to_string()),
            right(format!("{:.2}", a.ours)),
            right(format!("{:.2}", a.theirs)),
            right(signed(a.difference)),
            right(signed(a.median)),
            right(a.interval.map_or("too few to say".to_owned(), |i| between(i, signed))),
        ]);
    }
    push(out, &means);
    let scores = c.members.iter().flat_map(|m| &m.lines).filter(|l| l.id == SCORE);
    let little = scores.filter(|l| l.coverage.is_some_and(|c| c < LITTLE)).count();
    if little > 0 {
        let text = format!(
            "For {little} of {} the corpus tells less than {:.0} % of what our rules look at: their scores are low for want of data.",
            count(c.members.len() as f64, "member"),
            100.0 * LITTLE
        );
        out.push('\n');
        paragraph(out, "", &text);
    }
    let _ = writeln!(
        out,
        "\nDo those who have more here have more there? 1: always, 0: no relation, -1: the reverse"
    );
    let mut relation = table(&["", "members", "by order (Spearman)", "on a line (Pearson)"]);
    for (id, found) in &all {
        let Some(a) = found else { continue };
        relation.add_row([
            Cell::new(format!(" {id}")),
            right(a.n.to_string()),
            right(correlation(a.n, a.spearman)),
            right(correlation(a.n, a.pearson)),
        ]);
    }
    push(out, &relation);
    let _ = writeln!(out, "\nFurthest apart");
    let mut far = table(&["", "in", "ours", "LinkedIn's", "difference"]);
    for (one, line, by) in c.furthest().into_iter().take(FAR) {
        far.add_row([
            Cell::new(format!(" {}", printable(&one.member, 40))),
            Cell::new(&line.id),
            right(figure(line.ours)),
            right(figure(line.theirs)),
            right(signed(by)),
        ]);
    }
    push(out, &far);
    let _ = writeln!(out, "\nWhat differs throughout");
    for text in hints(&all) {
        paragraph(out, "  ", &text);
    }
}

/// For each pillar on one side of LinkedIn's throughout, how far; never that this is wrong.
pub(crate) fn hints(all: &[(&str, Option<Agreement>)]) -> Vec<String> {
    let mut hints: Vec<String> = Vec::new();
    let pillars = || all.iter().filter(|(id, _)| *id != SCORE).filter_map(|(id, a)| Some((*id, a.as_ref()?)));
    for (id, a) in pillars() {
        let (word, n) = match a.interval.and_then(|i| i.side(0.0)) {
            Some(Side::Above) => ("higher", a.higher),
            Some(Side::Below) => ("lower", a.lower),
            None => continue,
        };
        hints.push(format!(
            "{id}: ours is {word} for {n} of {}, by {:.2} in the middle.",
            a.n,
            a.median.abs()
        ));
    }
    if pillars().all(|(_, a)| a.n < ENOUGH) {
        return vec![format!("Too few to say: fewer than {ENOUGH} members have a pillar in both.")];
    }
    if hints.is_empty() {
        return vec!["No pillar: the differences go both ways.".to_owned()];
    }
    hints.push(
        "To move a pillar, change the weights and numbers of its rules (`ssi rules list`); whether LinkedIn's figure is the \
         better aim is yours to say."
            .to_owned(),
    );
    hints
}

/// What a corpus cannot see of the pillars that differ.
fn explain(out: &mut String, c: &Comparison) {
    // Where we have nothing at all, that is the greatest difference.
    let apart = |l: &Line| match l.difference() {
        Some(by) => by.abs() >= WORTH_A_WORD,
        None => l.ours.is_none() && l.theirs.is_some(),
    };
    let differs = |id: &str| c.members.iter().flat_map(|m| &m.lines).any(|l| l.id == id && apart(l));
    let pillars: Vec<_> = c.unseen.iter().filter(|(id, what)| differs(id) && !what.is_empty()).collect();
    if pillars.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "\nWhat could be behind a difference: LinkedIn can see it, this corpus does not tell it"
    );
    for (id, what) in pillars {
        paragraph(out, &format!("  {id:<14} "), &what.join(", "));
    }
    paragraph(
        out,
        "  ",
        &format!(
            "Besides, LinkedIn's figures are of the day on which they were saved, ours are of {}.",
            c.as_of
        ),
    );
}

fn left(out: &mut String, left: &[(String, String, String)]) {
    if left.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{} left out", count(left.len() as f64, "row"));
    for (place, who, why) in left.iter().take(20) {
        paragraph(
            out,
            "  ",
            &format!("{} ({}): {}", printable(place, 60), printable(who, 40), printable(why, 120)),
        );
    }
    if left.len() > 20 {
        let _ = writeln!(out, "  and {} more: --json lists all", left.len() - 20);
    }
}

fn correlation(n: usize, found: Option<Correlation>) -> String {
    match found {
        None if n < ENOUGH => "too few to say".to_owned(),
        None => "all are alike".to_owned(),
        Some(Correlation { value, interval: None }) => format!("{value:.2} (no interval)"),
        Some(Correlation { value, interval: Some(i) }) => {
            format!("{:.2} {}", value + 0.0, between(i, |x| format!("{x:.2}")))
        }
    }
}

fn between(i: Interval, written: impl Fn(f64) -> String) -> String {
    format!("[{}, {}]", written(i.low), written(i.high))
}

fn figure(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |x| format!("{x:.2}"))
}

/// `+1.50`, `-0.20`, `0.00`
fn signed(value: f64) -> String {
    match (value * 100.0).round() / 100.0 {
        x if x > 0.0 => format!("+{x:.2}"),
        x if x < 0.0 => format!("{x:.2}"),
        _ => "0.00".to_owned(),
    }
}

fn right(text: String) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// An empty table; the first column is on the left.
fn table(heads: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(heads.iter().enumerate().map(|(place, head)| match place {
        0 => Cell::new(*head),
        _ => right((*head).to_owned()),
    }));
    table
}

fn push(out: &mut String, table: &Table) {
    for line in table.lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// A text below a head, in lines that fit; the rest is set in as far as the first line.
fn paragraph(out: &mut String, head: &str, text: &str) {
    let indent = head.chars().count();
    for (place, line) in wrap_text(text, WIDTH - indent).iter().enumerate() {
        let _ =
            if place == 0 { writeln!(out, "{head}{line}") } else { writeln!(out, "{:indent$}{line}", "") };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreed(differences: &[f64]) -> Option<Agreement> {
        let pairs: Vec<(f64, f64)> = differences.iter().map(|d| (10.0 + d, 10.0)).collect();
        agreement(&pairs)
    }

    #[test]
    fn hints_say_only_what_is_seen_throughout() {
        let one = |all: &[f64]| hints(&[("brand", agreed(all)), (SCORE, agreed(&[5.0; 9]))]);
        assert_eq!(one(&[1.0, 2.0, 3.0]), ["Too few to say: fewer than 5 members have a pillar in both."]);
        assert_eq!(one(&[]), ["Too few to say: fewer than 5 members have a pillar in both."]);
        assert_eq!(one(&[1.0, -2.0, 3.0, -1.0, 0.0]), ["No pillar: the differences go both ways."]);
        assert_eq!(
            one(&[1.0, 2.0, 3.0, 1.5, 2.5])[0],
            "brand: ours is higher for 5 of 5, by 2.00 in the middle."
        );
        assert_eq!(
            one(&[-1.0, -2.0, -3.0, -1.5, -2.5])[0],
            "brand: ours is lower for 5 of 5, by 2.00 in the middle."
        );
    }

    #[test]
    fn figures_in_print() {
        for (value, expected) in
            [(1.5, "+1.50"), (-0.2, "-0.20"), (0.0, "0.00"), (-0.001, "0.00"), (0.004, "0.00")]
        {
            assert_eq!(signed(value), expected);
        }
        let group = |group: &str, industry: Option<&str>, top_percent, mean| {
            rank(&Rank { group: group.to_owned(), industry: industry.map(str::to_owned), top_percent, mean })
        };
        for (found, expected) in [
            (
                group("INDUSTRY", Some("Shipping\u{1b}[1m"), Some(9.0), Some(34.44)),
                Some("top 9 % of the industry Shipping\u{fffd}[1m, whose mean is 34.4"),
            ),
            (group("NETWORK", None, Some(11.0), None), Some("top 11 % of the network")),
            (group("COMPANY", None, None, Some(30.0)), Some("the mean of company is 30.0")),
            (group("COMPANY", None, None, None), None),
        ] {
            assert_eq!(found.as_deref(), expected);
        }
    }
}
