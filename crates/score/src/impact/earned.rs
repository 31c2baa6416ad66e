//! What each rule earns before and after.

use ssi_rules::Rule;

use super::{Causes, Side};
use crate::points::Points;
use crate::scores::{PillarScores, RuleScores};
use crate::standing::figures::mean;

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
    let (before, after) = (all(old), all(new));
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

fn all<'a>(side: &Side<'a>) -> Vec<(&'a RuleScores, Earned)> {
    let pillars = side.model.pillars.iter().zip(&side.scores.pillars);
    pillars
        .flat_map(|(pillar, scores)| {
            let possible: f64 = pillar.rules.iter().filter(|r| !r.penalty).map(|r| r.weight).sum();
            pillar
                .rules
                .iter()
                .zip(&scores.rules)
                .map(move |(rule, points)| (points, earned(rule, points, scores, possible)))
        })
        .collect()
}

/// `possible` is the sum of the weights of the pillar.
fn earned(rule: &Rule, points: &RuleScores, pillar: &PillarScores, possible: f64) -> Earned {
    let founded: Vec<Points> = points.points.iter().flatten().collect();
    let share = f64::from(pillar.cap) * f64::from(Points::UNIT) * rule.weight;
    let is_full = |(points, coverage): (Option<Points>, &f64)| {
        // Coverage is the share of the weights that has evidence. Parts are rounded to whole hundredths.
        points.is_some_and(|p| p.0 > 0 && f64::from(p.0) > share / (coverage * possible) - 1.0)
    };
    let full = points.points.iter().zip(&pillar.coverage);
    Earned {
        weight: if rule.penalty { -rule.weight } else { rule.weight },
        founded: founded.len(),
        mean: mean(&founded),
        nothing: founded.iter().filter(|p| p.0 == 0).count(),
        full: if rule.penalty { 0 } else { full.filter(|pair| is_full(*pair)).count() },
    }
}
