//! Characters that show nothing: counted, because they pad a text or hide words in it.

/// Whether the character shows nothing by itself: `Default_Ignorable_Code_Point` of Unicode 17.0.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether the character shows nothing, or is the blank Braille pattern that stands in for an empty line.
pub(crate) fn is_invisible(c: char) -> bool {
    c == '\u{2800}' || is_ignorable(c)
}

/// Whether a line of such characters looks empty.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Counts invisible characters that have no business where they stand.
///
/// Not counted, because ordinary writing needs them there: a joiner, non-joiner or variation selector right
/// after a visible character (Persian, Hindi, emoji), and the tag characters of a flag.
#[derive(Default)]
pub(crate) struct InvisibleCounter {
    pub(crate) count: u64,
    after: After,
}

#[derive(Default, PartialEq)]
enum After {
    #[default]
    Nothing,
    Visible,
    Flag,
}

impl InvisibleCounter {
    /// Takes the next character of the text.
    pub(crate) fn step(&mut self, c: char) {
        if !is_invisible(c) {
            self.after = match c {
                '\u{1f3f4}' => After::Flag,
                _ if c.is_whitespace() => After::Nothing,
                _ => After::Visible,
            };
            return;
        }
        self.after = match (c, &self.after) {
            (
                '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180f}' | '\u{e0100}'..='\u{e01ef}',
                After::Visible,
            ) => After::Visible,
            ('\u{e0020}'..='\u{e007f}', After::Flag) => After::Flag,
            ('\u{200c}' | '\u{200d}', After::Visible | After::Flag) => After::Nothing,
            _ => {
                self.count += 1;
                After::Nothing
            }
        };
    }

    /// Takes an ASCII character, all of which are visible or white space.
    pub(crate) fn step_ascii(&mut self, byte: u8) {
        self.after = if byte.is_ascii_whitespace() || byte == 0x0b { After::Nothing } else { After::Visible };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: u64) {
        let mut counter = InvisibleCounter::default();
        text.chars().for_each(|c| counter.step(c));
        assert_eq!(counter.count, expected, "{text:?}");
    }

    #[test]
    fn joiners_count_only_out_of_place() {
        check("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥", 0);
        check("می\u{200c}خواهم क्\u{200d}ष", 0);
        check("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", 0);
        check("a\u{200d}\u{200d}\u{200d}b", 2);
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
