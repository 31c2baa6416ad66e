//! A change is split exactly, and each part is what it says, on random corpora and packs.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::packs::recipes;
use common::random::Random;
use common::world::{END, World, worlds};
use common::{cases, root};
use proptest::prelude::*;
use ssi_corpus::data::{Corpus, DAY};
use ssi_corpus::read::{self, Options};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_rules::{Model, Pack};
use ssi_score::causes::causes;
use ssi_score::change::{Change, Kept, Stages, change};
use ssi_score::sheet::Cabinet;
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Points, Reading, Request, Scores};

fn scores(model: &Model, corpus: &Corpus, end: i64, seen: i64) -> Scores {
    let view = View { end, seen, window_days: model.window_days };
    let resolved = Resolved::new(corpus, view);
    Reading::new(model, &resolved).score(Request { keep_inputs: false }).scores
}

/// The four scores between two days.
struct Four([Scores; 4]);

impl Four {
    fn new(old: &Model, new: &Model, corpus: &Corpus, from: i64, to: i64) -> Self {
        Self([
            scores(old, corpus, from, from),
            scores(old, corpus, to, from),
            scores(old, corpus, to, to),
            scores(new, corpus, to, to),
        ])
    }

    fn change(&self, kept: Option<&Kept>, member: &str) -> Change {
        let [then, aged, grown, now] = &self.0;
        change(&Stages { then, aged, grown, now }, kept, member)
    }

    /// Everyone that any of the scores knows.
    fn members(&self) -> Vec<&String> {
        let mut all: Vec<&String> = self.0.iter().flat_map(|s| &s.members).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// What a snapshot would keep of a member.
fn kept(scores: &Scores, member: &str) -> Kept {
    let Some(m) = scores.find(member) else { return Kept::default() };
    Kept {
        score: Some(scores.score[m]),
        rules: scores.rules().map(|r| (r.id.clone(), r.points.at(m))).collect(),
    }
}

fn pillar(scores: &Scores, member: &str, id: &str) -> i32 {
    let of = |m: usize| scores.pillars.iter().find(|p| p.id == id)?.points[m];
    scores.find(member).and_then(of).map_or(0, |p| p.0)
}

/// The parts add up to what the two ends say, for the score, each pillar and each rule.
#[track_caller]
fn check_sums(change: &Change, before: &Scores, now: &Scores) {
    let who = &change.member;
    let score = |s: &Scores| s.find(who).map(|m| s.score[m]);
    let number = |p: Option<Points>| p.map_or(0, |p| p.0);
    assert_eq!((change.before, change.now), (score(before), score(now)), "{who}");
    assert_eq!(change.parts.sum().0, number(change.now) - number(change.before), "{who}");
    for p in &change.pillars {
        assert_eq!(p.before.0, pillar(before, who, &p.id), "{who} {}", p.id);
        assert_eq!(p.now.0, pillar(now, who, &p.id), "{who} {}", p.id);
        assert_eq!(p.parts.sum().0, p.now.0 - p.before.0, "{who} {}", p.id);
        for r in &p.rules {
            assert_eq!(r.parts.sum().0, number(r.now) - number(r.before), "{who} {}", r.id);
        }
    }
    let rules = change.pillars.iter().flat_map(|p| &p.rules);
    assert_eq!(rules.map(|r| r.parts.sum().0).sum::<i32>(), change.parts.sum().0, "{who}");
}

/// The world as the files of a while ago had it: some rows had not been told yet.
fn with_gaps(world: &World, seed: u64) -> World {
    let (mut gaps, mut random) = (world.clone(), Random(seed));
    for sheet in &mut gaps.0 {
        sheet.rows.retain(|_| !random.once_in(5));
    }
    gaps
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_parts_add_up(
        world in worlds(),
        one in recipes(),
        other in recipes(),
        days in 0_i64..110,
        seed in any::<u64>(),
    ) {
        let (old, new) = (&*one.model, &*other.model);
        let from = END - days * DAY;
        let (corpus, past) = (world.corpus(), with_gaps(&world, seed).corpus());
        let snapshot = scores(old, &past, from, from);
        let four = Four::new(old, new, &corpus, from, END);
        for member in four.members() {
            check_sums(&four.change(Some(&kept(&snapshot, member)), member), &snapshot, &four.0[3]);
            let unknown = four.change(None, member);
            check_sums(&unknown, &four.0[0], &four.0[3]);
            prop_assert_eq!(unknown.parts.late, Points(0));
        }
    }

    #[test]
    fn a_part_is_nothing_where_nothing_of_its_kind_happened(
        world in worlds(),
        recipe in recipes(),
        days in 0_i64..110,
    ) {
        let model = &*recipe.model;
        let from = END - days * DAY;
        let world = world.answered_before(from);
        let (whole, before) = (world.corpus(), world.before(from).corpus());
        let then = scores(model, &whole, from, from);
        for (corpus, quiet) in [(&whole, false), (&before, true)] {
            let four = Four::new(model, model, corpus, from, END);
            for member in four.members() {
                let change = four.change(Some(&kept(&then, member)), member);
                let rules = || change.pillars.iter().flat_map(|p| &p.rules);
                prop_assert!(rules().all(|r| r.parts.rules == Points(0)), "the same rules");
                // Rows of later days were never part of the first score.
                prop_assert!(rules().all(|r| r.parts.late == Points(0)), "the same files");
                prop_assert!(!quiet || rules().all(|r| r.parts.came == Points(0)), "nothing came");
                prop_assert!(days > 0 || change.parts.sum() == Points(0), "the same day");
            }
        }
    }
}

/// The default pack over the corpus of the team.
fn team() -> (Model, Corpus) {
    let pack = Pack::read(&root().join("rules/ssi")).unwrap();
    let (model, _) = ssi_rules::load(&pack, &vocabulary()).unwrap();
    (model, read::read(&root().join("corpora/team"), &Options::default(), &()).unwrap())
}

#[test]
fn the_rows_behind_a_change_lie_where_they_should() {
    let (model, corpus) = team();
    let to = end_of_activity(&corpus).unwrap();
    let from = to - 82 * DAY;
    let [first, second] = [from, to].map(|end| Resolved::new(&corpus, View::at(end, model.window_days)));
    let now = Reading::new(&model, &second);
    let then = now.seen_from(&first);
    let (old, new) = (Cabinet::new(&then), Cabinet::new(&now));
    let rule = |id: &str| model.rules().find(|r| r.id == id).unwrap();
    let member = |id: &str| second.roster().member(corpus.people.find(id).unwrap()).unwrap();
    let of = |id: &str, name: &str| {
        let m = member(id);
        causes(Some(&old.sheet(m)), &new.sheet(m), from, rule(name))
    };

    // Oscar stopped writing: rows left, none came. Nadia began.
    let lost = of("oscar.delmas", "brand.cadence");
    assert!(lost.came.is_empty() && lost.turned.is_empty() && lost.dated, "{lost:?}");
    assert!(!lost.left.is_empty(), "{lost:?}");
    let oldest = to - i64::from(model.window_days) * DAY;
    assert!(lost.left.iter().all(|row| row.table == "posts" && row.time < oldest), "{lost:?}");
    assert!(lost.left.is_sorted_by(|a, b| a.time >= b.time), "the latest first");
    let won = of("nadia.kowalska", "brand.cadence");
    assert!(
        !won.came.is_empty() && won.came.iter().all(|row| row.time >= from && !row.id.is_empty()),
        "{won:?}"
    );
    // Somebody who was not there yet has nothing that could leave.
    let m = member("nadia.kowalska");
    let fresh = causes(None, &new.sheet(m), from, rule("brand.cadence"));
    assert_eq!((&fresh.came, fresh.left.len()), (&won.came, 0));
    // The profile has no dates.
    assert!(!of("oscar.delmas", "brand.headline").dated);
}

#[test]
fn texts_are_read_once_for_all_days() {
    let (model, corpus) = team();
    let end = end_of_activity(&corpus).unwrap();
    let [today, before] =
        [end, end - 40 * DAY].map(|end| Resolved::new(&corpus, View::at(end, model.window_days)));
    let reading = Reading::new(&model, &today);
    let shared = reading.seen_from(&before).score(Request { keep_inputs: false });
    assert_eq!(shared.timing.text_count, 0);
    let anew = scores(&model, &corpus, end - 40 * DAY, end - 40 * DAY);
    assert_eq!(shared.scores.score, anew.score);
    assert!(anew.score != reading.score(Request { keep_inputs: false }).scores.score);
}
