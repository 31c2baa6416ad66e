//! The house has rooms: who may import whom, who may print, who may touch files, and whether its plan is true.

use std::path::{Path, PathBuf};

/// Each room and the rooms that it may import.
const ROOMS: [(&str, &[&str]); 9] = [
    ("text", &[]),
    ("expr", &[]),
    ("corpus", &[]),
    ("rules", &["expr"]),
    ("score", &["rules", "expr", "corpus", "text"]),
    ("report", &["score", "rules", "expr", "corpus", "text"]),
    ("serve", &["report", "score", "rules", "expr", "corpus", "text"]),
    ("python", &["report", "score", "rules", "corpus"]),
    ("cli", &["serve", "report", "score", "rules", "expr", "corpus", "text"]),
];

/// Crates that only one room may name.
const ALONE: [(&str, &[&str]); 13] = [
    ("rhai", &["rules"]),
    // At the border only: where files are read, where they are written, and where tables come and go in memory.
    ("arrow-array", &["corpus", "report", "python"]),
    ("arrow-schema", &["corpus", "report", "python"]),
    ("parquet", &["corpus", "report"]),
    ("rusqlite", &["report"]),
    ("rust_xlsxwriter", &["report"]),
    ("zip", &["corpus"]),
    ("calamine", &["corpus"]),
    ("clap", &["cli"]),
    ("axum", &["serve"]),
    ("tokio", &["serve"]),
    ("pyo3", &["python"]),
    ("self_cell", &["python"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The room's manifest; that of the command is the workspace's own.
fn manifest(room: &str) -> toml::Table {
    let place = if room == "cli" { "Cargo.toml".to_owned() } else { format!("crates/{room}/Cargo.toml") };
    read(&root().join(place)).parse().expect("a manifest")
}

/// The names under a heading, of all targets.
fn dependencies(manifest: &toml::Table, heading: &str) -> Vec<String> {
    let of = |table: Option<&toml::Value>| -> Vec<String> {
        table.and_then(toml::Value::as_table).map(|t| t.keys().cloned().collect()).unwrap_or_default()
    };
    let mut found = of(manifest.get(heading));
    if let Some(targets) = manifest.get("target").and_then(toml::Value::as_table) {
        found.extend(targets.values().flat_map(|t| of(t.get(heading))));
    }
    found
}

#[test]
fn every_room_is_listed() {
    let mut rooms: Vec<String> = std::fs::read_dir(root().join("crates"))
        .expect("the rooms")
        .map(|entry| entry.expect("a room").file_name().to_string_lossy().into_owned())
        .collect();
    rooms.sort();
    let mut listed: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    listed.sort_unstable();
    assert_eq!(rooms, listed);
}

#[test]
fn imports_run_one_way() {
    for (room, may) in ROOMS {
        let manifest = manifest(room);
        for heading in ["dependencies", "build-dependencies", "dev-dependencies"] {
            // The command's tests and benches look into every room.
            if room == "cli" && heading == "dev-dependencies" {
                continue;
            }
            for name in dependencies(&manifest, heading) {
                if let Some(other) = name.strip_prefix("ssi-") {
                    assert!(may.contains(&other), "crates/{room} must not import {name} ({heading})");
                }
            }
        }
    }
}

#[test]
fn some_crates_belong_to_one_room() {
    for (name, homes) in ALONE {
        for (room, _) in ROOMS {
            let imports = dependencies(&manifest(room), "dependencies").iter().any(|d| d == name);
            assert_eq!(imports, homes.contains(&room), "{name} belongs to {homes:?}: see crates/{room}");
        }
    }
}

/// The sources of a room without comments and tests: the path, and each line with its number.
fn sources(room: &str) -> Vec<(PathBuf, Vec<(usize, String)>)> {
    let folder = root().join("crates").join(room);
    let mut open = vec![if room == "cli" { folder } else { folder.join("src") }];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = read(&path);
                let lines = text.lines().take_while(|l| l.trim() != "#[cfg(test)]").enumerate();
                let code = lines.map(|(i, line)| (i + 1, line.split("//").next().unwrap_or("").to_owned()));
                found.push((path, code.collect()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "crates/{room} has sources");
    found
}

/// Only these rooms may say one of these words.
#[track_caller]
fn check(words: &[&str], may: &[&str]) {
    let mut said = Vec::new();
    for (room, _) in ROOMS {
        for (path, lines) in sources(room) {
            for (number, line) in lines {
                if let Some(word) = words.iter().find(|w| line.contains(**w)) {
                    said.push(room);
                    let place = path.strip_prefix(root()).unwrap_or(&path).display();
                    assert!(may.contains(&room), "{place}:{number}: `{word}` is for {may:?}");
                }
            }
        }
    }
    for room in may {
        assert!(said.contains(room), "crates/{room} says none of {words:?}: the list is out of date");
    }
}

#[test]
fn only_the_command_prints() {
    check(&["println!", "print!(", "eprint!(", "stdout()", "stderr()", "dbg!"], &["cli"]);
}

#[test]
fn only_reports_write_files() {
    let words = [
        "File::create",
        "OpenOptions",
        "fs::write",
        "create_dir",
        "fs::rename",
        "fs::copy",
        "remove_file",
        "remove_dir",
        "set_permissions",
        "tempfile",
    ];
    check(&words, &["report"]);
}

#[test]
fn few_read_files() {
    check(
        &["File::open", "fs::read", "fs::metadata", "read_dir", "read_to_string("],
        &["corpus", "rules", "report"],
    );
}

#[test]
fn nobody_looks_at_the_clock_or_throws_dice() {
    // The same input gives the same bytes: times are the input's, only durations are measured.
    check(&["Zoned::now", "Timestamp::now", "thread_rng", " rand::"], &[]);
    // Beside them the age of a file that a run left half-written, which no result depends on.
    check(&["SystemTime"], &["report"]);
}

/// A text names a path of ours where it puts one between backticks.
fn paths(text: &str) -> Vec<&str> {
    let ours = |span: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        span.contains('/')
            && span.chars().all(plain)
            && !span.starts_with("..")
            && !span.starts_with("ssi-out")
    };
    text.split('`').skip(1).step_by(2).filter(ours).collect()
}

#[test]
fn the_plan_of_the_house_names_what_is_there() {
    for document in ["ARCHITECTURE.md", "README.md"] {
        let path = root().join(document);
        assert!(path.is_file(), "{document} is there");
        for named in paths(&read(&path)) {
            assert!(root().join(named).exists(), "{document} names `{named}`, which is not there");
        }
    }
    assert!(paths(&read(&root().join("ARCHITECTURE.md"))).len() > 20, "the plan names paths");
}

#[test]
fn files_are_one_idea() {
    for (room, _) in ROOMS {
        for (path, lines) in sources(room) {
            assert!(
                lines.len() <= 600,
                "{} has {} lines without its tests: split it",
                path.display(),
                lines.len()
            );
        }
    }
}
