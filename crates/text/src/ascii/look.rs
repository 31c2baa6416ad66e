//! What the words of an ASCII text look like: how long they are, capitals, figures, and where sentences begin.

use super::masks::BLOCK;
use super::{Ascii, Bounds};
use crate::catchwords::{Kind, Place, is_sign_ascii};
use crate::shape::Shape;
use crate::words::WordFacts;

impl WordFacts {
    /// Takes the words that were found, and the sentences if they were; fills `places` if they are wanted.
    pub(crate) fn look(&mut self, prose: &str, ascii: &Ascii, wants_places: bool, places: &mut Vec<Place>) {
        let bytes = prose.as_bytes();
        let words = ascii.words();
        places.clear();
        places.resize(words.len(), Place { opens: true, kind: Kind::Word });
        let mut ends = ascii.sentence_ends().iter().map(|&end| end as u32);
        let mut sentence_end = ends.next().unwrap_or(u32::MAX);
        let mut odd = Odd::new(ascii);
        let (mut longest, mut long, mut letters, mut names, mut numbers) = (0, 0, 0, 0, 0);
        let (mut sentence_start, mut before) = (0, 0);
        for (place, (&word, out)) in words.iter().zip(&mut *places).enumerate() {
            let mut length = word.end - word.start;
            let mut has_digit = false;
            if odd.next < word.end {
                let inside;
                (inside, has_digit) = odd.inside(ascii, word);
                length -= inside;
            }
            if word.start >= sentence_end {
                self.sentences.current = (place - sentence_start) as u64;
                self.sentences.close();
                sentence_start = place;
                while word.start >= sentence_end {
                    sentence_end = ends.next().unwrap_or(u32::MAX);
                }
            }
            letters += length;
            longest = longest.max(length);
            long += u32::from(length > 6);
            let beginning = Beginning::of(ascii.four(word.start()));
            let capitalised = if beginning.is_plain() & !has_digit {
                out.kind = beginning.kind(word.end - word.start);
                self.starts_small |= !beginning.is_capital & (place == numbers);
                beginning.is_capital
            } else {
                let shape = Shape::of(&prose[word.range()]);
                self.starts_small |= shape.starts_small && place == numbers;
                numbers += usize::from(shape.number);
                self.all_caps += u64::from(shape.is_all_caps());
                out.kind = Kind::of(&prose[word.range()]);
                shape.capitalised
            };
            names += u32::from(capitalised & (place > sentence_start));
            if wants_places {
                let gap = &bytes[before..word.start()];
                before = word.end();
                out.opens = is_sign_ascii(gap);
            }
        }
        if let Some(first) = places.first_mut() {
            first.opens = true;
        }
        self.words = words.len() as u64;
        self.numbers = numbers as u64;
        (self.letters, self.longest, self.long) = (u64::from(letters), u64::from(longest), u64::from(long));
        self.names = u64::from(names);
        self.sentences.current = self.words - sentence_start as u64;
        self.sentences.close();
    }
}

/// Signs and digits inside words, which few words have.
struct Odd<'a> {
    /// Where the next one stands, or before.
    next: u32,
    signs: &'a [u32],
    digit: u32,
}

impl<'a> Odd<'a> {
    fn new(ascii: &'a Ascii) -> Odd<'a> {
        let mut odd = Odd { next: 0, signs: ascii.inner(), digit: ascii.digit_from(0) };
        odd.find_next();
        odd
    }

    fn find_next(&mut self) {
        self.next = self.signs.first().map_or(u32::MAX, |&at| at).min(self.digit);
    }

    /// How many signs are in a word and whether a digit is.
    #[cold]
    fn inside(&mut self, ascii: &Ascii, word: Bounds) -> (u32, bool) {
        let mut inside = 0;
        while let Some((sign, rest)) = self.signs.split_first().filter(|(sign, _)| **sign < word.end) {
            // Those of runs of underscores, which are no words, lie before.
            inside += u32::from(*sign >= word.start);
            self.signs = rest;
        }
        let has_digit = self.digit < word.end;
        if has_digit {
            self.digit = ascii.digit_from(word.end());
        }
        self.find_next();
        (inside, has_digit)
    }
}

/// The first letters of a word.
#[derive(Clone, Copy)]
pub(super) struct Beginning {
    pub(super) is_capital: bool,
    /// The highest bit of each of the first three bytes that is a small letter.
    small: u32,
}

impl Beginning {
    /// Of four bytes of the text. What stands behind a word is no letter, so its bytes may be asked like the word's own.
    #[inline]
    pub(super) fn of(four: u32) -> Beginning {
        const ONES: u32 = 0x01_0101;
        let bytes = four & (ONES * 0x7f);
        let from_a = bytes + ONES * (0x80 - b'a' as u32);
        let past_z = bytes + ONES * (0x7f - b'z' as u32);
        Beginning { is_capital: (four as u8).is_ascii_uppercase(), small: (from_a & !past_z) & (ONES * 0x80) }
    }

    /// Whether the word has a small letter at its beginning, or behind a capital there: it is neither a number nor in capitals.
    #[inline]
    pub(super) fn is_plain(self) -> bool {
        (self.small & 0x80 != 0) | (self.is_capital & (self.small & 0x8000 != 0))
    }

    /// What such a word of this length without a digit is to lists of catchwords.
    #[inline]
    pub(super) fn kind(self, length: u32) -> Kind {
        // The bits of as many small letters, which four are too many for.
        let all = 0x8080_8080_u32 >> (8 * 4_u32.saturating_sub(length)) & 0x8080_8080;
        let kind = if self.small == all { Kind::Short } else { Kind::Word };
        if length == 1 { Kind::Figure } else { kind }
    }
}

impl Ascii {
    /// Four bytes of the text, zeros behind it.
    #[inline]
    fn four(&self, at: usize) -> u32 {
        u32::from_le_bytes(*self.text[at..].first_chunk().expect("zero bytes follow the text"))
    }

    /// Where the first digit stands from a byte on.
    fn digit_from(&self, at: usize) -> u32 {
        let mut mask = u64::MAX << (at % BLOCK);
        for (number, block) in self.blocks.iter().enumerate().skip(at / BLOCK) {
            let digits = block.digits & mask;
            if digits != 0 {
                return (number * BLOCK) as u32 + digits.trailing_zeros();
            }
            mask = u64::MAX;
        }
        u32::MAX
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_plain_beginning_tells_the_kind(word in "[a-zA-Z_][a-zA-Z'_.]{0,4}[a-zA-Z]?", behind in "[ .,-]{4}") {
            let text = word.clone() + &behind;
            let beginning = Beginning::of(u32::from_le_bytes(*text.as_bytes().first_chunk().expect("four bytes")));
            if beginning.is_plain() {
                let shape = Shape::of(&word);
                prop_assert_eq!(beginning.kind(word.len() as u32), Kind::of(&word));
                prop_assert_eq!(shape.capitalised, beginning.is_capital);
                prop_assert_eq!(shape.starts_small, !beginning.is_capital);
                prop_assert!(!shape.is_all_caps() && !shape.number);
            }
        }
    }
}
