//! What cases reach: rules that none of them names, and the ends of curves to which they go.

use std::collections::{BTreeMap, BTreeSet};

use ssi_expr::{Curve, Graph, NodeId, Op, Place, row};
use ssi_rules::{Model, Pack, Rule};

use super::bench::{Bench, Run};
use super::cases::{Asked, CaseFile};
use super::examples::Examples;

/// A part of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// No credit; of a hump, on the side of too little.
    Nothing,
    /// Some of the credit.
    Between,
    /// All of the credit.
    Full,
    /// Some of it beyond a hump.
    Falling,
    /// None of it beyond a hump.
    TooMuch,
}

/// A curve of a rule, and the parts of it that cases go through.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveTried {
    /// The rule.
    pub rule: String,
    /// The curve as it is written.
    pub written: String,
    /// The file of the pack, the line and the column.
    pub place: (String, u32, u32),
    /// Its parts, from the lowest value to the highest of a hump, and whether a case reached each.
    pub parts: Vec<(Part, bool)>,
}

impl CurveTried {
    /// Whether every part was reached.
    pub fn is_whole(&self) -> bool {
        self.parts.iter().all(|(_, reached)| *reached)
    }
}

/// What the cases of a pack reach.
///
/// Only what a case names is reached by it: one about a rule reaches the rule and its curves, one about a grade, a pillar or a score
/// neither, for there a rule can be wrong and others make up for it. A rule's own `Good:` and `Bad:` lines name it, too. Rules of packs
/// below are tried there and not counted here.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// How many rules the pack itself has.
    pub rules: usize,
    /// Those that no case and no example names.
    pub untouched: Vec<String>,
    /// The curves of the rules, in the order of the pack; those inside of a row's expression are not followed.
    pub curves: Vec<CurveTried>,
}

/// The ids of the rules that a case names, or that have both a `Good:` and a `Bad:` line.
pub fn touched(model: &Model, files: &[CaseFile]) -> BTreeSet<String> {
    let named = files.iter().flat_map(|file| &file.cases).filter_map(|case| rule(model, case.asked));
    let both = model.rules().filter(|rule| !rule.doc.good.is_empty() && !rule.doc.bad.is_empty());
    // A pillar's rules have no text of their own to be tried on.
    let of_texts = both.filter(|rule| model.grades.iter().flat_map(|g| &g.rules).any(|r| r.id == rule.id));
    named.chain(of_texts).map(|rule| rule.id.clone()).collect()
}

fn rule(model: &Model, asked: Asked) -> Option<&Rule> {
    match asked {
        Asked::TextRule(grade, rule) => Some(&model.grades[grade].rules[rule]),
        Asked::MemberRule(pillar, rule) => Some(&model.pillars[pillar].rules[rule]),
        Asked::Grade(_) | Asked::Score | Asked::Pillar(_) => None,
    }
}

impl Coverage {
    /// Follows every case and every example through the rule that it names.
    pub fn new(pack: &Pack, bench: &Bench<'_>, run: &Run<'_>) -> Self {
        let model = bench.model;
        let path = |place: Place| model.files.get(place.file as usize).map_or("", |file| &file.path);
        let own = |rule: &&Rule| pack.files.iter().any(|file| file.path == path(rule.place));
        let touched = touched(model, bench.files);
        let mut reached: BTreeMap<(&str, NodeId), BTreeSet<Part>> = BTreeMap::new();
        for (place, file) in bench.files.iter().enumerate() {
            for case in &file.cases {
                let Some(rule) = rule(model, case.asked) else { continue };
                let graph = match case.asked {
                    Asked::TextRule(grade, _) => &model.grades[grade].graph,
                    _ => &model.member,
                };
                follow(graph, rule, &bench.nodes(run, place, case), &mut reached);
            }
        }
        follow_examples(model, bench.examples, &mut reached);
        let grades = model.grades.iter().flat_map(|g| g.rules.iter().map(move |rule| (&g.graph, rule)));
        let pillars = model.pillars.iter().flat_map(|p| p.rules.iter().map(|rule| (&model.member, rule)));
        let mut all = Vec::new();
        for (graph, rule) in grades.chain(pillars).filter(|(_, rule)| own(rule)) {
            for (node, curve, _) in curves(graph, rule.value) {
                let place = graph.node(node).place;
                let seen = reached.get(&(rule.id.as_str(), node));
                let is = |part: &Part| seen.is_some_and(|seen| seen.contains(part));
                all.push(CurveTried {
                    rule: rule.id.clone(),
                    written: curve.written(),
                    place: (path(place).to_owned(), place.line, place.column),
                    parts: parts(curve).iter().map(|part| (*part, is(part))).collect(),
                });
            }
        }
        let untouched = model.rules().filter(own).filter(|rule| !touched.contains(&rule.id));
        Self {
            rules: model.rules().filter(own).count(),
            untouched: untouched.map(|rule| rule.id.clone()).collect(),
            curves: all,
        }
    }
}

fn follow_examples<'m>(
    model: &'m Model,
    examples: &Examples,
    reached: &mut BTreeMap<(&'m str, NodeId), BTreeSet<Part>>,
) {
    for example in examples.of.iter().filter(|example| example.is_both()) {
        let plan = &model.grades[example.grade];
        for inputs in &example.inputs {
            follow(&plan.graph, &plan.rules[example.rule], &row::values(&plan.graph, inputs), reached);
        }
    }
}

/// Notes where the values of a row stand on the curves of a rule.
fn follow<'m>(
    graph: &Graph,
    rule: &'m Rule,
    values: &[f64],
    reached: &mut BTreeMap<(&'m str, NodeId), BTreeSet<Part>>,
) {
    for (node, curve, operand) in curves(graph, rule.value) {
        let (x, y) = (values[operand.index()], values[node.index()]);
        if !x.is_nan() {
            reached.entry((&rule.id, node)).or_default().insert(part(curve, x, y));
        }
    }
}

/// The curves of an expression, in the order in which they were written, each with what it is over.
fn curves(graph: &Graph, root: NodeId) -> Vec<(NodeId, Curve, NodeId)> {
    let mut open = vec![root];
    let mut seen = BTreeSet::from([root]);
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        let node = graph.node(id);
        if let Op::Curve(curve, over) = node.op {
            found.push((id, curve, over));
        }
        open.extend(node.op.operands().filter(|operand| seen.insert(*operand)));
    }
    found.sort_by_key(|(id, ..)| (graph.node(*id).place, *id));
    found
}

fn part(curve: Curve, x: f64, y: f64) -> Part {
    let beyond = matches!(curve, Curve::Plateau(_, _, full_to, _) if x > full_to.0);
    match (y, beyond) {
        (1.0, _) => Part::Full,
        (0.0, false) => Part::Nothing,
        (0.0, true) => Part::TooMuch,
        (_, false) => Part::Between,
        (_, true) => Part::Falling,
    }
}

/// The parts that a curve has. One whose end lies on the next has nothing between, and all of a saturating one is never reached.
fn parts(curve: Curve) -> Vec<Part> {
    match curve {
        Curve::Ramp(..) | Curve::LogRamp(..) => vec![Part::Nothing, Part::Between, Part::Full],
        Curve::Saturate(_) => vec![Part::Nothing, Part::Between],
        Curve::Plateau(from, full_from, full_to, to) => {
            let mut parts = vec![Part::Nothing];
            if from.0 < full_from.0 {
                parts.push(Part::Between);
            }
            parts.push(Part::Full);
            if full_to.0 < to.0 {
                parts.push(Part::Falling);
            }
            parts.push(Part::TooMuch);
            parts
        }
    }
}
