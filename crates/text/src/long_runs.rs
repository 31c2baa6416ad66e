//! Long runs of spaces and closing signs, shortened before sentences are sought.
//!
//! The segmenter looks ahead again at each space and each bracket after a full stop, so a full stop with 100,000
//! spaces behind it would take minutes. To the sentence rules a run of spaces is one space, and a run of closing
//! signs one closing sign (SB8 to SB11 name them `Close* Sp*`), and no sentence ends inside either.

/// Lines up to this many bytes are left alone: they are quick however they are made.
const SHORT_LINE: usize = 256;
/// Runs of this many characters are shortened.
const LONG_RUN: usize = 16;

/// A line with its long runs shortened to one character.
pub(crate) struct Shortened {
    pub(crate) line: String,
    /// Where in `line` a run was shortened, and the bytes left out up to there.
    cuts: Vec<(usize, usize)>,
}

impl Shortened {
    /// Shortens a line; `None` if there is nothing to shorten.
    pub(crate) fn new(line: &str) -> Option<Shortened> {
        if line.len() <= SHORT_LINE {
            return None;
        }
        let mut short = Shortened { line: String::new(), cuts: Vec::new() };
        let (mut copied, mut left_out) = (0, 0);
        let mut run = Run { kind: Kind::Other, start: 0, length: 0 };
        let chars = line.char_indices().map(|(at, c)| (at, Kind::of(c)));
        for (at, kind) in chars.chain([(line.len(), Kind::Other)]) {
            if kind == run.kind && kind != Kind::Other {
                run.length += 1;
                continue;
            }
            if run.kind != Kind::Other && run.length >= LONG_RUN {
                let first = line[run.start..].chars().next().map_or(0, char::len_utf8);
                short.line.push_str(&line[copied..run.start + first]);
                left_out += at - run.start - first;
                copied = at;
                short.cuts.push((short.line.len(), left_out));
            }
            run = Run { kind, start: at, length: 1 };
        }
        (left_out > 0).then(|| {
            short.line.push_str(&line[copied..]);
            short
        })
    }

    /// The byte of the whole line for a byte of the shortened one, which must not lie inside a run.
    pub(crate) fn original(&self, at: usize) -> usize {
        let before = self.cuts.partition_point(|&(cut, _)| cut <= at);
        at + before.checked_sub(1).map_or(0, |last| self.cuts[last].1)
    }
}

struct Run {
    kind: Kind,
    start: usize,
    length: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Space,
    Close,
    Other,
}

impl Kind {
    /// The class of the sentence rules; a rare closing sign that is missing here costs time only.
    fn of(c: char) -> Kind {
        match c {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::Other,
            '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' => Kind::Close,
            '«' | '»' | '‘'..='‟' | '‹' | '›' | '〈'..='】' | '（' | '）' | '［' | '］' => {
                Kind::Close
            }
            _ if c.is_whitespace() => Kind::Space,
            _ => Kind::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn every_closing_sign_is_one_to_the_segmenter() {
        for c in '\0'..=char::MAX {
            // A full stop, the sign and a small letter: one sentence for Close and Sp alike; with a capital, the
            // break comes after the sign.
            let text = format!("a.{c}B");
            let sentences: Vec<&str> = text.split_sentence_bounds().collect();
            if Kind::of(c) != Kind::Other {
                assert_eq!(sentences, [&text[..text.len() - 1], "B"], "{:x}", u32::from(c));
            }
        }
    }

    #[test]
    fn a_poisoned_line_takes_no_time() {
        for sign in [" ", ")", "\"", "“", "'"] {
            let line = format!("é.{} B", sign.repeat(200_000));
            assert_eq!(crate::segment::sentences(&line).count(), 2);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sentences_stay_where_they_are(
            runs in proptest::collection::vec((r"[éaB1.?!,] ?", r#"( {0,20}|[")“']{0,20}|[ \u{a0}]{16,40}|[)»]{16,40})"#), 30..60)
        ) {
            let line: String = runs.into_iter().map(|(a, b)| a + &b).collect();
            prop_assume!(!line.is_ascii());
            let mut ends = Vec::new();
            crate::segment::sentence_ends(&line, &mut ends);
            let expected: Vec<usize> = line.split_sentence_bound_indices().map(|(at, s)| at + s.len()).collect();
            prop_assert_eq!(ends, expected);
        }
    }
}
