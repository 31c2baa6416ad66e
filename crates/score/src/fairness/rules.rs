//! What the rules do to a difference: those that cannot see a language, and the others.

use rayon::prelude::*;

use super::matched::{Sums, place};
use super::texts::{Texts, settled};
use super::tongue::Tongue;

/// Texts that one task takes at a time.
const CHUNK: usize = 4096;

/// A credit of 1 in whole numbers: credits are summed in these, so that no order shows.
const UNIT: f64 = (1 << 24) as f64;

/// What one rule does to a difference.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleDifference {
    /// The rule's id.
    pub id: String,
    /// Its mean credit in the group less that of others at the same length, -1 to 1; NaN where one of them has no data.
    pub credit: f64,
    /// How much of the difference of the grades it makes, once rules that lack lists or data there are left out for everybody;
    /// with a penalty's sign turned, so that these add up.
    pub grade: f64,
}

/// For each rule, whether most texts of a group give it nothing to tell from.
pub(super) fn blind(of: &Texts<'_>, rows: &[usize]) -> Vec<bool> {
    let known = |credits: &Vec<f64>| rows.iter().filter(|&&row| !credits[row].is_nan()).count();
    of.credits.iter().map(|credits| known(credits) * 2 < rows.len()).collect()
}

/// The share of the weights, those of penalties too, that have something to tell from; the mean of some texts.
pub(super) fn coverage(of: &Texts<'_>, rows: &[usize]) -> f64 {
    let all: f64 = of.plan.rules.iter().map(|r| r.weight).sum::<f64>() * rows.len() as f64;
    let known = |credits: &Vec<f64>| rows.iter().filter(|&&row| !credits[row].is_nan()).count() as f64;
    let founded: f64 = of.plan.rules.iter().zip(&of.credits).map(|(r, c)| r.weight * known(c)).sum();
    if all > 0.0 { founded / all } else { 0.0 }
}

/// Grades without some rules, and what each rule gives or takes there, by group and band.
pub(super) struct Without {
    removed: Vec<bool>,
    grades: Sums,
    parts: Vec<Sums>,
}

impl Without {
    /// Grades every text again without some rules, as if nobody had data for them.
    pub(super) fn new(of: &Texts<'_>, tongues: &[Tongue], removed: Vec<bool>) -> Self {
        let empty = || vec![Sums::new(tongues.len()); of.plan.rules.len() + 1];
        let chunk = |chunk: usize| {
            let (mut sums, mut parts) = (empty(), Vec::new());
            for row in chunk * CHUNK..of.all.len().min((chunk + 1) * CHUNK) {
                let text = &of.all[row];
                let credit = |rule: usize| if removed[rule] { f64::NAN } else { of.credits[rule][row] };
                let Some(grade) = settled(of.plan, credit, &mut parts) else { continue };
                let group = place(tongues, text.tongue);
                let values = parts.iter().map(|part| part.map_or(0, |p| i64::from(p.0)));
                for (sum, value) in sums.iter_mut().zip(values.chain([i64::from(grade)])) {
                    sum.add(group, text.band, 1, value);
                }
            }
            sums
        };
        let merged = |a: Vec<Sums>, b: Vec<Sums>| a.into_iter().zip(&b).map(|(a, b)| a.merge(b)).collect();
        let mut parts = (0..of.all.len().div_ceil(CHUNK)).into_par_iter().map(chunk).reduce(empty, merged);
        let grades = parts.pop().expect("the grades come last");
        Self { removed, grades, parts }
    }

    /// Which rules are left out.
    pub(super) fn removed(&self) -> &[bool] {
        &self.removed
    }

    /// The difference of a group that remains, in ten-thousandths; NaN where nothing can be graded without the rules.
    pub(super) fn difference(&self, group: usize) -> f64 {
        self.grades.difference(group)
    }

    /// What each rule that is left makes of it, the most first.
    pub(super) fn rules(&self, of: &Texts<'_>, credits: &[Sums], group: usize) -> Vec<RuleDifference> {
        let one = |(place, rule): (usize, &ssi_rules::Rule)| RuleDifference {
            id: rule.id.clone(),
            credit: credits[place].difference(group) / UNIT,
            grade: self.parts[place].difference(group),
        };
        let left = of.plan.rules.iter().enumerate().filter(|(place, _)| !self.removed[*place]);
        let mut all: Vec<RuleDifference> = left.map(one).filter(|r| !r.grade.is_nan()).collect();
        all.sort_by(|a, b| b.grade.abs().total_cmp(&a.grade.abs()).then_with(|| a.id.cmp(&b.id)));
        all
    }
}

/// The credits of each rule, summed by group and band.
pub(super) fn credits(of: &Texts<'_>, tongues: &[Tongue]) -> Vec<Sums> {
    let sum = |credits: &Vec<f64>| {
        let mut sums = Sums::new(tongues.len());
        for (text, credit) in of.all.iter().zip(credits).filter(|(_, credit)| !credit.is_nan()) {
            sums.add(place(tongues, text.tongue), text.band, 1, (credit * UNIT).round() as i64);
        }
        sums
    };
    of.credits.par_iter().map(sum).collect()
}
