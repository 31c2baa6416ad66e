//! What a run writes for other tools: NDJSON, Markdown, Excel and `SQLite`, as typed.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;

use common::{folder, root, run, written};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

/// The team, scored in a format.
fn scored(format: &str) -> TempDir {
    let made = folder(&[]);
    let team = root().join("corpora/team");
    let ran = run(made.path(), &["score", &team.to_string_lossy(), "--quiet", "--format", format]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    made
}

#[test]
fn a_line_is_an_object_of_the_array() {
    let (array, lines) = (scored("json"), scored("ndjson"));
    let array: Vec<Value> =
        serde_json::from_slice(&written(&array.path().join("ssi-out"), "members.json")).expect("an array");
    let lines = written(&lines.path().join("ssi-out"), "members.ndjson");
    let lines: Vec<Value> = String::from_utf8(lines)
        .expect("text")
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    assert_eq!(array.len(), 44);
    assert_eq!(array, lines);
}

#[test]
fn commands_read_the_tables_that_can_be_read_back() {
    for (format, reads) in
        [("csv", true), ("json", true), ("ndjson", true), ("parquet", true), ("md", false), ("xlsx", false)]
    {
        let made = scored(format);
        let top = run(made.path(), &["top", "-n", "1", "--json"]);
        assert_eq!(top.code == Some(0), reads, "{format}: {}", top.err);
        // These score again, whatever the table is.
        assert_eq!(run(made.path(), &["explain", "ada.okafor"]).code, Some(0), "{format}");
        let export = run(made.path(), &["export", "--sqlite", "run.db"]);
        assert_eq!(export.code == Some(0), reads, "{format}: {}", export.err);
        assert_eq!(made.path().join("run.db").exists(), reads, "{format}");
    }
}

#[test]
fn what_is_put_together_in_memory_is_refused_with_a_limit() {
    let made = folder(&[]);
    let team = root().join("corpora/team").to_string_lossy().into_owned();
    for format in ["xlsx", "parquet"] {
        let ran = run(made.path(), &["score", &team, "--format", format, "--max-memory", "500M"]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.contains(&format!("--format {format} does not go together")), "{}", ran.err);
    }
    assert!(!made.path().join("ssi-out").exists());
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    for (format, name) in [("xlsx", "members.xlsx"), ("md", "members.md"), ("parquet", "members.parquet")] {
        let (one, two) = (scored(format), scored(format));
        assert!(
            written(&one.path().join("ssi-out"), name) == written(&two.path().join("ssi-out"), name),
            "{format}"
        );
    }
    let made = scored("csv");
    for name in ["a.db", "b.db"] {
        assert_eq!(run(made.path(), &["export", "--sqlite", name]).code, Some(0));
    }
    let read = |name: &str| fs::read(made.path().join(name)).expect("a database");
    assert!(read("a.db") == read("b.db"));
}

/// Ids that some program would take for more than text.
const HOSTILE: [&str; 9] = [
    "=1+2",
    "@SUM(A1)",
    "https://e.org/x",
    "a|b",
    "<script>alert(1)</script>",
    "[x](https://e.org)",
    "`y`",
    "www.e.org",
    "a@b.c",
];

fn hostile(format: &str) -> TempDir {
    let mut posts = String::from("author,at,text\n");
    for id in HOSTILE {
        writeln!(posts, "\"{id}\",2026-06-01,A post with a few words in it.").expect("text");
    }
    let made = folder(&[("posts.csv", &posts)]);
    let ran = run(made.path(), &["score", ".", "--quiet", "--format", format]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    made
}

#[test]
fn cells_of_excel_are_texts() {
    let made = hostile("xlsx");
    let file = fs::File::open(made.path().join("ssi-out/members.xlsx")).expect("a workbook");
    let mut book = zip::ZipArchive::new(file).expect("an archive");
    let mut all = String::new();
    for i in 0..book.len() {
        let mut part = book.by_index(i).expect("a part");
        let name = part.name().expect("a name").into_owned();
        if name.starts_with("xl/worksheets") || name == "xl/sharedStrings.xml" {
            part.read_to_string(&mut all).expect("XML");
        }
    }
    for element in ["<f>", "<f ", "<hyperlink", "<script"] {
        assert!(!all.contains(element), "{element}");
    }
    for text in ["=1+2", "@SUM(A1)", "https://e.org/x", "a|b", "&lt;script&gt;"] {
        assert!(all.contains(text), "{text}");
    }
    assert!(all.contains("frozen"), "the header stays");
}

#[test]
fn cells_of_markdown_do_nothing() {
    let made = hostile("md");
    let table = String::from_utf8(written(&made.path().join("ssi-out"), "members.md")).expect("text");
    let pipes: Vec<usize> = table.lines().map(|line| line.matches('|').count()).collect();
    assert_eq!(pipes.len(), HOSTILE.len() + 2);
    assert!(pipes.iter().all(|n| *n == pipes[0]), "{table}");
    for sign in ["<", "`", "[", "](", "://", "www.", "@"] {
        assert!(!table.contains(sign), "{sign}: {table}");
    }
}

#[test]
fn a_database_says_what_the_table_says() {
    let made = scored("csv");
    let ran = run(made.path(), &["export", "--sqlite", "run.db"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let base = Connection::open(made.path().join("run.db")).expect("a database");
    let one = |sql: &str| -> f64 { base.query_row(sql, [], |row| row.get(0)).expect(sql) };
    assert_eq!(one("SELECT 1.0 * count(*) FROM members"), 44.0);
    let whole = one("SELECT 1.0 * count(*) FROM points");
    assert_eq!(whole, 44.0 * one("SELECT 1.0 * count(*) FROM rules"));
    let sums = "SELECT max(abs(m.score - (SELECT total(points) FROM {} WHERE member_no = m.member_no))) FROM members m";
    for table in ["pillars", "points"] {
        assert!(one(&sums.replace("{}", table)) < 1e-9, "{table}");
    }
    assert_eq!(one("SELECT score FROM members WHERE member = 'ada.okafor'"), 83.29);
    assert_eq!(one("SELECT 1.0 * count(*) FROM rules WHERE title IS NULL OR points_at_most IS NULL"), 0.0);
    assert!(one("SELECT 1.0 * count(*) FROM room WHERE member = 'oscar.delmas' AND missing > 0") > 5.0);
    assert!(one("SELECT 1.0 * count(*) FROM groups WHERE kind = 'team'") > 1.0);
    assert!(one("SELECT 1.0 * count(*) FROM inputs") > 5.0);
    let note: String =
        base.query_row("SELECT value FROM run WHERE name = 'note'", [], |row| row.get(0)).expect("a note");
    assert!(note.contains("not LinkedIn's"));
}

#[test]
fn a_database_takes_no_place_of_what_is_read() {
    let made = scored("csv");
    for name in ["ssi-out/members.csv", "ssi-out/summary.json"] {
        let before = fs::read(made.path().join(name)).expect("a file");
        let ran = run(made.path(), &["export", "--sqlite", name]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(before == fs::read(made.path().join(name)).expect("a file"), "{name}");
    }
    assert_eq!(run(made.path(), &["export", "--sqlite", "ssi-out"]).code, Some(1));
}
