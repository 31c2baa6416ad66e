//! The README's first screen is true: what it shows is what the commands print.

use std::process::Command;

fn ssi(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_ssi"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the command runs");
    assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("text")
}

/// The indented lines of the README between two of its phrases, without what surrounds them.
fn shown(from: &str, to: &str) -> Vec<String> {
    let readme = include_str!("../README.md");
    let start = readme.find(from).unwrap_or_else(|| panic!("the README says {from:?}")) + from.len();
    let end = start + readme[start..].find(to).unwrap_or_else(|| panic!("the README says {to:?}"));
    let lines = readme[start..end].lines().filter_map(|l| l.strip_prefix("    ")).map(str::trim);
    let lines: Vec<String> =
        lines.filter(|l| !l.is_empty() && !l.starts_with("cargo")).map(str::to_owned).collect();
    assert!(!lines.is_empty(), "the README shows something between {from:?} and {to:?}");
    lines
}

#[test]
fn what_the_first_screen_shows_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("text");
    let score = ssi(&["score", "corpora/team", "--out", out]);
    let explain = ssi(&["explain", "ada.okafor", "--from", out]);
    let advise = ssi(&["advise", "oscar.delmas", "--from", out]);
    for (from, to, printed) in [
        ("an invented company and prints:", "and writes `ssi-out/members.csv`", &score),
        ("Then ask why:", "and what now:", &explain),
        ("and what now:", "`cargo install", &advise),
    ] {
        for line in shown(from, to) {
            assert!(
                printed.lines().any(|p| p.trim() == line),
                "the README shows\n{line}\nwhich is not printed:\n{printed}"
            );
        }
    }
}

#[test]
fn the_rule_it_shows_is_in_the_pack() {
    let rule = shown("brand.rhai):", "Change the 3 to a 6");
    let pack = include_str!("../rules/ssi/pillars/brand.rhai");
    for line in rule {
        assert!(pack.lines().any(|p| p.trim() == line), "{line}");
    }
}

#[test]
fn the_numbers_in_its_prose_are_right() {
    let readme = include_str!("../README.md");
    let signals = ssi(&["columns", "--signals"])
        .lines()
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .count();
    assert!(readme.contains(&format!("adds {signals} numbers a text")), "{signals} signals");
}
