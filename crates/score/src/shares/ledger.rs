//! Everyone's scores while shares of the members are scored: what ranks and groups need stays in memory, the rest goes to disk.

use std::io;

use rustc_hash::FxHashMap;
use ssi_corpus::data::{Ids, NO_ID};
use ssi_corpus::read::{Share, Shares, Store};
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;
use ssi_rules::Model;

use super::connections;
use crate::points::Points;
use crate::run::{Scored, Timing, skeleton};
use crate::scores::Scores;
use crate::standing::{Grouping, Standings, Tied, places};

/// Points that are not there, in a store.
pub(super) const NONE: i32 = i32::MIN;

/// A word of each member's profile.
#[derive(Debug)]
struct Words {
    words: Ids,
    of: Vec<u32>,
}

/// The scores so far. About 110 bytes a member and the length of the id stay in memory, and 70 more with the
/// [standings](Self::standings); the points of the rules lie in a store.
pub struct Ledger<'s> {
    /// Everyone's scores, without ranges, names and the points of rules. Ranked once [`rank`](Self::rank) was called.
    pub scores: Scores,
    /// How long it took, all shares together.
    pub timing: Timing,
    pub(super) store: &'s dyn Store,
    /// For each share where its records begin, and which members it has.
    pub(super) runs: Vec<(u64, std::ops::Range<u32>)>,
    /// For each share where its connections lie; `None` where the corpus has none.
    ties: Vec<Option<(u64, usize)>>,
    industries: Option<Words>,
    teams: Option<Words>,
}

impl<'s> Ledger<'s> {
    /// Nobody is scored yet.
    pub fn new(model: &Model, shares: &Shares, store: &'s dyn Store) -> Self {
        // What stays is made before what comes and goes: between passing things it would hold on to their memory.
        let members = shares.members();
        let mut scores = skeleton(model, Vec::with_capacity(members));
        scores.members.extend(shares.names().map(str::to_owned));
        scores.names = Vec::new();
        scores.score.reserve_exact(members);
        scores.coverage.reserve_exact(members);
        for pillar in &mut scores.pillars {
            pillar.points.reserve_exact(members);
        }
        let words = || Words { words: Ids::default(), of: Vec::with_capacity(members) };
        let told = |field| shares.corpus().rows(FileId::Members).and_then(|rows| rows.ids(field));
        Self {
            scores,
            timing: Timing::default(),
            store,
            runs: Vec::new(),
            ties: Vec::new(),
            industries: told("industry").map(|_| words()),
            teams: told("team").map(|_| words()),
        }
    }

    /// Adds the scores of the next share.
    ///
    /// # Errors
    /// When the store does not take them.
    ///
    /// # Panics
    /// When the share is not the one after the last.
    pub fn add(
        &mut self,
        shares: &Shares,
        share: &Share,
        resolved: &Resolved<'_>,
        scored: &Scored,
    ) -> io::Result<()> {
        let all = &scored.scores;
        assert_eq!(share.members.start as usize, self.scores.score.len(), "share by share, in their order");
        // Where each member of the share stands among all who are in it.
        let own: Vec<usize> = (0..all.members.len())
            .filter(|&m| shares.member(&all.members[m]).is_some_and(|number| share.members.contains(&number)))
            .collect();
        assert_eq!(own.len(), share.members.len(), "everybody of the share is in it");
        self.timing.texts += scored.timing.texts;
        self.timing.comparing += scored.timing.comparing;
        self.timing.rows += scored.timing.rows;
        self.timing.members += scored.timing.members;
        self.timing.ranks += scored.timing.ranks;
        self.timing.text_count += scored.timing.text_count;
        self.timing.text_bytes += scored.timing.text_bytes;

        self.scores.score.extend(own.iter().map(|&m| all.score[m]));
        self.scores.coverage.extend(own.iter().map(|&m| all.coverage[m]));
        for (to, from) in self.scores.pillars.iter_mut().zip(&all.pillars) {
            to.points.extend(own.iter().map(|&m| from.points[m]));
        }
        for (words, field) in [(&mut self.industries, "industry"), (&mut self.teams, "team")] {
            if let Some(words) = words {
                words.add(resolved, field, &own);
            }
        }
        self.runs.push((self.write_run(all, &own, share.members.start)?, share.members.clone()));
        let ties = self.write_ties(shares, resolved, &own)?;
        self.ties.push(ties);
        Ok(())
    }

    /// The parts of the scores in the order of the sheet: from the highest score to the lowest, equal ones by id.
    fn write_run(&self, all: &Scores, own: &[usize], first: u32) -> io::Result<u64> {
        let mut order: Vec<usize> = (0..own.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(all.score[own[i]]));
        let mut bytes: Vec<u8> = Vec::new();
        let mut start = None;
        for i in order {
            let m = own[i];
            bytes.extend_from_slice(&(first + i as u32).to_le_bytes());
            let (low, high) = all.range[m];
            let rules = all.rules().map(|rule| rule.points.at(m).map_or(NONE, |p| p.0));
            for points in [low.0, high.0].into_iter().chain(rules) {
                bytes.extend_from_slice(&points.to_le_bytes());
            }
            if bytes.len() > 1 << 20 {
                start.get_or_insert(self.store.add(&bytes)?);
                bytes.clear();
            }
        }
        let rest = self.store.add(&bytes)?;
        Ok(start.unwrap_or(rest))
    }

    /// For each member how many connections there are, and the scored ones among them.
    fn write_ties(
        &self,
        shares: &Shares,
        resolved: &Resolved<'_>,
        own: &[usize],
    ) -> io::Result<Option<(u64, usize)>> {
        let people = &resolved.corpus().people;
        let Some(others) = connections(resolved, own) else { return Ok(None) };
        let mut number: FxHashMap<u32, u32> = FxHashMap::default();
        let mut bytes = Vec::new();
        for others in others {
            let mut of = |&other: &u32| {
                *number.entry(other).or_insert_with(|| shares.member(people.name(other)).unwrap_or(NO_ID))
            };
            let scored: Vec<u32> = others.iter().map(&mut of).filter(|&n| n != NO_ID).collect();
            for n in [others.len() as u32, scored.len() as u32].into_iter().chain(scored) {
                bytes.extend_from_slice(&n.to_le_bytes());
            }
        }
        Ok(Some((self.store.add(&bytes)?, bytes.len())))
    }

    /// Scores of nobody, with all columns.
    pub fn nobody(&self, model: &Model) -> Scores {
        skeleton(model, Vec::new())
    }

    /// Orders the members by score, once all shares are there.
    pub fn rank(&mut self) {
        self.scores.rank();
    }

    /// Where everybody stands among others.
    ///
    /// # Errors
    /// When the store does not give what was kept.
    pub fn standings(&self) -> io::Result<Standings<'_>> {
        Ok(Standings {
            everyone: places(&self.scores),
            industries: self.industries.as_ref().map(|words| words.grouping(&self.scores)),
            teams: self.teams.as_ref().map(|words| words.grouping(&self.scores)),
            networks: self.networks()?,
        })
    }

    fn networks(&self) -> io::Result<Option<Vec<Tied>>> {
        if self.ties.iter().any(Option::is_none) {
            return Ok(None);
        }
        let mut tied = Vec::with_capacity(self.scores.members.len());
        for &(at, bytes) in self.ties.iter().flatten() {
            let bytes = self.store.read(at, bytes)?;
            let mut numbers = bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
            while let Some(connections) = numbers.next() {
                let scored = numbers.next().unwrap_or(0) as usize;
                tied.push(Tied::among(&self.scores, tied.len(), connections, numbers.by_ref().take(scored)));
            }
        }
        Ok(Some(tied))
    }
}

impl Words {
    fn add(&mut self, resolved: &Resolved<'_>, field: &str, own: &[usize]) {
        let corpus = resolved.corpus();
        let mut words = vec![NO_ID; resolved.roster().len()];
        if let Some(labels) = corpus.rows(FileId::Members).and_then(|rows| rows.ids(field)) {
            for (member, row) in resolved.roster().profile_rows() {
                words[member as usize] = labels[row];
            }
        }
        self.of.extend(own.iter().map(|&m| match words[m] {
            NO_ID => NO_ID,
            label => self.words.intern(corpus.labels.name(label)),
        }));
    }

    /// The members by their words.
    fn grouping(&self, scores: &Scores) -> Grouping<'_> {
        let mut first: FxHashMap<String, u32> = FxHashMap::default();
        let same: Vec<u32> = (0..self.words.len() as u32)
            .map(|word| *first.entry(self.words.name(word).to_lowercase()).or_insert(word))
            .collect();
        let written = self.of.iter().map(|&word| self.words.name(word)).collect();
        let own: Vec<u32> =
            self.of.iter().map(|&word| same.get(word as usize).copied().unwrap_or(NO_ID)).collect();
        Grouping::of(scores, written, &own)
    }
}

/// Points from a store.
pub(super) fn points(number: i32) -> Option<Points> {
    (number != NONE).then_some(Points(number))
}
