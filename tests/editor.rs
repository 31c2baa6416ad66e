//! What `ssi rules editor` writes: it must fit the rule language and the diagnostics as they are.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{run, text};
use regex::Regex;
use serde_json::Value;
use ssi_rules::{HEADER_WORDS, LANGUAGE, Pack, load};
use ssi_score::vocabulary::vocabulary;

/// The folder, written once more for each test.
fn written() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(Path::new("."), &["rules", "editor", text(folder.path())]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for line in ran.out.lines() {
        assert!(Path::new(line).is_file(), "{line}");
    }
    folder
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

/// Every pattern of a grammar, wherever it stands.
fn patterns(value: &Value, found: &mut Vec<Regex>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match inner {
                    Value::String(pattern) if ["match", "begin", "end"].contains(&key.as_str()) => {
                        found.push(Regex::new(pattern).unwrap_or_else(|e| panic!("{pattern}: {e}")));
                    }
                    _ => patterns(inner, found),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|inner| patterns(inner, found)),
        _ => {}
    }
}

#[test]
fn the_folder_names_only_files_that_it_has() {
    let folder = written();
    let package = json(folder.path(), "package.json");
    let contributes = &package["contributes"];
    for place in ["/languages/0/configuration", "/grammars/0/path", "/snippets/0/path"] {
        let path = contributes.pointer(place).and_then(Value::as_str).expect(place);
        assert!(folder.path().join(path).is_file(), "{path}");
    }
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn every_word_is_coloured() {
    let folder = written();
    let mut all = Vec::new();
    patterns(&json(folder.path(), "syntaxes/ssi-rules.tmLanguage.json"), &mut all);
    for word in LANGUAGE.iter().chain(HEADER_WORDS) {
        let coloured = all.iter().any(|pattern| {
            pattern
                .captures_iter(word.usage)
                .any(|found| found.len() > 1 && found.get(1).is_some_and(|m| m.as_str() == word.name))
        });
        assert!(coloured, "{}", word.usage);
    }
}

/// A snippet as it stands once its places are passed over.
fn filled(body: &Value) -> String {
    let lines: Vec<&str> = match body {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        line => line.as_str().into_iter().collect(),
    };
    let place = Regex::new(r"\$\{\d+:((?:[^}\\]|\\.)*)\}").unwrap();
    place.replace_all(&lines.join("\n"), "$1").replace("\\}", "}").replace("\\$", "$").replace("\\\\", "\\")
}

#[test]
fn whole_rules_that_are_proposed_are_rules() {
    let folder = written();
    let snippets = json(folder.path(), "snippets/ssi-rules.json");
    let body = |prefix: &str| {
        let all = snippets.as_object().unwrap().values();
        filled(&all.clone().find(|s| s["prefix"] == prefix).expect(prefix)["body"])
    };
    let pack = tempfile::tempdir().unwrap();
    let write = |name: &str, content: String| {
        let path = pack.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write("pack.rhai", body("pack"));
    write("pillars/brand.rhai", format!("{}\n\n{}\n", body("rule"), body("penalty-rule")));
    write("grades/post.rhai", body("grade-rule"));
    let loaded = load(&Pack::read(pack.path()).unwrap(), &vocabulary());
    let (model, _) = loaded.unwrap_or_else(|wrong| panic!("{wrong}"));
    let rules: BTreeSet<&str> = model.rules().map(|r| r.id.as_str()).collect();
    for id in ["brand.long_posts", "brand.thin_comments", "post.asks"] {
        assert!(rules.contains(id), "{id} in {rules:?}");
    }
}

#[test]
fn words_are_proposed_as_they_are_written() {
    let folder = written();
    let snippets = json(folder.path(), "snippets/ssi-rules.json");
    for (name, expected) in [
        ("function weight", "weight(4, m.posts.per_week().ramp(0, 2))"),
        ("number ramp", "ramp(1, 5)"),
        ("table share", "share(|p| p.is_original)"),
        ("text phrases", "phrases(\"generic-praise\")"),
        ("phrases hits", "hits()"),
        ("pack band", "band(25, \"developing\")"),
        ("value grade", "grade"),
        ("value questions", "questions"),
        ("table posts", "m.posts"),
    ] {
        assert_eq!(filled(&snippets[name]["body"]), expected, "{name}");
        assert!(snippets[name]["description"].as_str().is_some_and(|about| about.len() > 10), "{name}");
    }
}

/// The matcher must read what a mistake prints.
#[test]
fn mistakes_are_found_in_what_is_printed() {
    let folder = written();
    let package = json(folder.path(), "package.json");
    let matcher = &package["contributes"]["problemMatchers"][0];
    let pattern = |i: usize| Regex::new(matcher["pattern"][i]["regexp"].as_str().unwrap()).unwrap();
    let pack = tempfile::tempdir().unwrap();
    std::fs::write(pack.path().join("pack.rhai"), "extends(\"ssi\");\nwindow(0);\n").unwrap();
    let ran = run(pack.path(), &["rules", "check", "."]);
    let lines: Vec<&str> = ran.err.lines().collect();
    let at = lines.iter().position(|line| pattern(0).is_match(line)).expect(&ran.err);
    let place = pattern(1).captures(lines[at + 1]).expect(&ran.err);
    assert_eq!((&place[1], &place[2], &place[3]), ("pack.rhai", "2", "8"), "{}", ran.err);
}
