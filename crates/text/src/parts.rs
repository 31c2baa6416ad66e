//! A text cut into stretches of ASCII, which is counted by bytes, and of everything else, which is looked up.

/// A stretch of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part<'a> {
    Ascii(&'a str),
    /// Without any ASCII, unless there was little between two stretches.
    Others(&'a str),
}

/// Less ASCII than this is not worth a stretch of its own.
const WORTH: usize = 8;

/// The stretches of a text, in order.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ascii = ascii_length(rest.as_bytes());
        let is_ascii = ascii >= WORTH || ascii == rest.len();
        let end = if is_ascii { ascii } else { others_length(rest.as_bytes(), ascii) };
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(if is_ascii { Part::Ascii(part) } else { Part::Others(part) })
    })
}

/// How many of the first bytes are ASCII.
pub(crate) fn ascii_length(bytes: &[u8]) -> usize {
    const BLOCK: usize = 16;
    let whole = bytes.chunks_exact(BLOCK).take_while(|block| block.is_ascii()).count() * BLOCK;
    whole + bytes[whole..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// How many bytes there are before the next ASCII that is worth it; the first `from` do not count.
fn others_length(bytes: &[u8], from: usize) -> usize {
    let mut ascii = 0;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        ascii = if byte.is_ascii() { ascii + 1 } else { 0 };
        if ascii == WORTH {
            return at + 1 - WORTH;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_of_ascii_is_worth_a_stretch() {
        let found: Vec<Part> = parts("A long word é, 日本 and so on, ñ").collect();
        let expected = [
            Part::Ascii("A long word "),
            Part::Others("é, 日本"),
            Part::Ascii(" and so on, "),
            Part::Others("ñ"),
        ];
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "([a-z .]{0,20}|[é日👏]{0,3}){0,6}") {
            let whole: String = parts(&text)
                .map(|part| match part {
                    Part::Ascii(part) => {
                        assert!(part.is_ascii());
                        part
                    }
                    Part::Others(part) => part,
                })
                .collect();
            prop_assert_eq!(whole, text);
        }
    }
}
