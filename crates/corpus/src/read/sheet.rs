//! A small delimited file as a whole: what an export consists of.

use super::split::{self, Cell, Marks};

/// Its rows as text, in the order in which they stand there.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) rows: Vec<SheetRow>,
}

/// One row, of any width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SheetRow {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    /// The byte at which it begins, from 0.
    pub(crate) byte: u64,
    /// Whether its last quote is closed.
    pub(crate) closed: bool,
    /// Whether something other than a delimiter or a line end follows a closing quote.
    pub(crate) stray: bool,
    pub(crate) cells: Vec<String>,
}

impl Sheet {
    /// Splits a text. A byte order mark has been taken away; empty lines are no rows.
    pub(crate) fn read(text: &str, marks: Marks) -> Self {
        let bytes = text.as_bytes();
        let mut sheet = Self::default();
        let mut cells: Vec<Cell> = Vec::new();
        let (mut at, mut line) = (0, 1);
        loop {
            let (skip, lines) = split::empty_lines(&bytes[at..]);
            (at, line) = (at + skip, line + lines);
            if at == bytes.len() {
                return sheet;
            }
            cells.clear();
            let end = split::record(&bytes[at..], marks, &mut cells);
            let record = &text[at..];
            let content = cells.iter().map(|cell| {
                let raw = &record[cell.range.clone()];
                let mut content = String::with_capacity(raw.len());
                if cell.escaped {
                    split::unescape(raw, marks, &mut content);
                } else {
                    content.push_str(raw);
                }
                content
            });
            let cells = content.collect();
            sheet.rows.push(SheetRow { line, byte: at as u64, closed: !end.open, stray: end.stray, cells });
            (at, line) = (at + end.next, line + end.lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    #[test]
    fn rows_know_where_they_begin() {
        let sheet = Sheet::read("a,b\r\n\n\"1\n2\",x\n\"open", Dialect::default().marks());
        let found: Vec<_> =
            sheet.rows.iter().map(|r| (r.line, r.byte, r.closed, r.cells.join("|"))).collect();
        let expected = [(1, 0, true, "a|b"), (3, 6, true, "1\n2|x"), (5, 14, false, "open")];
        assert_eq!(found, expected.map(|(l, b, c, t)| (l, b, c, t.to_owned())));
    }
}
