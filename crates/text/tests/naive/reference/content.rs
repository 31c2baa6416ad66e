//! The words of a text for comparing it with another: which are names, and which say what it is about.

use super::Reading;
use super::fold::fold;
use super::letters::Script;
use super::lists::stop_of;
use super::repetition::{hash, pair};
use super::words::Word;

/// A word of a text.
pub(crate) struct Spoken {
    pub(crate) hash: u64,
    pub(crate) function: bool,
    pub(crate) name: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Before {
    Word,
    Comma,
    Opening,
    AtSign,
}

/// What stands before each word.
fn before(reading: &Reading) -> Vec<Before> {
    let mut all: Vec<Before> = Vec::new();
    for (at, word) in reading.words.iter().enumerate() {
        let last = at.checked_sub(1).map(|before| &reading.words[before]);
        let gap = &reading.prose[last.map_or(0, |last| last.end)..word.start];
        all.push(if gap.ends_with(['@', '＠']) {
            Before::AtSign
        } else if last.is_none()
            || all[at - 1] == Before::AtSign
            || gap.contains(|c| "\n\r.!?…:;•|。！？：".contains(c))
        {
            Before::Opening
        } else if gap.contains([',', '，', '、']) {
            Before::Comma
        } else {
            Before::Word
        });
    }
    all
}

/// The words of a text in their order.
pub(crate) fn wording(text: &str) -> Vec<Spoken> {
    let reading = Reading::of(text, None);
    let (words, before) = (&reading.words, before(&reading));
    let opens = |at: usize| [Before::Opening, Before::AtSign].contains(&before[at]);
    let mut spoken = Vec::new();
    while spoken.len() < words.len() {
        let from = spoken.len();
        // A row of capitals within a clause.
        let mut end = from;
        while end < words.len() && words[end].is_capitalised() && (end == from || before[end] == Before::Word)
        {
            end += 1;
        }
        let clause = (0..=from).rev().find(|at| opens(*at)).unwrap_or(0);
        let after_comma = before[from] == Before::Comma;
        let comma_follows = end < words.len() && before[end] == Before::Comma;
        let ends_clause = end == words.len() || opens(end);
        let addressed =
            if comma_follows { after_comma || from - clause <= 2 } else { after_comma && ends_clause };
        let named = (1..=3).contains(&(end - from)) && (!reading.tongue.is_german() || addressed);
        for at in from..end.max(from + 1) {
            let function = reading.is_function(&words[at]);
            let name = before[at] == Before::AtSign || named && !opens(at) && !function;
            spoken.push(Spoken { hash: hash(&words[at].folded), function, name });
        }
    }
    spoken
}

/// The content words of a text, as numbers.
pub(crate) fn content(text: &str) -> Vec<u64> {
    let reading = Reading::of(text, None);
    let words = &reading.words;
    let capitals = words.iter().filter(|word| in_capitals(&word.text)).count();
    let shouted = words.len() > 1 && capitals * 2 > words.len();
    // Characters of a script without spaces go in rows that nothing interrupts.
    let is_character = |word: &Word| {
        let script = Script::of(word.text.chars().next().unwrap());
        script.is_unspaced() && script != Script::Kana && !reading.is_function(word)
    };
    let rows = words.chunk_by(|a, b| is_character(a) && is_character(b) && a.end == b.start);
    let mut content = Vec::new();
    for row in rows {
        match row {
            [word] if is_character(word) => content.push(hash(&word.folded)),
            [word] => content.extend(spaced(&reading, word, shouted)),
            _ => content.extend(row.windows(2).map(|two| pair(hash(&two[0].folded), hash(&two[1].folded)))),
        }
    }
    content
}

/// Two or more ASCII capitals.
fn in_capitals(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase())
}

/// The content of a word between spaces, without what grammar hangs on it.
fn spaced(reading: &Reading, word: &Word, shouted: bool) -> Option<u64> {
    let short = word.text.chars().count() <= 2;
    let function = reading.is_function(word) || short && !stop_of(&word.folded).is_empty();
    if function && (shouted || !in_capitals(&word.text)) {
        return None;
    }
    let stem = stem(&word.text);
    let folded = fold(stem);
    let bare = stem != word.text && !stop_of(&folded).is_disjoint(&reading.tongue.lists);
    let letters: Vec<char> = stem.chars().filter(|c| c.is_alphanumeric()).collect();
    let single = match letters[..] {
        [] => true,
        [only] => only.is_numeric() || only < '\u{900}',
        _ => false,
    };
    let hiragana = stem.chars().all(|c| ('\u{3041}'..='\u{309f}').contains(&c));
    (!bare && !single && !hiragana).then(|| hash(&folded))
}

/// The word without an elided article, a possessive or a plural.
fn stem(word: &str) -> &str {
    let apostrophes = ['\'', '‘', '’', 'ʼ', '＇'];
    let mut stem = word;
    if let Some((head, tail)) = word.split_once(apostrophes) {
        if tail == "s" || tail == "S" {
            stem = head;
        } else if head.chars().count() <= 2 && tail.chars().count() >= 3 {
            stem = tail;
        }
    }
    let Some(singular) = stem.strip_suffix(['s', 'S']) else { return stem };
    let last = singular.chars().last().unwrap_or(' ');
    let is_plural = stem.len() >= 5 && last.is_alphabetic() && !"sSuUiI".contains(last);
    if is_plural { singular } else { stem }
}
