//! One pass of all instructions over a block of rows: a loop of its own for each operation and each kind of operand.
//!
//! Everything here is inlined into the one function that is compiled for a width of registers, so that each loop becomes
//! wide instructions. What cannot be one, the logarithm, is looked up for the small whole numbers that counts are.

#![allow(clippy::inline_always, reason = "only what is inlined is compiled for wide registers")]
#![allow(clippy::needless_bitwise_bool, reason = "a branch keeps a loop from becoming wide instructions")]

use std::sync::LazyLock;

use crate::curve::{self, Curve};
use crate::op::{Binary, Unary, select};

/// Rows in a block.
pub(crate) const LANES_IN_A_BLOCK: usize = 256;

/// The values of a block of rows.
pub(crate) type Block = [f64; LANES_IN_A_BLOCK];

/// A block of our own, where no wide load straddles two cache lines.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Register(pub(crate) Block);

impl Register {
    pub(crate) const ZERO: Self = Self([0.0; LANES_IN_A_BLOCK]);
}

/// Where an instruction finds a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    Register(u16),
    Input(u16),
    Constant(f64),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Instruction {
    Unary(Unary, u16, Source),
    Binary(Binary, u16, Source, Source),
    Select(u16, Source, Source, Source),
    Curve(Curve, u16, Source),
}

impl Instruction {
    fn target(&self) -> usize {
        let (Self::Unary(_, to, _) | Self::Binary(_, to, ..) | Self::Select(to, ..) | Self::Curve(_, to, _)) =
            *self;
        usize::from(to)
    }
}

/// What an instruction reads in a block of rows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operand<'a> {
    /// One value a row.
    Block(&'a Block),
    /// The same in every row.
    Same(f64),
}

/// A block of rows, about to be swept.
pub(crate) struct Sweep<'a> {
    pub(crate) instructions: &'a [Instruction],
    /// By slot.
    pub(crate) inputs: &'a [Operand<'a>],
    pub(crate) registers: &'a mut [Register],
    /// How many rows of the block mean something. All are swept, because loops of a known length have no loose ends.
    pub(crate) rows: usize,
}

impl Sweep<'_> {
    #[inline(always)]
    pub(crate) fn run(self) {
        for instruction in self.instructions {
            // The target is never one of the operands, so those lie before it or behind it.
            let to = instruction.target();
            let (before, rest) = self.registers.split_at_mut(to);
            let Some((Register(out), behind)) = rest.split_first_mut() else { continue };
            let (before, behind, inputs) = (&*before, &*behind, self.inputs);
            let read = |source: Source| match source {
                Source::Register(r) if usize::from(r) < to => Operand::Block(&before[usize::from(r)].0),
                Source::Register(r) => Operand::Block(&behind[usize::from(r) - to - 1].0),
                Source::Input(slot) => inputs[usize::from(slot)],
                Source::Constant(value) => Operand::Same(value),
            };
            match *instruction {
                Instruction::Unary(f, _, a) => unary(f, read(a), out, self.rows),
                Instruction::Binary(f, _, a, b) => binary(f, read(a), read(b), out),
                Instruction::Select(_, c, a, b) => choose(read(c), read(a), read(b), out),
                Instruction::Curve(f, _, a) => curve(f, read(a), out, self.rows),
            }
        }
    }
}

#[inline(always)]
fn map1(a: Operand<'_>, out: &mut Block, f: impl Fn(f64) -> f64) {
    match a {
        Operand::Block(a) => {
            for (o, &a) in out.iter_mut().zip(a) {
                *o = f(a);
            }
        }
        Operand::Same(a) => out.fill(f(a)),
    }
}

#[inline(always)]
fn map2(a: Operand<'_>, b: Operand<'_>, out: &mut Block, f: impl Fn(f64, f64) -> f64) {
    match (a, b) {
        (Operand::Block(a), Operand::Block(b)) => {
            for ((o, &a), &b) in out.iter_mut().zip(a).zip(b) {
                *o = f(a, b);
            }
        }
        (a, Operand::Same(b)) => map1(a, out, |a| f(a, b)),
        (Operand::Same(a), b) => map1(b, out, |b| f(a, b)),
    }
}

#[inline(always)]
fn choose(c: Operand<'_>, a: Operand<'_>, b: Operand<'_>, out: &mut Block) {
    match (c, a, b) {
        (Operand::Same(c), a, b) => map2(a, b, out, |a, b| select(c, a, b)),
        (c, Operand::Same(a), b) => map2(c, b, out, |c, b| select(c, a, b)),
        (c, a, Operand::Same(b)) => map2(c, a, out, |c, a| select(c, a, b)),
        (Operand::Block(c), Operand::Block(a), Operand::Block(b)) => {
            for (((o, &c), &a), &b) in out.iter_mut().zip(c).zip(a).zip(b) {
                *o = select(c, a, b);
            }
        }
    }
}

#[inline(always)]
fn unary(f: Unary, a: Operand<'_>, out: &mut Block, rows: usize) {
    match f {
        Unary::Neg => map1(a, out, |x| Unary::Neg.apply(x)),
        Unary::Abs => map1(a, out, |x| Unary::Abs.apply(x)),
        Unary::Sqrt => map1(a, out, |x| Unary::Sqrt.apply(x)),
        Unary::Log => {
            map1(a, out, |x| if x > -1.0 { x } else { f64::NAN });
            logarithms(&mut out[..rows]);
        }
        Unary::Not => map1(a, out, |x| Unary::Not.apply(x)),
        Unary::Known => map1(a, out, |x| Unary::Known.apply(x)),
    }
}

#[inline(always)]
fn binary(f: Binary, a: Operand<'_>, b: Operand<'_>, out: &mut Block) {
    macro_rules! one_loop_each {
        ($($variant:ident),+) => {
            match f { $(Binary::$variant => map2(a, b, out, |x, y| Binary::$variant.apply(x, y))),+ }
        };
    }
    one_loop_each!(Add, Sub, Mul, Div, Min, Max, Less, LessOrEqual, And, Or, OrElse);
}

#[inline(always)]
fn curve(f: Curve, a: Operand<'_>, out: &mut Block, rows: usize) {
    match f {
        Curve::Ramp(from, to) => {
            let slope = 1.0 / (to.0 - from.0);
            map1(a, out, |x| curve::ramp(x, from.0, slope));
        }
        Curve::LogRamp(from, to) => {
            let start = from.0.ln_1p();
            let slope = 1.0 / (to.0.ln_1p() - start);
            map1(a, out, curve::not_below_zero);
            logarithms(&mut out[..rows]);
            for value in out {
                *value = curve::ramp(*value, start, slope);
            }
        }
        Curve::Saturate(half) => map1(a, out, |x| curve::saturate(x, half.0)),
        Curve::Plateau(from, full_from, full_to, to) => {
            map1(a, out, |x| curve::plateau(x, from.0, full_from.0, full_to.0, to.0));
        }
    }
}

/// Whole numbers whose logarithm is kept; a power of two.
const KEPT: usize = 1024;

/// `ln(1 + x)` of the whole numbers from 0, as the machine's own function gives it.
static LOGARITHMS: LazyLock<[f64; KEPT]> = LazyLock::new(|| std::array::from_fn(|x| (x as f64).ln_1p()));

/// 2⁵²: added to a small whole number it leaves the number in the lowest bits.
const ALIGN: f64 = 4_503_599_627_370_496.0;

/// The place of a value in the table, and whether it is there to the last bit: −0 is not 0.
#[inline(always)]
fn place(x: f64) -> (usize, bool) {
    let aligned = x + ALIGN;
    let place = aligned.to_bits() & (KEPT as u64 - 1);
    let back = f64::from_bits(ALIGN.to_bits() | place) - ALIGN;
    (place as usize, back.to_bits() == x.to_bits())
}

/// `ln(1 + x)` in place.
#[inline(always)]
fn logarithms(values: &mut [f64]) {
    let table: &[f64; KEPT] = &LOGARITHMS;
    let mut others = 0_u64;
    for x in &*values {
        others |= u64::from(!place(*x).1 & !x.is_nan());
    }
    if others == 0 {
        for x in values {
            let (place, kept) = place(*x);
            *x = if kept { table[place & (KEPT - 1)] } else { *x };
        }
    } else {
        for x in values {
            let (place, kept) = place(*x);
            *x = if kept { table[place & (KEPT - 1)] } else { x.ln_1p() };
        }
    }
}
