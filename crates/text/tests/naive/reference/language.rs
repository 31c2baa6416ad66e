//! The language of a text, from its letters and its stop words.

use std::collections::BTreeSet;

use super::letters::{Letters, Script};
use super::lists::{LANGUAGES, stop_of};
use super::words::Word;

/// Whose lists apply to a text.
pub(super) struct Tongue {
    pub(super) language: Option<usize>,
    pub(super) from_text: bool,
    pub(super) lists: BTreeSet<usize>,
}

const ENGLISH: usize = 0;
const GERMAN: usize = 3;

fn script_of(language: usize) -> Script {
    match LANGUAGES[language] {
        "ru" => Script::Cyrillic,
        "ar" => Script::Arabic,
        "hi" => Script::Devanagari,
        "ja" => Script::Kana,
        "zh" => Script::Han,
        "ko" => Script::Hangul,
        _ => Script::Latin,
    }
}

impl Tongue {
    pub(super) fn of(letters: &Letters, words: &[Word], hint: Option<usize>) -> Tongue {
        let of_script: BTreeSet<usize> =
            (0..LANGUAGES.len()).filter(|language| script_of(*language) == letters.script).collect();
        let few = words.len() <= 4;
        if let Some(told) = from_text(letters, words, &of_script) {
            return Tongue { language: Some(told), from_text: true, lists: BTreeSet::from([told]) };
        }
        let none = letters.script == Script::None;
        let hint = hint.filter(|hint| none || of_script.contains(hint));
        let unknown = |lists| Tongue { language: None, from_text: false, lists };
        match hint {
            _ if letters.are_strange && !(few && letters.script == Script::Latin) => unknown(BTreeSet::new()),
            Some(hint) => Tongue { language: Some(hint), from_text: false, lists: BTreeSet::from([hint]) },
            None if none => unknown((0..LANGUAGES.len()).collect()),
            None => unknown(of_script),
        }
    }

    pub(super) fn is_english(&self) -> bool {
        self.language == Some(ENGLISH)
    }

    pub(super) fn is_german(&self) -> bool {
        self.language == Some(GERMAN)
    }
}

/// The language that the text itself tells.
fn from_text(letters: &Letters, words: &[Word], of_script: &BTreeSet<usize>) -> Option<usize> {
    let stop: Vec<BTreeSet<usize>> = words.iter().map(|word| stop_of(&word.folded)).collect();
    let count = |language: usize| stop.iter().filter(|of| of.contains(&language)).count();
    // A stop word has 24 points for all languages that have it.
    let points = |language: usize| -> usize {
        stop.iter().filter(|of| of.contains(&language)).map(|of| 24 / of.len()).sum()
    };
    let mut best = None;
    for &language in of_script {
        if best.is_none_or(|best| points(language) > points(best)) {
            best = Some(language);
        }
    }
    let best = best?;
    let least = match letters.script {
        Script::Kana | Script::Han | Script::Hangul => return Some(best),
        Script::Arabic => return (!letters.are_strange).then_some(best),
        Script::Devanagari => {
            return (!letters.are_strange && (count(best) > 0 || words.len() < 8)).then_some(best);
        }
        _ if letters.are_strange => 40,
        Script::Cyrillic => 10,
        _ => 15,
    };
    let enough = if words.len() <= 4 {
        count(best) >= 1 && !letters.are_strange
    } else {
        count(best) >= 2 && 100 * points(best) >= least * 24 * words.len()
    };
    enough.then_some(best)
}
