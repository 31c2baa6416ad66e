//! Seniority from job titles, in a dozen languages.

mod words;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use words::{ENDS, LEVELS, LOOKALIKES, SERVED_BY, SERVES};

/// The level from which a title counts as a decision maker's.
pub const DECIDES: u8 = 3;

/// Han and kana begin here; their titles have no word that stands alone.
const WITHOUT_SPACES: char = '\u{2e80}';

#[derive(Clone, Copy)]
enum Meaning {
    Level(u8),
    Nothing,
    SomebodyElse,
}

/// All phrases, in the form in which titles are compared.
struct Phrases {
    meanings: FxHashMap<String, Meaning>,
    /// The words of the longest phrase.
    most_words: usize,
    /// The characters of the longest phrase without spaces.
    most_chars: usize,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases { meanings: FxHashMap::default(), most_words: 1, most_chars: 1 };
    let levels = LEVELS.iter().map(|&(level, words)| (words, Meaning::Level(level)));
    let others = [(LOOKALIKES, Meaning::Nothing), (SERVES, Meaning::SomebodyElse)];
    for (words, meaning) in levels.chain(others) {
        for phrase in words.split(',') {
            let plain = Plain::new(phrase);
            phrases.most_words = phrases.most_words.max(plain.words.len());
            if phrase.contains(|c| c >= WITHOUT_SPACES) {
                phrases.most_chars = phrases.most_chars.max(plain.text.chars().count());
            }
            phrases.meanings.insert(plain.text, meaning);
        }
    }
    phrases
});

/// A title as it is compared: lower case, without accents and marks, one space between words.
struct Plain {
    text: String,
    /// Where each word begins and ends. A change to a script without spaces begins a word.
    words: Vec<(usize, usize)>,
}

impl Plain {
    fn new(title: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(title.len()), words: Vec::new() };
        let mut inside = false;
        let mut dense = false;
        // In "d'entreprise" and "C.E.O." the marks stand inside a word.
        let silent = |c: &char| matches!(c, '\'' | '’' | '.') || is_mark(*c);
        for c in title.chars().map(narrow).flat_map(char::to_lowercase).filter(|c| !silent(c)) {
            if !is_letter(c) {
                inside = false;
                continue;
            }
            let now_dense = c >= WITHOUT_SPACES;
            if !inside || now_dense != dense {
                plain.begin();
            }
            (inside, dense) = (true, now_dense);
            plain.text.push(unaccented(c));
            if let Some(word) = plain.words.last_mut() {
                word.1 = plain.text.len();
            }
        }
        plain.drop_article();
        plain
    }

    fn begin(&mut self) {
        self.drop_article();
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.words.push((self.text.len(), self.text.len()));
    }

    /// Arabic writes its article into the word: "the manager" is the same title as "manager".
    fn drop_article(&mut self) {
        const ARTICLE: &str = "ال";
        if let Some((start, end)) = self.words.last_mut() {
            // Words of four letters, such as a name of two beside it, keep theirs.
            if self.text[*start..].starts_with(ARTICLE) && *end - *start > 4 * ARTICLE.len() / 2 {
                self.text.replace_range(*start..*start + ARTICLE.len(), "");
                *end = self.text.len();
            }
        }
    }

    fn phrase(&self, at: usize, words: usize) -> &str {
        &self.text[self.words[at].0..self.words[at + words - 1].1]
    }
}

/// Letters as wide as Han characters are the same letters.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Accents that stand on their own, and vowel marks of Arabic that hardly anybody writes.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{200c}' | '\u{200d}')
}

/// Devanagari joins its letters with a sign that is none itself.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{963}')
}

fn unaccented(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'آ' | 'أ' | 'إ' => 'ا',
        _ => c,
    }
}

/// The level of a title: 0 other, 1 lead or senior, 2 manager or head, 3 director or vice president, 4 chief, founder, owner.
///
/// An empty or unknown title is 0. Case, accents and punctuation do not matter; of several phrases at one place the longest
/// counts, so that a vice president is no president.
pub fn seniority(title: &str) -> u8 {
    let plain = Plain::new(title);
    let mut level = 0;
    let mut at = 0;
    while at < plain.words.len() {
        let left = plain.words.len() - at;
        let found = (1..=PHRASES.most_words.min(left))
            .rev()
            .find_map(|n| PHRASES.meanings.get(plain.phrase(at, n)).map(|meaning| (n, *meaning)));
        match found {
            Some((_, Meaning::SomebodyElse)) => break,
            Some((n, Meaning::Level(found))) => {
                // In scripts without spaces whoever serves is named at the end.
                let dense = plain.phrase(at, n).contains(|c| c >= WITHOUT_SPACES);
                level = if dense { level.max(dense_level(plain.phrase(at, n))) } else { level.max(found) };
                at += n;
            }
            Some((n, Meaning::Nothing)) => at += n,
            None => {
                level = level.max(inside(plain.phrase(at, 1)));
                at += 1;
            }
        }
    }
    level
}

/// The level of a word that is no phrase as a whole.
fn inside(word: &str) -> u8 {
    if word.contains(|c| c >= WITHOUT_SPACES) {
        return dense_level(word);
    }
    ENDS.iter().find(|(end, _)| word.ends_with(end)).map_or(0, |(_, level)| *level)
}

/// The level of a run of a script without spaces, its longest phrases first.
fn dense_level(run: &str) -> u8 {
    let mut level = 0;
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let ends = rest.char_indices().map(|(start, c)| start + c.len_utf8()).take(PHRASES.most_chars);
        let found =
            ends.filter_map(|end| PHRASES.meanings.get(&rest[..end]).map(|meaning| (end, *meaning))).last();
        let (end, meaning) = found.unwrap_or((first.len_utf8(), Meaning::Nothing));
        rest = &rest[end..];
        let serves = SERVED_BY.iter().any(|word| rest.starts_with(word));
        if let Meaning::Level(found) = meaning
            && !serves
        {
            level = level.max(found);
        }
    }
    level
}
