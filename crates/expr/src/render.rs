//! Nodes as text: the formula in the words that a rule author would write.

use std::cell::Cell;

use crate::graph::{Graph, NodeId};
use crate::op::{Binary, Op, Unary};

/// The formula behind a node; `name` gives the words for the inputs.
///
/// Parts deeper than 32 levels and all beyond the five hundredth are written as `…`: shared parts are written out at
/// every place, so that a small graph can be an endless formula.
pub fn formula(graph: &Graph, node: NodeId, name: &dyn Fn(u32) -> String) -> String {
    write(graph, node, name, 0, 32, &Cell::new(500))
}

const LOOSEST: u8 = 0;
const TIGHTEST: u8 = 9;

fn write(
    graph: &Graph,
    node: NodeId,
    name: &dyn Fn(u32) -> String,
    around: u8,
    depth: u8,
    parts: &Cell<u32>,
) -> String {
    if depth == 0 || parts.get() == 0 {
        return "…".to_owned();
    }
    parts.set(parts.get() - 1);
    let part = |id: NodeId, around: u8| write(graph, id, name, around, depth - 1, parts);
    let (text, strength) = match graph.node(node).op {
        Op::Const(value) if value.0.is_nan() => ("no_data()".to_owned(), TIGHTEST),
        Op::Const(value) => (value.0.to_string(), TIGHTEST),
        Op::Input(input) => (name(input), TIGHTEST),
        Op::Unary(Unary::Neg, a) => (format!("-{}", part(a, 8)), 7),
        Op::Unary(Unary::Not, a) => (format!("not({})", part(a, LOOSEST)), TIGHTEST),
        Op::Unary(f, a) => {
            let method = match f {
                Unary::Abs => "abs",
                Unary::Sqrt => "sqrt",
                Unary::Log => "log",
                _ => "known",
            };
            (format!("{}.{method}()", part(a, TIGHTEST)), TIGHTEST)
        }
        Op::Curve(curve, a) => (format!("{}.{}", part(a, TIGHTEST), curve.written()), TIGHTEST),
        Op::Select(c, a, b) => {
            (format!("when({}, {}, {})", part(c, LOOSEST), part(a, LOOSEST), part(b, LOOSEST)), TIGHTEST)
        }
        // A constant stands on the right, where people write it.
        Op::Binary(f @ (Binary::Less | Binary::LessOrEqual), a, b)
            if graph.constant_of(a).is_some() && graph.constant_of(b).is_none() =>
        {
            let sign = if f == Binary::Less { ">" } else { ">=" };
            (format!("{} {sign} {}", part(b, 3), part(a, 4)), 3)
        }
        Op::Binary(f, a, b) => match infix(f) {
            Ok((sign, strength)) => {
                // The right side of - and / must bind tighter, or `a - (b - c)` would lose its brackets.
                (format!("{} {sign} {}", part(a, strength), part(b, strength + 1)), strength)
            }
            Err(method) => (format!("{}.{method}({})", part(a, TIGHTEST), part(b, LOOSEST)), TIGHTEST),
        },
    };
    if strength < around { format!("({text})") } else { text }
}

fn infix(f: Binary) -> Result<(&'static str, u8), &'static str> {
    match f {
        Binary::Or => Ok(("or", 1)),
        Binary::And => Ok(("and", 2)),
        Binary::Less => Ok(("<", 3)),
        Binary::LessOrEqual => Ok(("<=", 3)),
        Binary::Add => Ok(("+", 5)),
        Binary::Sub => Ok(("-", 5)),
        Binary::Mul => Ok(("*", 6)),
        Binary::Div => Ok(("/", 6)),
        Binary::Min => Err("min"),
        Binary::Max => Err("max"),
        Binary::OrElse => Err("or_else"),
    }
}

/// A number for people: at most four significant places after the point, no trailing zeros.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    if value == value.trunc() && value.abs() < 1e15 {
        return format!("{value}");
    }
    let digits = if value.abs() >= 100.0 {
        1
    } else if value.abs() >= 1.0 {
        2
    } else {
        3
    };
    let text = format!("{value:.digits$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    // A small number must not print as nothing.
    if text == "0" || text == "-0" { format!("{value:.1e}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Curve;

    #[track_caller]
    fn check(build: impl Fn(&mut Graph) -> NodeId, expected: &str) {
        let mut graph = Graph::default();
        let node = build(&mut graph);
        assert_eq!(formula(&graph, node, &|i| format!("x{i}")), expected);
    }

    #[test]
    fn formulas_read_like_rules() {
        check(
            |g| {
                let (a, b, c) = (g.input(0), g.input(1), g.input(2));
                let bc = g.sub(b, c);
                let abc = g.sub(a, bc);
                g.curve(Curve::ramp(0.1, 0.6).unwrap(), abc).node()
            },
            "(x0 - (x1 - x2)).ramp(0.1, 0.6)",
        );
        check(
            |g| {
                let (a, b) = (g.input(0), g.input(1));
                let five = g.constant(5.0);
                let few = g.less(a, five);
                let product = g.mul(a, b);
                g.select(few, product, b).node()
            },
            "when(x0 < 5, x0 * x1, x1)",
        );
        check(
            |g| {
                let (a, five) = (g.input(0), g.constant(5.0));
                g.less_or_equal(five, a).node()
            },
            "x0 >= 5",
        );
    }

    #[test]
    fn a_formula_that_doubles_ends() {
        let mut g = Graph::default();
        let mut x = g.input(0);
        for _ in 0..31 {
            x = g.add(x, x);
        }
        assert!(formula(&g, x.node(), &|_| "x".into()).len() < 10_000);
    }

    #[test]
    fn numbers_for_people() {
        for (value, text) in [
            (3.0, "3"),
            (0.25, "0.25"),
            (12.3456, "12.35"),
            (1234.56, "1234.6"),
            (0.00001, "1.0e-5"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
