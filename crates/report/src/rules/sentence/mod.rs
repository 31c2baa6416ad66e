//! What a rule does, as English sentences made from its formula, so that they are true whatever its comment says.

mod average;
mod condition;
mod credit;
mod curve;
mod noun;
mod reads;
mod unit;

use ssi_corpus::tables::TABLES;
use ssi_expr::op::{Binary, Op};
use ssi_expr::{Graph, NodeId, render};
use ssi_rules::{GradePlan, MemberInput, Model, Rule, Source, TextWant, Vocabulary};

pub(crate) use reads::reads;

/// What is said of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    /// One sentence, without its full stop.
    Line(String),
    /// Words that end in a colon, and the parts they speak of.
    Parts(String, Vec<Said>),
}

impl Said {
    /// All of it in one line.
    pub(crate) fn flat(&self) -> String {
        match self {
            Self::Line(line) => line.clone(),
            Self::Parts(head, parts) => {
                let part = |(i, part): (usize, &Self)| format!("({}) {}", i + 1, part.flat());
                let parts: Vec<String> = parts.iter().enumerate().map(part).collect();
                format!("{head} {}", parts.join("; "))
            }
        }
    }

    /// The head or the sentence, then the parts with their depth from 1.
    pub(crate) fn lines(&self) -> Vec<(usize, String)> {
        match self {
            Self::Line(line) => vec![(0, format!("{}.", capital(line)))],
            Self::Parts(head, parts) => {
                let mut lines = vec![(0, capital(head))];
                for part in parts {
                    lines.extend(part.lines().into_iter().map(|(depth, line)| (depth + 1, line)));
                }
                lines
            }
        }
    }
}

/// Where the inputs of a formula come from.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    Text(&'a [TextWant]),
    Row(usize, &'a [Source]),
    Member(&'a [MemberInput]),
}

/// Somebody who can put formulas of one graph into words.
#[derive(Clone, Copy)]
pub(crate) struct Speaker<'a> {
    pub(crate) model: &'a Model,
    pub(crate) words: &'a Vocabulary,
    pub(crate) graph: &'a Graph,
    pub(crate) scope: Scope<'a>,
}

/// What a rule does with its points.
pub(crate) fn said(model: &Model, words: &Vocabulary, rule: &Rule) -> Said {
    let speaker = Speaker::of(model, words, rule);
    speaker.credit(credit(speaker.graph, rule.value), 6)
}

/// A rule's formula as its author could have written it.
pub(crate) fn formula(model: &Model, words: &Vocabulary, rule: &Rule) -> String {
    let speaker = Speaker::of(model, words, rule);
    let credit = credit(speaker.graph, rule.value);
    // An average is a long sum in the graph, and one word in the rules.
    let Some(parts) = average::average(speaker.graph, credit) else { return speaker.formula(credit) };
    if parts.iter().all(|(share, _)| *share == 1.0) {
        let parts: Vec<String> = parts.iter().map(|(_, part)| speaker.formula(*part)).collect();
        return format!("average([{}])", parts.join(", "));
    }
    let part = |(share, part): &(f64, NodeId)| format!("[{}, {share}]", speaker.formula(*part));
    format!("weighted_average([{}])", parts.iter().map(part).collect::<Vec<_>>().join(", "))
}

/// What a rule weighs, without the hold between 0 and 1 and the "nothing there earns nothing" that every rule has.
fn credit(graph: &Graph, value: NodeId) -> NodeId {
    let is = |node: NodeId, number: f64| graph.constant_of(node) == Some(number);
    let Op::Binary(Binary::OrElse, held, zero) = graph.node(value).op else { return value };
    let Op::Binary(Binary::Min, raised, one) = graph.node(held).op else { return value };
    let Op::Binary(Binary::Max, credit, low) = graph.node(raised).op else { return value };
    if is(zero, 0.0) && is(one, 1.0) && is(low, 0.0) { credit } else { value }
}

impl<'a> Speaker<'a> {
    pub(crate) fn of(model: &'a Model, words: &'a Vocabulary, rule: &Rule) -> Self {
        let has = |plan: &&GradePlan| plan.rules.iter().any(|r| r.id == rule.id);
        match model.grades.iter().find(has) {
            Some(plan) => Self { model, words, graph: &plan.graph, scope: Scope::Text(&plan.inputs) },
            None => Self { model, words, graph: &model.member, scope: Scope::Member(&model.member_inputs) },
        }
    }

    /// The speaker for the rows of a table.
    pub(crate) fn of_rows(self, table: usize) -> Self {
        let plan = &self.model.tables[table];
        Self { graph: &plan.graph, scope: Scope::Row(table, &plan.inputs), ..self }
    }

    pub(crate) fn op(&self, node: NodeId) -> Op {
        self.graph.node(node).op
    }

    pub(crate) fn is(&self, node: NodeId, number: f64) -> bool {
        self.graph.constant_of(node) == Some(number)
    }

    /// A node as rules write it, for what has no short words.
    pub(crate) fn formula(&self, node: NodeId) -> String {
        render::formula(self.graph, node, &|input| match self.scope {
            Scope::Text(wants) => wants[input as usize].written(self.words, &self.model.phrases),
            Scope::Row(table, sources) => self.source_written(table, &sources[input as usize]),
            Scope::Member(inputs) => match &inputs[input as usize] {
                MemberInput::Aggregate(a) => self.model.aggregates[*a].written.clone(),
                MemberInput::Evidence(a) => format!("{}.known()", self.model.aggregates[*a].written),
                MemberInput::Profile(source) => {
                    format!("profile.{}", self.source_written(self.words.profile, source))
                }
            },
        })
    }

    pub(crate) fn source_written(&self, table: usize, source: &Source) -> String {
        let columns = TABLES[table].columns;
        match source {
            Source::Column(c) => columns[*c].id.to_owned(),
            Source::Present(c) => format!("{}.known()", columns[*c].id),
            Source::LabelIs(c, text) => format!("{} == \"{text}\"", columns[*c].id),
            Source::Grade(c) if self.is_the_text(table, *c) => "grade".to_owned(),
            Source::Grade(c) => format!("{}.grade", columns[*c].id),
            Source::Signal(c, want) => {
                let signal = want.written(self.words, &self.model.phrases);
                if self.is_the_text(table, *c) { signal } else { format!("{}.{signal}", columns[*c].id) }
            }
        }
    }

    /// Whether a column is what a row of its table says, so that nobody has to name it.
    pub(crate) fn is_the_text(&self, table: usize, column: usize) -> bool {
        table != self.words.profile && self.words.tables[table].text() == Some(column)
    }
}

/// With a capital letter in front.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
