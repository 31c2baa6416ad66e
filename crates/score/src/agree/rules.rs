//! What each rule of a grade does for its agreement with people.

use ssi_rules::{GradePlan, Model, TextWant};

use super::comparison::Comparison;
use super::evaluation::{Evaluation, Measures, Settings};
use super::judged::{Comparisons, Judged, comparisons, graded};
use crate::grade::{self, CAP, Grader};
use crate::points::{Claim, settle};
use crate::vocabulary::vocabulary;

/// Texts graded, with what the grades are made of.
pub struct Graded {
    /// The grades as they are written, 0 to 1; NaN where no rule has anything to tell from.
    pub grade: Vec<f64>,
    /// For each rule the value of each text, 0 to 1; NaN where it has nothing to tell from.
    pub values: Vec<Vec<f64>>,
    /// For each rule the grades without it.
    pub without: Vec<Vec<f64>>,
    /// What the rules read, one column each: in the order of the plan's inputs. Empty unless parts were asked for.
    pub signals: Vec<Vec<f64>>,
}

/// Grades texts; `parts` adds the grade without each rule and what the rules read.
pub fn grade<'t>(
    model: &Model,
    plan: &GradePlan,
    rows: usize,
    text: impl Fn(usize) -> &'t str + Sync,
    parts: bool,
) -> Graded {
    let direct: &[TextWant] = if parts { &plan.inputs } else { &[] };
    let mut columns = Grader::rules(model, plan, direct).run(rows, text);
    let signals = columns.split_off(1 + 2 * plan.rules.len());
    let mut claims = Vec::new();
    let mut shares = Vec::new();
    let mut all = Graded {
        grade: Vec::with_capacity(rows),
        values: vec![Vec::with_capacity(rows); plan.rules.len()],
        without: vec![Vec::new(); plan.rules.len()],
        signals,
    };
    let mut total = |claims: &[Claim]| {
        settle(CAP, claims, &mut shares).total.map_or(f64::NAN, |p| f64::from(p.0) / f64::from(CAP))
    };
    for row in 0..rows {
        claims.clear();
        claims.extend(grade::claims(plan, &columns, row));
        all.grade.push(total(&claims));
        for (values, claim) in all.values.iter_mut().zip(&claims) {
            values.push(if claim.founded { claim.credit } else { f64::NAN });
        }
        for rule in 0..if parts { claims.len() } else { 0 } {
            let weight = std::mem::take(&mut claims[rule].weight);
            all.without[rule].push(total(&claims));
            claims[rule].weight = weight;
        }
    }
    all
}

/// How a measure agrees with people, without intervals; NaN where that cannot be told.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// On everything.
    pub all: f64,
    /// Where lengths match.
    pub matched: f64,
}

/// A rule and what it does.
#[derive(Clone, Debug)]
pub struct RuleAgreement {
    /// The rule's id.
    pub id: String,
    /// Its weight; at least 0.
    pub weight: f64,
    /// Whether it takes away.
    pub penalty: bool,
    /// Its value alone; for a penalty, how often the worse text has the higher value.
    pub alone: Pair,
    /// The agreement of the grade less that of the grade without this rule.
    pub loss: Pair,
    /// The share of the texts that it gives something to or takes something from.
    pub touches: f64,
    /// What it reads, as the rules write it.
    pub reads: Vec<String>,
}

/// Something that rules read.
#[derive(Clone, Debug)]
pub struct SignalAgreement {
    /// What it is, as the rules write it.
    pub id: String,
    /// Its value alone; below 0.5 the worse texts have more of it.
    pub alone: Pair,
    /// The share of the texts in which it is not 0.
    pub touches: f64,
    /// The rules that read it.
    pub rules: Vec<String>,
}

/// The comparisons of an evaluation, to ask any measure how it agrees.
pub struct Asked<'a> {
    all: Comparison<'a>,
    matched: Comparison<'a>,
    /// The texts that are compared.
    texts: Vec<usize>,
    /// How many texts there are in all.
    of: usize,
}

impl<'a> Asked<'a> {
    /// The comparisons that [`evaluate`](super::evaluation::evaluate) made of the same texts to get `made`.
    pub fn again(
        judged: &'a Judged,
        made: &Evaluation,
        items: &[u32],
        measures: &Measures<'a>,
        settings: &Settings,
    ) -> Self {
        let counted = graded(judged, items, measures.grade);
        let Comparisons { all, matched, other } =
            comparisons(judged, made.shape, &counted, measures.words, settings.matched);
        let matched = match other {
            Some(other) if other.0 == made.matched.chosen => other.1,
            _ => matched.1,
        };
        let texts = match judged {
            Judged::Pairs(_) => counted.iter().flat_map(|&k| [k as usize * 2, k as usize * 2 + 1]).collect(),
            Judged::Rows { .. } => counted.iter().map(|&row| row as usize).collect(),
        };
        Self { all, matched, texts, of: measures.grade.len() }
    }

    /// How a measure agrees; texts without a value are left out.
    pub fn agreement(&self, measure: &[f64]) -> Pair {
        let [all, matched] = [&self.all, &self.matched].map(|comparison| {
            comparison.agreement(measure).count(&vec![1; comparison.units(self.of)]).share()
        });
        Pair { all, matched }
    }

    /// The share of the texts that have a value other than 0.
    pub fn touches(&self, measure: &[f64]) -> f64 {
        let touched = |&&text: &&usize| measure[text] != 0.0 && !measure[text].is_nan();
        self.texts.iter().filter(touched).count() as f64 / self.texts.len() as f64
    }
}

/// Each rule of a plan, the greatest loss where lengths match first, and each thing that they read, in the order of the plan.
pub fn each(
    model: &Model,
    plan: &GradePlan,
    found: &Graded,
    asked: &Asked<'_>,
) -> (Vec<RuleAgreement>, Vec<SignalAgreement>) {
    let whole = asked.agreement(&found.grade);
    let words = vocabulary();
    let names: Vec<String> = plan.inputs.iter().map(|want| want.written(&words, &model.phrases)).collect();
    let mut rules: Vec<RuleAgreement> = Vec::new();
    for (place, rule) in plan.rules.iter().enumerate() {
        let alone = asked.agreement(&found.values[place]);
        let without = asked.agreement(&found.without[place]);
        let turned = |share: f64| if rule.penalty { 1.0 - share } else { share };
        let reads = plan.graph.inputs_of(rule.value);
        rules.push(RuleAgreement {
            id: rule.id.clone(),
            weight: rule.weight,
            penalty: rule.penalty,
            alone: Pair { all: turned(alone.all), matched: turned(alone.matched) },
            loss: Pair { all: whole.all - without.all, matched: whole.matched - without.matched },
            touches: asked.touches(&found.values[place]),
            reads: reads.iter().map(|&input| names[input as usize].clone()).collect(),
        });
    }
    let signals = names.iter().zip(&found.signals).map(|(name, column)| SignalAgreement {
        id: name.clone(),
        alone: asked.agreement(column),
        touches: asked.touches(column),
        rules: rules.iter().filter(|r| r.reads.contains(name)).map(|r| r.id.clone()).collect(),
    });
    let signals = signals.collect();
    let key = |r: &RuleAgreement| if r.loss.matched.is_nan() { r.loss.all } else { r.loss.matched };
    rules.sort_by(|a, b| key(b).total_cmp(&key(a)).then_with(|| a.id.cmp(&b.id)));
    (rules, signals)
}
