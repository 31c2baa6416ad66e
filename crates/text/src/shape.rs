//! What a word looks like: its letters, capitals and digits.

use crate::kind::Kind;

/// What a word looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing seen, none excludes another")]
pub(crate) struct Shape {
    /// Letters and digits.
    pub(crate) letters: u64,
    pub(crate) capitals: u64,
    pub(crate) small: bool,
    pub(crate) number: bool,
    pub(crate) capitalised: bool,
    pub(crate) starts_small: bool,
}

impl Shape {
    /// Whether it is a word in capitals.
    pub(crate) fn is_all_caps(&self) -> bool {
        self.capitals >= 2 && !self.small
    }

    pub(crate) fn of(word: &str) -> Shape {
        if word.is_ascii() { Shape::of_ascii(word.as_bytes()) } else { Shape::of_any(word) }
    }

    fn of_ascii(word: &[u8]) -> Shape {
        let mut shape = Shape::default();
        // A word may start with underscores.
        let first = word.iter().position(u8::is_ascii_alphanumeric).unwrap_or(0);
        shape.number = word[first].is_ascii_digit();
        shape.starts_small = word[first].is_ascii_lowercase();
        shape.capitalised =
            word[first].is_ascii_uppercase() && word.get(first + 1).is_some_and(u8::is_ascii_lowercase);
        for byte in word {
            shape.letters += u64::from(byte.is_ascii_alphanumeric());
            shape.capitals += u64::from(byte.is_ascii_uppercase());
            shape.small |= byte.is_ascii_lowercase();
        }
        shape
    }

    fn of_any(word: &str) -> Shape {
        let mut shape = Shape::default();
        let mut after_capital = false;
        for c in word.chars() {
            let kind = Kind::of(c);
            let of_word = kind.one(Kind::ALPHANUMERIC);
            if shape.letters == 0 && of_word > 0 {
                shape.number = kind.has(Kind::NUMERIC);
                shape.starts_small = kind.has(Kind::LOWER);
                after_capital = kind.has(Kind::UPPER);
            } else if after_capital && !is_accent(c) {
                // Looks past a combining accent: É as one code point and as two start the same name.
                shape.capitalised = kind.has(Kind::LOWER);
                after_capital = false;
            }
            shape.letters += of_word;
            shape.capitals += kind.one(Kind::UPPER);
            shape.small |= kind.has(Kind::LOWER);
        }
        shape
    }
}

/// Whether a capital starts the word and a small letter follows: a name, or the first word of a sentence.
pub(crate) fn is_capitalised(word: &str) -> bool {
    Shape::of(word).capitalised
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_ascii_shape_is_the_shape(word in "_{0,2}[a-zA-Z0-9][a-zA-Z0-9_.':]{0,9}") {
            let (a, b) = (Shape::of_ascii(word.as_bytes()), Shape::of_any(&word));
            prop_assert_eq!((a.letters, a.capitals, a.small), (b.letters, b.capitals, b.small));
            let dress = |shape: &Shape| (shape.number, shape.capitalised, shape.starts_small);
            prop_assert_eq!(dress(&a), dress(&b));
        }
    }
}
