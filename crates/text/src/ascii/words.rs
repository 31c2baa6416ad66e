//! Where the words and sentences of a text are, by UAX #29.
//!
//! No word goes on over white space, so only what stands between white space and has more than ASCII in it is cut character by
//! character.

use std::hint::select_unpredictable;

use super::Ascii;
use super::masks::{BLOCK, Block};
use crate::fold::{self, FoldHasher};
use crate::kind::Kind;
use crate::segment::{after_terminator, end_of_break, words_of_line};
use crate::sentence_breaks;

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
        self.words.resize(self.length / if self.is_wide { 1 } else { 2 } + 1, Bounds { start: 0, end: 0 });
        if self.is_wide {
            self.cut_anew(text);
            fill(&mut self.words, self.cuts.iter().copied());
        } else {
            fill(&mut self.words, cuts(&self.blocks));
        }
        if self.has(b'_') {
            self.words.retain(|word| has_letter(text, *word));
        }
        self.find_wide_words();
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

    /// Finds where words begin and end, character by character in what has more than ASCII in it.
    fn cut_anew(&mut self, text: &str) {
        self.cuts.clear();
        self.cuts.extend(cuts(&self.blocks));
        let mut from = 0;
        while let Some(wide) = self.first(from, |block| block.wide) {
            let start = self.last_blank(wide).map_or(0, |blank| blank + 1);
            // A mark may belong to the white space before it, and spaces belong together.
            let spaces = start - text[..start].trim_end_matches(' ').len();
            let start = if start == wide { start - spaces.max(usize::from(start > 0)) } else { start };
            let end = self.first(wide, |block| block.blank).unwrap_or(text.len());
            for (at, among) in within(start, end) {
                self.cuts[at].starts &= !among;
            }
            for (at, among) in within(start + 1, end + 1) {
                self.cuts[at].ends &= !among;
            }
            for (at, word) in words_of_line(&text[start..end]) {
                let (at, behind) = (start + at, start + at + word.len());
                self.cuts[at / BLOCK].starts |= 1 << (at % BLOCK);
                self.cuts[behind / BLOCK].ends |= 1 << (behind % BLOCK);
            }
            from = end;
        }
    }

    /// The first place of a kind from one on.
    fn first(&self, from: usize, kind: impl Fn(&Block) -> u64) -> Option<usize> {
        let (block, bit) = (from / BLOCK, from % BLOCK);
        let here = kind(&self.blocks[block]) & (u64::MAX << bit);
        let rest = self.blocks.iter().enumerate().skip(block + 1).map(|(at, block)| (at, kind(block)));
        let (at, bits) = std::iter::once((block, here)).chain(rest).find(|(_, bits)| *bits != 0)?;
        Some(at * BLOCK + bits.trailing_zeros() as usize)
    }

    /// The last white space of ASCII before a place.
    fn last_blank(&self, before: usize) -> Option<usize> {
        let (block, bit) = (before / BLOCK, before % BLOCK);
        let here = self.blocks[block].blank & !(u64::MAX << bit);
        let rest = self.blocks[..block].iter().enumerate().rev().map(|(at, block)| (at, block.blank));
        let (at, bits) = std::iter::once((block, here)).chain(rest).find(|(_, bits)| *bits != 0)?;
        Some(at * BLOCK + bits.ilog2() as usize)
    }

    /// Tells which words have more than ASCII in them.
    fn find_wide_words(&mut self) {
        let mut flags = std::mem::take(&mut self.wide_words);
        flags.clear();
        if self.is_wide {
            let mut places = self.wide_places().peekable();
            flags.extend(self.words.iter().map(|word| {
                while places.next_if(|at| *at < word.start).is_some() {}
                places.next_if(|at| *at < word.end).is_some()
            }));
        }
        self.wide_words = flags;
    }

    /// Whether the word with this number has more than ASCII in it.
    #[inline]
    pub(crate) fn is_wide(&self, number: usize) -> bool {
        self.is_wide && self.wide_words[number]
    }

    /// The words that were found.
    pub(crate) fn words(&self) -> &[Bounds] {
        &self.words
    }

    /// The signs inside words.
    pub(crate) fn inner(&self) -> &[u32] {
        &self.inner
    }

    /// The hash of a word of ASCII, as [`fold::hash`](crate::fold::hash) has it.
    #[inline]
    pub(crate) fn hash(&self, word: Bounds) -> u64 {
        let mut hasher = FoldHasher::default();
        let length = (word.end - word.start) as usize;
        let (mut at, mut left) = (word.start(), length);
        while left > 16 {
            hasher.block(self.sixteen(at)[0]);
            at += 8;
            left -= 8;
        }
        // Most words have one or two blocks, which no jump can foretell: both are worked out.
        let [first, second] = self.sixteen(at);
        hasher.block(first & (u64::MAX >> (64 - 8 * left.min(8))));
        let mut more = hasher;
        more.block(second & (u64::MAX >> (64 - 8 * (left.clamp(9, 16) - 8))));
        select_unpredictable(left > 8, more, hasher).finish(length)
    }

    /// Two blocks of the text in small letters.
    #[inline]
    fn sixteen(&self, at: usize) -> [u64; 2] {
        let bytes = self.lower[at..].first_chunk::<16>().expect("zero bytes follow the text");
        let block = u128::from_le_bytes(*bytes);
        [block as u64, (block >> 64) as u64]
    }

    /// Appends the hash of every word.
    pub(crate) fn hash_words(&self, text: &str, hashes: &mut Vec<u64>) {
        if self.is_wide {
            let hash = |(&word, &is_wide): (&Bounds, &bool)| {
                if is_wide { fold::hash(&text[word.range()]) } else { self.hash(word) }
            };
            hashes.extend(self.words.iter().zip(&self.wide_words).map(hash));
        } else {
            hashes.extend(self.words.iter().map(|&word| self.hash(word)));
        }
    }

    /// Where the sentences end, the last where the text does.
    pub(crate) fn find_sentences(&mut self, text: &str) {
        let mut ends = std::mem::take(&mut self.sentence_ends);
        ends.clear();
        if self.has_any(Kind::CLOSES) {
            sentence_breaks::ends(text, &mut ends);
        } else {
            self.fill_sentence_ends(text, &mut ends);
        }
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
                let is_full_stop = bytes[mark] == b'.';
                if mark < at {
                    None
                } else if self.is_wide {
                    sentence_breaks::after_sign(text, mark, mark + 1, is_full_stop)
                } else {
                    after_terminator(bytes, mark, is_full_stop)
                }
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

/// A bit for each byte of a block with which a word begins, and for each before which one ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cuts {
    starts: u64,
    ends: u64,
}

/// Where the words of ASCII begin and end, block by block.
fn cuts(blocks: &[Block]) -> impl Iterator<Item = Cuts> {
    let mut inside = 0;
    blocks.iter().map(move |block| {
        let behind = block.word << 1 | inside;
        inside = block.word >> (BLOCK - 1);
        Cuts { starts: block.word & !behind, ends: behind & !block.word }
    })
}

/// Fills in the words and shortens them to as many as there are.
fn fill(words: &mut Vec<Bounds>, cuts: impl Iterator<Item = Cuts>) {
    // Beginnings and ends by themselves: one loop over both would not know what comes next.
    let (mut begun, mut ended) = (0, 0);
    for (at, Cuts { mut starts, mut ends }) in cuts.enumerate() {
        let first = (at * BLOCK) as u32;
        while starts != 0 {
            words[begun].start = first + starts.trailing_zeros();
            begun += 1;
            starts &= starts - 1;
        }
        while ends != 0 {
            words[ended].end = first + ends.trailing_zeros();
            ended += 1;
            ends &= ends - 1;
        }
    }
    words.truncate(begun);
}

/// The blocks between two places, and the bits of each that lie there.
fn within(start: usize, end: usize) -> impl Iterator<Item = (usize, u64)> {
    (start / BLOCK..end.div_ceil(BLOCK)).map(move |at| {
        let from = u64::MAX << start.saturating_sub(at * BLOCK);
        let to = u64::MAX >> ((at + 1) * BLOCK).saturating_sub(end);
        (at, from & to)
    })
}

/// Whether there is more than underscores.
fn has_letter(text: &str, word: Bounds) -> bool {
    text[word.range()].contains(|c: char| c.is_ascii_alphanumeric() || !c.is_ascii())
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
                prop_assert_eq!(ascii.hash(word), fold::hash(&text[word.range()]));
            }
            prop_assert!(ascii.may_be_spaced() || crate::plain(&text) == text);
            prop_assert_eq!(ascii.characters(&text), crate::characters::read(&text));
            prop_assert_eq!(ascii.clusters(&text), crate::clusters::read(&text));
        }

        #[test]
        fn what_is_beyond_ascii_is_read_as_by_the_rules(
            before in "[ a]{0,70}",
            text in "(?s)([aB0 .!?,;:_\"'\t\r\n]|[éÉßǅяאあ日한ก١\u{301}\u{200d}\u{fe0f}\u{ad}\u{a0}\u{2003}\u{85}\u{2028}]|[“”’–…¿！＃👏❤🏽🇫ⅰ]|.){0,60}",
        ) {
            let text = before + &text;
            let mut ascii = Ascii::default();
            ascii.read_any(&text);
            ascii.find_words(&text);
            ascii.find_sentences(&text);
            let words: Vec<&str> = ascii.words().iter().map(|word| &text[word.range()]).collect();
            prop_assert_eq!(&words, &crate::words(&text).collect::<Vec<_>>());
            let mut hashes = Vec::new();
            ascii.hash_words(&text, &mut hashes);
            prop_assert_eq!(hashes, words.iter().map(|word| fold::hash(word)).collect::<Vec<_>>());
            let mut start = 0;
            let sentences: Vec<&str> =
                ascii.sentence_ends().iter().map(|&end| &text[std::mem::replace(&mut start, end)..end]).collect();
            let has_word = |sentence: &&str| sentence.contains(char::is_alphanumeric);
            prop_assert_eq!(start, text.len());
            prop_assert_eq!(sentences.into_iter().filter(has_word).collect::<Vec<_>>(), crate::sentences(&text).collect::<Vec<_>>());
            prop_assert_eq!(ascii.characters(&text), crate::characters::read(&text));
            prop_assert_eq!(ascii.clusters(&text), crate::clusters::read(&text));
            prop_assert_eq!(ascii.count_characters(), text.chars().count() as u64);
            let letters = crate::letters::Letters::of(&text);
            let counted = crate::letters::Letters::of_kinds(ascii.letters(), ascii.wide_kinds());
            prop_assert_eq!(format!("{counted:?}"), format!("{letters:?}"));
        }
    }
}
