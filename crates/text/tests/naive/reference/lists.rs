//! Lists of words and phrases: the built-in ones, read from their files, and those of a caller.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use super::fold::fold;
use super::words::Word;
use super::{Reading, plain};

/// Codes of the languages with lists, in the order of the signal `language`.
pub(super) const LANGUAGES: [&str; 14] =
    ["en", "es", "fr", "de", "pt", "it", "nl", "id", "ru", "ar", "hi", "ja", "zh", "ko"];

type Phrase = Vec<String>;

/// Phrases, each for one language or for all.
pub(crate) struct Phrases {
    entries: Vec<(Option<usize>, Phrase)>,
    /// Whether it has a part for every text.
    any: bool,
    languages: BTreeSet<usize>,
}

impl Phrases {
    /// A list of parts, each the place of its language and its phrases; a list without a part is for any text.
    pub(crate) fn new(parts: &[(Option<usize>, Vec<String>)]) -> Phrases {
        let phrases = parts.iter().flat_map(|(language, phrases)| {
            phrases.iter().map(move |phrase| (*language, folded(&plain(phrase).text)))
        });
        Phrases {
            entries: phrases.filter(|(_, words)| !words.is_empty()).collect(),
            any: parts.is_empty() || parts.iter().any(|(language, _)| language.is_none()),
            languages: parts.iter().filter_map(|(language, _)| *language).collect(),
        }
    }

    /// Whether it is there for a text with one of these languages.
    fn holds_for(&self, languages: &BTreeSet<usize>) -> bool {
        self.any || !self.languages.is_disjoint(languages)
    }

    /// The lengths of the finds: the longest first at each word, from left to right, without overlap.
    fn find(&self, words: &[Word], languages: &BTreeSet<usize>) -> Vec<usize> {
        let applies = |language: &Option<usize>| language.is_none_or(|l| languages.contains(&l));
        let mut of_first: HashMap<&str, Vec<&[String]>> = HashMap::new();
        for (_, phrase) in self.entries.iter().filter(|(language, _)| applies(language)) {
            of_first.entry(&phrase[0]).or_default().push(phrase);
        }
        let (mut at, mut found) = (0, Vec::new());
        while at < words.len() {
            let stands_here = |phrase: &&&[String]| {
                phrase.len() <= words.len() - at
                    && phrase.iter().zip(&words[at..]).all(|(sought, word)| *sought == word.folded)
            };
            let phrases = of_first.get(words[at].folded.as_str()).into_iter().flatten();
            match phrases.filter(stands_here).map(|phrase| phrase.len()).max() {
                Some(length) => {
                    found.push(length);
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }
}

fn folded(text: &str) -> Phrase {
    text.unicode_words().map(fold).collect()
}

/// The lines of a list, without comments.
fn entries(list: &str, language: &str) -> Vec<String> {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("../text/lists");
    let Ok(file) = std::fs::read_to_string(lists.join(list).join(format!("{language}.txt"))) else {
        return Vec::new();
    };
    let lines = file.lines().map(|line| line.split('#').next().unwrap().trim());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The built-in lists by the name of their folder.
static BUILT_IN: LazyLock<BTreeMap<&str, Phrases>> = LazyLock::new(|| {
    let names = [
        "stop",
        "cause",
        "contrast",
        "example",
        "hedge",
        "absolute",
        "first_person",
        "second_person",
        "addition",
        "condition",
        "comparison",
        "sequence",
        "suggestion",
        "evidence",
        "polite",
        "hostile",
        "emphasis",
        "self",
        "negation",
        "relation",
    ];
    let parts = |name: &str| -> Vec<(Option<usize>, Vec<String>)> {
        let parts = LANGUAGES.iter().enumerate().map(|(at, code)| (Some(at), entries(name, code)));
        parts.filter(|(_, entries)| !entries.is_empty()).collect()
    };
    names.into_iter().map(|name| (name, Phrases::new(&parts(name)))).collect()
});

/// The languages of which a word is a stop word.
pub(super) fn stop_of(folded: &str) -> BTreeSet<usize> {
    static STOP: LazyLock<HashMap<String, BTreeSet<usize>>> = LazyLock::new(|| {
        let mut words: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for (language, phrase) in &BUILT_IN["stop"].entries {
            words.entry(phrase[0].clone()).or_default().extend(language);
        }
        words
    });
    STOP.get(folded).cloned().unwrap_or_default()
}

impl Reading {
    /// Whether there is such a list for the languages of the text; a text without a word needs none.
    pub(super) fn has(&self, name: &str) -> bool {
        self.words.is_empty() || BUILT_IN[name].holds_for(&self.tongue.lists)
    }

    /// How often the phrases of a built-in list are found.
    pub(super) fn built_in(&self, name: &str) -> f64 {
        self.hits(&BUILT_IN[name])
    }

    /// How often the phrases of a list are found.
    pub(crate) fn hits(&self, list: &Phrases) -> f64 {
        if !self.words.is_empty() && !list.holds_for(&self.tongue.lists) {
            return f64::NAN;
        }
        list.find(&self.words, &self.tongue.lists).len() as f64
    }

    /// The share of the words inside what is found.
    pub(crate) fn coverage(&self, list: &Phrases) -> f64 {
        if !self.words.is_empty() && !list.holds_for(&self.tongue.lists) {
            return f64::NAN;
        }
        super::per(list.find(&self.words, &self.tongue.lists).iter().sum(), self.words.len())
    }
}
