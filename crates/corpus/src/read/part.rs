//! One piece of a file to columns. Pieces know nothing of each other, so any number of threads can read them.

use std::borrow::Cow;

use super::columns::{self, Names};
use super::header::Header;
use super::mapping::From;
use super::plan::{Plan, Take};
use super::records::{Base, Records, Row};
use super::split::Cell;
use crate::data::{Data, Fault, Lists, NO_ID, NO_TIME, Reject};
use crate::schema::Kind;

/// What a piece of a file says, with ids numbered within the piece.
#[derive(Debug)]
pub(crate) struct Part {
    /// Rows taken over.
    pub(crate) rows: usize,
    /// Rows that a filter left out.
    pub(crate) filtered: u64,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) names: Names,
    /// One a [`Take`] of the plan.
    pub(crate) columns: Vec<Data>,
}

impl Part {
    /// Reads whole records: `bytes` begin at `base` in `file`.
    pub(crate) fn read(
        plan: &Plan,
        file: &str,
        header: &Header,
        bytes: &[u8],
        base: Base,
        max_record: usize,
    ) -> Self {
        let mut part = Self {
            rows: 0,
            filtered: 0,
            rejects: Vec::new(),
            names: Names::default(),
            columns: plan.takes.iter().map(|take| columns::empty(take.kind)).collect(),
        };
        let mut records = Records::new(file, header, bytes, base, max_record);
        let mut cells = Vec::new();
        let mut checked = Vec::with_capacity(plan.takes.len());
        while let Some(record) = records.next(&mut cells) {
            let row = match record {
                Ok(row) => row,
                Err(reject) => {
                    part.rejects.push(reject);
                    continue;
                }
            };
            let lets_in = |(place, values): &(usize, Vec<String>)| {
                let cell = row.cell(&cells[*place]);
                values.iter().any(|value| value == cell.trim())
            };
            if !plan.filters.iter().all(lets_in) {
                part.filtered += 1;
                continue;
            }
            // First everything that can go wrong, then everything that leaves a trace: a rejected row must leave none.
            checked.clear();
            let ok: Result<(), Box<Reject>> = plan.takes.iter().try_for_each(|take| {
                checked.push(check(take, file, &row, &cells)?);
                Ok(())
            });
            match ok {
                Ok(()) => part.push(plan, &row, &cells, &checked),
                Err(reject) => part.rejects.push(*reject),
            }
        }
        part
    }

    fn push(&mut self, plan: &Plan, row: &Row<'_>, cells: &[Cell], checked: &[Checked]) {
        self.rows += 1;
        for ((take, column), checked) in plan.takes.iter().zip(&mut self.columns).zip(checked) {
            match (column, checked) {
                (Data::Numbers(numbers), Checked::Number(number)) => numbers.push(*number),
                (Data::Times(times), Checked::Time(time)) => times.push(*time),
                (Data::Texts(texts), _) => texts.push(&content(take, row, cells)),
                (Data::Ids(ids), _) => {
                    let content = content(take, row, cells);
                    ids.push(self.names.number(take, content.trim()));
                }
                (Data::Lists(Lists { ids, ends }), _) => {
                    let content = content(take, row, cells);
                    let people =
                        content.split(take.how.separator.as_str()).map(str::trim).filter(|p| !p.is_empty());
                    ids.extend(people.map(|person| self.names.number(take, person)));
                    ends.push(ids.len());
                }
                _ => unreachable!("the check and the column follow the kind of one field"),
            }
        }
    }
}

impl Names {
    fn number(&mut self, take: &Take, name: &str) -> u32 {
        if name.is_empty() {
            return NO_ID;
        }
        let ids = self.of(take.kind);
        let how = &take.how;
        if !how.prefix.is_empty() {
            return ids.intern(&format!("{}{name}", how.prefix));
        }
        let said = how.words.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(name));
        ids.intern(said.map_or(name, |(_, ours)| ours))
    }
}

/// What is kept of a cell between its check and its taking over.
#[derive(Clone, Copy, Debug)]
enum Checked {
    Number(f64),
    Time(i64),
    /// Nothing could be wrong with it.
    Any,
}

fn check(take: &Take, file: &str, row: &Row<'_>, cells: &[Cell]) -> Result<Checked, Box<Reject>> {
    if take.needed.is_none() && !matches!(take.kind, Kind::Number | Kind::Flag | Kind::Time) {
        return Ok(Checked::Any);
    }
    let content = content(take, row, cells);
    let cell = content.trim();
    let reject = |reason: String| Box::new(row.reject(Fault::Cast, file, &take.name, &content, reason));
    match (take.kind, &take.needed) {
        (Kind::Number | Kind::Flag, _) if cell.is_empty() => Ok(Checked::Number(f64::NAN)),
        (Kind::Number | Kind::Flag, _) => {
            take.how.number(take.kind, cell).map(Checked::Number).map_err(|r| reject(r.to_owned()))
        }
        (Kind::Time, _) if cell.is_empty() => Ok(Checked::Time(NO_TIME)),
        (Kind::Time, _) => take.how.times.read(cell).map(Checked::Time).map_err(reject),
        (_, Some(reason)) if cell.is_empty() => {
            Err(Box::new(row.reject(Fault::MissingValue, file, &take.name, &content, reason.clone())))
        }
        _ => Ok(Checked::Any),
    }
}

/// What a record says for a field.
fn content<'a>(take: &'a Take, row: &Row<'a>, cells: &[Cell]) -> Cow<'a, str> {
    match &take.from {
        From::Column(place) => row.cell(&cells[*place]),
        From::Value(value) => Cow::Borrowed(value),
        From::Join(places, with) => {
            let mut joined = String::new();
            for place in places {
                let cell = row.cell(&cells[*place]);
                if !cell.trim().is_empty() {
                    if !joined.is_empty() {
                        joined.push_str(with);
                    }
                    joined.push_str(&cell);
                }
            }
            Cow::Owned(joined)
        }
    }
}
