//! Tricks: nobody gains by writing the same thing in another dress, or nothing at greater length.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

use std::sync::LazyLock;

use proptest::prelude::*;
use ssi_text::{Analyzer, PhraseList, PhrasePart, SIGNALS, Scratch, SignalId, Want, plain, signal};

/// Signals that grow with what is said, and pay in a grade.
const RISING: &[&str] = &[
    "characters",
    "graphemes",
    "words",
    "sentences",
    "content_words",
    "distinct_words",
    "distinct_content_words",
    "long_words",
    "longest_word",
    "syllables",
    "numbers",
    "names",
    "cause_connectives",
    "contrast_connectives",
    "example_connectives",
    "questions",
    "links",
];

fn read(text: &str) -> Vec<f64> {
    static ALL: LazyLock<Analyzer> = LazyLock::new(|| {
        let all: Vec<Want> = (0..SIGNALS.len() as u16).map(|i| Want::Signal(SignalId(i))).collect();
        Analyzer::new(&all, &[])
    });
    let mut row = vec![0.0; SIGNALS.len()];
    ALL.row(text, &mut Scratch::default(), &mut row);
    row
}

fn value(text: &str, id: &str) -> f64 {
    read(text)[usize::from(signal(id).unwrap_or_else(|| panic!("no signal {id}")).0)]
}

/// How often "great post" and "thanks for sharing" are found, and the share of the words they cover.
fn praise(text: &str) -> [f64; 2] {
    let list = PhraseList {
        id: "praise".into(),
        parts: vec![PhrasePart {
            language: None,
            phrases: vec!["great post".into(), "thanks for sharing".into()],
        }],
    };
    let mut row = [0.0; 2];
    Analyzer::new(&[Want::PhraseHits(0), Want::PhraseCoverage(0)], &[list]).row(
        text,
        &mut Scratch::default(),
        &mut row,
    );
    row
}

/// A trick raises none of these signals.
#[track_caller]
fn check(plain: &str, tricked: &str, signals: &[&str]) {
    for id in signals {
        let (before, after) = (value(plain, id), value(tricked, id));
        assert!(after <= before, "{id} rises from {before} to {after} by {tricked:?}");
    }
}

/// A disguise changes no signal at all but those that tell of it, and hides no phrase.
#[track_caller]
fn check_same(plain: &str, tricked: &str) {
    assert_ne!(plain, tricked);
    for ((before, after), entry) in read(plain).into_iter().zip(read(tricked)).zip(SIGNALS) {
        if !matches!(entry.id, "invisible" | "disguised_words" | "disguised_share") {
            let same = before == after || before.is_nan() && after.is_nan();
            assert!(same, "{} of {tricked:?} is {after}, plainly {before}", entry.id);
        }
    }
    assert_eq!(praise(plain), praise(tricked), "{tricked:?}");
}

const PLAIN: &str = "Great post, thanks for sharing!";

#[test]
fn what_is_invisible_adds_nothing() {
    let invisible = [
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{2060}",
        "\u{feff}",
        "\u{ad}",
        "\u{34f}",
        "\u{61c}",
        "\u{180e}",
        "\u{fe0f}",
        "\u{fe00}",
        "\u{e0100}",
        "\u{e0041}",
        "\u{115f}",
        "\u{1160}",
        "\u{200e}",
        "\u{202e}",
        "\u{2066}",
    ];
    for c in invisible {
        let between: String = PLAIN.chars().flat_map(|letter| [letter.to_string(), c.to_owned()]).collect();
        check_same(PLAIN, &between);
        check_same(PLAIN, &format!("{}{PLAIN}{}", c.repeat(50), c.repeat(50)));
        check_same(PLAIN, &PLAIN.replace(' ', &format!(" {}", c.repeat(9))));
        assert!(value(&between, "invisible") >= 20.0, "{c:?}");
    }
}

/// They look like spaces, so they are read as spaces: one at most, and never a word.
#[test]
fn empty_places_are_spaces() {
    for c in ["\u{3164}", "\u{ffa0}", "\u{2800}"] {
        check_same(PLAIN, &PLAIN.replace(' ', c));
        check_same(PLAIN, &PLAIN.replace(' ', &c.repeat(7)));
        check_same(PLAIN, &format!("{}{PLAIN}", c.repeat(30)));
        check(
            PLAIN,
            &PLAIN.replace(' ', &format!(" {c} ")),
            &["words", "content_words", "sentences", "longest_word"],
        );
        assert_eq!(value(c, "words"), 0.0, "{c:?}");
        assert_eq!(value(&c.repeat(9), "characters"), 0.0, "{c:?}");
    }
    check("a\nb", "a\n\u{2800}\nb", &["words", "lines"]);
}

#[test]
fn letters_in_disguise_are_the_letters_they_look_like() {
    for tricked in [
        "𝗚𝗿𝗲𝗮𝘁 𝗽𝗼𝘀𝘁, 𝘁𝗵𝗮𝗻𝗸𝘀 𝗳𝗼𝗿 𝘀𝗵𝗮𝗿𝗶𝗻𝗴!",
        "𝓖𝓻𝓮𝓪𝓽 𝓹𝓸𝓼𝓽, 𝓽𝓱𝓪𝓷𝓴𝓼 𝓯𝓸𝓻 𝓼𝓱𝓪𝓻𝓲𝓷𝓰!",
        "𝔾𝕣𝕖𝕒𝕥 𝕡𝕠𝕤𝕥, 𝕥𝕙𝕒𝕟𝕜𝕤 𝕗𝕠𝕣 𝕤𝕙𝕒𝕣𝕚𝕟𝕘!",
        "Ｇｒｅａｔ ｐｏｓｔ, ｔｈａｎｋｓ ｆｏｒ ｓｈａｒｉｎｇ!",
        "Ⓖⓡⓔⓐⓣ ⓟⓞⓢⓣ, ⓣⓗⓐⓝⓚⓢ ⓕⓞⓡ ⓢⓗⓐⓡⓘⓝⓖ!",
        "ᴳʳᵉᵃᵗ ᵖᵒˢᵗ, ᵗʰᵃⁿᵏˢ ᶠᵒʳ ˢʰᵃʳⁱⁿᵍ!",
        "Grеаt рost, thаnks fоr shаring!",
        "Greaτ pοst, τhanks fοr sharinɡ!",
        "G r e a t p\u{336}o\u{336}s\u{336}t\u{336}, t-h-a-n-k-s f\u{332}o\u{332}r\u{332} s.h.a.r.i.n.g!",
        "G\u{300}\u{301}\u{302}\u{303}\u{304}re\u{315}\u{31a}\u{345}\u{346}at post, thanks for sharing!",
    ] {
        check_same(PLAIN, tricked);
        assert!(value(tricked, "disguised_share") >= 0.2, "{tricked}");
    }
    check_same("GREAT POST, great post", "🅶🆁🅴🅰🆃 🄿🄾🅂🅃, ɢʀᴇᴀᴛ ᴘᴏꜱᴛ");
    // Stop words in twins of another alphabet would be content.
    check_same("It is a post about a case", "It is а post about а саsе");
    // One accent, written in two ways.
    check_same(
        "Très bien, l’été à Brno, můj Việt",
        "Tre\u{300}s bien, l’e\u{301}te\u{301} a\u{300} Brno, mu\u{30a}j Vie\u{323}\u{302}t",
    );
    assert_eq!(value("Tre\u{300}s bien", "disguised_words"), 0.0);
}

/// The letters of other languages are no disguise.
#[test]
fn honest_texts_are_plain() {
    for text in [
        "Мы попробовали оба подхода, но второй дал результат быстрее, потому что SMM-отдел был в офисе.",
        "Το δεύτερο τρίμηνο ήταν καλύτερο, γιατί αλλάξαμε το CRM.",
        "C’est l’œuvre d’un élève ; ça coûte 5 €.",
        "Größe, Übergröße und Maß – 3 µm, 5 Ω, x², ½.",
        "私たちのＣＲＭは２０２４年に変わりました。",
        "می‌خواهم بدانم چرا",
        "क्‍षेत्र में काम करते हैं",
        "วันนี้อากาศดี",
        "Cảm ơn bạn đã chia sẻ, rất hữu ích!",
        "İstanbul’da çalışıyorum, ığdır",
        "👨‍👩‍👧‍👦 ❤️‍🔥 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🅰️ Ⓜ️",
        "한국어도 잘 읽습니다",
        "U.S.A. and J. R. R. Tolkien, a) or b), i. e. A/B tests",
        "We compared plan A, B, C and D.",
    ] {
        let tricks = ["disguised_words", "invisible"].map(|id| value(text, id));
        assert_eq!(tricks, [0.0, 0.0], "{text}");
    }
}

#[test]
fn saying_it_again_adds_nothing() {
    let said = "Our trial is shorter, so most people leave before the second invoice.";
    let again = [said; 6].join(" ");
    check(said, &again, &["distinct_content_words", "distinct_words"]);
    assert_eq!(value(&again, "repeated_sentence_share"), 5.0 / 6.0);
    assert!(value(&again, "repeated_bigram_share") > 0.75);
    assert_eq!(value(said, "repeated_sentence_share"), 0.0);

    // With one word changed a sentence is new, but its pairs of words are not.
    let changed = ["first", "next", "third", "last"].map(|word| said.replace("second", word)).join(" ");
    assert_eq!(value(&changed, "repeated_sentence_share"), 0.0);
    assert!(value(&changed, "repeated_bigram_share") > 0.5);
    assert!(value(&changed, "repeated_trigram_share") > 0.4);
    assert!(value(&changed, "moving_distinct_share") < 0.5);
    assert!(value(&changed, "distinct_content_words") <= value(said, "distinct_content_words") + 3.0);

    // Case, punctuation and disguise do not make a sentence new.
    let dressed = format!("{said} {} {}", said.to_uppercase(), said.replace(',', " –").replace('o', "о"));
    assert_eq!(value(&dressed, "repeated_sentence_share"), 2.0 / 3.0);
    check(said, &dressed, &["distinct_content_words"]);
}

#[test]
fn a_list_of_catchwords_is_no_prose() {
    let prose = "We tried both, and the second one was faster because the team sat in one room.";
    assert_eq!(value(prose, "prose_share"), 1.0);
    for list in [
        "Leadership | Innovation | Growth | Strategy | Sales",
        "leadership, innovation, growth, strategy, sales enablement",
        "#leadership #innovation #growth #strategy #sales",
        "Leadership • Innovation • Growth • Strategy",
        "leadership innovation growth strategy sales marketing culture people",
        "лидерство, инновации, рост, стратегия, продажи",
        "Führung, Innovation, Wachstum, Strategie, Vertrieb",
    ] {
        assert_eq!(value(list, "prose_share"), 0.0, "{list}");
        let both = format!("{prose}\n{list}");
        assert!(value(&both, "prose_share") < 0.85, "{list}");
        check(prose, &both, &["prose_share"]);
    }
}

#[test]
fn a_wall_of_emoji_says_nothing() {
    let wall = format!("Great post {}", "🔥🚀 ".repeat(30));
    check("Great post", &wall, &["words", "sentences", "content_words", "names", "prose_share"]);
    assert_eq!((value(&wall, "longest_emoji_run"), value(&wall, "emoji")), (60.0, 60.0));
    assert!(value(&wall, "emoji_share") > 0.85);
    assert_eq!(value("Great post 👏", "emoji_share"), 0.1);
    assert_eq!(value("👏 a 👏👏\r\n👏 👍🏽", "longest_emoji_run"), 4.0);
}

/// Variety in a window does not fall with length, as the plain share does; repetition shows in both.
#[test]
fn variety_is_the_same_for_a_long_text_and_a_short_one() {
    let topics =
        ["budget", "trial", "invoice", "churn", "price", "team", "office", "market", "pilot", "hospital"];
    let verbs = ["rose", "fell", "moved", "changed", "closed", "opened", "grew", "stalled", "ended", "paid"];
    let sentence =
        |i: usize| format!("In week {i} the {} of team{i} {}.", topics[i % 10], verbs[i / 10 % 10]);
    let text = |n: usize| (0..n).map(sentence).collect::<Vec<_>>().join(" ");
    let (short, long) = (text(7), text(90));
    assert!(value(&long, "distinct_share") < value(&short, "distinct_share") - 0.05);
    assert!((value(&long, "moving_distinct_share") - value(&short, "moving_distinct_share")).abs() < 0.05);
    let nothing = "It is what it is and we all know that it is so. ".repeat(30);
    assert!(value(&nothing, "moving_distinct_share") < 0.25);
    assert!(value(&nothing, "distinct_content_words") <= 3.0);
}

fn pieces() -> impl Strategy<Value = String> {
    prop_oneof![
        r"(?s).{0,60}",
        "([a-zéеаоρα ]|𝗮|Ⓑ|🅱|\u{200b}|\u{200d}|\u{fe0f}|\u{301}|\u{336}|\u{3164}|\u{1100}|\u{1161}|ᴀ|ᵇ|[ .-]|жa|👩){0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_is_plain(text in pieces()) {
        let once = plain(&text).into_owned();
        prop_assert_eq!(plain(&once), once.as_str(), "{:?}", text);
        prop_assert_eq!(value(&once, "invisible"), 0.0);
    }

    #[test]
    fn ordinary_ascii_stays(text in r"([A-Za-z]{2,9}[ .,!?:\n]{1,2}){0,12}") {
        prop_assert_eq!(plain(&text), text.as_str());
    }

    /// Wherever invisible characters stand, nothing that pays rises.
    #[test]
    fn padding_never_pays(words in "[a-z]{2,8}( [a-z]{2,8}){0,6}", places in proptest::collection::vec((0..60_usize, 0..6_usize), 1..20)) {
        let invisible = ["\u{200b}", "\u{200d}", "\u{ad}", "\u{feff}", "\u{fe0f}", "\u{e0061}"];
        let mut tricked = words.clone();
        for (at, which) in places {
            let boundaries: Vec<usize> = tricked.char_indices().map(|(at, _)| at).chain([tricked.len()]).collect();
            tricked.insert_str(boundaries[at % boundaries.len()], invisible[which]);
        }
        let (before, after) = (read(&words), read(&tricked));
        for id in RISING {
            let at = usize::from(signal(id).unwrap().0);
            let both_lack = after[at].is_nan() && before[at].is_nan();
            prop_assert!(both_lack || after[at] <= before[at], "{} of {:?}", id, tricked);
        }
    }
}

/// Arabic typed with strokes and vowel signs, and one accent on every letter, are the plain words.
#[test]
fn strokes_and_signs_are_no_letters() {
    for (tricked, expected) in [
        ("منشـــور رائـع", "منشور رائع"),
        ("شُكْرًا", "شكرا"),
        ("g\u{301}r\u{301}e\u{301}a\u{301}t\u{301} post", "great post"),
        ("résumé e\u{301}te\u{301}", "résumé été"),
    ] {
        assert_eq!(plain(tricked), expected, "{tricked}");
    }
}
