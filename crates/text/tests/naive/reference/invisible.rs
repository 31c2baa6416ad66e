//! Which characters show nothing, and which of those stand where ordinary writing needs them.

use std::sync::LazyLock;

use regex::Regex;

use super::lookalikes::ordinary;
use super::plain::is_mark;

/// Whether it shows nothing by itself.
pub(super) fn is_ignorable(c: char) -> bool {
    static IGNORABLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\p{Default_Ignorable_Code_Point}$").unwrap());
    !c.is_ascii() && IGNORABLE.is_match(c.encode_utf8(&mut [0; 4]))
}

/// The same, or the blank Braille pattern.
pub(super) fn is_invisible(c: char) -> bool {
    c == '\u{2800}' || is_ignorable(c)
}

/// For each character whether it is invisible and out of place.
///
/// Every character gets a letter for its kind, and what may stand together is a pattern over the kinds: a selector and
/// then a joiner behind what takes both, up to seven tags behind a black flag, a selector right behind what takes no
/// joiner.
pub(super) fn out_of_place(chars: &[char]) -> Vec<bool> {
    static IN_PLACE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("F(?:m*t){1,7}(?:m*j)?|[FV]m*(?:sm*j?|j)|Us").unwrap());
    let kinds: String = chars.iter().map(|&c| kind(c)).collect();
    let mut out: Vec<bool> = chars.iter().map(|&c| is_invisible(c)).collect();
    for found in IN_PLACE.find_iter(&kinds) {
        out[found.range()].fill(false);
    }
    out
}

fn kind(c: char) -> char {
    match c {
        '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180f}' | '\u{e0100}'..='\u{e01ef}' => 's',
        '\u{e0020}'..='\u{e007f}' => 't',
        '\u{200c}' | '\u{200d}' => 'j',
        _ if is_invisible(c) => 'i',
        _ if is_mark(c) => 'm',
        '\u{1f3f4}' => 'F',
        '0'..='9' | '#' | '*' | 'Ⓜ' | '🅰' | '🅱' | '🅾' | '🅿' => 'U',
        _ if c.is_ascii() || c.is_whitespace() || c.is_lowercase() || c.is_uppercase() => 'n',
        _ if ordinary(c).is_some() => 'n',
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' => 'U',
        _ => 'V',
    }
}
