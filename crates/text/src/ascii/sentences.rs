//! Where the sentences of a text end, by UAX #29.

use super::Ascii;
use crate::kind::Kind;
use crate::segment::{after_terminator, end_of_break};
use crate::sentence_breaks;

impl Ascii {
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
