//! What a rule author reads when something is wrong: the files in `tests/diagnostics` hold mistakes and what is said.
//!
//! A file holds cases: `=== what is wrong`, then files of the pack, each after a line `--- its/path`, then `>>>` and the
//! rendered diagnostics. `SNAPSHOTS=overwrite cargo test -p ssi-rules` writes what is said now.
#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test fails where something is wrong, and scripts are put together of texts"
)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{folder_with, load_with, vocabulary};
use snapbox::{Data, IntoData, assert_data_eq};
use ssi_rules::{CODES, Code, Diagnostic, Diagnostics, Pack, PackError, load, untested};

/// One mistake: its title, the files that make it, and everything up to the answer as it is written.
struct Case {
    title: String,
    files: Vec<(String, String)>,
    written: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut answer = false;
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            cases.push(Case { title: title.to_owned(), files: Vec::new(), written: String::new() });
            answer = false;
        }
        let case = cases.last_mut().expect("a file begins with a case");
        answer |= line == ">>>";
        if answer {
            continue;
        }
        case.written += line;
        case.written += "\n";
        if let Some(path) = line.strip_prefix("--- ") {
            case.files.push((path.to_owned(), String::new()));
        } else if let Some((_, text)) = case.files.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    cases
}

fn all_cases() -> Vec<(std::path::PathBuf, Vec<Case>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|p| (p.clone(), cases(&std::fs::read_to_string(p).unwrap()))).collect()
}

/// What is wrong. Rules without a `Why:` are told of in cases about that only, so that the others stay short.
fn found(case: &Case) -> Option<ssi_rules::Diagnostics> {
    let files: Vec<(&str, &str)> = case.files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let mut found = match load_with(&files) {
        Ok((_, warnings)) => warnings,
        Err(wrong) => wrong,
    };
    if !case.title.contains("why") {
        found.all.retain(|d| d.code != Code::MissingWhy);
    }
    (!found.all.is_empty()).then_some(found)
}

#[test]
fn mistakes_are_told_in_the_words_of_the_author() {
    for (path, cases) in all_cases() {
        let mut said = String::new();
        for case in cases {
            let wrong = found(&case).map_or("nothing is wrong".to_owned(), |w| w.render(false));
            said += &format!("{}>>>\n{wrong}\n\n", case.written);
        }
        assert_data_eq!(said.into_data().raw(), Data::read_from(&path, None).raw());
    }
}

#[test]
fn messages_keep_the_house_style() {
    for (_, cases) in all_cases() {
        for case in cases {
            for d in found(&case).expect("a mistake").all {
                let Diagnostic { message, help, .. } = &d;
                let all = format!("{}: {message} / {help}", case.title).replace(".rhai", "");
                assert!(!message.starts_with(|c: char| c.is_uppercase()), "{all}");
                assert!(!message.ends_with('.') && !help.ends_with('.'), "{all}");
                assert!(!help.is_empty(), "{all}");
                for leak in [
                    "i64",
                    "f64",
                    "ssi_",
                    "rhai",
                    "Dynamic",
                    "::",
                    "$",
                    "ImmutableString",
                    "@",
                    "None",
                    "NaN",
                ] {
                    assert!(!all.contains(leak), "`{leak}` in {all}");
                }
            }
        }
    }
}

#[test]
fn enough_mistakes_are_told() {
    let count: usize = all_cases().iter().map(|(_, cases)| cases.len()).sum();
    assert!(count >= 80, "{count}");
}

#[cfg(unix)]
fn link(to: &Path, from: &Path) {
    std::fs::create_dir_all(from.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(to, from).unwrap();
}

#[cfg(windows)]
fn link(to: &Path, from: &Path) {
    std::fs::create_dir_all(from.parent().unwrap()).unwrap();
    std::os::windows::fs::symlink_file(to, from).unwrap();
}

/// Mistakes of a folder, which no list of files can have: what is said of each.
fn of_folders() -> Vec<(&'static str, Diagnostics)> {
    let alone = |error: PackError, folder: &Path| {
        let mut one = error.diagnostic(folder);
        // What the system says differs from one to the next.
        if one.code == Code::CannotRead {
            "the system says why".clone_into(&mut one.message);
        }
        Diagnostics { all: vec![one], files: Vec::new() }
    };
    let read = |folder: &Path| match Pack::read(folder) {
        Err(error) => alone(error, folder),
        Ok(pack) => load(&pack, &vocabulary()).expect_err("a mistake").errors(),
    };
    let files = |files| alone(Pack::from_files("small", files).expect_err("a mistake"), Path::new("small"));
    let made = |path: &str, bytes: &[u8]| read(folder_with(path, bytes).path());
    let without_header = tempfile::tempdir().unwrap();
    let a_file = tempfile::tempdir().unwrap();
    std::fs::write(a_file.path().join("pack.rhai"), "").unwrap();
    std::fs::write(a_file.path().join("grades"), "").unwrap();
    let circle = tempfile::tempdir().unwrap();
    std::fs::create_dir(circle.path().join("mine")).unwrap();
    std::fs::write(circle.path().join("mine").join("pack.rhai"), "extends(\"mine\");\n").unwrap();
    let twice = || vec![common::file("pack.rhai", ""), common::file("pack.rhai", "")];
    let linked = folder_with("pack.rhai", b"extends(\"ssi\");\n");
    link(&a_file.path().join("pack.rhai"), &linked.path().join("phrases/linked.txt"));
    vec![
        ("no folder", read(Path::new("/nowhere/at/all"))),
        ("no pack.rhai", read(without_header.path())),
        ("a file in the place of a folder", read(a_file.path())),
        ("a link to a file elsewhere", read(linked.path())),
        ("no text", made("pillars/brand.rhai", b"/// T.\n\xff\xfe")),
        ("a large file", made("pillars/brand.rhai", &vec![b'/'; 256 * 1024 + 1])),
        ("many files", files(vec![common::file("a", ""); 1001])),
        ("two of a path", files(twice())),
        ("a circle of packs", read(&circle.path().join("mine"))),
    ]
}

/// What is said of rules that no test touches.
fn untouched() -> Diagnostics {
    let (model, _) = load_with(&[]).expect("a good pack");
    let touched = model.rules().map(|r| r.id.clone()).filter(|id| id != "brand.cadence").collect();
    Diagnostics { all: untested(&model, &touched), files: model.files }
}

#[test]
fn mistakes_of_folders_are_told() {
    let mut said = String::new();
    for (title, found) in of_folders().into_iter().chain([("a rule without a test", untouched())]) {
        said += &format!("=== {title}\n{}\n\n", found.render(false).replace("/nowhere/at/all", "NOWHERE"));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/folders.txt");
    assert_data_eq!(said.into_data().raw(), Data::read_from(&path, None).raw());
}

#[test]
fn every_code_has_a_case() {
    let mut seen: BTreeSet<Code> = BTreeSet::new();
    for (_, cases) in all_cases() {
        seen.extend(cases.iter().filter_map(found).flat_map(|found| found.all).map(|d| d.code));
    }
    seen.extend(of_folders().into_iter().flat_map(|(_, found)| found.all).map(|d| d.code));
    seen.extend(untouched().all.iter().map(|d| d.code));
    let missing: Vec<&str> = CODES.iter().filter(|c| !seen.contains(&c.code)).map(|c| c.name).collect();
    assert_eq!(missing, Vec::<&str>::new(), "add a case to a file in tests/diagnostics");
}

/// The examples of the list of codes are rules where that is possible: the wrong one has the mistake, the right one none.
#[test]
fn examples_of_codes_are_true() {
    let (mut tried, mut untrue) = (0, Vec::new());
    for entry in CODES {
        let is_rule =
            |text: &str| text.contains("weight(") && !text.contains(['…', '}']) && !text.contains("alone");
        let names = ["[a, b]", "weight(4, a)", "///"].iter().any(|n| entry.wrong.contains(n));
        if !is_rule(entry.wrong) && !entry.wrong.starts_with("weight(") || !is_rule(entry.right) || names {
            continue;
        }
        let (path, parameter) = if entry.right.contains("t.words") && entry.right.contains("(4, t")
            || entry.right.contains("(4, t.")
        {
            ("grades/comment.rhai", "t")
        } else {
            ("pillars/brand.rhai", "m")
        };
        let codes = |line: &str| -> BTreeSet<&str> {
            let text = format!("/// Title.\n/// Why: a test.\nfn rule({parameter}) {{\n    {line}\n}}\n");
            let found = match load_with(&[(path, &text)]) {
                Ok((_, warnings)) => warnings,
                Err(wrong) => wrong,
            };
            found.all.iter().filter(|d| d.file == path).map(|d| d.code.name()).collect()
        };
        let (wrong, right) = (codes(entry.wrong), codes(entry.right));
        if !wrong.contains(entry.name) || !right.is_empty() {
            untrue.push(format!("{}: {wrong:?} instead of {right:?}", entry.name));
        }
        tried += 1;
    }
    assert_eq!(untrue, Vec::<String>::new());
    assert!(tried >= 35, "only {tried} examples were tried");
}

#[test]
fn a_mistake_does_not_hide_others() {
    let one = "/// One.\nfn one(m) {\n    weight(4, m.psts.count())\n\n";
    let two = "/// Two.\nfn two(m) {\n    weight(4, m.posts.cuont())\n}\n";
    let found = common::wrong_of("pillars/brand.rhai", &format!("{one}{two}")).errors();
    let told: Vec<(Code, u32)> = found.all.iter().map(|d| (d.code, d.line)).collect();
    assert_eq!(told, [(Code::UnclosedBracket, 2), (Code::UnknownFunction, 7)], "{found}");
}
