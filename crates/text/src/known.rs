//! What is known of a word, in one number, so that a pass over many words reads eight bytes of each.

use crate::dictionary::Familiarity;
use crate::language::Languages;
use crate::phrase_table::FirstWord;
use crate::syllables::Syllables;
use crate::telling::points;

/// What lists, dictionary and syllables say of a word. From the lowest bit on:
///
/// - 16 bits: the languages of which it is a stop word,
/// - 5 bits: the points that it gives each of them (see [`telling`](crate::telling)),
/// - 2 bits: how familiar it is, 0 for not at all,
/// - 1 bit: whether a dictionary has it under another key than its hash,
/// - 6 bits each: its syllables in English and in other languages, [`MANY`] for more,
/// - 28 bits: one more than its place among the words that start a phrase, 0 if it starts none.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Known(u64);

/// So many syllables or more must be counted again: there is no room for the number.
pub(crate) const MANY: u16 = 63;

/// There is room for fewer words that start a phrase.
pub(crate) const STARTS: usize = 1 << 28;

const POINTS: u32 = 16;
const FAMILIARITY: u32 = 21;
const POSSESSIVE: u32 = 23;
const ENGLISH: u32 = 24;
const OTHER: u32 = 30;
const START: u32 = 36;

impl Known {
    pub(crate) fn new(
        first: FirstWord,
        syllables: Syllables,
        familiarity: Option<Familiarity>,
        is_possessive: bool,
    ) -> Known {
        let familiar = familiarity.map_or(0, |how| how as u64 + 1);
        let few = |syllables: u16| u64::from(syllables.min(MANY));
        Known(
            u64::from(first.stop.bits())
                | u64::from(points(first.stop)) << POINTS
                | familiar << FAMILIARITY
                | u64::from(is_possessive) << POSSESSIVE
                | few(syllables.english) << ENGLISH
                | few(syllables.other) << OTHER
                | u64::from(first.starts) << START,
        )
    }

    /// The languages of which it is a stop word.
    pub(crate) fn stop(self) -> Languages {
        Languages::from_bits(self.0 as u16)
    }

    /// What it gives each of these languages in the vote on the language of the text.
    pub(crate) fn points(self) -> u32 {
        (self.0 >> POINTS) as u32 & 0x1f
    }

    pub(crate) fn is_familiar(self, how: Familiarity) -> bool {
        self.0 >> FAMILIARITY & 3 == how as u64 + 1
    }

    /// Whether it is in the dictionary.
    pub(crate) fn is_word(self) -> bool {
        self.0 >> FAMILIARITY & 3 != 0
    }

    pub(crate) fn is_possessive(self) -> bool {
        self.0 >> POSSESSIVE & 1 != 0
    }

    /// Its syllables, of which [`MANY`] may be more.
    pub(crate) fn syllables(self) -> Syllables {
        Syllables { english: (self.0 >> ENGLISH & 0x3f) as u16, other: (self.0 >> OTHER & 0x3f) as u16 }
    }

    /// 16 bits each: its syllables in English and in other languages, and whether either are three or more.
    pub(crate) fn syllables_side_by_side(self) -> u64 {
        let both = self.0 >> ENGLISH & 0x3f | (self.0 >> OTHER & 0x3f) << 16;
        // With 61 more, three or more overflow their six bits.
        let three_or_more = (both + 0x3d_003d) >> 6 & 0x1_0001;
        both | three_or_more << 32
    }

    /// Whether it may have more syllables than there is room for.
    pub(crate) fn is_long(self) -> bool {
        let syllables = self.syllables();
        syllables.english.max(syllables.other) == MANY
    }

    /// One more than its place among the words that start a phrase; 0 if it starts none.
    pub(crate) fn starts(self) -> usize {
        (self.0 >> START) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn everything_has_room() {
        let stop = Language::English.bit().and(Language::Korean.bit());
        for starts in [0, 1, STARTS as u32 - 1] {
            for familiarity in [None, Some(Familiarity::Common), Some(Familiarity::Known)] {
                for (english, other) in [(0, 1), (7, 62), (MANY, 3), (u16::MAX, u16::MAX)] {
                    let syllables = Syllables { english, other };
                    let known = Known::new(FirstWord { starts, stop }, syllables, familiarity, english == 7);
                    assert_eq!((known.stop(), known.points()), (stop, 12));
                    assert_eq!(known.starts(), starts as usize);
                    assert_eq!(known.is_word(), familiarity.is_some());
                    assert!(familiarity.is_none_or(|how| known.is_familiar(how)));
                    assert!(!known.is_familiar(Familiarity::Familiar));
                    assert_eq!(known.is_possessive(), english == 7);
                    let few = Syllables { english: english.min(MANY), other: other.min(MANY) };
                    assert_eq!(known.syllables(), few);
                    let [e, o] = [few.english, few.other].map(u64::from);
                    let polys = u64::from(e >= 3) << 32 | u64::from(o >= 3) << 48;
                    assert_eq!(known.syllables_side_by_side(), e | o << 16 | polys);
                }
            }
        }
        let none = Known::new(FirstWord::default(), Syllables::default(), None, false);
        assert_eq!(none, Known::default());
    }
}
