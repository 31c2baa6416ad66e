//! `ssi fairness` as it is typed: grades by language.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use common::printed::check;
use common::{copy, done, folder, root, run};
use serde_json::Value;
use tempfile::TempDir;

const CORPUS: &str = "corpora/fourteen-languages";

/// Languages with built-in lists.
const CODES: [&str; 14] =
    ["en", "es", "fr", "de", "pt", "it", "nl", "id", "ru", "ar", "hi", "ja", "zh", "ko"];

/// A small pack with phrases in English only, so that what is printed here does not change with the default pack.
const PACK: [(&str, &str); 4] = [
    (
        "small/pack.rhai",
        "title(\"A small pack\");\npillar(\"writing\", \"Write\", 100);\nband(0, \"any\");\n",
    ),
    (
        "small/pillars/writing.rhai",
        "/// Comments.\n///\n/// Advice: comment.\nfn comments(m) { weight(1, m.comments.mean(|c| c.grade)) }\n",
    ),
    (
        "small/grades/comment.rhai",
        "/// Has words.\nfn words(t) { weight(4, t.length_in_words.ramp(0, 6)) }\n\
         /// Gives reasons.\nfn reasons(t) { weight(2, t.cause_connectives.at_least(1)) }\n\
         /// Empty praise.\nfn praise(t) { penalty(8, t.phrases(\"praise\").coverage().ramp(0.1, 0.7)) }\n",
    ),
    ("small/phrases/praise.en.txt", "great post\nthanks for sharing\n"),
];

/// A folder with the small pack and the corpus.
fn place() -> TempDir {
    let place = folder(&PACK);
    for kind in ["headline", "message", "post", "summary"] {
        let rule = "/// Has words.\nfn words(t) { weight(1, t.words.ramp(0, 10)) }\n";
        std::fs::write(place.path().join(format!("small/grades/{kind}.rhai")), rule).expect("a file");
    }
    copy(&root().join(CORPUS), &place.path().join("fourteen-languages"));
    place
}

#[track_caller]
fn json(folder: &Path, arguments: &[&str]) -> Value {
    let ran = run(folder, &[&["fairness", "--json"], arguments].concat());
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

/// The groups of a kind by their names for programs.
fn groups<'v>(found: &'v Value, kind: &str) -> BTreeMap<&'v str, &'v Value> {
    let kinds = found["kinds"].as_array().expect("kinds");
    let of = kinds.iter().find(|k| k["kind"] == kind).expect("the kind");
    let groups = of["groups"].as_array().expect("groups");
    groups.iter().map(|g| (g["group"].as_str().expect("a name"), g)).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn what_is_printed() {
    check("fairness-help", root(), &["fairness", "--help"], 0);
    check("fairness-languages", root(), &["fairness", CORPUS], 0);
    let place = place();
    let own = ["fairness", "fourteen-languages", "--rules", "small"];
    check("fairness-own-pack", place.path(), &own, 0);
    let failed = run(place.path(), &[&own[..], &["--fail"]].concat());
    assert_eq!(failed.code, Some(1), "{}", failed.err);
    assert!(failed.err.contains("graded down or up by missing lists"), "{}", failed.err);
    let wide: Vec<String> = [done(&["fairness", CORPUS]), run(place.path(), &own)]
        .iter()
        .flat_map(|ran| {
            ran.out.lines().filter(|l| l.chars().count() > 100).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn little_to_compare_is_told() {
    let comments = |rows: &[(&str, &str)]| {
        let mut text = "author,at,text\n".to_owned();
        for (author, said) in rows {
            let _ = writeln!(text, "{author},2026-06-01,{said}");
        }
        text
    };
    let german = "Wir haben das gestern mit der Schicht geprüft und es war nicht gut.";
    let english = "We have checked this with the shift and it was not good at all.";
    for (name, file) in [
        ("nobody", comments(&[])),
        ("no-texts", comments(&[("ada", ""), ("bo", "👏👏")])),
        ("one-member", comments(&[("ada", german)])),
        ("one-language", comments(&[("ada", german), ("bo", german), ("ada", "Starke Sache!")])),
        ("two", comments(&[("ada", german), ("bo", english)])),
        ("untold", comments(&[("ada", "Wow 🎉"), ("bo", "Chapeau Ana!")])),
    ] {
        let files = folder(&[("comments.csv", &file)]);
        check(&format!("fairness-few-{name}"), files.path(), &["fairness", ".", "--as-of", "2026-06-30"], 0);
        // As JSON it is read, too.
        assert!(json(files.path(), &[".", "--as-of", "2026-06-30"])["verdict"].is_string());
    }
    let old = folder(&[("comments.csv", &comments(&[("ada", german)]))]);
    check("fairness-few-old", old.path(), &["fairness", ".", "--as-of", "2027-06-30"], 0);
}

#[test]
fn empty_praise_is_graded_below_substance_in_every_language() {
    let file = format!("{CORPUS}/comments.csv");
    let graded =
        done(&["grade", &file, "--text-column", "text", "--kind", "comment", "--id-column", "comment"]);
    let mut grades: BTreeMap<String, f64> = BTreeMap::new();
    for row in csv::Reader::from_reader(graded.out.as_bytes()).records() {
        let row = row.expect("a row");
        grades.insert(row[0].to_owned(), row[1].parse().expect("a grade"));
    }
    assert_eq!(grades.len(), (CODES.len() + 1) * 25);
    for code in CODES {
        for member in 1..=5 {
            let grade = |what: &str| grades[&format!("{code}.{member}.{what}")];
            for empty in ["praise", "slogan"] {
                for full in ["substance", "question", "long"] {
                    let (empty_grade, full_grade) = (grade(empty), grade(full));
                    assert!(empty_grade < full_grade, "{code}: {empty} {empty_grade}, {full} {full_grade}");
                }
            }
            assert!(grade("substance") < grade("long"), "{code}");
        }
    }
}

#[test]
fn every_text_is_read_in_its_language() {
    let found = json(root(), &[CORPUS]);
    for (kind, texts) in [("comment", 25), ("post", 5)] {
        let groups = groups(&found, kind);
        assert_eq!(groups.len(), CODES.len() + 1, "{kind}");
        for code in CODES.iter().chain(&["other-latin"]) {
            let group = groups[code];
            assert_eq!((&group["texts"], &group["authors"]), (&texts.into(), &5.into()), "{kind} {code}");
        }
    }
}

#[test]
fn lists_and_rules_add_up_to_the_difference() {
    let place = place();
    for found in [json(root(), &[CORPUS]), json(place.path(), &["fourteen-languages", "--rules", "small"])] {
        let mut compared = 0;
        for kind in found["kinds"].as_array().expect("kinds") {
            for group in kind["groups"].as_array().expect("groups") {
                let difference = &group["difference"];
                let rules = difference["other_rules"].as_array().expect("rules");
                let sum: f64 = rules.iter().map(|r| number(&r["grade"])).sum();
                let whole = number(&difference["value"]) - number(&difference["of_lists"]);
                assert!((sum - whole).abs() < 5e-5, "{}: {sum} {whole}", group["group"]);
                compared += 1;
            }
        }
        assert_eq!(compared, 30);
    }
}

#[test]
fn a_list_in_english_only_is_a_warning() {
    let place = place();
    let own = ["fourteen-languages", "--rules", "small"];
    let before = json(place.path(), &own);
    // Praise costs where it can be seen, and only there.
    let english = groups(&before, "comment")["en"];
    assert_eq!(english["missing_lists"], serde_json::json!([]));
    assert_eq!((&english["side"], &english["warning"]), (&"lower".into(), &true.into()));
    assert_eq!(english["difference"]["rules_that_lack_elsewhere"], serde_json::json!(["comment.praise"]));
    assert!(number(&english["difference"]["of_lists"]) < -0.05);
    let other = groups(&before, "comment")["other-latin"];
    let lists: Vec<&str> =
        other["missing_lists"].as_array().expect("lists").iter().filter_map(|m| m["list"].as_str()).collect();
    assert_eq!(lists, ["cause", "praise"]);
    let german = groups(&before, "comment")["de"];
    assert_eq!(german["missing_lists"][0]["file"], "phrases/praise.de.txt");
    assert_eq!(german["rules_without_data"], serde_json::json!(["comment.praise"]));

    // Once the list is there, nothing is missing, and praise costs.
    let list = place.path().join("small/phrases/praise.de.txt");
    std::fs::write(list, "toller beitrag\ndanke fürs teilen\n").expect("a file");
    let after = json(place.path(), &own);
    let mended = groups(&after, "comment")["de"];
    assert_eq!(mended["missing_lists"], serde_json::json!([]));
    assert!(number(&mended["mean"]) < number(&german["mean"]));
    assert!(number(&mended["coverage"]) > number(&german["coverage"]));
}

#[test]
fn neither_threads_nor_the_order_of_rows_change_anything() {
    let place = place();
    let one = json(place.path(), &["fourteen-languages", "--jobs", "1"]);
    assert_eq!(json(place.path(), &["fourteen-languages", "--jobs", "3"]), one);
    for name in ["members", "comments", "posts"] {
        let path = place.path().join(format!("fourteen-languages/{name}.csv"));
        let text = std::fs::read_to_string(&path).expect("a file");
        let (header, rows) = text.split_once('\n').expect("a header");
        let rows: Vec<&str> = rows.lines().rev().collect();
        std::fs::write(&path, format!("{header}\n{}\n", rows.join("\n"))).expect("a file");
    }
    assert_eq!(json(place.path(), &["fourteen-languages"]), one);
}

#[test]
fn no_text_is_printed() {
    let page = done(&["fairness", CORPUS]).out + &done(&["fairness", CORPUS, "--json"]).out;
    for file in ["comments", "posts"] {
        let mut rows = csv::Reader::from_path(root().join(format!("{CORPUS}/{file}.csv"))).expect("a file");
        let column = rows.headers().expect("a header").iter().position(|h| h == "text").expect("texts");
        for row in rows.records() {
            assert!(!page.contains(&row.expect("a row")[column]));
        }
    }
}
