//! A letter and the accent behind it as one character, so that `é` in one code point and in two is one word.
//!
//! Keyboards and web pages write the one, some file systems and word processors the other. The table holds the
//! Latin, Greek (without the ancient accents), Cyrillic and kana letters of Unicode 17.0 that have a code point of
//! their own with one accent more; Hangul is a matter of arithmetic. Other scripts are left as they are written.

/// The character for a letter with that mark, if there is one.
pub(crate) fn compose(letter: char, mark: char) -> Option<char> {
    if let Some(syllable) = hangul(letter, mark) {
        return Some(syllable);
    }
    let row = ACCENTED.binary_search_by_key(&mark, |(mark, _)| *mark).ok()?;
    let mut pairs = ACCENTED[row].1.chars();
    while let (Some(bare), Some(accented)) = (pairs.next(), pairs.next()) {
        if bare == letter {
            return Some(accented);
        }
    }
    None
}

/// Puts the parts of a Korean syllable together: chapter 3.12 of the Unicode standard.
fn hangul(first: char, second: char) -> Option<char> {
    const SYLLABLES: u32 = 0xac00;
    const VOWELS: u32 = 21;
    const FINALS: u32 = 28;
    let (a, b) = (u32::from(first), u32::from(second));
    match (a, b) {
        (0x1100..=0x1112, 0x1161..=0x1175) => {
            char::from_u32(SYLLABLES + ((a - 0x1100) * VOWELS + b - 0x1161) * FINALS)
        }
        (0xac00..=0xd7a3, 0x11a8..=0x11c2) if (a - SYLLABLES).is_multiple_of(FINALS) => {
            char::from_u32(a + b - 0x11a7)
        }
        _ => None,
    }
}

/// For each mark the letters that take it: bare, accented, bare, accented and so on.
#[rustfmt::skip]
const ACCENTED: &[(char, &str)] = &[
    ('\u{300}', "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹЕЀИЍеѐиѝĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ"),
    (
        '\u{301}',
        concat!(
            "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿΑΆΕΈΗΉΙΊΟΌΥΎΩΏϊΐαάεέ",
            "ηήιίϋΰοόυύωώϒϓГЃКЌгѓкќÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ",
        ),
    ),
    ('\u{302}', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"),
    ('\u{303}', "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"),
    ('\u{304}', "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳИӢиӣУӮуӯGḠgḡḶḸḷḹṚṜṛṝ"),
    ('\u{306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭУЎИЙийуўЖӁжӂАӐаӑЕӖеӗȨḜȩḝẠẶạặ"),
    (
        '\u{307}',
        concat!(
            "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎyẏ",
            "ſẛ",
        ),
    ),
    (
        '\u{308}',
        concat!(
            "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸΙΪΥΫιϊυϋϒϔЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤиӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸыӹHḦhḧ",
            "ÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ",
        ),
    ),
    ('\u{309}', "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"),
    ('\u{30a}', "AÅaåUŮuůwẘyẙ"),
    ('\u{30b}', "OŐoőUŰuűУӲуӳ"),
    ('\u{30c}', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ"),
    ('\u{30f}', "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕѴѶѵѷ"),
    ('\u{311}', "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
    ('\u{31b}', "OƠoơUƯuư"),
    ('\u{323}', "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ"),
    ('\u{324}', "UṲuṳ"),
    ('\u{325}', "AḀaḁ"),
    ('\u{326}', "SȘsșTȚtț"),
    ('\u{327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"),
    ('\u{328}', "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
    ('\u{32d}', "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"),
    ('\u{32e}', "HḪhḫ"),
    ('\u{330}', "EḚeḛIḬiḭUṴuṵ"),
    ('\u{331}', "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"),
    (
        '\u{3099}',
        concat!(
            "かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔゝゞカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボウヴワヷヰヸ",
            "ヱヹヲヺヽヾ",
        ),
    ),
    ('\u{309a}', "はぱひぴふぷへぺほぽハパヒピフプヘペホポ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_take_their_marks() {
        let cases = [
            ('e', '\u{301}', 'é'),
            ('E', '\u{301}', 'É'),
            ('n', '\u{303}', 'ñ'),
            ('ẹ', '\u{302}', 'ệ'),
            ('и', '\u{306}', 'й'),
            ('ο', '\u{301}', 'ό'),
            ('か', '\u{3099}', 'が'),
            ('ᄒ', 'ᅡ', '하'),
            ('하', 'ᆫ', '한'),
        ];
        for (letter, mark, expected) in cases {
            assert_eq!(compose(letter, mark), Some(expected), "{letter} {mark:?}");
        }
        for (letter, mark) in [('b', '\u{301}'), ('e', 'a'), ('한', 'ᆫ'), ('e', '\u{336}'), ('é', '\u{301}')]
        {
            assert_eq!(compose(letter, mark), None, "{letter} {mark:?}");
        }
    }

    /// Whoever edits the table must not lose a pair.
    #[test]
    fn the_table_is_in_order_and_even() {
        assert!(ACCENTED.is_sorted_by_key(|(mark, _)| *mark));
        for (mark, pairs) in ACCENTED {
            assert_eq!(pairs.chars().count() % 2, 0, "{mark:?}");
            assert!(pairs.chars().all(char::is_alphabetic), "{mark:?}");
        }
    }
}
