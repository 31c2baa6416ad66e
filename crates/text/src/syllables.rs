//! Syllables of words in Latin script, estimated from their vowels.
//!
//! A rule of thumb, not a dictionary: it needs no data a language and is right for about nine English words in
//! ten. A group of neighbouring vowels is a syllable; English then gets its silent endings and its commonest
//! vowels in hiatus. Words in other scripts, numbers and abbreviations without vowels count one.

/// The syllables of one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Syllables {
    /// As an English word; 65,535 for more.
    pub(crate) english: u16,
    /// As a word of another language in Latin script: every vowel group sounds.
    pub(crate) other: u16,
}

/// Estimates both ways at once, since the language is known only after the last word.
///
/// `letters` is a buffer; its content does not matter.
pub(crate) fn count(word: &str, letters: &mut Vec<u8>) -> Syllables {
    letters.clear();
    if word.is_ascii() {
        letters.extend(word.bytes().map(|b| b.to_ascii_lowercase()));
    } else {
        letters.extend(word.chars().filter_map(plain_letter));
    }
    let (groups, hiatus) = vowel_groups(letters);
    let english = (groups + hiatus + sounded_ending(letters)).saturating_sub(silent_ending(letters));
    let few = |syllables: u32| syllables.clamp(1, u32::from(u16::MAX)) as u16;
    Syllables { english: few(english), other: few(groups) }
}

// Vowels that never share a syllable with their neighbour: ï and ë, and í and ú beside another vowel.
const APART_I: u8 = 0x81;
const APART_E: u8 = 0x82;
const APART_U: u8 = 0x83;

/// The letter without its accent; `None` for what can be left out, a consonant for what is no vowel.
fn plain_letter(c: char) -> Option<u8> {
    let small = c.to_lowercase().next().unwrap_or(c);
    Some(match small {
        _ if small.is_ascii_digit() => b'-',
        _ if small.is_ascii() => small as u8,
        'à'..='æ' | 'ā' | 'ă' | 'ą' | 'ǎ' | '\u{1ea0}'..='\u{1eb7}' => b'a',
        'ë' => APART_E,
        'è'..='ê' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | '\u{1eb8}'..='\u{1ec7}' => b'e',
        'í' | 'ï' => APART_I,
        'ì' | 'î' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | '\u{1ec8}'..='\u{1ecb}' => b'i',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'œ' | 'ơ' | 'ǒ' | '\u{1ecc}'..='\u{1ee3}' => b'o',
        'ú' => APART_U,
        'ù' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | '\u{1ee4}'..='\u{1ef1}' => {
            b'u'
        }
        'ý' | 'ÿ' | '\u{1ef2}'..='\u{1ef9}' => b'y',
        '‘' | '’' => b'\'',
        '\u{300}'..='\u{36f}' => return None,
        _ => b'-',
    })
}

/// The vowel groups, and how many of them are two syllables in English.
fn vowel_groups(letters: &[u8]) -> (u32, u32) {
    let (mut groups, mut hiatus) = (0, 0);
    let mut before = b'-';
    let mut in_group = false;
    for (at, &letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or(b'-');
        let vowel = match letter {
            b'y' => !is_vowel(next),
            b'u' => before != b'q',
            _ => is_vowel(letter),
        };
        let apart = matches!(letter, APART_I..=APART_U) || matches!(before, APART_I..=APART_U);
        if vowel && (!in_group || apart) {
            groups += 1;
        } else if vowel {
            let consonant = if at >= 2 { letters[at - 2] } else { b'-' };
            hiatus += u32::from(match (before, letter) {
                (b'i', b'a' | b'o') => !matches!(consonant, b't' | b'c' | b's' | b'g' | b'x'),
                (b'u', b'a') => !matches!(consonant, b'g' | b's'),
                _ => false,
            });
        }
        in_group = vowel;
        before = letter;
    }
    (groups, hiatus)
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | APART_I..=APART_U)
}

/// A syllable without a vowel letter: prism, didn't.
fn sounded_ending(letters: &[u8]) -> u32 {
    u32::from(letters.ends_with(b"sm") || letters.ends_with(b"dn't") || letters.ends_with(b"sn't"))
}

/// A vowel letter without a syllable: make, makes, walked; but table, boxes, wanted.
fn silent_ending(letters: &[u8]) -> u32 {
    let stem = letters.strip_suffix(b"'s").unwrap_or(letters);
    let (stem, ending) = match stem {
        [stem @ .., b'e'] => (stem, b'e'),
        [stem @ .., b'e', b's'] => (stem, b's'),
        [stem @ .., b'e', b'd'] => (stem, b'd'),
        _ => return 0,
    };
    let sounds = match (ending, stem) {
        (_, [] | [b'\''] | [.., b'-']) => true,
        (b'e' | b's', [.., before, b'l']) => !is_vowel(*before),
        (_, [.., b'q', b'u']) => false,
        (_, [.., last]) if *last != b'y' && is_vowel(*last) => true,
        (b'd', [.., last]) => matches!(last, b't' | b'd'),
        (b's', [.., b'c' | b's', b'h']) => true,
        (b's', [.., last]) => matches!(last, b's' | b'z' | b'x' | b'c' | b'g'),
        _ => false,
    };
    u32::from(!sounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn english(words: &str, expected: u16) {
        for word in words.split(' ') {
            assert_eq!(count(word, &mut Vec::new()).english, expected, "{word}");
        }
    }

    #[track_caller]
    fn other(words: &str, expected: u16) {
        for word in words.split(' ') {
            assert_eq!(count(word, &mut Vec::new()).other, expected, "{word}");
        }
    }

    #[test]
    fn english_words() {
        english("a I the make makes walked queue eye you yes hmm 2024 street thought don't she freed be", 1);
        english(
            "table tables boxes wanted didn't prism people player beyond question unique changes naïve",
            2,
        );
        english("radio actual various insightful example operate", 3);
        english("reliable information operation Italian", 4);
    }

    #[test]
    fn other_languages() {
        other("de sol que 日本語 привет कविता", 1);
        other("grande país día mayo maïs straße", 2);
        other("überaus mayores école", 3);
    }
}
