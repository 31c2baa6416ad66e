//! The words of an ASCII text as comparing wants to see them.
//!
//! The same as [`words_of_line`](crate::segment::words_of_line) gives line by line, but taken from the words that the masks
//! found in the whole text.

use crate::ascii::{Ascii, Bounds};
use crate::language::Languages;
use crate::wording::{Before, Seen, ends_clause};

/// Replaces `seen` by the words of a text that were found and hashed.
pub(crate) fn look(text: &str, ascii: &Ascii, hashes: &[u64], seen: &mut Vec<Seen>) {
    seen.clear();
    let bytes = text.as_bytes();
    let (mut end, mut before) = (0, Before::Opening);
    for (word, &hash) in ascii.words().iter().zip(hashes) {
        before = before_word(text, end, word.start(), before, seen.is_empty());
        seen.push(Seen {
            hash,
            start: word.start,
            end: word.end,
            stop: Languages::NONE,
            capitalised: is_capitalised(bytes, *word),
            before,
        });
        end = word.end();
    }
}

/// Whether there may be a mention, or a capital inside of a sentence: a quick look, which is sometimes wrong and never misses one.
pub(crate) fn may_have_names(text: &str, ascii: &Ascii) -> bool {
    let bytes = text.as_bytes();
    let opens = |&byte: &u8| byte == b'\n' || ends_clause(char::from(byte));
    ascii.has(b'@')
        || ascii.capitals().any(|at| {
            let small = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            small && at > 0 && !bytes[at - 1].is_ascii_alphanumeric() && {
                // Back to the word before, over what is between, and underscores before the capital.
                let mut before = bytes[..at].iter().rev();
                let end = before.find(|byte| byte.is_ascii_alphanumeric() || opens(byte));
                end.is_some_and(u8::is_ascii_alphanumeric)
            }
        })
}

/// A capital and then a small letter, where the word's underscores end.
fn is_capitalised(text: &[u8], word: Bounds) -> bool {
    let letters = match &text[word.range()] {
        word @ [b'_', ..] => {
            let first = word.iter().position(|&b| b != b'_').expect("underscores alone are no word");
            &word[first..]
        }
        word => word,
    };
    matches!(letters, [first, second, ..] if first.is_ascii_uppercase() && second.is_ascii_lowercase())
}

/// What stands before a word that begins at `start`, behind one that ended at `end` before which stood `last`.
fn before_word(text: &str, end: usize, start: usize, last: Before, is_first: bool) -> Before {
    let gap = &text[end..start];
    if gap == " " && !is_first && last != Before::AtSign {
        return Before::Word;
    }
    match gap.rfind('\n') {
        Some(line) => Before::Opening.then(&gap[line + 1..], true),
        None => last.then(gap, is_first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;
    use crate::segment::{lines_with_feed, words_of_line};
    use crate::words::is_capitalised;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn masks_find_the_same_words(
            text in r"([aB0 .,:;!'@_\-\t\r\n]|[a-zA-Z0-9]{1,9}|[\x00-\x7f]){0,90}"
        ) {
            let (mut ascii, mut hashes, mut found) = (Ascii::default(), Vec::new(), Vec::new());
            prop_assert!(ascii.read(&text));
            ascii.find_words(&text);
            ascii.hash_words(&text, &mut hashes);
            look(&text, &ascii, &hashes, &mut found);
            let is_name = |w: &Seen| w.before == Before::AtSign || w.capitalised && w.before != Before::Opening;
            prop_assert!(may_have_names(&text, &ascii) || !found.iter().any(is_name));
            let mut offset = 0;
            let mut expected = Vec::new();
            for line in lines_with_feed(&text) {
                let (mut end, mut before) = (None, Before::Opening);
                for (start, word) in words_of_line(line) {
                    before = before.then(&line[end.unwrap_or(0)..start], end.is_none());
                    end = Some(start + word.len());
                    let at = (offset + start) as u32;
                    expected.push((fold::hash(word), at, at + word.len() as u32, is_capitalised(word), before));
                }
                offset += line.len();
            }
            let found: Vec<_> =
                found.iter().map(|w| (w.hash, w.start, w.end, w.capitalised, w.before)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
