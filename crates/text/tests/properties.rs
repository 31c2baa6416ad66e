//! Laws that hold for every text.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::prelude::*;
use rayon::ThreadPoolBuilder;
use ssi_text::{Analyzer, Columns, PhraseList, PhrasePart, SIGNALS, Scratch, SignalId, Unit, Want};

fn every_want() -> Vec<Want> {
    let signals = (0..SIGNALS.len() as u16).map(|i| Want::Signal(SignalId(i)));
    signals.chain([Want::PhraseHits(0), Want::PhraseCoverage(1), Want::PhraseHits(1)]).collect()
}

fn lists() -> Vec<PhraseList> {
    let list = |id: &str, phrases: &[&str]| PhraseList {
        id: id.into(),
        parts: vec![PhrasePart {
            language: None,
            phrases: phrases.iter().map(|&phrase| phrase.into()).collect(),
        }],
    };
    vec![list("praise", &["great post", "thanks"]), list("letters", &["a", "a b", "日", "the"])]
}

fn every_row(text: &str) -> Vec<f64> {
    static ALL: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(&every_want(), &lists()));
    let mut row = vec![f64::NAN; ALL.wanted().len()];
    ALL.row(text, &mut Scratch::default(), &mut row);
    row
}

/// Equal, or both no data.
fn same(a: f64, b: f64) -> bool {
    a == b || a.is_nan() && b.is_nan()
}

fn assert_in_range(text: &str) {
    let words = usize::from(ssi_text::signal("words").unwrap().0);
    let row = every_row(text);
    for (value, entry) in row.iter().zip(SIGNALS) {
        // Where a signal has no data, its description says so; the lists of a language all may be missing.
        let may_lack = entry.about.contains("no data") || entry.about.contains("the text's language");
        if value.is_nan() && may_lack && row[words] > 0.0 {
            continue;
        }
        assert!(value.is_finite(), "{} of {text:?} is {value}", entry.id);
        assert!(entry.range.0 <= *value && *value <= entry.range.1, "{} of {text:?} is {value}", entry.id);
        let whole = matches!(entry.unit, Unit::Count | Unit::Flag | Unit::Code | Unit::Hash);
        assert!(!whole || value.fract() == 0.0, "{} of {text:?} is {value}", entry.id);
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        r"(?s).{0,80}",
        r"([aA]|[a-zéß]{1,9}|[.!?…,]| |\n|\r\n|https://a\.b/c|#|@|日|👩‍👩‍👦|\u{200b}|[0-9]|の|です|ขอ|и|लेकिन|한국|the|und|great post|Thanks){0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_are_in_range_or_no_data(text in texts()) {
        assert_in_range(&text);
    }

    /// A value does not depend on what else is wanted, nor on texts before.
    #[test]
    fn a_part_is_the_same_as_in_the_whole(
        before in texts(), text in texts(), picks in proptest::collection::vec(0..80_usize, 0..5)
    ) {
        let all = every_want();
        let whole = every_row(&text);
        let wanted: Vec<Want> = picks.iter().map(|pick| all[pick % all.len()]).collect();
        let analyzer = Analyzer::new(&wanted, &lists());
        let mut scratch = Scratch::default();
        let mut row = vec![f64::NAN; wanted.len()];
        analyzer.row(&before, &mut scratch, &mut row);
        analyzer.row(&text, &mut scratch, &mut row);
        for (pick, value) in picks.iter().zip(row) {
            let expected = whole[pick % all.len()];
            prop_assert!(same(value, expected), "{:?} of {:?}", all[pick % all.len()], text);
        }
    }
}

/// Every signal alone, on texts that have something of everything.
#[test]
fn each_signal_alone_is_the_same_as_with_all() {
    let texts = [
        "Great post! Ann said “yes” because https://a.b/c is 3.5x faster… #win @bob 👏\n- a\n- a\nPerhaps you're RIGHT?",
        "Nous avons réduit les coûts, c'est pourquoi l'équipe… 日本語。\u{200b}",
        "私たちはKubernetesを使っていますが、コストは下がりました。なぜでしょうか？",
        "เราเลื่อนการประชุม และ we stay",
    ];
    for text in texts {
        let whole = every_row(text);
        for (want, expected) in every_want().into_iter().zip(whole) {
            let mut row = [f64::NAN];
            Analyzer::new(&[want], &lists()).row(text, &mut Scratch::default(), &mut row);
            assert!(same(row[0], expected), "{want:?} of {text:?}: {} and not {expected}", row[0]);
        }
    }
}

#[test]
fn a_batch_is_its_rows_on_any_number_of_threads() {
    let analyzer = Analyzer::new(&every_want(), &lists());
    for len in [0, 1, 255, 256, 257, 1000] {
        let texts: Vec<String> =
            (0..len).map(|i| format!("The {i}th text. {}", "Great post, é! ".repeat(i % 7))).collect();
        let batches = [1, 2, 5].map(|threads| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| analyzer.batch(&texts))
        });
        let bits = |columns: &Columns| -> Vec<u64> {
            let columns = (0..columns.width()).flat_map(|i| columns.column(i));
            columns.map(|value| value.to_bits()).collect()
        };
        assert_eq!(bits(&batches[0]), bits(&batches[1]));
        assert_eq!(bits(&batches[0]), bits(&batches[2]));
        assert_eq!((batches[0].len(), batches[0].width()), (len, analyzer.wanted().len()));
        assert_eq!(batches[0].is_empty(), len == 0);
        for (at, text) in texts.iter().enumerate() {
            let row = every_row(text);
            for (i, value) in row.iter().enumerate() {
                assert!(same(batches[0].column(i)[at], *value));
            }
        }
    }
}

/// Strings that break software, and long texts of many languages.
#[test]
fn the_shared_suites_are_in_range() {
    let shared = std::env::var_os("SSI_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let Ok(naughty) = std::fs::read_to_string(shared.join("suites/blns/blns.txt")) else {
        println!("skipped: no suites in {}", shared.display());
        return;
    };
    naughty.lines().for_each(assert_in_range);
    assert_in_range(&naughty);
    let mut files = 0;
    for entry in std::fs::read_dir(shared.join("suites/multilingual-texts")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert_in_range(&String::from_utf8_lossy(&bytes));
        files += 1;
    }
    assert!(files >= 9);
}
