//! How much may be wrong with the files, and what is said where nothing comes out.

mod common;

use common::printed::check;
use common::{folder, run, written};
use tempfile::TempDir;

/// Three posts that can be read, three that cannot.
const POSTS: &str = "post,author,at,text\n\
                     p1,ada,2026-03-01,We halved the churn because we asked. What did you do?\n\
                     p2,bo,yesterday,Great!\n\
                     p3,bo\n\
                     p4,bo,31.2.2026,Thanks\n\
                     p5,bo,2026-03-02,Thanks for the figures. Which month was it?\n\
                     p6,ada,2026-03-03,It was May.\n";

const SOUND: &str = "post,author,at,text\n\
                     p1,ada,2026-03-01,We halved the churn because we asked. What did you do?\n\
                     p5,bo,2026-03-02,Thanks for the figures. Which month was it?\n";

fn place() -> TempDir {
    folder(&[
        ("bad/posts.csv", POSTS),
        ("sound/posts.csv", SOUND),
        (
            "odd/posts.csv",
            &format!(
                "{SOUND}{}p7,,,\n",
                "p1,ada,2026-03-01,We halved the churn because we asked. What did you do?\n"
            ),
        ),
        ("odd/endorsements.csv", "giver,receiver\nada,ada\n"),
        ("odd/comments.csv", "comment,author,at,post,colour\nc1,bo,2026-03-02,p9,red\n"),
    ])
}

#[test]
fn too_many_rejects() {
    let place = place();
    let at = place.path();
    check("strict-rejects-allowed", at, &["score", "bad", "--out", "OUT", "--max-rejects", "3"], 0);
    check("strict-too-many-rejects", at, &["score", "bad", "--out", "OUT", "--max-rejects", "2"], 1);
    check("strict-one-reject", at, &["score", "bad", "--out", "OUT", "--strict"], 1);
    check("strict-odd-rows", at, &["score", "odd", "--out", "OUT"], 0);
    check("strict-notes", at, &["score", "odd", "--out", "OUT", "--strict"], 1);
    let backfill = ["backfill", "bad", "--history", "OUT", "--from", "2026-03-01", "--max-rejects", "0"];
    check("strict-backfill", at, &backfill, 1);
    let grade = ["grade", "bad/posts.csv", "--text-column", "text", "--kind", "post", "--strict"];
    check("strict-grade", at, &grade, 1);
}

#[test]
fn nothing_but_the_list_is_written() {
    let place = place();
    let at = place.path();
    let names = |folder: &str| {
        let mut names: Vec<String> = std::fs::read_dir(at.join(folder))
            .expect("a folder")
            .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(run(at, &["score", "bad", "--out", "new", "--strict"]).code, Some(1));
    assert_eq!(names("new"), ["rejects.csv"]);
    assert_eq!(run(at, &["score", "odd", "--out", "none", "--strict"]).code, Some(1));
    assert!(!at.join("none").exists(), "notes are no rejects");

    // The results of a former run stay as they were.
    assert_eq!(run(at, &["score", "sound", "--out", "out", "--strict"]).code, Some(0));
    let results = || ["members.csv", "summary.json"].map(|name| written(&at.join("out"), name));
    let before = results();
    let more = ["score", "bad", "--out", "out", "--max-rejects", "0", "--history", "history"];
    assert_eq!(run(at, &more).code, Some(1));
    assert_eq!(results(), before);
    assert!(!at.join("history").exists());
    assert_eq!(written(&at.join("out"), "rejects.csv").split(|&b| b == b'\n').count(), 5);

    let backfill = ["backfill", "bad", "--history", "history", "--from", "2026-03-01", "--strict"];
    assert_eq!(run(at, &backfill).code, Some(1));
    assert!(!at.join("history").exists());
    let grade = ["grade", "bad/posts.csv", "--text-column", "text", "--kind", "post", "--out", "g.csv"];
    assert_eq!(run(at, &[&grade[..], &["--max-rejects", "0"]].concat()).code, Some(1));
    assert!(!at.join("g.csv").exists());
    assert_eq!(run(at, &[&grade[..], &["--max-rejects", "1"]].concat()).code, Some(0));
}

#[test]
fn findings_stand_in_the_summary() {
    let place = place();
    assert_eq!(run(place.path(), &["score", "odd", "--out", "out"]).code, Some(0));
    let summary: serde_json::Value =
        serde_json::from_slice(&written(&place.path().join("out"), "summary.json")).expect("JSON");
    let found: Vec<String> = summary["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| format!("{} {} {} {}", f["table"], f["what"], f["rows"], f["example"]).replace('"', ""))
        .collect();
    assert_eq!(
        found,
        [
            "posts DUPLICATE ROWS 1 p1",
            "posts NO TIME 1 p7",
            "comments ORPHANS 1 c1",
            "endorsements SELF-REFERENCES 1 ada"
        ]
    );
}

#[test]
fn an_empty_result_says_why() {
    let mapping = "[[read]]\nfile = \"p.csv\"\nas = \"posts\"\nwhere = { kind = \"y\" }\n[read.columns]\nauthor = \"author\"\nat = \"at\"\n";
    let place = folder(&[
        ("header/posts.csv", "author,at,text\n"),
        ("no-members/members.csv", "member\n"),
        ("no-members/posts.csv", "author,at\nada,2026-03-01\n"),
        ("filtered/p.csv", "author,at,kind\nada,2026-03-01,x\n"),
        ("filtered/corpus.toml", mapping),
        ("nobody/posts.csv", "author,at\n,2026-03-01\n"),
        ("rejected/posts.csv", "author,at\nada,never\n"),
        ("idle/posts.csv", "author,at\nada,2026-03-01\n"),
    ]);
    let at = place.path();
    for (name, folder, more) in [
        ("empty-header", "header", &[][..]),
        ("empty-header-on-a-day", "header", &["--as-of", "2026-03-01"]),
        ("empty-no-members", "no-members", &[]),
        ("empty-filtered", "filtered", &[]),
        ("empty-filtered-on-a-day", "filtered", &["--as-of", "2026-03-01"]),
        ("empty-nobody", "nobody", &[]),
        ("empty-rejected", "rejected", &["--as-of", "2026-03-01"]),
        ("empty-too-early", "idle", &["--as-of", "2026-02-01"]),
        ("empty-idle", "idle", &["--as-of", "2026-12-01"]),
    ] {
        let failed = more.is_empty() && ["header", "filtered"].contains(&folder);
        check(name, at, &[&["score", folder, "--out", "OUT"], more].concat(), i32::from(failed));
        let strict = [&["score", folder, "--out", "strict", "--strict"], more].concat();
        assert_eq!(run(at, &strict).code, Some(1), "{strict:?}");
    }
}
