//! `ssi rules reweigh`, `fmt` and `new` as typed: what is written, and that nothing else is.

mod common;

use std::fs;
use std::path::Path;

use common::printed::check;
use common::{Ran, copy, folder, root, run};
use tempfile::TempDir;

/// A folder with a copy of the default pack, `pack`, and one on top of it, `mine`.
fn packs() -> TempDir {
    let made = folder(&[]);
    copy(&root().join("rules/ssi"), &made.path().join("pack"));
    done(made.path(), &["rules", "new", "mine", "--extends", "pack", "--title", "Ours, \"tuned\""]);
    made
}

#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = run(folder, arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    ran
}

/// Every file of a folder with what it holds.
fn all(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut open, mut found) = (vec![folder.to_owned()], Vec::new());
    while let Some(place) = open.pop() {
        for entry in fs::read_dir(place).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("a path in it").display().to_string();
                found.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

/// The weight that a pack gives to a rule, as listed.
#[track_caller]
fn weight(folder: &Path, pack: &str, rule: &str) -> f64 {
    let json = done(folder, &["rules", "list", pack, "--json"]).out;
    let list: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let rule = list["rules"].as_array().expect("rules").iter().find(|r| r["id"] == rule).expect("a rule");
    rule["weight"].as_f64().expect("a number")
}

#[test]
fn a_weight_is_written_and_not_a_byte_else() {
    let made = packs();
    let file = made.path().join("pack/pillars/brand.rhai");
    // As an editor on Windows would save it.
    let text = fs::read_to_string(&file).expect("a file").replace('\n', "\r\n");
    fs::write(&file, format!("\u{feff}{text}")).expect("a file");
    let before = all(&made.path().join("pack"));
    done(made.path(), &["rules", "reweigh", "pack", "brand.cadence=6.5"]);
    let expected: Vec<(String, Vec<u8>)> = before
        .into_iter()
        .map(|(name, bytes)| match name.as_str() {
            "pillars/brand.rhai" => {
                let text = String::from_utf8(bytes).expect("UTF-8");
                assert_eq!(text.matches("weight(3, m.posts.per_week()").count(), 1);
                let text = text.replace("weight(3, m.posts.per_week()", "weight(6.5, m.posts.per_week()");
                (name, text.into_bytes())
            }
            _ => (name, bytes),
        })
        .collect();
    assert!(all(&made.path().join("pack")) == expected);
    assert_eq!(weight(made.path(), "pack", "brand.cadence"), 6.5);
}

#[test]
fn what_reweigh_says() {
    let made = packs();
    let typed = ["rules", "reweigh", "mine", "brand.cadence=6", "brand.documents=1"];
    let before = all(made.path());
    check("rules-reweigh-dry", made.path(), &[&typed[..], &["--dry-run"]].concat(), 0);
    assert!(all(made.path()) == before, "nothing was written");
    check("rules-reweigh", made.path(), &typed, 0);
    check("rules-reweigh-again", made.path(), &typed, 0);
    check("rules-reweigh-built-in", made.path(), &["rules", "reweigh", "built-in", "brand.cadence=6"], 1);
    check("rules-reweigh-unknown", made.path(), &["rules", "reweigh", "mine", "brand.cadense=6"], 1);
    let file = made.path().join("mine/pillars/brand.rhai");
    let text = fs::read_to_string(&file).expect("a file");
    fs::write(&file, text.replace("    weight(1, ", "    let w = 1;\n    weight(w, ")).expect("a file");
    check("rules-reweigh-computed", made.path(), &["rules", "reweigh", "mine", "brand.documents=2"], 1);
    fs::write(&file, text.replace("count()", "coumt()")).expect("a file");
    check("rules-reweigh-mistake", made.path(), &["rules", "reweigh", "mine", "brand.documents=2"], 1);
}

#[test]
fn a_rule_of_the_base_gets_a_line() {
    let made = packs();
    let base = all(&made.path().join("pack"));
    done(made.path(), &["rules", "reweigh", "mine", "brand.cadence=6"]);
    done(made.path(), &["rules", "reweigh", "mine", "brand.cadence=7", "post.length=0"]);
    let header = fs::read_to_string(made.path().join("mine/pack.rhai")).expect("a file");
    assert!(
        header.ends_with("\n\nreweigh(\"brand.cadence\", 7);\nreweigh(\"post.length\", 0);\n"),
        "{header}"
    );
    assert_eq!(weight(made.path(), "mine", "brand.cadence"), 7.0);
    assert_eq!(weight(made.path(), "mine", "post.length"), 0.0);
    assert!(all(&made.path().join("pack")) == base, "the base stays");
    // A line in the header wins over the number in a rule of its own, so that it is the line that changes.
    let line = "reweigh(\"brand.documents\", 3);\n";
    fs::write(made.path().join("mine/pack.rhai"), header + line).expect("a file");
    done(made.path(), &["rules", "reweigh", "mine", "brand.documents=4"]);
    assert_eq!(weight(made.path(), "mine", "brand.documents"), 4.0);
}

#[test]
fn the_changed_pack_can_lie_elsewhere() {
    let made = packs();
    let before = all(&made.path().join("mine"));
    done(made.path(), &["rules", "reweigh", "mine", "brand.cadence=6", "--out", "other"]);
    assert!(all(&made.path().join("mine")) == before);
    assert_eq!(weight(made.path(), "other", "brand.cadence"), 6.0);
    let again = ["rules", "reweigh", "mine", "brand.cadence=6", "--out", "other"];
    check("rules-reweigh-taken", made.path(), &again, 1);
    let apart = ["rules", "reweigh", "mine", "brand.cadence=6", "--out", "far/away"];
    check("rules-reweigh-apart", made.path(), &apart, 1);
    assert!(!made.path().join("far").exists());
}

#[test]
fn a_new_pack_is_good_from_the_start() {
    let made = folder(&[]);
    check("rules-new", made.path(), &["rules", "new", "rules/mine"], 0);
    let checked = done(made.path(), &["rules", "check", "rules/mine"]);
    assert_eq!(checked.err, "");
    done(made.path(), &["rules", "fmt", "rules/mine", "--check"]);
    check("rules-new-taken", made.path(), &["rules", "new", "rules/mine"], 1);
    check("rules-new-apart", made.path(), &["rules", "new", "other", "--extends", "rules/mine"], 1);
    check("rules-new-no-base", made.path(), &["rules", "new", "other", "--extends", "nowhere"], 1);
    assert!(!made.path().join("other").exists());
    let on_top = ["rules", "new", "rules/more", "--extends", "rules/mine", "--title", "More \\ \"ours\""];
    done(made.path(), &on_top);
    let listed = done(made.path(), &["rules", "list", "rules/more"]);
    assert!(listed.out.starts_with("rules/more: More \\ \"ours\", "), "{}", listed.out);
    assert_eq!(listed.err, "");
    done(made.path(), &["rules", "reweigh", "rules/more", "brand.documents=3"]);
}

#[test]
fn what_fmt_says_and_does() {
    let untidy = "//! Ours.\n\n\n/// Posts documents.  \nfn documents( m ){\n  // how many\n\tweight( 2,m.posts.where(|p|p.format==\"document\").count( ).ramp(0,3) )\n}";
    let made = folder(&[("pack/pack.rhai", "extends(\"ssi\")\r\n;"), ("pack/pillars/brand.rhai", untidy)]);
    let before = all(made.path());
    check("rules-fmt-check", made.path(), &["rules", "fmt", "pack", "--check"], 1);
    assert!(all(made.path()) == before, "nothing was written");
    check("rules-fmt", made.path(), &["rules", "fmt", "pack"], 0);
    check("rules-fmt-again", made.path(), &["rules", "fmt", "pack"], 0);
    let tidy = fs::read_to_string(made.path().join("pack/pillars/brand.rhai")).expect("a file");
    assert_eq!(
        tidy,
        "//! Ours.\n\n/// Posts documents.\nfn documents(m) {\n    // how many\n    weight(2, m.posts.where(|p| p.format == \"document\").count().ramp(0, 3))\n}\n"
    );
    fs::write(made.path().join("pack/pillars/brand.rhai"), "fn documents(m) {").expect("a file");
    check("rules-fmt-bracket", made.path(), &["rules", "fmt", "pack"], 1);
}

/// However a pack is laid out, `fmt` brings it back to what it says; rules mean the same before and after.
#[test]
fn fmt_undoes_any_layout() {
    let made = folder(&[]);
    copy(&root().join("rules/ssi"), &made.path().join("pack"));
    let meant = done(made.path(), &["rules", "list", "pack"]).out;
    for name in ["brand", "people", "insights", "relationships"] {
        let file = made.path().join(format!("pack/pillars/{name}.rhai"));
        let text = fs::read_to_string(&file).expect("a file");
        // Blanks and indentation only: where lines break is the author's.
        let code = |line: &str| {
            if line.trim_start().starts_with("//") || line.contains('"') {
                return line.to_owned();
            }
            let spread = line.replace(',', " ,  ").replace('(', "(  ").replace(')', "\t)");
            format!("   {}  ", spread.trim_start())
        };
        let untidy: Vec<String> = text.lines().map(code).collect();
        fs::write(&file, untidy.join("\n\n\n")).expect("a file");
    }
    assert_eq!(done(made.path(), &["rules", "list", "pack"]).out, meant);
    done(made.path(), &["rules", "fmt", "pack"]);
    assert_eq!(done(made.path(), &["rules", "list", "pack"]).out, meant);
    for name in ["brand", "people", "insights", "relationships"] {
        let path = format!("pillars/{name}.rhai");
        let lines =
            |text: String| text.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let tidy = fs::read_to_string(made.path().join("pack").join(&path)).expect("a file");
        let ours = fs::read_to_string(root().join("rules/ssi").join(&path)).expect("a file");
        assert_eq!(lines(tidy), lines(ours), "{path}");
    }
}
