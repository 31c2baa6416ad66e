//! `ssi show`, `ssi top` and `ssi hist`: what they draw, in what width and colours, and that no name breaks the frame.

mod common;

use std::path::Path;
use std::process::Output;

use common::{Members, command, folder, hundredths, printed::check, root, run, shared, text};
use serde_json::Value;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

/// A corpus beside what was scored of it.
#[track_caller]
fn scored(place: &Path, corpus: &str, more: &[&str]) {
    let arguments = [&["score", corpus, "--quiet"], more].concat();
    let ran = run(place, &arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

/// A folder in which the team was scored.
#[track_caller]
fn team() -> TempDir {
    let place = folder(&[]);
    common::copy(&root().join("corpora/team"), &place.path().join("team"));
    scored(place.path(), "team", &[]);
    place
}

/// No line is wider than so many columns, none ends in a blank, and nothing acts on a terminal.
#[track_caller]
fn fits(page: &str, columns: usize) {
    for line in page.lines() {
        assert!(line.width() <= columns, "{} of {columns} columns: {line}", line.width());
        assert!(!line.ends_with(' '), "{line:?}");
    }
    let acts = page.chars().find(|&c| c != '\n' && (c.is_control() || ssi_report::hides(c)));
    assert_eq!(acts, None, "{page}");
}

#[test]
fn pages_as_they_are_printed() {
    let place = team();
    let check = |name: &str, arguments: &[&str]| check(name, place.path(), arguments, 0);
    check("show-80", &["show", "oscar.delmas"]);
    check("show-60-texts", &["show", "ada.okafor", "--width", "60", "--texts"]);
    check("show-ascii", &["show", "ada.okafor", "--ascii"]);
    check("show-little-data", &["show", "ivo.petrov", "--corpus", "team", "--as-of", "2026-06-10"]);
    check("top", &["top"]);
    check("top-60-bottom", &["top", "--by", "relationships", "--bottom", "--team", "north", "--width", "60"]);
    check("top-rule", &["top", "--by", "brand.substance", "-n", "3"]);
    check("top-industry-rank", &["top", "--by", "industry_rank", "--width", "60", "-n", "6"]);
    check("hist", &["hist"]);
    check("hist-60-team", &["hist", "--of", "brand", "--by", "team", "--width", "60"]);
    check("hist-ascii", &["hist", "--bin", "10", "--by", "industry", "--ascii"]);
    check("hist-rule", &["hist", "--of", "brand.cadence", "--industry", "software"]);
}

#[test]
fn what_cannot_be_shown_is_said() {
    let place = team();
    let check = |name: &str, arguments: &[&str]| check(name, place.path(), arguments, 1);
    check("cannot-show-member", &["show", "ada"]);
    check("cannot-top-column", &["top", "--by", "brand.cadenc"]);
    check("cannot-top-word", &["top", "--by", "\u{1b}[2J"]);
    check("cannot-top-team", &["top", "--team", "Nort"]);
    check("cannot-top-no-run", &["top", "--from", "nowhere"]);
    check("cannot-hist-bin", &["hist", "--bin", "0.01"]);
    check("cannot-hist-column", &["hist", "--of", "coverage"]);
    let table = place.path().join("ssi-out/members.csv");
    let whole = std::fs::read(&table).expect("a table");
    std::fs::write(&table, &whole[..whole.len() / 2]).expect("a torn table");
    check("cannot-top-torn", &["top"]);
}

#[test]
fn lines_fit_the_page() {
    let place = team();
    let members = Members::read(&common::written(place.path(), "ssi-out/members.csv"));
    for columns in ["40", "60", "80", "120"] {
        let wide = columns.parse().expect("a number");
        for member in members.order.iter().step_by(9) {
            fits(&run(place.path(), &["show", member, "--texts", "--width", columns]).out, wide);
        }
        for by in ["score", "coverage", "insights", "brand.profile_parts", "team_rank", "network_rank"] {
            fits(&run(place.path(), &["top", "--by", by, "--width", columns]).out, wide);
        }
        for of in ["score", "people", "brand.profile_parts"] {
            fits(&run(place.path(), &["hist", "--of", of, "--by", "team", "--width", columns]).out, wide);
        }
    }
}

#[test]
fn colours_are_there_only_where_they_are_wanted() {
    let place = team();
    let out = |more: &[&str], set: &[(&str, &str)]| -> String {
        let arguments = [&["top", "--width", "80"], more].concat();
        let done: Output =
            command(place.path(), &arguments).envs(set.iter().copied()).output().expect("the command runs");
        assert!(done.status.success());
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    let plain = out(&[], &[]);
    assert!(!plain.contains('\u{1b}'), "a pipe has no colours");
    let coloured = out(&["--color", "always"], &[]);
    assert!(coloured.contains("\u{1b}[32m█"), "{coloured}");
    // Colours are all that differs: bands have their names in both.
    assert_eq!(regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern").replace_all(&coloured, ""), plain);
    assert_eq!(out(&[], &[("CLICOLOR_FORCE", "1")]), coloured);
    for (more, set) in [
        (&[][..], &[("NO_COLOR", "1")][..]),
        (&[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")]),
        (&[], &[("CLICOLOR_FORCE", "")]),
    ] {
        assert_eq!(out(more, set), plain, "{more:?} {set:?}");
    }
    assert_eq!(
        out(&["--color", "always"], &[("NO_COLOR", "1")]),
        coloured,
        "a flag is newer than a variable"
    );
    // A locale without UTF-8 gets ASCII.
    let ascii = out(&[], &[("LANG", "C")]);
    assert_eq!(ascii, out(&["--ascii"], &[]));
    assert!(ascii.is_ascii() && !plain.is_ascii());
}

/// What a command prints with `--json`.
#[track_caller]
fn json(place: &Path, arguments: &[&str]) -> Value {
    let ran = run(place, &[arguments, &["--json"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.out))
}

#[test]
fn programs_get_what_the_table_says() {
    let place = team();
    let members = Members::read(&common::written(place.path(), "ssi-out/members.csv"));
    let cell = |member: &str, column: &str| members.rows[member][members.column(column)].clone();
    let points = |value: &Value| value.as_f64().map_or(0, |x| (x * 100.0).round() as i64);

    let top = json(place.path(), &["top", "-n", "100"]);
    let rows = top["members"].as_array().expect("a list");
    assert_eq!((rows.len(), top["of"].as_u64()), (44, Some(44)));
    for (row, member) in rows.iter().zip(&members.order) {
        assert_eq!(row["member"], member.as_str());
        for (name, value) in row.as_object().expect("an object") {
            match value {
                _ if name == "place" => {}
                Value::Null => assert_eq!(cell(member, name), "", "{name}"),
                Value::String(text) => assert_eq!(&cell(member, name), text),
                _ => {
                    let written: f64 = cell(member, name).parse().expect("a number");
                    assert_eq!(value.as_f64(), Some(written), "{name} of {member}");
                }
            }
        }
    }
    let last = json(place.path(), &["top", "--bottom", "-n", "1"]);
    assert_eq!(hundredths(&cell(last["members"][0]["member"].as_str().expect("an id"), "score")), 1471);

    let hist = json(place.path(), &["hist", "--by", "team"]);
    let sum = |bins: &Value| bins.as_array().expect("a list").iter().filter_map(Value::as_u64).sum::<u64>();
    let groups = hist["groups"].as_array().expect("groups");
    assert_eq!(groups.iter().map(|g| sum(&g["counts"])).sum::<u64>(), 44);
    for bin in hist["bins"].as_array().expect("bins") {
        let (from, to) = (points(&bin["from"]), points(&bin["to"]));
        let score = |member: &&String| hundredths(&cell(member, "score"));
        let inside = members.order.iter().filter(|m| (from..to).contains(&score(m))).count();
        assert_eq!(bin["members"].as_u64(), Some(inside as u64), "from {from}");
    }
    let summary: Value =
        serde_json::from_slice(&common::written(place.path(), "ssi-out/summary.json")).expect("JSON");
    for figure in ["mean", "median", "members"] {
        assert_eq!(hist[figure].as_f64(), summary[figure].as_f64(), "{figure}");
    }

    let card = json(place.path(), &["show", "oscar.delmas"]);
    assert_eq!(points(&card["score"]), hundredths(&cell("oscar.delmas", "score")));
    let pillars = card["pillars"].as_array().expect("pillars");
    for pillar in pillars {
        let id = pillar["id"].as_str().expect("an id");
        assert_eq!(points(&pillar["points"]), hundredths(&cell("oscar.delmas", id)));
    }
    for rule in ["earns_most", "misses_most"].iter().flat_map(|list| card[list].as_array().expect("rules")) {
        let id = rule["rule"].as_str().expect("an id");
        assert_eq!(points(&rule["points"]), hundredths(&cell("oscar.delmas", id)));
    }
    let advice = json(place.path(), &["advise", "oscar.delmas"]);
    assert_eq!(card["actions"], advice["actions"]);
    assert!(card["texts"][0].get("text").is_none(), "no words unless asked for");
    let worded = json(place.path(), &["show", "oscar.delmas", "--texts"]);
    assert!(worded["texts"][0]["text"].as_str().is_some_and(|words| words.len() > 20));
    assert_eq!(card["replies_owed"].as_array().map(Vec::len), Some(6));
}

#[test]
fn a_card_has_the_trend_of_a_history() {
    let place = team();
    let arguments =
        ["backfill", "team", "--history", "history", "--from", "2026-07-31", "--every", "7d", "--quiet"];
    assert_eq!(run(place.path(), &arguments).code, Some(0));
    let days = json(place.path(), &["trend", "oscar.delmas", "--history", "history"]);
    let days = days.as_array().expect("days");
    let card = json(place.path(), &["show", "oscar.delmas", "--history", "history"]);
    let trend = card["trend"].as_array().expect("a trend");
    assert!(trend.len() > 3 && trend.len() == days.len());
    for (one, other) in trend.iter().zip(days) {
        assert_eq!((&one["day"], &one["score"]), (&other["day"], &other["score"]));
    }
    let page = run(place.path(), &["show", "oscar.delmas", "--history", "history"]).out;
    fits(&page, 80);
    assert!(page.contains("\n trend     ") && page.contains("since 2026-07-31"), "{page}");
}

#[test]
fn no_name_breaks_the_frame() {
    let suites = ["suites/report-injection/strings.json", "suites/blns/blns.json"];
    let mut strings: Vec<String> =
        ["日本語の名前です", "👍🏽👨‍👩‍👧‍👦🇩🇪", "e\u{301}\u{327}\u{301}", "\u{1b}]0;title\u{7}\u{9b}2J"]
            .map(str::to_owned)
            .into();
    for suite in suites.into_iter().filter_map(shared) {
        let read = std::fs::read(suite).expect("a suite");
        let suite: Value = serde_json::from_slice(&read).expect("JSON");
        let found = suite.as_array().into_iter().flatten();
        strings.extend(found.filter_map(|s| s.as_str().or_else(|| s["string"].as_str())).map(str::to_owned));
    }
    let place = folder(&[]);
    let data = place.path().join("data");
    std::fs::create_dir(&data).expect("a folder");
    let mut members = csv::Writer::from_path(data.join("members.csv")).expect("a file");
    let mut posts = csv::Writer::from_path(data.join("posts.csv")).expect("a file");
    members.write_record(["member", "name", "industry", "team"]).expect("a row");
    posts.write_record(["id", "author", "at", "text"]).expect("a row");
    for (n, string) in strings.iter().enumerate() {
        let id = format!("{string}{n}");
        members.write_record([id.as_str(), string, string, string]).expect("a row");
        posts.write_record([&n.to_string(), &id, "2026-08-01T10:00:00Z", string]).expect("a row");
    }
    members.flush().expect("a file");
    posts.flush().expect("a file");
    drop((members, posts));
    scored(place.path(), "data", &[]);
    let all = strings.len().to_string();
    for columns in ["60", "80"] {
        let wide = columns.parse().expect("a number");
        for arguments in [
            &["top", "-n", &all][..],
            &["top", "-n", &all, "--by", "industry_rank"],
            &["hist", "--by", "team"],
            &["hist", "--by", "industry", "--ascii"],
        ] {
            let ran = run(place.path(), &[arguments, &["--width", columns]].concat());
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            fits(&ran.out, wide);
        }
    }
    // Every member is on the list with a line.
    let listed = json(place.path(), &["top", "-n", &all]);
    let read = Members::read(&common::written(place.path(), "ssi-out/members.csv"));
    assert_eq!(listed["members"].as_array().map(Vec::len), Some(read.rows.len()));
    for row in listed["members"].as_array().expect("members").iter().step_by(read.rows.len().div_ceil(25)) {
        let id = row["member"].as_str().expect("an id");
        if id.starts_with('-') || id.contains('\0') {
            continue;
        }
        let ran = run(place.path(), &["show", id, "--texts", "--corpus", text(&data), "--width", "60"]);
        assert_eq!(ran.code, Some(0), "{id:?}: {}", ran.err);
        fits(&ran.out, 60);
    }
}
