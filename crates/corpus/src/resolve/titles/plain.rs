//! Titles in the form in which they are compared.

/// Han and kana begin here; their titles have no word that stands alone.
const WITHOUT_SPACES: char = '\u{2e80}';

/// How a script sets its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Script {
    Spaced,
    /// With spaces, and with titles at the ends of words.
    Korean,
    /// Han and kana: without spaces.
    Dense,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{1100}'..='\u{11ff}'
            | '\u{3130}'..='\u{318f}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}' => Self::Korean,
            WITHOUT_SPACES.. => Self::Dense,
            _ => Self::Spaced,
        }
    }
}

/// A word of a title.
pub(super) struct Word {
    start: usize,
    end: usize,
    pub(super) script: Script,
    /// Whether a comma or another mark that parts stands before it.
    pub(super) apart: bool,
}

/// A title as it is compared: lower case, without accents and marks, one space between words.
pub(super) struct Plain {
    text: String,
    /// A change of script begins a word.
    words: Vec<Word>,
}

impl Plain {
    pub(super) fn new(title: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(title.len()), words: Vec::new() };
        let mut inside = false;
        let mut apart = false;
        for c in title.chars().map(narrow).flat_map(char::to_lowercase).filter(|c| !is_silent(*c)) {
            if !is_letter(c) {
                inside = false;
                apart |= !c.is_whitespace() && !matches!(c, '-' | '\u{2010}' | '\u{2011}');
                continue;
            }
            let script = Script::of(c);
            if !inside || plain.words.last().is_none_or(|word| word.script != script) {
                plain.begin(script, apart);
            }
            (inside, apart) = (true, false);
            plain.text.push(unaccented(c));
            if let Some(word) = plain.words.last_mut() {
                word.end = plain.text.len();
            }
        }
        plain.finish_word();
        plain
    }

    /// The whole title.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.phrase(at, 1)
    }

    pub(super) fn phrase(&self, at: usize, words: usize) -> &str {
        &self.text[self.words[at].start..self.words[at + words - 1].end]
    }

    fn begin(&mut self, script: Script, apart: bool) {
        self.finish_word();
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.words.push(Word { start: self.text.len(), end: self.text.len(), script, apart });
    }

    /// Leaves out what a language writes into a word beside the title.
    fn finish_word(&mut self) {
        // Arabic: "the manager" and "and the manager" are the same title as "manager".
        const ARTICLES: [&str; 2] = ["ال", "وال"];
        // Korean: what is put behind the title out of respect.
        const HONORIFIC: &str = "님";
        // Words of few letters, such as a name of two beside the article, keep theirs.
        const LEFT: usize = 3;
        let Some(word) = self.words.last_mut() else { return };
        let written = &self.text[word.start..word.end];
        match word.script {
            Script::Spaced => {
                let article = ARTICLES.iter().find(|article| {
                    written.strip_prefix(**article).is_some_and(|rest| rest.chars().nth(LEFT - 1).is_some())
                });
                if let Some(article) = article {
                    self.text.replace_range(word.start..word.start + article.len(), "");
                    word.end = self.text.len();
                }
            }
            Script::Korean if written.ends_with(HONORIFIC) && written.chars().nth(2).is_some() => {
                self.text.truncate(word.end - HONORIFIC.len());
                word.end = self.text.len();
            }
            Script::Korean | Script::Dense => {}
        }
    }
}

/// Letters as wide as Han characters are the same letters.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// What stands inside a word without being a letter: the marks of "d'entreprise" and "C.E.O.", the dot between katakana words,
/// accents on their own.
fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '’' | '.' | '・') || is_mark(c)
}

/// Accents on their own, vowel marks of Arabic that hardly anybody writes, the dot below Devanagari letters, joiners.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{93c}' | '\u{200b}'..='\u{200f}')
}

/// Devanagari joins its letters with a sign that is none itself.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{963}')
}

/// The letter without its accent, or the one that people write for it.
fn unaccented(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ё' => 'е',
        'й' => 'и',
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        // Devanagari letters with a dot below in one, and the two signs of a nasal.
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95a}' => 'ग',
        '\u{95b}' => 'ज',
        '\u{95c}' => 'ड',
        '\u{95d}' => 'ढ',
        '\u{95e}' => 'फ',
        '\u{95f}' => 'य',
        'ँ' => 'ं',
        _ => c,
    }
}
