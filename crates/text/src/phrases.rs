//! Lists of words and phrases, and where in a text they are found.

use std::ops::Range;
use std::sync::Arc;

use crate::language::{Language, Languages};
use crate::letters::Letters;
use crate::phrase_table::PhraseTable;
use crate::plain::{self, Plain};
use crate::segment::{lines_with_feed, words, words_of_line};
use crate::telling::Tongue;
use crate::wording::STOP;
use crate::{fold, links};

/// A list of phrases, e.g. generic praise.
///
/// A phrase is found as whole words, whatever the case, the punctuation and the kind of apostrophe: "thanks for
/// sharing" is in "Thanks for sharing!!" and not in "thanks for sharings". A phrase without a letter or digit
/// (an emoji) can never be found and is left out.
///
/// ```
/// use ssi_text::{Analyzer, Language, PhraseList, PhrasePart, Scratch, Want};
/// let part = |language, phrase: &str| PhrasePart { language, phrases: vec![phrase.into()] };
/// let parts = vec![part(Some(Language::English), "great post"), part(Some(Language::German), "toller beitrag")];
/// let praise = PhraseList { id: "praise".into(), parts };
/// let analyzer = Analyzer::new(&[Want::PhraseHits(0), Want::PhraseCoverage(0)], &[praise]);
/// let mut row = [0.0; 2];
/// analyzer.row("Great post, Ann!", &mut Scratch::default(), &mut row);
/// assert_eq!(row, [1.0, 2.0 / 3.0]);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PhraseList {
    /// The name of the list; not read here.
    pub id: String,
    /// The phrases of each language, in any order; a language may have several parts.
    pub parts: Vec<PhrasePart>,
}

/// The phrases of a list that hold for one language, or for all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PhrasePart {
    /// The language of the texts that they are sought in; none for every text.
    pub language: Option<Language>,
    /// The phrases, in any order.
    pub phrases: Vec<String>,
}

impl PhraseList {
    /// Whether what is found depends on the language of the text.
    pub(crate) fn has_languages(&self) -> bool {
        self.parts.iter().any(|part| part.language.is_some())
    }

    /// The phrases, each with its languages.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Phrase> {
        self.parts
            .iter()
            .flat_map(|part| part.phrases.iter().map(|phrase| Phrase::new(part.languages(), phrase)))
    }

    /// The languages that the list is there for; any, if it has no part.
    pub(crate) fn languages(&self) -> Languages {
        let parts = self.parts.iter().map(PhrasePart::languages);
        parts.reduce(Languages::and).unwrap_or(Languages::ANY)
    }
}

impl PhrasePart {
    fn languages(&self) -> Languages {
        self.language.map_or(Languages::ANY, Language::bit)
    }
}

/// One phrase, ready to be sought.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// Whose texts it is sought in.
    pub(crate) languages: Languages,
    pub(crate) words: Arc<[u64]>,
}

impl Phrase {
    pub(crate) fn new(languages: Languages, phrase: &str) -> Phrase {
        Phrase { languages, words: words(&plain::plain(phrase)).map(fold::hash).collect() }
    }
}

/// Where in a text the phrases of a list stand, as ranges of bytes from left to right: the finds that
/// [`Want::PhraseHits`](crate::Want::PhraseHits) counts in a text that nobody knows more about.
///
/// Prepares the list anew each time; meant for showing one text, not for counting in many.
///
/// ```
/// use ssi_text::{PhraseList, PhrasePart};
/// let part = PhrasePart { language: None, phrases: vec!["great post".into()] };
/// let praise = PhraseList { id: "praise".into(), parts: vec![part] };
/// assert_eq!(ssi_text::finds("Ann, great post!", &praise), [5..15]);
/// ```
pub fn finds(text: &str, list: &PhraseList) -> Vec<Range<usize>> {
    let table = PhraseTable::new([list.entries()]);
    let mut plain = Plain::default();
    let is_plain = plain.make(text).is_none();
    let prose = links::blank_out(if is_plain { text } else { &plain.text });
    let original = |at| if is_plain { at } else { plain.original(at) };
    let (mut places, mut hashes, mut line_start): (Vec<Range<usize>>, Vec<u64>, usize) = Default::default();
    for line in lines_with_feed(&prose) {
        for (start, word) in words_of_line(line) {
            let start = line_start + start;
            places.push(start..start + word.len());
            hashes.push(fold::hash(word));
        }
        line_start += line.len();
    }
    let (mut found, mut known) = (Vec::new(), Vec::new());
    table.look_up(&hashes, &mut known);
    let stop = hashes.iter().map(|hash| STOP.get(hash).copied().unwrap_or_default());
    let tongue = Tongue::of(&Letters::of(&prose), stop, None);
    table.find(&hashes, &known, tongue.lists.of_text(), &mut Vec::new(), |_, words| {
        found.push(original(places[words.start].start)..original(places[words.end - 1].end));
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_places(phrases: &[&str], text: &str, expected: &[&str]) {
        let phrases = phrases.iter().map(|&p| p.to_owned()).collect();
        let parts = vec![PhrasePart { language: None, phrases }];
        let found = finds(text, &PhraseList { id: String::new(), parts });
        let shown: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn finds_are_shown_as_they_are_written() {
        check_places(
            &["thanks for sharing", "so true"],
            "So   TRUE.\r\nThanks\nfor sharing 🙏",
            &["So   TRUE", "Thanks\nfor sharing"],
        );
        // What stands inside a link is not read, and the link does not move what follows.
        check_places(
            &["great post"],
            "https://ä.example/great-post great — post www.b.c/great Post",
            &["great — post"],
        );
        check_places(&["素晴らしい"], "これは素晴らしい投稿", &["素晴らしい"]);
        check_places(
            &["great post"],
            "𝗚𝗿𝗲𝗮𝘁 po\u{200b}st! g r e a t pоst",
            &["𝗚𝗿𝗲𝗮𝘁 po\u{200b}st", "g r e a t pоst"],
        );
        check_places(&["great post"], "", &[]);
        check_places(&[], "great post", &[]);
    }

    #[track_caller]
    fn check(list: &[&'static str], text: &str, hits: u64, covered: u64) {
        let entries =
            |list: &[&'static str]| list.iter().map(|p| Phrase::new(Languages::ANY, p)).collect::<Vec<_>>();
        let table = PhraseTable::new([entries(&["unrelated"]), entries(list)]);
        let hashes: Vec<u64> = words(text).map(fold::hash).collect();
        let (mut tallies, mut known) = (Vec::new(), Vec::new());
        table.look_up(&hashes, &mut known);
        table.find(&hashes, &known, Languages::NONE.of_text(), &mut tallies, |_, _| ());
        assert_eq!((tallies[1].hits, tallies[1].words), (hits, covered), "{list:?} in {text:?}");
    }

    #[test]
    fn phrases_are_whole_words_in_any_dress() {
        check(&["thanks for sharing"], "Thanks for sharing!!", 1, 3);
        check(&["thanks for sharing"], "thanks for sharings", 0, 0);
        check(&["can't agree more"], "Can’t agree — more", 1, 3);
        check(&["très bien", "素晴らしい"], "TRÈS BIEN 素晴らしい", 6 - 4, 2 + 5);
        check(&["👏", "", "  "], "👏 👏", 0, 0);
    }

    #[test]
    fn longest_first_then_left_to_right_without_overlap() {
        check(&["a b", "a b c", "c d"], "a b c d", 1, 3);
        check(&["a b", "b c d"], "a b c d", 1, 2);
        check(&["a a"], "a a a a a", 2, 4);
        check(&["a", "a", "A"], "a a", 2, 2);
        check(&["a b c"], "a b", 0, 0);
    }
}
