//! A delimited file: opened, its dialect settled, cut into blocks.

use std::io;
use std::sync::Arc;

use super::choose::{Wanted, choose};
use super::cut::{Block, Cutter, Shape};
use super::error::Error;
use super::header::Columns;
use super::raw::{Raw, Sum};
use super::stream::{SAMPLE, Stream};
use super::{Options, Progress};
use crate::dialect::{Dialect, Overrides, detect, sniff};
use crate::input::Entry;

/// A delimited file of which the header was read.
pub(crate) struct Delimited<'a> {
    entry: &'a Entry,
    dialect: Dialect,
    cutter: Cutter<'a>,
}

impl<'a> Delimited<'a> {
    pub(crate) fn open(
        entry: &'a Entry,
        wanted: Wanted<'_>,
        said: &Overrides,
        options: &Options,
        progress: &'a dyn Progress,
    ) -> Result<(Columns, Self), Error> {
        let io = |source: io::Error| Error::entry(entry, source);
        let mut stream =
            Stream::open(Raw::open(entry, &options.limits, progress).map_err(io)?).map_err(io)?;
        let (sample, complete) = stream.sample();
        let encoding = said.encoding.unwrap_or_else(|| detect(sample, complete).encoding);
        stream.decode(encoding);
        let (text, last) = stream.ahead(SAMPLE).map_err(io)?;
        let sniffed = Dialect { encoding, ..sniff(text, last).dialect };
        let chosen = choose(&entry.path, text, last, said, &sniffed, wanted)?;
        stream.pass(chosen.body);

        let columns = Columns { names: chosen.names.clone(), line: chosen.named };
        let shape = Shape {
            names: chosen.names,
            marks: chosen.dialect.marks(),
            encoding,
            max_record: options.max_record,
            max_lines: options.max_lines,
        };
        let cutter = Cutter::new(stream, Arc::new(shape), options.chunk, chosen.line);
        Ok((columns, Self { entry, dialect: chosen.dialect, cutter }))
    }

    /// The next block; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Block>, Error> {
        self.cutter.next().map_err(|source| Error::entry(self.entry, source))
    }

    /// What the file was, when all of it was cut.
    pub(crate) fn finish(self) -> (Sum, Option<Dialect>) {
        (self.cutter.finish(), Some(self.dialect))
    }
}
