//! One row at a time: the plain reading of a graph, used to explain a result and to check the tape.

use crate::graph::Graph;
use crate::op::{Op, select};

/// The value of every node of `graph` for one row; `inputs` holds one value an input.
///
/// Costs one step a node. An input beyond the end of `inputs` is missing.
pub fn values(graph: &Graph, inputs: &[f64]) -> Vec<f64> {
    let mut values: Vec<f64> = Vec::with_capacity(graph.nodes().len());
    for node in graph.nodes() {
        let value = match node.op {
            Op::Const(value) => value.0,
            Op::Input(input) => inputs.get(input as usize).copied().unwrap_or(f64::NAN),
            Op::Unary(f, a) => f.apply(values[a.index()]),
            Op::Binary(f, a, b) => f.apply(values[a.index()], values[b.index()]),
            Op::Select(c, a, b) => select(values[c.index()], values[a.index()], values[b.index()]),
            Op::Curve(curve, a) => curve.at(values[a.index()]),
        };
        values.push(value);
    }
    values
}
