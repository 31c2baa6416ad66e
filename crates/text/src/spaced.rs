//! Words written letter by letter: `g r e a t`.

use crate::kind::Kind;
use crate::plain::{Letter, is_mark};

/// So many single letters in a row are a word; fewer are initials, or the `a` and `b` of a choice.
const FEWEST: usize = 4;

/// Whether there may be such a word in ASCII text: a quick look, which is sometimes wrong and never misses one.
pub(crate) fn may_be_in_ascii(text: &str) -> bool {
    alternates(text, b'A')
}

/// Whether three equal signs stand in ASCII text with one character between each, the first of these at least `least`.
fn alternates(text: &str, least: u8) -> bool {
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    let Some(reach) = bytes.len().checked_sub(4) else { return false };
    let (first, letter, second, third) =
        (&bytes[..reach], &bytes[1..=reach], &bytes[2..reach + 2], &bytes[4..]);
    // Three equal separators two bytes apart; blocks without branches are compared many bytes at a time.
    let alternate = |from: usize, to: usize| {
        let rows =
            first[from..to].iter().zip(&letter[from..to]).zip(second[from..to].iter().zip(&third[from..to]));
        rows.fold(0, |found, ((a, letter), (b, c))| {
            let signs =
                u8::from(*a < b'0') | u8::from(*a == b'_') | u8::from(*a == b'~') | u8::from(*a == b'|');
            found | (u8::from(a == b) & u8::from(b == c) & signs & u8::from(*letter >= least))
        }) != 0
    };
    (0..reach).step_by(BLOCK).any(|from| alternate(from, (from + BLOCK).min(reach)))
}

/// The same look at any text, character by character.
#[derive(Default)]
pub(crate) struct Rhythm {
    last: char,
    since: u32,
    beats: u32,
}

impl Rhythm {
    /// Takes the next character; whether it is the third separator in a row with one character between each.
    pub(crate) fn step(&mut self, c: char) -> bool {
        if Kind::of(c).has(Kind::SEPARATOR) {
            self.beats = if c == self.last && self.since == 1 { self.beats + 1 } else { 1 };
            self.last = c;
            self.since = 0;
        } else {
            self.since += 1;
        }
        self.beats >= 3
    }
}

impl Rhythm {
    fn take(&mut self, text: &str) -> bool {
        text.chars().filter(|&c| self.step(c)).count() > 0
    }

    /// Takes a stretch of ASCII; whether there is such a third separator in it.
    pub(crate) fn pass_ascii(&mut self, stretch: &str) -> bool {
        // What came before matters to the first characters only, and for what comes after the last ones are enough.
        const REACH: usize = 8;
        if stretch.len() < 2 * REACH || alternates(stretch, 0) {
            return self.take(stretch);
        }
        let (head, tail) = (&stretch[..REACH], &stretch[stretch.len() - REACH..]);
        let found = self.take(head);
        *self = Rhythm::default();
        self.take(tail) || found
    }
}

/// Joins the letters of words that are written letter by letter, all with the same sign or space between them.
pub(crate) fn join(letters: &mut Vec<Letter>) {
    let mut kept = 0;
    let mut at = 0;
    while at < letters.len() {
        let inside = kept > 0 && letters[kept - 1].is_of_word();
        let word = if inside { None } else { word_at(letters, at) };
        let end = word.map_or(at + 1, |(end, _)| end);
        letters[at].joined = word.is_some();
        for i in at..end {
            if word.is_none_or(|(_, separator)| letters[i].c != separator) {
                letters[kept] = letters[i];
                kept += 1;
            }
        }
        at = end;
    }
    letters.truncate(kept);
}

/// Where the word ends that is written letter by letter from here on, and what stands between its letters.
fn word_at(letters: &[Letter], at: usize) -> Option<(usize, char)> {
    let mut end = single_end(letters, at)?;
    let separator = letters.get(end).map(|letter| letter.c).filter(|&c| Kind::of(c).has(Kind::SEPARATOR))?;
    let mut found = 1;
    while letters.get(end).is_some_and(|letter| letter.c == separator)
        && let Some(next) = single_end(letters, end + 1)
    {
        found += 1;
        end = next;
    }
    let initials =
        separator == '.' && letters[at..end].iter().all(|letter| !Kind::of(letter.c).has(Kind::LOWER));
    (found >= FEWEST && !initials).then_some((end, separator))
}

/// Where a single letter ends, with its marks; `None` if there is none, or it begins an ordinary word.
fn single_end(letters: &[Letter], at: usize) -> Option<usize> {
    letters.get(at).filter(|letter| is_single(letter.c))?;
    let end = at + 1 + letters[at + 1..].iter().take_while(|letter| is_mark(letter.c)).count();
    letters.get(end).is_none_or(|letter| !letter.is_of_word()).then_some(end)
}

/// A letter of an alphabet with capitals: in other scripts a single letter is a word.
fn is_single(c: char) -> bool {
    Kind::of(c).has(Kind::LOWER.or(Kind::UPPER).or(Kind::STYLED))
}

pub(crate) fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{2002}'
            ..='\u{200a}' | '\u{202f}' | '-' | '.' | '_' | '*' | '~' | '+' | '/' | '|' | '·' | '•'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::plain;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text), expected, "{text}");
    }

    #[test]
    fn single_letters_in_a_row_are_a_word() {
        check("a  g r e a t  p o s t!", "a  great  post!");
        check("g-r-e-a-t p_o_s_t G*R*E*A*T", "great post GREAT");
        check("g.r.e.a.t", "great");
        check("к р у т о", "круто");
        check("𝗴 𝗿 𝗲 𝗮 𝘁", "great");
        check("g\u{a0}r\u{a0}e\u{a0}a\u{a0}t", "great");
        check("e: d e\u{301} j a\u{300}", "e: déjà");
        check("g • r", "g • r");
        check("so g r e a tasty", "so grea tasty");
    }

    #[test]
    fn initials_choices_and_other_scripts_stay() {
        for text in [
            "U.S.S.R. and J. R. R. T.",
            "a b c",
            "A, B, C, D",
            "日 本 語 日 本",
            "1 2 3 4 5",
            "I a-b c-d e",
            "..... - - - - -",
            "x1 y2 z3 w4",
        ] {
            check(text, text);
        }
    }

    /// Wherever the word stands in a block of bytes.
    #[test]
    fn the_quick_look_never_misses() {
        for separator in [" ", "-", ".", "_", "*", "~", "+", "/", "|"] {
            for before in 0..70 {
                let text = format!("{} {}", "x".repeat(before), ["g", "o", "o", "d"].join(separator));
                assert!(may_be_in_ascii(&text), "{text:?}");
            }
        }
        for text in ["", "a", "a b", "U.S. and x, y, z", "..........", "A short post - with a dash - or two"]
        {
            assert!(!may_be_in_ascii(text), "{text:?}");
        }
        check("é: d é j à", "é: déjà");
    }
}
