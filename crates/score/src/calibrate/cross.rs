//! What the weights say of members who were not used to fit them: ten parts of the members, each foretold from the other nine, five
//! times over. How strong the pull is, is settled in the same way among those nine, so that nothing is chosen by what it is judged by.

use rayon::prelude::*;

use super::design::Design;
use super::line::Line;
use super::moments::Moments;
use super::solve::{Fit, Pull};
use crate::agree::random::bits;

/// Parts of the members.
pub const FOLDS: usize = 10;
/// How often the members are parted anew.
pub const REPEATS: usize = 5;
/// The strengths that are tried, the weakest first.
const STRENGTHS: [f64; 9] = [1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0, 3.0];
/// The first stream of chance of the parts; resamples have those from 0.
const STREAM: u64 = 1 << 40;

/// The weakest pull: just enough for rules that always go together.
pub const WEAKEST: Pull = Pull::Strength(STRENGTHS[0]);

/// The three sets of weights that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// Those that were fitted to other members.
    Fitted,
    /// Those of the pack.
    Default,
    /// All alike.
    Flat,
}

impl Weights {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Fitted, Self::Default, Self::Flat];
}

/// What was foretold of each member.
#[derive(Clone, Debug, Default)]
pub struct Foretold {
    /// The mean score over the repeats, by weights that were fitted without the member.
    pub score: Vec<f64>,
    /// The mean square of what was foretold wrongly.
    pub error: Vec<f64>,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Crossed {
    /// For each of [`Weights::ALL`] what was foretold.
    pub foretold: [Foretold; 3],
    /// The pull that is right for all members.
    pub pull: Pull,
}

/// Parts the members, fits and foretells.
pub fn crossed(design: &Design, columns: &[f64], outcomes: &[f64]) -> Crossed {
    let n = outcomes.len();
    let fixed = [design.scores(&design.default()), design.scores(&design.flat())];
    let mut foretold: [Foretold; 3] =
        std::array::from_fn(|_| Foretold { score: vec![0.0; n], error: vec![0.0; n] });
    let mut errors: Vec<Vec<f64>> = Vec::new();
    for repeat in 0..REPEATS as u64 {
        let parts = parts(repeat, n);
        let sums: Vec<Moments> =
            parts.par_iter().map(|part| design.moments(columns, part.iter().copied())).collect();
        let mut all = Moments::nobody(design.width());
        for part in &sums {
            all.add(part, 1.0);
        }
        let fits: Vec<Option<Fit>> = (0..FOLDS)
            .into_par_iter()
            .map(|out| {
                let rest = all.without(&sums[out]);
                let others: Vec<&Moments> = (0..FOLDS).filter(|p| *p != out).map(|p| &sums[p]).collect();
                let errors: Vec<Vec<f64>> =
                    others.iter().map(|one| tried(design, &rest.without(one), one)).collect();
                design.problem.solve(&rest, strongest(&errors), None)
            })
            .collect();
        errors.par_extend(
            (0..FOLDS).into_par_iter().map(|out| tried(design, &all.without(&sums[out]), &sums[out])),
        );
        for (part, fit) in parts.iter().zip(fits) {
            // Without any rising score the default weights stand, with a line that is level.
            let weights = fit.map_or_else(|| design.default(), |fit| design.with(fit.weights()));
            let fitted = design.scores(&weights);
            for (foretold, scores) in foretold.iter_mut().zip([&fitted, &fixed[0], &fixed[1]]) {
                foretell(foretold, scores, outcomes, part);
            }
        }
    }
    Crossed { foretold, pull: strongest(&errors) }
}

/// Who is in which part.
fn parts(repeat: u64, members: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<(u64, usize)> =
        (0..members).map(|member| (bits(STREAM + repeat, member as u64), member)).collect();
    order.sort_unstable();
    (0..FOLDS)
        .map(|part| order.iter().skip(part).step_by(FOLDS).map(|(_, member)| *member).collect())
        .collect()
}

/// The error on some members of what was fitted to others, for each strength and for the default weights.
fn tried(design: &Design, others: &Moments, own: &Moments) -> Vec<f64> {
    let mut near: Option<Fit> = None;
    let pulls = STRENGTHS.iter().map(|s| Pull::Strength(*s)).chain([Pull::Default]);
    let level = others.mean(others.columns() - 1);
    let nothing = vec![0.0; design.width() - 1];
    pulls
        .map(|pull| {
            let fit = design.problem.solve(others, pull, near.as_ref());
            let error = match &fit {
                Some(fit) => own.error(&fit.slopes, fit.intercept(others)),
                None => own.error(&nothing, level),
            };
            near = fit.or(near.take());
            error
        })
        .collect()
}

/// The strongest pull that is not worse than the best one by more than its noise: one standard error of the difference over the parts.
fn strongest(errors: &[Vec<f64>]) -> Pull {
    let parts = errors.len() as f64;
    let mean = |pull: usize| errors.iter().map(|e| e[pull]).sum::<f64>() / parts;
    let best = (0..=STRENGTHS.len()).rev().min_by(|&a, &b| mean(a).total_cmp(&mean(b))).unwrap_or_default();
    let within = |pull: &usize| {
        let differences: Vec<f64> = errors.iter().map(|e| e[*pull] - e[best]).collect();
        let mean = differences.iter().sum::<f64>() / parts;
        let spread = differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (parts - 1.0);
        // Parts of several repeats are of the same members, so there are no more of them than in one.
        mean <= (spread / parts.min(FOLDS as f64)).sqrt()
    };
    match (best..=STRENGTHS.len()).rev().find(within).and_then(|pull| STRENGTHS.get(pull)) {
        Some(strength) => Pull::Strength(*strength),
        None => Pull::Default,
    }
}

/// Foretells the outcomes of a part from the line of all others.
fn foretell(foretold: &mut Foretold, scores: &[f64], outcomes: &[f64], part: &[usize]) {
    let mut line = Line::default();
    scores.iter().zip(outcomes).for_each(|(x, y)| line.add(*x, *y, 1.0));
    for &member in part {
        line.add(scores[member], outcomes[member], -1.0);
    }
    let (slope, intercept) = line.rising();
    for &member in part {
        let left = outcomes[member] - intercept - slope * scores[member];
        foretold.score[member] += scores[member] / REPEATS as f64;
        foretold.error[member] += left * left / REPEATS as f64;
    }
}
