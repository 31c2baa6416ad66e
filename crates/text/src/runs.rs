//! The words of an ASCII text, found by masks of 64 bytes.
//!
//! The same words as [`words_of_line`](crate::segment::words_of_line) gives, with what is asked of them for comparing texts.
//! Letters, digits and underscores make runs; a point or an apostrophe between two letters, or a point, comma or the like
//! between two digits, joins two runs to a word (UAX #29, as far as ASCII can reach).

use crate::fold;
use crate::language::Languages;
use crate::wording::{Before, Seen};

/// Bytes behind the text in small letters, so that eight of them can be read wherever a word begins.
const BEHIND: usize = 8;

/// Replaces `seen` by the words of a text; `lowered` is a buffer.
pub(crate) fn look(text: &[u8], lowered: &mut Vec<u8>, seen: &mut Vec<Seen>) {
    seen.clear();
    lowered.clear();
    lowered.extend(text.iter().map(u8::to_ascii_lowercase));
    lowered.resize(text.len().next_multiple_of(64) + BEHIND, 0);
    let mut words =
        Words { text, lowered, seen, begun: None, inside: false, end: 0, before: Before::Opening };
    let mut inside = 0;
    for (block, bytes) in lowered[..lowered.len() - BEHIND].chunks_exact(64).enumerate() {
        let mask = mask_of_runs(bytes);
        // A bit where a run begins or where it has ended.
        let mut edges = mask ^ (mask << 1 | inside);
        while edges != 0 {
            let at = block * 64 + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            words.edge(at);
        }
        inside = mask >> 63;
    }
    if inside != 0 {
        words.edge(text.len());
    }
}

/// A bit for each byte that is a small letter, a digit or an underscore.
fn mask_of_runs(bytes: &[u8]) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The high bit of each byte that is at least this; no byte is above 0x7f.
    let from = |block: u64, first: u8| block + ONES * u64::from(0x80 - first);
    let mut mask = 0;
    for (place, eight) in bytes.chunks_exact(8).enumerate() {
        let block = u64::from_le_bytes(eight.try_into().expect("eight bytes"));
        let letter = from(block, b'a') & !from(block, b'z' + 1);
        let digit = from(block, b'0') & !from(block, b'9' + 1);
        let underscore = from(block, b'_') & !from(block, b'_' + 1);
        let high = (letter | digit | underscore) & (ONES * 0x80);
        // Gathers the eight high bits into the top byte, the first one lowest.
        mask |= ((high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (place * 8);
    }
    mask
}

/// The words so far, and the one that has begun.
struct Words<'a> {
    text: &'a [u8],
    lowered: &'a [u8],
    seen: &'a mut Vec<Seen>,
    /// Where the word begins whose end was not found yet.
    begun: Option<usize>,
    /// Whether that is in a run, not between two.
    inside: bool,
    /// Where the last word ended.
    end: usize,
    before: Before,
}

impl Words<'_> {
    /// A run begins or has ended.
    fn edge(&mut self, at: usize) {
        self.inside = !self.inside;
        if self.inside {
            self.begun.get_or_insert(at);
        } else if !self.goes_on(at) {
            let start = self.begun.take().expect("what has ended has begun");
            self.push(start, at);
        }
    }

    /// Whether the run that has ended here is joined to a next one.
    fn goes_on(&self, end: usize) -> bool {
        let (last, sign, next) = (self.lowered[end - 1], self.lowered[end], self.lowered[end + 1]);
        match sign {
            b'.' | b'\'' if last.is_ascii_digit() => next.is_ascii_digit(),
            b'.' | b'\'' | b':' => last.is_ascii_lowercase() && next.is_ascii_lowercase(),
            b',' | b';' => last.is_ascii_digit() && next.is_ascii_digit(),
            _ => false,
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        // A word may start with underscores; underscores alone are none.
        let Some(first) = (start..end).find(|&at| self.lowered[at] != b'_') else { return };
        let small = |at: usize| at < end && self.text[at].is_ascii_lowercase();
        self.before = self.before_word(start);
        self.seen.push(Seen {
            hash: fold::hash_of_lowered(self.lowered, start, end),
            start: start as u32,
            end: end as u32,
            stop: Languages::NONE,
            capitalised: self.text[first].is_ascii_uppercase() && small(first + 1),
            before: self.before,
        });
        self.end = end;
    }

    fn before_word(&self, start: usize) -> Before {
        let gap = &self.text[self.end..start];
        if gap == b" " && !self.seen.is_empty() && self.before != Before::AtSign {
            return Before::Word;
        }
        let line = gap.iter().rposition(|&b| b == b'\n');
        let gap = &gap[line.map_or(0, |at| at + 1)..];
        let before = if line.is_some() { Before::Opening } else { self.before };
        let gap = std::str::from_utf8(gap).expect("ASCII");
        before.then(gap, line.is_some() || self.seen.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{lines_with_feed, words_of_line};
    use crate::words::is_capitalised;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn masks_find_the_same_words(
            text in r"([aB0 .,:;!'@_\-\t\r\n]|[a-zA-Z0-9]{1,9}|[\x00-\x7f]){0,90}"
        ) {
            let (mut lowered, mut found) = (vec![1; 9], Vec::new());
            look(text.as_bytes(), &mut lowered, &mut found);
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
