//! The `Good:` and `Bad:` lines of rules, executed: every good text must do better on its rule than every bad one.

use ssi_rules::{Model, Rule};

use crate::grade::Grader;

/// A rule whose examples contradict it.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The rule.
    pub rule: String,
    /// The good text and its credit; a penalty counts against it.
    pub good: (String, f64),
    /// The bad text and its credit.
    pub bad: (String, f64),
}

/// Tries the examples of every text rule.
pub fn check(model: &Model) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for plan in &model.grades {
        for (place, rule) in plan.rules.iter().enumerate() {
            if rule.doc.good.is_empty() && rule.doc.bad.is_empty() {
                continue;
            }
            let texts: Vec<&str> = rule.doc.good.iter().chain(&rule.doc.bad).map(String::as_str).collect();
            let columns = Grader::rules(model, plan, &[]).run(texts.len(), |i| texts[i]);
            let credits = standing(rule, &columns[1 + 2 * place]);
            let (good, bad) = credits.split_at(rule.doc.good.len());
            let worst = (0..good.len()).min_by(|a, b| good[*a].total_cmp(&good[*b]));
            let best = (0..bad.len()).max_by(|a, b| bad[*a].total_cmp(&bad[*b]));
            if let (Some(g), Some(b)) = (worst, best)
                && good[g] <= bad[b]
            {
                found.push(Contradiction {
                    rule: rule.id.clone(),
                    good: (rule.doc.good[g].clone(), good[g]),
                    bad: (rule.doc.bad[b].clone(), bad[b]),
                });
            }
        }
    }
    found
}

fn standing(rule: &Rule, credits: &[f64]) -> Vec<f64> {
    credits.iter().map(|c| if rule.penalty { -c } else { *c }).collect()
}
