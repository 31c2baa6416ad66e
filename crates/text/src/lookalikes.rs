//! Letters that only look like ordinary ones.
//!
//! Two kinds: *styled* letters (bold mathematical 𝗯, circled ⓑ, small capital ʙ, raised ᵇ, full-width ｂ), which
//! Unicode has for formulas and labels, and *twins* (Cyrillic `а`, Greek `ο`), which belong to another alphabet.
//! The tables are small on purpose: the alphabets that keyboards and "fancy text" pages offer, and the twins that a
//! reader cannot tell apart. Not here: letters upside down, flags used as letters, digits used as letters
//! (`gr3at`), and the rarer alphabets with twins (Armenian, Cherokee, Lisu).

/// How a styled letter differs from the ordinary one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// Mathematical alphabets: bold, italic, script, double-struck, sans serif, monospace.
    Mathematical,
    /// As wide as a Chinese character: ordinary in East Asian text.
    Wide,
    /// Circled, squared, in brackets: ordinary as a label, one by one.
    Enclosed,
    /// Superscript or subscript: ordinary behind another letter or a digit.
    Raised,
    /// Small capitals: ordinary in phonetic writing.
    SmallCapital,
}

/// The ordinary letter or digit, and the style.
pub(crate) fn unstyled(c: char) -> Option<(char, Style)> {
    let letter = |first: u8, offset: u32| char::from(first + offset as u8);
    let code = u32::from(c);
    Some(match c {
        '\u{ff10}'..='\u{ff19}' => (letter(b'0', code - 0xff10), Style::Wide),
        '\u{ff21}'..='\u{ff3a}' => (letter(b'A', code - 0xff21), Style::Wide),
        '\u{ff41}'..='\u{ff5a}' => (letter(b'a', code - 0xff41), Style::Wide),
        '\u{249c}'..='\u{24b5}' => (letter(b'a', code - 0x249c), Style::Enclosed),
        '\u{24b6}'..='\u{24cf}' => (letter(b'A', code - 0x24b6), Style::Enclosed),
        '\u{24d0}'..='\u{24e9}' => (letter(b'a', code - 0x24d0), Style::Enclosed),
        '\u{1f110}'..='\u{1f129}' => (letter(b'A', code - 0x1f110), Style::Enclosed),
        '\u{1f130}'..='\u{1f149}' => (letter(b'A', code - 0x1f130), Style::Enclosed),
        '\u{1f150}'..='\u{1f169}' => (letter(b'A', code - 0x1f150), Style::Enclosed),
        '\u{1f170}'..='\u{1f189}' => (letter(b'A', code - 0x1f170), Style::Enclosed),
        '\u{2100}'..='\u{213f}' => (paired(c, LETTERLIKE)?, Style::Mathematical),
        '\u{1d400}'..='\u{1d7ff}' => (mathematical(code)?, Style::Mathematical),
        '\u{262}'..='\u{29f}' | '\u{1d00}'..='\u{1d22}' | '\u{a730}'..='\u{a731}' => {
            (paired(c, SMALL_CAPITALS)?, Style::SmallCapital)
        }
        '\u{2b0}'..='\u{2e3}'
        | '\u{1d2c}'..='\u{1dbb}'
        | '\u{2071}'..='\u{209c}'
        | '\u{2c7c}'..='\u{2c7d}' => (paired(c, RAISED)?, Style::Raised),
        _ => return None,
    })
}

/// The letter of a mathematical alphabet: thirteen Latin ones of 52 letters, five Greek ones of 58, five rows of digits.
fn mathematical(code: u32) -> Option<char> {
    match code {
        0x1d400..=0x1d6a3 => {
            let place = ((code - 0x1d400) % 52) as u8;
            Some(char::from(if place < 26 { b'A' + place } else { b'a' + place - 26 }))
        }
        0x1d6a4 => Some('ı'),
        0x1d6a8..=0x1d7c9 => match (code - 0x1d6a8) % 58 {
            place @ 0..=24 if place != 17 => char::from_u32(0x391 + place),
            17 => Some('Θ'),
            place @ 26..=50 => char::from_u32(0x3b1 + place - 26),
            _ => None,
        },
        0x1d7ce..=0x1d7ff => Some(char::from(b'0' + ((code - 0x1d7ce) % 10) as u8)),
        _ => None,
    }
}

/// An alphabet with twins of Latin letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Foreign {
    Cyrillic,
    Greek,
}

/// The alphabet of a letter that is not Latin, if it is one with twins.
pub(crate) fn foreign(c: char) -> Option<Foreign> {
    match c {
        '\u{400}'..='\u{52f}' => Some(Foreign::Cyrillic),
        '\u{370}'..='\u{3ff}' if c.is_alphabetic() => Some(Foreign::Greek),
        _ => None,
    }
}

/// The Latin twin of a Cyrillic or Greek letter that no reader can tell from it.
pub(crate) fn twin(c: char) -> Option<char> {
    paired(c, CYRILLIC_TWINS).or_else(|| paired(c, GREEK_TWINS))
}

/// The Latin letter that a Cyrillic or Greek letter, or a rare Latin one, stands for among Latin ones.
pub(crate) fn latin_reading(c: char) -> Option<char> {
    twin(c).or_else(|| paired(c, NEAR_TWINS))
}

/// The letter of that alphabet that looks like the Latin one.
pub(crate) fn foreign_reading(c: char, alphabet: Foreign) -> Option<char> {
    let (pairs, others) = match alphabet {
        Foreign::Cyrillic => (CYRILLIC_TWINS, "кkмmтt"),
        Foreign::Greek => (GREEK_TWINS, "αaιiκkρpτtυu"),
    };
    reversed(c, pairs).or_else(|| reversed(c, others))
}

/// What stands behind the character in a row of pairs.
fn paired(c: char, pairs: &str) -> Option<char> {
    let mut pairs = pairs.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if from == c {
            return Some(to);
        }
    }
    None
}

/// What stands before the character in a row of pairs.
fn reversed(c: char, pairs: &str) -> Option<char> {
    let mut pairs = pairs.chars();
    while let (Some(to), Some(from)) = (pairs.next(), pairs.next()) {
        if from == c {
            return Some(to);
        }
    }
    None
}

const CYRILLIC_TWINS: &str = "аaсcеeоoрpхxуyіiјjѕsһhԁdԛqԝwѵvӏlАAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXҮYԚQԜWҺh";
const GREEK_TWINS: &str = "οoνvΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCϲcϳjͿJ";
/// Only among Latin letters; the last row is Latin itself.
const NEAR_TWINS: &str = "кkмmтtвbнhѴVӀIүyУYαaιiκkρpτtυuεeγyηnωwɡgɑaⅰiⅴvⅹxⅼlⅽcⅾdⅿmⅠIⅤVⅩXⅬLⅭCⅮDⅯM";
const LETTERLIKE: &str = "ℂCℊgℋHℌHℍHℎhℐIℑIℒLℓlℕNℙPℚQℛRℜRℝRℤZℨZℬBℭCℯeℰEℱFℳMℴoℹi";
const SMALL_CAPITALS: &str = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz";
const RAISED: &str = "ᵃaᵇbᶜcᵈdᵉeᶠfᵍgʰhⁱiʲjᵏkˡlᵐmⁿnᵒoᵖpʳrˢsᵗtᵘuᵛvʷwˣxʸyᶻzᴬAᴮBᴰDᴱEᴳGᴴHᴵIᴶJᴷKᴸLᴹMᴺNᴼOᴾPᴿRᵀTᵁUⱽVᵂWₐaₑeₕhᵢiⱼjₖkₗlₘmₙnₒoₚpᵣrₛsₜtᵤuᵥvₓx";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(styled: &str, plain: &str, style: Style) {
        let found: Vec<_> = styled.chars().map(unstyled).collect();
        let expected: Vec<_> = plain.chars().map(|c| Some((c, style))).collect();
        assert_eq!(found, expected, "{styled}");
    }

    #[test]
    fn styled_letters_are_the_ordinary_ones() {
        for bold in ["𝐠𝐫𝐞𝐚𝐭𝐏", "𝗴𝗿𝗲𝗮𝘁𝗣", "𝓰𝓻𝓮𝓪𝓽𝓟", "𝕘𝕣𝕖𝕒𝕥ℙ", "𝖌𝖗𝖊𝖆𝖙𝕻", "𝚐𝚛𝚎𝚊𝚝𝙿", "ℊ𝓇ℯ𝒶𝓉𝒫"]
        {
            check(bold, "greatP", Style::Mathematical);
        }
        check("𝟬𝟗𝚨𝛂𝛚𝝮", "09ΑαωΩ", Style::Mathematical);
        check("ｇｒｅａｔＰ７", "greatP7", Style::Wide);
        check("ⓖⓡⓔⓐⓣⓅ⒢🄶🅶🅖🄖", "greatPgGGGG", Style::Enclosed);
        check("ᵍʳᵉᵃᵗᴾₓ", "greatPx", Style::Raised);
        check("ɢʀᴇᴀᴛꜱꜰ", "greatsf", Style::SmallCapital);
        for ordinary in "aZéßяα日ñ1²½™№©🅿🇦".chars().filter(|c| *c != '🅿') {
            assert_eq!(unstyled(ordinary), None, "{ordinary}");
        }
    }

    /// The ranges in [`unstyled`] must let every pair of the tables through.
    #[test]
    fn no_pair_is_out_of_reach() {
        for table in [LETTERLIKE, SMALL_CAPITALS, RAISED] {
            let chars: Vec<char> = table.chars().collect();
            for pair in chars.chunks(2) {
                assert_eq!(unstyled(pair[0]).map(|(c, _)| c), Some(pair[1]), "{}", pair[0]);
            }
        }
        for table in [CYRILLIC_TWINS, GREEK_TWINS, NEAR_TWINS] {
            let chars: Vec<char> = table.chars().collect();
            for pair in chars.chunks(2) {
                assert_eq!(latin_reading(pair[0]), Some(pair[1]), "{}", pair[0]);
            }
        }
    }

    #[test]
    fn twins_are_told_from_other_letters() {
        assert_eq!((twin('с'), twin('ж'), twin('ο'), twin('c')), (Some('c'), None, Some('o'), None));
        assert_eq!((twin('т'), latin_reading('т')), (None, Some('t')));
        assert_eq!(foreign_reading('c', Foreign::Cyrillic), Some('с'));
        assert_eq!(foreign_reading('g', Foreign::Cyrillic), None);
        assert_eq!((foreign('я'), foreign('ψ')), (Some(Foreign::Cyrillic), Some(Foreign::Greek)));
        assert_eq!((foreign('a'), foreign('\u{37e}')), (None, None));
    }
}
