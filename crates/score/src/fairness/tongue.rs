//! The groups that are compared: languages, scripts without lists, and what does not tell.

use ssi_text::{Language, Script};

/// A text of at most so many words may well not tell its language.
const FEW_WORDS: f64 = 4.0;

/// What a text is written in, as far as that can be told. Ordered as reports show it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Tongue {
    /// A language with built-in lists, told by the text or by its author's other texts.
    Known(Language),
    /// A language without lists, written in this script.
    Other(Script),
    /// Too short to tell, by an author who tells nowhere.
    NotTold,
}

impl Tongue {
    /// The group of a text: `language` is what [`languages`](crate::languages::languages) says, `words` how many words it has.
    pub fn of(language: Option<Language>, script: Script, words: f64) -> Self {
        let has_lists = Language::ALL.iter().any(|l| l.script() == script);
        match language {
            Some(language) => Self::Known(language),
            None if script == Script::None || (has_lists && words <= FEW_WORDS) => Self::NotTold,
            None => Self::Other(script),
        }
    }

    /// The name in English.
    pub fn name(self) -> String {
        match self {
            Self::Known(language) => language.name().to_owned(),
            Self::Other(Script::Other) => "other (other scripts)".to_owned(),
            Self::Other(script) => format!("other ({})", script.name()),
            Self::NotTold => "not told".to_owned(),
        }
    }

    /// The language, where it is known.
    pub fn language(self) -> Option<Language> {
        match self {
            Self::Known(language) => Some(language),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_texts() {
        for (language, script, words, expected) in [
            (Some(Language::Hindi), Script::Devanagari, 2.0, "Hindi"),
            (None, Script::Latin, 4.0, "not told"),
            (None, Script::Latin, 5.0, "other (Latin)"),
            (None, Script::Cyrillic, 30.0, "other (Cyrillic)"),
            (None, Script::SoutheastAsian, 1.0, "other (Southeast Asian)"),
            (None, Script::Other, 1.0, "other (other scripts)"),
            (None, Script::None, 9.0, "not told"),
        ] {
            assert_eq!(Tongue::of(language, script, words).name(), expected);
        }
    }
}
