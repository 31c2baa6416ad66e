//! Records that are fit to be looked at: of the right width, in UTF-8, of a bearable size. All others are rejected here.

use std::borrow::Cow;

use super::header::Header;
use super::split::{self, Cell, Marks};
use crate::data::{Fault, Reject};

/// What is wrong with a cell that is no text.
pub(crate) const NOT_UTF8: &str = "expected UTF-8";

/// Characters of a value that a [`Reject`] shows.
const SHOWN: usize = 200;

/// Where a piece of a file stands in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Base {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    /// The byte at which it begins, from 0.
    pub(crate) byte: u64,
}

/// Reads a piece of a file record by record.
#[derive(Debug)]
pub(crate) struct Records<'a> {
    file: &'a str,
    header: &'a Header,
    bytes: &'a [u8],
    /// The same as text, if it is UTF-8 from end to end; then no record has to be checked on its own.
    text: Option<&'a str>,
    at: usize,
    line: u64,
    base: Base,
    max_record: usize,
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    text: &'a str,
    marks: Marks,
    line: u64,
    byte: u64,
}

impl<'a> Records<'a> {
    pub(crate) fn new(
        file: &'a str,
        header: &'a Header,
        bytes: &'a [u8],
        base: Base,
        max_record: usize,
    ) -> Self {
        let text = std::str::from_utf8(bytes).ok();
        Self { file, header, bytes, text, at: 0, line: base.line, base, max_record }
    }

    /// The next record, with its cells in `cells`, or the reason why it cannot be used; `None` at the end.
    pub(crate) fn next(&mut self, cells: &mut Vec<Cell>) -> Option<Result<Row<'a>, Reject>> {
        let (skip, skipped) = split::empty_lines(&self.bytes[self.at..]);
        self.at += skip;
        self.line += skipped;
        if self.at == self.bytes.len() {
            return None;
        }
        cells.clear();
        let (start, line) = (self.at, self.line);
        let rest = &self.bytes[start..];
        let end = split::record(rest, self.header.marks, cells);
        self.at += end.next;
        self.line += end.lines;

        let byte = self.base.byte + start as u64;
        let raw = &rest[..end.content];
        let reject = |fault: Fault, column: &str, value: &[u8], reason: String| {
            let (file, column) = (self.file.to_owned(), column.to_owned());
            Some(Err(Reject { file, line, byte, fault, column, value: shown(value), reason }))
        };
        if end.open {
            let bytes = end.next;
            let reason = format!(
                "a quote (\") is opened and never closed; the rest of the file, {bytes} bytes, was skipped. Close the quote, or write a quote that is meant as such twice"
            );
            return reject(Fault::UnquotedValue, "", raw, reason);
        }
        if raw.len() > self.max_record {
            let reason = format!(
                "expected a row of at most {} bytes, found {}, all of which were skipped; is a quote (\") opened and not closed?",
                self.max_record,
                raw.len()
            );
            return reject(Fault::LineSizeOverMaximum, "", raw, reason);
        }
        let width = self.header.names.len();
        if cells.len() != width {
            let reason = format!(
                "expected {width} {}, as in the first line, found {}",
                plural(width, "cell"),
                cells.len()
            );
            let fault = if cells.len() < width { Fault::MissingColumns } else { Fault::TooManyColumns };
            return reject(fault, "", raw, reason);
        }
        let text = match self.text {
            Some(text) => &text[start..start + end.content],
            None => match std::str::from_utf8(raw) {
                Ok(text) => text,
                Err(e) => {
                    let bad = e.valid_up_to();
                    let place = cells.iter().take_while(|cell| cell.range.end <= bad).count().min(width - 1);
                    let value = &raw[cells[place].range.clone()];
                    return reject(
                        Fault::InvalidEncoding,
                        &self.header.names[place],
                        value,
                        NOT_UTF8.to_owned(),
                    );
                }
            },
        };
        Some(Ok(Row { text, marks: self.header.marks, line, byte }))
    }
}

impl<'a> Row<'a> {
    /// The content of a cell.
    pub(crate) fn cell(&self, cell: &Cell) -> Cow<'a, str> {
        let raw = &self.text[cell.range.clone()];
        if !cell.escaped {
            return Cow::Borrowed(raw);
        }
        let mut content = String::with_capacity(raw.len());
        split::unescape(raw, self.marks, &mut content);
        Cow::Owned(content)
    }

    /// Rejects the record for what one of its columns says.
    pub(crate) fn reject(
        &self,
        fault: Fault,
        file: &str,
        column: &str,
        value: &str,
        reason: impl Into<String>,
    ) -> Reject {
        Reject {
            fault,
            file: file.to_owned(),
            line: self.line,
            byte: self.byte,
            column: column.to_owned(),
            value: shown(value.as_bytes()),
            reason: reason.into(),
        }
    }
}

pub(crate) fn plural(n: usize, noun: &str) -> String {
    if n == 1 { noun.to_owned() } else { format!("{noun}s") }
}

/// The first characters of a value, with replacement characters for what is not UTF-8.
fn shown(value: &[u8]) -> String {
    // No character takes more than four bytes; a huge value need not be looked at to its end.
    let head = &value[..value.len().min(SHOWN * 4)];
    String::from_utf8_lossy(head).chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a file of columns `a` and `b` with a limit of 30 bytes a row, as `line byte cells` or `line byte reject`.
    #[track_caller]
    fn check(body: &[u8], expected: &[&str]) {
        let header = Header {
            names: vec!["a".into(), "b".into()],
            marks: crate::dialect::Dialect::default().marks(),
            body: 0,
            line: 2,
        };
        let mut records = Records::new("x.csv", &header, body, Base { line: 2, byte: 4 }, 30);
        let mut cells = Vec::new();
        let mut found = Vec::new();
        while let Some(row) = records.next(&mut cells) {
            found.push(match row {
                Ok(row) => {
                    let cells: Vec<_> = cells.iter().map(|c| row.cell(c).into_owned()).collect();
                    format!("{} {} {}", row.line, row.byte, cells.join("|"))
                }
                Err(r) => format!("{} {} [{}] {:?} {}", r.line, r.byte, r.column, r.value, r.reason),
            });
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_and_bytes() {
        check(b"1,2\n3,4\n", &["2 4 1|2", "3 8 3|4"]);
        check(b"1,2\r\n\r\n\"3\r\n\r\n\",4\r\n5,6", &["2 4 1|2", "4 11 3\r\n\r\n|4", "7 22 5|6"]);
        check(b"1,2\r3,4\r\r5,6", &["2 4 1|2", "3 8 3|4", "5 13 5|6"]);
        check(b"\"say \"\"hi\"\"\",\n", &["2 4 say \"hi\"|"]);
    }

    #[test]
    fn rejects() {
        check(
            b"1\n1,2,3\n1,2\n",
            &[
                "2 4 [] \"1\" expected 2 cells, as in the first line, found 1",
                "3 6 [] \"1,2,3\" expected 2 cells, as in the first line, found 3",
                "4 12 1|2",
            ],
        );
        check(
            b"1,\xff\n1,2\nM\xfcller,2\n",
            &["2 4 [b] \"\u{fffd}\" expected UTF-8", "3 8 1|2", "4 12 [a] \"M\u{fffd}ller\" expected UTF-8"],
        );
        check(
            b"1,012345678901234567890123456789\n1,2\n",
            &[
                "2 4 [] \"1,012345678901234567890123456789\" expected a row of at most 30 bytes, found 32, all of which were skipped; is a quote (\") opened and not closed?",
                "3 37 1|2",
            ],
        );
        check(
            b"1,2\n1,\"2\n3,4\n",
            &[
                "2 4 1|2",
                "3 8 [] \"1,\\\"2\\n3,4\\n\" a quote (\") is opened and never closed; the rest of the file, 9 bytes, was skipped. Close the quote, or write a quote that is meant as such twice",
            ],
        );
    }

    #[test]
    fn values_are_cut_between_characters() {
        assert_eq!(shown("ü".repeat(500).as_bytes()), "ü".repeat(200));
        assert_eq!(shown("😀".repeat(500).as_bytes()), "😀".repeat(200));
        assert_eq!(shown(b"\xe2\x82"), "\u{fffd}");
    }
}
