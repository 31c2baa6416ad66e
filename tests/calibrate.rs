//! `ssi calibrate` as it is typed.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use common::printed::check;
use common::{Members, copy, folder, root, run, written};
use serde_json::Value;
use snapbox::Data;
use tempfile::TempDir;

/// A small pack, so that what is printed here does not change with the default pack.
const PACK: [(&str, &str); 3] = [
    (
        "packs/small/pack.rhai",
        "title(\"A small pack\");\npillar(\"writing\", \"Write\", 60);\npillar(\"meeting\", \"Meet\", 40);\nband(0, \"any\");\n",
    ),
    (
        "packs/small/pillars/writing.rhai",
        "/// Posts.\nfn posts(m) { weight(2, m.posts.count().log_ramp(0, 10)) }\n\
         /// Comments.\nfn comments(m) { weight(2, m.comments.count().log_ramp(0, 15)) }\n\
         /// Has written in many weeks.\nfn weeks(m) { weight(2, m.posts.active_weeks().ramp(0, 6)) }\n\
         /// Shouts.\nfn shouts(m) { penalty(1, m.comments.mean(|c| c.exclamations).ramp(0, 3)) }\n",
    ),
    (
        "packs/small/pillars/meeting.rhai",
        "/// Writes to people.\nfn messages(m) { weight(1, m.messages.count().log_ramp(0, 20)) }\n\
         /// Asks people to connect.\nfn invites(m) { weight(1, m.invitations_sent.count().log_ramp(0, 30)) }\n\
         /// Is at thousands of events.\nfn events(m) { weight(2, m.events.count().ramp(5000, 9000)) }\n",
    ),
];

const PACK_OF: [&str; 5] = ["calibrate", "people", "--rules", "packs/small", "--outcomes"];

/// A folder with a corpus, the small pack, and outcomes that go mostly with comments and messages.
static PLACE: LazyLock<TempDir> = LazyLock::new(|| {
    let place = folder(&PACK);
    for kind in ["headline", "message", "post", "summary", "comment"] {
        let rule = "/// Has words.\nfn words(t) { weight(1, t.words.ramp(0, 10)) }\n";
        let path = place.path().join(format!("packs/small/grades/{kind}.rhai"));
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, rule).expect("a file");
    }
    let made = run(place.path(), &["generate", "--members", "700", "--seed", "3", "--out", "people"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let members = Members::of(place.path(), "people", &["--rules", "packs/small"]);
    let column = |name: &str| members.columns.iter().position(|c| c == name).expect(name);
    let (comments, messages) = (column("writing.comments"), column("meeting.messages"));
    let (mut deals, mut won, mut chance) =
        ("member,team,deals\n".to_owned(), "who,won\n".to_owned(), "member,deals\n".to_owned());
    for (place, (id, row)) in members.rows.iter().enumerate() {
        let points = |column: usize| row[column].parse::<f64>().unwrap_or(0.0);
        let noise = ((place * 7919) % 101) as f64 / 101.0 - 0.5;
        let outcome = points(comments) / 2.0 + points(messages) / 4.0 + 5.0 * noise + 3.0;
        let _ = writeln!(deals, "{id},blue,{:.0}", outcome.max(0.0));
        let _ = writeln!(won, "{id},{}", if outcome > 6.0 { "yes" } else { "no" });
        let _ = writeln!(chance, "{id},{}", (place * 7919) % 13);
    }
    deals.push_str(
        "nobody.here,blue,4\nzoe,red,1\nm000001,blue,3\nm000700,blue,many\n,blue,2\nm000002,blue,\n",
    );
    for (name, text) in [("deals.csv", deals), ("won.csv", won), ("chance.csv", chance)] {
        fs::write(place.path().join(name), text).expect("a file");
    }
    place
});

fn with<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    first.iter().chain(more).copied().collect()
}

fn asked<'a>(more: &[&'a str]) -> Vec<&'a str> {
    with(&with(&PACK_OF, more), &["--resamples", "200"])
}

#[test]
fn what_is_printed() {
    check("calibrate-help", root(), &["calibrate", "--help"], 0);
    check("calibrate-deals", PLACE.path(), &asked(&["deals.csv"]), 0);
    check("calibrate-won", PLACE.path(), &asked(&["won.csv", "--member-column", "who"]), 0);
    check("calibrate-chance", PLACE.path(), &asked(&["chance.csv"]), 1);
}

#[test]
fn the_pack_that_is_written_gives_the_weights_that_are_told() {
    let before = fs::read(PLACE.path().join("packs/small/pack.rhai")).expect("a file");
    let out = "packs/fitted";
    let ran = run(PLACE.path(), &asked(&["deals.csv", "--out", out]));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("next: `ssi rules diff packs/small packs/fitted --on people`"), "{}", ran.out);
    assert_eq!(fs::read(PLACE.path().join("packs/small/pack.rhai")).expect("a file"), before);
    let place = PLACE.path().join(out);
    let told: Value = serde_json::from_slice(&written(&place, "report.json")).expect("JSON");
    let pack = String::from_utf8(written(&place, "pack.rhai")).expect("UTF-8");
    let kept = root().join("tests/printed/calibrate-pack.txt");
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(pack.clone()).raw(), Data::read_from(&kept, None).raw());
    for pillar in told["pillars"].as_array().expect("pillars") {
        let mut sum = 0.0;
        for rule in pillar["rules"].as_array().expect("rules") {
            let id = rule["id"].as_str().expect("an id");
            let weight = rule["fitted"].as_f64().or(rule["default"].as_f64()).expect("a weight");
            if rule["penalty"] == false {
                sum += weight;
                assert!(
                    pack.contains(&format!("reweigh(\"{id}\", {weight:.2});")),
                    "{id} {weight} in {pack}"
                );
            }
        }
        assert!((sum - pillar["points"].as_f64().expect("points")).abs() < 1e-9);
    }
    assert!(
        String::from_utf8(written(&place, "report.md"))
            .expect("UTF-8")
            .starts_with("# Weights fitted to outcomes\n")
    );
    // A full run with it scores; nothing of what penalties took is lost.
    let score = |pack: &str| Members::of(PLACE.path(), "people", &["--rules", pack]);
    let (old, new) = (score("packs/small"), score(out));
    let place_of = |name: &str| old.columns.iter().position(|c| c == name).expect("a column");
    let (writing, shouts) = (place_of("writing"), place_of("writing.shouts"));
    let mut taken = 0;
    for (id, row) in &old.rows {
        // Where a penalty takes all there is, it takes what there is.
        if row[writing] != "0.00" && new.rows[id][writing] != "0.00" {
            let [before, after] = [row, &new.rows[id]].map(|row| common::hundredths(&row[shouts]));
            assert!((before - after).abs() <= 1, "{id}: {before} {after}");
            taken += usize::from(before < 0);
        }
    }
    assert!(taken > 20, "{taken}");
    let diff = run(PLACE.path(), &["rules", "diff", "packs/small", out, "--on", "people"]);
    assert_eq!(diff.code, Some(0), "{}", diff.err);
    // Not twice into the same folder, unless asked.
    check("calibrate-taken", PLACE.path(), &asked(&["deals.csv", "--out", out]), 1);
    let again = run(PLACE.path(), &asked(&["deals.csv", "--out", out, "--force", "--jobs", "1"]));
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert_eq!(String::from_utf8(written(&place, "pack.rhai")).expect("UTF-8"), pack);
    // Without a relation there is a report, and the pack of before is not taken for its own.
    let none = run(PLACE.path(), &asked(&["chance.csv", "--out", out, "--force"]));
    assert_eq!(none.code, Some(1), "{}", none.err);
    assert!(none.err.contains("note: packs/fitted/pack.rhai is of an earlier run"), "{}", none.err);
    assert!(none.out.contains("written to packs/fitted: report.md, report.json"), "{}", none.out);
}

#[test]
fn what_cannot_be_used_is_told() {
    let place = folder(&[
        ("few.csv", "member,deals\nada.okafor,3\noscar.delmas,1\nlucia.ferrer,oops\n"),
        ("two.csv", "member,deals,quota\nada.okafor,3,0.5\n"),
        ("words.csv", "member,said\nada.okafor,maybe\noscar.delmas,perhaps\nlucia.ferrer,never\n"),
        ("who.csv", "person,deals\nada.okafor,3\n"),
        ("empty.csv", "member,deals\n"),
    ]);
    copy(&root().join("corpora/team"), &place.path().join("team"));
    for name in ["few", "two", "words", "who", "empty", "missing"] {
        let file = format!("{name}.csv");
        let arguments = ["calibrate", "team", "--rules", "built-in", "--outcomes", &file];
        check(&format!("cannot-calibrate-{name}"), place.path(), &arguments, 1);
    }
    let column = ["calibrate", "team", "--rules", "built-in", "--outcomes", "two.csv", "--outcome", "won"];
    check("cannot-calibrate-column", place.path(), &column, 1);
    assert!(
        fs::read_dir(place.path()).expect("a folder").all(|e| !e
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .starts_with("ssi-out"))
    );
}

#[test]
fn a_pack_is_written_only_where_it_can_name_the_one_below() {
    let far = asked(&["deals.csv", "--out", "elsewhere/fitted"]);
    check("calibrate-far", PLACE.path(), &far, 1);
    check(
        "calibrate-over-the-pack",
        PLACE.path(),
        &asked(&["deals.csv", "--out", "packs/small", "--force"]),
        1,
    );
    check("calibrate-over-the-corpus", PLACE.path(), &asked(&["deals.csv", "--out", "people", "--force"]), 1);
    assert!(!Path::new(&PLACE.path().join("elsewhere")).exists());
}
