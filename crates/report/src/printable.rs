//! Texts that cannot move the cursor of a terminal, colour it, or hide what follows.

use std::borrow::Cow;

/// Stands where something was that must not reach a terminal.
pub(crate) const INSTEAD: char = '\u{fffd}';

/// Whether a character acts on a terminal or on its neighbours and shows nothing itself: control characters, those that turn
/// the direction of writing, those without a width, and line ends that are none to a program.
pub fn hides(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// A whole page for people, fit for a terminal: what [`hides`] gives way to a mark, but for line feeds. A tab becomes a space
/// and a carriage return before a line feed goes away. Costs one look at each character; mostly nothing is copied.
pub fn screened(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && hides(c)) {
        return Cow::Borrowed(text);
    }
    let fit = |c: char| match c {
        '\n' => '\n',
        '\t' => ' ',
        _ if hides(c) => INSTEAD,
        _ => c,
    };
    Cow::Owned(text.replace("\r\n", "\n").chars().map(fit).collect())
}

/// A text in a line, cut to a length: what [`hides`] gives way to a mark, line ends too.
pub(crate) fn printable(text: &str, most: usize) -> String {
    let fit = |c: char| if hides(c) { INSTEAD } else { c };
    let mut shown: String = text.chars().map(fit).take(most + 1).collect();
    if shown.chars().count() > most {
        shown = shown.chars().take(most - 1).chain(['…']).collect();
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_a_line() {
        assert_eq!(printable("a\u{1b}[31mred\u{202e}\n", 20), "a\u{fffd}[31mred\u{fffd}\u{fffd}");
        assert_eq!(printable("abcdefgh", 5), "abcd…");
    }

    #[test]
    fn pages_are_fit_for_a_terminal() {
        let check = |text: &str, expected: &str| assert_eq!(screened(text), expected, "{text:?}");
        check("a\nb – ünïcödé 日本 ✓\n", "a\nb – ünïcödé 日本 ✓\n");
        check("\u{1b}]0;title\u{7}", "\u{fffd}]0;title\u{fffd}");
        check("\u{9b}2Ja\u{7f}\u{85}", "\u{fffd}2Ja\u{fffd}\u{fffd}");
        check("a\tb\r\nc\rd", "a b\nc\u{fffd}d");
        check("\u{2066}a\u{2069}\u{200b}\u{2028}\u{e0041}", "\u{fffd}a\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
    }
}
