//! The text as a reader sees it, one step after the other on a row of letters.

use super::accents::compose;
use super::invisible::out_of_place;
use super::lookalikes::ordinary;
use super::{disguise, spaced};

/// A text made plain, and how much there was to do.
pub(crate) struct Plain {
    pub(crate) text: String,
    pub(crate) invisible: usize,
    pub(crate) disguised: usize,
}

#[derive(Clone)]
pub(super) struct Letter {
    pub(super) c: char,
    /// Whether marks were taken off it.
    pub(super) stained: bool,
    /// Whether a word that was written letter by letter begins here.
    pub(super) joined: bool,
    /// Whether a selector makes an emoji of a letter in a frame.
    pub(super) emoji: bool,
}

impl Letter {
    fn new(c: char) -> Letter {
        Letter { c, stained: false, joined: false, emoji: false }
    }

    pub(super) fn is_of_word(&self) -> bool {
        !self.emoji && (self.c.is_alphanumeric() || is_mark(self.c) || ordinary(self.c).is_some())
    }
}

/// Makes a text plain.
pub(crate) fn plain(text: &str) -> Plain {
    let chars: Vec<char> = text.chars().collect();
    let hidden = out_of_place(&chars);
    let letters = take_out(&chars, &hidden);
    let letters: Vec<Letter> = words(letters).into_iter().flat_map(take_off_one_accent).collect();
    let letters = spaced::join(&letters);
    let invisible = hidden.into_iter().filter(|hidden| *hidden).count();
    let styles = disguise::take_off(&letters, text, false);
    let (without_twins, disguised) = (composed(&styles.0), styles.1);
    // Twins are sought among Latin letters; a text that has none and nothing else to make plain is left alone.
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{80}'..='\u{24f}');
    if !text.chars().any(latin) && without_twins == text && disguised == 0 {
        return Plain { text: without_twins, invisible, disguised };
    }
    let (letters, disguised) = disguise::take_off(&letters, text, true);
    Plain { text: composed(&letters), invisible, disguised }
}

/// The letters in words and in what stands between words.
pub(super) fn words(letters: Vec<Letter>) -> Vec<Vec<Letter>> {
    let mut words: Vec<Vec<Letter>> = Vec::new();
    for letter in letters {
        match words.last_mut() {
            Some(word) if word[0].is_of_word() == letter.is_of_word() => word.push(letter),
            _ => words.push(vec![letter]),
        }
    }
    words
}

/// A mark for letters of any alphabet.
pub(super) fn is_mark(c: char) -> bool {
    let blocks = [0x300..=0x36f, 0x1ab0..=0x1aff, 0x1dc0..=0x1dff, 0x20d0..=0x20ff, 0xfe20..=0xfe2f];
    // The grapheme joiner is invisible, and a keycap is part of an emoji.
    !matches!(c, '\u{34f}' | '\u{20e3}') && blocks.iter().any(|block| block.contains(&u32::from(c)))
}

/// Strikes through, underlines or encloses.
fn is_drawn_over(c: char) -> bool {
    let enclosing = matches!(c, '\u{20dd}'..='\u{20ef}') && c != '\u{20e3}';
    enclosing
        || matches!(c, '\u{305}' | '\u{332}'..='\u{338}' | '\u{33f}' | '\u{347}' | '\u{20d2}' | '\u{20d3}')
}

/// Leaves out what is hidden, and decoration.
fn take_out(chars: &[char], hidden: &[bool]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut marks = 0;
    for (&c, hidden) in chars.iter().zip(hidden) {
        if *hidden {
            let is_wide = ['\u{2800}', '\u{3164}', '\u{ffa0}'].contains(&c);
            if is_wide && letters.last().is_some_and(|last| !last.c.is_whitespace()) {
                letters.push(Letter::new(' '));
            }
            continue;
        }
        // The stroke that makes an Arabic word longer, and signs for short vowels.
        if c == '\u{640}' || c == '\u{670}' || ('\u{64b}'..='\u{652}').contains(&c) {
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if (marks > 2 || is_drawn_over(c)) && !letters.is_empty() {
            while letters.len() > 1 && is_mark(letters[letters.len() - 1].c) {
                letters.pop();
            }
            letters.last_mut().unwrap().stained = true;
            continue;
        }
        match letters.last_mut() {
            Some(last) if c == '\u{fe0f}' && ordinary(last.c).is_some() => last.emoji = true,
            _ => {}
        }
        letters.push(Letter::new(c));
    }
    letters
}

/// A word without the accent that it has on most of its letters.
fn take_off_one_accent(word: Vec<Letter>) -> Vec<Letter> {
    let Some(accent) = word.iter().map(|letter| letter.c).find(|c| ('\u{300}'..='\u{36f}').contains(c))
    else {
        return word;
    };
    let accents = word.iter().filter(|letter| letter.c == accent).count();
    let bare = word.iter().filter(|letter| letter.c.is_alphabetic() && !is_mark(letter.c)).count();
    if !word[0].is_of_word() || accents < 3 || accents * 2 <= bare {
        return word;
    }
    let mut kept: Vec<Letter> = Vec::new();
    for letter in word {
        if letter.c != accent {
            kept.push(letter);
        } else if let Some(last) = kept.last_mut() {
            last.stained = true;
        }
    }
    kept
}

/// The letters as text, each with its accents.
fn composed(letters: &[Letter]) -> String {
    let mut text: Vec<char> = Vec::new();
    for letter in letters {
        match text.last().and_then(|last| compose(*last, letter.c)) {
            Some(both) => *text.last_mut().unwrap() = both,
            None => text.push(letter.c),
        }
    }
    text.into_iter().collect()
}
