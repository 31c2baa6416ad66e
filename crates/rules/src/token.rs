//! The words, numbers, texts and signs of a script, each with its place.

/// What a piece of a script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Number,
    /// In quotes of any sort.
    Text,
    Sign,
}

/// One piece of a script.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) text: &'a str,
    pub(crate) line: usize,
    /// In characters, from 1.
    pub(crate) column: usize,
    /// In bytes, from 0.
    pub(crate) start: usize,
}

impl Token<'_> {
    pub(crate) fn length(&self) -> usize {
        self.text.lines().next().map_or(1, |first| first.chars().count())
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Its bytes in the script.
    pub(crate) fn bytes(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.text.len()
    }
}

const DOUBLE_SIGNS: [&str; 19] = [
    "?.", "+=", "-=", "*=", "/=", "=>", "=<", "==", ">=", "<=", "<>", "!=", "&&", "||", "??", "..", "**",
    "::", "#{",
];

/// All pieces of a script, without its comments.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line, mut column) = (text, 1, 1);
    while let Some(first) = rest.chars().next() {
        let (kind, length) = piece(rest, first);
        let (piece, after) = rest.split_at(length);
        if let Some(kind) = kind {
            tokens.push(Token { kind, text: piece, line, column, start: text.len() - rest.len() });
        }
        match piece.rfind('\n') {
            Some(last) => {
                line += piece.matches('\n').count();
                column = 1 + piece[last + 1..].chars().count();
            }
            None => column += piece.chars().count(),
        }
        rest = after;
    }
    tokens
}

/// What a script goes on with, and how many bytes of it; `None` for white space and comments.
pub(crate) fn piece(rest: &str, first: char) -> (Option<Kind>, usize) {
    let until = |end: usize| end.max(first.len_utf8());
    let run = |keep: fn(char) -> bool| until(rest.find(|c| !keep(c)).unwrap_or(rest.len()));
    match first {
        c if c.is_whitespace() => (None, run(char::is_whitespace)),
        '/' if rest.starts_with("//") => (None, rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => (None, block_comment(rest)),
        '"' | '\'' => (Some(Kind::Text), until(quoted(rest, first))),
        '`' => (Some(Kind::Text), rest[1..].find('`').map_or(rest.len(), |end| end + 2)),
        c if c.is_ascii_digit() => (Some(Kind::Number), number(rest)),
        c if c.is_alphanumeric() || c == '_' => (Some(Kind::Word), run(|c| c.is_alphanumeric() || c == '_')),
        _ if rest.starts_with("===") || rest.starts_with("!==") => (Some(Kind::Sign), 3),
        _ if DOUBLE_SIGNS.iter().any(|s| rest.starts_with(s)) => (Some(Kind::Sign), 2),
        c => (Some(Kind::Sign), c.len_utf8()),
    }
}

/// A text ends at its quote, or with the line where it has none.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            '\n' if !escaped => return i,
            c if c == quote && !escaped => return i + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut i) = (0_usize, 0);
    while i < rest.len() {
        match &rest.as_bytes()[i..] {
            [b'/', b'*', ..] => (depth, i) = (depth + 1, i + 2),
            [b'*', b'/', ..] => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    rest.len()
}

/// `3`, `1_000`, `0.5`, `1e6`; a point belongs to it only in front of a digit.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut i = 1;
    while i < bytes.len() {
        let goes_on = match bytes[i] {
            b'0'..=b'9' | b'_' | b'e' | b'E' | b'x' => true,
            b'.' => bytes.get(i + 1).is_some_and(u8::is_ascii_digit),
            b'-' | b'+' => {
                matches!(bytes[i - 1], b'e' | b'E') && bytes.get(i + 1).is_some_and(u8::is_ascii_digit)
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        i += 1;
    }
    i
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<&str> {
        tokens(script).iter().map(|t| t.text).collect()
    }

    #[test]
    fn comments_and_texts_hide_what_stands_in_them() {
        assert_eq!(
            texts("a /* fn b( /* c */ */ // d(\n\"fn e(\" 'f' `g\nh` i"),
            ["a", "\"fn e(\"", "'f'", "`g\nh`", "i"]
        );
        assert_eq!(
            texts(r#"x("a\"b") .5 1.5e-3 1.max"#),
            ["x", "(", r#""a\"b""#, ")", ".", "5", "1.5e-3", "1", ".", "max"]
        );
        assert_eq!(texts("\"open\nnext /* open"), ["\"open", "next"]);
    }

    #[test]
    fn places_count_characters() {
        let found = tokens("é /* ü\nö */ name");
        let name = found[1];
        assert_eq!((name.text, name.line, name.column), ("name", 2, 6));
    }
}
