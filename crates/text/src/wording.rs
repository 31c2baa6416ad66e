//! The words of a text as numbers, for comparing one text with another.
//!
//! Words are folded and hashed as for the signals, so a text is compared in any script and without owning a word. Beside
//! the words in order there are the *content words*, which say what a text is about: function words are left out, and what
//! grammar hangs on a word is taken off where that is safe (an elided article, a possessive, a plural `s`).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::{Language, Lexicon};
use crate::segment::{lines_with_feed, words, words_of_line};
use crate::words::is_capitalised;
use crate::{fold, links};

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
    prose: String,
    seen: Vec<Seen>,
    words: Vec<Word>,
    content: Vec<u64>,
}

/// A word as it stands in the text, before the language is known.
#[derive(Clone, Copy, Debug)]
struct Seen {
    hash: u64,
    start: u32,
    end: u32,
    /// A bit for each language of which it is a stop word.
    stop: u8,
    capitalised: bool,
    /// Whether a sentence or a line begins with it.
    opens: bool,
    after_comma: bool,
    /// Whether an at sign stands right before it.
    mentioned: bool,
}

/// More capitals than this in a row are a headline, not a name.
const LONGEST_NAME: usize = 3;

/// So many words may stand before the name of somebody who is greeted: "Sehr geehrte Frau Maier, …".
const GREETING: usize = 2;

/// A shorter word keeps its `s`: "news" is not "new".
const SHORTEST_PLURAL: usize = 5;

/// For each stop word a bit for each language that has it.
static STOP: LazyLock<FxHashMap<u64, u8>> = LazyLock::new(|| {
    let mut table: FxHashMap<u64, u8> = FxHashMap::default();
    for language in Language::ALL {
        for entry in Lexicon::Stop.entries(language) {
            words(entry).for_each(|w| *table.entry(fold::hash(w)).or_default() |= 1 << language as u8);
        }
    }
    table
});

/// The number of two things in this order: of neighbouring words, or of a pair and what follows it.
pub fn pair_hash(first: u64, second: u64) -> u64 {
    fold::pair(first, second)
}

impl Wording {
    /// Reads a text.
    pub fn read(&mut self, text: &str) {
        let mut prose = std::mem::take(&mut self.prose);
        let text = if links::take_out(text, &mut prose).is_some() { prose.as_str() } else { text };
        self.look(text);
        let language = self.language();
        self.fill_words(language);
        self.fill_content(text, language);
        self.prose = prose;
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
        self.seen.clear();
        let mut offset = 0;
        for line in lines_with_feed(text) {
            let mut end = None;
            let mut after_mention = false;
            for (start, word) in words_of_line(line) {
                let hash = fold::hash(word);
                let gap = &line[end.unwrap_or(0)..start];
                let mentioned = gap.ends_with(['@', '＠']);
                self.seen.push(Seen {
                    hash,
                    start: (offset + start) as u32,
                    end: (offset + start + word.len()) as u32,
                    stop: STOP.get(&hash).copied().unwrap_or(0),
                    capitalised: is_capitalised(word),
                    // What is said to somebody begins after the mention.
                    opens: end.is_none() || after_mention || mentioned || gap.contains(ends_clause),
                    after_comma: gap.contains([',', '，', '、']),
                    mentioned,
                });
                end = Some(start + word.len());
                after_mention = mentioned;
            }
            offset += line.len();
        }
    }

    /// That with the most stop words; none where there is no stop word at all.
    fn language(&self) -> Option<Language> {
        let mut counts = [0; Language::ALL.len()];
        for (place, count) in counts.iter_mut().enumerate() {
            *count = self.seen.iter().filter(|w| w.stop & 1 << place != 0).count() as u64;
        }
        counts.iter().any(|&n| n > 0).then(|| Language::of(&counts))
    }

    fn fill_words(&mut self, language: Option<Language>) {
        self.words.clear();
        let (mut from, mut clause) = (0, 0);
        while from < self.seen.len() {
            // A run of capitals within a clause, or one other word.
            let rest = &self.seen[from..];
            if rest[0].opens {
                clause = from;
            }
            let goes_on = |i: usize, w: &Seen| w.capitalised && (i == 0 || !w.opens && !w.after_comma);
            let run = rest.iter().enumerate().take_while(|(i, w)| goes_on(*i, w)).count();
            let addressed = || match rest.get(run) {
                Some(next) if next.after_comma => rest[0].after_comma || from - clause <= GREETING,
                next => rest[0].after_comma && next.is_none_or(|n| n.opens),
            };
            let named =
                (1..=LONGEST_NAME).contains(&run) && (language != Some(Language::German) || addressed());
            for word in &rest[..run.max(1)] {
                let function = is_function(word, language);
                self.words.push(Word {
                    hash: word.hash,
                    function,
                    name: word.mentioned || named && !word.opens && !function,
                });
            }
            from += run.max(1);
        }
    }

    fn fill_content(&mut self, text: &str, language: Option<Language>) {
        self.content.clear();
        let of = |word: &Seen| &text[word.start as usize..word.end as usize];
        let capitals = self.seen.iter().filter(|w| in_capitals(of(w))).count();
        let shouted = self.seen.len() > 1 && capitals * 2 > self.seen.len();
        // The last character of a script without spaces: where it ends, and its number while it stands alone.
        let mut last: Option<(u32, u64)> = None;
        let mut alone: Option<u64> = None;
        for word in &self.seen {
            let letters = of(word);
            if is_unspaced(letters) {
                match last {
                    Some((end, before)) if end == word.start => {
                        alone = None;
                        self.content.push(fold::pair(before, word.hash));
                    }
                    _ => self.content.extend(alone.replace(word.hash)),
                }
                last = Some((word.end, word.hash));
                continue;
            }
            self.content.extend(alone.take());
            last = None;
            let short = letters.chars().nth(2).is_none();
            let function = is_function(word, language) || short && word.stop != 0;
            if function && (shouted || !in_capitals(letters)) {
                continue;
            }
            let stem = stem(letters);
            let hash = if stem.len() == letters.len() { word.hash } else { fold::hash(stem) };
            let bare =
                stem.len() != letters.len() && STOP.get(&hash).is_some_and(|bits| speaks(*bits, language));
            if !bare && !is_trifle(stem) {
                self.content.push(hash);
            }
        }
        self.content.extend(alone);
    }
}

fn speaks(bits: u8, language: Option<Language>) -> bool {
    language.is_some_and(|l| bits & 1 << l as u8 != 0)
}

fn is_function(word: &Seen, language: Option<Language>) -> bool {
    speaks(word.stop, language)
}

fn ends_clause(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ':' | ';' | '•' | '|' | '\r' | '。' | '！' | '？' | '：')
}

/// Two or more ASCII capitals.
fn in_capitals(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// The word without an elided article before it (`l'`, `qu'`), a possessive or a plural `s` behind it.
fn stem(word: &str) -> &str {
    let is_apostrophe = |c: char| matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{ff07}');
    let mut stem = word;
    if let Some((head, tail)) = word.split_once(is_apostrophe) {
        if tail.eq_ignore_ascii_case("s") {
            stem = head;
        } else if head.chars().nth(2).is_none() && tail.chars().nth(2).is_some() {
            stem = tail;
        }
    }
    // "business", "status" and "analysis" are no plurals.
    let plural = stem.len() >= SHORTEST_PLURAL
        && stem.ends_with(['s', 'S'])
        && !stem[..stem.len() - 1].ends_with(['s', 'S', 'u', 'U', 'i', 'I'])
        && stem[..stem.len() - 1].ends_with(char::is_alphabetic);
    if plural { &stem[..stem.len() - 1] } else { stem }
}

/// A single letter of an alphabet, a single digit, or hiragana.
fn is_trifle(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphanumeric());
    let (first, second) = (letters.next(), letters.next());
    let single = second.is_none() && first.is_none_or(|c| c.is_numeric() || c < '\u{900}');
    single || word.chars().all(|c| matches!(c, '\u{3041}'..='\u{309f}'))
}

/// Whether the word is a character of a script that puts no spaces between words, and more than a particle.
fn is_unspaced(word: &str) -> bool {
    /// Chinese characters that only bind others.
    const PARTICLES: &str = "的了是我你他她它们們这這那也都就";
    word.chars().next().is_some_and(|c| {
        matches!(c,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
            && !PARTICLES.contains(c)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str) -> Vec<u64> {
        let mut wording = Wording::default();
        wording.read("something read before");
        wording.read(text);
        wording.content().to_vec()
    }

    #[track_caller]
    fn check_content(text: &str, expected: &[&str]) {
        let expected: Vec<u64> = expected.iter().map(|w| fold::hash(w)).collect();
        assert_eq!(content(text), expected, "{text}");
    }

    #[test]
    fn content_words_say_what_a_text_is_about() {
        check_content("", &[]);
        check_content("and of the", &[]);
        check_content(
            "I help the hospitals with https://example.org/x planning",
            &["help", "hospital", "planning"],
        );
        check_content("Directora de Ventas", &["directora", "venta"]);
        check_content("Leiter der Logistik und des Einkaufs", &["leiter", "logistik", "einkauf"]);
        check_content("the company's plans, the companies' plan", &["company", "plan", "companie", "plan"]);
        check_content("Directeur de l'industrie d’affaires", &["directeur", "industrie", "affaire"]);
        check_content("it is IT in the US", &["it", "us"]);
        check_content("IT", &["it"]);
        check_content("THIS IS IT FOR US", &[]);
        check_content(
            "news, business, status, analysis, gas",
            &["news", "business", "status", "analysis", "gas"],
        );
        check_content("I've seen: we'll see 3 x 14", &["seen", "see", "14"]);
        check_content("Продажи и логистика", &["продажи", "логистика"]);
        check_content("영업 관리", &["영업", "관리"]);
    }

    /// A plural and an elided article hide half of what two texts share; words that are no plural must keep their end.
    #[test]
    fn taking_off_an_end_joins_what_belongs_together_and_nothing_else() {
        for (a, b) in [
            ("forecast", "forecasts"),
            ("Kunden", "kunden"),
            ("l'usine", "usines"),
            ("hospital’s", "hospitals"),
            ("ventas", "venta"),
        ] {
            assert_eq!(content(a), content(b), "{a} {b}");
        }
        for (a, b) in [
            ("new", "news"),
            ("bu", "bus"),
            ("busines", "business"),
            ("analysi", "analysis"),
            ("gra", "gras"),
        ] {
            assert_ne!(content(a), content(b), "{a} {b}");
        }
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        let pair = |a, b| fold::pair(fold::hash(a), fold::hash(b));
        assert_eq!(content("销售经理"), [pair("销", "售"), pair("售", "经"), pair("经", "理")]);
        assert_eq!(content("税，销售"), [fold::hash("税"), pair("销", "售")]);
        assert_eq!(
            content("私の営業は、ソフトウェア"),
            [fold::hash("私"), pair("営", "業"), fold::hash("ソフトウェア")]
        );
        assert!(content("これはどうですか").is_empty());
    }

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
