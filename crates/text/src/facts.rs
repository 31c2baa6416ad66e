//! What was counted in a text, and what follows from several counts.

use crate::again::Again;
use crate::characters::CharacterFacts;
use crate::clusters::ClusterFacts;
use crate::language::{Language, Languages};
use crate::lengths::{self, Unspaced};
use crate::letters::Letters;
use crate::lexicon::Lexicon;
use crate::lines::LineFacts;
use crate::phrase_table::Tally;
use crate::plain::Tricks;
use crate::telling::Tongue;
use crate::words::WordFacts;

/// All that was counted in one text; what was not asked for is 0. See [`values`](crate::values) for what comes of it.
pub(crate) struct Facts<'a> {
    pub(crate) text_characters: u64,
    pub(crate) text_graphemes: u64,
    pub(crate) tricks: Tricks,
    pub(crate) links: u64,
    pub(crate) hashtags: u64,
    pub(crate) mentions: u64,
    pub(crate) ends_sentence: bool,
    pub(crate) characters: CharacterFacts,
    pub(crate) clusters: ClusterFacts,
    pub(crate) lines: LineFacts,
    pub(crate) words: WordFacts,
    pub(crate) letters: Letters,
    pub(crate) tongue: Tongue,
    pub(crate) unspaced: Unspaced,
    pub(crate) functions: Functions,
    pub(crate) again: Again,
    pub(crate) repeated_lines: u64,
    pub(crate) repeated_sentences: u64,
    /// Words in lists of catchwords; `None` where a list cannot be told from prose.
    pub(crate) catchwords: Option<u64>,
    pub(crate) similarity: u64,
    /// The built-in lists, then the caller's.
    pub(crate) tallies: &'a [Tally],
    /// The languages that have each of them.
    pub(crate) scopes: &'a [Languages],
}

/// The function words of the text's language.
#[derive(Clone, Copy, Default)]
pub(crate) struct Functions {
    pub(crate) words: u64,
    /// Those among them that are written without spaces.
    pub(crate) unspaced: Unspaced,
}

impl Facts<'_> {
    /// How often phrases of a list of the caller were found.
    pub(crate) fn phrase_hits(&self, list: usize) -> f64 {
        self.tally(Lexicon::ALL.len() + list, |tally| number(tally.hits))
    }

    /// The share of the words inside phrases of a list of the caller.
    pub(crate) fn phrase_coverage(&self, list: usize) -> f64 {
        self.tally(Lexicon::ALL.len() + list, |tally| per(tally.words, self.words.words))
    }

    /// Standard deviation of the whole population, from integers, so that the order of sentences is no matter.
    pub(crate) fn sentence_length_spread(&self) -> f64 {
        let (words, sentences) = (u128::from(self.words.words), u128::from(self.words.sentences.count));
        let scaled = (sentences * self.words.sentences.squares).saturating_sub(words * words);
        if sentences == 0 { 0.0 } else { (scaled as f64).sqrt() / sentences as f64 }
    }

    pub(crate) fn syllables(&self) -> u64 {
        let syllables = &self.words.syllables;
        if self.is_english() { syllables.english } else { syllables.other }
    }

    pub(crate) fn polysyllables(&self) -> u64 {
        let syllables = &self.words.syllables;
        if self.is_english() { syllables.english_poly } else { syllables.other_poly }
    }

    /// Also where the language is not known, as most texts are.
    fn is_english(&self) -> bool {
        self.tongue.told.language.is_none_or(|language| language == Language::English)
    }

    /// Length in words as a reader counts them.
    pub(crate) fn length(&self) -> f64 {
        lengths::in_words(self.words.words, self.unspaced, &self.letters)
    }

    /// Words as a reader counts them for one of UAX #29: 1, and less in a script without spaces.
    pub(crate) fn length_a_word(&self) -> f64 {
        if self.unspaced.words == 0 { 1.0 } else { self.length() / self.words.words as f64 }
    }

    /// How many runs of so many words there are.
    pub(crate) fn runs(&self, words: u64) -> u64 {
        (self.words.words + 1).saturating_sub(words * self.again.a_word)
    }

    pub(crate) fn distinct_share(&self) -> f64 {
        per(self.again.distinct_words, self.runs(1))
    }

    pub(crate) fn content_words(&self) -> f64 {
        let unspaced = self.unspaced.without(self.functions.unspaced);
        lengths::in_words(self.words.words - self.functions.words, unspaced, &self.letters)
    }

    /// Content words, those left out that were said before.
    pub(crate) fn distinct_content(&self) -> f64 {
        self.content_words() * per(self.again.content - self.again.repeated_words, self.again.content)
    }

    /// Whether an English dictionary may judge the words.
    pub(crate) fn is_told_english(&self) -> bool {
        self.tongue.told.language == Some(Language::English)
    }

    /// How often phrases of a built-in list were found; 0 where none was sought.
    pub(crate) fn hits(&self, lexicon: Lexicon) -> f64 {
        self.tallies.get(lexicon as usize).map_or(0.0, |tally| number(tally.hits))
    }

    /// What was found of a list; no data where the text's languages lack the list.
    fn tally(&self, list: usize, value: impl Fn(&Tally) -> f64) -> f64 {
        if self.has(list) { value(&self.tallies[list]) } else { f64::NAN }
    }

    /// Whether there is such a list for the text's languages; a text without a word needs none.
    pub(crate) fn has(&self, list: usize) -> bool {
        self.words.words == 0 || self.scopes[list].meets(self.tongue.lists.of_text())
    }
}

/// A mean or a share; of nothing it is 0.
pub(crate) fn per(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// A count as a number. Counts have a sign to spare, and numbers with one are converted by one instruction.
pub(crate) fn number(count: u64) -> f64 {
    count.cast_signed() as f64
}
