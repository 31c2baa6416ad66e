//! Letters that only look like ordinary ones, as maps.

use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Mathematical,
    Wide,
    Enclosed,
    Raised,
    SmallCapital,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    Cyrillic,
    Greek,
}

const LETTERLIKE: &str = "ℂCℊgℋHℌHℍHℎhℐIℑIℒLℓlℕNℙPℚQℛRℜRℝRℤZℨZℬBℭCℯeℰEℱFℳMℴoℹi";
const SMALL_CAPITALS: &str = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz";
const RAISED: &str = "ᵃaᵇbᶜcᵈdᵉeᶠfᵍgʰhⁱiʲjᵏkˡlᵐmⁿnᵒoᵖpʳrˢsᵗtᵘuᵛvʷwˣxʸyᶻzᴬAᴮBᴰDᴱEᴳGᴴHᴵIᴶJᴷKᴸLᴹMᴺNᴼOᴾPᴿRᵀTᵁUⱽVᵂWₐaₑeₕhᵢiⱼjₖkₗlₘmₙnₒoₚpᵣrₛsₜtᵤuᵥvₓx";
const CYRILLIC_TWINS: &str = "аaсcеeоoрpхxуyіiјjѕsһhԁdԛqԝwѵvӏlАAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXҮYԚQԜWҺh";
const GREEK_TWINS: &str = "οoνvΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCϲcϳjͿJ";
const NEAR_TWINS: &str = "кkмmтtвbнhѴVӀIүyУYαaιiκkρpτtυuεeγyηnωwɡgɑaⅰiⅴvⅹxⅼlⅽcⅾdⅿmⅠIⅤVⅩXⅬLⅭCⅮDⅯM";
const NEAR_CYRILLIC: &str = "кkмmтt";
const NEAR_GREEK: &str = "αaιiκkρpτtυu";

fn pairs(row: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = row.chars().collect();
    chars.chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The ordinary letter or digit for one in a style.
pub(super) fn ordinary(c: char) -> Option<(char, Style)> {
    static TABLE: LazyLock<HashMap<char, (char, Style)>> = LazyLock::new(styled);
    TABLE.get(&c).copied()
}

fn styled() -> HashMap<char, (char, Style)> {
    let mut table = HashMap::new();
    let mut row = |first: u32, letters: &str, style| {
        for (code, letter) in (first..).zip(letters.chars()) {
            if letter != ' ' {
                table.insert(char::from_u32(code).unwrap_or('\0'), (letter, style));
            }
        }
    };
    let (capitals, small): (String, String) = (('A'..='Z').collect(), ('a'..='z').collect());
    let digits = "0123456789";
    row(0xff10, digits, Style::Wide);
    row(0xff21, &capitals, Style::Wide);
    row(0xff41, &small, Style::Wide);
    for (first, letters) in [(0x249c, &small), (0x24b6, &capitals), (0x24d0, &small)] {
        row(first, letters, Style::Enclosed);
    }
    for first in [0x1f110, 0x1f130, 0x1f150, 0x1f170] {
        row(first, &capitals, Style::Enclosed);
    }
    for alphabet in 0..13 {
        row(0x1d400 + 52 * alphabet, &capitals, Style::Mathematical);
        row(0x1d41a + 52 * alphabet, &small, Style::Mathematical);
    }
    row(0x1d6a4, "ı", Style::Mathematical);
    for alphabet in 0..5 {
        row(0x1d6a8 + 58 * alphabet, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΘΣΤΥΦΧΨΩ", Style::Mathematical);
        row(0x1d6c2 + 58 * alphabet, "αβγδεζηθικλμνξοπρςστυφχψω", Style::Mathematical);
        row(0x1d7ce + 10 * alphabet, digits, Style::Mathematical);
    }
    let rows =
        [(LETTERLIKE, Style::Mathematical), (SMALL_CAPITALS, Style::SmallCapital), (RAISED, Style::Raised)];
    for (letters, style) in rows {
        table.extend(pairs(letters).into_iter().map(|(styled, plain)| (styled, (plain, style))));
    }
    table
}

/// The alphabet of a Cyrillic or Greek letter.
pub(super) fn foreign(c: char) -> Option<Alphabet> {
    match c {
        '\u{400}'..='\u{52f}' => Some(Alphabet::Cyrillic),
        '\u{370}'..='\u{3ff}' if c.is_alphabetic() => Some(Alphabet::Greek),
        _ => None,
    }
}

/// The Latin letter that nobody can tell from this one.
pub(super) fn twin(c: char) -> Option<char> {
    static TABLE: LazyLock<HashMap<char, char>> =
        LazyLock::new(|| [CYRILLIC_TWINS, GREEK_TWINS].into_iter().flat_map(pairs).collect());
    TABLE.get(&c).copied()
}

/// The Latin letter that this one stands for among Latin ones.
pub(super) fn latin_reading(c: char) -> Option<char> {
    static NEAR: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(NEAR_TWINS).into_iter().collect());
    twin(c).or_else(|| NEAR.get(&c).copied())
}

/// The letter of that alphabet for a Latin one.
pub(super) fn foreign_reading(c: char, alphabet: Alphabet) -> Option<char> {
    let (surely, nearly) = match alphabet {
        Alphabet::Cyrillic => (CYRILLIC_TWINS, NEAR_CYRILLIC),
        Alphabet::Greek => (GREEK_TWINS, NEAR_GREEK),
    };
    [surely, nearly].into_iter().flat_map(pairs).find(|(_, latin)| *latin == c).map(|(foreign, _)| foreign)
}
