//! From a text to its row of numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rayon::prelude::*;

use crate::again::{Again, Said};
use crate::ascii::Ascii;
use crate::characters::CharacterFacts;
use crate::clusters::ClusterFacts;
use crate::columns::Columns;
use crate::facts::{Facts, Functions};
use crate::kind::Kind;
use crate::known::Known;
use crate::language::{Language, Languages};
use crate::lengths::Unspaced;
use crate::letters::Letters;
use crate::lines::{self, LineFacts};
use crate::lists::Lists;
use crate::memo::Source;
use crate::needs::Needs;
use crate::occurrences::Occurrences;
use crate::phrase_table::{PhraseTable, Tally};
use crate::phrases::PhraseList;
use crate::plain::{Plain, Tricks};
use crate::plan::Read;
use crate::repetition::HashBag;
use crate::segment::count_graphemes;
use crate::signal::SignalId;
use crate::telling::{Told, Tongue, Votes};
use crate::wording::Wording;
use crate::words::{self, WordFacts, WordScratch};
use crate::{catchwords, links, marks, similarity};

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
    /// Tells it from every other one.
    number: u64,
    wanted: Vec<Want>,
    plan: Vec<Read>,
    needs: Needs,
    phrases: Arc<PhraseTable>,
    /// The languages that have each list: the built-in ones, then the caller's.
    scopes: Arc<[Languages]>,
    /// Buffers that nobody uses now.
    spare: Mutex<Vec<Scratch>>,
}

/// Buffers that are used again from text to text; holds no result.
#[derive(Default, Debug)]
pub struct Scratch {
    plain: Plain,
    prose: String,
    ascii: Ascii,
    words: WordScratch,
    lines: Vec<u64>,
    tallies: Vec<Tally>,
    content: Vec<u64>,
    occurrences: Occurrences,
    bag: HashBag,
}

/// How many analyzers were made.
static MADE: AtomicU64 = AtomicU64::new(1);

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
            number: MADE.fetch_add(1, Ordering::Relaxed),
            wanted: wanted.to_vec(),
            needs,
            phrases: lists.table(&plan, needs),
            plan,
            scopes: lists.scopes(),
            spare: Mutex::default(),
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

    /// Runs `work` with buffers that have read texts for this analyzer before, where there are some: they know many words,
    /// and new ones have to learn them.
    pub fn with_scratch<R>(&self, work: impl FnOnce(&mut Scratch) -> R) -> R {
        // Buffers hold no result, so those that a panicking thread left can be used.
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = spare().pop().unwrap_or_default();
        let result = work(&mut scratch);
        spare().push(scratch);
        result
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
        self.read(text, hint, scratch, out, |_, _, _, _| ())
    }

    /// Reads one text as [`row`](Analyzer::row) does, and appends its words to `said` as [`Wording::say`] does, for less than
    /// both cost alone.
    ///
    /// # Panics
    ///
    /// If `out` is not as long as what is wanted.
    ///
    /// ```
    /// use ssi_text::{Analyzer, Scratch, Want, Wording, signal};
    /// let analyzer = Analyzer::new(&[Want::Signal(signal("words").expect("a signal"))], &[]);
    /// let (mut scratch, mut wording, mut row) = (Scratch::default(), Wording::default(), [0.0]);
    /// let (mut said, mut alone) = (Vec::new(), Vec::new());
    /// analyzer.row_said("Thank you, Ben!", &mut scratch, &mut row, &mut wording, &mut said);
    /// wording.say("Thank you", &mut alone);
    /// assert_eq!((row, said), ([3.0], alone));
    /// ```
    pub fn row_said(
        &self,
        text: &str,
        scratch: &mut Scratch,
        out: &mut [f64],
        wording: &mut Wording,
        said: &mut Vec<u64>,
    ) -> Told {
        if !self.needs.has(Needs::PROSE) {
            wording.say(text, said);
            return self.row_as(text, None, scratch, out);
        }
        let needs = self.needs;
        self.read(text, None, scratch, out, |prose, is_ascii, tongue, scratch| {
            if is_ascii && needs.has(Needs::HASHES) {
                let WordScratch { hashes, known, .. } = &scratch.words;
                let stops = || (tongue, known.iter().map(|word| word.stop()));
                let told = needs.has(Needs::LANGUAGE).then(stops);
                wording.say_ascii(prose, &scratch.ascii, hashes, told, said);
            } else {
                wording.say_prose(prose, said);
            }
        })
    }

    /// Reads one text, and shows what was made of it: the text without links, whether it is ASCII, and its language.
    fn read(
        &self,
        text: &str,
        hint: Option<Language>,
        scratch: &mut Scratch,
        out: &mut [f64],
        then: impl FnOnce(&str, bool, Tongue, &Scratch),
    ) -> Told {
        assert_eq!(out.len(), self.wanted.len(), "one value for each want");
        let mut plain = std::mem::take(&mut scratch.plain);
        let mut prose = std::mem::take(&mut scratch.prose);
        let ascii = &mut scratch.ascii;
        let mut is_ascii = ascii.read(text);
        // Most texts are plain ASCII without links, which the masks tell.
        let tricks = if is_ascii && !ascii.may_be_spaced() { None } else { plain.make(text) };
        let text = if tricks.is_some() { plain.text.as_str() } else { text };
        if tricks.is_some() {
            is_ascii = ascii.read(text);
        }
        let links = if self.needs.has(Needs::PROSE) && (!is_ascii || ascii.may_have_links(text)) {
            links::take_out(text, &mut prose)
        } else {
            None
        };
        if links.is_some() {
            is_ascii = ascii.read(&prose);
        }
        let without_links = if links.is_some() { prose.as_str() } else { text };
        let facts = self.facts(text, without_links, is_ascii, hint, scratch);
        let facts = Facts { links: links.unwrap_or(0), tricks: tricks.unwrap_or_default(), ..facts };
        facts.fill(&self.plan, out);
        let tongue = facts.tongue;
        then(without_links, is_ascii, tongue, scratch);
        scratch.prose = prose;
        scratch.plain = plain;
        tongue.told
    }

    /// Reads many texts on all threads of the current rayon pool; the result does not depend on how many.
    pub fn batch<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Columns {
        let width = self.wanted.len();
        let blocks: Vec<Columns> = texts
            .par_chunks(TEXTS_A_TASK)
            .map(|texts| {
                self.with_scratch(|scratch| {
                    Columns::by_rows(width, texts.len(), |i, row| self.row(texts[i].as_ref(), scratch, row))
                })
            })
            .collect();
        Columns::join(&blocks, width)
    }

    /// Runs the passes that are needed, each once.
    fn facts<'a>(
        &'a self,
        text: &str,
        prose: &str,
        is_ascii: bool,
        hint: Option<Language>,
        scratch: &'a mut Scratch,
    ) -> Facts<'a> {
        let needs = self.needs;
        let when = |need, count: &mut dyn FnMut() -> u64| if needs.has(need) { count() } else { 0 };
        let ascii = &mut scratch.ascii;
        if !is_ascii {
            ascii.read_any(prose);
        }
        let characters =
            if needs.has(Needs::CHARACTERS) { ascii.characters(prose) } else { CharacterFacts::default() };
        let clusters =
            if needs.has(Needs::CLUSTERS) { ascii.clusters(prose) } else { ClusterFacts::default() };
        let lines = if needs.has(Needs::LINES) {
            lines::read_masks(prose, ascii, &mut scratch.lines)
        } else {
            LineFacts::default()
        };
        let letters = if needs.has(Needs::SCRIPT) {
            Letters::of_kinds(ascii.letters(), ascii.wide_kinds())
        } else {
            Letters::default()
        };
        // Most texts have spaces between all words: then nothing is left out.
        let reads = if letters.has_unspaced() { needs } else { needs.without_lengths() };
        let source = Source { of: self.number, phrases: &self.phrases, needs: reads };
        let words = if needs.has(Needs::WORDS) {
            words::read(prose, ascii, &source, &mut scratch.words)
        } else {
            WordFacts::default()
        };
        let (tongue, functions) = self.find_phrases(&letters, hint, scratch);
        let again = self.say_again(&letters, tongue, functions.words, scratch);
        let catchwords = if needs.has(Needs::CATCHWORDS) {
            let told = functions.words > 0;
            let is_function = scratch.words.known.iter().map(|word| word.stop().meets(tongue.lists));
            catchwords::count(&scratch.words.places, told, is_function)
        } else {
            None
        };
        let hashes = &scratch.words.hashes;
        let bag = &mut scratch.bag;
        let ascii = &scratch.ascii;
        // Where there is no link, the whole text is what the masks were made of.
        let masks = Some(ascii).filter(|_| text.len() == prose.len());
        let text_graphemes = || match masks {
            Some(_) if needs.has(Needs::CLUSTERS) => clusters.graphemes,
            Some(masks) => masks.clusters(prose).graphemes,
            None => count_graphemes(text) as u64,
        };
        let text_characters = || masks.map_or_else(|| count_characters(text), Ascii::count_characters);
        let may_have = |sign| ascii.has(sign) || ascii.has_any(Kind::TAGS);
        Facts {
            text_characters: when(Needs::TEXT_CHARACTERS, &mut || text_characters()),
            text_graphemes: when(Needs::TEXT_GRAPHEMES, &mut || text_graphemes()),
            tricks: Tricks::default(),
            links: 0,
            hashtags: when(Needs::MARKS, &mut || if may_have(b'#') { marks::hashtags(prose) } else { 0 }),
            mentions: when(Needs::MARKS, &mut || if may_have(b'@') { marks::mentions(prose) } else { 0 }),
            ends_sentence: needs.has(Needs::ENDING) && lines::ends_sentence(prose),
            repeated_lines: when(Needs::REPEATED_LINES, &mut || bag.repeats(scratch.lines.iter().copied())),
            repeated_sentences: when(Needs::REPEATED_SENTENCES, &mut || {
                bag.repeats(scratch.words.sentences.iter().copied())
            }),
            similarity: when(Needs::SIMILARITY, &mut || similarity::hash(hashes)),
            catchwords,
            again,
            characters,
            clusters,
            lines,
            unspaced: Unspaced::of(&scratch.words.unspaced),
            words,
            letters,
            tongue,
            functions,
            tallies: &scratch.tallies,
            scopes: &self.scopes,
        }
    }

    /// Tells the language and the function words, then finds all lists.
    fn find_phrases(
        &self,
        letters: &Letters,
        hint: Option<Language>,
        scratch: &mut Scratch,
    ) -> (Tongue, Functions) {
        if !self.needs.has(Needs::PHRASES) {
            scratch.tallies.clear();
            return Default::default();
        }
        let WordScratch { hashes, unspaced, known, .. } = &scratch.words;
        let tongue = if self.needs.has(Needs::LANGUAGE) {
            Tongue::by(letters, &Votes::of(known), hint)
        } else {
            Tongue::default()
        };
        let function = |word: &Known| word.stop().meets(tongue.lists);
        let functions = Functions {
            words: known.iter().map(|word| u64::from(function(word))).sum(),
            unspaced: Unspaced::of_those(unspaced, known.iter().map(function)),
        };
        self.phrases.find(hashes, known, tongue.lists.of_text(), &mut scratch.tallies, |_, _| ());
        (tongue, functions)
    }

    /// Which words are new and which are said again.
    fn say_again(&self, letters: &Letters, tongue: Tongue, functions: u64, scratch: &mut Scratch) -> Again {
        if !self.needs.has(Needs::AGAIN) {
            return Again::default();
        }
        let words = &scratch.words;
        let said = Said {
            hashes: &words.hashes,
            unspaced: &words.unspaced,
            known: &words.known,
            keys: &words.keys,
            languages: tongue.lists,
            functions,
            is_english: tongue.told.language == Some(Language::English),
            // In a script without spaces two characters stand for a word.
            a_word: if letters.script.is_unspaced() { 2 } else { 1 },
        };
        said.again(self.needs, &mut scratch.occurrences, &mut scratch.bag, &mut scratch.content)
    }
}

fn count_characters(text: &str) -> u64 {
    if text.is_ascii() { text.len() as u64 } else { text.chars().count() as u64 }
}
