//! From what was counted to the values of all signals.
//!
//! All are worked out together, one after another and without a question, because that is quicker than to ask of each wanted
//! signal which one it is; what was not counted is 0 and is not read.

use crate::facts::{Facts, number, per};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::plan::Read;
use crate::script::Script;
use crate::table::{MEASURES, Measure};

/// A value for each [`Measure`].
struct Values([f64; MEASURES.len()]);

impl Values {
    fn set<const N: usize>(&mut self, values: [(Measure, f64); N]) {
        for (measure, value) in values {
            self.0[measure as usize] = value;
        }
    }

    /// Says that these mean nothing in the script or the language of the text.
    fn forget(&mut self, measures: &[Measure]) {
        for &measure in measures {
            self.0[measure as usize] = f64::NAN;
        }
    }
}

/// The signals that count a built-in list.
const COUNTS: [(Measure, Lexicon); 19] = [
    (Measure::CauseConnectives, Lexicon::Cause),
    (Measure::ContrastConnectives, Lexicon::Contrast),
    (Measure::ExampleConnectives, Lexicon::Example),
    (Measure::Hedges, Lexicon::Hedge),
    (Measure::Absolutes, Lexicon::Absolute),
    (Measure::FirstPerson, Lexicon::FirstPerson),
    (Measure::SecondPerson, Lexicon::SecondPerson),
    (Measure::Additions, Lexicon::Addition),
    (Measure::Conditions, Lexicon::Condition),
    (Measure::Comparisons, Lexicon::Comparison),
    (Measure::Sequences, Lexicon::Sequence),
    (Measure::Suggestions, Lexicon::Suggestion),
    (Measure::EvidenceWords, Lexicon::Evidence),
    (Measure::PoliteWords, Lexicon::Polite),
    (Measure::HostileWords, Lexicon::Hostile),
    (Measure::EmphasisWords, Lexicon::Emphasis),
    (Measure::SelfWords, Lexicon::Oneself),
    (Measure::Negations, Lexicon::Negation),
    (Measure::RelationWords, Lexicon::Relation),
];

impl Facts<'_> {
    /// Fills a row with what is wanted.
    pub(crate) fn fill(&self, plan: &[Read], row: &mut [f64]) {
        let values = self.values();
        for (value, read) in row.iter_mut().zip(plan) {
            *value = match *read {
                Read::Measure(measure) => values.0[measure as usize],
                Read::PhraseHits(list) => self.phrase_hits(list),
                Read::PhraseCoverage(list) => self.phrase_coverage(list),
            };
        }
    }

    fn values(&self) -> Values {
        let mut values = Values([0.0; MEASURES.len()]);
        self.sizes(&mut values);
        self.readability(&mut values);
        self.vocabulary(&mut values);
        self.writing(&mut values);
        for (measure, lexicon) in COUNTS {
            values.0[measure as usize] = self.hits(lexicon);
        }
        self.leave_out(&mut values);
        values
    }

    /// How much there is of what, and how long it is.
    fn sizes(&self, values: &mut Values) {
        let words = &self.words;
        let sentences = words.sentences.count;
        let (length, length_a_word) = (self.length(), self.length_a_word());
        values.set([
            (Measure::Characters, number(self.text_characters)),
            (Measure::Graphemes, number(self.text_graphemes)),
            (Measure::Words, number(words.words)),
            (Measure::Sentences, number(sentences)),
            (Measure::Lines, number(self.lines.lines)),
            (Measure::LineBreaks, number(self.lines.breaks)),
            (Measure::Paragraphs, number(self.lines.paragraphs)),
            (Measure::ListLines, number(self.lines.list_lines)),
            (Measure::MeanWordLength, per(words.letters, words.words)),
            (Measure::LongestWord, number(words.longest)),
            (Measure::LongWords, number(words.long)),
            (Measure::LongWordShare, per(words.long, words.words)),
            (Measure::LengthInWords, length),
            (Measure::MeanSentenceLength, per(words.words, sentences) * length_a_word),
            (Measure::LongestSentence, number(words.sentences.longest) * length_a_word),
            (Measure::SentenceLengthSpread, self.sentence_length_spread() * length_a_word),
        ]);
    }

    /// Syllables and the published formulas; each is 0 where there is no word.
    fn readability(&self, values: &mut Values) {
        let (words, sentences) = (self.words.words, self.words.sentences.count);
        if words == 0 {
            return;
        }
        let (syllables, polysyllables) = (self.syllables(), self.polysyllables());
        let words_a_sentence = per(words, sentences);
        let syllables_a_word = per(syllables, words);
        let letters_a_word = per(self.words.letters, words);
        values.set([
            (Measure::Syllables, number(syllables)),
            (Measure::MeanSyllables, syllables_a_word),
            (Measure::Polysyllables, number(polysyllables)),
            (Measure::ReadingEase, 206.835 - 1.015 * words_a_sentence - 84.6 * syllables_a_word),
            (Measure::GradeLevel, 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59),
            (Measure::Fog, 0.4 * (words_a_sentence + 100.0 * per(polysyllables, words))),
            (Measure::Smog, 3.1291 + 1.0430 * per(30 * polysyllables, sentences).sqrt()),
            (Measure::AutomatedGrade, 4.71 * letters_a_word + 0.5 * words_a_sentence - 21.43),
            (Measure::ColemanLiau, 5.88 * letters_a_word - 29.6 * per(sentences, words) - 15.8),
            (Measure::Lix, words_a_sentence + 100.0 * per(self.words.long, words)),
        ]);
    }

    /// Which words there are, and what is said again.
    fn vocabulary(&self, values: &mut Values) {
        let (words, again) = (&self.words, &self.again);
        let distinct_share = self.distinct_share();
        let one = again.a_word == 1;
        let distinct_content = self.distinct_content();
        let known = if self.is_told_english() { number(again.known_words) } else { distinct_content };
        let catchwords = self.catchwords.unwrap_or(0);
        values.set([
            (
                Measure::DistinctWords,
                if one { number(again.distinct_words) } else { distinct_share * self.length() },
            ),
            (Measure::DistinctShare, distinct_share),
            (Measure::MovingDistinctShare, again.moving_distinct_share),
            (Measure::ContentWords, self.content_words()),
            (Measure::Vocabulary, known),
            (Measure::DistinctContentWords, distinct_content),
            (Measure::PreciseWords, number(again.precise_words)),
            (Measure::StopWordShare, per(self.functions.words, words.words)),
            (Measure::Language, self.tongue.told.language.map_or(0.0, |l| f64::from(l as u8 + 1))),
            (Measure::NonLatinShare, per(self.characters.non_latin, self.characters.letters)),
            (Measure::Names, number(words.names)),
            (Measure::Numbers, number(words.numbers)),
            (Measure::AllCapsWords, number(words.all_caps)),
            (Measure::RepeatedWordShare, per(again.repeated_words, again.content)),
            (Measure::RepeatedBigramShare, per(again.repeated_bigrams, self.runs(2))),
            (Measure::RepeatedTrigramShare, per(again.repeated_trigrams, self.runs(3))),
            (Measure::RepeatedLineShare, per(self.repeated_lines, self.lines.lines)),
            (Measure::RepeatedSentenceShare, per(self.repeated_sentences, words.sentences.count)),
            (Measure::SimilarityHash, number(self.similarity)),
            (Measure::Catchwords, number(catchwords)),
            (Measure::ProseShare, per(words.words - catchwords, words.words)),
        ]);
    }

    /// Punctuation, case, marks and tricks.
    fn writing(&self, values: &mut Values) {
        let (characters, clusters) = (&self.characters, &self.clusters);
        let cased = characters.capitals + characters.small;
        let has_no_case = cased == 0 && characters.letters > 0;
        let flag = |is: bool| f64::from(u8::from(is));
        values.set([
            (Measure::Questions, number(characters.questions)),
            (Measure::Exclamations, number(characters.exclamations)),
            (Measure::Ellipses, number(characters.ellipses)),
            (Measure::StartsSmall, flag(self.words.starts_small)),
            (Measure::EndsWithPunctuation, flag(self.ends_sentence)),
            (Measure::PunctuatedLineShare, per(self.lines.punctuated, self.lines.lines)),
            (Measure::QuotedShare, per(self.lines.quoted, characters.count)),
            (Measure::SymbolShare, per(clusters.symbols, clusters.graphemes)),
            (Measure::CapitalsShare, if has_no_case { f64::NAN } else { per(characters.capitals, cased) }),
            (Measure::Invisible, number(self.tricks.invisible)),
            (Measure::DisguisedWords, number(self.tricks.disguised)),
            (Measure::DisguisedShare, per(self.tricks.disguised, self.words.words).min(1.0)),
            (Measure::Links, number(self.links)),
            (Measure::Hashtags, number(self.hashtags)),
            (Measure::Mentions, number(self.mentions)),
            (Measure::Emoji, number(clusters.emoji)),
            (Measure::EmojiShare, per(clusters.emoji, clusters.graphemes - clusters.blank)),
            (Measure::LongestEmojiRun, number(clusters.longest_emoji_run)),
        ]);
    }

    /// Leaves out what means nothing in the script and the language of the text.
    fn leave_out(&self, values: &mut Values) {
        let script = self.letters.script;
        if script.is_unspaced() {
            values.forget(&[
                Measure::MeanWordLength,
                Measure::LongestWord,
                Measure::LongWords,
                Measure::LongWordShare,
                Measure::MovingDistinctShare,
            ]);
        }
        if script == Script::SoutheastAsian {
            values.forget(&[
                Measure::Sentences,
                Measure::MeanSentenceLength,
                Measure::LongestSentence,
                Measure::SentenceLengthSpread,
                Measure::EndsWithPunctuation,
                Measure::PunctuatedLineShare,
            ]);
        }
        if !matches!(script, Script::Latin | Script::None) {
            values.forget(&[
                Measure::Syllables,
                Measure::MeanSyllables,
                Measure::Polysyllables,
                Measure::ReadingEase,
                Measure::GradeLevel,
                Measure::Fog,
                Measure::Smog,
                Measure::AutomatedGrade,
                Measure::ColemanLiau,
                Measure::Lix,
            ]);
        }
        let has_capitals = self.letters.has_capitals();
        if !has_capitals {
            values.forget(&[Measure::StartsSmall]);
        }
        if !has_capitals || self.tongue.told.language == Some(Language::German) {
            values.forget(&[Measure::Names]);
        }
        if self.words.words == 0 {
            return;
        }
        if !self.is_told_english() {
            values.forget(&[Measure::PreciseWords]);
        }
        if self.catchwords.is_none() {
            values.forget(&[Measure::Catchwords, Measure::ProseShare]);
        }
        if !self.has(Lexicon::Stop as usize) {
            values.forget(&[
                Measure::ContentWords,
                Measure::DistinctContentWords,
                Measure::Vocabulary,
                Measure::StopWordShare,
                Measure::RepeatedWordShare,
            ]);
        }
        for (measure, lexicon) in COUNTS {
            if !self.has(lexicon as usize) {
                values.forget(&[measure]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::needs::Needs;

    #[test]
    fn every_list_is_counted() {
        for &measure in MEASURES {
            let counted = COUNTS.iter().find(|(of, _)| *of == measure).map(|(_, lexicon)| *lexicon);
            assert_eq!(counted, Needs::lexicon(measure), "{measure:?}");
        }
    }
}
