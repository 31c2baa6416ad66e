//! The little of a text that tells by whom it may have near texts at all.
//!
//! Two texts are compared only if they share one of their first features (see [`first_of`]), and if those do not rule out that
//! the texts are near. Texts that are tied so, directly or through others, are a family, and a text without a family is near
//! nobody. Families do not touch: each can be sorted into groups alone, and comes out as it would among all.

use super::sketch::{FIRST, NEAR, features_of, first_of, pair_feature, rare_first};
use ssi_text::function_words;

/// The first features of one text, rare ones first, 65 bytes: the upper halves of their numbers by [`rare_first`].
///
/// Halves may agree where the whole does not; that makes a family larger, never smaller, and groups stay the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    marks: [u32; FIRST],
    /// How many different features the text has, which tells how many of them are first; [`MANY`] if they were not counted.
    features: u8,
}

/// The bytes of a note.
pub(crate) const NOTE: usize = 4 * FIRST + 1;

/// More features than this are not counted, and [`FIRST`] of them are first.
const COUNTED: usize = 64;

/// The number of features of a text of which they were not counted.
const MANY: u8 = u8::MAX;

/// From so many words on the first features are looked for among the pairs without sorting all.
const MANY_WORDS: usize = 20;

/// So many pairs are expected below the bound under which the lowest features are looked for, where 16 are needed.
const EXPECTED: u32 = 24;

/// So many marks must two texts share if one has 16. Of texts that share 55 of 100 features, 6 in 100,000 share fewer.
const SHARED: usize = 2;

impl Marks {
    /// The marks that are written in a note.
    pub(super) fn from_note(note: &[u8]) -> Self {
        let (bytes, features) = note.split_at(NOTE - 1);
        let mut marks = [0; FIRST];
        for (mark, four) in marks.iter_mut().zip(bytes.as_chunks().0) {
            *mark = u32::from_le_bytes(*four);
        }
        Self { marks, features: features[0] }
    }

    fn to_note(self) -> [u8; NOTE] {
        let mut note = [0; NOTE];
        for (four, mark) in note.as_chunks_mut().0.iter_mut().zip(self.marks) {
            *four = mark.to_le_bytes();
        }
        note[NOTE - 1] = self.features;
        note
    }

    /// Whether there was nothing to read in the text.
    pub(super) fn is_blank(&self) -> bool {
        self.features == 0
    }

    /// Whether the text has fewer first features than there is room for: it is short.
    pub(super) fn is_short(&self) -> bool {
        self.get().len() < FIRST
    }

    pub(super) fn get(&self) -> &[u32] {
        &self.marks[..first_of(usize::from(self.features))]
    }

    /// Whether the texts may be near; always true of two short ones that are.
    pub(super) fn may_be_near(&self, other: &Self) -> bool {
        if self.features == MANY || other.features == MANY {
            return in_both(&self.marks, &other.marks) >= SHARED;
        }
        let (a, b) = (self.get(), other.get());
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            common += usize::from(a[i] == b[j]);
            let order = a[i].cmp(&b[j]);
            i += usize::from(order.is_le());
            j += usize::from(order.is_ge());
        }
        if common < SHARED && !(self.is_short() && other.is_short()) {
            return false;
        }
        // Up to here both are known; at best the smaller rest lies in the larger one as a whole.
        let (all_a, all_b) = (usize::from(self.features), usize::from(other.features));
        let most = common + (all_a - i).min(all_b - j);
        common > 0 && most * NEAR.1 >= (all_a + all_b - most) * NEAR.0
    }
}

/// How many marks are in both: each is held against each, which no branch depends on.
fn in_both(a: &[u32; FIRST], b: &[u32; FIRST]) -> usize {
    let times = |one: &u32| b.iter().map(|other| u32::from(one == other)).sum::<u32>();
    a.iter().map(times).sum::<u32>() as usize
}

/// Notes the marks of one text after the other, so that the texts need not be read again.
#[derive(Default, Debug)]
pub(crate) struct Noter {
    features: Vec<u64>,
    halves: Vec<u32>,
    lowest: Vec<u32>,
}

impl Noter {
    /// The note of a text by its words, as [`Wording::say`](ssi_text::Wording::say) has them.
    pub(crate) fn note(&mut self, text: &str, words: &[u64]) -> [u8; NOTE] {
        self.marks(text, words).to_note()
    }

    /// The same before it is written down.
    pub(super) fn marks(&mut self, text: &str, words: &[u64]) -> Marks {
        if words.len() >= MANY_WORDS
            && let Some(marks) = self.among_pairs(words)
        {
            return Marks { marks, features: MANY };
        }
        self.features.clear();
        features_of(text, words, &mut self.features);
        for feature in &mut self.features {
            *feature = rare_first(*feature);
        }
        self.features.sort_unstable();
        self.features.dedup();
        let mut marks = [0; FIRST];
        for (mark, feature) in marks.iter_mut().zip(&self.features) {
            *mark = (feature >> 32) as u32;
        }
        let count = self.features.len();
        Marks { marks, features: if count > COUNTED { MANY } else { count as u8 } }
    }

    /// The first features of a text of many words, which are pairs, without sorting all; none where these are too few.
    fn among_pairs(&mut self, words: &[u64]) -> Option<[u32; FIRST]> {
        let may_be_function_word = function_words();
        let (mut first, mut before) = (words[0], may_be_function_word(words[0]));
        let mut rare = 0;
        self.halves.clear();
        self.halves.extend(words[1..].iter().map(|&word| {
            let common = may_be_function_word(word);
            let both = before & common;
            rare += u32::from(!both);
            let feature = pair_feature(first, word, both);
            (first, before) = (word, common);
            (rare_first(feature) >> 32) as u32
        }));
        // Below it lie about as many as expected of those that are not common.
        let bound = if rare > EXPECTED { RARE / rare * EXPECTED } else { RARE };
        self.below(bound).or_else(|| self.below(RARE))
    }

    /// The first of those halves that lie below a bound.
    fn below(&mut self, bound: u32) -> Option<[u32; FIRST]> {
        self.lowest.clear();
        self.lowest.resize(self.halves.len(), 0);
        // Which lie below is up to chance: each is put in the next place, and the next one over it where it does not.
        let mut kept = 0;
        for &half in &self.halves {
            self.lowest[kept] = half;
            kept += usize::from(half < bound);
        }
        self.lowest.truncate(kept);
        self.lowest.sort_unstable();
        self.lowest.dedup();
        self.lowest.first_chunk().copied()
    }
}

/// Below it lie the upper halves of pairs that are not common.
const RARE: u32 = 1 << 30;

#[cfg(test)]
impl Marks {
    /// Of marks in order, and so many features as need them.
    pub(super) fn of_test(some: impl IntoIterator<Item = u32>) -> Self {
        let (mut marks, mut count) = ([0; FIRST], 0);
        for (mark, number) in marks.iter_mut().zip(some) {
            (*mark, count) = (number, count + 1);
        }
        let features = (0..=COUNTED).find(|n| first_of(*n) == count).expect("no more than there is room for");
        Self { marks, features: features as u8 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::sketch::{FEATURES, Likeness, first_features, settle};
    use proptest::prelude::*;
    use ssi_text::{Wording, pair_hash};

    fn sketch(words: &[u64]) -> Vec<u64> {
        let mut sketch = Vec::new();
        features_of("👏 https://example.org", words, &mut sketch);
        settle(&mut sketch, 0);
        sketch
    }

    /// Words as numbers; the first ones are function words.
    fn words(numbers: &[u64]) -> Vec<u64> {
        let mut function = Vec::new();
        Wording::default().spell("the of and to in a is that for it", &mut function);
        let word = |&n: &u64| function.get(n as usize).copied().unwrap_or_else(|| pair_hash(n, 5));
        numbers.iter().map(word).collect()
    }

    fn marks(words: &[u64]) -> Marks {
        Noter::default().marks("👏 https://example.org", words)
    }

    proptest! {
        #[test]
        fn marks_are_the_first_features_of_the_sketch(
            numbers in prop::collection::vec(0_u64..900, 0..400), all in 1_u64..900
        ) {
            // Some texts use few words over and over.
            let words = words(&numbers.iter().map(|n| n % all).collect::<Vec<_>>());
            let sketch = sketch(&words);
            prop_assert!(sketch.len() <= FEATURES);
            let mut features = Vec::new();
            features_of("👏 https://example.org", &words, &mut features);
            let mut first: Vec<u64> = features.into_iter().map(rare_first).collect();
            first.sort_unstable();
            first.dedup();
            if sketch.len() < FEATURES {
                prop_assert!(first_features(&sketch).map(rare_first).eq(first.iter().copied().take(first_of(first.len()))));
            }
            let halves = |count: usize| first[..count].iter().map(|f| (f >> 32) as u32).collect::<Vec<_>>();
            let mut noter = Noter::default();
            noter.note("", &[1, 2, 3]);
            let marks = noter.marks("👏 https://example.org", &words);
            if marks.features == MANY {
                prop_assert_eq!(marks.get(), &halves(FIRST)[..]);
            } else {
                prop_assert_eq!(usize::from(marks.features), first.len());
                prop_assert_eq!(marks.get(), &halves(first_of(first.len()))[..]);
            }
            prop_assert!(!marks.is_blank());
            prop_assert!(noter.marks(" ", &[]).is_blank());
            prop_assert_eq!(Marks::from_note(&marks.to_note()), marks);
        }

        #[test]
        fn of_two_short_texts_that_are_near_none_is_lost(
            numbers in prop::collection::vec(0_u64..60, 1..30), at in 0_usize..30, other in prop::collection::vec(0_u64..60, 0..9)
        ) {
            let start = at.min(numbers.len());
            let end = (start + other.len() / 2).min(numbers.len());
            let mut turned = numbers.clone();
            turned.splice(start..end, other);
            let (a, b) = (words(&numbers), words(&turned));
            let (one, two) = (marks(&a), marks(&b));
            prop_assert_eq!(one.may_be_near(&two), two.may_be_near(&one));
            if one.is_short() && two.is_short() && Likeness::of(&sketch(&a), &sketch(&b)).is_some() {
                prop_assert!(one.may_be_near(&two));
            }
        }
    }

    /// Texts that are barely near, and templates in which rare words change.
    #[test]
    fn of_long_texts_few_near_ones_are_lost() {
        let mut seed = 0;
        let mut below = |end: u64| {
            seed += 1;
            ((u128::from(pair_hash(seed, 3)) * u128::from(end)) >> 64) as u64
        };
        let (mut near, mut lost) = (0, 0);
        for turn in 0..60_000 {
            let length = 10 + below(150);
            let spread = 8 + below(4);
            // Low numbers are common, as in a language.
            let mut number = || {
                let end = 1 << below(spread);
                below(end)
            };
            let numbers: Vec<u64> = (0..length).map(|_| number()).collect();
            let changes = 1 + below(length / 4 + 1);
            let mut other = numbers.clone();
            for _ in 0..changes {
                let at = below(length) as usize;
                if turn % 2 == 0 || other[at] >= 10 {
                    other[at] = 10_000 + below(10_000);
                }
            }
            let (a, b) = (words(&numbers), words(&other));
            if Likeness::of(&sketch(&a), &sketch(&b)).is_some() {
                near += 1;
                lost += u32::from(!marks(&a).may_be_near(&marks(&b)));
            }
        }
        assert!(near > 20_000 && lost * 10_000 < near, "{lost} of {near}");
    }
}
