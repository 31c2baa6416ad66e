//! Which words of a text occurred before, and where: one look at each word tells what its text says again.

/// For each word of a text its last occurrence before.
#[derive(Default, Debug)]
pub(crate) struct Occurrences {
    /// For each word one more than the place of the same word before it; 0 where it is new.
    before: Vec<u32>,
    /// For each slot one more than the last place of the word that it belongs to; 0 where it is empty.
    slots: Vec<u32>,
    /// The places of the words that are not new.
    repeated: Vec<u32>,
    /// The places of the words that stood beside the same next one before.
    pairs: Vec<u32>,
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
        self.before.resize(words.len(), 0);
        self.repeated.clear();
        self.repeated.resize(words.len(), 0);
        // So many that words seldom meet in one.
        self.slots.clear();
        self.slots.resize((words.len() * 4).next_power_of_two(), 0);
        let slots = self.slots.as_mut_slice();
        let mask = slots.len() - 1;
        let mut again = 0;
        for (at, (&word, before)) in words.iter().zip(&mut self.before).enumerate() {
            // Hashes are well mixed: the low bits are the place.
            let mut slot = word as usize & mask;
            // One jump for both, which nearly always goes the same way.
            loop {
                let last = slots[slot] as usize;
                let difference = words[last.saturating_sub(1)] ^ word;
                if difference.min(last as u64) == 0 {
                    break;
                }
                slot = (slot + 1) & mask;
            }
            *before = std::mem::replace(&mut slots[slot], at as u32 + 1);
            self.repeated[again] = at as u32;
            again += usize::from(*before != 0);
        }
        self.repeated.truncate(again);
    }

    /// The places of the words that occurred before.
    pub(crate) fn repeated(&self) -> impl ExactSizeIterator<Item = usize> {
        self.repeated.iter().map(|&at| at as usize)
    }

    /// How many different words there are.
    pub(crate) fn distinct(&self) -> u64 {
        (self.before.len() - self.repeated.len()) as u64
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
        if window == words {
            return self.distinct() as f64 / window as f64;
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
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.clear();
        // What occurred before consists of words that did.
        for at in neighbours(&self.repeated) {
            if self.was(words, at as usize, 2, &mut patience)? {
                pairs.push(at);
            }
        }
        runs.pairs = pairs.len() as u64;
        for at in neighbours(&pairs) {
            runs.triples += u64::from(self.was(words, at as usize, 3, &mut patience)?);
        }
        self.pairs = pairs;
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

/// The places behind which the next place is there, too.
fn neighbours(places: &[u32]) -> impl Iterator<Item = u32> {
    places.windows(2).filter(|two| two[0] + 1 == two[1]).map(|two| two[0])
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
