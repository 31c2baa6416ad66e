//! Which script a text is written in, from its letters.

use crate::characters::is_latin;

/// A script, or a group of scripts that are read alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters, also as Persian and Urdu write them.
    Arabic,
    /// The letters of Hindi, Marathi and Nepali.
    Devanagari,
    /// Chinese characters alone.
    Han,
    /// Hiragana and katakana, and the Chinese characters among them.
    Kana,
    /// Korean letters.
    Hangul,
    /// Thai, Lao, Khmer and Burmese, which put no spaces between words.
    SoutheastAsian,
    /// Greek, Hebrew and all others.
    Other,
    /// No letters at all.
    None,
}

/// The kinds that letters are counted by: all but [`Script::None`].
const KINDS: usize = Script::None as usize;

impl Script {
    const ALL: [Script; KINDS] = [
        Script::Latin,
        Script::Cyrillic,
        Script::Arabic,
        Script::Devanagari,
        Script::Han,
        Script::Kana,
        Script::Hangul,
        Script::SoutheastAsian,
        Script::Other,
    ];

    /// The name in English, for a table.
    pub fn name(self) -> &'static str {
        match self {
            Script::Latin => "Latin",
            Script::Cyrillic => "Cyrillic",
            Script::Arabic => "Arabic",
            Script::Devanagari => "Devanagari",
            Script::Han => "Chinese",
            Script::Kana => "Japanese",
            Script::Hangul => "Korean",
            Script::SoutheastAsian => "Southeast Asian",
            Script::Other => "other",
            Script::None => "none",
        }
    }

    /// Whether it writes words without spaces between them.
    pub(crate) fn is_unspaced(self) -> bool {
        matches!(self, Script::Han | Script::Kana | Script::SoutheastAsian)
    }

    /// The script of a letter; `Other` for what is no letter.
    pub(crate) fn of(c: char) -> Script {
        match c {
            _ if is_latin(c) => Script::Latin,
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' => Script::Cyrillic,
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{8a0}'..='\u{8ff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}' => Script::Arabic,
            '\u{900}'..='\u{97f}' | '\u{a8e0}'..='\u{a8ff}' => Script::Devanagari,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
                Script::SoutheastAsian
            }
            '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' => Script::Kana,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}' => Script::Hangul,
            '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => Script::Han,
            _ => Script::Other,
        }
    }
}

/// The script that most of a text is written in; links count too.
///
/// A Chinese, Japanese or Korean letter weighs as much as three others, because a word takes about a third of the
/// letters. Takes one pass and no memory.
///
/// ```
/// use ssi_text::{Script, script};
/// assert_eq!(script("Kubernetesの使い方"), Script::Kana);
/// assert_eq!((script("12 %"), script("naïve").name()), (Script::None, "Latin"));
/// ```
pub fn script(text: &str) -> Script {
    Letters::of(text).script
}

/// How many letters of each script a text has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letters {
    /// The main script.
    pub(crate) script: Script,
    counts: [u32; KINDS],
    /// Letters of other scripts that are capitals or small letters.
    cased_others: u32,
    /// Letters of the script that none of its languages we know writes.
    pub(crate) strange: u32,
}

impl Default for Letters {
    fn default() -> Self {
        Letters { script: Script::None, counts: [0; KINDS], cased_others: 0, strange: 0 }
    }
}

impl Letters {
    pub(crate) fn of(text: &str) -> Letters {
        let mut letters = Letters::default();
        if text.is_ascii() {
            letters.counts[0] = text.bytes().filter(u8::is_ascii_alphabetic).count() as u32;
            letters.script = letters.main();
            return letters;
        }
        for c in text.chars() {
            if c.is_ascii() {
                letters.counts[0] += u32::from(c.is_ascii_alphabetic());
            } else if c.is_alphabetic() {
                let script = Script::of(c);
                letters.counts[script as usize] += 1;
                letters.cased_others +=
                    u32::from(script == Script::Other && (c.is_lowercase() || c.is_uppercase()));
                letters.strange += u32::from(is_strange(c));
            }
        }
        letters.script = letters.main();
        letters
    }

    pub(crate) fn count(&self, script: Script) -> u32 {
        self.counts[script as usize]
    }

    fn main(&self) -> Script {
        let mut weights = self.counts;
        weights[Script::Han as usize] += std::mem::take(&mut weights[Script::Kana as usize]);
        weights[Script::Han as usize] *= 3;
        weights[Script::Hangul as usize] *= 3;
        let mut best = Script::None;
        for script in Script::ALL {
            let most = if best == Script::None { 0 } else { weights[best as usize] };
            if weights[script as usize] > most {
                best = script;
            }
        }
        if best == Script::Han && self.is_japanese() { Script::Kana } else { best }
    }

    /// Whether letters of scripts that put no spaces between words are among them.
    pub(crate) fn has_unspaced(&self) -> bool {
        Script::ALL.into_iter().any(|script| script.is_unspaced() && self.count(script) > 0)
    }

    /// Whether the main script has capitals; also where there is no letter.
    pub(crate) fn has_capitals(&self) -> bool {
        match self.script {
            Script::Latin | Script::Cyrillic | Script::None => true,
            Script::Other => self.cased_others * 2 > self.count(Script::Other),
            _ => false,
        }
    }

    /// Whether there is kana among the Chinese characters, and more than a quotation in a Chinese text would have.
    pub(crate) fn is_japanese(&self) -> bool {
        let kana = self.count(Script::Kana);
        kana > 0 && kana >= self.count(Script::Han) / 25
    }
}

/// Whether a letter is of another language than those with lists that are written in its script.
fn is_strange(c: char) -> bool {
    match c {
        // Polish, Czech, Turkish, Hungarian, Romanian, Swedish, Vietnamese and others.
        '\u{100}'..='\u{24f}' => !matches!(c, 'œ' | 'Œ' | 'ĳ' | 'Ĳ'),
        'å' | 'Å' | 'ø' | 'Ø' | 'þ' | 'Þ' | 'ð' | 'Ð' | 'ý' | 'Ý' => true,
        '\u{1ea0}'..='\u{1ef9}' => true,
        // Ukrainian, Belarusian, Serbian, Macedonian, and the letters of Central Asia.
        'і' | 'І' | 'ї' | 'Ї' | 'є' | 'Є' | 'ґ' | 'Ґ' | 'ў' | 'Ў' => true,
        'ј' | 'Ј' | 'љ' | 'Љ' | 'њ' | 'Њ' | 'ђ' | 'Ђ' | 'ћ' | 'Ћ' | 'џ' | 'Џ' => true,
        '\u{48a}'..='\u{52f}' => true,
        // Persian and Urdu.
        'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' => true,
        _ => false,
    }
}
