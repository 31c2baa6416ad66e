//! The graph: nodes that share their parts, and the two types of a node.

use rustc_hash::FxHashMap;

use crate::curve::Curve;
use crate::op::{Binary, Op, Real, Unary, select};

/// A node's place in its [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The place as an index; operands always have smaller ones.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where in the rules a node was first written: the number of a file, line and column from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The number of the file in the pack's list.
    pub file: u32,
    /// The line, from 1; 0 where there is none.
    pub line: u32,
    /// The column in characters, from 1; 0 where there is none.
    pub column: u32,
}

/// A node that is a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number(NodeId);

/// A node that holds or does not hold: 1, 0 or missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition(NodeId);

impl Number {
    /// The node behind the type.
    pub fn node(self) -> NodeId {
        self.0
    }
}

impl Condition {
    /// The node behind the type.
    pub fn node(self) -> NodeId {
        self.0
    }

    /// The condition as a quantity: 1 where it holds, 0 where it does not.
    pub fn number(self) -> Number {
        Number(self.0)
    }
}

/// One node: what it computes and where it was written.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it computes.
    pub op: Op,
    /// Where it was first written.
    pub place: Place,
}

/// An expression graph. Equal parts are one node; operands come before the nodes that read them.
///
/// Nodes live in one vector and are referred to by number, so that neither dropping nor walking a deep expression can
/// exhaust the stack.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    known: FxHashMap<Op, NodeId>,
    /// The place that the next new nodes get.
    pub here: Place,
}

impl Graph {
    /// All nodes, operands first.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// One node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The value of a node that is a constant.
    pub fn constant_of(&self, id: NodeId) -> Option<f64> {
        match self.node(id).op {
            Op::Const(value) => Some(value.0),
            _ => None,
        }
    }

    /// The inputs that a node depends on, in ascending order.
    pub fn inputs_of(&self, id: NodeId) -> Vec<u32> {
        let mut reached = vec![false; id.index() + 1];
        reached[id.index()] = true;
        let mut inputs = Vec::new();
        for index in (0..=id.index()).rev() {
            if !reached[index] {
                continue;
            }
            if let Op::Input(input) = self.nodes[index].op {
                inputs.push(input);
            }
            for operand in self.nodes[index].op.operands() {
                reached[operand.index()] = true;
            }
        }
        inputs.sort_unstable();
        inputs
    }

    fn add_op(&mut self, op: Op) -> NodeId {
        let op = self.fold(op);
        if let Some(&id) = self.known.get(&op) {
            return id;
        }
        let id = NodeId(u32::try_from(self.nodes.len()).expect("fewer than 2^32 nodes"));
        self.nodes.push(Node { op, place: self.here });
        self.known.insert(op, id);
        id
    }

    fn fold(&self, op: Op) -> Op {
        let value = |id: NodeId| self.constant_of(id);
        let folded = match op {
            Op::Const(_) | Op::Input(_) => None,
            Op::Unary(f, a) => value(a).map(|a| f.apply(a)),
            Op::Curve(curve, a) => value(a).map(|a| curve.at(a)),
            Op::Binary(f, a, b) => value(a).zip(value(b)).map(|(a, b)| f.apply(a, b)),
            Op::Select(c, a, b) => match (value(c), value(a), value(b)) {
                (Some(c), Some(a), Some(b)) => Some(select(c, a, b)),
                _ => None,
            },
        };
        match folded {
            // One bit pattern for "missing", so that folded and computed constants are one node.
            Some(v) if v.is_nan() => Op::Const(Real(f64::NAN)),
            Some(v) => Op::Const(Real(v)),
            None => op,
        }
    }

    fn unary(&mut self, f: Unary, a: NodeId) -> NodeId {
        self.add_op(Op::Unary(f, a))
    }

    fn binary(&mut self, f: Binary, a: NodeId, b: NodeId) -> NodeId {
        self.add_op(Op::Binary(f, a, b))
    }

    /// A column handed in from outside, as a quantity.
    pub fn input(&mut self, input: u32) -> Number {
        Number(self.add_op(Op::Input(input)))
    }

    /// A column handed in from outside that holds 1, 0 or missing.
    pub fn input_condition(&mut self, input: u32) -> Condition {
        Condition(self.add_op(Op::Input(input)))
    }

    /// A node seen as a quantity; a condition counts as 1 or 0.
    pub fn number(&self, id: NodeId) -> Number {
        debug_assert!(id.index() < self.nodes.len());
        Number(id)
    }

    /// A node seen as a condition; it must hold only 1, 0 and missing.
    pub fn condition(&self, id: NodeId) -> Condition {
        debug_assert!(id.index() < self.nodes.len());
        Condition(id)
    }

    /// A number; NaN for "missing".
    pub fn constant(&mut self, value: f64) -> Number {
        let value = if value.is_nan() { f64::NAN } else { value };
        Number(self.add_op(Op::Const(Real(value))))
    }

    /// A condition that always or never holds.
    pub fn always(&mut self, holds: bool) -> Condition {
        Condition(self.constant(crate::op::truth(holds)).0)
    }

    /// `a + b`
    pub fn add(&mut self, a: Number, b: Number) -> Number {
        Number(self.binary(Binary::Add, a.0, b.0))
    }

    /// `a - b`
    pub fn sub(&mut self, a: Number, b: Number) -> Number {
        Number(self.binary(Binary::Sub, a.0, b.0))
    }

    /// `a * b`
    pub fn mul(&mut self, a: Number, b: Number) -> Number {
        Number(self.binary(Binary::Mul, a.0, b.0))
    }

    /// `a / b`, missing where `b` is zero.
    pub fn div(&mut self, a: Number, b: Number) -> Number {
        Number(self.binary(Binary::Div, a.0, b.0))
    }

    /// The smaller of two.
    pub fn min(&mut self, a: Number, b: Number) -> Number {
        Number(self.binary(Binary::Min, a.0, b.0))
    }

    /// The larger of two.
    pub fn max(&mut self, a: Number, b: Number) -> Number {
        Number(self.binary(Binary::Max, a.0, b.0))
    }

    /// `-a`
    pub fn neg(&mut self, a: Number) -> Number {
        Number(self.unary(Unary::Neg, a.0))
    }

    /// The distance from zero.
    pub fn abs(&mut self, a: Number) -> Number {
        Number(self.unary(Unary::Abs, a.0))
    }

    /// The square root; missing below zero.
    pub fn sqrt(&mut self, a: Number) -> Number {
        Number(self.unary(Unary::Sqrt, a.0))
    }

    /// `ln(1 + a)`
    pub fn log(&mut self, a: Number) -> Number {
        Number(self.unary(Unary::Log, a.0))
    }

    /// `a < b`
    pub fn less(&mut self, a: Number, b: Number) -> Condition {
        Condition(self.binary(Binary::Less, a.0, b.0))
    }

    /// `a <= b`
    pub fn less_or_equal(&mut self, a: Number, b: Number) -> Condition {
        Condition(self.binary(Binary::LessOrEqual, a.0, b.0))
    }

    /// Both hold.
    pub fn and(&mut self, a: Condition, b: Condition) -> Condition {
        match (self.constant_of(a.0), self.constant_of(b.0)) {
            (Some(1.0), _) => b,
            (_, Some(1.0)) => a,
            (Some(0.0), _) | (_, Some(0.0)) => self.always(false),
            _ if a == b => a,
            _ => Condition(self.binary(Binary::And, a.0, b.0)),
        }
    }

    /// At least one holds.
    pub fn or(&mut self, a: Condition, b: Condition) -> Condition {
        match (self.constant_of(a.0), self.constant_of(b.0)) {
            (Some(0.0), _) => b,
            (_, Some(0.0)) => a,
            (Some(1.0), _) | (_, Some(1.0)) => self.always(true),
            _ if a == b => a,
            _ => Condition(self.binary(Binary::Or, a.0, b.0)),
        }
    }

    /// Does not hold.
    pub fn not(&mut self, a: Condition) -> Condition {
        Condition(self.unary(Unary::Not, a.0))
    }

    /// Whether a value is there.
    pub fn known(&mut self, a: NodeId) -> Condition {
        Condition(self.unary(Unary::Known, a))
    }

    /// `a`, or `b` where `a` is missing.
    pub fn or_else(&mut self, a: Number, b: Number) -> Number {
        Number(self.binary(Binary::OrElse, a.0, b.0))
    }

    /// A condition, or `b` where it is missing.
    pub fn condition_or_else(&mut self, a: Condition, b: Condition) -> Condition {
        Condition(self.binary(Binary::OrElse, a.0, b.0))
    }

    /// `yes` where the condition holds, `no` where it does not.
    pub fn select(&mut self, condition: Condition, yes: Number, no: Number) -> Number {
        Number(self.add_op(Op::Select(condition.0, yes.0, no.0)))
    }

    /// Like [`Graph::select`], for conditions.
    pub fn select_condition(&mut self, condition: Condition, yes: Condition, no: Condition) -> Condition {
        Condition(self.select(condition, yes.number(), no.number()).0)
    }

    /// A curve over a quantity.
    pub fn curve(&mut self, curve: Curve, a: Number) -> Number {
        Number(self.add_op(Op::Curve(curve, a.0)))
    }

    /// A quantity held between two constants.
    pub fn clamp(&mut self, a: Number, low: f64, high: f64) -> Number {
        let (low, high) = (self.constant(low), self.constant(high));
        let raised = self.max(a, low);
        self.min(raised, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_parts_are_one_node_and_constants_fold() {
        let mut g = Graph::default();
        let x = g.input(0);
        let two = g.constant(2.0);
        let (a, b) = (g.mul(x, two), g.mul(x, two));
        assert_eq!(a, b);
        let three = g.constant(3.0);
        let six = g.mul(two, three);
        assert_eq!(g.constant_of(six.node()), Some(6.0));
        let zero = g.constant(0.0);
        let missing = g.div(two, zero);
        assert_eq!(missing, g.constant(f64::NAN));
    }

    #[test]
    fn inputs_of_a_node() {
        let mut g = Graph::default();
        let (x, y, z) = (g.input(4), g.input(1), g.input(9));
        let xy = g.add(x, y);
        let _ = g.add(xy, z);
        let doubled = g.add(xy, xy);
        assert_eq!(g.inputs_of(doubled.node()), [1, 4]);
    }
}
