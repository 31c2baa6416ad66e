//! Lists of catchwords, told from prose.
//!
//! Prose binds its words with function words; a list strings words together: "Leadership | Sales | Growth", a line of
//! hashtags, "sales marketing growth strategy …". A *piece* is what stands between two signs or line breaks. Pieces of
//! one to three words without a function word, four in a row, are a list, and so is a piece of eight words without one:
//! short exclamations and an enumeration of three are not. Digits and single letters make formulas, not lists.

/// What is told of a word beside its hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    /// Whether it begins a piece.
    pub(crate) opens: bool,
    pub(crate) kind: Kind,
}

/// What can be told of a word without a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A word of an alphabet with capitals.
    Word,
    /// A number, a word with a digit in it, or a single letter: part of a formula or a measurement.
    Figure,
    /// Such a word of at most three letters, all small: where function words are not known, it may be one.
    Short,
    /// One character of a script that puts no spaces between words: two of them are about a word.
    Character,
    /// Hiragana, which writes grammar.
    Grammar,
    /// A word of another script.
    Other,
}

/// More words are more than a catchword.
const LONGEST_CATCHWORD: usize = 3;
/// Fewer catchwords in a row are an enumeration.
const FEWEST_PIECES: usize = 4;
/// So many words without a function word are no sentence.
const LONG_PIECE: usize = 8;

/// How many words stand in lists of catchwords; `None` where that cannot be told.
///
/// `is_function` says of each word whether it is a function word, where the text's function words are `known`. Else short
/// words stand for them in long pieces, and texts mostly of scripts without capitals cannot be told.
pub(crate) fn count(
    places: &[Place],
    known: bool,
    is_function: impl ExactSizeIterator<Item = bool>,
) -> Option<u64> {
    if !known {
        let is_foreign = |place: &&Place| !matches!(place.kind, Kind::Word | Kind::Short | Kind::Figure);
        if places.iter().filter(is_foreign).count() * 2 > places.len() {
            return None;
        }
    }
    let mut list = List::default();
    let mut piece = Piece::default();
    for (place, is_function) in places.iter().zip(is_function) {
        if place.opens {
            list.take(std::mem::take(&mut piece));
        }
        piece.words += 1;
        piece.characters += usize::from(place.kind == Kind::Character);
        piece.bound |= matches!(place.kind, Kind::Grammar | Kind::Figure) || known && is_function;
        piece.perhaps |= !known && place.kind == Kind::Short;
    }
    list.take(piece);
    list.close();
    Some(list.counted as u64)
}

/// What stands between two signs.
#[derive(Clone, Copy, Default)]
struct Piece {
    words: usize,
    characters: usize,
    /// Whether a word binds others.
    bound: bool,
    /// Whether a word may be one that does.
    perhaps: bool,
}

/// The short pieces in a row that the text is in.
#[derive(Default)]
struct List {
    pieces: usize,
    words: usize,
    counted: usize,
}

impl List {
    fn take(&mut self, piece: Piece) {
        let size = piece.words - piece.characters / 2;
        if !piece.bound && size <= LONGEST_CATCHWORD {
            // Before the first word there is a piece of none.
            self.pieces += usize::from(piece.words > 0);
            self.words += piece.words;
            return;
        }
        self.close();
        if !piece.bound && !piece.perhaps && size >= LONG_PIECE {
            self.counted += piece.words;
        }
    }

    fn close(&mut self) {
        if self.pieces >= FEWEST_PIECES {
            self.counted += self.words;
        }
        self.pieces = 0;
        self.words = 0;
    }
}

impl Kind {
    pub(crate) fn of(word: &str) -> Kind {
        if word.is_ascii() {
            if word.len() == 1 || word.bytes().any(|b| b.is_ascii_digit()) {
                return Kind::Figure;
            }
            let short = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
            return if short { Kind::Short } else { Kind::Word };
        }
        match word.chars().find(|c| c.is_alphanumeric()) {
            Some('\u{3041}'..='\u{309f}') => Kind::Grammar,
            Some(
                '\u{e00}'..='\u{eff}'
                | '\u{1000}'..='\u{109f}'
                | '\u{1780}'..='\u{17ff}'
                | '\u{3400}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{20000}'..='\u{3ffff}',
            ) => Kind::Character,
            Some(c) if c.is_numeric() => Kind::Figure,
            Some(c) if c.is_lowercase() || c.is_uppercase() => {
                let short = word.chars().nth(3).is_none() && word.chars().all(char::is_lowercase);
                if short { Kind::Short } else { Kind::Word }
            }
            _ => Kind::Other,
        }
    }
}

/// Whether a sign that sets words apart stands in the gap: not a space, a quotation mark, a bracket, or a hyphen that
/// joins two words.
pub(crate) fn is_sign(gap: &str) -> bool {
    if gap == " " || gap == "-" {
        return false;
    }
    gap.chars().any(|c| match c {
        '"'
        | '\''
        | '('
        | ')'
        | '['
        | ']'
        | '{'
        | '}'
        | '%'
        | '$'
        | '@'
        | '_'
        | '‘'..='‟'
        | '«'
        | '»'
        | '‹'
        | '›'
        | '€'
        | '£'
        | '¥'
        | '°'
        | '「'
        | '」'
        | '『'
        | '』'
        | '《'
        | '》'
        | '（'
        | '）' => false,
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
        _ => !c.is_whitespace() && !crate::invisible::is_invisible(c) && !crate::plain::is_mark(c),
    })
}

/// Whether each ASCII character sets words apart, in a gap of more than itself.
static SIGNS: [bool; 128] = {
    let mut signs = [false; 128];
    let mut b = 0;
    while b < 128 {
        signs[b as usize] = match b {
            // White space, line breaks aside.
            b'\t' | 0x0b | 0x0c | b' ' => false,
            _ => !matches!(
                b,
                b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'%' | b'$' | b'@' | b'_'
            ),
        };
        b += 1;
    }
    signs
};

/// The same for a gap in an ASCII text.
#[inline]
pub(crate) fn is_sign_ascii(gap: &[u8]) -> bool {
    let is_sign = |b: u8| SIGNS[usize::from(b & 0x7f)];
    match *gap {
        [b] => is_sign(b) && b != b'-',
        _ => gap.iter().any(|&b| is_sign(b)),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Analyzer, Scratch, Want, signal};

    #[track_caller]
    fn check(text: &str, expected: f64) {
        let mut row = [0.0];
        let want = Want::Signal(signal("catchwords").expect("a signal"));
        Analyzer::new(&[want], &[]).row(text, &mut Scratch::default(), &mut row);
        assert!(row[0] == expected || row[0].is_nan() && expected.is_nan(), "{text}: {}", row[0]);
    }

    #[test]
    fn lists_are_catchwords() {
        check("Leadership | Sales | Growth | Strategy", 4.0);
        check("leadership, sales growth, strategy, innovation culture", 6.0);
        check("#leadership #sales #growth #strategy", 4.0);
        check("Leadership 🚀 Sales 🔥 Growth 💡 Strategy", 4.0);
        check("leadership\nsales\ngrowth\nstrategy", 4.0);
        check("CEO - Founder - Speaker - Author", 4.0);
        check("leadership sales growth strategy innovation culture people change", 8.0);
        check("We met in Oslo. Leadership, sales, growth, strategy", 4.0);
        check("försäljning, tillväxt, strategi, ledarskap", 4.0);
        check("Amazing! Congrats! Wow! Bravo!", 4.0);
    }

    #[test]
    fn signs_of_ascii_are_signs() {
        for a in 0..128_u8 {
            for b in 0..128_u8 {
                let gap = [a, b];
                for gap in [&gap[..1], &gap[..]] {
                    let text = std::str::from_utf8(gap).expect("ASCII");
                    assert_eq!(super::is_sign_ascii(gap), super::is_sign(text), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn prose_is_none() {
        check("", 0.0);
        check("Great post", 0.0);
        check("We sell apples, pears, plums, cherries and nuts to the shops in town.", 0.0);
        check("Love this! So true. Thanks Anna. Great post!", 0.0);
        check("A well-known state-of-the-art approach to long-term planning", 0.0);
        check("In 2024 we grew revenue by 40% because the new onboarding works.", 0.0);
        check("Jag tror att det är viktigt eftersom kunderna märker skillnaden på en gång", 0.0);
        check("Мне кажется, что это не так просто, потому что клиенты разные", 0.0);
    }

    #[test]
    fn scripts_whose_function_words_are_unknown_have_no_data() {
        check("ภาวะผู้นำ การขาย การเติบโต", f64::NAN);
    }
}
