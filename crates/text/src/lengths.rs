//! Length in words where nobody puts spaces between words.
//!
//! UAX #29 gives a Chinese character, a hiragana or a Thai letter as a word of its own, so that "words" would make a
//! Chinese text longer than the same text in English. So there, letters are divided by the letters that a word takes:
//!
//! - Chinese 1.6: the Sinica Corpus 4.0 has 16.3 million characters for 10.4 million words, and the Chinese part of
//!   `OntoNotes` 5.0 has 1.5 million for 0.96 million.
//! - Japanese 2.2, over kanji and kana: endings and particles, written in hiragana, hang on short stems. A rule of thumb,
//!   since Japanese dictionaries of words do not agree where a word ends.
//! - Thai, Lao, Khmer and Burmese 4, a rule of thumb: most words are one or two syllables of two to four signs.

use crate::fold;
use crate::kind::Kind;
use crate::letters::Letters;
use crate::script::Script;

/// Letters a word.
const CHINESE: f64 = 1.6;
const JAPANESE: f64 = 2.2;
const SOUTHEAST_ASIAN: f64 = 4.0;

/// The letters of a word that is written without spaces around it, at most 255; 0 for any other word.
pub(crate) fn unspaced_letters(word: &str) -> u8 {
    if word.is_ascii() || !word.chars().next().is_some_and(|c| Kind::of(c).script().is_unspaced()) {
        return 0;
    }
    word.chars().filter(|&c| Kind::of(c).has(Kind::ALPHANUMERIC)).count().clamp(1, 255) as u8
}

/// Words of a text that are written without spaces around them.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Unspaced {
    /// As UAX #29 counts words.
    pub(crate) words: u64,
    pub(crate) letters: u64,
}

impl Unspaced {
    /// Of the letters of each word.
    pub(crate) fn of(unspaced: &[u8]) -> Unspaced {
        Unspaced::of_those(unspaced, std::iter::repeat(true))
    }

    /// Of the words that are marked.
    pub(crate) fn of_those(unspaced: &[u8], marked: impl Iterator<Item = bool>) -> Unspaced {
        let mut sum = Unspaced::default();
        for (&letters, _) in unspaced.iter().zip(marked).filter(|(_, marked)| *marked) {
            sum.words += u64::from(letters > 0);
            sum.letters += u64::from(letters);
        }
        sum
    }

    /// What is left of these without those.
    pub(crate) fn without(self, those: Unspaced) -> Unspaced {
        Unspaced { words: self.words - those.words, letters: self.letters - those.letters }
    }
}

/// Fills `content` with the words that are not function words; of words without spaces it takes pairs of neighbours.
pub(crate) fn content(
    hashes: &[u64],
    unspaced: &[u8],
    function: impl Iterator<Item = bool>,
    content: &mut Vec<u64>,
) {
    let mut before = None;
    for (at, (&hash, function)) in hashes.iter().zip(function).enumerate() {
        let alone = !function && unspaced.get(at).is_some_and(|&letters| letters > 0);
        match before {
            _ if function => {}
            Some(before) if alone => content.push(fold::pair(before, hash)),
            _ if alone => {}
            _ => content.push(hash),
        }
        before = alone.then_some(hash);
    }
}

/// The letters that a word takes in the text's language.
fn letters_a_word(letters: &Letters) -> f64 {
    match letters.script {
        Script::SoutheastAsian => SOUTHEAST_ASIAN,
        _ if letters.is_japanese() => JAPANESE,
        _ => CHINESE,
    }
}

/// How long a text of so many words is, of which some are written without spaces.
pub(crate) fn in_words(words: u64, unspaced: Unspaced, letters: &Letters) -> f64 {
    let spaced = (words - unspaced.words) as f64;
    if unspaced.words == 0 { spaced } else { spaced + unspaced.letters as f64 / letters_a_word(letters) }
}
