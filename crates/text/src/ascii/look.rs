//! What the words of an ASCII text look like: how long they are, capitals, figures, and where sentences begin.

use super::{Ascii, Bounds, masks};
use crate::catchwords::{Kind, Place, is_sign_ascii};
use crate::shape::Shape;
use crate::words::WordFacts;

impl WordFacts {
    /// Takes the words that were found, and the sentences if they were; fills `places` if they are wanted.
    pub(crate) fn look(&mut self, prose: &str, ascii: &Ascii, wants_places: bool, places: &mut Vec<Place>) {
        let bytes = prose.as_bytes();
        let words = ascii.words();
        let has_digits = ascii.has_digits();
        let mut ends = ascii.sentence_ends().iter().map(|&end| end as u32);
        let mut sentence_end = ends.next().unwrap_or(u32::MAX);
        let mut inner = ascii.inner();
        let mut next_inner = inner.first().map_or(u32::MAX, |&at| at);
        let (mut longest, mut long, mut letters, mut names) = (0, 0, 0, 0);
        let (mut sentence_start, mut before) = (0, 0);
        for (place, &word) in words.iter().enumerate() {
            let mut length = word.end - word.start;
            if next_inner < word.end {
                length -= signs_inside(word, &mut inner);
                next_inner = inner.first().map_or(u32::MAX, |&at| at);
            }
            if word.start >= sentence_end {
                self.sentences.current = (place - sentence_start) as u64;
                self.sentences.close();
                sentence_start = place;
                while word.start >= sentence_end {
                    sentence_end = ends.next().unwrap_or(u32::MAX);
                }
            }
            letters += length;
            longest = longest.max(length);
            long += u32::from(length > 6);
            let kind = if let Some((kind, capitalised)) = ascii.plain_kind(bytes, word, has_digits) {
                names += u32::from(capitalised & (place > sentence_start));
                self.starts_small |= !capitalised & (place as u64 == self.numbers);
                kind
            } else {
                let shape = Shape::of(&prose[word.range()]);
                names += u32::from(shape.capitalised && place > sentence_start);
                self.starts_small |= shape.starts_small && place as u64 == self.numbers;
                self.numbers += u64::from(shape.number);
                self.all_caps += u64::from(shape.is_all_caps());
                Kind::of(&prose[word.range()])
            };
            if wants_places {
                let gap = &bytes[before as usize..word.start()];
                before = word.end;
                places.push(Place { opens: place == 0 || is_sign_ascii(gap), kind });
            }
        }
        self.words = words.len() as u64;
        (self.letters, self.longest, self.long) = (u64::from(letters), u64::from(longest), u64::from(long));
        self.names = u64::from(names);
        self.sentences.current = self.words - sentence_start as u64;
        self.sentences.close();
    }
}

/// How many signs are inside a word, those before it left out; `inner` goes on behind it.
#[cold]
fn signs_inside(word: Bounds, inner: &mut &[u32]) -> u32 {
    let mut inside = 0;
    while let Some((sign, rest)) = inner.split_first().filter(|(sign, _)| **sign < word.end) {
        // Those of runs of underscores, which are no words, lie before.
        inside += u32::from(*sign >= word.start);
        *inner = rest;
    }
    inside
}

impl Ascii {
    /// What a word is to lists of catchwords and whether it begins with a capital, if that is quickly said: it has a small
    /// letter at its beginning, or behind a capital, and no digit.
    #[inline]
    pub(super) fn plain_kind(&self, text: &[u8], word: Bounds, has_digits: bool) -> Option<(Kind, bool)> {
        // What stands behind the word is no letter, so it may be asked like the word's own bytes.
        let at = |place: usize| text.get(word.start() + place).copied().unwrap_or(0);
        let (first, second) = (at(0), at(1).is_ascii_lowercase());
        let (is_capital, is_small) = (first.is_ascii_uppercase(), first.is_ascii_lowercase());
        if !(is_small | (second & is_capital)) || has_digits && self.has_digit(word) {
            return None;
        }
        let length = word.end - word.start;
        let short = is_small & second & (length <= 3) & ((length == 2) | at(2).is_ascii_lowercase());
        let kind = if short { Kind::Short } else { Kind::Word };
        Some((if length == 1 { Kind::Figure } else { kind }, is_capital))
    }

    fn has_digit(&self, word: Bounds) -> bool {
        let mut at = word.start();
        let mut found = 0;
        while at < word.end() {
            let length = (word.end() - at).min(masks::BLOCK);
            found |= masks::bits(&self.blocks, |block| block.digits, at, length);
            at += length;
        }
        found != 0
    }
}
