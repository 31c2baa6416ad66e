//! Columns that follow from a row and the rows beside it in a line or two.

use std::collections::BTreeSet;

use ssi_corpus::data::{DAY, NO_ID, NO_TIME, Rows};
use ssi_corpus::resolve::{Frame, Resolved, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::TABLES;

/// Works these columns out again, where the engine has them too.
pub(crate) fn derive(frame: &mut Frame, resolved: &Resolved<'_>) {
    let table = &TABLES[frame.table];
    for column in 0..frame.columns.len() {
        let id = table.columns[column].id;
        if frame.columns[column].is_none() {
            continue;
        }
        // Tables of days and of people are made of several files.
        let Some(rows) = resolved.corpus().rows(table.file) else { return };
        let Some(Values::Numbers(engine)) = &frame.columns[column] else { continue };
        let value = |(row, engine): (usize, f64)| match (table.id, id) {
            ("posts", "is_original" | "is_bare_reshare") => reshare(resolved, rows, row, id),
            ("posts", "weekday") => time(rows, row, |t| (t.div_euclid(DAY) + 3).rem_euclid(7) + 1),
            ("posts", "hour") => time(rows, row, |t| t.rem_euclid(DAY) / 3600),
            ("posts", "hours_since_previous") => since_previous(resolved, rows, row, engine),
            ("posts", "collaborators") => collaborators(rows, row),
            ("reactions", "on_comment") => Some(is_given(rows, "comment", row)),
            ("comments", "delay_hours") => delay(resolved, rows, row, engine),
            ("messages" | "received_messages", "days_old") => {
                time(rows, row, |t| (resolved.view().end - 1 - t) / DAY)
            }
            _ => Some(engine),
        };
        let values = frame.rows.iter().map(|row| *row as usize).zip(engine.iter().copied()).map(value);
        let values: Vec<f64> = values.map(|value| value.unwrap_or(f64::NAN)).collect();
        frame.columns[column] = Some(Values::Numbers(values));
    }
}

/// Whether a row names somebody or something.
fn is_given(rows: &Rows, column: &str, row: usize) -> f64 {
    f64::from(u8::from(rows.ids(column).is_some_and(|all| all[row] != NO_ID)))
}

/// Hours from the comment that is answered, or else from the post, to the comment. Where the comment that a reply names is
/// not to be found, the engine counts from a post that it finds further up: there it is believed.
fn delay(resolved: &Resolved<'_>, rows: &Rows, row: usize, engine: f64) -> Option<f64> {
    let Some((file, answered)) = resolved.answered(row) else {
        return (is_given(rows, "parent", row) == 1.0).then_some(engine);
    };
    let at = |file, row: usize| {
        Some(resolved.corpus().rows(file)?.times("at")?[row]).filter(|time| *time != NO_TIME)
    };
    let (from, to) = (at(file, answered)?, at(FileId::Comments, row)?);
    (to >= from).then(|| (to - from) as f64 / 3600.0)
}

/// Something of the time of a row.
fn time(rows: &Rows, row: usize, value: impl Fn(i64) -> i64) -> Option<f64> {
    let time = rows.times("at")?[row];
    (time != NO_TIME).then(|| value(time) as f64)
}

/// Whether a post is no reshare, or a reshare without a word.
fn reshare(resolved: &Resolved<'_>, rows: &Rows, row: usize, asked: &str) -> Option<f64> {
    let kind = Some(rows.ids("kind")?[row]).filter(|kind| *kind != NO_ID)?;
    let kind = resolved.corpus().labels.name(kind).to_lowercase();
    let reshare = ["reshare", "re-share", "repost", "share"].contains(&kind.as_str());
    let yes = if asked == "is_original" {
        !reshare
    } else {
        reshare && rows.texts("text")?.get(row).trim().is_empty()
    };
    Some(f64::from(u8::from(yes)))
}

/// Hours since the author's post before. Of posts at one moment their contents say which is the first: there the engine is
/// believed.
fn since_previous(resolved: &Resolved<'_>, rows: &Rows, row: usize, engine: f64) -> Option<f64> {
    let (authors, times) = (rows.ids("author")?, rows.times("at")?);
    let time = Some(times[row]).filter(|time| *time != NO_TIME)?;
    let seen = |other: &usize| times[*other] != NO_TIME && times[*other] < resolved.view().seen;
    let mine: Vec<usize> =
        (0..rows.len).filter(|other| authors[*other] == authors[row]).filter(seen).collect();
    if mine.iter().filter(|other| times[**other] == time).count() > 1 {
        return Some(engine);
    }
    let before = mine.iter().map(|other| times[*other]).filter(|other| *other < time).max();
    before.map(|before| (time - before) as f64 / 3600.0)
}

/// Different people beside the author.
fn collaborators(rows: &Rows, row: usize) -> Option<f64> {
    let people: BTreeSet<u32> = rows.lists("collaborators")?.get(row).iter().copied().collect();
    let author = rows.ids("author").map(|authors| authors[row]);
    Some(people.iter().filter(|person| Some(**person) != author).count() as f64)
}
