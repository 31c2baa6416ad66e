//! From the first bytes of a file to how it is written.
//!
//! Every way to read the sample that its bytes suggest is tried with the state machine that reads the file later, and the
//! way that makes the shortest description of it is taken (see [`cost`](super::cost)).

use memchr::{memchr_iter, memmem, memrchr2};

use super::cost::{Cost, cost};
use super::encoding::{Decoder, detect};
use super::header::{Head, Start};
use super::{Dialect, Encoding, Escape, Newline};
use crate::read::split::Marks;

/// Bytes of a sample that are split in every way.
const HEAD: usize = 64 << 10;

/// Bytes that are split where rows are so long that few of them fit into [`HEAD`].
const LONG_HEAD: usize = 256 << 10;

/// Bytes on which unlikely delimiters are told from likely ones.
const FIRST_LOOK: usize = 12 << 10;

/// What may stand between cells, with how much dearer (in bits, and as a share) a reading with it has to be to lose against
/// a comma: punctuation that is common in texts, dates and addresses is hardly ever a delimiter.
const DELIMITERS: [(u8, f32, f32); 14] = [
    (b',', 0.0, 1.0),
    (b';', 1.0, 1.0),
    (b'\t', 1.0, 1.0),
    (b'|', 3.0, 1.0),
    (b':', 20.0, 1.08),
    (b' ', 20.0, 1.12),
    (b'^', 20.0, 1.05),
    (b'~', 20.0, 1.05),
    (b'#', 25.0, 1.08),
    (b'&', 25.0, 1.08),
    (b'*', 25.0, 1.08),
    (b'!', 25.0, 1.08),
    (b'\x01', 5.0, 1.0),
    (b'\x1f', 5.0, 1.0),
];

/// The same for a file in which nothing separates cells.
const ONE_COLUMN: (f32, f32) = (10.0, 1.02);

/// How much dearer a rare delimiter is where a usual one makes rows of one width: rows that say much the same are cut evenly
/// by any letter that they share.
const BESIDE_EVEN: f32 = 1.25;

/// The same where quotes stand around some of the cells besides.
const BESIDE_QUOTED: f32 = 2.0;

/// Bits that a backslash before quotes has to make up for: most files double them.
const BACKSLASH: f32 = 8.0;

/// How sure it is what separates the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Two ways to read the file are about as good, or there is too little of it.
    Guess,
    /// One way is better than all others.
    Probable,
    /// One way is much better than all others.
    Clear,
}

/// What was found out about a delimited file.
#[derive(Clone, Debug)]
pub struct Sniffed {
    /// How it is written.
    pub dialect: Dialect,
    /// Whether it begins with a byte order mark.
    pub bom: bool,
    /// The names of its columns, trimmed; empty if the first row is not a header.
    pub columns: Vec<String>,
    /// Why, as a sentence for each choice.
    pub evidence: Vec<String>,
    /// How sure the delimiter is.
    pub sure: Certainty,
}

/// One way to read the sample.
#[derive(Debug)]
struct Way {
    /// `None` if there is one column.
    delimiter: Option<u8>,
    marks: Marks,
    cost: Cost,
    /// What it costs, and what it has to make up for.
    weight: f32,
}

/// Finds out how a file is written from its first bytes; `complete` says whether they are all of it.
///
/// Any bytes give an answer. No more than the first 256 KiB of the sample are split; all of it is looked at for the encoding.
///
/// # Examples
///
/// ```
/// use ssi_corpus::dialect::sniff;
///
/// let sniffed = sniff(b"Name;Betrag\nAda, Bo;1,5\nCleo;2,7\n", true);
/// assert_eq!(sniffed.dialect.delimiter, b';');
/// assert_eq!(sniffed.columns, ["Name", "Betrag"]);
/// ```
pub fn sniff(sample: &[u8], complete: bool) -> Sniffed {
    let detected = detect(sample, complete);
    let (text, complete) = head(&sample[detected.bom..], detected.encoding, complete);
    let way = ways(text.as_bytes(), complete);
    let (best, second) = (&way[0], way.get(1));

    let start = Start::read(&text, best.marks, &best.cost.widths);
    let head = start.head();
    let escape = if best.marks.escape.is_some() { Escape::Backslash } else { Escape::Doubled };
    let dialect = Dialect {
        encoding: detected.encoding,
        delimiter: best.marks.delimiter,
        quote: best.marks.quote,
        escape,
        newline: start.newline,
        skip: head.skip,
        header: head.names.is_some() || best.cost.widths.is_empty(),
    };
    let mut evidence = vec![detected.why];
    evidence.extend(because(&way, &start, &head, &dialect));
    if text.contains('\0') {
        evidence.push("there are zero bytes in it, so it may not be a text at all".to_owned());
    }
    let margin = second.map_or(1.0, |second| (second.weight - best.weight) / best.weight.max(1.0));
    let sure = match margin {
        _ if text.contains('\0') || text.trim().is_empty() => Certainty::Guess,
        0.05.. => Certainty::Clear,
        0.01.. => Certainty::Probable,
        _ => Certainty::Guess,
    };
    let columns = head.names.unwrap_or_default();
    Sniffed { dialect, bom: detected.bom > 0, columns, evidence, sure }
}

/// The part of a sample that is split, in UTF-8 and up to a line end, and whether it is the whole file.
fn head(sample: &[u8], encoding: Encoding, complete: bool) -> (String, bool) {
    let cut = |limit: usize| {
        let part = &sample[..sample.len().min(limit)];
        match Decoder::new(encoding) {
            None => String::from_utf8_lossy(part).into_owned(),
            Some(mut decoder) => {
                let mut text = String::new();
                decoder.decode(part, false, &mut text);
                text
            }
        }
    };
    let mut limit = HEAD;
    let mut text = cut(limit);
    if sample.len() > limit && text.bytes().filter(|b| matches!(b, b'\n' | b'\r')).count() < 20 {
        limit = LONG_HEAD;
        text = cut(limit);
    }
    let complete = complete && sample.len() <= limit;
    if !complete && let Some(end) = memrchr2(b'\n', b'\r', text.as_bytes()) {
        text.truncate(end + 1);
    }
    (text, complete)
}

/// The best way to read with each delimiter, the best one first.
fn ways(sample: &[u8], complete: bool) -> Vec<Way> {
    let mut delimiters: Vec<(u8, f32, f32)> =
        DELIMITERS.into_iter().filter(|(byte, ..)| sample.contains(byte)).collect();
    if sample.len() > FIRST_LOOK && delimiters.len() > 4 {
        let end = memrchr2(b'\n', b'\r', &sample[..FIRST_LOOK]).map_or(FIRST_LOOK, |end| end + 1);
        let part = &sample[..end];
        let mut found: Vec<_> = delimiters.iter().map(|d| (best_way(part, *d, false).weight, *d)).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        delimiters = found.into_iter().take(3).map(|(_, d)| d).collect();
    }
    let mut ways: Vec<Way> = delimiters.into_iter().map(|d| best_way(sample, d, complete)).collect();
    ways.push(one_column(sample, complete));
    let even = ways.iter().filter(|way| way.delimiter.is_some_and(is_usual) && way.is_even());
    let beside =
        even.map(|way| if way.quotes_well() { BESIDE_QUOTED } else { BESIDE_EVEN }).fold(1.0, f32::max);
    for way in ways.iter_mut().filter(|way| way.delimiter.is_some_and(|d| !is_usual(d))) {
        way.weight *= beside;
    }
    ways.sort_by(|a, b| a.weight.total_cmp(&b.weight));
    ways
}

fn is_usual(delimiter: u8) -> bool {
    matches!(delimiter, b',' | b';' | b'\t' | b'|')
}

impl Way {
    /// Whether there are cells in quotes, and nearly all of them end where their quotes do.
    fn quotes_well(&self) -> bool {
        self.cost.quoted > 0 && self.cost.broken * 20 <= self.cost.quoted
    }

    /// Whether nearly all rows are of one width, and of more than one cell.
    fn is_even(&self) -> bool {
        let widths = &self.cost.widths;
        let first = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let same = widths.iter().filter(|w| **w == first).count();
        first > 1 && widths.len() >= 3 && same * 20 >= widths.len() * 19
    }
}

/// Reads the sample as one column, which takes a delimiter that does not occur: a comma where that is possible.
fn one_column(sample: &[u8], complete: bool) -> Way {
    let unused = [b',', b'\t', b';', b'|', b'\x1f'].into_iter().find(|byte| !sample.contains(byte));
    let mut way = best_way(sample, (unused.unwrap_or(b'\x1e'), ONE_COLUMN.0, ONE_COLUMN.1), complete);
    way.delimiter = None;
    way
}

/// The best quote and escape for a delimiter.
fn best_way(sample: &[u8], (delimiter, dearer, share): (u8, f32, f32), complete: bool) -> Way {
    let try_marks = |quote: Option<u8>, escape: Option<u8>, dearer_still: f32| {
        let marks = Marks { delimiter, quote, escape };
        let cost = cost(sample, marks, complete);
        let weight = (cost.bits + dearer + dearer_still) * share;
        Way { delimiter: Some(delimiter), marks, cost, weight }
    };
    let usual = Some(b'"');
    let mut best = try_marks(usual, None, 0.0);
    let or = |best: &mut Way, way: Way| {
        if way.weight < best.weight {
            *best = way;
        }
    };
    let escapes = |quote: u8| memmem::find(sample, &[b'\\', quote]).is_some();
    if quotes(sample, b'"', delimiter).0 > 0 && escapes(b'"') {
        or(&mut best, try_marks(usual, Some(b'\\'), BACKSLASH));
    }
    // Quotes that open and close at the edges of cells are quotes, whatever a reading without them would cost.
    if best.cost.broken * 10 > best.cost.quoted {
        or(&mut best, try_marks(None, None, 20.0));
    }
    for (quote, rare) in [(b'\'', 4.0), (b'`', 15.0)] {
        let (opening, closing) = quotes(sample, quote, delimiter);
        if opening > 0 && closing > 0 {
            or(&mut best, try_marks(Some(quote), None, rare));
            if escapes(quote) {
                or(&mut best, try_marks(Some(quote), Some(b'\\'), rare + BACKSLASH));
            }
        }
    }
    best
}

/// How many quotes stand at the beginning of a cell, and how many at its end.
fn quotes(sample: &[u8], quote: u8, delimiter: u8) -> (usize, usize) {
    let edge = |byte: Option<&u8>| byte.is_none_or(|b| *b == delimiter || matches!(b, b'\n' | b'\r'));
    let (mut opening, mut closing) = (0, 0);
    for at in memchr_iter(quote, sample) {
        opening += usize::from(edge(at.checked_sub(1).and_then(|before| sample.get(before))));
        closing += usize::from(edge(sample.get(at + 1)));
    }
    (opening, closing)
}

/// A mark as a person would name it.
pub(crate) fn named(mark: u8) -> String {
    match mark {
        b'\t' => "a tab".to_owned(),
        b' ' => "a space".to_owned(),
        b'`' => "a backtick".to_owned(),
        0..=0x1f => format!("byte 0x{mark:02X}"),
        _ => format!("`{}`", char::from(mark)),
    }
}

fn because(ways: &[Way], start: &Start, head: &Head, dialect: &Dialect) -> Vec<String> {
    let best = &ways[0];
    let rows = best.cost.widths.len();
    if rows == 0 {
        return vec!["there are no rows in it".to_owned()];
    }
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut told = Vec::new();

    let as_wide = best.cost.widths.iter().filter(|w| **w == start.width).count();
    let other = ways[1..].iter().find(|way| way.delimiter.is_some());
    let other =
        other.and_then(|way| Some((way, way.cost.widths.iter().min()?, way.cost.widths.iter().max()?)));
    let other = match other {
        Some((way, few, many)) if few == many => format!("{} would give {few}", named(way.marks.delimiter)),
        Some((way, few, many)) => format!("{} would give {few} to {many}", named(way.marks.delimiter)),
        None => "nothing else that could separate them occurs".to_owned(),
    };
    told.push(if best.delimiter.is_some() && start.width > 1 {
        let mark = named(best.marks.delimiter);
        let cells = count(start.width, "cell", "cells");
        format!("{mark} separates {cells} in {as_wide} of {}; {other}", count(rows, "row", "rows"))
    } else {
        "nothing separates cells in the same way from row to row, so there is one column".to_owned()
    });

    told.push(match best.marks.quote {
        Some(quote) if best.cost.quoted > 0 => {
            let inside = match dialect.escape {
                Escape::Backslash => "; a backslash stands before quotes inside them",
                Escape::Doubled => "",
            };
            format!("{} stands around {}{inside}", named(quote), count(best.cost.quoted, "cell", "cells"))
        }
        Some(quote) => format!("no quote stands around a cell, so {} is assumed", named(quote)),
        None => "quotes do not close, so they are characters like any other".to_owned(),
    });
    told.push(match dialect.newline {
        Newline::Lf => "rows end with LF".to_owned(),
        Newline::CrLf => "rows end with CR and LF".to_owned(),
        Newline::Cr => "rows end with CR".to_owned(),
    });
    if head.skip > 0 {
        told.push(format!("{} before the table", count(head.skip as usize, "line stands", "lines stand")));
    }
    told.push(match &head.names {
        Some(_) if head.differ > 0 => {
            let columns = count(head.differ, "column below holds", "columns below hold");
            format!("the first row names the columns: it is text where {columns} numbers, dates or links")
        }
        Some(_) => {
            "the first row seems to name the columns: it is text, and no value of it comes again below"
                .to_owned()
        }
        None => "the first row looks like those below it, so no row names the columns".to_owned(),
    });
    told
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::sheet::Sheet;

    /// What a reader gets that is told the dialect: it leaves out lines, and takes the first row after them for the names.
    fn names(file: &str, dialect: &Dialect) -> Vec<String> {
        let mut rest = file;
        for _ in 0..dialect.skip {
            let end = rest.find(['\n', '\r']).map_or(rest.len(), |end| end + 1);
            let end = end + usize::from(rest[..end].ends_with('\r') && rest[end..].starts_with('\n'));
            rest = &rest[end..];
        }
        let sheet = Sheet::read(rest, dialect.marks());
        sheet.rows.first().map_or(Vec::new(), |row| row.cells.iter().map(|c| c.trim().to_owned()).collect())
    }

    proptest! {
        #[test]
        fn a_reader_that_is_told_the_dialect_finds_the_same_names(
            before in prop::collection::vec("[A-Za-z ]{0,12}", 0..4),
            rows in prop::collection::vec("[a-z]{1,5}[,;\t]([0-9]{1,3}|\"[a-z,;\n]{0,9}\")[,;\t][a-z']{0,4}", 1..12),
            crlf: bool,
        ) {
            let lines: Vec<String> = before.into_iter().chain(rows).collect();
            let file = lines.join(if crlf { "\r\n" } else { "\n" });
            let found = sniff(file.as_bytes(), true);
            if found.dialect.header {
                prop_assert_eq!(names(&file, &found.dialect), found.columns);
            }
        }
    }
}
