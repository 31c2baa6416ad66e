//! A model made ready to run: tapes, and which signals of which texts they need.

use rustc_hash::FxHashMap;
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{Kind, TABLES};
use ssi_expr::{NodeId, Tape};
use ssi_rules::{Measure, MemberInput, Model, Source, TextWant};

/// A column of texts: its file and its column there.
pub(crate) type TextKey = (FileId, &'static str);

/// What is wanted of a column of texts.
#[derive(Debug, Default)]
pub(crate) struct TextNeeds {
    /// The rules that grade it, if a grade is wanted.
    pub(crate) grade: Option<usize>,
    /// Signals that rules read directly.
    pub(crate) signals: Vec<TextWant>,
}

/// The row expressions of a table.
#[derive(Debug)]
pub(crate) struct RowTape {
    pub(crate) tape: Tape,
    /// The aggregates that are folded, by their places in the model's list.
    pub(crate) aggregates: Vec<usize>,
    /// The node behind each output.
    pub(crate) outputs: Vec<NodeId>,
}

/// The model, compiled.
#[derive(Debug)]
pub(crate) struct Plan {
    /// One a table that is read.
    pub(crate) rows: Vec<Option<RowTape>>,
    /// For each rule of each pillar, in order: the value and the evidence.
    pub(crate) member: Tape,
    pub(crate) texts: FxHashMap<TextKey, TextNeeds>,
}

/// The text behind a column of a table.
pub(crate) fn text_key(table: usize, column: usize) -> TextKey {
    (TABLES[table].file, TABLES[table].columns[column].id)
}

impl Plan {
    pub(crate) fn new(model: &Model) -> Self {
        let mut texts: FxHashMap<TextKey, TextNeeds> = FxHashMap::default();
        let mut want = |table: usize, source: &Source| match source {
            Source::Grade(column) => {
                let Kind::Text(kind) = TABLES[table].columns[*column].kind else { return };
                let grade = model.grades.iter().position(|g| g.kind == kind);
                texts.entry(text_key(table, *column)).or_default().grade = grade;
            }
            Source::Signal(column, signal) => {
                let needs = texts.entry(text_key(table, *column)).or_default();
                if !needs.signals.contains(signal) {
                    needs.signals.push(*signal);
                }
            }
            Source::Column(_) | Source::LabelIs(..) | Source::Present(_) => {}
        };
        for (table, plan) in model.tables.iter().enumerate() {
            plan.inputs.iter().for_each(|source| want(table, source));
        }
        for input in &model.member_inputs {
            if let MemberInput::Profile(source) = input {
                want(ssi_corpus::tables::PROFILE, source);
            }
        }
        let rows = model.tables.iter().enumerate().map(|(table, plan)| {
            let mut outputs: Vec<NodeId> = Vec::new();
            let of_table = |&place: &usize| model.aggregates[place].table == table;
            let aggregates: Vec<usize> = (0..model.aggregates.len()).filter(of_table).collect();
            for a in aggregates.iter().map(|&place| &model.aggregates[place]) {
                let value = if let Measure::Value(node) = a.measure { Some(node) } else { None };
                outputs.extend([a.evidence, a.filter, value].into_iter().flatten());
            }
            outputs.sort_unstable();
            outputs.dedup();
            let tape = Tape::compile(&plan.graph, &outputs);
            (!aggregates.is_empty()).then_some(RowTape { tape, aggregates, outputs })
        });
        let rules: Vec<NodeId> =
            model.pillars.iter().flat_map(|p| &p.rules).flat_map(|r| [r.value, r.evidence]).collect();
        Self { rows: rows.collect(), member: Tape::compile(&model.member, &rules), texts }
    }
}
