//! Was a value founded on data? Derives, for a node, the condition that says so.
//!
//! A value can be missing for two reasons. *No evidence*: a table or a cell was never supplied. *Nothing there*: the mean
//! of no posts. The first must not cost a member points, the second earns none. The value alone cannot tell them
//! apart, so each gets an expression of its own.

use rustc_hash::FxHashMap;

use crate::graph::{Condition, Graph, NodeId};
use crate::op::{Binary, Op, Unary};

/// The condition under which `node` was founded on data; `of_input` gives it for the inputs.
pub fn evidence(
    graph: &mut Graph,
    node: NodeId,
    of_input: &mut dyn FnMut(&mut Graph, u32) -> Condition,
) -> Condition {
    let mut done: FxHashMap<NodeId, Condition> = FxHashMap::default();
    // Operands have smaller numbers, so one sweep upwards meets them first; nodes that are added on the way lie above `node`.
    for id in needed(graph, node) {
        let op = graph.node(id).op;
        let found = match op {
            Op::Const(value) => graph.always(!value.0.is_nan()),
            Op::Input(input) => of_input(graph, input),
            Op::Unary(Unary::Known, _) => graph.always(true),
            Op::Unary(_, a) | Op::Curve(_, a) => done[&a],
            Op::Binary(Binary::OrElse, a, b) => graph.or(done[&a], done[&b]),
            Op::Binary(f @ (Binary::And | Binary::Or), a, b) => {
                // One side alone settles the result when it is false (and) or true (or).
                let settles = |graph: &mut Graph, side: NodeId, founded: Condition| {
                    let holds = graph.condition(side);
                    let decisive = if f == Binary::And { graph.not(holds) } else { holds };
                    let never = graph.always(false);
                    let decisive = graph.condition_or_else(decisive, never);
                    graph.and(founded, decisive)
                };
                let (by_a, by_b) = (settles(graph, a, done[&a]), settles(graph, b, done[&b]));
                let both = graph.and(done[&a], done[&b]);
                let either = graph.or(by_a, by_b);
                graph.or(both, either)
            }
            Op::Binary(_, a, b) => graph.and(done[&a], done[&b]),
            Op::Select(c, a, b) => {
                let chosen = if done[&a] == done[&b] {
                    done[&a]
                } else {
                    let condition = graph.condition(c);
                    let chosen = graph.select_condition(condition, done[&a], done[&b]);
                    // A choice over nothing is founded: it is nothing, not unknown.
                    let yes = graph.always(true);
                    graph.condition_or_else(chosen, yes)
                };
                graph.and(done[&c], chosen)
            }
        };
        done.insert(id, found);
    }
    done[&node]
}

fn needed(graph: &Graph, node: NodeId) -> Vec<NodeId> {
    let mut reached = vec![false; node.index() + 1];
    reached[node.index()] = true;
    for index in (0..=node.index()).rev() {
        if reached[index] {
            for operand in graph.nodes()[index].op.operands() {
                reached[operand.index()] = true;
            }
        }
    }
    (0..reached.len()).filter(|&i| reached[i]).map(|i| NodeId(i as u32)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row;

    /// Inputs 0 and 1 are values, 2 and 3 say whether they are founded.
    #[track_caller]
    fn check(
        build: impl Fn(&mut Graph, crate::Number, crate::Number) -> NodeId,
        row: [f64; 4],
        expected: bool,
    ) {
        let mut graph = Graph::default();
        let (x, y) = (graph.input(0), graph.input(1));
        let node = build(&mut graph, x, y);
        let founded = evidence(&mut graph, node, &mut |g, input| g.input_condition(input + 2));
        let values = row::values(&graph, &row);
        assert_eq!(values[founded.node().index()], f64::from(u8::from(expected)), "{row:?}");
    }

    #[test]
    fn arithmetic_needs_both() {
        check(|g, x, y| g.add(x, y).node(), [1.0, 2.0, 1.0, 1.0], true);
        check(|g, x, y| g.add(x, y).node(), [1.0, f64::NAN, 1.0, 0.0], false);
    }

    #[test]
    fn nothing_there_is_founded() {
        check(|g, x, y| g.add(x, y).node(), [1.0, f64::NAN, 1.0, 1.0], true);
    }

    #[test]
    fn or_else_needs_one() {
        check(|g, x, y| g.or_else(x, y).node(), [f64::NAN, 2.0, 0.0, 1.0], true);
        check(|g, x, y| g.or_else(x, y).node(), [f64::NAN, f64::NAN, 0.0, 0.0], false);
    }

    #[test]
    fn a_choice_needs_the_side_it_takes() {
        let choose = |g: &mut Graph, x: crate::Number, y: crate::Number| {
            let zero = g.constant(0.0);
            let positive = g.less(zero, x);
            let one = g.constant(1.0);
            g.select(positive, one, y).node()
        };
        check(choose, [1.0, f64::NAN, 1.0, 0.0], true);
        check(choose, [-1.0, f64::NAN, 1.0, 0.0], false);
        check(choose, [f64::NAN, 3.0, 0.0, 1.0], false);
        check(choose, [f64::NAN, 3.0, 1.0, 1.0], true);
    }

    #[test]
    fn a_false_side_settles_an_and() {
        let both = |g: &mut Graph, x: crate::Number, y: crate::Number| {
            let one = g.constant(1.0);
            let (a, b) = (g.less(x, one), g.less(y, one));
            g.and(a, b).node()
        };
        check(both, [5.0, f64::NAN, 1.0, 0.0], true);
        check(both, [0.0, f64::NAN, 1.0, 0.0], false);
    }
}
