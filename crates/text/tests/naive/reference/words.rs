//! The words of a text, each with what can be seen of it, and its sentences.

use unicode_segmentation::UnicodeSegmentation;

use super::Reading;
use super::fold::fold;
use super::letters::Script;

/// A word of the text.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) folded: String,
    /// Where it begins and ends in the prose.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number of its sentence among all sentences, also those without a word.
    pub(super) sentence: usize,
}

pub(super) fn words(prose: &str) -> Vec<Word> {
    let starts: Vec<usize> = prose.split_sentence_bound_indices().map(|(at, _)| at).collect();
    let words = prose.unicode_word_indices();
    let word = |(start, text): (usize, &str)| Word {
        text: text.to_owned(),
        folded: fold(text),
        start,
        end: start + text.len(),
        sentence: starts.partition_point(|at| *at <= start),
    };
    words.map(word).collect()
}

impl Word {
    /// Letters and digits.
    pub(super) fn letters(&self) -> usize {
        self.text.chars().filter(|c| c.is_alphanumeric()).count()
    }

    fn first(&self) -> char {
        self.text.chars().find(|c| c.is_alphanumeric()).unwrap()
    }

    fn is_number(&self) -> bool {
        self.first().is_numeric()
    }

    fn shouts(&self) -> bool {
        let capitals = self.text.chars().filter(|c| c.is_uppercase()).count();
        capitals >= 2 && !self.text.chars().any(char::is_lowercase)
    }

    /// A capital and then, past its accents, a small letter.
    pub(super) fn is_capitalised(&self) -> bool {
        let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
        let mut chars = self.text.chars().skip_while(|c| !c.is_alphanumeric());
        chars.next().is_some_and(char::is_uppercase)
            && chars.find(|c| !is_accent(c)).is_some_and(char::is_lowercase)
    }

    /// Whether it is written without spaces around it.
    pub(super) fn is_unspaced(&self) -> bool {
        Script::of(self.text.chars().next().unwrap()).is_unspaced()
    }
}

impl Reading {
    /// How many words a reader counts in these.
    pub(super) fn length<'a>(&self, words: impl Iterator<Item = &'a Word>) -> f64 {
        let (mut spaced, mut letters) = (0, 0);
        for word in words {
            if self.letters.has_unspaced && word.is_unspaced() {
                letters += word.letters().clamp(1, 255);
            } else {
                spaced += 1;
            }
        }
        f64::from(spaced) + letters as f64 / self.letters.a_word
    }

    /// How many words each sentence has.
    pub(super) fn sentences(&self) -> Vec<usize> {
        self.words.chunk_by(|a, b| a.sentence == b.sentence).map(<[Word]>::len).collect()
    }

    /// How much of a word one of UAX #29 is.
    fn length_a_word(&self) -> f64 {
        let unspaced = self.letters.has_unspaced && self.words.iter().any(Word::is_unspaced);
        if unspaced { self.length(self.words.iter()) / self.words.len() as f64 } else { 1.0 }
    }

    pub(super) fn mean_sentence_length(&self) -> f64 {
        super::per(self.words.len(), self.sentences().len()) * self.length_a_word()
    }

    pub(super) fn longest_sentence(&self) -> f64 {
        self.sentences().into_iter().max().unwrap_or(0) as f64 * self.length_a_word()
    }

    /// The standard deviation as n Σx² - (Σx)² gives it.
    pub(super) fn sentence_length_spread(&self) -> f64 {
        let sizes = self.sentences();
        let (n, sum): (usize, usize) = (sizes.len(), sizes.iter().sum());
        let squares: usize = sizes.iter().map(|size| size * size).sum();
        let spread = if n == 0 { 0.0 } else { ((n * squares - sum * sum) as f64).sqrt() / n as f64 };
        spread * self.length_a_word()
    }

    pub(super) fn numbers(&self) -> usize {
        self.words.iter().filter(|word| word.is_number()).count()
    }

    pub(super) fn all_caps(&self) -> usize {
        self.words.iter().filter(|word| word.shouts()).count()
    }

    pub(super) fn names(&self) -> usize {
        let sentences = self.words.chunk_by(|a, b| a.sentence == b.sentence);
        sentences.flat_map(|sentence| &sentence[1..]).filter(|word| word.is_capitalised()).count()
    }

    /// Whether the first word that is no number begins with a small letter; a small Roman numeral is both.
    pub(super) fn starts_small(&self) -> bool {
        let numbers = self.words.iter().take_while(|word| word.is_number()).count();
        self.words.iter().take(numbers + 1).any(|word| word.first().is_lowercase())
    }

    pub(super) fn word_letters(&self) -> usize {
        self.words.iter().map(Word::letters).sum()
    }

    pub(super) fn long_words(&self) -> usize {
        self.words.iter().filter(|word| word.letters() > 6).count()
    }
}
