//! Columns of numbers in pieces, each as small as it goes without losing a bit.

use crate::settling::Lanes;

/// Some rows of a column.
#[derive(Clone, Debug)]
pub(crate) enum Packed {
    /// All alike: most often a rule without its table, or a signal that few texts have.
    Same(f64),
    /// Where single precision has every value to the last bit.
    Narrow(Vec<f32>),
    Full(Vec<f64>),
}

impl Packed {
    pub(crate) fn new(all: Vec<f64>) -> Self {
        let alike = |a: f64, b: f64| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
        let first = all.first().copied().unwrap_or(f64::NAN);
        if all.iter().all(|&x| alike(x, first)) {
            Self::Same(first)
        } else if all.iter().all(|&x| alike(f64::from(x as f32), x)) {
            Self::Narrow(all.iter().map(|&x| x as f32).collect())
        } else {
            Self::Full(all)
        }
    }

    /// Reads the block that begins at `at`.
    pub(crate) fn read(&self, at: usize, to: &mut Lanes) {
        match self {
            Self::Same(value) => to.0.fill(*value),
            Self::Narrow(all) => to.0.iter_mut().zip(&all[at..]).for_each(|(to, &x)| *to = f64::from(x)),
            Self::Full(all) => to.0.iter_mut().zip(&all[at..]).for_each(|(to, &x)| *to = x),
        }
    }

    /// Adds its values, of which there are `rows`, to a column.
    pub(crate) fn unpack(&self, rows: usize, to: &mut Vec<f64>) {
        match self {
            Self::Same(value) => to.extend(std::iter::repeat_n(*value, rows)),
            Self::Narrow(all) => to.extend(all.iter().map(|&x| f64::from(x))),
            Self::Full(all) => to.extend_from_slice(all),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_went_in() {
        let check = |all: &[f64], small: bool| {
            let (packed, mut out) = (Packed::new(all.to_vec()), Vec::new());
            packed.unpack(all.len(), &mut out);
            let bits = |all: &[f64]| all.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&out), bits(all));
            assert_eq!(!matches!(packed, Packed::Full(_)), small, "{all:?}");
        };
        check(&[], true);
        check(&[0.1, 0.1, 0.1], true);
        check(&[f64::NAN, f64::NAN], true);
        check(&[1.0, f64::NAN, 0.5, -0.0], true);
        check(&[1.0, 0.1], false);
        check(&[0.0, -0.0], true);
        check(&[f64::INFINITY, f64::MAX], false);
    }
}
