//! A word in the form in which it is compared.

use super::invisible::is_ignorable;

/// Small letters, straight apostrophes, one sigma, nothing invisible.
pub(super) fn fold(word: &str) -> String {
    let visible: String = word.chars().filter(|c| !is_ignorable(*c)).collect();
    // Letter by letter, for a whole word may end in another sigma.
    let small: String = visible.chars().map(|c| c.to_lowercase().to_string()).collect();
    small.replace(['‘', '’', 'ʼ', '＇'], "'").replace('ς', "σ")
}
