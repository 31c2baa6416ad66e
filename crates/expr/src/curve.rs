//! Curves: from a quantity to a credit between 0 and 1, named in the field's own words.

#![allow(clippy::inline_always, reason = "only what is inlined is compiled for wide registers")]
#![allow(clippy::needless_bitwise_bool, reason = "a branch keeps a loop from becoming wide instructions")]

use crate::op::Real;

/// A curve. Every curve maps missing to missing and everything else into 0..=1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// Straight from 0 at the first value to 1 at the second; falling when the second is the smaller.
    Ramp(Real, Real),
    /// Like a ramp, but over `ln(1 + x)`: each doubling is worth about the same.
    LogRamp(Real, Real),
    /// `x / (x + half)`: half of the credit at `half`, all of it never quite reached.
    Saturate(Real),
    /// 0 up to the first value, 1 between the second and the third, 0 from the fourth on.
    Plateau(Real, Real, Real, Real),
}

impl Curve {
    /// A straight line from 0 at `from` to 1 at `to`.
    ///
    /// # Errors
    /// The two must differ and be finite.
    pub fn ramp(from: f64, to: f64) -> Result<Self, String> {
        finite(&[from, to])?;
        if from == to {
            return Err(format!("a ramp needs two different numbers, both are {from}"));
        }
        Ok(Self::Ramp(Real(from), Real(to)))
    }

    /// A line over `ln(1 + x)` from 0 at `from` to 1 at `to`.
    ///
    /// # Errors
    /// The two must differ and be at least 0.
    pub fn log_ramp(from: f64, to: f64) -> Result<Self, String> {
        finite(&[from, to])?;
        if from < 0.0 || to < 0.0 {
            return Err(format!("a log_ramp runs between numbers of at least 0, here {from} and {to}"));
        }
        if from == to {
            return Err(format!("a log_ramp needs two different numbers, both are {from}"));
        }
        Ok(Self::LogRamp(Real(from), Real(to)))
    }

    /// Half of the credit at `half`.
    ///
    /// # Errors
    /// `half` must be above 0.
    pub fn saturate(half: f64) -> Result<Self, String> {
        finite(&[half])?;
        if half <= 0.0 {
            return Err(format!("saturate needs a number above 0, here {half}"));
        }
        Ok(Self::Saturate(Real(half)))
    }

    /// Too little and too much: full credit between `full_from` and `full_to`, none outside `from` and `to`.
    ///
    /// # Errors
    /// The four must not fall.
    pub fn plateau(from: f64, full_from: f64, full_to: f64, to: f64) -> Result<Self, String> {
        finite(&[from, full_from, full_to, to])?;
        if !(from <= full_from && full_from <= full_to && full_to <= to) {
            return Err(format!(
                "a plateau needs four numbers that do not fall, here {from}, {full_from}, {full_to}, {to}"
            ));
        }
        Ok(Self::Plateau(Real(from), Real(full_from), Real(full_to), Real(to)))
    }

    /// The credit at `x`.
    #[inline]
    pub fn at(self, x: f64) -> f64 {
        match self {
            Self::Ramp(from, to) => ramp(x, from.0, 1.0 / (to.0 - from.0)),
            Self::LogRamp(from, to) => {
                let start = from.0.ln_1p();
                log_ramp(x, start, 1.0 / (to.0.ln_1p() - start))
            }
            Self::Saturate(half) => saturate(x, half.0),
            Self::Plateau(from, full_from, full_to, to) => plateau(x, from.0, full_from.0, full_to.0, to.0),
        }
    }

    /// The curve as a rule author writes it, without the value it is applied to.
    pub fn written(self) -> String {
        match self {
            Self::Ramp(from, to) => format!("ramp({}, {})", from.0, to.0),
            Self::LogRamp(from, to) => format!("log_ramp({}, {})", from.0, to.0),
            Self::Saturate(half) => format!("saturate({})", half.0),
            Self::Plateau(a, b, c, d) => format!("plateau({}, {}, {}, {})", a.0, b.0, c.0, d.0),
        }
    }
}

fn finite(numbers: &[f64]) -> Result<(), String> {
    match numbers.iter().find(|n| !n.is_finite()) {
        Some(n) => Err(format!("a curve needs ordinary numbers, here {n}")),
        None => Ok(()),
    }
}

#[inline(always)]
pub(crate) fn ramp(x: f64, from: f64, slope: f64) -> f64 {
    ((x - from) * slope).clamp(0.0, 1.0)
}

#[inline(always)]
pub(crate) fn log_ramp(x: f64, start: f64, slope: f64) -> f64 {
    ramp(not_below_zero(x).ln_1p(), start, slope)
}

/// A negative quantity is "none" and not missing; `f64::max` would turn missing into 0.
#[inline(always)]
pub(crate) fn not_below_zero(x: f64) -> f64 {
    if x < 0.0 { 0.0 } else { x }
}

#[inline(always)]
pub(crate) fn saturate(x: f64, half: f64) -> f64 {
    let x = not_below_zero(x);
    let part = x / (x + half);
    if x == f64::INFINITY { 1.0 } else { part }
}

/// One division and choices between finished values: no branch, so a loop of it becomes wide instructions.
#[inline(always)]
pub(crate) fn plateau(x: f64, from: f64, full_from: f64, full_to: f64, to: f64) -> f64 {
    let rising = x < full_from;
    let above = if rising { x - from } else { to - x };
    let width = if rising { full_from - from } else { to - full_to };
    let slope = above / width;
    let outside = if (x <= from) | (x >= to) { 0.0 } else { slope };
    let inside = if (x >= full_from) & (x <= full_to) { 1.0 } else { outside };
    if x.is_nan() { f64::NAN } else { inside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(curve: Result<Curve, String>, points: &[(f64, f64)]) {
        let curve = curve.expect("a good curve");
        for &(x, y) in points {
            let got = curve.at(x);
            assert!((got - y).abs() < 1e-12, "{curve:?} at {x}: {got}, expected {y}");
        }
        assert!(curve.at(f64::NAN).is_nan());
    }

    #[test]
    fn curves_pass_through_their_points() {
        check(Curve::ramp(1.0, 3.0), &[(0.0, 0.0), (1.0, 0.0), (2.0, 0.5), (3.0, 1.0), (9.0, 1.0)]);
        check(Curve::ramp(3.0, 1.0), &[(0.0, 1.0), (2.0, 0.5), (3.0, 0.0), (f64::INFINITY, 0.0)]);
        check(Curve::log_ramp(0.0, 3.0), &[(-5.0, 0.0), (0.0, 0.0), (1.0, 0.5), (3.0, 1.0), (7.0, 1.0)]);
        check(
            Curve::saturate(4.0),
            &[(-1.0, 0.0), (0.0, 0.0), (4.0, 0.5), (12.0, 0.75), (f64::INFINITY, 1.0)],
        );
        check(
            Curve::plateau(0.0, 2.0, 4.0, 8.0),
            &[
                (-1.0, 0.0),
                (0.0, 0.0),
                (1.0, 0.5),
                (2.0, 1.0),
                (4.0, 1.0),
                (6.0, 0.5),
                (8.0, 0.0),
                (99.0, 0.0),
            ],
        );
        check(Curve::plateau(2.0, 2.0, 4.0, 4.0), &[(1.9, 0.0), (2.0, 1.0), (4.0, 1.0), (4.1, 0.0)]);
    }

    #[test]
    fn curves_that_mean_nothing_are_refused() {
        for bad in [
            Curve::ramp(1.0, 1.0),
            Curve::ramp(0.0, f64::NAN),
            Curve::log_ramp(-1.0, 2.0),
            Curve::saturate(0.0),
            Curve::plateau(0.0, 3.0, 2.0, 4.0),
        ] {
            assert!(bad.is_err(), "{bad:?}");
        }
    }
}
