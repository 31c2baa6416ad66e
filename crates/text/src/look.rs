//! One look at a text, which tells whether it is plain; most are, and are not written anew.
//!
//! A text in which something is odd must come out as it would if it were written anew, so nothing may pass here that
//! would change. What only could be odd, such as two alphabets side by side, is looked at once more.

use crate::invisible::InvisibleCounter;
use crate::kind::Kind;
use crate::lookalikes::{Foreign, foreign};
use crate::parts::{Part, parts};
use crate::plain::OF_WORD;
use crate::spaced;

/// What one look at each character of a text tells, where the text is not plain.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Look {
    pub(crate) east_asian: bool,
    /// Only single characters change, each by itself: those that are [`LIGHT`].
    pub(crate) lightly: bool,
}

/// What may change whatever stands around it: Arabic strokes and signs go, and a wide letter is ordinary in East Asian text.
pub(crate) const LIGHT: Kind = Kind::ARABIC_EXTRA.or(Kind::WIDE);

/// What makes a text odd by itself.
const ODD: Kind = Kind::MARK.or(Kind::STYLED).or(Kind::RARE_LATIN).or(Kind::COMPOSES);

impl Look {
    /// `None` where the text is plain.
    pub(crate) fn at(text: &str) -> Option<Look> {
        if text.is_ascii() {
            return spaced::may_be_in_ascii(text).then(Look::default);
        }
        let mut seen = Kind::of(' ');
        let (mut odd, mut selected) = (false, false);
        let mut invisible = InvisibleCounter::default();
        let mut rhythm = spaced::Rhythm::default();
        let mut spaced = false;
        for part in parts(text) {
            let text = match part {
                Part::Ascii(text) => {
                    spaced |= rhythm.pass_ascii(text);
                    invisible.pass_ascii(text.as_bytes()[text.len() - 1]);
                    continue;
                }
                Part::Others(text) => text,
            };
            for c in text.chars() {
                let kind = Kind::of(c);
                invisible.step(c);
                seen = seen.or(kind);
                odd |= kind.has(ODD) && !kind.has(LIGHT);
                selected |= c == '\u{fe0f}';
                // The text will be without it.
                if !kind.has(Kind::ARABIC_EXTRA) {
                    spaced |= rhythm.step(c);
                }
            }
        }
        let east_asian = seen.has(Kind::EAST_ASIAN);
        let light = seen.has(LIGHT);
        // Wide letters stay in text of another script, and before a selector, which makes an emoji of them.
        let wide = seen.has(Kind::WIDE) && (!east_asian || selected);
        let heavy = odd || spaced || invisible.count > 0 || wide;
        let latin = seen.has(Kind::NEAR_LATIN.or(LIGHT));
        let both = seen.has(Kind::FOREIGN) && (latin || text.bytes().any(|byte| byte.is_ascii_alphabetic()));
        if heavy || both && (light || may_be_twins(text)) {
            Some(Look { east_asian, lightly: false })
        } else {
            light.then_some(Look { east_asian, lightly: true })
        }
    }
}

/// Whether a word of a text without other oddities may be written in letters of another alphabet than it is read in:
/// it has letters of two, or it has twins of Latin letters alone and the text has more Latin letters than others.
fn may_be_twins(text: &str) -> bool {
    let (mut latins, mut foreigners, mut twin_words) = (0_usize, 0_usize, 0_usize);
    let mut word = Mix::default();
    for c in text.chars() {
        let kind = Kind::of(c);
        latins += usize::from(c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}'));
        foreigners += usize::from(kind.has(Kind::FOREIGN));
        if kind.has(OF_WORD) {
            word.take(c, kind);
            if word.is_mixed() {
                return true;
            }
        } else {
            twin_words += usize::from(std::mem::take(&mut word).are_twins());
        }
    }
    twin_words += usize::from(word.are_twins());
    twin_words > 0 && latins > foreigners
}

/// The letters of a word.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing seen, none excludes another")]
struct Mix {
    cyrillic: bool,
    greek: bool,
    others: bool,
    no_twin: bool,
}

impl Mix {
    fn take(&mut self, c: char, kind: Kind) {
        if !kind.has(Kind::ALPHABETIC) {
            return;
        }
        if !kind.has(Kind::FOREIGN) {
            self.others = true;
        } else if foreign(c) == Some(Foreign::Cyrillic) {
            self.cyrillic = true;
        } else {
            self.greek = true;
        }
        self.no_twin |= !kind.has(Kind::TWIN);
    }

    fn is_mixed(&self) -> bool {
        u8::from(self.cyrillic) + u8::from(self.greek) + u8::from(self.others) > 1
            && (self.cyrillic || self.greek)
    }

    fn are_twins(&self) -> bool {
        (self.cyrillic || self.greek) && !self.no_twin
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::{Plain, Tricks};
    use proptest::prelude::*;
    use proptest::sample::select;

    /// Characters that are odd, that only may be, and that stand where something may be odd.
    const PIECES: &[&str] = &[
        "a",
        "B",
        "great ",
        "x",
        " ",
        " ",
        "-",
        ".",
        "1",
        "é",
        "ß",
        "«",
        "\u{a0}",
        "а",
        "е",
        "сосе",
        "ж",
        "Я",
        " на ",
        "ο",
        "ω",
        "Ω",
        "\u{301}",
        "\u{336}",
        "\u{64b}",
        "\u{651}",
        "ـ",
        "جد",
        "و",
        "ａ",
        "Ｉ",
        "７",
        "？",
        "，",
        "日",
        "本の",
        "か",
        "\u{3099}",
        "한",
        "ᄒ",
        "ᅡ",
        "𝗴",
        "ⓖ",
        "ᵍ",
        "²",
        "™",
        "№",
        "ɡ",
        "ɪ",
        "ʃ",
        "ⅰ",
        "\u{200b}",
        "\u{200d}",
        "\u{fe0f}",
        "❤\u{fe0f}",
        "👩\u{200d}💻",
        "🇫🇷",
        "🅰",
        "1\u{fe0f}\u{20e3}",
        "\u{ad}",
        "\u{3164}",
        "क्ष",
        "א",
        "\n",
        "a long stretch of plain words, ",
        "g r e a t",
        "\u{483}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_left_alone_would_not_change(pieces in proptest::collection::vec(select(PIECES), 0..16)) {
            let text = pieces.concat();
            // Two alphabets are sought in texts with Latin letters only.
            prop_assume!(text.chars().any(|c| Kind::of(c).has(Kind::NEAR_LATIN)));
            let east_asian = text.chars().any(|c| Kind::of(c).has(Kind::EAST_ASIAN));
            let (mut quick, mut anew) = (Plain::default(), Plain::default());
            let tricks = anew.make_anew(&text, east_asian);
            if let Some(found) = quick.make(&text) {
                prop_assert_eq!((&quick.text, found), (&anew.text, tricks));
                for at in 0..quick.text.len() {
                    prop_assert_eq!(quick.original(at), anew.original(at), "at {}", at);
                }
            } else {
                prop_assert_eq!((&text, Tricks::default()), (&anew.text, tricks));
            }
        }
    }

    #[test]
    fn most_texts_are_plain() {
        for text in [
            "Great post 👏👏 — thanks, Zoë! ❤\u{fe0f} 👩\u{200d}💻 1\u{fe0f}\u{20e3}",
            "Мы купили iPhone 15 и рады. Спасибо!",
            "真的？太好了！第１章", // one wide digit
            "Growth™ of 5 ℃, ½ of it at № 3…",
            "جيد جدًا",
        ] {
            let look = Look::at(text);
            assert!(look.is_none_or(|look| look.lightly), "{text}");
        }
    }
}
