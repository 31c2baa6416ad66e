//! The letters of a text by script.

/// Scripts, or groups of scripts that are read alike, in the order in which the first of equals wins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
    Han,
    Kana,
    Hangul,
    SoutheastAsian,
    Other,
    None,
}

const SCRIPTS: [Script; 9] = [
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

/// The blocks of each script; where two claim a character the first has it.
#[rustfmt::skip]
const BLOCKS: &[(Script, &[(u32, u32)])] = &[
    (Script::Latin, &[
        (0x41, 0x5a), (0x61, 0x7a), (0xaa, 0xaa), (0xba, 0xba), (0xc0, 0x2af), (0x1d00, 0x1d25), (0x1e00, 0x1eff),
        (0x2c60, 0x2c7f), (0xa722, 0xa7ff), (0xab30, 0xab64), (0xfb00, 0xfb06), (0xff21, 0xff3a), (0xff41, 0xff5a),
    ]),
    (Script::Cyrillic, &[
        (0x400, 0x52f), (0x1c80, 0x1c8f), (0x1d2b, 0x1d2b), (0x1d78, 0x1d78), (0x2de0, 0x2dff), (0xa640, 0xa69f),
        (0x1e030, 0x1e08f),
    ]),
    (Script::Arabic, &[
        (0x600, 0x6ff), (0x750, 0x77f), (0x870, 0x8ff), (0xfb50, 0xfdff), (0xfe70, 0xfefe), (0x10ec0, 0x10eff),
        (0x1ee00, 0x1eeff),
    ]),
    (Script::Devanagari, &[(0x900, 0x97f), (0xa8e0, 0xa8ff)]),
    (Script::SoutheastAsian, &[
        (0xe00, 0xeff), (0x1000, 0x109f), (0x1780, 0x17ff), (0xa9e0, 0xa9ff), (0xaa60, 0xaa7f), (0x116d0, 0x116e3),
    ]),
    (Script::Kana, &[(0x3041, 0x30ff), (0x31f0, 0x31ff), (0xff66, 0xff9d), (0x1aff0, 0x1b16f)]),
    (Script::Hangul, &[(0x1100, 0x11ff), (0x3130, 0x318f), (0xa960, 0xa97c), (0xac00, 0xd7ff), (0xffa0, 0xffdc)]),
    (Script::Han, &[
        (0x2e80, 0x2fdf), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303b), (0x3400, 0x4dbf), (0x4e00, 0x9fff),
        (0xf900, 0xfaff), (0x16fe2, 0x16ff6), (0x20000, 0x3ffff),
    ]),
];

impl Script {
    /// The script of a character by its block.
    pub(super) fn of(c: char) -> Script {
        let inside = |(first, last): &(u32, u32)| (*first..=*last).contains(&u32::from(c));
        BLOCKS
            .iter()
            .find(|(_, blocks)| blocks.iter().any(inside))
            .map_or(Script::Other, |(script, _)| *script)
    }

    /// Whether it puts no spaces between words.
    pub(super) fn is_unspaced(self) -> bool {
        [Script::Han, Script::Kana, Script::SoutheastAsian].contains(&self)
    }
}

/// What the letters of a text tell.
pub(super) struct Letters {
    pub(super) script: Script,
    /// Whether a letter of it belongs to a script without spaces between words.
    pub(super) has_unspaced: bool,
    /// Whether its script has capitals.
    pub(super) has_capitals: bool,
    /// Whether they are those of a language without lists.
    pub(super) are_strange: bool,
    /// Letters that a word takes in a script without spaces.
    pub(super) a_word: f64,
}

impl Letters {
    pub(super) fn of(prose: &str) -> Letters {
        let letters: Vec<char> = prose.chars().filter(|c| c.is_alphabetic()).collect();
        let of = |script| letters.iter().copied().filter(move |c| Script::of(*c) == script);
        let count = |script| of(script).count();
        let japanese = count(Script::Kana) > 0 && count(Script::Kana) * 25 >= count(Script::Han);
        let weight = |script| match script {
            Script::Han => 3 * (count(Script::Han) + count(Script::Kana)),
            Script::Kana => 0,
            Script::Hangul => 3 * count(script),
            _ => count(script),
        };
        // The last of the greatest, from the end, is the first.
        let most = SCRIPTS.into_iter().rev().max_by_key(|script| weight(*script)).unwrap();
        let script = match most {
            _ if letters.is_empty() => Script::None,
            Script::Han if japanese => Script::Kana,
            _ => most,
        };
        let cased = of(Script::Other).filter(|c| c.is_lowercase() || c.is_uppercase()).count();
        let suspicion: i64 = letters.iter().map(|c| strangeness(*c)).sum();
        Letters {
            script,
            has_unspaced: letters.iter().any(|c| Script::of(*c).is_unspaced()),
            has_capitals: match script {
                Script::Latin | Script::Cyrillic | Script::None => true,
                Script::Other => cased * 2 > count(Script::Other),
                _ => false,
            },
            are_strange: suspicion >= 2 && suspicion >= (letters.len() / 100) as i64,
            a_word: match script {
                Script::SoutheastAsian => 4.0,
                _ if japanese => 2.2,
                _ => 1.6,
            },
        }
    }
}

/// How much a letter speaks against the languages with lists of its script.
fn strangeness(c: char) -> i64 {
    let one = matches!(c, '\u{100}'..='\u{24f}' | '\u{1ea0}'..='\u{1ef9}') && !"œŒĳĲ".contains(c);
    let two = ('\u{48a}'..='\u{52f}').contains(&c) || "іІїЇєЄґҐўЎъЪјЈљЉњЊђЂћЋџЏپچژگکیٹڈڑںےہ".contains(c);
    match c {
        _ if two => 2,
        _ if one || "åÅøØþÞðÐýÝळ".contains(c) => 1,
        _ if "ыЫэЭёЁ".contains(c) => -1,
        _ => 0,
    }
}
