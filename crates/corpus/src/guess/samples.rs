//! The first rows of each file of an input.

use std::io::{self, Read as _};

use super::Table;
use crate::dialect::{Decoder, sniff};
use crate::input::{Entry, Input, Limits};
use crate::read::sheet::Sheet;

/// Bytes that are read of each file.
const SAMPLE: u64 = 1 << 20;

/// Rows that are kept of each file.
const ROWS: usize = 1000;

/// Reads the first rows of all delimited and NDJSON files, and tells which files were passed over and why.
///
/// # Errors
///
/// When a file cannot be opened or read.
pub fn samples(input: &Input, limits: &Limits) -> io::Result<(Vec<Table>, Vec<(String, String)>)> {
    let (mut tables, mut passed) = (Vec::new(), Vec::new());
    for entry in &input.entries {
        let name = entry.name().to_lowercase();
        let plain = [".gz", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
        let ending = plain.rsplit_once('.').map_or("", |(_, ending)| ending);
        let delimited = match ending {
            "csv" | "tsv" | "txt" | "tab" | "psv" => true,
            "ndjson" | "jsonl" => false,
            "parquet" => {
                passed.push((
                    entry.path.clone(),
                    "Parquet files are not looked into; add a [[read]] by hand".to_owned(),
                ));
                continue;
            }
            _ => continue,
        };
        let (bytes, complete) = start(entry, limits)?;
        let table = if delimited {
            Ok(rows(&entry.path, &bytes, complete))
        } else {
            objects(&entry.path, &bytes, complete)
        };
        match table {
            Ok(table) => tables.push(table),
            Err(why) => passed.push((entry.path.clone(), why)),
        }
    }
    Ok((tables, passed))
}

/// The first bytes of a file, and whether they are all of it.
fn start(entry: &Entry, limits: &Limits) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    entry.open(limits)?.take(SAMPLE + 1).read_to_end(&mut bytes)?;
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
        for (name, value) in object {
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
