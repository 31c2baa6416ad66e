//! Every rule's value of a text or of a member: what a failed case shows.

use ssi_rules::{GradePlan, Model, Rule};

use crate::explain::{RulePart, explain};
use crate::grade::CAP;
use crate::points::{Claim, Points, settle};
use crate::run::Scored;

/// One rule's value.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleValue {
    /// The rule's id.
    pub id: String,
    /// Its credit, 0 to 1; of a penalty the share that it takes. `None` where it has no evidence.
    pub credit: Option<f64>,
    /// What it gives or takes: of a text in points of a hundred. `None` where it has no evidence.
    pub points: Option<Points>,
    /// The most that it could give or take.
    pub of: Points,
}

/// What rules come to together: a grade or a pillar.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The pillar's id or the kind of text.
    pub id: String,
    /// What it came to; `None` where no rule has evidence.
    pub points: Option<Points>,
    /// What it could come to.
    pub of: Points,
    /// Its rules.
    pub rules: Vec<RuleValue>,
}

/// All that was found of a text or of a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// A member's score.
    pub score: Option<Points>,
    /// The grade, or the pillars.
    pub wholes: Vec<Whole>,
}

/// What the rules of a grade find of a text, from the values of all nodes of its graph.
pub(super) fn of_text(plan: &GradePlan, nodes: &[f64]) -> Values {
    let claim = |rule: &Rule| Claim {
        weight: rule.weight,
        penalty: rule.penalty,
        credit: nodes[rule.value.index()],
        founded: nodes[rule.evidence.index()] == 1.0,
    };
    let claims: Vec<Claim> = plan.rules.iter().map(claim).collect();
    let mut parts = Vec::new();
    let total = settle(CAP, &claims, &mut parts).total;
    let given = |founded: bool| -> f64 {
        claims.iter().filter(|c| !c.penalty && (c.founded || !founded)).map(|c| c.weight).sum()
    };
    let value = |((rule, claim), points): ((&Rule, &Claim), &Option<Points>)| {
        let base = given(claim.founded).max(f64::MIN_POSITIVE);
        let most = (f64::from(CAP) * rule.weight / base).round() as i32;
        let most = most.max(points.map_or(0, |p| p.0.abs()));
        RuleValue {
            id: rule.id.clone(),
            credit: claim.founded.then_some(claim.credit),
            points: *points,
            of: Points(if rule.penalty { -most } else { most }),
        }
    };
    let rules = plan.rules.iter().zip(&claims).zip(&parts).map(value).collect();
    let whole = Whole { id: plan.kind.clone(), points: total, of: Points(CAP), rules };
    Values { score: None, wholes: vec![whole] }
}

/// What the rules of the pillars find of a member. The run must have kept its inputs.
pub(super) fn of_member(model: &Model, scored: &Scored, member: usize) -> Values {
    let parts = explain(model, scored, member);
    let value = |rule: RulePart| RuleValue {
        id: rule.id,
        credit: rule.points.is_some().then_some(rule.credit),
        points: rule.points,
        of: rule.possible,
    };
    let wholes = parts.pillars.into_iter().map(|pillar| Whole {
        id: pillar.id,
        points: pillar.points,
        of: Points(pillar.cap as i32 * Points::UNIT),
        rules: pillar.rules.into_iter().map(value).collect(),
    });
    Values { score: Some(parts.score), wholes: wholes.collect() }
}
