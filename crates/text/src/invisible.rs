//! Characters that show nothing: counted, because they pad a text or hide words in it.

use crate::kind::Kind;
use crate::lookalikes::unstyled;

/// Whether the character shows nothing by itself: `Default_Ignorable_Code_Point` of Unicode 17.0.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether the character shows nothing, or is the blank Braille pattern that stands in for an empty line. Written out,
/// for [`Kind`]; there it is looked up.
pub(crate) fn is_invisible(c: char) -> bool {
    c == '\u{2800}' || is_ignorable(c)
}

/// Whether a line of such characters looks empty.
pub(crate) fn is_blank(c: char) -> bool {
    Kind::of(c).has(Kind::WHITE.or(Kind::INVISIBLE))
}

/// Tells invisible characters that have no business where they stand.
///
/// In their place, because ordinary writing needs them there, are: one variation selector after an emoji, a sign, a
/// digit or a letter of a script without capitals; a joiner or non-joiner after an emoji or a letter of a script that
/// joins (Persian, Hindi); and the tag characters of a flag. After a letter with capitals nothing of the kind is.
#[derive(Default)]
pub(crate) struct InvisibleCounter {
    pub(crate) count: u64,
    after: After,
}

/// What stands before a character that shows nothing.
#[derive(Default, Clone, Copy, PartialEq)]
pub(crate) enum After {
    /// White space, the beginning, a letter of an alphabet with capitals, or something invisible.
    #[default]
    Nothing,
    /// What takes a selector, but no joiner.
    Unjoined,
    /// What takes a selector and a joiner.
    Visible,
    /// A selector that stood behind what takes a joiner.
    Selected,
    /// The black flag and so many tag characters.
    Flag(u8),
}

/// A flag has fewer tag characters: a region takes five, a letter each, and one ends them.
const LONGEST_TAG: u8 = 7;

impl InvisibleCounter {
    /// Takes the next character of the text; whether it is invisible and out of place.
    pub(crate) fn step(&mut self, c: char) -> bool {
        let kind = Kind::of(c);
        if !kind.has(Kind::INVISIBLE) {
            // A mark belongs to the character before it, of which a selector must stand first.
            self.after = match self.after {
                After::Unjoined if kind.has(Kind::MARK) => After::Nothing,
                after if kind.has(Kind::MARK) => after,
                _ => kind.after(),
            };
            return false;
        }
        let after = match (c, self.after) {
            (
                '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180f}' | '\u{e0100}'..='\u{e01ef}',
                After::Visible | After::Flag(0),
            ) => Some(After::Selected),
            ('\u{e0020}'..='\u{e007f}', After::Flag(tags @ 0..LONGEST_TAG)) => Some(After::Flag(tags + 1)),
            ('\u{200c}' | '\u{200d}', After::Visible | After::Selected | After::Flag(_))
            | (
                '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180f}' | '\u{e0100}'..='\u{e01ef}',
                After::Unjoined,
            ) => Some(After::Nothing),
            _ => None,
        };
        self.after = after.unwrap_or_default();
        self.count += u64::from(after.is_none());
        after.is_none()
    }

    /// Takes a stretch of ASCII, all of which is visible or white space; `last` is its last character.
    pub(crate) fn pass_ascii(&mut self, last: u8) {
        let takes_selector = last.is_ascii_digit() || last == b'#' || last == b'*';
        self.after = if takes_selector { After::Unjoined } else { After::Nothing };
    }
}

impl After {
    /// What may follow a visible character.
    pub(crate) fn visible(c: char) -> After {
        match c {
            // The letters in frames can be emoji.
            '0'..='9' | '#' | '*' | 'Ⓜ' | '🅰' | '🅱' | '🅾' | '🅿' => After::Unjoined,
            '\0'..='\u{7f}' => After::Nothing,
            '\u{1f3f4}' => After::Flag(0),
            _ if c.is_whitespace() || c.is_lowercase() || c.is_uppercase() || unstyled(c).is_some() => {
                After::Nothing
            }
            '\u{1100}'..='\u{11ff}'
            | '\u{2e80}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}' => After::Unjoined,
            _ => After::Visible,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: u64) {
        let mut counter = InvisibleCounter::default();
        let found = text.chars().filter(|&c| counter.step(c)).count() as u64;
        assert_eq!(found, counter.count);
        assert_eq!(counter.count, expected, "{text:?}");
    }

    #[test]
    fn joiners_count_only_out_of_place() {
        check("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥", 0);
        check("می\u{200c}خواهم क्\u{200d}ष", 0);
        check("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", 0);
        check("1\u{fe0f}\u{20e3} 葛\u{e0100} ©\u{fe0f}", 0);
        check("a\u{200d}\u{200d}\u{200d}b", 3);
        check("g\u{fe0f}r\u{fe0f}eat", 2);
        check("❤\u{fe0f}\u{fe0f}\u{fe0f}", 2);
        check("好\u{200d}的\u{200d}", 2);
        check(&format!("🏴{}", "\u{e0061}".repeat(100)), 93);
        check("\u{200b}great\u{200b}\u{200b}", 3);
        check("hidden\u{e0068}\u{e0069}", 2);
        check("\u{feff}bom \u{202e}bidi\u{202c}", 3);
        check("a\n\u{2800}\nb", 1);
    }

    #[test]
    fn the_ranges_are_the_property() {
        let property = regex::Regex::new(r"^\p{Default_Ignorable_Code_Point}$").unwrap();
        for c in '\0'..=char::MAX {
            assert_eq!(is_ignorable(c), property.is_match(c.encode_utf8(&mut [0; 4])), "{:x}", c as u32);
        }
    }
}
