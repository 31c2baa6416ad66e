//! `ssi insights`: what works, for a member, a team and all.

mod common;

use std::fmt::Write as _;
use std::path::Path;

use common::{copy, folder, root, run, text};
use snapbox::Data;
use tempfile::TempDir;

/// Compares all that a command printed with `tests/printed/NAME.txt`; with `SNAPSHOTS=overwrite` writes it there.
#[track_caller]
fn check(name: &str, folder: &Path, arguments: &[&str], code: i32) {
    let ran = run(folder, arguments);
    let printed = format!(
        "$ ssi {}\n{}{}{}exit code {}\n",
        arguments.join(" "),
        ran.out,
        if ran.err.is_empty() { "" } else { "--- for people\n" },
        ran.err,
        ran.code.map_or("none".to_owned(), |c| c.to_string()),
    );
    let path = root().join("tests/printed").join(format!("{name}.txt"));
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(printed).raw(), Data::read_from(&path, None).raw());
    assert_eq!(ran.code, Some(code), "{arguments:?}");
    let wide: Vec<&str> = ran.out.lines().filter(|l| l.chars().count() > 100).collect();
    assert!(wide.is_empty(), "{wide:?}");
}

#[track_caller]
fn page(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, &[&["insights"], arguments].concat());
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran.out
}

#[track_caller]
fn json(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&page(folder, &[&["--json"], arguments].concat())).expect("JSON")
}

#[test]
fn pages_of_the_team() {
    for (name, code, arguments) in [
        ("insights-help", 0, &["insights", "--help"][..]),
        ("insights-all", 0, &["insights", "--corpus", "corpora/team"]),
        ("insights-team", 0, &["insights", "--team", "north", "--corpus", "corpora/team"]),
        ("insights-improver", 0, &["insights", "nadia.kowalska", "--corpus", "corpora/team"]),
        ("insights-spammer", 0, &["insights", "brett.calloway", "--corpus", "corpora/team", "--texts"]),
        ("insights-silent", 0, &["insights", "ruth.abara", "--corpus", "corpora/team"]),
        (
            "insights-july",
            0,
            &["insights", "oscar.delmas", "--corpus", "corpora/team", "--as-of", "2026-06-05"],
        ),
        ("cannot-insights-member", 1, &["insights", "nadia", "--corpus", "corpora/team"]),
        ("cannot-insights-team", 1, &["insights", "--team", "East", "--corpus", "corpora/team"]),
        ("usage-insights-both", 2, &["insights", "nadia.kowalska", "--team", "North"]),
    ] {
        check(name, root(), arguments, code);
    }
}

/// A copy of the team's corpus with the rows of some files changed.
fn changed(change: impl Fn(&str, &[String], &mut Vec<Vec<String>>)) -> TempDir {
    let there = tempfile::tempdir().expect("a folder");
    copy(&root().join("corpora/team"), there.path());
    for file in ["posts", "messages", "invitations", "members", "comments"] {
        let path = there.path().join(format!("{file}.csv"));
        let mut reader = csv::Reader::from_path(&path).expect("a file");
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let mut rows: Vec<Vec<String>> =
            reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect();
        change(file, &header, &mut rows);
        let mut writer = csv::Writer::from_path(&path).expect("a file");
        writer.write_record(&header).expect("a row");
        for row in &rows {
            writer.write_record(row).expect("a row");
        }
        writer.flush().expect("a file");
    }
    there
}

#[test]
fn the_order_of_rows_and_the_threads_do_not_matter() {
    let turned = changed(|_, _, rows| rows.reverse());
    for more in [&["--texts"][..], &["nadia.kowalska"], &["--team", "South", "--json"]] {
        let expected = page(root(), &[&["--corpus", "corpora/team"], more].concat());
        let found = page(root(), &[&["--corpus", text(turned.path())], more].concat());
        assert_eq!(found, expected, "{more:?}");
        let one = page(root(), &[&["--corpus", "corpora/team", "--jobs", "1"], more].concat());
        assert_eq!(one, expected, "{more:?}");
    }
}

/// Whoever gets sixteen times as much for everything teaches the same.
#[test]
fn fame_does_not_count() {
    let famous = changed(|file, header, rows| {
        let place = |name: &str| header.iter().position(|h| h == name);
        let figures: Vec<usize> =
            ["reactions", "comments", "reposts"].iter().filter_map(|n| place(n)).collect();
        for row in rows.iter_mut().filter(|r| file == "posts" && r[1] == "tomas.lindqvist") {
            for &figure in &figures {
                let number: u64 = row[figure].parse().unwrap_or(0);
                row[figure] = (16 * number).to_string();
            }
        }
    });
    let expected = page(root(), &["--corpus", "corpora/team"]);
    assert_eq!(page(root(), &["--corpus", text(famous.path())]), expected);
}

#[test]
fn messages_stay_private_unless_asked_for() {
    let said = "hope this finds you well";
    for more in [&[][..], &["brett.calloway"], &["--json"], &["brett.calloway", "--json"]] {
        let arguments = [&["--corpus", "corpora/team"], more].concat();
        assert!(!page(root(), &arguments).contains(said), "{more:?}");
        assert!(page(root(), &[&arguments[..], &["--texts"]].concat()).contains(said), "{more:?}");
    }
}

#[test]
fn little_data_is_met_kindly() {
    let nothing_got = "post,author,at,text\np1,ada,2026-03-01,We asked 14 planners.\np2,ada,2026-03-02,\n";
    let messages = "conversation,sender,at,text\nm1,ada,2026-03-01,Hi\nm1,bo,2026-03-02,Hello\n";
    for (files, says) in [
        (vec![("posts.csv", nothing_got)], "2 posts by 1 member; none of them can be compared."),
        (
            vec![("posts.csv", nothing_got)],
            "Opening messages: no messages.csv, so there is nothing to learn from yet.",
        ),
        (vec![("messages.csv", messages)], "Posts: no posts.csv, so there is nothing to learn from yet"),
        (vec![("messages.csv", messages)], "Opening messages: none; a rate takes at least 10"),
        (
            vec![
                ("posts.csv", "post,author,at,text,reactions\np1,ada,2026-03-09,x,1\n"),
                ("members.csv", "member\nada\nbo\n"),
            ],
            "1 post by 1 member; none of them can be compared.",
        ),
    ] {
        let here = folder(&files);
        let said = page(here.path(), &["--corpus", "."]);
        assert!(said.split_whitespace().collect::<Vec<_>>().join(" ").contains(says), "{says}: {said}");
        json(here.path(), &["--corpus", "."]);
    }
}

/// Twelve openings each, one of two campaigns: the rates are those that can be counted by hand.
#[test]
fn rates_can_be_counted_by_hand() {
    let mut rows = "conversation,sender,recipients,at,text,campaign\n".to_owned();
    for n in 0..24 {
        // Two spellings are one campaign.
        let (campaign, answered) = match n {
            0..6 => ("Spring", n < 5),
            6..12 => ("spring ", n < 10),
            _ => ("Autumn", n < 15),
        };
        let (day, next) = (1 + n % 20, 2 + n % 20);
        let text = format!("Hello {n} from the fair in Lille number {n}");
        let _ = writeln!(rows, "c{n},ada,p{n},2026-03-{day:02},{text},{campaign}");
        if answered {
            let _ = writeln!(rows, "c{n},p{n},ada,2026-03-{next:02},Thanks,");
        }
    }
    let here = folder(&[("messages.csv", &rows)]);
    let found = json(here.path(), &["ada", "--corpus", ".", "--as-of", "2026-06-30"]);
    let openings = &found["insights"]["openings"];
    assert_eq!((openings["all"]["sent"].as_u64(), openings["all"]["hits"].as_u64()), (Some(24), Some(12)));
    let tables = openings["tables"].as_array().expect("tables");
    let Some(campaigns) = tables.iter().find(|t| t["id"] == "campaign") else {
        panic!("no campaigns: {openings:#}");
    };
    let counted: Vec<(&str, u64, u64)> = campaigns["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|g| {
            (
                g["name"].as_str().expect("a name"),
                g["sent"].as_u64().unwrap_or(0),
                g["hits"].as_u64().unwrap_or(0),
            )
        })
        .collect();
    assert_eq!(counted, [("autumn", 12, 3), ("spring", 12, 9)]);
    assert_eq!(campaigns["groups"][0]["side"], "below");
}
