//! How a part is written down.

use super::bytes::{Reader, Writer};
use super::narrow;
use crate::data::{Data, Fault, Ids, Lists, Reject};
use crate::fingerprint::Fingerprint;
use crate::heard::{Again, Notes, Signs, Unsettled};
use crate::read::columns::{self, Names};
use crate::read::part::Part;
use crate::read::plan::Plan;
use crate::read::rows::Place;

/// Every fault, by the number under which it is written.
pub(super) const FAULTS: [Fault; 8] = [
    Fault::Cast,
    Fault::MissingColumns,
    Fault::TooManyColumns,
    Fault::UnquotedValue,
    Fault::LineSizeOverMaximum,
    Fault::InvalidEncoding,
    Fault::MissingValue,
    Fault::Duplicate,
];

/// A part as bytes. Places in the file are counted from where the part begins.
pub(in crate::read) fn write(part: &Part, from: Place) -> Vec<u8> {
    let mut out = Writer::default();
    out.number(part.rows as u64);
    out.number(part.filtered);
    for ids in part.names.all() {
        out.texts(ids.names());
    }
    out.number(part.rejects.len() as u64);
    for reject in &part.rejects {
        out.number(reject.line - from.line);
        out.number(reject.byte - from.byte);
        out.byte(FAULTS.iter().position(|fault| *fault == reject.fault).unwrap_or(FAULTS.len()) as u8);
        for text in [&reject.column, &reject.value, &reject.reason] {
            out.bytes(text.as_bytes());
        }
    }
    for column in &part.columns {
        match column {
            Data::Ids(ids) => narrow::write_ids(ids, &mut out),
            Data::Lists(Lists { ids, ends }) => {
                narrow::write_ids(ids, &mut out);
                out.number(ends.len() as u64);
                for &end in ends {
                    out.number(end as u64);
                }
            }
            Data::Times(times) => {
                out.number(times.len() as u64);
                for time in times {
                    out.0.extend_from_slice(&time.to_le_bytes());
                }
            }
            Data::Numbers(numbers) => narrow::write(numbers, &mut out),
            Data::Texts(texts) => out.texts(texts),
            Data::Heard(_) => unreachable!("a part is kept before it is settled"),
        }
    }
    out.number(part.heard.len() as u64);
    for (place, heard) in &part.heard {
        out.number(*place as u64);
        write_heard(heard, &mut out);
    }
    out.0
}

fn write_heard(heard: &Unsettled, out: &mut Writer) {
    let Signs { numbers, told, notes, again } = &heard.signs;
    out.number(numbers.len() as u64);
    for column in numbers {
        narrow::write(column, out);
    }
    out.bytes(told);
    out.number(notes.width() as u64);
    out.bytes(notes.bytes());
    match again {
        Again::All => out.byte(0),
        Again::Some(rows) => {
            out.byte(1);
            narrow::write_ids(rows, out);
        }
    }
    for print in &heard.prints {
        out.0.extend_from_slice(&print.to_bytes());
    }
    out.texts(&heard.kept);
    out.number(heard.bytes);
}

/// The part that was written, of a file that is called so and from a place in it; `None` if the bytes are no such part.
pub(in crate::read) fn read(bytes: &[u8], plan: &Plan, file: &str, from: Place) -> Option<Part> {
    let mut reader = Reader(bytes);
    let bytes = &mut reader;
    let rows = usize::try_from(bytes.number()?).ok()?;
    let filtered = bytes.number()?;
    let mut names = Names::default();
    for ids in names.all_mut() {
        *ids = Ids::of_names(bytes.texts()?);
    }
    let rejects = (0..bytes.count(17)?).map(|_| reject(bytes, file, from)).collect::<Option<_>>()?;
    let mut columns = Vec::with_capacity(plan.takes.len());
    for take in &plan.takes {
        let known = names.all()[Names::place(take.kind)].len();
        columns.push(match columns::empty(take.kind) {
            Data::Ids(_) => Data::Ids(narrow::read_ids(bytes, known)?),
            Data::Lists(_) => lists(bytes, known)?,
            Data::Times(_) => {
                let count = bytes.count(8)?;
                Data::Times((0..count).map(|_| bytes.array().map(i64::from_le_bytes)).collect::<Option<_>>()?)
            }
            Data::Numbers(_) => Data::Numbers(narrow::read(bytes)?),
            Data::Texts(_) | Data::Heard(_) => Data::Texts(bytes.texts()?),
        });
    }
    let mut heard = Vec::new();
    for _ in 0..bytes.count(8)? {
        let place = usize::try_from(bytes.number()?).ok()?;
        heard.push((place, read_heard(bytes, rows)?));
    }
    let len = |place: usize| match &columns[place] {
        Data::Ids(all) => all.len(),
        Data::Lists(all) => all.ends.len(),
        Data::Times(all) => all.len(),
        Data::Numbers(all) => all.len(),
        Data::Texts(_) if heard.iter().any(|(heard, _)| *heard == place) => rows,
        Data::Texts(all) => all.len(),
        Data::Heard(all) => all.len(),
    };
    let whole = bytes.0.is_empty()
        && (0..columns.len()).all(|place| len(place) == rows)
        && heard.iter().all(|(place, _)| matches!(columns.get(*place), Some(Data::Texts(t)) if t.is_empty()));
    whole.then_some(Part { rows, filtered, rejects, names, columns, heard })
}

fn reject(bytes: &mut Reader<'_>, file: &str, from: Place) -> Option<Reject> {
    Some(Reject {
        file: file.to_owned(),
        line: from.line.checked_add(bytes.number()?)?,
        byte: from.byte.checked_add(bytes.number()?)?,
        fault: *FAULTS.get(usize::from(bytes.byte()?))?,
        column: bytes.text()?.to_owned(),
        value: bytes.text()?.to_owned(),
        reason: bytes.text()?.to_owned(),
    })
}

fn lists(bytes: &mut Reader<'_>, names: usize) -> Option<Data> {
    let ids = narrow::read_ids(bytes, names)?;
    let count = bytes.count(8)?;
    let ends: Vec<usize> =
        (0..count).map(|_| usize::try_from(bytes.number()?).ok()).collect::<Option<_>>()?;
    let whole = ends.is_sorted() && ends.last().copied().unwrap_or(0) == ids.len();
    whole.then_some(Data::Lists(Lists { ids, ends }))
}

fn read_heard(bytes: &mut Reader<'_>, rows: usize) -> Option<Unsettled> {
    let numbers: Vec<Vec<f64>> = (0..bytes.count(9)?).map(|_| narrow::read(bytes)).collect::<Option<_>>()?;
    let told = bytes.bytes()?.to_vec();
    let width = usize::try_from(bytes.number()?).ok()?;
    let notes = Notes::from_bytes(width, bytes.bytes()?, rows)?;
    let again = match bytes.byte()? {
        0 => Again::All,
        1 => Again::Some(narrow::read_ids(bytes, rows)?),
        _ => return None,
    };
    let prints: Vec<Fingerprint> =
        (0..rows).map(|_| bytes.array().map(Fingerprint::from_bytes)).collect::<Option<_>>()?;
    let kept = bytes.texts()?;
    let all = bytes.number()?;
    let fits = match &again {
        Again::All => kept.len() == rows,
        Again::Some(some) => kept.len() == some.len() && some.is_sorted_by(|a, b| a < b),
    };
    let whole = fits && told.len() == rows && numbers.iter().all(|column| column.len() == rows);
    whole.then_some(Unsettled { signs: Signs { numbers, told, notes, again }, prints, kept, bytes: all })
}
