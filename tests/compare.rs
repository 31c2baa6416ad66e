//! `ssi compare`: our figures beside those that somebody saved, as it is typed. All figures are invented.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use common::printed::check;
use common::{Members, done, folder, root, run, text};
use serde_json::Value;
use tempfile::TempDir;

const PAGE: &str = r#"{"data":{"activeSeat":false,"profileUrn":"x","memberScore":{"overall":61.3,"subScores":[
  {"pillar":"PROFESSIONAL_BRAND","score":21.4},{"pillar":"FIND_RIGHT_PEOPLE","score":9.25},
  {"pillar":"INSIGHT_ENGAGEMENT","score":12.65},{"pillar":"STRONG_RELATIONSHIP","score":18.0}]},
  "groupScore":[{"groupType":"INDUSTRY","industry":"Logistics","rank":9,"score":{"overall":34.4}},
  {"groupType":"NETWORK","rank":11,"score":{"overall":36.3}}]}}"#;

/// A place with saved files and, beside them, the demonstration.
fn place(files: &[(&str, &str)]) -> TempDir {
    let place = folder(files);
    common::copy(&root().join("corpora/team"), &place.path().join("team"));
    place
}

const TEAM: [&str; 3] = ["compare", "--corpus", "team"];

#[test]
fn help() {
    check("help-compare", root(), &["compare", "--help"], 0);
    check("usage-compare", root(), &["compare"], 2);
}

#[test]
fn one_member() {
    let html = format!("<html><code>{}</code></html>", PAGE.replace('"', "&quot;"));
    let place = place(&[
        ("ada.json", PAGE),
        ("ada.html", &html),
        ("oscar.json", &PAGE.replace("18.0", "3.0").replace("\"overall\":61.3,", "")),
        ("half.csv", "member;people;brand\nada.okafor;9,25;21/25\n"),
    ]);
    let typed = |name, more: &[&str], code| check(name, place.path(), &[&TEAM[..], more].concat(), code);
    typed("compare-one", &["--with", "ada.json", "--member", "ada.okafor"], 0);
    typed("compare-two", &["--with", "ada.okafor=ada.html", "--with", "oscar.delmas=oscar.json"], 0);
    typed("compare-half", &["--with", "half.csv"], 0);
    typed("cannot-compare-other", &["--with", "half.csv", "--member", "oscar.delmas"], 1);
    typed("cannot-compare-whose", &["--with", "ada.json"], 1);
    typed("cannot-compare-member", &["--with", "ada.json", "--member", "okafor"], 1);
    typed("cannot-compare-many", &["--with", "ada.json", "--with", "ada.html", "--member", "ada.okafor"], 1);
    let as_json = |with: &str| {
        let ran =
            run(place.path(), &[&TEAM[..], &["--with", with, "--member", "ada.okafor", "--json"]].concat());
        serde_json::from_str::<Value>(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.err))
    };
    let (json, html) = (as_json("ada.json"), as_json("ada.html"));
    assert_eq!(json["members"][0]["figures"], html["members"][0]["figures"]);
    assert_eq!(json["group"], Value::Null);
    let first = &json["members"][0]["figures"][0];
    assert_eq!((&first["id"], &first["linkedin"]), (&"brand".into(), &21.4.into()));
}

/// A table of figures: ours moved by `by` for each of the first members.
fn usage(members: &Members, by: &[f64]) -> String {
    let mut out =
        String::from("Name,E-mail,Social Selling Index (SSI),Professional brand,Find the right people\n");
    let mut ids: Vec<&String> = members.rows.keys().collect();
    ids.sort();
    let mut names = csv::Reader::from_path(root().join("corpora/team/members.csv")).expect("a file");
    let names: BTreeMap<String, String> = names
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect();
    for (id, by) in ids.into_iter().zip(by) {
        let ours = |column: &str| members.rows[id][members.column(column)].parse::<f64>().expect("a number");
        let (score, brand) = (ours("score"), ours("brand"));
        let name = &names[id];
        let moved = |x: f64, most: f64| (x + by).clamp(0.0, most);
        let _ = writeln!(out, "{name},{id}@x.example,{:.2},{:.2},4", moved(score, 100.0), moved(brand, 25.0));
    }
    out
}

#[test]
fn a_team() {
    let place = place(&[]);
    let members = Members::of(place.path(), "team", &[]);
    let by = [-3.0, -2.5, -4.0, -1.0, -2.0, -3.5, -1.5];
    let many = usage(&members, &by)
        + "Nobody Known,no@x.example,50,,\n,,40,,\nAda Okafor,,33,,\nX,x@x.example,high,,\n";
    for (name, text) in [("usage.csv", &many), ("few.csv", &usage(&members, &by[..3]))] {
        std::fs::write(place.path().join(name), text).expect("a file");
    }
    check("compare-team", place.path(), &[&TEAM[..], &["--with", "usage.csv"]].concat(), 0);
    check("compare-few", place.path(), &[&TEAM[..], &["--with", "few.csv"]].concat(), 0);
    let ran = run(place.path(), &[&TEAM[..], &["--with", "usage.csv", "--json"]].concat());
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    let score =
        json["group"]["figures"].as_array().expect("figures").last().expect("the score")["agreement"].clone();
    assert_eq!((&score["n"], &score["lower"], &score["higher"]), (&7.into(), &0.into(), &7.into()));
    assert_eq!(score["median"], Value::from(2.5));
    assert_eq!(json["left_out"].as_array().map(Vec::len), Some(3));
    // The same bytes whatever the order of the rows.
    let mut lines: Vec<&str> =
        many.lines().filter(|l| l.contains("@x.example") && !l.contains("high")).collect();
    lines.push(many.lines().next().expect("a header"));
    lines.reverse();
    std::fs::write(place.path().join("turned.csv"), lines.join("\n")).expect("a file");
    let figures = |name: &str| {
        let ran = run(place.path(), &[&TEAM[..], &["--with", name, "--json"]].concat());
        serde_json::from_str::<Value>(&ran.out).expect("JSON")["group"].clone()
    };
    assert_eq!(figures("turned.csv"), figures("usage.csv"));
}

#[test]
fn files_that_tell_nothing() {
    let place = place(&[
        ("empty.csv", ""),
        ("wrong.csv", "name,age\nada,3\n"),
        ("high.json", &PAGE.replace("9.25", "92.5")),
        ("cut.json", &PAGE[..90]),
        ("page.html", "<html><body>Sign in</body></html>"),
        ("others.csv", "member,score\nx,1\ny,2\n"),
    ]);
    for (name, with) in [
        ("cannot-compare-missing", "nowhere.json"),
        ("cannot-compare-empty", "empty.csv"),
        ("cannot-compare-columns", "wrong.csv"),
        ("cannot-compare-range", "high.json"),
        ("cannot-compare-cut", "cut.json"),
        ("cannot-compare-page", "page.html"),
        ("cannot-compare-nobody", "others.csv"),
        ("cannot-compare-several", "ada.okafor=others.csv"),
    ] {
        check(name, place.path(), &[&TEAM[..], &["--with", with]].concat(), 1);
    }
}

#[test]
fn the_only_member_needs_no_name() {
    let place = folder(&[
        ("data/posts.csv", "author,at,text\nada,2026-06-01,We lost two clients. Why?\n"),
        ("ada.json", PAGE),
    ]);
    check("compare-only", place.path(), &["compare", "--corpus", "data", "--with", "ada.json"], 0);
}

#[test]
fn a_pack_of_other_pillars_compares_what_it_has() {
    let place = place(&[
        ("ada.json", PAGE),
        (
            "pack/pack.rhai",
            "//! Two pillars.\n\nwindow(90);\npillar(\"brand\", \"Be seen\", 40);\npillar(\"craft\", \"Know the trade\", 60);\nband(0, \"all\");\n",
        ),
        (
            "pack/pillars/brand.rhai",
            "//! Be seen\n\n/// Posts.\n///\n/// Why: seen.\n/// Advice: post.\nfn posts(m) {\n    weight(1, m.posts.count().ramp(0, 10))\n}\n",
        ),
        (
            "pack/pillars/craft.rhai",
            "//! Know the trade\n\n/// Comments.\n///\n/// Why: known.\n/// Advice: comment.\nfn comments(m) {\n    weight(1, m.comments.count().ramp(0, 10))\n}\n",
        ),
    ]);
    for part in ["grades", "phrases"] {
        common::copy(&root().join("rules/ssi").join(part), &place.path().join("pack").join(part));
    }
    let arguments = ["--rules", "pack", "--with", "ada.json", "--member", "ada.okafor"];
    check("compare-pack", place.path(), &[&TEAM[..], &arguments].concat(), 0);
}

#[test]
fn the_last_run_is_compared_unless_another_is_named() {
    let place = place(&[("ada.json", PAGE)]);
    check(
        "cannot-compare-no-run",
        place.path(),
        &["compare", "--with", "ada.json", "--member", "ada.okafor"],
        1,
    );
    let ran = run(place.path(), &["score", "team", "--set", "brand.cadence=6", "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let last = run(place.path(), &["compare", "--with", "ada.json", "--member", "ada.okafor"]);
    let same =
        [&TEAM[..], &["--set", "brand.cadence=6", "--with", "ada.json", "--member", "ada.okafor"]].concat();
    assert_eq!((last.code, last.out), (Some(0), run(place.path(), &same).out));
    let table = done(&["compare", "--help"]).out;
    assert!(table.contains("Nothing is fetched"), "{}", text(place.path()));
}
