//! What the rules of the pillars say of the members with an outcome, as columns of the fit and as scores.

use rayon::prelude::*;
use ssi_rules::Model;

use super::moments::Moments;
use super::solve::Problem;
use crate::kept::Kept;

/// A credit that is known of fewer members cannot be fitted.
pub const LEAST_KNOWN: usize = 50;
/// Nor one that is known of a smaller share of them.
pub const LEAST_SHARE: f64 = 0.2;
/// Credits that differ by less are all the same.
const SAME: f64 = 1e-6;

/// What becomes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its weight is fitted.
    Fitted,
    /// It gives every member the same.
    Same,
    /// Too few members have data for it.
    Unknown,
    /// It is the only one of its pillar that could be fitted.
    Alone,
    /// It takes away.
    Penalty,
}

/// A rule as the fit sees it.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its pillar, by place.
    pub pillar: usize,
    /// Its weight in points: what it can give of the pillar's points, or take.
    pub default: f64,
    /// What becomes of it.
    pub role: Role,
    /// How many of the members have data for it.
    pub known: usize,
}

/// Rules and members.
#[derive(Clone, Debug)]
pub struct Design {
    /// The pillars' points.
    pub points: Vec<f64>,
    /// All rules, pillar by pillar.
    pub rules: Vec<Term>,
    /// For each rule what it credits each member with, 0 to 1; NaN without data.
    credits: Vec<Vec<f64>>,
    /// The rules that are fitted.
    pub fitted: Vec<usize>,
    /// What is solved.
    pub problem: Problem,
}

impl Design {
    /// The rules over some members of a run.
    pub fn new(model: &Model, kept: &Kept, members: &[u32]) -> Self {
        let all = (0..kept.weights().len()).map(|rule| {
            let credits = kept.credits(rule);
            members.iter().map(|&member| credits[member as usize]).collect()
        });
        Self::of(model, kept.weights(), all.collect())
    }

    /// The rules over members of whom the credits are known: for each rule a column.
    pub fn of(model: &Model, weights: &[f64], credits: Vec<Vec<f64>>) -> Self {
        let points: Vec<f64> = model.pillars.iter().map(|p| f64::from(p.points)).collect();
        let mut rules = Vec::new();
        let mut all = weights.iter();
        for (place, pillar) in model.pillars.iter().enumerate() {
            let own: Vec<f64> = all.by_ref().take(pillar.rules.len()).copied().collect();
            let gives: f64 = own.iter().zip(&pillar.rules).filter(|(_, r)| !r.penalty).map(|(w, _)| w).sum();
            for (rule, weight) in pillar.rules.iter().zip(own) {
                let default = if gives > 0.0 { points[place] * weight / gives } else { 0.0 };
                let column = &credits[rules.len()];
                let role = if rule.penalty { Role::Penalty } else { role(column) };
                let known = column.iter().filter(|c| !c.is_nan()).count();
                let (id, title) = (rule.id.clone(), rule.doc.title.clone());
                rules.push(Term { id, title, pillar: place, default, role, known });
            }
        }
        // Weights of a pillar can only go from one rule to another.
        for pillar in 0..points.len() {
            let own = |rule: &&mut Term| rule.pillar == pillar && rule.role == Role::Fitted;
            let shared: f64 = rules.iter_mut().filter(own).map(|r| r.default).sum();
            if rules.iter_mut().filter(own).count() == 1 || shared <= 0.0 {
                rules.iter_mut().filter(own).for_each(|rule| rule.role = Role::Alone);
            }
        }
        let fitted: Vec<usize> = (0..rules.len()).filter(|&r| rules[r].role == Role::Fitted).collect();
        let mut pillars: Vec<usize> = fitted.iter().map(|&r| rules[r].pillar).collect();
        pillars.dedup();
        let place = |rule: usize| pillars.iter().position(|p| *p == rules[rule].pillar).unwrap_or_default();
        let sum = |pillar: &usize| {
            fitted.iter().map(|&r| &rules[r]).filter(|r| r.pillar == *pillar).map(|r| r.default).sum()
        };
        let problem = Problem {
            pillar: fitted.iter().map(|&rule| place(rule)).collect(),
            default: fitted.iter().map(|&rule| rules[rule].default).collect(),
            points: pillars.iter().map(sum).collect(),
        };
        Self { points, rules, credits, fitted, problem }
    }

    /// How many members there are.
    pub fn members(&self) -> usize {
        self.credits.first().map_or(0, Vec::len)
    }

    /// The default weights, in points.
    pub fn default(&self) -> Vec<f64> {
        self.rules.iter().map(|rule| rule.default).collect()
    }

    /// The weights with which each rule of a pillar counts alike; penalties stay.
    pub fn flat(&self) -> Vec<f64> {
        let gives =
            |pillar| self.rules.iter().filter(move |r| r.pillar == pillar && r.role != Role::Penalty).count();
        let flat = |rule: &Term| match rule.role {
            Role::Penalty => rule.default,
            _ => self.points[rule.pillar] / gives(rule.pillar) as f64,
        };
        self.rules.iter().map(flat).collect()
    }

    /// The default weights with those that were fitted in their places.
    pub fn with(&self, fitted: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut weights = self.default();
        self.fitted.iter().zip(fitted).for_each(|(&rule, weight)| weights[rule] = weight);
        weights
    }

    /// The score of a member with these weights as the engine makes it, but not rounded: rules without data are left out and the
    /// others scaled; a pillar of which nothing is known gives nothing; penalties take what is there.
    pub fn score(&self, weights: &[f64], member: usize) -> f64 {
        let parts = self.parts(weights, member);
        parts.iter().map(|part| part.earned - part.taken).sum()
    }

    /// The scores of all members.
    pub fn scores(&self, weights: &[f64]) -> Vec<f64> {
        (0..self.members()).into_par_iter().map(|member| self.score(weights, member)).collect()
    }

    fn parts(&self, weights: &[f64], member: usize) -> Vec<Part> {
        let mut parts = vec![Part::default(); self.points.len()];
        for ((rule, weight), credits) in self.rules.iter().zip(weights).zip(&self.credits) {
            let (part, credit) = (&mut parts[rule.pillar], credits[member]);
            match rule.role {
                _ if credit.is_nan() => {}
                Role::Penalty => part.taken += weight * credit,
                _ => {
                    part.earned += weight * credit;
                    part.known += weight;
                }
            }
        }
        for (part, points) in parts.iter_mut().zip(&self.points) {
            let scale = if part.known > 0.0 { points / part.known } else { 0.0 };
            part.earned *= scale;
            part.taken = (part.taken * scale).min(part.earned);
        }
        parts
    }

    /// For each member the columns of the fit: the credits of the rules that are fitted, what of the score is not fitted, the outcome.
    ///
    /// Where a rule has no data, the member's mean credit in the pillar stands in, weighed by `weights`: with these weights that is what
    /// leaving the rule out and scaling the others comes to.
    pub fn columns(&self, outcomes: &[f64], weights: &[f64]) -> Vec<f64> {
        let mut all = Vec::with_capacity(self.members() * self.width());
        for (member, outcome) in outcomes.iter().enumerate() {
            let parts = self.parts(weights, member);
            let credit = |rule: usize| {
                let (credit, pillar) = (self.credits[rule][member], self.rules[rule].pillar);
                if credit.is_nan() { parts[pillar].earned / self.points[pillar] } else { credit }
            };
            all.extend(self.fitted.iter().map(|&rule| credit(rule)));
            let stays = |rule: &usize| !matches!(self.rules[*rule].role, Role::Fitted | Role::Penalty);
            let fixed: f64 =
                (0..self.rules.len()).filter(stays).map(|rule| self.rules[rule].default * credit(rule)).sum();
            let taken: f64 = parts.iter().map(|part| part.taken).sum();
            all.extend([fixed - taken, *outcome]);
        }
        all
    }

    /// How many columns the fit has.
    pub fn width(&self) -> usize {
        self.fitted.len() + 2
    }

    /// The sums over some members of their columns.
    pub fn moments(&self, columns: &[f64], members: impl Iterator<Item = usize>) -> Moments {
        let width = self.width();
        Moments::of(width, members.map(|member| &columns[member * width..(member + 1) * width]))
    }
}

/// What a pillar comes to.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    earned: f64,
    taken: f64,
    known: f64,
}

/// Whether a rule that gives can be fitted.
fn role(credits: &[f64]) -> Role {
    let known = credits.iter().filter(|c| !c.is_nan()).count();
    let ends = credits
        .iter()
        .filter(|c| !c.is_nan())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), c| (low.min(*c), high.max(*c)));
    if known < LEAST_KNOWN || (known as f64) < LEAST_SHARE * credits.len() as f64 {
        Role::Unknown
    } else if ends.1 - ends.0 < SAME {
        Role::Same
    } else {
        Role::Fitted
    }
}
