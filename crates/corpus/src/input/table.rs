//! Tables that are in memory already, as another program made them.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::Input;
use super::entry::Entry;
use super::packed::Packing;
use super::store::Store;

/// A table in memory. Nothing of it is copied.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is called: of our own format `posts`, `comments` and so on; a mapping names any.
    pub name: String,
    /// Its columns.
    pub schema: SchemaRef,
    /// Its rows, all with these columns.
    pub batches: Vec<RecordBatch>,
}

impl Input {
    /// Tables in the place of files; a row that is rejected is told by the name of its table and its number, from 1.
    pub fn of_tables(tables: Vec<Table>) -> Self {
        let entry = |table: Table| Entry {
            path: table.name.clone(),
            bytes: table.batches.iter().map(RecordBatch::get_array_memory_size).sum::<usize>() as u64,
            store: Store::Table(Arc::new(table)),
            member: None,
            coding: Packing::None,
        };
        let mut entries: Vec<Entry> = tables.into_iter().map(entry).collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Self { entries, notes: Vec::new() }
    }
}
