//! `ssi lint`: a draft as it is typed, piped or read from a file, and what is said of it.

mod common;

use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use common::{command, folder, root, run, text};
use snapbox::Data;

/// Compares all that a command printed with `tests/printed/NAME.txt`; with `SNAPSHOTS=overwrite` writes it there.
#[track_caller]
fn check(name: &str, folder: &Path, arguments: &[&str], code: i32) {
    let ran = run(folder, arguments);
    let section =
        |head: &str, text: &str| if text.is_empty() { String::new() } else { format!("{head}{text}") };
    let printed = format!(
        "$ ssi {}\n{}{}exit code {}\n",
        arguments.join(" ").escape_debug(),
        ran.out,
        section("--- for people\n", &ran.err),
        ran.code.map_or("none".to_owned(), |c| c.to_string()),
    );
    let path = root().join("tests/printed").join(format!("{name}.txt"));
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(printed).raw(), Data::read_from(&path, None).raw());
    assert_eq!(ran.code, Some(code), "{arguments:?}");
    let wide: Vec<&str> = ran.out.lines().filter(|l| l.chars().count() > 100).collect();
    assert!(wide.is_empty() || arguments.contains(&"--json"), "{wide:?}");
}

const POST: &str = "We asked the planners of Bellhaven why they had stopped reading the report.\r\n\r\n\
                    The number had been wrong twice in March, and 14 of 18 remembered it.\r\n";

#[test]
fn drafts_are_checked() {
    let here = folder(&[("draft.txt", POST), ("folder/x.txt", "x")]);
    for (name, code, arguments) in [
        ("lint-help", 0, &["lint", "--help"][..]),
        ("lint-post", 0, &["lint", "draft.txt", "--kind", "post"]),
        ("lint-praise", 0, &["lint", "Great post, thanks for sharing!", "--kind", "comment"]),
        (
            "lint-sale",
            0,
            &[
                "lint",
                "WE ARE THRILLED!!! 🚀🚀🚀 Book a demo today! Limited offer, link in bio! #ai #sales #growth #b2b #saas #win",
                "--kind",
                "post",
            ],
        ),
        ("lint-headline", 0, &["lint", "Sales | Growth | AI | Leadership | Coffee", "--kind", "headline"]),
        ("lint-emoji", 0, &["lint", "🎉🎉🎉", "--kind", "comment"]),
        ("lint-json", 0, &["lint", "So true, Ann!", "--kind", "comment", "--json"]),
        ("lint-below", 1, &["lint", "So true, Ann!", "--kind", "comment", "--min", "20"]),
        (
            "lint-set",
            0,
            &["lint", "Is that net of churn?", "--kind", "comment", "--set", "comment.question=0"],
        ),
        ("lint-not-there", 0, &["lint", "drafts/june.txt", "--kind", "headline"]),
        ("cannot-lint-empty", 1, &["lint", " ", "--kind", "post"]),
        ("cannot-lint-folder", 1, &["lint", "folder", "--kind", "post"]),
        ("usage-lint-min", 2, &["lint", "x", "--kind", "post", "--min", "nan"]),
    ] {
        check(name, here.path(), arguments, code);
    }
}

/// What a command says to a draft that comes through a pipe: its exit code, its output, its words beside that.
fn piped(bytes: &[u8], arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = command(root(), arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    // A command that has read enough closes the pipe.
    let _ = child.stdin.take().expect("a pipe").write_all(bytes);
    let done = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_draft_is_the_same_from_everywhere() {
    let arguments = ["lint", "-", "--kind", "post"];
    let (code, from_pipe, _) = piped(POST.as_bytes(), &arguments);
    assert_eq!(code, Some(0));
    let here = folder(&[
        ("a.txt", POST),
        ("b.txt", POST.replace("\r\n", "\n").trim()),
        ("c.txt", &format!("\u{feff}{POST}")),
    ]);
    for file in ["a.txt", "b.txt", "c.txt"] {
        let ran = run(root(), &["lint", text(&here.path().join(file)), "--kind", "post"]);
        assert_eq!(ran.out, from_pipe, "{file}");
    }
    assert_eq!(run(root(), &["lint", POST, "--kind", "post"]).out, from_pipe);
}

#[test]
fn what_is_no_text_is_refused() {
    let arguments = ["lint", "-", "--kind", "post"];
    let long = "We measured it twice, because it leaned. ".repeat(30_000);
    for (bytes, says) in [
        (&b"GIF89a\0\0"[..], "byte 6 is zero"),
        (b"caf\xe9", "byte 3 is no part of a character"),
        (b"\xff\xfeW\0", "byte 3 is zero"),
        (b"\r\n \r\n", "the draft is empty"),
        (long.as_bytes(), "too large"),
    ] {
        let (code, out, err) = piped(bytes, &arguments);
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert!(err.contains(says), "{err}");
    }
    let (code, out, _) = piped(&long.as_bytes()[..1 << 20], &arguments);
    assert_eq!(code, Some(0));
    assert!(out.contains("words in"), "{out}");
}

#[test]
fn the_grade_is_that_of_ssi_grade() {
    let text = "Is that net of downgrades? We saw 14 % at Northgate, because the trial is shorter.";
    let here = folder(&[("c.csv", &format!("text\n\"{text}\"\n"))]);
    let graded = run(here.path(), &["grade", "c.csv", "--text-column", "text", "--kind", "comment"]).out;
    let linted = run(here.path(), &["lint", text, "--kind", "comment", "--json"]).out;
    let linted: serde_json::Value = serde_json::from_str(&linted).expect("JSON");
    let cells: Vec<&str> = graded.lines().nth(1).expect("a row").split(',').collect();
    let grade: f64 = cells[1].parse().expect("a grade");
    assert_eq!(linted["grade"].as_f64(), Some(grade));
    for (rule, cell) in linted["rules"].as_array().expect("rules").iter().zip(&cells[2..]) {
        assert_eq!(rule["points"].as_f64(), cell.parse().ok(), "{rule}");
    }
}
