//! What a command printed, against what it should print.

use std::path::Path;

use snapbox::Data;

use super::{root, run, text};

/// Compares all that a command printed with `tests/printed/NAME.txt`; with `SNAPSHOTS=overwrite` writes it there.
///
/// `OUT` among the arguments is a new folder. Times, digests of the pack and the place of the folder are left out.
#[track_caller]
pub(crate) fn check(name: &str, folder: &Path, arguments: &[&str], code: i32) {
    let out = tempfile::tempdir().expect("a folder");
    let there = text(out.path());
    let typed: Vec<&str> = arguments.iter().map(|a| if *a == "OUT" { there } else { a }).collect();
    let ran = run(folder, &typed);
    let printed = format!(
        "$ ssi {}\n{}{}exit code {}\n",
        arguments.join(" ").escape_debug(),
        section("", &redact(&ran.out, there)),
        section("--- for people\n", &redact(&ran.err, there)),
        ran.code.map_or("none".to_owned(), |c| c.to_string()),
    );
    let path = root().join("tests/printed").join(format!("{name}.txt"));
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(printed).raw(), Data::read_from(&path, None).raw());
    assert_eq!(ran.code, Some(code), "{arguments:?}");
}

fn section(head: &str, text: &str) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    if text.is_empty() { String::new() } else { format!("{head}{text}{end}") }
}

/// What differs from run to run, from machine to machine, or with every word of the default pack.
pub(crate) fn redact(printed: &str, out: &str) -> String {
    let line = |line: &str| {
        let line = line.replace(out, "OUT");
        match line.split_once(" texts in ") {
            Some((count, _)) if count.chars().all(|c| c.is_ascii_digit() || c == ',') => {
                format!("{count} texts in [TIME]\n")
            }
            _ if line.starts_with("rules: ") => {
                format!("{} ([DIGEST])\n", line.split(" (").next().unwrap_or_default())
            }
            _ => line + "\n",
        }
    };
    printed.lines().map(line).collect()
}
