//! One share as an ordinary corpus.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::pages::{self, Narrow};
use super::sort::{Piece, Shares, together};
use super::store::fetch;
use super::wanted::{Set, Wanted};
use crate::data::{Corpus, Data, NO_ID};
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::read::findings::{self, Found};
use crate::read::{Error, merge};
use crate::resolve::Resolved;
use crate::schema::{FILES, FileId, Kind};

/// What refers to other rows, and what others refer to.
const FOLLOWED: [FileId; 5] =
    [FileId::Posts, FileId::Comments, FileId::Reactions, FileId::Messages, FileId::Connections];

/// What a text told, with a number for its row: by whom, when, and the listener's byte.
type Told = (u64, (u32, i64, u8));

/// A share of the members, with all rows that matter to them. Other people are in it who are scored wrongly there.
#[derive(Debug)]
pub struct Share {
    /// The rows.
    pub corpus: Corpus,
    /// The members whose scores are right, by their numbers in the order of all ids.
    pub members: Range<u32>,
}

impl Shares {
    /// Loads a share. What is odd about its rows is kept to be told ([`findings`](Self::findings)), so each is loaded once.
    ///
    /// # Errors
    /// When the disk does not give what was kept.
    pub fn load(&mut self, share: usize) -> Result<Share, Error> {
        let members = self.cast.range(share);
        let mut wanted = Wanted::new(members.clone(), self.needs, self.view.seen);
        let (mut corpus, mut found) = self.gather(share, &mut wanted)?;
        if self.needs.circles {
            let tied = self.tied(&corpus, &members);
            if !tied.is_empty() {
                drop(corpus);
                wanted = Wanted::new(members.clone(), self.needs, self.view.seen);
                wanted.tied = tied;
                (corpus, found) = self.gather(share, &mut wanted)?;
            }
        }
        Found::gather(&mut self.found, found);
        Ok(Share { corpus, members })
    }

    /// What is odd about the rows of the shares that were loaded.
    pub fn findings(&self) -> Vec<Finding> {
        self.found.iter().cloned().map(Found::told).collect()
    }

    /// Everybody who is in circles with members of the share.
    fn tied(&self, corpus: &Corpus, members: &Range<u32>) -> FxHashSet<u64> {
        let resolved = Resolved::new(corpus, self.view);
        let ours = |&person: &u32| {
            self.cast.member(corpus.people.name(person)).is_some_and(|m| members.contains(&m))
        };
        let people = (0..corpus.people.len() as u32).filter(ours);
        resolved.tied_to(people).into_iter().map(|p| Fingerprint::number(corpus.people.name(p))).collect()
    }

    fn table(&self, piece: &Piece) -> FileId {
        self.heads[piece.file].table
    }

    fn narrow(&self, piece: &Piece) -> Result<Narrow, Error> {
        Narrow::read(&fetch(&*self.store, piece.narrow)?)
    }

    fn gather(&self, share: usize, wanted: &mut Wanted) -> Result<(Corpus, Vec<Found>), Error> {
        self.follow(share, wanted)?;
        let mut corpus = Corpus::default();
        for head in &self.heads {
            merge::table(&mut corpus, &head.plan, self.listener.as_deref());
        }
        // Profiles and titles come last: whose are wanted is known when everything else is there.
        let last = [FileId::Connections, FileId::Members];
        let first = FILES.iter().map(|file| file.id).filter(|file| !last.contains(file));
        for file in first.chain(last) {
            if last.contains(&file) {
                let people = &corpus.people;
                let named = (0..people.len() as u32).map(|id| Fingerprint::number(people.name(id)));
                wanted.people = Some(named.collect());
            }
            self.add(share, file, wanted, &mut corpus)?;
        }
        if self.needs.languages {
            self.listen_elsewhere(share, wanted, &mut corpus)?;
        }
        let found = findings::find(&mut corpus, Some(self.with_ids));
        if !self.cast.listed {
            let people = &corpus.people;
            let cast = (0..people.len() as u32).filter(|&id| self.cast.member(people.name(id)).is_some());
            corpus.cast = Some(cast.collect());
        }
        Ok((corpus, found))
    }

    /// Finds out what the rows of a share refer to, and what refers to them, until nothing new comes up.
    fn follow(&self, share: usize, wanted: &mut Wanted) -> Result<(), Error> {
        let round = |wanted: &mut Wanted, which: &dyn Fn(&Piece) -> bool| -> Result<bool, Error> {
            let mut new = false;
            let pieces: Vec<&Piece> = self.pieces.iter().filter(|piece| which(piece)).collect();
            for some in pieces.chunks(together()) {
                let look = |piece: &&Piece| {
                    let (narrow, file, home) = (self.narrow(piece)?, self.table(piece), piece.home == share);
                    let mut found: Vec<(Set, u64)> = Vec::new();
                    for row in 0..narrow.rows {
                        if home || wanted.keeps(file, &narrow, row) {
                            wanted.wants(file, &narrow, row, home, &mut found);
                        }
                    }
                    Ok(found)
                };
                let found: Vec<Vec<(Set, u64)>> = some.par_iter().map(look).collect::<Result<_, Error>>()?;
                new |= wanted.add(found.into_iter().flatten());
            }
            Ok(new)
        };
        round(wanted, &|piece| piece.home == share && FOLLOWED.contains(&self.table(piece)))?;
        let others = |file: FileId| move |piece: &Piece| piece.home != share && self.table(piece) == file;
        for file in [FileId::Messages, FileId::Connections, FileId::Reactions] {
            round(wanted, &others(file))?;
        }
        // Those of this share too: one of them may stand under a post of which the first round knew nothing yet.
        while round(wanted, &|piece| self.table(piece) == FileId::Comments)? {}
        Ok(())
    }

    /// Adds the rows of one table that matter, always in the same order: share by share.
    fn add(&self, share: usize, file: FileId, wanted: &Wanted, corpus: &mut Corpus) -> Result<(), Error> {
        let by = self.listener.as_ref().map(|listener| listener.name());
        let pieces: Vec<&Piece> = self.pieces.iter().filter(|piece| self.table(piece) == file).collect();
        let len = |corpus: &Corpus| corpus.rows(file).map_or(0, |rows| rows.len);
        let mut home = None;
        for some in pieces.chunks(together()) {
            let part = |piece: &&Piece| {
                let head = &self.heads[piece.file];
                if piece.home == share {
                    return pages::read(&fetch(&*self.store, piece.whole)?, head, by).map(Some);
                }
                let narrow = self.narrow(piece)?;
                let rows: Vec<u32> = (0..narrow.rows)
                    .filter(|&row| wanted.keeps(file, &narrow, row))
                    .map(|row| row as u32)
                    .collect();
                if rows.is_empty() {
                    return Ok(None);
                }
                let part = pages::read(&fetch(&*self.store, piece.whole)?, head, by)?;
                Ok(Some(part.select(&head.plan, &rows)))
            };
            let parts: Vec<_> = some.par_iter().map(part).collect::<Result<_, Error>>()?;
            for (piece, part) in some.iter().zip(parts) {
                let Some(part) = part else { continue };
                let start = len(corpus);
                merge::add(corpus, &self.heads[piece.file].plan, self.listener.as_deref(), false, part);
                if piece.home == share {
                    let range = home.get_or_insert(start..start);
                    range.end = len(corpus);
                }
            }
        }
        if let Some(rows) = corpus.files[file as usize].as_mut() {
            rows.home = Some(home.unwrap_or(0..0));
        }
        Ok(())
    }

    /// Gathers what texts told that are not in the share, of people of whom some texts are and did not tell their language.
    fn listen_elsewhere(&self, share: usize, wanted: &Wanted, corpus: &mut Corpus) -> Result<(), Error> {
        let mut authors: FxHashMap<u64, u32> = FxHashMap::default();
        for rows in corpus.files.iter().flatten() {
            let Some(subject) = rows.file.file().fields.iter().find(|field| field.kind == Kind::Person)
            else {
                continue;
            };
            let (Some(people), home) = (rows.ids(subject.id), rows.home()) else { continue };
            for heard in rows.columns.iter().flatten().filter_map(|column| match column {
                Data::Heard(heard) => Some(heard),
                _ => None,
            }) {
                let mut meet = |row: usize| {
                    let person = people[row];
                    if !home.contains(&row) && person != NO_ID {
                        authors.insert(Fingerprint::number(corpus.people.name(person)), person);
                    }
                };
                match heard.again() {
                    None => (0..rows.len).for_each(&mut meet),
                    Some(some) => some.iter().for_each(|&row| meet(row as usize)),
                }
            }
        }
        if authors.is_empty() {
            return Ok(());
        }
        // Their profiles are all in the share.
        let heard = |file: FileId| {
            let rows = corpus.rows(file).filter(|_| file != FileId::Members);
            rows.is_some_and(|rows| rows.columns.iter().flatten().any(|c| matches!(c, Data::Heard(_))))
        };
        let spoken = |piece: &&Piece| piece.home != share && heard(self.table(piece));
        let pieces: Vec<&Piece> = self.pieces.iter().filter(spoken).collect();
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        for some in pieces.chunks(together()) {
            let listen = |piece: &&Piece| {
                let (narrow, file) = (self.narrow(piece)?, self.table(piece));
                let subject = file.file().fields.iter().find(|field| field.kind == Kind::Person);
                let mut told = Vec::new();
                for row in 0..narrow.rows {
                    let who = subject.and_then(|field| narrow.person(file, field.id, row));
                    let Some(&person) = who.and_then(|(number, _)| authors.get(&number)) else { continue };
                    let digest = narrow.digest(row);
                    if digest != u64::MAX && !wanted.keeps(file, &narrow, row) {
                        told.extend(narrow.told(row).map(|byte| (digest, (person, narrow.time(row), byte))));
                    }
                }
                Ok(told)
            };
            let found: Vec<Vec<Told>> = some.par_iter().map(listen).collect::<Result<_, Error>>()?;
            for (digest, told) in found.into_iter().flatten() {
                if digest == 0 || seen.insert(digest) {
                    corpus.elsewhere.push(told);
                }
            }
        }
        Ok(())
    }
}
