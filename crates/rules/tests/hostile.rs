//! Scripts that mean harm: each ends in an error within moments, without a panic and without eating memory.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test fails where something is wrong, and says what it skips and measures"
)]

mod common;

use std::path::{Path, PathBuf};
use std::time::Duration;

use common::{file, folder_with, good_files, refuse};
use ssi_rules::Pack;

/// The most memory that all of them together may leave taken.
const MOST_KIBIBYTES: u64 = 64 * 1024;

/// The scripts of the shared suite, if it is there.
fn suite() -> Option<Vec<(String, Vec<u8>)>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("SSI_SHARED").map_or_else(beside, PathBuf::from);
    let folder = shared.join("suites/rhai-adversarial");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no suite at {}", folder.display());
        return None;
    };
    let mut scripts: Vec<(String, Vec<u8>)> = entries
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "rhai"))
        .map(|p| (p.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(&p).unwrap()))
        .collect();
    scripts.sort();
    assert!(scripts.len() >= 40, "only {} scripts in {}", scripts.len(), folder.display());
    Some(scripts)
}

/// The most memory this process ever had, where the system tells.
fn peak_kibibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn every_hostile_script_is_refused_at_once() {
    let Some(scripts) = suite() else { return };
    let before = peak_kibibytes();
    let mut slowest = (Duration::ZERO, String::new());
    let mut note = |name: String, time: Duration| {
        if time > slowest.0 {
            slowest = (time, name);
        }
    };
    for (name, bytes) in &scripts {
        for path in ["grades/comment.rhai", "pillars/brand.rhai", "pack.rhai"] {
            let folder = folder_with(path, bytes);
            let what = format!("{name} as {path}");
            let (said, time) = refuse(&what, || Pack::read(folder.path()));
            assert!(said.contains(path), "{what} is refused without naming the file:\n{said}");
            note(what, time);
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            let what = format!("{name} inside of a rule");
            let script = format!("/// T.\nfn r(m) {{ weight(1, {{ {text} }}) }}");
            let (_, time) = refuse(&what, || {
                let mut files = good_files();
                files.retain(|f| f.path != "pillars/brand.rhai");
                files.push(file("pillars/brand.rhai", &script));
                Pack::from_files("small", files)
            });
            note(what, time);
        }
    }
    println!("slowest: {} in {:?}", slowest.1, slowest.0);
    if let (Some(before), Some(after)) = (before, peak_kibibytes()) {
        println!("memory: {before} KiB before, {after} KiB at most");
        assert!(after - before < MOST_KIBIBYTES, "{} KiB more", after - before);
    }
}
