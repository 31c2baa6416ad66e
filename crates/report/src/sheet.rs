//! A table with named columns, and the formats that it can be written in.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use rayon::prelude::*;
use ssi_score::Points;

use crate::described::{Described, described, range_in_words};
use crate::guard::guarded;
use crate::json::escaped;
use crate::markdown::inert;
use crate::workbook::{self, workbook};

/// The cells of a column.
#[derive(Clone, Debug)]
pub enum Cells<'a> {
    /// Texts.
    Texts(Vec<&'a str>),
    /// Points; an empty cell where there was no evidence.
    Points(Vec<Option<Points>>),
    /// Numbers with this many digits after the point; an empty cell where there is none.
    Numbers(Vec<f64>, usize),
    /// Whole numbers without a scale, such as hashes.
    Wholes(Vec<f64>),
    /// The same day in so many rows; a real date where the format has one.
    Day(Date, usize),
    /// The same text in so many rows.
    Text(&'a str, usize),
    /// The same count in so many rows.
    Count(u32, usize),
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a header.
    Csv,
    /// One array with one object a line.
    Json,
    /// One object a line.
    Ndjson,
    /// A table of Markdown.
    Md,
    /// A workbook of Excel.
    Xlsx,
    /// Apache Parquet, compressed with Snappy.
    Parquet,
}

impl Format {
    /// The ending of file names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Md => "md",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
        }
    }

    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// All of them.
    pub const ALL: [Self; 6] = [Self::Csv, Self::Json, Self::Ndjson, Self::Md, Self::Xlsx, Self::Parquet];

    /// Whether it is text, which can be shown and written page by page.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Xlsx | Self::Parquet)
    }
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Sheet<'a> {
    pub(crate) columns: Vec<(String, Cells<'a>)>,
    /// What columns mean whose names do not say it in every table.
    own: Vec<Described>,
    /// What is to be said of the table as a whole.
    pub(crate) facts: Vec<(String, String)>,
    /// Whether CSV has cells as they are.
    raw: bool,
}

/// Rows that one task writes as CSV.
const BLOCK: usize = 2048;

/// Rows in a group of a Parquet file.
const GROUP: usize = 65_536;

impl<'a> Sheet<'a> {
    /// Adds a column; all must have the same length.
    pub fn add(&mut self, name: impl Into<String>, cells: Cells<'a>) {
        self.columns.push((name.into(), cells));
    }

    /// Adds a column in front of all others.
    pub fn lead(&mut self, name: impl Into<String>, cells: Cells<'a>) {
        self.columns.insert(0, (name.into(), cells));
    }

    /// Whether there is a column of that name.
    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|(column, _)| column == name)
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, cells)| cells.len())
    }

    /// In CSV: texts as they are, also those that a spreadsheet would run. Without this they have an apostrophe in front.
    #[must_use]
    pub fn raw_cells(mut self, raw: bool) -> Self {
        self.raw = raw;
        self
    }

    /// Says what columns mean, for the formats that have a place for it; those of [`described`] need not be among them.
    pub fn describe(&mut self, columns: Vec<Described>) {
        self.own.extend(columns);
    }

    /// Says something of the table as a whole, for the formats that have a place for it.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<String>) -> Self {
        match self.facts.iter_mut().find(|(known, _)| known == name) {
            Some((_, fact)) => *fact = value.into(),
            None => self.facts.push((name.to_owned(), value.into())),
        }
        self
    }

    /// What a column means.
    pub fn described(&self, name: &str) -> Option<Described> {
        self.own.iter().find(|column| column.name == name).cloned().or_else(|| described(name))
    }

    /// Why a format cannot hold the table; looked at before anything is written.
    pub fn too_large_for(&self, format: Format) -> Option<String> {
        if format != Format::Xlsx {
            return None;
        }
        let (rows, columns) = (self.rows(), self.columns.len());
        if rows + 1 > workbook::ROWS {
            return Some(format!("{rows} rows and a header: a sheet of Excel has {} rows", workbook::ROWS));
        }
        if columns > workbook::COLUMNS {
            return Some(format!("{columns} columns: a sheet of Excel has {}", workbook::COLUMNS));
        }
        let too_long =
            |text: &str| text.len() > workbook::CELL && text.encode_utf16().count() > workbook::CELL;
        self.columns.iter().find_map(|(name, cells)| {
            let row = match cells {
                Cells::Texts(texts) => texts.iter().position(|text| too_long(text)),
                Cells::Text(text, _) => too_long(text).then_some(0),
                _ => None,
            }?;
            let most = workbook::CELL;
            Some(format!(
                "row {} has a longer `{name}` than the {most} characters of a cell of Excel",
                row + 2
            ))
        })
    }

    /// Writes the table. The only door through which CSV leaves; a text that a spreadsheet would run is guarded there.
    ///
    /// # Errors
    /// When `out` cannot take it.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> std::io::Result<()> {
        match format {
            Format::Csv => self.csv(out),
            Format::Json => self.json(out),
            Format::Ndjson => self.ndjson(out),
            Format::Md => self.md_head(out).and_then(|()| self.md_rows(out)),
            Format::Xlsx => match self.too_large_for(format) {
                Some(why) => Err(std::io::Error::other(why)),
                None => out.write_all(&workbook(self).map_err(std::io::Error::other)?),
            },
            Format::Parquet => out.write_all(&self.parquet().map_err(std::io::Error::other)?),
        }
    }

    fn csv(&self, out: &mut dyn Write) -> std::io::Result<()> {
        self.csv_head(out)?;
        self.csv_rows(out)?;
        out.flush()
    }

    pub(crate) fn csv_head(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let mut head = String::new();
        for (i, (name, _)) in self.columns.iter().enumerate() {
            head.push_str(if i > 0 { "," } else { "" });
            quoted(&self.safe(name), self.columns.len() == 1, &mut head);
        }
        head.push('\n');
        out.write_all(head.as_bytes())
    }

    /// Blocks of rows are written down side by side and handed on in their order, a few at a time.
    pub(crate) fn csv_rows(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let starts: Vec<usize> = (0..self.rows()).step_by(BLOCK).collect();
        for some in starts.chunks(rayon::current_num_threads() * 2) {
            let blocks: Vec<String> =
                some.par_iter().map(|&start| self.block(start..self.rows().min(start + BLOCK))).collect();
            for block in blocks {
                out.write_all(block.as_bytes())?;
            }
        }
        Ok(())
    }

    fn block(&self, rows: std::ops::Range<usize>) -> String {
        let (mut to, mut cell) = (String::new(), String::new());
        for row in rows {
            for (i, (_, cells)) in self.columns.iter().enumerate() {
                to.push_str(if i > 0 { "," } else { "" });
                // Numbers and days of our own making are what they are.
                if self.columns.len() > 1 && !matches!(cells, Cells::Texts(_) | Cells::Text(..)) {
                    cells.text(row, &mut to);
                    continue;
                }
                cell.clear();
                cells.text(row, &mut cell);
                let is_text = matches!(cells, Cells::Texts(_) | Cells::Text(..));
                let safe = if is_text { self.safe(&cell) } else { Cow::Borrowed(cell.as_str()) };
                quoted(&safe, self.columns.len() == 1, &mut to);
            }
            to.push('\n');
        }
        to
    }

    fn safe<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.raw { Cow::Borrowed(text) } else { guarded(text) }
    }

    fn json(&self, out: &mut dyn Write) -> std::io::Result<()> {
        out.write_all(b"[")?;
        self.json_rows(true, out)?;
        out.write_all(b"\n]\n")
    }

    /// The rows as objects with commas between; the first of all has none before it.
    pub(crate) fn json_rows(&self, first: bool, out: &mut dyn Write) -> std::io::Result<()> {
        for row in 0..self.rows() {
            out.write_all(if first && row == 0 { b"\n" } else { b",\n" })?;
            self.object(row, out)?;
        }
        Ok(())
    }

    /// The rows as objects, one a line.
    pub(crate) fn ndjson(&self, out: &mut dyn Write) -> std::io::Result<()> {
        for row in 0..self.rows() {
            self.object(row, out)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn object(&self, row: usize, out: &mut dyn Write) -> std::io::Result<()> {
        let mut cell = String::new();
        out.write_all(b"{")?;
        for (i, (name, cells)) in self.columns.iter().enumerate() {
            if i > 0 {
                out.write_all(b", ")?;
            }
            out.write_all(escaped(&serde_json::to_string(name)?).as_bytes())?;
            out.write_all(b": ")?;
            cell.clear();
            cells.text(row, &mut cell);
            if matches!(cells, Cells::Texts(_) | Cells::Text(..) | Cells::Day(..)) {
                out.write_all(escaped(&serde_json::to_string(&cell)?).as_bytes())?;
            } else {
                out.write_all(if cell.is_empty() { b"null" } else { cell.as_bytes() })?;
            }
        }
        out.write_all(b"}")
    }

    pub(crate) fn md_head(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let (mut names, mut lines) = (String::from("|"), String::from("|"));
        for (name, cells) in &self.columns {
            names.push(' ');
            inert(name, &mut names);
            names.push_str(" |");
            lines.push_str(if cells.is_text() { " --- |" } else { " ---: |" });
        }
        out.write_all(format!("{names}\n{lines}\n").as_bytes())
    }

    pub(crate) fn md_rows(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let (mut line, mut cell) = (String::new(), String::new());
        for row in 0..self.rows() {
            line.clear();
            line.push('|');
            for (_, cells) in &self.columns {
                line.push(' ');
                if cells.is_text() {
                    cell.clear();
                    cells.text(row, &mut cell);
                    inert(&cell, &mut line);
                } else {
                    cells.text(row, &mut line);
                }
                line.push_str(" |");
            }
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }

    /// The table as Arrow has it: texts, days, counts and numbers, with what each column means in the metadata of its field.
    ///
    /// # Errors
    /// When columns have not as many rows as the first.
    pub fn batches(&self) -> Result<(SchemaRef, Vec<RecordBatch>), ArrowError> {
        let schema = self.schema();
        let batches = self.groups().map(|rows| self.batch(&schema, rows)).collect::<Result<_, _>>()?;
        Ok((schema, batches))
    }

    fn schema(&self) -> SchemaRef {
        let fields: Vec<Field> = self
            .columns
            .iter()
            .map(|(name, cells)| match cells {
                Cells::Texts(_) | Cells::Text(..) => Field::new(name, DataType::Utf8, false),
                Cells::Day(..) => Field::new(name, DataType::Date32, false),
                Cells::Count(..) => Field::new(name, DataType::Int64, false),
                _ => Field::new(name, DataType::Float64, true),
            })
            .map(|field| match self.described(field.name()) {
                Some(about) => field.with_metadata(in_schema(&about)),
                None => field,
            })
            .collect();
        Arc::new(Schema::new(fields))
    }

    /// The rows a group at a time.
    fn groups(&self) -> impl Iterator<Item = Range<usize>> {
        let rows = self.rows();
        (0..rows).step_by(GROUP).map(move |start| start..rows.min(start + GROUP))
    }

    fn batch(&self, schema: &SchemaRef, rows: Range<usize>) -> Result<RecordBatch, ArrowError> {
        let columns: Vec<ArrayRef> = self.columns.iter().map(|(_, c)| c.array(rows.clone())).collect();
        RecordBatch::try_new(schema.clone(), columns)
    }

    fn parquet(&self) -> Result<Vec<u8>, ArrowError> {
        let schema = self.schema();
        // No statement of who wrote it or when: the same scores give the same bytes.
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("ssi".to_owned())
            .set_key_value_metadata(Some(self.key_values()).filter(|all| !all.is_empty()))
            .build();
        // The writer wants to own something it can send; a result of a million members fits in memory many times over.
        let mut bytes: Vec<u8> = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, schema.clone(), Some(properties))?;
        for rows in self.groups() {
            writer.write(&self.batch(&schema, rows)?)?;
        }
        writer.close()?;
        Ok(bytes)
    }

    /// What is said of the table in the file itself, for readers that do not look into Arrow's schema.
    fn key_values(&self) -> Vec<KeyValue> {
        let mut all: Vec<KeyValue> = self
            .facts
            .iter()
            .map(|(name, fact)| KeyValue::new(format!("ssi.{name}"), fact.clone()))
            .collect();
        let columns: serde_json::Map<String, serde_json::Value> = self
            .columns
            .iter()
            .filter_map(|(name, _)| Some((name.clone(), serde_json::json!(words(&self.described(name)?)))))
            .collect();
        if !self.facts.is_empty() && !columns.is_empty() {
            all.push(KeyValue::new("ssi.columns".to_owned(), serde_json::Value::Object(columns).to_string()));
        }
        all
    }
}

/// What a column means, by the names that Parquet's schema has for it.
fn words(about: &Described) -> BTreeMap<&'static str, String> {
    let all = [
        ("description", about.about.clone()),
        ("unit", about.unit.clone()),
        ("range", range_in_words(about.range)),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

fn in_schema(about: &Described) -> HashMap<String, String> {
    words(about).into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// The first day of the count that tables of dates use.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01.
pub(crate) fn days_of(day: Date) -> i32 {
    (day - EPOCH).get_days()
}

/// The day so many days after 1970-01-01, if the calendar has it.
pub(crate) fn day_of(days: i32) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Adds a cell of CSV, in quotes where it needs them: `alone` in its row an empty one does too, or there would be no row.
fn quoted(cell: &str, alone: bool, to: &mut String) {
    let needs = |b: u8| matches!(b, b',' | b'"' | b'\r' | b'\n');
    if !(cell.bytes().any(needs) || (alone && cell.is_empty())) {
        to.push_str(cell);
        return;
    }
    to.push('"');
    for (i, part) in cell.split('"').enumerate() {
        to.push_str(if i > 0 { "\"\"" } else { "" });
        to.push_str(part);
    }
    to.push('"');
}

/// Adds points as they are printed.
fn put(points: Points, to: &mut String) {
    if points.0 < 0 {
        to.push('-');
    }
    // The last two digits stand behind the point, and there is one before it.
    let (mut digits, mut first, mut rest) = ([b'0'; 11], 11, points.0.unsigned_abs());
    while rest > 0 || first > 7 {
        first -= 1;
        if first == 8 {
            digits[first] = b'.';
            continue;
        }
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    to.extend(digits[first..].iter().map(|&b| char::from(b)));
}

impl Cells<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Texts(cells) => cells.len(),
            Self::Points(cells) => cells.len(),
            Self::Numbers(cells, _) | Self::Wholes(cells) => cells.len(),
            Self::Day(_, rows) | Self::Text(_, rows) | Self::Count(_, rows) => *rows,
        }
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Texts(_) | Self::Text(..))
    }

    /// A cell of numbers; none where it is empty, and for texts and days.
    pub(crate) fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Points(cells) => cells[row].map(Points::value),
            Self::Numbers(cells, _) | Self::Wholes(cells) => Some(cells[row]).filter(|x| !x.is_nan()),
            Self::Count(count, _) => Some(f64::from(*count)),
            Self::Texts(_) | Self::Text(..) | Self::Day(..) => None,
        }
    }

    pub(crate) fn text(&self, row: usize, to: &mut String) {
        use std::fmt::Write;
        let written = match self {
            Self::Texts(cells) => {
                to.push_str(cells[row]);
                Ok(())
            }
            Self::Points(cells) => {
                if let Some(points) = cells[row] {
                    put(points, to);
                }
                Ok(())
            }
            Self::Numbers(cells, _) | Self::Wholes(cells) if cells[row].is_nan() => Ok(()),
            Self::Numbers(cells, digits) => write!(to, "{:.digits$}", cells[row] + 0.0),
            Self::Wholes(cells) => write!(to, "{}", cells[row]),
            Self::Day(day, _) => write!(to, "{day}"),
            Self::Text(text, _) => {
                to.push_str(text);
                Ok(())
            }
            Self::Count(count, _) => write!(to, "{count}"),
        };
        debug_assert!(written.is_ok(), "a string takes everything");
    }

    fn array(&self, rows: std::ops::Range<usize>) -> ArrayRef {
        let some = |x: f64| (!x.is_nan()).then_some(x);
        match self {
            Self::Texts(cells) => Arc::new(StringArray::from_iter_values(&cells[rows])),
            Self::Points(cells) => {
                Arc::new(cells[rows].iter().map(|p| p.map(Points::value)).collect::<Float64Array>())
            }
            Self::Numbers(cells, _) | Self::Wholes(cells) => {
                Arc::new(cells[rows].iter().map(|&x| some(x)).collect::<Float64Array>())
            }
            Self::Day(day, _) => Arc::new(Date32Array::from_value(days_of(*day), rows.len())),
            Self::Text(text, _) => Arc::new(StringArray::from_iter_values(rows.map(|_| text))),
            Self::Count(count, _) => Arc::new(Int64Array::from_value(i64::from(*count), rows.len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet<'static> {
        let mut sheet = Sheet::default();
        sheet.add("member", Cells::Texts(vec!["a,\"b\"", "c"]));
        sheet.add("score", Cells::Points(vec![Some(Points(1205)), None]));
        sheet.add("coverage", Cells::Numbers(vec![0.5, f64::NAN], 4));
        sheet.add("window", Cells::Count(90, 2));
        sheet.lead("as_of", Cells::Day(Date::constant(2026, 8, 31), 2));
        sheet
    }

    #[track_caller]
    fn check(format: Format, expected: &str) {
        let mut bytes = Vec::new();
        sheet().write(format, &mut bytes).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn tables_as_text() {
        check(
            Format::Csv,
            "as_of,member,score,coverage,window\n2026-08-31,\"a,\"\"b\"\"\",12.05,0.5000,90\n2026-08-31,c,,,90\n",
        );
        check(
            Format::Json,
            "[\n{\"as_of\": \"2026-08-31\", \"member\": \"a,\\\"b\\\"\", \"score\": 12.05, \"coverage\": 0.5000, \"window\": 90},\n\
             {\"as_of\": \"2026-08-31\", \"member\": \"c\", \"score\": null, \"coverage\": null, \"window\": 90}\n]\n",
        );
        check(
            Format::Ndjson,
            "{\"as_of\": \"2026-08-31\", \"member\": \"a,\\\"b\\\"\", \"score\": 12.05, \"coverage\": 0.5000, \"window\": 90}\n\
             {\"as_of\": \"2026-08-31\", \"member\": \"c\", \"score\": null, \"coverage\": null, \"window\": 90}\n",
        );
        check(
            Format::Md,
            "| as&#95;of | member | score | coverage | window |\n| ---: | --- | ---: | ---: | ---: |\n\
             | 2026-08-31 | a,&#34;b&#34; | 12.05 | 0.5000 | 90 |\n| 2026-08-31 | c |  |  | 90 |\n",
        );
    }

    #[test]
    fn points_as_they_are_printed() {
        for hundredths in (-12_000..12_000).chain([i32::MAX, i32::MIN + 1, 100_000, -100_000, 1_234_567]) {
            let mut text = String::new();
            put(Points(hundredths), &mut text);
            assert_eq!(text, Points(hundredths).to_string());
        }
    }

    /// Held to the csv crate, over more rows than one task writes.
    #[test]
    fn csv_as_others_write_it() {
        let odd = ["", "a", ",", "\"", "a\"\"b\"", "\r", "\n", " ", "#", "\0", "é,ü", "\u{feff}x", "'", "\\"];
        let rows = BLOCK * 2 + 17;
        let texts: Vec<&str> = (0..rows).map(|row| odd[row * 7 % odd.len()]).collect();
        let numbers: Vec<f64> =
            (0..rows).map(|row| if row % 5 == 0 { f64::NAN } else { row as f64 / 7.0 }).collect();
        for columns in 1..4 {
            let mut sheet = Sheet::default().raw_cells(true);
            sheet.add("a,b", Cells::Texts(texts.clone()));
            if columns > 1 {
                sheet.add("n", Cells::Numbers(numbers.clone(), 2));
            }
            if columns > 2 {
                sheet.add("", Cells::Texts(texts.iter().rev().copied().collect()));
            }
            let mut ours = Vec::new();
            sheet.write(Format::Csv, &mut ours).unwrap();
            let mut theirs = csv::Writer::from_writer(Vec::new());
            theirs.write_record(["a,b", "n", ""].into_iter().take(columns)).unwrap();
            for row in 0..rows {
                let number =
                    if numbers[row].is_nan() { String::new() } else { format!("{:.2}", numbers[row]) };
                theirs
                    .write_record([texts[row], &number, texts[rows - 1 - row]].into_iter().take(columns))
                    .unwrap();
            }
            assert!(ours == theirs.into_inner().unwrap(), "{columns} columns");
        }
    }

    #[test]
    fn formulas_are_guarded_in_csv_alone() {
        let mut sheet = Sheet::default();
        sheet.add("=a", Cells::Texts(vec!["=1+1", "-5"]));
        sheet.add("b", Cells::Text("@x\u{9b}", 2));
        sheet.add("c", Cells::Numbers(vec![-1.5, f64::NAN], 2));
        let text = |sheet: &Sheet<'_>, format| {
            let mut bytes = Vec::new();
            sheet.write(format, &mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(text(&sheet, Format::Csv), "'=a,b,c\n'=1+1,'@x\u{9b},-1.50\n-5,'@x\u{9b},\n");
        assert_eq!(
            text(&sheet, Format::Json),
            "[\n{\"=a\": \"=1+1\", \"b\": \"@x\\u009b\", \"c\": -1.50},\n{\"=a\": \"-5\", \"b\": \"@x\\u009b\", \"c\": null}\n]\n"
        );
        let raw = sheet.raw_cells(true);
        assert_eq!(text(&raw, Format::Csv), "=a,b,c\n=1+1,@x\u{9b},-1.50\n-5,@x\u{9b},\n");
    }

    #[test]
    fn parquet_comes_back() {
        let mut bytes = Vec::new();
        sheet().fact("as_of", "2026-08-31").write(Format::Parquet, &mut bytes).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.parquet");
        std::fs::write(&path, bytes).unwrap();
        let file = std::fs::File::open(path).unwrap();
        let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        let facts = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
        let batch = reader.build().unwrap().next().unwrap().unwrap();
        assert_eq!((batch.num_rows(), batch.num_columns()), (2, 5));
        let days = batch.column(0).as_any().downcast_ref::<Date32Array>().unwrap();
        assert_eq!(day_of(days.value(1)), Some(Date::constant(2026, 8, 31)));
        let scores = batch.column(2).as_any().downcast_ref::<Float64Array>().unwrap();
        assert_eq!(scores.iter().collect::<Vec<_>>(), [Some(12.05), None]);
        let schema = batch.schema();
        let said =
            |column: &str, what: &str| schema.field_with_name(column).unwrap().metadata().get(what).cloned();
        assert_eq!(said("score", "unit").as_deref(), Some("points"));
        assert_eq!(said("score", "range").as_deref(), Some("0 to 100"));
        assert!(said("member", "description").is_some());
        assert_eq!(said("window", "description"), None);
        let file = facts.iter().find(|fact| fact.key == "ssi.as_of").and_then(|fact| fact.value.as_deref());
        assert_eq!(file, Some("2026-08-31"));
        let columns =
            facts.iter().find(|fact| fact.key == "ssi.columns").and_then(|fact| fact.value.as_deref());
        let columns: serde_json::Value = serde_json::from_str(columns.unwrap()).unwrap();
        assert_eq!(columns["coverage"]["range"], "0 to 1");
    }

    #[test]
    fn excel_has_an_end() {
        let check = |rows: usize, expected: bool| {
            let mut sheet = Sheet::default();
            sheet.add("member", Cells::Text("a", rows));
            assert_eq!(sheet.too_large_for(Format::Xlsx).is_some(), expected, "{rows}");
            assert_eq!(sheet.too_large_for(Format::Csv), None);
        };
        check(1_048_575, false);
        check(1_048_576, true);
        let (long, wide) = ("x".repeat(32_768), "ü".repeat(32_767));
        for (text, expected) in [(&long, true), (&wide, false)] {
            let mut sheet = Sheet::default();
            sheet.add("member", Cells::Texts(vec!["a", text]));
            assert_eq!(sheet.too_large_for(Format::Xlsx).is_some(), expected);
        }
    }
}
