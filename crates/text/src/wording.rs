//! The words of a text as numbers, for comparing one text with another.
//!
//! Words are folded and hashed as for the signals, so a text is compared in any script and without owning a word. Beside
//! the words in order there are the *content words*, which say what a text is about: function words are left out, and what
//! grammar hangs on a word is taken off where that is safe (an elided article, a possessive, a plural `s`).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::ascii::Ascii;
use crate::language::{Language, Languages};
use crate::letters::Letters;
use crate::lexicon::Lexicon;
use crate::plain::Plain;
use crate::segment::{lines_with_feed, words, words_of_line};
use crate::telling::Tongue;
use crate::words::is_capitalised;
use crate::{content, fold, links, runs};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The folded word as a number, never 0; equal for words that differ in case or in the kind of apostrophe only.
    pub hash: u64,
    /// Whether it is a function word of the text's language, such as "the".
    pub function: bool,
    /// Whether it looks like a name: a mention (`@ann`), or a capital inside a sentence, at most three in a row.
    ///
    /// German writes every noun so; there it must be set off by a comma, as in "Hallo Anna, …" or "…, Anna!".
    pub name: bool,
}

/// Reads one text after the other; each reading replaces the one before.
///
/// Takes time in proportion to the text and, once it has grown, no memory. Links are no words.
///
/// ```
/// let mut wording = ssi_text::Wording::default();
/// wording.read("The forecasts of the hospital");
/// let content = wording.content().to_vec();
/// wording.read("Hospital forecast");
/// assert_eq!(wording.words().len(), 2);
/// assert!(wording.content().iter().all(|word| content.contains(word)));
/// ```
#[derive(Default, Debug)]
pub struct Wording {
    plain: Plain,
    prose: String,
    ascii: Ascii,
    hashes: Vec<u64>,
    seen: Vec<Seen>,
    words: Vec<Word>,
    content: Vec<u64>,
}

/// A word as it stands in the text, before the language is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) hash: u64,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The languages of which it is a stop word, once that was looked up.
    pub(crate) stop: Languages,
    pub(crate) capitalised: bool,
    pub(crate) before: Before,
}

/// What stands right before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    Word,
    Comma,
    /// The beginning of a line or of a sentence; also a mention, since what is said to somebody begins after the name.
    Opening,
    AtSign,
}

/// More capitals than this in a row are a headline, not a name.
const LONGEST_NAME: usize = 3;

/// So many words may stand before the name of somebody who is greeted: "Sehr geehrte Frau Maier, …".
const GREETING: usize = 2;

/// For each stop word the languages that have it.
pub(crate) static STOP: LazyLock<FxHashMap<u64, Languages>> = LazyLock::new(|| {
    let mut table: FxHashMap<u64, Languages> = FxHashMap::default();
    for (language, entries) in Lexicon::Stop.parts() {
        for word in entries.into_iter().flat_map(words) {
            let languages = table.entry(fold::hash(word)).or_default();
            *languages = languages.and(language.bit());
        }
    }
    table
});

/// A bit for each of the places that [`Word::hash`] may point to: set where a function word of any language points.
static FUNCTION_WORDS: LazyLock<Box<[u64; 1024]>> = LazyLock::new(|| {
    let mut bits = Box::new([0; 1024]);
    STOP.keys().for_each(|hash| bits[(hash >> 54) as usize] |= 1 << (hash >> 48 & 63));
    bits
});

/// Tells whether a word may be a function word of one of the languages that we know, by its [`Word::hash`].
///
/// A quick look, which depends on the word alone: true of every function word, and by chance of a few others in a hundred.
///
/// ```
/// let mut words = Vec::new();
/// ssi_text::Wording::default().spell("the forecast", &mut words);
/// let may_be_function_word = ssi_text::function_words();
/// assert!(may_be_function_word(words[0]));
/// ```
pub fn function_words() -> impl Fn(u64) -> bool + Copy {
    let bits: &'static [u64; 1024] = &FUNCTION_WORDS;
    move |hash| bits[(hash >> 54) as usize] >> (hash >> 48 & 63) & 1 == 1
}

/// The number of two things in this order: of neighbouring words, or of a pair and what follows it.
pub fn pair_hash(first: u64, second: u64) -> u64 {
    fold::pair(first, second)
}

impl Before {
    /// What stands before a word, by what stood before the word before it and by what is between the two; `first` in a line.
    pub(crate) fn then(self, gap: &str, first: bool) -> Self {
        match self {
            _ if gap.ends_with(['@', '＠']) => Self::AtSign,
            Self::AtSign => Self::Opening,
            _ if first || gap.contains(ends_clause) => Self::Opening,
            _ if gap.contains([',', '，', '、']) => Self::Comma,
            _ => Self::Word,
        }
    }
}

impl Seen {
    fn opens(&self) -> bool {
        matches!(self.before, Before::Opening | Before::AtSign)
    }
}

impl Wording {
    /// Reads a text.
    pub fn read(&mut self, text: &str) {
        self.prepare(text, |this, text| {
            let tongue = this.listen(text);
            this.fill_words(tongue);
            content::collect(text, &this.seen, tongue.lists, &mut this.content);
        });
    }

    /// Appends the words of a text that are no names, in order, each as [`Word::hash`]; all words of a text that has no others.
    ///
    /// The same as to read the text and leave out the names, at a fraction of the cost: the language is asked for only where
    /// a capital stands inside a sentence. What was read before is gone.
    ///
    /// ```
    /// let (mut wording, mut words, mut others) = (ssi_text::Wording::default(), Vec::new(), Vec::new());
    /// wording.say("Thank you, Ben!", &mut words);
    /// wording.say("Thank you", &mut others);
    /// assert_eq!(words, others);
    /// ```
    pub fn say(&mut self, text: &str, out: &mut Vec<u64>) {
        self.prepare(text, |this, text| this.say_seen(out, |this| this.listen(text)));
    }

    /// The same of a text that was made plain and is without links.
    pub(crate) fn say_prose(&mut self, prose: &str, out: &mut Vec<u64>) {
        self.look(prose);
        self.say_seen(out, |this| this.listen(prose));
    }

    /// The same of an ASCII text of which the words are known already, and perhaps its language, and for each word the
    /// languages of which it is a stop word.
    pub(crate) fn say_ascii(
        &mut self,
        prose: &str,
        ascii: &Ascii,
        hashes: &[u64],
        told: Option<(Tongue, impl Iterator<Item = Languages>)>,
        out: &mut Vec<u64>,
    ) {
        if !runs::may_have_names(prose, ascii) {
            out.extend(hashes);
            return;
        }
        runs::look(prose, ascii, hashes, &mut self.seen);
        match told {
            Some((tongue, stops)) => {
                self.seen.iter_mut().zip(stops).for_each(|(word, stop)| word.stop = stop);
                self.say_seen(out, |_| tongue);
            }
            None => self.say_seen(out, |this| this.listen(prose)),
        }
    }

    fn say_seen(&mut self, out: &mut Vec<u64>, tongue: impl FnOnce(&mut Self) -> Tongue) {
        self.words.clear();
        self.content.clear();
        if self.seen.iter().any(|w| w.capitalised && !w.opens()) {
            let tongue = tongue(self);
            self.fill_words(tongue);
            let all = self.words.iter().all(|w| w.name);
            out.extend(self.words.iter().filter(|w| all || !w.name).map(|w| w.hash));
            self.words.clear();
        } else {
            let all = self.seen.iter().all(|w| w.before == Before::AtSign);
            out.extend(self.seen.iter().filter(|w| all || w.before != Before::AtSign).map(|w| w.hash));
        }
    }

    /// Appends all words of a text in order, each as [`Word::hash`]; what was read before is gone.
    pub fn spell(&mut self, text: &str, out: &mut Vec<u64>) {
        self.words.clear();
        self.content.clear();
        self.prepare(text, |this, _| out.extend(this.seen.iter().map(|w| w.hash)));
    }

    /// Looks at the words of the text as a reader sees it and without links, and has something done with it.
    fn prepare(&mut self, text: &str, then: impl FnOnce(&mut Self, &str)) {
        let mut plain = std::mem::take(&mut self.plain);
        let text = if plain.make(text).is_some() { plain.text.as_str() } else { text };
        let mut prose = std::mem::take(&mut self.prose);
        let text = if links::take_out(text, &mut prose).is_some() { prose.as_str() } else { text };
        self.look(text);
        then(self, text);
        self.prose = prose;
        self.plain = plain;
    }

    /// Looks up the stop words, and tells the language by them.
    fn listen(&mut self, text: &str) -> Tongue {
        for word in &mut self.seen {
            word.stop = STOP.get(&word.hash).copied().unwrap_or_default();
        }
        Tongue::of(&Letters::of(text), self.seen.iter().map(|w| w.stop), None)
    }

    /// The words in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The content words in order, each as often as it occurs; comparable among themselves, not with [`Word::hash`].
    ///
    /// No content are: the function words of the text's language, and those of one or two letters of any language we
    /// know; single letters and digits; hiragana, which writes grammar. `IT` and `US` in capitals are content. A script
    /// without spaces (Chinese characters, Thai) gives pairs of neighbours, as in a search engine.
    pub fn content(&self) -> &[u64] {
        &self.content
    }

    fn look(&mut self, text: &str) {
        if self.ascii.read(text) {
            self.ascii.find_words(text);
            self.hashes.clear();
            self.ascii.hash_words(text, &mut self.hashes);
            runs::look(text, &self.ascii, &self.hashes, &mut self.seen);
            return;
        }
        self.seen.clear();
        let mut offset = 0;
        for line in lines_with_feed(text) {
            let mut end = None;
            let mut before = Before::Opening;
            for (start, word) in words_of_line(line) {
                let hash = fold::hash(word);
                before = before.then(&line[end.unwrap_or(0)..start], end.is_none());
                self.seen.push(Seen {
                    hash,
                    start: (offset + start) as u32,
                    end: (offset + start + word.len()) as u32,
                    stop: Languages::NONE,
                    capitalised: is_capitalised(word),
                    before,
                });
                end = Some(start + word.len());
            }
            offset += line.len();
        }
    }

    fn fill_words(&mut self, tongue: Tongue) {
        self.words.clear();
        let (mut from, mut clause) = (0, 0);
        while from < self.seen.len() {
            // A run of capitals within a clause, or one other word.
            let rest = &self.seen[from..];
            if rest[0].opens() {
                clause = from;
            }
            let goes_on = |i: usize, w: &Seen| w.capitalised && (i == 0 || w.before == Before::Word);
            let run = rest.iter().enumerate().take_while(|(i, w)| goes_on(*i, w)).count();
            let addressed = || match rest.get(run) {
                Some(next) if next.before == Before::Comma => {
                    rest[0].before == Before::Comma || from - clause <= GREETING
                }
                next => rest[0].before == Before::Comma && next.is_none_or(Seen::opens),
            };
            let named = (1..=LONGEST_NAME).contains(&run)
                && (tongue.told.language != Some(Language::German) || addressed());
            for word in &rest[..run.max(1)] {
                let function = word.stop.meets(tongue.lists);
                self.words.push(Word {
                    hash: word.hash,
                    function,
                    name: word.before == Before::AtSign || named && !word.opens() && !function,
                });
            }
            from += run.max(1);
        }
    }
}

pub(crate) fn ends_clause(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ':' | ';' | '•' | '|' | '\r' | '。' | '！' | '？' | '：')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, SIGNALS, Scratch, SignalId, Want, signal};
    use proptest::prelude::*;

    #[track_caller]
    fn check_names(text: &str, expected: &[&str]) {
        let mut wording = Wording::default();
        wording.read(text);
        let found = words(text).zip(wording.words()).filter(|(_, w)| w.name);
        assert_eq!(found.map(|(word, _)| word).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn names_are_capitals_inside_a_sentence() {
        check_names("Thank you Anna. Great to meet you, Mr Ben Okafor!", &["Anna", "Mr", "Ben", "Okafor"]);
        check_names("Great post! Thanks\nAnna", &[]);
        check_names("Five Ways To Sell More", &[]);
        check_names("I saw that HubSpot and IBM are hiring", &["HubSpot"]);
        check_names("Hallo Anna, ich habe das Profil von Herrn Maier gesehen", &["Anna"]);
        check_names("Sehr geehrte Frau Maier, Ihre Firma ist uns bekannt", &["Frau", "Maier"]);
        check_names("Das war ein guter Vortrag, Ben!", &["Ben"]);
        check_names("@ann Great post! Thanks @bob_2", &["ann", "bob_2"]);
        check_names("спасибо Анна", &["Анна"]);
    }

    #[track_caller]
    fn check_said(text: &str) {
        let (mut wording, mut said) = (Wording::default(), vec![7]);
        wording.say("something Ben said before", &mut Vec::new());
        wording.say(text, &mut said);
        assert!(wording.words().is_empty());
        let mut spelt = Vec::new();
        wording.spell(text, &mut spelt);
        wording.read(text);
        assert_eq!(spelt, wording.words().iter().map(|w| w.hash).collect::<Vec<_>>(), "{text:?}");
        let all = wording.words().iter().all(|w| w.name);
        let words = wording.words().iter().filter(|w| all || !w.name).map(|w| w.hash);
        assert_eq!(said, std::iter::once(7).chain(words).collect::<Vec<_>>(), "{text:?}");
        for analyzer in &*ANALYZERS {
            let mut row = vec![0.0; analyzer.wanted().len()];
            let (mut beside, mut alone) = (vec![7], vec![0.0; row.len()]);
            let scratch = &mut Scratch::default();
            let told = analyzer.row_said(text, scratch, &mut row, &mut wording, &mut beside);
            assert_eq!(beside, said, "{text:?}");
            assert_eq!(told, analyzer.row_as(text, None, scratch, &mut alone), "{text:?}");
            let bits = |row: &[f64]| row.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&row), bits(&alone), "{text:?}");
        }
    }

    /// Some that know little of a text, and one that knows all.
    static ANALYZERS: LazyLock<[Analyzer; 5]> = LazyLock::new(|| {
        let one = |id| Analyzer::new(&[Want::Signal(signal(id).expect("a signal"))], &[]);
        let all = (0..SIGNALS.len()).map(|i| Want::Signal(SignalId(i as u16))).collect::<Vec<_>>();
        let little = ["characters", "words", "language", "links"];
        let [characters, words, language, links] = little.map(one);
        [characters, words, language, links, Analyzer::new(&all, &[])]
    });

    #[test]
    fn what_is_said_is_what_is_read_without_names() {
        for text in [
            "",
            "Ben",
            "@ben @ann_2",
            "@ben hello, Ann",
            "Hallo Anna, ich habe das Profil von Herrn Maier gesehen",
            "so The cat saw HubSpot. Ben Was here",
            "see https://example.org/Ben and Ben",
            "g r e a t work, Ben",
            "日本 Ben です",
            "𝗚𝗿𝗲𝗮𝘁 work, Ben: https://example.org/Ben",
            "\u{200b}Great, Ben — naïve",
        ] {
            check_said(text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_said_is_what_is_read_of_any_text(
            text in r#"((the|und|Der|Ben|IBM|said|on|www\.a\.b|https://x|g r e a t|𝗕𝗲𝗻|я|[a-zA-Z0-9_.':,;@!\-]{1,9}|é)[ ,.@\n:"]{1,2}){0,20}"#
        ) {
            check_said(&text);
        }
    }

    #[test]
    fn words_are_those_of_the_signals() {
        let mut wording = Wording::default();
        let text = "The 一つ café’s\nwww.example.org END";
        wording.read(text);
        let expected: Vec<u64> = ["the", "一", "つ", "café's", "end"].iter().map(|w| fold::hash(w)).collect();
        assert_eq!(wording.words().iter().map(|w| w.hash).collect::<Vec<_>>(), expected);
        assert_eq!(wording.words().iter().filter(|w| w.function).count(), 1);
    }
}
