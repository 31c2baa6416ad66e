//! The text as a reader sees it: what is invisible taken out, what only looks like ordinary letters made ordinary.
//!
//! Every signal, phrase and comparison reads this plain text, so that padding with zero-width characters makes nothing
//! longer, and `𝗴𝗿𝗲𝗮𝘁 p𝗼st`, `grеat` with a Cyrillic `е` and `g r e a t` are the words that they look like. Where a
//! word ends depends on the letters, so this cannot wait until a word is hashed.
//!
//! Most texts are plain already, which one look at each character tells; only others are written anew.

use std::borrow::Cow;

use crate::compose::compose;
use crate::disguise;
use crate::invisible::{InvisibleCounter, is_invisible};
use crate::kind::Kind;
use crate::look::{LIGHT, Look};
use crate::lookalikes::unstyled;
use crate::spaced;

/// A text made plain, and the buffers for the next one.
#[derive(Default, Debug)]
pub(crate) struct Plain {
    pub(crate) text: String,
    letters: Vec<Letter>,
    /// Where the plain text and the original get out of step: a byte of the one, and that of the other.
    steps: Vec<(usize, usize)>,
}

/// What was found of tricks in one text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Tricks {
    /// Characters that show nothing and have no business where they stand.
    pub(crate) invisible: u64,
    /// Words written in letters that only look like ordinary ones, or letter by letter.
    pub(crate) disguised: u64,
}

/// A character of the text on its way to being plain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    pub(crate) c: char,
    /// The byte of the original at which it stands.
    pub(crate) at: usize,
    /// Whether marks were taken off it.
    pub(crate) stained: bool,
    /// Whether it begins a word that was written letter by letter.
    pub(crate) joined: bool,
    /// Whether it is a framed letter that a selector makes an emoji, such as 🅰️.
    pub(crate) emoji: bool,
}

impl Letter {
    fn at(at: usize, c: char) -> Letter {
        Letter { c, at, stained: false, joined: false, emoji: false }
    }

    /// Whether it belongs to a word: a letter, a digit, a mark, or a letter in a frame.
    pub(crate) fn is_of_word(&self) -> bool {
        !self.emoji && Kind::of(self.c).has(OF_WORD)
    }
}

/// What words are made of.
pub(crate) const OF_WORD: Kind = Kind::ALPHANUMERIC.or(Kind::MARK).or(Kind::STYLED);

/// More marks than this on one letter are decoration; Vietnamese needs two, Hebrew three of its own.
const MOST_MARKS: usize = 2;

/// The stroke that makes an Arabic word longer on the line, or a sign for a short vowel or a doubled letter, which most people
/// leave out: the word is the same without them.
pub(crate) fn is_arabic_extra(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// The text as a reader sees it: invisible characters out of place are gone, letters that only look like ordinary
/// ones are ordinary, accents are part of their letters.
///
/// The signals are those of this text. Takes time in proportion to the text; a text that is plain is not copied, and
/// making plain twice changes nothing more.
///
/// ```
/// assert_eq!(ssi_text::plain("𝗚𝗿𝗲𝗮𝘁 po\u{200b}st, g r e a t"), "Great post, great");
/// assert_eq!(ssi_text::plain("Спасибо, naïve 日本"), "Спасибо, naïve 日本");
/// ```
pub fn plain(text: &str) -> Cow<'_, str> {
    let mut plain = Plain::default();
    if plain.make(text).is_some() { Cow::Owned(plain.text) } else { Cow::Borrowed(text) }
}

impl Plain {
    /// Makes a text plain; `None`, and nothing is written, where it is so already.
    pub(crate) fn make(&mut self, text: &str) -> Option<Tricks> {
        let look = Look::at(text)?;
        if look.lightly {
            self.write_lightly(text);
            return Some(Tricks::default());
        }
        Some(self.make_anew(text, look.east_asian))
    }

    /// Makes a text plain, letter by letter and word by word.
    pub(crate) fn make_anew(&mut self, text: &str, east_asian: bool) -> Tricks {
        self.letters.clear();
        let invisible = take_out_invisible(text, &mut self.letters);
        disguise::take_off_one_accent(&mut self.letters);
        spaced::join(&mut self.letters);
        let disguised = disguise::take_off(&mut self.letters, east_asian);
        self.write(text.len());
        Tricks { invisible, disguised }
    }

    /// The byte of the original for a byte of the plain text.
    pub(crate) fn original(&self, at: usize) -> usize {
        let before = self.steps.partition_point(|&(plain, _)| plain <= at);
        before.checked_sub(1).map_or(at, |last| at - self.steps[last].0 + self.steps[last].1)
    }

    /// Copies the text without Arabic strokes and signs, and with wide letters made ordinary.
    fn write_lightly(&mut self, text: &str) {
        self.text.clear();
        self.steps.clear();
        let (mut from, mut ahead) = (0, 0);
        let mut rest = text.char_indices().filter(|(_, c)| Kind::of(*c).has(LIGHT));
        loop {
            let (to, letter) = rest.next().map_or((text.len(), None), |(at, c)| (at, Some(c)));
            let ordinary = letter.and_then(unstyled).map(|(c, _)| c);
            if from < to || ordinary.is_some() {
                let step = from - self.text.len();
                if step != ahead {
                    self.steps.push((self.text.len(), from));
                    ahead = step;
                }
            }
            self.text.push_str(&text[from..to]);
            self.text.extend(ordinary);
            let Some(letter) = letter else { break };
            from = to + letter.len_utf8();
        }
        self.steps.push((self.text.len(), text.len()));
    }

    /// Writes the letters down, each with its accent.
    fn write(&mut self, original_length: usize) {
        self.text.clear();
        self.steps.clear();
        let mut ahead = 0;
        let mut letters = self.letters.iter().copied().peekable();
        while let Some(mut letter) = letters.next() {
            while let Some(c) =
                letters.peek().filter(|mark| composes(mark.c)).and_then(|mark| compose(letter.c, mark.c))
            {
                letter.c = c;
                letters.next();
            }
            let step = letter.at.wrapping_sub(self.text.len());
            if step != ahead {
                self.steps.push((self.text.len(), letter.at));
                ahead = step;
            }
            self.text.push(letter.c);
        }
        self.steps.push((self.text.len(), original_length));
    }
}

/// Copies the characters of the text without what is invisible and out of place, and without decoration; returns how
/// many were invisible. A character that shows an empty place is a space.
fn take_out_invisible(text: &str, letters: &mut Vec<Letter>) -> u64 {
    let mut invisible = InvisibleCounter::default();
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        if invisible.step(c) {
            let after_space = letters.last().is_none_or(|last| last.c.is_whitespace());
            if is_empty_place(c) && !after_space {
                letters.push(Letter::at(at, ' '));
            }
            continue;
        }
        if is_arabic_extra(c) {
            continue;
        }
        let kind = Kind::of(c);
        marks = if kind.has(Kind::MARK) { marks + 1 } else { 0 };
        if marks > MOST_MARKS || marks > 0 && is_drawn_over(c) {
            // All marks of the letter go: which of them belong to the word cannot be told.
            while letters.len() > 1 && letters.last().is_some_and(|last| is_mark(last.c)) {
                letters.pop();
            }
            if let Some(last) = letters.last_mut() {
                last.stained = true;
                continue;
            }
        }
        if c == '\u{fe0f}'
            && let Some(last) = letters.last_mut().filter(|last| unstyled(last.c).is_some())
        {
            last.emoji = true;
        }
        letters.push(Letter::at(at, c));
    }
    invisible.count
}

/// Whether it may become one character with the letter before it.
fn composes(c: char) -> bool {
    Kind::of(c).has(Kind::MARK.or(Kind::COMPOSES))
}

/// Whether an invisible character is as wide as a letter: blank Braille and the Hangul fillers.
fn is_empty_place(c: char) -> bool {
    is_invisible(c) && matches!(c, '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

/// Whether the character is a mark for letters of any alphabet; marks of one script only (vowel signs) are not.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20e2}' | '\u{20e4}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether the mark strikes through, underlines or encloses.
fn is_drawn_over(c: char) -> bool {
    matches!(c, '\u{305}' | '\u{332}'..='\u{338}' | '\u{33f}' | '\u{347}' | '\u{20d2}'..='\u{20d3}'
        | '\u{20dd}'..='\u{20e2}' | '\u{20e4}'..='\u{20ef}')
}
