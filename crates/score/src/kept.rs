//! What rules found of members, kept: with other weights only the sharing out is done again, with other curves only the rules that
//! have them.

use std::sync::Arc;

use rayon::prelude::*;
use ssi_corpus::resolve::{Resolved, View};
use ssi_expr::{Column, NodeId, Tape};
use ssi_rules::{Model, Pillar, Rule};

use crate::cells::Cells;
use crate::inputs::{Inputs, rule_names};
use crate::members::{CHUNK, Page, Range, claim, pages, places};
use crate::packed::Packed;
use crate::points::Points;
use crate::run::{Reading, blank, skeleton};
use crate::scores::Scores;
use crate::settling::{Bench, LANES, Lanes, Terms};

/// The scores of everyone, ready for other weights and curves.
///
/// Weights decide how the points of a pillar are shared out and nothing before that: what each rule credits a member with, and
/// whether it had evidence, stays as it is. A curve of one rule decides what that rule credits. It takes 4 or 8 bytes a rule and
/// member, none for a rule that says the same of 4,096 members in a row, and the scores themselves. A clone shares what rules credit.
#[derive(Clone, Debug)]
pub struct Kept {
    model: Model,
    /// For each rule what it is made of, over named inputs.
    names: Vec<String>,
    /// What each rule credits each chunk of members with; NaN where it has no evidence.
    credits: Vec<Arc<Vec<Packed>>>,
    /// The weights that the scores are of; one a rule.
    weights: Vec<f64>,
    /// For each pillar what each member's points could be.
    ranges: Vec<Vec<Range>>,
    scores: Scores,
}

impl Kept {
    /// Scores everyone and keeps what the rules found. Costs a run over texts that are read.
    pub fn new(reading: &Reading<'_>) -> Self {
        let model = reading.model();
        let names = Inputs::names(model, reading.resolved().view(), "");
        Self::of(model.clone(), &names, &reading.member_inputs(), reading.blank())
    }

    /// Keeps what the rules of the pillars make of columns of inputs, one for each of [`Model::member_inputs`].
    ///
    /// # Panics
    /// When a column is shorter than there are members.
    pub fn of_columns(model: &Model, columns: Vec<Vec<f64>>, members: Vec<String>) -> Self {
        let inputs: Vec<Cells<'_>> = columns.into_iter().map(|c| Cells::Slice(c.into())).collect();
        let view = View { end: 0, seen: 0, window_days: model.window_days };
        let names = Inputs::names(model, view, "");
        Self::of(model.clone(), &names, &inputs, skeleton(model, members))
    }

    /// Keeps what the rules make of what is known of the members of a corpus; `names` are those of the inputs.
    ///
    /// # Panics
    /// When an input is not known or is of other members.
    pub fn known(model: Model, names: &[String], inputs: &Inputs<'_>, resolved: &Resolved<'_>) -> Self {
        let blank = blank(&model, resolved);
        Self::of(model, names, &inputs.all(), blank)
    }

    fn of(model: Model, names: &[String], inputs: &[Cells<'_>], scores: Scores) -> Self {
        let names = rule_names(&model, names);
        let weights = weights(&model);
        let all: Vec<&Rule> = model.pillars.iter().flat_map(|p| &p.rules).collect();
        let credits = credit(&model, &all, inputs, scores.members.len());
        let ranges = vec![vec![(Points(0), Points(0)); scores.members.len()]; model.pillars.len()];
        let changed = vec![true; model.pillars.len()];
        let mut kept = Self { model, names, credits, weights: weights.clone(), ranges, scores };
        kept.settle(&weights, &changed);
        kept
    }

    /// The rules behind the scores; their weights are [`weights`](Self::weights).
    pub fn model(&self) -> &Model {
        &self.model
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
        for chunk in self.credits[rule].iter() {
            let more = CHUNK.min(members - all.len());
            chunk.unpack(more, &mut all);
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
        let places = places(&self.model);
        let changed: Vec<bool> =
            places.iter().map(|of| weights[of.clone()] != self.weights[of.clone()]).collect();
        if changed.contains(&true) {
            self.settle(weights, &changed);
        }
        &self.scores
    }
    /// Scores everyone with other rules, whose inputs are all known: what a run over the same corpus with that model would say.
    /// Only rules that are made of something else look at members again, only pillars with such a rule, another weight or other
    /// points are settled again.
    ///
    /// # Panics
    /// When an input is not known or is of other members.
    pub fn turn(&mut self, model: Model, names: &[String], inputs: &Inputs<'_>) -> &Scores {
        let names = rule_names(&model, names);
        let new_weights = weights(&model);
        let known = |name: &String| {
            self.names.iter().position(|own| own == name).map(|place| self.credits[place].clone())
        };
        let mut credits: Vec<Option<Arc<Vec<Packed>>>> = names.iter().map(known).collect();
        let rules: Vec<&Rule> = model.pillars.iter().flat_map(|p| &p.rules).collect();
        let new: Vec<usize> = (0..rules.len()).filter(|&rule| credits[rule].is_none()).collect();
        if !new.is_empty() {
            assert!(inputs.is_complete(), "all inputs are known");
            let wanted: Vec<&Rule> = new.iter().map(|&rule| rules[rule]).collect();
            let found = credit(&model, &wanted, &inputs.all(), self.scores.members.len());
            new.into_iter().zip(found).for_each(|(rule, found)| credits[rule] = Some(found));
        }
        let changed = self.changed(&model, &names, &new_weights);
        if !alike(&self.model, &model) {
            let Scores { members, names, .. } =
                std::mem::replace(&mut self.scores, skeleton(&model, Vec::new()));
            self.ranges = vec![vec![(Points(0), Points(0)); members.len()]; model.pillars.len()];
            self.scores = Scores { names, ..skeleton(&model, members) };
        }
        self.credits = credits.into_iter().flatten().collect();
        (self.model, self.names) = (model, names);
        if changed.contains(&true) {
            self.settle(&new_weights, &changed);
        }
        &self.scores
    }

    /// Which pillars of other rules are not what they are now.
    fn changed(&self, model: &Model, names: &[String], new_weights: &[f64]) -> Vec<bool> {
        if !alike(&self.model, model) {
            return vec![true; model.pillars.len()];
        }
        let same = |(place, (own, other)): (std::ops::Range<usize>, (&Pillar, &Pillar))| {
            self.names[place.clone()] == names[place.clone()]
                && self.weights[place.clone()] == new_weights[place]
                && own.rules.iter().zip(&other.rules).all(|(a, b)| a.penalty == b.penalty)
        };
        let pillars = self.model.pillars.iter().zip(&model.pillars);
        places(model).into_iter().zip(pillars).map(|pair| !same(pair)).collect()
    }

    fn settle(&mut self, weights: &[f64], changed: &[bool]) {
        let (model, places) = (&self.model, places(&self.model));
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
        pages.into_par_iter().enumerate().for_each_init(
            room,
            |(bench, lanes), (chunk, (mut page, mut ranges))| {
                for pillar in (0..terms.len()).filter(|&pillar| changed[pillar]) {
                    let own = &self.credits[places[pillar].clone()];
                    let lanes = &mut lanes[..own.len()];
                    for at in (0..page.len()).step_by(LANES) {
                        own.iter().zip(&mut *lanes).for_each(|(credits, to)| credits[chunk].read(at, to));
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

/// What rules credit members with.
fn credit(model: &Model, rules: &[&Rule], inputs: &[Cells<'_>], members: usize) -> Vec<Arc<Vec<Packed>>> {
    let nodes: Vec<NodeId> = rules.iter().flat_map(|rule| [rule.value, rule.evidence]).collect();
    let tape = Tape::compile(&model.member, &nodes);
    let chunks: Vec<Vec<Packed>> = (0..members.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let rows = chunk * CHUNK..members.min((chunk + 1) * CHUNK);
            let columns: Vec<Column<'_>> = inputs.iter().map(|c| c.column(rows.clone())).collect();
            let mut all: Vec<Vec<f64>> = vec![Vec::with_capacity(rows.len()); rules.len()];
            let mut lanes = vec![Lanes::ZERO; rules.len()];
            tape.run(rows.len(), &columns, |block, outputs| {
                claim(outputs, &mut lanes);
                for (all, lanes) in all.iter_mut().zip(&lanes) {
                    all.extend_from_slice(&lanes.0[..block.len()]);
                }
            });
            all.into_iter().map(Packed::new).collect()
        })
        .collect();
    let mut by_rule: Vec<Vec<Packed>> = rules.iter().map(|_| Vec::with_capacity(chunks.len())).collect();
    for chunk in chunks {
        by_rule.iter_mut().zip(chunk).for_each(|(all, credits)| all.push(credits));
    }
    by_rule.into_iter().map(Arc::new).collect()
}

/// The weights of the rules of all pillars.
fn weights(model: &Model) -> Vec<f64> {
    model.pillars.iter().flat_map(|p| &p.rules).map(|r| r.weight).collect()
}

/// Whether scores of both have the same pillars with the same rules, under the same titles.
fn alike(one: &Model, other: &Model) -> bool {
    let rules = |a: &Pillar, b: &Pillar| {
        a.rules.len() == b.rules.len()
            && a.rules.iter().zip(&b.rules).all(|(a, b)| a.id == b.id && a.doc.title == b.doc.title)
    };
    let pillars = |(a, b): (&Pillar, &Pillar)| {
        a.id == b.id && a.title == b.title && a.points == b.points && rules(a, b)
    };
    one.pillars.len() == other.pillars.len() && one.pillars.iter().zip(&other.pillars).all(pillars)
}
