//! Case, script and punctuation: one pass over code points.

use crate::kind::Kind;
use crate::parts::{Part, parts};

/// What the code points of a text come to.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct CharacterFacts {
    pub(crate) count: u64,
    pub(crate) letters: u64,
    pub(crate) non_latin: u64,
    pub(crate) capitals: u64,
    pub(crate) small: u64,
    pub(crate) questions: u64,
    pub(crate) exclamations: u64,
    pub(crate) ellipses: u64,
}

/// Reads every code point of `prose` once.
pub(crate) fn read(prose: &str) -> CharacterFacts {
    let mut facts = CharacterFacts::default();
    let mut run = Run::default();
    for part in parts(prose) {
        match part {
            Part::Ascii(text) => facts.take_ascii(text, &mut run),
            Part::Others(text) => facts.take_others(text, &mut run),
        }
    }
    run.close(&mut facts);
    facts
}

impl CharacterFacts {
    fn take_ascii(&mut self, text: &str, run: &mut Run) {
        // Blocks without branches are counted many bytes at a time.
        for block in text.as_bytes().chunks(32) {
            let count = |is: fn(&u8) -> bool| block.iter().map(|byte| u8::from(is(byte))).sum::<u8>();
            let (capitals, small) = (count(u8::is_ascii_uppercase), count(u8::is_ascii_lowercase));
            self.count += block.len() as u64;
            self.letters += u64::from(capitals + small);
            self.capitals += u64::from(capitals);
            self.small += u64::from(small);
            if count(|byte| matches!(byte, b'.' | b'!' | b'?')) > 0 {
                for &byte in block {
                    run.step(char::from(byte), self);
                }
            } else {
                run.close(self);
            }
        }
    }

    fn take_others(&mut self, text: &str, run: &mut Run) {
        for c in text.chars() {
            let kind = Kind::of(c);
            let letter = kind.one(Kind::ALPHABETIC);
            self.count += 1;
            self.letters += letter;
            self.non_latin += letter & !kind.one(Kind::LATIN);
            self.capitals += letter & kind.one(Kind::UPPER);
            self.small += letter & kind.one(Kind::LOWER);
            if kind.has(Kind::TONE) || !matches!(run, Run::None) {
                run.step(c, self);
            }
        }
    }
}

/// Whether a letter belongs to the Latin script (blocks, not the Script property: exact for letters in use).
pub(crate) fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'ª' | 'º' | '\u{c0}'..='\u{2af}' | '\u{1d00}'..='\u{1d25}'
        | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab64}'
        | '\u{fb00}'..='\u{fb06}' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ')
}

/// The run of marks that the text is in.
#[derive(Default)]
enum Run {
    #[default]
    None,
    Marks {
        question: bool,
        exclamation: bool,
    },
    Dots {
        full_stops: u32,
        ellipsis: bool,
    },
}

impl Run {
    fn step(&mut self, c: char, facts: &mut CharacterFacts) {
        match (&mut *self, c) {
            (Run::None, 'a'..='z' | 'A'..='Z' | ' ') => {}
            (Run::Dots { full_stops, .. }, '.') => *full_stops += 1,
            (Run::Dots { ellipsis, .. }, '…' | '⋯') => *ellipsis = true,
            (_, '.' | '…' | '⋯') => {
                self.close(facts);
                *self = Run::Dots { full_stops: u32::from(c == '.'), ellipsis: c != '.' };
            }
            _ => match (&mut *self, marks(c)) {
                (Run::None, (false, false)) => {}
                (_, (false, false)) => self.close(facts),
                (Run::Marks { question, exclamation }, marks) => {
                    *question |= marks.0;
                    *exclamation |= marks.1;
                }
                (_, (question, exclamation)) => {
                    self.close(facts);
                    *self = Run::Marks { question, exclamation };
                }
            },
        }
    }

    fn close(&mut self, facts: &mut CharacterFacts) {
        match std::mem::take(self) {
            Run::None => {}
            Run::Marks { question, exclamation } => {
                facts.questions += u64::from(question);
                facts.exclamations += u64::from(exclamation);
            }
            Run::Dots { full_stops, ellipsis } => facts.ellipses += u64::from(ellipsis || full_stops >= 3),
        }
    }
}

/// Whether the character asks, and whether it exclaims.
pub(crate) fn marks(c: char) -> (bool, bool) {
    match c {
        '?' | '？' | '؟' | '\u{37e}' | '⁇' | '՞' | '፧' | '︖' | '﹖' => (true, false),
        '!' | '！' | '‼' | '՜' | '︕' | '﹗' => (false, true),
        '⁈' | '⁉' => (true, true),
        _ => (false, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, questions_exclamations_ellipses: (u64, u64, u64)) {
        let facts = read(text);
        let found = (facts.questions, facts.exclamations, facts.ellipses);
        assert_eq!(found, questions_exclamations_ellipses, "{text}");
    }

    #[test]
    fn a_run_counts_once() {
        check("Why??? Wow!!! What?! Hm...", (2, 2, 1));
        check("...? ..!", (1, 1, 1));
        check("…… ... .. .", (0, 0, 2));
        check("真的？太好了！ هل؟ ⁉", (3, 2, 0));
        check("1.5. ¿Qué? ¡Sí!", (1, 1, 0));
    }

    #[test]
    fn latin_letters_of_the_languages_we_read() {
        for c in "aZéÿßœŁșȘđẽếıǅﬁ".chars() {
            assert!(is_latin(c), "{c}");
        }
        for c in "яαعあ字한अ".chars() {
            assert!(!is_latin(c), "{c}");
        }
    }
}
