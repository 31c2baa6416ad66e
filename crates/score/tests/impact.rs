//! What a change of rules does to each member is taken apart by rule, and nothing is left over.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::cases;
use common::packs::{DEFAULT, recipes};
use common::random::Random;
use common::world::{END, World, worlds};
use proptest::prelude::*;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::impact::{Causes, Impact, Side};
use ssi_score::{Request, Scores, score};

fn scores(model: &Model, world: &World) -> Scores {
    let corpus = world.corpus();
    let resolved = Resolved::new(&corpus, View::at(END, model.window_days));
    score(model, &resolved, Request { keep_inputs: false }).scores
}

/// The parts of every member's change add up to it, and whoever is told is whose score is another.
#[track_caller]
fn check(old: &Model, new: &Model, world: &World) {
    let (before, after) = (scores(old, world), scores(new, world));
    let sides = [Side { model: old, scores: &before }, Side { model: new, scores: &after }];
    let causes = Causes::new(sides[0], sides[1]);
    let mut changed = Vec::new();
    for member in 0..after.members.len() {
        let change = after.score[member].value() - before.score[member].value();
        let sum: f64 = causes.parts(member as u32).iter().map(|(_, by)| by).sum();
        assert!((sum - change).abs() < 1e-6, "{}: {sum} for {change}", after.members[member]);
        if before.score[member] != after.score[member] {
            changed.push(member as u32);
        }
    }
    let movers = causes.movers();
    assert_eq!(movers.iter().map(|m| m.member).collect::<Vec<_>>(), changed);
    let impact = Impact::new(sides[0], sides[1], &[], 3);
    assert_eq!(impact.moved.0 + impact.moved.1, changed.len());
    assert_eq!(impact.steps.iter().map(|s| s.0).sum::<usize>(), after.members.len());
    assert_eq!(impact.bands.iter().filter_map(|b| b.after).sum::<usize>(), after.members.len());
    assert_eq!(impact.is_none(), changed.is_empty());
}

/// Some weights are changed, and a pillar's points.
fn other(model: &Model, random: &mut Random) -> Model {
    let mut other = model.clone();
    let rules: usize = model.pillars.iter().map(|p| p.rules.len()).sum();
    for _ in 0..=random.below(4) {
        let place = random.below(rules);
        let rule = other.pillars.iter_mut().flat_map(|p| &mut p.rules).nth(place).unwrap();
        rule.weight = [0.0, 0.5, 7.0, 40.0, 1.0 / 3.0][random.below(5)];
    }
    if random.below(3) == 0 {
        for pillar in &mut other.pillars {
            pillar.points = 5 + random.below(20) as u32;
        }
    }
    other
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn nothing_is_left_over(world in worlds(), recipe in recipes(), seed: u64) {
        let mut random = Random(seed | 1);
        check(&recipe.model, &other(&recipe.model, &mut random), &world);
        check(&DEFAULT.model, &other(&DEFAULT.model, &mut random), &world);
        // Other rules, gone ones and new ones.
        check(&recipe.model, &DEFAULT.model, &world);
        check(&DEFAULT.model, &DEFAULT.model, &world);
    }

    /// Of one rule with another weight, nobody else is told to have done it.
    #[test]
    fn who_did_it(world in worlds(), seed: u64) {
        let model = &DEFAULT.model;
        let mut other = Model::clone(model);
        let rules: Vec<String> = model.pillars.iter().flat_map(|p| &p.rules).map(|r| r.id.clone()).collect();
        let mut random = Random(seed | 1);
        let id = &rules[random.below(rules.len())];
        other.reweigh(id, [0.0, 20.0][random.below(2)]).unwrap();
        let (before, after) = (scores(model, &world), scores(&other, &world));
        let causes = Causes::new(Side { model, scores: &before }, Side { model: &other, scores: &after });
        for mover in causes.movers() {
            let by = mover.rule.as_ref().map(|(rule, _)| rule);
            prop_assert!(by.is_none_or(|rule| rule == id), "{by:?} for {id}");
            prop_assert!(by.is_some() || mover.change().0.abs() <= 30, "{mover:?}");
        }
    }
}
