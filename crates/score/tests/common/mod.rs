//! Random small corpora and random packs, and the score of one under the other as text.
#![allow(dead_code, reason = "each test file uses its own part of this one")]

pub(crate) mod packs;
pub(crate) mod poison;
pub(crate) mod random;
pub(crate) mod world;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::test_runner::Config;
use rayon::ThreadPool;
use ssi_corpus::data::Corpus;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::{Points, Request, Scored, Scores, score};

/// Thread pools of several widths.
pub(crate) static POOLS: LazyLock<Vec<ThreadPool>> = LazyLock::new(|| {
    let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
    [1, 2, 3, 8].map(pool).into()
});

/// So many random cases, or `SSI_CASES` times as many; a failing one is printed and not kept in a file.
pub(crate) fn cases(n: u32) -> Config {
    let times = std::env::var("SSI_CASES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    Config { cases: n * times, failure_persistence: None, max_shrink_iters: 400, ..Config::default() }
}

/// Scores a corpus, keeping what the rules looked at.
pub(crate) fn run(model: &Model, corpus: &Corpus, end: i64) -> Scored {
    score(model, &Resolved::new(corpus, View::at(end, model.window_days)), Request { keep_inputs: true })
}

/// Everything that is known of a member but the place among the others, to the last bit.
pub(crate) fn line(scores: &Scores, member: usize) -> String {
    let points = |p: Option<Points>| p.map_or("-".to_owned(), |p| p.to_string());
    let mut parts = vec![
        format!("{} ({})", scores.members[member], scores.names[member]),
        format!("score={} in {}..{}", scores.score[member], scores.range[member].0, scores.range[member].1),
        format!("coverage={:?}", scores.coverage[member]),
    ];
    for pillar in &scores.pillars {
        parts.push(pillar_line(pillar, member));
        parts.extend(pillar.rules.iter().map(|r| format!("{}={}", r.id, points(r.points.at(member)))));
    }
    parts.join(" ")
}

fn pillar_line(pillar: &ssi_score::PillarScores, member: usize) -> String {
    let points = pillar.points[member].map_or("-".to_owned(), |p| p.to_string());
    format!("[{}={points} coverage={:?}]", pillar.id, pillar.coverage[member])
}

/// A pillar of a member with all its rules.
pub(crate) fn pillar_of(scores: &Scores, pillar: usize, member: usize) -> String {
    let pillar = &scores.pillars[pillar];
    let rules: Vec<_> = pillar.rules.iter().map(|r| (&r.id, r.points.at(member))).collect();
    format!("{} {rules:?}", pillar_line(pillar, member))
}

/// All members in the order of the ranking, a line each.
pub(crate) fn printed(scored: &Scored) -> String {
    let lines: Vec<String> =
        scored.scores.ranking.iter().map(|&m| line(&scored.scores, m as usize)).collect();
    lines.join("\n")
}

/// Two scores are the same; if not, says which words of which lines differ.
#[track_caller]
pub(crate) fn check_same(one: &str, other: &str, what: &str) {
    if one == other {
        return;
    }
    let mut told = String::new();
    for (a, b) in one.lines().zip(other.lines()).filter(|(a, b)| a != b) {
        let _ = write!(told, "\n{}:", a.split(' ').next().unwrap_or_default());
        for (a, b) in a.split(' ').zip(b.split(' ')).filter(|(a, b)| a != b) {
            let _ = write!(told, " {a} and {b};");
        }
    }
    panic!("{what}: {} and {} lines{told}", one.lines().count(), other.lines().count());
}

/// The line of each member by id.
pub(crate) fn by_member(run: &Scored) -> BTreeMap<String, String> {
    let scores = &run.scores;
    (0..scores.members.len()).map(|m| (scores.members[m].clone(), line(scores, m))).collect()
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file that is not part of this repository, if it is there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("SSI_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = shared.join(path);
    if !path.exists() {
        #[allow(clippy::print_stdout, reason = "whoever runs the tests should know what did not run")]
        {
            println!("skipped: {} is not there", path.display());
        }
        return None;
    }
    Some(path)
}
