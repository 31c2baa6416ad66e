//! Telling the language of a text from its letters and its stop words.

use crate::language::{Language, Languages};
use crate::script::{Letters, Script};

/// What a text was read as; see [`Analyzer::row_as`](crate::Analyzer::row_as).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// The language with whose lists it was read; none where neither the text nor the hint tells.
    pub language: Option<Language>,
    /// Whether the text itself told, and not the hint.
    pub from_text: bool,
}

/// The language of a text, and whose lists apply to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tongue {
    pub(crate) told: Told,
    /// The languages whose lists apply: one that is told, those of the script where none is, none where letters
    /// speak against all of them.
    pub(crate) lists: Languages,
}

impl Default for Tongue {
    fn default() -> Self {
        Tongue { told: Told::default(), lists: Languages::ALL }
    }
}

/// In a text of at most so many words one stop word tells.
const FEW_WORDS: usize = 4;

impl Tongue {
    /// Tells from the letters, and from the languages of which each word is a stop word.
    pub(crate) fn of(
        letters: &Letters,
        stop: impl Iterator<Item = Languages>,
        hint: Option<Language>,
    ) -> Tongue {
        let (mut words, mut counts) = (0, [0; Language::ALL.len()]);
        for languages in stop {
            words += 1;
            languages.places().for_each(|place| counts[place] += 1);
        }
        Tongue::tell(letters, words, &counts, hint)
    }

    /// Tells from the letters, and from how many of the words are stop words of each language.
    pub(crate) fn tell(
        letters: &Letters,
        words: usize,
        stop: &[u32; Language::ALL.len()],
        hint: Option<Language>,
    ) -> Tongue {
        let script = letters.script;
        let known = |language: Language, from_text| Tongue {
            told: Told { language: Some(language), from_text },
            lists: language.bit(),
        };
        if let Some(language) = from_text(script, words, stop) {
            return known(language, true);
        }
        match hint {
            Some(language) if script == Script::None || language.script() == script => known(language, false),
            _ => {
                let lists = if script == Script::None { Languages::ALL } else { Languages::of(script) };
                Tongue { told: Told::default(), lists }
            }
        }
    }
}

fn from_text(script: Script, words: usize, stop: &[u32; Language::ALL.len()]) -> Option<Language> {
    match script {
        Script::Kana => return Some(Language::Japanese),
        Script::Han => return Some(Language::Chinese),
        Script::Hangul => return Some(Language::Korean),
        _ => {}
    }
    let mut best: Option<Language> = None;
    for language in Language::ALL.into_iter().filter(|language| language.script() == script) {
        if best.is_none_or(|best| stop[language as usize] > stop[best as usize]) {
            best = Some(language);
        }
    }
    let least = if words <= FEW_WORDS { 1 } else { 2 };
    best.filter(|best| stop[*best as usize] >= least)
}
