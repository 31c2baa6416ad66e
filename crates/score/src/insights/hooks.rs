//! How a post begins: what stands in its first sentence decides who reads the second.

use ssi_text::{Analyzer, Language, Scratch, Want, sentences, signal};

/// The opening of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hook {
    /// It asks.
    Question,
    /// It has a number in it.
    Number,
    /// It names somebody or something, or the writer speaks of "I" or "we".
    Story,
    /// It is a plain sentence of at least four words.
    Claim,
    /// Anything else: a heading, a shout, a row of hashtags.
    Other,
}

impl Hook {
    /// Every hook in the order of reports, with what it is called.
    pub(super) const ALL: [(Self, &'static str); 5] = [
        (Self::Question, "a question"),
        (Self::Number, "a number"),
        (Self::Story, "a name or an I"),
        (Self::Claim, "a claim"),
        (Self::Other, "something else"),
    ];
}

const READ: [&str; 6] = ["words", "questions", "numbers", "names", "first_person", "ends_with_punctuation"];
/// Reads hooks off texts.
pub(super) struct Hooks(Analyzer);

impl Hooks {
    pub(super) fn new() -> Self {
        let wanted = READ.map(|id| Want::Signal(signal(id).expect("a signal of the list")));
        Self(Analyzer::new(&wanted, &[]))
    }

    /// The hook of a text in some language: of its first sentence, which a line break ends too. `None` where there is no word.
    pub(super) fn of(&self, text: &str, language: Option<Language>, scratch: &mut Scratch) -> Option<Hook> {
        let mut row = [0.0; READ.len()];
        // A sentence that is only a link has no word of its own.
        let first = sentences(text).find(|sentence| {
            self.0.row_as(sentence, language, scratch, &mut row);
            row[0] > 0.0
        });
        first?;
        let [words, questions, numbers, names, first_person, ends] = row;
        Some(if questions > 0.0 {
            Hook::Question
        } else if numbers > 0.0 {
            Hook::Number
        // Where nobody can tell names, as in German, there is no data and none is taken for one.
        } else if first_person > 0.0 || names > 0.0 {
            Hook::Story
        } else if ends > 0.0 && words >= 4.0 {
            Hook::Claim
        } else {
            Hook::Other
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Hook>) {
        check_as(text, None, expected);
    }

    #[track_caller]
    fn check_as(text: &str, language: Option<Language>, expected: Option<Hook>) {
        assert_eq!(Hooks::new().of(text, language, &mut Scratch::default()), expected, "{text:?}");
    }

    #[test]
    fn the_first_sentence_decides() {
        check("Is that net of churn? We think so.", Some(Hook::Question));
        check("\r\n  Why?\r\nBecause of 14 sites.", Some(Hook::Question));
        check("14 of 60 renewals were lost. Why?", Some(Hook::Number));
        check("Last week Maria Lopez counted the pallets.", Some(Hook::Story));
        check("I was wrong.", Some(Hook::Story));
        check("Ich lag falsch.", Some(Hook::Story));
        check("Halle Ost verkauft Maschinen.", Some(Hook::Story));
        check_as("Halle Ost verkauft Maschinen.", Some(Language::German), Some(Hook::Claim));
        check("Der Bericht liegt noch auf dem Tisch.", Some(Hook::Claim));
        check("Forecasts lean before anybody touches them. I checked 14.", Some(Hook::Claim));
        check("Big news!", Some(Hook::Other));
        check("What the planners read\nIn 2026 I asked.", Some(Hook::Other));
        check("#planning #freight", Some(Hook::Other));
        check("https://a.example/b\nWe asked.", Some(Hook::Story));
        check("", None);
        check("🎉🎉", None);
        check("https://a.example/b", None);
    }
}
