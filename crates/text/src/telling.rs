//! Telling the language of a text from its letters and its stop words.

use crate::known::Known;
use crate::language::{Language, Languages};
use crate::letters::Letters;
use crate::script::Script;

/// What a text was read as; see [`Analyzer::row_as`](crate::Analyzer::row_as).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// The language with whose lists it was read; none where neither the text nor the hint tells.
    pub language: Option<Language>,
    /// Whether the text itself told, and not the hint.
    pub from_text: bool,
}

/// The language of a text, and whose lists apply to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tongue {
    pub(crate) told: Told,
    /// The languages whose lists apply: one that is told, those of the script where none is, none where letters
    /// speak against all of them.
    pub(crate) lists: Languages,
}

impl Default for Tongue {
    fn default() -> Self {
        Tongue { told: Told::default(), lists: Languages::ALL }
    }
}

/// In a text of at most so many words one stop word tells.
const FEW_WORDS: u32 = 4;

/// What a stop word is worth: this much to a language that has it alone, and shared out among all that have it.
const POINTS: u32 = 24;

/// So much of a text, in hundredths, must be stop words of its language. On the sentences of tests/languages.rs,
/// languages with lists have 23 to 53, and others at most 10 where no letter betrays them.
const LEAST_SHARE: u32 = 15;

/// The same for Russian, whose neighbours have letters of their own and which needs fewer function words.
const LEAST_SHARE_OF_RUSSIAN: u32 = 10;

/// The same for a text with letters of a language without lists, such as Ukrainian, which shares a third of the words.
const LEAST_SHARE_OF_STRANGE: u32 = 40;

/// A text in Devanagari of so many words without any stop word of Hindi is in another language.
const ENOUGH_WORDS: u32 = 8;

/// What a stop word gives each of its languages.
pub(crate) fn points(stop: Languages) -> u32 {
    POINTS.checked_div(stop.len()).unwrap_or(0)
}

/// How many words a text has, and what its stop words say for each language.
#[derive(Default)]
pub(crate) struct Votes {
    words: u32,
    counts: [u32; Language::ALL.len()],
    points: [u32; Language::ALL.len()],
}

/// Languages that are counted side by side in one register: the first ones, which are those in Latin script.
const SIDE_BY_SIDE: usize = 8;

/// Votes of so many words fit the 16 bits that each of these languages has in the register.
const WORDS_A_REGISTER: usize = u16::MAX as usize / POINTS as usize;

/// For each set of these languages 16 bits for each: the 1 that a word counts, and the points that it gives, if no other
/// language has the word.
static LANES: [(u128, u128); 1 << SIDE_BY_SIDE] = {
    let mut lanes = [(0, 0); 1 << SIDE_BY_SIDE];
    let mut set: usize = 1;
    while set < lanes.len() {
        let mut place = 0;
        while place < SIDE_BY_SIDE {
            lanes[set].0 |= ((set >> place & 1) as u128) << (16 * place);
            place += 1;
        }
        lanes[set].1 = lanes[set].0 * (POINTS / set.count_ones()) as u128;
        set += 1;
    }
    lanes
};

impl Votes {
    /// The votes of the words of a text.
    pub(crate) fn of(words: &[Known]) -> Votes {
        let mut votes = Votes { words: words.len() as u32, ..Votes::default() };
        for words in words.chunks(WORDS_A_REGISTER) {
            let (mut counts, mut points) = (0, 0);
            for word in words {
                let stop = word.stop().bits();
                if stop >> SIDE_BY_SIDE == 0 {
                    let (count, point) = &LANES[usize::from(stop as u8)];
                    counts += count;
                    points += point;
                } else {
                    votes.take(word.stop(), word.points());
                }
            }
            let lane = |lanes: u128, place: usize| u32::from((lanes >> (16 * place)) as u16);
            for place in 0..SIDE_BY_SIDE {
                votes.counts[place] += lane(counts, place);
                votes.points[place] += lane(points, place);
            }
        }
        votes
    }

    fn take(&mut self, stop: Languages, points: u32) {
        for place in stop.places() {
            self.counts[place] += 1;
            self.points[place] += points;
        }
    }
}

impl Tongue {
    /// Tells from the letters, and from the languages of which each word is a stop word.
    pub(crate) fn of(
        letters: &Letters,
        stop: impl Iterator<Item = Languages>,
        hint: Option<Language>,
    ) -> Tongue {
        let mut votes = Votes::default();
        for languages in stop {
            votes.words += 1;
            votes.take(languages, points(languages));
        }
        Tongue::by(letters, &votes, hint)
    }

    /// Tells from the letters, and from the votes of all words.
    pub(crate) fn by(letters: &Letters, votes: &Votes, hint: Option<Language>) -> Tongue {
        let script = letters.script;
        let known = |language: Language, from_text| Tongue {
            told: Told { language: Some(language), from_text },
            lists: language.bit(),
        };
        let unknown = |lists| Tongue { told: Told::default(), lists };
        let few = votes.words <= FEW_WORDS;
        match (votes.language(letters), hint) {
            (Some(language), _) => known(language, true),
            // A name does not make a greeting Polish.
            _ if letters.are_strange() && !(few && script == Script::Latin) => unknown(Languages::NONE),
            (None, Some(hint)) if script == Script::None || hint.script() == script => known(hint, false),
            _ if script == Script::None => unknown(Languages::ALL),
            _ => unknown(Languages::of(script)),
        }
    }
}

impl Votes {
    /// The language that the text itself tells.
    fn language(&self, letters: &Letters) -> Option<Language> {
        match letters.script {
            Script::Kana => Some(Language::Japanese),
            Script::Han => Some(Language::Chinese),
            Script::Hangul => Some(Language::Korean),
            Script::Arabic => (!letters.are_strange()).then_some(Language::Arabic),
            Script::Devanagari => {
                let found = self.counts[Language::Hindi as usize] > 0 || self.words < ENOUGH_WORDS;
                (found && !letters.are_strange()).then_some(Language::Hindi)
            }
            script => self.most(script).filter(|&language| self.is_enough(language, letters)),
        }
    }

    /// That with the most points; the first of equals.
    fn most(&self, script: Script) -> Option<Language> {
        let languages = Language::ALL.into_iter().filter(|language| language.script() == script);
        languages.rev().max_by_key(|language| self.points[*language as usize])
    }

    fn is_enough(&self, language: Language, letters: &Letters) -> bool {
        let count = self.counts[language as usize];
        let share = match language {
            _ if letters.are_strange() => LEAST_SHARE_OF_STRANGE,
            Language::Russian => LEAST_SHARE_OF_RUSSIAN,
            _ => LEAST_SHARE,
        };
        if self.words <= FEW_WORDS {
            return count >= 1 && !letters.are_strange();
        }
        count >= 2 && 100 * self.points[language as usize] >= share * POINTS * self.words
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::phrase_table::FirstWord;
    use crate::syllables::Syllables;

    proptest! {
        #[test]
        fn votes_side_by_side_are_the_votes(
            some in prop::collection::vec(0..1_u16 << Language::ALL.len(), 1..9),
            times in 0..2000_usize,
        ) {
            let stop = || some.iter().cycle().take(times * some.len()).map(|&bits| Languages::from_bits(bits));
            let known: Vec<Known> = stop()
                .map(|stop| Known::new(FirstWord { starts: 3, stop }, Syllables::default(), None, true))
                .collect();
            let mut one_by_one = Votes::default();
            stop().for_each(|stop| one_by_one.take(stop, points(stop)));
            let votes = Votes::of(&known);
            prop_assert_eq!((votes.counts, votes.points), (one_by_one.counts, one_by_one.points));
            prop_assert_eq!(votes.words as usize, known.len());
        }
    }
}
