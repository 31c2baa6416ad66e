//! Lines, paragraphs and lists.

use crate::fold;
use crate::invisible::is_blank;
use crate::quotes::quoted_characters;

/// What the lines of a text come to.
#[derive(Default)]
pub(crate) struct LineFacts {
    pub(crate) lines: u64,
    pub(crate) breaks: u64,
    pub(crate) paragraphs: u64,
    pub(crate) list_lines: u64,
    pub(crate) punctuated: u64,
    pub(crate) quoted: u64,
}

/// Reads the lines of `prose`; `hashes` is replaced by a hash for each line that is not blank, where there are several.
///
/// `is_line` says that there is no line break, so that none is sought.
pub(crate) fn read(prose: &str, is_line: bool, hashes: &mut Vec<u64>) -> LineFacts {
    hashes.clear();
    let mut facts = LineFacts::default();
    let mut after_blank = true;
    let mut rest = Some(prose);
    while let Some(text) = rest {
        let (line, next) = if is_line { (text, None) } else { split_line(text) };
        facts.breaks += u64::from(next.is_some());
        rest = next;
        let blank = line.chars().all(is_blank);
        if !blank {
            facts.lines += 1;
            facts.paragraphs += u64::from(after_blank);
            facts.list_lines += u64::from(is_list_line(line));
            facts.punctuated += u64::from(ends_sentence(line));
            facts.quoted += quoted_characters(line);
            if !is_line {
                hashes.push(fold::hash(line.trim()));
            }
        }
        after_blank = blank;
    }
    facts
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
    "-*+•‣◦▪▫●○■□◆◇▶►➤➜→⇒➡✅✔✓☑❌✗✖👉🔹🔸🔷🔶📌⭐★✨·–—".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let facts = read("a\r\nb\rc\nd\u{85}e\u{2028}f\u{2029}\n \n\u{2800}\ng", false, &mut Vec::new());
        assert_eq!((facts.breaks, facts.lines, facts.paragraphs), (9, 7, 2));
    }
}
