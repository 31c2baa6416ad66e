//! Graphemes, and which of them are emoji.

use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::signs::fits;
use super::{Reading, per};

/// Emoji that are too new for the patterns.
const NEW: [u32; 7] = [0x1f6d8, 0x1fa8a, 0x1fa8e, 0x1fac8, 0x1facd, 0x1faea, 0x1faef];

fn is_emoji(cluster: &str) -> bool {
    static SHOWN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\p{Emoji_Presentation}$").unwrap());
    static ANY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\p{Emoji}$").unwrap());
    let chars: Vec<char> = cluster.chars().collect();
    let is_half = |c: &char| ('\u{1f1e6}'..='\u{1f1ff}').contains(c);
    match chars[0] {
        '0'..='9' | '#' | '*' => cluster.ends_with('\u{20e3}'),
        first if is_half(&first) => chars.get(1).is_some_and(is_half),
        first if fits(&SHOWN, first) || NEW.contains(&u32::from(first)) => chars.get(1) != Some(&'\u{fe0e}'),
        first => fits(&ANY, first) && cluster.contains(['\u{fe0f}', '🏻', '🏼', '🏽', '🏾', '🏿']),
    }
}

impl Reading {
    pub(super) fn characters(&self) -> usize {
        self.plain.text.chars().count()
    }

    pub(super) fn graphemes(&self) -> usize {
        self.plain.text.graphemes(true).count()
    }

    pub(super) fn symbol_share(&self) -> f64 {
        let is_symbol =
            |g: &&str| !g.starts_with(char::is_alphanumeric) && !g.starts_with(char::is_whitespace);
        per(self.prose.graphemes(true).filter(is_symbol).count(), self.prose.graphemes(true).count())
    }

    pub(super) fn emoji(&self) -> usize {
        self.prose.graphemes(true).filter(|g| is_emoji(g)).count()
    }

    pub(super) fn emoji_share(&self) -> f64 {
        let shown = self.prose.graphemes(true).filter(|g| !g.starts_with(char::is_whitespace));
        per(self.emoji(), shown.count())
    }

    pub(super) fn longest_emoji_run(&self) -> usize {
        let shown: Vec<&str> =
            self.prose.graphemes(true).filter(|g| !g.starts_with(char::is_whitespace)).collect();
        shown.split(|g| !is_emoji(g)).map(<[&str]>::len).max().unwrap_or(0)
    }
}
