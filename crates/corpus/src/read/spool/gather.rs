//! Parts in memory as long as they fit, else on disk.

use std::sync::Arc;

use super::cast::Comers;
use super::pages;
use super::sort::Shares;
use super::store::{Disk, Place, Queue};
use super::wanted::Needs;
use crate::data::{Corpus, Data, NO_ID};
use crate::dialect::Dialect;
use crate::heard::Listener;
use crate::read::part::Part;
use crate::read::pipeline::{Head, Sink, account, ended};
use crate::read::raw::Sum;
use crate::read::{Error, merge};
use crate::resolve::View;
use crate::schema::FileId;

/// What came of reading within a limit.
#[derive(Debug)]
pub enum Gathered {
    /// It fits into the memory.
    Whole(Box<Corpus>),
    /// It lies on disk.
    Spooled(Box<Spooled>),
}

/// Takes parts, and keeps them on disk once those in memory weigh more than the limit.
pub(crate) struct Gathering<'a> {
    corpus: Corpus,
    listener: Option<&'a dyn Listener>,
    /// Bytes of rows that may stay in memory.
    limit: u64,
    disk: &'a dyn Disk,
    heads: Vec<Arc<Head>>,
    /// Parts in memory, each with its file.
    held: Vec<(usize, Part)>,
    weight: u64,
    queue: Queue,
    places: Vec<(usize, Place)>,
    comers: Comers,
    with_ids: [bool; 2],
}

impl Sink for Gathering<'_> {
    fn begin(&mut self, head: &Arc<Head>, notes: Vec<String>) -> Result<(), Error> {
        self.corpus.notes.extend(notes);
        self.corpus.sources.push(head.source());
        self.comers.begin(head.table);
        self.heads.push(head.clone());
        Ok(())
    }

    fn part(&mut self, head: &Arc<Head>, mut part: Part) -> Result<(), Error> {
        account(&mut self.corpus, &mut part);
        self.weight += part.weight() as u64;
        let file = self.heads.len() - 1;
        if !self.queue.is_empty() {
            return self.spool(file, head, part);
        }
        self.held.push((file, part));
        if self.weight > self.limit {
            for (file, part) in std::mem::take(&mut self.held) {
                let head = self.heads[file].clone();
                self.spool(file, &head, part)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, sum: Sum, dialect: Option<Dialect>) -> Result<(), Error> {
        ended(&mut self.corpus, sum, dialect);
        Ok(())
    }
}

impl<'a> Gathering<'a> {
    /// Takes parts for a corpus that has notes already.
    pub(crate) fn new(
        corpus: Corpus,
        listener: Option<&'a dyn Listener>,
        limit: u64,
        disk: &'a dyn Disk,
    ) -> Self {
        Self {
            corpus,
            listener,
            limit,
            disk,
            heads: Vec::new(),
            held: Vec::new(),
            weight: 0,
            queue: Queue::default(),
            places: Vec::new(),
            comers: Comers::default(),
            with_ids: [false; 2],
        }
    }

    fn spool(&mut self, file: usize, head: &Head, mut part: Part) -> Result<(), Error> {
        self.comers.meet(&part, head);
        for (place, (table, id)) in
            [(FileId::Posts, "post"), (FileId::Comments, "comment")].iter().enumerate()
        {
            let field = table.file().field(id);
            let take = head.plan.takes.iter().position(|take| Some(take.field) == field);
            if head.table == *table
                && let Some(Data::Ids(ids)) = take.map(|take| &part.columns[take])
            {
                self.with_ids[place] |= ids.iter().any(|&id| id != NO_ID);
            }
        }
        self.places.push((file, self.queue.keep(self.disk, &pages::write(&mut part))?));
        Ok(())
    }

    /// What came of it: the corpus with all rows, or one without rows and the way to them.
    pub(crate) fn done(self) -> Gathered {
        let Self { mut corpus, listener, heads, held, queue, places, comers, with_ids, weight, .. } = self;
        let mut held = held.into_iter().peekable();
        for (file, head) in heads.iter().enumerate() {
            merge::table(&mut corpus, &head.plan, listener);
            while let Some((_, part)) = held.next_if(|(of, _)| *of == file) {
                merge::add(&mut corpus, &head.plan, listener, false, part);
            }
        }
        if queue.is_empty() {
            Gathered::Whole(Box::new(corpus))
        } else {
            Gathered::Spooled(Box::new(Spooled { corpus, heads, queue, places, comers, with_ids, weight }))
        }
    }
}

/// A corpus on disk, in the order in which it was read.
#[derive(Debug)]
pub struct Spooled {
    pub(super) corpus: Corpus,
    pub(super) heads: Vec<Arc<Head>>,
    pub(super) queue: Queue,
    pub(super) places: Vec<(usize, Place)>,
    pub(super) comers: Comers,
    pub(super) with_ids: [bool; 2],
    pub(super) weight: u64,
}

impl Spooled {
    /// The corpus but for its rows: tables without rows, sources, rejects and notes.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The same, to be put in order.
    pub(crate) fn corpus_mut(&mut self) -> &mut Corpus {
        &mut self.corpus
    }

    /// The first and the last second at which somebody did something; `None` where nothing has a time.
    pub fn span(&self) -> Option<(i64, i64)> {
        self.comers.span
    }

    /// About the bytes that all rows would take in memory.
    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// Lays the rows apart by shares, to be seen from one day. `budget` says of how many bytes of rows a share is, for so many
    /// members, of whom the one with the most has about so many bytes of rows: no member is divided.
    ///
    /// # Errors
    /// What `budget` says against it; inside, when the disk does not take or give the rows.
    pub fn sort<E>(
        self,
        view: View,
        needs: Needs,
        budget: impl FnOnce(usize, u64) -> Result<u64, E>,
        disk: &dyn Disk,
        listener: Option<Arc<dyn Listener>>,
    ) -> Result<Result<Shares, Error>, E> {
        let budget = budget(self.comers.seen_before(view.seen), self.comers.largest())?;
        Ok(Shares::new(self, view, needs, budget, disk, listener))
    }
}
