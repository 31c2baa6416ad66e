//! The command as it is typed: what it prints, what it writes, how it ends.
#![allow(clippy::format_collect, reason = "a few rows of text")]

mod common;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use common::printed::{check, redact};
use common::{Members, Told, command, copy, done, folder, hundredths, root, run, text, told, written};

/// A small corpus that the cases below put things wrong in.
const POSTS: (&str, &str) = (
    "data/posts.csv",
    "post,author,at,text,views\n\
     p1,ada,2026-03-01,We halved the churn because we asked. What did you do?,100\n\
     p2,bo,2026-03-02,Great!,20\n",
);

const HERE: &str = ".";

#[test]
fn help() {
    for (name, arguments) in [
        ("help", &["--help"][..]),
        ("help-score", &["score", "--help"]),
        ("help-explain", &["explain", "--help"]),
        ("help-grade", &["grade", "--help"]),
        ("help-rules", &["rules", "--help"]),
        ("help-rules-check", &["rules", "check", "--help"]),
        ("help-columns", &["columns", "--help"]),
        ("help-generate", &["generate", "--help"]),
    ] {
        check(name, root(), arguments, 0);
    }
}

#[test]
fn the_version_names_the_commit() {
    let head = std::process::Command::new("git")
        .args(["rev-parse", "--short=9", "HEAD"])
        .current_dir(root())
        .output()
        .expect("git runs");
    let commit = String::from_utf8(head.stdout).expect("text");
    let built_from =
        if head.status.success() { format!(" (commit {})", commit.trim()) } else { String::new() };
    assert_eq!(done(&["--version"]).out, format!("ssi {}{built_from}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage() {
    for (name, arguments) in [
        ("usage-nothing", &[][..]),
        ("usage-unknown-command", &["scroe", "corpora/team"]),
        ("usage-no-folder", &["score"]),
        ("usage-unknown-flag", &["score", "corpora/team", "--jbos", "2"]),
        ("usage-set", &["score", "corpora/team", "--set", "brand.cadence"]),
        ("usage-set-negative", &["score", "corpora/team", "--set", "brand.cadence=-1"]),
        ("usage-set-nan", &["score", "corpora/team", "--set", "brand.cadence=NaN"]),
        ("usage-window", &["score", "corpora/team", "--window", "0"]),
        ("usage-jobs", &["score", "corpora/team", "--jobs", "0"]),
        ("usage-day", &["score", "corpora/team", "--as-of", "2026-02-30"]),
        ("usage-format", &["score", "corpora/team", "--format", "xml"]),
        ("usage-kind", &["grade", "posts.csv", "--text-column", "text", "--kind", "poem"]),
        ("usage-generate", &["generate", "--members", "10"]),
    ] {
        check(name, root(), arguments, 2);
    }
}

#[test]
fn what_the_team_gets() {
    check("score-team", root(), &["score", "corpora/team", "--out", "OUT"], 0);
    check("explain-ada", root(), &["explain", "ada.okafor", "--corpus", "corpora/team"], 0);
    check("explain-unknown", root(), &["explain", "okafor", "--corpus", "corpora/team"], 1);
    check("explain-nobody", root(), &["explain", "zz\u{1b}[31m", "--corpus", "corpora/team"], 1);
    check("rules-check", root(), &["rules", "check", "rules/ssi"], 0);
}

#[test]
fn folders_that_cannot_be_scored() {
    let place = folder(&[
        POSTS,
        ("members-only/members.csv", "member\nada\n"),
        ("nearly/post.csv", "author,at\nada,2026-03-01\n"),
        ("no-column/posts.csv", "writer,at\nada,2026-03-01\n"),
        ("no-time/posts.csv", "author,at\nada,\n"),
        ("no-rows/posts.csv", "author,at\n"),
        ("continental/posts.csv", "author,at\nada,31.07.2026\nbob,1.8.2026\n"),
        ("mapped/posts.csv", "who,at\nada,2026-03-01\n"),
        ("mapped/corpus.toml", "[[read]]\nfile = \"posts.csv\"\nas = \"post\"\n"),
        ("other/posts.csv", "who,at\nada,2026-03-01\n"),
        (
            "other/map.toml",
            "[[read]]\nfile = \"posts.csv\"\nas = \"posts\"\n[read.columns]\nauthor = \"wh\"\nat = \"at\"\n",
        ),
    ]);
    std::fs::create_dir(place.path().join("empty")).expect("a folder");
    for (name, arguments) in [
        ("no-such-folder", &["score", "nowhere", "--out", "OUT"][..]),
        ("empty-folder", &["score", "empty", "--out", "OUT"]),
        ("members-only", &["score", "members-only", "--out", "OUT"]),
        ("nearly-right-name", &["score", "nearly", "--out", "OUT"]),
        ("no-column", &["score", "no-column", "--out", "OUT"]),
        ("no-time", &["score", "no-time", "--out", "OUT"]),
        ("mapping-wrong", &["score", "mapped", "--out", "OUT"]),
        ("mapping-column", &["score", "other", "--mapping", "other/map.toml", "--out", "OUT"]),
        ("mapping-missing", &["score", "data", "--mapping", "nowhere.toml", "--out", "OUT"]),
        ("rules-missing", &["score", "data", "--rules", "nowhere", "--out", "OUT"]),
        ("set-unknown", &["score", "data", "--set", "brand.cadense=3", "--out", "OUT"]),
        ("explain-no-run", &["explain", "ada", "--from", "nowhere"]),
        ("grade-no-file", &["grade", "nowhere.csv", "--text-column", "text", "--kind", "post"]),
        ("grade-no-column", &["grade", "data/posts.csv", "--text-column", "txt", "--kind", "post"]),
        ("out-is-the-corpus", &["score", "data", "--out", "./data"]),
        (
            "grade-out-is-the-file",
            &[
                "grade",
                "data/posts.csv",
                "--text-column",
                "text",
                "--kind",
                "post",
                "--out",
                "data/posts.csv",
            ],
        ),
        ("all-rejected", &["score", "continental", "--out", "OUT"]),
        ("generate-taken", &["generate", "--members", "3", "--out", "data"]),
        ("rules-check-missing", &["rules", "check", "nowhere"]),
    ] {
        check(&format!("cannot-{name}"), place.path(), arguments, 1);
    }
    // No member is no mistake.
    check("no-rows", place.path(), &["score", "no-rows", "--as-of", "2026-03-01", "--out", "OUT"], 0);
}

#[test]
fn bad_rows_are_told_and_cost_nothing_else() {
    let clean = folder(&[POSTS]);
    let bad = folder(&[(
        "data/posts.csv",
        &POSTS.1.replace("p2,bo", "p9,eve,yesterday,Hm,1\np9,eve,2026-03-01,\"Hm, x\",1k\np9,eve\np2,bo"),
    )]);
    check("bad-rows", bad.path(), &["score", "data", "--out", "OUT"], 0);
    let out = folder(&[]);
    let arguments = ["score", "data", "--quiet", "--out", text(out.path())];
    run(clean.path(), &arguments);
    let before = written(out.path(), "members.csv");
    run(bad.path(), &arguments);
    assert_eq!(
        String::from_utf8_lossy(&before),
        String::from_utf8_lossy(&written(out.path(), "members.csv"))
    );
    let rejects = String::from_utf8(written(out.path(), "rejects.csv")).expect("UTF-8");
    let places: Vec<&str> = rejects.lines().skip(1).map(|l| &l[..l.len().min(22)]).collect();
    assert_eq!(places.len(), 3, "{rejects}");
    let expected = ["posts.csv,3,", "posts.csv,4,", "posts.csv,5,"];
    assert!(places.iter().zip(expected).all(|(found, place)| found.starts_with(place)), "{rejects}");
    assert!(rejects.contains(",at,yesterday,") && rejects.contains(",views,1k,"), "{rejects}");
}

#[test]
fn packs_with_mistakes() {
    let place = folder(&[POSTS]);
    let pack = place.path().join("pack");
    copy(&root().join("rules/ssi"), &pack);
    let brand = pack.join("pillars/brand.rhai");
    let rules = std::fs::read_to_string(&brand).expect("a file of the pack");
    std::fs::write(&brand, rules.replace("m.posts.per_week()", "m.psts.per_week()")).expect("a file");
    check("pack-unknown-table", place.path(), &["rules", "check", "pack"], 1);
    check("pack-unknown-table-score", place.path(), &["score", "data", "--rules", "pack", "--out", "OUT"], 1);
    std::fs::write(&brand, rules).expect("a file");
    std::fs::remove_file(pack.join("pack.rhai")).expect("a file");
    check("pack-without-header", place.path(), &["rules", "check", "pack"], 1);
}

#[test]
fn rules_can_be_listed() {
    let listed = done(&["rules", "list"]).out;
    let members = Members::of(root(), "corpora/team", &[]);
    assert!(members.rules().count() > 20, "{:?}", members.columns);
    for rule in members.rules() {
        assert!(
            listed.lines().any(|l| l.trim_start().split(' ').next() == Some(rule)),
            "{rule} in\n{listed}"
        );
    }
}

#[test]
fn columns() {
    let all = done(&["columns"]).out;
    let parts = ["--files", "--tables", "--signals", "--language"].map(|flag| done(&["columns", flag]).out);
    assert_eq!(all, parts.join("\n"));
    for (part, word) in parts.iter().zip(["posts.csv *", "m.posts   ", "  content_words ", "  plateau "]) {
        assert!(part.contains(word), "{word:?} in\n{part}");
    }
    let two = done(&["columns", "--tables", "--files"]).out;
    assert_eq!(two, parts[..2].join("\n"));
}

#[test]
fn three_formats_say_the_same() {
    let out = folder(&[]);
    for format in ["csv", "json", "parquet"] {
        let ran = done(&["score", "corpora/team", "--quiet", "--format", format, "--out", text(out.path())]);
        assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""), "{format}");
    }
    let members = Members::read(&written(out.path(), "members.csv"));
    members.check_sums();
    let json: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(&written(out.path(), "members.json")).expect("JSON");
    assert_eq!(json.len(), members.rows.len());
    for (object, id) in json.iter().zip(&members.order) {
        assert_eq!(object.len(), members.columns.len());
        for (column, cell) in members.columns.iter().zip(&members.rows[id]) {
            match &object[column] {
                serde_json::Value::Null => assert_eq!(cell, "", "{column} of {id}"),
                serde_json::Value::String(text) => assert_eq!(text, cell, "{column} of {id}"),
                number => assert_eq!(number.as_f64(), cell.parse().ok(), "{column} of {id}"),
            }
        }
    }
    let parquet = written(out.path(), "members.parquet");
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    let length = u32::from_le_bytes(parquet[parquet.len() - 8..][..4].try_into().expect("four bytes"));
    assert!((length as usize) < parquet.len() - 12, "the footer of {length} bytes lies in the file");
    let summary: serde_json::Value =
        serde_json::from_slice(&written(out.path(), "summary.json")).expect("JSON");
    assert_eq!(summary["members"], members.rows.len());
    assert_eq!(summary["rejected"], 0);
}

#[test]
fn explanations_add_up_to_what_was_written() {
    let out = folder(&[]);
    done(&["score", "corpora/team", "--quiet", "--set", "people.search=9", "--out", text(out.path())]);
    let members = Members::read(&written(out.path(), "members.csv"));
    let some = [0, members.order.len() / 2, members.order.len() - 1].map(|place| &members.order[place]);
    for id in some {
        // The last run's day, rules and weights are used.
        let Told { score, pillars, rules } = told(&done(&["explain", id, "--from", text(out.path())]).out);
        let row = &members.rows[id];
        let cell = |column: &str| &row[members.column(column)];
        assert_eq!(score, [hundredths(cell("score")); 2], "{id}");
        assert_eq!(rules.len(), members.rules().count(), "{id}");
        assert_eq!(
            pillars.iter().map(|(p, _)| p).collect::<Vec<_>>(),
            members.pillars().iter().collect::<Vec<_>>()
        );
        for (column, points) in pillars.iter().chain(&rules) {
            assert_eq!(points.is_some(), !cell(column).is_empty(), "{column} of {id}");
            assert_eq!(points.unwrap_or(0), hundredths(cell(column)), "{column} of {id}");
        }
        assert_eq!(rules.iter().filter_map(|(_, p)| *p).sum::<i64>(), score[0], "{id}");
    }
}

/// Two tables are the same but for the columns of these pillars and for what is made of the whole score.
#[track_caller]
fn check_only(before: &Members, after: &Members, pillars: &[&str]) {
    assert_eq!(before.columns, after.columns);
    let may: Vec<usize> = pillars.iter().flat_map(|p| before.of_pillar(p)).collect();
    let whole =
        ["score", "band", "coverage", "low", "high", "rank", "industry_rank", "team_rank", "network_rank"];
    let whole = whole.map(|c| before.column(c));
    let mut changed = 0;
    for (id, row) in &before.rows {
        for (column, name) in before.columns.iter().enumerate() {
            let same = row[column] == after.rows[id][column];
            changed += usize::from(!same);
            assert!(same || may.contains(&column) || whole.contains(&column), "{name} of {id}");
        }
    }
    assert!(changed > 0, "something has changed");
}

#[test]
fn a_weight_changes_its_pillar_only() {
    let before = Members::of(root(), "corpora/team", &[]);
    let after = Members::of(root(), "corpora/team", &["--set", "people.search=9"]);
    after.check_sums();
    check_only(&before, &after, &["people"]);
    // The same in a copy of the pack, by hand.
    let place = folder(&[]);
    let pack = place.path().join("mine");
    copy(&root().join("rules/ssi"), &pack);
    let path = pack.join("pillars/people.rhai");
    let rules = std::fs::read_to_string(&path).expect("a file of the pack");
    let start = rules.find("fn search(m)").expect("the rule");
    let (head, rule) = rules.split_at(start);
    let end = rule.find(',').expect("a weight");
    let old = &rule[rule.find("weight(").expect("a weight") + 7..end];
    std::fs::write(&path, format!("{head}{}", rule.replacen(&format!("weight({old},"), "weight(9,", 1)))
        .expect("a file");
    let edited = Members::of(root(), "corpora/team", &["--rules", text(&pack)]);
    assert_eq!(edited.rows, after.rows);
    // A heavier rule of a grade changes the pillars that read such grades.
    let graded = Members::of(root(), "corpora/team", &["--set", "headline.length=100"]);
    if graded.rows != before.rows {
        check_only(&before, &graded, &["brand"]);
    }
    assert_eq!(Members::of(root(), "corpora/team", &[]).rows, before.rows);
}

#[test]
fn the_same_again_gives_the_same_bytes() {
    let [one, two] = [folder(&[]), folder(&[])];
    done(&["score", "corpora/team", "--out", text(one.path()), "--jobs", "1"]);
    for more in [&["--jobs", "2"][..], &["--jobs", "7", "--quiet"], &[]] {
        done(&[&["score", "corpora/team", "--out", text(two.path())], more].concat());
        for file in ["members.csv", "summary.json", "rejects.csv"] {
            assert!(written(one.path(), file) == written(two.path(), file), "{file} with {more:?}");
        }
    }
    let mut names: Vec<_> =
        std::fs::read_dir(two.path()).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["members.csv", "rejects.csv", "summary.json"], "and nothing else");
    for format in ["json", "parquet"] {
        let [a, b] = [&one, &two].map(|out| {
            done(&["score", "corpora/team", "--quiet", "--format", format, "--out", text(out.path())]);
            written(out.path(), &format!("members.{format}"))
        });
        assert!(a == b, "{format}");
    }
}

#[test]
fn rows_in_another_order_and_in_parts_give_the_same_bytes() {
    let place = folder(&[]);
    let team = place.path().join("team");
    std::fs::create_dir(&team).expect("a folder");
    for entry in std::fs::read_dir(root().join("corpora/team")).expect("the corpus") {
        let path = entry.expect("an entry").path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".csv"))
        else {
            continue;
        };
        let mut reader = csv::Reader::from_path(&path).expect("a file");
        let header = reader.headers().expect("a header").clone();
        let mut rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
        rows.reverse();
        let cut = rows.len() / 3;
        for (part, rows) in [&rows[..cut], &rows[cut..]].iter().enumerate() {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(b';')
                .from_path(team.join(format!("{name}-{part}.csv")))
                .expect("a file");
            writer.write_record(&header).expect("a row");
            rows.iter().for_each(|r| writer.write_record(r).expect("a row"));
            writer.flush().expect("a file");
        }
    }
    let out = folder(&[]);
    let mut bytes = ["corpora/team", text(&team)].map(|corpus| {
        done(&["score", corpus, "--quiet", "--out", text(out.path())]);
        written(out.path(), "members.csv")
    });
    assert!(bytes[0] == bytes[1]);
    assert!(bytes[0].len() > 1000 && !std::mem::take(&mut bytes[1]).is_empty());
}

#[test]
fn texts_are_graded() {
    let place = folder(&[(
        "texts.csv",
        "id,body\na,Great post!\nb,\"We saw the opposite, because our trial is shorter. Why is yours longer?\"\nc\nd,\n",
    )]);
    let typed = ["grade", "texts.csv", "--text-column", "body", "--kind", "comment"];
    check("grade", place.path(), &[&typed[..], &["--id-column", "id"]].concat(), 0);
    let plain = run(place.path(), &typed);
    let rows = Members::read(plain.out.as_bytes());
    // Rows are counted from 1, the rejected one too.
    assert_eq!(rows.order, ["1", "2", "4"]);
    for (id, row) in &rows.rows {
        let parts =
            row[2..].iter().map(|c| if c.is_empty() { 0.0 } else { c.parse::<f64>().expect("a number") });
        let grade: f64 = row[1].parse().expect("a number");
        assert!((parts.sum::<f64>() - grade).abs() < 1e-9 && (0.0..=1.0).contains(&grade), "{id}: {row:?}");
    }
    let file = place.path().join("new/grades.csv");
    let more = ["--id-column", "id", "--signals", "--out", text(&file)];
    let ran = run(place.path(), &[&typed[..], &more].concat());
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    let signals = Members::read(&written(place.path(), "new/grades.csv"));
    assert!(signals.columns.len() > rows.columns.len() + 20, "{:?}", signals.columns);
    let words = signals.column("words");
    assert_eq!(["a", "b", "d"].map(|id| signals.rows[id][words].as_str()), ["2", "13", "0"]);
    for format in ["json", "parquet"] {
        let ran = command(place.path(), &[&typed[..], &["--format", format]].concat())
            .output()
            .expect("the command runs");
        assert!(ran.status.success());
        let starts: &[u8] = if format == "json" { b"[\n{\"id\": \"1\"" } else { b"PAR1" };
        assert!(ran.stdout.starts_with(starts), "{format}");
    }
}

#[test]
fn a_generated_corpus_is_the_same_twice_and_can_be_scored() {
    let place = folder(&[]);
    for out in ["one", "two"] {
        let ran = run(place.path(), &["generate", "--members", "40", "--seed", "7", "--out", out]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.ends_with(&format!("score it with `ssi score {out}`\n")), "{}", ran.out);
    }
    run(place.path(), &["generate", "--members", "40", "--seed", "8", "--out", "other"]);
    let mut files = 0;
    for entry in std::fs::read_dir(place.path().join("one")).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_str().expect("a name");
        let [one, two, other] = ["one", "two", "other"].map(|f| written(&place.path().join(f), name));
        assert!(one == two, "{name}");
        assert!(name != "posts.csv" || one != other, "another seed, another corpus");
        files += 1;
    }
    assert_eq!(files, 13);
    let members = Members::of(place.path(), "one", &[]);
    members.check_sums();
    assert_eq!(members.rows.len(), 40);
}

#[test]
fn nothing_for_people_where_nobody_looks() {
    // No terminal: no bar, no colours; and --quiet means quiet.
    let out = folder(&[]);
    let ran = done(&["score", "corpora/team", "--out", text(out.path())]);
    assert_eq!(ran.err, "");
    assert!(!ran.out.contains(['\u{1b}', '\r']), "{:?}", ran.out);
    assert_eq!(done(&["score", "corpora/team", "--quiet", "--out", text(out.path())]).out, "");
}

/// Ends well although its reader goes away after one line, or at once.
#[track_caller]
fn check_closed_pipe(folder: &Path, arguments: &[&str], lines: usize) {
    let mut child = command(folder, arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut reader = BufReader::new(child.stdout.take().expect("its output"));
    for _ in 0..lines {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).expect("a line");
        assert!(!line.is_empty());
    }
    drop(reader);
    let mut err = String::new();
    child.stderr.take().expect("its errors").read_to_string(&mut err).expect("UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "{arguments:?}: {err}");
    assert!(!err.contains("panicked") && !err.contains("error"), "{arguments:?}: {err}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let rows: String = (0..20_000).map(|n| format!("{n},Why is that so?\n")).collect();
    let place = folder(&[("texts.csv", &format!("id,body\n{rows}"))]);
    let grade = ["grade", "texts.csv", "--text-column", "body", "--kind", "comment"];
    for format in ["csv", "json", "parquet"] {
        check_closed_pipe(
            place.path(),
            &[&grade[..], &["--format", format]].concat(),
            usize::from(format != "parquet"),
        );
    }
    check_closed_pipe(root(), &["columns"], 0);
    check_closed_pipe(root(), &["explain", "ada.okafor", "--corpus", "corpora/team"], 0);
    let out = folder(&[]);
    check_closed_pipe(root(), &["score", "corpora/team", "--out", text(out.path())], 0);
    assert!(!written(out.path(), "members.csv").is_empty());
}

#[test]
fn what_cannot_be_written() {
    let place = folder(&[POSTS, ("file", "")]);
    std::fs::create_dir_all(place.path().join("taken/members.csv")).expect("a folder");
    for (name, out) in [("below-a-file", "file/out"), ("in-place-of-a-folder", "taken")] {
        let ran = run(place.path(), &["score", "data", "--out", out]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{name}");
        assert!(ran.err.starts_with("error: cannot write ") && ran.err.contains(out), "{name}: {}", ran.err);
    }
    // What was begun is taken away again.
    let left = std::fs::read_dir(place.path().join("taken")).expect("a folder").count();
    assert_eq!(left, 1);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = folder(&[POSTS, ("out/members.csv", "old")]);
    let out = place.path().join("out");
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o555)).expect("permissions");
    if std::fs::write(out.join("try"), "").is_ok() {
        #[allow(clippy::print_stdout, reason = "whoever runs the tests should know what did not run")]
        {
            println!("skipped: this user may write anywhere");
        }
        return;
    }
    let ran = run(place.path(), &["score", "data", "--out", "out"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.starts_with("error: cannot write out/members.csv"), "{}", ran.err);
    assert_eq!(written(&out, "members.csv"), b"old");
}

#[cfg(unix)]
#[test]
fn links_permissions_and_pipes_are_kept() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};
    let place = folder(&[POSTS, ("elsewhere/grades.csv", "old")]);
    let mode = |path: &Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    let grade = |out: &str| {
        let ran = run(
            place.path(),
            &["grade", "data/posts.csv", "--text-column", "text", "--kind", "post", "--out", out],
        );
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    };
    let (link, real) = (place.path().join("link.csv"), place.path().join("elsewhere/grades.csv"));
    std::os::unix::fs::symlink("elsewhere/grades.csv", &link).expect("a link");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o600)).expect("permissions");
    grade("link.csv");
    assert!(std::fs::symlink_metadata(&link).expect("a link").is_symlink(), "a link stays a link");
    assert_eq!(mode(&real), 0o600, "what was private stays private");
    assert!(std::fs::read(&real).expect("a file").starts_with(b"id,grade,"));
    // A new file is as open as any other that the user makes.
    grade("new.csv");
    std::fs::write(place.path().join("any"), "").expect("a file");
    assert_eq!(mode(&place.path().join("new.csv")), mode(&place.path().join("any")));
    // Whoever reads from a pipe gets the table, and the pipe stays one.
    let pipe = place.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("a pipe").success());
    let reading = pipe.clone();
    let reader = std::thread::spawn(move || std::fs::read(reading).expect("the table"));
    grade("pipe");
    assert_eq!(reader.join().expect("the reader"), std::fs::read(real).expect("a file"));
    assert!(std::fs::metadata(&pipe).expect("a pipe").file_type().is_fifo(), "a pipe stays a pipe");
}

#[test]
fn a_run_that_is_killed_leaves_whole_files() {
    let out = folder(&[]);
    let arguments = ["score", "corpora/team", "--quiet", "--out", text(out.path())];
    let start = std::time::Instant::now();
    done(&arguments);
    let whole = start.elapsed();
    let files = ["members.csv", "summary.json", "rejects.csv"];
    let finished = files.map(|f| written(out.path(), f));
    for round in 0..12_u32 {
        for file in files {
            std::fs::write(out.path().join(file), "old").expect("a file");
        }
        let mut child = command(root(), &arguments).spawn().expect("the command runs");
        // Most rounds near the end, where files are written.
        std::thread::sleep(whole.mul_f64(0.4 + f64::from(round) * 0.06).min(Duration::from_secs(20)));
        child.kill().expect("a running or finished command");
        child.wait().expect("it ends");
        for (file, finished) in files.iter().zip(&finished) {
            let found = written(out.path(), file);
            assert!(found == b"old" || found == *finished, "{file} is half written");
        }
    }
    done(&arguments);
    assert_eq!(files.map(|f| written(out.path(), f)), finished);
}

#[test]
fn here_is_a_folder_too() {
    let place = folder(&[("posts.csv", POSTS.1)]);
    let ran = run(place.path(), &["score", HERE, "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // What was written there is not read as input the next time.
    let again = run(place.path(), &["score", HERE, "--out", "out"]);
    assert_eq!(redact(&ran.out, "\0"), redact(&again.out, "\0"));
}
