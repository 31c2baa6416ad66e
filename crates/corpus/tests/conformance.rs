//! Files that others wrote, where they are at hand: real threads and the csv-spectrum suite.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::collections::HashMap;
use std::path::Path;

use common::shared;
use ssi_corpus::data::{Corpus, Fault, NO_ID, NO_TIME};
use ssi_corpus::input::Limits;
use ssi_corpus::read::{Options, TextFile, read, read_texts};
use ssi_corpus::schema::FileId;

fn through_our_mapping(folder: &Path) -> Corpus {
    let mapping = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/stackexchange/corpus.toml");
    let options = Options { mapping: Some(mapping), ..Options::default() };
    let corpus = read(folder, &options, &()).unwrap();
    assert_eq!(corpus.rejects, []);
    assert!(corpus.notes.is_empty());
    corpus
}

/// The rows of a file by column name, by the csv crate alone.
fn plain(file: &Path) -> Vec<HashMap<String, String>> {
    csv::Reader::from_path(file).unwrap().deserialize().map(Result::unwrap).collect()
}

/// Compares a folder of threads with what the csv crate finds in it.
fn threads(folder: &Path) -> [usize; 4] {
    let corpus = through_our_mapping(folder);
    let posts = plain(&folder.join("posts.csv"));
    let comments = plain(&folder.join("comments.csv"));
    let kind = |kind: &str| posts.iter().filter(|p| p["PostTypeId"] == kind).collect::<Vec<_>>();
    let (questions, answers) = (kind("1"), kind("2"));
    let pages: Vec<_> = posts.iter().filter(|p| !["1", "2"].contains(&p["PostTypeId"].as_str())).collect();

    let rows = corpus.rows(FileId::Posts).unwrap();
    assert_eq!(rows.len, questions.len() + pages.len());
    for (i, question) in questions.iter().chain(&pages).enumerate() {
        assert_eq!(corpus.posts.name(rows.ids("post").unwrap()[i]), format!("q{}", question["Id"]));
        assert_eq!(corpus.people.name(rows.ids("author").unwrap()[i]), question["OwnerUserId"]);
        // A page has no title: an empty part is left out, and so is what would join it.
        let parts = [&question["Title"], &question["text"]];
        let text =
            parts.into_iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n\n");
        assert_eq!(rows.texts("text").unwrap().get(i), text);
        let at: jiff::civil::DateTime = question["CreationDate"].parse().unwrap();
        let at = at.in_tz("UTC").unwrap().timestamp().as_second();
        assert_eq!(rows.times("at").unwrap()[i], at);
    }

    // Comments come before answers: comments.csv is before posts.csv.
    let rows = corpus.rows(FileId::Comments).unwrap();
    assert_eq!(rows.len, comments.len() + answers.len());
    let column = |name: &str, i: usize| rows.ids(name).unwrap()[i];
    for (i, comment) in comments.iter().enumerate() {
        assert_eq!(corpus.comments.name(column("comment", i)), format!("c{}", comment["Id"]));
        assert_eq!(corpus.comments.name(column("parent", i)), format!("a{}", comment["PostId"]));
        assert_eq!(corpus.posts.name(column("post", i)), format!("q{}", comment["PostId"]));
        assert_eq!(corpus.people.name(column("author", i)), comment["UserId"]);
        assert_eq!(corpus.people.name(column("post_author", i)), comment["PostOwner"]);
        assert_eq!(rows.texts("text").unwrap().get(i), comment["Text"]);
    }
    for (i, answer) in answers.iter().enumerate().map(|(i, answer)| (i + comments.len(), answer)) {
        assert_eq!(corpus.comments.name(column("comment", i)), format!("a{}", answer["Id"]));
        assert_eq!(corpus.posts.name(column("post", i)), format!("q{}", answer["ParentId"]));
        assert_eq!((column("parent", i), column("post_author", i)), (NO_ID, NO_ID));
    }
    assert!(rows.times("at").unwrap().iter().all(|&at| at != NO_TIME));

    let counts: Vec<(&str, u64, u64)> =
        corpus.sources.iter().map(|s| (s.path.as_str(), s.rows, s.filtered)).collect();
    let [all, asked, answered, other] =
        [posts.len(), questions.len(), answers.len(), pages.len()].map(|n| n as u64);
    let expected = [
        ("comments.csv", comments.len() as u64, 0),
        ("posts.csv", asked, all - asked),
        ("posts.csv", other, all - other),
        ("posts.csv", answered, all - answered),
    ];
    assert_eq!(counts, expected);
    [posts.len(), questions.len(), answers.len(), comments.len()]
}

#[test]
fn threads_about_quantum_computing() {
    let Some(folder) = shared("corpora/stackexchange-quantumcomputing") else { return };
    assert_eq!(threads(&folder), [1986, 612, 1060, 3413]);
}

#[test]
fn threads_about_a_site_for_made_up_languages() {
    let Some(folder) = shared("corpora/stackexchange-conlang-meta") else { return };
    let [posts, _, _, comments] = threads(&folder);
    assert_eq!((posts, comments), (177, 230));
}

#[test]
fn csv_spectrum() {
    let Some(suite) = shared("suites/csv-spectrum") else { return };
    let mut files = 0;
    for entry in std::fs::read_dir(suite.join("csvs")).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap();
        // Its JSON is of another shape, and of another place.
        if name == "location_coordinates" {
            continue;
        }
        let json = std::fs::read(suite.join("json").join(format!("{name}.json"))).unwrap();
        let expected: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_slice(&json).unwrap();
        for column in expected[0].keys() {
            let found = read_texts(&file, column, None, &Options::default()).unwrap();
            assert!(found.rejects.is_empty(), "{name}");
            let found: Vec<&str> = (0..found.texts.len()).map(|i| found.texts.get(i)).collect();
            let expected: Vec<&str> = expected.iter().map(|row| row[column].as_str().unwrap()).collect();
            assert_eq!(found, expected, "{name}: {column}");
        }
        files += 1;
    }
    assert_eq!(files, 11);
}

/// The peak of this process's memory in MiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib >> 10)
}

#[test]
fn huge_cells_and_open_quotes() {
    let Some(suite) = shared("suites/archive-bombs") else { return };
    let options = Options { limits: Limits { ratio: 2000, ..Limits::default() }, ..Options::default() };
    let read = |name: &str| read_texts(&suite.join(name), "text", Some("member_id"), &options);
    let told = |file: &TextFile| file.rejects.iter().map(|r| (r.line, r.fault)).collect::<Vec<_>>();

    let cell = read("one-cell-256MiB.csv.gz").unwrap();
    assert_eq!(told(&cell), [(2, Fault::LineSizeOverMaximum)]);
    // Nothing of the cell was kept: far less than it has.
    if let Some(peak) = peak() {
        assert!(peak < 200, "{peak} MiB");
    }
    let quote = read("unterminated-quote-256MiB.csv.gz").unwrap();
    assert_eq!(told(&quote), [(2, Fault::UnquotedValue)]);
    assert_eq!(quote.texts.len(), 4_341_760);
    // Two members of one file are one file.
    assert!(read("concatenated-members.csv.gz").unwrap().rejects.is_empty());
    assert!(read("truncated.csv.gz").is_err());
}
