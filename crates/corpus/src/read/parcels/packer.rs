//! Rows of a table to parcels, where they lie.

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};

use super::label::{SCHEMA, labelled};
use super::{plan, row};
use crate::data::{Corpus, Reject};
use crate::heard::Listener;
use crate::input::Table;
use crate::read::choose::Wanted;
use crate::read::forms::Piece;
use crate::read::kept::bytes::Writer;
use crate::read::memory::Memory;
use crate::read::part::Part;
use crate::read::pipeline::Head;
use crate::read::{Error, Options, merge};
use crate::schema::FileId;

/// Makes parcels of the rows of a table of our own format.
#[derive(Debug)]
pub struct Packer {
    head: Head,
    /// What the owner of the table may want to know: columns that are not used.
    pub notes: Vec<String>,
}

/// Parcels of some rows, and the rows of which none was made.
#[derive(Debug)]
pub struct Packed {
    /// A parcel a row, in [`Packer::schema`].
    pub parcels: RecordBatch,
    /// Rows that cannot be used; their line is their number in the table that was packed, from 1.
    pub rejects: Vec<Reject>,
}

impl Packer {
    /// Prepares to pack a table that has these columns.
    ///
    /// # Errors
    /// When a column is missing that the table is of no use without, or is there twice.
    pub fn new(table: FileId, columns: &[String]) -> Result<Self, Error> {
        let mut notes = Vec::new();
        let plan = plan(table, columns, &mut notes)?;
        Ok(Self { head: Head::of(plan), notes })
    }

    /// The columns that are read; the others need not be there.
    pub fn used(&self) -> impl Iterator<Item = &str> {
        self.head.plan.takes.iter().map(|take| take.name.as_str())
    }

    /// The columns of parcels, the same for every table: numbers of whom and what a row concerns, and `row`, its bytes.
    pub fn schema() -> SchemaRef {
        SCHEMA.clone()
    }

    /// Packs some rows, which have the columns that were named; `listener` hears their texts.
    ///
    /// Costs what reading them costs. The same row makes the same parcel on every machine of one byte order and one version.
    ///
    /// # Errors
    /// When a column is of a type that cannot be read, or the columns are not those that were named.
    pub fn pack(
        &self,
        batches: Vec<RecordBatch>,
        schema: SchemaRef,
        listener: &dyn Listener,
    ) -> Result<Packed, Error> {
        let head = &self.head;
        let fields = head.table.file().fields;
        let all: Vec<&str> = fields.iter().map(|f| f.id).collect();
        let needed: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.id).collect();
        let table = Table { name: head.file.clone(), schema, batches };
        let options = Options::default();
        let wanted = Wanted { needed: &needed, all: &all };
        let (_, mut memory) = Memory::open(&table, 0, wanted, &options, &())?;
        let (mut parcels, mut corpus) = (Vec::new(), Corpus::default());
        while let Some(batch) = memory.next() {
            let mut part = Piece::Columns(batch).part(&head.plan, &head.file);
            part.listen(&head.plan, listener);
            part.settle(&head.plan, listener);
            merge::account(&mut corpus, &mut head.source(), &mut part);
            parcels.push(self.parcels(&part));
        }
        let parcels: Vec<RecordBatch> =
            parcels.into_iter().collect::<Result<_, _>>().map_err(|e| broken(&e))?;
        let parcels = arrow_select::concat::concat_batches(&SCHEMA, &parcels).map_err(|e| broken(&e))?;
        Ok(Packed { parcels, rejects: corpus.rejects })
    }

    fn parcels(&self, part: &Part) -> Result<RecordBatch, ArrowError> {
        let bytes: Vec<Vec<u8>> = (0..part.rows)
            .map(|row| {
                let mut out = Writer::default();
                row::write(part, &self.head.plan, row, &mut out);
                out.0
            })
            .collect();
        labelled(part, &self.head, &bytes)
    }
}

/// Columns of one length and of the types that the schema names.
fn broken(error: &ArrowError) -> Error {
    unreachable!("parcels are made by one hand: {error}")
}
