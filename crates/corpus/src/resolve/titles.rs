//! Seniority from job titles, in fourteen languages.

mod lists;
mod plain;

use std::sync::LazyLock;

use lists::{Meaning, Phrases};
use plain::{Plain, Script};

/// The level from which a title counts as a decision maker's.
pub const DECIDES: u8 = 3;

static PHRASES: LazyLock<Phrases> = LazyLock::new(Phrases::built_in);

/// The level of a title: 0 other, 1 lead or senior, 2 manager or head, 3 director or vice president, 4 chief, founder, owner.
///
/// An empty or unknown title is 0. Case, accents and punctuation do not matter; of several phrases at one place the longest
/// counts, so that a vice president is no president. Words are those of `crates/corpus/lists/titles`.
pub fn seniority(title: &str) -> u8 {
    let phrases = &*PHRASES;
    let title = Plain::new(title);
    if let Some(level) = phrases.alone(title.text()) {
        return level;
    }
    let mut levels = Levels::default();
    let mut at = 0;
    while let Some(word) = title.words().get(at) {
        if word.apart {
            levels.settle();
        }
        match phrases.at(&title, at) {
            // Within a run the end decides, too: whoever serves is named there.
            Some((1, _)) | None if word.script == Script::Dense => run(phrases, title.word(at), &mut levels),
            Some((_, Meaning::SomebodyElse)) => break,
            Some((words, meaning)) => {
                levels.found(meaning);
                at += words;
                continue;
            }
            None => levels.found(Meaning::Level(phrases.end_of(title.word(at)).unwrap_or(0))),
        }
        at += 1;
    }
    levels.settle();
    levels.highest
}

/// Levels found so far.
#[derive(Default)]
struct Levels {
    highest: u8,
    /// Of the phrases right before this place: whoever serves may still take them away.
    last: u8,
}

impl Levels {
    fn found(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Level(0) | Meaning::SomebodyElse => self.settle(),
            Meaning::Level(level) => self.last = self.last.max(level),
            Meaning::Servant => self.last = 0,
        }
    }

    fn settle(&mut self) {
        self.highest = self.highest.max(self.last);
        self.last = 0;
    }
}

/// Reads a run of a script without spaces, its longest phrases first.
fn run(phrases: &Phrases, mut rest: &str, levels: &mut Levels) {
    while let Some(first) = rest.chars().next() {
        let (end, meaning) = phrases.opening(rest).unwrap_or((first.len_utf8(), Meaning::Level(0)));
        levels.found(meaning);
        rest = &rest[end..];
    }
}
