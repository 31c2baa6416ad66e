//! The `Good:` and `Bad:` lines of rules, executed: every good text must do better on its rule than every bad one.

use ssi_expr::row;
use ssi_rules::{GradePlan, Model, Rule};

use crate::grade::Grader;

/// A rule whose examples contradict it.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The rule.
    pub rule: String,
    /// The worst good text and its credit, 0 to 1.
    pub good: (String, f64),
    /// The best bad text and its credit.
    pub bad: (String, f64),
}

/// The examples of all text rules that have some, with the signals of their texts.
pub struct Examples {
    pub(super) of: Vec<Example>,
}

/// The examples of one rule.
pub(super) struct Example {
    pub(super) grade: usize,
    pub(super) rule: usize,
    /// The rule's id.
    pub(super) id: String,
    /// How many of the texts are good; they come first.
    good: usize,
    texts: Vec<String>,
    /// What the rules of the grade read of each text.
    pub(super) inputs: Vec<Vec<f64>>,
}

impl Examples {
    /// Reads the examples of a model's rules.
    pub fn new(model: &Model) -> Self {
        let mut of = Vec::new();
        for (grade, plan) in model.grades.iter().enumerate() {
            let own = |rule: &Rule| rule.doc.good.iter().chain(&rule.doc.bad).cloned().collect::<Vec<_>>();
            let first = of.len();
            for (rule, place) in plan.rules.iter().zip(0..).filter(|(rule, _)| !own(rule).is_empty()) {
                let (id, good, texts) = (rule.id.clone(), rule.doc.good.len(), own(rule));
                of.push(Example { grade, rule: place, id, good, texts, inputs: Vec::new() });
            }
            let texts: Vec<&str> =
                of[first..].iter().flat_map(|e: &Example| &e.texts).map(String::as_str).collect();
            let columns = Grader::grade(model, None, &plan.inputs).run(texts.len(), |i| texts[i]);
            let mut row = 0;
            for example in &mut of[first..] {
                example.inputs = (row..row + example.texts.len())
                    .map(|row| columns.iter().map(|column| column[row]).collect())
                    .collect();
                row += example.texts.len();
            }
        }
        Self { of }
    }

    /// Leaves only those of rules that have all of some words in their ids.
    pub fn filter(&mut self, words: &[String]) {
        self.of.retain(|e| words.iter().all(|word| e.id.contains(&word.to_lowercase())));
    }

    /// How many rules have some.
    pub fn rules(&self) -> usize {
        self.of.len()
    }

    /// How many texts there are.
    pub fn texts(&self) -> usize {
        self.of.iter().map(|e| e.texts.len()).sum()
    }

    /// What contradicts a model that reads the same of texts as the one they were read for.
    pub fn contradictions(&self, model: &Model) -> Vec<Contradiction> {
        self.of.iter().filter_map(|example| example.contradiction(&model.grades[example.grade])).collect()
    }
}

impl Example {
    /// Whether there is something to compare.
    pub(super) fn is_both(&self) -> bool {
        self.good > 0 && self.good < self.texts.len()
    }

    pub(super) fn contradiction(&self, plan: &GradePlan) -> Option<Contradiction> {
        let rule = &plan.rules[self.rule];
        let credit = |inputs: &Vec<f64>| row::values(&plan.graph, inputs)[rule.value.index()];
        let credits: Vec<f64> = self.inputs.iter().map(credit).collect();
        // A penalty counts against a text.
        let standing: Vec<f64> = credits.iter().map(|c| if rule.penalty { -c } else { *c }).collect();
        let worst = (0..self.good).min_by(|a, b| standing[*a].total_cmp(&standing[*b]))?;
        let best = (self.good..credits.len()).max_by(|a, b| standing[*a].total_cmp(&standing[*b]))?;
        let told = |place: usize| (self.texts[place].clone(), credits[place]);
        (standing[worst] <= standing[best]).then(|| Contradiction {
            rule: rule.id.clone(),
            good: told(worst),
            bad: told(best),
        })
    }
}
