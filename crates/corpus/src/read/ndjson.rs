//! A file of JSON objects, one a line or all in one list: opened, its keys found, cut into pieces.
//!
//! The columns are the keys of the first thousand objects; a key that only comes later is not seen. Keys of an object in an object
//! are called by both (`author.id`).

use std::io;
use std::sync::Arc;

use memchr::{memchr, memchr_iter};

use super::error::Error;
use super::header::Columns;
use super::json::Keys;
use super::raw::{Raw, Sum};
use super::rows::{Place, shown};
use super::stream::{SAMPLE, Stream};
use super::{Options, Progress};
use crate::dialect::Encoding;
use crate::input::Entry;

/// Objects that are looked at to find the keys.
const TRIED: usize = 1000;

/// What all pieces of a file have in common.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The keys of the objects, with those of objects in them.
    pub(crate) names: Vec<String>,
    pub(crate) encoding: Encoding,
    /// Bytes that an object may have.
    pub(crate) max_record: usize,
}

/// A run of what should be objects.
#[derive(Debug)]
pub(crate) struct Objects {
    pub(crate) shape: Arc<Shape>,
    pub(crate) text: Vec<u8>,
    pub(crate) found: Vec<Found>,
}

/// Where a value stands.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) place: Place,
    /// Where it ends in the text of its piece; it begins where the one before ends.
    pub(crate) end: usize,
    /// What is wrong with it, beside what is in it.
    pub(crate) wrong: Option<Wrong>,
}

/// What is wrong with a value as a whole.
#[derive(Debug)]
pub(crate) enum Wrong {
    /// It has so many bytes.
    TooLong(u64),
    /// The file ends in it.
    Open,
    /// It stands behind the end of the list.
    Behind,
}

impl Objects {
    /// How many columns there are.
    pub(crate) fn width(&self) -> usize {
        self.shape.names.len()
    }

    /// About how much memory it takes.
    pub(crate) fn weight(&self) -> usize {
        self.text.len() + 32 * self.found.len()
    }
}

/// A file of JSON objects.
pub(crate) struct Ndjson<'a> {
    entry: &'a Entry,
    cutter: Cutter<'a>,
    shape: Arc<Shape>,
    chunk: usize,
    /// The objects in which the keys were found, to be handed out first.
    first: Option<Objects>,
}

impl<'a> Ndjson<'a> {
    pub(crate) fn open(
        entry: &'a Entry,
        options: &Options,
        progress: &'a dyn Progress,
    ) -> Result<(Columns, Self), Error> {
        let io = |source: io::Error| Error::entry(entry, source);
        let mut stream =
            Stream::open(Raw::open(entry, &options.limits, progress).map_err(io)?).map_err(io)?;
        // JSON is UTF-8, but for what some shells write.
        let encoding = match stream.sample().0 {
            [0xff, 0xfe, ..] => Encoding::Utf16Le,
            [0xfe, 0xff, ..] => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        };
        stream.decode(encoding);
        let mut cutter = Cutter::begin(stream, options.max_record).map_err(io)?;

        let mut shape = Shape { names: Vec::new(), encoding, max_record: options.max_record };
        let empty = Arc::new(Shape { names: Vec::new(), ..shape });
        let first = cutter.piece(&empty, TRIED, SAMPLE).map_err(io)?;
        let mut keys = Keys::default();
        let mut start = 0;
        for found in first.iter().flat_map(|first| &first.found) {
            let text = &first.as_ref().expect("it was found in a piece").text[start..found.end];
            start = found.end;
            if found.wrong.is_none() {
                keys.add(text);
            }
        }
        shape.names = keys.names();
        let columns = Columns { names: shape.names.clone(), line: None };
        let shape = Arc::new(shape);
        let first = first.map(|first| Objects { shape: shape.clone(), ..first });
        Ok((columns, Self { entry, cutter, shape, chunk: options.chunk, first }))
    }

    /// The next piece; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Objects>, Error> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        let piece = self.cutter.piece(&self.shape, usize::MAX, self.chunk);
        piece.map_err(|source| Error::entry(self.entry, source))
    }

    /// What was read, when nothing more will be.
    pub(crate) fn finish(self) -> Sum {
        self.cutter.stream.finish()
    }
}

/// Finds where values end. Nothing is held that is longer than a value may be.
struct Cutter<'a> {
    stream: Stream<'a>,
    line: u64,
    max_record: usize,
    list: List,
}

/// Whether the values are in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    /// A value a line.
    No,
    Open,
    Closed,
}

impl<'a> Cutter<'a> {
    /// Goes to the first value.
    fn begin(stream: Stream<'a>, max_record: usize) -> io::Result<Self> {
        let mut cutter = Self { stream, line: 1, max_record, list: List::No };
        if cutter.stream.ahead(3)?.0.starts_with("\u{feff}".as_bytes()) {
            cutter.stream.pass(3);
        }
        cutter.pass_blanks(false)?;
        if cutter.stream.ahead(1)?.0.starts_with(b"[") {
            cutter.stream.pass(1);
            cutter.list = List::Open;
        }
        Ok(cutter)
    }

    /// The next values, up to so many of them or so many bytes.
    fn piece(&mut self, shape: &Arc<Shape>, most: usize, chunk: usize) -> io::Result<Option<Objects>> {
        let mut piece = Objects { shape: shape.clone(), text: Vec::new(), found: Vec::new() };
        while piece.found.len() < most && piece.weight() < chunk.max(1) {
            self.pass_blanks(self.list == List::Open)?;
            let (ahead, _) = self.stream.ahead(1)?;
            match (ahead.first(), self.list) {
                (None, List::Open) => {
                    piece.found.push(self.wrong(Wrong::Open, piece.text.len()));
                    self.list = List::Closed;
                    break;
                }
                (None, _) => break,
                (Some(b']'), List::Open) => {
                    self.stream.pass(1);
                    self.list = List::Closed;
                }
                (Some(_), List::Closed) => {
                    piece.found.push(self.wrong(Wrong::Behind, piece.text.len()));
                    while let length @ 1.. = self.stream.ahead(1)?.0.len() {
                        self.stream.pass(length);
                    }
                }
                (Some(_), _) => self.value(&mut piece)?,
            }
        }
        Ok((!piece.found.is_empty()).then_some(piece))
    }

    fn wrong(&self, wrong: Wrong, end: usize) -> Found {
        Found { place: self.place(), end, wrong: Some(wrong) }
    }

    fn place(&self) -> Place {
        Place { line: self.line, byte: self.stream.byte }
    }

    /// Goes past what may stand between values.
    fn pass_blanks(&mut self, commas: bool) -> io::Result<()> {
        loop {
            let (ahead, _) = self.stream.ahead(1)?;
            let blank =
                |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n') || (commas && **byte == b',');
            let length = ahead.iter().take_while(blank).count();
            self.line += memchr_iter(b'\n', &ahead[..length]).count() as u64;
            self.stream.pass(length);
            if length == 0 {
                return Ok(());
            }
        }
    }

    /// Takes over the value that comes next, or the beginning of it if it is too long.
    fn value(&mut self, piece: &mut Objects) -> io::Result<()> {
        let place = self.place();
        let start = piece.text.len();
        let mut scan = Scan::default();
        let mut length = 0_u64;
        let mut reach = 1;
        let ended = loop {
            let (ahead, last) = self.stream.ahead(reach)?;
            let (taken, ended) = match self.list {
                List::No => {
                    (memchr(b'\n', ahead).unwrap_or(ahead.len()), memchr(b'\n', ahead).is_some() || last)
                }
                _ => scan.end(ahead),
            };
            let room = self.max_record.saturating_sub(piece.text.len() - start);
            piece.text.extend_from_slice(&ahead[..taken.min(room)]);
            self.line += memchr_iter(b'\n', &ahead[..taken]).count() as u64;
            length += taken as u64;
            let nothing = ahead.is_empty();
            self.stream.pass(taken);
            if ended || (last && (nothing || taken == 0)) {
                break ended;
            }
            reach = SAMPLE;
        };
        let wrong = if length > self.max_record as u64 {
            // What it begins with is enough to show.
            let head = shown(&piece.text[start..]);
            piece.text.truncate(start);
            piece.text.extend_from_slice(head.as_bytes());
            Some(Wrong::TooLong(length))
        } else {
            (!ended).then_some(Wrong::Open)
        };
        if matches!(wrong, Some(Wrong::Open)) {
            self.list = List::Closed;
        }
        piece.found.push(Found { place, end: piece.text.len(), wrong });
        Ok(())
    }
}

/// Where a value of a list ends: at the bracket that closes it, or before what cannot belong to it.
#[derive(Debug, Default)]
struct Scan {
    depth: u64,
    in_text: bool,
    escaped: bool,
}

impl Scan {
    /// How many bytes of `ahead` belong to the value, and whether it ends there.
    fn end(&mut self, ahead: &[u8]) -> (usize, bool) {
        for (at, byte) in ahead.iter().enumerate() {
            if self.in_text {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_text = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b',' | b']' if self.depth == 0 => return (at, true),
                // Nothing else could follow; else the comma would be looked for for ever.
                b'}' => return (at + 1, true),
                _ => {}
            }
        }
        (ahead.len(), false)
    }
}
