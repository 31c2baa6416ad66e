//! One file of texts, for grading them without anything around them.

use std::path::Path;

use rayon::prelude::*;

use super::error::Error;
use super::header::Header;
use super::records::{Base, Records};
use super::{Options, split};
use crate::data::{Reject, Texts};

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

/// Reads a column of texts, and their ids if there is a column for them.
///
/// Without an id column a text is called by the number of its row; rejected rows count, so that the number can be found again.
///
/// # Errors
///
/// When the file cannot be read or has no such column.
pub fn read_texts(file: &Path, text_column: &str, id_column: Option<&str>) -> Result<TextFile, Error> {
    let options = Options::default();
    let bytes = std::fs::read(file).map_err(|e| Error::io(file, e))?;
    let name = file.display().to_string();
    let wanted: Vec<&str> = id_column.into_iter().chain([text_column]).collect();
    let header = Header::read(&name, &bytes, None, &wanted)?;
    let text = header.place(&name, text_column, true)?;
    let id = id_column.map(|column| header.place(&name, column, true)).transpose()?;

    let chunks = split::chunks(&bytes, header.body, header.line, header.marks, options.chunk);
    let parts: Vec<Part> = chunks
        .into_par_iter()
        .map(|chunk| {
            let base = Base { line: chunk.line, byte: chunk.bytes.start as u64 };
            let records = Records::new(&name, &header, &bytes[chunk.bytes], base, options.max_record);
            Part::read(records, text, id)
        })
        .collect();

    let mut all = TextFile::default();
    let mut rows = 0;
    for part in parts {
        if id.is_some() {
            all.ids.append(&part.ids);
        } else {
            part.places.iter().for_each(|place| all.ids.push(&(rows + place).to_string()));
        }
        rows += part.rows;
        all.texts.append(&part.texts);
        all.rejects.extend(part.rejects);
    }
    Ok(all)
}

/// The texts of a piece of a file.
#[derive(Default)]
struct Part {
    rows: usize,
    /// The number of each accepted row among all rows of the piece, from 1.
    places: Vec<usize>,
    ids: Texts,
    texts: Texts,
    rejects: Vec<Reject>,
}

impl Part {
    fn read(mut records: Records<'_>, text: usize, id: Option<usize>) -> Self {
        let mut part = Self::default();
        let mut cells = Vec::new();
        while let Some(record) = records.next(&mut cells) {
            part.rows += 1;
            match record {
                Ok(row) => {
                    part.places.push(part.rows);
                    part.texts.push(&row.cell(&cells[text]));
                    if let Some(id) = id {
                        part.ids.push(row.cell(&cells[id]).trim());
                    }
                }
                Err(reject) => part.rejects.push(reject),
            }
        }
        part
    }
}
