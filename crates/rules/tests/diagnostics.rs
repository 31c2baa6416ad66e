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

use std::path::Path;

use common::load_with;
use snapbox::{Data, IntoData, assert_data_eq};
use ssi_rules::{Code, Diagnostic};

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
