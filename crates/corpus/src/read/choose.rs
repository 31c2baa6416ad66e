//! Which dialect a file is read in: what was said, else what finds the columns that are wanted, else what the bytes look like.

use super::decode;
use super::error::Error;
use super::split::{self, Cell, Count, Marks};
use super::stream::SAMPLE;
use crate::dialect::{Dialect, Encoding, Escape, Newline, Overrides};

/// Delimiters that are tried where none is named.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Lines among which the header is looked for.
const LINES: u64 = 20;
/// Records that are looked at to tell one way of quoting from another.
const TRIED: usize = 1000;
/// Lines on which a quote is left open, from which on quotes may mean nothing.
const OPEN: usize = 3;

/// The columns that somebody wants of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'w> {
    /// Without one of these the file is of no use.
    pub(crate) needed: &'w [&'w str],
    /// These and the ones that are needed.
    pub(crate) all: &'w [&'w str],
}

/// How a file is read.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) dialect: Dialect,
    pub(crate) names: Vec<String>,
    /// The line that names the columns, if one does.
    pub(crate) named: Option<u64>,
    /// Where the rows begin in the text, and on which line.
    pub(crate) body: usize,
    pub(crate) line: u64,
}

/// How the file that begins with `text` is read. `sniffed` is what its bytes look like; `complete` if `text` is all of it.
pub(crate) fn choose(
    file: &str,
    text: &[u8],
    complete: bool,
    said: &Overrides,
    sniffed: &Dialect,
    wanted: Wanted<'_>,
) -> Result<Chosen, Error> {
    let mark = if text.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let look = Look { file, text, complete, encoding: sniffed.encoding };
    let dialect = Dialect {
        encoding: sniffed.encoding,
        quote: said.quote.unwrap_or(sniffed.quote.or(Some(b'"'))),
        escape: said.escape.unwrap_or(sniffed.escape),
        newline: newline(text),
        ..*sniffed
    };
    let delimiters: Vec<u8> = match said.delimiter {
        Some(delimiter) => vec![delimiter],
        None => [sniffed.delimiter].into_iter().chain(DELIMITERS).collect(),
    };
    // A header in quotes that the sniffer took for others is still found by the columns in it.
    let quotes = match (said.quote, dialect.quote) {
        (None, Some(quote)) if quote != b'"' => vec![dialect.quote, Some(b'"')],
        _ => vec![dialect.quote],
    };
    let dialects = || {
        let with = |quote| delimiters.iter().map(move |&delimiter| Dialect { delimiter, quote, ..dialect });
        quotes.iter().flat_map(move |&quote| with(quote))
    };

    let chosen = if let Some(names) = &said.header {
        let (body, line) = after(text, mark, said.skip.unwrap_or(0));
        let found = |d: &Dialect| width(&text[body..], d.marks()) == names.len();
        let dialect = dialects().find(found).unwrap_or(Dialect { delimiter: delimiters[0], ..dialect });
        let dialect = Dialect { header: false, skip: line - 1, ..dialect };
        Chosen { dialect, names: names.clone(), named: None, body, line }
    } else {
        look.header(mark, said.skip, &dialects().collect::<Vec<_>>(), sniffed.skip, wanted)?
    };
    Ok(look.quoting(chosen, said, sniffed))
}

/// A file that is looked at.
struct Look<'a> {
    file: &'a str,
    text: &'a [u8],
    complete: bool,
    encoding: Encoding,
}

impl Look<'_> {
    /// The first line on which all columns are found that are needed, else the one with most of those that are wanted.
    fn header(
        &self,
        mark: usize,
        skip: Option<u64>,
        dialects: &[Dialect],
        sniffed: u64,
        wanted: Wanted<'_>,
    ) -> Result<Chosen, Error> {
        let (mut at, mut line) = after(self.text, mark, skip.unwrap_or(0));
        let last = if skip.is_some() { line } else { line + LINES - 1 };
        let mut first = None;
        let mut best: Option<(usize, Chosen)> = None;
        loop {
            // Empty lines are no header, and stand before it in any number.
            let (empty, lines) = split::empty_lines(&self.text[at..]);
            (at, line) = (at + empty, line + lines);
            if at == self.text.len() || (line > last && first.is_some()) {
                break;
            }
            let mut here: Option<((usize, usize), Chosen)> = None;
            for dialect in dialects {
                let found = match self.named(at, line, *dialect) {
                    Ok(found) => found,
                    Err(error) => {
                        first.get_or_insert(Err(error));
                        continue;
                    }
                };
                let rank = (wanted.all.iter().filter(|w| found.has(w)).count(), found.names.len());
                if here.as_ref().is_none_or(|(most, _)| rank > *most) {
                    here = Some((rank, found));
                }
            }
            if let Some(((found, _), chosen)) = here {
                if wanted.needed.iter().all(|w| chosen.has(w)) {
                    return Ok(chosen);
                }
                // Where nothing is found that is wanted, the bytes may still look like a header after a preamble.
                let looks = usize::from(line == sniffed + 1 && sniffed > 0);
                let rank = 2 * found + looks;
                let begins = first.is_none();
                if begins || best.as_ref().is_none_or(|(most, _)| rank > *most) && rank > 0 {
                    best = Some((rank, chosen));
                }
                first.get_or_insert(Ok(()));
            }
            let (next, _) = after(self.text, at, 1);
            (at, line) = (next, line + 1);
        }
        let columns = || wanted.all.iter().map(|&w| w.to_owned()).collect();
        match (best, first) {
            (Some((_, chosen)), _) => Ok(chosen),
            (None, Some(Err(error))) => Err(error),
            _ => Err(Error::NoHeader { file: self.file.to_owned(), columns: columns() }),
        }
    }

    /// The line at byte `at` as the names of columns.
    fn named(&self, at: usize, line: u64, dialect: Dialect) -> Result<Chosen, Error> {
        let (file, marks) = (self.file.to_owned(), dialect.marks());
        let mut cells: Vec<Cell> = Vec::new();
        let end = split::record(&self.text[at..], marks, &mut cells);
        if !self.complete && at + end.content == self.text.len() {
            return Err(Error::LongHeader { file, line, bytes: SAMPLE });
        }
        if end.open {
            return Err(Error::OpenHeader { file, line, quote: char::from(marks.quote.unwrap_or(b'"')) });
        }
        let Ok(text) = std::str::from_utf8(&self.text[at..at + end.content]) else {
            return Err(Error::Encoding { file, line, encoding: decode::called(self.encoding) });
        };
        let names = cells.iter().map(|cell| {
            let mut name = String::new();
            match &text[cell.range.clone()] {
                raw if cell.escaped => split::unescape(raw, marks, &mut name),
                raw => name.push_str(raw),
            }
            name.trim().to_owned()
        });
        let dialect = Dialect { header: true, skip: line - 1, ..dialect };
        let names = names.collect();
        Ok(Chosen { dialect, names, named: Some(line), body: at + end.next, line: line + end.lines })
    }

    /// Settles how quotes are written: as they look, unless another way makes far more rows of the right width.
    fn quoting(&self, mut chosen: Chosen, said: &Overrides, sniffed: &Dialect) -> Chosen {
        let Chosen { dialect, body, .. } = chosen;
        let width = chosen.names.len();
        let wrong = |(quote, escape)| self.wrong(body, Dialect { quote, escape, ..dialect }.marks(), width);
        let ways = [(Some(b'"'), Escape::Doubled), (Some(b'"'), Escape::Backslash)];
        let mut best = (dialect.quote, dialect.escape);
        let mut least = wrong(best);
        for (quote, escape) in ways {
            let way = (said.quote.unwrap_or(quote), said.escape.unwrap_or(escape));
            // A bad row or two are no other dialect.
            if least > 0 && way != best {
                let wrong = wrong(way);
                if wrong * 2 < least {
                    (best, least) = (way, wrong);
                }
            }
        }
        // One quote that is left open is a bad row, and not a file in which quotes mean nothing: that takes several, and all rows.
        let bare = (None, Escape::Doubled);
        let marks = dialect.marks();
        if sniffed.quote.is_none()
            && said.quote.is_none()
            && least > 0
            && width > 1
            && wrong(bare) == 0
            && self.open_lines(body, marks) >= OPEN
        {
            best = bare;
        }
        (chosen.dialect.quote, chosen.dialect.escape) = best;
        chosen
    }

    /// On how many of the first lines a quote is opened and not closed.
    fn open_lines(&self, body: usize, marks: Marks) -> usize {
        let lines = self.text[body..].split(|&byte| matches!(byte, b'\n' | b'\r')).take(TRIED);
        lines.filter(|line| split::record(line, marks, &mut ()).open).count()
    }

    /// How many of the first records are not what they should be.
    fn wrong(&self, body: usize, marks: Marks, width: usize) -> usize {
        let mut wrong = 0;
        let mut at = body;
        for _ in 0..TRIED {
            at += split::empty_lines(&self.text[at..]).0;
            let rest = &self.text[at..];
            let mut cells = Count(0);
            let end = split::record(rest, marks, &mut cells);
            if rest.is_empty() || (!self.complete && end.content == rest.len()) {
                break;
            }
            wrong += usize::from(cells.0 != width || end.open || end.stray);
            at += end.next;
        }
        wrong
    }
}

impl Chosen {
    fn has(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.names.iter().any(|found| found.to_lowercase() == name)
    }
}

/// The byte and the line after `lines` more lines.
fn after(text: &[u8], mut at: usize, lines: u64) -> (usize, u64) {
    for passed in 0..lines {
        let rest = &text[at..];
        match memchr::memchr2(b'\n', b'\r', rest) {
            Some(end) => at += end + if rest[end..].starts_with(b"\r\n") { 2 } else { 1 },
            None if rest.is_empty() => return (at, passed + 1),
            None => at = text.len(),
        }
    }
    (at, lines + 1)
}

/// The cells of the first record.
fn width(text: &[u8], marks: Marks) -> usize {
    let mut cells = Count(0);
    split::record(&text[split::empty_lines(text).0..], marks, &mut cells);
    cells.0
}

/// What ends the first line.
fn newline(text: &[u8]) -> Newline {
    match memchr::memchr2(b'\n', b'\r', text) {
        Some(end) if text[end..].starts_with(b"\r\n") => Newline::CrLf,
        Some(end) if text[end] == b'\r' => Newline::Cr,
        _ => Newline::Lf,
    }
}
