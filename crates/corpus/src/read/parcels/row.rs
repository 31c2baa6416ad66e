//! One row as bytes, and bytes as the next row of columns.

use crate::data::{Data, Lists, NO_ID, Texts};
use crate::fingerprint::Fingerprint;
use crate::heard::{Again, Heard, Listener, Notes, Signs, Unsettled};
use crate::read::columns::{self, Names};
use crate::read::kept::bytes::{Reader, Writer};
use crate::read::part::Part;
use crate::read::plan::Plan;
use crate::schema::Kind;

/// Writes a row of a settled part down.
pub(super) fn write(part: &Part, plan: &Plan, row: usize, out: &mut Writer) {
    for (take, column) in plan.takes.iter().zip(&part.columns) {
        let name = |id: u32, out: &mut Writer| {
            let name = (id != NO_ID).then(|| part.names.all()[Names::place(take.kind)].name(id));
            short(name.map(str::as_bytes), out);
        };
        match column {
            Data::Ids(ids) => name(ids[row], out),
            Data::Lists(lists) => {
                let ids = lists.get(row);
                size(ids.len(), out);
                for &id in ids {
                    name(id, out);
                }
            }
            Data::Times(times) => out.number(times[row] as u64),
            Data::Numbers(numbers) => float(numbers[row], out),
            Data::Texts(texts) => short(Some(texts.get(row).as_bytes()), out),
            Data::Heard(heard) => {
                heard.numbers().iter().for_each(|column| float(column[row], out));
                out.byte(heard.told()[row]);
                out.0.extend_from_slice(heard.notes().get(row));
                out.0.extend_from_slice(&heard.prints()[row].to_bytes());
                short(heard.text(row).map(str::as_bytes), out);
            }
        }
    }
}

/// A length: most fit into a byte.
fn size(size: usize, out: &mut Writer) {
    match u8::try_from(size) {
        Ok(byte) if byte < u8::MAX => out.byte(byte),
        _ => {
            out.byte(u8::MAX);
            out.number(size as u64);
        }
    }
}

fn read_size(from: &mut Reader<'_>) -> Option<usize> {
    match from.byte()? {
        u8::MAX => usize::try_from(from.number()?).ok(),
        byte => Some(usize::from(byte)),
    }
}

/// Bytes, or that there are none.
fn short(bytes: Option<&[u8]>, out: &mut Writer) {
    match bytes {
        None => out.byte(0),
        Some(bytes) => {
            size(bytes.len() + 1, out);
            out.0.extend_from_slice(bytes);
        }
    }
}

/// What may be written down in the place of a text.
enum Short<'b> {
    Nothing,
    Text(&'b str),
}

fn read_short<'b>(from: &mut Reader<'b>) -> Option<Short<'b>> {
    match read_size(from)?.checked_sub(1) {
        None => Some(Short::Nothing),
        Some(bytes) => std::str::from_utf8(from.take(bytes)?).ok().map(Short::Text),
    }
}

/// A text that must be there.
fn read_text<'b>(from: &mut Reader<'b>) -> Option<&'b str> {
    match read_short(from)? {
        Short::Nothing => None,
        Short::Text(text) => Some(text),
    }
}

/// A number; most columns have few, so what is not there takes a byte.
fn float(number: f64, out: &mut Writer) {
    out.byte(u8::from(!number.is_nan()));
    if !number.is_nan() {
        out.number(number.to_bits());
    }
}

fn read_float(from: &mut Reader<'_>) -> Option<f64> {
    match from.byte()? {
        0 => Some(f64::NAN),
        1 => from.number().map(f64::from_bits),
        _ => None,
    }
}

/// Columns of one table that rows are added to.
pub(super) struct Growing {
    rows: usize,
    names: Names,
    columns: Vec<Column>,
}

enum Column {
    Plain(Data),
    Heard(Unsettled),
}

impl Growing {
    pub(super) fn new(plan: &Plan, listener: &dyn Listener) -> Self {
        let column = |take: &crate::read::plan::Take| {
            let field = plan.table.file().fields[take.field].id;
            if take.kind != Kind::Text || !listener.hears(plan.table, field) {
                return Column::Plain(columns::empty(take.kind));
            }
            let like = Heard::new(listener, plan.table, field);
            let again = if like.again().is_none() { Again::All } else { Again::default() };
            let numbers = vec![Vec::new(); like.numbers().len()];
            let notes = Notes::new(like.notes().width());
            let signs = Signs { numbers, told: Vec::new(), notes, again };
            Column::Heard(Unsettled { signs, prints: Vec::new(), kept: Texts::default(), bytes: 0 })
        };
        Self { rows: 0, names: Names::default(), columns: plan.takes.iter().map(column).collect() }
    }

    /// Adds a row; `None` if the bytes are none. What was added of it then makes the columns useless.
    pub(super) fn read(&mut self, plan: &Plan, bytes: &[u8]) -> Option<()> {
        let mut reader = Reader(bytes);
        let from = &mut reader;
        for (take, column) in plan.takes.iter().zip(&mut self.columns) {
            let names = &mut self.names;
            let mut id = |from: &mut Reader<'_>| {
                Some(match read_short(from)? {
                    Short::Nothing => NO_ID,
                    Short::Text(name) => names.of(take.kind).intern(name),
                })
            };
            match column {
                Column::Plain(Data::Ids(ids)) => ids.push(id(from)?),
                Column::Plain(Data::Lists(Lists { ids, ends })) => {
                    for _ in 0..read_size(from)? {
                        ids.push(id(from)?);
                    }
                    ends.push(ids.len());
                }
                Column::Plain(Data::Times(times)) => times.push(from.number()? as i64),
                Column::Plain(Data::Numbers(numbers)) => numbers.push(read_float(from)?),
                Column::Plain(Data::Texts(texts)) => texts.push(read_text(from)?),
                Column::Plain(Data::Heard(_)) => return None,
                Column::Heard(heard) => {
                    for column in &mut heard.signs.numbers {
                        column.push(read_float(from)?);
                    }
                    heard.signs.told.push(from.byte()?);
                    heard.signs.notes.push(from.take(heard.signs.notes.width())?);
                    heard.prints.push(Fingerprint::from_bytes(from.array()?));
                    match (&mut heard.signs.again, read_short(from)?) {
                        (Again::All, Short::Text(text)) => heard.kept.push(text),
                        (Again::All, Short::Nothing) => return None,
                        (Again::Some(_), Short::Nothing) => {}
                        (Again::Some(rows), Short::Text(text)) => {
                            rows.push(self.rows as u32);
                            heard.kept.push(text);
                        }
                    }
                }
            }
        }
        self.rows += 1;
        from.0.is_empty().then_some(())
    }

    /// All rows.
    pub(super) fn part(self, listener: &dyn Listener) -> Part {
        let column = |column: Column| match column {
            Column::Plain(data) => data,
            Column::Heard(heard) => Data::Heard(Box::new(heard.settled(listener.name()))),
        };
        Part {
            rows: self.rows,
            filtered: 0,
            rejects: Vec::new(),
            names: self.names,
            columns: self.columns.into_iter().map(column).collect(),
            heard: Vec::new(),
        }
    }
}
