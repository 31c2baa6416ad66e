//! Words and sentences: one pass over the words of a text, which also leaves their hashes behind.

use crate::catchwords::Place;
use crate::dictionary;
use crate::fold;
use crate::kind::Kind;
use crate::lengths::unspaced_letters;
use crate::needs::Needs;
use crate::segment::{lines_with_feed, sentence_ends, words_of_line};
use crate::syllables::{self, Syllables};

/// What the words and sentences of a text come to.
#[derive(Default)]
pub(crate) struct WordFacts {
    pub(crate) words: u64,
    pub(crate) letters: u64,
    pub(crate) longest: u64,
    pub(crate) long: u64,
    pub(crate) numbers: u64,
    pub(crate) all_caps: u64,
    pub(crate) names: u64,
    /// Whether the first word that is no number begins with a small letter.
    pub(crate) starts_small: bool,
    pub(crate) syllables: SyllableFacts,
    pub(crate) sentences: SentenceFacts,
}

/// Syllables, counted as English and as another language.
#[derive(Default)]
pub(crate) struct SyllableFacts {
    pub(crate) english: u64,
    pub(crate) other: u64,
    pub(crate) english_poly: u64,
    pub(crate) other_poly: u64,
}

/// Sentences and the words in them.
#[derive(Default)]
pub(crate) struct SentenceFacts {
    pub(crate) count: u64,
    pub(crate) longest: u64,
    pub(crate) squares: u128,
    current: u64,
}

/// Buffers of the pass.
#[derive(Default, Debug)]
pub(crate) struct WordScratch {
    /// The hash of every word, if [`Needs::HASHES`].
    pub(crate) hashes: Vec<u64>,
    /// The letters of every word that is written without spaces, 0 for the others, if [`Needs::LENGTHS`].
    pub(crate) unspaced: Vec<u8>,
    /// By what every word is looked up in a dictionary, if [`Needs::DICTIONARY`].
    pub(crate) keys: Vec<u64>,
    /// The hash of every sentence, from the hashes of its words, if [`Needs::REPEATED_SENTENCES`].
    pub(crate) sentences: Vec<u64>,
    /// What is told of every word for lists of catchwords, if [`Needs::CATCHWORDS`].
    pub(crate) places: Vec<Place>,
    ends: Vec<usize>,
    letters: Vec<u8>,
}

/// Reads the words of `prose`, as far as they are needed.
pub(crate) fn read(prose: &str, needs: Needs, scratch: &mut WordScratch) -> WordFacts {
    let mut facts = WordFacts::default();
    scratch.hashes.clear();
    scratch.unspaced.clear();
    scratch.keys.clear();
    scratch.sentences.clear();
    scratch.places.clear();
    for line in lines_with_feed(prose) {
        if needs.has(Needs::SENTENCES) {
            sentence_ends(line, &mut scratch.ends);
        }
        let mut sentence = 0;
        let mut before = None;
        for (start, word) in words_of_line(line) {
            facts.words += 1;
            let shape = if needs.has(Needs::SHAPES) { Shape::of(word) } else { Shape::default() };
            facts.starts_small |= shape.starts_small && facts.words == facts.numbers + 1;
            facts.take_shape(&shape);
            if needs.has(Needs::HASHES) {
                scratch.hashes.push(fold::hash(word));
            }
            if needs.has(Needs::DICTIONARY) {
                scratch.keys.push(dictionary::key(word, scratch.hashes[scratch.hashes.len() - 1]));
            }
            if needs.has(Needs::LENGTHS) {
                scratch.unspaced.push(unspaced_letters(word));
            }
            if needs.has(Needs::CATCHWORDS) {
                scratch.places.push(Place::of(word, before.map(|end| &line[end..start])));
                before = Some(start + word.len());
            }
            if needs.has(Needs::SYLLABLES) {
                facts.syllables.take(syllables::count(word, &mut scratch.letters));
            }
            if needs.has(Needs::SENTENCES) {
                while scratch.ends[sentence] <= start {
                    sentence += 1;
                    facts.sentences.close();
                }
                if needs.has(Needs::REPEATED_SENTENCES) {
                    let hash = scratch.hashes[scratch.hashes.len() - 1];
                    match scratch.sentences.last_mut() {
                        Some(sentence) if facts.sentences.current > 0 => {
                            *sentence = fold::pair(*sentence, hash);
                        }
                        _ => scratch.sentences.push(hash),
                    }
                }
                facts.names += u64::from(shape.capitalised && facts.sentences.current > 0);
                facts.sentences.current += 1;
            }
        }
        facts.sentences.close();
    }
    facts
}

impl WordFacts {
    fn take_shape(&mut self, shape: &Shape) {
        self.letters += shape.letters;
        self.longest = self.longest.max(shape.letters);
        self.long += u64::from(shape.letters > 6);
        self.numbers += u64::from(shape.number);
        self.all_caps += u64::from(shape.capitals >= 2 && !shape.small);
    }
}

impl SyllableFacts {
    fn take(&mut self, word: Syllables) {
        self.english += u64::from(word.english);
        self.other += u64::from(word.other);
        self.english_poly += u64::from(word.english >= 3);
        self.other_poly += u64::from(word.other >= 3);
    }
}

impl SentenceFacts {
    /// Ends the sentence; one in which no word started is none.
    fn close(&mut self) {
        self.count += u64::from(self.current > 0);
        self.longest = self.longest.max(self.current);
        self.squares += u128::from(self.current) * u128::from(self.current);
        self.current = 0;
    }
}

/// What a word looks like.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing seen, none excludes another")]
struct Shape {
    /// Letters and digits.
    letters: u64,
    capitals: u64,
    small: bool,
    number: bool,
    capitalised: bool,
    starts_small: bool,
}

impl Shape {
    fn of(word: &str) -> Shape {
        if word.is_ascii() { Shape::of_ascii(word.as_bytes()) } else { Shape::of_any(word) }
    }

    fn of_ascii(word: &[u8]) -> Shape {
        let mut shape = Shape::default();
        // A word may start with underscores.
        let first = word.iter().position(u8::is_ascii_alphanumeric).unwrap_or(0);
        shape.number = word[first].is_ascii_digit();
        shape.starts_small = word[first].is_ascii_lowercase();
        shape.capitalised =
            word[first].is_ascii_uppercase() && word.get(first + 1).is_some_and(u8::is_ascii_lowercase);
        for byte in word {
            shape.letters += u64::from(byte.is_ascii_alphanumeric());
            shape.capitals += u64::from(byte.is_ascii_uppercase());
            shape.small |= byte.is_ascii_lowercase();
        }
        shape
    }

    fn of_any(word: &str) -> Shape {
        let mut shape = Shape::default();
        let mut after_capital = false;
        for c in word.chars() {
            let kind = Kind::of(c);
            let of_word = kind.one(Kind::ALPHANUMERIC);
            if shape.letters == 0 && of_word > 0 {
                shape.number = kind.has(Kind::NUMERIC);
                shape.starts_small = kind.has(Kind::LOWER);
                after_capital = kind.has(Kind::UPPER);
            } else if after_capital && !is_accent(c) {
                // Looks past a combining accent: É as one code point and as two start the same name.
                shape.capitalised = kind.has(Kind::LOWER);
                after_capital = false;
            }
            shape.letters += of_word;
            shape.capitals += kind.one(Kind::UPPER);
            shape.small |= kind.has(Kind::LOWER);
        }
        shape
    }
}

/// Whether a capital starts the word and a small letter follows: a name, or the first word of a sentence.
pub(crate) fn is_capitalised(word: &str) -> bool {
    Shape::of(word).capitalised
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_ascii_shape_is_the_shape(word in "_{0,2}[a-zA-Z0-9][a-zA-Z0-9_.':]{0,9}") {
            let (a, b) = (Shape::of_ascii(word.as_bytes()), Shape::of_any(&word));
            prop_assert_eq!((a.letters, a.capitals, a.small), (b.letters, b.capitals, b.small));
            let dress = |shape: &Shape| (shape.number, shape.capitalised, shape.starts_small);
            prop_assert_eq!(dress(&a), dress(&b));
        }
    }
}
