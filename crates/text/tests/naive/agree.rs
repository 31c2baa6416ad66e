//! A text read by the crate and by the reference.

use std::sync::LazyLock;

use proptest::test_runner::Config;
use ssi_text::{Analyzer, Language, PhraseList, PhrasePart, SIGNALS, Scratch, SignalId, Want};

use crate::reference::{Phrases, Reading};

/// So many random texts, or `SSI_CASES` times as many; a failing one is printed and not kept in a file.
pub(crate) fn cases(n: u32) -> Config {
    let times = std::env::var("SSI_CASES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    Config { cases: n * times, failure_persistence: None, ..Config::default() }
}

/// Lists of a caller: one for every text, one by language, one with both, and an empty one.
const LISTS: [&[(Option<&str>, &[&str])]; 4] = [
    &[(
        None,
        &["great post", "great", "the", "thanks for sharing", "so so", "so", "👏", "пост", "我们的", "don't"],
    )],
    &[
        (Some("en"), &["on the other hand", "on the", "because of"]),
        (Some("de"), &["die", "weil nicht", "great post"]),
        (Some("ja"), &["日本語", "です"]),
    ],
    &[(None, &["𝗴𝗿𝗲𝗮𝘁", "dog"]), (Some("en"), &["dog dogs", "The dog"]), (Some("ru"), &["потому что"])],
    &[],
];

/// What is wanted: every signal, then hits and coverage of each list.
pub(crate) fn wants() -> Vec<Want> {
    let signals = (0..SIGNALS.len() as u16).map(|at| Want::Signal(SignalId(at)));
    let phrases = (0..LISTS.len()).flat_map(|list| [Want::PhraseHits(list), Want::PhraseCoverage(list)]);
    signals.chain(phrases).collect()
}

/// What reads some of it.
pub(crate) fn analyzer(wants: &[Want]) -> Analyzer {
    let language = |code: Option<&str>| code.map(|code| Language::from_code(code).unwrap());
    let part = |(code, phrases): &(Option<&str>, &[&str])| PhrasePart {
        language: language(*code),
        phrases: phrases.iter().map(|phrase| (*phrase).to_owned()).collect(),
    };
    let lists = LISTS.map(|parts| PhraseList { id: String::new(), parts: parts.iter().map(part).collect() });
    Analyzer::new(wants, &lists)
}

/// The same lists for the reference.
static PHRASES: LazyLock<Vec<Phrases>> = LazyLock::new(|| {
    let place = |code: &str| Language::ALL.iter().position(|language| language.code() == code).unwrap();
    let part = |(code, phrases): &(Option<&str>, &[&str])| {
        (code.map(place), phrases.iter().map(|phrase| (*phrase).to_owned()).collect())
    };
    let lists = LISTS.map(|parts| Phrases::new(&parts.iter().map(part).collect::<Vec<_>>()));
    lists.into()
});

/// The name of what is wanted.
fn name(want: Want) -> String {
    match want {
        Want::Signal(id) => SIGNALS[usize::from(id.0)].id.to_owned(),
        other => format!("{other:?}"),
    }
}

/// What the reference says to each want.
fn naive(reading: &Reading, want: Want) -> f64 {
    match want {
        Want::Signal(id) => reading.signal(SIGNALS[usize::from(id.0)].id),
        Want::PhraseHits(list) => reading.hits(&PHRASES[list]),
        Want::PhraseCoverage(list) => reading.coverage(&PHRASES[list]),
    }
}

/// Whether they are the same number to the last bit; every NaN is the same.
pub(crate) fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

/// Checks all that is said of a text whose writer usually writes that language.
#[track_caller]
pub(crate) fn check(text: &str, hint: Option<Language>) {
    static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| analyzer(&wants()));
    let mut row = vec![0.0; ANALYZER.wanted().len()];
    let told = ANALYZER.row_as(text, hint, &mut Scratch::default(), &mut row);
    let reading = Reading::of(text, hint.map(|hint| hint as usize));
    let wrong: Vec<String> = std::iter::zip(ANALYZER.wanted(), &row)
        .map(|(want, found)| (want, *found, naive(&reading, *want)))
        .filter(|(_, found, expected)| !same(*found, *expected))
        .map(|(want, found, expected)| format!("{}: {found}, naively {expected}", name(*want)))
        .collect();
    assert!(wrong.is_empty(), "{} of {text:?}, hint {hint:?}", wrong.join("; "));
    let told = (told.language.map(|language| language as usize), told.from_text);
    assert_eq!(told, reading.told(), "told of {text:?}, hint {hint:?}");
}
