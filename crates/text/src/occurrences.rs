//! Which words of a text occurred before, and where: one look at each word tells what its text says again.

/// For each word of a text its last occurrence before.
#[derive(Default, Debug)]
pub(crate) struct Occurrences {
    /// For each word one more than the place of the same word before it; 0 where it is new.
    before: Vec<u32>,
    /// For each slot one more than the last place of the word that it belongs to; 0 where it is empty.
    slots: Vec<u32>,
    /// For each word whether it and the next one stood side by side before.
    pair_before: Vec<bool>,
}

/// The words that are said again.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Runs {
    /// Pairs of neighbours that occurred before.
    pub(crate) pairs: u64,
    /// Runs of three words that occurred before.
    pub(crate) triples: u64,
}

/// So many earlier occurrences are looked at for each word, on average; who needs more repeats one word all the time.
const PATIENCE: usize = 16;

impl Occurrences {
    /// Reads the hashes of the words of a text.
    pub(crate) fn read(&mut self, words: &[u64]) {
        self.before.clear();
        self.slots.clear();
        self.slots.resize((words.len() * 2).next_power_of_two(), 0);
        let mask = self.slots.len() - 1;
        for (at, &word) in words.iter().enumerate() {
            // Hashes are well mixed: the low bits are the place.
            let mut slot = word as usize & mask;
            let before = loop {
                let last = self.slots[slot];
                if last == 0 || words[last as usize - 1] == word {
                    break last;
                }
                slot = (slot + 1) & mask;
            };
            self.slots[slot] = at as u32 + 1;
            self.before.push(before);
        }
    }

    /// For each word whether it is there for the first time.
    pub(crate) fn is_new(&self) -> impl ExactSizeIterator<Item = bool> {
        self.before.iter().map(|&before| before == 0)
    }

    /// How many different words there are.
    pub(crate) fn distinct(&self) -> u64 {
        self.is_new().filter(|&new| new).count() as u64
    }

    /// The share of different words in a window of `window` words, averaged over all windows; of the whole where it is
    /// shorter, and 0 where it is empty.
    ///
    /// A word is different in all windows that have it and not its last occurrence before, so one look at each word is
    /// enough.
    pub(crate) fn moving_distinct_share(&self, window: usize) -> f64 {
        let words = self.before.len();
        let window = window.min(words);
        if window == 0 {
            return 0.0;
        }
        let last_start = words - window;
        let mut different = 0;
        for (at, &before) in self.before.iter().enumerate() {
            // Windows that reach this word start after the last occurrence and at most a window before its end.
            let earliest = (at + 1).saturating_sub(window).max(before as usize);
            different += (at.min(last_start) + 1).saturating_sub(earliest) as u64;
        }
        different as f64 / ((last_start + 1) * window) as f64
    }

    /// The pairs and triples of neighbours that occurred before; `None` where that is too much work, as in a text that
    /// says a few words over and over.
    pub(crate) fn runs(&mut self, words: &[u64]) -> Option<Runs> {
        let mut patience = PATIENCE * words.len();
        let mut runs = Runs::default();
        self.pair_before.clear();
        // What occurred before consists of words that did.
        for at in 0..words.len().saturating_sub(1) {
            let may_be = self.before[at] != 0 && self.before[at + 1] != 0;
            let was = may_be && self.was(words, at, 2, &mut patience)?;
            runs.pairs += u64::from(was);
            self.pair_before.push(was);
        }
        for at in 0..words.len().saturating_sub(2) {
            let may_be = self.pair_before[at] && self.pair_before[at + 1];
            runs.triples += u64::from(may_be && self.was(words, at, 3, &mut patience)?);
        }
        Some(runs)
    }

    /// Whether the run of so many words at a place occurred before; `None` where patience ends.
    fn was(&self, words: &[u64], at: usize, length: usize, patience: &mut usize) -> Option<bool> {
        let rest = &words[at + 1..at + length];
        let mut before = self.before[at] as usize;
        while before != 0 {
            *patience = patience.checked_sub(1)?;
            // One more than its place, which is where the word after it stands.
            if words[before..].starts_with(rest) {
                return Some(true);
            }
            before = self.before[before - 1] as usize;
        }
        Some(false)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::repetition::{HashBag, runs};

    proptest! {
        #[test]
        fn a_set_of_hashes_says_the_same(words in prop::collection::vec(1_u64..12, 0..150)) {
            let (mut seen, mut bag) = (Occurrences::default(), HashBag::default());
            seen.read(&words);
            prop_assert_eq!(seen.distinct(), bag.distinct(words.iter().copied()));
            let naive = Runs { pairs: bag.repeats(runs(&words, 2)), triples: bag.repeats(runs(&words, 3)) };
            if let Some(runs) = seen.runs(&words) {
                prop_assert_eq!(runs, naive);
            }
            for window in [1, 3, 50] {
                let size = window.min(words.len());
                let shares = words.windows(size.max(1)).map(|part| bag.distinct(part.iter().copied()));
                let (all, windows) = shares.fold((0, 0), |(all, n), distinct| (all + distinct, n + 1));
                let mean = if size == 0 { 0.0 } else { all as f64 / (windows * size) as f64 };
                prop_assert_eq!(seen.moving_distinct_share(window), mean);
            }
        }
    }

    #[test]
    fn patience_ends_where_one_word_is_said_all_the_time() {
        let mut words: Vec<u64> = (0..400).map(|at| if at % 2 == 0 { 7 } else { at + 10 }).collect();
        words.extend_from_within(..);
        let mut seen = Occurrences::default();
        seen.read(&words);
        assert_eq!(seen.runs(&words), None);
    }
}
