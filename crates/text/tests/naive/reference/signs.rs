//! Marks, hashtags, mentions and the case of letters.

use std::sync::LazyLock;

use regex::Regex;

use super::letters::Script;
use super::{Reading, per};

const ASKS: &str = "?？؟\u{37e}⁇⁈⁉՞፧︖﹖";
const EXCLAIMS: &str = "!！‼⁈⁉՜︕﹗";

/// The runs of characters out of these.
fn runs<'a>(prose: &'a str, of: &str) -> Vec<&'a str> {
    prose.split(|c| !of.contains(c)).filter(|run| !run.is_empty()).collect()
}

impl Reading {
    fn marks(&self, sought: &str) -> usize {
        let all = format!("{ASKS}{EXCLAIMS}");
        runs(&self.prose, &all).into_iter().filter(|run| run.contains(|c| sought.contains(c))).count()
    }

    pub(super) fn questions(&self) -> usize {
        self.marks(ASKS)
    }

    pub(super) fn exclamations(&self) -> usize {
        self.marks(EXCLAIMS)
    }

    pub(super) fn ellipses(&self) -> usize {
        let runs = runs(&self.prose, ".…⋯");
        runs.into_iter().filter(|run| run.contains(['…', '⋯']) || run.matches('.').count() >= 3).count()
    }

    pub(super) fn hashtags(&self) -> usize {
        self.signs(['#', '＃'], "&#", |word| word.contains(char::is_alphabetic))
    }

    pub(super) fn mentions(&self) -> usize {
        self.signs(['@', '＠'], ".-+@", |word| !word.is_empty())
    }

    /// Signs that stand neither in a word nor behind one of these, and before such a word.
    fn signs(&self, signs: [char; 2], not_after: &str, is_word: impl Fn(&str) -> bool) -> usize {
        let chars: Vec<char> = self.prose.chars().collect();
        let of_word = |c: &char| c.is_alphanumeric() || *c == '_';
        let found = |at: &usize| {
            let before = at.checked_sub(1).map(|before| chars[before]);
            let blocked = before.is_some_and(|c| of_word(&c) || not_after.contains(c));
            let word: String = chars[at + 1..].iter().take_while(|c| of_word(c)).collect();
            signs.contains(&chars[*at]) && !blocked && is_word(&word)
        };
        (0..chars.len()).filter(found).count()
    }

    pub(super) fn capitals_share(&self) -> f64 {
        let letters: Vec<char> = self.prose.chars().filter(|c| c.is_alphabetic()).collect();
        let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
        let small = letters.iter().filter(|c| c.is_lowercase()).count();
        let caseless = !letters.is_empty() && capitals + small == 0;
        if caseless { f64::NAN } else { per(capitals, capitals + small) }
    }

    pub(super) fn non_latin_share(&self) -> f64 {
        let letters: Vec<char> = self.prose.chars().filter(|c| c.is_alphabetic()).collect();
        per(letters.iter().filter(|c| Script::of(**c) != Script::Latin).count(), letters.len())
    }

    pub(super) fn invisible(&self) -> usize {
        self.plain.invisible
    }

    pub(super) fn links(&self) -> usize {
        self.links
    }

    pub(super) fn disguised_share(&self) -> f64 {
        per(self.plain.disguised, self.words.len()).min(1.0)
    }
}

/// Whether the pattern fits the character.
pub(super) fn fits(pattern: &LazyLock<Regex>, c: char) -> bool {
    pattern.is_match(c.encode_utf8(&mut [0; 4]))
}
