//! What is kept of a text to find others in nearly the same words.
//!
//! A text becomes the set of its different words and of its different pairs of neighbouring words. Names are left out first,
//! because they are what varies in a template. Two texts are near if at least 55 of 100 of the features that either has are
//! in both (their Jaccard index). Words alone would take two texts about one subject for one; pairs alone would tear short
//! texts apart; together they do for two words and for two hundred.

use rayon::prelude::*;
use ssi_text::{Wording, function_words, pair_hash};

/// Features kept of a text: all of about 130 words. Of a longer text those with the lowest numbers stay, which are as good as
/// drawn by lot, the same lot for every text. Words and pairs, rare or common, have equal chances, so that what long texts have
/// in common is not misjudged.
pub(super) const FEATURES: usize = 256;

/// Two texts are near from this share of common features on: a numerator and a denominator.
pub(super) const NEAR: (usize, usize) = (11, 20);

/// Texts a task.
const TEXTS_A_TASK: usize = 512;

/// The last bits of a number tell what it stands for, a word or a pair, …
const WORD: u64 = 2;

/// … and whether it is a function word, or a pair of them: "of the" stands in half of all texts.
const COMMON: u64 = 1;

/// The number of a single thing; what is left of it tells things apart.
fn word_feature(word: u64, common: bool) -> u64 {
    word & !(WORD | COMMON) | WORD | u64::from(common)
}

/// The number of two neighbouring words.
pub(super) fn pair_feature(first: u64, second: u64, common: bool) -> u64 {
    pair_hash(first, second) & !(WORD | COMMON) | u64::from(common)
}

/// A number by which features come in another order: pairs first, which tell texts apart better than words, and what is common
/// last among its kind.
pub(super) fn rare_first(feature: u64) -> u64 {
    feature.rotate_right(2)
}

/// Turns one text after the other into features; what a text gives depends on nothing but the text.
#[derive(Default, Debug)]
pub(super) struct Reader {
    wording: Wording,
    words: Vec<u64>,
}

impl Reader {
    /// Appends the features of a text as they come, some of them more than once; none where the text is blank.
    pub(super) fn features(&mut self, text: &str, out: &mut Vec<u64>) {
        features_of(text, self.say(text), out);
    }

    /// The words that make the features of a text.
    pub(super) fn say(&mut self, text: &str) -> &[u64] {
        self.words.clear();
        self.wording.say(text, &mut self.words);
        &self.words
    }
}

/// The same of a text of which it is known what it says.
pub(super) fn features_of(text: &str, words: &[u64], out: &mut Vec<u64>) {
    if words.is_empty() {
        // Emoji and the like: the same signs are the same text. Links: the same links are.
        let number = |c| pair_hash(u64::from(c), 0);
        for part in text.split_whitespace() {
            if part.contains(char::is_alphanumeric) {
                out.push(word_feature(part.chars().map(number).fold(0, pair_hash), false));
            } else {
                out.extend(part.chars().map(|c| word_feature(number(c), false)));
            }
        }
        return;
    }
    let may_be_function_word = function_words();
    let mut before = None;
    for &word in words {
        let common = may_be_function_word(word);
        out.push(word_feature(word, common));
        if let Some((first, is_common)) = before.replace((word, common)) {
            out.push(pair_feature(first, word, is_common & common));
        }
    }
}

/// Makes a sketch of the features from `start` on: sorted, each once, the lowest [`FEATURES`].
pub(super) fn settle(features: &mut Vec<u64>, start: usize) {
    features[start..].sort_unstable();
    let mut kept = start;
    for at in start..features.len() {
        if kept == start || features[at] != features[kept - 1] {
            features[kept] = features[at];
            kept += 1;
        }
    }
    features.truncate(kept.min(start + FEATURES));
}

/// The sketches of several texts: sorted features, one text after the other.
#[derive(Default, Debug)]
pub(super) struct Sketches {
    features: Vec<u64>,
    ends: Vec<usize>,
}

impl Sketches {
    /// Reads texts on all threads of the current rayon pool.
    pub(super) fn read<'t>(count: usize, text: impl Fn(usize) -> &'t str + Sync) -> Self {
        let parts: Vec<Self> = (0..count.div_ceil(TEXTS_A_TASK))
            .into_par_iter()
            .map_init(Reader::default, |reader, task| {
                let mut part = Self::default();
                for i in task * TEXTS_A_TASK..count.min((task + 1) * TEXTS_A_TASK) {
                    part.push(|features| reader.features(text(i), features));
                }
                part
            })
            .collect();
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            let base = all.features.len();
            all.features.extend(part.features);
            all.ends.extend(part.ends.iter().map(|end| base + end));
        }
        all
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn clear(&mut self) {
        self.features.clear();
        self.ends.clear();
    }

    /// The features of a text; none where it is blank.
    pub(super) fn get(&self, i: usize) -> &[u64] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.features[start..self.ends[i]]
    }

    /// Adds the sketch of a text whose features are appended in any order.
    pub(super) fn push(&mut self, append: impl FnOnce(&mut Vec<u64>)) {
        let start = self.features.len();
        append(&mut self.features);
        settle(&mut self.features, start);
        self.ends.push(self.features.len());
    }
}

/// What tells most pairs of texts apart without a look at their features: 144 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    /// A bit for each feature; several features may have the same one.
    bits: [u64; 16],
    /// The highest feature.
    last: u64,
    len: u32,
}

impl Outline {
    /// The outline of a sketch that is not blank.
    pub(super) fn of(sketch: &[u64]) -> Self {
        let mut bits = [0; 16];
        for feature in sketch {
            bits[(feature >> 8 & 15) as usize] |= 1 << (feature >> 2 & 63);
        }
        Self { bits, last: sketch[sketch.len() - 1], len: sketch.len() as u32 }
    }

    /// Whether the sketches cannot be near; never true of two that are.
    pub(super) fn is_far(&self, other: &Self) -> bool {
        self.is_lost_in(other) || other.is_lost_in(self)
    }

    /// Whether too many of these features are not in the other one. A bit that only this one has is a feature that only this
    /// one has. Asked of one only whose features are all looked at, which is so up to the last that was kept of a long text.
    fn is_lost_in(&self, other: &Self) -> bool {
        if other.len as usize == FEATURES && self.last > other.last {
            return false;
        }
        let own = self.bits.iter().zip(&other.bits).map(|(own, other)| (own & !other).count_ones());
        (self.len - own.sum::<u32>()) as usize * NEAR.1 < self.len as usize * NEAR.0
    }
}

/// How much two texts have in common, if that is enough to be near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    common: usize,
    all: usize,
}

impl Likeness {
    /// Compares two sketches; `None` where they are not near.
    pub(super) fn of(a: &[u64], b: &[u64]) -> Option<Self> {
        // Beyond the last feature that was kept of a long text nothing is known of it.
        let known = [a, b].iter().filter(|s| s.len() == FEATURES).filter_map(|s| s.last()).min();
        let cut = |s: &[u64]| known.map_or(s.len(), |last| s.partition_point(|f| f <= last));
        let (a, b) = (&a[..cut(a)], &b[..cut(b)]);
        // The smaller one may lie in the larger one as a whole, and there can be no more in common.
        if a.len().min(b.len()) * NEAR.1 < a.len().max(b.len()) * NEAR.0 {
            return None;
        }
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            let order = a[i].cmp(&b[j]);
            common += usize::from(order.is_eq());
            i += usize::from(order.is_le());
            j += usize::from(order.is_ge());
        }
        let all = a.len() + b.len() - common;
        (common > 0 && common * NEAR.1 >= all * NEAR.0).then_some(Self { common, all })
    }

    /// Whether it is more than another.
    pub(super) fn exceeds(self, other: Self) -> bool {
        self.common * other.all > other.common * self.all
    }
}

/// The most first features that a text needs in an index.
pub(super) const FIRST: usize = 16;

/// So many of its first features does a text of `n` different ones need in an index: a near text has one of them among its
/// own first ones.
///
/// Two sets with a share of common features of at least `t` differ in at most `(1 - t) · n` features of either, so they meet
/// among the first `n - ⌈t · n⌉ + 1`, in whatever order. Of a long text the first 16 do: fewer than one near text in 300,000 is
/// missed.
pub(super) fn first_of(n: usize) -> usize {
    (n - (n * NEAR.0).div_ceil(NEAR.1) + 1).min(n).min(FIRST)
}

/// The first features of a sketch, rare ones first. Those of a long text are the first ones of all its features, since the
/// lowest of each kind were kept.
pub(super) fn first_features(sketch: &[u64]) -> impl Iterator<Item = u64> {
    let of_kind = move |kind| sketch.iter().copied().filter(move |feature| feature & (WORD | COMMON) == kind);
    (0..=WORD | COMMON).flat_map(of_kind).take(first_of(sketch.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_near_is_not_far(words in 1_u64..200, other in 1_u64..200, first in 0_u64..90, step in 1_u64..4) {
            let sketch = |numbers: &mut dyn Iterator<Item = u64>| {
                let mut sketch: Vec<u64> = numbers.map(|n| pair_hash(n, 7)).collect();
                settle(&mut sketch, 0);
                sketch
            };
            let (a, b) = (sketch(&mut (0..words)), sketch(&mut (0..other).map(|n| first + n * step)));
            let (one, two) = (Outline::of(&a), Outline::of(&b));
            prop_assert_eq!(one.is_far(&two), two.is_far(&one));
            prop_assert!(Likeness::of(&a, &b).is_none() || !one.is_far(&two));
        }
    }
}
