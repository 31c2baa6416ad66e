//! Text between quotation marks.

use crate::kind::Kind;

/// How many characters of a line stand between double quotation marks, the marks themselves not counted.
///
/// A quotation ends on the line on which it began, or it is none: one stray inch sign must not quote a page. A
/// quotation inside a quotation belongs to the outer one. Single quotes are not read, for they are apostrophes.
pub(crate) fn quoted_characters(line: &str) -> u64 {
    if line.is_ascii() && !line.contains('"') {
        return 0;
    }
    let mut quoted = 0;
    let mut rest = line;
    // A mark that is not closed once is not closed later either; to look again would take quadratic time.
    let mut unclosed = [false; PAIRS.len()];
    while let Some((at, open, pair)) = next_opening(rest, unclosed) {
        let inside = &rest[at + open.len_utf8()..];
        rest = if let Some((end, close)) = inside.char_indices().find(|(_, c)| PAIRS[pair].1.contains(c)) {
            quoted += inside[..end].chars().count() as u64;
            &inside[end + close.len_utf8()..]
        } else {
            unclosed[pair] = true;
            inside
        };
    }
    quoted
}

const PAIRS: [(char, &[char]); 8] = [
    ('"', &['"']),
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«']),
    ('「', &['」']),
    ('『', &['』']),
    ('＂', &['＂']),
];

/// Whether a quotation may begin with the character.
pub(crate) fn opens(c: char) -> bool {
    PAIRS.iter().any(|(open, _)| *open == c)
}

fn next_opening(text: &str, unclosed: [bool; PAIRS.len()]) -> Option<(usize, char, usize)> {
    text.char_indices().find_map(|(at, c)| {
        if !Kind::of(c).has(Kind::QUOTES) {
            return None;
        }
        let pair = PAIRS.iter().position(|(open, _)| *open == c)?;
        (!unclosed[pair]).then_some((at, c, pair))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: u64) {
        assert_eq!(quoted_characters(line), expected, "{line}");
    }

    #[test]
    fn pairs_of_many_writings() {
        check("She said \"yes\" and “no”.", 5);
        check("„Ja“ «oui» »nein« 「はい」 „tak”", 2 + 3 + 4 + 2 + 3);
        check("a 5\" screen, don't", 0);
        check("\"one\" and \"two", 3);
        check("“a “b” c”", 4);
        check("5\" and “yes” and ““““", 3);
        check("", 0);
    }
}
