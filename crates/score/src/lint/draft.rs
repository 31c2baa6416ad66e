//! A draft as the counts behind its signals, so that a thought-out edit moves together what hangs together.
//!
//! Signals are counts, shares and means. A share cannot be moved by itself: another word changes the words, the length of
//! the sentence and the share of everything counted in words. So a draft keeps what is above the line of each share, edits
//! change counts, and shares follow. What a signal does not tell in the text's language or script it does not tell after an
//! edit either.

use std::sync::LazyLock;

use ssi_text::{SIGNALS, Unit, signal};

/// What a share or a mean is made of.
struct Ratio {
    /// The signal.
    id: usize,
    /// The count above the line; `None` where no signal counts it by itself.
    part: Option<usize>,
    /// The count below the line.
    base: usize,
    /// What is taken from the base first: a text of n words has n - 1 pairs.
    less: f64,
}

/// Name, what is above the line, what is below it. Letters stand for cased letters and graphemes for those outside links:
/// close enough to tell which way an edit goes.
const RATIOS: [(&str, &str, &str, f64); 15] = [
    ("mean_word_length", "", "words", 0.0),
    ("long_word_share", "long_words", "words", 0.0),
    ("mean_sentence_length", "length_in_words", "sentences", 0.0),
    ("mean_syllables", "syllables", "words", 0.0),
    ("distinct_share", "distinct_words", "words", 0.0),
    ("stop_word_share", "", "words", 0.0),
    ("non_latin_share", "", "mean_word_length", 0.0),
    ("repeated_word_share", "", "content_words", 0.0),
    ("repeated_bigram_share", "", "words", 1.0),
    ("repeated_trigram_share", "", "words", 2.0),
    ("repeated_line_share", "", "lines", 0.0),
    ("punctuated_line_share", "", "lines", 0.0),
    ("quoted_share", "", "characters", 0.0),
    ("symbol_share", "", "graphemes", 0.0),
    ("capitals_share", "", "mean_word_length", 0.0),
];

static TABLE: LazyLock<Vec<Ratio>> = LazyLock::new(|| {
    let part = |id: &str| if id.is_empty() { None } else { Some(place(id)) };
    RATIOS
        .iter()
        .map(|&(id, above, below, less)| Ratio { id: place(id), part: part(above), base: place(below), less })
        .collect()
});

/// The place of a signal that is known to be there.
fn place(id: &str) -> usize {
    usize::from(signal(id).expect("a signal of the list").0)
}

/// How a phrase list is used.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Usage {
    pub(super) hits: f64,
    /// Words inside finds.
    pub(super) words: f64,
}

/// The counts of a text. For a share without a count of its own, what is above its line.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    counts: Vec<f64>,
    /// The signals that tell nothing of this text.
    untold: Vec<bool>,
    /// What each ratio was of what is above the line through what is below it: not 1 where a script without spaces counts
    /// them in runs of characters.
    scale: Vec<f64>,
    /// The sum of the squares of the words of each sentence.
    squares: f64,
    /// One entry a phrase list that the rules read.
    pub(super) lists: Vec<Usage>,
}

impl Draft {
    /// From all signals of a text in the order of [`SIGNALS`], followed by the hits and the coverage of each phrase list.
    pub(super) fn read(values: &[f64]) -> Self {
        let (signals, lists) = values.split_at(SIGNALS.len());
        let untold: Vec<bool> = signals.iter().map(|value| value.is_nan()).collect();
        let mut counts: Vec<f64> =
            signals.iter().map(|value| if value.is_nan() { 0.0 } else { *value }).collect();
        // Letters first: they are the base of two others.
        for ratio in TABLE.iter().filter(|r| r.part.is_none()) {
            counts[ratio.id] *= (counts[ratio.base] - ratio.less).max(0.0);
        }
        if untold[place("mean_word_length")] {
            // In a script without spaces the characters do for the letters.
            let characters = counts[place("characters")];
            for id in ["non_latin_share", "capitals_share"].map(place).into_iter().filter(|id| !untold[*id]) {
                counts[id] = signals[id] * characters;
            }
            counts[place("mean_word_length")] = characters;
        }
        let scale = TABLE.iter().map(|ratio| {
            let through = ratio.part.map_or(0.0, |part| counts[part] / (counts[ratio.base] - ratio.less));
            if through.is_finite() && through > 0.0 && !untold[ratio.id] {
                signals[ratio.id] / through
            } else {
                1.0
            }
        });
        let scale = scale.collect();
        let (words, sentences) = (counts[place("length_in_words")], counts[place("sentences")]);
        let spread = counts[place("sentence_length_spread")];
        let squares =
            if sentences > 0.0 { spread * spread * sentences + words * words / sentences } else { 0.0 };
        let lists = lists.chunks_exact(2).map(|l| Usage { hits: l[0], words: l[1] * counts[place("words")] });
        let lists = lists.collect();
        Self { counts, untold, scale, squares, lists }
    }

    /// All signals, in the order of [`SIGNALS`].
    pub(super) fn signals(&self) -> Vec<f64> {
        let mut out = self.counts.clone();
        for (ratio, scale) in TABLE.iter().zip(&self.scale) {
            let part = self.counts[ratio.part.unwrap_or(ratio.id)];
            let base = self.counts[ratio.base] - ratio.less;
            let value = if base > 0.0 { scale * part / base } else { 0.0 };
            out[ratio.id] = if SIGNALS[ratio.id].unit == Unit::Share { value.clamp(0.0, 1.0) } else { value };
        }
        let (words, sentences) = (self.get("length_in_words"), self.get("sentences"));
        if sentences > 0.0 {
            let scaled = (sentences * self.squares - words * words).max(0.0);
            out[place("sentence_length_spread")] = scaled.sqrt() / sentences;
        }
        self.readability(&mut out);
        for (value, _) in out.iter_mut().zip(&self.untold).filter(|(_, untold)| **untold) {
            *value = f64::NAN;
        }
        out
    }

    /// Whether a signal tells anything of this text.
    pub(super) fn tells(&self, id: &str) -> bool {
        !self.untold[place(id)]
    }

    /// The share of the words inside finds of a list; no data where the list has none in the text's language.
    pub(super) fn coverage(&self, list: usize) -> f64 {
        let words = self.get("words");
        if words > 0.0 { (self.lists[list].words / words).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// A count, or what is above the line of a share; 0 of a signal that tells nothing.
    pub(super) fn get(&self, id: &str) -> f64 {
        self.counts[place(id)]
    }

    /// Sets a count, or what is above the line of a share.
    pub(super) fn set(&mut self, id: &str, value: f64) {
        self.counts[place(id)] = value.max(0.0);
    }

    /// Adds to a count, or to what is above the line of a share.
    pub(super) fn add(&mut self, id: &str, more: f64) {
        self.set(id, self.get(id) + more);
    }

    /// A share or a mean as it is now; 0 where there is nothing below the line.
    pub(super) fn per(&self, part: &str, base: &str) -> f64 {
        let base = self.get(base);
        if base > 0.0 { self.get(part) / base } else { 0.0 }
    }

    /// Adds words like those that are there: to the sentences that are there (`sentences` = 0), or in new ones.
    pub(super) fn append(&mut self, words: f64, sentences: f64) {
        // A text of a few words does not say what its writer's words are like.
        let known = self.get("words") >= 20.0;
        let each = |part: &str, usual: f64| if known { self.per(part, "words") } else { usual };
        let letters = each("mean_word_length", 4.7);
        let more = [
            ("words", 1.0),
            ("length_in_words", each("length_in_words", 1.0)),
            ("characters", letters + 1.3),
            ("graphemes", letters + 1.3),
            ("mean_word_length", letters),
            ("long_words", each("long_words", 0.2)),
            ("syllables", each("syllables", 1.5)),
            ("polysyllables", each("polysyllables", 0.12)),
            ("content_words", each("content_words", 0.5)),
            ("stop_word_share", each("stop_word_share", 0.5)),
            ("distinct_words", 0.8),
            ("non_latin_share", each("non_latin_share", 0.0)),
            // Who repeats goes on repeating, but less than in the words that are there.
            ("repeated_word_share", each("repeated_word_share", 0.05).max(0.05) / 2.0),
        ];
        let (before, words_before) = (self.per("length_in_words", "sentences"), self.get("length_in_words"));
        for (id, a_word) in more {
            self.add(id, a_word * words);
        }
        // Sentences are measured in what a reader counts as words.
        let words = self.get("length_in_words") - words_before;
        if sentences > 0.0 || self.get("sentences") == 0.0 {
            let new = sentences.max(1.0);
            self.add("sentences", new);
            self.add("capitals_share", new);
            self.add("symbol_share", new);
            self.squares += words * words / new;
            self.set("ends_with_punctuation", 1.0);
            self.raise("longest_sentence", words / new);
        } else {
            self.squares += 2.0 * before * words + words * words;
            self.raise("longest_sentence", before + words);
        }
        if self.get("lines") == 0.0 {
            self.add("lines", 1.0);
            self.add("paragraphs", 1.0);
        }
    }

    /// Leaves out a share of the text, evenly.
    pub(super) fn shorten(&mut self, share: f64) {
        let kept = (1.0 - share).clamp(0.0, 1.0);
        let still =
            ["similarity_hash", "language", "ends_with_punctuation", "longest_word", "longest_sentence"];
        for (place, signal) in SIGNALS.iter().enumerate() {
            if !still.contains(&signal.id) {
                self.counts[place] *= kept;
            }
        }
        self.squares *= kept;
        for list in &mut self.lists {
            *list = Usage { hits: list.hits * kept, words: list.words * kept };
        }
    }

    /// Breaks the longest sentence in two.
    pub(super) fn split_longest(&mut self) {
        let longest = self.get("longest_sentence");
        self.squares -= longest * longest / 2.0;
        self.add("sentences", 1.0);
        self.set("longest_sentence", longest / 2.0);
        self.raise("longest_sentence", self.per("length_in_words", "sentences"));
    }

    fn raise(&mut self, id: &str, least: f64) {
        self.set(id, self.get(id).max(least));
    }

    /// The formulas, as the text room has them; a test holds the two equal.
    fn readability(&self, out: &mut [f64]) {
        let (words, sentences) = (self.get("words"), self.get("sentences"));
        if words <= 0.0 || sentences <= 0.0 {
            return;
        }
        let length = words / sentences;
        let [letters, syllables, poly, long] =
            ["mean_word_length", "syllables", "polysyllables", "long_words"].map(|id| self.per(id, "words"));
        let formulas = [
            ("reading_ease", 206.835 - 1.015 * length - 84.6 * syllables),
            ("grade_level", 0.39 * length + 11.8 * syllables - 15.59),
            ("fog", 0.4 * (length + 100.0 * poly)),
            ("smog", 3.1291 + 1.0430 * (30.0 * poly * length).sqrt()),
            ("automated_grade", 4.71 * letters + 0.5 * length - 21.43),
            ("coleman_liau", 5.88 * letters - 29.6 / length - 15.8),
            ("lix", length + 100.0 * long),
        ];
        for (id, value) in formulas {
            out[place(id)] = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ssi_text::{Analyzer, Scratch, SignalId, Want};

    fn signals(text: &str) -> Vec<f64> {
        let wanted: Vec<Want> = (0..SIGNALS.len()).map(|i| Want::Signal(SignalId(i as u16))).collect();
        let mut row = vec![0.0; wanted.len()];
        Analyzer::new(&wanted, &[]).row(text, &mut Scratch::default(), &mut row);
        row
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// A draft that nobody edited has the signals of its text.
        #[test]
        fn an_untouched_draft_is_the_text(text in r#"([a-zA-Z0-9äß見 .,!?"\n|#]|because |www\.a\.bc/d ){0,60}|[見学いす。、？ \n]{0,60}|[สวัดี \n]{0,40}"#) {
            let row = signals(&text);
            let again = Draft::read(&row).signals();
            for ((signal, a), b) in SIGNALS.iter().zip(&row).zip(&again) {
                let same = a.is_nan() && b.is_nan() || (a - b).abs() <= 1e-6 * a.abs().max(1.0);
                prop_assert!(same, "{}: {a} became {b}", signal.id);
            }
        }
    }

    #[test]
    fn added_words_move_what_hangs_on_them() {
        let text =
            "We asked the twelve planners of the north. They had stopped reading the report in the spring.";
        let mut draft = Draft::read(&signals(text));
        let before = draft.signals();
        draft.append(10.0, 1.0);
        let (after, of) = (draft.signals(), |row: &[f64], id: &str| row[place(id)]);
        for id in ["words", "characters", "sentences", "content_words", "syllables", "distinct_words"] {
            assert!(of(&after, id) > of(&before, id), "{id}");
        }
        assert_eq!(of(&after, "mean_sentence_length"), of(&after, "words") / 3.0);
        let mut longer = Draft::read(&before);
        longer.append(10.0, 0.0);
        assert!(of(&longer.signals(), "mean_sentence_length") > of(&before, "mean_sentence_length"));
        let mut shorter = Draft::read(&before);
        shorter.shorten(0.5);
        assert_eq!(of(&shorter.signals(), "words"), of(&before, "words") / 2.0);
        assert_eq!(of(&shorter.signals(), "mean_sentence_length"), of(&before, "mean_sentence_length"));
    }
}
