//! A table of members: what a team's tool exports, or what somebody typed.

use super::header::{Column, columns};
use super::page::complete;
use super::{ELEMENT_POINTS, ELEMENTS, EXPECTED, Figures, INDEX_POINTS, Saved, SavedError, Who};
use crate::dialect::Dialect;
use crate::read::sheet::{Sheet, SheetRow};

/// Lines above the header that may say something else.
const MOST_ABOVE: usize = 20;
/// Cells that say that there is nothing.
const NOTHING: [&str; 7] = ["", "-", "–", "—", "n/a", "na", "null"];

pub(super) fn read(name: &str, text: &str) -> Result<Saved, SavedError> {
    let sheet = Sheet::read(text, Dialect { delimiter: delimiter(text), ..Dialect::default() }.marks());
    if let Some(open) = sheet.rows.iter().find(|row| !row.closed) {
        let place = format!("{name}, line {}", open.line);
        return Err(SavedError::new(
            place,
            "a quote (\") is opened and never closed",
            "close it, or double it",
        ));
    }
    let is_figure = |(column, _): &(Column, usize)| matches!(column, Column::Score | Column::Element(_));
    let head = sheet.rows.iter().take(MOST_ABOVE).position(|row| columns(&row.cells).iter().any(is_figure));
    let Some(head) = head else {
        let first = sheet.rows.first().map(|row| row.cells.join(", ")).unwrap_or_default();
        let first: String = first.chars().take(80).collect();
        let message =
            format!("no column with an index or one of its elements; found: {}", first.escape_debug());
        return Err(SavedError::new(format!("{name}, line 1"), message, EXPECTED));
    };
    let columns = columns(&sheet.rows[head].cells);
    let mut saved = Saved::default();
    for row in &sheet.rows[head + 1..] {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut found = figures(name, row, &columns, &mut saved.notes);
        if found.score.is_none() && found.elements.iter().all(Option::is_none) {
            saved.notes.push(format!("{}: no figure, left out", found.place));
            continue;
        }
        saved.notes.extend(complete(&mut found));
        saved.figures.push(found);
    }
    if saved.figures.is_empty() {
        let message = match saved.notes.first() {
            Some(first) => format!("no row with a figure; the first: {first}"),
            None => "a header and no row below it".to_owned(),
        };
        return Err(SavedError::new(name, message, EXPECTED));
    }
    Ok(saved)
}

/// The mark that stands most often in the lines up to the header.
fn delimiter(text: &str) -> u8 {
    let lines = text.lines().take(MOST_ABOVE);
    let most = |mark: u8| lines.clone().map(|l| l.bytes().filter(|b| *b == mark).count()).max().unwrap_or(0);
    let marks = [b',', b';', b'\t', b'|'];
    // The first of equals.
    marks.into_iter().rev().max_by_key(|mark| most(*mark)).unwrap_or(b',')
}

fn figures(name: &str, row: &SheetRow, columns: &[(Column, usize)], notes: &mut Vec<String>) -> Figures {
    let mut found = Figures { place: format!("{name}:{}", row.line), ..Figures::default() };
    let cell = |column: Column| {
        let (_, place) = columns.iter().find(|(c, _)| *c == column)?;
        row.cells.get(*place).map(|c| c.trim()).filter(|c| !c.is_empty()).map(str::to_owned)
    };
    let address = cell(Column::Address).and_then(|url| {
        let path = url.split(['?', '#']).next()?.trim_end_matches('/').rsplit('/').next()?.to_owned();
        (!path.is_empty()).then_some(path)
    });
    let both = || {
        let parts: Vec<String> = [cell(Column::First), cell(Column::Last)].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    found.who = Who {
        id: cell(Column::Id).or(address),
        email: cell(Column::Email),
        name: cell(Column::Name).or_else(both),
    };
    let mut number = |column: Column, what: &str, most: f64| {
        let text = cell(column)?;
        points(&text, most).unwrap_or_else(|()| {
            let text: String = text.chars().take(40).collect();
            let place = &found.place;
            notes.push(format!(
                "{place}: {what} is '{}', expected 0 to {most}; left out",
                text.escape_debug()
            ));
            None
        })
    };
    let score = number(Column::Score, "the index", INDEX_POINTS);
    let elements = [0, 1, 2, 3].map(|e| number(Column::Element(e), ELEMENTS[e].0, ELEMENT_POINTS));
    Figures { score, elements, ..found }
}

/// `21`, `21.5`, `21,5`, `21/25`, `21 of 25`.
fn points(text: &str, most: f64) -> Result<Option<f64>, ()> {
    if NOTHING.contains(&text.to_lowercase().as_str()) {
        return Ok(None);
    }
    let (number, of) = match text.split_once('/').or_else(|| text.split_once(" of ")) {
        Some((number, of)) => (number.trim(), of.trim().parse::<f64>().map_err(|_| ())?),
        None => (text, most),
    };
    let plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    let number: f64 = number.replace(',', ".").parse().map_err(|_| ())?;
    if plain && of == most && (0.0..=most).contains(&number) { Ok(Some(number)) } else { Err(()) }
}
