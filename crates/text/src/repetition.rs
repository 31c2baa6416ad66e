//! How much of a text says something again, in hashes.

use crate::fold;

/// A set of hashes that is emptied, not freed, between texts.
#[derive(Default, Debug)]
pub(crate) struct HashBag {
    slots: Vec<u64>,
}

impl HashBag {
    /// How many different hashes there are.
    pub(crate) fn distinct(&mut self, hashes: impl ExactSizeIterator<Item = u64>) -> u64 {
        self.empty(hashes.len());
        hashes.map(|hash| u64::from(self.is_new(hash))).sum()
    }

    /// Empties the set, with room for so many.
    pub(crate) fn empty(&mut self, room: usize) {
        self.slots.clear();
        self.slots.resize((room * 2).next_power_of_two(), 0);
    }

    /// Takes a hash; whether it was not there before.
    pub(crate) fn is_new(&mut self, hash: u64) -> bool {
        let at = self.slot(hash);
        std::mem::replace(&mut self.slots[at], hash) == 0
    }

    /// The place of a hash among the slots: where it is, or where it would be.
    fn slot(&self, hash: u64) -> usize {
        // Hashes are well mixed and never 0: the low bits are the place, 0 is an empty place.
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 && self.slots[at] != hash {
            at = (at + 1) & mask;
        }
        at
    }

    /// How many hashes occurred before.
    pub(crate) fn repeats(&mut self, hashes: impl ExactSizeIterator<Item = u64>) -> u64 {
        let all = hashes.len() as u64;
        all - self.distinct(hashes)
    }
}

/// The hashes of the pairs of neighbouring words.
pub(crate) fn bigrams(words: &[u64]) -> impl ExactSizeIterator<Item = u64> {
    words.windows(2).map(|two| fold::pair(two[0], two[1]))
}

/// The hashes of the runs of so many words.
pub(crate) fn runs(words: &[u64], length: usize) -> impl ExactSizeIterator<Item = u64> {
    words.windows(length).map(|run| run.iter().copied().reduce(fold::pair).expect("runs are not empty"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinct_counts_each_once_and_starts_afresh() {
        let mut bag = HashBag::default();
        assert_eq!(bag.distinct([].into_iter()), 0);
        assert_eq!(bag.distinct([7, 7, 8, 23, 39, 7].into_iter()), 4);
        assert_eq!(bag.distinct([7].into_iter()), 1);
        assert_eq!(bag.repeats([u64::MAX, 1, u64::MAX].into_iter()), 1);
        assert_eq!(bigrams(&[1]).len() + runs(&[1, 2], 3).len(), 0);
    }
}
