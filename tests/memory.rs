//! `ssi score --max-memory` as typed: the same bytes, and nothing left behind.

mod common;

use std::fs;
use std::path::Path;

use common::{folder, root, run, text, written};
use tempfile::TempDir;

const FILES: [&str; 3] = ["members.csv", "summary.json", "rejects.csv"];
/// With one thread the least that is taken: all rows go to disk.
const LEAST: [&str; 4] = ["--max-memory", "81M", "--jobs", "1"];

/// A synthetic corpus with all tables, and a few rows that are odd.
fn corpus() -> TempDir {
    let made = folder(&[]);
    let ran = run(made.path(), &["generate", "--members", "500", "--seed", "5", "--out", "whole"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for name in ["posts", "comments", "reactions", "messages", "connections"] {
        let path = made.path().join("whole").join(format!("{name}.csv"));
        let mut rows = fs::read(&path).expect("a file");
        let mut reader = csv::Reader::from_reader(&rows[..]);
        let some: Vec<csv::ByteRecord> =
            reader.byte_records().step_by(40).map(|row| row.expect("a row")).collect();
        let mut out = csv::Writer::from_writer(Vec::new());
        for row in &some {
            out.write_byte_record(row).expect("a row");
        }
        let more = out.into_inner().expect("rows");
        rows.extend_from_slice(&more);
        rows.extend_from_slice(b"one,cell too,few\n");
        fs::write(&path, rows).expect("a file");
    }
    made
}

/// The score with these flags: what was written, printed, and told beside that.
#[track_caller]
fn score(folder: &Path, what: &str, out: &str, more: &[&str]) -> (Vec<Vec<u8>>, String, String) {
    let ran = run(folder, &[&["score", what, "--out", out], more].concat());
    assert_eq!(ran.code, Some(0), "{more:?}: {}", ran.err);
    let files = FILES.iter().map(|name| written(&folder.join(out), name)).collect();
    // How long it took and where it was written differ.
    let same =
        |line: &&str| ![" texts in ", "written: ", "rows were rejected"].iter().any(|w| line.contains(w));
    (files, ran.out.lines().filter(same).collect::<Vec<_>>().join("\n"), ran.err)
}

#[track_caller]
fn check_same(one: &(Vec<Vec<u8>>, String, String), other: &(Vec<Vec<u8>>, String, String)) {
    assert_eq!((&one.1, &one.2), (&other.1, &other.2));
    for (name, (one, other)) in FILES.iter().zip(one.0.iter().zip(&other.0)) {
        let [one, other] = [one, other].map(|bytes| String::from_utf8_lossy(bytes));
        let differs = one.lines().zip(other.lines()).find(|(a, b)| a != b);
        assert!(one == other, "{name}: {differs:?}");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn little_memory_changes_nothing() {
    let made = corpus();
    let place = made.path();
    for more in [&[][..], &["--as-of", "2026-01-31"], &["--window", "30", "--raw-cells"]] {
        let plain = score(place, "whole", "plain", more);
        let little = score(place, "whole", "little", &[&LEAST[..], more].concat());
        check_same(&plain, &little);
    }
    let plain = score(place, "whole", "plain", &[]);
    check_same(&plain, &score(place, "whole", "much", &["--max-memory", "4 GB"]));
    assert_eq!(names(place), ["little", "much", "plain", "whole"]);
    assert_eq!(names(&place.join("little")), ["members.csv", "rejects.csv", "summary.json"]);
}

#[test]
fn a_team_in_little_memory() {
    let made = folder(&[]);
    let team = root().join("corpora/team");
    let plain = score(made.path(), text(&team), "plain", &[]);
    check_same(&plain, &score(made.path(), text(&team), "little", &LEAST));
}

#[test]
fn json_and_kept_pieces_in_little_memory() {
    let made = corpus();
    let place = made.path();
    for out in ["plain", "little"] {
        let little = if out == "little" { &LEAST[..] } else { &[] };
        let ran = run(place, &[&["score", "whole", "--format", "json", "--out", out], little].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let [plain, little] = ["plain", "little"].map(|out| written(&place.join(out), "members.json"));
    assert!(plain == little);
    let plain = score(place, "whole", "other", &[]);
    for _ in 0..2 {
        let cached = score(place, "whole", "cached", &[&LEAST[..], &["--cache", "cache"]].concat());
        assert_eq!(plain.0, cached.0);
    }
    let resumed = score(place, "whole", "resumed", &[&LEAST[..], &["--resume"]].concat());
    assert_eq!(plain.0, resumed.0);
    assert_eq!(names(&place.join("resumed")), ["members.csv", "rejects.csv", "summary.json"]);
}

#[track_caller]
fn refused(more: &[&str], message: &str) {
    let made = folder(&[("data/posts.csv", "author,at,text\nada,2026-03-01,We saw the opposite here.\n")]);
    let ran = run(made.path(), &[&["score", "data"], more].concat());
    assert_ne!(ran.code, Some(0), "{more:?}");
    assert!(ran.err.contains(message), "{more:?}: {}", ran.err);
    assert_eq!(names(made.path()), ["data"], "{more:?}");
}

#[test]
fn what_cannot_be_done_is_said() {
    refused(&["--max-memory", "lots"], "write a size as in 512M");
    refused(&["--max-memory", "0"], "write a size as in 512M");
    refused(&["--max-memory", "1M", "--jobs", "1"], "write --max-memory 76M or more");
    refused(&["--max-memory", "1G", "--history", "history"], "--history does not go together");
    refused(&["--max-memory", "1G", "--format", "parquet"], "--format parquet does not go together");
    refused(&["--temp-dir", "data"], "--max-memory");
}

#[test]
fn a_disk_that_takes_nothing_is_said_and_leaves_nothing() {
    let made = corpus();
    let more = [&["score", "whole"], &LEAST[..], &["--temp-dir", "nowhere"]].concat();
    let ran = run(made.path(), &more);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("cannot keep on disk what is beyond --max-memory: nowhere"), "{}", ran.err);
    assert!(ran.err.contains("--temp-dir"), "{}", ran.err);
    assert_eq!(names(made.path()), ["whole"]);
}
