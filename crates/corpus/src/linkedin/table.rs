//! One delimited file of an export: where its header is, and which of two ways to write quotes it uses.

use encoding_rs::{Encoding as Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::dates::Style;
use super::names::About;
use crate::data::Fault;
use crate::dialect::{Dialect, Encoding, Escape, Newline};
use crate::read::sheet::{Sheet, SheetRow};
use crate::read::split::{self, Cell};

/// Lines among which the header is looked for. Notes before it have a handful.
const HEADER_LINES: u64 = 60;
/// And bytes: the first line of a file that is none of ours may be all of it.
const HEADER_BYTES: usize = 64 << 10;

/// The rows of a file with the names of its columns.
#[derive(Debug)]
pub(crate) struct Table {
    /// In lower case, without outer spaces; the first of a name counts, and no name is no column.
    names: Vec<String>,
    /// The last column that a row has to have.
    last_needed: usize,
    pub(crate) rows: Vec<SheetRow>,
    pub(crate) dialect: Dialect,
}

impl Table {
    /// Reads a file; `style` says how its dates are read. The error says why it is not that file.
    pub(crate) fn read(about: &About, bytes: &[u8], style: &Style) -> Result<Self, String> {
        let (text, encoding, mark) = decode(bytes);
        if text.trim().is_empty() {
            return Err("it is empty".to_owned());
        }
        let Some(header) = find_header(about, &text) else {
            let needed: Vec<&str> = about.needs.iter().map(|names| names[0]).collect();
            return Err(format!("no line names its columns ({})", needed.join(", ")));
        };
        let mut dialect = Dialect {
            encoding,
            delimiter: header.delimiter,
            skip: header.line - 1,
            newline: if header.crlf { Newline::CrLf } else { Newline::Lf },
            ..Dialect::default()
        };
        let mut best: Option<(u64, Escape, Vec<SheetRow>)> = None;
        let body = &text[header.body..];
        for escape in [Escape::Doubled, Escape::Backslash] {
            // Where no quote has a backslash before it the two readings are one.
            if escape == Escape::Backslash && !body.contains("\\\"") {
                continue;
            }
            let rows = Sheet::read(body, Dialect { escape, ..dialect }.marks()).rows;
            let faults = faults(about, &header, &rows, style);
            if best.as_ref().is_none_or(|(least, ..)| faults < *least) {
                best = Some((faults, escape, rows));
            }
        }
        let (_, escape, mut rows) = best.expect("one reading was made");
        dialect.escape = escape;
        for row in &mut rows {
            row.line += header.line;
            row.byte += (header.body + mark) as u64;
        }
        Ok(Self { names: header.names, last_needed: header.last_needed, rows, dialect })
    }

    /// The place of a column that has one of these names.
    pub(crate) fn place(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.names.iter().position(|n| n == name))
    }

    /// A column, to be asked for its cells.
    pub(crate) fn column(&self, names: &[&str]) -> Column {
        Column(self.place(names))
    }

    /// What is wrong with a row as a row, if anything.
    pub(crate) fn fault(&self, row: &SheetRow) -> Option<(Fault, String)> {
        fault(row, self.names.len(), self.last_needed)
    }
}

/// Where a cell stands in every row, if the file has the column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column(Option<usize>);

impl Column {
    /// Whether the file has it.
    pub(crate) fn is_there(self) -> bool {
        self.0.is_some()
    }

    /// The cell without outer spaces; empty where there is none.
    pub(crate) fn of(self, row: &SheetRow) -> &str {
        self.0.and_then(|place| row.cells.get(place)).map_or("", |cell| cell.trim())
    }
}

struct Header {
    names: Vec<String>,
    last_needed: usize,
    delimiter: u8,
    /// The line on which it stands, from 1.
    line: u64,
    /// Where the rows begin in the text.
    body: usize,
    crlf: bool,
}

/// The first line that has the columns which the file needs.
fn find_header(about: &About, text: &str) -> Option<Header> {
    let bytes = text.as_bytes();
    let mut at = 0;
    for line in 1..=HEADER_LINES {
        if at >= bytes.len() || at > HEADER_BYTES {
            return None;
        }
        let end = bytes[at..].iter().position(|b| *b == b'\n' || *b == b'\r').map_or(bytes.len(), |n| at + n);
        let crlf = bytes[end..].starts_with(b"\r\n");
        let body = (end + if crlf { 2 } else { 1 }).min(bytes.len());
        for delimiter in [b',', b';', b'\t'] {
            let Some(names) = names_in(&text[at..end.min(at + HEADER_BYTES)], delimiter) else { continue };
            let places =
                about.needs.iter().map(|any| any.iter().find_map(|n| names.iter().position(|m| m == n)));
            if let Some(places) = places.collect::<Option<Vec<usize>>>() {
                let last_needed = places.into_iter().max().unwrap_or(0);
                return Some(Header { names, last_needed, delimiter, line, body, crlf });
            }
        }
        at = body;
    }
    None
}

/// The cells of one line as names of columns.
fn names_in(line: &str, delimiter: u8) -> Option<Vec<String>> {
    if line.trim().is_empty() {
        return None;
    }
    let marks = Dialect { delimiter, ..Dialect::default() }.marks();
    let mut cells: Vec<Cell> = Vec::new();
    if split::record(line.as_bytes(), marks, &mut cells).open {
        return None;
    }
    let name = |cell: &Cell| {
        let raw = &line[cell.range.clone()];
        let mut name = String::new();
        if cell.escaped {
            split::unescape(raw, marks, &mut name);
        } else {
            name.push_str(raw);
        }
        name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    Some(cells.iter().map(name).collect())
}

/// Whether the start of a file is that of an export's file.
pub(crate) fn proves(about: &About, start: &[u8]) -> bool {
    find_header(about, &decode(start).0).is_some()
}

fn fault(row: &SheetRow, width: usize, last_needed: usize) -> Option<(Fault, String)> {
    let (found, wanted) = (row.cells.len(), width);
    if !row.closed {
        Some((
            Fault::UnquotedValue,
            "a quote (\") is opened and never closed; the rest of the file was skipped".to_owned(),
        ))
    } else if row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
        Some((Fault::TooManyColumns, format!("expected {wanted} cells, as in the header, found {found}")))
    } else if row.cells.len() <= last_needed {
        // Spreadsheets leave out empty cells at the end of a row, so a short row is none by itself.
        Some((Fault::MissingColumns, format!("expected {wanted} cells, as in the header, found {found}")))
    } else {
        None
    }
}

/// How much speaks against a reading: rows of a wrong width, text behind a closing quote, and dates that are none. A row that swallows the rest of the file
/// counts for all the lines in it.
fn faults(about: &About, header: &Header, rows: &[SheetRow], style: &Style) -> u64 {
    let date = header.names.iter().position(|name| name == about.date);
    let faulty = |row: &SheetRow| {
        if !row.closed {
            return 2 + row.cells.iter().map(|c| c.matches('\n').count() as u64).sum::<u64>();
        }
        let odd_date = || {
            let cell = date.and_then(|place| row.cells.get(place)).map_or("", |cell| cell.trim());
            !cell.is_empty() && style.read(cell).is_none()
        };
        let odd = row.stray || fault(row, header.names.len(), header.last_needed).is_some();
        u64::from(odd || odd_date())
    };
    rows.iter().map(faulty).sum()
}

/// The text of a file, how it was written, and the bytes of its mark: UTF-8, unless a mark says UTF-16 or it is no UTF-8, as
/// after a spreadsheet has saved it.
fn decode(bytes: &[u8]) -> (String, Encoding, usize) {
    let (decoder, mark) = match Decoder::for_bom(bytes) {
        Some((decoder, mark)) => (decoder, mark),
        // The start of a file may end within a character.
        None if std::str::from_utf8(bytes).map_or_else(|e| e.error_len().is_none(), |_| true) => (UTF_8, 0),
        None => (WINDOWS_1252, 0),
    };
    let text = decoder.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    let encoding = if decoder == UTF_16LE {
        Encoding::Utf16Le
    } else if decoder == UTF_16BE {
        Encoding::Utf16Be
    } else if decoder == WINDOWS_1252 {
        Encoding::Windows1252
    } else {
        Encoding::Utf8
    };
    (text, encoding, mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linkedin::names::Kind;

    /// The rows of a file as `line byte cells`, cells joined by `|`.
    #[track_caller]
    fn check(kind: Kind, file: &[u8], expected: &[&str]) -> Dialect {
        let table = Table::read(kind.about(), file, &Style::utc()).unwrap();
        let rows: Vec<String> =
            table.rows.iter().map(|r| format!("{} {} {}", r.line, r.byte, r.cells.join("|"))).collect();
        assert_eq!(rows, expected);
        table.dialect
    }

    #[test]
    fn notes_before_the_header() {
        let file = b"Notes:\n\"Some, are \"\"missing\"\"\"\n\nFirst Name,Last Name,Connected On\nAna,Lima,08 Feb 2021";
        let dialect = check(Kind::Connections, file, &["5 66 Ana|Lima|08 Feb 2021"]);
        assert_eq!(dialect.skip, 3);
        // Notes with a quote that nobody closes swallow nothing.
        check(
            Kind::Connections,
            b"Notes: \"x\nFirst Name,Connected On\nAna,08 Feb 2021\n",
            &["3 34 Ana|08 Feb 2021"],
        );
    }

    #[test]
    fn the_reading_with_fewer_faults_counts() {
        let backslash = b"Date,Link,Message\n2026-02-11 07:05:09,l1,\"I tried \\\"plan B\\\", and\nit held \\\"\"\n2026-02-11 07:05:10,l2,C:\\temp\n";
        let rows = [
            "2 18 2026-02-11 07:05:09|l1|I tried \"plan B\", and\nit held \"",
            "4 78 2026-02-11 07:05:10|l2|C:\\temp",
        ];
        assert_eq!(check(Kind::Comments, backslash, &rows).escape, Escape::Backslash);
        let doubled = b"Date,Link,Message\n2026-02-11 07:05:09,l1,\"in C:\\\"\n2026-02-11 07:05:10,l2,\"so \"\"it\"\" is\"\n";
        let rows = ["2 18 2026-02-11 07:05:09|l1|in C:\\", "3 50 2026-02-11 07:05:10|l2|so \"it\" is"];
        assert_eq!(check(Kind::Comments, doubled, &rows).escape, Escape::Doubled);
    }

    #[test]
    fn saved_again_by_a_spreadsheet() {
        let file = b"\xef\xbb\xbfDate;Link;Message;\r\n2/2/2026 9:00;l;Hi;\r\n";
        let dialect = check(Kind::Comments, file, &["2 23 2/2/2026 9:00|l|Hi|"]);
        assert_eq!(
            (dialect.delimiter, dialect.newline, dialect.encoding),
            (b';', Newline::CrLf, Encoding::Utf8)
        );
        let dialect = check(Kind::Skills, b"Name\nPr\xe9sence\n", &["2 5 Présence"]);
        assert_eq!(dialect.encoding, Encoding::Windows1252);
        let wide: Vec<u8> = "\u{feff}Name\nJa\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(check(Kind::Skills, &wide, &["2 7 Ja"]).encoding, Encoding::Utf16Le);
    }

    #[test]
    fn columns_go_by_name() {
        let file = b" LINK ,date,Message,Message,\nl,2026-02-02 09:00:00,one,two,\n";
        let table = Table::read(Kind::Comments.about(), file, &Style::utc()).unwrap();
        let of = |name| table.column(&[name]).of(&table.rows[0]).to_owned();
        assert_eq!(
            (of("link"), of("message"), of("date"), of("nothing")),
            ("l".into(), "one".into(), "2026-02-02 09:00:00".into(), String::new())
        );
        assert!(!table.column(&["nothing"]).is_there() && table.fault(&table.rows[0]).is_none());
    }

    #[test]
    fn what_is_no_such_file() {
        for (file, word) in [
            (&b""[..], "empty"),
            (b" \n\n", "empty"),
            (b"No conversations found", "no line"),
            (b"Datum,Link,Nachricht\n", "no line"),
            (b"\0\xff\xfe\0", "no line"),
        ] {
            let why = Table::read(Kind::Comments.about(), file, &Style::utc()).unwrap_err();
            assert!(why.contains(word), "{why}");
        }
    }
}
