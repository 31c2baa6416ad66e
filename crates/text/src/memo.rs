//! What is known of a word, kept from text to text.
//!
//! Few words make up most of what people write. What the lists and the dictionary say of a word and how many syllables it has
//! follows from the word, so it is looked up when the word is first seen and then found by its hash in a table of a megabyte,
//! one line of the cache for a word. A word that another one pushed out is looked up again: the result is the same.

use std::hint::select_unpredictable;

use crate::ascii::Ascii;
use crate::dictionary;
use crate::fold;
use crate::kind::Kind;
use crate::known::Known;
use crate::needs::Needs;
use crate::phrase_table::{FirstWord, PhraseTable};
use crate::syllables::{self, Syllables};

/// Sets of words with the same lowest bits, a power of two.
const SETS: usize = 1 << 15;

/// Words with the same lowest bits: the one learnt last, and the one before it. Together in one line of the cache.
#[derive(Clone, Copy, Default, Debug)]
#[repr(align(32))]
struct Set {
    /// 0 where nothing is known yet; no word has this hash.
    hashes: [u64; 2],
    known: [Known; 2],
}

/// What was looked up of words.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// The analyzer whose lists were asked.
    of: u64,
    sets: Vec<Set>,
    letters: Vec<u8>,
}

/// What knows of words: the lists of an analyzer, and what it needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    /// The number of the analyzer.
    pub(crate) of: u64,
    pub(crate) phrases: &'a PhraseTable,
    pub(crate) needs: Needs,
}

impl Source<'_> {
    /// Looks up what is needed of a word with this hash.
    fn learn(&self, word: &str, hash: u64, letters: &mut Vec<u8>) -> Known {
        let key = if self.needs.has(Needs::DICTIONARY) { dictionary::key(word, hash) } else { hash };
        let familiarity = self.needs.has(Needs::DICTIONARY).then(|| dictionary::familiarity(key)).flatten();
        let first =
            if self.needs.has(Needs::PHRASES) { self.phrases.first(hash) } else { FirstWord::default() };
        let syllables = if self.needs.has(Needs::SYLLABLES) {
            syllables::count(word, letters)
        } else {
            Syllables::default()
        };
        Known::new(first, syllables, familiarity, key != hash)
    }
}

impl Memo {
    /// Forgets what other lists said.
    pub(crate) fn begin(&mut self, of: u64) {
        if self.of != of || self.sets.is_empty() {
            self.sets.clear();
            self.sets.resize(SETS, Set::default());
            self.of = of;
        }
    }

    /// Replaces `hashes` by those of the words of a text, and `known` by what is known of them.
    pub(crate) fn know_all(
        &mut self,
        source: &Source<'_>,
        ascii: &Ascii,
        prose: &str,
        hashes: &mut Vec<u64>,
        known: &mut Vec<Known>,
    ) {
        let words = ascii.words();
        hashes.clear();
        known.clear();
        known.resize(words.len(), Known::default());
        ascii.hash_words(prose, hashes);
        // Without a jump, so that the processor asks for the lines of many words at once.
        let mut strangers = 0;
        for (hash, known) in hashes.iter().zip(&mut *known) {
            let set = &self.sets[*hash as usize % SETS];
            let difference = set.hashes.map(|of| of ^ hash);
            strangers |= u64::from(difference[0].min(difference[1]) != 0);
            *known = select_unpredictable(difference[0] == 0, set.known[0], set.known[1]);
        }
        if ascii.has_any(Kind::FOLDS) {
            for (number, ((&at, &hash), known)) in words.iter().zip(&*hashes).zip(known).enumerate() {
                let word = &prose[at.range()];
                // What is known of a word follows from its hash only where the hash follows from its letters as they stand.
                let is_folded = !ascii.is_wide(number) || fold::is_folded(word);
                *known =
                    if is_folded { self.know(source, word, hash) } else { self.learn(source, word, hash) };
            }
        } else if strangers != 0 {
            for ((&at, &hash), known) in words.iter().zip(&*hashes).zip(known) {
                *known = self.know(source, &prose[at.range()], hash);
            }
        }
    }

    /// What is known of a word with this hash that is its own folded form, capitals of ASCII aside.
    #[inline]
    fn know(&mut self, source: &Source<'_>, word: &str, hash: u64) -> Known {
        let set = &self.sets[hash as usize % SETS];
        let difference = set.hashes.map(|of| of ^ hash);
        if difference[0].min(difference[1]) == 0 {
            return select_unpredictable(difference[0] == 0, set.known[0], set.known[1]);
        }
        let known = self.learn(source, word, hash);
        let set = &mut self.sets[hash as usize % SETS];
        set.hashes = [hash, set.hashes[0]];
        set.known = [known, set.known[0]];
        known
    }

    #[cold]
    #[inline(never)]
    fn learn(&mut self, source: &Source<'_>, word: &str, hash: u64) -> Known {
        source.learn(word, hash, &mut self.letters)
    }

    /// The syllables of a word, counted.
    pub(crate) fn syllables(&mut self, word: &str) -> Syllables {
        syllables::count(word, &mut self.letters)
    }
}
