//! A text as bit masks: one bit a byte for each kind of ASCII character that matters, and for all others together.
//!
//! Comparing is done for 64 bytes at a time, in the widest registers that the processor has; what follows works on words
//! of 64 bits and is the same everywhere.

use pulp::Arch;

/// Bytes that a mask holds a bit for.
pub(crate) const BLOCK: usize = 64;

/// The masks of 64 bytes, the lowest bit for the first.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Block {
    pub(crate) capitals: u64,
    pub(crate) small: u64,
    pub(crate) digits: u64,
    /// White space as `char::is_whitespace` has it.
    pub(crate) blank: u64,
    /// Line feeds and carriage returns.
    pub(crate) breaks: u64,
    /// Neither letter, digit nor white space; also control characters.
    pub(crate) signs: u64,
    /// Bytes of what is not ASCII.
    pub(crate) wide: u64,
    /// What belongs to a word of ASCII: filled by [`words`](super::words).
    pub(crate) word: u64,
}

impl Block {
    pub(crate) fn letters(&self) -> u64 {
        self.capitals | self.small
    }
}

/// Replaces `blocks` by the masks of a text and `lower` by the text with its ASCII capitals in lower case.
///
/// Both go on for a while behind the text, with nothing: a block, and eight zero bytes.
pub(crate) fn read(arch: Arch, text: &[u8], blocks: &mut Vec<Block>, lower: &mut Vec<u8>) {
    let all = text.len() / BLOCK + 2;
    blocks.clear();
    blocks.resize(all, Block::default());
    lower.clear();
    lower.resize(all * BLOCK, 0);
    let (masks, small) = (blocks.as_mut_slice(), lower.as_chunks_mut::<BLOCK>().0);
    arch.dispatch(
        #[inline(always)]
        || {
            let (whole, rest) = text.as_chunks::<BLOCK>();
            let mut into = masks.iter_mut().zip(small);
            for (block, (masks, small)) in whole.iter().zip(&mut into) {
                read_block(block, masks, small);
            }
            if let Some((masks, small)) = into.next().filter(|_| !rest.is_empty()) {
                // Spaces behind the end are no signs, and are taken back.
                let mut block = [b' '; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                read_block(&block, masks, small);
                masks.blank &= (1 << rest.len()) - 1;
                small[rest.len()..].fill(0);
            }
        },
    );
}

#[allow(clippy::inline_always, reason = "what is not inlined is not compiled for wide registers")]
#[inline(always)]
fn read_block(block: &[u8; BLOCK], masks: &mut Block, small: &mut [u8; BLOCK]) {
    masks.capitals = mask(block, |b| b.wrapping_sub(b'A') < 26);
    masks.small = mask(block, |b| b.wrapping_sub(b'a') < 26);
    masks.digits = mask(block, |b| b.wrapping_sub(b'0') < 10);
    masks.blank = mask(block, |b| (b == b' ') | (b.wrapping_sub(b'\t') < 5));
    masks.breaks = mask(block, |b| matches!(b, b'\n' | b'\r'));
    masks.wide = mask(block, |b| b >= 0x80);
    masks.signs = !(masks.capitals | masks.small | masks.digits | masks.blank | masks.wide);
    for (to, b) in small.iter_mut().zip(block) {
        *to = b | (u8::from(b.wrapping_sub(b'A') < 26) << 5);
    }
}

/// Multiplied by this, eight flags of a byte each gather in the highest byte.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// One bit for each byte: whether it is of a kind.
#[allow(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn mask(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0; BLOCK];
    for (flag, b) in flags.iter_mut().zip(block) {
        *flag = u8::from(is(*b));
    }
    let eights = flags.as_chunks::<8>().0.iter().enumerate();
    eights.fold(0, |bits, (at, eight)| {
        bits | (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << (8 * at)
    })
}

/// The places of the bits that are set, in order.
pub(crate) fn places(blocks: &[Block], kind: impl Fn(&Block) -> u64) -> impl Iterator<Item = usize> {
    blocks.iter().enumerate().flat_map(move |(at, block)| {
        let mut bits = kind(block);
        std::iter::from_fn(move || {
            let place = (bits != 0).then(|| at * BLOCK + bits.trailing_zeros() as usize);
            bits &= bits.wrapping_sub(1);
            place
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All widths of registers that this machine has.
    fn levels() -> Vec<Arch> {
        let mut levels = vec![Arch::Scalar];
        #[cfg(target_arch = "x86_64")]
        levels.extend(pulp::x86::V3::try_new().map(Arch::V3));
        levels.push(Arch::new());
        levels
    }

    /// Every byte at every place of a block, whatever registers there are.
    #[test]
    fn masks_say_what_each_byte_is() {
        for length in [0, 1, 63, 64, 65, 127, 128, 129, 300] {
            for shift in 0..256 {
                let text: Vec<u8> = (0..length).map(|at| ((at * 7 + shift) % 256) as u8).collect();
                for level in levels() {
                    let (mut blocks, mut lower) = (Vec::new(), Vec::new());
                    read(level, &text, &mut blocks, &mut lower);
                    check(&text, &blocks, &lower);
                }
            }
        }
    }

    #[track_caller]
    fn check(text: &[u8], blocks: &[Block], lower: &[u8]) {
        assert!(blocks.len() * BLOCK > text.len() && lower.len() >= text.len() + 8);
        for at in 0..blocks.len() * BLOCK {
            let b = text.get(at).copied();
            let has = |kind: fn(&Block) -> u64| kind(&blocks[at / BLOCK]) >> (at % BLOCK) & 1 == 1;
            let is = |kind: fn(&u8) -> bool| b.as_ref().is_some_and(kind);
            let blank = b.is_some_and(|b| b.is_ascii() && char::from(b).is_whitespace());
            assert_eq!(has(|m| m.capitals), is(u8::is_ascii_uppercase));
            assert_eq!(has(|m| m.small), is(u8::is_ascii_lowercase));
            assert_eq!(has(|m| m.digits), is(u8::is_ascii_digit));
            assert_eq!(has(|m| m.blank), blank);
            assert_eq!(has(|m| m.breaks), b == Some(b'\n') || b == Some(b'\r'));
            assert_eq!(has(|m| m.wide), is(|b| !b.is_ascii()));
            assert_eq!(has(|m| m.signs), is(|b| b.is_ascii() && !b.is_ascii_alphanumeric()) && !blank);
            assert_eq!(lower[at], b.map_or(0, |b| b.to_ascii_lowercase()));
        }
        let is_space = |at: &usize| text[*at].is_ascii() && char::from(text[*at]).is_whitespace();
        let spaces: Vec<usize> = (0..text.len()).filter(is_space).collect();
        assert_eq!(places(blocks, |m| m.blank).collect::<Vec<_>>(), spaces);
    }
}
