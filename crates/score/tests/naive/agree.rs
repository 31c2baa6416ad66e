//! One corpus under one model, by the engine and by the reference.

use std::cmp::Reverse;

use ssi_corpus::data::Corpus;
use ssi_corpus::read::Options;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::Scored;

use crate::common::{POOLS, run};
use crate::job::Job;

/// Bytes that one thread parses at a time: a byte, a few, and the default.
pub(crate) fn chunks() -> [usize; 3] {
    [1, 61, Options::default().chunk]
}

/// Scores a corpus as it is read in blocks of several sizes, on one, two and three threads; all must be as the reference
/// has it.
#[track_caller]
pub(crate) fn check(model: &Model, read: impl Fn(&Options) -> Corpus + Sync, end: i64, what: &str) {
    let plain = read(&Options::default());
    let resolved = Resolved::new(&plain, View::at(end, model.window_days));
    let job = Job::new(model, &resolved);
    let inputs = job.inputs();
    for chunk in chunks() {
        let options = Options { chunk, ..Options::default() };
        let corpus = POOLS[chunk % 3].install(|| read(&options));
        for (threads, pool) in (1..).zip(POOLS.iter().take(3)) {
            let scored = pool.install(|| run(model, &corpus, end));
            compare(model, &job, &inputs, &scored, &format!("{what}, blocks of {chunk}, {threads} threads"));
        }
    }
}

/// The same number to the last bit; every NaN is the same.
fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

#[track_caller]
fn compare(model: &Model, job: &Job<'_>, inputs: &[Vec<f64>], scored: &Scored, what: &str) {
    let scores = &scored.scores;
    assert_eq!(inputs.len(), scored.inputs.len(), "{what}");
    let mut inputs = inputs.to_vec();
    for (at, (mine, found)) in inputs.iter_mut().zip(&scored.inputs).enumerate() {
        assert_eq!(mine.len(), found.len(), "members, {what}");
        for (member, (mine, found)) in mine.iter_mut().zip(found).enumerate() {
            let id = &scores.members[member];
            let agree = same(*mine, *found) || job.is_spread(at) && (*mine - *found).abs() < 1e-12;
            let input = &model.member_inputs[at];
            assert!(agree, "{input:?} of {id}: {found}, naively {mine}: {} of {what}", job.written(at));
            *mine = *found;
        }
    }
    for (member, id) in scores.members.iter().enumerate() {
        let expected = job.member(&inputs, member);
        assert_eq!(scores.score[member].0, expected.score, "score of {id}, {what}");
        let (low, high) = scores.range[member];
        assert_eq!((low.0, high.0), expected.range, "range of {id}, {what}");
        assert!(same(scores.coverage[member], expected.coverage), "coverage of {id}, {what}");
        for (pillar, expected) in scores.pillars.iter().zip(&expected.pillars) {
            let points = pillar.points[member].map(|points| points.0);
            assert_eq!(points, expected.total, "{} of {id}, {what}", pillar.id);
            assert!(
                same(pillar.coverage[member], expected.coverage),
                "coverage of {} of {id}, {what}",
                pillar.id
            );
            for (rule, expected) in pillar.rules.iter().zip(&expected.parts) {
                let points = rule.points.at(member).map(|points| points.0);
                assert_eq!(points, *expected, "{} of {id}, {what}", rule.id);
            }
        }
    }
    let mut ranking: Vec<u32> = (0..scores.members.len() as u32).collect();
    let place = |m: &u32| (Reverse(scores.score[*m as usize].0), scores.members[*m as usize].clone());
    ranking.sort_by_key(place);
    assert_eq!(scores.ranking, ranking, "ranking, {what}");
}
