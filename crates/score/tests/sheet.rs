//! One member alone is scored as the whole corpus is, and what is changed there counts.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::packs::recipes;
use common::world::{END, World, worlds};
use common::{cases, root};
use proptest::prelude::*;
use ssi_corpus::read::{self, Options};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_rules::{Model, Pack};
use ssi_score::sheet::Cabinet;
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Points, Reading, Request, Scores};

/// Score, range, coverage and every rule's points of a member.
fn figures(scores: &Scores, member: usize) -> (Points, (Points, Points), f64, Vec<Option<Points>>) {
    let rules = scores.rules().map(|r| r.points.at(member)).collect();
    (scores.score[member], scores.range[member], scores.coverage[member], rules)
}

#[track_caller]
fn check_alone(model: &Model, world: &World) {
    let corpus = world.corpus();
    let resolved = Resolved::new(&corpus, View::at(END, model.window_days));
    let reading = Reading::new(model, &resolved);
    let all = reading.score(Request { keep_inputs: false }).scores;
    let cabinet = Cabinet::new(&reading);
    for member in 0..all.members.len() {
        let mut sheet = cabinet.sheet(member as u32);
        let alone = sheet.score();
        assert_eq!(alone.members, [all.members[member].clone()]);
        assert_eq!(figures(&alone, 0), figures(&all, member), "{}", all.members[member]);
        // A second time from what was kept, and with every table marked as changed.
        assert_eq!(figures(&sheet.score(), 0), figures(&all, member));
        for table in ssi_corpus::tables::TABLES {
            if let Some(slip) = sheet.table_mut(table.id) {
                slip.retain(|_, _| true);
            }
        }
        assert_eq!(figures(&sheet.score(), 0), figures(&all, member));
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn a_member_alone_has_the_same_score(world in worlds(), recipe in recipes()) {
        check_alone(&recipe.model, &world);
    }
}

#[test]
fn rows_that_are_changed_count() {
    let pack = Pack::read(&root().join("rules/ssi")).unwrap();
    let (model, _) = ssi_rules::load(&pack, &vocabulary()).unwrap();
    let corpus = read::read(&root().join("corpora/team"), &Options::default(), &()).unwrap();
    let end = end_of_activity(&corpus).unwrap();
    let resolved = Resolved::new(&corpus, View::at(end, model.window_days));
    let reading = Reading::new(&model, &resolved);
    let cabinet = Cabinet::new(&reading);
    let member = |id: &str| resolved.roster().member(corpus.people.find(id).unwrap()).unwrap();
    let points = |scores: &Scores, rule: &str| {
        scores.rules().find(|r| r.id == rule).unwrap().points.at(0).map(|p| p.0)
    };

    // Who never answers earns nothing for answers; answering all of it earns the whole.
    let mut sheet = cabinet.sheet(member("sable.whitmore"));
    let before = sheet.score();
    for table in ["received_messages", "received_comments"] {
        let slip = sheet.table_mut(table).unwrap();
        assert!(!slip.is_empty());
        for row in 0..slip.len() {
            slip.set(row, "answered", 1.0);
            slip.set(row, "answer_hours", 1.0);
        }
    }
    let after = sheet.score();
    assert!(points(&before, "relationships.answers") < Some(100));
    assert_eq!(points(&after, "relationships.answers"), Some(500));
    assert!(after.score[0] > before.score[0]);

    // Posts taken away, a copied one and one of which nothing is known.
    let mut sheet = cabinet.sheet(member("ada.okafor"));
    let slip = sheet.table_mut("posts").unwrap();
    let posts = slip.len();
    let copy = slip.copy(0);
    assert_eq!((copy, slip.len(), slip.origin(copy)), (posts, posts + 1, None));
    assert_eq!((slip.grade(copy), slip.time(copy)), (slip.grade(0), slip.time(0)));
    let bare = slip.add(end - 1);
    assert!(slip.grade(bare).is_nan() && slip.number(bare, "views").is_nan());
    slip.set_grade(bare, 0.5);
    slip.set(bare, "is_original", 1.0);
    assert_eq!((slip.grade(bare), slip.holds(bare, "is_original")), (0.5, true));
    slip.retain(|slip, row| slip.origin(row).is_none());
    assert_eq!((slip.len(), slip.grade(1)), (2, 0.5));
    slip.retain(|_, _| false);
    let none = sheet.score();
    assert_eq!(points(&none, "brand.originals"), Some(0));
    assert_eq!(sheet.table("posts").unwrap().len(), 0);
}

#[test]
fn the_rows_behind_an_aggregate_are_those_it_counted() {
    let pack = Pack::read(&root().join("rules/ssi")).unwrap();
    let (model, _) = ssi_rules::load(&pack, &vocabulary()).unwrap();
    let corpus = read::read(&root().join("corpora/team"), &Options::default(), &()).unwrap();
    let resolved = Resolved::new(&corpus, View::at(end_of_activity(&corpus).unwrap(), model.window_days));
    let reading = Reading::new(&model, &resolved);
    let run = reading.score(Request { keep_inputs: true });
    let cabinet = Cabinet::new(&reading);
    let mut counted = 0;
    for (input, column) in model.member_inputs.iter().zip(&run.inputs) {
        let ssi_rules::MemberInput::Aggregate(a) = input else { continue };
        if model.aggregates[*a].kind != ssi_rules::AggregateKind::Count {
            continue;
        }
        for (member, &count) in column.iter().enumerate() {
            let sheet = cabinet.sheet(member as u32);
            let rows = sheet.rows_of(*a);
            assert_eq!(rows.len() as f64, count, "{}", model.aggregates[*a].written);
            counted += rows.len();
            for row in rows.iter().take(3) {
                assert!(!sheet.told(row).table.is_empty());
            }
        }
    }
    assert!(counted > 1000, "there is something to count");
}
