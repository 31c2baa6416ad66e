//! How many bits a sample takes to write down if it is read in a certain way: the way with the fewest is most likely right.
//!
//! A wrong delimiter shows in rows whose widths change, in columns that mix looks, and in separators that are left over in
//! texts; a wrong quote in quotes that are left over and in rows that swallow each other. All of that costs bits here, so
//! there are no thresholds to weigh one kind of evidence against another.

use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;

use super::cells::{self, LOOKS};
use crate::read::split::{self, Cell, Marks};

/// Bits for bytes between a closing quote and the next delimiter.
const AFTER_QUOTE: f32 = 14.0;

/// Bits for a quote that is never closed.
const OPEN: f32 = 60.0;

/// What a reading of a sample costs, and how wide its rows are.
#[derive(Debug, Default)]
pub(crate) struct Cost {
    /// Bits.
    pub(crate) bits: f32,
    /// Cells of each row.
    pub(crate) widths: Vec<usize>,
    /// Cells in quotes.
    pub(crate) quoted: usize,
    /// Cells in which something follows the closing quote, or in which there is none.
    pub(crate) broken: usize,
}

/// What was seen in a column so far.
#[derive(Default)]
struct Column {
    /// How often each look came, and last how often a value came again.
    looks: [u32; LOOKS + 1],
    /// Cells without and with quotes.
    quotes: [u32; 2],
    values: FxHashSet<u64>,
}

/// Bits of something that came `times` out of `of`, with `kinds` things that can come.
fn bits(times: u32, of: u32, kinds: usize) -> f32 {
    const BEFORE: f32 = 0.4;
    let share = (times as f32 + BEFORE) / (of as f32 + BEFORE * kinds as f32);
    -share.log2()
}

/// Bits of a byte that may separate cells, in a value that comes again.
fn separator(byte: u8) -> f32 {
    match byte {
        b',' => 1.5,
        b';' | b'|' | b'\t' => 2.5,
        _ => 0.0,
    }
}

impl Column {
    fn cell(&mut self, content: &[u8], quoted: bool, quotable: bool) -> f32 {
        let mut total = 0.0;
        if quotable {
            let count = self.quotes[0] + self.quotes[1];
            total += bits(self.quotes[usize::from(quoted)], count, 2);
            self.quotes[usize::from(quoted)] += 1;
        }
        let count: u32 = self.looks.iter().sum();
        let trimmed = content.trim_ascii();
        if trimmed.len() < content.len() {
            total += 2.5;
        }
        let (look, own) = cells::look(trimmed);
        let mut place = look as usize;
        let mut best = own + bits(self.looks[place], count, LOOKS + 1);
        if !trimmed.is_empty() {
            let mut hasher = FxHasher::default();
            hasher.write(trimmed);
            let value = hasher.finish();
            let known = self.values.len() as f32;
            if !self.values.insert(value) {
                // Rows that come again whole, read as one cell, say nothing about how they are to be cut.
                let uncut: f32 = trimmed.iter().map(|b| separator(*b)).sum();
                let end = trimmed.last().map_or(0.0, |b| separator(*b));
                let uncut = uncut + end;
                let again = uncut + known.max(1.0).log2() + bits(self.looks[LOOKS], count, LOOKS + 1);
                if again < best {
                    (best, place) = (again, LOOKS);
                }
            }
        }
        self.looks[place] += 1;
        total + best
    }
}

/// Reads a sample; `complete` says whether it is the whole file.
pub(crate) fn cost(sample: &[u8], marks: Marks, complete: bool) -> Cost {
    let mut cost = Cost::default();
    let mut columns: Vec<Column> = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    let mut widths = Widths::default();
    let mut buffer = Vec::new();
    let mut at = 0;
    loop {
        at += split::empty_lines(&sample[at..]).0;
        if at == sample.len() {
            return cost;
        }
        cells.clear();
        let record = &sample[at..];
        let end = split::record(record, marks, &mut cells);
        if end.open && complete {
            cost.bits += OPEN;
            cost.broken += 1;
        }
        cost.bits += widths.next(cells.len());
        cost.widths.push(cells.len());
        while columns.len() < cells.len() {
            columns.push(Column::default());
        }
        for (cell, column) in cells.iter().zip(&mut columns) {
            let raw = &record[cell.range.clone()];
            let before = cell.range.start.checked_sub(1).map(|place| record[place]);
            let quoted = cell.escaped || (before.is_some() && before == marks.quote);
            cost.quoted += usize::from(quoted);
            let content = if cell.escaped {
                buffer.clear();
                if unquote(raw, marks, &mut buffer) {
                    cost.bits += AFTER_QUOTE;
                    cost.broken += 1;
                }
                &buffer
            } else {
                raw
            };
            cost.bits += column.cell(content, quoted, marks.quote.is_some());
        }
        at += end.next;
    }
}

/// Appends the content of a cell in quotes; says whether anything follows the closing quote.
fn unquote(raw: &[u8], marks: Marks, out: &mut Vec<u8>) -> bool {
    let quote = marks.quote;
    let mut at = 1;
    while let Some(&byte) = raw.get(at) {
        let next = raw.get(at + 1).copied();
        if Some(byte) == quote && next != quote {
            out.extend_from_slice(&raw[at + 1..]);
            return at + 1 < raw.len();
        }
        let escaping = Some(byte) == quote || (Some(byte) == marks.escape && next.is_some());
        if escaping && next != quote {
            out.push(byte);
        }
        out.push(next.filter(|_| escaping).unwrap_or(byte));
        at += 1 + usize::from(escaping);
    }
    false
}

/// The widths of the rows so far: a row is mostly as wide as the one before it.
#[derive(Default)]
struct Widths {
    last: Option<usize>,
    seen: Vec<usize>,
    same: u32,
    changed: u32,
}

impl Widths {
    fn next(&mut self, width: usize) -> f32 {
        let new = |seen: &[usize]| {
            if seen.contains(&width) {
                1.0 + (seen.len() as f32).log2()
            } else {
                4.0 + 2.0 * (width as f32 + 1.0).log2()
            }
        };
        let count = self.same + self.changed;
        let bits = if self.last == Some(width) {
            self.same += 1;
            bits(self.same - 1, count, 2)
        } else if self.last.is_some() {
            self.changed += 1;
            3.0 + bits(self.changed - 1, count, 2) + new(&self.seen)
        } else {
            new(&self.seen)
        };
        if !self.seen.contains(&width) {
            self.seen.push(width);
        }
        self.last = Some(width);
        bits
    }
}
