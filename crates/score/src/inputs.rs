//! What the rules of the pillars read of members, and what it is made of: kept columns are found again by that.

use std::borrow::Cow;
use std::fmt::Write as _;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use ssi_corpus::resolve::View;
use ssi_corpus::tables::{Kind, PROFILE, TABLES};
use ssi_expr::{Graph, NodeId, Op};
use ssi_rules::{Aggregate, Measure, MemberInput, Model, PhraseList, Rule, Source, TextWant};
use ssi_text::SIGNALS;

use crate::cells::Cells;

/// For each of [`Model::member_inputs`] a column over all members, as far as they are known.
///
/// Weights and curves of the pillars' rules come after them, so a model with others finds the same columns.
#[derive(Default)]
pub struct Inputs<'a> {
    columns: Vec<Option<Cells<'a>>>,
    /// Which of them were known from before.
    recalled: Vec<bool>,
}

impl<'a> Inputs<'a> {
    /// Nothing is known of what a model reads.
    pub fn unknown(model: &Model) -> Self {
        let columns = model.member_inputs.iter().map(|_| None).collect();
        Self { columns, recalled: vec![false; model.member_inputs.len()] }
    }

    /// What was kept under the [`names`](Self::names) of the columns; one of another length than there are members is none.
    pub fn recall(names: &[String], members: usize, kept: impl Fn(&str) -> Option<Vec<f64>> + Sync) -> Self {
        let column = |name: &String| match kept(name)? {
            one if one.len() == 1 => Some(Cells::Same(one[0])),
            all if all.len() == members => Some(Cells::Slice(all.into())),
            _ => None,
        };
        let columns: Vec<_> = names.par_iter().map(column).collect();
        Self { recalled: columns.iter().map(Option::is_some).collect(), columns }
    }

    /// The columns of another model that have the same [`names`](Self::names), `known` under `theirs`; nothing is copied.
    pub fn as_in(known: &'a Inputs<'_>, theirs: &[String], names: &[String]) -> Self {
        let places: FxHashMap<&str, usize> = theirs.iter().map(String::as_str).zip(0..).collect();
        let column = |name: &String| {
            let cells = known.columns[*places.get(name.as_str())?].as_ref()?;
            Some(borrowed(Some(cells)))
        };
        let columns: Vec<_> = names.iter().map(column).collect();
        Self { recalled: columns.iter().map(Option::is_some).collect(), columns }
    }

    /// Recalls what is not known yet.
    pub fn recall_missing(
        &mut self,
        names: &[String],
        members: usize,
        kept: impl Fn(&str) -> Option<Vec<f64>> + Sync,
    ) {
        let missing: Vec<usize> = (0..names.len()).filter(|&place| self.columns[place].is_none()).collect();
        let wanted: Vec<String> = missing.iter().map(|&place| names[place].clone()).collect();
        for (place, cells) in missing.into_iter().zip(Inputs::recall(&wanted, members, kept).columns) {
            self.recalled[place] = cells.is_some();
            self.columns[place] = cells;
        }
    }

    /// Hands out the columns that were not recalled, with their names.
    pub fn keep(&self, names: &[String], keep: impl Fn(&str, &[f64]) + Sync) {
        let new = self.columns.par_iter().zip(&self.recalled).zip(names).filter(|((_, old), _)| !**old);
        new.for_each(|((column, _), name)| match column {
            Some(Cells::Slice(all)) => keep(name, all),
            Some(Cells::Same(value)) => keep(name, &[*value]),
            None => {}
        });
    }

    /// Whether nothing has to be read any more.
    pub fn is_complete(&self) -> bool {
        self.columns.iter().all(Option::is_some)
    }

    /// How many aggregates of a model were recalled, and how many it has.
    pub fn aggregates(&self, model: &Model) -> (usize, usize) {
        let is = |a: usize| {
            let mut own =
                model.member_inputs.iter().zip(&self.recalled).filter(|(input, _)| of(input) == Some(a));
            own.all(|(_, recalled)| *recalled)
        };
        let all = model.aggregates.len();
        ((0..all).filter(|&a| is(a)).count(), all)
    }

    /// The aggregates of a table that are not known, by their places.
    pub(crate) fn missing(&self, model: &Model, table: usize) -> Vec<usize> {
        let missing = |&a: &usize| {
            let mut own =
                model.member_inputs.iter().zip(&self.columns).filter(|(input, _)| of(input) == Some(a));
            model.aggregates[a].table == table && own.any(|(_, column)| column.is_none())
        };
        (0..model.aggregates.len()).filter(missing).collect()
    }

    /// The columns of the members' own rows that are not known, by the places of the inputs.
    pub(crate) fn missing_of_profile<'m>(&self, model: &'m Model) -> Vec<(usize, &'m Source)> {
        let missing = model.member_inputs.iter().enumerate().filter_map(|(place, input)| match input {
            MemberInput::Profile(source) if self.columns[place].is_none() => Some((place, source)),
            _ => None,
        });
        missing.collect()
    }

    /// Puts a column in its place, unless one is there.
    pub(crate) fn put(&mut self, place: usize, cells: Cells<'static>) {
        self.columns[place].get_or_insert(cells);
    }

    /// All columns; `nothing` stands for those that nothing told of.
    pub(crate) fn fill(&mut self, nothing: Vec<Cells<'static>>) {
        for (column, nothing) in self.columns.iter_mut().zip(nothing) {
            column.get_or_insert(nothing);
        }
    }

    /// The columns, once all are known.
    pub(crate) fn all(&self) -> Vec<Cells<'_>> {
        self.columns.iter().map(|cells| borrowed(cells.as_ref())).collect()
    }

    /// The same, given away.
    pub(crate) fn into_all(self) -> Vec<Cells<'a>> {
        self.columns.into_iter().map(|cells| cells.unwrap_or(Cells::Same(f64::NAN))).collect()
    }

    /// What each column is made of, of the same files seen from one day: two columns of one name are the same to the last bit.
    ///
    /// A name tells the expressions behind a column and all of the model that lies behind those, but neither the weights and curves
    /// that come after nor where in a file anything is written. `heard` names all that is read off texts: [`Ear`](crate::Ear)'s name.
    pub fn names(model: &Model, view: View, heard: &str) -> Vec<String> {
        // The usual language of an author is told by all texts that are read.
        let common = format!("{} {} {}\n{heard}", view.end, view.seen, model.window_days);
        let common = blake3::hash(common.as_bytes()).to_hex();
        let makings = Makings { model, lists: model.phrases.iter().map(of_list).collect() };
        let one = |input: &MemberInput| {
            let made_of = match input {
                MemberInput::Aggregate(a) => format!("value {}", makings.of_aggregate(&model.aggregates[*a])),
                MemberInput::Evidence(a) => {
                    format!("evidence {}", makings.of_aggregate(&model.aggregates[*a]))
                }
                MemberInput::Profile(source) => format!("profile {}", makings.of_source(PROFILE, source)),
            };
            format!("{common} {}", blake3::hash(made_of.as_bytes()).to_hex())
        };
        model.member_inputs.par_iter().map(one).collect()
    }
}

/// For each rule of the pillars what it is made of: two rules of one name credit every member alike, whatever they weigh. `inputs` are
/// the [`names`](Inputs::names) of what the model reads.
pub(crate) fn rule_names(model: &Model, inputs: &[String]) -> Vec<String> {
    let input = |place: u32| inputs[place as usize].clone();
    let name = |rule: &Rule| {
        let parts = [rule.value, rule.evidence].map(|node| of_node(&model.member, node, &input));
        blake3::hash(parts.join("evidence\n").as_bytes()).to_hex().to_string()
    };
    model.pillars.iter().flat_map(|pillar| &pillar.rules).map(name).collect()
}

/// Whether two models grade every text alike: then texts that were heard for one of them can be scored with the other, if both ask the
/// same of texts.
pub fn graded_alike(one: &Model, other: &Model) -> bool {
    let grades = |model: &Model| -> Vec<(String, String)> {
        let makings = Makings { model, lists: model.phrases.iter().map(of_list).collect() };
        let of = |grade: &ssi_rules::GradePlan| {
            let (graph, total) = grade.total();
            let want = |input: u32| makings.of_want(grade.inputs[input as usize]);
            (grade.kind.clone(), of_node(&graph, total, &want))
        };
        model.grades.iter().map(of).collect()
    };
    grades(one) == grades(other)
}

fn borrowed<'a>(cells: Option<&'a Cells<'_>>) -> Cells<'a> {
    match cells {
        Some(Cells::Slice(all)) => Cells::Slice(Cow::Borrowed(all)),
        Some(Cells::Same(value)) => Cells::Same(*value),
        None => Cells::Same(f64::NAN),
    }
}

/// The aggregate that an input is of.
fn of(input: &MemberInput) -> Option<usize> {
    match input {
        MemberInput::Aggregate(a) | MemberInput::Evidence(a) => Some(*a),
        MemberInput::Profile(_) => None,
    }
}

/// What columns are made of, in writing.
struct Makings<'m> {
    model: &'m Model,
    /// A digest of each phrase list.
    lists: Vec<String>,
}

impl Makings<'_> {
    fn of_aggregate(&self, a: &Aggregate) -> String {
        let plan = &self.model.tables[a.table];
        let source = |input: u32| self.of_source(a.table, &plan.inputs[input as usize]);
        let expression = |node: NodeId| of_node(&plan.graph, node, &source);
        let measure = match a.measure {
            Measure::Row => "row".to_owned(),
            Measure::Value(node) => expression(node),
            Measure::Label(column) => format!("label {column}"),
        };
        let [filter, evidence] = [a.filter, a.evidence].map(|node| node.map(expression));
        format!("{} {:?} {:?}\n{measure}\n{filter:?}\n{evidence:?}", TABLES[a.table].id, a.kind, a.window)
    }

    fn of_source(&self, table: usize, source: &Source) -> String {
        match source {
            Source::Grade(column) => {
                let Kind::Text(kind) = TABLES[table].columns[*column].kind else { return String::new() };
                let Some(grade) = self.model.grade(kind) else { return format!("no grade {column}") };
                let (graph, total) = grade.total();
                let want = |input: u32| self.of_want(grade.inputs[input as usize]);
                format!("grade {column} {}", of_node(&graph, total, &want))
            }
            Source::Signal(column, want) => format!("signal {column} {}", self.of_want(*want)),
            Source::Column(_) | Source::LabelIs(..) | Source::Present(_) => format!("{source:?}"),
        }
    }

    fn of_want(&self, want: TextWant) -> String {
        match want {
            TextWant::Signal(signal) => SIGNALS[signal].id.to_owned(),
            TextWant::PhraseHits(list) => format!("hits {}", self.lists[list]),
            TextWant::PhraseCoverage(list) => format!("share {}", self.lists[list]),
        }
    }
}

/// A digest of a list and all its phrases.
fn of_list(list: &PhraseList) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    };
    add(&list.id);
    for part in &list.parts {
        add(part.language.as_deref().unwrap_or_default());
        add(&part.phrases.len().to_string());
        part.phrases.iter().for_each(|phrase| add(phrase));
    }
    hasher.finalize().to_hex().to_string()
}

/// An expression, a node a line; equal ones are written alike, whatever else their graphs hold.
fn of_node(graph: &Graph, node: NodeId, input: &dyn Fn(u32) -> String) -> String {
    let mut number = vec![None; node.index() + 1];
    number[node.index()] = Some(0);
    for index in (0..=node.index()).rev() {
        if number[index].is_some() {
            graph.nodes()[index].op.operands().for_each(|operand| number[operand.index()] = Some(0));
        }
    }
    let (mut written, mut next) = (String::new(), 0);
    for index in 0..=node.index() {
        if number[index].is_none() {
            continue;
        }
        number[index] = Some(next);
        next += 1;
        let of = |node: NodeId| number[node.index()].unwrap_or_default();
        let _ = match graph.nodes()[index].op {
            Op::Const(value) => writeln!(written, "{:x}", value.0.to_bits()),
            Op::Input(place) => writeln!(written, "input {}", input(place)),
            Op::Unary(how, a) => writeln!(written, "{how:?} {}", of(a)),
            Op::Binary(how, a, b) => writeln!(written, "{how:?} {} {}", of(a), of(b)),
            Op::Select(a, b, c) => writeln!(written, "select {} {} {}", of(a), of(b), of(c)),
            Op::Curve(curve, a) => writeln!(written, "{curve:?} {}", of(a)),
        };
    }
    written
}
