//! How much of its points a formula gives: none, in full, or something in between.

use ssi_expr::NodeId;
use ssi_expr::op::{Binary, Op};

use super::average::average;
use super::curve::curve_words;
use super::unit::Unit;
use super::{Said, Speaker};

impl Speaker<'_> {
    /// What a node gives of the points; parts are taken apart `depth` times.
    pub(super) fn credit(&self, node: NodeId, depth: u8) -> Said {
        let Some(depth) = depth.checked_sub(1) else {
            return Said::Line(format!("as much as `{}` says", self.formula(node)));
        };
        let parts = |nodes: &[NodeId]| nodes.iter().map(|n| self.credit(*n, depth)).collect::<Vec<Said>>();
        if let Some(found) = average(self.graph, node) {
            return self.mean(&found, depth);
        }
        if self.is_condition(node) {
            return Said::Line(format!("in full where {}, else none", self.holds(node)));
        }
        match self.op(node) {
            Op::Const(number) => Said::Line(portion(number.0)),
            Op::Curve(curve, x) => {
                let unit = self.unit(x);
                let scale = if unit == Unit::Grade { " (of 100)" } else { "" };
                Said::Line(format!("{}{scale}: {}", self.noun(x), curve_words(curve, self.bounds(x), unit)))
            }
            Op::Binary(Binary::Mul, ..) if self.is_credit(node, 6) => {
                let mut factors = Vec::new();
                self.factors(node, &mut factors);
                Said::Parts("multiplied with one another:".to_owned(), parts(&factors))
            }
            Op::Binary(f @ (Binary::Min | Binary::Max), a, b) if self.is_credit(node, 6) => {
                let head = if f == Binary::Min { "whichever gives less:" } else { "whichever gives more:" };
                Said::Parts(head.to_owned(), parts(&[a, b]))
            }
            Op::Binary(Binary::OrElse, a, b) if self.is_credit(node, 6) => {
                Said::Parts("the first of these that is known:".to_owned(), parts(&[a, b]))
            }
            Op::Select(c, a, b) if self.is_credit(node, 6) => {
                let yes = prefixed(&format!("where {}: ", self.holds(c)), self.credit(a, depth));
                let no = prefixed("else: ", self.credit(b, depth));
                Said::Parts("it depends:".to_owned(), vec![yes, no])
            }
            _ => {
                let (noun, unit) = (self.noun(node), self.unit(node));
                let full = unit.alone(1.0);
                Said::Line(format!("in proportion to {noun}: none at {}, in full at {full}", unit.shown(0.0)))
            }
        }
    }

    fn mean(&self, found: &[(f64, NodeId)], depth: u8) -> Said {
        let all: f64 = found.iter().map(|(share, _)| share).sum();
        let alike = found.iter().all(|(share, _)| *share == found[0].0);
        let part = |(share, node): &(f64, NodeId)| {
            let said = self.credit(*node, depth);
            if alike { said } else { prefixed(&format!("{share} of {all}: "), said) }
        };
        let head = if alike {
            "the mean of the parts that have data:"
        } else {
            "the weighted mean of the parts that have data:"
        };
        Said::Parts(head.to_owned(), found.iter().map(part).collect())
    }

    /// Whether a node says how much is given, so that it can be taken apart into such.
    fn is_credit(&self, node: NodeId, depth: u8) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let both = |a: NodeId, b: NodeId| self.is_credit(a, depth) && self.is_credit(b, depth);
        match self.op(node) {
            Op::Const(number) => number.0.is_nan() || (0.0..=1.0).contains(&number.0),
            Op::Binary(Binary::Mul | Binary::Min | Binary::Max | Binary::OrElse, a, b) => both(a, b),
            Op::Select(_, a, b) if average(self.graph, node).is_none() => both(a, b),
            Op::Curve(..) | Op::Select(..) => true,
            _ => self.is_condition(node) || self.unit(node) != Unit::Plain,
        }
    }

    fn factors(&self, node: NodeId, found: &mut Vec<NodeId>) {
        match self.op(node) {
            Op::Binary(Binary::Mul, a, b) if !self.is_condition(node) => {
                self.factors(a, found);
                self.factors(b, found);
            }
            _ => found.push(node),
        }
    }
}

fn prefixed(prefix: &str, said: Said) -> Said {
    match said {
        Said::Line(line) => Said::Line(format!("{prefix}{line}")),
        Said::Parts(head, parts) => Said::Parts(format!("{prefix}{head}"), parts),
    }
}

/// A written number as a part of the points.
fn portion(number: f64) -> String {
    match number {
        n if n.is_nan() => "no data".to_owned(),
        n if n <= 0.0 => "none".to_owned(),
        n if n >= 1.0 => "in full".to_owned(),
        0.5 => "half".to_owned(),
        n => Unit::Share.shown(n),
    }
}
