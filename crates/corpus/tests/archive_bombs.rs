//! Files made to fill memory, to overwrite others or to end early: clear words, and never much memory.
//!
//! A test binary of its own, because the most memory that a process ever had is what is measured.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::io::Read as _;
use std::path::Path;

use common::shared;
use ssi_corpus::input::{Input, Limits, Refusal, refusal};

/// What the system says is the most memory that this process ever had, in MiB; `None` where it does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}

/// Reads everything and says what came of it, in one line a file.
fn read(path: &Path) -> String {
    let limits = Limits::default();
    let input = match Input::find(&[path.to_owned()], &limits) {
        Ok(input) => input,
        Err(error) => {
            let folder = path.parent().unwrap().display().to_string();
            return format!("{error}\nhelp: {}", error.help().unwrap()).replace(&format!("{folder}/"), "");
        }
    };
    let mut told = Vec::new();
    for entry in &input.entries {
        let mut out = 0;
        let mut buffer = vec![0; 1 << 16];
        let read = entry.open(&limits).and_then(|mut stream| {
            loop {
                match stream.read(&mut buffer)? {
                    0 => return Ok(()),
                    n => out += n,
                }
            }
        });
        told.push(match read {
            Ok(()) => format!("{}: {out} bytes", entry.path),
            Err(e) => {
                format!("cannot read {}: {e}\nhelp: {}", entry.path, refusal(&e).map_or("?", Refusal::help))
            }
        });
    }
    told.join("\n")
}

#[test]
fn every_bomb_ends_in_clear_words() {
    let Some(folder) = shared("suites/archive-bombs") else { return };
    let expected = [
        ("concatenated-members.csv.gz", "concatenated-members.csv.gz: 25 bytes"),
        (
            "ten-thousand-entries.zip",
            "ten-thousand-entries.zip holds 10000 files, more than the 5000 that an archive may have\nhelp: unpack it yourself if you trust it, and name the folder",
        ),
        (
            "traversal.zip",
            "traversal.zip: the name '../evil.csv' leads out of the archive; nothing of it was read\nhelp: such names are made to overwrite other files. Ask whoever made it; if that is you, pack its folder again from inside",
        ),
        (
            "truncated.csv.gz",
            "cannot read truncated.csv.gz: its gzip stream ends early: a part of it is missing\nhelp: download or copy it again",
        ),
        (
            "truncated.zip",
            "truncated.zip is not a whole zip archive: could not find EOCD\nhelp: download or copy it again; if it is not meant to be read, move it out of the folder",
        ),
        (
            "zip-bomb-1GiB.zip",
            "cannot read Comments.csv: 3 MiB of it became 1 GiB, more than 200 times as much, as in a file made to fill memory\nhelp: unpack it yourself if you trust it, and name what comes out",
        ),
    ];
    let mut seen = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if name == "README.md" {
            continue;
        }
        let told = read(&file.path());
        if let Some((_, expected)) = expected.iter().find(|(known, _)| *known == name) {
            assert_eq!(told, *expected, "{name}");
        } else {
            // The others differ only in what would come out.
            let end = "more than 200 times as much, as in a file made to fill memory\nhelp: unpack it yourself if you trust it, and name what comes out";
            assert!(told.starts_with("cannot read ") && told.ends_with(end), "{name}: {told}");
        }
        seen += 1;
    }
    assert_eq!(seen, 9);
    if let Some(peak) = peak() {
        assert!(peak < 256, "{peak} MiB");
    }
}

/// The same, for machines without the suite.
#[test]
fn a_gibibyte_of_zeros_costs_no_memory() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::copy(&mut std::io::repeat(b'0').take(1 << 30), &mut encoder).unwrap();
    let folder = common::folder(&[("bomb.csv.gz", encoder.finish().unwrap())]);
    let told = read(&folder.path().join("bomb.csv.gz"));
    assert!(told.starts_with("cannot read bomb.csv.gz: ") && told.contains("made to fill memory"), "{told}");
    // With the guard told to let it through, it comes out in a stream.
    let limits = Limits { ratio: u64::MAX, ..Limits::default() };
    let input = Input::find(&[folder.path().to_owned()], &limits).unwrap();
    let mut out = input.entries[0].open(&limits).unwrap();
    assert_eq!(std::io::copy(&mut out, &mut std::io::sink()).unwrap(), 1 << 30);
    if let Some(peak) = peak() {
        assert!(peak < 256, "{peak} MiB");
    }
}
