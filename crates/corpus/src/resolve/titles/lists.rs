//! The words and phrases of all languages, from `crates/corpus/lists/titles`.

use rustc_hash::FxHashMap;

use super::plain::{Plain, Script};

macro_rules! files {
    ($($code:ident)*) => {
        /// Code and content of each file.
        const FILES: &[(&str, &str)] =
            &[$((stringify!($code), include_str!(concat!("../../../lists/titles/", stringify!($code), ".txt")))),*];
    };
}

files!(en es fr de pt it nl id ru ar hi ja zh ko);

/// What a phrase says of whoever has it in a title.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Level(u8),
    /// The title after it is somebody else's.
    SomebodyElse,
    /// The title before it is somebody else's.
    Servant,
}

/// Where a phrase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    Anywhere,
    EndOfWord,
    WholeTitle,
}

/// The section of a list by the name in its brackets.
fn section(name: &str) -> Option<(Place, Meaning)> {
    let (place, level) = match name {
        "serves" => return Some((Place::Anywhere, Meaning::SomebodyElse)),
        "served by" => return Some((Place::Anywhere, Meaning::Servant)),
        _ => match name.split_once(' ') {
            None => (Place::Anywhere, name),
            Some(("ends", level)) => (Place::EndOfWord, level),
            Some(("alone", level)) => (Place::WholeTitle, level),
            Some(_) => return None,
        },
    };
    let level = level.parse().ok().filter(|level| *level <= 4)?;
    Some((place, Meaning::Level(level)))
}

/// The phrases of a file with their sections; nothing for a phrase whose section is none.
fn phrases(file: &str) -> impl Iterator<Item = (&str, Option<(Place, Meaning)>)> {
    let mut now = None;
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(
        move |line| match line.strip_prefix('[') {
            Some(name) => {
                now = section(name.trim_end_matches(']'));
                None
            }
            None => Some((line, now)),
        },
    )
}

/// All phrases, in the form in which titles are compared.
#[derive(Default)]
pub(super) struct Phrases {
    anywhere: FxHashMap<String, Meaning>,
    /// The words of the longest phrase that begins with a word.
    most_words: FxHashMap<String, usize>,
    /// The characters of the longest phrase in a script without spaces.
    most_chars: usize,
    ends: FxHashMap<String, u8>,
    /// The characters of the longest end.
    longest_end: usize,
    alone: FxHashMap<String, u8>,
}

impl Phrases {
    pub(super) fn built_in() -> Self {
        let mut all = Self::default();
        for (_, file) in FILES {
            for (phrase, section) in phrases(file) {
                let (place, meaning) = section.expect("a test reads every section of every list");
                all.add(&Plain::new(phrase), place, meaning);
            }
        }
        all
    }

    fn add(&mut self, phrase: &Plain, place: Place, meaning: Meaning) {
        let text = phrase.text().to_owned();
        let chars = text.chars().count();
        match (place, meaning) {
            (Place::EndOfWord, Meaning::Level(level)) => {
                self.longest_end = self.longest_end.max(chars);
                self.ends.insert(text, level);
            }
            (Place::WholeTitle, Meaning::Level(level)) => {
                self.alone.insert(text, level);
            }
            _ => {
                if phrase.words().iter().any(|word| word.script == Script::Dense) {
                    self.most_chars = self.most_chars.max(chars);
                }
                let most = self.most_words.entry(phrase.word(0).to_owned()).or_default();
                *most = (*most).max(phrase.words().len());
                self.anywhere.insert(text, meaning);
            }
        }
    }

    /// The level of a whole title that means nothing beside other words.
    pub(super) fn alone(&self, title: &str) -> Option<u8> {
        self.alone.get(title).copied()
    }

    /// The longest phrase at a word: how many words it has, and what it says.
    pub(super) fn at(&self, title: &Plain, at: usize) -> Option<(usize, Meaning)> {
        // Arabic writes "and" into the word that follows.
        const AND: char = 'و';
        self.longest(title, at, 0).or_else(|| {
            title.word(at).starts_with(AND).then(|| self.longest(title, at, AND.len_utf8())).flatten()
        })
    }

    fn longest(&self, title: &Plain, at: usize, skipped: usize) -> Option<(usize, Meaning)> {
        let most = *self.most_words.get(&title.word(at)[skipped..])?;
        (1..=most.min(title.words().len() - at))
            .rev()
            .find_map(|n| self.anywhere.get(&title.phrase(at, n)[skipped..]).map(|meaning| (n, *meaning)))
    }

    /// The longest phrase that a run begins with: its length in bytes, and what it says.
    pub(super) fn opening(&self, run: &str) -> Option<(usize, Meaning)> {
        let ends = run.char_indices().map(|(start, c)| start + c.len_utf8()).take(self.most_chars);
        ends.filter_map(|end| self.anywhere.get(&run[..end]).map(|meaning| (end, *meaning))).last()
    }

    /// The level of a compound word by its longest known end.
    pub(super) fn end_of(&self, word: &str) -> Option<u8> {
        let far = word.chars().count().saturating_sub(self.longest_end);
        word.char_indices().skip(far).find_map(|(start, _)| self.ends.get(&word[start..]).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_has_one_meaning() {
        let mut meanings: FxHashMap<(Place, String), (Meaning, &str)> = FxHashMap::default();
        for (code, file) in FILES {
            for (phrase, section) in phrases(file) {
                let (place, meaning) =
                    section.unwrap_or_else(|| panic!("{code}.txt: {phrase} stands in no known section"));
                let plain = Plain::new(phrase);
                assert!(!plain.words().is_empty(), "{code}.txt: {phrase} has no letters");
                let other = *meanings.entry((place, plain.text().to_owned())).or_insert((meaning, code));
                assert_eq!(other.0, meaning, "{phrase} in {code}.txt and in {}.txt", other.1);
            }
        }
    }

    #[test]
    fn every_list_knows_whoever_decides() {
        for (code, file) in FILES {
            for level in 1..=4 {
                let found =
                    phrases(file).filter(|(_, s)| s.is_some_and(|s| s.1 == Meaning::Level(level))).count();
                assert!(found > 5, "{code}.txt has {found} phrases of level {level}");
            }
        }
    }
}
