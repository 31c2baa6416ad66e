//! `ssi rules diff` as typed: what it says of members is what two full runs say.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::printed::check;
use common::{copy, folder, root, run, written};
use tempfile::TempDir;

/// A folder with a synthetic corpus and two copies of the default pack, `old` and `new`.
fn made() -> TempDir {
    let made = folder(&[]);
    let ran = run(made.path(), &["generate", "--members", "150", "--seed", "5", "--out", "people"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for name in ["old", "new"] {
        copy(&root().join("rules/ssi"), &made.path().join(name));
    }
    made
}

/// Replaces a part of a file of a pack; it must be there.
#[track_caller]
fn edit(pack: &Path, file: &str, from: &str, to: &str) {
    let path = pack.join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} has no `{from}`");
    fs::write(path, text.replacen(from, to, 1)).expect("a file");
}

/// The score and the band of each member of a run with a pack.
fn scored(folder: &Path, pack: &str, more: &[&str]) -> BTreeMap<String, (String, String)> {
    let ran = run(folder, &[&["score", "people", "--rules", pack, "--out", "out", "--quiet"], more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let table = written(&folder.join("out"), "members.csv");
    fs::remove_dir_all(folder.join("out")).expect("what was written");
    let mut reader = csv::Reader::from_reader(&table[..]);
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.expect("a row");
        (row[0].to_owned(), (row[1].to_owned(), row[2].to_owned()))
    };
    reader.records().map(row).collect()
}

/// Of each member whose score is another: score and band before and after.
type Moved = BTreeMap<String, [(String, String); 2]>;

fn moved(folder: &Path, more: &[&str]) -> Moved {
    let ran = run(
        folder,
        &[&["rules", "diff", "old", "new", "--on", "people", "--out", "moved.csv"], more].concat(),
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut reader = csv::Reader::from_path(folder.join("moved.csv")).expect("a table");
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.expect("a row");
        let side = |score: usize, band: usize| (row[score].to_owned(), row[band].to_owned());
        (row[0].to_owned(), [side(1, 4), side(2, 5)])
    };
    reader.records().map(row).collect()
}

/// What two full runs say, without what only says the same.
fn expected(folder: &Path, more: &[&str]) -> Moved {
    let (before, after) = (scored(folder, "old", more), scored(folder, "new", more));
    assert_eq!(before.len(), after.len());
    let both = before.into_iter().map(|(member, before)| {
        let after = after[&member].clone();
        (member, [before, after])
    });
    both.filter(|(_, [before, after])| before.0 != after.0).collect()
}

#[test]
fn it_names_exactly_the_members_that_a_full_run_changes() {
    let changes: [(&str, &str, &str, &str); 6] = [
        ("a weight", "pillars/brand.rhai", "weight(3, m.posts.per_week()", "weight(4, m.posts.per_week()"),
        ("a curve", "pillars/brand.rhai", "p.grade).ramp(0.15, 0.45)", "p.grade).ramp(0.15, 0.5)"),
        (
            "a filter",
            "pillars/brand.rhai",
            "m.posts.count().ramp(0, 4)",
            "m.posts.within(30).count().ramp(0, 4)",
        ),
        ("a grade", "grades/post.rhai", "log_ramp(0, ", "log_ramp(1, "),
        (
            "a signal",
            "pillars/brand.rhai",
            "m.posts.count().ramp(0, 4)",
            "m.posts.where(|p| p.emoji > 0).count().ramp(0, 4)",
        ),
        ("a window", "pack.rhai", "window(90)", "window(60)"),
    ];
    for (what, file, from, to) in changes {
        let made = made();
        edit(&made.path().join("new"), file, from, to);
        let full = expected(made.path(), &[]);
        assert!(full.len() > 5, "{what}: {}", full.len());
        assert_eq!(moved(made.path(), &[]), full, "{what}");
        for turn in ["for the first time", "again"] {
            assert_eq!(moved(made.path(), &["--cache", "kept"]), full, "{what}, kept {turn}");
        }
        assert_eq!(moved(made.path(), &["--jobs", "1"]), full, "{what}, one thread");
    }
}

#[test]
fn a_weight_of_the_command_line_is_a_weight_of_the_pack() {
    let made = made();
    edit(
        &made.path().join("new"),
        "pillars/brand.rhai",
        "weight(3, m.posts.per_week()",
        "weight(6, m.posts.per_week()",
    );
    let said = |arguments: &[&str]| {
        let ran =
            run(made.path(), &[&["rules", "diff", "old"], arguments, &["--on", "people", "--json"]].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let page: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        page
    };
    let (asked, edited) = (said(&["--set", "brand.cadence=6"]), said(&["new"]));
    assert_eq!(asked["effect"], edited["effect"]);
    assert_eq!(asked["rules"], edited["rules"]);
    assert_eq!(edited["rules"][0]["weight"], serde_json::json!([3.0, 6.0]));
    assert_eq!(edited["rules"].as_array().map(Vec::len), Some(1));
    let effect = &edited["effect"];
    assert_eq!(effect["members"], 150);
    let by: Vec<&str> = effect["band_moves"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|way| way["rules"].as_array().expect("a list"))
        .filter_map(|rule| rule["rule"].as_str())
        .collect();
    assert!(!by.is_empty() && by.iter().all(|rule| *rule == "brand.cadence"), "{by:?}");
}

/// Packs that differ in everything that can differ.
fn two_packs() -> TempDir {
    let made = folder(&[]);
    for name in ["old", "new"] {
        copy(&root().join("rules/ssi"), &made.path().join(name));
    }
    let new: PathBuf = made.path().join("new");
    edit(&new, "pillars/brand.rhai", "weight(3, m.posts.per_week()", "weight(6, m.posts.per_week()");
    edit(&new, "pillars/brand.rhai", "p.grade).ramp(0.15, 0.45)", "p.grade).ramp(0.15, 0.5)");
    edit(&new, "pillars/brand.rhai", "fn formats(m)", "fn other_formats(m)");
    edit(&new, "pack.rhai", "window(90)", "window(60)");
    edit(&new, "pack.rhai", "band(75, \"highly effective\")", "band(80, \"highly effective\")");
    edit(&new, "pillars/brand.rhai", "//! Establish", "//! A note that scores nothing.\n//! Establish");
    fs::write(new.join("phrases/slogans.txt"), "to the moon\n").expect("a list");
    copy(&root().join("corpora/team"), &made.path().join("team"));
    made
}

#[test]
fn what_people_see() {
    let made = two_packs();
    let place = made.path();
    check("rules-diff", place, &["rules", "diff", "old", "new", "--on", "team"], 0);
    check("rules-diff-packs", place, &["rules", "diff", "old", "new"], 0);
    check("rules-diff-same", place, &["rules", "diff", "old", "old", "--on", "team"], 0);
    check(
        "rules-diff-weight",
        place,
        &["rules", "diff", "old", "--set", "brand.cadence=6", "--on", "team"],
        0,
    );
    check("rules-diff-built-in", place, &["rules", "diff", "built-in", "old"], 0);
    check("rules-diff-nothing-new", place, &["rules", "diff", "old"], 2);
    check("rules-diff-unknown-rule", place, &["rules", "diff", "old", "--set", "brand.cadense=6"], 1);
    check("rules-diff-no-pack", place, &["rules", "diff", "old", "nowhere", "--on", "team"], 1);
    check(
        "rules-diff-over",
        place,
        &["rules", "diff", "old", "new", "--on", "team", "--out", "team/posts.csv"],
        1,
    );
}

#[test]
fn the_last_run_is_what_is_scored() {
    let made = two_packs();
    let ran = run(made.path(), &["score", "team", "--as-of", "2026-07-31", "--rules", "old", "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let named =
        run(made.path(), &["rules", "diff", "old", "new", "--on", "team", "--as-of", "2026-07-31", "--json"]);
    let last = run(made.path(), &["rules", "diff", "old", "new", "--json"]);
    assert_eq!((last.code, last.out), (Some(0), named.out), "{}", last.err);
}
