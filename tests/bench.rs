//! `ssi bench`: how fast each stage is, on any machine.

mod common;

use std::path::{Path, PathBuf};

use common::{copy, folder, root, run, text};
use serde_json::Value;
use snapbox::Data;

/// A page without what no two machines have in common: every time and rate is a `#`, every stretch of spaces one.
fn blanked(page: &str) -> String {
    let mut out = String::new();
    let mut told = false;
    for line in page.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let shown = match words.first() {
            Some(&"rules:") => "rules: [PACK], reading [N] signals".to_owned(),
            Some(&"machine:") => {
                told = true;
                "machine: [MACHINE]".to_owned()
            }
            // Not told by every system.
            Some(&"peak") => continue,
            _ if told => words.iter().map(|word| word_without_figures(word)).collect::<Vec<_>>().join(" "),
            _ => line.to_owned(),
        };
        out.push_str(&shown);
        out.push('\n');
    }
    out
}

/// `#` for what holds a decimal or a rate; how many threads and rounds there are stays.
fn word_without_figures(word: &str) -> String {
    let figure = word.contains(|c: char| c.is_ascii_digit()) && word.chars().any(|c| ".,–(".contains(c));
    let rate = word.parse::<u64>().is_ok_and(|number| number > 9);
    if figure || rate { "#".to_owned() } else { word.to_owned() }
}

#[track_caller]
fn check(name: &str, printed: String) {
    let path = root().join("tests/printed").join(format!("{name}.txt"));
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(printed).raw(), Data::read_from(&path, None).raw());
}

#[track_caller]
fn page(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, &[&["bench"], arguments].concat());
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran.out
}

#[track_caller]
fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&page(root(), &[&["--json"], arguments].concat())).expect("JSON")
}

#[test]
fn pages() {
    for (name, arguments) in [
        ("bench-team", &["corpora/team", "--seconds", "0", "--jobs", "2"][..]),
        ("bench-one-thread", &["corpora/team", "--seconds", "0", "--jobs", "1"]),
    ] {
        let page = page(root(), arguments);
        let wide: Vec<&str> = page.lines().filter(|l| l.chars().count() > 100).collect();
        assert!(wide.is_empty(), "{wide:#?}");
        assert_eq!(
            page.contains("peak memory of the first whole job: "),
            cfg!(target_os = "linux"),
            "{page}"
        );
        check(name, format!("$ ssi bench {}\n{}", arguments.join(" "), blanked(&page)));
    }
    check("help-bench", page(root(), &["--help"]));
}

#[test]
fn figures_follow_from_each_other() {
    let found = json(&["corpora/team", "--seconds", "1", "--jobs", "2"]);
    let number = |value: &Value| value.as_f64().unwrap_or_else(|| panic!("{value} is a number"));
    let (texts, bytes) = (number(&found["texts"]), number(&found["file_bytes"]));
    assert!(texts > 0.0 && bytes > number(&found["text_bytes"]), "{found}");
    assert!(number(&found["members"]) > 0.0 && number(&found["signals"]) > 0.0, "{found}");
    let runs = found["runs"].as_array().expect("runs");
    assert_eq!(runs.iter().map(|r| r["threads"].as_u64()).collect::<Vec<_>>(), [Some(1), Some(2)]);
    for run in runs {
        let stages = run["stages"].as_array().expect("stages");
        assert_eq!(stages.len(), 10);
        for stage in stages {
            let [median, least, most] = ["seconds", "least", "most"].map(|key| number(&stage[key]));
            assert!(0.0 < least && least <= median && median <= most, "{stage}");
            let close = |one: f64, other: f64| (one / other - 1.0).abs() < 1e-9;
            assert!(close(number(&stage["texts_per_second"]), texts / median), "{stage}");
            assert!(close(number(&stage["ns_per_text"]), median * 1e9 / texts), "{stage}");
            assert!(close(number(&stage["mb_per_second"]), bytes / 1e6 / median), "{stage}");
        }
        let of = |stage: usize, key: &str| number(&stages[stage][key]);
        assert!(of(1, "least") < of(9, "least"), "parsing is a part of the whole job: {run}");
        assert!((4..9).all(|stage| of(stage, "least") < of(9, "most")), "so are those behind it: {run}");
    }
}

/// What is read and graded one after the other is what a score reads.
#[test]
fn the_texts_are_those_of_a_score() {
    let out = tempfile::tempdir().expect("a folder");
    let score = run(root(), &["score", "corpora/team", "--out", text(out.path())]).out;
    let told = score.lines().find_map(|line| line.split_once(" texts in ")).expect("a line with the texts").0;
    let found = json(&["corpora/team", "--seconds", "0", "--jobs", "1"]);
    assert_eq!(found["texts"].to_string(), told.replace(',', ""));
}

#[test]
fn no_time_is_one_round() {
    let found = json(&["corpora/team", "--seconds", "0", "--jobs", "1"]);
    let stages = found["runs"][0]["stages"].as_array().expect("stages");
    assert!(stages.iter().all(|stage| stage["rounds"] == 1 && stage["least"] == stage["most"]), "{found}");
}

/// What is wrong with files, flags and rules is told in the words of `ssi score`.
#[test]
fn it_fails_as_a_score_does() {
    let there = folder(&[
        ("none/readme.txt", "nothing to read\n"),
        ("header/posts.csv", "post,author,at,text\n"),
        ("rejected/posts.csv", "post,author,at,text\np1,ada,yesterday,Hello\n"),
        ("column/posts.csv", "post,writer,when\np1,ada,2026-01-01\n"),
        ("good/posts.csv", "post,author,at,text\np1,ada,2026-01-01,Hello\n"),
    ]);
    for arguments in [
        &["nothere"][..],
        &["none"],
        &["header"],
        &["rejected"],
        &["column"],
        &["good", "--rules", "nothere"],
        &["good", "--set", "brand.nothing=1"],
        &["good", "--mapping", "nothere.toml"],
    ] {
        let [bench, score] = ["bench", "score"].map(|name| run(there.path(), &[&[name], arguments].concat()));
        assert_eq!((bench.code, &bench.err), (score.code, &score.err), "{arguments:?}");
        assert!(bench.code == Some(1) && bench.out.is_empty(), "{arguments:?}: {}", bench.err);
    }
    for arguments in
        [&["good", "--jobs", "0"][..], &["good", "--seconds=-1"], &["good", "--seconds", "long"], &[]]
    {
        assert_eq!(run(there.path(), &[&["bench"], arguments].concat()).code, Some(2), "{arguments:?}");
    }
}

#[test]
fn a_pipe_cannot_be_measured() {
    let ran = run(root(), &["bench", "-"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            Some(1),
            "error: standard input can be read only once, and every round reads anew\nhelp: keep it in a file, and name that\n"
        )
    );
}

#[test]
fn a_corpus_of_nobody_has_times_and_no_rates() {
    let there = folder(&[("posts.csv", "post,author,at,text\n")]);
    let page = page(there.path(), &[".", "--seconds", "0", "--jobs", "1", "--as-of", "2026-01-01"]);
    assert!(page.contains("0 members, 0 texts with 0 bytes\n"), "{page}");
    let whole = page.lines().find(|l| l.starts_with("whole job")).expect("a stage");
    assert!(whole.ends_with("–           –"), "{whole}");
}

#[test]
fn nothing_is_written() {
    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
            .collect();
        all.sort();
        all
    }
    let there = tempfile::tempdir().expect("a folder");
    copy(&root().join("corpora/team"), &there.path().join("data"));
    let before = files(there.path());
    page(there.path(), &["data", "--seconds", "0"]);
    assert_eq!(files(there.path()), before, "{}", text(there.path()));
}
