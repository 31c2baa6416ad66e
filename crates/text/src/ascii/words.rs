//! The words of a text, by UAX #29, and their hashes.

use std::hint::select_unpredictable;

use super::Ascii;
use super::cuts::{cuts, fill};
use crate::fold::{self, FoldHasher};

/// A word: its first byte, and the byte behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Bounds {
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }

    pub(crate) fn end(self) -> usize {
        self.end as usize
    }

    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }
}

impl Ascii {
    /// Finds the words.
    pub(crate) fn find_words(&mut self, text: &str) {
        self.mark_words(text.as_bytes());
        self.words.clear();
        self.words.resize(self.length / if self.is_wide { 1 } else { 2 } + 1, Bounds { start: 0, end: 0 });
        if self.is_wide {
            self.cut_anew(text);
            fill(&mut self.words, self.cuts.iter().copied());
        } else {
            fill(&mut self.words, cuts(&self.blocks));
        }
        if self.has(b'_') {
            self.words.retain(|word| has_letter(text, *word));
        }
        self.find_wide_words();
    }

    /// Tells which words have more than ASCII in them.
    fn find_wide_words(&mut self) {
        let mut flags = std::mem::take(&mut self.wide_words);
        flags.clear();
        if self.is_wide {
            let mut places = self.wide_places().peekable();
            flags.extend(self.words.iter().map(|word| {
                while places.next_if(|at| *at < word.start).is_some() {}
                places.next_if(|at| *at < word.end).is_some()
            }));
        }
        self.wide_words = flags;
    }

    /// Whether the word with this number has more than ASCII in it.
    #[inline]
    pub(crate) fn is_wide(&self, number: usize) -> bool {
        self.is_wide && self.wide_words[number]
    }

    /// The words that were found.
    pub(crate) fn words(&self) -> &[Bounds] {
        &self.words
    }

    /// The signs inside words.
    pub(crate) fn inner(&self) -> &[u32] {
        &self.inner
    }

    /// The hash of a word of ASCII, as [`fold::hash`](crate::fold::hash) has it.
    #[inline]
    pub(crate) fn hash(&self, word: Bounds) -> u64 {
        let mut hasher = FoldHasher::default();
        let length = (word.end - word.start) as usize;
        let (mut at, mut left) = (word.start(), length);
        while left > 16 {
            hasher.block(self.sixteen(at)[0]);
            at += 8;
            left -= 8;
        }
        // Most words have one or two blocks, which no jump can foretell: both are worked out.
        let [first, second] = self.sixteen(at);
        hasher.block(first & (u64::MAX >> (64 - 8 * left.min(8))));
        let mut more = hasher;
        more.block(second & (u64::MAX >> (64 - 8 * (left.clamp(9, 16) - 8))));
        select_unpredictable(left > 8, more, hasher).finish(length)
    }

    /// Two blocks of the text in small letters.
    #[inline]
    fn sixteen(&self, at: usize) -> [u64; 2] {
        let bytes = self.lower[at..].first_chunk::<16>().expect("zero bytes follow the text");
        let block = u128::from_le_bytes(*bytes);
        [block as u64, (block >> 64) as u64]
    }

    /// Appends the hash of every word.
    pub(crate) fn hash_words(&self, text: &str, hashes: &mut Vec<u64>) {
        if self.is_wide {
            let hash = |(&word, &is_wide): (&Bounds, &bool)| {
                if is_wide { fold::hash(&text[word.range()]) } else { self.hash(word) }
            };
            hashes.extend(self.words.iter().zip(&self.wide_words).map(hash));
        } else {
            hashes.extend(self.words.iter().map(|&word| self.hash(word)));
        }
    }
}

/// Whether there is more than underscores.
fn has_letter(text: &str, word: Bounds) -> bool {
    text[word.range()].contains(|c: char| c.is_ascii_alphanumeric() || !c.is_ascii())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;
    use crate::fold;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_and_sentences_are_those_of_unicode(
            before in "[ a]{0,70}",
            text in r#"([aB0 .!?,;:\-()"'\t\r\n/_\x0b\x00#]|[\x00-\x7f]){0,80}"#,
        ) {
            let text = before + &text;
            let mut ascii = Ascii::default();
            prop_assert!(ascii.read(&text));
            ascii.find_words(&text);
            ascii.find_sentences(&text);
            let words: Vec<&str> = ascii.words().iter().map(|word| &text[word.range()]).collect();
            prop_assert_eq!(&words, &text.unicode_words().collect::<Vec<_>>());
            let ends: Vec<usize> =
                text.split_sentence_bound_indices().map(|(at, s)| at + s.len()).collect();
            prop_assert_eq!(ascii.sentence_ends(), ends);
            for &word in ascii.words() {
                prop_assert_eq!(ascii.hash(word), fold::hash(&text[word.range()]));
            }
            prop_assert!(ascii.may_be_spaced() || crate::plain(&text) == text);
            prop_assert_eq!(ascii.characters(&text), crate::characters::read(&text));
            prop_assert_eq!(ascii.clusters(&text), crate::clusters::read(&text));
        }

        #[test]
        fn what_is_beyond_ascii_is_read_as_by_the_rules(
            before in "[ a]{0,70}",
            text in "(?s)([aB0 .!?,;:_\"'\t\r\n]|[éÉßǅяאあ日한ก١\u{301}\u{200d}\u{fe0f}\u{ad}\u{a0}\u{2003}\u{85}\u{2028}]|[“”’–…¿！＃👏❤🏽🇫ⅰ]|.){0,60}",
        ) {
            let text = before + &text;
            let mut ascii = Ascii::default();
            ascii.read_any(&text);
            ascii.find_words(&text);
            ascii.find_sentences(&text);
            let words: Vec<&str> = ascii.words().iter().map(|word| &text[word.range()]).collect();
            prop_assert_eq!(&words, &crate::words(&text).collect::<Vec<_>>());
            let mut hashes = Vec::new();
            ascii.hash_words(&text, &mut hashes);
            prop_assert_eq!(hashes, words.iter().map(|word| fold::hash(word)).collect::<Vec<_>>());
            let mut start = 0;
            let sentences: Vec<&str> =
                ascii.sentence_ends().iter().map(|&end| &text[std::mem::replace(&mut start, end)..end]).collect();
            let has_word = |sentence: &&str| sentence.contains(char::is_alphanumeric);
            prop_assert_eq!(start, text.len());
            prop_assert_eq!(sentences.into_iter().filter(has_word).collect::<Vec<_>>(), crate::sentences(&text).collect::<Vec<_>>());
            prop_assert_eq!(ascii.characters(&text), crate::characters::read(&text));
            prop_assert_eq!(ascii.clusters(&text), crate::clusters::read(&text));
            prop_assert_eq!(ascii.count_characters(), text.chars().count() as u64);
            let letters = crate::letters::Letters::of(&text);
            let counted = crate::letters::Letters::of_kinds(ascii.letters(), ascii.wide_kinds());
            prop_assert_eq!(format!("{counted:?}"), format!("{letters:?}"));
        }
    }
}
