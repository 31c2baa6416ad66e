//! A stream of text to blocks of whole records, whatever is in it.
//!
//! One thread cuts, many parse. Cutting finds where records end and takes out those that end nowhere sensible: a quote that is
//! opened and not closed costs the record that it stands in and not the rest of the file, because reading goes on at the next
//! line that parses to as many cells as there are columns. Nothing is held that is longer than a record may be.
//!
//! Looking for such a line can mean looking at the same bytes again. How much of that is done is measured against what was
//! passed for good, so that no file takes longer than a multiple of its length.

use std::io;
use std::sync::Arc;

use memchr::{memchr_iter, memchr2};

use super::raw::Sum;
use super::rows::{Place, shown};
use super::split::{self, Count, End, Marks};
use super::stream::Stream;
use crate::dialect::Encoding;

/// How many times more bytes may be looked at in vain than were passed.
const PATIENCE: u64 = 8;

/// Most records end within so many bytes; only for longer ones is more asked to be ahead.
const NEAR: usize = 1 << 16;

/// Memory that is set aside at once for a block, however long blocks may be.
const MOST_RESERVED: usize = 1 << 20;

/// What all blocks of a file have in common.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Column names.
    pub(crate) names: Vec<String>,
    pub(crate) marks: Marks,
    pub(crate) encoding: Encoding,
    /// Bytes that a record may have.
    pub(crate) max_record: usize,
    /// Lines that a record may have.
    pub(crate) max_lines: u64,
}

/// A run of whole records.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) shape: Arc<Shape>,
    pub(crate) text: Vec<u8>,
    /// Where it begins in the file.
    pub(crate) place: Place,
    /// What was taken out, in the order of the file.
    pub(crate) bad: Vec<Bad>,
}

impl Block {
    /// About how much memory it takes.
    pub(crate) fn weight(&self) -> usize {
        // A reject is weighed as a line.
        self.text.len() + 100 * self.bad.len()
    }
}

/// A record that was taken out.
#[derive(Debug)]
pub(crate) struct Bad {
    /// It stood before this byte of the block.
    pub(crate) before: usize,
    pub(crate) place: Place,
    /// Where the file goes on behind it.
    pub(crate) next: Place,
    /// Whether it is too long, and how long; else a quote is not closed in it.
    pub(crate) too_long: Option<u64>,
    /// What it begins with.
    pub(crate) head: String,
}

/// Cuts a stream.
pub(crate) struct Cutter<'a> {
    stream: Stream<'a>,
    shape: Arc<Shape>,
    /// Bytes that a block has at least, but for the last.
    chunk: usize,
    line: u64,
    /// Bytes that were passed, and bytes that were looked at beyond a line and then not passed.
    passed: u64,
    vain: u64,
}

/// What the text ahead begins with.
#[derive(Debug)]
enum Verdict {
    /// A record that ends where it should.
    Whole(End),
    /// A quote that is not closed in time, or that met another one.
    Unclosed,
    /// A line that is too long, and whether a quote is open in it. The byte is inside its last line.
    TooLong { open: bool, inside: usize },
}

impl<'a> Cutter<'a> {
    /// Cuts what comes next in `stream`, which is on `line`.
    pub(crate) fn new(stream: Stream<'a>, shape: Arc<Shape>, chunk: usize, line: u64) -> Self {
        Self { stream, shape, chunk, line, passed: 0, vain: 0 }
    }

    /// The next block; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Block>> {
        let mut block =
            Block { shape: self.shape.clone(), text: Vec::new(), place: self.place(), bad: Vec::new() };
        while block.weight() < self.chunk.max(1) {
            let (ahead, _) = self.stream.ahead(NEAR)?;
            let passed = match ahead {
                [] => break,
                [b'\r', b'\n', ..] => (2, 1),
                [b'\r' | b'\n', ..] => (1, 1),
                _ => match self.near()? {
                    Verdict::Whole(end) => (end.next, end.lines),
                    bad => {
                        let bad = self.take_out(&bad, block.text.len())?;
                        block.bad.push(bad);
                        continue;
                    }
                },
            };
            if block.text.is_empty() {
                block.text.reserve(self.chunk.min(MOST_RESERVED) + NEAR);
            }
            block.text.extend_from_slice(self.pass(passed.0, passed.1));
        }
        Ok((!block.text.is_empty() || !block.bad.is_empty()).then_some(block))
    }

    /// What was read, when nothing more will be.
    pub(crate) fn finish(self) -> Sum {
        self.stream.finish()
    }

    fn place(&self) -> Place {
        Place { line: self.line, byte: self.stream.byte }
    }

    fn pass(&mut self, bytes: usize, lines: u64) -> &[u8] {
        self.line += lines;
        self.passed += bytes as u64;
        self.stream.pass(bytes)
    }

    /// Bytes that have to be ahead to know what comes: the longest record, and a line end that shows that it was not longer.
    fn reach(&self) -> usize {
        self.shape.max_record.saturating_add(3)
    }

    /// What the text ahead begins with: first by a look at what is near, which is enough for most records.
    fn near(&mut self) -> io::Result<Verdict> {
        if self.is_patient() {
            let Shape { marks, max_record, max_lines, .. } = *self.shape;
            let (ahead, _) = self.stream.ahead(NEAR)?;
            let seen = &ahead[..NEAR.min(ahead.len())];
            let end = split::record(seen, marks, &mut ());
            // A line end at the end of what is seen may be half of one.
            let whole =
                !end.open && end.next < seen.len() && end.content <= max_record && end.lines <= max_lines;
            if whole && !(end.stray && has_line_end(&seen[..end.content])) {
                return Ok(Verdict::Whole(end));
            }
            self.vain += seen.len() as u64;
        }
        self.judge(&mut ())
    }

    fn is_patient(&self) -> bool {
        self.vain <= PATIENCE * (self.passed + self.reach() as u64)
    }

    /// What the text ahead begins with. The cells go to `sink`.
    fn judge(&mut self, sink: &mut impl split::Sink) -> io::Result<Verdict> {
        let reach = self.reach();
        let patient = self.is_patient();
        let Shape { marks, max_record, max_lines, .. } = *self.shape;
        let (ahead, last) = self.stream.ahead(reach)?;
        let seen = &ahead[..reach.min(if patient { ahead.len() } else { line(ahead) })];
        let end = split::record(seen, marks, sink);

        let no_end = end.content == seen.len() && !(last && seen.len() == ahead.len());
        let verdict = if end.open {
            let one_line = line(ahead) > max_record.saturating_add(2);
            if one_line { Verdict::TooLong { open: true, inside: 0 } } else { Verdict::Unclosed }
        } else if no_end || end.content > max_record {
            Verdict::TooLong { open: false, inside: end.content }
        } else if end.lines > max_lines || (end.stray && has_line_end(&seen[..end.content])) {
            Verdict::Unclosed
        } else {
            Verdict::Whole(end)
        };
        if matches!(verdict, Verdict::Unclosed) {
            self.vain += end.next.saturating_sub(line(ahead)) as u64;
        }
        Ok(verdict)
    }

    /// Passes a record that cannot be used, and what belongs to it.
    fn take_out(&mut self, verdict: &Verdict, before: usize) -> io::Result<Bad> {
        let place = self.place();
        let (ahead, _) = self.stream.ahead(self.reach())?;
        let (open, inside) = match *verdict {
            Verdict::TooLong { open, inside } => (open, inside),
            _ => (true, 0),
        };
        let head = shown(&ahead[..inside.max(line(ahead))]);
        let newlines = memchr_iter(b'\n', &ahead[..inside]).count() as u64;
        self.pass(inside, newlines);
        let end = self.pass_line()?;
        let too_long = matches!(verdict, Verdict::TooLong { .. }).then(|| end - place.byte);
        // Where no quote is open the next record begins on the next line, whatever it is like.
        while open && !self.fits()? {
            self.pass_line()?;
        }
        Ok(Bad {
            before,
            place,
            next: self.place(),
            too_long,
            head: head.trim_end_matches(['\r', '\n']).to_owned(),
        })
    }

    /// Passes the rest of a line and its end, however long it is; the byte of the file at which it ends.
    fn pass_line(&mut self) -> io::Result<u64> {
        loop {
            let (ahead, last) = self.stream.ahead(2)?;
            let (length, all) = (ahead.len(), line(ahead));
            let content = memchr2(b'\n', b'\r', &ahead[..all]).unwrap_or(all);
            // A `\r` at the end may be half of a line end.
            let seen =
                content < all && (all < length || last || all == content + 2 || ahead[content] == b'\n');
            self.pass(content, 0);
            let end = self.stream.byte;
            if seen {
                self.pass(all - content, 1);
            }
            if seen || (content == length && last) {
                return Ok(end);
            }
        }
    }

    /// Whether a record of the right width begins here, or nothing at all.
    fn fits(&mut self) -> io::Result<bool> {
        let (ahead, _) = self.stream.ahead(self.reach())?;
        match ahead {
            [] => return Ok(true),
            [b'\r' | b'\n', ..] => return Ok(false),
            _ => {}
        }
        let own = line(ahead) as u64;
        let mut cells = Count(0);
        let Verdict::Whole(end) = self.judge(&mut cells)? else { return Ok(false) };
        let fits = cells.0 == self.shape.names.len() && !end.stray;
        if !fits {
            self.vain += (end.next as u64).saturating_sub(own);
        }
        Ok(fits)
    }
}

fn has_line_end(text: &[u8]) -> bool {
    memchr2(b'\n', b'\r', text).is_some()
}

/// The length of the first line of `text` with its end, or of all of it.
fn line(text: &[u8]) -> usize {
    match memchr2(b'\n', b'\r', text) {
        Some(at) if text[at..].starts_with(b"\r\n") => at + 2,
        Some(at) => at + 1,
        None => text.len(),
    }
}
