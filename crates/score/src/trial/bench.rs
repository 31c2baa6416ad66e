//! Cases put to a model: what came, and whether it is what was expected.

use std::collections::BTreeMap;

use ssi_corpus::resolve::{Resolved, View};
use ssi_expr::{Graph, NodeId, row};
use ssi_rules::{GradePlan, Model, Rule};

use super::cases::{Asked, Case, CaseFile, On, Sample};
use super::examples::Examples;
use super::values::{Values, of_member, of_text};
use crate::grade::Grader;
use crate::points::Points;
use crate::run::{Reading, Request, Scored};

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tried {
    /// The value; `None` where it has no evidence.
    pub came: Option<f64>,
    /// That of the other case of an order.
    pub beside: Option<f64>,
    /// Whether it is what was expected.
    pub holds: bool,
}

/// Cases with all that need not be found out again for another model: signals of texts, references of small corpora.
///
/// Other models must read the same of texts, as packs do that differ in numbers only.
pub struct Bench<'s> {
    pub(super) model: &'s Model,
    pub(super) files: &'s [CaseFile],
    pub(super) examples: &'s Examples,
    grounds: Vec<Ground<'s>>,
}

/// What the cases of a file stand on.
enum Ground<'s> {
    Nothing,
    /// What the rules of a grade read of a text, by text and grade.
    Texts(BTreeMap<(usize, usize), Vec<f64>>),
    /// The corpus by the end of the day.
    Members(BTreeMap<i64, Resolved<'s>>),
}

/// What one model came to.
pub struct Run<'m> {
    model: &'m Model,
    /// The scores of each file about members, by the end of the day.
    scored: Vec<BTreeMap<i64, Scored>>,
    totals: Vec<(Graph, NodeId)>,
    /// What came of each case of each file.
    pub tried: Vec<Vec<Tried>>,
}

impl<'s> Bench<'s> {
    /// Reads the texts of all cases, once.
    pub fn new(model: &'s Model, files: &'s [CaseFile], examples: &'s Examples) -> Self {
        let grounds = files.iter().map(|file| match &file.on {
            On::Nothing => Ground::Nothing,
            On::Texts(samples) => Ground::Texts(signals(model, &file.cases, samples)),
            On::Members(corpus, people) => {
                let view = |end| View::at(end, model.window_days);
                let ends = file.cases.iter().map(|case| people[case.on].end);
                Ground::Members(ends.map(|end| (end, Resolved::new(corpus, view(end)))).collect())
            }
        });
        Self { model, files, examples, grounds: grounds.collect() }
    }

    /// Puts all cases to a model.
    pub fn run<'m>(&self, model: &'m Model) -> Run<'m> {
        let mut run = Run::new(model, self.files.len());
        for file in 0..self.files.len() {
            let cases = &self.files[file].cases;
            self.score(file, &mut run);
            run.tried[file] = cases.iter().map(|case| self.try_case(file, case, &run)).collect();
        }
        run
    }

    /// Whether any case or example comes out otherwise with a model than `before`. Of a grade only what it can change is tried.
    pub(super) fn notices(&self, model: &Model, grade: Option<usize>, before: &Before) -> bool {
        let mut run = Run::new(model, self.files.len());
        let examples = self.examples.of.iter().zip(&before.examples);
        let mut own = examples.filter(|(example, _)| grade.is_none_or(|grade| grade == example.grade));
        if own.any(|(example, held)| example.contradiction(&model.grades[example.grade]).is_none() != *held) {
            return true;
        }
        // Texts are quick, members are not.
        let mut order: Vec<usize> = (0..self.files.len()).collect();
        order.sort_by_key(|&file| matches!(self.grounds[file], Ground::Members(_)));
        order.into_iter().any(|file| {
            let mut cases = self.files[file].cases.iter().zip(&before.cases[file]);
            self.score(file, &mut run);
            cases.any(|(case, held)| self.try_case(file, case, &run).holds != *held)
        })
    }

    /// Every rule's value of what a case is about.
    pub fn values(&self, run: &Run<'_>, file: usize, case: usize) -> Values {
        let case = &self.files[file].cases[case];
        match case.asked {
            Asked::Grade(grade) | Asked::TextRule(grade, _) => {
                let plan = &run.model.grades[grade];
                of_text(plan, &row::values(&plan.graph, self.read_of(file, case.on, grade)))
            }
            Asked::Score | Asked::Pillar(_) | Asked::MemberRule(..) => {
                let (scored, member) = self.member(file, case.on, run);
                of_member(run.model, scored, member)
            }
        }
    }

    /// The values of all nodes of the graph that a case goes through.
    pub(super) fn nodes(&self, run: &Run<'_>, file: usize, case: &Case) -> Vec<f64> {
        match case.asked {
            Asked::Grade(grade) | Asked::TextRule(grade, _) => {
                row::values(&run.model.grades[grade].graph, self.read_of(file, case.on, grade))
            }
            Asked::Score | Asked::Pillar(_) | Asked::MemberRule(..) => {
                let (scored, member) = self.member(file, case.on, run);
                let inputs: Vec<f64> = scored.inputs.iter().map(|column| column[member]).collect();
                row::values(&run.model.member, &inputs)
            }
        }
    }

    /// What the rules of a grade read of a text.
    fn read_of(&self, file: usize, sample: usize, grade: usize) -> &[f64] {
        match &self.grounds[file] {
            Ground::Texts(read) => &read[&(sample, grade)],
            Ground::Nothing | Ground::Members(_) => &[],
        }
    }

    /// Scores the members that a file is about, if it is about any.
    fn score(&self, file: usize, run: &mut Run<'_>) {
        let Ground::Members(days) = &self.grounds[file] else { return };
        let On::Members(corpus, _) = &self.files[file].on else { return };
        let request = Request { keep_inputs: true };
        for (&end, resolved) in days {
            let scored = if run.model.window_days == self.model.window_days {
                Reading::new(run.model, resolved).score(request)
            } else {
                let seen = Resolved::new(corpus, View::at(end, run.model.window_days));
                Reading::new(run.model, &seen).score(request)
            };
            run.scored[file].insert(end, scored);
        }
    }

    /// The scores among which a person is, and its place.
    fn member<'r>(&self, file: usize, person: usize, run: &'r Run<'_>) -> (&'r Scored, usize) {
        let On::Members(_, people) = &self.files[file].on else { unreachable!("a case about a member") };
        let scored = &run.scored[file][&people[person].end];
        (scored, scored.scores.find(&people[person].member).expect("a member of the roster"))
    }

    fn try_case(&self, file: usize, case: &Case, run: &Run<'_>) -> Tried {
        let of = |on: usize| match case.asked {
            Asked::Grade(grade) => {
                let read = self.read_of(file, on, grade);
                let (graph, total) = &run.totals[grade];
                Some(row::values(graph, read)[total.index()]).filter(|grade| !grade.is_nan())
            }
            Asked::TextRule(grade, rule) => {
                credit(&run.model.grades[grade], rule, self.read_of(file, on, grade))
            }
            Asked::Score => {
                let (scored, member) = self.member(file, on, run);
                // Without any evidence there is no score.
                Some(scored.scores.score[member].value()).filter(|_| scored.scores.coverage[member] > 0.0)
            }
            Asked::Pillar(pillar) => {
                let (scored, member) = self.member(file, on, run);
                scored.scores.pillars[pillar].points[member].map(Points::value)
            }
            Asked::MemberRule(pillar, rule) => {
                let (scored, member) = self.member(file, on, run);
                scored.scores.pillars[pillar].rules[rule].points.at(member).map(Points::value)
            }
        };
        let (came, beside) = (of(case.on), case.beside.and_then(of));
        Tried { came, beside, holds: case.expect.holds(came, beside) }
    }
}

/// Which cases and examples held before a number was changed.
pub(super) struct Before {
    pub(super) cases: Vec<Vec<bool>>,
    pub(super) examples: Vec<bool>,
}

impl<'m> Run<'m> {
    fn new(model: &'m Model, files: usize) -> Self {
        Self {
            model,
            scored: (0..files).map(|_| BTreeMap::new()).collect(),
            totals: model.grades.iter().map(GradePlan::total).collect(),
            tried: vec![Vec::new(); files],
        }
    }

    /// How many cases hold, and how many do not.
    pub fn counts(&self) -> (usize, usize) {
        let all: usize = self.tried.iter().map(Vec::len).sum();
        let held = self.tried.iter().flatten().filter(|tried| tried.holds).count();
        (held, all - held)
    }
}

/// A rule's credit; `None` without evidence.
fn credit(plan: &GradePlan, rule: usize, inputs: &[f64]) -> Option<f64> {
    let values = row::values(&plan.graph, inputs);
    let Rule { value, evidence, .. } = plan.rules[rule];
    (values[evidence.index()] == 1.0).then(|| values[value.index()])
}

/// What the rules of grades read of the texts that cases ask them about.
fn signals(model: &Model, cases: &[Case], samples: &[Sample]) -> BTreeMap<(usize, usize), Vec<f64>> {
    let mut all = BTreeMap::new();
    for (grade, plan) in model.grades.iter().enumerate() {
        let of = |case: &&Case| matches!(case.asked, Asked::Grade(g) | Asked::TextRule(g, _) if g == grade);
        let mut asked: Vec<usize> =
            cases.iter().filter(of).flat_map(|case| [Some(case.on), case.beside]).flatten().collect();
        asked.sort_unstable();
        asked.dedup();
        let columns = Grader::grade(model, None, &plan.inputs).run_as(
            asked.len(),
            |i| &samples[asked[i]].text,
            |i| samples[asked[i]].language,
        );
        for (row, sample) in asked.into_iter().enumerate() {
            all.insert((sample, grade), columns.iter().map(|column| column[row]).collect());
        }
    }
    all
}
