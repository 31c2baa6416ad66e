//! What is known of a word, kept from text to text.
//!
//! Few words make up most of what people write. What the lists and the dictionary say of a word and how many syllables it has
//! follows from the word, so it is looked up when the word is first seen and then found by its hash in a table that stays in
//! the processor's caches. A word that another one pushed out is looked up again: the result is the same.

use crate::dictionary::{self, Familiarity};
use crate::needs::Needs;
use crate::phrases::{FirstWord, PhraseTable};
use crate::syllables::{self, Syllables};

/// Words that are kept, a power of two.
const PLACES: usize = 1 << 15;

/// Words that share a place: the one seen last, and the one before it.
const WAYS: usize = 2;

/// What is known of a word written in ASCII.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Known {
    /// 0 where nothing is known yet; no word has this hash.
    hash: u64,
    pub(crate) first: FirstWord,
    pub(crate) syllables: Syllables,
    pub(crate) familiarity: Option<Familiarity>,
    /// Whether a dictionary has it under another key than its hash.
    pub(crate) is_possessive: bool,
}

/// What is looked up of words.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// The analyzer whose lists were asked.
    of: u64,
    known: Vec<Known>,
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
    pub(crate) fn learn(&self, word: &str, hash: u64, letters: &mut Vec<u8>) -> Known {
        let mut known = Known { hash, ..Known::default() };
        if self.needs.has(Needs::DICTIONARY) {
            let key = dictionary::key(word, hash);
            known.familiarity = dictionary::familiarity(key);
            known.is_possessive = key != hash;
        }
        if self.needs.has(Needs::PHRASES) {
            known.first = self.phrases.first(hash);
        }
        if self.needs.has(Needs::SYLLABLES) {
            known.syllables = syllables::count(word, letters);
        }
        known
    }
}

impl Memo {
    /// Forgets what other lists said.
    pub(crate) fn begin(&mut self, of: u64) {
        if self.of != of || self.known.is_empty() {
            self.known.clear();
            self.known.resize(PLACES, Known::default());
            self.of = of;
        }
    }

    /// What is known of an ASCII word with this hash.
    #[inline]
    pub(crate) fn know<'w>(
        &mut self,
        source: &Source<'_>,
        word: impl FnOnce() -> &'w str,
        hash: u64,
    ) -> &Known {
        let place = hash as usize % (PLACES / WAYS) * WAYS;
        if self.known[place].hash != hash {
            self.known.swap(place, place + 1);
            if self.known[place].hash != hash {
                self.known[place] = source.learn(word(), hash, &mut self.letters);
            }
        }
        &self.known[place]
    }
}
