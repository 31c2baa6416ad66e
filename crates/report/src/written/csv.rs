//! A members' table in CSV, as [`crate::Sheet`] writes it, cut into blocks that are read side by side.

use std::borrow::Cow;

use memchr::memchr_iter;
use rayon::prelude::*;
use ssi_score::Points;

use super::part::{Head, Part, Role, Slot, Wrong};
use crate::guard::unguarded;

/// Bytes of a block.
const BLOCK: usize = 1 << 20;

/// Reads a table; `roles` says what its columns hold.
pub(super) fn read(
    bytes: &[u8],
    roles: impl FnOnce(Vec<String>) -> Result<Head, String>,
) -> Result<(Head, Part), Wrong> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.last().is_some_and(|&b| b != b'\n') {
        return Err(Wrong::Table("is torn: its last line has no end".to_owned()));
    }
    let starts = starts(bytes).ok_or_else(|| Wrong::Table("is torn: a quote is never closed".to_owned()))?;
    let mut names = Vec::new();
    let mut line = Line::new(bytes);
    while let Some(cell) = line.cell().map_err(|what| Wrong::Line { start: 0, line: 0, what })? {
        names.push(unguarded(&cell).to_owned());
    }
    let head = roles(names).map_err(Wrong::Table)?;
    let first = line.at;
    let blocks: Vec<(usize, usize)> = starts
        .iter()
        .zip(starts.iter().skip(1).chain([&bytes.len()]))
        .map(|(&start, &end)| (start.max(first), end))
        .filter(|(start, end)| start < end)
        .collect();
    let parts: Result<Vec<Part>, Wrong> =
        blocks.par_iter().map(|&(start, end)| block(&bytes[start..end], start, &head)).collect();
    Ok((head.clone(), Part::joined(&head, parts?)))
}

/// Where blocks begin: at the start of a record. `None` where a quote is open at the end.
fn starts(bytes: &[u8]) -> Option<Vec<usize>> {
    // Whether a place is inside of quotes is told by how many stand before it.
    let quotes: Vec<bool> =
        bytes.par_chunks(BLOCK).map(|chunk| memchr_iter(b'"', chunk).count() % 2 == 1).collect();
    let mut starts = vec![0];
    let mut open = false;
    for (chunk, odd) in quotes.iter().enumerate() {
        if chunk > 0 {
            let mut inside = open;
            let end = bytes[chunk * BLOCK..].iter().position(|&b| {
                inside ^= b == b'"';
                b == b'\n' && !inside
            });
            starts.extend(end.map(|end| chunk * BLOCK + end + 1));
        }
        open ^= odd;
    }
    starts.dedup();
    (!open).then_some(starts)
}

fn block(bytes: &[u8], start: usize, head: &Head) -> Result<Part, Wrong> {
    let mut part = Part::new(head);
    let mut line = Line::new(bytes);
    while line.at < bytes.len() {
        let from = line.at;
        record(&mut line, head, &mut part).map_err(|what| {
            let before = memchr_iter(b'\n', &bytes[..from]).count();
            Wrong::Line { start, line: before, what }
        })?;
    }
    Ok(part)
}

fn record(line: &mut Line<'_>, head: &Head, part: &mut Part) -> Result<(), String> {
    let mut cells = 0;
    line.ended = false;
    for ((name, role), slot) in head.iter().zip(&mut part.slots) {
        if matches!(role, Role::Points | Role::Whole)
            && let Ok(points) = line.points()
        {
            cells += 1;
            slot.points(points).map_err(|expected| {
                let shown = points.map_or(String::new(), |points| points.to_string());
                Wrong::cell(name, &shown, expected)
            })?;
            continue;
        }
        let Some(cell) = line.cell()? else { break };
        cells += 1;
        let taken = match role {
            Role::Ids | Role::Names => slot.text(unguarded(&cell)),
            Role::Other => slot.number(None),
            Role::Whole | Role::Points => match hundredths(&cell) {
                Ok(points) => slot.points(points),
                Err(()) => slot.text(&cell),
            },
            Role::Share | Role::Count => number(&cell, slot),
        };
        taken.map_err(|expected| Wrong::cell(name, &cell, expected))?;
    }
    if cells == head.len() && line.ended {
        return Ok(());
    }
    while line.cell()?.is_some() {
        cells += 1;
    }
    let cells = if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
    Err(format!("has {cells}, the header {}", head.len()))
}

fn number(cell: &str, slot: &mut Slot) -> Result<(), &'static str> {
    if cell.is_empty() {
        return slot.number(None);
    }
    match cell.parse::<f64>() {
        Ok(number) => slot.number(Some(number)),
        Err(_) => slot.text(cell),
    }
}

/// Points as they are printed; also with fewer digits, as a spreadsheet writes them back. An error where it is no number.
fn hundredths(cell: &str) -> Result<Option<Points>, ()> {
    if cell.is_empty() {
        return Ok(None);
    }
    let (negative, digits) = cell.strip_prefix('-').map_or((false, cell), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || whole.len() > 6 || part.len() > 2 {
        return Err(());
    }
    let mut value = 0;
    for digit in whole.bytes().chain(part.bytes()) {
        if !digit.is_ascii_digit() {
            return Err(());
        }
        value = value * 10 + i32::from(digit - b'0');
    }
    for _ in part.len()..2 {
        value *= 10;
    }
    Ok(Some(Points(if negative { -value } else { value })))
}

/// A record that is walked cell by cell.
struct Line<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether the record's end was passed.
    ended: bool,
}

impl<'a> Line<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, ended: false }
    }

    /// The next cell; `None` behind the last.
    fn cell(&mut self) -> Result<Option<Cow<'a, str>>, String> {
        if self.ended || self.at >= self.bytes.len() {
            return Ok(None);
        }
        let rest = &self.bytes[self.at..];
        if rest[0] == b'"' {
            return self.quoted().map(Some);
        }
        let length = rest.iter().position(|b| matches!(b, b',' | b'\n')).unwrap_or(rest.len());
        self.end(length);
        let cell = &rest[..length];
        let cell = if self.ended { cell.strip_suffix(b"\r").unwrap_or(cell) } else { cell };
        Ok(Some(Cow::Borrowed(utf8(cell)?)))
    }

    /// The next cell where it holds points as we print them, or nothing; an error for any other, which is left where it is. Most cells
    /// of a table are such, so this is what its reading costs.
    fn points(&mut self) -> Result<Option<Points>, ()> {
        let rest = self.bytes.get(self.at..).filter(|_| !self.ended).ok_or(())?;
        let negative = rest.first() == Some(&b'-');
        let mut at = usize::from(negative);
        let mut value = 0;
        while let Some(digit) = rest.get(at).filter(|b| b.is_ascii_digit()) {
            value = value * 10 + i32::from(digit - b'0');
            at += 1;
            if at > 6 {
                return Err(());
            }
        }
        match rest.get(at..).unwrap_or_default() {
            [b',' | b'\n', ..] if at == 0 => {
                self.end(0);
                Ok(None)
            }
            [b'.', tens @ b'0'..=b'9', ones @ b'0'..=b'9', b',' | b'\n', ..]
                if at > usize::from(negative) =>
            {
                self.end(at + 3);
                let value = value * 100 + i32::from(tens - b'0') * 10 + i32::from(ones - b'0');
                Ok(Some(Points(if negative { -value } else { value })))
            }
            _ => Err(()),
        }
    }

    /// A cell in quotes; two stand for one.
    fn quoted(&mut self) -> Result<Cow<'a, str>, String> {
        let rest = &self.bytes[self.at + 1..];
        let mut end = 0;
        let mut doubled = false;
        loop {
            match (rest.get(end), rest.get(end + 1)) {
                (Some(b'"'), Some(b'"')) => {
                    doubled = true;
                    end += 2;
                }
                (Some(b'"'), _) => break,
                (Some(_), _) => end += 1,
                (None, _) => return Err("has a quote that is never closed".to_owned()),
            }
        }
        let after = &rest[end + 1..];
        let carriage = usize::from(after.starts_with(b"\r\n"));
        if !matches!(after.get(carriage), None | Some(b',' | b'\n')) {
            return Err("has a quote in the middle of a cell".to_owned());
        }
        self.end(end + 2 + carriage);
        let cell = utf8(&rest[..end])?;
        Ok(if doubled { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) })
    }

    /// Goes on behind a cell of so many bytes and what separates it.
    fn end(&mut self, length: usize) {
        self.ended = self.bytes.get(self.at + length).is_none_or(|&b| b == b'\n');
        self.at += length + 1;
    }
}

fn utf8(cell: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(cell).map_err(|_| "holds bytes that are no UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_whole_hundredths_again() {
        for value in (-10_100..10_100).map(Points) {
            assert_eq!(hundredths(&value.to_string()), Ok(Some(value)));
        }
        for (cell, expected) in
            [("12", Some(1200)), ("12.5", Some(1250)), ("-0.5", Some(-50)), ("7.", Some(700))]
        {
            assert_eq!(hundredths(cell), Ok(expected.map(Points)), "{cell}");
        }
        for cell in ["-", ".5", "1.234", "1e2", "+5", " 5", "5 ", "1,5", "NaN", "1234567", "--5", "٣"] {
            assert_eq!(hundredths(cell), Err(()), "{cell}");
        }
    }

    /// Whatever is in the cells, blocks begin where records do.
    #[test]
    fn blocks_begin_at_records() {
        let mut text = String::new();
        let mut records = vec![0];
        while text.len() < 5 * BLOCK {
            let n = records.len();
            text.push_str(match n % 4 {
                0 => "plain,1\n",
                1 => "\"with \"\"quotes\"\"\n and \n lines\",2\n",
                2 => "\"\n\",3\n",
                _ => "\"\"\"\",4\n",
            });
            records.push(text.len());
        }
        let starts = starts(text.as_bytes()).unwrap();
        assert_eq!(starts.len(), 6);
        assert!(starts.iter().all(|start| records.binary_search(start).is_ok()));
        assert_eq!(super::starts(&text.as_bytes()[..text.len() - 5]), None);
    }
}
