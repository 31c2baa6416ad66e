//! How sure everything is: the same numbers again of members drawn with replacement.
//!
//! Resamples of many members are drawn in blocks of members put together by chance, from sums that are made once: so many that a block
//! tells no more than its members, and the work does not grow with the corpus.

use rayon::prelude::*;

use super::cross::{Crossed, WEAKEST};
use super::design::Design;
use super::line::Line;
use super::moments::Moments;
use crate::agree::bootstrap::interval;
use crate::agree::correlation::Spearman;
use crate::agree::random::{bits, multiplicities};

/// Blocks of members; of fewer members each is a block.
const BLOCKS: usize = 1000;
/// The stream of chance by which blocks are put together.
const STREAM: u64 = 1 << 41;
/// Looks at single members: of so many in all resamples, and at least in [`FEWEST`] resamples.
const LOOKS: usize = 100_000_000;
const FEWEST: usize = 200;

/// The least and the most of the middle 95 %; `None` where it cannot be told.
pub type Interval = Option<(f64, f64)>;

/// The blocks of members.
fn blocks(members: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<(u64, usize)> = (0..members).map(|m| (bits(STREAM, m as u64), m)).collect();
    order.sort_unstable();
    let blocks = members.min(BLOCKS);
    (0..blocks).map(|b| order.iter().skip(b).step_by(blocks).map(|(_, m)| *m).collect()).collect()
}

/// For each rule that is fitted the interval of its weight in points, as the data alone say it: with the weakest pull.
pub fn weights(design: &Design, columns: &[f64], resamples: usize) -> Vec<Interval> {
    let blocks = blocks(design.members());
    let sums: Vec<Moments> =
        blocks.par_iter().map(|block| design.moments(columns, block.iter().copied())).collect();
    let drawn: Vec<Option<Vec<f64>>> = (0..resamples as u64)
        .into_par_iter()
        .map(|resample| {
            let mut all = Moments::nobody(design.width());
            let times = multiplicities(resample, sums.len());
            let there = sums.iter().zip(times).filter(|(_, n)| *n > 0);
            there.for_each(|(block, n)| all.add(block, f64::from(n)));
            design.problem.solve(&all, WEAKEST, None).map(|fit| fit.weights().collect())
        })
        .collect();
    let of = |rule: usize| interval(drawn.iter().map(|w| w.as_ref().map_or(f64::NAN, |w| w[rule])));
    (0..design.fitted.len()).map(of).collect()
}

/// How much the outcome rises with a point of a score, and the interval.
pub fn slope(scores: &[f64], outcomes: &[f64], resamples: usize) -> (f64, Interval) {
    let blocks = blocks(scores.len());
    let line = |block: &Vec<usize>| {
        let mut line = Line::default();
        for &m in block {
            line.add(scores[m], outcomes[m], 1.0);
        }
        line
    };
    let lines: Vec<Line> = blocks.iter().map(line).collect();
    let drawn: Vec<f64> = (0..resamples as u64)
        .into_par_iter()
        .map(|resample| {
            let mut all = Line::default();
            let times = multiplicities(resample, lines.len());
            lines.iter().zip(times).for_each(|(line, n)| all.join(line, f64::from(n)));
            all.slope()
        })
        .collect();
    let mut all = Line::default();
    for line in &lines {
        all.join(line, 1.0);
    }
    (all.slope(), interval(drawn.into_iter()))
}

/// A number with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sure {
    /// The number; NaN where it cannot be told.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
}

/// How well some weights foretell the outcomes of members who were not used to fit them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitness {
    /// The rank correlation of score and outcome, −1 to 1.
    pub spearman: Sure,
    /// The share of the outcomes' spread that is foretold; below 0 where the mean alone foretells better.
    pub r2: Sure,
}

/// The fitness of each set of weights, and that of the fitted ones less that of each other.
pub fn fitness(crossed: &Crossed, outcomes: &[f64], resamples: usize) -> ([Fitness; 3], [Fitness; 2]) {
    let rows: Vec<u32> = (0..outcomes.len() as u32).collect();
    let ranks: [Spearman; 3] =
        std::array::from_fn(|set| Spearman::new(&crossed.foretold[set].score, outcomes, &rows));
    let of = |times: &[u32]| -> [[f64; 2]; 3] {
        std::array::from_fn(|set| {
            [ranks[set].sums(times).correlation(), r2(&crossed.foretold[set].error, outcomes, times)]
        })
    };
    let resamples = resamples.min((LOOKS / outcomes.len().max(1)).max(FEWEST));
    let drawn: Vec<[[f64; 2]; 3]> = (0..resamples as u64)
        .into_par_iter()
        .map(|resample| of(&multiplicities(resample, outcomes.len())))
        .collect();
    let whole = of(&vec![1; outcomes.len()]);
    let sure = |pick: &dyn Fn(&[[f64; 2]; 3]) -> f64| Sure {
        value: pick(&whole),
        interval: interval(drawn.iter().map(pick)),
    };
    let fitness = |set: usize| Fitness { spearman: sure(&|of| of[set][0]), r2: sure(&|of| of[set][1]) };
    let less = |set: usize| Fitness {
        spearman: sure(&|of| of[0][0] - of[set][0]),
        r2: sure(&|of| of[0][1] - of[set][1]),
    };
    ([0, 1, 2].map(fitness), [1, 2].map(less))
}

fn r2(error: &[f64], outcomes: &[f64], times: &[u32]) -> f64 {
    let weighed = |of: &dyn Fn(usize) -> f64| -> f64 {
        times.iter().enumerate().map(|(member, n)| f64::from(*n) * of(member)).sum()
    };
    let n: f64 = times.iter().map(|n| f64::from(*n)).sum();
    let mean = weighed(&|m| outcomes[m]) / n;
    let spread = weighed(&|m| (outcomes[m] - mean).powi(2));
    if spread > 0.0 { 1.0 - weighed(&|m| error[m]) / spread } else { f64::NAN }
}
