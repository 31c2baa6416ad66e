//! Content words, and which English words are known.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use super::fold::fold;
use super::lists::stop_of;
use super::words::Word;
use super::{Reading, per};

/// The words of a dictionary.
fn dictionary(name: &str) -> HashSet<String> {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("../text/lists/dictionary");
    std::fs::read_to_string(lists.join(format!("en-{name}.txt"))).unwrap().lines().map(fold).collect()
}

impl Reading {
    pub(super) fn is_function(&self, word: &Word) -> bool {
        !stop_of(&word.folded).is_disjoint(&self.tongue.lists)
    }

    fn content(&self) -> Vec<&Word> {
        self.words.iter().filter(|word| !self.is_function(word)).collect()
    }

    pub(super) fn content_words(&self) -> f64 {
        self.length(self.content().into_iter())
    }

    pub(super) fn stop_word_share(&self) -> f64 {
        per(self.words.len() - self.content().len(), self.words.len())
    }

    /// The content words; of those that are written without spaces the pairs of neighbours.
    fn units(&self) -> Vec<Vec<&str>> {
        let alone = |word: &Word| self.letters.has_unspaced && word.is_unspaced() && !self.is_function(word);
        let mut units = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &self.words[before]).filter(|word| alone(word));
            match before {
                _ if self.is_function(word) => {}
                None if alone(word) => {}
                Some(before) if alone(word) => units.push(vec![before.folded.as_str(), &word.folded]),
                _ => units.push(vec![word.folded.as_str()]),
            }
        }
        units
    }

    pub(super) fn repeated_word_share(&self) -> f64 {
        let units = self.units();
        per(units.len() - units.iter().collect::<BTreeSet<_>>().len(), units.len())
    }

    pub(super) fn distinct_content_words(&self) -> f64 {
        let units = self.units();
        self.content_words() * per(units.iter().collect::<BTreeSet<_>>().len(), units.len())
    }

    /// The different content words without a possessive.
    fn looked_up(&self) -> BTreeSet<String> {
        let key = |word: &&Word| {
            let stem =
                word.text.strip_suffix(['s', 'S']).and_then(|stem| stem.strip_suffix(['\'', '’', 'ʼ']));
            fold(stem.filter(|stem| !stem.is_empty()).unwrap_or(&word.text))
        };
        self.content().iter().map(key).collect()
    }

    /// How many different content words are in the dictionaries with these names.
    fn known(&self, names: &[&str]) -> usize {
        static ENGLISH: LazyLock<Vec<(&str, HashSet<String>)>> = LazyLock::new(|| {
            ["common", "familiar", "known"].into_iter().map(|name| (name, dictionary(name))).collect()
        });
        let dictionaries: Vec<_> = ENGLISH.iter().filter(|(name, _)| names.contains(name)).collect();
        let known = |word: &&String| dictionaries.iter().any(|(_, words)| words.contains(*word));
        self.looked_up().iter().filter(known).count()
    }

    pub(super) fn vocabulary(&self) -> f64 {
        if self.tongue.is_english() {
            self.known(&["common", "familiar", "known"]) as f64
        } else {
            self.distinct_content_words()
        }
    }

    pub(super) fn precise_words(&self) -> f64 {
        match self.tongue.is_english() {
            true => self.known(&["familiar"]) as f64,
            false if self.words.is_empty() => 0.0,
            false => f64::NAN,
        }
    }
}
