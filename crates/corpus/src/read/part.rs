//! One piece of a file to columns. Pieces know nothing of each other, so any number of threads can read them.

use std::borrow::Cow;

use super::columns::{self, Names};
use super::mapping::From;
use super::plan::{Plan, Take};
use super::rows::{RowSource, reject};
use crate::data::{Data, Fault, Lists, NO_ID, NO_TIME, Reject};
use crate::heard::{Listener, Unsettled};
use crate::schema::Kind;

/// Why a cell that names something may not hold a zero byte.
const NO_ZEROS: &str = "expected text without zero bytes; they are in no name, so the file may be damaged";

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
    /// Texts that were heard, by the places of their columns, which are empty until they are settled.
    pub(crate) heard: Vec<(usize, Unsettled)>,
}

impl Part {
    /// Reads all rows of a piece of `file`.
    pub(crate) fn read(plan: &Plan, file: &str, rows: &mut impl RowSource) -> Self {
        let mut part = Self {
            rows: 0,
            filtered: 0,
            rejects: Vec::new(),
            names: Names::default(),
            columns: plan.takes.iter().map(|take| columns::empty(take.kind)).collect(),
            heard: Vec::new(),
        };
        let zeros = rows.zeros();
        let mut checked = Vec::with_capacity(plan.takes.len());
        while let Some(row) = rows.advance() {
            if let Err(reject) = row {
                part.rejects.push(*reject);
                continue;
            }
            let row = &*rows;
            let lets_in = |(place, values): &(usize, Vec<String>)| {
                let cell = row.cell(*place);
                values.iter().any(|value| value == cell.trim())
            };
            if !plan.filters.iter().all(lets_in) {
                part.filtered += 1;
                continue;
            }
            // First everything that can go wrong, then everything that leaves a trace: a rejected row must leave none.
            checked.clear();
            let ok: Result<(), Box<Reject>> = plan.takes.iter().try_for_each(|take| {
                checked.push(check(take, file, row, zeros)?);
                Ok(())
            });
            match ok {
                Ok(()) => part.push(plan, row, &checked),
                Err(reject) => part.rejects.push(*reject),
            }
        }
        part
    }

    /// Lets a listener hear the texts that it takes over.
    pub(crate) fn listen(&mut self, plan: &Plan, listener: &dyn Listener) {
        for (place, take) in plan.takes.iter().enumerate() {
            let field = plan.table.file().fields[take.field].id;
            if let Data::Texts(texts) = &mut self.columns[place]
                && listener.hears(plan.table, field)
            {
                let texts = std::mem::take(texts);
                self.heard.push((place, Unsettled::of(listener, plan.table, field, texts)));
            }
        }
    }

    /// Puts what a listener makes of the texts that it heard in their place.
    pub(crate) fn settle(&mut self, plan: &Plan, listener: &dyn Listener) {
        for (place, heard) in self.heard.drain(..) {
            let field = plan.table.file().fields[plan.takes[place].field].id;
            self.columns[place] = Data::Heard(Box::new(heard.settle(listener, plan.table, field)));
        }
    }

    fn push(&mut self, plan: &Plan, row: &impl RowSource, checked: &[Checked]) {
        self.rows += 1;
        for ((take, column), checked) in plan.takes.iter().zip(&mut self.columns).zip(checked) {
            match (column, checked) {
                (Data::Numbers(numbers), Checked::Number(number)) => numbers.push(*number),
                (Data::Times(times), Checked::Time(time)) => times.push(*time),
                (Data::Texts(texts), Checked::Zeros) => {
                    texts.push(&content(take, row).replace('\0', ""));
                }
                (Data::Texts(texts), _) => texts.push(&content(take, row)),
                (Data::Ids(ids), _) => {
                    let content = content(take, row);
                    ids.push(self.names.number(take, content.trim()));
                }
                (Data::Lists(Lists { ids, ends }), _) => {
                    let content = content(take, row);
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
    /// A text with zero bytes, which are left out.
    Zeros,
    /// Nothing could be wrong with it.
    Any,
}

fn check(take: &Take, file: &str, row: &impl RowSource, zeros: bool) -> Result<Checked, Box<Reject>> {
    let any = !matches!(take.kind, Kind::Number | Kind::Flag | Kind::Time);
    if any && take.needed.is_none() && !zeros {
        return Ok(Checked::Any);
    }
    let content = content(take, row);
    let cell = content.trim();
    let reject = |fault: Fault, reason: String| {
        Box::new(reject(file, row.place(), fault, &take.name, content.as_bytes(), reason))
    };
    if any && zeros && content.contains('\0') {
        return match take.kind {
            Kind::Text => Ok(Checked::Zeros),
            _ => Err(reject(Fault::Cast, NO_ZEROS.to_owned())),
        };
    }
    match (take.kind, &take.needed) {
        (Kind::Number | Kind::Flag, _) if cell.is_empty() => Ok(Checked::Number(f64::NAN)),
        (Kind::Number | Kind::Flag, _) => take
            .how
            .number(take.kind, cell)
            .map(Checked::Number)
            .map_err(|r| reject(Fault::Cast, r.to_owned())),
        (Kind::Time, _) if cell.is_empty() => Ok(Checked::Time(NO_TIME)),
        (Kind::Time, _) => take.how.times.read(cell).map(Checked::Time).map_err(|r| reject(Fault::Cast, r)),
        (_, Some(reason)) if cell.is_empty() => Err(reject(Fault::MissingValue, reason.clone())),
        _ => Ok(Checked::Any),
    }
}

/// What a row says for a field.
fn content<'a>(take: &'a Take, row: &'a impl RowSource) -> Cow<'a, str> {
    match &take.from {
        From::Column(place) => row.cell(*place),
        From::Value(value) => Cow::Borrowed(value),
        From::Join(places, with) => {
            let mut joined = String::new();
            for place in places {
                let cell = row.cell(*place);
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
