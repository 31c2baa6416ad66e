//! What rules found of members, kept: with other weights only the sharing out is done again.

use rayon::prelude::*;
use ssi_expr::Column;
use ssi_rules::Model;

use crate::cells::Cells;
use crate::members::{CHUNK, Page, Range, claim, pages, places};
use crate::plan::Plan;
use crate::points::Points;
use crate::run::Reading;
use crate::scores::Scores;
use crate::settling::{Bench, LANES, Lanes, Terms};

/// What one rule credits a chunk of members with; NaN where it has no evidence.
#[derive(Clone, Debug)]
enum Credits {
    /// All alike: most often a rule without its table.
    Same(f64),
    /// Where single precision has every value to the last bit.
    Narrow(Vec<f32>),
    Full(Vec<f64>),
}

impl Credits {
    fn new(all: Vec<f64>) -> Self {
        let alike = |a: f64, b: f64| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
        let first = all.first().copied().unwrap_or(f64::NAN);
        if all.iter().all(|&x| alike(x, first)) {
            Self::Same(first)
        } else if all.iter().all(|&x| alike(f64::from(x as f32), x)) {
            Self::Narrow(all.iter().map(|&x| x as f32).collect())
        } else {
            Self::Full(all)
        }
    }

    /// Reads the block that begins at `at`.
    fn read(&self, at: usize, to: &mut Lanes) {
        match self {
            Self::Same(value) => to.0.fill(*value),
            Self::Narrow(all) => to.0.iter_mut().zip(&all[at..]).for_each(|(to, &x)| *to = f64::from(x)),
            Self::Full(all) => to.0.iter_mut().zip(&all[at..]).for_each(|(to, &x)| *to = x),
        }
    }
}

/// The scores of everyone, ready for other weights.
///
/// Weights decide how the points of a pillar are shared out and nothing before that: what each rule credits a member with, and
/// whether it had evidence, stays as it is. It takes 4 or 8 bytes a rule and member, none for a rule that says the same of
/// 4,096 members in a row, and the scores themselves.
#[derive(Clone, Debug)]
pub struct Kept<'m> {
    model: &'m Model,
    /// For each chunk of members, for each rule.
    credits: Vec<Vec<Credits>>,
    /// The weights that the scores are of; one a rule.
    weights: Vec<f64>,
    /// For each pillar what each member's points could be.
    ranges: Vec<Vec<Range>>,
    scores: Scores,
}

impl<'m> Kept<'m> {
    /// Scores everyone and keeps what the rules found. Costs a run over texts that are read.
    pub fn new(reading: &Reading<'m>) -> Self {
        Self::of(reading.model(), &reading.plan, &reading.member_inputs(), reading.blank())
    }

    /// Keeps what the rules of the pillars make of columns of inputs, one for each of [`Model::member_inputs`].
    ///
    /// # Panics
    /// When a column is shorter than there are members.
    pub fn of_columns(model: &'m Model, columns: Vec<Vec<f64>>, members: Vec<String>) -> Self {
        let inputs: Vec<Cells<'_>> = columns.into_iter().map(|c| Cells::Slice(c.into())).collect();
        Self::of(model, &Plan::new(model), &inputs, crate::run::skeleton(model, members))
    }

    fn of(model: &'m Model, plan: &Plan, inputs: &[Cells<'_>], scores: Scores) -> Self {
        let members = scores.members.len();
        let weights: Vec<f64> = model.pillars.iter().flat_map(|p| &p.rules).map(|r| r.weight).collect();
        let credits = (0..members.div_ceil(CHUNK)).into_par_iter().map(|chunk| {
            let rows = chunk * CHUNK..members.min((chunk + 1) * CHUNK);
            let columns: Vec<Column<'_>> = inputs.iter().map(|c| c.column(rows.clone())).collect();
            let mut all: Vec<Vec<f64>> = vec![Vec::with_capacity(rows.len()); weights.len()];
            let mut lanes = vec![Lanes::ZERO; weights.len()];
            plan.member.run(rows.len(), &columns, |block, outputs| {
                claim(outputs, &mut lanes);
                for (all, lanes) in all.iter_mut().zip(&lanes) {
                    all.extend_from_slice(&lanes.0[..block.len()]);
                }
            });
            all.into_iter().map(Credits::new).collect()
        });
        let ranges = vec![vec![(Points(0), Points(0)); members]; model.pillars.len()];
        let mut kept = Self { model, credits: credits.collect(), weights: weights.clone(), ranges, scores };
        kept.settle(&weights, &vec![true; model.pillars.len()]);
        kept
    }

    /// The scores with the weights of the last time, at first those of the model.
    pub fn scores(&self) -> &Scores {
        &self.scores
    }

    /// The weights behind the scores, in the order of [`Scores::rules`].
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// What a rule credits each member with, 0 to 1, NaN where it has no evidence; rules are in the order of [`Scores::rules`].
    ///
    /// # Panics
    /// When there is no such rule.
    pub fn credits(&self, rule: usize) -> Vec<f64> {
        let members = self.scores.members.len();
        let mut all = Vec::with_capacity(members);
        for chunk in &self.credits {
            let more = CHUNK.min(members - all.len());
            match &chunk[rule] {
                Credits::Same(value) => all.extend(std::iter::repeat_n(*value, more)),
                Credits::Narrow(some) => all.extend(some.iter().map(|&x| f64::from(x))),
                Credits::Full(some) => all.extend_from_slice(some),
            }
        }
        all
    }

    /// Scores everyone with other weights, in the order of [`Scores::rules`]: what a run over the same corpus with these weights
    /// in the rules would say. Only pillars with a weight that is another are settled again.
    ///
    /// # Panics
    /// When there is not one weight a rule, or one is negative or not a number.
    pub fn weigh(&mut self, weights: &[f64]) -> &Scores {
        assert_eq!(weights.len(), self.weights.len(), "one weight a rule");
        assert!(weights.iter().all(|w| w.is_finite() && *w >= 0.0), "weights are at least 0");
        let places = places(self.model);
        let changed: Vec<bool> =
            places.iter().map(|of| weights[of.clone()] != self.weights[of.clone()]).collect();
        if changed.contains(&true) {
            self.settle(weights, &changed);
        }
        &self.scores
    }

    fn settle(&mut self, weights: &[f64], changed: &[bool]) {
        let (model, places) = (self.model, places(self.model));
        let terms: Vec<Terms> = model
            .pillars
            .iter()
            .zip(&places)
            .map(|(pillar, of)| Terms::weighed(pillar, weights[of.clone()].iter().copied()))
            .collect();
        let mut ranges: Vec<_> = self.ranges.iter_mut().map(|all| all.chunks_mut(CHUNK)).collect();
        let pages: Vec<(Page<'_>, Vec<&mut [Range]>)> = pages(&mut self.scores)
            .into_iter()
            .map(|page| (page, ranges.iter_mut().filter_map(Iterator::next).collect()))
            .collect();
        let most = places.iter().map(std::ops::Range::len).max().unwrap_or(0);
        let room = || (Bench::new(), vec![Lanes::ZERO; most]);
        pages.into_par_iter().zip(&self.credits).for_each_init(
            room,
            |(bench, lanes), ((mut page, mut ranges), credits)| {
                for pillar in (0..terms.len()).filter(|&pillar| changed[pillar]) {
                    let own = &credits[places[pillar].clone()];
                    let lanes = &mut lanes[..own.len()];
                    for at in (0..page.len()).step_by(LANES) {
                        own.iter().zip(&mut *lanes).for_each(|(credits, to)| credits.read(at, to));
                        bench.settle(&terms[pillar], lanes, &mut page.ledger(pillar, ranges[pillar]), at);
                    }
                }
                page.add_up(model, &ranges);
            },
        );
        self.weights = weights.to_vec();
        self.scores.rank();
    }
}
