//! Words in disguise: letters of a style or of another alphabet where ordinary ones would stand.

use crate::kind::Kind;
use crate::lookalikes::{Foreign, Style, foreign, foreign_reading, latin_reading, twin, unstyled};
use crate::plain::{Letter, is_mark};

/// Makes the letters ordinary, word by word; returns how many words were in disguise.
///
/// A letter of a style is no disguise where it is ordinary: one alone in a formula or a label, a raised one behind
/// another, a wide one in East Asian text.
pub(crate) fn take_off(letters: &mut [Letter], east_asian: bool) -> u64 {
    let text = Alphabets::of(letters);
    let mut disguised = in_words(letters, |word| {
        let styled = take_off_style(word, east_asian);
        let mixed = take_off_mixed(word, &text);
        styled || mixed || is_drawn(word)
    });
    // Words of two alphabets are settled now, so it is clear which alphabet the text is written in.
    let text = Alphabets::of(letters);
    disguised += in_words(letters, |word| take_off_twins(word, &text) && !is_drawn(word));
    disguised
}

/// Takes one and the same accent off the letters of words that have it on most of them: no language writes so.
pub(crate) fn take_off_one_accent(letters: &mut Vec<Letter>) {
    let mut at = 0;
    while at < letters.len() {
        let length = letters[at..].iter().take_while(|letter| letter.is_of_word()).count().max(1);
        let word = &letters[at..at + length];
        at += length;
        let mark = word.iter().map(|letter| letter.c).find(|&c| matches!(c, '\u{300}'..='\u{36f}'));
        let Some(mark) = mark else { continue };
        let bare = word.iter().filter(|letter| is_alphabetic(letter.c) && !is_mark(letter.c)).count();
        let same = word.iter().filter(|letter| letter.c == mark).count();
        if same < 3 || same * 2 <= bare {
            continue;
        }
        let mut kept = at - length;
        for place in at - length..at {
            if letters[place].c == mark {
                letters[kept.max(1) - 1].stained = true;
            } else {
                letters[kept] = letters[place];
                kept += 1;
            }
        }
        letters.drain(kept..at);
        at = kept;
    }
}

/// For how many words `change` is true.
fn in_words(letters: &mut [Letter], mut change: impl FnMut(&mut [Letter]) -> bool) -> u64 {
    let words = letters.chunk_by_mut(|a, b| a.is_of_word() == b.is_of_word());
    words.filter(|word| word[0].is_of_word()).map(|word| u64::from(change(word))).sum()
}

/// Written letter by letter, or struck through.
fn is_drawn(word: &[Letter]) -> bool {
    word[0].joined || is_stained(word)
}

/// One letter struck through may be a slip; two are a style.
fn is_stained(word: &[Letter]) -> bool {
    word.iter().filter(|letter| letter.stained && is_alphabetic(letter.c)).count() >= 2
}

/// Makes letters of a style ordinary; whether the word was in disguise.
fn take_off_style(word: &mut [Letter], east_asian: bool) -> bool {
    if !word.iter().any(|letter| Kind::of(letter.c).has(Kind::STYLED)) {
        return false;
    }
    let count = |style| word.iter().filter(|l| unstyled(l.c).is_some_and(|(_, s)| s == style)).count();
    // What is raised, and digits, stand beside one letter in a formula: ℝⁿ, 𝑥².
    let letters = word.iter().filter(|l| Kind::of(l.c).has(Kind::ALPHABETIC.or(Kind::STYLED))).count();
    let length = letters - count(Style::Raised);
    let phonetic = word.iter().any(|l| matches!(l.c, '\u{250}'..='\u{2af}') && unstyled(l.c).is_none());
    let small_capitals = !phonetic && count(Style::SmallCapital) >= 2;
    let enclosed = letters >= 2 && count(Style::Enclosed) > 0;
    let raised = count(Style::Raised) >= 2 && unstyled(word[0].c).is_some_and(|(_, s)| s == Style::Raised);
    let mathematical = length >= 2 && count(Style::Mathematical) > 0;
    let wide = !east_asian && length >= 2 && count(Style::Wide) > 0;
    for letter in word {
        letter.c = match unstyled(letter.c) {
            Some((_, Style::SmallCapital)) if !small_capitals => letter.c,
            Some((_, Style::Enclosed)) if !enclosed => letter.c,
            Some((plain, _)) => plain,
            None => letter.c,
        };
    }
    small_capitals || enclosed || raised || mathematical || wide
}

/// Which alphabets a text is written in, in letters.
struct Alphabets {
    latin: usize,
    foreign: usize,
    /// The other alphabet is really written: a word of it alone has a letter without a Latin twin.
    cyrillic: bool,
    greek: bool,
}

impl Alphabets {
    fn of(letters: &[Letter]) -> Alphabets {
        let mut text = Alphabets { latin: 0, foreign: 0, cyrillic: false, greek: false };
        for word in letters.chunk_by(|a, b| a.is_of_word() == b.is_of_word()) {
            let latin = word.iter().filter(|letter| is_latin(letter.c)).count();
            text.latin += latin;
            for letter in word {
                let kind = Kind::of(letter.c);
                let Some(alphabet) = foreign(letter.c).filter(|_| kind.has(Kind::FOREIGN)) else { continue };
                text.foreign += 1;
                if latin == 0 && !kind.has(Kind::TWIN) {
                    match alphabet {
                        Foreign::Cyrillic => text.cyrillic = true,
                        Foreign::Greek => text.greek = true,
                    }
                }
            }
        }
        text
    }
}

/// A letter of the Latin alphabet, whatever its style.
fn is_latin(c: char) -> bool {
    let c = if Kind::of(c).has(Kind::STYLED) { unstyled(c).map_or(c, |(plain, _)| plain) } else { c };
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')
}

/// Makes a word of two alphabets one of one; whether it was one of two.
///
/// It is read as Latin if every other letter has a Latin reading (`grеat`), or else in the other alphabet (`cпасибо`
/// with a Latin `c`), of which it has more letters; where neither goes (a brand in a Russian word) it stays.
fn take_off_mixed(word: &mut [Letter], text: &Alphabets) -> bool {
    let Some(alphabet) = alphabet_of(word) else {
        return rare_latin(word);
    };
    let letters = || word.iter().map(|letter| letter.c).filter(|&c| is_alphabetic(c));
    if letters().all(|c| foreign(c) == Some(alphabet)) {
        return false;
    }
    let to_latin = letters().all(|c| is_latin(c) || latin_reading(c).is_some());
    let mostly_foreign = letters().filter(|&c| foreign(c).is_some()).count() * 2 > letters().count();
    let to_foreign = mostly_foreign
        && letters().all(|c| foreign(c) == Some(alphabet) || foreign_reading(c, alphabet).is_some());
    match (to_latin, to_foreign) {
        (true, true) if text.foreign > text.latin => replace(word, |c| foreign_reading(c, alphabet)),
        (true, _) => replace(word, latin_reading),
        (false, true) => replace(word, |c| foreign_reading(c, alphabet)),
        (false, false) => false,
    }
}

/// Makes a word wholly of twins (`сосе`) Latin, in a text that has more Latin letters and nothing that is surely of the
/// other alphabet; whether it was one.
fn take_off_twins(word: &mut [Letter], text: &Alphabets) -> bool {
    let letters = || word.iter().map(|letter| letter.c).filter(|&c| is_alphabetic(c));
    let written = match alphabet_of(word) {
        None => return false,
        Some(Foreign::Cyrillic) => text.cyrillic,
        // α and ν alone are signs of a formula.
        Some(Foreign::Greek) => text.greek || word.len() == 1,
    };
    let looks_latin = !written && text.latin > text.foreign && letters().all(|c| Kind::of(c).has(Kind::TWIN));
    looks_latin && replace(word, twin)
}

/// Rare Latin letters that look like frequent ones (`ɡ`, the Roman numeral `ⅰ`), if ordinary ones stand beside them.
fn rare_latin(word: &mut [Letter]) -> bool {
    let rare = |c: char| Kind::of(c).has(Kind::RARE_LATIN);
    let ordinary = word.iter().any(|letter| letter.c.is_ascii_alphabetic());
    let known = word
        .iter()
        .all(|l| l.c.is_ascii() || rare(l.c) || matches!(l.c, '\u{c0}'..='\u{24f}') || is_mark(l.c));
    ordinary && known && word.iter().any(|l| rare(l.c)) && replace(word, latin_reading)
}

/// The alphabet of the first letter of one that has twins.
fn alphabet_of(word: &[Letter]) -> Option<Foreign> {
    word.iter().find(|letter| Kind::of(letter.c).has(Kind::FOREIGN)).and_then(|letter| foreign(letter.c))
}

fn is_alphabetic(c: char) -> bool {
    Kind::of(c).has(Kind::ALPHABETIC)
}

fn replace(word: &mut [Letter], reading: impl Fn(char) -> Option<char>) -> bool {
    for letter in word {
        letter.c = reading(letter.c).unwrap_or(letter.c);
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::plain::Plain;

    /// What a text becomes, and how many words were in disguise.
    #[track_caller]
    fn check(text: &str, expected: &str, disguised: u64) {
        let mut plain = Plain::default();
        let tricks = plain.make(text).unwrap_or_default();
        let found = if plain.text.is_empty() { text } else { &plain.text };
        assert_eq!((found, tricks.disguised), (expected, disguised), "{text}");
    }

    #[test]
    fn styled_words_are_ordinary_words() {
        check("𝗚𝗿𝗲𝗮𝘁 𝓹𝓸𝓼𝓽 𝕠𝕟 𝚁𝚞𝚜𝚝", "Great post on Rust", 4);
        check("gr𝗲at", "great", 1);
        check("ｇｒｅａｔ post", "great post", 1);
        check("Ⓖⓡⓔⓐⓣ ⒫⒪⒮⒯ 🅶🆁🅴🅰🆃 🄿🄾🅂🅃", "Great post GREAT POST", 4);
        check("ɢʀᴇᴀᴛ ᴛᴇxᴛ", "great text", 2);
        check("ᵍʳᵉᵃᵗ ₚₒₛₜ", "great post", 2);
        check("g̶r̶e̶a̶t̶ p̲o̲s̲t̲", "great post", 2);
        check("g\u{300}\u{316}\u{345}\u{31a}re\u{30a}\u{315}\u{34e}\u{322}at", "great", 1);
        check("e\u{323}\u{302}\u{301}t", "et", 0);
    }

    #[test]
    fn styles_in_their_place_are_no_disguise() {
        check("the space ℝ² and 𝑥 in 𝑓(𝑥)", "the space R² and x in f(x)", 0);
        check("le 1ᵉʳ, Mᵐᵉ, 2ⁿᵈ", "le 1er, Mme, 2nd", 0);
        check("ＡＩの会社", "AIの会社", 0);
        check("Ⓐ or ⓑ, 🅰️ and Ⓜ️", "Ⓐ or ⓑ, 🅰️ and Ⓜ️", 0);
        check("/ˈɪŋɡlɪʃ/ ʜ", "/ˈɪŋɡlɪʃ/ ʜ", 0);
        check("Việt Nam, cafe\u{301}, Vie\u{323}\u{302}t", "Việt Nam, café, Việt", 0);
        check("5 μm, ©, ½, №", "5 μm, ©, ½, №", 0);
    }

    #[test]
    fn twins_are_read_in_the_alphabet_of_their_word() {
        check("grеat pоst", "great post", 2);
        check("Тhаnks, that is ѕо truе", "Thanks, that is so true", 3);
        check("grεαt ροst", "great post", 2);
        check("ɡreat ⅰdea", "great idea", 2);
        check("Вcё cпасибо, это было интересно", "Всё спасибо, это было интересно", 2);
        check("сосе is а nice wоrd here", "coce is a nice word here", 3);
        check("Ηi ΑΝΝ, see you in Oslo", "Hi ANN, see you in Oslo", 2);
    }

    #[test]
    fn other_alphabets_are_left_alone() {
        for text in [
            "Спасибо, это очень интересно",
            "Он сказал нет и ушёл",
            "Ευχαριστώ πολύ για το άρθρο",
            "Мы купили iPhone и MacBook, SMM-отдел рад",
            "The word нет means no, and он means he",
            "α and β, Δt, Ω",
            "SMMщик",
            "Ћ Ђ љубав",
            "日本語とrust",
        ] {
            check(text, text, 0);
        }
    }
}
