//! Lists of phrases made ready to be found in a sequence of word hashes.
//!
//! All lists share one table from a first word to the phrases that start with it, so a word that starts no
//! phrase costs one look-up however many lists there are, in any script.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::known::{Known, STARTS};
use crate::language::Languages;
use crate::lexicon::Lexicon;
use crate::phrases::Phrase;
use crate::syllables::Syllables;

/// What was found of one list in one text.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Matches that do not overlap, the longest first at each word, from left to right.
    pub(crate) hits: u64,
    /// Words inside matches.
    pub(crate) words: u64,
    /// The first word that a next match may start with.
    next: usize,
}

/// Several lists of phrases, ready to be found.
#[derive(Debug, Default)]
pub(crate) struct PhraseTable {
    first: FxHashMap<u64, FirstWord>,
    /// Where a [`FirstWord`] points to.
    starts: Vec<Start>,
    entries: Vec<Entry>,
    /// Where the entries of more than one word begin, by their first two words: one more than the place of the first of them,
    /// or 0. A power of two, so many that few pairs meet in one.
    pairs: Vec<u32>,
    /// A bit for each of these pairs, and by chance for few others, since most words behind a first one begin nothing.
    may_be: Vec<u64>,
    /// The words after the second, of all entries one after another.
    rest: Vec<u64>,
    lists: usize,
}

/// What a word is to the lists.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FirstWord {
    /// One more than its place among the words that start an entry; 0 where it starts none, as most words.
    pub(crate) starts: u32,
    /// The languages of which it is a stop word.
    pub(crate) stop: Languages,
}

/// The entries that start with a word: those of more words lie before `alone`, those of nothing else from there to `to`.
#[derive(Clone, Copy, Debug)]
struct Start {
    alone: u32,
    to: u32,
    /// The languages of the entries of one word.
    languages: Languages,
}

/// A bit for each of at most 64 words: whether it starts a phrase. Needs no jump.
fn starting(known: &[Known]) -> u64 {
    let bits = known.iter().fold(0, |bits, word| bits >> 1 | u64::from(word.starts() != 0) << 63);
    bits.checked_shr(64 - known.len() as u32).unwrap_or(0)
}

/// Where a pair of words is sought first: six bits for a place in 64 bits, the others for a place in a table.
fn pair_place(first: u64, second: u64) -> usize {
    ((first ^ second.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24) as usize
}

#[derive(Debug)]
struct Entry {
    first: u64,
    /// The second word; 0, which no word is, where there is none.
    second: u64,
    list: u32,
    languages: Languages,
    /// Words in all.
    words: u32,
    rest_start: u32,
}

impl Entry {
    /// The first two words.
    fn pair(&self) -> (u64, u64) {
        (self.first, self.second)
    }
}

impl PhraseTable {
    /// Prepares lists of phrases; a list is named by its place.
    pub(crate) fn new<L: IntoIterator<Item = Phrase>>(lists: impl IntoIterator<Item = L>) -> PhraseTable {
        let mut table = PhraseTable::default();
        let mut phrases: Vec<(u32, Arc<[u64]>, Languages)> = Vec::new();
        for list in lists {
            let at = table.lists as u32;
            table.lists += 1;
            phrases.extend(list.into_iter().map(|phrase| (at, phrase.words, phrase.languages)));
        }
        phrases.retain(|(_, words, _)| !words.is_empty());
        phrases.sort_unstable_by(|a, b| {
            let key = |(list, words, _): &(u32, Arc<[u64]>, Languages)| {
                (words[0], words.len() == 1, words.get(1).copied(), *list, Reverse(words.len()))
            };
            key(a).cmp(&key(b)).then_with(|| a.1.cmp(&b.1))
        });
        phrases.dedup_by(|next, kept| {
            let same = (next.0, &next.1) == (kept.0, &kept.1);
            if same {
                kept.2 = kept.2.and(next.2);
            }
            same
        });
        for (list, hashes, languages) in phrases {
            let here = table.entries.len() as u32;
            let starts = &mut table.starts;
            let first = table.first.entry(hashes[0]).or_insert_with(|| {
                starts.push(Start { alone: here, to: here, languages: Languages::NONE });
                assert!(starts.len() < STARTS, "fewer first words of phrases");
                FirstWord { starts: starts.len() as u32, stop: Languages::NONE }
            });
            let start = &mut starts[first.starts as usize - 1];
            start.to = here + 1;
            if hashes.len() > 1 {
                start.alone = start.to;
            } else {
                start.languages = start.languages.and(languages);
            }
            table.entries.push(Entry {
                first: hashes[0],
                second: hashes.get(1).copied().unwrap_or(0),
                list,
                languages,
                words: hashes.len() as u32,
                rest_start: table.rest.len() as u32,
            });
            table.rest.extend(hashes.iter().skip(2));
        }
        table.find_pairs();
        table
    }

    /// Fills the table of pairs.
    fn find_pairs(&mut self) {
        self.pairs = vec![0; (self.entries.len() * 4).next_power_of_two()];
        self.may_be = vec![0; (self.entries.len() / 4).next_power_of_two()];
        let bits = self.may_be.len() - 1;
        let mask = self.pairs.len() - 1;
        let mut before = (0, 0);
        for (place, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.second != 0) {
            if entry.pair() != before {
                let at = pair_place(entry.first, entry.second);
                self.may_be[at >> 6 & bits] |= 1 << (at % 64);
                let mut slot = at >> 6 & mask;
                while self.pairs[slot] != 0 {
                    slot = (slot + 1) & mask;
                }
                self.pairs[slot] = place as u32 + 1;
                before = entry.pair();
            }
        }
    }

    /// The entries that begin with these two words.
    fn of_pair(&self, first: u64, second: u64) -> &[Entry] {
        let at = pair_place(first, second);
        if self.may_be[at >> 6 & (self.may_be.len() - 1)] >> (at % 64) & 1 == 0 {
            return &[];
        }
        let mask = self.pairs.len() - 1;
        let mut slot = at >> 6 & mask;
        while self.pairs[slot] != 0 {
            let from = self.pairs[slot] as usize - 1;
            if self.entries[from].pair() == (first, second) {
                let entries = &self.entries[from..];
                let same = entries.iter().take_while(|entry| entry.pair() == (first, second)).count();
                return &entries[..same];
            }
            slot = (slot + 1) & mask;
        }
        &[]
    }

    /// Adds the stop words of every language.
    pub(crate) fn add_stop_words(&mut self) {
        for phrase in Lexicon::Stop.phrases() {
            let stop = &mut self.first.entry(phrase.words[0]).or_default().stop;
            *stop = stop.and(phrase.languages);
        }
    }

    /// What a word is to the lists.
    pub(crate) fn first(&self, word: u64) -> FirstWord {
        self.first.get(&word).copied().unwrap_or_default()
    }

    /// Looks every word up once; `known` is replaced.
    pub(crate) fn look_up(&self, text: &[u64], known: &mut Vec<Known>) {
        let know = |&word| Known::new(self.first(word), Syllables::default(), None, false);
        known.clear();
        known.extend(text.iter().map(know));
    }

    /// Finds all lists in a text, as far as they hold for these languages: `tallies` is replaced by one tally a list,
    /// `on_hit` gets the list and the words of each match.
    pub(crate) fn find(
        &self,
        text: &[u64],
        known: &[Known],
        languages: Languages,
        tallies: &mut Vec<Tally>,
        mut on_hit: impl FnMut(usize, Range<usize>),
    ) {
        tallies.clear();
        tallies.resize(self.lists, Tally::default());
        for (number, part) in known.chunks(64).enumerate() {
            let mut bits = starting(part);
            while bits != 0 {
                let at = number * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                self.find_at(at, text, known[at], languages, tallies, &mut on_hit);
            }
        }
    }

    /// Finds what starts with the word at a place.
    #[inline]
    fn find_at(
        &self,
        at: usize,
        text: &[u64],
        known: Known,
        languages: Languages,
        tallies: &mut [Tally],
        on_hit: &mut impl FnMut(usize, Range<usize>),
    ) {
        let start = &self.starts[known.starts() - 1];
        let second = text.get(at + 1).copied().unwrap_or(0);
        let mut take = |entry: &Entry| {
            let (list, words) = (entry.list as usize, entry.words as usize);
            let tally = &mut tallies[list];
            if entry.languages.meets(languages)
                && at >= tally.next
                && (words <= 2 || text[at + 2..].starts_with(self.rest(entry)))
            {
                tally.hits += 1;
                tally.words += words as u64;
                tally.next = at + words;
                on_hit(list, at..tally.next);
            }
        };
        self.of_pair(text[at], second).iter().for_each(&mut take);
        if start.languages.meets(languages) {
            self.entries[start.alone as usize..start.to as usize].iter().for_each(take);
        }
    }

    fn rest(&self, entry: &Entry) -> &[u64] {
        &self.rest[entry.rest_start as usize..][..entry.words as usize - 2]
    }
}
