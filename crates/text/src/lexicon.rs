//! The built-in lists: words and phrases of one kind in one language.
//!
//! A file `lists/NAME/CODE.txt` holds one word or phrase a line, in lower case; what follows a `#` is a comment. Its
//! code must be named below, which a test sees to. A language may lack a list.

use std::sync::{LazyLock, OnceLock};

use crate::language::{Language, Languages};
use crate::phrases::Phrase;

/// What the words of a list have in common.
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
    Addition,
    Condition,
    Comparison,
    Sequence,
    Suggestion,
    Evidence,
    Polite,
    Hostile,
    Emphasis,
    Oneself,
    Negation,
    Relation,
}

macro_rules! lists {
    ($($lexicon:ident $name:literal: $($code:ident)*;)*) => {
        impl Lexicon {
            pub(crate) const ALL: &[Lexicon] = &[$(Lexicon::$lexicon),*];

            /// The name of its folder.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Lexicon::$lexicon => $name,)*
                }
            }

            /// Code and content of each file.
            fn files(self) -> &'static [(&'static str, &'static str)] {
                match self {
                    $(Lexicon::$lexicon => &[$((
                        stringify!($code),
                        include_str!(concat!("../lists/", $name, "/", stringify!($code), ".txt")),
                    )),*],)*
                }
            }
        }
    };
}

lists! {
    Stop "stop": en es fr de pt it nl id ru ar hi ja zh ko;
    Cause "cause": en es fr de pt it nl id ru ar hi ja zh ko;
    Contrast "contrast": en es fr de pt it nl id ru ar hi ja zh ko;
    Example "example": en es fr de pt it nl id ru ar hi ja zh ko;
    Hedge "hedge": en es fr de pt it nl id ru ar hi ja zh ko;
    Absolute "absolute": en es fr de pt it nl id ru ar hi ja zh ko;
    FirstPerson "first_person": en es fr de pt it nl id ru ar hi ja zh ko;
    SecondPerson "second_person": en es fr de pt it nl id ru ar hi ja zh ko;
    Addition "addition": en es fr de pt it nl id ru ar hi ja zh ko;
    Condition "condition": en es fr de pt it nl id ru ar hi ja zh ko;
    Comparison "comparison": en es fr de pt it nl id ru ar hi ja zh ko;
    Sequence "sequence": en es fr de pt it nl id ru ar hi ja zh ko;
    Suggestion "suggestion": en es fr de pt it nl id ru ar hi ja zh ko;
    Evidence "evidence": en es fr de pt it nl id ru ar hi ja zh ko;
    Polite "polite": en es fr de pt it nl id ru ar hi ja zh ko;
    Hostile "hostile": en es fr de pt it nl id ru ar hi ja zh ko;
    Emphasis "emphasis": en es fr de pt it nl id ru ar hi ja zh ko;
    Oneself "self": en es fr de pt it nl id ru ar hi ja zh ko;
    Negation "negation": en es fr de pt it nl id ru ar hi ja zh ko;
    Relation "relation": en es fr de pt it nl id ru ar hi ja zh ko;
}

impl Lexicon {
    /// The lists, each with its language.
    pub(crate) fn parts(self) -> impl Iterator<Item = (Language, Vec<&'static str>)> {
        self.files().iter().map(|(code, file)| {
            let lines = file.lines().map(|line| line.split('#').next().unwrap_or("").trim());
            (language_of(code), lines.filter(|line| !line.is_empty()).collect())
        })
    }

    /// The words and phrases of all languages, made ready when one is first asked for.
    pub(crate) fn phrases(self) -> &'static [Phrase] {
        static READY: LazyLock<Vec<OnceLock<Vec<Phrase>>>> =
            LazyLock::new(|| Lexicon::ALL.iter().map(|_| OnceLock::new()).collect());
        READY[self as usize].get_or_init(|| {
            let parts = self.parts();
            parts
                .flat_map(|(language, list)| {
                    list.into_iter().map(move |entry| Phrase::new(language.bit(), entry))
                })
                .collect()
        })
    }

    /// The languages that have such a list.
    pub(crate) fn languages(self) -> Languages {
        let languages = self.files().iter().map(|(code, _)| language_of(code));
        languages.fold(Languages::NONE, |all, language| all.and(language.bit()))
    }
}

fn language_of(code: &str) -> Language {
    Language::from_code(code).expect("a list is named by a language's code")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::words;
    use std::collections::BTreeSet;

    #[test]
    fn lists_are_clean() {
        for &lexicon in Lexicon::ALL {
            for (language, entries) in lexicon.parts() {
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
        for (language, stop) in Lexicon::Stop.parts() {
            for lexicon in [Lexicon::FirstPerson, Lexicon::SecondPerson] {
                let Some((_, entries)) = lexicon.parts().find(|(of, _)| *of == language) else { continue };
                for entry in entries.into_iter().filter(|entry| words(entry).count() == 1) {
                    assert!(stop.contains(&entry), "{language:?}: {entry} of {lexicon:?} is no stop word");
                }
            }
        }
    }

    #[test]
    fn every_file_is_a_list() {
        for lexicon in Lexicon::ALL {
            let folder = format!("{}/lists/{}", env!("CARGO_MANIFEST_DIR"), lexicon.name());
            let names = std::fs::read_dir(&folder).expect("a folder").map(|f| f.expect("a file").file_name());
            let mut found: Vec<String> =
                names.map(|name| name.to_string_lossy().replace(".txt", "")).collect();
            found.sort();
            let mut named: Vec<&str> = lexicon.files().iter().map(|(code, _)| *code).collect();
            named.sort_unstable();
            assert_eq!(found, named, "{folder}");
        }
    }
}
