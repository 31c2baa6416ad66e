//! `ssi advise` as it is typed: what a coach would read.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::path::Path;

use common::{done, folder, root, run, text};
use serde_json::Value;
use snapbox::Data;

/// Compares what a command printed with `tests/printed/NAME.txt`; with `SNAPSHOTS=overwrite` writes it there.
#[track_caller]
fn check(name: &str, folder: &Path, arguments: &[&str], code: i32) {
    let ran = run(folder, arguments);
    let people = if ran.err.is_empty() { String::new() } else { format!("--- for people\n{}", ran.err) };
    let printed = format!("$ ssi {}\n{}{people}exit code {:?}\n", arguments.join(" "), ran.out, ran.code);
    let path = root().join("tests/printed").join(format!("{name}.txt"));
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(printed).raw(), Data::read_from(&path, None).raw());
    assert_eq!(ran.code, Some(code), "{arguments:?}");
}

#[test]
fn what_the_team_is_told() {
    for (name, member) in [
        ("advise-expert", "ada.okafor"),
        ("advise-silent", "ruth.abara"),
        ("advise-spammer", "brett.calloway"),
        ("advise-lapsed", "oscar.delmas"),
        ("advise-lurker", "ivo.petrov"),
    ] {
        check(name, root(), &["advise", member, "--corpus", "corpora/team"], 0);
    }
    let corpus = ["--corpus", "corpora/team"];
    let asked =
        [&["advise", "walter.quince", "--by", "effort", "--best", "2", "--target", "50"], &corpus[..]]
            .concat();
    check("advise-by-effort", root(), &asked, 0);
    check("advise-team", root(), &[&["advise", "--all", "--team", "north"], &corpus[..]].concat(), 0);
}

#[test]
fn who_cannot_be_advised() {
    let corpus = ["--corpus", "corpora/team"];
    check("advise-unknown", root(), &[&["advise", "okafor"], &corpus[..]].concat(), 1);
    check("advise-unknown-team", root(), &[&["advise", "--all", "--team", "West"], &corpus[..]].concat(), 1);
    check("advise-nobody", root(), &["advise"], 2);
    check("advise-target", root(), &["advise", "ada.okafor", "--target", "120"], 2);
    let place = folder(&[
        ("data/members.csv", "member,name\nada,Ada\nbo,\"B\u{1b}[31mo\"\n"),
        ("data/searches.csv", "member,at,kind\nada,2026-03-01,saved\n"),
    ]);
    check("advise-little-data", place.path(), &["advise", "bo", "--corpus", "data"], 0);
    check("advise-no-teams", place.path(), &["advise", "--all", "--team", "North", "--corpus", "data"], 1);
}

#[test]
fn json_adds_up() {
    let ran = done(&["advise", "oscar.delmas", "--corpus", "corpora/team", "--json"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let hundredths = |v: &Value| (v.as_f64().unwrap() * 100.0).round() as i64;
    let actions = told["actions"].as_array().unwrap();
    assert!(actions.len() > 10);
    for action in actions {
        let sum: i64 = action["changes"].as_array().unwrap().iter().map(|c| hundredths(&c["points"])).sum();
        assert_eq!(sum, hundredths(&action["gain"]), "{action}");
    }
    let together = &told["together"];
    let adds: i64 = together["actions"].as_array().unwrap().iter().map(|a| hundredths(&a["adds"])).sum();
    assert_eq!(hundredths(&told["score"]) + adds, hundredths(&together["score"]));
    assert!(!told["not_offered"].as_array().unwrap().is_empty());
}

#[test]
fn the_list_is_written_and_says_what_each_is_told() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("list.csv");
    let ran = done(&["advise", "--all", "--corpus", "corpora/team", "--out", text(&file)]);
    assert!(ran.out.is_empty() && ran.err.contains("44 members"), "{}", ran.err);
    let mut reader = csv::Reader::from_path(&file).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 44);
    for row in rows.iter().filter(|r| ["ada.okafor", "finn.gallagher"].contains(&&r[0])) {
        let one = done(&["advise", &row[0], "--corpus", "corpora/team"]).out;
        let first = one.lines().find(|l| l.trim_start().starts_with("1.")).unwrap();
        assert!(first.contains(&row[2]) && first.contains(&row[3]), "{first} and {row:?}");
    }
}

/// No text that somebody wrote is printed, and no line runs far over the page.
#[test]
fn what_is_printed_is_short_and_private() {
    let messages = std::fs::read_to_string(root().join("corpora/team/messages.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(messages.as_bytes());
    let texts: Vec<String> =
        reader.records().map(|r| r.unwrap()[4].to_owned()).filter(|t| t.len() > 20).collect();
    for member in ["henrik.aasen", "brett.calloway", "zane.murdoch", "kyle.brandt", "chad.winslow"] {
        for more in [&[][..], &["--json"]] {
            let out = done(&[&["advise", member, "--corpus", "corpora/team"], more].concat()).out;
            assert!(texts.iter().all(|t| !out.contains(t.as_str())), "{member}");
            let long = out.lines().filter(|l| more.is_empty() && l.chars().count() > 102).count();
            assert_eq!(long, 0, "{member}:\n{out}");
        }
    }
}
