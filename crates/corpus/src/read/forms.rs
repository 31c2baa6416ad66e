//! Forms of files, and the seam behind which they are the same: a file opens to columns with names and to pieces, which one
//! thread hands out in order and any thread reads as [`RowSource`](super::rows::RowSource).

use super::arrow_cells::ArrowRows;
use super::choose::Wanted;
use super::columnar::Batch;
use super::cut::Block;
use super::delimited::Delimited;
use super::error::Error;
use super::header::Columns;
use super::json::JsonRows;
use super::memory::Memory;
use super::ndjson::{Ndjson, Objects};
use super::parquet::Parquet;
use super::part::Part;
use super::plan::Plan;
use super::raw::Sum;
use super::records::Records;
use super::texts::{self, TextPart};
use super::{Options, Progress};
use crate::dialect::{Dialect, Overrides};
use crate::input::Entry;

/// What a file is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Cells with something between them, a line a row.
    Delimited,
    /// A JSON object a line, or one list of such objects.
    Ndjson,
    /// Columns.
    Parquet,
}

/// Endings of packed files; [`Entry::open`] unpacks them.
const PACKED: [&str; 4] = [".gz", ".gzip", ".zst", ".zstd"];

impl Form {
    /// The form that a file name tells, with the name without its endings; `None` where it tells none.
    pub(crate) fn of(name: &str) -> Option<(&str, Self)> {
        let plain = PACKED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
        let (stem, ending) = plain.rsplit_once('.')?;
        let form = match ending {
            "csv" | "tsv" => Self::Delimited,
            "ndjson" | "jsonl" | "json" => Self::Ndjson,
            "parquet" => Self::Parquet,
            _ => return None,
        };
        Some((stem, form))
    }
}

/// A file that was opened.
pub(crate) struct Opened<'a> {
    pub(crate) columns: Columns,
    pub(crate) pieces: Pieces<'a>,
}

/// The rows of a file to come.
pub(crate) enum Pieces<'a> {
    Delimited(Delimited<'a>),
    Ndjson(Ndjson<'a>),
    Parquet(Parquet<'a>),
    Memory(Memory<'a>),
}

/// Some rows of a file.
pub(crate) enum Piece {
    Delimited(Block),
    Ndjson(Objects),
    Columns(Batch),
}

/// Opens a file of any form. `said` is what was said about how it is written, and is for delimited files.
pub(crate) fn open<'a>(
    entry: &'a Entry,
    wanted: Wanted<'_>,
    said: &Overrides,
    options: &Options,
    progress: &'a dyn Progress,
) -> Result<Opened<'a>, Error> {
    if let Some(table) = entry.table() {
        let (columns, memory) = Memory::open(table, entry.bytes, wanted, options, progress)?;
        return Ok(Opened { columns, pieces: Pieces::Memory(memory) });
    }
    match Form::of(entry.name()).map_or(Form::Delimited, |(_, form)| form) {
        Form::Delimited => {
            let (columns, delimited) = Delimited::open(entry, wanted, said, options, progress)?;
            Ok(Opened { columns, pieces: Pieces::Delimited(delimited) })
        }
        Form::Ndjson => {
            let (columns, ndjson) = Ndjson::open(entry, options, progress)?;
            Ok(Opened { columns, pieces: Pieces::Ndjson(ndjson) })
        }
        Form::Parquet => {
            let (columns, parquet) = Parquet::open(entry, wanted, options, progress)?;
            Ok(Opened { columns, pieces: Pieces::Parquet(parquet) })
        }
    }
}

impl Pieces<'_> {
    /// The next piece; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Piece>, Error> {
        match self {
            Self::Delimited(delimited) => Ok(delimited.next()?.map(Piece::Delimited)),
            Self::Ndjson(ndjson) => Ok(ndjson.next()?.map(Piece::Ndjson)),
            Self::Parquet(parquet) => Ok(parquet.next()?.map(Piece::Columns)),
            Self::Memory(memory) => Ok(memory.next().map(Piece::Columns)),
        }
    }

    /// What the file was, when all pieces were handed out.
    pub(crate) fn finish(self) -> (Sum, Option<Dialect>) {
        match self {
            Self::Delimited(delimited) => delimited.finish(),
            Self::Ndjson(ndjson) => (ndjson.finish(), None),
            Self::Parquet(parquet) => (parquet.finish(), None),
            Self::Memory(memory) => (memory.finish(), None),
        }
    }
}

impl Piece {
    /// The rows as columns of a table.
    pub(crate) fn part(&self, plan: &Plan, file: &str) -> Part {
        match self {
            Self::Delimited(block) => Part::read(plan, file, &mut Records::new(file, block)),
            Self::Ndjson(objects) => {
                Part::read(plan, file, &mut JsonRows::new(file, objects, &plan.separators(objects.width())))
            }
            Self::Columns(batch) => {
                Part::read(plan, file, &mut ArrowRows::new(file, batch, &plan.separators(batch.width())))
            }
        }
    }

    /// The rows as texts.
    pub(crate) fn texts(&self, columns: &texts::Places, file: &str) -> TextPart {
        match self {
            Self::Delimited(block) => TextPart::read(columns, &mut Records::new(file, block)),
            Self::Ndjson(objects) => {
                let used = columns.separators(objects.width());
                TextPart::read(columns, &mut JsonRows::new(file, objects, &used))
            }
            Self::Columns(batch) => {
                let used = columns.separators(batch.width());
                TextPart::read(columns, &mut ArrowRows::new(file, batch, &used))
            }
        }
    }

    /// About how much memory it takes.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Delimited(block) => block.weight(),
            Self::Ndjson(objects) => objects.weight(),
            Self::Columns(batch) => batch.weight(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_form() {
        for (name, expected) in [
            ("posts.csv", Some(("posts", Form::Delimited))),
            ("posts-1.tsv.gz", Some(("posts-1", Form::Delimited))),
            ("posts.csv.zst", Some(("posts", Form::Delimited))),
            ("a.b.jsonl", Some(("a.b", Form::Ndjson))),
            ("posts.ndjson.gz", Some(("posts", Form::Ndjson))),
            ("posts.json", Some(("posts", Form::Ndjson))),
            ("posts.parquet", Some(("posts", Form::Parquet))),
            ("posts.CSV", None),
            ("posts.gz", None),
            ("posts", None),
        ] {
            assert_eq!(Form::of(name), expected, "{name}");
        }
    }
}
