//! The letters of a text, counted by script, and what they say against the languages that we know.

use crate::kind::Kind;
use crate::parts::{Part, parts};
use crate::script::Script;

/// The kinds that letters are counted by.
const KINDS: usize = Script::ALL.len();

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
    /// So many letters of ASCII, and what other characters are.
    pub(crate) fn of_kinds(ascii: u64, others: impl Iterator<Item = Kind>) -> Letters {
        let mut letters = Letters::default();
        letters.counts[0] = ascii as u32;
        others.for_each(|kind| letters.take(kind));
        letters.script = letters.main();
        letters
    }

    pub(crate) fn of(text: &str) -> Letters {
        if text.is_ascii() {
            let letters = text.bytes().filter(u8::is_ascii_alphabetic).count() as u64;
            return Letters::of_kinds(letters, std::iter::empty());
        }
        let mut letters = Letters::default();
        for part in parts(text) {
            match part {
                Part::Ascii(text) => {
                    letters.counts[0] += text.bytes().filter(u8::is_ascii_alphabetic).count() as u32;
                }
                Part::Others(text) => text.chars().for_each(|c| letters.take(Kind::of(c))),
            }
        }
        letters.script = letters.main();
        letters
    }

    fn take(&mut self, kind: Kind) {
        if kind.has(Kind::ALPHABETIC) {
            let script = kind.script();
            self.counts[script as usize] += 1;
            let cased = script == Script::Other && kind.has(Kind::LOWER.or(Kind::UPPER));
            self.cased_others += u32::from(cased);
            self.strange += kind.strangeness();
        }
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
pub(crate) fn strangeness(c: char) -> i32 {
    match c {
        'œ' | 'Œ' | 'ĳ' | 'Ĳ' => 0,
        // Polish, Czech, Turkish, Hungarian, Romanian, Swedish, Vietnamese and others; Marathi.
        '\u{100}'..='\u{24f}'
        | '\u{1ea0}'..='\u{1ef9}'
        | 'å'
        | 'Å'
        | 'ø'
        | 'Ø'
        | 'þ'
        | 'Þ'
        | 'ð'
        | 'Ð'
        | 'ý'
        | 'Ý'
        | 'ळ' => 1,
        // Ukrainian, Belarusian, Serbian, Macedonian, Bulgarian, and the languages of Central Asia; Persian and Urdu.
        'і'
        | 'І'
        | 'ї'
        | 'Ї'
        | 'є'
        | 'Є'
        | 'ґ'
        | 'Ґ'
        | 'ў'
        | 'Ў'
        | 'ъ'
        | 'Ъ'
        | 'ј'
        | 'Ј'
        | 'љ'
        | 'Љ'
        | 'њ'
        | 'Њ'
        | 'ђ'
        | 'Ђ'
        | 'ћ'
        | 'Ћ'
        | 'џ'
        | 'Џ'
        | '\u{48a}'..='\u{52f}'
        | 'پ'
        | 'چ'
        | 'ژ'
        | 'گ'
        | 'ک'
        | 'ی'
        | 'ٹ'
        | 'ڈ'
        | 'ڑ'
        | 'ں'
        | 'ے'
        | 'ہ' => 2,
        'ы' | 'Ы' | 'э' | 'Э' | 'ё' | 'Ё' => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(strange: bool, texts: &[&str]) {
        for text in texts {
            assert_eq!(Letters::of(text).are_strange(), strange, "{text}");
        }
    }

    #[test]
    fn letters_of_other_languages_are_strange() {
        check(
            false,
            &["", "naïve œuvre, façade, Straße, ¿qué?", "Łukasz", "Мы создали объект", "शुक्रवार", "شكرا"],
        );
        check(
            true,
            &["Żółć", "teşekkürler, çünkü ışık", "på gården", "Цікаво", "хубав ъгъл", "یک", "نمی‌دانم"],
        );
        let english = "We asked Łukasz and Żaneta what they think. ".to_owned();
        check(false, &[&(english.clone() + &"They think that it is too early to tell. ".repeat(9))]);
    }

    #[test]
    fn capitals_are_sought_where_there_may_be_some() {
        for (text, capitals) in
            [("abc", true), ("42", true), ("Ευχαριστώ", true), ("תודה", false), ("谢谢", false)]
        {
            assert_eq!(Letters::of(text).has_capitals(), capitals, "{text}");
        }
    }
}
