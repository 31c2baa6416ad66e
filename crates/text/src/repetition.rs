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
        let size = (hashes.len() * 2).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, 0);
        let mask = size - 1;
        let mut distinct = 0;
        for hash in hashes {
            // Hashes are well mixed and never 0: the low bits are the place, 0 is an empty place.
            let mut at = hash as usize & mask;
            while self.slots[at] != 0 && self.slots[at] != hash {
                at = (at + 1) & mask;
            }
            distinct += u64::from(self.slots[at] == 0);
            self.slots[at] = hash;
        }
        distinct
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
