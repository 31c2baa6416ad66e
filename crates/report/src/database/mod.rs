//! What a run wrote, as an `SQLite` database: members, pillars, rules, points, groups, rejects, inputs, the run, and a table that
//! says what each column means.
//!
//! Points stand in long form, clustered by rule and then by member, so one order serves the questions about a rule and those
//! about a member. Members and rules are numbers there: a million members and forty rules are forty million rows.

mod layout;
#[cfg(test)]
mod tests;

use std::path::Path;

use rusqlite::{Connection, params};
use ssi_rules::Model;
use ssi_score::Points;

use crate::atomic::{WriteError, write_at};
use crate::guard::unguarded;
use crate::summary::{GroupSummary, Summary};
use crate::written::Written;
use layout::{INDEXES, Layout, MISSING, TABLES, VIEWS};

/// Writes the database; `model` is the pack of the run where it is still there, `rejects` what `rejects.csv` holds.
///
/// Costs one to two microseconds a row: a member has one for each pillar and rule.
///
/// # Errors
/// When it cannot be written; what was at `path` before stays as it was.
pub fn write_database(
    written: &Written,
    model: Option<&Model>,
    rejects: &[Vec<String>],
    path: &Path,
) -> Result<(), WriteError> {
    write_at(path, |passing| fill(written, model, rejects, passing).map_err(std::io::Error::other))
}

/// The rows of `rejects.csv`, as they were before they were made safe for spreadsheets.
///
/// # Errors
/// When the file cannot be read, or is not one of ours; where it is not there, there are no rejects.
pub fn read_rejects(path: &Path) -> std::io::Result<Vec<Vec<String>>> {
    let file = match std::fs::File::open(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        file => file?,
    };
    let columns = table("rejects").columns;
    let mut reader = csv::Reader::from_reader(file);
    if !reader.headers()?.iter().eq(columns.iter().map(|(name, ..)| *name)) {
        return Err(std::io::Error::other("it has other columns than ssi writes"));
    }
    let rows = reader.records().map(|row| Ok(row?.iter().map(|cell| unguarded(cell).to_owned()).collect()));
    rows.collect()
}

fn table(name: &str) -> &'static Layout {
    TABLES.iter().find(|table| table.name == name).expect("a table of ours")
}

fn fill(
    written: &Written,
    model: Option<&Model>,
    rejects: &[Vec<String>],
    path: &Path,
) -> rusqlite::Result<()> {
    let mut base = Connection::open(path)?;
    // The file is in passing until it is whole, so nothing has to be kept for the case of a crash.
    base.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;",
    )?;
    let all = base.transaction()?;
    for table in &TABLES {
        all.execute_batch(&table.create())?;
    }
    members(&all, written)?;
    rules(&all, written, model)?;
    points(&all, written)?;
    about(&all, &written.summary, rejects)?;
    for (name, query) in VIEWS {
        all.execute_batch(&format!("CREATE VIEW {name} AS {query}"))?;
    }
    all.execute_batch(INDEXES)?;
    columns(&all)?;
    all.commit()?;
    base.close().map_err(|(_, e)| e)
}

fn members(base: &Connection, written: &Written) -> rusqlite::Result<()> {
    let mut row = base.prepare(&table("members").insert())?;
    let count = |x: u32| (x > 0).then_some(x);
    let word = |word: &str| (!word.is_empty()).then(|| word.to_owned());
    for m in 0..written.rows() {
        // What was written has four digits; the share is kept in less.
        let coverage = (f64::from(written.coverage[m]) * 10_000.0).round() / 10_000.0;
        row.execute(params![
            m as i64 + 1,
            written.members.at(m),
            written.score[m].value(),
            written.bands.at(m),
            coverage,
            written.low[m].value(),
            written.high[m].value(),
            count(written.rank[m]),
            word(written.industry.names.at(m)),
            count(written.industry.places.rank[m]),
            count(written.industry.places.of[m]),
            word(written.team.names.at(m)),
            count(written.team.places.rank[m]),
            count(written.team.places.of[m]),
            count(written.network.rank[m]),
            count(written.network.of[m]),
        ])?;
    }
    Ok(())
}

fn rules(base: &Connection, written: &Written, model: Option<&Model>) -> rusqlite::Result<()> {
    let mut row = base.prepare(&table("rules").insert())?;
    for (number, column) in (1_i64..).zip(&written.rules) {
        let pillar = column.id.split_once('.').map_or("", |(pillar, _)| pillar);
        let of = model.and_then(|model| model.pillars.iter().find(|p| p.id == pillar));
        let rule = of.and_then(|p| Some((p, p.rules.iter().find(|rule| rule.id == column.id)?)));
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let most = rule.map(|(p, rule)| rule.effective(&p.rules, f64::from(p.points)));
        row.execute(params![
            number,
            column.id,
            pillar,
            rule.and_then(|(_, rule)| text(&rule.doc.title)),
            rule.and_then(|(_, rule)| text(&rule.doc.why)),
            rule.and_then(|(_, rule)| text(&rule.doc.advice)),
            rule.map(|(_, rule)| rule.weight),
            most.filter(|most| most.is_finite()).map(|most| (most * 100.0).round() / 100.0),
        ])?;
    }
    Ok(())
}

/// Rows come in the order of the keys, so the file grows at its end.
fn points(base: &Connection, written: &Written) -> rusqlite::Result<()> {
    let mut row = base.prepare(&table("pillars").insert())?;
    let mut pillars: Vec<_> = written.pillars.iter().collect();
    pillars.sort_by(|a, b| a.id.cmp(&b.id));
    for pillar in pillars {
        for (m, points) in (1_i64..).zip(pillar.points.iter()) {
            row.execute(params![pillar.id, m, points.map(Points::value)])?;
        }
    }
    let mut row = base.prepare(&table("points").insert())?;
    for (r, rule) in (1_i64..).zip(&written.rules) {
        for (m, points) in (1_i64..).zip(rule.points.iter()) {
            row.execute(params![r, m, points.map(Points::value)])?;
        }
    }
    Ok(())
}

fn about(base: &Connection, summary: &Summary, rejects: &[Vec<String>]) -> rusqlite::Result<()> {
    let mut row = base.prepare(&table("groups").insert())?;
    let mut means = base.prepare(&table("group_pillars").insert())?;
    let mut groups = |kind: &str, groups: &[GroupSummary]| -> rusqlite::Result<()> {
        for group in groups {
            row.execute(params![kind, group.name, group.members as i64, group.mean, group.median])?;
            for (pillar, mean) in &group.pillars {
                means.execute(params![kind, group.name, pillar, mean])?;
            }
        }
        Ok(())
    };
    groups("industry", &summary.industries)?;
    groups("team", &summary.teams)?;

    let mut row = base.prepare(&table("rejects").insert())?;
    for reject in rejects {
        let number = |i: usize| reject[i].parse::<i64>().ok();
        row.execute(params![reject[0], number(1), number(2), reject[3], reject[4], reject[5], reject[6]])?;
    }

    let mut row = base.prepare(&table("inputs").insert())?;
    for i in &summary.inputs {
        let [bytes, rows, filtered, rejected] = [i.bytes, i.rows, i.filtered, i.rejected].map(|n| n as i64);
        row.execute(params![i.file, i.table, bytes, i.blake3, rows, filtered, rejected])?;
    }

    // Everything of the summary that is one value; what is a list has a table of its own, or is JSON here.
    let mut row = base.prepare(&table("run").insert())?;
    if let Ok(serde_json::Value::Object(all)) = serde_json::to_value(summary) {
        for (name, value) in all {
            if ["inputs", "industries", "teams"].contains(&name.as_str()) {
                continue;
            }
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            row.execute(params![name, value])?;
        }
    }
    Ok(())
}

fn columns(base: &Connection) -> rusqlite::Result<()> {
    let mut row = base.prepare(&table("columns").insert())?;
    let mut add = |table: &str, column: &str, (about, unit, range): (String, String, Option<(f64, f64)>)| {
        let end = |x: Option<f64>| x.filter(|x| x.is_finite());
        let (low, high) = (end(range.map(|r| r.0)), end(range.map(|r| r.1)));
        row.execute(params![table, column, about, unit, low, high])
    };
    for table in &TABLES {
        for (column, ..) in table.columns {
            add(table.name, column, table.about(column))?;
        }
    }
    for (view, _) in VIEWS {
        let query = base.prepare(&format!("SELECT * FROM {view}"))?;
        for column in query.column_names() {
            let home = ["members", "rules", "points"].map(table);
            let home = home.iter().find(|t| t.columns.iter().any(|(name, ..)| *name == column));
            let about = match home {
                Some(table) => table.about(column),
                None => (MISSING.1.to_owned(), "points".to_owned(), Some((0.0, 100.0))),
            };
            add(view, column, about)?;
        }
    }
    debug_assert_eq!(MISSING.0, "missing", "the one column that stands in a view only");
    Ok(())
}
