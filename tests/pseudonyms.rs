//! Pseudonyms: the same scores, and nowhere a word of who it is.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::{done, folder, root, run, written};
use tempfile::TempDir;

/// A folder with two keys.
fn keys() -> TempDir {
    folder(&[("key", "correct horse battery staple\n"), ("other", "another key, as long as that")])
}

fn team() -> String {
    root().join("corpora/team").to_string_lossy().into_owned()
}

/// Runs a command that must succeed.
#[track_caller]
fn ok(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran.out + &ran.err
}

/// The rows of a table without who it is about, in an order that depends on nobody's id.
fn rows(folder: &Path, out: &str) -> Vec<Vec<String>> {
    let bytes = written(&folder.join(out), "members.csv");
    let mut reader = csv::Reader::from_reader(&bytes[..]);
    let heads = reader.headers().expect("a header").clone();
    let keep: Vec<usize> =
        (0..heads.len()).filter(|&place| !matches!(&heads[place], "member" | "name")).collect();
    let mut rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.map(|row| keep.iter().map(|&place| row[place].to_owned()).collect()).expect("a row"))
        .collect();
    rows.sort();
    rows
}

#[test]
fn scores_are_the_same() {
    for corpus in ["team", "fourteen-languages", "export"] {
        let made = keys();
        let corpus = root().join("corpora").join(corpus).to_string_lossy().into_owned();
        ok(made.path(), &["score", &corpus, "--quiet", "--out", "open"]);
        ok(made.path(), &["score", &corpus, "--quiet", "--out", "hidden", "--pseudonyms", "key"]);
        assert_eq!(rows(made.path(), "open"), rows(made.path(), "hidden"), "{corpus}");
    }
}

#[test]
fn the_same_key_gives_the_same_bytes_however_it_is_read() {
    let made = keys();
    ok(made.path(), &["generate", "--members", "500", "--seed", "5", "--out", "data"]);
    let score = |out: &str, more: &[&str]| {
        let all = [&["score", "data", "--quiet", "--out", out], more].concat();
        ok(made.path(), &all);
        written(&made.path().join(out), "members.csv")
    };
    let first = score("first", &["--pseudonyms", "key"]);
    for (out, more) in [
        ("jobs", &["--pseudonyms", "key", "--jobs", "1"][..]),
        ("small", &["--pseudonyms", "key", "--max-memory", "81M", "--jobs", "1"]),
        ("kept", &["--pseudonyms", "key", "--cache", "cache"]),
        ("again", &["--pseudonyms", "key", "--cache", "cache"]),
    ] {
        assert!(score(out, more) == first, "{out}");
    }
    // What was kept for one key is not taken for another, or for none.
    let (other, open) = (
        score("other-out", &["--pseudonyms", "other", "--cache", "cache"]),
        score("open", &["--cache", "cache"]),
    );
    assert!(other != first && open != first && open == score("plain", &[]));
}

/// What tells who somebody is: ids and names of everybody in the team's files.
fn telling() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let person =
        ["member", "name", "author", "sender", "recipient", "other", "giver", "receiver", "post", "comment"];
    for file in ["members", "posts", "comments", "connections", "invitations", "recommendations"] {
        let mut reader =
            csv::Reader::from_path(root().join(format!("corpora/team/{file}.csv"))).expect("a file");
        let heads = reader.headers().expect("a header").clone();
        for row in reader.records() {
            let row = row.expect("a row");
            let named = (0..heads.len()).filter(|&place| person.contains(&&heads[place]));
            all.extend(named.map(|place| row[place].trim().to_owned()));
        }
    }
    // Short ids of posts, such as p1, could stand in any digest.
    all.retain(|id| id.len() >= 4 && !id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    all
}

#[test]
fn nothing_that_is_written_or_printed_says_who_it_is() {
    let made = keys();
    let at = made.path();
    // A row that cannot be read is told by its place alone.
    let odd = at.join("odd");
    fs::create_dir(&odd).expect("a folder");
    for file in fs::read_dir(root().join("corpora/team")).expect("the team") {
        let file = file.expect("a file").path();
        fs::copy(&file, odd.join(file.file_name().expect("a name"))).expect("a copy");
    }
    let posts = fs::read_to_string(odd.join("posts.csv")).expect("posts");
    let heads = posts.lines().next().expect("a header").split(',').map(|head| match head {
        "author" => "ada.okafor",
        "at" => "when ada.okafor likes",
        _ => "",
    });
    let bad = heads.collect::<Vec<_>>().join(",");
    fs::write(odd.join("posts.csv"), format!("{posts}{bad}\n")).expect("a bad row");

    let mut said = String::new();
    for format in ["csv", "json", "ndjson", "md", "parquet", "xlsx"] {
        let score = ["score", "odd", "--quiet", "--pseudonyms", "key", "--format", format, "--out", format];
        said += &ok(at, &score);
    }
    said += &ok(at, &["score", "odd", "--pseudonyms", "key", "--history", "history"]);
    said += &ok(at, &["export", "--sqlite", "run.db"]);
    said += &ok(at, &["report", "--out", "team.html", "--history", "history"]);
    said += &ok(at, &["report", "--member", "ada.okafor", "--out", "ada.html"]);
    for command in [
        &["explain", "ada.okafor"][..],
        &["show", "ada.okafor"],
        &["advise", "ada.okafor"],
        &["advise", "ada.okafor", "--json"],
        &["explain", "chad.winslow"],
        &["explain", "ada.okafor", "--since", "2026-08-01"],
        &["advise", "--all"],
        &["top"],
        &["insights"],
        &["team", "North", "--view", "admin"],
        &["cohort", "--where", "m.posts.count() >= 3"],
        &["trend", "--history", "history"],
    ] {
        said += &ok(at, command);
    }
    let rejects = written(&at.join("csv"), "rejects.csv");
    assert!(String::from_utf8(rejects).expect("text").contains("posts.csv"));

    let telling = telling();
    assert!(telling.len() > 300 && telling.contains("ada.okafor") && telling.contains("Ada Okafor"));
    let check = |what: &str, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let words: BTreeSet<&str> =
            text.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_' || c == '-')).collect();
        for id in &telling {
            let there =
                if id.contains(' ') { text.contains(id.as_str()) } else { words.contains(id.as_str()) };
            assert!(!there, "{what} says {id}");
        }
    };
    check("a command", said.as_bytes());
    let mut files = 0;
    let mut folders = vec![at.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && path != odd {
                folders.push(path);
            } else if path.is_file() {
                files += 1;
                check(&path.display().to_string(), &fs::read(&path).expect("a file"));
            }
        }
    }
    assert!(files > 20, "{files}");
}

#[test]
fn texts_are_not_shown() {
    let made = keys();
    ok(made.path(), &["score", &team(), "--quiet", "--pseudonyms", "key"]);
    for command in [
        &["show", "ada.okafor", "--texts"][..],
        &["insights", "--texts"],
        &["report", "--member", "ada.okafor", "--texts", "--out", "ada.html"],
    ] {
        let ran = run(made.path(), command);
        assert_eq!(ran.code, Some(1), "{command:?}");
        assert!(ran.err.contains("the run has pseudonyms, and texts tell who is behind them"), "{}", ran.err);
    }
    assert!(!made.path().join("ada.html").exists());
}

#[test]
fn who_has_the_key_asks_by_id_or_by_pseudonym() {
    let made = keys();
    let at = made.path();
    ok(at, &["score", &team(), "--quiet", "--pseudonyms", "key"]);
    let card = ok(at, &["show", "ada.okafor"]);
    let pseudonym = card.split_whitespace().next().expect("who it is").to_owned();
    assert!(pseudonym.starts_with("person-"), "{card}");
    assert_eq!(ok(at, &["show", &pseudonym]), card);
    // The saved index of somebody is laid beside the right member, and outcomes go with theirs.
    fs::write(at.join("usage.csv"), "member,ssi\nada.okafor,80\n").expect("a file");
    let compared = run(at, &["compare", "--with", "usage.csv", "--json"]);
    assert_eq!(compared.code, Some(0), "{}", compared.err);
    assert!(compared.out.contains(&pseudonym) && !compared.out.contains("ada"), "{}", compared.out);
    // Another key has nobody of that name.
    let ran = run(at, &["show", &pseudonym, "--pseudonyms", "other"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("there is no member"), "{}", ran.err);
}

#[test]
fn what_is_no_key_is_told() {
    let made = folder(&[("short", "hunter2\n")]);
    for (key, says) in
        [("short", "it has 7 bytes, a key has at least 16"), ("none", "none cannot be the key of pseudonyms")]
    {
        let ran = run(made.path(), &["score", &team(), "--pseudonyms", key]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.contains(says) && ran.err.contains("help: write characters"), "{}", ran.err);
    }
    assert!(!made.path().join("ssi-out").exists());
    assert!(done(&["score", "--help"]).out.contains("--pseudonyms"));
}
