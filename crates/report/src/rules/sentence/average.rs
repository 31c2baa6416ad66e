//! Finds the averages of the rule language in a graph, where they are sums of what has evidence.

use ssi_expr::op::{Binary, Op};
use ssi_expr::{Graph, NodeId};

/// The parts of a (weighted) average, each with its share, if a node is exactly that.
pub(super) fn average(graph: &Graph, node: NodeId) -> Option<Vec<(f64, NodeId)>> {
    let Op::Select(_, mean, _) = graph.node(node).op else { return None };
    let Op::Binary(Binary::Div, mut top, _) = graph.node(mean).op else { return None };
    let mut parts = Vec::new();
    while let Op::Binary(Binary::Add, before, counted) = graph.node(top).op {
        let Op::Select(founded, weighted, _) = graph.node(counted).op else { return None };
        let Op::Binary(Binary::Mul, weight, filled) = graph.node(weighted).op else { return None };
        let Op::Binary(Binary::OrElse, value, _) = graph.node(filled).op else { return None };
        parts.push((graph.constant_of(weight)?, value, founded));
        top = before;
    }
    parts.reverse();
    // Built again from its parts it is the same node, or it is something else.
    (again(graph, &parts)? == node)
        .then(|| parts.iter().map(|(weight, value, _)| (*weight, *value)).collect())
}

fn again(graph: &Graph, parts: &[(f64, NodeId, NodeId)]) -> Option<NodeId> {
    if parts.is_empty() {
        return None;
    }
    let mut g = graph.clone();
    let zero = g.constant(0.0);
    let (mut top, mut bottom) = (zero, zero);
    for (weight, value, founded) in parts {
        let (value, founded) = (g.number(*value), g.condition(*founded));
        let weight = g.constant(*weight);
        let filled = g.or_else(value, zero);
        let weighted = g.mul(weight, filled);
        let counted = g.select(founded, weighted, zero);
        let share = g.select(founded, weight, zero);
        top = g.add(top, counted);
        bottom = g.add(bottom, share);
    }
    let missing = g.constant(f64::NAN);
    let any = g.less(zero, bottom);
    let mean = g.div(top, bottom);
    Some(g.select(any, mean, missing).node())
}
