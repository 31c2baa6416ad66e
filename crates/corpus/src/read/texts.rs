//! Columns of one file as they are: texts to be graded without anything around them, and what people said of them.

use std::path::{Path, PathBuf};

use super::choose::Wanted;
use super::error::Error;
use super::flow::in_order;
use super::plan::Separators;
use super::rows::RowSource;
use super::{Options, forms};
use crate::data::{Reject, Texts};
use crate::input::{Entry, Input};

/// The texts of one file.
#[derive(Debug, Default)]
pub struct TextFile {
    /// What each text is called: its cell in the id column, or its number among the rows of the file, from 1.
    pub ids: Texts,
    /// The texts, as they are.
    pub texts: Texts,
    /// Rows that could not be used, in the order of the file.
    pub rejects: Vec<Reject>,
}

/// Reads a column of texts, and their ids if there is a column for them, from whatever lies at a path: as [`read_texts_of`].
///
/// # Errors
///
/// When the file cannot be read or has no such column.
pub fn read_texts(
    file: &Path,
    text_column: &str,
    id_column: Option<&str>,
    options: &Options,
) -> Result<TextFile, Error> {
    only(file, options, |entry| read_texts_of(entry, text_column, id_column, options))
}

/// Some columns of one file, each cell as it is.
#[derive(Debug, Default)]
pub struct TextTable {
    /// What the file is called in messages.
    pub file: String,
    /// What all columns of the file are called, in its order.
    pub names: Vec<String>,
    /// The columns, in the order in which they were asked for.
    pub columns: Vec<Texts>,
    /// Where each row stands.
    pub places: Vec<RowPlace>,
    /// Rows that could not be used, in the order of the file.
    pub rejects: Vec<Reject>,
}

/// Where a row stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// Its number among all rows of the file, those that were rejected too, from 1.
    pub number: usize,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The byte at which it begins, from 0.
    pub byte: u64,
}

/// Reads columns by their names from whatever lies at a path, as texts. A column may be asked for more than once.
///
/// # Errors
///
/// When the file cannot be read or lacks one of the columns.
pub fn read_columns(file: &Path, columns: &[&str], options: &Options) -> Result<TextTable, Error> {
    only(file, options, |entry| read_columns_of(entry, columns, options))
}

/// The one file at a path.
fn only<T>(
    file: &Path,
    options: &Options,
    read: impl FnOnce(&Entry) -> Result<T, Error>,
) -> Result<T, Error> {
    let named = [file.to_owned()];
    let input = Input::find(&named, &options.limits)?;
    match input.entries.as_slice() {
        [entry] => read(entry),
        entries => Err(Error::NotOneFile { path: PathBuf::from(file), files: entries.len() }),
    }
}

/// Reads a column of texts, and their ids if there is a column for them.
///
/// The file may be of any form, dialect and packing. Without an id column a text is called by the number of its row; rejected rows
/// count, so that the number can be found again. Zero bytes are left out.
///
/// # Errors
///
/// When the file cannot be read or has no such column.
pub fn read_texts_of(
    entry: &Entry,
    text_column: &str,
    id_column: Option<&str>,
    options: &Options,
) -> Result<TextFile, Error> {
    let wanted: Vec<&str> = id_column.into_iter().chain([text_column]).collect();
    let TextTable { mut columns, places, rejects, .. } = read_columns_of(entry, &wanted, options)?;
    let texts = columns.pop().unwrap_or_default();
    let mut ids = Texts::default();
    match columns.pop() {
        Some(column) => (0..column.len()).for_each(|row| ids.push(column.get(row).trim())),
        None => places.iter().for_each(|place| ids.push(&place.number.to_string())),
    }
    Ok(TextFile { ids, texts, rejects })
}

/// Reads columns by their names as texts: as [`read_columns`].
///
/// The file may be of any form, dialect and packing. Zero bytes are left out.
///
/// # Errors
///
/// When the file cannot be read or lacks one of the columns.
pub fn read_columns_of(entry: &Entry, columns: &[&str], options: &Options) -> Result<TextTable, Error> {
    let file = entry.path.as_str();
    let wanted = Wanted { needed: columns, all: columns };
    let opened = forms::open(entry, wanted, &options.dialect, options, &())?;
    let places = columns.iter().map(|column| opened.columns.place(file, column, true));
    let places = Places(places.collect::<Result<_, _>>()?);

    let mut pieces = opened.pieces;
    let columns = columns.iter().map(|_| Texts::default()).collect();
    let names = opened.columns.names;
    let mut all = TextTable { file: file.to_owned(), names, columns, ..TextTable::default() };
    let mut rows = 0;
    in_order(
        options.window(),
        || {
            let piece = pieces.next()?;
            Ok::<_, Error>(piece.map(|piece| {
                let weight = piece.weight();
                (piece, weight)
            }))
        },
        |piece| piece.texts(&places, file),
        |part: TextPart| {
            let number = |place: RowPlace| RowPlace { number: rows + place.number, ..place };
            all.places.extend(part.places.into_iter().map(number));
            rows += part.rows;
            all.columns.iter_mut().zip(&part.columns).for_each(|(all, part)| all.append(part));
            all.rejects.extend(part.rejects);
        },
    )?;
    Ok(all)
}

/// The columns that are read, by their places among the file's.
#[derive(Clone, Debug)]
pub(crate) struct Places(Vec<usize>);

impl Places {
    /// What stands between the values of a list in the columns that are read.
    pub(crate) fn separators(&self, width: usize) -> Separators {
        let mut separators = vec![None; width];
        for &place in &self.0 {
            separators[place] = Some("\n".to_owned());
        }
        separators
    }
}

/// The texts of a piece of a file.
#[derive(Default)]
pub(crate) struct TextPart {
    rows: usize,
    /// Where each accepted row stands; its number is that in the piece.
    places: Vec<RowPlace>,
    columns: Vec<Texts>,
    rejects: Vec<Reject>,
}

impl TextPart {
    pub(crate) fn read(columns: &Places, source: &mut impl RowSource) -> Self {
        let mut part =
            Self { columns: columns.0.iter().map(|_| Texts::default()).collect(), ..Self::default() };
        let zeros = source.zeros();
        while let Some(row) = source.advance() {
            part.rows += 1;
            if let Err(reject) = row {
                part.rejects.push(*reject);
                continue;
            }
            let place = source.place();
            part.places.push(RowPlace { number: part.rows, line: place.line, byte: place.byte });
            for (to, &column) in part.columns.iter_mut().zip(&columns.0) {
                let cell = source.cell(column);
                if zeros { to.push(&cell.replace('\0', "")) } else { to.push(&cell) }
            }
        }
        part
    }
}
