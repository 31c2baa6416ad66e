//! The languages whose words we know.

use crate::script::Script;

/// A language with built-in lists.
///
/// ```
/// use ssi_text::Language;
/// assert_eq!(Language::from_code("pt"), Some(Language::Portuguese));
/// assert_eq!((Language::Japanese.code(), Language::Japanese.name()), ("ja", "Japanese"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Language {
    English,
    Spanish,
    French,
    German,
    Portuguese,
    Italian,
    Dutch,
    Indonesian,
    Russian,
    Arabic,
    Hindi,
    Japanese,
    Chinese,
    Korean,
}

/// Code and name of each, in the order of [`Language::ALL`].
const NAMES: [(&str, &str); Language::ALL.len()] = [
    ("en", "English"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("de", "German"),
    ("pt", "Portuguese"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("id", "Indonesian"),
    ("ru", "Russian"),
    ("ar", "Arabic"),
    ("hi", "Hindi"),
    ("ja", "Japanese"),
    ("zh", "Chinese"),
    ("ko", "Korean"),
];

impl Language {
    /// Every language, in the order of the numbers of the signal `language`.
    pub const ALL: [Language; 14] = [
        Language::English,
        Language::Spanish,
        Language::French,
        Language::German,
        Language::Portuguese,
        Language::Italian,
        Language::Dutch,
        Language::Indonesian,
        Language::Russian,
        Language::Arabic,
        Language::Hindi,
        Language::Japanese,
        Language::Chinese,
        Language::Korean,
    ];

    /// The two letters of ISO 639-1.
    pub fn code(self) -> &'static str {
        NAMES[self as usize].0
    }

    /// The language with these two letters, in lower case; none for a language without lists.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The name in English.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The script it is written in; Japanese counts as kana, although it writes Chinese characters too.
    pub fn script(self) -> Script {
        match self {
            Language::Russian => Script::Cyrillic,
            Language::Arabic => Script::Arabic,
            Language::Hindi => Script::Devanagari,
            Language::Japanese => Script::Kana,
            Language::Chinese => Script::Han,
            Language::Korean => Script::Hangul,
            _ => Script::Latin,
        }
    }

    /// Its bit in a [`Languages`].
    pub(crate) fn bit(self) -> Languages {
        Languages(1 << self as u16)
    }
}

/// A set of languages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Languages(u16);

impl Languages {
    pub(crate) const NONE: Languages = Languages(0);
    pub(crate) const ALL: Languages = Languages((1 << Language::ALL.len()) - 1);
    /// All, and a bit that every text has: for what does not depend on the language.
    pub(crate) const ANY: Languages = Languages(u16::MAX);
    const EVERY_TEXT: Languages = Languages(1 << Language::ALL.len());

    /// Those written in a script.
    pub(crate) fn of(script: Script) -> Languages {
        Language::ALL
            .into_iter()
            .filter(|language| language.script() == script)
            .fold(Languages::NONE, |all, language| all.and(language.bit()))
    }

    /// Those of either set.
    pub(crate) fn and(self, other: Languages) -> Languages {
        Languages(self.0 | other.0)
    }

    /// One bit for each language, the lowest for the first of [`Language::ALL`].
    pub(crate) fn bits(self) -> u16 {
        self.0
    }

    /// The set with these [`bits`](Languages::bits).
    pub(crate) fn from_bits(bits: u16) -> Languages {
        Languages(bits)
    }

    /// These, for a text: what is meant for any language meets them.
    pub(crate) fn of_text(self) -> Languages {
        self.and(Languages::EVERY_TEXT)
    }

    /// Whether a language is in both.
    pub(crate) fn meets(self, other: Languages) -> bool {
        self.0 & other.0 != 0
    }

    /// How many there are.
    pub(crate) fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The places of the languages in [`Language::ALL`], from the first to the last.
    pub(crate) fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let place = rest.trailing_zeros();
            (rest != 0).then(|| {
                rest &= rest - 1;
                place as usize
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_names_and_places_agree() {
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, place);
            assert_eq!(Language::from_code(language.code()), Some(language));
            assert_eq!(language.bit().places().collect::<Vec<_>>(), [place]);
            assert!(Languages::of(language.script()).meets(language.bit()));
        }
        for code in ["", "pl", "EN", "english"] {
            assert_eq!(Language::from_code(code), None, "{code}");
        }
        assert_eq!(Languages::ALL.places().count(), Language::ALL.len());
        assert_eq!((Languages::of(Script::Latin).len(), Languages::of(Script::Other).len()), (8, 0));
    }
}
