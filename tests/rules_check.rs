//! `ssi rules check` as typed: what an author sees of a pack, and what programs get.

mod common;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use common::printed::check;
use common::{command, copy, folder, root, run};
use serde_json::Value;
use tempfile::TempDir;

/// A folder with a copy of the default pack, `pack`, and a few posts.
fn made() -> TempDir {
    let made =
        folder(&[("posts.csv", "author,at,text\nann,2026-05-01T10:00:00Z,A first post about work.\n")]);
    copy(&root().join("rules/ssi"), &made.path().join("pack"));
    made
}

/// Replaces a part of a file of the pack; it must be there.
#[track_caller]
fn edit(made: &TempDir, file: &str, from: &str, to: &str) {
    let path = made.path().join("pack").join(file);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{file} has no `{from}`");
    fs::write(path, text.replacen(from, to, 1)).expect("a file");
}

/// What somebody does on the first day: changes a weight, misspells a signal, inverts a curve and deletes a brace.
fn newcomer() -> TempDir {
    let made = made();
    edit(&made, "pillars/brand.rhai", "weight(3, m.posts.per_week()", "weight(3,5, m.posts.per_week()");
    edit(
        &made,
        "pillars/brand.rhai",
        "distinct(|p| p.format).ramp(1, 3)",
        "distinct(|p| p.format).ramp(3, 1)",
    );
    edit(&made, "grades/summary.rhai", "t.length_in_words", "t.lenght_in_words");
    edit(&made, "pillars/insights.rhai", "\n}\n", "\n\n");
    made
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn a_newcomer_is_told_everything_in_one_reading() {
    let made = newcomer();
    check("rules-check-newcomer", made.path(), &["rules", "check", "pack"], 1);
    check(
        "rules-check-newcomer-score",
        made.path(),
        &["score", "posts.csv", "--rules", "pack", "--out", "OUT"],
        1,
    );
}

#[test]
fn json_holds_what_people_see() {
    let made = newcomer();
    let ran = run(made.path(), &["rules", "check", "pack", "--json"]);
    assert_eq!(ran.code, Some(1));
    let told = json(&ran.out);
    assert_eq!((&told["pack"], &told["errors"], &told["warnings"]), (&"pack".into(), &3.into(), &1.into()));
    let list = told["list"].as_array().expect("a list");
    let codes: Vec<&str> = list.iter().map(|d| d["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["unknown-signal", "argument-count", "falling-curve", "unclosed-bracket"]);
    let mut keys: Vec<&String> = list[0].as_object().expect("an object").keys().collect();
    keys.sort();
    assert_eq!(keys, ["code", "column", "end", "file", "help", "line", "message", "severity"]);
    // The place is that of the word.
    let path = made.path().join("pack").join(list[0]["file"].as_str().expect("a file"));
    let text = fs::read_to_string(path).expect("a file of the pack");
    let number = |key: &str| list[0][key].as_u64().expect("a number") as usize;
    let line = text.lines().nth(number("line") - 1).expect("a line");
    assert_eq!(&line[number("column") - 1..number("end") - 1], "lenght_in_words");

    let ran = run(made.path(), &["rules", "check", "nowhere", "--json"]);
    assert_eq!((ran.code, &json(&ran.out)["list"][0]["code"]), (Some(1), &"no-folder".into()));
    let ran = run(root(), &["rules", "check", "rules/ssi", "--json"]);
    assert_eq!((ran.code, &json(&ran.out)["list"]), (Some(0), &Value::Array(Vec::new())));
}

#[test]
fn sarif_has_the_form_that_code_hosts_read() {
    let made = newcomer();
    let ran = run(made.path(), &["rules", "check", "./pack", "--sarif"]);
    assert_eq!(ran.code, Some(1));
    let log = json(&ran.out);
    assert_eq!(log["version"], "2.1.0");
    let run_of = &log["runs"][0];
    let rules = run_of["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(run_of["tool"]["driver"]["name"], "ssi");
    for rule in rules {
        for part in [&rule["shortDescription"]["text"], &rule["help"]["text"], &rule["help"]["markdown"]] {
            assert!(part.as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        }
        assert!(
            ["error", "warning"].contains(&rule["defaultConfiguration"]["level"].as_str().expect("a level"))
        );
    }
    let results = run_of["results"].as_array().expect("results");
    assert_eq!(results.len(), 4);
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_eq!(rules[index]["defaultConfiguration"]["level"], result["level"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
        assert!(uri.starts_with("pack/") && made.path().join(uri).is_file(), "{uri}");
        let region = |key: &str| place["region"][key].as_u64().expect("a number");
        assert!(region("startLine") == region("endLine") && region("startColumn") < region("endColumn"));
    }
}

#[test]
fn warnings_let_a_pack_be_used_unless_they_are_denied() {
    let made = made();
    edit(
        &made,
        "pillars/brand.rhai",
        "distinct(|p| p.format).ramp(1, 3)",
        "distinct(|p| p.format).ramp(3, 1)",
    );
    check("rules-check-warning", made.path(), &["rules", "check", "pack"], 0);
    check("rules-check-denied", made.path(), &["rules", "check", "pack", "--deny-warnings"], 1);
    let ran = run(made.path(), &["score", "posts.csv", "--rules", "pack", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let told: Vec<&str> = ran.err.lines().filter(|line| line.contains("warning")).collect();
    assert_eq!(told, ["warning: 1 warning in the pack; `ssi rules check pack` shows it"]);
}

/// A pack in `rules/` is what people begin with.
#[test]
fn our_packs_have_no_warning() {
    let inside = |folder: &Path| -> Vec<_> {
        fs::read_dir(folder).expect("packs").map(|pack| pack.expect("a pack").path()).collect()
    };
    let rules = root().join("rules");
    let all = inside(&rules).into_iter().chain(inside(&rules.join("roles")));
    for pack in all.filter(|pack| !pack.ends_with("roles")) {
        let ran = run(root(), &["rules", "check", &pack.to_string_lossy(), "--deny-warnings"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let ran = run(root(), &["rules", "check", "built-in", "--deny-warnings"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn codes_can_be_looked_up() {
    check("rules-check-codes", root(), &["rules", "check", "--codes"], 0);
    check("rules-check-codes-one", root(), &["rules", "check", "--codes", "unknown-signal"], 0);
    check("rules-check-codes-unknown", root(), &["rules", "check", "--codes", "unknown-sinal"], 1);
}

#[test]
fn a_watched_pack_is_checked_again_after_every_change() {
    let made = made();
    let mut child = command(made.path(), &["rules", "check", "pack", "--watch"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    let (send, lines) = mpsc::channel();
    let err = BufReader::new(child.stderr.take().expect("standard error"));
    std::thread::spawn(move || err.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    // What was told up to the line that says that it waits.
    let told = || {
        let mut told = Vec::new();
        while let Ok(line) = lines.recv_timeout(Duration::from_secs(30)) {
            if line.starts_with("watching pack") {
                return told.join("\n");
            }
            told.push(line);
        }
        panic!("it stopped: {}", told.join("\n"));
    };
    assert_eq!(told(), "checking pack");
    edit(&made, "pillars/brand.rhai", "m.posts.per_week()", "m.psts.per_week()");
    assert!(told().contains("error[unknown-table]"));
    // In the middle of typing.
    edit(&made, "pillars/brand.rhai", "m.psts.per_week()", "m.(");
    assert!(told().contains("error["));
    edit(&made, "pillars/brand.rhai", "m.(", "m.posts.per_week()");
    assert_eq!(told(), "checking pack");
    fs::remove_file(made.path().join("pack/pack.rhai")).expect("a file");
    assert!(told().contains("error[no-header]"));
    let left = child.try_wait().expect("a child");
    child.kill().expect("it still runs");
    child.wait().expect("its end");
    assert!(left.is_none() && Path::new(made.path()).exists());
}
