//! What every character is, worked out once: one look-up where each room would search for itself.
//!
//! A room says what a character is to it in a function of its own (`is_mark`, `Script::of`, `word_class`); here the
//! answers lie side by side in 64 bits. A block of 128 characters is worked out when the first of it is met, so that
//! a text pays for the scripts that it is written in, and no text for all of them.

use std::sync::{Arc, OnceLock};

use crate::breaks::{grapheme_class, is_joined, sentence, sentence_class, word_class};
use crate::characters::{is_latin, marks};
use crate::emoji::{self, Style};
use crate::invisible::{After, is_invisible};
use crate::letters::strangeness;
use crate::lookalikes::{self, foreign, latin_reading, twin, unstyled};
use crate::plain::{is_arabic_extra, is_mark};
use crate::script::Script;
use crate::spaced::is_separator;
use crate::{fold, quotes};

/// Characters a block.
const SIZE: usize = 128;

type Block = [Kind; SIZE];

static BLOCKS: [OnceLock<Arc<Block>>; 0x11_0000 / SIZE] = [const { OnceLock::new() }; 0x11_0000 / SIZE];

/// Characters of which each is to all rooms as the others: their blocks are one.
const ALIKE: &[(usize, usize)] = &[
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0xac00, 0xd7a3),
    (0xe000, 0xf8ff),
    (0x17000, 0x18cd5),
    (0x20000, 0x2a6df),
];

/// What a character is.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Kind(u64);

impl Kind {
    pub(crate) const ALPHABETIC: Kind = Kind(1);
    pub(crate) const NUMERIC: Kind = Kind(1 << 1);
    pub(crate) const LOWER: Kind = Kind(1 << 2);
    pub(crate) const UPPER: Kind = Kind(1 << 3);
    pub(crate) const WHITE: Kind = Kind(1 << 4);
    pub(crate) const LATIN: Kind = Kind(1 << 5);
    /// Asks, exclaims, or is a full stop or an ellipsis.
    pub(crate) const TONE: Kind = Kind(1 << 6);
    /// Is not itself when folded.
    pub(crate) const FOLDS: Kind = Kind(1 << 7);
    pub(crate) const INVISIBLE: Kind = Kind(1 << 8);
    /// A mark for letters of any alphabet.
    pub(crate) const MARK: Kind = Kind(1 << 9);
    /// A stroke or sign without which an Arabic word is the same.
    pub(crate) const ARABIC_EXTRA: Kind = Kind(1 << 10);
    /// Of an alphabet that has twins of Latin letters.
    pub(crate) const FOREIGN: Kind = Kind(1 << 11);
    /// A twin of a Latin letter.
    pub(crate) const TWIN: Kind = Kind(1 << 12);
    pub(crate) const STYLED: Kind = Kind(1 << 13);
    /// A Latin letter, but a rare one that looks like a frequent one.
    pub(crate) const RARE_LATIN: Kind = Kind(1 << 14);
    /// May stand between letters that are written one by one.
    pub(crate) const SEPARATOR: Kind = Kind(1 << 15);
    /// A Korean letter, or a kana mark, that becomes one character with its neighbour.
    pub(crate) const COMPOSES: Kind = Kind(1 << 16);
    pub(crate) const EAST_ASIAN: Kind = Kind(1 << 17);
    /// An emoji unless a selector says otherwise.
    pub(crate) const EMOJI_STYLE: Kind = Kind(1 << 18);
    /// An emoji if a selector says so.
    pub(crate) const TEXT_STYLE: Kind = Kind(1 << 19);

    /// A digit, `#` or `*`, which a keycap makes an emoji.
    pub(crate) const KEY: Kind = Kind(1 << 20);
    /// A styled letter as wide as a Chinese character.
    pub(crate) const WIDE: Kind = Kind(1 << 21);
    /// Latin, or of a block with letters that look so.
    pub(crate) const NEAR_LATIN: Kind = Kind(1 << 22);
    /// A quotation may begin with it.
    pub(crate) const QUOTES: Kind = Kind(1 << 23);

    /// A line break beyond ASCII.
    pub(crate) const LINE: Kind = Kind(1 << 24);
    /// May be one grapheme with its neighbour.
    pub(crate) const CLUSTERS: Kind = Kind(1 << 25);
    /// A sentence may end behind it.
    pub(crate) const CLOSES: Kind = Kind(1 << 27);
    /// As wide as a Chinese character, it may begin a hashtag or a mention.
    pub(crate) const TAGS: Kind = Kind(1 << 26);

    pub(crate) const MAY_BE_EMOJI: Kind = Kind::EMOJI_STYLE.or(Kind::TEXT_STYLE).or(Kind::KEY);
    pub(crate) const ALPHANUMERIC: Kind = Kind::ALPHABETIC.or(Kind::NUMERIC);

    #[inline]
    pub(crate) fn of(c: char) -> Kind {
        let code = c as usize;
        block(code / SIZE)[code % SIZE]
    }

    pub(crate) const fn or(self, other: Kind) -> Kind {
        Kind(self.0 | other.0)
    }

    /// Whether it is any of those.
    #[inline]
    pub(crate) const fn has(self, any: Kind) -> bool {
        self.0 & any.0 != 0
    }

    /// 1 if it is any of those, or else 0.
    #[inline]
    pub(crate) const fn one(self, any: Kind) -> u64 {
        (self.0 & any.0 != 0) as u64
    }

    /// The class of the word rules: see [`crate::breaks::word`].
    #[inline]
    pub(crate) const fn word(self) -> u8 {
        (self.0 >> 32 & 15) as u8
    }

    /// The class of the sentence rules.
    #[inline]
    pub(crate) const fn sentence(self) -> u8 {
        (self.0 >> 36 & 15) as u8
    }

    /// The class of the grapheme rules.
    #[inline]
    pub(crate) const fn grapheme(self) -> u8 {
        (self.0 >> 40 & 15) as u8
    }

    /// The script of a letter.
    #[inline]
    pub(crate) const fn script(self) -> Script {
        Script::ALL[(self.0 >> 44 & 15) as usize % Script::ALL.len()]
    }

    /// How much a letter speaks against the languages that we know.
    #[inline]
    pub(crate) const fn strangeness(self) -> i32 {
        (self.0 >> 48 & 3) as i32 - 1
    }

    /// What may follow it unseen.
    #[inline]
    pub(crate) const fn after(self) -> After {
        match self.0 >> 50 & 3 {
            0 => After::Nothing,
            1 => After::Unjoined,
            2 => After::Visible,
            _ => After::Flag(0),
        }
    }

    fn work_out(c: char) -> Kind {
        let flags = [
            (Kind::ALPHABETIC, c.is_alphabetic()),
            (Kind::NUMERIC, c.is_numeric()),
            (Kind::LOWER, c.is_lowercase()),
            (Kind::UPPER, c.is_uppercase()),
            (Kind::WHITE, c.is_whitespace()),
            (Kind::LATIN, is_latin(c)),
            (Kind::TONE, marks(c) != (false, false) || matches!(c, '.' | '…' | '⋯')),
            (Kind::FOLDS, fold::changes(c)),
            (Kind::INVISIBLE, is_invisible(c)),
            (Kind::MARK, is_mark(c)),
            (Kind::ARABIC_EXTRA, is_arabic_extra(c)),
            (Kind::FOREIGN, foreign(c).is_some()),
            (Kind::TWIN, twin(c).is_some()),
            (Kind::STYLED, unstyled(c).is_some()),
            (Kind::WIDE, unstyled(c).is_some_and(|(_, style)| style == lookalikes::Style::Wide)),
            (Kind::RARE_LATIN, !c.is_ascii() && foreign(c).is_none() && latin_reading(c).is_some()),
            (Kind::SEPARATOR, is_separator(c)),
            (Kind::COMPOSES, matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3099}'..='\u{309a}')),
            (
                Kind::EAST_ASIAN,
                matches!(c, '\u{2e80}'..='\u{3098}' | '\u{309b}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}'),
            ),
            (Kind::EMOJI_STYLE, emoji::style(c) == Style::Emoji),
            (Kind::TEXT_STYLE, emoji::style(c) == Style::Text),
            (Kind::QUOTES, quotes::opens(c)),
            (
                Kind::NEAR_LATIN,
                c.is_ascii_alphabetic()
                    || matches!(c, '\u{80}'..='\u{2e3}' | '\u{1d00}'..='\u{1dbb}' | '\u{2071}'..='\u{209c}'
                        | '\u{2100}'..='\u{217f}' | '\u{249c}'..='\u{24e9}' | '\u{2c7c}'..='\u{2c7d}' | '\u{a730}'..='\u{a731}'
                        | '\u{1d400}'..='\u{1d7ff}' | '\u{1f110}'..='\u{1f189}' | '\u{ff10}'..='\u{ff5a}'),
            ),
            (Kind::KEY, matches!(c, '0'..='9' | '#' | '*')),
            (Kind::LINE, matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')),
            (Kind::CLUSTERS, is_joined(grapheme_class(c))),
            (Kind::CLOSES, sentence_class(c) >= sentence::FULL_STOP),
            (Kind::TAGS, matches!(c, '＃' | '＠')),
        ];
        let flags = flags.into_iter().filter(|(_, is)| *is).fold(Kind(0), |all, (flag, _)| all.or(flag));
        let after = match After::visible(c) {
            After::Unjoined => 1,
            After::Visible => 2,
            After::Flag(_) => 3,
            _ => 0,
        };
        let fields = u64::from(word_class(c)) << 32
            | u64::from(sentence_class(c)) << 36
            | u64::from(grapheme_class(c)) << 40
            | (Script::of(c) as u64) << 44
            | ((strangeness(c) + 1) as u64) << 48
            | after << 50;
        flags.or(Kind(fields))
    }
}

#[inline]
fn block(number: usize) -> &'static Block {
    BLOCKS[number].get_or_init(|| work_out(number))
}

#[cold]
fn work_out(number: usize) -> Arc<Block> {
    let (first, last) = (number * SIZE, number * SIZE + SIZE - 1);
    let same = ALIKE.iter().find(|(from, to)| *from <= first && last <= *to);
    let from = same.map_or(number, |(from, _)| from.div_ceil(SIZE));
    if from < number {
        block(from);
        return BLOCKS[from].get().map(Arc::clone).expect("worked out just now");
    }
    // Half characters have no kind; a text has none.
    let kind = |place| char::from_u32((first + place) as u32).map_or(Kind(0), Kind::work_out);
    Arc::new(std::array::from_fn(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Above all, characters that share a block are alike.
    #[test]
    fn the_look_up_gives_what_is_worked_out() {
        for c in '\0'..=char::MAX {
            assert_eq!(Kind::of(c), Kind::work_out(c), "{:x}", u32::from(c));
        }
    }

    #[test]
    fn the_fields_keep_apart() {
        assert_eq!((Kind::of('ж').script(), Kind::of('あ').script()), (Script::Cyrillic, Script::Kana));
        assert_eq!((Kind::of('ы').strangeness(), Kind::of('і').strangeness()), (-1, 2));
        assert!(Kind::of('É').has(Kind::UPPER) && !Kind::of('É').has(Kind::LOWER));
        assert!(Kind::of('日').has(Kind::ALPHANUMERIC) && !Kind::of('。').has(Kind::ALPHANUMERIC));
    }
}
