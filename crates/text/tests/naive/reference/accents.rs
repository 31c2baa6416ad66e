//! A letter and the accent behind it as one letter.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a letter is with that accent.
pub(super) fn compose(letter: char, accent: char) -> Option<char> {
    static TABLE: LazyLock<HashMap<(char, char), char>> = LazyLock::new(|| {
        let lines = include_str!("accents.txt").lines().filter(|line| !line.starts_with('#'));
        let code = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
        let row = |line: &str| line.split(' ').map(code).collect::<Vec<char>>();
        let mut table: HashMap<(char, char), char> =
            lines.map(row).map(|row| ((row[1], row[2]), row[0])).collect();
        syllables(&mut table);
        table
    });
    TABLE.get(&(letter, accent)).copied()
}

/// Every Korean syllable, in the order of the code points: consonant, vowel, and one of 27 finals or none.
fn syllables(table: &mut HashMap<(char, char), char>) {
    let mut syllables = '\u{ac00}'..='\u{d7a3}';
    for consonant in '\u{1100}'..='\u{1112}' {
        for vowel in '\u{1161}'..='\u{1175}' {
            let open = syllables.next().unwrap();
            table.insert((consonant, vowel), open);
            for last in '\u{11a8}'..='\u{11c2}' {
                table.insert((open, last), syllables.next().unwrap());
            }
        }
    }
}
