//! Texts and what is read off them, checked by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ssi_text::{
    Analyzer, PhraseList, PhrasePart, SIGNALS, Scratch, SignalId, Want, signal, similarity_distance,
};

/// Reads every signal off one text.
fn read(text: &str) -> Vec<f64> {
    static ALL: LazyLock<Analyzer> = LazyLock::new(|| {
        let all: Vec<Want> = (0..SIGNALS.len() as u16).map(|i| Want::Signal(SignalId(i))).collect();
        Analyzer::new(&all, &[])
    });
    let mut row = vec![f64::NAN; SIGNALS.len()];
    ALL.row(text, &mut Scratch::default(), &mut row);
    row
}

#[track_caller]
fn check(text: &str, expected: &[(&str, f64)]) {
    let wrong = wrong(text, expected);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is not as expected, in words.
fn wrong(text: &str, expected: &[(&str, f64)]) -> Vec<String> {
    let row = read(text);
    let found = |id: &str| row[usize::from(signal(id).unwrap_or_else(|| panic!("no signal {id}")).0)];
    let same = |found: f64, value: f64| (found - value).abs() <= 1e-9 || found.is_nan() && value.is_nan();
    let wrong = expected.iter().filter(|(id, value)| !same(found(id), *value));
    wrong.map(|(id, value)| format!("{id} of {text:?}: {}, not {value}", found(id))).collect()
}

type Case = (&'static str, &'static [(&'static str, f64)]);

#[test]
fn every_case_holds() {
    let wrong: Vec<String> = CASES.iter().flat_map(|(text, expected)| wrong(text, expected)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A signal that only ever is 0 in the cases is not tested; the hash has a test of its own below.
#[test]
fn every_signal_has_a_telling_case() {
    let told: BTreeSet<&str> = CASES
        .iter()
        .flat_map(|(_, expected)| *expected)
        .filter(|(_, value)| *value != 0.0)
        .map(|(id, _)| *id)
        .collect();
    let silent: Vec<&str> =
        SIGNALS.iter().map(|s| s.id).filter(|id| !told.contains(id) && *id != "similarity_hash").collect();
    assert!(silent.is_empty(), "no case for {silent:?}");
}

#[test]
fn the_empty_text_is_zero_everywhere() {
    for (value, entry) in read("").iter().zip(SIGNALS) {
        assert_eq!(*value, 0.0, "{}", entry.id);
    }
}

#[test]
fn a_text_without_a_word_is_zero_in_all_that_is_about_words() {
    for text in ["   ", "\n\n", "👨‍👩‍👧‍👦", "?!", "\0", "\u{202e}\u{202c}", "https://a.b/c"]
    {
        check(
            text,
            &[
                ("words", 0.0),
                ("sentences", 0.0),
                ("reading_ease", 0.0),
                ("fog", 0.0),
                ("distinct_share", 0.0),
            ],
        );
        check(text, &[("mean_sentence_length", 0.0), ("stop_word_share", 0.0), ("similarity_hash", 0.0)]);
    }
}

#[test]
fn the_similarity_hash_is_stable_and_near_for_near_texts() {
    let hash = |text| read(text)[usize::from(signal("similarity_hash").unwrap().0)];
    // Stored values must stay comparable: this number may change only together with a version of the store.
    assert_eq!(hash("Great post, thanks for sharing!"), 447_643_321_508.0);
    assert_eq!(similarity_distance(hash("Great post, thanks!"), hash("great POST thanks")), 0);
}

#[test]
fn phrases_are_counted_beside_signals() {
    let list = |id: &str, phrases: &[&str]| PhraseList {
        id: id.into(),
        parts: vec![PhrasePart {
            language: None,
            phrases: phrases.iter().map(|&phrase| phrase.into()).collect(),
        }],
    };
    let lists =
        [list("unused", &["great"]), list("praise", &["thanks for sharing", "great post", "great", "👏"])];
    let wanted = [
        Want::PhraseHits(1),
        Want::Signal(signal("words").unwrap()),
        Want::PhraseCoverage(1),
        Want::Signal(signal("stop_word_share").unwrap()),
    ];
    let columns = Analyzer::new(&wanted, &lists).batch(&[
        "Great post! THANKS for  sharing 👏",
        "Great, but the thanks for this sharing?",
        "",
    ]);
    assert_eq!(columns.column(0), [2.0, 1.0, 0.0]);
    assert_eq!(columns.column(1), [5.0, 7.0, 0.0]);
    assert_eq!(columns.column(2), [1.0, 1.0 / 7.0, 0.0]);
    assert_eq!(columns.column(3), [0.2, 4.0 / 7.0, 0.0]);
}

const CASES: &[Case] = &[
    // Size.
    ("one two three", &[("characters", 13.0), ("graphemes", 13.0), ("words", 3.0), ("sentences", 1.0)]),
    ("Hi. You!\nOk", &[("sentences", 3.0), ("lines", 2.0), ("line_breaks", 1.0), ("paragraphs", 1.0)]),
    (
        "a\r\n\r\nb\r\nc",
        &[("characters", 9.0), ("graphemes", 6.0), ("lines", 3.0), ("line_breaks", 3.0), ("paragraphs", 2.0)],
    ),
    ("Todo:\n- one\n• two\n3. three\n✅ four\n-five", &[("list_lines", 4.0), ("lines", 6.0)]),
    ("   ", &[("characters", 3.0), ("lines", 0.0), ("paragraphs", 0.0), ("symbol_share", 0.0)]),
    // Length: It 2, was 3, unbelievably 12, good 4.
    (
        "It was unbelievably good.",
        &[
            ("mean_word_length", 21.0 / 4.0),
            ("longest_word", 12.0),
            ("long_words", 1.0),
            ("long_word_share", 0.25),
        ],
    ),
    (
        "Don't. A bb c dd e.",
        &[
            ("mean_word_length", 11.0 / 6.0),
            ("mean_sentence_length", 3.0),
            ("longest_sentence", 5.0),
            ("sentence_length_spread", 2.0),
        ],
    ),
    ("Dr. Who paid 3.50 at 5 p.m. today.", &[("sentences", 2.0), ("words", 8.0), ("numbers", 2.0)]),
    // Vocabulary: think, company, renewal, renewals and congesting, but not blorptastic; congesting is the precise one.
    (
        "i think the company's renewal and the renewals are not congesting blorptastic between us",
        &[
            ("vocabulary", 5.0),
            ("precise_words", 1.0),
            ("self_words", 1.0),
            ("negations", 1.0),
            ("relation_words", 1.0),
            ("starts_small", 1.0),
        ],
    ),
    (
        "7 Wörter, die nicht von mir sind",
        &[("vocabulary", 2.0), ("precise_words", f64::NAN), ("starts_small", 0.0)],
    ),
    // Reading: 6 words, 1 sentence, 6 syllables, 17 letters.
    (
        "The cat sat on the mat.",
        &[
            ("syllables", 6.0),
            ("mean_syllables", 1.0),
            ("polysyllables", 0.0),
            ("reading_ease", 206.835 - 1.015 * 6.0 - 84.6),
            ("grade_level", 0.39 * 6.0 + 11.8 - 15.59),
            ("fog", 2.4),
            ("smog", 3.1291),
            ("automated_grade", 4.71 * 17.0 / 6.0 + 3.0 - 21.43),
            ("coleman_liau", 5.88 * 17.0 / 6.0 - 29.6 / 6.0 - 15.8),
            ("lix", 6.0),
        ],
    ),
    // to 1, my 1, example 3, information 4, matters 2.
    (
        "Information matters to my example.",
        &[
            ("syllables", 11.0),
            ("polysyllables", 2.0),
            ("fog", 0.4 * (5.0 + 40.0)),
            ("smog", 3.1291 + 1.0430 * 7.745_966_692_414_834),
            ("lix", 5.0 + 60.0),
        ],
    ),
    // The same letters, read as English and as Spanish: table is ta-ble, grande gran-de.
    ("the grande make", &[("syllables", 3.0), ("language", 1.0)]),
    ("el grande de la sala", &[("syllables", 7.0), ("language", 2.0)]),
    // Vocabulary.
    (
        "The dog saw the other dog",
        &[
            ("distinct_words", 4.0),
            ("distinct_share", 4.0 / 6.0),
            ("content_words", 3.0),
            ("stop_word_share", 0.5),
        ],
    ),
    ("They die for us", &[("language", 1.0), ("stop_word_share", 0.75)]),
    ("Ich bin nicht die Frau", &[("language", 4.0), ("stop_word_share", 0.8)]),
    ("Nous avons une équipe", &[("language", 3.0), ("content_words", 1.0)]),
    ("Eu não tenho tempo", &[("language", 5.0), ("first_person", 1.0)]),
    ("Я люблю Rust", &[("non_latin_share", 6.0 / 10.0), ("language", 9.0), ("words", 3.0)]),
    ("Ευχαριστώ", &[("language", 0.0), ("hedges", f64::NAN), ("content_words", f64::NAN), ("names", 0.0)]),
    ("Przenieśliśmy spotkanie, ponieważ dwóch zrezygnowało", &[("language", 0.0), ("hedges", f64::NAN)]),
    ("我们的服务很好", &[("language", 13.0), ("length_in_words", 7.0 / 1.6), ("distinct_share", 1.0)]),
    ("Wir treffen Anna in Berlin", &[("language", 4.0), ("names", f64::NAN)]),
    ("We met Ann Berg in Oslo. She I'm USA.", &[("names", 3.0), ("all_caps_words", 1.0)]),
    ("In 2024 we grew 10k users by 1,000.5 % on the 2nd", &[("numbers", 4.0)]),
    ("42", &[("words", 1.0), ("numbers", 1.0), ("syllables", 1.0), ("mean_word_length", 2.0)]),
    ("CEO and CTO of R2D2 AG, A B", &[("all_caps_words", 4.0)]),
    // Repetition: dog again; "big dog" again; "the big dog" again.
    (
        "the big dog saw the big dog",
        &[
            ("repeated_word_share", 2.0 / 5.0),
            ("repeated_bigram_share", 2.0 / 6.0),
            ("repeated_trigram_share", 1.0 / 5.0),
        ],
    ),
    ("Buy now\n buy NOW \nor later", &[("repeated_line_share", 1.0 / 3.0)]),
    (
        "The dog barks. It rained! the DOG barks? The dog barks",
        &[("repeated_sentence_share", 0.5), ("distinct_content_words", 3.0), ("content_words", 7.0)],
    ),
    ("the dog saw the dog", &[("moving_distinct_share", 3.0 / 5.0)]),
    // Lists.
    (
        "We are hiring: Sales | Marketing | Growth | Design",
        &[("catchwords", 4.0), ("prose_share", 3.0 / 7.0)],
    ),
    // Disguise.
    ("𝗚𝗿𝗲𝗮𝘁 pоst, o k", &[("disguised_words", 2.0), ("disguised_share", 0.5), ("non_latin_share", 0.0)]),
    // Reasoning.
    ("I left because it rained; therefore we stayed in, due to the cold", &[("cause_connectives", 3.0)]),
    ("Good, but on the other hand slow, although cheap", &[("contrast_connectives", 3.0)]),
    ("For example this, e.g. that, such as those", &[("example_connectives", 3.0)]),
    ("Perhaps it is so, in my opinion; I think it depends", &[("hedges", 4.0)]),
    ("Everybody always wins without a doubt", &[("absolutes", 3.0)]),
    ("I gave you my word and we’re your friends", &[("first_person", 3.0), ("second_person", 2.0)]),
    (
        "Das ist gut, weil wir es nicht allein machen, aber teuer",
        &[("cause_connectives", 1.0), ("contrast_connectives", 1.0), ("first_person", 1.0)],
    ),
    (
        "Es bueno porque la gente lo usa, por ejemplo en casa",
        &[("cause_connectives", 1.0), ("example_connectives", 1.0)],
    ),
    ("It also rained; in addition, it snowed besides", &[("additions", 3.0)]),
    ("Ask if it helps, unless it is late", &[("conditions", 2.0)]),
    ("It is better than the old one, unlike ours", &[("comparisons", 2.0)]),
    ("First we ask, then we wait until noon", &[("sequences", 2.0)]),
    ("You should ask; how about noon", &[("suggestions", 2.0)]),
    ("According to the survey, ten percent left", &[("evidence_words", 3.0)]),
    ("Please come, thank you", &[("polite_words", 2.0)]),
    ("You idiot, shut up", &[("hostile_words", 2.0)]),
    ("It is very, really big", &[("emphasis_words", 2.0)]),
    // Punctuation.
    (
        "Why??? Wow!!! What?! Hm... ok…",
        &[("questions", 2.0), ("exclamations", 2.0), ("ellipses", 2.0), ("ends_with_punctuation", 1.0)],
    ),
    ("One.\nTwo\nThree!\"", &[("punctuated_line_share", 2.0 / 3.0), ("ends_with_punctuation", 1.0)]),
    ("No end", &[("ends_with_punctuation", 0.0)]),
    ("She said \"yes\"", &[("quoted_share", 3.0 / 14.0)]),
    ("a+b=c!", &[("symbol_share", 0.5)]),
    ("ABcd 12", &[("capitals_share", 0.5)]),
    ("gr\u{200b}eat\u{200b}", &[("invisible", 2.0), ("graphemes", 5.0), ("words", 1.0)]),
    // Marks.
    (
        "See https://a.com/b-c?d=1, www.x.org and #Rust #1 C# @ann me@x.org",
        &[("links", 2.0), ("hashtags", 1.0), ("mentions", 1.0), ("words", 8.0), ("questions", 0.0)],
    ),
    ("👏👏 👨‍👩‍👧‍👦 🇫🇷 1️⃣ ❤️ © text", &[("emoji", 6.0), ("emoji_share", 6.0 / 11.0), ("longest_emoji_run", 6.0)]),
    // Scripts and rough texts.
    (
        "👨‍👩‍👧‍👦",
        &[
            ("characters", 7.0),
            ("graphemes", 1.0),
            ("emoji", 1.0),
            ("symbol_share", 1.0),
            ("invisible", 0.0),
            ("words", 0.0),
        ],
    ),
    (
        "日本語です。はい！",
        &[
            ("words", 7.0),
            ("sentences", 2.0),
            ("exclamations", 1.0),
            ("ends_with_punctuation", 1.0),
            ("non_latin_share", 1.0),
            ("capitals_share", f64::NAN),
            ("names", f64::NAN),
            ("syllables", f64::NAN),
            ("longest_word", f64::NAN),
            ("length_in_words", 7.0 / 2.2),
            ("mean_sentence_length", 7.0 / 2.2 / 2.0),
        ],
    ),
    ("ما رأيك؟ شكرا", &[("words", 3.0), ("sentences", 2.0), ("questions", 1.0), ("non_latin_share", 1.0)]),
    (
        "यह अच्छा है।",
        &[
            ("words", 3.0),
            ("sentences", 1.0),
            ("ends_with_punctuation", 1.0),
            ("symbol_share", 1.0 / 8.0),
            ("syllables", f64::NAN),
            ("length_in_words", 3.0),
            ("capitals_share", f64::NAN),
        ],
    ),
    (
        "Cafe\u{301} E\u{301}cole",
        &[
            ("words", 2.0),
            ("mean_word_length", 4.5),
            ("graphemes", 10.0),
            ("symbol_share", 0.0),
            ("capitals_share", 2.0 / 9.0),
        ],
    ),
    ("a\0b", &[("characters", 3.0), ("words", 2.0), ("symbol_share", 1.0 / 3.0)]),
    ("\u{202e}abc\u{202c}", &[("invisible", 2.0), ("words", 1.0), ("longest_word", 3.0)]),
    ("x\u{2028}y\u{85}z", &[("line_breaks", 2.0), ("lines", 3.0), ("sentences", 3.0)]),
];

#[test]
fn a_very_long_word_is_one_word() {
    let long = "a".repeat(100_000);
    check(&long, &[("words", 1.0), ("longest_word", 100_000.0), ("syllables", 1.0), ("distinct_words", 1.0)]);
    check(&format!("é{long}"), &[("words", 1.0), ("longest_word", 100_001.0), ("distinct_words", 1.0)]);
}
