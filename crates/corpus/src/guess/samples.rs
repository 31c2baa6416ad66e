//! The first rows of each file of an input.

use std::io::Read as _;

use super::Table;
use crate::dialect::{Decoder, sniff};
use crate::input::{Entry, Input, Limits};
use crate::read::sheet::Sheet;

/// Bytes that are read of each file.
const SAMPLE: u64 = 1 << 20;

/// Rows that are kept of each file.
const ROWS: usize = 1000;

/// The first rows of files.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// The files that could be read as rows.
    pub tables: Vec<Table>,
    /// The others, and why; for [`Guess::left_out`](super::Guess::left_out).
    pub left_out: Vec<(String, String)>,
}

/// Reads the first rows of all delimited and NDJSON files. Files of other kinds, such as pictures, are passed over in silence.
///
/// Up to 1 MiB of each file is read, and up to 1,000 rows are kept.
pub fn samples(input: &Input, limits: &Limits) -> Samples {
    let mut samples = Samples::default();
    for entry in &input.entries {
        let name = entry.name().to_lowercase();
        let plain = [".gz", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
        let table = match plain.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "csv" | "tsv" | "txt" | "tab" | "psv" => {
                start(entry, limits).map(|(bytes, complete)| rows(&entry.path, &bytes, complete))
            }
            "ndjson" | "jsonl" => {
                start(entry, limits).and_then(|(bytes, complete)| objects(&entry.path, &bytes, complete))
            }
            "parquet" => Err("Parquet files are not looked into; add a [[read]] by hand".to_owned()),
            _ => continue,
        };
        match table {
            Ok(table) => samples.tables.push(table),
            Err(why) => samples.left_out.push((entry.path.clone(), why)),
        }
    }
    samples
}

/// The first bytes of a file, and whether they are all of it.
fn start(entry: &Entry, limits: &Limits) -> Result<(Vec<u8>, bool), String> {
    let mut bytes = Vec::new();
    let read = entry.open(limits).and_then(|file| file.take(SAMPLE + 1).read_to_end(&mut bytes));
    read.map_err(|e| format!("it cannot be read: {e}"))?;
    let complete = bytes.len() as u64 <= SAMPLE;
    bytes.truncate(SAMPLE as usize);
    Ok((bytes, complete))
}

/// The rows of a delimited file.
fn rows(path: &str, bytes: &[u8], complete: bool) -> Table {
    let sniffed = sniff(bytes, complete);
    let dialect = sniffed.dialect;
    let text = match Decoder::new(dialect.encoding) {
        Some(mut decoder) => {
            let mut text = String::new();
            decoder.decode(bytes, complete, &mut text);
            text
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let sheet = Sheet::read(after_lines(text, dialect.skip), dialect.marks());
    let mut rows: Vec<Vec<String>> = sheet.rows.into_iter().take(ROWS + 2).map(|row| row.cells).collect();
    // The last row of a sample may be cut.
    if !complete && rows.len() < ROWS + 2 {
        rows.pop();
    }
    let columns = if dialect.header && !rows.is_empty() {
        rows.remove(0).into_iter().map(|name| name.trim().to_owned()).collect()
    } else {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        (1..=width).map(|n| format!("column {n}")).collect()
    };
    rows.truncate(ROWS);
    Table { path: path.to_owned(), columns, rows, dialect: Some(dialect) }
}

/// What follows so many lines.
fn after_lines(text: &str, lines: u64) -> &str {
    let mut rest = text;
    for _ in 0..lines {
        let end = rest.find(['\n', '\r']).map_or(rest.len(), |end| end + 1);
        let end = end + usize::from(rest[..end].ends_with('\r') && rest[end..].starts_with('\n'));
        rest = &rest[end..];
    }
    rest
}

/// The values of an object, those of objects in it by their paths: `user.id`.
fn flat(
    above: &str,
    object: serde_json::Map<String, serde_json::Value>,
    cells: &mut Vec<(String, serde_json::Value)>,
) {
    for (name, value) in object {
        match value {
            serde_json::Value::Object(inner) => flat(&format!("{above}{name}."), inner, cells),
            other => cells.push((format!("{above}{name}"), other)),
        }
    }
}

/// The rows of a file with a JSON object on each line, whose names are the columns.
fn objects(path: &str, bytes: &[u8], complete: bool) -> Result<Table, String> {
    let mut table = Table { path: path.to_owned(), ..Table::default() };
    let mut lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
    if !complete {
        lines.pop();
    }
    let mut broken = 0;
    for line in lines.into_iter().map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).take(ROWS) {
        let Ok(serde_json::Value::Object(object)) = serde_json::from_slice(line) else {
            broken += 1;
            continue;
        };
        let mut row = vec![String::new(); table.columns.len()];
        let mut cells = Vec::new();
        flat("", object, &mut cells);
        for (name, value) in cells {
            let place = table.columns.iter().position(|c| *c == name).unwrap_or_else(|| {
                table.columns.push(name);
                row.push(String::new());
                row.len() - 1
            });
            row[place] = match value {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
        }
        table.rows.push(row);
    }
    if broken > table.rows.len() {
        return Err("its lines are not JSON objects".to_owned());
    }
    Ok(table)
}
