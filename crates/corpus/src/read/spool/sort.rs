//! Rows laid apart by the share to which they belong.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::cast::Cast;
use super::gather::Spooled;
use super::pages::{self, Narrow, Unit};
use super::store::{Disk, Span, Store, keep};
use super::wanted::Needs;
use crate::data::Corpus;
use crate::heard::Listener;
use crate::read::Error;
use crate::read::findings::Found;
use crate::read::part::Part;
use crate::read::pipeline::Head;
use crate::resolve::View;
use crate::schema::{FileId, Kind};

/// How many parts are looked at side by side: what is under way is no more than a few of them.
pub(super) fn together() -> usize {
    2 * rayon::current_num_threads()
}

/// The rows of a part for one share, to be written: the share, a narrow page and all of it.
type Laid = (usize, Vec<u8>, Vec<u8>);

/// The rows of one part that belong to one share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The file, by its place among those read.
    pub(super) file: usize,
    pub(super) home: usize,
    pub(super) narrow: Span,
    pub(super) whole: Span,
}

/// A corpus on disk, in shares of its members.
#[derive(Debug)]
pub struct Shares {
    pub(super) corpus: Corpus,
    pub(super) heads: Vec<Arc<Head>>,
    pub(super) store: Box<dyn Store>,
    /// Tables one after the other, in each those of one share together.
    pub(super) pieces: Vec<Piece>,
    pub(super) cast: Cast,
    pub(super) view: View,
    pub(super) needs: Needs,
    pub(super) listener: Option<Arc<dyn Listener>>,
    pub(super) with_ids: [bool; 2],
    /// What was found in the shares that were loaded.
    pub(super) found: Vec<Found>,
}

impl Shares {
    pub(super) fn new(
        spooled: Spooled,
        view: View,
        needs: Needs,
        budget: u64,
        disk: &dyn Disk,
        listener: Option<Arc<dyn Listener>>,
    ) -> Result<Self, Error> {
        let Spooled { corpus, heads, mut queue, places, comers, with_ids, .. } = spooled;
        let cast = comers.cast(view.seen, budget);
        let store = disk.store().map_err(|source| Error::Spill { source })?;
        let by = listener.as_ref().map(|listener| listener.name().clone());
        let mut pieces: Vec<Piece> = Vec::new();
        // A few at a time, so that what is under way takes little memory; in the order in which they were read.
        for some in places.chunks(together()) {
            let laid: Vec<Vec<Laid>> = some
                .par_iter()
                .map(|&(file, place)| {
                    let part = pages::read(&queue.fetch(place)?, &heads[file], by.as_ref())?;
                    Ok(lay_apart(&part, &heads[file], &cast))
                })
                .collect::<Result<_, Error>>()?;
            if let Some(&(_, last)) = some.last() {
                queue.forget_before(last);
            }
            for (&(file, _), parts) in some.iter().zip(laid) {
                for (home, narrow, whole) in parts {
                    let (narrow, whole) = (keep(&*store, &narrow)?, keep(&*store, &whole)?);
                    pieces.push(Piece { file, home, narrow, whole });
                }
            }
        }
        pieces.sort_by_key(|piece| (heads[piece.file].table, piece.home));
        Ok(Self { corpus, heads, store, pieces, cast, view, needs, listener, with_ids, found: Vec::new() })
    }

    /// The corpus but for its rows.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The corpus but for its rows, with what was found in the shares that were loaded; the rows are gone.
    #[must_use]
    pub fn into_corpus(self) -> Corpus {
        let findings = self.findings();
        Corpus { findings, ..self.corpus }
    }

    /// How many shares there are; at least one.
    pub fn count(&self) -> usize {
        self.cast.shares()
    }

    /// How many members are scored.
    pub fn members(&self) -> usize {
        self.cast.len()
    }

    /// The members of a share, by their numbers in the order of all ids.
    pub fn range(&self, share: usize) -> Range<u32> {
        self.cast.range(share)
    }

    /// The ids of all members, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.cast.names()
    }

    /// The number of a member by id.
    pub fn member(&self, name: &str) -> Option<u32> {
        self.cast.member(name)
    }
}

/// The rows of a part by their shares: a narrow page and all of it.
fn lay_apart(part: &Part, head: &Head, cast: &Cast) -> Vec<Laid> {
    let code = |name: &str| cast.code(name);
    let narrow = Narrow::of(part, head, code);
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); cast.shares()];
    for row in 0..part.rows {
        rows[home(&narrow, head.table, row, cast)].push(row as u32);
    }
    let mut laid = Vec::new();
    for (home, rows) in rows.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
        let mut own = part.select(&head.plan, rows);
        let narrow = Narrow::of(&own, head, code).write();
        laid.push((home, narrow, pages::write(&mut own)));
    }
    laid
}

/// The share to which a row belongs: that of who did it, the same for all rows that say the same.
fn home(narrow: &Narrow, file: FileId, row: usize, cast: &Cast) -> usize {
    let subject = file.file().fields.iter().find(|field| field.kind == Kind::Person);
    if let Some((_, code)) = subject.and_then(|field| narrow.person(file, field.id, row)) {
        return cast.home(code);
    }
    let own = match file {
        FileId::Posts => narrow.unit(Unit::Post, file, "post", row),
        FileId::Comments => narrow.unit(Unit::Comment, file, "comment", row),
        _ => None,
    };
    let number = own.unwrap_or(0).wrapping_add(narrow.time(row) as u64);
    (number % cast.shares() as u64) as usize
}
