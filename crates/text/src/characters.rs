//! Case, script and punctuation: one pass over code points.

use crate::kind::Kind;

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
    for c in prose.chars() {
        facts.count += 1;
        let kind = Kind::of(c);
        let letter = kind.has(Kind::ALPHABETIC);
        facts.letters += u64::from(letter);
        facts.non_latin += u64::from(letter && !kind.has(Kind::LATIN));
        facts.capitals += u64::from(letter && kind.has(Kind::UPPER));
        facts.small += u64::from(letter && kind.has(Kind::LOWER));
        if kind.has(Kind::TONE) || !matches!(run, Run::None) {
            run.step(c, &mut facts);
        }
    }
    run.close(&mut facts);
    facts
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
