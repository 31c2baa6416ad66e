//! Between which bounds a node can lie, from the bounds of the inputs. Finds conditions that never change and rules that
//! can never earn.

use crate::graph::{Graph, NodeId};
use crate::op::{Binary, Op, Unary};

/// The lowest and the highest value, both included; missing values aside.
pub type Bounds = (f64, f64);

const ANY: Bounds = (f64::NEG_INFINITY, f64::INFINITY);

/// The bounds of every node; `of_input` gives those of the inputs.
pub fn bounds(graph: &Graph, of_input: impl Fn(u32) -> Bounds) -> Vec<Bounds> {
    let mut all: Vec<Bounds> = Vec::with_capacity(graph.nodes().len());
    for node in graph.nodes() {
        let at = |id: NodeId| all[id.index()];
        let found = match node.op {
            Op::Const(value) if value.0.is_nan() => ANY,
            Op::Const(value) => (value.0, value.0),
            Op::Input(input) => of_input(input),
            Op::Unary(f, a) => unary(f, at(a)),
            Op::Binary(f, a, b) => binary(f, at(a), at(b)),
            Op::Select(c, a, b) => match at(c) {
                (1.0, 1.0) => at(a),
                (0.0, 0.0) => at(b),
                _ => (at(a).0.min(at(b).0), at(a).1.max(at(b).1)),
            },
            Op::Curve(curve, a) => {
                let (low, high) = at(a);
                // A plateau is a hump: its ends do not bound it.
                if let crate::Curve::Plateau(..) = curve {
                    (0.0, 1.0)
                } else {
                    let (x, y) = (curve.at(low), curve.at(high));
                    (x.min(y), x.max(y))
                }
            }
        };
        all.push(if found.0.is_nan() || found.1.is_nan() { ANY } else { found });
    }
    all
}

fn unary(f: Unary, (low, high): Bounds) -> Bounds {
    match f {
        Unary::Neg => (-high, -low),
        Unary::Abs if low >= 0.0 => (low, high),
        Unary::Abs if high <= 0.0 => (-high, -low),
        Unary::Abs => (0.0, high.max(-low)),
        Unary::Sqrt => (low.max(0.0).sqrt(), high.max(0.0).sqrt()),
        Unary::Log => (if low > -1.0 { low.ln_1p() } else { f64::NEG_INFINITY }, high.ln_1p()),
        Unary::Not => (1.0 - high, 1.0 - low),
        Unary::Known => (0.0, 1.0),
    }
}

fn binary(f: Binary, a: Bounds, b: Bounds) -> Bounds {
    match f {
        Binary::Add => (a.0 + b.0, a.1 + b.1),
        Binary::Sub => (a.0 - b.1, a.1 - b.0),
        // Nothing times anything is nothing, however large that can be.
        Binary::Mul if a == (0.0, 0.0) || b == (0.0, 0.0) => (0.0, 0.0),
        Binary::Mul => hull([a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1]),
        // A divisor that can be zero can blow the quotient up to anything of its sign.
        Binary::Div if b.0 > 0.0 || b.1 < 0.0 => hull([a.0 / b.0, a.0 / b.1, a.1 / b.0, a.1 / b.1]),
        Binary::Div if a.0 >= 0.0 && b.0 >= 0.0 => (0.0, f64::INFINITY),
        Binary::Div => ANY,
        Binary::Min | Binary::And => (a.0.min(b.0), a.1.min(b.1)),
        Binary::Max | Binary::Or => (a.0.max(b.0), a.1.max(b.1)),
        Binary::Less => settled(a.1 < b.0, a.0 >= b.1),
        Binary::LessOrEqual => settled(a.1 <= b.0, a.0 > b.1),
        Binary::OrElse => (a.0.min(b.0), a.1.max(b.1)),
    }
}

fn settled(always: bool, never: bool) -> Bounds {
    match (always, never) {
        (true, _) => (1.0, 1.0),
        (_, true) => (0.0, 0.0),
        _ => (0.0, 1.0),
    }
}

fn hull(values: [f64; 4]) -> Bounds {
    // 0 × ∞ is NaN: the factor that is zero wins for bounded quantities, but not knowing is safe.
    if values.iter().any(|v| v.is_nan()) {
        return ANY;
    }
    (
        values.iter().copied().fold(f64::INFINITY, f64::min),
        values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Curve;

    #[test]
    fn a_count_is_never_below_zero() {
        let mut g = Graph::default();
        let count = g.input(0);
        let zero = g.constant(0.0);
        let never = g.less(count, zero);
        let falling = g.curve(Curve::ramp(-1.0, -5.0).unwrap(), count);
        let all = bounds(&g, |_| (0.0, f64::INFINITY));
        assert_eq!(all[never.node().index()], (0.0, 0.0));
        assert_eq!(all[falling.node().index()], (0.0, 0.0));
    }
}
