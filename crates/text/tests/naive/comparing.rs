//! What is compared of texts: words, names and content words; and the plain text.

use proptest::prelude::*;
use ssi_text::Wording;

use crate::agree::cases;
use crate::posts::{bytes, post, prose};
use crate::reference;

#[track_caller]
fn check(text: &str) {
    let mut wording = Wording::default();
    wording.read("Something that was read before, dear Ann!");
    wording.read(text);
    let words: Vec<_> = wording.words().iter().map(|word| (word.hash, word.function, word.name)).collect();
    let expected = reference::wording(text);
    let expected: Vec<_> = expected.iter().map(|word| (word.hash, word.function, word.name)).collect();
    assert_eq!(words, expected, "words of {text:?}");
    assert_eq!(wording.content(), reference::content(text), "content of {text:?}");
    assert_eq!(ssi_text::plain(text), reference::plain(text).text, "plain {text:?}");
}

#[test]
fn odd_texts_agree() {
    for text in [
        "",
        "Thank you Anna. Great to meet you, Mr Ben Okafor!",
        "Five Ways To Sell More",
        "Hallo Anna, ich habe das Profil von Herrn Maier gesehen",
        "Sehr geehrte Frau Maier, Ihre Firma ist uns bekannt",
        "@ann Great post! Thanks @bob_2\n@Cem Yes",
        "the company's plans, the companies' plan, l'usine, d’affaires, IT, it is IT in the US",
        "THIS IS IT FOR US",
        "税，销售经理 私の営業は、ソフトウェア",
        "我的销售",
        "'s",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn posts_agree(text in post()) {
        check(&text);
    }

    #[test]
    fn prose_agrees(text in prose()) {
        check(&text);
    }

    #[test]
    fn bytes_agree(text in bytes()) {
        check(&text);
    }
}
