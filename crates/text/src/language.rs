//! The languages whose words we know, and the built-in lists.
//!
//! A stop word of one language may be a content word of another ("die" in English), so a text is read with the
//! lists of one language: that whose stop words it has most of, English on a tie. This is cheap, and wrong for
//! texts of a few words and for languages we have no lists of; `stop_word_share` near 0 tells.

/// A language with built-in lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Language {
    English,
    Spanish,
    French,
    German,
    Portuguese,
}

impl Language {
    pub(crate) const ALL: [Language; 5] =
        [Language::English, Language::Spanish, Language::French, Language::German, Language::Portuguese];

    /// The language with the most stop words; the first of equals.
    pub(crate) fn of(stop_words: &[u64]) -> Language {
        let mut best = Language::English;
        for language in Language::ALL {
            if stop_words[language as usize] > stop_words[best as usize] {
                best = language;
            }
        }
        best
    }
}

/// A built-in list, one for each language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lexicon {
    Stop,
    Cause,
    Contrast,
    Example,
    Hedge,
    Absolute,
    FirstPerson,
    SecondPerson,
}

impl Lexicon {
    pub(crate) const ALL: [Lexicon; 8] = [
        Lexicon::Stop,
        Lexicon::Cause,
        Lexicon::Contrast,
        Lexicon::Example,
        Lexicon::Hedge,
        Lexicon::Absolute,
        Lexicon::FirstPerson,
        Lexicon::SecondPerson,
    ];

    /// How many lists there are over all languages.
    pub(crate) const LISTS: usize = Lexicon::ALL.len() * Language::ALL.len();

    /// The place of the list of that language among all of them; the stop words come first.
    pub(crate) fn list(self, language: Language) -> usize {
        self as usize * Language::ALL.len() + language as usize
    }

    /// The words and phrases of that language.
    pub(crate) fn entries(self, language: Language) -> Vec<&'static str> {
        let file = FILES[self as usize][language as usize];
        file.lines()
            .map(|line| line.split('#').next().unwrap_or("").trim())
            .filter(|line| !line.is_empty())
            .collect()
    }
}

macro_rules! every_language {
    ($($list:literal),*) => {
        [$([
            include_str!(concat!("../lists/", $list, "/en.txt")),
            include_str!(concat!("../lists/", $list, "/es.txt")),
            include_str!(concat!("../lists/", $list, "/fr.txt")),
            include_str!(concat!("../lists/", $list, "/de.txt")),
            include_str!(concat!("../lists/", $list, "/pt.txt")),
        ]),*]
    };
}

static FILES: [[&str; 5]; 8] = every_language![
    "stop",
    "cause",
    "contrast",
    "example",
    "hedge",
    "absolute",
    "first_person",
    "second_person"
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::words;
    use std::collections::BTreeSet;

    #[test]
    fn lists_are_clean() {
        for lexicon in Lexicon::ALL {
            for language in Language::ALL {
                let entries = lexicon.entries(language);
                assert!(entries.len() >= 3, "{lexicon:?} {language:?}");
                let mut seen = BTreeSet::new();
                for entry in entries {
                    assert!(seen.insert(entry), "{lexicon:?} {language:?}: {entry} is there twice");
                    assert_eq!(entry, entry.to_lowercase(), "{lexicon:?} {language:?}");
                    let count = words(entry).count();
                    assert!(count >= 1, "{lexicon:?} {language:?}: {entry}");
                    // The marking of content words counts on this.
                    assert!(count == 1 || lexicon != Lexicon::Stop, "{language:?}: {entry}");
                }
            }
        }
    }

    #[test]
    fn persons_are_stop_words() {
        for language in Language::ALL {
            let stop = Lexicon::Stop.entries(language);
            for lexicon in [Lexicon::FirstPerson, Lexicon::SecondPerson] {
                for entry in lexicon.entries(language) {
                    assert!(stop.contains(&entry), "{language:?}: {entry} of {lexicon:?} is no stop word");
                }
            }
        }
    }

    #[test]
    fn most_stop_words_win_and_english_wins_a_tie() {
        assert_eq!(Language::of(&[0, 0, 0, 0, 0]), Language::English);
        assert_eq!(Language::of(&[2, 0, 0, 2, 0]), Language::English);
        assert_eq!(Language::of(&[1, 0, 0, 2, 2]), Language::German);
    }
}
