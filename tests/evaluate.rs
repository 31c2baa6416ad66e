//! `ssi evaluate` as it is typed.

mod common;

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use common::printed::check;
use common::{command, copy, folder, root, run};
use serde_json::Value;
use tempfile::TempDir;

/// A small pack, so that what is printed here does not change with the default pack.
const PACK: [(&str, &str); 3] = [
    (
        "small/pack.rhai",
        "title(\"A small pack\");\npillar(\"writing\", \"Write\", 100);\nband(0, \"any\");\n",
    ),
    (
        "small/pillars/writing.rhai",
        "/// Comments.\n///\n/// Advice: comment.\nfn comments(m) { weight(1, m.comments.mean(|c| c.grade)) }\n",
    ),
    (
        "small/grades/comment.rhai",
        "/// Has words.\nfn words(t) { weight(2, t.words.ramp(0, 20)) }\n\
         /// Asks or names a number.\nfn facts(t) { weight(3, sum([t.questions, t.numbers]).at_least(1)) }\n\
         /// Says it loudly.\nfn loud(t) { penalty(2, t.exclamations.at_least(1)) }\n",
    ),
];

const COMMENTS: [&str; 8] = [
    "evaluate",
    "labelled-comments/comments.csv",
    "--text-column",
    "text",
    "--label-column",
    "constructive",
    "--rules",
    "small",
];
const PAIRS: [&str; 4] = ["evaluate", "labelled-comments/pairs.csv", "--rules", "small"];

/// A folder with the small pack and the labelled comments.
fn place() -> TempDir {
    let place = folder(&PACK);
    for kind in ["headline", "message", "post", "summary"] {
        let rule = "/// Has words.\nfn words(t) { weight(1, t.words.ramp(0, 10)) }\n";
        std::fs::write(place.path().join(format!("small/grades/{kind}.rhai")), rule).expect("a file");
    }
    let comments = "labelled-comments";
    copy(&root().join("corpora").join(comments), &place.path().join(comments));
    place
}

fn with<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    first.iter().chain(more).copied().collect()
}

#[track_caller]
fn json(folder: &Path, arguments: &[&str]) -> Value {
    let ran = run(folder, &with(arguments, &["--json"]));
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

#[track_caller]
fn figure(value: &Value, path: &str) -> f64 {
    value.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {path} in {value:#}"))
}

#[test]
fn what_is_printed() {
    check("evaluate-help", root(), &["evaluate", "--help"], 0);
    let place = place();
    for (name, arguments) in [
        ("evaluate-labels", with(&COMMENTS, &["--by", "topic"])),
        ("evaluate-each-rule", with(&COMMENTS, &["--each-rule", "--resamples", "0"])),
        (
            "evaluate-json",
            with(&COMMENTS, &["--where", "topic=pricing", "--resamples", "100", "--each-rule", "--json"]),
        ),
        ("evaluate-group", with(&COMMENTS, &["--group-column", "topic"])),
        ("evaluate-pairs", PAIRS.to_vec()),
    ] {
        check(name, place.path(), &arguments, 0);
    }
}

#[test]
fn odd_rows_are_told() {
    let files = folder(&[(
        "votes.csv",
        "text,votes,topic\nOne two three four five six.,3,a\nWhy not seven?,12,b\n,4,a\nEight.,n/a,b\nNine ten eleven twelve!,,\n\
         A thirteenth word and some more of them.,12,\u{1b}[31mred\nAnother one.,-2,\n",
    )]);
    let arguments = [
        "evaluate",
        "votes.csv",
        "--text-column",
        "text",
        "--label-column",
        "votes",
        "--by",
        "topic",
        "--resamples",
        "50",
    ];
    check("evaluate-odd-rows", files.path(), &arguments, 0);
    let strict = with(&arguments, &["--max-rejects", "2"]);
    check("evaluate-too-many-rejects", files.path(), &strict, 1);
}

#[test]
fn wrong_input_is_told() {
    let files = folder(&[
        ("words.csv", "text,said\nOne two three.,bad\nFour five six.,fine\nSeven eight.,odd\n"),
        ("two.csv", "text,said\nOne two three.,bad\nFour five six.,fine\n"),
        ("same.csv", "text,said\nOne two three.,1\nFour five six.,1\n"),
        ("empty.csv", "text,said\n"),
        ("rejects.csv", "text,said\n,1\nFour five six.,\n"),
        ("pairs.csv", "text_a,text_b,better\nOne two.,Three four.,z\n"),
        ("ties.csv", "text_a,text_b,better\nOne two.,Three four.,tie\nOne.,Two.,\n"),
        ("groups.csv", "text,said,g\nOne two three.,1,x\nFour five six.,2,y\n"),
        (
            "private.csv",
            "text,said\nWhat nobody else should read of us.,1\nAnother thing that is private to us.,2\n",
        ),
    ]);
    let labelled = |file| vec!["evaluate", file, "--text-column", "text", "--label-column", "said"];
    for (name, arguments) in [
        ("nothing-named", vec!["evaluate", "words.csv"]),
        ("no-label", vec!["evaluate", "words.csv", "--text-column", "text"]),
        ("no-text", vec!["evaluate", "words.csv", "--label-column", "said"]),
        ("no-column", vec!["evaluate", "words.csv", "--text-column", "txt", "--label-column", "said"]),
        ("no-group", with(&labelled("words.csv"), &["--group-column", "question"])),
        ("three-words", labelled("words.csv")),
        ("which", labelled("two.csv")),
        ("positive", with(&labelled("two.csv"), &["--positive", "good"])),
        ("one-class", labelled("same.csv")),
        ("no-rows", labelled("empty.csv")),
        ("rejects", labelled("rejects.csv")),
        ("text-as-label", vec!["evaluate", "private.csv", "--text-column", "said", "--label-column", "text"]),
        ("pairs", vec!["evaluate", "pairs.csv"]),
        ("ties", vec!["evaluate", "ties.csv"]),
        ("groups", with(&labelled("groups.csv"), &["--group-column", "g"])),
        ("pairs-in-groups", vec!["evaluate", "pairs.csv", "--group-column", "text_a"]),
        ("where", with(&labelled("two.csv"), &["--where", "said=odd"])),
        ("three-columns", vec!["evaluate", "two.csv", "--text-columns", "a,b,c", "--label-column", "said"]),
    ] {
        check(&format!("cannot-evaluate-{name}"), files.path(), &arguments, 1);
    }
    let usage = |name, more: &[&str]| check(name, files.path(), &with(&labelled("two.csv"), more), 2);
    usage("usage-evaluate-match", &["--match", "2"]);
    usage("usage-evaluate-where", &["--where", "said"]);
}

#[test]
fn words_and_pipes_say_the_same() {
    let place = place();
    let numbers = json(place.path(), &COMMENTS);
    let file = place.path().join("labelled-comments/comments.csv");
    let text = std::fs::read_to_string(&file).expect("a file");
    // Labels stand between commas; no text holds such a run.
    let words = text.replace(",1,", ",ja,").replace(",0,", ",nein,");
    let mut ran = command(place.path(), &with(&["evaluate", "-"], &COMMENTS[2..]));
    ran.args(["--positive", "ja", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = ran.spawn().expect("the command runs");
    child.stdin.take().expect("a pipe").write_all(words.as_bytes()).expect("a pipe that is read");
    let done = child.wait_with_output().expect("the command ends");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let piped: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(piped["figures"], numbers["figures"]);
    assert_eq!(piped["labels"]["better"], "ja");
}

#[test]
fn threads_change_nothing() {
    let place = place();
    let one = json(place.path(), &with(&COMMENTS, &["--by", "topic", "--jobs", "1"]));
    assert_eq!(json(place.path(), &with(&COMMENTS, &["--by", "topic", "--jobs", "3"])), one);
}

#[test]
fn figures_follow_from_the_grades_that_are_written() {
    let place = place();
    let found = json(place.path(), &with(&COMMENTS, &["--resamples", "0"]));
    let graded = run(
        place.path(),
        &[
            "grade",
            "labelled-comments/comments.csv",
            "--text-column",
            "text",
            "--kind",
            "comment",
            "--id-column",
            "constructive",
            "--rules",
            "small",
        ],
    );
    let mut grades: Vec<(f64, f64)> = Vec::new();
    for row in csv::Reader::from_reader(graded.out.as_bytes()).records() {
        let row = row.expect("a row");
        grades.push((row[0].parse().expect("a label"), row[1].parse().expect("a grade")));
    }
    let (mut won, mut pairs) = (0.0, 0.0);
    for better in grades.iter().filter(|g| g.0 == 1.0) {
        for worse in grades.iter().filter(|g| g.0 == 0.0) {
            pairs += 1.0;
            won += if better.1 > worse.1 {
                1.0
            } else if better.1 < worse.1 {
                0.0
            } else {
                0.5
            };
        }
    }
    assert_eq!(pairs, 900.0);
    assert!((figure(&found, "/figures/all/agreement/grade/value") - won / pairs).abs() < 1e-6);
}

#[test]
fn our_grade_beats_length_on_our_comments() {
    let ours = [
        "evaluate",
        "corpora/labelled-comments/comments.csv",
        "--text-column",
        "text",
        "--label-column",
        "constructive",
    ];
    let found = json(root(), &with(&ours, &["--resamples", "0"]));
    let value = |path: &str| figure(&found, &format!("/figures/{path}/value"));
    assert!(value("all/agreement/grade") > value("all/agreement/words"));
    assert!(value("matched/agreement/grade") > value("matched/agreement/words") + 0.1);
}
