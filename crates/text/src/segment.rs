//! Where words, sentences and graphemes begin and end: UAX #29 for Unicode 17.0.
//!
//! A line feed is a boundary of every kind, whatever stands around it (rules `WB3a`, `SB4`, `GB4`). So a text can be
//! segmented line by line, and each line that is pure ASCII can take a short way that gives the same result.

use crate::grapheme_breaks::Graphemes;
use crate::kind::Kind;
use crate::sentence_breaks;
use crate::word_breaks::Words;

/// The words of a text: UAX #29 segments that contain a letter or a digit.
///
/// ```
/// let words: Vec<&str> = ssi_text::words("Don't pay 3.50, pay €4!").collect();
/// assert_eq!(words, ["Don't", "pay", "3.50", "pay", "4"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    lines_with_feed(text).flat_map(|line| words_of_line(line).map(|(_, word)| word))
}

/// The sentences of a text: UAX #29 segments that contain a letter or a digit, with the white space after them.
///
/// A line break ends a sentence. Abbreviations are not known: "Dr. Who" is two.
///
/// ```
/// let sentences: Vec<&str> = ssi_text::sentences("It rained (3.5 cm). We stayed!\nWhy?").collect();
/// assert_eq!(sentences, ["It rained (3.5 cm). ", "We stayed!\n", "Why?"]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    lines_with_feed(text)
        .flat_map(|line| {
            let mut ends = Vec::new();
            sentence_ends(line, &mut ends);
            let mut start = 0;
            ends.into_iter().map(move |end| &line[std::mem::replace(&mut start, end)..end])
        })
        .filter(|sentence| sentence.chars().any(char::is_alphanumeric))
}

/// The pieces of a text that can be segmented by themselves, each with its line feed.
pub(crate) fn lines_with_feed(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

/// The words of such a piece, with the byte at which each starts.
pub(crate) fn words_of_line(line: &str) -> impl Iterator<Item = (usize, &str)> {
    Words::of(line)
}

/// Replaces `ends` by the bytes at which the sentences of such a piece end, the last at its length.
pub(crate) fn sentence_ends(line: &str, ends: &mut Vec<usize>) {
    ends.clear();
    if line.is_ascii() {
        ascii_sentence_ends(line.as_bytes(), ends);
    } else {
        sentence_breaks::ends(line, ends);
    }
}

/// A stretch of text that begins and ends at grapheme boundaries.
pub(crate) enum Stretch<'a> {
    /// ASCII only, with no mark to come.
    Ascii(&'a str),
    /// Anything.
    Any(&'a str),
}

/// Cuts a text where two ASCII characters meet: a boundary, because no ASCII character extends another (CR LF
/// stays in one stretch). The last ASCII character before others goes with them, for a mark may follow it.
pub(crate) fn stretches(text: &str) -> impl Iterator<Item = Stretch<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let ascii = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let (end, is_ascii) = if ascii == rest.len() {
            (ascii, true)
        } else if ascii >= 2 && bytes[ascii - 1] != b'\n' {
            (ascii - 1, true)
        } else if ascii >= 1 && bytes[ascii - 1] == b'\n' {
            (ascii, true)
        } else {
            let meet = |two: &[u8]| two.is_ascii() && two != b"\r\n";
            let at = bytes.windows(2).skip(ascii).position(meet);
            (at.map_or(rest.len(), |at| ascii + at + 1), false)
        };
        let (stretch, after) = rest.split_at(end);
        rest = after;
        Some(if is_ascii { Stretch::Ascii(stretch) } else { Stretch::Any(stretch) })
    })
}

/// The graphemes (extended grapheme clusters) of a text, each with what its first character is.
pub(crate) fn graphemes(text: &str) -> impl Iterator<Item = (&str, Kind)> {
    Graphemes::of(text)
}

/// How many graphemes a text has.
pub(crate) fn count_graphemes(text: &str) -> usize {
    if text.is_ascii() {
        return ascii_graphemes(text);
    }
    let count = |stretch| match stretch {
        Stretch::Ascii(text) => ascii_graphemes(text),
        Stretch::Any(text) => graphemes(text).count(),
    };
    stretches(text).map(count).sum()
}

/// How many graphemes an ASCII text has: every byte is one, but CR LF is one together.
pub(crate) fn ascii_graphemes(text: &str) -> usize {
    if text.as_bytes().contains(&b'\r') { text.len() - text.matches("\r\n").count() } else { text.len() }
}

/// UAX #29 sentence rules as far as ASCII can reach them: no `OLetter`, Extend, Format or Sep.
fn ascii_sentence_ends(line: &[u8], ends: &mut Vec<usize>) {
    let mut at = 0;
    while let Some(skip) = line[at..].iter().position(|&b| matches!(b, b'.' | b'!' | b'?' | b'\r' | b'\n')) {
        let mark = at + skip;
        at = mark + 1;
        let end = match line[mark] {
            b'\r' | b'\n' => Some(end_of_break(line, mark)),
            b'.' => after_terminator(line, mark, true),
            _ => after_terminator(line, mark, false),
        };
        if let Some(end) = end {
            ends.push(end);
            at = end;
        }
    }
    if ends.last().copied().unwrap_or(0) < line.len() {
        ends.push(line.len());
    }
}

/// SB3, SB4: the end of the line break at `at`, CR LF being one.
pub(crate) fn end_of_break(line: &[u8], at: usize) -> usize {
    if line[at..].starts_with(b"\r\n") { at + 2 } else { at + 1 }
}

/// SB6 to SB11: where the sentence ends that the mark at `mark` closes, if it closes one.
pub(crate) fn after_terminator(line: &[u8], mark: usize, is_full_stop: bool) -> Option<usize> {
    if is_full_stop && mark + 1 < line.len() {
        let next = line[mark + 1];
        let inside_initials = next.is_ascii_uppercase() && mark > 0 && line[mark - 1].is_ascii_alphabetic();
        if next.is_ascii_digit() || inside_initials {
            return None;
        }
    }
    let mut at = mark + 1;
    at += line[at..].iter().take_while(|&&b| is_close(b)).count();
    at += line[at..].iter().take_while(|&&b| matches!(b, b' ' | b'\t' | 0x0b | 0x0c)).count();
    match line.get(at) {
        Some(b'\r' | b'\n') => Some(end_of_break(line, at)),
        Some(b',' | b'-' | b':' | b';' | b'.' | b'!' | b'?') => None,
        Some(_) if is_full_stop && goes_on_small(&line[at..]) => None,
        _ => Some(at),
    }
}

/// SB8: whether the next letter, before any other sentence mark, is a small one.
fn goes_on_small(rest: &[u8]) -> bool {
    rest.iter()
        .find(|b| b.is_ascii_alphabetic() || matches!(b, b'.' | b'!' | b'?' | b'\r' | b'\n'))
        .is_some_and(u8::is_ascii_lowercase)
}

fn is_close(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;
    use std::path::PathBuf;
    use unicode_segmentation::UnicodeSegmentation;

    /// The cases of a UCD break test: the text, and the bytes at which a segment ends.
    fn break_tests(file: &str) -> Option<Vec<(String, Vec<usize>)>> {
        let shared = std::env::var_os("SSI_SHARED").map_or_else(
            || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
            PathBuf::from,
        );
        let path = shared.join("suites/unicode-segmentation-tests/unicode-17.0").join(file);
        let Ok(content) = std::fs::read_to_string(&path) else {
            println!("skipped: no {}", path.display());
            return None;
        };
        let lines = content.lines().map(|line| line.split('#').next().unwrap_or("").trim());
        Some(lines.filter(|line| !line.is_empty()).map(break_test).collect())
    }

    fn break_test(line: &str) -> (String, Vec<usize>) {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for token in line.split_whitespace() {
            match token {
                "÷" if text.is_empty() => {}
                "÷" => ends.push(text.len()),
                "×" => {}
                code => text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()),
            }
        }
        (text, ends)
    }

    fn segments<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(|(start, &end)| &text[start..end]).collect()
    }

    fn with_letter_or_digit(segments: Vec<&str>) -> Vec<&str> {
        segments.into_iter().filter(|segment| segment.chars().any(char::is_alphanumeric)).collect()
    }

    #[test]
    fn words_pass_the_unicode_tests() {
        let Some(cases) = break_tests("WordBreakTest.txt") else { return };
        assert!(cases.len() > 1900);
        for (text, ends) in cases {
            let expected = with_letter_or_digit(segments(&text, &ends));
            assert_eq!(words(&text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }

    #[test]
    fn sentences_pass_the_unicode_tests() {
        let Some(cases) = break_tests("SentenceBreakTest.txt") else { return };
        assert!(cases.len() > 500);
        let mut found = Vec::new();
        for (text, ends) in cases {
            let mut all = Vec::new();
            let mut offset = 0;
            for line in lines_with_feed(&text) {
                sentence_ends(line, &mut found);
                all.extend(found.iter().map(|end| end + offset));
                offset += line.len();
            }
            assert_eq!(all, ends, "{text:?}");
            let expected = with_letter_or_digit(segments(&text, &ends));
            assert_eq!(sentences(&text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }

    #[test]
    fn graphemes_pass_the_unicode_tests() {
        let Some(cases) = break_tests("GraphemeBreakTest.txt") else { return };
        assert!(cases.len() > 700);
        for (text, ends) in cases {
            let found: Vec<&str> = graphemes(&text).map(|(cluster, _)| cluster).collect();
            assert_eq!(found, segments(&text, &ends), "{text:?}");
            assert_eq!(count_graphemes(&text), ends.len(), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_short_ways_give_the_same(text in r#"([aB0 .!?,;:\-()"'\t\r\n/_\x0b\x00#]|[\x00-\x7f]){0,40}"#) {
            prop_assert!(text.is_ascii());
            prop_assert_eq!(count_graphemes(&text), text.graphemes(true).count());
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), text.unicode_words().collect::<Vec<_>>());
            prop_assert_eq!(sentences(&text).collect::<Vec<_>>(), text.unicode_sentences().collect::<Vec<_>>());
            let mut ends = Vec::new();
            ascii_sentence_ends(text.as_bytes(), &mut ends);
            let all: Vec<usize> = text.split_sentence_bound_indices().map(|(at, s)| at + s.len()).collect();
            prop_assert_eq!(ends, all);
        }

        #[test]
        fn our_passes_are_the_rules(text in "(?s)([a\u{301}B.!?ä日،؟\u{200d}👩🇫1',: \r\n\u{85}\u{2028}\u{600}\u{ad}\u{2003}]|.){0,30}") {
            same(&text)?;
        }

        #[test]
        fn any_order_of_classes_is_cut_as_the_rules_say(text in proptest::collection::vec(select(CLASSES), 0..24)) {
            same(&text.into_iter().collect::<String>())?;
        }

        #[test]
        fn sentences_with_long_runs_are_cut_as_the_rules_say(
            runs in proptest::collection::vec((r"[éaB1.?!,] ?", r#"( {0,20}|[")“']{0,20}|[ \u{a0}]{16,40}|[)»]{16,40})"#), 30..60)
        ) {
            same(&runs.into_iter().map(|(a, b)| a + &b).collect::<String>())?;
        }
    }

    /// Some of every class of every kind of rule.
    const CLASSES: &[char] = &[
        'a',
        'B',
        'ä',
        'Я',
        'ǅ',
        'ა',
        'ア',
        '日',
        'あ',
        'ก',
        '\u{e33}',
        'א',
        'ש',
        '1',
        '٣',
        '\u{66b}',
        '\u{66c}',
        '_',
        '\u{202f}',
        ':',
        '·',
        ',',
        ';',
        '.',
        '’',
        '．',
        '\'',
        '"',
        ' ',
        '\u{2003}',
        '\u{a0}',
        '\t',
        '\r',
        '\n',
        '\u{b}',
        '\u{85}',
        '\u{2028}',
        '🇫',
        '🇷',
        '\u{301}',
        '\u{903}',
        '\u{94d}',
        'क',
        'ष',
        '\u{ad}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{600}',
        '\u{70f}',
        '\u{e0020}',
        '\u{fe0f}',
        '🏽',
        '👩',
        '❤',
        'ℹ',
        '©',
        '🅰',
        '!',
        '？',
        '。',
        '(',
        '»',
        '-',
        '、',
        '—',
        'ᄒ',
        'ᅡ',
        'ᆫ',
        '하',
        '한',
        '\u{102b}',
        '\u{11f02}',
        '\u{1f8d0}',
        '€',
        '\u{378}',
        '\u{e000}',
    ];

    /// Every boundary is where the crate has it.
    fn same(text: &str) -> Result<(), TestCaseError> {
        prop_assert_eq!(words(text).collect::<Vec<_>>(), text.unicode_words().collect::<Vec<_>>());
        let mut whole = Vec::new();
        crate::sentence_breaks::ends(text, &mut whole);
        let expected: Vec<usize> = text.split_sentence_bound_indices().map(|(at, s)| at + s.len()).collect();
        prop_assert_eq!(whole, expected);
        prop_assert_eq!(sentences(text).collect::<Vec<_>>(), text.unicode_sentences().collect::<Vec<_>>());
        let clusters: Vec<&str> = graphemes(text).map(|(cluster, _)| cluster).collect();
        prop_assert_eq!(&clusters, &text.graphemes(true).collect::<Vec<_>>());
        prop_assert_eq!(count_graphemes(text), clusters.len());
        Ok(())
    }

    /// Every code point in its turn, but only some of those that lie among thousands of the same class; beyond
    /// these ranges lie unassigned and private characters only.
    fn code_points() -> impl Iterator<Item = char> {
        let alike = [
            0x3400..0x4dc0,
            0x4e00..0xa000,
            0xac00..0xd7a4,
            0xe000..0xf900,
            0x17000..0x18c00,
            0x20000..0x33480,
        ];
        let sampled =
            move |code: u32| alike.iter().any(|range| range.contains(&code)) && !code.is_multiple_of(29);
        let all = (0..0x34000).chain(0xe0000..0xe1000).filter(move |&code| !sampled(code));
        all.chain((0x34000..0x11_0000).step_by(997)).filter_map(char::from_u32)
    }

    // Between neighbours that tell all classes apart.

    #[test]
    fn words_know_every_code_point() {
        for c in code_points() {
            let text = format!(
                "a{c}b\na'{c}\n{c}'a\n1{c}2\n1,{c}\nא\"{c}\nア{c}ア\n_{c}_\n{c}\u{301}a\n {c} \n {c}\u{301} \n🇫{c}🇷\n\
                 \u{200d}{c}a\n{c}\u{200d}👩"
            );
            let found = words(&text).eq(text.unicode_words());
            assert!(found, "{:x}", u32::from(c));
        }
    }

    #[test]
    fn sentences_know_every_code_point() {
        for c in code_points() {
            let text = format!(
                "a.{c}B\na.{c}b\nA.{c}\n{c}.B\n!{c}B\n.{c}1\n. {c}B\n.{c},\n. {c}1b\n{c}\u{301}.B\n{c}"
            );
            assert!(sentences(&text).eq(text.unicode_sentences()), "{:x}", u32::from(c));
        }
    }

    #[test]
    fn graphemes_know_every_code_point() {
        for c in code_points() {
            let text = format!(
                "a{c}b{c}\u{301}{c}\u{94d}क\u{94d}{c}क{c}क👩\u{200d}{c}\u{200d}👩ᄒ{c}ᅡ하{c}한{c}\u{600}{c}aᅡ{c}ᆫ{c}ᆫ\
                 👩{c}\u{200d}👩🇫{c}🇷\r{c}\n"
            );
            assert!(
                graphemes(&text).map(|(cluster, _)| cluster).eq(text.graphemes(true)),
                "{:x}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn a_poisoned_line_takes_no_time() {
        for sign in [" ", ")", "\"", "“", "'", ". ", ".)", "\u{301}", "é. "] {
            let line = format!("é.{} B", sign.repeat(200_000));
            assert!(sentences(&line).count() < 200_002);
            assert!(words(&line).count() < 200_003);
        }
        assert_eq!(sentences(&format!("é.{} B", " ".repeat(200_000))).count(), 2);
    }
}
