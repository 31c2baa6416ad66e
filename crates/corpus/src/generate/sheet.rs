//! Rows in the columns of the schema.

use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use super::calendar::stamp;
use crate::schema::{Field, FileId};

/// The columns that are written: all of the schema but one, which only foreign comments need.
pub(super) fn columns(file: FileId) -> impl Iterator<Item = &'static Field> {
    file.file().fields.iter().filter(move |f| !(file == FileId::Comments && f.id == "post_author"))
}

/// A CSV file that is being written, cell by cell. The csv crate refuses a row of another width.
pub(super) struct Sheet<'w> {
    csv: csv::Writer<&'w mut dyn Write>,
    file: FileId,
    cell: String,
    place: usize,
    rows: u64,
}

impl<'w> Sheet<'w> {
    pub(super) fn new(file: FileId, out: &'w mut dyn Write) -> Self {
        let csv = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(out);
        Self { csv, file, cell: String::new(), place: 0, rows: 0 }
    }

    pub(super) fn header(&mut self) -> io::Result<()> {
        Ok(self.csv.write_record(columns(self.file).map(|f| f.id))?)
    }

    /// Writes the next cell, which must be of that column.
    pub(super) fn text(&mut self, column: &str, text: &str) -> io::Result<()> {
        self.expect(column);
        Ok(self.csv.write_field(text)?)
    }

    pub(super) fn show(&mut self, column: &str, value: impl Display) -> io::Result<()> {
        self.expect(column);
        self.cell.clear();
        write!(self.cell, "{value}").expect("a string takes all");
        Ok(self.csv.write_field(&self.cell)?)
    }

    pub(super) fn member(&mut self, column: &str, number: u32) -> io::Result<()> {
        self.show(column, member_id(number))
    }

    pub(super) fn time(&mut self, column: &str, second: i64) -> io::Result<()> {
        self.show(column, stamp(second))
    }

    pub(super) fn blank(&mut self, column: &str) -> io::Result<()> {
        self.text(column, "")
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        self.place = 0;
        self.rows += 1;
        Ok(self.csv.write_record(None::<&[u8]>)?)
    }

    /// Hands everything on and tells how many rows were written, without the header.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.csv.flush()?;
        Ok(self.rows)
    }

    fn expect(&mut self, column: &str) {
        debug_assert_eq!(columns(self.file).nth(self.place).map(|f| f.id), Some(column), "{:?}", self.file);
        self.place += 1;
    }
}

/// A cell that may be empty.
pub(super) struct Told<T>(pub(super) Option<T>);

impl<T: Display> Display for Told<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.as_ref().map_or(Ok(()), |value| value.fmt(f))
    }
}

/// The id of a member as all files write it.
pub(super) fn member_id(number: u32) -> impl Display {
    struct Id(u32);
    impl Display for Id {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "m{:06}", self.0)
        }
    }
    Id(number)
}
