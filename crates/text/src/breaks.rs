//! What every character is to the rules of UAX #29, which say where words, sentences and graphemes end.

use crate::break_ranges::{
    APART, CLOSING, CONJOINING, CONTROLS, DIGITS, ENDING, EXTENDING, FORMATS, GOING_ON, HEBREW, KATAKANA,
    LIKE_LETTERS, PICTOGRAPHS, PREPENDED, SPACING, UNSPACED,
};
use crate::emoji::{Style, style};

/// To the word rules (`Word_Break`).
pub(crate) mod word {
    pub(crate) const OTHER: u8 = 0;
    pub(crate) const LETTER: u8 = 1;
    pub(crate) const HEBREW: u8 = 2;
    pub(crate) const NUMERIC: u8 = 3;
    pub(crate) const KATAKANA: u8 = 4;
    /// Joins letters and digits: the underscore.
    pub(crate) const CONNECTOR: u8 = 5;
    pub(crate) const MID_LETTER: u8 = 6;
    pub(crate) const MID_NUMBER: u8 = 7;
    pub(crate) const MID_BOTH: u8 = 8;
    pub(crate) const SINGLE_QUOTE: u8 = 9;
    pub(crate) const DOUBLE_QUOTE: u8 = 10;
    pub(crate) const SPACE: u8 = 11;
    /// A line break of any kind.
    pub(crate) const BREAK: u8 = 12;
    pub(crate) const REGIONAL: u8 = 13;
    /// What belongs to the character before it: Extend and Format.
    pub(crate) const EXTEND: u8 = 14;
    pub(crate) const JOINER: u8 = 15;
}

/// To the sentence rules (`Sentence_Break`).
pub(crate) mod sentence {
    pub(crate) const OTHER: u8 = 0;
    pub(crate) const LOWER: u8 = 1;
    pub(crate) const UPPER: u8 = 2;
    /// A letter of a script without capitals.
    pub(crate) const LETTER: u8 = 3;
    pub(crate) const NUMERIC: u8 = 4;
    pub(crate) const SPACE: u8 = 5;
    pub(crate) const CLOSE: u8 = 6;
    pub(crate) const GOES_ON: u8 = 7;
    /// What belongs to the character before it: Extend and Format.
    pub(crate) const EXTEND: u8 = 8;
    /// From here on a sentence may end behind it.
    pub(crate) const FULL_STOP: u8 = 9;
    pub(crate) const ENDS: u8 = 10;
    /// A line break of any kind.
    pub(crate) const BREAK: u8 = 11;
}

/// To the grapheme rules (`Grapheme_Cluster_Break` and `Indic_Conjunct_Break`).
pub(crate) mod grapheme {
    pub(crate) const OTHER: u8 = 0;
    pub(crate) const CONTROL: u8 = 1;
    pub(crate) const EXTEND: u8 = 2;
    pub(crate) const SPACING: u8 = 3;
    pub(crate) const PREPENDED: u8 = 4;
    pub(crate) const JOINER: u8 = 5;
    /// Extends, but not between two consonants.
    pub(crate) const NON_JOINER: u8 = 6;
    pub(crate) const LINKER: u8 = 7;
    pub(crate) const CONSONANT: u8 = 8;
    pub(crate) const PICTOGRAPH: u8 = 9;
    pub(crate) const REGIONAL: u8 = 10;
    /// Korean letters, and syllables of two or three of them.
    pub(crate) const FIRST: u8 = 11;
    pub(crate) const VOWEL: u8 = 12;
    pub(crate) const LAST: u8 = 13;
    pub(crate) const SYLLABLE: u8 = 14;
}

/// Whether characters of this class of the grapheme rules may be one with a neighbour that is of none of these classes.
pub(crate) fn is_joined(class: u8) -> bool {
    !matches!(
        class,
        grapheme::OTHER | grapheme::CONTROL | grapheme::CONSONANT | grapheme::PICTOGRAPH | grapheme::SYLLABLE
    )
}

/// Whether the character is in one of the ranges, which are in order.
pub(crate) fn among(c: char, ranges: &[(u32, u32)]) -> bool {
    let code = u32::from(c);
    let after = ranges.partition_point(|&(first, _)| first <= code);
    after > 0 && code <= ranges[after - 1].1
}

const SKIN_TONES: std::ops::RangeInclusive<char> = '\u{1f3fb}'..='\u{1f3ff}';

/// The class of the word rules.
pub(crate) fn word_class(c: char) -> u8 {
    match c {
        '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => word::BREAK,
        ' ' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => {
            word::SPACE
        }
        '\'' => word::SINGLE_QUOTE,
        '"' => word::DOUBLE_QUOTE,
        ':' | '·' | '\u{387}' | '\u{55f}' | '\u{5f4}' | '\u{2027}' | '\u{fe13}' | '\u{fe55}' | '：' => {
            word::MID_LETTER
        }
        ',' | ';' | '\u{37e}' | '\u{589}' | '\u{60c}' | '\u{60d}' | '\u{66c}' | '\u{7f8}' | '\u{2044}'
        | '\u{fe50}' | '\u{fe54}' | '，' | '；' => word::MID_NUMBER,
        '.' | '‘' | '’' | '\u{2024}' | '\u{fe52}' | '＇' | '．' => word::MID_BOTH,
        '_'
        | '\u{202f}'
        | '\u{203f}'..='\u{2040}'
        | '\u{2054}'
        | '\u{fe33}'..='\u{fe34}'
        | '\u{fe4d}'..='\u{fe4f}'
        | '＿' => word::CONNECTOR,
        '\u{200d}' => word::JOINER,
        '\u{1f1e6}'..='\u{1f1ff}' => word::REGIONAL,
        _ if SKIN_TONES.contains(&c) || among(c, EXTENDING) => word::EXTEND,
        _ if among(c, LIKE_LETTERS) => word::LETTER,
        _ if among(c, FORMATS) && c != '\u{200b}' => word::EXTEND,
        _ if among(c, DIGITS) => word::NUMERIC,
        _ if among(c, KATAKANA) => word::KATAKANA,
        _ if !c.is_alphabetic() || among(c, UNSPACED) => word::OTHER,
        _ if among(c, HEBREW) => word::HEBREW,
        _ => word::LETTER,
    }
}

/// The class of the sentence rules.
pub(crate) fn sentence_class(c: char) -> u8 {
    match c {
        '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => sentence::BREAK,
        '.' | '\u{2024}' | '\u{fe52}' | '．' => sentence::FULL_STOP,
        '\u{200d}' => sentence::EXTEND,
        '\u{66c}' => sentence::NUMERIC,
        '\u{5f3}' => sentence::LETTER,
        _ if c.is_whitespace() => sentence::SPACE,
        _ if among(c, EXTENDING) || among(c, FORMATS) => sentence::EXTEND,
        _ if among(c, DIGITS) => sentence::NUMERIC,
        _ if among(c, CLOSING) => sentence::CLOSE,
        _ if among(c, GOING_ON) => sentence::GOES_ON,
        _ if among(c, ENDING) => sentence::ENDS,
        // Georgian has capitals for headlines only.
        '\u{10d0}'..='\u{10fa}'
        | '\u{10fd}'..='\u{10ff}'
        | '\u{1c90}'..='\u{1cba}'
        | '\u{1cbd}'..='\u{1cbf}' => sentence::LETTER,
        _ if c.is_lowercase() => sentence::LOWER,
        // Two letters in one, of which the first is a capital.
        'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | 'ᾈ'..='ᾏ' | 'ᾘ'..='ᾟ' | 'ᾨ'..='ᾯ' | 'ᾼ' | 'ῌ' | 'ῼ' => {
            sentence::UPPER
        }
        _ if c.is_uppercase() => sentence::UPPER,
        _ if c.is_alphabetic() => sentence::LETTER,
        _ => sentence::OTHER,
    }
}

/// The class of the grapheme rules.
pub(crate) fn grapheme_class(c: char) -> u8 {
    match c {
        '\u{200c}' => grapheme::NON_JOINER,
        '\u{200d}' => grapheme::JOINER,
        '\u{94d}' | '\u{9cd}' | '\u{acd}' | '\u{b4d}' | '\u{c4d}' | '\u{d4d}' | '\u{1039}' | '\u{17d2}'
        | '\u{1a60}' | '\u{1b44}' | '\u{1bab}' | '\u{a9c0}' | '\u{aaf6}' | '\u{10a3f}' | '\u{11133}'
        | '\u{113d0}' | '\u{1193e}' | '\u{11a47}' | '\u{11a99}' | '\u{11f42}' => grapheme::LINKER,
        '\u{1f1e6}'..='\u{1f1ff}' => grapheme::REGIONAL,
        '\u{1100}'..='\u{115f}' | '\u{a960}'..='\u{a97c}' => grapheme::FIRST,
        '\u{1160}'..='\u{11a7}' | '\u{d7b0}'..='\u{d7c6}' | '\u{16d63}' | '\u{16d67}'..='\u{16d6a}' => {
            grapheme::VOWEL
        }
        '\u{11a8}'..='\u{11ff}' | '\u{d7cb}'..='\u{d7fb}' => grapheme::LAST,
        '\u{ac00}'..='\u{d7a3}' => grapheme::SYLLABLE,
        '\u{e33}' | '\u{eb3}' => grapheme::SPACING,
        _ if c.is_control() || among(c, CONTROLS) => grapheme::CONTROL,
        _ if SKIN_TONES.contains(&c) => grapheme::EXTEND,
        _ if among(c, EXTENDING) => match c {
            _ if among(c, APART) => grapheme::OTHER,
            _ if among(c, SPACING) => grapheme::SPACING,
            _ => grapheme::EXTEND,
        },
        _ if among(c, PREPENDED) => grapheme::PREPENDED,
        _ if c.is_alphabetic() && among(c, CONJOINING) => grapheme::CONSONANT,
        _ if style(c) != Style::None || among(c, PICTOGRAPHS) => grapheme::PICTOGRAPH,
        _ => grapheme::OTHER,
    }
}
