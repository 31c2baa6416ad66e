//! From a text to its row of numbers.

use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use crate::characters::{self, CharacterFacts};
use crate::clusters::{self, ClusterFacts};
use crate::columns::Columns;
use crate::facts::{Facts, Functions};
use crate::language::{Language, Languages};
use crate::lengths::Unspaced;
use crate::letters::Letters;
use crate::lines::{self, LineFacts};
use crate::lists::Lists;
use crate::needs::Needs;
use crate::phrases::{FirstWord, PhraseList, PhraseTable, Tally};
use crate::plain::{Plain, Tricks};
use crate::plan::Read;
use crate::repetition::{HashBag, runs};
use crate::segment::count_graphemes;
use crate::signal::SignalId;
use crate::telling::{Told, Tongue};
use crate::words::{self, WordFacts, WordScratch};
use crate::{catchwords, dictionary, lengths, links, marks, similarity};

/// One thing asked of a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Want {
    /// The value of a signal.
    Signal(SignalId),
    /// How often phrases of the list at that place are found: the longest first at each word, from left to
    /// right, without overlap.
    PhraseHits(usize),
    /// The share of the words that lie inside such a find; 0 in a text without words.
    PhraseCoverage(usize),
}

/// Reads what is wanted off texts, and nothing else.
///
/// A value depends on the text and the phrase lists alone: not on what else is wanted, on texts before it or on
/// threads. Share one between threads and give each its own [`Scratch`].
///
/// ```
/// use ssi_text::{Analyzer, Scratch, Want, signal};
/// let wanted = ["words", "questions", "reading_ease"].map(|id| Want::Signal(signal(id).expect("a signal")));
/// let analyzer = Analyzer::new(&wanted, &[]);
/// let mut row = [0.0; 3];
/// analyzer.row("Is that net of churn?", &mut Scratch::default(), &mut row);
/// assert_eq!(row[..2], [5.0, 1.0]);
/// ```
#[derive(Debug)]
pub struct Analyzer {
    wanted: Vec<Want>,
    plan: Vec<Read>,
    needs: Needs,
    phrases: Arc<PhraseTable>,
    /// The languages that have each list: the built-in ones, then the caller's.
    scopes: Arc<[Languages]>,
}

/// Buffers that are used again from text to text; holds no result.
#[derive(Default, Debug)]
pub struct Scratch {
    plain: Plain,
    prose: String,
    words: WordScratch,
    lines: Vec<u64>,
    tallies: Vec<Tally>,
    /// What each word is to the lists.
    seen: Vec<FirstWord>,
    content: Vec<u64>,
    bag: HashBag,
}

/// Words a window of `moving_distinct_share`.
const WINDOW: usize = 50;

/// Texts a task: enough to hide the cost of a task, few enough to share out evenly.
const TEXTS_A_TASK: usize = 256;

impl Analyzer {
    /// Prepares to read what is wanted, in that order.
    ///
    /// # Panics
    ///
    /// If a signal is not in [`SIGNALS`](crate::SIGNALS) or a want names a list that is not there.
    pub fn new(wanted: &[Want], lists: &[PhraseList]) -> Analyzer {
        static NO_LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::new(&[]));
        if lists.is_empty() {
            Analyzer::with(wanted, &NO_LISTS)
        } else {
            Analyzer::with(wanted, &Lists::new(lists))
        }
    }

    /// The same with lists that were prepared before: cheap, where many analyzers share them.
    ///
    /// # Panics
    ///
    /// As [`new`](Analyzer::new).
    pub fn with(wanted: &[Want], lists: &Lists) -> Analyzer {
        let plan: Vec<Read> = wanted.iter().map(|want| Read::of(*want, lists.len())).collect();
        let needs = plan.iter().fold(Needs::NONE, |needs, read| needs | read.needs(lists));
        Analyzer {
            wanted: wanted.to_vec(),
            needs,
            phrases: lists.table(&plan, needs),
            plan,
            scopes: lists.scopes(),
        }
    }

    /// What is read, in the order of a row.
    pub fn wanted(&self) -> &[Want] {
        &self.wanted
    }

    /// Whether anything that is wanted depends on the language of a text, which then is told.
    pub fn asks_language(&self) -> bool {
        self.needs.has(Needs::LANGUAGE)
    }

    /// Reads one text into `out`, one value a want.
    ///
    /// Takes time in proportion to the text and, once `scratch` has grown, no memory.
    ///
    /// # Panics
    ///
    /// If `out` is not as long as what is wanted.
    pub fn row(&self, text: &str, scratch: &mut Scratch, out: &mut [f64]) {
        self.row_as(text, None, scratch, out);
    }

    /// Reads one text as [`row`](Analyzer::row) does, and tells in which language it was read.
    ///
    /// `hint` is the language to read it in where its own words do not tell: what its writer usually writes. It is
    /// not taken for a text in another script. Nothing is told where nothing that is wanted depends on the language;
    /// ask for the signal `language` to be told always.
    ///
    /// # Panics
    ///
    /// If `out` is not as long as what is wanted.
    ///
    /// ```
    /// use ssi_text::{Analyzer, Language, Scratch, Want, signal};
    /// let analyzer = Analyzer::new(&[Want::Signal(signal("language").expect("a signal"))], &[]);
    /// let (mut scratch, mut row) = (Scratch::default(), [0.0]);
    /// let told = analyzer.row_as("Wir haben das gestern gebaut.", Some(Language::English), &mut scratch, &mut row);
    /// assert_eq!((told.language, told.from_text), (Some(Language::German), true));
    /// let told = analyzer.row_as("Toller Beitrag!", Some(Language::German), &mut scratch, &mut row);
    /// assert_eq!((told.language, told.from_text), (Some(Language::German), false));
    /// ```
    pub fn row_as(&self, text: &str, hint: Option<Language>, scratch: &mut Scratch, out: &mut [f64]) -> Told {
        assert_eq!(out.len(), self.wanted.len(), "one value for each want");
        let mut plain = std::mem::take(&mut scratch.plain);
        let mut prose = std::mem::take(&mut scratch.prose);
        let tricks = plain.make(text);
        let text = if tricks.is_some() { plain.text.as_str() } else { text };
        let links = if self.needs.has(Needs::PROSE) { links::take_out(text, &mut prose) } else { None };
        let facts = self.facts(text, if links.is_some() { &prose } else { text }, hint, scratch);
        let facts = Facts { links: links.unwrap_or(0), tricks: tricks.unwrap_or_default(), ..facts };
        for (value, read) in out.iter_mut().zip(&self.plan) {
            *value = match *read {
                Read::Measure(measure) => facts.value(measure),
                Read::PhraseHits(list) => facts.phrase_hits(list),
                Read::PhraseCoverage(list) => facts.phrase_coverage(list),
            };
        }
        let told = facts.tongue.told;
        scratch.prose = prose;
        scratch.plain = plain;
        told
    }

    /// Reads many texts on all threads of the current rayon pool; the result does not depend on how many.
    pub fn batch<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Columns {
        let width = self.wanted.len();
        let blocks: Vec<Columns> = texts
            .par_chunks(TEXTS_A_TASK)
            .map_init(Scratch::default, |scratch, texts| {
                Columns::by_rows(width, texts.len(), |i, row| self.row(texts[i].as_ref(), scratch, row))
            })
            .collect();
        Columns::join(&blocks, width)
    }

    /// Runs the passes that are needed, each once.
    fn facts<'a>(
        &'a self,
        text: &str,
        prose: &str,
        hint: Option<Language>,
        scratch: &'a mut Scratch,
    ) -> Facts<'a> {
        let needs = self.needs;
        let characters =
            if needs.has(Needs::CHARACTERS) { characters::read(prose) } else { CharacterFacts::default() };
        let clusters =
            if needs.has(Needs::CLUSTERS) { clusters::read(prose) } else { ClusterFacts::default() };
        let lines = if needs.has(Needs::LINES) {
            lines::read(prose, &mut scratch.lines)
        } else {
            LineFacts::default()
        };
        let letters = if needs.has(Needs::SCRIPT) { Letters::of(prose) } else { Letters::default() };
        let words = if needs.has(Needs::WORDS) {
            // Most texts have spaces between all words: then nothing is left out.
            let reads = if letters.has_unspaced() { needs } else { needs.without_lengths() };
            words::read(prose, reads, &mut scratch.words)
        } else {
            WordFacts::default()
        };
        let (tongue, functions) = self.find_phrases(&letters, hint, scratch);
        let unspaced = Unspaced::of(&scratch.words.unspaced);
        // In a script without spaces two characters stand for a word.
        let a_word = if letters.script.is_unspaced() { 2 } else { 1 };
        let catchwords = if needs.has(Needs::CATCHWORDS) {
            let told = functions.words > 0;
            let seen = &scratch.seen;
            catchwords::count(&scratch.words.places, |at| told.then(|| seen[at].stop.meets(tongue.lists)))
        } else {
            None
        };
        let hashes = &scratch.words.hashes;
        let bag = &mut scratch.bag;
        let (known_words, precise_words) = if tongue.told.language == Some(Language::English) {
            dictionary::count(
                &scratch.words.keys,
                scratch.seen.iter().map(|w| w.stop.meets(tongue.lists)),
                bag,
            )
        } else {
            (0, 0)
        };
        let when = |need, count: &mut dyn FnMut() -> u64| if needs.has(need) { count() } else { 0 };
        Facts {
            text_characters: when(Needs::TEXT_CHARACTERS, &mut || text.chars().count() as u64),
            text_graphemes: when(Needs::TEXT_GRAPHEMES, &mut || count_graphemes(text) as u64),
            tricks: Tricks::default(),
            links: 0,
            hashtags: when(Needs::MARKS, &mut || marks::hashtags(prose)),
            mentions: when(Needs::MARKS, &mut || marks::mentions(prose)),
            ends_sentence: needs.has(Needs::ENDING) && lines::ends_sentence(prose),
            known_words,
            precise_words,
            distinct_words: when(Needs::DISTINCT, &mut || bag.distinct(runs(hashes, a_word))),
            repeated_words: when(Needs::REPEATED_WORDS, &mut || bag.repeats(scratch.content.iter().copied())),
            repeated_bigrams: when(Needs::BIGRAMS, &mut || bag.repeats(runs(hashes, 2 * a_word))),
            repeated_trigrams: when(Needs::TRIGRAMS, &mut || bag.repeats(runs(hashes, 3 * a_word))),
            repeated_lines: when(Needs::REPEATED_LINES, &mut || bag.repeats(scratch.lines.iter().copied())),
            repeated_sentences: when(Needs::REPEATED_SENTENCES, &mut || {
                bag.repeats(scratch.words.sentences.iter().copied())
            }),
            moving_distinct_share: if needs.has(Needs::MOVING) {
                bag.moving_distinct_share(hashes, WINDOW)
            } else {
                0.0
            },
            catchwords,
            similarity: when(Needs::SIMILARITY, &mut || similarity::hash(hashes)),
            characters,
            clusters,
            lines,
            words,
            letters,
            tongue,
            unspaced,
            functions,
            content: scratch.content.len() as u64,
            a_word: a_word as u64,
            tallies: &scratch.tallies,
            scopes: &self.scopes,
        }
    }

    /// Tells the language and the function words, then finds all lists; leaves the content words behind where they
    /// are needed.
    fn find_phrases(
        &self,
        letters: &Letters,
        hint: Option<Language>,
        scratch: &mut Scratch,
    ) -> (Tongue, Functions) {
        scratch.content.clear();
        if !self.needs.has(Needs::PHRASES) {
            scratch.tallies.clear();
            return Default::default();
        }
        let (hashes, unspaced) = (&scratch.words.hashes, &scratch.words.unspaced);
        self.phrases.look_up(hashes, &mut scratch.seen);
        let seen = &scratch.seen;
        let tongue = if self.needs.has(Needs::LANGUAGE) {
            Tongue::of(letters, seen.iter().map(|word| word.stop), hint)
        } else {
            Tongue::default()
        };
        let function = |word: &FirstWord| word.stop.meets(tongue.lists);
        let functions = Functions {
            words: seen.iter().filter(|word| function(word)).count() as u64,
            unspaced: Unspaced::of_those(unspaced, seen.iter().map(function)),
        };
        if self.needs.has(Needs::REPEATED_WORDS) {
            lengths::content(hashes, unspaced, seen.iter().map(function), &mut scratch.content);
        }
        self.phrases.find(hashes, seen, tongue.lists.of_text(), &mut scratch.tallies, |_, _| ());
        (tongue, functions)
    }
}
