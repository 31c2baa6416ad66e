//! How the numbers of a quantity are shown, and how low it can be.

use ssi_corpus::tables::{Kind, TABLES};
use ssi_expr::op::{Binary, Op, Unary};
use ssi_expr::{NodeId, interval};
use ssi_rules::{AggregateKind as K, Measure, MemberInput, Source, TextWant};
use ssi_text::SIGNALS;

use super::{Scope, Speaker};

/// What the numbers of a quantity count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// As they are.
    Plain,
    /// A part of a whole, shown in percent.
    Share,
    /// A grade, shown as 0 to 100.
    Grade,
}

impl Unit {
    /// A number of this unit, without saying what a grade is out of.
    pub(super) fn shown(self, number: f64) -> String {
        let hundredfold = || ((number * 1e11).round() / 1e9).to_string();
        match self {
            Self::Plain => number.to_string(),
            Self::Share => format!("{} %", hundredfold()),
            Self::Grade => hundredfold(),
        }
    }

    /// A number of this unit that says all by itself.
    pub(super) fn alone(self, number: f64) -> String {
        match self {
            Self::Grade => format!("{} of 100", self.shown(number)),
            _ => self.shown(number),
        }
    }
}

impl Speaker<'_> {
    /// What the numbers of a node count in.
    pub(super) fn unit(&self, node: NodeId) -> Unit {
        let of_two = |a: NodeId, b: NodeId| {
            let constant = |n: NodeId| self.graph.constant_of(n).is_some();
            match (constant(a), constant(b)) {
                (false, true) => self.unit(a),
                (true, false) => self.unit(b),
                _ if self.unit(a) == self.unit(b) => self.unit(a),
                _ => Unit::Plain,
            }
        };
        match self.op(node) {
            Op::Input(input) => self.unit_of_input(input as usize),
            Op::Unary(Unary::Neg | Unary::Abs, a) => self.unit(a),
            Op::Binary(Binary::Add | Binary::Sub, a, b) if self.unit(a) == self.unit(b) => self.unit(a),
            Op::Binary(Binary::OrElse | Binary::Min | Binary::Max, a, b) | Op::Select(_, a, b) => {
                of_two(a, b)
            }
            _ => Unit::Plain,
        }
    }

    fn unit_of_input(&self, input: usize) -> Unit {
        match self.scope {
            Scope::Text(wants) => of_want(wants[input]),
            Scope::Row(table, sources) => of_source(table, &sources[input]),
            Scope::Member(inputs) => match &inputs[input] {
                MemberInput::Profile(source) => of_source(self.words.profile, source),
                MemberInput::Evidence(_) => Unit::Plain,
                MemberInput::Aggregate(a) => {
                    let aggregate = &self.model.aggregates[*a];
                    match (aggregate.kind, aggregate.measure) {
                        (K::Share | K::TopShare, _) => Unit::Share,
                        (K::Mean | K::Min | K::Max | K::Median, Measure::Value(node)) => {
                            self.of_rows(aggregate.table).unit(node)
                        }
                        _ => Unit::Plain,
                    }
                }
            },
        }
    }

    /// The lowest and the highest value that a node can have.
    pub(super) fn bounds(&self, node: NodeId) -> interval::Bounds {
        let all = interval::bounds(self.graph, |input| match self.scope {
            Scope::Text(wants) => self.bounds_of_want(wants[input as usize]),
            Scope::Row(table, sources) => self.bounds_of_source(table, &sources[input as usize]),
            Scope::Member(inputs) => match &inputs[input as usize] {
                MemberInput::Profile(source) => self.bounds_of_source(self.words.profile, source),
                MemberInput::Evidence(_) => (0.0, 1.0),
                MemberInput::Aggregate(a) => self.bounds_of_aggregate(*a),
            },
        });
        all[node.index()]
    }

    fn bounds_of_aggregate(&self, aggregate: usize) -> interval::Bounds {
        let aggregate = &self.model.aggregates[aggregate];
        match (aggregate.kind, aggregate.measure) {
            (K::Share | K::TopShare | K::Spread, _) => (0.0, 1.0),
            (K::Mean | K::Min | K::Max | K::Median, Measure::Value(node)) => {
                self.of_rows(aggregate.table).bounds(node)
            }
            (K::Sum, Measure::Value(node)) => {
                let (low, high) = self.of_rows(aggregate.table).bounds(node);
                let end = |zero: bool, open: f64| if zero { 0.0 } else { open };
                (end(low >= 0.0, f64::NEG_INFINITY), end(high <= 0.0, f64::INFINITY))
            }
            (K::SlopePerWeek, _) => (f64::NEG_INFINITY, f64::INFINITY),
            _ => (0.0, f64::INFINITY),
        }
    }

    fn bounds_of_want(&self, want: TextWant) -> interval::Bounds {
        match want {
            TextWant::Signal(signal) => self.words.signals[signal].range,
            TextWant::PhraseHits(_) => (0.0, f64::INFINITY),
            TextWant::PhraseCoverage(_) => (0.0, 1.0),
        }
    }

    fn bounds_of_source(&self, table: usize, source: &Source) -> interval::Bounds {
        match source {
            Source::Column(c) => match TABLES[table].columns[*c].kind {
                Kind::Number(low, high) => (low, high),
                _ => (0.0, 1.0),
            },
            Source::LabelIs(..) | Source::Grade(_) | Source::Present(_) => (0.0, 1.0),
            Source::Signal(_, want) => self.bounds_of_want(*want),
        }
    }
}

fn of_want(want: TextWant) -> Unit {
    match want {
        TextWant::Signal(signal) if SIGNALS[signal].unit == ssi_text::Unit::Share => Unit::Share,
        TextWant::PhraseCoverage(_) => Unit::Share,
        _ => Unit::Plain,
    }
}

fn of_source(table: usize, source: &Source) -> Unit {
    match source {
        Source::Grade(_) => Unit::Grade,
        Source::Signal(_, want) => of_want(*want),
        Source::Column(c) if TABLES[table].columns[*c].kind == Kind::Number(0.0, 1.0) => Unit::Share,
        _ => Unit::Plain,
    }
}
