//! Curves that fall over what a member does, so that doing nothing earns in full: mostly two ends that were mixed up.

use std::collections::BTreeSet;

use ssi_expr::op::{Binary, Op, Unary};
use ssi_expr::{Curve, NodeId, Place};

use crate::model::{AggregateKind as K, Measure, MemberInput, Model, Source};
use crate::vocabulary::Vocabulary;

/// A place, what is wrong there, and what to write.
pub(crate) type Found = (Place, String, String);

/// Looks at every rule of the pillars that earns; where a penalty falls, or a curve over gaps and delays, that is meant.
pub(crate) fn check(model: &Model, words: &Vocabulary) -> Vec<Found> {
    let mut falling = Falling { model, words, seen: BTreeSet::new(), found: Vec::new() };
    let rules = model.pillars.iter().flat_map(|p| &p.rules);
    for rule in rules.filter(|r| !r.penalty && r.weight > 0.0) {
        falling.look(rule.value, true);
    }
    falling.found
}

struct Falling<'a> {
    model: &'a Model,
    words: &'a Vocabulary,
    seen: BTreeSet<(usize, bool)>,
    found: Vec<Found>,
}

impl Falling<'_> {
    /// Looks at what makes a credit larger, or smaller where `up` is false.
    fn look(&mut self, id: NodeId, up: bool) {
        if !self.seen.insert((id.index(), up)) {
            return;
        }
        let node = self.model.member.node(id);
        match node.op {
            Op::Curve(curve, of) => match ends(curve) {
                Some((from, to)) if from > to => {
                    if up && curve.at(0.0) >= 1.0 && self.is_doing(of) == Some(true) {
                        let name = if matches!(curve, Curve::LogRamp(..)) { "log_ramp" } else { "ramp" };
                        let message = "this curve falls, so who does nothing earns in full";
                        let help = format!(
                            "write the ends the other way round, as in `.{name}({to}, {from})`; what costs points is a `penalty`"
                        );
                        self.found.push((node.place, message.to_owned(), help));
                    }
                    self.look(of, !up);
                }
                _ => self.look(of, up),
            },
            Op::Unary(Unary::Not, of) => {
                if let (true, Some(flag)) = (up, self.flag(of)) {
                    let message = format!("this earns in full where `{flag}` does not hold");
                    let help = "leave `not` out; what costs points is a `penalty`".to_owned();
                    self.found.push((node.place, message, help));
                }
                self.look(of, !up);
            }
            Op::Unary(Unary::Neg, of) => self.look(of, !up),
            Op::Unary(Unary::Sqrt | Unary::Log, of) => self.look(of, up),
            Op::Binary(Binary::Sub, a, b) => {
                self.look(a, up);
                self.look(b, !up);
            }
            Op::Binary(Binary::Div, a, _) => self.look(a, up),
            Op::Const(_)
            | Op::Input(_)
            | Op::Unary(..)
            | Op::Binary(Binary::Less | Binary::LessOrEqual, ..) => {}
            Op::Binary(_, a, b) | Op::Select(_, a, b) => {
                self.look(a, up);
                self.look(b, up);
            }
        }
    }

    /// Whether a number is 0 for who does nothing and grows with what is done; `None` where it is written out.
    fn is_doing(&self, id: NodeId) -> Option<bool> {
        match self.model.member.node(id).op {
            Op::Const(_) => None,
            Op::Input(input) => Some(match &self.model.member_inputs[input as usize] {
                MemberInput::Aggregate(a) => {
                    let aggregate = &self.model.aggregates[*a];
                    match aggregate.kind {
                        K::Count | K::PerWeek | K::ActiveDays | K::ActiveWeeks | K::Distinct | K::Share => {
                            true
                        }
                        K::Mean => self.is_grade(aggregate.table, aggregate.measure),
                        _ => false,
                    }
                }
                MemberInput::Evidence(_) => false,
                MemberInput::Profile(_) => self.flag(id).is_some(),
            }),
            Op::Unary(Unary::Sqrt | Unary::Log, of) => self.is_doing(of),
            Op::Binary(
                Binary::Add | Binary::Mul | Binary::Div | Binary::Min | Binary::Max | Binary::OrElse,
                a,
                b,
            ) => match (self.is_doing(a), self.is_doing(b)) {
                (Some(a), Some(b)) => Some(a && b),
                (one, other) => one.or(other),
            },
            _ => Some(false),
        }
    }

    fn is_grade(&self, table: usize, measure: Measure) -> bool {
        let Measure::Value(node) = measure else { return false };
        let plan = &self.model.tables[table];
        let Op::Input(input) = plan.graph.node(node).op else { return false };
        matches!(plan.inputs[input as usize], Source::Grade(_))
    }

    /// The name of a flag of the profile that says that something is there, such as `has_photo`.
    fn flag(&self, id: NodeId) -> Option<&str> {
        let Op::Input(input) = self.model.member.node(id).op else { return None };
        let MemberInput::Profile(Source::Column(column)) = self.model.member_inputs[input as usize] else {
            return None;
        };
        let column = &self.words.tables[self.words.profile].columns[column];
        column.id.starts_with("has_").then_some(column.id.as_str())
    }
}

/// Where a curve begins and ends.
fn ends(curve: Curve) -> Option<(f64, f64)> {
    match curve {
        Curve::Ramp(from, to) | Curve::LogRamp(from, to) => Some((from.0, to.0)),
        Curve::Saturate(_) | Curve::Plateau(..) => None,
    }
}
