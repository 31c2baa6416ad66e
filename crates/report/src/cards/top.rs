//! The best or the last members of a run by one column.

use rayon::prelude::*;
use serde_json::{Map, Value, json};
use ssi_score::Points;

use super::canvas::{Canvas, Ink, Painted, Paper};
use super::scale::Scale;
use super::shown;
use crate::json::pretty;
use crate::terminal::thousands;
use crate::written::{Column, Groups, Places, Written};

/// What members are ordered by.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The score.
    Score,
    /// The share of all points that had evidence.
    Coverage,
    /// A pillar or a rule.
    Points(&'a Column),
    /// The rank in a group: the name of the column, the ranks, the names of the groups where they have any.
    Rank(&'static str, &'a Places, Option<&'a Groups>),
}

impl<'a> By<'a> {
    /// What a column of the table stands for; `None` for one that nobody can be ordered by.
    pub fn of(written: &'a Written, column: &str) -> Option<Self> {
        Some(match column {
            "score" | "rank" => Self::Score,
            "coverage" => Self::Coverage,
            "industry_rank" => Self::Rank("industry_rank", &written.industry.places, Some(&written.industry)),
            "team_rank" => Self::Rank("team_rank", &written.team.places, Some(&written.team)),
            "network_rank" => Self::Rank("network_rank", &written.network, None),
            column => Self::Points(written.column(column)?),
        })
    }

    /// The name of the column.
    pub fn id(&self) -> &str {
        match self {
            Self::Score => "score",
            Self::Coverage => "coverage",
            Self::Points(column) => &column.id,
            Self::Rank(id, ..) => id,
        }
    }

    /// What comes first is greatest; `None` where there is nothing to compare.
    fn key(&self, written: &Written, row: usize) -> Option<i64> {
        match self {
            Self::Score => Some(written.score[row].0.into()),
            Self::Coverage => Some((f64::from(written.coverage[row]) * 10_000.0).round() as i64),
            Self::Points(column) => column.points.at(row).map(|p| p.0.into()),
            // Of equal ranks the one among more.
            Self::Rank(_, places, _) => {
                let (rank, of) = (i64::from(places.rank[row]), i64::from(places.of[row]));
                (rank > 0).then_some(of - (rank << 32))
            }
        }
    }
}

/// Members in an order.
#[derive(Clone, Debug)]
pub struct Top<'a> {
    by: By<'a>,
    /// Whether the last come first.
    bottom: bool,
    /// The rows that are listed.
    rows: Vec<usize>,
    /// The place of each from 1; equal ones share one.
    ranks: Vec<usize>,
    /// How many could have been listed.
    of: usize,
    /// How many have nothing in that column.
    without: usize,
}

/// Orders members by a column and takes the first `n`, or the last. Those without a value are left out and counted; equal ones stand in
/// the order of the table, which is that of the score and then of the id.
///
/// `keep` says who is asked about. Costs a pass and an order of those.
pub fn top<'a>(
    written: &Written,
    by: By<'a>,
    n: usize,
    bottom: bool,
    keep: impl Fn(usize) -> bool + Sync,
) -> Top<'a> {
    let asked: Vec<usize> = (0..written.rows()).into_par_iter().filter(|&row| keep(row)).collect();
    let mut keyed: Vec<(i64, usize)> = asked
        .par_iter()
        .filter_map(|&row| by.key(written, row).map(|key| (if bottom { key } else { -key }, row)))
        .collect();
    keyed.par_sort_unstable();
    let mut ranks: Vec<usize> = Vec::new();
    for (place, (key, _)) in keyed.iter().take(n).enumerate() {
        let shared = ranks.last().copied().filter(|_| keyed[place - 1].0 == *key);
        ranks.push(shared.unwrap_or(place + 1));
    }
    Top {
        by,
        bottom,
        rows: keyed.iter().take(n).map(|(_, row)| *row).collect(),
        ranks,
        of: keyed.len(),
        without: asked.len() - keyed.len(),
    }
}

/// Why somebody is not listed.
fn without(top: &Top<'_>) -> Option<String> {
    let n = thousands(top.without as u64);
    match top.without {
        0 => None,
        1 => Some(format!("1 member is left out: nothing in {}", top.by.id())),
        _ => Some(format!("{n} members are left out: nothing in {}", top.by.id())),
    }
}

/// The list as a page: a bar for each. `whom` says who was asked about, as in "of the team North".
pub fn top_text(written: &Written, top: &Top<'_>, whom: &str, scale: &Scale, paper: Paper) -> Painted {
    let mut to = Canvas::new(paper);
    let end = if top.bottom { "lowest" } else { "highest" };
    let (n, of) = (thousands(top.rows.len() as u64), thousands(top.of as u64));
    to.put(Ink::Strong, &format!("{n} {end} of {of} members")).put(Ink::Plain, whom);
    to.put(Ink::Strong, &format!(" by {}", top.by.id()));
    let day = format!(", {}", written.summary.as_of);
    if day.len() <= to.left() {
        to.put(Ink::Faint, &day);
    }
    to.end();
    to.end();
    let bands = written.bands.words.iter().map(|band| band.chars().count()).max().unwrap_or(0);
    // The band has room beside a bar of some length, or is left out where the line says it by its score.
    let bands = if to.width() >= 72 { bands.min(18) + 2 } else { 0 };
    let names = 18.max(to.width() / 4);
    let (head, value) = match top.by {
        By::Score => ("score", 8),
        By::Coverage => ("coverage", 8),
        By::Points(_) => ("points", 8),
        By::Rank(..) => ("in group", 15),
    };
    to.right(Ink::Faint, "rank", 7).space(2).cell(Ink::Faint, "member", names);
    to.right(Ink::Faint, head, value);
    to.end();
    let most = top.rows.iter().filter_map(|&row| extent(written, &top.by, row)).fold(0.0, f64::max);
    let most = scale.cap(top.by.id()).map_or(most, Points::value).max(f64::MIN_POSITIVE);
    for (&row, rank) in top.rows.iter().zip(&top.ranks) {
        let band = scale.band(written.score[row]);
        to.right(Ink::Plain, &thousands(*rank as u64), 7).space(2);
        to.cell(Ink::Plain, written.members.at(row), names).right(
            Ink::Strong,
            &told(written, &top.by, row),
            value,
        );
        to.space(1);
        match (&top.by, extent(written, &top.by, row)) {
            (By::Rank(_, _, groups), _) => {
                let name = groups.map_or("", |groups| groups.names.at(row));
                let room = to.left().saturating_sub(9);
                to.space(1).cell(Ink::Plain, name, room).right(
                    Ink::Faint,
                    &shown(Some(written.score[row])),
                    7,
                );
            }
            (_, Some(extent)) => {
                let columns = to.left().saturating_sub(bands);
                to.bar(scale.ink(band), extent / most, columns);
                if bands > 0 {
                    to.space(2).put(Ink::Plain, written.bands.at(row));
                }
            }
            (_, None) => {}
        }
        to.end();
    }
    if let Some(without) = without(top) {
        to.end();
        to.put(Ink::Faint, &without).end();
    }
    to.done()
}

/// How long a bar is: penalties grow, too.
fn extent(written: &Written, by: &By<'_>, row: usize) -> Option<f64> {
    match by {
        By::Score => Some(written.score[row].value()),
        By::Coverage => Some(f64::from(written.coverage[row])),
        By::Points(column) => column.points.at(row).map(|p| p.value().abs()),
        By::Rank(..) => None,
    }
}

/// The value in words.
fn told(written: &Written, by: &By<'_>, row: usize) -> String {
    match by {
        By::Score => shown(Some(written.score[row])),
        By::Coverage => format!("{:.0} %", 100.0 * written.coverage[row]),
        By::Points(column) => shown(column.points.at(row)),
        By::Rank(_, places, _) => {
            format!("{} of {}", thousands(places.rank[row].into()), thousands(places.of[row].into()))
        }
    }
}

/// The list for programs, with the columns of the members' table but those of rules.
pub fn top_json(written: &Written, top: &Top<'_>) -> String {
    let row_json = |(&row, &place): (&usize, &usize)| {
        let text = |name: &str| if name.is_empty() { Value::Null } else { json!(name) };
        let count = |n: u32| if n == 0 { Value::Null } else { json!(n) };
        let mut value = Map::new();
        let mut add = |name: &str, cell: Value| value.insert(name.to_owned(), cell);
        add("place", json!(place));
        add("member", json!(written.members.at(row)));
        add("score", json!(written.score[row].value()));
        add("band", json!(written.bands.at(row)));
        for pillar in &written.pillars {
            add(&pillar.id, json!(pillar.points.at(row).map(Points::value)));
        }
        add("coverage", json!((f64::from(written.coverage[row]) * 10_000.0).round() / 10_000.0));
        add("low", json!(written.low[row].value()));
        add("high", json!(written.high[row].value()));
        add("rank", count(written.rank[row]));
        for (name, groups) in [("industry", &written.industry), ("team", &written.team)] {
            add(name, text(groups.names.at(row)));
            add(&format!("{name}_rank"), count(groups.places.rank[row]));
            add(&format!("{name}_members"), count(groups.places.of[row]));
        }
        add("network_rank", count(written.network.rank[row]));
        add("network_members", count(written.network.of[row]));
        if let By::Points(column) = &top.by {
            add(&column.id, json!(column.points.at(row).map(Points::value)));
        }
        Value::Object(value)
    };
    pretty(&json!({
        "as_of": written.summary.as_of,
        "by": top.by.id(),
        "bottom": top.bottom,
        "of": top.of,
        "without": top.without,
        "members": top.rows.iter().zip(&top.ranks).map(row_json).collect::<Vec<_>>(),
    }))
}
