//! A corpus that is scored share by share from disk gives what it gives as a whole.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};

use common::packs::{DEFAULT, recipes};
use common::random::Random;
use common::world::{END, World, corpus, worlds, write};
use common::{POOLS, cases, check_same};
use proptest::prelude::*;
use ssi_corpus::data::Corpus;
use ssi_corpus::heard::Listener;
use ssi_corpus::input::{Input, Limits};
use ssi_corpus::read::{Disk, Gathered, Needs, Options, Shares, Spooled, Store, read_within};
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::shares::{Ledger, needs};
use ssi_score::standing::Standings;
use ssi_score::{Ear, Request, Scores, score};

/// A disk in memory.
#[derive(Debug)]
struct Memory;

#[derive(Debug, Default)]
struct Bytes(Mutex<Vec<u8>>);

impl Store for Bytes {
    fn add(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut all = self.0.lock().unwrap();
        all.extend_from_slice(bytes);
        Ok((all.len() - bytes.len()) as u64)
    }

    fn read(&self, from: u64, bytes: usize) -> io::Result<Vec<u8>> {
        Ok(self.0.lock().unwrap()[from as usize..from as usize + bytes].to_vec())
    }
}

impl Disk for Memory {
    fn store(&self) -> io::Result<Box<dyn Store>> {
        Ok(Box::new(Bytes::default()))
    }
}

/// Everything that the sheet of the members tells.
fn told(out: &mut String, scores: &Scores, standings: &Standings<'_>) {
    for &member in &scores.ranking {
        let m = member as usize;
        let _ = write!(
            out,
            "{} score={} in={:?} coverage={:?} everyone={:?}",
            scores.members[m], scores.score[m], scores.range[m], scores.coverage[m], standings.everyone[m]
        );
        for (name, grouping) in [("industry", &standings.industries), ("team", &standings.teams)] {
            let of =
                grouping.as_ref().map(|g| (g.word(m), g.place(m), g.group_of(m).map(|group| group.name)));
            let _ = write!(out, " {name}={of:?}");
        }
        let _ = write!(out, " network={:?}", standings.networks.as_ref().map(|all| all[m]));
        for pillar in &scores.pillars {
            let _ = write!(out, " [{}={:?}]", pillar.id, pillar.points[m]);
            for rule in &pillar.rules {
                let _ = write!(out, " {}={:?}", rule.id, rule.points.at(m));
            }
        }
        // A line a member; a difference is told word by word.
        *out = out.replace(", ", ",").replace(" }", "}").replace("{ ", "{");
        out.push('\n');
    }
}

/// What is told of a corpus beside its scores.
fn about(corpus: &Corpus, findings: &[ssi_corpus::finding::Finding]) -> String {
    let sources: Vec<_> = corpus.sources.iter().map(|s| (&s.path, s.rows, s.rejected)).collect();
    format!("{:?}\n{findings:#?}\n{:?}\n{sources:?}", corpus.rejects, corpus.notes)
}

fn whole(model: &Model, corpus: &Corpus) -> String {
    let resolved = Resolved::new(corpus, View::at(END, model.window_days));
    let scored = score(model, &resolved, Request { keep_inputs: false });
    let mut out = String::new();
    told(&mut out, &scored.scores, &Standings::new(&scored.scores, &resolved));
    out
}

/// What comes of shares, each loaded once.
fn in_shares(model: &Model, shares: &mut Shares, rows: usize) -> String {
    let store = Bytes::default();
    let mut ledger = Ledger::new(model, shares, &store);
    for number in 0..shares.count() {
        let share = shares.load(number).unwrap();
        let resolved = Resolved::new(&share.corpus, View::at(END, model.window_days));
        let scored = score(model, &resolved, Request { keep_inputs: false });
        ledger.add(shares, &share, &resolved, &scored).unwrap();
    }
    ledger.rank();
    let standings = ledger.standings().unwrap();
    let mut out = String::new();
    let take = |scores: &Scores, standings: &Standings<'_>| {
        told(&mut out, scores, standings);
        Ok(())
    };
    ledger.pages(model, &standings, rows, take).unwrap();
    out
}

fn spooled(world: &World, parts: usize, options: &Options) -> Option<Box<Spooled>> {
    let folder = tempfile::tempdir().unwrap();
    write(&world.files(parts), folder.path());
    let input = Input::find(&[folder.path().to_owned()], &Limits::default()).unwrap();
    match read_within(&input, Some(folder.path()), options, 0, &Memory, &()).unwrap() {
        Gathered::Spooled(spooled) => Some(spooled),
        Gathered::Whole(corpus) => {
            assert!(corpus.files.iter().flatten().all(|rows| rows.len == 0), "rows that take no memory");
            None
        }
    }
}

fn sorted(
    spooled: Box<Spooled>,
    view: View,
    needs: Needs,
    budget: u64,
    listener: &Arc<dyn Listener>,
) -> Shares {
    let budget = |_, _| Ok::<_, ()>(budget);
    spooled.sort(view, needs, budget, &Memory, Some(listener.clone())).unwrap().unwrap()
}

#[track_caller]
fn check(model: &Model, world: &World, seed: u64) {
    let mut random = Random(seed);
    let listener: Arc<dyn Listener> = Arc::new(Ear::new(model));
    let parts = 1 + random.below(3);
    let options =
        Options { chunk: 1 + random.below(600), listener: Some(listener.clone()), ..Options::default() };
    let all = corpus(&world.files(parts), &options);
    let expected = whole(model, &all);
    let pool = &POOLS[random.below(POOLS.len())];
    for shares in [1, 2, 3, 7, 1000] {
        let Some(spooled) = spooled(world, parts, &options) else { return };
        let what = format!("{shares} shares, {parts} parts, chunks of {}", options.chunk);
        let budget = spooled.weight().div_ceil(shares);
        let view = View::at(END, model.window_days);
        let needs = if random.once_in(2) { Needs::ALL } else { needs(model) };
        let mut shares = sorted(spooled, view, needs, budget, &listener);
        let found = pool.install(|| in_shares(model, &mut shares, 1 + random.below(9)));
        check_same(&expected, &found, &what);
        assert_eq!(about(&all, &all.findings), about(shares.corpus(), &shares.findings()), "{what}");
    }
}

/// The same with comments, reactions and people that are in it twice or refer to nothing, in several languages.
fn made_odd(mut world: World, seed: u64) -> World {
    let mut random = Random(seed);
    for sheet in &mut world.0 {
        for place in 0..sheet.rows.len() {
            if random.once_in(6) {
                let again = sheet.rows[place].clone();
                sheet.rows.push(again);
            }
            let column = random.below(sheet.header.len());
            let is_text = matches!(sheet.header[column].as_str(), "text" | "note" | "summary" | "headline");
            if is_text && random.once_in(2) {
                let texts =
                    ["Starke Sache!", "Das haben wir bei unserem Versuch auch gesehen.", "Ok!", "Top"];
                random.pick(&texts).clone_into(&mut sheet.rows[place][column]);
            } else if random.once_in(8) {
                // What another row says there: an id that is there already, or somebody else.
                let other = random.below(sheet.rows.len());
                let cell = sheet.rows[other][column].clone();
                sheet.rows[place][column].clone_from(&cell);
            }
        }
    }
    world
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn shares_give_the_same_scores(world in worlds(), recipe in recipes(), seed: u64) {
        check(&recipe.model, &world, seed);
    }

    #[test]
    fn odd_rows_are_odd_once(world in worlds(), recipe in recipes(), seed: u64) {
        check(&recipe.model, &made_odd(world, seed), seed);
    }
}

#[test]
fn a_real_team_in_shares() {
    let team = common::root().join("corpora/team");
    let model = &DEFAULT.model;
    let listener: Arc<dyn Listener> = Arc::new(Ear::new(model));
    let options = Options { listener: Some(listener.clone()), chunk: 4096, ..Options::default() };
    let all = ssi_corpus::read::read(&team, &options, &()).unwrap();
    let expected = whole(model, &all);
    let input = Input::find(std::slice::from_ref(&team), &Limits::default()).unwrap();
    for shares in [1, 2, 7] {
        let gathered = read_within(&input, Some(&team), &options, 0, &Memory, &()).unwrap();
        let Gathered::Spooled(spooled) = gathered else { panic!("rows that take no memory") };
        let budget = spooled.weight().div_ceil(shares);
        let view = View::at(END, model.window_days);
        let mut shares = sorted(spooled, view, needs(model), budget, &listener);
        check_same(&expected, &in_shares(model, &mut shares, 5), &format!("{} shares", shares.count()));
    }
}

/// A disk with room for so many bytes.
#[derive(Debug)]
struct Small(usize);

impl Disk for Small {
    fn store(&self) -> io::Result<Box<dyn Store>> {
        Ok(Box::new(Full(Bytes::default(), self.0)))
    }
}

#[derive(Debug)]
struct Full(Bytes, usize);

impl Store for Full {
    fn add(&self, bytes: &[u8]) -> io::Result<u64> {
        let used = self.0.0.lock().unwrap().len();
        if used + bytes.len() > self.1 {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "no space left"));
        }
        self.0.add(bytes)
    }

    fn read(&self, from: u64, bytes: usize) -> io::Result<Vec<u8>> {
        self.0.read(from, bytes)
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let team = common::root().join("corpora/team");
    let input = Input::find(std::slice::from_ref(&team), &Limits::default()).unwrap();
    let options = Options { chunk: 4096, ..Options::default() };
    for room in [0, 20_000] {
        let failed = read_within(&input, Some(&team), &options, 0, &Small(room), &()).unwrap_err();
        assert!(failed.to_string().contains("no space left"), "{failed}");
        assert!(failed.help().unwrap().contains("--temp-dir"));
    }
    let gathered = read_within(&input, Some(&team), &options, 0, &Memory, &()).unwrap();
    let Gathered::Spooled(spooled) = gathered else { panic!("rows that take no memory") };
    let budget = |_, _| Ok::<_, ()>(1 << 20);
    let view = View::at(END, DEFAULT.model.window_days);
    let failed = spooled.sort(view, Needs::ALL, budget, &Small(1000), None).unwrap().unwrap_err();
    assert!(failed.to_string().contains("no space left"), "{failed}");
}
