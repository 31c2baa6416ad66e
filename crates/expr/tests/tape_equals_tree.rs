//! Law 6: the tape, the tree and a naive reading written apart from both give the same numbers.

use proptest::prelude::*;
use ssi_expr::{Column, Condition, Curve, Graph, Number, Tape, row};

/// An expression as plain data, with a meaning of its own that shares no code with the crate.
#[derive(Clone, Debug)]
enum Naive {
    Input(usize),
    Const(f64),
    Add(Box<Naive>, Box<Naive>),
    Sub(Box<Naive>, Box<Naive>),
    Mul(Box<Naive>, Box<Naive>),
    Div(Box<Naive>, Box<Naive>),
    Min(Box<Naive>, Box<Naive>),
    Max(Box<Naive>, Box<Naive>),
    OrElse(Box<Naive>, Box<Naive>),
    When(Box<Test>, Box<Naive>, Box<Naive>),
    Ramp(Box<Naive>, f64, f64),
    Saturate(Box<Naive>, f64),
    Plateau(Box<Naive>, [f64; 4]),
}

#[derive(Clone, Debug)]
enum Test {
    Less(Naive, Naive),
    LessOrEqual(Naive, Naive),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
    Not(Box<Test>),
    Known(Naive),
}

impl Naive {
    fn value(&self, row: &[Option<f64>]) -> Option<f64> {
        let both = |a: &Naive, b: &Naive| a.value(row).zip(b.value(row));
        let found = match self {
            Self::Input(i) => row[*i],
            Self::Const(c) => Some(*c),
            Self::Add(a, b) => both(a, b).map(|(a, b)| a + b),
            Self::Sub(a, b) => both(a, b).map(|(a, b)| a - b),
            Self::Mul(a, b) => both(a, b).map(|(a, b)| a * b),
            Self::Div(a, b) => both(a, b).filter(|(_, b)| *b != 0.0).map(|(a, b)| a / b),
            Self::Min(a, b) => both(a, b).map(|(a, b)| a.min(b)),
            Self::Max(a, b) => both(a, b).map(|(a, b)| a.max(b)),
            Self::OrElse(a, b) => a.value(row).or_else(|| b.value(row)),
            Self::When(t, a, b) => match t.holds(row) {
                Some(true) => a.value(row),
                Some(false) => b.value(row),
                None => None,
            },
            Self::Ramp(a, from, to) => a.value(row).map(|x| ((x - from) / (to - from)).clamp(0.0, 1.0)),
            Self::Saturate(a, half) => a.value(row).map(|x| x.max(0.0) / (x.max(0.0) + half)),
            Self::Plateau(a, [from, full_from, full_to, to]) => a.value(row).map(|x| {
                let rise = if x < *full_from { (x - from) / (full_from - from) } else { 1.0 };
                let fall = if x > *full_to { (to - x) / (to - full_to) } else { 1.0 };
                rise.min(fall).clamp(0.0, 1.0)
            }),
        };
        found.filter(|v| !v.is_nan())
    }

    fn build(&self, g: &mut Graph) -> Number {
        let two = |g: &mut Graph, a: &Naive, b: &Naive| (a.build(g), b.build(g));
        match self {
            Self::Input(i) => g.input(*i as u32),
            Self::Const(c) => g.constant(*c),
            Self::Add(a, b) => two(g, a, b).apply(g, Graph::add),
            Self::Sub(a, b) => two(g, a, b).apply(g, Graph::sub),
            Self::Mul(a, b) => two(g, a, b).apply(g, Graph::mul),
            Self::Div(a, b) => two(g, a, b).apply(g, Graph::div),
            Self::Min(a, b) => two(g, a, b).apply(g, Graph::min),
            Self::Max(a, b) => two(g, a, b).apply(g, Graph::max),
            Self::OrElse(a, b) => two(g, a, b).apply(g, Graph::or_else),
            Self::When(t, a, b) => {
                let (t, (a, b)) = (t.build(g), two(g, a, b));
                g.select(t, a, b)
            }
            Self::Ramp(a, from, to) => {
                let a = a.build(g);
                g.curve(Curve::ramp(*from, *to).expect("a good curve"), a)
            }
            Self::Saturate(a, half) => {
                let a = a.build(g);
                g.curve(Curve::saturate(*half).expect("a good curve"), a)
            }
            Self::Plateau(a, [p, q, r, s]) => {
                let a = a.build(g);
                g.curve(Curve::plateau(*p, *q, *r, *s).expect("a good curve"), a)
            }
        }
    }
}

trait Apply {
    fn apply(self, g: &mut Graph, f: fn(&mut Graph, Number, Number) -> Number) -> Number;
}

impl Apply for (Number, Number) {
    fn apply(self, g: &mut Graph, f: fn(&mut Graph, Number, Number) -> Number) -> Number {
        f(g, self.0, self.1)
    }
}

impl Test {
    fn holds(&self, row: &[Option<f64>]) -> Option<bool> {
        match self {
            Self::Less(a, b) => a.value(row).zip(b.value(row)).map(|(a, b)| a < b),
            Self::LessOrEqual(a, b) => a.value(row).zip(b.value(row)).map(|(a, b)| a <= b),
            Self::And(a, b) => match (a.holds(row), b.holds(row)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(a, b) => match (a.holds(row), b.holds(row)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Not(a) => a.holds(row).map(|h| !h),
            Self::Known(a) => Some(a.value(row).is_some()),
        }
    }

    fn build(&self, g: &mut Graph) -> Condition {
        match self {
            Self::Less(a, b) => {
                let (a, b) = (a.build(g), b.build(g));
                g.less(a, b)
            }
            Self::LessOrEqual(a, b) => {
                let (a, b) = (a.build(g), b.build(g));
                g.less_or_equal(a, b)
            }
            Self::And(a, b) => {
                let (a, b) = (a.build(g), b.build(g));
                g.and(a, b)
            }
            Self::Or(a, b) => {
                let (a, b) = (a.build(g), b.build(g));
                g.or(a, b)
            }
            Self::Not(a) => {
                let a = a.build(g);
                g.not(a)
            }
            Self::Known(a) => {
                let a = a.build(g);
                g.known(a.node())
            }
        }
    }
}

fn quantity() -> impl Strategy<Value = f64> {
    (-40_i32..40).prop_map(|n| f64::from(n) / 4.0)
}

fn expression() -> impl Strategy<Value = Naive> {
    let leaf = prop_oneof![(0_usize..4).prop_map(Naive::Input), quantity().prop_map(Naive::Const)];
    leaf.prop_recursive(6, 64, 3, |inner| {
        let two = || (inner.clone(), inner.clone()).prop_map(|(a, b)| (Box::new(a), Box::new(b)));
        let test = (inner.clone(), inner.clone(), inner.clone(), 0_u8..6).prop_map(|(a, b, c, kind)| {
            let less = Test::Less(a.clone(), b.clone());
            match kind {
                0 => less,
                1 => Test::LessOrEqual(a, b),
                2 => Test::And(Box::new(less), Box::new(Test::LessOrEqual(b, c))),
                3 => Test::Or(Box::new(less), Box::new(Test::Known(c))),
                4 => Test::Not(Box::new(less)),
                _ => Test::Known(c),
            }
        });
        prop_oneof![
            two().prop_map(|(a, b)| Naive::Add(a, b)),
            two().prop_map(|(a, b)| Naive::Sub(a, b)),
            two().prop_map(|(a, b)| Naive::Mul(a, b)),
            two().prop_map(|(a, b)| Naive::Div(a, b)),
            two().prop_map(|(a, b)| Naive::Min(a, b)),
            two().prop_map(|(a, b)| Naive::Max(a, b)),
            two().prop_map(|(a, b)| Naive::OrElse(a, b)),
            (test, two()).prop_map(|(t, (a, b))| Naive::When(Box::new(t), a, b)),
            (inner.clone(), quantity(), 0.25..9.0).prop_map(|(a, from, by)| Naive::Ramp(
                Box::new(a),
                from,
                from + by
            )),
            (inner.clone(), 0.25..9.0).prop_map(|(a, half)| Naive::Saturate(Box::new(a), half)),
            (inner, quantity(), 0.25..3.0, 0.25..3.0, 0.25..3.0).prop_map(|(a, p, q, r, s)| {
                Naive::Plateau(Box::new(a), [p, p + q, p + q + r, p + q + r + s])
            }),
        ]
    })
}

fn same(a: f64, b: Option<f64>) -> bool {
    match b {
        None => a.is_nan() || a.is_infinite(),
        Some(b) => a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
    }
}

proptest! {
    #[test]
    fn tape_equals_tree_equals_naive(
        expressions in prop::collection::vec(expression(), 1..5),
        rows in prop::collection::vec(prop::array::uniform4(prop::option::weighted(0.8, quantity())), 1..600),
    ) {
        let mut graph = Graph::default();
        let outputs: Vec<_> = expressions.iter().map(|e| e.build(&mut graph).node()).collect();
        let tape = Tape::compile(&graph, &outputs);
        let columns: Vec<Vec<f64>> =
            (0..4).map(|i| rows.iter().map(|r| r[i].unwrap_or(f64::NAN)).collect()).collect();
        let inputs: Vec<_> = columns.iter().map(|c| Column::Slice(c)).collect();
        let mut taped = vec![Vec::new(); outputs.len()];
        tape.run(rows.len(), &inputs, |_, out| {
            for (all, block) in taped.iter_mut().zip(out) {
                all.extend_from_slice(block);
            }
        });
        for (r, row) in rows.iter().enumerate() {
            let values = row::values(&graph, &columns.iter().map(|c| c[r]).collect::<Vec<_>>());
            for (o, output) in outputs.iter().enumerate() {
                let tree = values[output.index()];
                prop_assert!(
                    tree.to_bits() == taped[o][r].to_bits() || (tree.is_nan() && taped[o][r].is_nan()),
                    "tree {tree}, tape {}", taped[o][r]
                );
                let naive = expressions[o].value(row);
                prop_assert!(same(tree, naive), "tree {tree}, naive {naive:?}");
            }
        }
    }
}
