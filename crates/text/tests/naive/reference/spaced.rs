//! Words that are written letter by letter.

use super::lookalikes::ordinary;
use super::plain::{Letter, is_mark};

/// The letters, those of such words put together.
pub(super) fn join(letters: &[Letter]) -> Vec<Letter> {
    let mut kept: Vec<Letter> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let inside = kept.last().is_some_and(Letter::is_of_word);
        if let Some((end, separator)) = word_at(letters, at).filter(|_| !inside) {
            let from = kept.len();
            kept.extend(letters[at..end].iter().filter(|letter| letter.c != separator).cloned());
            kept[from].joined = true;
            at = end;
        } else {
            kept.push(letters[at].clone());
            at += 1;
        }
    }
    kept
}

/// The end of the word that begins here, and the sign between its letters.
fn word_at(letters: &[Letter], at: usize) -> Option<(usize, char)> {
    let mut ends = vec![single_end(letters, at)?];
    let separator = letters.get(ends[0])?.c;
    let separators =
        " \u{a0}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{202f}-._*~+/|·•";
    if !separators.contains(separator) {
        return None;
    }
    while let Some(end) =
        ends.last().copied().filter(|end| letters.get(*end).is_some_and(|l| l.c == separator))
    {
        let Some(next) = single_end(letters, end + 1) else { break };
        ends.push(next);
    }
    let end = ends[ends.len() - 1];
    let small = letters[at..end].iter().any(|letter| letter.c.is_lowercase());
    (ends.len() >= 4 && (separator != '.' || small)).then_some((end, separator))
}

/// The end of a letter that stands alone, with its marks.
fn single_end(letters: &[Letter], at: usize) -> Option<usize> {
    let c = letters.get(at)?.c;
    if !(c.is_lowercase() || c.is_uppercase() || ordinary(c).is_some()) {
        return None;
    }
    let mut end = at + 1;
    while letters.get(end).is_some_and(|letter| is_mark(letter.c)) {
        end += 1;
    }
    if letters.get(end).is_some_and(Letter::is_of_word) { None } else { Some(end) }
}
