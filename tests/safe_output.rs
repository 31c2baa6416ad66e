//! What is written cannot run in a spreadsheet, what is printed cannot act on a terminal, and no id becomes a path; all of it
//! comes back as it was.

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{Ran, folder, run, shared, text, written};
use serde_json::Value;
use ssi_report::History;
use tempfile::TempDir;

/// Cells that some program would take for more than text.
const CELLS: [&str; 32] = [
    "=1+2",
    "+2+1",
    "-2+1",
    "@SUM(A1)",
    "=",
    "-",
    "- a point",
    "@ada",
    "+1 555 0100",
    "-1,5",
    "-7.25",
    "+3",
    "-2e-3",
    "12",
    " =2",
    "\t=2",
    "\r=2",
    "\n=2",
    "\u{0}=2",
    "\u{feff}=2",
    "\u{200b}=2",
    "'=2",
    "\"=2",
    "＝2",
    "＋2",
    "－2",
    "＠x",
    "a;=2",
    "a\n=2",
    "a,=2",
    "''",
    "ünï 日本 ✓",
];

/// Our own cells, and those of the suites where they are at hand.
fn cells() -> Vec<String> {
    let mut cells: Vec<String> = CELLS.map(str::to_owned).to_vec();
    for suite in ["suites/csv-injection/cells.json", "suites/blns/blns.json"] {
        if let Some(path) = shared(suite) {
            let text = std::fs::read_to_string(path).expect("a suite");
            cells.extend(serde_json::from_str::<Vec<String>>(&text).expect("a list of texts"));
        }
    }
    // A zero byte is in no id, and left out of texts.
    cells.retain(|cell| !cell.contains('\0'));
    // As ids they are known without the spaces around them.
    let mut seen = BTreeSet::new();
    cells.retain(|cell| !cell.trim().is_empty() && seen.insert(cell.trim().to_owned()));
    cells
}

/// A corpus with a member for each cell, which stands in all of the member's rows.
fn corpus(cells: &[String]) -> TempDir {
    let place = folder(&[]);
    let write = |name: &str, head: &[&str], row: &dyn Fn(&str) -> Vec<String>| {
        let mut out = csv::Writer::from_path(place.path().join(name)).expect("a file");
        out.write_record(head).expect("a row");
        for cell in cells {
            out.write_record(row(cell)).expect("a row");
        }
        out.flush().expect("a file");
    };
    let all = |cell: &str, row: &[&str]| row.iter().map(|c| c.replace("CELL", cell)).collect::<Vec<_>>();
    let profile =
        ["member", "name", "headline", "summary", "title", "company", "industry", "team", "location"];
    write("members.csv", &profile, &|c| all(c, &["CELL"; 9]));
    let posts = ["post", "author", "at", "text", "kind", "format", "campaign", "views"];
    write("posts.csv", &posts, &|c| {
        all(c, &["CELL", "CELL", "2026-03-01", "CELL", "CELL", "CELL", "CELL", "5"])
    });
    let comments = ["comment", "author", "at", "text", "post"];
    write("comments.csv", &comments, &|c| all(c, &["CELL", "CELL", "2026-03-02", "CELL", "CELL"]));
    let messages = ["conversation", "sender", "recipients", "at", "text"];
    write("messages.csv", &messages, &|c| all(c, &["CELL", "CELL", "bo", "2026-03-02", "CELL"]));
    // Times that are none: each ends among the rejects.
    write("events.csv", &["member", "at", "name"], &|c| all(c, &["CELL", "CELL never", "CELL"]));
    place
}

/// A cell is no formula for any program that opens the file.
#[track_caller]
fn assert_safe(cell: &str) {
    let skipped = [
        ' ', '"', '\u{a0}', '\u{3000}', '\u{feff}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}',
        '\u{202e}',
    ];
    let first = cell.trim_start_matches(skipped).chars().next();
    let runs = first.is_some_and(|c| "=+-@\t\r\n\0＝＋－＠".contains(c));
    assert!(!runs || cell.parse::<f64>().is_ok(), "{cell:?} runs");
}

/// A cell as it was before the guard: what it should be, or that with an apostrophe in front.
#[track_caller]
fn assert_comes_back(cell: &str, expected: &str) {
    assert_safe(cell);
    assert!(cell == expected || cell.strip_prefix('\'') == Some(expected), "{cell:?} was {expected:?}");
}

fn rows(bytes: &[u8]) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let head = reader.headers().expect("a header").clone();
    (head, reader.records().map(|row| row.expect("a row")).collect())
}

#[track_caller]
fn well(ran: Ran) -> Ran {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran
}

#[test]
fn every_cell_comes_back_and_none_runs() {
    let cells = cells();
    let place = corpus(&cells);
    let expected: BTreeSet<&str> = cells.iter().map(|c| c.trim()).collect();
    let score = |more: &[&str]| {
        well(run(
            place.path(),
            &[&["score", ".", "--quiet", "--out", "out", "--history", "history"], more].concat(),
        ));
    };
    score(&[]);
    let (head, members) = rows(&written(place.path(), "out/members.csv"));
    let column = |name: &str| head.iter().position(|c| c == name).expect("a column");
    let (team, industry) = (column("team"), column("industry"));
    assert_eq!(members.len(), expected.len());
    for row in &members {
        row.iter().for_each(assert_safe);
        let id = expected.iter().find(|id| row[0] == ***id || row[0].strip_prefix('\'') == Some(**id));
        let id = id.unwrap_or_else(|| panic!("nobody is called {:?}", &row[0]));
        for cell in [&row[0], &row[team], &row[industry]] {
            assert_comes_back(cell, id);
        }
    }

    let (_, rejects) = rows(&written(place.path(), "out/rejects.csv"));
    assert_eq!(rejects.len(), cells.len());
    rejects.iter().flatten().for_each(assert_safe);

    let history = History::new(&place.path().join("history"));
    let snapshot = history.read("2026-03-02".parse().expect("a day")).expect("a snapshot");
    for id in &expected {
        assert!(snapshot.line(id).is_some(), "{id:?} is in the Parquet file");
    }

    score(&["--format", "json"]);
    let json: Vec<Value> = serde_json::from_slice(&written(place.path(), "out/members.json")).expect("JSON");
    let found: BTreeSet<&str> = json.iter().map(|row| row["member"].as_str().expect("a text")).collect();
    assert_eq!(found, expected);
    assert!(json.iter().all(|row| row["member"] == row["team"] && row["team"] == row["industry"]));
}

#[test]
fn grades_come_back_and_none_runs() {
    let cells = cells();
    let place = corpus(&cells);
    let grade = |more: &[&str]| {
        let flags = ["grade", "posts.csv", "--text-column", "text", "--kind", "post", "--id-column", "post"];
        well(run(place.path(), &[&flags, more].concat())).out
    };
    let check = |csv: &str| {
        let (_, graded) = rows(csv.as_bytes());
        assert_eq!(graded.len(), cells.len());
        for (row, cell) in graded.iter().zip(&cells) {
            row.iter().for_each(assert_safe);
            assert_comes_back(&row[0], cell.trim());
        }
    };
    check(&grade(&[]));
    grade(&["--out", "grades.csv"]);
    check(&String::from_utf8(written(place.path(), "grades.csv")).expect("UTF-8"));
    let json: Vec<Value> = serde_json::from_str(&grade(&["--format", "json"])).expect("JSON");
    assert!(json.iter().zip(&cells).all(|(row, cell)| row["id"] == cell.trim()));
}

#[test]
fn advice_for_all_comes_back_and_nothing_runs() {
    let cells: Vec<String> = ["=1+2", "@SUM(A1)", "-7.25", "ada"].map(str::to_owned).to_vec();
    let place = corpus(&cells);
    let list = |more: &[&str]| {
        let ran = well(run(place.path(), &[&["advise", "--all", "--corpus", "."], more].concat()));
        rows(ran.out.as_bytes()).1.iter().map(|row| row[0].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list(&[]), ["-7.25", "'=1+2", "'@SUM(A1)", "ada"]);
    assert_eq!(list(&["--raw-cells"]), ["-7.25", "=1+2", "@SUM(A1)", "ada"]);
}

#[test]
fn the_guard_can_be_turned_off() {
    let place = corpus(&["=1+2".to_owned(), "-5".to_owned()]);
    let score = |more: &[&str]| {
        well(run(place.path(), &[&["score", ".", "--quiet", "--out", "out"], more].concat()));
        let all = ["members.csv", "rejects.csv"].map(|name| written(&place.path().join("out"), name));
        String::from_utf8(all.concat()).expect("UTF-8")
    };
    let (guarded, raw) = (score(&[]), score(&["--raw-cells"]));
    assert!(guarded.contains("\n'=1+2,") && guarded.contains("\n-5,") && guarded.contains(",'=1+2 never,"));
    assert_eq!(guarded.replace('\'', ""), raw.replace('\'', ""));
    assert!(raw.contains("\n=1+2,") && raw.contains(",=1+2 never,"));
}

#[test]
fn csv_leaves_through_one_door() {
    let mut doors = BTreeSet::new();
    for room in ["crates/report/src", "crates/cli"] {
        for name in files(&common::root().join(room)) {
            let code = std::fs::read_to_string(common::root().join(room).join(&name)).expect("code");
            if code.contains("csv::Writer") {
                doors.insert(name);
            }
        }
    }
    assert_eq!(doors, BTreeSet::from(["sheet.rs".to_owned()]));
}

/// Names that would colour, clear, retitle or turn what follows, or begin a line of their own.
const NAMES: [&str; 8] = [
    "\u{1b}[2J\u{1b}[31mred",
    "\u{9b}31mred",
    "\u{1b}]0;title\u{7}",
    "b\u{8}\u{7f}\u{1}",
    "\u{202e}gnp.exe",
    "a\u{2066}b\u{2069}\u{200b}c",
    "x\r\nerror: forged",
    "tab\there\u{85}\u{2028}",
];

/// Nothing in what was printed acts on a terminal.
#[track_caller]
fn assert_printable(ran: &Ran, arguments: &[&str]) {
    for c in ran.out.chars().chain(ran.err.chars()) {
        let acts = (c < ' ' && c != '\n') || ('\u{7f}'..='\u{9f}').contains(&c);
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
        assert!(!acts && !turns, "{c:?} after {arguments:?}:\n{:?}\n{:?}", ran.out, ran.err);
    }
}

#[test]
fn nothing_acts_on_a_terminal() {
    let mut cells: Vec<String> = NAMES.map(str::to_owned).to_vec();
    cells.extend(cells_of_suites(40));
    let place = corpus(&cells);
    let at = place.path();
    let see = |arguments: &[&str], code: i32| {
        let ran = run(at, arguments);
        assert_printable(&ran, arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}\n{}", ran.out, ran.err);
        ran
    };
    see(&["score", ".", "--out", "out", "--as-of", "2026-03-02", "--history", "history"], 0);
    see(&["backfill", ".", "--history", "history", "--from", "2026-03-01", "--every", "1d", "--force"], 0);
    see(&["score", ".", "--out", "out", "--max-rejects", "1"], 1);
    see(&["score", ".", "--out", "out", "--strict"], 1);
    see(&["team", "--from", "out"], 0);
    see(&["cohort", "--where", "m.posts.count() >= 1", "--view", "admin", "--from", "out"], 0);
    see(&["insights", "--texts", "--from", "out"], 0);
    see(&["trend", "--history", "history"], 0);
    see(&["trend", "--drops", "--history", "history", "--drop-alert", "0"], 0);
    for name in NAMES {
        let id = name.trim();
        see(&["explain", id, "--from", "out"], 0);
        see(&["explain", id, "--since", "2026-03-01", "--from", "out", "--history", "history"], 0);
        see(&["advise", id, "--from", "out"], 0);
        see(&["insights", id, "--from", "out", "--texts"], 0);
        see(&["team", id, "--view", "admin", "--from", "out"], 0);
        see(&["trend", id, "--history", "history"], 0);
        see(&["lint", name, "--kind", "post"], 0);
        // Who and what is not there.
        for command in ["explain", "advise", "insights"] {
            see(&[command, &format!("{id}?"), "--from", "out"], 1);
        }
        see(&["team", &format!("no {id}"), "--from", "out"], 1);
        see(&["trend", &format!("no {id}"), "--history", "history"], 1);
        see(&["score", &format!("no {id}"), "--out", "out"], 1);
        see(&["cohort", "--where", &format!("m.{id}"), "--from", "out"], 1);
        see(&["grade", "posts.csv", "--kind", "post", "--text-column", name], 1);
        see(&["rules", "check", &format!("no {id}")], 1);
        see(&["score", ".", "--as-of", name], 2);
        see(&[&format!("s{id}")], 2);
        // JSON says the same with escapes.
        let told = see(&["advise", id, "--json", "--from", "out"], 0).out;
        assert_eq!(serde_json::from_str::<Value>(&told).expect("JSON")["member"], id);
        let told = see(&["trend", id, "--json", "--history", "history"], 0).out;
        assert_eq!(serde_json::from_str::<Value>(&told).expect("JSON")[0]["member"], id);
    }
    for json in [
        &["team", "--json"][..],
        &["insights", "--json"],
        &["cohort", "--where", "m.posts.count() >= 1", "--view", "admin", "--json"],
    ] {
        see(&[json, &["--from", "out"]].concat(), 0);
    }
}

fn cells_of_suites(most: usize) -> Vec<String> {
    let Some(path) = shared("suites/report-injection/strings.json") else { return Vec::new() };
    let text = std::fs::read_to_string(path).expect("a suite");
    let all: Vec<String> = serde_json::from_str(&text).expect("a list of texts");
    all.into_iter()
        .filter(|cell| !cell.trim().is_empty() && !NAMES.contains(&cell.as_str()))
        .take(most)
        .collect()
}

/// Names of files, columns, mappings and rules are no better than those of people.
#[cfg(unix)]
#[test]
fn names_of_files_and_columns_do_not_act_on_a_terminal() {
    let odd = "\u{1b}[31m\u{9b}\u{202e}x\nerror: forged";
    let rule =
        format!("/// {odd}\nfn cadence(m) {{ weight(3, m.posts.per_week(\"\u{1b}[31m\u{202e}\")) }}\n");
    let place = folder(&[
        (&format!("data/{odd}.csv"), "x\n"),
        ("data/posts.csv", &format!("author,at,\"{odd}\"\nada,2026-03-01,1\nbo,\"{odd}\",1\n")),
        (&format!("{odd}/posts.csv"), "author,at\nada,2026-03-01\n"),
        ("headless/posts.csv", &format!("\"{odd}\",at\n")),
        ("mapped/posts.csv", "author,at\n"),
        (
            "mapped/corpus.toml",
            &format!("[[read]]\nfile = \"{}\"\nas = \"posts\"\n[read.columns]\n", "\\u001b[31m\\u202e"),
        ),
        ("wrong/posts.csv", "author,at\n"),
        ("wrong/corpus.toml", "[[read]]\n\u{202e}\u{9b} = 1\n"),
        (&format!("pack {}/pack.rhai", "\u{1b}[31m"), &format!("extends(\"ssi\");\n// {odd}\n")),
        (&format!("pack {}/pillars/brand.rhai", "\u{1b}[31m"), &rule),
    ]);
    let see = |arguments: &[&str], code: i32| {
        let ran = run(place.path(), arguments);
        assert_printable(&ran, arguments);
        assert!(!ran.err.lines().skip(1).any(|line| line == "error: forged.csv is not read"), "{}", ran.err);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}\n{}", ran.out, ran.err);
    };
    see(&["score", "data", "--out", "out"], 0);
    see(&["score", odd, "--out", &format!("{odd} out")], 0);
    see(&["score", "headless", "--out", "out"], 1);
    see(&["score", "mapped", "--out", "out"], 1);
    see(&["score", "wrong", "--out", "out"], 1);
    see(&["score", "data", "--rules", odd, "--out", "out"], 1);
    see(&["score", "data", "--set", &format!("{odd}=3"), "--out", "out"], 1);
    see(&["grade", &format!("data/{odd}.csv"), "--kind", "post", "--text-column", "y"], 1);
    see(&["rules", "check", "pack \u{1b}[31m"], 1);
    see(&["trend", "--history", odd], 1);
    see(&["explain", "ada", "--from", &format!("{odd}{odd}")], 1);
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(next) = todo.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                todo.push(path);
            } else {
                found.insert(text(path.strip_prefix(folder).expect("a path below")).to_owned());
            }
        }
    }
    found
}

#[test]
fn ids_never_become_paths() {
    let made = |ids: &[String]| {
        // What is deeper can be left by going up.
        let place = folder(&[]);
        let deep = place.path().join("a/b/c");
        common::copy(corpus(ids).path(), &deep.join("data"));
        let score = ["score", "data", "--out", "out", "--history", "history", "--as-of", "2026-03-02"];
        well(run(&deep, &score));
        well(run(
            &deep,
            &["backfill", "data", "--history", "history", "--from", "2026-03-01", "--every", "1d"],
        ));
        for id in ids {
            well(run(&deep, &["explain", id, "--from", "out"]));
            well(run(&deep, &["trend", id, "--history", "history"]));
        }
        well(run(&deep, &["advise", "--all", "--from", "out", "--out", "advice.csv"]));
        files(place.path())
    };
    let odd = ["../../x", "..", "/tmp/x", "a/b", "C:\\x", "CON", "con.csv", "-", "~", "*"];
    let mut odd: Vec<String> = odd.map(str::to_owned).to_vec();
    odd.push("n".repeat(300));
    let plain: Vec<String> = (0..odd.len()).map(|n| format!("m{n}")).collect();
    assert_eq!(made(&odd), made(&plain));
}
