//! Words in letters of a style or of another alphabet, made ordinary.

use super::lookalikes::{Alphabet, Style, foreign, foreign_reading, latin_reading, ordinary, twin};
use super::plain::{Letter, is_mark, words};

/// The letters made ordinary, and how many words were in disguise; letters of other alphabets only on request.
pub(super) fn take_off(letters: &[Letter], original: &str, twins: bool) -> (Vec<Letter>, usize) {
    let east_asian = original.chars().any(|c| {
        matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}')
            && !matches!(c, '\u{3099}' | '\u{309a}')
    });
    let mut disguised = 0;
    let mut pass = |letters: Vec<Letter>, change: &dyn Fn(&mut Vec<Letter>) -> bool| -> Vec<Letter> {
        let mut words = words(letters);
        for word in words.iter_mut().filter(|word| word[0].is_of_word()) {
            disguised += usize::from(change(word));
        }
        words.into_iter().flatten().collect()
    };
    let text = Written::of(letters);
    let letters = pass(letters.to_vec(), &|word| {
        let styled = style(word, east_asian);
        let mixed = twins && mixed(word, &text);
        styled || mixed || is_drawn(word)
    });
    let text = Written::of(&letters);
    let letters = pass(letters, &|word| {
        let drawn = is_drawn(word);
        twins && all_twins(word, &text) && !drawn
    });
    (letters, disguised)
}

/// Written letter by letter, or with two letters struck through.
fn is_drawn(word: &[Letter]) -> bool {
    let stained = word.iter().filter(|letter| letter.stained && letter.c.is_alphabetic());
    word[0].joined || stained.count() >= 2
}

/// Takes a style off; whether it was one.
fn style(word: &mut [Letter], east_asian: bool) -> bool {
    let styles: Vec<Option<Style>> = word.iter().map(|letter| ordinary(letter.c).map(|(_, s)| s)).collect();
    let count = |style| styles.iter().filter(|s| **s == Some(style)).count();
    let letters = word.iter().filter(|l| l.c.is_alphabetic() || ordinary(l.c).is_some()).count();
    let on_the_line = letters - count(Style::Raised);
    let phonetic =
        word.iter().zip(&styles).any(|(l, style)| style.is_none() && ('\u{250}'..='\u{2af}').contains(&l.c));
    let small_capitals = !phonetic && count(Style::SmallCapital) >= 2;
    let enclosed = letters >= 2 && count(Style::Enclosed) > 0;
    let raised = styles[0] == Some(Style::Raised) && count(Style::Raised) >= 2;
    let mathematical = on_the_line >= 2 && count(Style::Mathematical) > 0;
    let wide = !east_asian && on_the_line >= 2 && count(Style::Wide) > 0;
    for letter in word {
        match ordinary(letter.c) {
            Some((_, Style::SmallCapital)) if !small_capitals => {}
            Some((_, Style::Enclosed)) if !enclosed => {}
            Some((plain, _)) => letter.c = plain,
            None => {}
        }
    }
    small_capitals || enclosed || raised || mathematical || wide
}

/// What a text is written in.
struct Written {
    latin: usize,
    foreign: usize,
    cyrillic: bool,
    greek: bool,
}

impl Written {
    fn of(letters: &[Letter]) -> Written {
        let latin = letters.iter().filter(|letter| is_latin(letter.c)).count();
        let foreigners = letters.iter().filter(|letter| foreign(letter.c).is_some()).count();
        let words = words(letters.to_vec());
        let surely = |alphabet| {
            let mut words = words.iter().filter(|word| !word.iter().any(|letter| is_latin(letter.c)));
            words.any(|word| word.iter().any(|l| foreign(l.c) == Some(alphabet) && twin(l.c).is_none()))
        };
        Written {
            latin,
            foreign: foreigners,
            cyrillic: surely(Alphabet::Cyrillic),
            greek: surely(Alphabet::Greek),
        }
    }
}

/// A Latin letter, in whatever style.
fn is_latin(c: char) -> bool {
    let c = ordinary(c).map_or(c, |(plain, _)| plain);
    c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c)
}

fn alphabetic(word: &[Letter]) -> Vec<char> {
    word.iter().map(|letter| letter.c).filter(|c| c.is_alphabetic()).collect()
}

/// Reads a word of two alphabets in one; whether it was one of two.
fn mixed(word: &mut [Letter], text: &Written) -> bool {
    let Some(alphabet) = word.iter().find_map(|letter| foreign(letter.c)) else { return rare(word) };
    let letters = alphabetic(word);
    if letters.iter().all(|c| foreign(*c) == Some(alphabet)) {
        return false;
    }
    let as_latin = letters.iter().all(|c| is_latin(*c) || latin_reading(*c).is_some());
    let foreigners = letters.iter().filter(|c| foreign(**c).is_some()).count();
    let can_be = |c: &char| foreign(*c) == Some(alphabet) || foreign_reading(*c, alphabet).is_some();
    let as_foreign = foreigners * 2 > letters.len() && letters.iter().all(can_be);
    if as_latin && !(as_foreign && text.foreign > text.latin) {
        read_as(word, latin_reading);
    } else if as_foreign {
        read_as(word, |c| foreign_reading(c, alphabet));
    }
    as_latin || as_foreign
}

/// Reads rare Latin letters among ordinary ones as those that they look like.
fn rare(word: &mut [Letter]) -> bool {
    let is_rare = |c: char| !c.is_ascii() && latin_reading(c).is_some();
    let known = |c: char| c.is_ascii() || is_rare(c) || is_mark(c) || ('\u{c0}'..='\u{24f}').contains(&c);
    let found = word.iter().any(|letter| letter.c.is_ascii_alphabetic())
        && word.iter().all(|letter| known(letter.c))
        && word.iter().any(|letter| is_rare(letter.c));
    if found {
        read_as(word, latin_reading);
    }
    found
}

/// Reads a word made of nothing but twins as Latin, where the text is.
fn all_twins(word: &mut [Letter], text: &Written) -> bool {
    let written = match word.iter().find_map(|letter| foreign(letter.c)) {
        None => return false,
        Some(Alphabet::Cyrillic) => text.cyrillic,
        Some(Alphabet::Greek) => text.greek || word.len() == 1,
    };
    let found =
        !written && text.latin > text.foreign && alphabetic(word).into_iter().all(|c| twin(c).is_some());
    if found {
        read_as(word, twin);
    }
    found
}

fn read_as(word: &mut [Letter], reading: impl Fn(char) -> Option<char>) {
    for letter in word {
        letter.c = reading(letter.c).unwrap_or(letter.c);
    }
}
