//! Hand-picked and random texts.

use proptest::prelude::*;
use ssi_text::Language;

use crate::agree::{cases, check};
use crate::posts::{bytes, hint, post, prose};

#[test]
fn odd_texts_agree() {
    for text in [
        "",
        " ",
        "\n",
        "\r\n\r\n",
        "a",
        "1",
        "👏",
        "Is that net of churn?",
        "In 2024 we grew revenue by 40% because the new onboarding works.",
        "Great post! Great post! great post!",
        "「営業」は難しい。営業は、難しい。",
        "我们推迟了会议，因为两家供应商周五之前来不了。我们推迟了会议。",
        "การขาย การเติบโต ๑๒๓",
        "๑๒๓",
        "Ⅷ ⅷ ½ x",
        "ſhttps://a.b httpſ://x.y ftp://1",
        "https://en.wikipedia.org/wiki/Rust_(language), [a](https://a.b/c_(d)). ((https://a.b))).",
        "\u{336}a\u{336}b\u{336}c",
        "🏴\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{200d}x",
        "οо",
        "οо x",
        "οо \u{200b}",
        "ａ\u{64b}\u{fe0f}日",
        "の\u{3099}か\u{3099} ｇｒｅａｔ",
        "prism didn't makes walked wanted queue radio reliable naïve maïs überaus İstanbul KELVIN\u{212a}",
        "Ĩta ĨTA Ǎo ǎo ǏǑǓ ǐǒǔ ĬŎŬĔ \u{212b}ngstrom \u{2126}",
        "dog's Dog’s DOGS' DOGʼS s 's",
        "#a##b &#39; @@x ＃タグ ＠花子 first.last@x.y",
        "„tak” «oui» »nein« ““a” 5\" \"\" ＂x＂",
        "1) a\n12. b\n123. c\n1234. d\n— e\n✔\u{fe0f} f\n\u{200b}- g\n*\th",
        "Ann. \"Well,\" she said. e.g. this (and that.) U.S. firms... 3.5 cm",
        "Tschüss Anna, Sehr geehrte Frau Maier, nicht wahr, Ben!",
    ] {
        check(text, None);
        check(text, Some(Language::German));
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn posts_agree(text in post(), hint in hint()) {
        check(&text, hint);
    }

    #[test]
    fn prose_agrees(text in prose(), hint in hint()) {
        check(&text, hint);
    }

    #[test]
    fn any_text_agrees(text in r"(?s).{0,60}", hint in hint()) {
        check(&text, hint);
    }

    #[test]
    fn any_ascii_agrees(text in r"[\x00-\x7f]{0,80}") {
        check(&text, None);
    }

    #[test]
    fn any_bytes_agree(text in bytes()) {
        check(&text, None);
    }
}
