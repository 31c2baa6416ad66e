//! Weights fitted to outcomes: opportunities, a share of the quota, deals that were won.
//!
//! The model: outcome = intercept + slope × score + chance, where the score is Σ weight × credit. The weights are never below 0 and those
//! of a pillar add up to its points, so a fitted score is a score like any other. What is looked for is the smallest sum of squares
//! ([`solve`]). Outcomes that are never below 0 and lean to one side (skewness above 1, as counts of deals do) are taken as log(1 +
//! outcome), so that a few large ones do not decide alone. Penalties stay as they are, and so does a rule that gives everyone the same or
//! of which too little is known ([`design`]).
//!
//! With few members the best weights for them are not the best for others. Three things hold against that. A pull towards the default
//! weights, as strong as foretelling members who were left out says ([`cross`]): where outcomes tell little, the default stays. A
//! comparison with the default weights and with flat ones on members who were left out. And a refusal where there is too little to go
//! by ([`Reason`]).
//!
//! Nothing of this says what causes what: it says what went together.

pub mod cross;
pub mod design;
pub mod line;
pub mod moments;
pub mod outcomes;
pub mod solve;
pub mod sure;

use ssi_rules::Model;

use self::cross::{WEAKEST, crossed};
use self::design::{Design, Role, Term};
use self::solve::{Fit, Pull};
use self::sure::{Fitness, Interval, Sure};
use crate::kept::Kept;

/// Members with an outcome that are needed at least.
///
/// From twelve runs each on a made corpus and the 29 rules of the default pack, with outcomes of which a tenth or three tenths of the spread
/// go with a score by the default weights or by others. What the fitted weights gain for everyone in R² over the default ones, on the
/// mean: with 100 members −0.03 to +0.01, and three of four settings lose; with 200 and more −0.005 to +0.08, and one setting of sixteen
/// loses. Of all 240 runs none that was called better was worse.
pub const LEAST: usize = 200;
/// And for each rule that is fitted: with 29 rules between the 200 at which hardly anything is lost and the 320 at which something is won.
pub const LEAST_PER_RULE: usize = 10;
/// So many members must have another outcome than the commonest.
pub const LEAST_OTHER: usize = 20;
/// Outcomes with a larger skewness are taken by their logarithm.
const SKEWED: f64 = 1.0;
/// How often weights and what stands in for missing credits are found in turns; the third time hardly anything moves.
const TURNS: usize = 4;
/// Points for which the slope is told.
pub const STEP: f64 = 10.0;

/// How outcomes are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// As they are.
    Plain,
    /// log(1 + outcome).
    Log,
}

/// Why outcomes cannot be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// Too few members have one.
    TooFew {
        /// How many have one.
        members: usize,
        /// How many it takes.
        needed: usize,
        /// How many rules would be fitted.
        rules: usize,
    },
    /// Too few have another than the commonest.
    OneValue {
        /// The commonest outcome.
        value: f64,
        /// How many have another.
        others: usize,
    },
    /// No rule is left to fit.
    NoRules,
}

/// What came out, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The fitted weights foretell better than the default ones, outside noise.
    Better,
    /// They may or may not.
    NotBetter,
    /// The outcomes tell too little to move any weight.
    DefaultStays,
    /// No weights foretell anything.
    NoRelation,
}

impl Verdict {
    /// Whether there are weights to make a pack of.
    pub fn has_weights(self) -> bool {
        matches!(self, Self::Better | Self::NotBetter)
    }
}

/// A rule and what became of its weight.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// The rule.
    pub term: Term,
    /// Its weight now, in points; whole hundredths that add up to the pillar's points. A penalty's is the default one.
    pub weight: f64,
    /// What the data alone say, without the pull: the middle 95 % of resamples. `None` of a rule that is not fitted.
    pub interval: Interval,
}

/// Weights fitted to outcomes, and what they are worth.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// How many members have an outcome.
    pub members: usize,
    /// How outcomes were taken.
    pub scale: Scale,
    /// All rules.
    pub rules: Vec<Weighed>,
    /// How strong the pull is.
    pub pull: Pull,
    /// How well fitted, default and flat weights foretell members who were left out.
    pub fitness: [Fitness; 3],
    /// The fitted ones less the default and less the flat ones.
    pub gain: [Fitness; 2],
    /// How much more of the outcome, as it was given, goes with 10 points more of the fitted score, by weights that were fitted
    /// without the member, and of the default score.
    pub slopes: [Sure; 2],
    /// What it comes to.
    pub verdict: Verdict,
}

/// Fits the weights of a pack to outcomes: one a member of the run, NaN where there is none.
///
/// The same numbers come out for any number of threads.
///
/// # Errors
/// Why the outcomes cannot be used: every reason.
pub fn calibrate(
    model: &Model,
    kept: &Kept,
    outcomes: &[f64],
    resamples: usize,
) -> Result<Calibration, Vec<Reason>> {
    let members: Vec<u32> = (0..outcomes.len() as u32).filter(|&m| !outcomes[m as usize].is_nan()).collect();
    let given: Vec<f64> = members.iter().map(|&m| outcomes[m as usize]).collect();
    calibrate_design(&Design::new(model, kept, &members), &given, resamples)
}

/// The same for members whose credits are known, all with an outcome.
///
/// # Errors
/// Why the outcomes cannot be used: every reason.
pub fn calibrate_design(
    design: &Design,
    given: &[f64],
    resamples: usize,
) -> Result<Calibration, Vec<Reason>> {
    let reasons = reasons(design, given);
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let scale = scale(given);
    let outcomes = standard(given, scale);
    let crossed = crossed(design, &design.columns(&outcomes, &design.default()), &outcomes);
    let (fitness, gain) = sure::fitness(&crossed, &outcomes, resamples);
    let (fit, _) = settled(design, &outcomes, crossed.pull);
    let verdict = verdict(fit.as_ref(), crossed.pull, &fitness, &gain);
    let weights = match &fit {
        Some(fit) if verdict.has_weights() => design.with(fit.weights()),
        _ => design.default(),
    };
    let mut intervals = vec![None; design.rules.len()];
    let (_, columns) = settled(design, &outcomes, WEAKEST);
    let found = sure::weights(design, &columns, resamples);
    design.fitted.iter().zip(found).for_each(|(&rule, interval)| intervals[rule] = interval);
    let weights = hundredths(design, &weights);
    let rules = design.rules.iter().zip(weights).zip(intervals);
    let slope = |scores: &[f64]| {
        let (value, interval) = sure::slope(scores, given, resamples);
        let ten = |x: f64| STEP * x;
        Sure { value: ten(value), interval: interval.map(|(low, high)| (ten(low), ten(high))) }
    };
    Ok(Calibration {
        members: given.len(),
        scale,
        rules: rules
            .map(|((term, weight), interval)| Weighed { term: term.clone(), weight, interval })
            .collect(),
        pull: crossed.pull,
        slopes: [slope(&crossed.foretold[0].score), slope(&crossed.foretold[1].score)],
        fitness,
        gain,
        verdict,
    })
}

/// The fit to all members, and its columns. What stands in for missing credits depends on the weights, so both are found in turns.
fn settled(design: &Design, outcomes: &[f64], pull: Pull) -> (Option<Fit>, Vec<f64>) {
    let mut columns = design.columns(outcomes, &design.default());
    let mut fit = None;
    for turn in 0..TURNS {
        let all = design.moments(&columns, 0..outcomes.len());
        let next = design.problem.solve(&all, pull, fit.as_ref());
        let Some(found) = next else { return (None, columns) };
        if turn + 1 < TURNS {
            columns = design.columns(outcomes, &design.with(found.weights()));
        }
        fit = Some(found);
    }
    (fit, columns)
}

fn reasons(design: &Design, given: &[f64]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let (members, rules) = (given.len(), design.fitted.len());
    let needed = LEAST.max(LEAST_PER_RULE * rules);
    if members < needed {
        reasons.push(Reason::TooFew { members, needed, rules });
    }
    let mut sorted = given.to_vec();
    sorted.sort_by(f64::total_cmp);
    let commonest = sorted.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
    if let Some(run) = commonest
        && members >= LEAST
        && members - run.len() < LEAST_OTHER
    {
        reasons.push(Reason::OneValue { value: run[0], others: members - run.len() });
    }
    if rules == 0 && members >= LEAST {
        reasons.push(Reason::NoRules);
    }
    reasons
}

fn verdict(fit: Option<&Fit>, pull: Pull, fitness: &[Fitness; 3], gain: &[Fitness; 2]) -> Verdict {
    match gain[0].r2.interval {
        _ if fit.is_none() || fitness.iter().all(|f| f.r2.value.is_nan() || f.r2.value <= 0.0) => {
            Verdict::NoRelation
        }
        _ if pull == Pull::Default => Verdict::DefaultStays,
        Some((low, _)) if low > 1e-9 => Verdict::Better,
        _ => Verdict::NotBetter,
    }
}

/// How outcomes are taken.
fn scale(given: &[f64]) -> Scale {
    let first = given[0];
    let second = given.iter().copied().find(|y| *y != first);
    let two_values = given.iter().all(|y| *y == first || Some(*y) == second);
    if two_values || given.iter().any(|y| *y < 0.0) || skewness(given) <= SKEWED {
        return Scale::Plain;
    }
    let log: Vec<f64> = given.iter().map(|y| y.ln_1p()).collect();
    if skewness(&log).abs() < skewness(given) { Scale::Log } else { Scale::Plain }
}

/// Outcomes on their scale, with a mean of 0 and a spread of 1.
fn standard(given: &[f64], scale: Scale) -> Vec<f64> {
    let taken: Vec<f64> = given.iter().map(|y| if scale == Scale::Log { y.ln_1p() } else { *y }).collect();
    let (mean, spread) = spread(&taken);
    taken.into_iter().map(|y| (y - mean) / spread).collect()
}

fn spread(all: &[f64]) -> (f64, f64) {
    let n = all.len() as f64;
    let mean = all.iter().sum::<f64>() / n;
    (mean, (all.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / n).sqrt())
}

fn skewness(all: &[f64]) -> f64 {
    let (mean, spread) = spread(all);
    all.iter().map(|y| ((y - mean) / spread).powi(3)).sum::<f64>() / all.len() as f64
}

/// Weights in whole hundredths that add up to the points of each pillar, the largest remainders first; penalties as they are.
fn hundredths(design: &Design, weights: &[f64]) -> Vec<f64> {
    let mut rounded = weights.to_vec();
    for (pillar, points) in design.points.iter().enumerate() {
        let gives = |rule: &usize| {
            let term = &design.rules[*rule];
            term.pillar == pillar && term.role != Role::Penalty
        };
        let mut own: Vec<usize> = (0..weights.len()).filter(gives).collect();
        let floor = |rule: usize| (weights[rule] * 100.0 + 1e-9).floor();
        let left = points * 100.0 - own.iter().map(|&rule| floor(rule)).sum::<f64>();
        own.sort_by(|&a, &b| {
            let remainder = |rule: usize| weights[rule] * 100.0 - floor(rule);
            remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b))
        });
        for (place, &rule) in own.iter().enumerate() {
            let more = f64::from(u8::from((place as f64) < left.round()));
            rounded[rule] = (floor(rule) + more) / 100.0;
        }
    }
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_counts_that_lean_are_taken_by_their_logarithm() {
        #[track_caller]
        fn check(given: &[f64], expected: Scale) {
            assert_eq!(scale(given), expected, "{given:?}");
        }
        check(&[0.0, 0.0, 1.0, 0.0, 2.0, 1.0, 0.0, 40.0], Scale::Log);
        check(&[0.0, 0.0, -1.0, 0.0, 2.0, 1.0, 0.0, 40.0], Scale::Plain);
        check(&[3.0, 4.0, 5.0, 6.0, 7.0, 5.0, 5.0, 4.0], Scale::Plain);
        // Yes and no, however rare.
        check(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], Scale::Plain);
        check(&[2.0, 2.0], Scale::Plain);
    }
}
