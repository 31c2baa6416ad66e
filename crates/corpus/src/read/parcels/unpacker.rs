//! Parcels to a corpus, where a share comes together.

use rustc_hash::{FxHashMap, FxHashSet};

use super::row::Growing;
use super::{number, plan};
use crate::data::Corpus;
use crate::heard::Listener;
use crate::read::plan::Plan;
use crate::read::{Error, findings, merge};
use crate::schema::FileId;

/// Puts the parcels of a share together.
pub struct Unpacker<'l> {
    listener: &'l dyn Listener,
    tables: Vec<(Plan, Growing)>,
}

/// Bytes that are no parcel of the table whose they should be.
#[derive(Debug, thiserror::Error)]
#[error("a parcel of {} is not what this version of ssi packs", table.file().name)]
pub struct Misfit {
    /// The table.
    pub table: FileId,
}

impl<'l> Unpacker<'l> {
    /// Prepares for rows of these tables, each with the names of its columns as they were packed; a table without rows is there too, which
    /// is not the same as no table. `listener` is the one that heard their texts.
    ///
    /// # Errors
    /// As [`Packer::new`](super::Packer::new).
    pub fn new(tables: &[(FileId, Vec<String>)], listener: &'l dyn Listener) -> Result<Self, Error> {
        let table = |(table, columns): &(FileId, Vec<String>)| {
            let plan = plan(*table, columns, &mut Vec::new())?;
            let growing = Growing::new(&plan, listener);
            Ok((plan, growing))
        };
        Ok(Self { listener, tables: tables.iter().map(table).collect::<Result<_, Error>>()? })
    }

    /// Adds a row of a table, by its place among those that were named.
    ///
    /// # Errors
    /// When the bytes are no row of it.
    ///
    /// # Panics
    /// When there is no such table.
    pub fn add(&mut self, table: usize, bytes: &[u8]) -> Result<(), Misfit> {
        let (plan, growing) = &mut self.tables[table];
        growing.read(plan, bytes).ok_or(Misfit { table: plan.table })
    }

    /// The corpus. Where it has no table of members, `cast` are the numbers of those who are scored anywhere; `usual` is what people usually
    /// write of whom not all texts may be here, by their numbers: the listener's byte.
    ///
    /// Rows that repeat others are taken away as among all rows.
    pub fn corpus(self, cast: Option<&FxHashSet<i64>>, usual: &FxHashMap<i64, u8>) -> Corpus {
        let mut corpus = Corpus::default();
        for (plan, growing) in self.tables {
            let part = growing.part(self.listener);
            merge::add(&mut corpus, &plan, Some(self.listener), false, part);
        }
        // Told where rows are read.
        drop(findings::find(&mut corpus, None));
        let numbers: Vec<i64> =
            (0..corpus.people.len()).map(|id| number(corpus.people.name(id as u32))).collect();
        let people = || numbers.iter().zip(0_u32..);
        corpus.usual = people().filter_map(|(number, id)| Some((id, *usual.get(number)?))).collect();
        corpus.cast = cast.map(|cast| people().filter(|(n, _)| cast.contains(n)).map(|(_, id)| id).collect());
        corpus
    }
}
