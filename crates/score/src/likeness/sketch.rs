//! What is kept of a text to find others in nearly the same words.
//!
//! A text becomes the set of its different words and of its different pairs of neighbouring words. Names are left out first,
//! because they are what varies in a template. Two texts are near if at least 55 of 100 of the features that either has are
//! in both (their Jaccard index). Words alone would take two texts about one subject for one; pairs alone would tear short
//! texts apart; together they do for two words and for two hundred.

use rayon::prelude::*;
use ssi_text::{Wording, pair_hash};

/// Features kept of a text: all of about 60 words. Of a longer text those with the lowest numbers stay, which are as good as
/// drawn by lot, the same lot for every text.
pub(super) const FEATURES: usize = 128;

/// Two texts are near from this share of common features on: a numerator and a denominator.
const NEAR: (usize, usize) = (11, 20);

/// Texts a task.
const TEXTS_A_TASK: usize = 512;

/// Words lie above pairs, so that pairs, which tell texts apart better, come first.
const WORD: u64 = 1 << 63;

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
            .map_init(Wording::default, |wording, task| {
                let mut part = Self::default();
                for i in task * TEXTS_A_TASK..count.min((task + 1) * TEXTS_A_TASK) {
                    part.push(text(i), wording);
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

    /// The features of a text; none where it is blank.
    pub(super) fn get(&self, i: usize) -> &[u64] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.features[start..self.ends[i]]
    }

    fn push(&mut self, text: &str, wording: &mut Wording) {
        let start = self.features.len();
        wording.read(text);
        let words = wording.words();
        if words.is_empty() {
            // Emoji and the like: the same signs are the same text. Links: the same links are.
            let number = |c| pair_hash(u64::from(c), 0);
            for part in text.split_whitespace() {
                if part.contains(char::is_alphanumeric) {
                    self.features.push(part.chars().map(number).fold(0, pair_hash) | WORD);
                } else {
                    self.features.extend(part.chars().map(|c| number(c) | WORD));
                }
            }
        } else {
            // A text of nothing but names is compared by them.
            let all = words.iter().all(|w| w.name);
            let mut before = None;
            for word in words.iter().filter(|w| all || !w.name).map(|w| w.hash) {
                self.features.push(word | WORD);
                self.features.extend(before.map(|b| pair_hash(b, word) & !WORD));
                before = Some(word);
            }
        }
        let own = &mut self.features[start..];
        own.sort_unstable();
        let mut kept = start;
        for at in start..self.features.len() {
            if kept == start || self.features[at] != self.features[kept - 1] {
                self.features[kept] = self.features[at];
                kept += 1;
            }
        }
        self.features.truncate(kept.min(start + FEATURES));
        self.ends.push(self.features.len());
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

/// So many of its first features does a text need in an index: a near text has one of them among its own first ones.
///
/// Two sets with a share of common features of at least `t` differ in at most `(1 - t) · n` features of either, so they meet
/// among the first `n - ⌈t · n⌉ + 1`. Of a long text the first 16 do: fewer than one near text in 300,000 is missed.
pub(super) fn first_features(sketch: &[u64]) -> &[u64] {
    let n = sketch.len();
    &sketch[..(n - (n * NEAR.0).div_ceil(NEAR.1) + 1).min(n).min(16)]
}
