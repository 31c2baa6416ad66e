//! All teams, a line each.

use std::fmt::Write as _;

use comfy_table::{Cell, CellAlignment, Table, presets};
use serde::Serialize;
use ssi_score::cohort::Totals;
use ssi_score::{Points, Scores};

use super::text::NOT_COMPARABLE;
use super::{View, visible};
use crate::printable::printable;
use crate::standing::gap;
use crate::terminal::thousands;

/// A team in the list of teams.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TeamLine {
    /// Its name.
    pub team: String,
    /// How many members.
    pub members: usize,
    /// How many of them were there on both days.
    pub both_days: usize,
    /// Their mean score; like all that follows, empty where the view shows sums only and there are too few members.
    pub mean: Option<f64>,
    /// Their score in the middle.
    pub median: Option<f64>,
    /// By how much the median of those who were there on both days has changed.
    pub change: Option<f64>,
    /// The pillar that gives the least of what it can.
    pub weakest: Option<String>,
}

/// All teams.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Teams {
    /// The day of the score.
    pub as_of: String,
    /// The day before; `None` where the corpus tells nothing of it.
    pub before: Option<String>,
    /// Whether the two days compare; if not, no team has a change.
    pub comparable: bool,
    /// What to know before the figures.
    pub notes: Vec<String>,
    /// The teams, in the order of their names.
    pub teams: Vec<TeamLine>,
}

/// The line of a team; without a change where the two days are not `comparable`.
pub fn team_line(
    scores: &Scores,
    name: &str,
    members: usize,
    totals: &Totals,
    view: View,
    comparable: bool,
) -> TeamLine {
    let (now, both) = visible(totals, view);
    let changed = both.filter(|_| comparable);
    TeamLine {
        team: name.to_owned(),
        members,
        both_days: totals.both.as_ref().map_or(0, |b| b.now.members),
        mean: now.map(|f| f.mean.value()),
        median: now.map(|f| f.median.value()),
        change: changed.map(|b| Points(b.now.median.0 - b.before.median.0).value()),
        weakest: now.and_then(|f| f.weakest(scores)).map(|p| scores.pillars[p].id.clone()),
    }
}

/// The list of teams as text.
pub fn teams_text(teams: &Teams) -> String {
    let Teams { as_of, before, comparable, notes, teams: lines } = teams;
    let day = before.as_ref().map_or(String::new(), |day| format!(", before: {day}"));
    let count = if lines.len() == 1 {
        "1 team".to_owned()
    } else {
        format!("{} teams", thousands(lines.len() as u64))
    };
    let mut out = format!("{count} as of {as_of}{day}\n");
    for note in notes {
        let _ = writeln!(out, "note: {note}");
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    let heads = ["members", "mean", "median", "change of median"].map(|head| right(head.into()));
    table.set_header([vec![Cell::new(" team")], heads.to_vec(), vec![Cell::new("weakest pillar")]].concat());
    let cell = |value: Option<f64>| value.map_or("–".to_owned(), |x| format!("{x:.2}"));
    for line in lines {
        let change = match line.change {
            Some(by) => gap(Points((by * f64::from(Points::UNIT)).round() as i32), Points(0)),
            // Where the view hides the figures, there is nothing that could compare.
            None if !comparable && before.is_some() && line.median.is_some() && line.both_days > 0 => {
                NOT_COMPARABLE.to_owned()
            }
            None => "–".to_owned(),
        };
        table.add_row([
            Cell::new(format!(" {}", printable(&line.team, 28))),
            right(thousands(line.members as u64)),
            right(cell(line.mean)),
            right(cell(line.median)),
            right(change),
            Cell::new(line.weakest.as_deref().unwrap_or("–")),
        ]);
    }
    let rows: Vec<String> = table.lines().map(|l| l.trim_end().to_owned()).collect();
    let _ = writeln!(out, "\n{}", rows.join("\n"));
    out
}
