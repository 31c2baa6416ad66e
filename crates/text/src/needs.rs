//! Which passes a signal needs, so that nothing runs that nobody asked for.

use std::ops::BitOr;

use crate::lexicon::Lexicon;
use crate::table::Measure;

/// A set of passes over a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Needs(u32);

impl Needs {
    pub(crate) const NONE: Needs = Needs(0);
    /// The links, and the prose without them: before all that follow.
    pub(crate) const PROSE: Needs = Needs(1);
    pub(crate) const CHARACTERS: Needs = Needs(1 << 1 | Needs::PROSE.0);
    pub(crate) const CLUSTERS: Needs = Needs(1 << 2 | Needs::PROSE.0);
    pub(crate) const LINES: Needs = Needs(1 << 3 | Needs::PROSE.0);
    pub(crate) const MARKS: Needs = Needs(1 << 4 | Needs::PROSE.0);
    pub(crate) const ENDING: Needs = Needs(1 << 5 | Needs::PROSE.0);
    pub(crate) const WORDS: Needs = Needs(1 << 6 | Needs::PROSE.0);
    pub(crate) const SHAPES: Needs = Needs(1 << 7 | Needs::WORDS.0);
    pub(crate) const SENTENCES: Needs = Needs(1 << 8 | Needs::WORDS.0);
    pub(crate) const HASHES: Needs = Needs(1 << 9 | Needs::WORDS.0);
    /// Phrases of the caller or of the built-in lists.
    pub(crate) const PHRASES: Needs = Needs(1 << 10 | Needs::HASHES.0);
    /// The text's language, from its letters and stop words.
    pub(crate) const LANGUAGE: Needs = Needs(1 << 11 | Needs::PHRASES.0 | Needs::SCRIPT.0);
    pub(crate) const SYLLABLES: Needs = Needs(1 << 12 | Needs::LANGUAGE.0);
    /// Which words occurred before.
    pub(crate) const AGAIN: Needs = Needs(1 << 24 | Needs::HASHES.0);
    pub(crate) const DISTINCT: Needs = Needs(1 << 13 | Needs::AGAIN.0 | Needs::LENGTHS.0);
    pub(crate) const REPEATED_WORDS: Needs =
        Needs(1 << 14 | Needs::AGAIN.0 | Needs::LANGUAGE.0 | Needs::LENGTHS.0);
    pub(crate) const BIGRAMS: Needs = Needs(1 << 15 | Needs::AGAIN.0 | Needs::SCRIPT.0);
    pub(crate) const TRIGRAMS: Needs = Needs(1 << 16 | Needs::AGAIN.0 | Needs::SCRIPT.0);
    pub(crate) const SIMILARITY: Needs = Needs(1 << 17 | Needs::HASHES.0);
    pub(crate) const REPEATED_LINES: Needs = Needs(1 << 18 | Needs::LINES.0);
    pub(crate) const TEXT_CHARACTERS: Needs = Needs(1 << 19);
    pub(crate) const TEXT_GRAPHEMES: Needs = Needs(1 << 20);
    pub(crate) const SCRIPT: Needs = Needs(1 << 21 | Needs::PROSE.0);
    /// The letters of each word that is written without spaces.
    pub(crate) const LENGTHS: Needs = Needs(1 << 22 | Needs::WORDS.0 | Needs::SCRIPT.0);
    /// What stands before each word, for lists of catchwords.
    pub(crate) const CATCHWORDS: Needs = Needs(1 << 28 | Needs::LANGUAGE.0);
    /// The words that an English dictionary has.
    pub(crate) const DICTIONARY: Needs = Needs(1 << 23 | Needs::AGAIN.0 | Needs::LANGUAGE.0);
    pub(crate) const REPEATED_SENTENCES: Needs = Needs(1 << 29 | Needs::SENTENCES.0 | Needs::HASHES.0);
    pub(crate) const MOVING: Needs = Needs(1 << 30 | Needs::AGAIN.0);

    /// Whether all passes of `other` are in the set.
    pub(crate) fn has(self, other: Needs) -> bool {
        self.0 & other.0 == other.0
    }

    /// The set without what is needed for words that are written without spaces.
    pub(crate) fn without_lengths(self) -> Needs {
        Needs(self.0 & !(1 << 22))
    }

    /// The passes that a signal needs.
    pub(crate) fn of(measure: Measure) -> Needs {
        match measure {
            Measure::Characters => Needs::TEXT_CHARACTERS,
            Measure::Graphemes => Needs::TEXT_GRAPHEMES,
            // Found when the text is made plain, which comes before everything.
            Measure::Invisible | Measure::DisguisedWords => Needs::NONE,
            Measure::Links => Needs::PROSE,
            Measure::Words | Measure::DisguisedShare => Needs::WORDS,
            Measure::LengthInWords => Needs::LENGTHS,
            Measure::MeanWordLength | Measure::LongestWord | Measure::LongWords | Measure::LongWordShare => {
                Needs::SHAPES | Needs::SCRIPT
            }
            Measure::Numbers | Measure::AllCapsWords => Needs::SHAPES,
            Measure::Sentences => Needs::SENTENCES | Needs::SCRIPT,
            Measure::MeanSentenceLength | Measure::LongestSentence | Measure::SentenceLengthSpread => {
                Needs::SENTENCES | Needs::LENGTHS
            }
            Measure::AutomatedGrade | Measure::ColemanLiau | Measure::Lix => {
                Needs::SENTENCES | Needs::SHAPES | Needs::SCRIPT
            }
            Measure::Names => Needs::SENTENCES | Needs::SHAPES | Needs::LANGUAGE,
            Measure::Syllables | Measure::MeanSyllables | Measure::Polysyllables => Needs::SYLLABLES,
            Measure::ReadingEase | Measure::GradeLevel | Measure::Fog | Measure::Smog => {
                Needs::SYLLABLES | Needs::SENTENCES
            }
            Measure::DistinctWords | Measure::DistinctShare => Needs::DISTINCT,
            Measure::ContentWords => Needs::LANGUAGE | Needs::LENGTHS,
            Measure::StopWordShare
            | Measure::Language
            | Measure::CauseConnectives
            | Measure::ContrastConnectives
            | Measure::ExampleConnectives
            | Measure::Hedges
            | Measure::Absolutes
            | Measure::FirstPerson
            | Measure::SecondPerson
            | Measure::Additions
            | Measure::Conditions
            | Measure::Comparisons
            | Measure::Sequences
            | Measure::Suggestions
            | Measure::EvidenceWords
            | Measure::PoliteWords
            | Measure::HostileWords
            | Measure::EmphasisWords
            | Measure::SelfWords
            | Measure::Negations
            | Measure::RelationWords => Needs::LANGUAGE,
            Measure::RepeatedWordShare | Measure::DistinctContentWords => {
                Needs::REPEATED_WORDS | Needs::LENGTHS
            }
            Measure::Vocabulary => Needs::DICTIONARY | Needs::REPEATED_WORDS | Needs::LENGTHS,
            Measure::PreciseWords => Needs::DICTIONARY,
            Measure::StartsSmall => Needs::SHAPES | Needs::SCRIPT,
            Measure::RepeatedSentenceShare => Needs::REPEATED_SENTENCES,
            Measure::MovingDistinctShare => Needs::MOVING | Needs::SCRIPT,
            Measure::Catchwords | Measure::ProseShare => Needs::CATCHWORDS,
            Measure::RepeatedBigramShare => Needs::BIGRAMS,
            Measure::RepeatedTrigramShare => Needs::TRIGRAMS,
            Measure::SimilarityHash => Needs::SIMILARITY,
            Measure::RepeatedLineShare => Needs::REPEATED_LINES,
            Measure::Lines | Measure::LineBreaks | Measure::Paragraphs | Measure::ListLines => Needs::LINES,
            Measure::PunctuatedLineShare => Needs::LINES | Needs::SCRIPT,
            Measure::QuotedShare => Needs::LINES | Needs::CHARACTERS,
            Measure::NonLatinShare
            | Measure::CapitalsShare
            | Measure::Questions
            | Measure::Exclamations
            | Measure::Ellipses => Needs::CHARACTERS,
            Measure::SymbolShare | Measure::Emoji | Measure::EmojiShare | Measure::LongestEmojiRun => {
                Needs::CLUSTERS
            }
            Measure::Hashtags | Measure::Mentions => Needs::MARKS,
            Measure::EndsWithPunctuation => Needs::ENDING | Needs::SCRIPT,
        }
    }

    /// The built-in list that a signal counts, beside the stop words that tell the language.
    pub(crate) fn lexicon(measure: Measure) -> Option<Lexicon> {
        match measure {
            Measure::CauseConnectives => Some(Lexicon::Cause),
            Measure::ContrastConnectives => Some(Lexicon::Contrast),
            Measure::ExampleConnectives => Some(Lexicon::Example),
            Measure::Hedges => Some(Lexicon::Hedge),
            Measure::Absolutes => Some(Lexicon::Absolute),
            Measure::FirstPerson => Some(Lexicon::FirstPerson),
            Measure::SecondPerson => Some(Lexicon::SecondPerson),
            Measure::Additions => Some(Lexicon::Addition),
            Measure::Conditions => Some(Lexicon::Condition),
            Measure::Comparisons => Some(Lexicon::Comparison),
            Measure::Sequences => Some(Lexicon::Sequence),
            Measure::Suggestions => Some(Lexicon::Suggestion),
            Measure::EvidenceWords => Some(Lexicon::Evidence),
            Measure::PoliteWords => Some(Lexicon::Polite),
            Measure::HostileWords => Some(Lexicon::Hostile),
            Measure::EmphasisWords => Some(Lexicon::Emphasis),
            Measure::SelfWords => Some(Lexicon::Oneself),
            Measure::Negations => Some(Lexicon::Negation),
            Measure::RelationWords => Some(Lexicon::Relation),
            _ => None,
        }
    }
}

impl BitOr for Needs {
    type Output = Needs;

    fn bitor(self, other: Needs) -> Needs {
        Needs(self.0 | other.0)
    }
}
