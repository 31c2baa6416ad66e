//! Lines, paragraphs and lists.

use crate::ascii::Ascii;
use crate::fold;
use crate::invisible::is_blank;
use crate::kind::Kind;
use crate::quotes::quoted_characters;

/// What the lines of a text come to.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct LineFacts {
    pub(crate) lines: u64,
    pub(crate) breaks: u64,
    pub(crate) paragraphs: u64,
    pub(crate) list_lines: u64,
    pub(crate) punctuated: u64,
    pub(crate) quoted: u64,
}

/// Reads the lines of `prose`; `hashes` is replaced by a hash for each line that is not blank.
pub(crate) fn read(prose: &str, hashes: &mut Vec<u64>) -> LineFacts {
    hashes.clear();
    let mut lines = Lines::new(true);
    let mut rest = Some(prose);
    while let Some(text) = rest {
        let (line, next) = split_line(text);
        lines.facts.breaks += u64::from(next.is_some());
        rest = next;
        if lines.take(line) {
            hashes.push(fold::hash(line.trim()));
        }
    }
    lines.facts
}

/// The same of a text of which the masks are made. No line need be hashed where there is one alone.
pub(crate) fn read_masks(prose: &str, ascii: &Ascii, hashes: &mut Vec<u64>) -> LineFacts {
    if ascii.has_any(Kind::LINE) {
        return read(prose, hashes);
    }
    hashes.clear();
    let mut lines = Lines::new(ascii.has(b'"') || ascii.has_any(Kind::QUOTES));
    let mut from = 0;
    for at in ascii.breaks() {
        // The line feed behind a carriage return.
        if at < from {
            continue;
        }
        let line = &prose[from..at];
        lines.facts.breaks += 1;
        if lines.take(line) {
            hashes.push(fold::hash(line.trim()));
        }
        from = at + 1 + usize::from(prose[at..].starts_with("\r\n"));
    }
    let line = &prose[from..];
    if lines.take(line) && lines.facts.lines > 1 {
        hashes.push(fold::hash(line.trim()));
    }
    lines.facts
}

/// The lines that were read so far.
struct Lines {
    facts: LineFacts,
    after_blank: bool,
    has_quotes: bool,
}

impl Lines {
    fn new(has_quotes: bool) -> Lines {
        Lines { facts: LineFacts::default(), after_blank: true, has_quotes }
    }

    /// Takes the next line; whether it is not blank.
    fn take(&mut self, line: &str) -> bool {
        let blank = line.chars().all(is_blank);
        if !blank {
            self.facts.lines += 1;
            self.facts.paragraphs += u64::from(self.after_blank);
            self.facts.list_lines += u64::from(is_list_line(line));
            self.facts.punctuated += u64::from(ends_sentence(line));
            if self.has_quotes {
                self.facts.quoted += quoted_characters(line);
            }
        }
        self.after_blank = blank;
        !blank
    }
}

/// Whether the text ends as a sentence does, leaving aside spaces, closing quotes and brackets.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let aside = |c: char| {
        is_blank(c)
            || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '』' | '）' | '*' | '_')
    };
    text.trim_end_matches(aside).ends_with(is_terminal)
}

/// Full stops, question marks, exclamation marks and ellipses of the scripts in use.
fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '．'
            | '｡'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '՜'
            | '՞'
            | '።'
            | '፧'
            | '။'
            | '។'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

/// The first line and, after a line break, the rest.
fn split_line(text: &str) -> (&str, Option<&str>) {
    // All line breaks beyond ASCII begin with one of two bytes, which seldom begin anything else.
    let bytes = text.as_bytes();
    let is_break = |&at: &usize| match bytes[at] {
        b'\n' | b'\r' => true,
        0xc2 | 0xe2 => text[at..].starts_with(['\u{85}', '\u{2028}', '\u{2029}']),
        _ => false,
    };
    let Some(at) = (0..bytes.len()).find(is_break) else { return (text, None) };
    let (line, rest) = text.split_at(at);
    let width = if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
    (line, Some(&rest[width..]))
}

fn is_list_line(line: &str) -> bool {
    let line = line.trim_start_matches(is_blank);
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    let rest = if is_bullet(first) {
        chars.as_str().trim_start_matches('\u{fe0f}')
    } else {
        let label = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let label = match line.len() - label.len() {
            0 if first.is_ascii_alphabetic() => chars.as_str(),
            1..=3 => label,
            _ => return false,
        };
        let Some(rest) = label.strip_prefix(['.', ')']) else { return false };
        rest
    };
    rest.starts_with(char::is_whitespace)
}

fn is_bullet(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '-' | '*' | '+');
    }
    "•‣◦▪▫●○■□◆◇▶►➤➜→⇒➡✅✔✓☑❌✗✖👉🔹🔸🔷🔶📌⭐★✨·–—".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_by_masks_are_the_lines(text in r#"([ab] |[\r\n"'.\-\t1)]|[\x00-\x7f]|[é“”•»]|[\u{85}\u{2028}]?){0,40}"#) {
            let (mut ascii, mut hashes, mut by_masks) = (Ascii::default(), Vec::new(), Vec::new());
            ascii.read_any(&text);
            let facts = read(&text, &mut hashes);
            prop_assert_eq!(read_masks(&text, &ascii, &mut by_masks), facts);
            if hashes.len() > 1 {
                prop_assert_eq!(hashes, by_masks);
            } else {
                prop_assert!(by_masks.len() <= 1);
            }
        }
    }

    #[test]
    fn lists_are_told_from_prose() {
        let yes = ["- a", "  • a", "1. a", "12) a", "a) b", "✅ a", "✔\u{fe0f} a", "👉 a", "— a", "*\ta"];
        let no = ["-a", "1 a", "2024. was", "3.5 cm", "a", "A day", "**bold** x", "--- x", ". a", ""];
        for line in yes {
            assert!(is_list_line(line), "{line}");
        }
        for line in no {
            assert!(!is_list_line(line), "{line}");
        }
    }

    #[test]
    fn endings_of_many_writings() {
        let yes = ["a.", "a?)", "a…  ", "他说。」", "क्या।", "هل؟", "**Done.**", "a.\u{200b}"];
        let no = ["a", "", "a:", "a.b", "👏", "a. 👏"];
        for line in yes {
            assert!(ends_sentence(line), "{line}");
        }
        for line in no {
            assert!(!ends_sentence(line), "{line}");
        }
    }

    #[test]
    fn every_line_break_is_one() {
        let facts = read("a\r\nb\rc\nd\u{85}e\u{2028}f\u{2029}\n \n\u{2800}\ng", &mut Vec::new());
        assert_eq!((facts.breaks, facts.lines, facts.paragraphs), (9, 7, 2));
    }
}
