//! Graphemes: the grapheme cluster rules of UAX #29.

use crate::breaks::grapheme;
use crate::kind::Kind;

/// The graphemes of a text, each with what its first character is.
pub(crate) struct Graphemes<'a> {
    text: &'a str,
    chars: std::str::Chars<'a>,
    /// The character that begins the next one.
    next: Option<(char, Kind)>,
}

impl<'a> Graphemes<'a> {
    pub(crate) fn of(text: &'a str) -> Graphemes<'a> {
        let mut chars = text.chars();
        let next = chars.next().map(|c| (c, Kind::of(c)));
        Graphemes { text, chars, next }
    }
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = (&'a str, Kind);

    fn next(&mut self) -> Option<(&'a str, Kind)> {
        let (first, kind) = self.next.take()?;
        let mut end = first.len_utf8();
        let mut cluster = Cluster::from(first, kind);
        for c in self.chars.by_ref() {
            let kind = Kind::of(c);
            if !cluster.takes(c, kind) {
                self.next = Some((c, kind));
                break;
            }
            end += c.len_utf8();
        }
        let (cluster, rest) = self.text.split_at(end);
        self.text = rest;
        Some((cluster, kind))
    }
}

/// A cluster as far as it has been read.
struct Cluster {
    last: char,
    class: u8,
    emoji: Emoji,
    conjunct: Conjunct,
    half_flag: bool,
}

/// How much of a pictograph with a joiner behind it there is.
#[derive(Clone, Copy, PartialEq)]
enum Emoji {
    None,
    Pictograph,
    Joined,
}

/// How much of a consonant with a linker behind it there is.
#[derive(Clone, Copy, PartialEq)]
enum Conjunct {
    None,
    Consonant,
    Linked,
}

impl Cluster {
    fn from(c: char, kind: Kind) -> Cluster {
        let class = kind.grapheme();
        Cluster {
            last: c,
            class,
            emoji: if class == grapheme::PICTOGRAPH { Emoji::Pictograph } else { Emoji::None },
            conjunct: if class == grapheme::CONSONANT { Conjunct::Consonant } else { Conjunct::None },
            half_flag: class == grapheme::REGIONAL,
        }
    }

    /// Takes the next character if it is of the cluster; whether it is.
    #[inline]
    fn takes(&mut self, c: char, kind: Kind) -> bool {
        let class = kind.grapheme();
        if !self.joins(c, class) {
            return false;
        }
        self.emoji = match (class, self.emoji) {
            (grapheme::PICTOGRAPH, _) => Emoji::Pictograph,
            (grapheme::EXTEND | grapheme::NON_JOINER | grapheme::LINKER, Emoji::Pictograph) => {
                Emoji::Pictograph
            }
            (grapheme::JOINER, Emoji::Pictograph) => Emoji::Joined,
            _ => Emoji::None,
        };
        self.conjunct = match (class, self.conjunct) {
            (grapheme::CONSONANT, _) => Conjunct::Consonant,
            (grapheme::LINKER, Conjunct::Consonant | Conjunct::Linked) => Conjunct::Linked,
            (grapheme::EXTEND | grapheme::JOINER, conjunct) => conjunct,
            _ => Conjunct::None,
        };
        self.half_flag = class == grapheme::REGIONAL && !self.half_flag;
        self.last = c;
        self.class = class;
        true
    }

    /// Rules GB3 to GB13.
    #[inline]
    fn joins(&self, c: char, class: u8) -> bool {
        use crate::breaks::grapheme::{
            CONSONANT, CONTROL, EXTEND, FIRST, JOINER, LAST, LINKER, NON_JOINER, OTHER, PICTOGRAPH,
            PREPENDED, REGIONAL, SPACING, SYLLABLE, VOWEL,
        };
        match (self.class, class) {
            (CONTROL, _) => self.last == '\r' && c == '\n',
            (OTHER, OTHER) | (_, CONTROL) => false,
            (_, EXTEND | NON_JOINER | LINKER | JOINER | SPACING)
            | (PREPENDED, _)
            | (FIRST, FIRST | VOWEL | SYLLABLE)
            | (VOWEL, VOWEL | LAST)
            | (LAST | SYLLABLE, LAST) => true,
            (SYLLABLE, VOWEL) => is_open(self.last),
            (_, CONSONANT) => self.conjunct == Conjunct::Linked,
            (JOINER, PICTOGRAPH) => self.emoji == Emoji::Joined,
            (REGIONAL, REGIONAL) => self.half_flag,
            _ => false,
        }
    }
}

/// Whether a Korean syllable ends with its vowel.
fn is_open(syllable: char) -> bool {
    (u32::from(syllable) - 0xac00).is_multiple_of(28)
}
