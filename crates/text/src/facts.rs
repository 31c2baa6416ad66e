//! From what was counted to the value of a signal.

use crate::again::Again;
use crate::characters::CharacterFacts;
use crate::clusters::ClusterFacts;
use crate::language::{Language, Languages};
use crate::lengths::{self, Unspaced};
use crate::letters::Letters;
use crate::lexicon::Lexicon;
use crate::lines::LineFacts;
use crate::needs::Needs;
use crate::phrases::Tally;
use crate::plain::Tricks;
use crate::script::Script;
use crate::table::Measure;
use crate::telling::Tongue;
use crate::words::WordFacts;

/// All that was counted in one text; what was not asked for is 0.
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
    /// The value of a signal.
    pub(crate) fn value(&self, measure: Measure) -> f64 {
        if self.is_defined(measure) { self.count(measure) } else { f64::NAN }
    }

    /// Whether the signal means something in the script and the language of the text.
    fn is_defined(&self, measure: Measure) -> bool {
        let script = self.letters.script;
        match measure {
            Measure::MeanWordLength | Measure::LongestWord | Measure::LongWords | Measure::LongWordShare => {
                !script.is_unspaced()
            }
            Measure::Sentences
            | Measure::MeanSentenceLength
            | Measure::LongestSentence
            | Measure::SentenceLengthSpread
            | Measure::EndsWithPunctuation
            | Measure::PunctuatedLineShare => script != Script::SoutheastAsian,
            Measure::Syllables
            | Measure::MeanSyllables
            | Measure::Polysyllables
            | Measure::ReadingEase
            | Measure::GradeLevel
            | Measure::Fog
            | Measure::Smog
            | Measure::AutomatedGrade
            | Measure::ColemanLiau
            | Measure::Lix => matches!(script, Script::Latin | Script::None),
            Measure::Names => {
                self.letters.has_capitals() && self.tongue.told.language != Some(Language::German)
            }
            Measure::PreciseWords => self.words.words == 0 || self.is_told_english(),
            Measure::MovingDistinctShare => !script.is_unspaced(),
            Measure::Catchwords | Measure::ProseShare => self.words.words == 0 || self.catchwords.is_some(),
            Measure::StartsSmall => self.letters.has_capitals(),
            Measure::ContentWords
            | Measure::DistinctContentWords
            | Measure::Vocabulary
            | Measure::StopWordShare
            | Measure::RepeatedWordShare => self.has(Lexicon::Stop as usize),
            _ => Needs::lexicon(measure).is_none_or(|lexicon| self.has(lexicon as usize)),
        }
    }

    fn count(&self, measure: Measure) -> f64 {
        let words = &self.words;
        let sentences = words.sentences.count;
        match measure {
            Measure::Characters => self.text_characters as f64,
            Measure::Graphemes => self.text_graphemes as f64,
            Measure::Words => words.words as f64,
            Measure::Sentences => sentences as f64,
            Measure::Lines => self.lines.lines as f64,
            Measure::LineBreaks => self.lines.breaks as f64,
            Measure::Paragraphs => self.lines.paragraphs as f64,
            Measure::ListLines => self.lines.list_lines as f64,

            Measure::MeanWordLength => per(words.letters, words.words),
            Measure::LongestWord => words.longest as f64,
            Measure::LongWords => words.long as f64,
            Measure::LongWordShare => per(words.long, words.words),
            Measure::LengthInWords => self.length(),
            Measure::MeanSentenceLength => per(words.words, sentences) * self.length_a_word(),
            Measure::LongestSentence => words.sentences.longest as f64 * self.length_a_word(),
            Measure::SentenceLengthSpread => self.sentence_length_spread() * self.length_a_word(),

            Measure::Syllables => self.syllables() as f64,
            Measure::MeanSyllables => per(self.syllables(), words.words),
            Measure::Polysyllables => self.polysyllables() as f64,
            Measure::ReadingEase
            | Measure::GradeLevel
            | Measure::Fog
            | Measure::Smog
            | Measure::AutomatedGrade
            | Measure::ColemanLiau
            | Measure::Lix => self.readability(measure),

            Measure::DistinctWords if self.again.a_word == 1 => self.again.distinct_words as f64,
            Measure::DistinctWords => self.distinct_share() * self.length(),
            Measure::DistinctShare => self.distinct_share(),
            Measure::MovingDistinctShare => self.again.moving_distinct_share,
            Measure::ContentWords => self.content_words(),
            Measure::Vocabulary if self.is_told_english() => self.again.known_words as f64,
            Measure::Vocabulary | Measure::DistinctContentWords => self.distinct_content(),
            Measure::PreciseWords => self.again.precise_words as f64,
            Measure::StopWordShare => per(self.functions.words, words.words),
            Measure::Language => self.tongue.told.language.map_or(0.0, |l| f64::from(l as u8 + 1)),
            Measure::NonLatinShare => per(self.characters.non_latin, self.characters.letters),
            Measure::Names => words.names as f64,
            Measure::Numbers => words.numbers as f64,
            Measure::AllCapsWords => words.all_caps as f64,

            Measure::RepeatedWordShare => per(self.again.repeated_words, self.again.content),
            Measure::RepeatedBigramShare => per(self.again.repeated_bigrams, self.runs(2)),
            Measure::RepeatedTrigramShare => per(self.again.repeated_trigrams, self.runs(3)),
            Measure::RepeatedLineShare => per(self.repeated_lines, self.lines.lines),
            Measure::RepeatedSentenceShare => per(self.repeated_sentences, sentences),
            Measure::SimilarityHash => self.similarity as f64,

            Measure::Catchwords => self.catchwords.unwrap_or(0) as f64,
            Measure::ProseShare => per(words.words - self.catchwords.unwrap_or(0), words.words),

            Measure::CauseConnectives => self.hits(Lexicon::Cause),
            Measure::ContrastConnectives => self.hits(Lexicon::Contrast),
            Measure::ExampleConnectives => self.hits(Lexicon::Example),
            Measure::Hedges => self.hits(Lexicon::Hedge),
            Measure::Absolutes => self.hits(Lexicon::Absolute),
            Measure::FirstPerson => self.hits(Lexicon::FirstPerson),
            Measure::SecondPerson => self.hits(Lexicon::SecondPerson),
            Measure::Additions => self.hits(Lexicon::Addition),
            Measure::Conditions => self.hits(Lexicon::Condition),
            Measure::Comparisons => self.hits(Lexicon::Comparison),
            Measure::Sequences => self.hits(Lexicon::Sequence),
            Measure::Suggestions => self.hits(Lexicon::Suggestion),
            Measure::EvidenceWords => self.hits(Lexicon::Evidence),
            Measure::PoliteWords => self.hits(Lexicon::Polite),
            Measure::HostileWords => self.hits(Lexicon::Hostile),
            Measure::EmphasisWords => self.hits(Lexicon::Emphasis),
            Measure::SelfWords => self.hits(Lexicon::Oneself),
            Measure::Negations => self.hits(Lexicon::Negation),
            Measure::RelationWords => self.hits(Lexicon::Relation),

            Measure::Questions => self.characters.questions as f64,
            Measure::Exclamations => self.characters.exclamations as f64,
            Measure::Ellipses => self.characters.ellipses as f64,
            Measure::StartsSmall => f64::from(u8::from(self.words.starts_small)),
            Measure::EndsWithPunctuation => f64::from(u8::from(self.ends_sentence)),
            Measure::PunctuatedLineShare => per(self.lines.punctuated, self.lines.lines),
            Measure::QuotedShare => per(self.lines.quoted, self.characters.count),
            Measure::SymbolShare => per(self.clusters.symbols, self.clusters.graphemes),
            Measure::CapitalsShare => {
                let cased = self.characters.capitals + self.characters.small;
                if cased == 0 && self.characters.letters > 0 {
                    f64::NAN
                } else {
                    per(self.characters.capitals, cased)
                }
            }
            Measure::Invisible => self.tricks.invisible as f64,
            Measure::DisguisedWords => self.tricks.disguised as f64,
            Measure::DisguisedShare => per(self.tricks.disguised, words.words).min(1.0),

            Measure::Links => self.links as f64,
            Measure::Hashtags => self.hashtags as f64,
            Measure::Mentions => self.mentions as f64,
            Measure::Emoji => self.clusters.emoji as f64,
            Measure::EmojiShare => per(self.clusters.emoji, self.clusters.graphemes - self.clusters.blank),
            Measure::LongestEmojiRun => self.clusters.longest_emoji_run as f64,
        }
    }

    /// How often phrases of a list of the caller were found.
    pub(crate) fn phrase_hits(&self, list: usize) -> f64 {
        self.tally(Lexicon::ALL.len() + list, |tally| tally.hits as f64)
    }

    /// The share of the words inside phrases of a list of the caller.
    pub(crate) fn phrase_coverage(&self, list: usize) -> f64 {
        self.tally(Lexicon::ALL.len() + list, |tally| per(tally.words, self.words.words))
    }

    /// The published formulas; each is 0 where there is no word.
    fn readability(&self, measure: Measure) -> f64 {
        let (words, sentences) = (self.words.words, self.words.sentences.count);
        if words == 0 {
            return 0.0;
        }
        let words_a_sentence = per(words, sentences);
        let syllables_a_word = per(self.syllables(), words);
        let letters_a_word = per(self.words.letters, words);
        match measure {
            Measure::ReadingEase => 206.835 - 1.015 * words_a_sentence - 84.6 * syllables_a_word,
            Measure::GradeLevel => 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59,
            Measure::Fog => 0.4 * (words_a_sentence + 100.0 * per(self.polysyllables(), words)),
            Measure::Smog => 3.1291 + 1.0430 * per(30 * self.polysyllables(), sentences).sqrt(),
            Measure::AutomatedGrade => 4.71 * letters_a_word + 0.5 * words_a_sentence - 21.43,
            Measure::ColemanLiau => 5.88 * letters_a_word - 29.6 * per(sentences, words) - 15.8,
            _ => words_a_sentence + 100.0 * per(self.words.long, words),
        }
    }

    /// Standard deviation of the whole population, from integers, so that the order of sentences is no matter.
    fn sentence_length_spread(&self) -> f64 {
        let (words, sentences) = (u128::from(self.words.words), u128::from(self.words.sentences.count));
        let scaled = (sentences * self.words.sentences.squares).saturating_sub(words * words);
        if sentences == 0 { 0.0 } else { (scaled as f64).sqrt() / sentences as f64 }
    }

    fn syllables(&self) -> u64 {
        let syllables = &self.words.syllables;
        if self.is_english() { syllables.english } else { syllables.other }
    }

    fn polysyllables(&self) -> u64 {
        let syllables = &self.words.syllables;
        if self.is_english() { syllables.english_poly } else { syllables.other_poly }
    }

    /// Also where the language is not known, as most texts are.
    fn is_english(&self) -> bool {
        self.tongue.told.language.is_none_or(|language| language == Language::English)
    }

    /// Length in words as a reader counts them.
    fn length(&self) -> f64 {
        lengths::in_words(self.words.words, self.unspaced, &self.letters)
    }

    /// Words as a reader counts them for one of UAX #29: 1, and less in a script without spaces.
    fn length_a_word(&self) -> f64 {
        if self.unspaced.words == 0 { 1.0 } else { self.length() / self.words.words as f64 }
    }

    /// How many runs of so many words there are.
    fn runs(&self, words: u64) -> u64 {
        (self.words.words + 1).saturating_sub(words * self.again.a_word)
    }

    fn distinct_share(&self) -> f64 {
        per(self.again.distinct_words, self.runs(1))
    }

    fn content_words(&self) -> f64 {
        let unspaced = self.unspaced.without(self.functions.unspaced);
        lengths::in_words(self.words.words - self.functions.words, unspaced, &self.letters)
    }

    /// Content words, those left out that were said before.
    fn distinct_content(&self) -> f64 {
        self.content_words() * per(self.again.content - self.again.repeated_words, self.again.content)
    }

    /// Whether an English dictionary may judge the words.
    fn is_told_english(&self) -> bool {
        self.tongue.told.language == Some(Language::English)
    }

    fn hits(&self, lexicon: Lexicon) -> f64 {
        self.tallies[lexicon as usize].hits as f64
    }

    /// What was found of a list; no data where the text's languages lack the list.
    fn tally(&self, list: usize, value: impl Fn(&Tally) -> f64) -> f64 {
        if self.has(list) { value(&self.tallies[list]) } else { f64::NAN }
    }

    /// Whether there is such a list for the text's languages; a text without a word needs none.
    fn has(&self, list: usize) -> bool {
        self.words.words == 0 || self.scopes[list].meets(self.tongue.lists.of_text())
    }
}

/// A mean or a share; of nothing it is 0.
fn per(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
