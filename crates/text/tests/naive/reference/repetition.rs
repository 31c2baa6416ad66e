//! How much of a text says something again.

use std::collections::{BTreeSet, HashSet};

use super::{Reading, per};

impl Reading {
    fn folded(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.folded.as_str()).collect()
    }

    /// UAX #29 words for one word.
    fn a_word(&self) -> usize {
        if self.letters.script.is_unspaced() { 2 } else { 1 }
    }

    /// Runs of so many words: how many different ones, and how many.
    fn runs(&self, words: usize) -> (usize, usize) {
        let folded = self.folded();
        let runs = folded.windows(words * self.a_word());
        (runs.clone().collect::<HashSet<_>>().len(), runs.count())
    }

    pub(super) fn distinct_share(&self) -> f64 {
        let (different, all) = self.runs(1);
        per(different, all)
    }

    pub(super) fn distinct_words(&self) -> f64 {
        if self.a_word() == 1 {
            self.runs(1).0 as f64
        } else {
            self.distinct_share() * self.length(self.words.iter())
        }
    }

    pub(super) fn repeated_runs(&self, words: usize) -> f64 {
        let (different, all) = self.runs(words);
        per(all - different, all)
    }

    /// Different words in each window of 50, of all words in all windows.
    pub(super) fn moving_distinct_share(&self) -> f64 {
        let folded = self.folded();
        let window = folded.len().clamp(1, 50);
        let different = folded.windows(window).map(|window| window.iter().collect::<HashSet<_>>().len());
        per(different.sum(), folded.windows(window).count() * window)
    }

    pub(super) fn repeated_sentence_share(&self) -> f64 {
        let sentences: Vec<Vec<&str>> = self
            .words
            .chunk_by(|a, b| a.sentence == b.sentence)
            .map(|sentence| sentence.iter().map(|word| word.folded.as_str()).collect())
            .collect();
        let different: BTreeSet<&Vec<&str>> = sentences.iter().collect();
        per(sentences.len() - different.len(), sentences.len())
    }

    /// Of each bit whether more than half of the pairs of neighbours have it.
    pub(super) fn similarity_hash(&self) -> f64 {
        let hashes: Vec<u64> = self.words.iter().map(|word| hash(&word.folded)).collect();
        let pairs: Vec<u64> = match hashes[..] {
            [only] => vec![pair(only, only)],
            _ => hashes.windows(2).map(|two| pair(two[0], two[1])).collect(),
        };
        let most_have =
            |bit: &u64| 2 * pairs.iter().filter(|pair| *pair >> bit & 1 == 1).count() > pairs.len();
        (0..48).filter(most_have).map(|bit| 1_u64 << bit).sum::<u64>() as f64
    }
}

// The hash is stored with scores, so it is what it is: eight bytes at a time, multiplied to 128 bits, halves folded.
const SEED: u64 = 0x6a09_e667_f3bc_c909;
const STEP: u64 = 0xbb67_ae85_84ca_a73b;
const LAST: u64 = 0x3c6e_f372_fe94_f82b;

fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

pub(crate) fn hash(folded: &str) -> u64 {
    let mut hash = 0;
    for chunk in folded.as_bytes().chunks(8) {
        let block = chunk.iter().rev().fold(0, |block, byte| block << 8 | u64::from(*byte));
        hash = mix(hash ^ block ^ SEED, STEP);
    }
    mix(hash ^ folded.len() as u64, LAST).max(1)
}

pub(crate) fn pair(first: u64, second: u64) -> u64 {
    mix(first.wrapping_add(SEED), second ^ STEP).max(1)
}
