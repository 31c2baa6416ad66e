//! A table that is in memory, piece by piece.

use std::sync::Arc;

use super::choose::Wanted;
use super::columnar::{Batch, Path, Shape, paths};
use super::error::Error;
use super::header::Columns;
use super::raw::Sum;
use super::{Options, Progress};
use crate::input::Table;

/// Rows of a piece.
const ROWS: usize = 4096;

/// A table of which the columns are known.
pub(crate) struct Memory<'a> {
    table: &'a Table,
    shape: Arc<Shape>,
    /// The batch that is handed out, and its rows that were.
    batch: usize,
    used: usize,
    row: u64,
    bytes: u64,
    progress: &'a dyn Progress,
}

impl<'a> Memory<'a> {
    pub(crate) fn open(
        table: &'a Table,
        bytes: u64,
        wanted: Wanted<'_>,
        options: &Options,
        progress: &'a dyn Progress,
    ) -> Result<(Columns, Self), Error> {
        let (paths, _) = paths(table.schema.fields(), wanted, &table.name)?;
        let columns = Columns { names: paths.iter().map(Path::name).collect(), line: None };
        let shape = Arc::new(Shape { paths, max_record: options.max_record });
        Ok((columns, Self { table, shape, batch: 0, used: 0, row: 0, bytes, progress }))
    }

    /// The next rows; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Batch> {
        loop {
            let batch = self.table.batches.get(self.batch)?;
            let rows = ROWS.min(batch.num_rows() - self.used);
            if rows == 0 {
                (self.batch, self.used) = (self.batch + 1, 0);
                continue;
            }
            let piece =
                Batch { shape: self.shape.clone(), before: self.row, rows: batch.slice(self.used, rows) };
            self.used += rows;
            self.row += rows as u64;
            return Some(piece);
        }
    }

    /// What the table was. It has no bytes of its own that could be digested.
    pub(crate) fn finish(self) -> Sum {
        self.progress.bytes(self.bytes);
        Sum { bytes: self.bytes, digest: String::new() }
    }
}
