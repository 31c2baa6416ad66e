//! Tables as Markdown, in which no cell does anything.
//!
//! What a renderer could act on is written as a character reference, which is the same sign to a reader and no markup to any
//! dialect. References are resolved before some renderers look for addresses, so those have a space without a width in them.

use std::fmt::Write as _;

use crate::printable::{INSTEAD, hides};

/// A space without a width, as a reference.
const GAP: &str = "&#8203;";

/// Adds a cell: one line, no markup, no link, no mention.
pub(crate) fn inert(cell: &str, to: &mut String) {
    let mut before = ['\0'; 3];
    let mut rest = cell.chars();
    while let Some(c) = rest.next() {
        match c {
            '\r' | '\n' | '\t' => to.push(' '),
            c if hides(c) => to.push(INSTEAD),
            '@' => to.extend([GAP, "&#64;", GAP]),
            '#' => to.extend(["&#35;", GAP]),
            ':' if rest.as_str().starts_with("//") => to.extend([GAP, "&#58;"]),
            '.' if before.iter().all(|b| matches!(b, 'w' | 'W')) => to.extend([GAP, "&#46;"]),
            '|' | '\\' | '`' | '*' | '_' | '~' | '<' | '>' | '&' | '[' | ']' | '(' | ')' | '!' | '"'
            | '\'' | '$' | '{' | '}' | '=' | '+' => {
                let _ = write!(to, "&#{};", u32::from(c));
            }
            c => to.push(c),
        }
        before = [before[1], before[2], c];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let mut out = String::new();
        inert(cell, &mut out);
        assert_eq!(out, expected, "{cell:?}");
    }

    #[test]
    fn names_stay_as_they_are() {
        for name in ["ada.okafor", "x-0314", "Größe, 日本", "12.05", "-5", "highly effective", "a: b", "ww.x"]
        {
            check(name, name);
        }
    }

    #[test]
    fn nothing_acts() {
        check("a|b", "a&#124;b");
        check("a\\|b\n\r\n|", "a&#92;&#124;b   &#124;");
        check("<b>&amp;", "&#60;b&#62;&#38;amp;");
        check("[x](y)`z`", "&#91;x&#93;&#40;y&#41;&#96;z&#96;");
        check("http://e.org", "http&#8203;&#58;//e.org");
        check("WWW.e.org", "WWW&#8203;&#46;e.org");
        check("a@b.c #1", "a&#8203;&#64;&#8203;b.c &#35;&#8203;1");
        check("\u{1b}[2J\u{202e}", "\u{fffd}&#91;2J\u{fffd}");
    }
}
