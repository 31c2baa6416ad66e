//! Words: the word rules of UAX #29 as a machine of twelve states, which takes each character once.
//!
//! A machine, because no rule looks further than over one sign between two letters or two digits (`don't`, `3.5`).

use crate::breaks::{grapheme, word};
use crate::kind::Kind;

/// Where the machine is: what the segment would be if it ended here.
mod state {
    pub(super) const LETTER: u8 = 0;
    pub(super) const HEBREW: u8 = 1;
    pub(super) const NUMBER: u8 = 2;
    pub(super) const KATAKANA: u8 = 3;
    pub(super) const CONNECTOR: u8 = 4;
    pub(super) const HALF_FLAG: u8 = 5;
    pub(super) const SPACE: u8 = 6;
    /// Takes nothing but what belongs to the character before it.
    pub(super) const CLOSED: u8 = 7;
    /// A Hebrew letter and a quote: a word as it is, and more of one if a letter follows.
    pub(super) const HEBREW_QUOTE: u8 = 8;
    /// From here on: a sign that is of the word only if the right character follows.
    pub(super) const BEFORE_LETTER: u8 = 9;
    pub(super) const BEFORE_HEBREW: u8 = 10;
    pub(super) const BEFORE_DIGIT: u8 = 11;
    pub(super) const COUNT: u8 = 12;
    /// The segment ends before the character.
    pub(super) const END: u8 = 15;
}

/// The next state for each state and class; `EXTEND` and `JOINER` are taken before.
static NEXT: [[u8; 16]; state::COUNT as usize] = {
    let mut table = [[state::END; 16]; state::COUNT as usize];
    let mut from = 0;
    while from < state::COUNT {
        let mut class = 0;
        while class < 16 {
            table[from as usize][class as usize] = next(from, class);
            class += 1;
        }
        from += 1;
    }
    table
};

/// Rules `WB3d` and `WB5` to `WB16`.
const fn next(from: u8, class: u8) -> u8 {
    match (from, class) {
        (
            state::LETTER
            | state::HEBREW
            | state::BEFORE_LETTER
            | state::HEBREW_QUOTE
            | state::NUMBER
            | state::CONNECTOR,
            word::LETTER,
        ) => state::LETTER,
        (
            state::LETTER
            | state::HEBREW
            | state::BEFORE_LETTER
            | state::HEBREW_QUOTE
            | state::BEFORE_HEBREW
            | state::NUMBER
            | state::CONNECTOR,
            word::HEBREW,
        ) => state::HEBREW,
        (
            state::LETTER | state::HEBREW | state::NUMBER | state::BEFORE_DIGIT | state::CONNECTOR,
            word::NUMERIC,
        ) => state::NUMBER,
        (state::KATAKANA | state::CONNECTOR, word::KATAKANA) => state::KATAKANA,
        (
            state::LETTER | state::HEBREW | state::NUMBER | state::KATAKANA | state::CONNECTOR,
            word::CONNECTOR,
        ) => state::CONNECTOR,
        (state::HEBREW, word::SINGLE_QUOTE) => state::HEBREW_QUOTE,
        (state::HEBREW, word::DOUBLE_QUOTE) => state::BEFORE_HEBREW,
        (state::LETTER | state::HEBREW, word::MID_LETTER | word::MID_BOTH | word::SINGLE_QUOTE) => {
            state::BEFORE_LETTER
        }
        (state::NUMBER, word::MID_NUMBER | word::MID_BOTH | word::SINGLE_QUOTE) => state::BEFORE_DIGIT,
        (state::HALF_FLAG, word::REGIONAL) => state::CLOSED,
        (state::SPACE, word::SPACE) => state::SPACE,
        _ => state::END,
    }
}

/// The state after the first character of a segment.
const fn first(class: u8) -> u8 {
    match class {
        word::LETTER => state::LETTER,
        word::HEBREW => state::HEBREW,
        word::NUMERIC => state::NUMBER,
        word::KATAKANA => state::KATAKANA,
        word::CONNECTOR => state::CONNECTOR,
        word::REGIONAL => state::HALF_FLAG,
        word::SPACE => state::SPACE,
        _ => state::CLOSED,
    }
}

/// The words of a text, each with the byte at which it starts.
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    pub(crate) fn of(text: &'a str) -> Words<'a> {
        Words { text, at: 0 }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<(usize, &'a str)> {
        while self.at < self.text.len() {
            let start = self.at;
            let (end, is_word) = segment(self.text, start);
            self.at = end;
            if is_word {
                return Some((start, &self.text[start..end]));
            }
        }
        None
    }
}

/// Where the segment ends that starts at `start`, and whether it has a letter or a digit.
fn segment(text: &str, start: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    if !bytes[start].is_ascii() {
        return any_segment(text, start);
    }
    let ascii = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
    match bytes[start] {
        b'\r' if bytes.get(start + 1) == Some(&b'\n') => (start + 2, false),
        b'\r' | b'\n' | b'\x0b' | b'\x0c' => (start + 1, false),
        byte if byte.is_ascii_alphanumeric() || byte == b'_' => {
            let mut is_word = false;
            let mut at = start;
            while let Some(&byte) = bytes.get(at)
                && (byte.is_ascii_alphanumeric() || byte == b'_')
            {
                is_word |= byte != b'_';
                at += 1;
            }
            match bytes.get(at) {
                None => (at, is_word),
                Some(b'\'' | b'.' | b':' | b',' | b';') => {
                    go_on(text, at, after_ascii(bytes[at - 1]), is_word)
                }
                Some(next) if next.is_ascii() => (at, is_word),
                Some(_) => go_on(text, at, after_ascii(bytes[at - 1]), is_word),
            }
        }
        b' ' => {
            let mut at = start + 1;
            while bytes.get(at) == Some(&b' ') {
                at += 1;
            }
            if ascii(at) { (at, false) } else { go_on(text, at, state::SPACE, false) }
        }
        _ if ascii(start + 1) => (start + 1, false),
        _ => go_on(text, start + 1, state::CLOSED, false),
    }
}

/// The state after a letter, a digit or an underscore.
fn after_ascii(byte: u8) -> u8 {
    match byte {
        b'_' => state::CONNECTOR,
        b'0'..=b'9' => state::NUMBER,
        _ => state::LETTER,
    }
}

fn any_segment(text: &str, start: usize) -> (usize, bool) {
    let Some(c) = text[start..].chars().next() else { return (start, false) };
    let kind = Kind::of(c);
    let at = start + c.len_utf8();
    match kind.word() {
        word::BREAK => (at, false),
        // Most ideographs stand alone.
        word::JOINER => run(text, at, state::CLOSED, false, true),
        class => go_on(text, at, first(class), kind.has(Kind::ALPHANUMERIC)),
    }
}

fn go_on(text: &str, at: usize, state: u8, is_word: bool) -> (usize, bool) {
    run(text, at, state, is_word, false)
}

/// Runs the machine from `at` on.
fn run(text: &str, mut at: usize, mut state: u8, mut is_word: bool, mut after_joiner: bool) -> (usize, bool) {
    let mut before_sign = (at, is_word);
    for c in text[at..].chars() {
        let kind = Kind::of(c);
        let class = kind.word();
        let after = match class {
            // WB4: it belongs to the character before it; spaces that are so parted do not join.
            word::EXTEND | word::JOINER if state == state::SPACE => state::CLOSED,
            word::EXTEND | word::JOINER => state,
            // WB3c: pictographs with a joiner between them are one emoji.
            _ if after_joiner && kind.grapheme() == grapheme::PICTOGRAPH => state::CLOSED,
            _ => NEXT[usize::from(state)][usize::from(class)],
        };
        if after == state::END {
            break;
        }
        if after >= state::BEFORE_LETTER && state < state::BEFORE_LETTER {
            before_sign = (at, is_word);
        }
        after_joiner = class == word::JOINER;
        is_word |= kind.has(Kind::ALPHANUMERIC);
        state = after;
        at += c.len_utf8();
    }
    if state >= state::BEFORE_LETTER { before_sign } else { (at, is_word) }
}
