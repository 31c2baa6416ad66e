//! What can be named for reading, as it is typed: exports, archives, pipes, several inputs, files that nobody mapped.

mod common;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::printed::check;
use common::{folder, root, run, shared, written};

/// Files with the names and columns of some forum.
const DUMP: &str = "post_id;user_name;created_at;title;body\n\
                    17;ada;2026-03-01 10:00:00;Churn;We halved the churn, because we asked. What did you do?\n\
                    18;bo;2026-03-01 11:30:00;Retail;Thanks: which month was it?\n\
                    19;ada;2026-03-02 09:00:00;May;It was May, and the figures are in the annex.\n";

/// A zip of the files below a folder, by the same names.
fn zipped(from: &Path, to: &Path) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(to).expect("a file"));
    let mut open = vec![from.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(from).expect("below it").to_string_lossy().into_owned();
            archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
            archive.write_all(&std::fs::read(&path).expect("a file")).expect("its bytes");
        }
    }
    archive.finish().expect("an archive");
}

#[test]
fn an_export_is_inspected() {
    check("inspect-export", root(), &["inspect", "corpora/export"], 0);
    let ran = run(root(), &["inspect", "corpora/export", "--json"]);
    let seen: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let files = seen["files"].as_array().expect("files");
    let comments =
        files.iter().find(|f| f["file"].as_str().unwrap().ends_with("Comments_482910337.csv")).unwrap();
    assert_eq!(
        (comments["rows"].as_u64(), comments["dialect"]["escape"].as_str()),
        (Some(8), Some("backslash"))
    );
    let shares =
        files.iter().find(|f| f["file"].as_str().unwrap().ends_with("Shares_482910337.csv")).unwrap();
    assert_eq!((shares["rows"].as_u64(), shares["dialect"]["escape"].as_str()), (Some(5), Some("doubled")));
    assert_eq!(seen["exports"][0]["member"], "noor-haddad");
}

#[test]
fn an_export_scores_alike_as_folder_and_as_zip() {
    let place = folder(&[("exports/readme.txt", "")]);
    let mut exports = vec![("invented".to_owned(), root().join("corpora/export/noor-haddad"))];
    if let Some(suite) = shared("suites/linkedin-export-synthetic") {
        exports.extend(["2021-early", "2022", "2024", "2026"].map(|era| (era.to_owned(), suite.join(era))));
    }
    for (name, export) in &exports {
        let zip = place.path().join(format!("exports/{name}.zip"));
        zipped(export, &zip);
        let score = |input: &str, out: &str| {
            let ran = run(place.path(), &["score", input, "--out", out, "--quiet"]);
            assert_eq!(ran.code, Some(0), "{input}: {}", ran.err);
            written(place.path(), &format!("{out}/members.csv"))
        };
        let from_folder = score(export.to_str().unwrap(), "a");
        assert_eq!(from_folder, score(zip.to_str().unwrap(), "b"), "{name}");
        assert!(String::from_utf8(from_folder).unwrap().lines().count() == 2, "{name}: one member");
    }
    // A folder of archives is a team: everybody once, however many exports of one person there are.
    let ran = run(place.path(), &["score", "exports", "--out", "team", "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let team = String::from_utf8(written(place.path(), "team/members.csv")).unwrap();
    assert_eq!(team.lines().count() - 1, if exports.len() > 1 { 2 } else { 1 }, "{team}");
}

/// A file that cannot be read is told of where the scores are made, and takes the place of none that can.
#[test]
fn an_export_with_a_garbled_file() {
    let place = folder(&[]);
    let at = place.path();
    common::copy(&root().join("corpora/export/noor-haddad"), &at.join("noor"));
    let score = || {
        let ran = run(at, &["score", "noor", "--out", "out"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        (written(at, "out/members.csv"), ran.err)
    };
    let (before, _) = score();
    std::fs::write(at.join("noor/Shares_1.csv"), b"\x00\xff\x13garbage\n").expect("a file");
    std::fs::write(at.join("noor/Publications.csv"), b"\x00\xff\x13garbage\n").expect("a file");
    let (after, said) = score();
    assert_eq!(before, after);
    assert!(said.contains("Shares_1.csv is not read"), "{said}");
    let strict = run(at, &["score", "noor", "--out", "out", "--strict"]);
    assert_eq!(strict.code, Some(1));
}

#[test]
fn several_inputs_and_a_pipe() {
    let posts = "post,author,at,text\np1,ada,2026-03-01,We asked. What did you do?\n";
    let comments = "comment,author,at,post,text\nc1,bo,2026-03-02,p1,We did the same in May.\n";
    let place = folder(&[
        ("both/posts.csv", posts),
        ("both/comments.csv", comments),
        ("x/posts.csv", posts),
        ("y/comments.csv", comments),
    ]);
    let at = place.path();
    let score = |arguments: &[&str]| {
        let ran = run(at, &[&["score", "--out", "out", "--quiet"], arguments].concat());
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
        written(at, "out/members.csv")
    };
    let both = score(&["both"]);
    assert_eq!(both, score(&["x/posts.csv", "y/comments.csv"]), "two files");
    assert_eq!(both, score(&["both/*.csv"]), "a pattern that no shell expanded");
    // The run knows what it read.
    let ran = run(at, &["explain", "ada", "--from", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);

    let mut child = Command::new(env!("CARGO_BIN_EXE_ssi"))
        .args(["grade", "-", "--text-column", "text", "--kind", "post"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command runs");
    child.stdin.take().unwrap().write_all(posts.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success() && String::from_utf8(out.stdout).unwrap().lines().count() == 2);
}

#[test]
fn files_that_nobody_mapped() {
    let place = folder(&[("dump.csv", DUMP), ("empty/notes.txt", "")]);
    let at = place.path();
    let ran = run(at, &["init", "dump.csv", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let mapping = String::from_utf8(written(at, "corpus.toml")).unwrap();
    for line in ["author = \"user_name\"", "at = \"created_at\"", "text = "] {
        assert!(mapping.contains(line), "{mapping}");
    }
    let members = String::from_utf8(written(at, "out/members.csv")).unwrap();
    assert!(members.contains("\nada,") && members.contains("\nbo,"), "{members}");
    // What is there is not written over.
    let again = run(at, &["init", "dump.csv"]);
    assert!(again.code == Some(1) && again.err.contains("--force"), "{}", again.err);
    let nothing = run(at, &["init", "empty"]);
    assert!(nothing.code == Some(1) && nothing.err.contains("ssi inspect"), "{}", nothing.err);
}

#[test]
fn what_is_said_of_a_file_goes_before_what_is_found_out() {
    let odd = "a title\nada|2026-03-01|x;y|We asked.\nbo|2026-03-02|z|And I answered.\n";
    let place = folder(&[("posts.csv", odd)]);
    let said = ["--delimiter", "|", "--skip", "1", "--header", "author,at,campaign,text"];
    let at = place.path();
    let ran = run(at, &[&["score", "posts.csv", "--out", "out", "--quiet"], &said[..]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(String::from_utf8(written(at, "out/members.csv")).unwrap().lines().count(), 3);
    // It is said again by whoever looks at the run.
    let ran = run(at, &["explain", "ada", "--from", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let ran = run(at, &[&["inspect", "posts.csv", "--json"], &said[..]].concat());
    let seen: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let dialect = &seen["files"][0]["dialect"];
    assert_eq!((dialect["delimiter"].as_str(), dialect["skip"].as_u64()), (Some("|"), Some(1)), "{dialect}");
}
