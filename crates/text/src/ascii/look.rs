//! What the words of a text look like: how long they are, capitals, figures, and where sentences begin.

use super::{Ascii, Bounds};
use crate::catchwords::{Kind, Place, is_sign, is_sign_ascii};
use crate::shape::{Shape, is_capitalised};
use crate::words::WordFacts;

// A loop for each thing that is asked: short ones, which have all they need in registers.
impl WordFacts {
    /// Takes the words that were found, and the sentences if they were; fills `places` if they are wanted.
    pub(crate) fn look(&mut self, prose: &str, ascii: &Ascii, wants_places: bool, places: &mut Vec<Place>) {
        places.clear();
        places.resize(ascii.words().len(), Place { opens: true, kind: Kind::Word });
        self.words = ascii.words().len() as u64;
        if ascii.is_wide {
            self.look_at::<true>(prose, ascii, wants_places, places);
        } else {
            self.look_at::<false>(prose, ascii, wants_places, places);
        }
    }

    /// `WIDE` where there may be more than ASCII.
    fn look_at<const WIDE: bool>(
        &mut self,
        prose: &str,
        ascii: &Ascii,
        wants_places: bool,
        places: &mut [Place],
    ) {
        self.measure::<WIDE>(ascii);
        self.tell::<WIDE>(prose, ascii, places);
        self.part(prose, ascii);
        if wants_places {
            if ascii.has_digits() {
                mark_figures::<WIDE>(ascii, places);
            }
            mark_pieces(prose, ascii.words(), places);
        }
    }

    /// How long the words of ASCII are, the signs inside them left out.
    fn measure<const WIDE: bool>(&mut self, ascii: &Ascii) {
        let (mut longest, mut long, mut letters) = (0, 0, 0);
        let mut take = |length: u32| {
            letters += length;
            longest = longest.max(length);
            long += u32::from(length > 6);
        };
        let mut signs = ascii.inner();
        let length = |word: &Bounds| word.end - word.start;
        if signs.is_empty() && !WIDE {
            ascii.words().iter().for_each(|word| take(length(word)));
        } else {
            for (number, word) in ascii.words().iter().enumerate() {
                let mut inside = 0;
                while let Some((sign, rest)) = signs.split_first().filter(|(sign, _)| **sign < word.end) {
                    // Those of runs of underscores, which are no words, lie before.
                    inside += u32::from(*sign >= word.start);
                    signs = rest;
                }
                if !(WIDE && ascii.is_wide(number)) {
                    take(length(word) - inside);
                }
            }
        }
        (self.letters, self.longest, self.long) = (u64::from(letters), u64::from(longest), u64::from(long));
    }

    /// Capitals and numbers, how long words beyond ASCII are, and of which kind each word is, digits behind its beginning aside.
    fn tell<const WIDE: bool>(&mut self, prose: &str, ascii: &Ascii, places: &mut [Place]) {
        let mut names = 0;
        for (number, (&word, place)) in ascii.words().iter().zip(places).enumerate() {
            let beginning = ascii.beginning(word);
            let is_wide = WIDE && ascii.is_wide(number);
            if !is_wide && beginning.is_plain() {
                place.kind = beginning.kind(word.end - word.start);
                names += u32::from(beginning.is_capital);
            } else {
                let shape = Shape::of(&prose[word.range()]);
                place.kind = Kind::of(&prose[word.range()]);
                names += u32::from(shape.capitalised);
                self.numbers += u64::from(shape.number);
                self.all_caps += u64::from(shape.is_all_caps());
                if is_wide {
                    self.letters += shape.letters;
                    self.longest = self.longest.max(shape.letters);
                    self.long += u64::from(shape.letters > 6);
                }
            }
        }
        // Those at the beginning of a sentence are taken back.
        self.names = u64::from(names);
        let mut shapes = ascii.words().iter().map(|word| Shape::of(&prose[word.range()]));
        // A small Roman number is both.
        let telling = shapes.find(|shape| shape.starts_small || !shape.number);
        self.starts_small = telling.is_some_and(|shape| shape.starts_small);
    }

    /// The sentences.
    fn part(&mut self, prose: &str, ascii: &Ascii) {
        let mut rest = ascii.words();
        for &end in ascii.sentence_ends() {
            let words = rest.iter().take_while(|word| word.start() < end).count();
            self.close_sentence(prose, ascii, rest, words);
            rest = &rest[words..];
        }
        self.close_sentence(prose, ascii, rest, rest.len());
    }

    /// Takes a sentence: the first ones of these words.
    fn close_sentence(&mut self, prose: &str, ascii: &Ascii, rest: &[Bounds], words: usize) {
        if words > 0 {
            let beginning = ascii.beginning(rest[0]);
            let number = ascii.words().len() - rest.len();
            let is_name = if beginning.is_plain() && !ascii.is_wide(number) {
                beginning.is_capital
            } else {
                is_capitalised(&prose[rest[0].range()])
            };
            self.names -= u64::from(is_name);
            self.sentences.current = words as u64;
            self.sentences.close();
        }
    }
}

/// Words of ASCII with a digit in them are figures.
fn mark_figures<const WIDE: bool>(ascii: &Ascii, places: &mut [Place]) {
    let mut words = ascii.words().iter().zip(places).enumerate();
    let mut word = words.next();
    for digit in ascii.digits() {
        while let Some((number, (bounds, place))) = word {
            if digit < bounds.end() {
                // Digits beside a word are none of it only where there is more than ASCII.
                if !WIDE || digit >= bounds.start() && !ascii.is_wide(number) {
                    place.kind = Kind::Figure;
                }
                word = Some((number, (bounds, place)));
                break;
            }
            word = words.next();
        }
    }
}

/// Marks the words before which a sign stands that sets words apart, and the first one.
fn mark_pieces(text: &str, words: &[Bounds], places: &mut [Place]) {
    let mut before = 0;
    for (word, place) in words.iter().zip(&mut *places) {
        let gap = &text.as_bytes()[before..word.start()];
        place.opens = if gap.is_ascii() { is_sign_ascii(gap) } else { is_sign(&text[before..word.start()]) };
        before = word.end();
    }
    if let Some(first) = places.first_mut() {
        first.opens = true;
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
        let from_a = bytes + ONES * (0x80 - u32::from(b'a'));
        let past_z = bytes + ONES * (0x7f - u32::from(b'z'));
        Beginning {
            is_capital: (four as u8).is_ascii_uppercase(),
            small: (from_a & !past_z & !four) & (ONES * 0x80),
        }
    }

    /// Whether the word has a small letter at its beginning, or behind a capital there: it is neither a number nor in capitals.
    #[inline]
    pub(super) fn is_plain(self) -> bool {
        let behind_capital = if self.is_capital { self.small >> 8 } else { 0 };
        (self.small | behind_capital) & 0x80 != 0
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
    #[inline]
    fn beginning(&self, word: Bounds) -> Beginning {
        let four = self.text[word.start()..].first_chunk().expect("zero bytes follow the text");
        Beginning::of(u32::from_le_bytes(*four))
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
