//! How long a text is to somebody who compares lengths.

/// Words between white space; a letter of a script that is written without spaces counts as a word of its own.
///
/// Coarser than the signal `words`, and what most people mean who count words: "it's", "and/or" and "14%" are one each.
pub fn words(text: &str) -> f64 {
    text.split_whitespace().map(words_between_spaces).sum::<u64>() as f64
}

fn words_between_spaces(text: &str) -> u64 {
    if text.is_ascii() || !text.chars().any(is_word_alone) {
        return 1;
    }
    let (mut words, mut inside) = (0, false);
    for c in text.chars() {
        let alone = is_word_alone(c);
        let other = !alone && c.is_alphanumeric();
        words += u64::from(alone || (other && !inside));
        inside = other;
    }
    words
}

/// Han, kana, Thai, Lao, Burmese and Khmer letters.
fn is_word_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        for (text, expected) in [
            ("", 0.0),
            (" \n", 0.0),
            ("it's and/or 14% - done", 5.0),
            ("Schöne Grüße ♥", 3.0),
            ("これはペンです。", 7.0),
            ("用 Rust 写的", 4.0),
            ("用Rust写的", 4.0),
            ("안녕 하세요", 2.0),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
