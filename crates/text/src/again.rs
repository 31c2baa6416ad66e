//! What a text says again: words, pairs, triples, and how many of its words are different.

use crate::dictionary::{self, Familiarity};
use crate::known::Known;
use crate::language::Languages;
use crate::lengths;
use crate::needs::Needs;
use crate::occurrences::{Occurrences, Runs};
use crate::repetition::{HashBag, runs};

/// Words a window of `moving_distinct_share`.
const WINDOW: usize = 50;

/// The counts; what was not asked for is 0.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Again {
    /// Content words, or pairs of them in a script without spaces.
    pub(crate) content: u64,
    /// The words that UAX #29 gives for one word: 2 in a script without spaces, where each character is one.
    pub(crate) a_word: u64,
    pub(crate) distinct_words: u64,
    /// Different content words that an English dictionary has.
    pub(crate) known_words: u64,
    /// Those among them that are familiar, yet not common.
    pub(crate) precise_words: u64,
    pub(crate) repeated_words: u64,
    pub(crate) repeated_bigrams: u64,
    pub(crate) repeated_trigrams: u64,
    pub(crate) moving_distinct_share: f64,
}

/// The words of a text.
pub(crate) struct Said<'a> {
    pub(crate) hashes: &'a [u64],
    pub(crate) unspaced: &'a [u8],
    pub(crate) known: &'a [Known],
    /// The words that a dictionary has under another key than their hash, and that key.
    pub(crate) keys: &'a [(u32, u64)],
    /// The languages whose stop words are function words.
    pub(crate) languages: Languages,
    /// How many function words there are.
    pub(crate) functions: u64,
    pub(crate) is_english: bool,
    pub(crate) a_word: usize,
}

impl Said<'_> {
    /// Counts what is needed.
    pub(crate) fn again(
        &self,
        needs: Needs,
        seen: &mut Occurrences,
        bag: &mut HashBag,
        content: &mut Vec<u64>,
    ) -> Again {
        seen.read(self.hashes);
        let mut again = Again {
            a_word: self.a_word as u64,
            moving_distinct_share: if needs.has(Needs::MOVING) {
                seen.moving_distinct_share(WINDOW)
            } else {
                0.0
            },
            ..Again::default()
        };
        if needs.has(Needs::DISTINCT) {
            again.distinct_words =
                if self.a_word == 1 { seen.distinct() } else { bag.distinct(runs(self.hashes, self.a_word)) };
        }
        if needs.has(Needs::BIGRAMS) || needs.has(Needs::TRIGRAMS) {
            let Runs { pairs, triples } = self.runs(seen, bag);
            (again.repeated_bigrams, again.repeated_trigrams) = (pairs, triples);
        }
        if needs.has(Needs::REPEATED_WORDS) {
            (again.content, again.repeated_words) = self.content(seen, bag, content);
        }
        if needs.has(Needs::DICTIONARY) && self.is_english {
            (again.known_words, again.precise_words) = self.in_dictionary(seen, bag);
        }
        again
    }

    fn is_function(&self) -> impl ExactSizeIterator<Item = bool> {
        self.known.iter().map(|word| word.stop().meets(self.languages))
    }

    fn runs(&self, seen: &mut Occurrences, bag: &mut HashBag) -> Runs {
        let quick = if self.a_word == 1 { seen.runs(self.hashes) } else { None };
        quick.unwrap_or_else(|| Runs {
            pairs: bag.repeats(runs(self.hashes, 2 * self.a_word)),
            triples: bag.repeats(runs(self.hashes, 3 * self.a_word)),
        })
    }

    /// How many content words there are, and how many of them occurred before.
    fn content(&self, seen: &Occurrences, bag: &mut HashBag, content: &mut Vec<u64>) -> (u64, u64) {
        if self.unspaced.is_empty() {
            let is_function = |at: usize| self.known[at].stop().meets(self.languages);
            let again = seen.repeated().filter(|&at| !is_function(at)).count();
            return (self.hashes.len() as u64 - self.functions, again as u64);
        }
        content.clear();
        lengths::content(self.hashes, self.unspaced, self.is_function(), content);
        (content.len() as u64, bag.repeats(content.iter().copied()))
    }

    /// How many different content words a dictionary has, and how many of those are precise.
    fn in_dictionary(&self, seen: &Occurrences, bag: &mut HashBag) -> (u64, u64) {
        let is_content = |word: Known| word.is_word() & !word.stop().meets(self.languages);
        let is_precise = |word: Known| is_content(word) & word.is_familiar(Familiarity::Familiar);
        // A word with a possessive is looked up without it, and may be there without it, too.
        if !self.keys.is_empty() {
            let mut keys = self.keys.iter().peekable();
            let key = |at: usize| match keys.next_if(|(place, _)| *place as usize == at) {
                Some((_, key)) => *key,
                None => self.hashes[at],
            };
            let content = self.known.iter().map(|&word| is_content(word).then(|| is_precise(word)));
            return dictionary::count((0..self.hashes.len()).map(key).zip(content), bag);
        }
        let take = |(all, precise): (u64, u64), word: Known| {
            (all + u64::from(is_content(word)), precise + u64::from(is_precise(word)))
        };
        let (all, precise) = self.known.iter().copied().fold((0, 0), take);
        let (again, precise_again) = seen.repeated().map(|at| self.known[at]).fold((0, 0), take);
        (all - again, precise - precise_again)
    }
}
