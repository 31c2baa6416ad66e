//! Random texts: pieces that the signals are about, in an order that makes no sense.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ssi_text::Language;

/// Words of many languages, and signs.
const PIECES: &[&str] = &[
    "the",
    "The",
    "and",
    "I",
    "you",
    "don't",
    "don’t",
    "DON’T",
    "because",
    "because of",
    "on the other hand",
    "on the",
    "for example",
    "e.g.",
    "perhaps",
    "always",
    "dog",
    "Dog",
    "dogs",
    "dog's",
    "CEO",
    "R2D2",
    "Ann",
    "Berg",
    "3.5",
    "1,000",
    "10k",
    "extraordinary",
    "naïve",
    "der",
    "die",
    "nicht",
    "weil",
    "el",
    "de la",
    "porque",
    "sin embargo",
    "nous",
    "parce que",
    "l'usine",
    "não",
    "você",
    "日本語",
    "日本語です。",
    "我们的",
    "我们",
    "하지만",
    "потому что",
    "їжа",
    "лет",
    "लेकिन मैं",
    "ขอบคุณ",
    "๑๒",
    "łódź",
    "dus het",
    "perché",
    "tetapi",
    "привет",
    "ΣΊΣΥΦΟΣ",
    "σίσυφος",
    "हिन्दी",
    "مرحبا",
    "شُكْراً",
    "نمی‌دانم",
    "תודה",
    "#tag",
    "#1",
    "C#",
    "@ann",
    "me@x.org",
    " https://a.com/b?c=1 ",
    " (https://a.com/b-c). ",
    "www.例え.jp/a(b))",
    "HTTPS://X.Y",
    "xhttp://a.b",
    "http://-",
    "\"quoted\"",
    "“so”",
    "„so“",
    "«oui»",
    "»nein«",
    "「は」",
    "\"",
    "“",
    "(",
    ")",
    "- item",
    "1. item",
    "a) item",
    "✅ item",
    "•",
    "a.B",
    "a.ב",
    "U.S.",
    "©",
    "ⅰ",
    "½",
    "thanks for sharing",
    "great post",
    "Great",
    "so",
    "abaft",
    "congesting",
    "Company’s",
    "LEADERSHIP",
    "Sales | Growth | Strategy | People",
    "one two three four five six seven eight",
    "house home thing people change culture growth strategy",
];

/// Emoji, from plain ones to families.
const EMOJI: &[&str] = &[
    "👏",
    "👨‍👩‍👧",
    "🇫🇷",
    "🇫",
    "1️⃣",
    "❤️",
    "❤",
    "❤️‍🔥",
    "👍🏽",
    "☝🏽",
    "🏴\u{e0067}\u{e0062}\u{e007f}",
    "✔",
    "⌚\u{fe0e}",
    "🅰️",
    "Ⓜ️",
    "😀",
    "🏴",
    "\u{1fac8}",
    "\u{200d}",
];

/// What is used to cheat.
const TRICKS: &[&str] = &[
    "in\u{200d}visible",
    "in\u{ad}visible",
    "E\u{301}cole",
    "𝗴𝗿𝗲𝗮𝘁",
    "gr𝗲at",
    "p𝗼st",
    "grеat",
    "Тhаnks",
    "сосе",
    "cпасибо",
    "grεαt",
    "ɡreat",
    "ⅰdea",
    "g r e a t",
    "g-r-e-a-t",
    "g.r.e.a.t",
    "J. R. R. T.",
    "к р у т о",
    "g̶r̶e̶a̶t̶",
    "e\u{323}\u{302}\u{301}t",
    "ｇｒｅａｔ",
    "ⓖⓡⓔⓐⓣ",
    "ɢʀᴇᴀᴛ",
    "ᵍʳᵉᵃᵗ",
    "𝑥²",
    "ℝⁿ",
    "\u{200b}",
    "\u{feff}",
    "\u{2800}",
    "\u{3164}",
    "\u{202e}",
    "a\u{fe0f}",
    "❤\u{fe0f}\u{fe0f}",
    "g\u{301}r\u{301}e\u{301}a\u{301}t\u{301}",
    "か\u{3099}",
    "\u{1112}\u{1161}\u{11ab}",
    "\u{336}",
    "\u{301}",
    "\0",
    "ʼ",
    "مـرحبا",
    "οо",
    "ſs",
    "Vie\u{323}\u{302}t",
];

const GLUE: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    ". ",
    "! ",
    "? ",
    "?! ",
    "... ",
    ", ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    " \u{2800}\n",
    ".\" ",
    ": ",
    "-",
    "",
    "\t",
    "\u{a0}",
    "\u{3000}",
    "、",
    "。",
    "…",
    "  ",
    " | ",
    "\u{b}",
    "；",
    "_",
    "'",
    "’",
];

/// One piece of text of any kind.
fn piece() -> impl Strategy<Value = String> {
    let run = || (1_usize..80).prop_flat_map(|n| (select(RUNS), Just(n)).prop_map(|(c, n)| c.repeat(n)));
    prop_oneof![
        10 => select(PIECES).prop_map(str::to_owned),
        2 => select(EMOJI).prop_map(str::to_owned),
        3 => select(TRICKS).prop_map(str::to_owned),
        1 => run(),
        1 => "[a-zA-Z]{1,300}",
        1 => r"(?s).{0,6}",
        2 => "[A-Za-z]{1,12}",
        1 => "[а-яΑ-ωa-z𝐀-𝟿À-ɏ]{1,9}",
    ]
}

/// Characters that come in long runs.
const RUNS: &[&str] = &[
    "a", " ", ".", "!", "-", "é", "日", "\u{301}", "👏", "\n", "\r\n", "\"", ")", "ก", "#", "@", "a ", "A.",
    "и", "\u{200b}", "?!",
];

/// A post of pieces and what stands between them.
pub(crate) fn post() -> impl Strategy<Value = String> {
    vec((piece(), select(GLUE)), 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, glue)| [piece, glue.to_owned()]).collect())
}

/// English prose in ASCII.
pub(crate) fn prose() -> impl Strategy<Value = String> {
    let words: Vec<&str> = PIECES.iter().copied().filter(|piece| piece.is_ascii()).collect();
    let glue: Vec<&str> = GLUE.iter().copied().filter(|glue| glue.is_ascii()).collect();
    vec((select(words), select(glue)), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

/// Random bytes, and bytes as texts have them, made to text.
pub(crate) fn bytes() -> impl Strategy<Value = String> {
    let any = vec(any::<u8>(), 0..200);
    let likely = vec(
        select(b"aeT .,!?'\n\r\xc3\xa9\xd0\xb0\xe2\x80\x99\xe6\x97\xa5\xf0\x9f\x91\x8f".to_vec()),
        0..200,
    );
    prop_oneof![any, likely].prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// A language, or none, that the writer usually writes.
pub(crate) fn hint() -> impl Strategy<Value = Option<Language>> {
    proptest::option::of(select(Language::ALL.to_vec()))
}
