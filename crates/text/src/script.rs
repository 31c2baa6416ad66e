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
            '\u{400}'..='\u{52f}'
            | '\u{1c80}'..='\u{1c8f}'
            | '\u{1d2b}'
            | '\u{1d78}'
            | '\u{2de0}'..='\u{2dff}'
            | '\u{a640}'..='\u{a69f}'
            | '\u{1e030}'..='\u{1e08f}' => Script::Cyrillic,
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{870}'..='\u{8ff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10ec0}'..='\u{10eff}'
            | '\u{1ee00}'..='\u{1eeff}' => Script::Arabic,
            '\u{900}'..='\u{97f}' | '\u{a8e0}'..='\u{a8ff}' => Script::Devanagari,
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{a9e0}'..='\u{a9ff}'
            | '\u{aa60}'..='\u{aa7f}'
            | '\u{116d0}'..='\u{116e3}' => Script::SoutheastAsian,
            '\u{3041}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{ff66}'..='\u{ff9d}'
            | '\u{1aff0}'..='\u{1b16f}' => Script::Kana,
            '\u{1100}'..='\u{11ff}'
            | '\u{3130}'..='\u{318f}'
            | '\u{a960}'..='\u{a97c}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{ffa0}'..='\u{ffdc}' => Script::Hangul,
            '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{3029}'
            | '\u{3038}'..='\u{303b}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{16fe2}'..='\u{16ff6}'
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
    /// What the letters say against the languages that we know.
    strange: i32,
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
                letters.strange += strangeness(c);
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

    /// Whether the letters are those of a language that we do not know.
    pub(crate) fn are_strange(&self) -> bool {
        self.strange >= 2 && self.strange.unsigned_abs() >= self.counts.iter().sum::<u32>() / 100
    }

    /// Whether there is kana among the Chinese characters, and more than a quotation in a Chinese text would have.
    pub(crate) fn is_japanese(&self) -> bool {
        let kana = self.count(Script::Kana);
        kana > 0 && kana * 25 >= self.count(Script::Han)
    }
}

/// How much a letter speaks against the languages with lists that are written in its script.
///
/// Two make a suspicion. One Latin letter may stand in a name; Bulgarian is full of ъ, which Russian seldom has, while
/// ы, э and ё are Russian.
fn strangeness(c: char) -> i32 {
    match c {
        // Polish, Czech, Turkish, Hungarian, Romanian, Swedish, Vietnamese and others.
        'œ' | 'Œ' | 'ĳ' | 'Ĳ' => 0,
        '\u{100}'..='\u{24f}' | '\u{1ea0}'..='\u{1ef9}' => 1,
        'å' | 'Å' | 'ø' | 'Ø' | 'þ' | 'Þ' | 'ð' | 'Ð' | 'ý' | 'Ý' => 1,
        // Ukrainian, Belarusian, Serbian, Macedonian, and the languages of Central Asia.
        'і' | 'І' | 'ї' | 'Ї' | 'є' | 'Є' | 'ґ' | 'Ґ' | 'ў' | 'Ў' => 2,
        'ј' | 'Ј' | 'љ' | 'Љ' | 'њ' | 'Њ' | 'ђ' | 'Ђ' | 'ћ' | 'Ћ' | 'џ' | 'Џ' => 2,
        '\u{48a}'..='\u{52f}' => 2,
        'ъ' | 'Ъ' => 2,
        'ы' | 'Ы' | 'э' | 'Э' | 'ё' | 'Ё' => -1,
        // Persian and Urdu.
        'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' => 2,
        // Marathi.
        'ळ' => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    #[test]
    fn every_letter_is_of_its_script() {
        let scripts = [
            (Script::Cyrillic, r"\p{Cyrillic}"),
            (Script::Arabic, r"\p{Arabic}"),
            (Script::Devanagari, r"\p{Devanagari}"),
            (Script::Han, r"\p{Han}"),
            (Script::Kana, r"\p{Hiragana}|\p{Katakana}"),
            (Script::Hangul, r"\p{Hangul}"),
            (Script::SoutheastAsian, r"\p{Thai}|\p{Lao}|\p{Khmer}|\p{Myanmar}"),
        ]
        .map(|(script, pattern)| (script, Regex::new(pattern).expect("a pattern")));
        // Signs that several scripts share, and letters that are too new for the patterns, are of their block.
        let shared = Regex::new(r"\p{Common}|\p{Inherited}|\P{Alphabetic}").expect("a pattern");
        for c in ('\0'..=char::MAX).filter(|c| c.is_alphabetic()) {
            let text = c.to_string();
            if !shared.is_match(&text) {
                let found = scripts.iter().find(|(_, property)| property.is_match(&text));
                let expected = found.map_or(Script::Other, |(script, _)| *script);
                let script = if is_latin(c) { Script::Other } else { Script::of(c) };
                assert_eq!(script, expected, "{:x}", u32::from(c));
            }
        }
    }

    #[track_caller]
    fn check(expected: Script, texts: &[&str]) {
        for text in texts {
            assert_eq!(script(text), expected, "{text}");
        }
    }

    #[test]
    fn the_main_script_is_that_of_most_words() {
        check(Script::None, &["", "12 %", "👏", "?!"]);
        check(Script::Latin, &["naïve", "Hello Київ", "Tschüss, до"]);
        check(Script::Cyrillic, &["Я люблю Rust", "да"]);
        check(
            Script::Han,
            &[
                "销售",
                "使用Kubernetes部署",
                "日文裡的「の」就像中文裡的「的」一樣，我們在這一句話裡面只用它一次，而且沒有別的假名，一共有五十個漢字以上才算數吧",
            ],
        );
        check(Script::Kana, &["Kubernetesの使い方", "東京都知事選挙の結果", "すごい", "コスト"]);
        check(Script::Hangul, &["좋은 글", "API를 만들었습니다"]);
        check(Script::SoutheastAsian, &["ขอบคุณ", "ຂອບໃຈ", "អរគុណ", "ကျေးဇူး"]);
        check(Script::Other, &["Ευχαριστώ", "תודה"]);
    }
}
