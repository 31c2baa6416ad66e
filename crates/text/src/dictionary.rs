//! Which English words are words, and how familiar they are.
//!
//! From SCOWL's sizes; see `lists/dictionary/README.md`. The lists are hashed when a text first asks for them, in a few
//! milliseconds, and take some two megabytes from then on.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::fold;
use crate::repetition::HashBag;

/// How familiar a word is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Familiarity {
    /// Among the four thousand commonest.
    Common,
    /// Not among those, yet among the eleven thousand that everybody knows.
    Familiar,
    /// In a spelling checker.
    Known,
}

static ENGLISH: LazyLock<FxHashMap<u64, Familiarity>> = LazyLock::new(|| {
    let lists = [
        (Familiarity::Common, include_str!("../lists/dictionary/en-common.txt")),
        (Familiarity::Familiar, include_str!("../lists/dictionary/en-familiar.txt")),
        (Familiarity::Known, include_str!("../lists/dictionary/en-known.txt")),
    ];
    let words =
        lists.into_iter().flat_map(|(how, list)| list.lines().map(move |word| (fold::hash(word), how)));
    words.collect()
});

/// How familiar the English word with this [`key`] is; none for what is no English word.
pub(crate) fn familiarity(key: u64) -> Option<Familiarity> {
    ENGLISH.get(&key).copied()
}

/// By what a word is looked up: the hash of the word without a possessive `'s`, given its own hash.
pub(crate) fn key(word: &str, hash: u64) -> u64 {
    let stem =
        word.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(['\'', '\u{2019}', '\u{2bc}']));
    stem.filter(|stem| !stem.is_empty()).map_or(hash, fold::hash)
}

/// How many different content words are English words, and how many of those are familiar without being common.
///
/// `known` tells of each word its key and, as far as it is a content word in the dictionary, whether it is familiar without
/// being common.
pub(crate) fn count(
    known: impl ExactSizeIterator<Item = (u64, Option<bool>)>,
    seen: &mut HashBag,
) -> (u64, u64) {
    let (mut all, mut precise) = (0, 0);
    seen.empty(known.len());
    for (key, is_precise) in known {
        let Some(is_precise) = is_precise else { continue };
        if seen.is_new(key) {
            all += 1;
            precise += u64::from(is_precise);
        }
    }
    (all, precise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<Familiarity>) {
        assert_eq!(familiarity(key(word, fold::hash(word))), expected, "{word}");
    }

    #[test]
    fn words_are_as_familiar_as_they_are_used() {
        check("house", Some(Familiarity::Common));
        check("Company’s", Some(Familiarity::Common));
        check("congesting", Some(Familiarity::Familiar));
        check("ANNIVERSARY", Some(Familiarity::Familiar));
        check("abaft", Some(Familiarity::Known));
        check("colour", Some(Familiarity::Common));
        for invented in ["asdfgh", "blorptastic", "2024", "s", "'s"] {
            check(invented, None);
        }
    }

    #[test]
    fn no_word_is_listed_twice() {
        let words = ["common", "familiar", "known"]
            .map(|name| format!("{}/lists/dictionary/en-{name}.txt", env!("CARGO_MANIFEST_DIR")))
            .map(|path| std::fs::read_to_string(path).expect("a list").lines().count());
        assert_eq!(words, [4048, 7122, 75181]);
        assert_eq!(words.iter().sum::<usize>(), ENGLISH.len());
    }
}
