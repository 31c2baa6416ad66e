//! What a node computes, and the meaning of each operation on single values.

#![allow(clippy::inline_always, reason = "only what is inlined is compiled for wide registers")]

use crate::curve::Curve;
use crate::graph::NodeId;

/// A float that can be a key: equal when its bits are equal.
#[derive(Clone, Copy, Debug)]
pub struct Real(pub f64);

impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Real {}

impl std::hash::Hash for Real {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// An operation on one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// `-a`
    Neg,
    /// The distance from zero.
    Abs,
    /// The square root; missing below zero.
    Sqrt,
    /// `ln(1 + a)`; missing at −1 and below.
    Log,
    /// The opposite of a condition.
    Not,
    /// Whether the value is there.
    Known,
}

/// An operation on two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binary {
    /// `a + b`
    Add,
    /// `a - b`
    Sub,
    /// `a * b`
    Mul,
    /// `a / b`; missing where `b` is zero.
    Div,
    /// The smaller one; missing where either is.
    Min,
    /// The larger one; missing where either is.
    Max,
    /// `a < b`
    Less,
    /// `a <= b`
    LessOrEqual,
    /// Both; false where either is false even if the other is missing.
    And,
    /// Either; true where either is true even if the other is missing.
    Or,
    /// `a`, or `b` where `a` is missing.
    OrElse,
}

/// What a node computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// A number written in the rules.
    Const(Real),
    /// A column handed in from outside.
    Input(u32),
    /// An operation on one value.
    Unary(Unary, NodeId),
    /// An operation on two values.
    Binary(Binary, NodeId, NodeId),
    /// The second where the first holds, the third where it does not, missing where it is missing.
    Select(NodeId, NodeId, NodeId),
    /// A curve over one value.
    Curve(Curve, NodeId),
}

impl Op {
    /// The nodes that this one reads, in order.
    pub fn operands(&self) -> impl Iterator<Item = NodeId> {
        let (a, b, c) = match *self {
            Self::Const(_) | Self::Input(_) => (None, None, None),
            Self::Unary(_, a) | Self::Curve(_, a) => (Some(a), None, None),
            Self::Binary(_, a, b) => (Some(a), Some(b), None),
            Self::Select(a, b, c) => (Some(a), Some(b), Some(c)),
        };
        [a, b, c].into_iter().flatten()
    }
}

/// 1 or 0.
#[inline(always)]
pub(crate) fn truth(condition: bool) -> f64 {
    f64::from(u8::from(condition))
}

impl Unary {
    /// The result for one value.
    #[inline(always)]
    pub fn apply(self, a: f64) -> f64 {
        match self {
            Self::Neg => -a,
            Self::Abs => a.abs(),
            Self::Sqrt => a.sqrt(),
            Self::Log => {
                if a > -1.0 {
                    a.ln_1p()
                } else {
                    f64::NAN
                }
            }
            Self::Not => 1.0 - a,
            Self::Known => truth(!a.is_nan()),
        }
    }
}

impl Binary {
    /// The result for two values.
    #[inline(always)]
    pub fn apply(self, a: f64, b: f64) -> f64 {
        let either_missing = a.is_nan() | b.is_nan();
        match self {
            Self::Add => a + b,
            Self::Sub => a - b,
            Self::Mul => a * b,
            Self::Div => {
                if b == 0.0 {
                    f64::NAN
                } else {
                    a / b
                }
            }
            Self::Min | Self::Max | Self::Less | Self::LessOrEqual if either_missing => f64::NAN,
            Self::Min => {
                if a < b {
                    a
                } else {
                    b
                }
            }
            Self::Max => {
                if a > b {
                    a
                } else {
                    b
                }
            }
            Self::Less => truth(a < b),
            Self::LessOrEqual => truth(a <= b),
            Self::And => {
                if a == 0.0 || b == 0.0 {
                    0.0
                } else {
                    a * b
                }
            }
            Self::Or => {
                if a == 1.0 || b == 1.0 {
                    1.0
                } else {
                    a + b
                }
            }
            Self::OrElse => {
                if a.is_nan() {
                    b
                } else {
                    a
                }
            }
        }
    }
}

/// The result of a choice for one row.
#[inline(always)]
pub fn select(condition: f64, yes: f64, no: f64) -> f64 {
    if condition == 1.0 {
        yes
    } else if condition == 0.0 {
        no
    } else {
        f64::NAN
    }
}
