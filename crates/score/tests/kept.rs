//! Other weights on what was kept give what a run with these weights gives.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::cases;
use common::packs::{DEFAULT, recipes};
use common::random::Random;
use common::world::{END, World, worlds};
use proptest::prelude::*;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::{Model, Pack};
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Inputs, Kept, KeptSignals, Reading, Request, Scores, find_missing};

#[track_caller]
fn same(a: &Scores, b: &Scores) {
    assert_eq!((&a.score, &a.range, &a.ranking), (&b.score, &b.range, &b.ranking));
    assert_eq!(a.coverage, b.coverage);
    for (a, b) in a.pillars.iter().zip(&b.pillars) {
        assert_eq!((&a.points, &a.coverage), (&b.points, &b.coverage), "{}", a.id);
        for (a, b) in a.rules.iter().zip(&b.rules) {
            assert_eq!(a.points, b.points, "{}", a.id);
        }
    }
}

/// Some weights are changed, then others, and each time a whole run says the same.
#[track_caller]
fn check(model: &Model, world: &World, seed: u64) {
    let (corpus, mut random) = (world.corpus(), Random(seed));
    let resolved = Resolved::new(&corpus, View::at(END, model.window_days));
    let reading = Reading::new(model, &resolved);
    let mut kept = Kept::new(&reading);
    same(kept.scores(), &reading.score(Request { keep_inputs: false }).scores);
    let mut other = model.clone();
    for _ in 0..3 {
        for _ in 0..=random.below(4) {
            let place = random.below(kept.weights().len());
            let rule = other.pillars.iter_mut().flat_map(|p| &mut p.rules).nth(place).unwrap();
            rule.weight = [0.0, 0.5, 7.0, 1.0 / 3.0][random.below(4)];
        }
        let weights: Vec<f64> = other.pillars.iter().flat_map(|p| &p.rules).map(|r| r.weight).collect();
        let whole = Reading::new(&other, &resolved).score(Request { keep_inputs: false }).scores;
        same(kept.weigh(&weights), &whole);
        assert_eq!(kept.weights(), weights);
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn other_weights(world in worlds(), recipe in recipes(), seed: u64) {
        check(&recipe.model, &world, seed | 1);
        check(&DEFAULT.model, &world, seed | 1);
    }
}

/// More members than one chunk holds, of columns of every kind that is kept: alike, exact in single precision, and not.
#[test]
fn many_members() {
    let model: &Model = &DEFAULT.model;
    let members: Vec<String> = (0..9001).map(|m| format!("m{m:05}")).collect();
    let columns: Vec<Vec<f64>> = model
        .member_inputs
        .iter()
        .enumerate()
        .map(|(place, input)| match input {
            ssi_rules::MemberInput::Evidence(_) => {
                (0..9001).map(|m| f64::from(u8::from((m + place) % 9 > 1))).collect()
            }
            _ => {
                (0..9001).map(|m| if place % 4 == 0 { 0.5 } else { (m * place % 97) as f64 / 9.0 }).collect()
            }
        })
        .collect();
    let mut other = model.clone();
    for (place, rule) in other.pillars.iter_mut().flat_map(|p| &mut p.rules).enumerate() {
        rule.weight = [3.0, rule.weight, 0.0, 0.25][place % 4];
    }
    let weights: Vec<f64> = other.pillars.iter().flat_map(|p| &p.rules).map(|r| r.weight).collect();
    let mut kept = Kept::of_columns(model, columns.clone(), members.clone());
    let before = kept.scores().clone();
    let afresh = Kept::of_columns(&other, columns, members);
    same(kept.weigh(&weights), afresh.scores());
    assert_ne!(before.score, afresh.scores().score, "the weights make a difference");
    let own: Vec<f64> = model.pillars.iter().flat_map(|p| &p.rules).map(|r| r.weight).collect();
    same(kept.weigh(&own), &before);
}

/// The default pack with another number in one place of a folder, where the pack still holds then.
fn other_number(random: &mut Random, folder: &str) -> Option<Model> {
    let mut pack = Pack::built_in();
    let own: Vec<usize> =
        (0..pack.files.len()).filter(|&file| pack.files[file].path.starts_with(folder)).collect();
    let file = &mut pack.files[own[random.below(own.len())]];
    let numbers = ssi_rules::literals(&file.path, &file.text);
    let number = &numbers[random.below(numbers.len())];
    let value = number.value * [0.5, 1.25, 2.0][random.below(3)];
    file.text = ssi_rules::edit::replace(&file.text, number, value);
    Some(ssi_rules::load(&pack, &vocabulary()).ok()?.0)
}

#[track_caller]
fn check_turns(world: &World, seed: u64) {
    let (corpus, mut random) = (world.corpus(), Random(seed));
    let model: &Model = &DEFAULT.model;
    let view = View::at(END, model.window_days);
    let resolved = Resolved::new(&corpus, view);
    let mut known = Inputs::unknown(model);
    let names = Inputs::names(model, view, "");
    let mut signals = KeptSignals::default();
    find_missing(model, &resolved, &mut known, &mut signals);
    let mut kept = Kept::known(model.clone(), &names, &known, &resolved);
    for folder in ["pillars/", "grades/", "pillars/", "grades/", "grades/"] {
        let Some(other) = other_number(&mut random, folder) else { continue };
        let theirs = Inputs::names(&other, view, "");
        let mut inputs = Inputs::as_in(&known, &names, &theirs);
        find_missing(&other, &resolved, &mut inputs, &mut signals);
        let whole = ssi_score::score(&other, &resolved, Request { keep_inputs: false }).scores;
        same(kept.turn(other, &theirs, &inputs), &whole);
    }
    let whole = ssi_score::score(model, &resolved, Request { keep_inputs: false }).scores;
    same(kept.turn(model.clone(), &names, &known), &whole);
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn other_curves_and_grades(world in worlds(), seed: u64) {
        check_turns(&world, seed | 1);
    }
}
