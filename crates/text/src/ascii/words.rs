//! Where the words of an ASCII text are, by UAX #29, and what each looks like.

use super::Ascii;
use super::masks::{self, BLOCK};
use crate::catchwords::Kind;
use crate::fold::FoldHasher;
use crate::segment::{after_terminator, end_of_break};

/// A word: its first byte, and the byte behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Bounds {
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }

    pub(crate) fn end(self) -> usize {
        self.end as usize
    }

    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }
}

impl Ascii {
    /// Finds the words.
    pub(crate) fn find_words(&mut self, text: &str) {
        self.mark_words(text.as_bytes());
        self.words.clear();
        let (mut start, mut inside) = (0, false);
        for (at, block) in self.blocks.iter().enumerate() {
            // A bit where something else begins than the byte before was.
            let mut edges = block.word ^ (block.word << 1 | u64::from(inside));
            inside = block.word >> (BLOCK - 1) == 1;
            while edges != 0 {
                let place = (at * BLOCK) as u32 + edges.trailing_zeros();
                edges &= edges - 1;
                if block.word >> (place as usize % BLOCK) & 1 == 1 {
                    start = place;
                } else if has_letter(text, start, place) {
                    self.words.push(Bounds { start, end: place });
                }
            }
        }
    }

    /// Letters, digits and underscores, and the signs that join them: `don't`, `3.50`, `a:b`.
    fn mark_words(&mut self, text: &[u8]) {
        for block in &mut self.blocks {
            block.word = block.letters() | block.digits;
        }
        self.inner.clear();
        for &place in &self.signs {
            let at = place as usize;
            let joins = match text[at] {
                b'_' => true,
                b'.' | b'\'' => {
                    joins(text, at, u8::is_ascii_alphabetic) || joins(text, at, u8::is_ascii_digit)
                }
                b':' => joins(text, at, u8::is_ascii_alphabetic),
                b',' | b';' => joins(text, at, u8::is_ascii_digit),
                _ => false,
            };
            if joins {
                self.blocks[at / BLOCK].word |= 1 << (at % BLOCK);
                self.inner.push(place);
            }
        }
    }

    /// The words that were found.
    pub(crate) fn words(&self) -> &[Bounds] {
        &self.words
    }

    /// Whether any word may have a digit.
    pub(crate) fn has_digits(&self) -> bool {
        self.blocks.iter().any(|block| block.digits != 0)
    }

    /// The signs inside words.
    pub(crate) fn inner(&self) -> &[u32] {
        &self.inner
    }

    /// What a word is to lists of catchwords and whether it begins with a capital, if that is quickly said: it has a small
    /// letter at its beginning, or behind a capital, and no digit.
    #[inline]
    pub(crate) fn plain_kind(&self, text: &[u8], word: Bounds, has_digits: bool) -> Option<(Kind, bool)> {
        let bytes = &text[word.range()];
        let second = *bytes.get(1).unwrap_or(&0);
        let (is_capital, is_small) = (bytes[0].is_ascii_uppercase(), bytes[0].is_ascii_lowercase());
        if !(is_small | second.is_ascii_lowercase() & is_capital) || has_digits && self.has_digit(word) {
            return None;
        }
        let kind = match bytes {
            [_] => Kind::Figure,
            [_, rest @ ..] if rest.len() <= 2 && is_small && rest.iter().all(u8::is_ascii_lowercase) => {
                Kind::Short
            }
            _ => Kind::Word,
        };
        Some((kind, is_capital))
    }

    fn has_digit(&self, word: Bounds) -> bool {
        let mut at = word.start();
        let mut found = 0;
        while at < word.end() {
            let length = (word.end() - at).min(BLOCK);
            found |= masks::bits(&self.blocks, |block| block.digits, at, length);
            at += length;
        }
        found != 0
    }

    /// The hash of a word, as [`fold::hash`](crate::fold::hash) has it.
    #[inline]
    fn hash(&self, word: Bounds) -> u64 {
        let mut hasher = FoldHasher::default();
        let length = (word.end - word.start) as usize;
        let (mut at, mut left) = (word.start(), length);
        while left > 8 {
            hasher.block(self.eight(at));
            at += 8;
            left -= 8;
        }
        hasher.block(self.eight(at) & (u64::MAX >> (64 - 8 * left)));
        hasher.finish(length)
    }

    #[inline]
    fn eight(&self, at: usize) -> u64 {
        let eight = self.lower[at..].first_chunk::<8>();
        u64::from_le_bytes(*eight.expect("zero bytes follow the text"))
    }

    /// Replaces `hashes` by those of all words, or by nothing.
    pub(crate) fn hash_words(&self, wanted: bool, hashes: &mut Vec<u64>) {
        hashes.clear();
        if wanted {
            hashes.extend(self.words.iter().map(|&word| self.hash(word)));
        }
    }

    /// Where the sentences end, the last where the text does.
    pub(crate) fn find_sentences(&mut self, text: &str) {
        let mut ends = std::mem::take(&mut self.sentence_ends);
        ends.clear();
        self.fill_sentence_ends(text, &mut ends);
        self.sentence_ends = ends;
    }

    fn fill_sentence_ends(&self, text: &str, ends: &mut Vec<usize>) {
        let bytes = text.as_bytes();
        let mut signs = self.signs(text).filter(|(_, sign)| matches!(sign, b'.' | b'!' | b'?')).peekable();
        let mut breaks = self.breaks().peekable();
        let mut at = 0;
        loop {
            let sign = signs.peek().map_or(usize::MAX, |&(place, _)| place);
            let line = breaks.peek().copied().unwrap_or(usize::MAX);
            let mark = sign.min(line);
            if mark == usize::MAX {
                break;
            }
            let end = if sign < line {
                signs.next();
                if mark < at { None } else { after_terminator(bytes, mark, bytes[mark] == b'.') }
            } else {
                breaks.next();
                (mark >= at).then(|| end_of_break(bytes, mark))
            };
            if let Some(end) = end {
                ends.push(end);
                at = end;
            }
        }
        if at < bytes.len() {
            ends.push(bytes.len());
        }
    }

    pub(crate) fn sentence_ends(&self) -> &[usize] {
        &self.sentence_ends
    }
}

/// Whether there is more than underscores.
#[inline]
fn has_letter(text: &str, start: u32, end: u32) -> bool {
    let first = text.as_bytes()[start as usize];
    first != b'_' || text[start as usize..end as usize].contains(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a sign stands between two characters of a kind.
fn joins(text: &[u8], at: usize, is: impl Fn(&u8) -> bool) -> bool {
    at > 0 && is(&text[at - 1]) && text.get(at + 1).is_some_and(is)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;
    use crate::fold;
    use crate::words::Shape;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_and_sentences_are_those_of_unicode(
            before in "[ a]{0,70}",
            text in r#"([aB0 .!?,;:\-()"'\t\r\n/_\x0b\x00#]|[\x00-\x7f]){0,80}"#,
        ) {
            let text = before + &text;
            let mut ascii = Ascii::default();
            prop_assert!(ascii.read(&text));
            ascii.find_words(&text);
            ascii.find_sentences(&text);
            let words: Vec<&str> = ascii.words().iter().map(|word| &text[word.range()]).collect();
            prop_assert_eq!(&words, &text.unicode_words().collect::<Vec<_>>());
            let ends: Vec<usize> =
                text.split_sentence_bound_indices().map(|(at, s)| at + s.len()).collect();
            prop_assert_eq!(ascii.sentence_ends(), ends);
            for &word in ascii.words() {
                let written = &text[word.range()];
                prop_assert_eq!(ascii.hash(word), fold::hash(written));
                if let Some((kind, capitalised)) = ascii.plain_kind(text.as_bytes(), word, ascii.has_digits()) {
                    let shape = Shape::of(written);
                    prop_assert_eq!((kind, capitalised), (Kind::of(written), shape.capitalised));
                    prop_assert_eq!(shape.starts_small, !capitalised);
                    prop_assert!(!shape.is_all_caps() && !shape.number);
                }
            }
            prop_assert!(ascii.may_be_spaced() || crate::plain(&text) == text);
            prop_assert_eq!(ascii.characters(&text), crate::characters::read(&text));
            prop_assert_eq!(ascii.clusters(&text), crate::clusters::read(&text));
        }
    }
}
