//! Every signal by its name, and where it has no data.

use super::letters::Script;
use super::{Reading, per};

/// The built-in list that a signal counts.
const LISTS: [(&str, &str); 19] = [
    ("cause_connectives", "cause"),
    ("contrast_connectives", "contrast"),
    ("example_connectives", "example"),
    ("hedges", "hedge"),
    ("absolutes", "absolute"),
    ("first_person", "first_person"),
    ("second_person", "second_person"),
    ("additions", "addition"),
    ("conditions", "condition"),
    ("comparisons", "comparison"),
    ("sequences", "sequence"),
    ("suggestions", "suggestion"),
    ("evidence_words", "evidence"),
    ("polite_words", "polite"),
    ("hostile_words", "hostile"),
    ("emphasis_words", "emphasis"),
    ("self_words", "self"),
    ("negations", "negation"),
    ("relation_words", "relation"),
];

impl Reading {
    /// The value of a signal; NaN where it has no data.
    ///
    /// Panics for a signal that is not known here: it has to be written here too.
    pub(crate) fn signal(&self, id: &str) -> f64 {
        if let Some((_, list)) = LISTS.iter().find(|(signal, _)| *signal == id) {
            return self.built_in(list);
        }
        if !self.is_defined(id) {
            return f64::NAN;
        }
        let count = |count: usize| count as f64;
        match id {
            "characters" => count(self.characters()),
            "graphemes" => count(self.graphemes()),
            "words" => count(self.words.len()),
            "length_in_words" => self.length(self.words.iter()),
            "sentences" => count(self.sentences().len()),
            "lines" => count(self.lines()),
            "line_breaks" => count(self.line_breaks()),
            "paragraphs" => count(self.paragraphs()),
            "list_lines" => count(self.list_lines()),
            "mean_word_length" => per(self.word_letters(), self.words.len()),
            "longest_word" => count(self.words.iter().map(super::Word::letters).max().unwrap_or(0)),
            "long_words" => count(self.long_words()),
            "long_word_share" => per(self.long_words(), self.words.len()),
            "mean_sentence_length" => self.mean_sentence_length(),
            "longest_sentence" => self.longest_sentence(),
            "sentence_length_spread" => self.sentence_length_spread(),
            "syllables" => count(self.syllables()),
            "mean_syllables" => per(self.syllables(), self.words.len()),
            "polysyllables" => count(self.polysyllables()),
            "reading_ease" => self.reading_ease(),
            "grade_level" => self.grade_level(),
            "fog" => self.fog(),
            "smog" => self.smog(),
            "automated_grade" => self.automated_grade(),
            "coleman_liau" => self.coleman_liau(),
            "lix" => self.lix(),
            "distinct_words" => self.distinct_words(),
            "distinct_share" => self.distinct_share(),
            "moving_distinct_share" => self.moving_distinct_share(),
            "content_words" => self.content_words(),
            "distinct_content_words" => self.distinct_content_words(),
            "vocabulary" => self.vocabulary(),
            "precise_words" => self.precise_words(),
            "stop_word_share" => self.stop_word_share(),
            "language" => self.tongue.language.map_or(0.0, |language| count(language + 1)),
            "non_latin_share" => self.non_latin_share(),
            "names" => count(self.names()),
            "numbers" => count(self.numbers()),
            "all_caps_words" => count(self.all_caps()),
            "repeated_word_share" => self.repeated_word_share(),
            "repeated_bigram_share" => self.repeated_runs(2),
            "repeated_trigram_share" => self.repeated_runs(3),
            "repeated_line_share" => self.repeated_line_share(),
            "repeated_sentence_share" => self.repeated_sentence_share(),
            "similarity_hash" => self.similarity_hash(),
            "catchwords" => self.catchwords(),
            "prose_share" => self.prose_share(),
            "questions" => count(self.questions()),
            "exclamations" => count(self.exclamations()),
            "ellipses" => count(self.ellipses()),
            "starts_small" => count(self.starts_small().into()),
            "ends_with_punctuation" => count(self.ends_with_punctuation().into()),
            "punctuated_line_share" => self.punctuated_line_share(),
            "quoted_share" => self.quoted_share(),
            "symbol_share" => self.symbol_share(),
            "capitals_share" => self.capitals_share(),
            "invisible" => count(self.invisible()),
            "disguised_words" => count(self.plain.disguised),
            "disguised_share" => self.disguised_share(),
            "links" => count(self.links()),
            "hashtags" => count(self.hashtags()),
            "mentions" => count(self.mentions()),
            "emoji" => count(self.emoji()),
            "emoji_share" => self.emoji_share(),
            "longest_emoji_run" => count(self.longest_emoji_run()),
            _ => panic!("the reference does not know the signal {id}"),
        }
    }

    /// Whether the signal means something in the text's script and language.
    fn is_defined(&self, id: &str) -> bool {
        let script = self.letters.script;
        match id {
            "mean_word_length"
            | "longest_word"
            | "long_words"
            | "long_word_share"
            | "moving_distinct_share" => !script.is_unspaced(),
            "sentences"
            | "mean_sentence_length"
            | "longest_sentence"
            | "sentence_length_spread"
            | "ends_with_punctuation"
            | "punctuated_line_share" => script != Script::SoutheastAsian,
            "syllables" | "mean_syllables" | "polysyllables" | "reading_ease" | "grade_level" | "fog"
            | "smog" | "automated_grade" | "coleman_liau" | "lix" => {
                [Script::Latin, Script::None].contains(&script)
            }
            "names" => self.letters.has_capitals && !self.tongue.is_german(),
            "starts_small" => self.letters.has_capitals,
            "content_words"
            | "distinct_content_words"
            | "vocabulary"
            | "stop_word_share"
            | "repeated_word_share" => self.has("stop"),
            _ => true,
        }
    }
}
