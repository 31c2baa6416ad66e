//! What each rule earns before and after.

use rayon::prelude::*;
use ssi_rules::{Pillar, Rule};

use super::{Causes, Side};
use crate::points::Points;
use crate::scores::{PillarScores, RuleScores};
use crate::standing::figures::mean_of;

/// What a rule earns.
#[derive(Clone, Debug, PartialEq)]
pub struct Earned {
    /// Its weight; below 0 for a penalty.
    pub weight: f64,
    /// How many members have evidence for it.
    pub founded: usize,
    /// The mean of their points, rounded to a hundredth; `None` of nobody.
    pub mean: Option<Points>,
    /// How many of them get nothing by it, and lose nothing.
    pub nothing: usize,
    /// How many of them get all that it can give them; for a penalty 0.
    pub full: usize,
}

impl Earned {
    /// Whether it makes no difference to anybody.
    pub fn is_dead(&self) -> bool {
        self.nothing == self.founded
    }

    /// Whether at least 19 of 20 with evidence get all that it can give.
    pub fn is_saturated(&self) -> bool {
        self.founded > 0 && self.full * 20 >= self.founded * 19
    }
}

/// What a rule earns before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleEffect {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it does to everyone's score on the mean: the effects of all rules add up to the change of the mean, but for rounding.
    /// `None` of a rule that moves nobody.
    pub effect: Option<Points>,
    /// With the old pack; `None` where it has no such rule.
    pub before: Option<Earned>,
    /// With the new pack; `None` where it has no such rule.
    pub after: Option<Earned>,
}

pub(super) fn effects(old: &Side<'_>, new: &Side<'_>, causes: &Causes<'_>) -> Vec<RuleEffect> {
    let before = all(old, &|_| None);
    // What earns as before is not counted twice.
    let same = |pillar: &Pillar| {
        let was = old.model.pillars.iter().find(|p| p.id == pillar.id)?;
        let weighs = |p: &Pillar| -> Vec<(String, f64, bool)> {
            p.rules.iter().map(|r| (r.id.clone(), r.weight, r.penalty)).collect()
        };
        let alike = was.points == pillar.points && weighs(was) == weighs(pillar) && !causes.touch(&pillar.id);
        let earned = before.iter().filter(|(rule, _)| pillar.rules.iter().any(|r| r.id == rule.id));
        alike.then(|| earned.map(|(_, earned)| earned.clone()).collect())
    };
    let after = all(new, &same);
    let find = |of: &[(&RuleScores, Earned)], id: &str| {
        of.iter().find(|(rule, _)| rule.id == id).map(|(_, earned)| earned.clone())
    };
    let effect = |rule: &RuleScores| RuleEffect {
        id: rule.id.clone(),
        title: rule.title.clone(),
        effect: causes.effect(&rule.id),
        before: find(&before, &rule.id),
        after: find(&after, &rule.id),
    };
    let gone = before.iter().filter(|(rule, _)| find(&after, &rule.id).is_none());
    after.iter().chain(gone).map(|(rule, _)| effect(rule)).collect()
}

/// What every rule of a side earns; `known` has what the rules of a pillar earn where that is known.
fn all<'a>(side: &Side<'a>, known: &dyn Fn(&Pillar) -> Option<Vec<Earned>>) -> Vec<(&'a RuleScores, Earned)> {
    let pillars = side.model.pillars.iter().zip(&side.scores.pillars);
    pillars
        .flat_map(|(pillar, scores)| {
            let possible: f64 = pillar.rules.iter().filter(|r| !r.penalty).map(|r| r.weight).sum();
            let count = || -> Vec<Earned> {
                let rules: Vec<_> = pillar.rules.iter().zip(&scores.rules).collect();
                rules.into_par_iter().map(|(rule, points)| earned(rule, points, scores, possible)).collect()
            };
            scores.rules.iter().zip(known(pillar).unwrap_or_else(count))
        })
        .collect()
}

/// `possible` is the sum of the weights of the pillar.
fn earned(rule: &Rule, points: &RuleScores, pillar: &PillarScores, possible: f64) -> Earned {
    let share = f64::from(pillar.cap) * f64::from(Points::UNIT) * rule.weight;
    let (mut founded, mut sum, mut nothing, mut full) = (0_usize, 0_i64, 0, 0);
    for (points, coverage) in points.points.iter().zip(&pillar.coverage) {
        let Some(points) = points else { continue };
        founded += 1;
        sum += i64::from(points.0);
        nothing += usize::from(points.0 == 0);
        // Coverage is the share of the weights that has evidence. Parts are rounded to whole hundredths.
        full += usize::from(points.0 > 0 && f64::from(points.0) > share / (coverage * possible) - 1.0);
    }
    Earned {
        weight: if rule.penalty { -rule.weight } else { rule.weight },
        founded,
        mean: mean_of(founded as i64, sum),
        nothing,
        full: if rule.penalty { 0 } else { full },
    }
}
