//! Where words begin and end, as bits.
//!
//! No word goes on over white space, so only what stands between white space and has more than ASCII in it is cut character by
//! character.

use super::Ascii;
use super::masks::{BLOCK, Block};
use super::words::Bounds;
use crate::segment::words_of_line;

impl Ascii {
    /// Letters, digits and underscores, and the signs that join them: `don't`, `3.50`, `a:b`.
    pub(super) fn mark_words(&mut self, text: &[u8]) {
        for block in &mut self.blocks {
            block.word = block.letters() | block.digits;
        }
        self.inner.clear();
        for &place in &self.signs {
            let at = place as usize;
            let joins = match text[at] {
                b'_' => true,
                b'.' | b'\'' => {
                    joins(text, at, u8::is_ascii_alphabetic) || joins(text, at, u8::is_ascii_digit)
                }
                b':' => joins(text, at, u8::is_ascii_alphabetic),
                b',' | b';' => joins(text, at, u8::is_ascii_digit),
                _ => false,
            };
            if joins {
                self.blocks[at / BLOCK].word |= 1 << (at % BLOCK);
                self.inner.push(place);
            }
        }
    }

    /// Finds where words begin and end, character by character in what has more than ASCII in it.
    pub(super) fn cut_anew(&mut self, text: &str) {
        self.cuts.clear();
        self.cuts.extend(cuts(&self.blocks));
        let mut from = 0;
        while let Some(wide) = self.first(from, |block| block.wide) {
            let start = self.last_blank(wide).map_or(0, |blank| blank + 1);
            // A mark may belong to the white space before it, and spaces belong together.
            let spaces = start - text[..start].trim_end_matches(' ').len();
            let start = if start == wide { start - spaces.max(usize::from(start > 0)) } else { start };
            let end = self.first(wide, |block| block.blank).unwrap_or(text.len());
            for (at, among) in within(start, end) {
                self.cuts[at].starts &= !among;
            }
            for (at, among) in within(start + 1, end + 1) {
                self.cuts[at].ends &= !among;
            }
            for (at, word) in words_of_line(&text[start..end]) {
                let (at, behind) = (start + at, start + at + word.len());
                self.cuts[at / BLOCK].starts |= 1 << (at % BLOCK);
                self.cuts[behind / BLOCK].ends |= 1 << (behind % BLOCK);
            }
            from = end;
        }
    }

    /// The first place of a kind from one on.
    fn first(&self, from: usize, kind: impl Fn(&Block) -> u64) -> Option<usize> {
        let (block, bit) = (from / BLOCK, from % BLOCK);
        let here = kind(&self.blocks[block]) & (u64::MAX << bit);
        let rest = self.blocks.iter().enumerate().skip(block + 1).map(|(at, block)| (at, kind(block)));
        let (at, bits) = std::iter::once((block, here)).chain(rest).find(|(_, bits)| *bits != 0)?;
        Some(at * BLOCK + bits.trailing_zeros() as usize)
    }

    /// The last white space of ASCII before a place.
    fn last_blank(&self, before: usize) -> Option<usize> {
        let (block, bit) = (before / BLOCK, before % BLOCK);
        let here = self.blocks[block].blank & !(u64::MAX << bit);
        let rest = self.blocks[..block].iter().enumerate().rev().map(|(at, block)| (at, block.blank));
        let (at, bits) = std::iter::once((block, here)).chain(rest).find(|(_, bits)| *bits != 0)?;
        Some(at * BLOCK + bits.ilog2() as usize)
    }
}

/// A bit for each byte of a block with which a word begins, and for each before which one ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cuts {
    starts: u64,
    ends: u64,
}

/// Where the words of ASCII begin and end, block by block.
pub(super) fn cuts(blocks: &[Block]) -> impl Iterator<Item = Cuts> {
    let mut inside = 0;
    blocks.iter().map(move |block| {
        let behind = block.word << 1 | inside;
        inside = block.word >> (BLOCK - 1);
        Cuts { starts: block.word & !behind, ends: behind & !block.word }
    })
}

/// Fills in the words and shortens them to as many as there are.
pub(super) fn fill(words: &mut Vec<Bounds>, cuts: impl Iterator<Item = Cuts>) {
    // Beginnings and ends by themselves: one loop over both would not know what comes next.
    let (mut begun, mut ended) = (0, 0);
    for (at, Cuts { mut starts, mut ends }) in cuts.enumerate() {
        let first = (at * BLOCK) as u32;
        while starts != 0 {
            words[begun].start = first + starts.trailing_zeros();
            begun += 1;
            starts &= starts - 1;
        }
        while ends != 0 {
            words[ended].end = first + ends.trailing_zeros();
            ended += 1;
            ends &= ends - 1;
        }
    }
    words.truncate(begun);
}

/// The blocks between two places, and the bits of each that lie there.
fn within(start: usize, end: usize) -> impl Iterator<Item = (usize, u64)> {
    (start / BLOCK..end.div_ceil(BLOCK)).map(move |at| {
        let from = u64::MAX << start.saturating_sub(at * BLOCK);
        let to = u64::MAX >> ((at + 1) * BLOCK).saturating_sub(end);
        (at, from & to)
    })
}

/// Whether a sign stands between two characters of a kind.
fn joins(text: &[u8], at: usize, is: impl Fn(&u8) -> bool) -> bool {
    at > 0 && is(&text[at - 1]) && text.get(at + 1).is_some_and(is)
}
