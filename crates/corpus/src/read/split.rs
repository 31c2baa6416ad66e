//! Where records and cells begin and end.
//!
//! One state machine serves both questions, "where may this file be cut?" and "what are the cells of this record?", so
//! the answers cannot differ. It reads exactly what the `csv` crate reads (a test holds them together on arbitrary
//! bytes), and says more: the lines, whether a quote was still open at the end, and whether something follows a closing quote.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use crate::dialect::{Dialect, Escape};

/// The bytes that mean something in a delimited file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Between two cells.
    pub(crate) delimiter: u8,
    /// Around a cell.
    pub(crate) quote: Option<u8>,
    /// Before a quote that is meant as such, where quotes are not only doubled.
    pub(crate) escape: Option<u8>,
}

impl Dialect {
    /// The bytes that mean something in a file of this dialect.
    pub(crate) fn marks(&self) -> Marks {
        let escape = match self.escape {
            Escape::Doubled => None,
            Escape::Backslash => Some(b'\\'),
        };
        Marks { delimiter: self.delimiter, quote: self.quote, escape }
    }
}

/// One cell of a record, as a range of the record's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The content without its quotes; with them if `escaped`.
    pub(crate) range: Range<usize>,
    /// Whether the content has to be unescaped.
    pub(crate) escaped: bool,
}

/// Where a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    /// Its bytes without the line end.
    pub(crate) content: usize,
    /// Its bytes with the line end: where the next record begins.
    pub(crate) next: usize,
    /// Lines that it takes up.
    pub(crate) lines: u64,
    /// Whether the input ended inside quotes.
    pub(crate) open: bool,
    /// Whether something other than a delimiter or a line end follows a closing quote.
    pub(crate) stray: bool,
}

/// Takes the cells of a record as they are found.
pub(crate) trait Sink {
    /// One more cell.
    fn cell(&mut self, range: Range<usize>, escaped: bool);
}

/// Lets the cells go: for finding records only.
impl Sink for () {
    fn cell(&mut self, _: Range<usize>, _: bool) {}
}

/// Counts cells.
pub(crate) struct Count(pub(crate) usize);

impl Sink for Count {
    fn cell(&mut self, _: Range<usize>, _: bool) {
        self.0 += 1;
    }
}

impl Sink for Vec<Cell> {
    fn cell(&mut self, range: Range<usize>, escaped: bool) {
        self.push(Cell { range, escaped });
    }
}

/// Reads the record at the start of `input`, which must not begin with a line end.
pub(crate) fn record(input: &[u8], marks: Marks, sink: &mut impl Sink) -> End {
    let delimiter = marks.delimiter;
    let mut at = 0;
    let mut lines = 0;
    let mut stray = false;
    loop {
        let start = at;
        let mut quoted = None;
        if let Some(quote) = marks.quote.filter(|quote| input.get(at) == Some(quote)) {
            let Some((after, doubled)) = closing_quote(input, at + 1, quote, marks.escape) else {
                lines += newlines(&input[start..]);
                sink.cell(start..input.len(), true);
                return End { content: input.len(), next: input.len(), lines: lines + 1, open: true, stray };
            };
            lines += newlines(&input[start..after]);
            quoted = Some((after, doubled));
            at = after;
        }
        // Bytes between a closing quote and the next delimiter belong to the cell, and quotes among them are only quotes.
        let plain = at;
        at = memchr3(delimiter, b'\n', b'\r', &input[at..]).map_or(input.len(), |found| at + found);
        match quoted {
            None => sink.cell(start..at, false),
            Some((after, false)) if plain == at => sink.cell(start + 1..after - 1, false),
            Some((after, _)) => {
                stray |= after != at;
                sink.cell(start..at, true);
            }
        }
        match input.get(at) {
            Some(&byte) if byte == delimiter => at += 1,
            end => {
                let crlf = end == Some(&b'\r') && input.get(at + 1) == Some(&b'\n');
                let next = at + usize::from(end.is_some()) + usize::from(crlf);
                return End { content: at, next, lines: lines + 1, open: false, stray };
            }
        }
    }
}

/// The byte after the quote that ends the quoted text at `from`, and whether quotes are escaped in it.
fn closing_quote(input: &[u8], from: usize, quote: u8, escape: Option<u8>) -> Option<(usize, bool)> {
    let mut at = from;
    let mut escaped = false;
    loop {
        at += match escape {
            None => memchr(quote, &input[at..])?,
            Some(escape) => memchr2(quote, escape, &input[at..])?,
        };
        let doubled = input[at] == quote && input.get(at + 1) == Some(&quote);
        if input[at] == quote && !doubled {
            return Some((at + 1, escaped));
        }
        escaped = true;
        // The quote or the escape, and what it is for.
        at = (at + 2).min(input.len());
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr_iter(b'\n', bytes).count() as u64
}

/// The length of the empty lines at the start of `input`, and how many they are. They are no records.
pub(crate) fn empty_lines(input: &[u8]) -> (usize, u64) {
    let mut at = 0;
    let mut lines = 0;
    loop {
        match (input.get(at), input.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => at += 2,
            (Some(b'\r' | b'\n'), _) => at += 1,
            _ => return (at, lines),
        }
        lines += 1;
    }
}

/// Appends the content of an escaped cell to `out`.
pub(crate) fn unescape(raw: &str, marks: Marks, out: &mut String) {
    let quote = char::from(marks.quote.unwrap_or(b'"'));
    let Some(rest) = raw.strip_prefix(quote).filter(|_| marks.quote.is_some()) else {
        out.push_str(raw);
        return;
    };
    let escape = marks.escape.map(char::from);
    // What was not yet copied begins at `from`, what was not yet looked at begins at `at`.
    let (mut from, mut at) = (0, 0);
    loop {
        // One character is looked for much faster than one of two.
        let found = match escape {
            None => rest[at..].find(quote),
            Some(escape) => rest[at..].find([quote, escape]),
        };
        let Some(place) = found.map(|found| at + found) else { break };
        let mut behind = rest[place..].chars();
        let c = behind.next();
        let after = rest.len() - behind.as_str().len();
        let next = behind.next();
        if c == Some(quote) && next != Some(quote) {
            // The quote that closes; what follows it belongs to the cell as it stands there.
            out.push_str(&rest[from..place]);
            out.push_str(&rest[after..]);
            return;
        }
        // A quote that is doubled, or an escape before something that needs one.
        if c == Some(quote) || next == Some(quote) || next == escape {
            out.push_str(&rest[from..place]);
            from = after;
        }
        at = rest.len() - behind.as_str().len();
    }
    out.push_str(&rest[from..]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(delimiter: u8) -> Marks {
        Marks { delimiter, quote: Some(b'"'), escape: None }
    }

    /// All records, as a reader of the whole file sees them.
    fn records(input: &[u8], marks: Marks) -> Vec<Vec<Vec<u8>>> {
        let mut all = Vec::new();
        let mut at = 0;
        loop {
            at += empty_lines(&input[at..]).0;
            if at == input.len() {
                return all;
            }
            let mut cells = Vec::new();
            let end = record(&input[at..], marks, &mut cells);
            let content = |cell: &Cell| {
                let raw = &input[at..][cell.range.clone()];
                if !cell.escaped {
                    return raw.to_vec();
                }
                // Bytes as Latin-1, so that arbitrary ones can go through a string.
                let text: String = raw.iter().map(|&b| char::from(b)).collect();
                let mut out = String::new();
                unescape(&text, marks, &mut out);
                out.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
            };
            all.push(cells.iter().map(content).collect());
            at += end.next;
        }
    }

    fn csv_crate(input: &[u8], delimiter: u8) -> Vec<Vec<Vec<u8>>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(input);
        reader.byte_records().map(|r| r.unwrap().iter().map(<[u8]>::to_vec).collect()).collect()
    }

    #[track_caller]
    fn check(input: &str, expected: &[&[&str]]) {
        check_with(plain(b','), input, expected);
    }

    #[track_caller]
    fn check_with(marks: Marks, input: &str, expected: &[&[&str]]) {
        let found = records(input.as_bytes(), marks);
        let expected: Vec<Vec<Vec<u8>>> =
            expected.iter().map(|r| r.iter().map(|c| c.as_bytes().to_vec()).collect()).collect();
        assert_eq!(found, expected, "{input:?}");
    }

    #[test]
    fn cells() {
        check("", &[]);
        check("a", &[&["a"]]);
        check("a,b\nc,d", &[&["a", "b"], &["c", "d"]]);
        check("a,\n,\r\n\n\r\nb", &[&["a", ""], &["", ""], &["b"]]);
        check("\"a,\n\"\"b\"\"\",c\n", &[&["a,\n\"b\"", "c"]]);
        check("\"\"\n\"\"\"\"", &[&[""], &["\""]]);
        check("a\"b\"\n\"a\"b\"c\n", &[&["a\"b\""], &["ab\"c"]]);
        check("\"a", &[&["a"]]);
    }

    #[test]
    fn other_quotes_and_escapes() {
        let backslash = Marks { escape: Some(b'\\'), ..plain(b',') };
        check_with(backslash, r#""a \"b\" c",d"#, &[&["a \"b\" c", "d"]]);
        check_with(
            backslash,
            r#""the \"end\""
next,"said ""so"" "#,
            &[&["the \"end\""], &["next", "said \"so\" "]],
        );
        check_with(backslash, r#""C:\temp","back\\slash",x\y"#, &[&["C:\\temp", "back\\slash", "x\\y"]]);
        check_with(backslash, r#""a\"#, &[&["a\\"]]);
        let single = Marks { quote: Some(b'\''), ..plain(b';') };
        check_with(single, "'a;b';\"c\"\n'it''s'", &[&["a;b", "\"c\""], &["it's"]]);
        let none = Marks { quote: None, ..plain(b'\t') };
        check_with(none, "\"a\tb\"\n\"", &[&["\"a", "b\""], &["\""]]);
    }

    #[test]
    fn ends_are_told() {
        let end = |input: &str| record(input.as_bytes(), plain(b','), &mut ());
        let plain = End { content: 3, next: 5, lines: 1, open: false, stray: false };
        assert_eq!(end("a,b\r\nc"), plain);
        assert_eq!(end("\"a\n\nb\",c\nd"), End { content: 8, next: 9, lines: 3, ..plain });
        assert_eq!(end("\"a\n"), End { content: 3, next: 3, lines: 2, open: true, ..plain });
        assert_eq!(end("a"), End { content: 1, next: 1, ..plain });
        assert_eq!(end("\"a\"b,c"), End { content: 6, next: 6, stray: true, ..plain });
    }

    proptest! {
        #[test]
        fn reads_what_the_csv_crate_reads(input in "[a,;\"\r\n\u{80}-\u{ff}]{0,40}", semicolon: bool) {
            let input: Vec<u8> = input.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
            // The csv crate takes a byte order mark away by itself; a reader of ours has done so before.
            prop_assume!(!input.starts_with(b"\xef\xbb\xbf"));
            let delimiter = if semicolon { b';' } else { b',' };
            prop_assert_eq!(records(&input, plain(delimiter)), csv_crate(&input, delimiter));
        }
    }
}
