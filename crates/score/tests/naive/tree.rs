//! What an expression says of one row: a walk from the node down to what it reads.

use std::collections::HashMap;

use ssi_expr::op::{Binary, Real, Unary};
use ssi_expr::{Curve, Graph, NodeId, Op};

/// The expressions of one row; what was worked out once is kept, for a node may be read by many.
pub(crate) struct Tree<'g, 'i> {
    graph: &'g Graph,
    input: &'i dyn Fn(usize) -> f64,
    known: HashMap<NodeId, f64>,
}

impl<'g, 'i> Tree<'g, 'i> {
    pub(crate) fn new(graph: &'g Graph, input: &'i dyn Fn(usize) -> f64) -> Self {
        Self { graph, input, known: HashMap::new() }
    }

    /// The value of a node; NaN where it is missing.
    pub(crate) fn value(&mut self, node: NodeId) -> f64 {
        if let Some(known) = self.known.get(&node) {
            return *known;
        }
        let value = match self.graph.node(node).op {
            Op::Const(Real(value)) => value,
            Op::Input(input) => (self.input)(input as usize),
            Op::Unary(what, a) => unary(what, self.value(a)),
            Op::Binary(what, a, b) => binary(what, self.value(a), self.value(b)),
            Op::Select(condition, yes, no) => match self.value(condition) {
                1.0 => self.value(yes),
                0.0 => self.value(no),
                _ => f64::NAN,
            },
            Op::Curve(along, a) => curve(along, self.value(a)),
        };
        self.known.insert(node, value);
        value
    }

    /// Whether a condition is known to hold.
    pub(crate) fn holds(&mut self, condition: NodeId) -> bool {
        self.value(condition) == 1.0
    }
}

fn number(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

fn unary(what: Unary, a: f64) -> f64 {
    match what {
        Unary::Known => number(!a.is_nan()),
        Unary::Neg => -a,
        Unary::Abs => a.abs(),
        Unary::Sqrt => a.sqrt(),
        Unary::Log if a > -1.0 => a.ln_1p(),
        Unary::Log => f64::NAN,
        Unary::Not => 1.0 - a,
    }
}

fn binary(what: Binary, a: f64, b: f64) -> f64 {
    match what {
        // Three operations may know their result although one side is missing.
        Binary::OrElse => return if a.is_nan() { b } else { a },
        Binary::And if a == 0.0 || b == 0.0 => return 0.0,
        Binary::Or if a == 1.0 || b == 1.0 => return 1.0,
        _ if a.is_nan() || b.is_nan() => return f64::NAN,
        _ => {}
    }
    match what {
        // Of an `or` two are left that do not hold, of an `and` two that do.
        Binary::Add | Binary::Or => a + b,
        Binary::Sub => a - b,
        Binary::Mul | Binary::And => a * b,
        Binary::Div if b == 0.0 => f64::NAN,
        Binary::Div => a / b,
        Binary::Min => {
            if a < b {
                a
            } else {
                b
            }
        }
        Binary::Max => {
            if a > b {
                a
            } else {
                b
            }
        }
        Binary::Less => number(a < b),
        Binary::LessOrEqual => number(a <= b),
        Binary::OrElse => a,
    }
}

/// Lines are climbed by their slope, as the engine does: dividing instead would differ in the last bit.
fn curve(along: Curve, x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let none_below_zero = x.max(0.0);
    match along {
        Curve::Ramp(Real(from), Real(to)) => ((x - from) * (1.0 / (to - from))).clamp(0.0, 1.0),
        Curve::LogRamp(Real(from), Real(to)) => {
            let slope = 1.0 / (to.ln_1p() - from.ln_1p());
            ((none_below_zero.ln_1p() - from.ln_1p()) * slope).clamp(0.0, 1.0)
        }
        Curve::Saturate(_) if x == f64::INFINITY => 1.0,
        Curve::Saturate(Real(half)) => none_below_zero / (none_below_zero + half),
        Curve::Plateau(Real(from), Real(full_from), Real(full_to), Real(to)) => match x {
            _ if full_from <= x && x <= full_to => 1.0,
            _ if x <= from || to <= x => 0.0,
            _ if x < full_from => (x - from) / (full_from - from),
            _ => (to - x) / (to - full_to),
        },
    }
}
