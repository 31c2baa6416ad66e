//! The first line: byte order mark, delimiter, column names.

use super::error::Error;
use super::split::{self, Cell, Marks};
use crate::dialect::Dialect;

/// Delimiters that are tried where none is named.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What the first line of a file says.
#[derive(Debug)]
pub(crate) struct Header {
    /// Column names, trimmed.
    pub(crate) names: Vec<String>,
    /// How cells are told apart.
    pub(crate) marks: Marks,
    /// The byte at which the rows begin.
    pub(crate) body: usize,
    /// The line on which the rows begin.
    pub(crate) line: u64,
}

impl Header {
    /// Reads the first line of `bytes`; with several possible delimiters takes the one that finds the most of `wanted`.
    pub(crate) fn read(
        file: &str,
        bytes: &[u8],
        delimiter: Option<u8>,
        wanted: &[&str],
    ) -> Result<Self, Error> {
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err(Error::Encoding { file: file.to_owned(), byte: 0, found: "UTF-16" });
        }
        let (skip, lines) = split::empty_lines(&bytes[mark..]);
        let start = mark + skip;
        if start == bytes.len() {
            let columns = wanted.iter().map(|&w| w.to_owned()).collect();
            return Err(Error::NoHeader { file: file.to_owned(), columns });
        }
        let read = |delimiter| Self::with(file, bytes, start, lines + 1, delimiter);
        if let Some(delimiter) = delimiter {
            return read(delimiter);
        }
        let mut best = read(DELIMITERS[0])?;
        for delimiter in &DELIMITERS[1..] {
            let Ok(other) = read(*delimiter) else { continue };
            let rank = |h: &Self| (wanted.iter().filter(|w| !h.places(w).is_empty()).count(), h.names.len());
            if rank(&other) > rank(&best) {
                best = other;
            }
        }
        Ok(best)
    }

    fn with(file: &str, bytes: &[u8], start: usize, line: u64, delimiter: u8) -> Result<Self, Error> {
        let mut cells: Vec<Cell> = Vec::new();
        let marks = Marks { delimiter, ..Dialect::default().marks() };
        let end = split::record(&bytes[start..], marks, &mut cells);
        if end.open {
            return Err(Error::OpenHeader { file: file.to_owned() });
        }
        let text = match std::str::from_utf8(&bytes[start..start + end.content]) {
            Ok(text) => text,
            Err(e) => {
                let found = "in some other encoding";
                return Err(Error::Encoding { file: file.to_owned(), byte: start + e.valid_up_to(), found });
            }
        };
        let names = cells.iter().map(|cell| {
            let mut name = String::new();
            match &text[cell.range.clone()] {
                raw if cell.escaped => split::unescape(raw, marks, &mut name),
                raw => name.push_str(raw),
            }
            name.trim().to_owned()
        });
        Ok(Self { names: names.collect(), marks, body: start + end.next, line: line + end.lines })
    }

    /// The places of the columns called `name`; upper and lower case are the same.
    pub(crate) fn places(&self, name: &str) -> Vec<usize> {
        let name = name.trim().to_lowercase();
        (0..self.names.len()).filter(|&i| self.names[i].to_lowercase() == name).collect()
    }

    /// The place of a column that must be there once.
    pub(crate) fn place(&self, file: &str, name: &str, mapped: bool) -> Result<usize, Error> {
        let places = self.places(name);
        match places[..] {
            [place] => Ok(place),
            [] => Err(Error::NoColumn {
                file: file.to_owned(),
                column: name.to_owned(),
                found: self.names.clone(),
                mapped,
            }),
            _ => {
                // Two columns may differ in case only; a mapping that spells one of them exactly means that one.
                let mut exact = places.iter().filter(|&&i| mapped && self.names[i] == name.trim());
                match (exact.next(), exact.next()) {
                    (Some(&place), None) => Ok(place),
                    _ => Err(Error::ColumnTwice {
                        file: file.to_owned(),
                        column: name.to_owned(),
                        times: places.len(),
                    }),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, names: &[&str], delimiter: char, body: usize, line: u64) {
        let header = Header::read("x.csv", input.as_bytes(), None, &["author", "at", "text"]).unwrap();
        assert_eq!(header.names, names, "{input:?}");
        assert_eq!(
            (char::from(header.marks.delimiter), header.body, header.line),
            (delimiter, body, line),
            "{input:?}"
        );
    }

    #[test]
    fn headers() {
        check("author,at\n1,2", &["author", "at"], ',', 10, 2);
        check("\u{feff}author,at\r\n1", &["author", "at"], ',', 14, 2);
        check("\n\r\n At ;AUTHOR\n", &["At", "AUTHOR"], ';', 15, 4);
        check("author\tat\ttext, if any", &["author", "at", "text, if any"], '\t', 22, 2);
        check("author|at\n", &["author", "at"], '|', 10, 2);
        check("\"author\",\"the \"\"at\"\"\nline\"\n", &["author", "the \"at\"\nline"], ',', 27, 3);
        // Nothing wanted is found: the delimiter that makes the most columns.
        check("a;b;c,d\n", &["a", "b", "c,d"], ';', 8, 2);
    }

    #[test]
    fn headers_that_cannot_be_read() {
        let read = |input: &[u8]| Header::read("x.csv", input, None, &["author"]).unwrap_err().to_string();
        assert_eq!(read(b"\xef\xbb\xbf\n"), "x.csv is empty; its first line should name the columns");
        assert_eq!(read(b"\xff\xfea\0"), "x.csv, byte 0: the first line is UTF-16, not UTF-8");
        assert_eq!(
            read(b"a,M\xfcnchen\n"),
            "x.csv, byte 3: the first line is in some other encoding, not UTF-8"
        );
        assert_eq!(read(b"\"a,b\n1,2\n"), "x.csv, line 1: a quote (\") is opened and never closed");
    }

    #[test]
    fn a_name_is_found_once() {
        let header = Header::read("x.csv", b"Id,id,Id2,at,at\n", None, &[]).unwrap();
        assert_eq!(header.place("x.csv", "id", true).unwrap(), 1);
        assert_eq!(header.place("x.csv", "ID2", true).unwrap(), 2);
        assert!(header.place("x.csv", "at", true).is_err());
        assert!(header.place("x.csv", "ID", true).is_err());
        assert!(header.place("x.csv", "id", false).is_err());
    }
}
