//! One file of texts, for grading them without anything around them.

use std::path::{Path, PathBuf};

use super::choose::Wanted;
use super::error::Error;
use super::plan::Separators;
use super::rows::RowSource;
use super::windows::in_windows;
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
    let named = [file.to_owned()];
    let input = Input::find(&named, &options.limits)?;
    match input.entries.as_slice() {
        [entry] => read_texts_of(entry, text_column, id_column, options),
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
    let file = entry.path.as_str();
    let wanted: Vec<&str> = id_column.into_iter().chain([text_column]).collect();
    let wanted = Wanted { needed: &wanted, all: &wanted };
    let opened = forms::open(entry, wanted, &options.dialect, options, &())?;
    let text = opened.columns.place(file, text_column, true)?;
    let id = id_column.map(|column| opened.columns.place(file, column, true)).transpose()?;
    let places = Places { text, id };

    let mut pieces = opened.pieces;
    let mut all = TextFile::default();
    let mut rows = 0;
    in_windows(
        options.window(),
        || {
            let piece = pieces.next()?;
            Ok::<_, Error>(piece.map(|piece| {
                let weight = piece.weight();
                (piece, weight)
            }))
        },
        |piece| piece.texts(places, file),
        |part: TextPart| {
            if id.is_some() {
                all.ids.append(&part.ids);
            } else {
                part.places.iter().for_each(|place| all.ids.push(&(rows + place).to_string()));
            }
            rows += part.rows;
            all.texts.append(&part.texts);
            all.rejects.extend(part.rejects);
        },
    )?;
    Ok(all)
}

/// The columns of the texts and of their ids.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    text: usize,
    id: Option<usize>,
}

impl Places {
    /// What stands between the values of a list in the columns that are read.
    pub(crate) fn separators(self, width: usize) -> Separators {
        let mut separators = vec![None; width];
        for place in std::iter::once(self.text).chain(self.id) {
            separators[place] = Some("\n".to_owned());
        }
        separators
    }
}

/// The texts of a piece of a file.
#[derive(Default)]
pub(crate) struct TextPart {
    rows: usize,
    /// The number of each accepted row among all rows of the piece, from 1.
    places: Vec<usize>,
    ids: Texts,
    texts: Texts,
    rejects: Vec<Reject>,
}

impl TextPart {
    pub(crate) fn read(columns: Places, source: &mut impl RowSource) -> Self {
        let mut part = Self::default();
        let zeros = source.zeros();
        while let Some(row) = source.advance() {
            part.rows += 1;
            if let Err(reject) = row {
                part.rejects.push(*reject);
                continue;
            }
            let push = |to: &mut Texts, cell: &str| {
                if zeros { to.push(&cell.replace('\0', "")) } else { to.push(cell) }
            };
            part.places.push(part.rows);
            push(&mut part.texts, &source.cell(columns.text));
            if let Some(id) = columns.id {
                push(&mut part.ids, source.cell(id).trim());
            }
        }
        part
    }
}
