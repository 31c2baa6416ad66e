//! The published formulas; each is 0 where there is no word.

use super::syllables::{in_english, in_other};
use super::words::Word;
use super::{Reading, per};

impl Reading {
    fn syllables_of(&self, word: &Word) -> usize {
        let english = self.tongue.language.is_none() || self.tongue.is_english();
        if english { in_english(&word.text) } else { in_other(&word.text) }
    }

    pub(super) fn syllables(&self) -> usize {
        self.words.iter().map(|word| self.syllables_of(word)).sum()
    }

    pub(super) fn polysyllables(&self) -> usize {
        self.words.iter().filter(|word| self.syllables_of(word) >= 3).count()
    }

    fn words_a_sentence(&self) -> f64 {
        per(self.words.len(), self.sentences().len())
    }

    fn or_zero(&self, value: f64) -> f64 {
        if self.words.is_empty() { 0.0 } else { value }
    }

    pub(super) fn reading_ease(&self) -> f64 {
        let syllables = per(self.syllables(), self.words.len());
        self.or_zero(206.835 - 1.015 * self.words_a_sentence() - 84.6 * syllables)
    }

    pub(super) fn grade_level(&self) -> f64 {
        let syllables = per(self.syllables(), self.words.len());
        self.or_zero(0.39 * self.words_a_sentence() + 11.8 * syllables - 15.59)
    }

    pub(super) fn fog(&self) -> f64 {
        let hard = per(self.polysyllables(), self.words.len());
        self.or_zero(0.4 * (self.words_a_sentence() + 100.0 * hard))
    }

    pub(super) fn smog(&self) -> f64 {
        self.or_zero(3.1291 + 1.0430 * per(30 * self.polysyllables(), self.sentences().len()).sqrt())
    }

    pub(super) fn automated_grade(&self) -> f64 {
        let letters = per(self.word_letters(), self.words.len());
        self.or_zero(4.71 * letters + 0.5 * self.words_a_sentence() - 21.43)
    }

    pub(super) fn coleman_liau(&self) -> f64 {
        let letters = per(self.word_letters(), self.words.len());
        let sentences = per(self.sentences().len(), self.words.len());
        self.or_zero(5.88 * letters - 29.6 * sentences - 15.8)
    }

    pub(super) fn lix(&self) -> f64 {
        self.or_zero(self.words_a_sentence() + 100.0 * per(self.long_words(), self.words.len()))
    }
}
