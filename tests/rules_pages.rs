//! `ssi rules list`, `show` and `doc` as typed; `docs/packs/` says what the packs say.

mod common;

use common::printed::check;
use common::{done, folder, root, run};
use snapbox::Data;
use std::fmt::Write;

/// Every pack of ours: the name of its page, and its folder.
const PACKS: [(&str, &str); 7] = [
    ("ssi", "rules/ssi"),
    ("three-step", "rules/three-step"),
    ("paid-tool", "rules/paid-tool"),
    ("seller", "rules/roles/seller"),
    ("recruiter", "rules/roles/recruiter"),
    ("founder", "rules/roles/founder"),
    ("marketer", "rules/roles/marketer"),
];

/// `SNAPSHOTS=overwrite` writes the pages anew. They hold the sentence of every rule of every pack.
#[test]
fn the_pages_are_up_to_date() {
    for (name, pack) in PACKS {
        let page = done(&["rules", "doc", pack]).out;
        let path = root().join(format!("docs/packs/{name}.md"));
        let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
        assert.eq(Data::text(page).raw(), Data::read_from(&path, None).raw());
    }
}

#[test]
fn every_pack_has_a_page_and_no_warning() {
    let mut found = Vec::new();
    let mut open = vec![root().join("rules")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.join("pack.rhai").is_file() {
                found.push(path);
            } else if path.is_dir() {
                open.push(path);
            }
        }
    }
    assert_eq!(found.len(), PACKS.len(), "{found:?}");
    for (_, pack) in PACKS {
        assert!(found.contains(&root().join(pack)), "{pack}");
        let checked = done(&["rules", "check", pack]);
        assert_eq!(checked.err, "", "{pack}");
        assert!(checked.out.contains("phrase lists\n"), "{pack}: {}", checked.out);
        done(&["rules", "fmt", pack, "--check"]);
    }
}

#[test]
fn the_weights_and_the_points() {
    check("rules-list", root(), &["rules", "list", "rules/roles/founder"], 0);
    let json = done(&["rules", "list", "rules/ssi", "--json"]).out;
    let list: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let rules = list["rules"].as_array().expect("rules");
    for group in ["brand", "people", "insights", "relationships"] {
        let points = |r: &&serde_json::Value| r["group"] == group && r["penalty"] == false;
        let all: f64 = rules.iter().filter(points).filter_map(|r| r["points"].as_f64()).sum();
        assert!((all - 25.0).abs() < 1e-9, "{group}: {all}");
    }
    let cadence = rules.iter().find(|r| r["id"] == "brand.cadence").expect("a rule");
    assert_eq!(
        cadence["sentence"],
        "posts a week: in full from 1 to 5, none at 0 or from 14 on, in between in proportion"
    );
    assert_eq!(cadence["formula"], "posts.per_week().plateau(0, 1, 5, 14)");
    assert_eq!(cadence["file"], "pillars/brand.rhai");
}

#[test]
fn rules_in_words() {
    for (name, rules) in [
        ("rules-show-pillar", &["brand.cadence", "insights.comment_substance", "relationships.answers"][..]),
        ("rules-show-grade", &["post.evidence", "comment.rhetoric"]),
    ] {
        check(name, root(), &[&["rules", "show", "rules/ssi"], rules].concat(), 0);
    }
    check("rules-show-base", root(), &["rules", "show", "rules/roles/seller", "people.decision_makers"], 0);
    check("rules-show-unknown", root(), &["rules", "show", "rules/ssi", "brand.cadense"], 1);
}

#[test]
fn a_page_is_written() {
    let folder = folder(&[]);
    let ran = run(folder.path(), &["rules", "doc", "built-in", "--out", "page.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "written: page.md\n"), "{}", ran.err);
    let page = std::fs::read_to_string(folder.path().join("page.md")).expect("a page");
    let ours = std::fs::read_to_string(root().join("docs/packs/ssi.md")).expect("a page");
    assert_eq!(page, ours, "the built-in pack is the one in rules/ssi");
}

/// What the language can make that our packs do not: each formula, and what is said of it.
const FORMULAS: [(&str, &str); 21] = [
    ("m.posts.count().saturate(4)", "Number of posts: none at 0, half at 4, ever nearer to full beyond."),
    (
        "m.posts.within(30).count().at_least(2)",
        "In full where the number of posts of the last 30 days is at least 2, else none.",
    ),
    ("m.posts.per_week().at_most(2.5)", "In full where posts a week are at most 2.5, else none."),
    (
        "m.posts.within(7).per_week() > 2",
        "In full where the number a week of posts of the last 7 days is above 2, else none.",
    ),
    (
        "m.posts.all_time().sum(|p| p.views).log_ramp(10, 1000)",
        "Sum of the views of posts of all time: none up to 10, in full from 1000 on, in between the first count most (log scale).",
    ),
    (
        "m.posts.median(|p| p.words).plateau(5, 5, 50, 50)",
        "Middle words of posts: in full from 5 to 50, none below 5 or above 50.",
    ),
    (
        "m.posts.slope_per_week(|p| p.grade).ramp(-0.01, 0.01)",
        "Change a week of the grade (0 to 1) of posts: none up to -0.01, in full from 0.01 on, in between in proportion.",
    ),
    ("m.posts.min(|p| p.grade)", "In proportion to least grade of posts: none at 0, in full at 100 of 100."),
    (
        "m.posts.top_share(|p| p.format).ramp(1, 0.5)",
        "Share of the commonest format among posts: in full up to 50 %, none at 100 %, in between in proportion.",
    ),
    (
        "m.posts.days_since_last().ramp(60, 10) * 0.5",
        "Multiplied with one another:\n- Days since the last of posts: in full up to 10, none from 60 on, in between in proportion.\n- Half.",
    ),
    (
        "m.profile.has_photo and m.profile.skills >= 3",
        "In full where the profile has a photo and skills are at least 3, else none.",
    ),
    ("not(m.profile.has_photo)", "In full where it is not so that the profile has a photo, else none."),
    (
        "m.profile.has_photo or m.profile.industry == \"logistics\"",
        "In full where the profile has a photo or the industry is “logistics”, else none.",
    ),
    ("m.profile.followers.known()", "In full where followers are known, else none."),
    (
        "(m.profile.skills - m.profile.languages) / 10",
        "In proportion to (skills less languages) divided by 10: none at 0, in full at 1.",
    ),
    (
        "m.profile.skills.sqrt().ramp(0, 5)",
        "The square root of skills: none at 0, in full from 5 on, in between in proportion.",
    ),
    (
        "max(m.profile.skills.ramp(0, 5), 0.25)",
        "Whichever gives more:\n- Skills: none at 0, in full from 5 on, in between in proportion.\n- 25 %.",
    ),
    (
        "m.profile.coherence.or_else(0.5)",
        "The first of these that is known:\n- In proportion to coherence: none at 0 %, in full at 100 %.\n- Half.",
    ),
    (
        "when(m.profile.has_photo, m.profile.skills.ramp(0, 5), no_data())",
        "It depends:\n- Where the profile has a photo: skills: none at 0, in full from 5 on, in between in proportion.\n- Else: no data.",
    ),
    (
        "m.profile.skills.log().ramp(0, 2)",
        "`profile.skills.log()`: none at 0, in full from 2 on, in between in proportion.",
    ),
    (
        "m.profile.summary.words.ramp(20, 100).clamp(0.1, 0.9)",
        "Whichever gives less:\n- Whichever gives more:\n  - Words of the summary: none up to 20, in full from 100 on, in between in proportion.\n  - 10 %.\n- 90 %.",
    ),
];

#[test]
fn whatever_a_rule_can_say_is_said() {
    let folder = folder(&[]);
    let pack = folder.path().join("pack");
    let ran = run(folder.path(), &["rules", "new", "pack"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut rules = String::from("//! Rules for a test.\n");
    for (i, (formula, _)) in FORMULAS.iter().enumerate() {
        let _ =
            write!(rules, "\n/// Rule {i}.\nfn rule_{}(m) {{\n    penalty(1, {formula})\n}}\n", letters(i));
    }
    std::fs::write(pack.join("pillars/brand.rhai"), rules).expect("a file");
    for (i, (formula, said)) in FORMULAS.iter().enumerate() {
        let ran = run(folder.path(), &["rules", "show", "pack", &format!("brand.rule_{}", letters(i))]);
        assert_eq!(ran.code, Some(0), "{formula}: {}", ran.err);
        assert_eq!(told(&ran.out), *said, "{formula}");
    }
}

fn letters(i: usize) -> String {
    ["a", "b", "c", "d", "e"][i / 5].to_owned() + ["a", "b", "c", "d", "e"][i % 5]
}

/// What stands under "What it does", each part on one line.
fn told(shown: &str) -> String {
    let part =
        shown.split("What it does\n").nth(1).expect("a part").split("\nFormula").next().expect("a part");
    let mut lines: Vec<String> = Vec::new();
    for line in part.lines() {
        let line = line.strip_prefix("  ").unwrap_or(line);
        match lines.last_mut() {
            Some(last) if !line.trim_start().starts_with("- ") => {
                last.push(' ');
                last.push_str(line.trim_start());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}
