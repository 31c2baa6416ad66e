//! The command as it is typed, and what it printed.
#![allow(dead_code, reason = "each test file uses its own part of this one")]

pub(crate) mod files;
pub(crate) mod printed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Its exit code.
    pub(crate) code: Option<i32>,
    /// What it printed.
    pub(crate) out: String,
    /// What it printed for people beside that.
    pub(crate) err: String,
}

/// The command, with nothing around it that could change what it prints.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ssi"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for name in
        ["COLUMNS", "NO_COLOR", "RUST_BACKTRACE", "CLICOLOR", "CLICOLOR_FORCE", "LC_ALL", "LC_CTYPE", "LANG"]
    {
        command.env_remove(name);
    }
    command
}

/// Runs the command in a folder.
#[track_caller]
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let done = command(folder, arguments).output().expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
}

/// Runs the command in the workspace; it must succeed.
#[track_caller]
pub(crate) fn done(arguments: &[&str]) -> Ran {
    let ran = run(root(), arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran
}

/// The workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with these files in it.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// Copies the files of a folder and of the folders in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let there = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &there);
        } else {
            std::fs::copy(&path, there).expect("a copy");
        }
    }
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("a path that can be typed")
}

/// A file that a command wrote.
#[track_caller]
pub(crate) fn written(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The table of members: the names of the columns, and the cells of each member.
pub(crate) struct Members {
    /// The columns.
    pub(crate) columns: Vec<String>,
    /// A row a member.
    pub(crate) rows: BTreeMap<String, Vec<String>>,
    /// The members from the highest score to the lowest.
    pub(crate) order: Vec<String>,
}

impl Members {
    /// Reads `members.csv`.
    #[track_caller]
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut reader = csv::Reader::from_reader(bytes);
        let columns = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let rows: Vec<Vec<String>> =
            reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect();
        let order = rows.iter().map(|r| r[0].clone()).collect();
        Self { columns, rows: rows.into_iter().map(|r| (r[0].clone(), r)).collect(), order }
    }

    /// Scores the corpus in a folder and reads what came out.
    #[track_caller]
    pub(crate) fn of(folder: &Path, corpus: &str, more: &[&str]) -> Self {
        let out = tempfile::tempdir().expect("a folder");
        let arguments = [&["score", corpus, "--quiet", "--out", text(out.path())], more].concat();
        let ran = run(folder, &arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
        Self::read(&written(out.path(), "members.csv"))
    }

    /// The place of a column.
    #[track_caller]
    pub(crate) fn column(&self, name: &str) -> usize {
        self.columns.iter().position(|c| c == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    /// The pillars: the columns between the band and the coverage.
    pub(crate) fn pillars(&self) -> &[String] {
        &self.columns[self.column("band") + 1..self.column("coverage")]
    }

    /// The rules: the columns with a pillar and a dot in front.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &String> {
        self.columns.iter().filter(|c| c.contains('.'))
    }

    /// The columns of a pillar and of its rules.
    pub(crate) fn of_pillar(&self, pillar: &str) -> Vec<usize> {
        let belongs = |c: &String| c == pillar || c.starts_with(&format!("{pillar}."));
        (0..self.columns.len()).filter(|&c| belongs(&self.columns[c])).collect()
    }

    /// Rules add up to their pillar and pillars to the score, as written, to the last digit.
    #[track_caller]
    pub(crate) fn check_sums(&self) {
        assert!(!self.rows.is_empty(), "there are members");
        for (member, row) in &self.rows {
            let mut score = 0;
            for pillar in self.pillars() {
                let columns = self.of_pillar(pillar);
                let rules = columns[1..].iter().map(|&c| hundredths(&row[c])).sum::<i64>();
                assert_eq!(rules, hundredths(&row[columns[0]]), "{pillar} of {member}");
                assert!((0..=10_000).contains(&rules), "{pillar} of {member}");
                score += rules;
            }
            assert_eq!(score, hundredths(&row[self.column("score")]), "{member}");
            let coverage: f64 = row[self.column("coverage")].parse().expect("a number");
            assert!((0.0..=1.0).contains(&coverage), "{member}");
        }
        let scores: Vec<i64> =
            self.order.iter().map(|m| hundredths(&self.rows[m][self.column("score")])).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "from the highest score to the lowest");
    }
}

/// `12.34` as 1234; an empty cell as nothing.
#[track_caller]
pub(crate) fn hundredths(cell: &str) -> i64 {
    let digits = cell.split_once('.').map_or(0, |(_, d)| d.len());
    assert!(cell.is_empty() || digits == 2, "{cell:?} has two digits after the point");
    if cell.is_empty() { 0 } else { cell.replace('.', "").parse().expect("a number") }
}

/// The points that an explanation prints: the score, the pillars, and the rules of each.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Told {
    /// The score in the second line and in the last.
    pub(crate) score: [i64; 2],
    /// Each pillar's id and points; `None` without data.
    pub(crate) pillars: Vec<(String, Option<i64>)>,
    /// Each rule's id and points.
    pub(crate) rules: Vec<(String, Option<i64>)>,
}

/// Reads an explanation as a person would: by where things stand in a line.
#[track_caller]
pub(crate) fn told(explanation: &str) -> Told {
    let mut told = Told::default();
    let part = |line: &str, from: usize, most: usize| line.chars().skip(from).take(most).collect::<String>();
    for (number, line) in explanation.lines().enumerate() {
        if number == 1 {
            told.score[0] = hundredths(line.split(' ').next().expect("a score"));
        } else if [" of ", ", of"].contains(&part(line, 7, 4).as_str()) {
            let points = part(line, 0, 7);
            let id = line.rsplit('(').next().expect("an id").trim_end_matches(')').to_owned();
            told.pillars.push((id, (points != "no data").then(|| hundredths(points.trim()))));
        } else if line.starts_with("  ") && [" of ", " up "].contains(&part(line, 9, 4).as_str()) {
            let points = part(line, 2, 7);
            let id = part(line, 23, 99).split(' ').next().expect("an id").to_owned();
            told.rules.push((id, (points.trim() != "–").then(|| hundredths(points.trim()))));
        } else if let Some((score, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
            told.score[1] = hundredths(score);
        }
    }
    assert!(!told.rules.is_empty(), "an explanation names rules:\n{explanation}");
    told
}

/// Where the corpora and suites that are not part of this repository lie, if they are there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("SSI_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = shared.join(path);
    if !path.exists() {
        #[allow(clippy::print_stdout, reason = "whoever runs the tests should know what did not run")]
        {
            println!("skipped: {} is not there", path.display());
        }
        return None;
    }
    Some(path)
}
