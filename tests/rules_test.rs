//! `ssi rules test` as typed: cases beside the rules, what they reach, and which numbers none of them notices.

mod common;

use std::fs;
use std::path::Path;

use common::printed::check;
use common::{Ran, done, folder, root, run};
use tempfile::TempDir;

const HEADER: &str = "title(\"Our own\");\npillar(\"brand\", \"Brand\", 60);\npillar(\"people\", \"People\", 40);\n\
    band(0, \"low\");\nband(50, \"high\");\n";
/// The rules of all other kinds of texts.
const LENGTH: &str = "/// Long enough.\nfn length(t) {\n    weight(1, t.words.ramp(2, 10))\n}\n";
const HEADLINES: &str = r#"/// Speaks to the reader.
///
/// Why: a client reads what is for the client.
/// Good: "I plan the shifts of your bakery"
/// Bad: "Planner"
fn reader(t) {
    weight(2, t.second_person.ramp(0, 2))
}

/// Names a number.
///
/// Why: a number can be checked.
fn number(t) {
    weight(1, when(t.numbers >= 2, 1, t.numbers / 4))
}
"#;
const BRAND: &str = r"/// Posts often enough.
fn cadence(m) {
    weight(40, m.posts.per_week().plateau(0, 1, 5, 14))
}

/// Posts say something.
fn substance(m) {
    weight(20, m.posts.mean(|p| p.grade).ramp(0.1, 0.9))
}

/// The same post again and again.
fn repeats(m) {
    penalty(10, m.posts.share(|p| p.near_duplicates >= 1).ramp(0, 0.5))
}
";
const PEOPLE: &str =
    "/// Knows people.\nfn contacts(m) {\n    weight(40, m.connections.count().log_ramp(0, 50))\n}\n";
const TEXTS: &str = "name,text,rule,expect\n\
    to you,I plan your shifts,headline.reader,0.5\n\
    ,,headline.number,0\n\
    ,,headline,> planner\n\
    planner,Planner for 40 bakeries,headline.reader,0\n";
const MEMBERS: &str = "member,rule,expect\nada,brand.cadence,6.2±0.1\n,score,> bo\nbo,brand.cadence,3.1..3.2\n,people,missing\n";
const POSTS: &str = "author,at,text\nada,2026-08-03,We counted the pallets twice.\nada,2026-08-17,The ramp is wider.\nbo,2026-08-20,\n";

/// A small pack, called `mine`, with these cases.
fn made(texts: &str, members: &str) -> TempDir {
    folder(&[
        ("mine/pack.rhai", HEADER),
        ("mine/grades/comment.rhai", LENGTH),
        ("mine/grades/headline.rhai", HEADLINES),
        ("mine/grades/message.rhai", LENGTH),
        ("mine/grades/post.rhai", LENGTH),
        ("mine/grades/summary.rhai", LENGTH),
        ("mine/pillars/brand.rhai", BRAND),
        ("mine/pillars/people.rhai", PEOPLE),
        ("mine/tests/headlines.csv", texts),
        ("mine/tests/team.csv", members),
        ("mine/tests/team/posts.csv", POSTS),
    ])
}

/// The small pack tried.
fn done_in(place: &TempDir, more: &[&str]) -> Ran {
    run(place.path(), &[&["rules", "test", "mine"], more].concat())
}

#[test]
fn cases_pass() {
    let place = made(TEXTS, MEMBERS);
    check("rules-test-help", place.path(), &["rules", "test", "--help"], 0);
    check("rules-test", place.path(), &["rules", "test", "mine"], 0);
    check("rules-test-filter", place.path(), &["rules", "test", "mine", "--filter", "READER you"], 0);
    check("rules-test-filter-none", place.path(), &["rules", "test", "mine", "--filter", "nothing"], 1);
    let built_in = done(&["rules", "test", "built-in"]).out;
    assert!(built_in.contains("the pack in the binary has no cases with it: name its folder"), "{built_in}");
}

#[test]
fn what_fails_is_shown_with_every_value() {
    let place =
        made(&TEXTS.replace("0.5\n", "0.7±0.1\n"), "member,rule,expect\nbo,score,> ada\nada,people,0\n");
    check("rules-test-fails", place.path(), &["rules", "test", "mine"], 1);
    let json = run(place.path(), &["rules", "test", "mine", "--json"]);
    assert_eq!(json.code, Some(1), "{}", json.err);
    let told: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((&told["passed"], &told["failed"]), (&3.into(), &3.into()));
    let cases = told["files"][0]["cases"].as_array().expect("cases");
    assert_eq!(cases[0]["came"], 0.5);
    assert_eq!(cases[0]["values"]["wholes"][0]["rules"].as_array().map(Vec::len), Some(2));
    assert!(!json.out.contains("I plan your shifts"), "texts are not printed:\n{}", json.out);
}

#[test]
fn odd_cells_are_errors_and_the_other_cases_go_on() {
    let texts = "name,text,kind,language,rule,expect,wish\n\
        to you,I plan your shifts,,,headline.reader,0.5,\n\
        ,,,,headline.reader,\"0,5\",\n\
        ,,,,headline.raeder,1,\n\
        ,,post,,headline.reader,1,\n\
        ,,headlines,,grade,1,\n\
        ,,,xx,headline,1,\n\
        ,,,,headline,,\n\
        ,,,,headline,> nobody,\n\
        to you,Another text,,,headline,1,\n\
        ,,,,headline.number,0,\n\
        planer,,,,headline.number,0,\n\
        ,,,,headline.number,0,\n\
        planner,Planner,,,headline.reader,0,\n";
    let members = "member,rule,expect,as_of\n\
        ada,brand.cadence,6.2±0.1,\n\
        cy,score,1,\n\
        ,people,1,\n\
        ada,post.length,1,\n\
        ada,brand.cadance,1,\n\
        ada,score,1,yesterday\n\
        bo,score,\"1\"x\",\n";
    let place = made(texts, members);
    for (name, text) in
        [("alone", "member,rule,expect\nada,score,1\n"), ("both", "text,member,expect\na,b,1\n")]
    {
        fs::write(place.path().join(format!("mine/tests/{name}.csv")), text).expect("a file");
    }
    fs::write(place.path().join("mine/tests/bare.csv"), "text,rule\nHi,post\n").expect("a file");
    fs::write(place.path().join("mine/tests/empty.csv"), "").expect("a file");
    fs::create_dir_all(place.path().join("mine/tests/broken")).expect("a folder");
    fs::write(place.path().join("mine/tests/broken.csv"), "member,expect\nada,1\n").expect("a file");
    fs::write(place.path().join("mine/tests/broken/posts.csv"), "author,at\nada,yesterday\n")
        .expect("a file");
    check("rules-test-odd-cells", place.path(), &["rules", "test", "mine"], 1);
}

#[test]
fn what_no_case_reaches_or_notices_is_named() {
    let place = made(TEXTS, MEMBERS);
    check("rules-test-coverage", place.path(), &["rules", "test", "mine", "--coverage"], 0);
    check("rules-test-mutate", place.path(), &["rules", "test", "mine", "--mutate"], 0);
    let one = run(place.path(), &["rules", "test", "mine", "--mutate", "--jobs", "1", "--json"]);
    let two = run(place.path(), &["rules", "test", "mine", "--mutate", "--jobs", "2", "--json"]);
    assert_eq!(one.out, two.out, "the same for any number of threads");
    // A case that asks for the weight notices it.
    assert!(done_in(&place, &["--mutate"]).out.contains("headline.reader  2 →"));
    let graded = |grade: &str| {
        let text = format!("{TEXTS},Your plan,headline,{grade}\n");
        fs::write(place.path().join("mine/tests/headlines.csv"), text).expect("a file");
    };
    graded("99");
    let told: serde_json::Value = serde_json::from_str(&done_in(&place, &["--json"]).out).expect("JSON");
    graded(&format!("{:.4}", told["files"][0]["cases"][4]["came"].as_f64().expect("a grade")));
    let more = done_in(&place, &["--mutate"]);
    assert_eq!(more.code, Some(0), "{}", more.err);
    assert!(!more.out.contains("headline.reader  2 →"), "{}", more.out);
}

#[test]
fn a_pack_on_top_of_another_is_tried_for_what_is_its_own() {
    let header = "extends(\"ssi\");\nreweigh(\"brand.cadence\", 6);\n";
    let place = folder(&[
        ("mine/pack.rhai", header),
        ("mine/grades/headline.rhai", HEADLINES),
        ("mine/tests/headlines.csv", &TEXTS.replace("> planner", "< planner")),
    ]);
    let ran = run(place.path(), &["rules", "test", "mine", "--mutate"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for line in [
        "2 of 2 rules are named by a case or an example; of 1 curve 0 are tried in all parts",
        "2 of 8 numbers are noticed when changed a little",
        "  mine/pack.rhai:2:26",
    ] {
        assert!(ran.out.lines().any(|l| l.starts_with(line)), "{line} in\n{}", ran.out);
    }
}

#[test]
fn examples_are_tried() {
    let place = made(TEXTS, MEMBERS);
    let rules = place.path().join("mine/grades/headline.rhai");
    fs::write(rules, HEADLINES.replace("your bakery", "a bakery")).expect("a file");
    check("rules-test-contradiction", place.path(), &["rules", "test", "mine"], 1);
    // What contradicts its examples can still be used.
    let checked = run(place.path(), &["rules", "check", "mine"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
}

#[test]
fn the_default_pack_holds() {
    let ran = done(&["rules", "test", "rules/ssi"]);
    assert!(ran.out.contains(", 0 fail\n"), "{}", ran.out);
    let rules = ran.out.lines().find(|line| line.contains(" rules are named")).expect("the coverage");
    let [named, all] = [0, 2].map(|word| rules.split(' ').nth(word).expect("a number"));
    assert_eq!(named, all, "each rule of the default pack has a case: {rules}");
    // Beside the rules, but no part of them.
    let digest = |pack: &Path| ssi_rules::Pack::read(pack).expect("a pack").files.len();
    assert_eq!(digest(&root().join("rules/ssi")), ssi_rules::Pack::built_in().files.len());
}
