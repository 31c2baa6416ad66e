//! Columns of numbers in as few bytes a number as lose nothing.

use super::bytes::{Reader, Writer};
use crate::data::NO_ID;

/// In how many bytes a whole number is written. The highest of the narrow ones means that nothing is there.
const WIDTHS: [u8; 3] = [1, 2, 4];
/// Single and double precision.
const SINGLE: u8 = 5;
const DOUBLE: u8 = 8;

/// Writes a column.
pub(in crate::read) fn write(numbers: &[f64], out: &mut Writer) {
    out.number(numbers.len() as u64);
    let whole = |width: u8| {
        let most = none(width);
        numbers.iter().all(|&n| {
            let code = n as u64;
            if n.is_nan() {
                n.to_bits() == f64::NAN.to_bits()
            } else {
                code < most && (code as f64).to_bits() == n.to_bits()
            }
        })
    };
    if let Some(width) = WIDTHS.into_iter().find(|&width| whole(width)) {
        out.byte(width);
        for &n in numbers {
            let code = if n.is_nan() { none(width) } else { n as u64 };
            out.0.extend_from_slice(&code.to_le_bytes()[..usize::from(width)]);
        }
    } else if numbers.iter().all(|&n| f64::from(n as f32).to_bits() == n.to_bits()) {
        out.byte(SINGLE);
        for &n in numbers {
            out.0.extend_from_slice(&(n as f32).to_le_bytes());
        }
    } else {
        out.byte(DOUBLE);
        for &n in numbers {
            out.0.extend_from_slice(&n.to_le_bytes());
        }
    }
}

/// Reads a column.
pub(in crate::read) fn read(from: &mut Reader<'_>) -> Option<Vec<f64>> {
    let count = usize::try_from(from.number()?).ok()?;
    let width = from.byte()?;
    let size = match width {
        SINGLE => 4,
        DOUBLE => 8,
        width => usize::from(WIDTHS.into_iter().find(|w| *w == width)?),
    };
    let cells = from.take(count.checked_mul(size)?)?.chunks_exact(size);
    match width {
        SINGLE => cells.map(|b| Some(f64::from(f32::from_le_bytes(b.try_into().ok()?)))).collect(),
        DOUBLE => cells.map(|b| Some(f64::from_le_bytes(b.try_into().ok()?))).collect(),
        width => {
            let number = |code: u64| if code == none(width) { f64::NAN } else { code as f64 };
            Some(cells.map(|b| number(code(b))).collect())
        }
    }
}

/// Writes ids that are numbered from 0, [`NO_ID`] among them.
pub(in crate::read) fn write_ids(ids: &[u32], out: &mut Writer) {
    out.number(ids.len() as u64);
    let most = ids.iter().copied().filter(|&id| id != NO_ID).max().map_or(0, u64::from);
    let width = WIDTHS.into_iter().find(|&width| most < none(width)).unwrap_or(4);
    out.byte(width);
    for &id in ids {
        let code = if id == NO_ID { none(width) } else { u64::from(id) };
        out.0.extend_from_slice(&code.to_le_bytes()[..usize::from(width)]);
    }
}

/// Reads ids of which there are `names`.
pub(in crate::read) fn read_ids(from: &mut Reader<'_>, names: usize) -> Option<Vec<u32>> {
    let count = usize::try_from(from.number()?).ok()?;
    let width = from.byte().filter(|width| WIDTHS.contains(width))?;
    let cells = from.take(count.checked_mul(usize::from(width))?)?.chunks_exact(usize::from(width));
    cells
        .map(|b| match code(b) {
            none_here if none_here == none(width) => Some(NO_ID),
            id => (id < names as u64).then_some(id as u32),
        })
        .collect()
}

/// The code of nothing.
fn none(width: u8) -> u64 {
    (1 << (8 * u32::from(width))) - 1
}

fn code(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |code, &byte| code << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_to_the_last_bit_in_few_bytes() {
        let other_nan = f64::from_bits(f64::NAN.to_bits() ^ 1);
        for (numbers, width) in [
            (&[0.0, 254.0, f64::NAN][..], 1),
            (&[255.0], 2),
            (&[65_535.0, 0.0], 4),
            (&[4_294_967_294.0], 4),
            (&[4_294_967_295.0], 8),
            (&[-0.0], 4),
            (&[0.5, f64::NAN, f64::INFINITY], 4),
            (&[-3.0], 4),
            (&[0.1], 8),
            (&[9_007_199_254_740_993.0, 1e300], 8),
            (&[other_nan, 1.0], 8),
            (&[], 0),
        ] {
            let mut out = Writer::default();
            write(numbers, &mut out);
            assert_eq!(out.0.len(), 9 + width * numbers.len(), "{numbers:?}");
            let back = read(&mut Reader(&out.0)).unwrap();
            let bits = |all: &[f64]| all.iter().map(|n| n.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&back), bits(numbers));
            for cut in 0..out.0.len() {
                assert!(read(&mut Reader(&out.0[..cut])).is_none());
            }
        }
    }

    #[test]
    fn ids_come_back_and_none_beyond_the_names() {
        for ids in [&[][..], &[0, NO_ID, 254], &[255, 0], &[70_000, NO_ID]] {
            let mut out = Writer::default();
            write_ids(ids, &mut out);
            let names = ids.iter().filter(|&&id| id != NO_ID).max().map_or(0, |&id| id as usize + 1);
            assert_eq!(read_ids(&mut Reader(&out.0), names).as_deref(), Some(ids));
            assert!(names == 0 || read_ids(&mut Reader(&out.0), names - 1).is_none());
        }
    }
}
