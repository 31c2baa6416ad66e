//! Lists of catchwords.

use super::invisible::is_invisible;
use super::plain::is_mark;
use super::words::Word;
use super::{Reading, per};

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Word,
    Figure,
    Short,
    Character,
    Grammar,
    Other,
}

fn kind(word: &Word) -> Kind {
    let (text, first) = (&word.text, word.text.chars().find(|c| c.is_alphanumeric()).unwrap());
    let length = text.chars().count();
    let small = text.chars().all(char::is_lowercase);
    let blocks = [
        0xe00..=0xeff,
        0x1000..=0x109f,
        0x1780..=0x17ff,
        0x3400..=0x9fff,
        0xf900..=0xfaff,
        0x20000..=0x3ffff,
    ];
    if text.is_ascii() {
        let figure = length == 1 || text.contains(|c: char| c.is_ascii_digit());
        return match () {
            () if figure => Kind::Figure,
            () if length <= 3 && small => Kind::Short,
            () => Kind::Word,
        };
    }
    match first {
        '\u{3041}'..='\u{309f}' => Kind::Grammar,
        _ if blocks.iter().any(|block| block.contains(&u32::from(first))) => Kind::Character,
        _ if first.is_numeric() => Kind::Figure,
        _ if !first.is_lowercase() && !first.is_uppercase() => Kind::Other,
        _ if length <= 3 && small => Kind::Short,
        _ => Kind::Word,
    }
}

/// Whether a sign sets the words apart between which the gap lies.
fn is_sign(gap: &str) -> bool {
    let joins = |c: char| {
        "\"'()[]{}%$@_«»‹›€£¥°「」『』《》（）".contains(c)
            || ('‘'..='‟').contains(&c)
            || is_invisible(c)
            || is_mark(c)
    };
    let breaks = |c: char| "\n\r\u{85}\u{2028}\u{2029}".contains(c);
    gap != "-" && gap.chars().any(|c| breaks(c) || !c.is_whitespace() && !joins(c))
}

impl Reading {
    /// How many words stand in lists of catchwords; none where that cannot be told.
    fn in_lists(&self) -> Option<usize> {
        let kinds: Vec<Kind> = self.words.iter().map(kind).collect();
        let functions: Vec<bool> = self.words.iter().map(|word| self.is_function(word)).collect();
        let told = functions.contains(&true);
        let with_capitals =
            kinds.iter().filter(|k| [Kind::Word, Kind::Short, Kind::Figure].contains(k)).count();
        if !told && (kinds.len() - with_capitals) * 2 > kinds.len() {
            return None;
        }
        let mut pieces: Vec<Vec<usize>> = Vec::new();
        for at in 0..self.words.len() {
            let gap =
                at.checked_sub(1).map(|before| &self.prose[self.words[before].end..self.words[at].start]);
            if gap.is_none_or(is_sign) {
                pieces.push(Vec::new());
            }
            pieces.last_mut().unwrap().push(at);
        }
        let size = |piece: &[usize]| {
            piece.len() - piece.iter().filter(|at| kinds[**at] == Kind::Character).count() / 2
        };
        let is_bound = |piece: &[usize]| {
            piece.iter().any(|at| functions[*at] || [Kind::Grammar, Kind::Figure].contains(&kinds[*at]))
        };
        let is_short = |piece: &[usize]| !is_bound(piece) && size(piece) <= 3;
        let mut counted = 0;
        for row in pieces.chunk_by(|a, b| is_short(a) == is_short(b)) {
            let words = |pieces: &[Vec<usize>]| pieces.iter().map(Vec::len).sum::<usize>();
            if is_short(&row[0]) {
                counted += if row.len() >= 4 { words(row) } else { 0 };
                continue;
            }
            for piece in row {
                let perhaps = !told && piece.iter().any(|at| kinds[*at] == Kind::Short);
                counted += if !is_bound(piece) && !perhaps && size(piece) >= 8 { piece.len() } else { 0 };
            }
        }
        Some(counted)
    }

    pub(super) fn catchwords(&self) -> f64 {
        self.in_lists().map_or(f64::NAN, |words| words as f64)
    }

    pub(super) fn prose_share(&self) -> f64 {
        self.in_lists().map_or(f64::NAN, |words| per(self.words.len() - words, self.words.len()))
    }
}
