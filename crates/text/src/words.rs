//! Words and sentences: one pass over the words of a text, which also leaves their hashes behind.

use crate::ascii::Ascii;
use crate::catchwords::{self, Place, is_sign_ascii};
use crate::dictionary::{self, Familiarity};
use crate::fold;
use crate::kind::Kind;
use crate::lengths::unspaced_letters;
use crate::memo::{Known, Memo, Source};
use crate::needs::Needs;
use crate::phrases::FirstWord;
use crate::segment::{lines_with_feed, sentence_ends, words_of_line};
use crate::syllables::Syllables;

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
    pub(crate) current: u64,
}

/// Buffers of the pass.
#[derive(Default, Debug)]
pub(crate) struct WordScratch {
    /// The hash of every word, if [`Needs::HASHES`].
    pub(crate) hashes: Vec<u64>,
    /// What every word is to the lists, if [`Needs::PHRASES`].
    pub(crate) seen: Vec<FirstWord>,
    /// The letters of every word that is written without spaces, 0 for the others, if [`Needs::LENGTHS`].
    pub(crate) unspaced: Vec<u8>,
    /// How familiar every word is, if [`Needs::DICTIONARY`].
    pub(crate) familiar: Vec<Option<Familiarity>>,
    /// The words that a dictionary has under another key, and that key.
    pub(crate) keys: Vec<(u32, u64)>,
    /// The hash of every sentence, from the hashes of its words, if [`Needs::REPEATED_SENTENCES`].
    pub(crate) sentences: Vec<u64>,
    /// What is told of every word for lists of catchwords, if [`Needs::CATCHWORDS`].
    pub(crate) places: Vec<Place>,
    ends: Vec<usize>,
    letters: Vec<u8>,
    memo: Memo,
}

impl WordScratch {
    fn clear(&mut self, of: u64) {
        self.hashes.clear();
        self.seen.clear();
        self.unspaced.clear();
        self.familiar.clear();
        self.keys.clear();
        self.sentences.clear();
        self.places.clear();
        self.memo.begin(of);
    }
}

/// Reads the words of `prose`, as far as they are needed.
pub(crate) fn read(prose: &str, source: &Source<'_>, scratch: &mut WordScratch) -> WordFacts {
    let needs = source.needs;
    let mut facts = WordFacts::default();
    scratch.clear(source.of);
    for line in lines_with_feed(prose) {
        if needs.has(Needs::SENTENCES) {
            sentence_ends(line, &mut scratch.ends);
        }
        let mut sentence = 0;
        let mut before = None;
        for (start, word) in words_of_line(line) {
            let shape = if needs.has(Needs::SHAPES) { Shape::of(word) } else { Shape::default() };
            if needs.has(Needs::SENTENCES) {
                while scratch.ends[sentence] <= start {
                    sentence += 1;
                    facts.sentences.close();
                }
            }
            if needs.has(Needs::LENGTHS) {
                scratch.unspaced.push(unspaced_letters(word));
            }
            if needs.has(Needs::CATCHWORDS) {
                scratch.places.push(Place::of(word, before.map(|end| &line[end..start])));
                before = Some(start + word.len());
            }
            let hash = if needs.has(Needs::HASHES) { fold::hash(word) } else { 0 };
            let known = if !needs.has(Needs::HASHES) {
                Known::default()
            } else if word.is_ascii() {
                *scratch.memo.know(source, || word, hash)
            } else {
                source.learn(word, hash, &mut scratch.letters)
            };
            if known.is_possessive {
                scratch.keys.push((facts.words as u32, dictionary::key(word, hash)));
            }
            if needs.has(Needs::HASHES) {
                scratch.hashes.push(hash);
            }
            facts.take(needs, &shape, hash, &mut scratch.sentences);
            facts.know(needs, &known, &mut scratch.seen, &mut scratch.familiar);
        }
        facts.sentences.close();
    }
    facts
}

/// Reads the words of an ASCII text.
pub(crate) fn read_ascii(
    prose: &str,
    ascii: &mut Ascii,
    source: &Source<'_>,
    scratch: &mut WordScratch,
) -> WordFacts {
    let needs = source.needs;
    let mut facts = WordFacts::default();
    scratch.clear(source.of);
    ascii.find_words(prose);
    if needs.has(Needs::SENTENCES) {
        ascii.find_sentences(prose);
    }
    ascii.hash_words(needs.has(Needs::HASHES), &mut scratch.hashes);
    facts.look(prose, ascii, needs, scratch);
    if needs.has(Needs::LENGTHS) {
        scratch.unspaced.resize(ascii.words().len(), 0);
    }
    // In a loop of its own, so that what is known of one word is fetched while others wait for theirs.
    let WordScratch { hashes, seen, familiar, keys, memo, .. } = scratch;
    seen.resize(hashes.len(), FirstWord::default());
    familiar.resize(hashes.len(), None);
    let outputs = seen.iter_mut().zip(familiar);
    for (place, ((&hash, bounds), (first, how))) in hashes.iter().zip(ascii.words()).zip(outputs).enumerate()
    {
        let word = || &prose[bounds.range()];
        let known = memo.know(source, word, hash);
        (*first, *how) = (known.first, known.familiarity);
        facts.syllables.take(known.syllables);
        if known.is_possessive {
            keys.push((place as u32, dictionary::key(word(), hash)));
        }
    }
    facts
}

impl WordFacts {
    /// Takes what the words of an ASCII text look like, and their sentences and places.
    fn look(&mut self, prose: &str, ascii: &Ascii, needs: Needs, scratch: &mut WordScratch) {
        let WordScratch { hashes, sentences, places, .. } = scratch;
        let bytes = prose.as_bytes();
        let has_digits = ascii.has_digits();
        let wants_places = needs.has(Needs::CATCHWORDS);
        let mut ends = ascii.sentence_ends().iter().map(|&end| end as u32);
        let mut sentence_end = ends.next().unwrap_or(u32::MAX);
        let mut inner = ascii.inner();
        let (mut longest, mut long, mut letters) = (0, 0, 0);
        let (mut sentence_start, mut before) = (0, 0);
        for (place, &word) in ascii.words().iter().enumerate() {
            let mut inside = 0;
            while let Some((sign, rest)) = inner.split_first().filter(|(sign, _)| **sign < word.end) {
                // Those of runs of underscores, which are no words, lie before.
                inside += u32::from(*sign >= word.start);
                inner = rest;
            }
            if word.start >= sentence_end {
                self.sentences.current = (place - sentence_start) as u64;
                self.sentences.close();
                sentence_start = place;
                while word.start >= sentence_end {
                    sentence_end = ends.next().unwrap_or(u32::MAX);
                }
            }
            let length = word.end - word.start - inside;
            letters += length;
            longest = longest.max(length);
            long += u32::from(length > 6);
            let kind = if let Some((kind, capitalised)) = ascii.plain_kind(bytes, word, has_digits) {
                self.names += u64::from(capitalised && place > sentence_start);
                self.starts_small |= !capitalised && place as u64 == self.numbers;
                kind
            } else {
                let shape = Shape::of(&prose[word.range()]);
                self.names += u64::from(shape.capitalised && place > sentence_start);
                self.starts_small |= shape.starts_small && place as u64 == self.numbers;
                self.numbers += u64::from(shape.number);
                self.all_caps += u64::from(shape.is_all_caps());
                catchwords::Kind::of(&prose[word.range()])
            };
            if wants_places {
                let gap = &bytes[before as usize..word.start()];
                before = word.end;
                places.push(Place { opens: place == 0 || is_sign_ascii(gap), kind });
            }
        }
        self.words = ascii.words().len() as u64;
        (self.letters, self.longest, self.long) = (u64::from(letters), u64::from(longest), u64::from(long));
        self.sentences.current = self.words - sentence_start as u64;
        self.sentences.close();
        if needs.has(Needs::REPEATED_SENTENCES) && self.sentences.count > 1 {
            hash_sentences(ascii, hashes, sentences);
        }
    }
}

/// The hash of every sentence, from those of its words.
fn hash_sentences(ascii: &Ascii, hashes: &[u64], sentences: &mut Vec<u64>) {
    let mut words = ascii.words().iter().zip(hashes).peekable();
    for &end in ascii.sentence_ends() {
        let mut sentence = None;
        while let Some((_, &hash)) = words.next_if(|(word, _)| word.start() < end) {
            sentence = Some(sentence.map_or(hash, |before| fold::pair(before, hash)));
        }
        sentences.extend(sentence);
    }
}

impl WordFacts {
    /// Takes what the next word looks like.
    #[inline]
    fn take(&mut self, needs: Needs, shape: &Shape, hash: u64, sentences: &mut Vec<u64>) {
        self.words += 1;
        self.starts_small |= shape.starts_small && self.words == self.numbers + 1;
        self.take_shape(shape);
        if needs.has(Needs::SENTENCES) {
            if needs.has(Needs::REPEATED_SENTENCES) {
                match sentences.last_mut() {
                    Some(sentence) if self.sentences.current > 0 => *sentence = fold::pair(*sentence, hash),
                    _ => sentences.push(hash),
                }
            }
            self.names += u64::from(shape.capitalised && self.sentences.current > 0);
            self.sentences.current += 1;
        }
    }

    /// Takes what is known of it.
    #[inline]
    fn know(
        &mut self,
        needs: Needs,
        known: &Known,
        seen: &mut Vec<FirstWord>,
        familiar: &mut Vec<Option<Familiarity>>,
    ) {
        if needs.has(Needs::PHRASES) {
            seen.push(known.first);
        }
        if needs.has(Needs::DICTIONARY) {
            familiar.push(known.familiarity);
        }
        if needs.has(Needs::SYLLABLES) {
            self.syllables.take(known.syllables);
        }
    }
}

impl WordFacts {
    fn take_shape(&mut self, shape: &Shape) {
        self.letters += shape.letters;
        self.longest = self.longest.max(shape.letters);
        self.long += u64::from(shape.letters > 6);
        self.numbers += u64::from(shape.number);
        self.all_caps += u64::from(shape.is_all_caps());
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing seen, none excludes another")]
pub(crate) struct Shape {
    /// Letters and digits.
    pub(crate) letters: u64,
    pub(crate) capitals: u64,
    pub(crate) small: bool,
    pub(crate) number: bool,
    pub(crate) capitalised: bool,
    pub(crate) starts_small: bool,
}

impl Shape {
    /// Whether it is a word in capitals.
    pub(crate) fn is_all_caps(&self) -> bool {
        self.capitals >= 2 && !self.small
    }

    pub(crate) fn of(word: &str) -> Shape {
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
