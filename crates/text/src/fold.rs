//! Words as numbers: a word is folded and hashed in one go, so that no pass ever owns a word as a string.
//!
//! Folding makes lower case, turns curly apostrophes into straight ones, drops invisible characters (so that the
//! joiners of Persian and Hindi do not make another word) and joins the two small sigmas. Disguised letters and
//! accents written apart are no matter here: a text is made plain before it has words (see `plain`).
//!
//! The hash is part of `similarity_hash`, which is stored: changing it changes stored values.

use crate::invisible::is_ignorable;
use crate::kind::Kind;

/// The hash of a folded word; never 0, so that tables can use 0 for "empty".
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = FoldHasher::default();
    if word.is_ascii() {
        eights(word.as_bytes(), |block| hasher.block(lower_ascii(block)));
        hasher.finish(word.len())
    } else {
        if is_folded(word) {
            eights(word.as_bytes(), |block| hasher.block(lower_any(block)));
            return hasher.finish(word.len());
        }
        let (mut length, mut block) = (0, 0);
        fold(word, |byte| {
            block |= u64::from(byte) << (length % 8 * 8);
            length += 1;
            if length % 8 == 0 {
                hasher.block(std::mem::take(&mut block));
            }
        });
        if length % 8 != 0 {
            hasher.block(block);
        }
        hasher.finish(length)
    }
}

/// Whether a word is its own folded form, capitals of ASCII aside.
pub(crate) fn is_folded(word: &str) -> bool {
    !word.chars().any(|c| Kind::of(c).has(Kind::FOLDS))
}

/// Gives blocks of eight bytes, the last filled up with zeros.
#[inline]
fn eights(bytes: &[u8], mut take: impl FnMut(u64)) {
    let (whole, rest) = bytes.as_chunks::<8>();
    for eight in whole {
        take(u64::from_le_bytes(*eight));
    }
    if rest.is_empty() {
        return;
    }
    // Of a longer word the last eight bytes are there already.
    take(match bytes.last_chunk::<8>() {
        Some(&last) => u64::from_le_bytes(last) >> (8 * (8 - rest.len())),
        None => rest.iter().rev().fold(0, |block, &byte| block << 8 | u64::from(byte)),
    });
}

/// The hash of two neighbours, from the hashes of each; the order counts.
pub(crate) fn pair(first: u64, second: u64) -> u64 {
    nonzero(mix(first.wrapping_add(SEED), second ^ STEP))
}

/// Takes a folded word in blocks of eight bytes, the last filled up with zeros.
#[derive(Clone, Copy, Default)]
pub(crate) struct FoldHasher(u64);

impl FoldHasher {
    pub(crate) fn block(&mut self, block: u64) {
        self.0 = mix(self.0 ^ block ^ SEED, STEP);
    }

    pub(crate) fn finish(self, length: usize) -> u64 {
        nonzero(mix(self.0 ^ length as u64, LAST))
    }
}

// Odd constants with bits evenly set, from the fractional digits of the square roots of 2, 3 and 5.
const SEED: u64 = 0x6a09_e667_f3bc_c909;
const STEP: u64 = 0xbb67_ae85_84ca_a73b;
const LAST: u64 = 0x3c6e_f372_fe94_f82b;

/// Multiplies to 128 bits and folds the halves: every input bit reaches every output bit.
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

fn nonzero(hash: u64) -> u64 {
    if hash == 0 { 1 } else { hash }
}

/// Lower-cases eight ASCII bytes at once; every byte must be below 0x80.
fn lower_ascii(block: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let from_a = block + ONES * (0x80 - u64::from(b'A'));
    let past_z = block + ONES * (0x7f - u64::from(b'Z'));
    let capital = (from_a ^ past_z) & (ONES * 0x80);
    block | (capital >> 2)
}

/// Lower-cases those of eight bytes that are ASCII.
fn lower_any(block: u64) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let high = block & HIGH;
    let low = block ^ high;
    // What was added to a byte that is no ASCII does not count.
    block | ((lower_ascii(low) ^ low) & !(high >> 2))
}

fn fold(word: &str, mut emit: impl FnMut(u8)) {
    for c in word.chars() {
        match c {
            _ if c.is_ascii() => emit((c as u8).to_ascii_lowercase()),
            _ if !Kind::of(c).has(Kind::FOLDS) => push(c, &mut emit),
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{ff07}' => emit(b'\''),
            'ς' => push('σ', &mut emit),
            _ if is_ignorable(c) => {}
            _ => c.to_lowercase().for_each(|c| push(c, &mut emit)),
        }
    }
}

/// Whether the character is another one, or none, when folded; capitals of ASCII aside.
pub(crate) fn changes(c: char) -> bool {
    !c.is_ascii() && changes_beyond_ascii(c)
}

fn changes_beyond_ascii(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{ff07}' | 'ς')
        || is_ignorable(c)
        || !c.to_lowercase().eq([c])
}

fn push(c: char, emit: &mut impl FnMut(u8)) {
    c.encode_utf8(&mut [0; 4]).bytes().for_each(emit);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_joins_what_a_reader_joins() {
        let same = [
            ("Thanks", "thanks"),
            ("DON'T", "don’t"),
            ("ÉCOLE", "école"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("in\u{ad}vis\u{200d}ible", "invisible"),
            ("\u{212a}elvin", "kelvin"),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"),
        ];
        for (a, b) in same {
            assert_eq!(hash(a), hash(b), "{a} {b}");
        }
        let other =
            [("a", "b"), ("resume", "résumé"), ("a", "aa"), ("a\0", "a"), ("é", "e\u{301}"), ("[", "{")];
        for (a, b) in other {
            assert_ne!(hash(a), hash(b), "{a} {b}");
        }
        assert_ne!(pair(1, 2), pair(2, 1));
    }

    #[test]
    fn eight_bytes_are_lower_cased_as_one_by_one() {
        for byte in 0..0x80_u8 {
            let block = u64::from_le_bytes([byte; 8]);
            assert_eq!(lower_ascii(block).to_le_bytes(), [byte.to_ascii_lowercase(); 8]);
        }
    }

    #[test]
    fn only_ascii_is_lower_cased_among_others() {
        for byte in 0..=u8::MAX {
            assert_eq!(
                lower_any(u64::from_le_bytes([byte; 8])).to_le_bytes(),
                [byte.to_ascii_lowercase(); 8]
            );
        }
    }

    #[test]
    fn words_of_all_lengths_are_hashed_by_their_folded_bytes() {
        for word in [
            "é",
            "Été",
            "naïveté",
            "ÀB",
            "日本語の文",
            "ПРИВЕТ",
            "привет",
            "co\u{ad}öp",
            "L’École",
            "Straße12",
        ] {
            for more in 0..9 {
                let word = format!("{word}{}", &"ABcdEFgh"[..more]);
                let mut folded = Vec::new();
                fold(&word, |byte| folded.push(byte));
                let mut hasher = FoldHasher::default();
                for chunk in folded.chunks(8) {
                    let mut block = [0; 8];
                    block[..chunk.len()].copy_from_slice(chunk);
                    hasher.block(u64::from_le_bytes(block));
                }
                assert_eq!(hash(&word), hasher.finish(folded.len()), "{word}");
            }
        }
    }

    #[test]
    fn the_stored_hash_does_not_move() {
        assert_eq!(hash("insight"), 7_609_625_471_723_227_868);
        assert_eq!(hash("Überblick"), 11_846_064_750_077_308_961);
        assert_eq!(pair(hash("social"), hash("selling")), 8_821_928_923_356_534_906);
    }
}
