//! Weights fitted to outcomes, on a corpus whose outcomes were made of known weights.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

use std::sync::LazyLock;

use ssi_corpus::data::Corpus;
use ssi_corpus::generate::{Spec, files, write};
use ssi_corpus::read::{Options, read};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_rules::{Model, Pack, load};
use ssi_score::agree::random::bits;
use ssi_score::calibrate::design::{Design, Role};
use ssi_score::calibrate::{Calibration, LEAST, LEAST_PER_RULE, Reason, Verdict, calibrate};
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Kept, Reading};

const MEMBERS: u32 = 2400;
const RESAMPLES: usize = 200;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let spec = Spec { members: MEMBERS, seed: 11, ..Spec::default() };
    for &file in files() {
        let mut out = std::fs::File::create(folder.path().join(format!("{}.csv", file.file().name))).unwrap();
        write(&spec, file, &mut out).unwrap();
    }
    read(folder.path(), &Options::default(), &()).unwrap()
});
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let (model, _) = load(&Pack::built_in(), &vocabulary()).unwrap_or_else(|d| panic!("{}", d.render(false)));
    model
});
static RESOLVED: LazyLock<Resolved<'static>> =
    LazyLock::new(|| Resolved::new(&CORPUS, View::at(end_of_activity(&CORPUS).unwrap(), MODEL.window_days)));
static KEPT: LazyLock<Kept> = LazyLock::new(|| Kept::new(&Reading::new(&MODEL, &RESOLVED)));

fn everyone() -> Vec<u32> {
    (0..KEPT.scores().members.len() as u32).collect()
}

fn uniform(stream: u64, place: u64) -> f64 {
    ((bits(stream, place) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

/// Chance with a mean of 0 and a spread of 1.
fn chance(stream: u64, place: u64) -> f64 {
    (-2.0 * uniform(stream, 2 * place).ln()).sqrt()
        * (std::f64::consts::TAU * uniform(stream, 2 * place + 1)).cos()
}

/// Weights far from the default ones: a third of the rules give nothing, the others anything.
fn known(design: &Design, stream: u64) -> Vec<f64> {
    let mut drawn: Vec<f64> = (0..design.fitted.len() as u64)
        .map(|rule| {
            let place = uniform(stream, 1_000_000 + rule);
            if place < 0.33 { 0.0 } else { -uniform(stream, 2_000_000 + rule).ln() }
        })
        .collect();
    for (pillar, points) in design.problem.points.iter().enumerate() {
        let own: Vec<usize> = (0..drawn.len()).filter(|&r| design.problem.pillar[r] == pillar).collect();
        let sum: f64 = own.iter().map(|&r| drawn[r]).sum();
        if sum == 0.0 {
            drawn[own[0]] = 1.0;
        }
        let sum = if sum == 0.0 { 1.0 } else { sum };
        for &r in &own {
            drawn[r] *= points / sum;
        }
    }
    design.with(drawn.into_iter())
}

/// What weights make of everyone, with chance of so many times the spread of the scores.
fn made(design: &Design, weights: &[f64], noise: f64, stream: u64) -> Vec<f64> {
    let scores = design.scores(weights);
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let spread = (scores.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / scores.len() as f64).sqrt();
    let member =
        |(place, score): (usize, &f64)| 5.0 + 0.1 * (score + noise * spread * chance(stream, place as u64));
    scores.iter().enumerate().map(member).collect()
}

#[track_caller]
fn done(outcomes: &[f64]) -> Calibration {
    calibrate(&MODEL, &KEPT, outcomes, RESAMPLES).unwrap_or_else(|why| panic!("{why:?}"))
}

/// Weights of each pillar in hundredths.
fn sums(found: &Calibration) -> Vec<i64> {
    let mut sums = vec![0; MODEL.pillars.len()];
    for rule in found.rules.iter().filter(|r| r.term.role != Role::Penalty) {
        sums[rule.term.pillar] += (rule.weight * 100.0).round() as i64;
    }
    sums
}

#[test]
fn a_score_by_other_weights_is_that_of_the_engine() {
    let design = Design::new(&MODEL, &KEPT, &everyone());
    let weights = known(&design, 3);
    let mut kept = KEPT.clone();
    let engine = kept.weigh(&weights);
    for (member, score) in design.scores(&weights).into_iter().enumerate() {
        let other = engine.score[member].value();
        assert!((score - other).abs() < 0.03, "{}: {score} {other}", engine.members[member]);
    }
}

#[test]
fn known_weights_lie_in_their_intervals() {
    let design = Design::new(&MODEL, &KEPT, &everyone());
    let (mut inside, mut all) = (0_u32, 0_u32);
    for seed in 0..6 {
        let weights = known(&design, 100 + seed);
        let found = done(&made(&design, &weights, 0.7, 200 + seed));
        assert_eq!(sums(&found), [2500; 4]);
        assert_eq!(found.verdict, Verdict::Better, "{:?}", found.gain[0]);
        for (rule, known) in found.rules.iter().zip(&weights) {
            assert!(rule.weight >= 0.0);
            let Some((low, high)) = rule.interval else { continue };
            all += 1;
            inside += u32::from(low - 1e-9 <= *known && *known <= high + 1e-9);
        }
        let [fitted, _] = found.slopes;
        assert!((fitted.value - 1.0).abs() < 0.1, "{fitted:?}");
    }
    // 95 % of resamples lie in an interval; weights that cannot fall below 0 push the others a little, so it holds somewhat fewer.
    let share = f64::from(inside) / f64::from(all);
    assert!(share > 0.88, "{inside} of {all}");
}

#[test]
fn the_default_stays_where_it_is_right() {
    let design = Design::new(&MODEL, &KEPT, &everyone());
    let better = |seed: &u64| {
        let outcomes = made(&design, &design.default(), 2.0, 300 + seed);
        let found = done(&outcomes);
        found.verdict == Verdict::Better
    };
    assert!((0..5).filter(better).count() <= 1);
}

#[test]
fn of_outcomes_dealt_out_by_chance_nothing_is_made() {
    let design = Design::new(&MODEL, &KEPT, &everyone());
    for seed in 0..5 {
        let mut outcomes = made(&design, &design.default(), 0.5, 400 + seed);
        let mut order: Vec<(u64, f64)> =
            outcomes.iter().enumerate().map(|(m, y)| (bits(500 + seed, m as u64), *y)).collect();
        order.sort_by_key(|(place, _)| *place);
        outcomes.iter_mut().zip(order).for_each(|(y, (_, other))| *y = other);
        let found = done(&outcomes);
        assert_ne!(found.verdict, Verdict::Better, "{:?}", found.gain[0]);
    }
}

#[test]
fn too_little_is_refused() {
    #[track_caller]
    fn check(outcome: impl Fn(usize) -> f64, expected: &[Reason]) {
        let outcomes: Vec<f64> = (0..MEMBERS as usize).map(outcome).collect();
        assert_eq!(calibrate(&MODEL, &KEPT, &outcomes, RESAMPLES).unwrap_err(), expected);
    }
    let few = |n: usize| {
        move |m: usize| if m.is_multiple_of(MEMBERS as usize / n) { (m % 7) as f64 } else { f64::NAN }
    };
    let everyone = Design::new(&MODEL, &KEPT, &everyone());
    check(few(20), &[Reason::TooFew { members: 20, needed: LEAST, rules: 0 }]);
    check(|_| f64::NAN, &[Reason::TooFew { members: 0, needed: LEAST, rules: 0 }]);
    let (rules, needed) = (everyone.fitted.len(), LEAST_PER_RULE * everyone.fitted.len());
    assert!(needed > LEAST);
    check(few(240), &[Reason::TooFew { members: 240, needed, rules }]);
    check(|_| 3.0, &[Reason::OneValue { value: 3.0, others: 0 }]);
    check(|m| f64::from(u8::from(m < 12)), &[Reason::OneValue { value: 0.0, others: 12 }]);
}
