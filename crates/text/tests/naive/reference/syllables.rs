//! Syllables of a word, as a regular expression sees them.
//!
//! Letters lose their accents; those whose accent keeps them apart from a neighbour (ï, ë, í, ú) become capitals, and what is
//! no vowel becomes a dash where it is no plain letter.

use std::sync::LazyLock;

use regex::Regex;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

const BARE: [(&str, char); 5] =
    [("àáâãäåæāăąǎ", 'a'), ("èéêēĕėęě", 'e'), ("ìîĩīĭįıǐ", 'i'), ("òóôõöøōŏőœơǒ", 'o'), ("ùûüũūŭůűųưǔ", 'u')];

fn bare(c: char) -> Option<char> {
    let small = c.to_lowercase().next().unwrap();
    Some(match small {
        '\u{300}'..='\u{36f}' => return None,
        _ if small.is_ascii() => small,
        '‘' | '’' => '\'',
        'ë' => 'E',
        'ï' | 'í' => 'I',
        'ú' => 'U',
        'ý' | 'ÿ' | '\u{1ef2}'..='\u{1ef9}' => 'y',
        '\u{1ea0}'..='\u{1eb7}' => 'a',
        '\u{1eb8}'..='\u{1ec7}' => 'e',
        '\u{1ec8}'..='\u{1ecb}' => 'i',
        '\u{1ecc}'..='\u{1ee3}' => 'o',
        '\u{1ee4}'..='\u{1ef1}' => 'u',
        _ => BARE.iter().find(|(accented, _)| accented.contains(small)).map_or('-', |(_, bare)| *bare),
    })
}

fn letters(word: &str) -> Vec<char> {
    if word.is_ascii() {
        return word.to_ascii_lowercase().chars().collect();
    }
    word.chars().filter_map(bare).map(|c| if c.is_ascii_digit() { '-' } else { c }).collect()
}

/// For each letter whether it sounds as a vowel: a y not before a vowel, a u not after a q.
fn sounding(letters: &[char]) -> Vec<bool> {
    let at = |place: usize| letters.get(place).copied().unwrap_or('-');
    let sounds = |(place, letter): (usize, &char)| match letter {
        'y' => !is_vowel(at(place + 1)),
        'u' => place == 0 || at(place - 1) != 'q',
        _ => is_vowel(*letter),
    };
    letters.iter().enumerate().map(sounds).collect()
}

fn is_vowel(c: char) -> bool {
    "aeiouyEIU".contains(c)
}

/// Whether a vowel at that place starts a group of vowels.
fn starts_group(letters: &[char], sounds: &[bool], at: usize) -> bool {
    sounds[at]
        && (at == 0 || !sounds[at - 1] || "EIU".contains(letters[at]) || "EIU".contains(letters[at - 1]))
}

/// The groups of vowels; a word has at least one syllable.
pub(super) fn in_other(word: &str) -> usize {
    groups(&letters(word)).max(1)
}

fn groups(letters: &[char]) -> usize {
    let sounds = sounding(letters);
    (0..letters.len()).filter(|at| starts_group(letters, &sounds, *at)).count()
}

/// Two vowels in one group that are two syllables in English: radio, actual; but station, special.
fn hiatus(letters: &[char]) -> usize {
    let sounds = sounding(letters);
    let apart = |at: &usize| {
        let before = at.checked_sub(2).map_or('-', |at| letters[at]);
        let inside = sounds[*at] && !starts_group(letters, &sounds, *at);
        inside
            && match (letters[at - 1], letters[*at]) {
                ('i', 'a' | 'o') => !"tcsgx".contains(before),
                ('u', 'a') => !"gs".contains(before),
                _ => false,
            }
    };
    (0..letters.len()).filter(apart).count()
}

/// The syllables of an English word.
pub(super) fn in_english(word: &str) -> usize {
    static SOUNDED: LazyLock<Regex> = LazyLock::new(|| regex("(?:sm|dn't|sn't)$"));
    let letters = letters(word);
    let text: String = letters.iter().collect();
    let sounded = usize::from(SOUNDED.is_match(&text));
    let silent = usize::from(has_silent_ending(&text));
    (groups(&letters) + hiatus(&letters) + sounded).saturating_sub(silent).max(1)
}

/// Whether an `e`, `es` or `ed` at the end has no syllable of its own.
fn has_silent_ending(word: &str) -> bool {
    static ENDING: LazyLock<Regex> = LazyLock::new(|| regex("^(.*)(e|es|ed)$"));
    // The first that fits decides.
    static RULES: LazyLock<Vec<(&str, Regex, bool)>> = LazyLock::new(|| {
        vec![
            ("e es ed", regex("^'?$|-$"), true),
            ("e es", regex("[^aeiouyEIU]l$"), true),
            ("e es", regex("[aeiouyEIU]l$"), false),
            ("e es ed", regex("qu$"), false),
            ("e es ed", regex("[aeiouEIU]$"), true),
            ("ed", regex("[td]$"), true),
            ("es", regex("[cs]h$|[szxcg]$"), true),
        ]
    });
    let Some(found) = ENDING.captures(word.strip_suffix("'s").unwrap_or(word)) else { return false };
    let rule =
        RULES.iter().find(|(of, stem, _)| of.split(' ').any(|e| e == &found[2]) && stem.is_match(&found[1]));
    !rule.is_some_and(|(_, _, sounds)| *sounds)
}
