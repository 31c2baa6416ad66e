//! What each signal of a text is, by the obvious way: strings, vectors and maps, one walk over the text for each thing.
//!
//! Nothing here calls the crate, so that whatever makes the crate faster can be held against it. The rules are those of
//! the docs of each signal; the tables (letters that look alike, accents, scripts) are copies. Other tests may use it by
//! `#[path]`.

#![allow(dead_code, unused_imports, reason = "each test uses its own part of this one")]

mod accents;
mod catchwords;
mod content;
mod disguise;
mod emoji;
mod fold;
mod invisible;
mod language;
mod letters;
mod lines;
mod links;
mod lists;
mod lookalikes;
mod plain;
mod readability;
mod repetition;
mod signals;
mod signs;
mod spaced;
mod syllables;
mod vocabulary;
mod words;

pub(crate) use {
    content::{content, wording},
    lists::Phrases,
    plain::plain,
    repetition::{hash, pair},
};

use language::Tongue;
use letters::Letters;
use plain::Plain;
use words::Word;

/// One text, taken apart.
pub(crate) struct Reading {
    plain: Plain,
    links: usize,
    /// The plain text, each link replaced by a space.
    prose: String,
    words: Vec<Word>,
    letters: Letters,
    tongue: Tongue,
}

impl Reading {
    /// Reads a text; `hint` is the place of the language that its writer usually writes.
    pub(crate) fn of(text: &str, hint: Option<usize>) -> Reading {
        let plain = plain(text);
        let (prose, links) = links::take_out(&plain.text);
        let words = words::words(&prose);
        let letters = Letters::of(&prose);
        let tongue = Tongue::of(&letters, &words, hint);
        Reading { plain, links, prose, words, letters, tongue }
    }

    /// The place of the language that it is read in, and whether the text itself told.
    pub(crate) fn told(&self) -> (Option<usize>, bool) {
        (self.tongue.language, self.tongue.from_text)
    }
}

/// A mean or a share; of nothing it is 0.
fn per(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
