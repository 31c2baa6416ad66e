//! Records of a block that are fit to be looked at: of the right width, and text. All others are rejected here.

use std::borrow::Cow;

use memchr::memchr;

use super::cut::{Bad, Block};
use super::decode;
use super::rows::{Place, RowSource, plural, reject};
use super::split::{self, Cell};
use crate::data::{Fault, Reject};

/// Reads a block record by record.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    file: &'a str,
    block: &'a Block,
    /// The block as text, if it is UTF-8 from end to end; then no record has to be checked on its own.
    text: Option<&'a str>,
    /// Where the next record begins in the block, and in the file.
    at: usize,
    next: Place,
    bad: std::slice::Iter<'a, Bad>,
    /// The record, and where it begins.
    record: &'a str,
    cells: Vec<Cell>,
    place: Place,
}

impl<'a> Records<'a> {
    pub(crate) fn new(file: &'a str, block: &'a Block) -> Self {
        let text = std::str::from_utf8(&block.text).ok();
        let (bad, place) = (block.bad.iter(), block.place);
        Self { file, block, text, at: 0, next: place, bad, record: "", cells: Vec::new(), place }
    }

    /// Goes past bytes of the block.
    fn pass(&mut self, bytes: usize, lines: u64) -> &'a [u8] {
        let passed = &self.block.text[self.at..self.at + bytes];
        self.at += bytes;
        self.next.line += lines;
        self.next.byte += decode::length(self.block.shape.encoding, passed);
        passed
    }

    /// What was taken out before the next record, if anything was.
    fn taken_out(&mut self) -> Option<Reject> {
        let bad = self.bad.as_slice().first().filter(|bad| bad.before == self.at)?;
        self.bad.next();
        self.next = bad.next;
        let (fault, reason) = match bad.too_long {
            Some(bytes) => (Fault::LineSizeOverMaximum, self.too_long(bytes)),
            None => (Fault::UnquotedValue, self.unclosed(bad.next.line - bad.place.line)),
        };
        Some(reject(self.file, bad.place, fault, "", bad.head.as_bytes(), reason))
    }

    fn too_long(&self, bytes: u64) -> String {
        let most = self.block.shape.max_record;
        let hint =
            self.quote().map(|q| format!("; is a quote ({q}) opened and not closed?")).unwrap_or_default();
        format!("expected a row of at most {most} bytes, found {bytes}, all of which were skipped{hint}")
    }

    fn unclosed(&self, lines: u64) -> String {
        let quote = self.quote().unwrap_or('"');
        let skipped = match lines {
            0 | 1 => "this line was skipped".to_owned(),
            lines => format!("{lines} lines were skipped, up to the next that has a cell for each column"),
        };
        let meant = match self.block.shape.marks.escape {
            None => "write a quote that is meant as such twice",
            Some(_) => "write a backslash before a quote that is meant as such",
        };
        format!("a quote ({quote}) is opened and not closed; {skipped}. Close the quote, or {meant}")
    }

    fn quote(&self) -> Option<char> {
        self.block.shape.marks.quote.map(char::from)
    }

    /// The record as text of the right width.
    fn look(&mut self, raw: &'a [u8], start: usize) -> Result<(), Box<Reject>> {
        let shape = &*self.block.shape;
        let (width, found) = (shape.names.len(), self.cells.len());
        if found != width {
            let cells = plural(width, "cell");
            let reason = format!("expected {width} {cells}, as in the first line, found {found}");
            let fault = if found < width { Fault::MissingColumns } else { Fault::TooManyColumns };
            return Err(Box::new(reject(self.file, self.place, fault, "", raw, reason)));
        }
        self.record = match self.text {
            Some(text) => &text[start..start + raw.len()],
            None => std::str::from_utf8(raw).map_err(|e| {
                let bad = e.valid_up_to();
                let column =
                    self.cells.iter().take_while(|cell| cell.range.end <= bad).count().min(width - 1);
                let value = &raw[self.cells[column].range.clone()];
                let reason = format!("expected {}", decode::called(shape.encoding));
                let name = &shape.names[column];
                Box::new(reject(self.file, self.place, Fault::InvalidEncoding, name, value, reason))
            })?,
        };
        Ok(())
    }
}

impl RowSource for Records<'_> {
    fn advance(&mut self) -> Option<Result<(), Box<Reject>>> {
        loop {
            if let Some(reject) = self.taken_out() {
                return Some(Err(Box::new(reject)));
            }
            // Not past what was taken out: a `\r` before it and a `\n` behind it are no line end together.
            let to = self.bad.as_slice().first().map_or(self.block.text.len(), |bad| bad.before);
            match &self.block.text[self.at..to] {
                [] => return None,
                [b'\r', b'\n', ..] => self.pass(2, 1),
                [b'\r' | b'\n', ..] => self.pass(1, 1),
                rest => {
                    self.cells.clear();
                    let end = split::record(rest, self.block.shape.marks, &mut self.cells);
                    let start = self.at;
                    self.place = self.next;
                    let raw = &self.pass(end.next, end.lines)[..end.content];
                    return Some(self.look(raw, start));
                }
            };
        }
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let cell = &self.cells[column];
        let raw = &self.record[cell.range.clone()];
        if !cell.escaped {
            return Cow::Borrowed(raw);
        }
        let mut content = String::with_capacity(raw.len());
        split::unescape(raw, self.block.shape.marks, &mut content);
        Cow::Owned(content)
    }

    fn place(&self) -> Place {
        self.place
    }

    fn zeros(&self) -> bool {
        memchr(0, &self.block.text).is_some()
    }
}
