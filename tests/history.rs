//! Time: snapshots of days, what moved between them, and why.

mod common;

use std::path::{Path, PathBuf};

use common::{copy, folder, hundredths, root, run, text, written};
use snapbox::Data;
use tempfile::TempDir;

/// A small pack that reads no text, so that what is printed here does not change with the default pack.
const PACK: [(&str, &str); 3] = [
    (
        "small/pack.rhai",
        "title(\"A small pack\");\nwindow(60);\npillar(\"writing\", \"Write\", 60);\npillar(\"people\", \"Meet people\", 40);\n\
         band(0, \"low\");\nband(50, \"high\");\n",
    ),
    (
        "small/pillars/writing.rhai",
        "/// Posts often enough.\n///\n/// Advice: post once a week.\n\
         fn cadence(m) { weight(3, m.posts.per_week().ramp(0, 1)) }\n\
         /// Writes originals.\n///\n/// Advice: write one of your own.\n\
         fn originals(m) { weight(2, m.posts.share(|p| p.is_original)) }\n",
    ),
    (
        "small/pillars/people.rhai",
        "/// Comments on others.\n///\n/// Advice: comment twice a week.\n\
         fn comments(m) { weight(3, m.comments.count().ramp(0, 20)) }\n\
         /// Has a photo.\nfn photo(m) { weight(1, m.profile.has_photo) }\n",
    ),
];

/// A folder with the small pack and the corpus of the team.
fn place() -> TempDir {
    let place = folder(&PACK);
    std::fs::create_dir(place.path().join("small/grades")).expect("a folder");
    for kind in ["comment", "headline", "message", "post", "summary"] {
        let rule = "/// Has words.\nfn words(t) { weight(1, t.words.ramp(0, 10)) }\n";
        std::fs::write(place.path().join(format!("small/grades/{kind}.rhai")), rule).expect("a file");
    }
    copy(&root().join("corpora/team"), &place.path().join("team"));
    place
}

/// Runs a command that must succeed; returns what it printed and what it said to people.
#[track_caller]
fn done(folder: &Path, arguments: &str) -> (String, String) {
    let ran = run(folder, &arguments.split(' ').collect::<Vec<_>>());
    assert_eq!(ran.code, Some(0), "{arguments}: {}", ran.err);
    (ran.out, ran.err)
}

/// Runs a command that must not succeed; returns what it said to people.
#[track_caller]
fn failed(folder: &Path, arguments: &str) -> String {
    let ran = run(folder, &arguments.split(' ').collect::<Vec<_>>());
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{arguments}");
    ran.err
}

/// Compares what a command prints with `tests/printed/NAME.txt`; with `SNAPSHOTS=overwrite` writes it there.
#[track_caller]
fn check(name: &str, folder: &Path, arguments: &str) {
    let ran = run(folder, &arguments.split(' ').collect::<Vec<_>>());
    let people = if ran.err.is_empty() { String::new() } else { format!("--- for people\n{}", ran.err) };
    let code = ran.code.map_or("none".to_owned(), |c| c.to_string());
    let printed = format!("$ ssi {arguments}\n{}{people}exit code {code}\n", ran.out);
    let path = root().join("tests/printed").join(format!("{name}.txt"));
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(printed).raw(), Data::read_from(&path, None).raw());
}

/// The points of each line of a change: the two ends, the change, and its four parts.
#[track_caller]
fn lines(told: &str) -> Vec<(String, [i64; 7])> {
    let table = told.lines().skip_while(|l| !l.contains(" change ")).skip(1);
    let mut found = Vec::new();
    for line in table {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [name, numbers @ ..] = cells.as_slice() else { break };
        let number = |cell: &&str| {
            if ["·", "–"].contains(cell) { 0 } else { hundredths(cell.trim_start_matches('+')) }
        };
        let Ok(numbers) = <[i64; 7]>::try_from(numbers.iter().map(number).collect::<Vec<_>>()) else { break };
        found.push(((*name).to_owned(), numbers));
        if *name == "score" {
            break;
        }
    }
    assert!(found.len() > 2, "{told}");
    found
}

/// What is printed adds up in every line; returns the parts of the score: late, left, came, rules.
#[track_caller]
fn parts(told: &str) -> [i64; 4] {
    let lines = lines(told);
    for (name, [before, now, change, late, left, came, rules]) in &lines {
        assert_eq!(change, &(now - before), "{name}\n{told}");
        assert_eq!(change, &(late + left + came + rules), "{name}\n{told}");
    }
    let (score, all) = lines.last().expect("a line");
    assert_eq!(score, "score");
    let sum = |of: fn(&str) -> bool| -> Vec<i64> {
        (0..7).map(|i| lines.iter().filter(|l| l.0 != "score" && of(&l.0)).map(|l| l.1[i]).sum()).collect()
    };
    assert_eq!(sum(|name| !name.contains('.')), all, "{told}");
    // Lines of rules that did not move are left out, so only the change and its parts add up to the last digit.
    assert_eq!(sum(|name| name.contains('.'))[2..], all[2..], "{told}");
    [all[3], all[4], all[5], all[6]]
}

fn replace(path: &Path, from: &str, to: &str) {
    let old = std::fs::read_to_string(path).expect("a file");
    assert!(old.contains(from), "{} holds {from:?}", path.display());
    std::fs::write(path, old.replace(from, to)).expect("a file");
}

/// Takes lines out of a file of which `goes` says so.
fn take_out(path: &Path, goes: impl Fn(&str) -> bool) {
    let mut reader = csv::Reader::from_path(path).expect("a file");
    let head = reader.byte_headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let mut writer = csv::Writer::from_path(path).expect("a file");
    writer.write_byte_record(&head).expect("a header");
    for row in rows.iter().filter(|r| !goes(&r.iter().take(3).collect::<Vec<_>>().join(" "))) {
        writer.write_record(row).expect("a row");
    }
    writer.flush().expect("a file");
}

/// All files below a folder, sorted, with their bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).expect("a file")));
        }
    }
    found.sort();
    found
}

#[test]
fn the_same_run_keeps_the_same_bytes() {
    let place = place();
    let score = "score team --rules small --as-of 2026-06-10 --quiet --history";
    for more in
        ["one --jobs 1 --out a", "two --jobs 3 --out b/c --format parquet", "one --out a --format json"]
    {
        done(place.path(), &format!("{score} {more}"));
    }
    done(
        place.path(),
        "backfill team --rules small --from 2026-06-10 --to 2026-06-10 --history three --quiet",
    );
    let kept = |name: &str| -> Vec<(PathBuf, Vec<u8>)> {
        let folder = place.path().join(name);
        let inside = |path: PathBuf| path.strip_prefix(&folder).expect("inside").to_owned();
        files(&folder).into_iter().map(|(path, bytes)| (inside(path), bytes)).collect()
    };
    let one = kept("one");
    assert_eq!(one.len(), 10, "a table, a run and eight files of the pack");
    assert!(one.iter().any(|(path, _)| path == Path::new("members/2026-06-10.parquet")));
    assert_eq!(one, kept("two"));
    assert_eq!(one, kept("three"));
}

#[test]
fn past_days_are_filled_once() {
    let place = place();
    let fill = |more: &str| done(place.path(), &format!("backfill team --rules small --history h {more}")).0;
    let told = fill("--from 2026-04-20 --to 2026-05-18 --every 1w");
    assert!(told.contains("2026-05-04         44 members  mean"), "{told}");
    assert!(told.contains("3 snapshots written to h\n"), "{told}");
    assert!(
        told.contains("2 days skipped (2026-04-20 to 2026-04-27): the first activity is of 2026-05-01"),
        "{told}"
    );
    let before = files(&place.path().join("h"));
    // What is there stays, with whatever rules it was made; `--force` writes it anew.
    let told = fill("--from 2026-05-04 --to 2026-05-18 --every 7d --set writing.cadence=9");
    assert!(told.starts_with("0 snapshots written to h\n3 snapshots there already and kept;"), "{told}");
    assert_eq!(files(&place.path().join("h")), before);
    let told = fill("--from 2026-05-04 --to 2026-05-04 --force --set writing.cadence=9");
    assert!(told.contains("1 snapshot written to h\n"), "{told}");
    assert_ne!(files(&place.path().join("h")), before);
    fill("--from 2026-05-04 --to 2026-05-04 --force");
    assert_eq!(files(&place.path().join("h")), before);

    for (arguments, said) in [
        ("--from 2026-06-01 --to 2026-05-01", "2026-06-01 lies after 2026-05-01"),
        ("--from 2016-01-01 --to 2026-05-01 --every 1d", "more than 3660 days"),
        ("--from 2026-05-01 --as-of 2026-05-01", "`--as-of` means nothing here"),
    ] {
        let err = failed(place.path(), &format!("backfill team --history h {arguments}"));
        assert!(err.contains(said), "{err}");
    }
    let err = failed(place.path(), "backfill team --history team --from 2026-05-01");
    assert!(err.contains("team is what is read: a history would mix with it"), "{err}");
    for wrong in ["0d", "7", "d", "1y", "-1d", "99999d"] {
        let ran = run(
            place.path(),
            &["backfill", "team", "--history", "h", "--from", "2026-05-01", &format!("--every={wrong}")],
        );
        assert_eq!(ran.code, Some(2), "{wrong}");
        assert!(ran.err.contains("as in 1d, 7d, 2w or 1mo"), "{}", ran.err);
    }
}

#[test]
fn what_the_team_sees() {
    let place = place();
    done(place.path(), "backfill team --rules small --history h --from 2026-05-05 --to 2026-08-25 --quiet");
    let (told, _) = done(place.path(), "score team --rules small --history h --drop-alert 1.5");
    let moves = told.split_once("\nsince 2026-08-25").expect("what moved").1;
    assert!(moves.contains("biggest gains") && moves.contains("DROP ALERT"), "{told}");
    check("trend", place.path(), "trend oscar.delmas --history h --rule writing.cadence");
    check("trend-drops", place.path(), "trend --drops --history h --drop-alert 1.5");
    check("trend-drops-json", place.path(), "trend --drops --history h --drop-alert 4 --json");
    check("trend-no-drops", place.path(), "trend --drops --history h --drop-alert 80");
    check("trend-everyone", place.path(), "trend --history h");
    check("trend-unknown", place.path(), "trend delmas --history h");
    check(
        "since",
        place.path(),
        "explain oscar.delmas --corpus team --rules small --since 2026-06-16 --history h",
    );
    check(
        "since-no-history",
        place.path(),
        "explain nadia.kowalska --corpus team --rules small --since 2026-06-30",
    );

    let json = done(place.path(), "trend oscar.delmas --history h --json").0;
    let days: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    assert_eq!(days.len(), 18);
    assert_eq!(days[17]["day"], "2026-08-31");
    assert!(days[0]["change"].is_null() && days[1]["change"].is_number());
    assert_eq!(
        serde_json::from_str::<Vec<serde_json::Value>>(
            &done(place.path(), "trend --drops --history h --drop-alert 80 --json").0
        )
        .expect("JSON")
        .len(),
        0
    );
}

#[test]
fn help() {
    check("help-backfill", root(), "backfill --help");
    check("help-trend", root(), "trend --help");
}

#[test]
fn the_first_snapshot_says_that_it_is_the_first() {
    let place = place();
    let (told, _) = done(place.path(), "score team --rules small --history h");
    assert!(told.contains("the first snapshot in h: the next one will show who rose and who fell"), "{told}");
    assert!(told.contains("h/members/2026-08-31.parquet"), "{told}");
    let (told, _) = done(place.path(), "trend --drops --history h");
    assert_eq!(told, "no snapshot before 2026-08-31: nothing to compare with\n");
    let (told, _) = done(place.path(), "trend ruth.abara --history h");
    assert!(told.contains("on 2026-08-31, 1 snapshot\n"), "{told}");
    // A run for a day in between looks at what lies before it and not at what lies after.
    let (told, _) = done(place.path(), "score team --rules small --history h --as-of 2026-08-01");
    assert!(told.contains("the first snapshot in h"), "{told}");
}

#[test]
fn other_rules_are_no_change_of_people() {
    let place = place();
    let score = |day: &str, more: &str| {
        done(place.path(), &format!("score team --rules small --history h --as-of {day}{more}")).0
    };
    score("2026-08-24", "");
    let told = score("2026-08-31", " --set writing.cadence=30");
    assert!(told.contains("the rules, weights or window changed since 2026-08-24"), "{told}");
    assert!(told.contains("no drop alert") && !told.contains("biggest gains"), "{told}");
    let (told, _) = done(place.path(), "trend oscar.delmas --history h");
    assert!(told.contains("not compared: the rules changed in between"), "{told}");
    assert!(told.contains("  ---------- the rules changed here"), "{told}");
    // The old rules are run again as they were kept, though the pack is another one now.
    replace(&place.path().join("small/pillars/writing.rhai"), "weight(3,", "weight(30,");
    let told = score("2026-08-31", "");
    assert!(told.contains("the rules, weights or window changed"), "{told}");
    assert_eq!(std::fs::read_dir(place.path().join("h/packs")).expect("packs").count(), 2);
}

#[test]
fn an_edited_weight_is_a_change_of_rules_alone() {
    let place = place();
    done(place.path(), "score team --rules small --as-of 2026-06-10 --history h --quiet");
    let explain = |member: &str| {
        let more = "--corpus team --rules small --since 2026-06-10 --history h";
        done(place.path(), &format!("explain {member} {more}")).0
    };
    let members = ["oscar.delmas", "nadia.kowalska", "ada.okafor", "ruth.abara"];
    let before = members.map(|m| parts(&explain(m)));
    assert!(before.iter().all(|p| p[0] == 0 && p[3] == 0), "{before:?}");
    replace(&place.path().join("small/pillars/writing.rhai"), "weight(3,", "weight(1,");
    let after = members.map(|m| parts(&explain(m)));
    for (b, a) in before.iter().zip(&after) {
        assert_eq!(b[..3], a[..3], "only the rules changed");
    }
    assert!(after[2][3] > 0, "originals weigh more now: {after:?}");
    assert!(explain("ada.okafor").contains("because the rules changed"));

    // A weight on the command line and another window are rules too.
    for more in ["--set people.photo=9", "--window 30"] {
        let told = done(
            place.path(),
            &format!("explain ada.okafor --corpus team --rules small --since 2026-06-10 --history h {more}"),
        )
        .0;
        assert_eq!(parts(&told)[..3], before[2][..3], "{more}");
        assert_ne!(parts(&told)[3], 0, "{more}");
    }

    // Rules that were tampered with are not taken for those of then.
    let packs = place.path().join("h/packs");
    let pack = std::fs::read_dir(&packs).expect("packs").next().expect("a pack").expect("a pack").path();
    replace(&pack.join("small/pillars/writing.rhai"), "weight(3,", "weight(2,");
    let told = explain("oscar.delmas");
    assert!(told.contains("the rules of today stand for those of then"), "{told}");
    assert_eq!(parts(&told)[3], 0, "{told}");
    // A run with the same rules writes them whole again.
    replace(&place.path().join("small/pillars/writing.rhai"), "weight(1,", "weight(3,");
    done(place.path(), "score team --rules small --as-of 2026-06-11 --history h --quiet");
    assert!(!explain("oscar.delmas").contains("the rules of today stand"));
}

#[test]
fn a_pack_upon_another_is_kept_with_it() {
    let place = place();
    let own = place.path().join("own");
    std::fs::create_dir(&own).expect("a folder");
    std::fs::write(own.join("pack.rhai"), "extends(\"small\");\nreweigh(\"writing.cadence\", 5);\n")
        .expect("a file");
    done(place.path(), "score team --rules own --as-of 2026-06-10 --history h --quiet");
    // Both are edited afterwards; what was kept is run.
    std::fs::write(own.join("pack.rhai"), "extends(\"small\");\n").expect("a file");
    replace(&place.path().join("small/pillars/people.rhai"), "weight(3,", "weight(1,");
    let told =
        done(place.path(), "explain oscar.delmas --corpus team --rules own --since 2026-06-10 --history h").0;
    let [late, _, _, rules] = parts(&told);
    assert!(late == 0 && rules != 0 && !told.contains("note:"), "{told}");
}

#[test]
fn rows_that_are_taken_out_later_are_late_data() {
    let place = place();
    done(place.path(), "score team --rules small --as-of 2026-06-10 --history h --quiet");
    let explain = "explain oscar.delmas --corpus team --rules small --since 2026-06-10";
    let [_, left, came, _] = parts(&done(place.path(), &format!("{explain} --history h")).0);
    // His posts of May go; they lay in the window of the first day, and not in that of the second.
    take_out(&place.path().join("team/posts.csv"), |row| row.contains("oscar.delmas 2026-05-"));
    let told = done(place.path(), &format!("{explain} --history h")).0;
    let now = parts(&told);
    assert!(now[0] < 0 && now[3] == 0, "{told}");
    assert_eq!((now[0] + now[1], now[2]), (left, came), "the ends are the same: {told}");
    assert!(told.contains("through rows about days up to 2026-06-10 that came or changed later"), "{told}");
    assert!(told.contains("late rows cannot be named"), "{told}");
    // Without the snapshot nobody knows, and that is said.
    let told = done(place.path(), explain).0;
    assert_eq!(parts(&told)[0], 0);
    assert!(told.contains("late data is not known and stands as 0: no `--history` was named"), "{told}");
    let told = done(place.path(), &format!("{explain} --history h").replace("06-10 ", "06-12 ")).0;
    let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("h has no snapshot of 2026-06-12; the nearest is of 2026-06-10"), "{told}");

    // The day of the score itself: only what came late can differ.
    let told = done(place.path(), &format!("{explain} --history h --as-of 2026-06-10")).0;
    assert_eq!(parts(&told), [now[0], 0, 0, 0], "{told}");
}

#[test]
fn days_that_make_no_sense_are_refused_in_words() {
    let place = place();
    let explain = "explain oscar.delmas --corpus team --rules small";
    for (more, said) in [
        ("--since 2026-09-01", "2026-09-01 lies after the day of the score, 2026-08-31"),
        ("--since 2026-08-31", "2026-08-31 is the day of the score itself: nothing lies between"),
        ("--since 2026-06-10 --history nowhere", "nowhere: there is no history"),
    ] {
        let err = failed(place.path(), &format!("{explain} {more}"));
        assert!(err.contains(said) && err.contains("help: "), "{err}");
    }
    let err = failed(place.path(), "explain delmas --corpus team --since 2026-06-10");
    assert!(err.contains("did you mean oscar.delmas?"), "{err}");
    let err = failed(place.path(), "trend oscar.delmas --history nowhere");
    assert!(
        err.contains("nowhere: there is no history") && err.contains("ssi score FOLDER --history DIR"),
        "{err}"
    );

    // A day before everything is a day all the same.
    let (told, _) = done(place.path(), &format!("{explain} --since 2020-01-01"));
    assert!(told.contains("2020-01-01 lies before the first activity, 2026-05-01"), "{told}");
    let [late, left, _, rules] = parts(&told);
    assert_eq!((late, left, rules), (0, 0, 0), "all came since: {told}");
    let (told, err) = done(place.path(), "score team --rules small --as-of 2020-01-01");
    assert!(
        err.contains("note: nobody did anything up to 2020-01-01: the first activity is of 2026-05-01"),
        "{err}"
    );
    assert!(told.contains("as of 2020-01-01"), "{told}");
}

#[test]
fn who_joined_in_between_was_not_there() {
    let place = place();
    let (told, _) = done(place.path(), "explain mina.sato --corpus team --rules small --since 2026-07-01");
    let sentence = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let joined =
        "Joined on 2026-08-03; on 2026-07-01 only what has no dates counted, as the profile. The largest";
    assert!(sentence.contains(joined), "{told}");
    parts(&told);
    // Who was there on the first day did not join in between.
    let (told, _) = done(place.path(), "explain mina.sato --corpus team --rules small --since 2026-08-03");
    assert!(!told.contains("Joined"), "{told}");

    // Without a list of members, members are those who did something.
    std::fs::remove_file(place.path().join("team/members.csv")).expect("a file");
    done(place.path(), "score team --rules small --as-of 2026-07-01 --history h --quiet");
    for history in ["", " --history h"] {
        let (told, _) = done(
            place.path(),
            &format!("explain mina.sato --corpus team --rules small --since 2026-07-01{history}"),
        );
        let line = told.lines().nth(1).expect("a line");
        assert!(
            line.starts_with("Not there on 2026-07-01: all ") && line.contains(" points came since."),
            "{told}"
        );
        let [late, left, came, rules] = parts(&told);
        assert!(late == 0 && left == 0 && rules == 0 && came > 0, "{told}");
    }
    done(place.path(), "score team --rules small --history h --quiet");
    let (told, _) = done(place.path(), "trend mina.sato --history h");
    assert!(told.contains("not there in 1 snapshot"), "{told}");
}

#[test]
fn a_damaged_file_does_not_hide_the_others() {
    let place = place();
    done(
        place.path(),
        "backfill team --rules small --history h --from 2026-08-01 --to 2026-08-05 --every 1d --quiet",
    );
    let members = place.path().join("h/members");
    let whole = written(&members, "2026-08-02.parquet");
    std::fs::write(members.join("2026-08-02.parquet"), &whole[..whole.len() / 2]).expect("a file");
    std::fs::write(members.join("2026-08-03.parquet"), &whole).expect("a file");
    std::fs::write(members.join("2026-08-04.parquet"), "").expect("a file");
    std::fs::write(members.join("notes.txt"), "mine").expect("a file");
    std::fs::write(members.join(".ssi-passing"), "in passing").expect("a file");
    check("trend-damaged", place.path(), "trend oscar.delmas --history h");
    let (told, err) = done(place.path(), "trend --drops --history h --drop-alert 50");
    assert!(
        told.contains("no drop alert") && err.contains("2026-08-04.parquet: is not as it was written"),
        "{told}{err}"
    );
    // A day that is damaged can be written again, as the help says.
    done(
        place.path(),
        "backfill team --rules small --history h --from 2026-08-02 --to 2026-08-04 --every 1d --force --quiet",
    );
    std::fs::remove_file(members.join("notes.txt")).expect("a file");
    assert_eq!(done(place.path(), "trend oscar.delmas --history h").1, "");
    // Neither is a torn snapshot taken for one by an explanation.
    std::fs::write(members.join("2026-08-02.parquet"), "PAR1").expect("a file");
    let (told, err) =
        done(place.path(), "explain oscar.delmas --corpus team --rules small --since 2026-08-02 --history h");
    assert!(
        told.contains("late data is not known") && err.contains("h/members/2026-08-02.parquet"),
        "{told}{err}"
    );
    for day in 1..=5 {
        std::fs::write(members.join(format!("2026-08-0{day}.parquet")), "x").expect("a file");
    }
    let err = failed(place.path(), "trend oscar.delmas --history h");
    assert!(err.contains("error: there is no snapshot in h that can be read"), "{err}");
}

#[test]
fn a_run_can_be_looked_at_from_another_folder() {
    let place = place();
    done(place.path(), "score team --rules small --quiet --out results/june --as-of 2026-06-30");
    let summary = String::from_utf8(written(place.path(), "results/june/summary.json")).expect("text");
    assert!(
        summary.contains("\"corpus\": \"../../team\"") && summary.contains("\"rules\": \"../../small\""),
        "{summary}"
    );
    let here = done(place.path(), "explain ada.okafor --from results/june");
    assert_eq!(here.1, "");
    let elsewhere = folder(&[]);
    let from = place.path().join("results/june");
    assert_eq!(done(elsewhere.path(), &format!("explain ada.okafor --from {}", text(&from))), here);
    // Moved together, they still find each other.
    let moved = folder(&[]);
    copy(place.path(), &moved.path().join("moved"));
    let from = moved.path().join("moved/results/june");
    assert_eq!(done(elsewhere.path(), &format!("explain ada.okafor --from {}", text(&from))), here);
}

#[test]
fn a_table_of_a_former_run_does_not_stay() {
    let place = place();
    let there = |name: &str| place.path().join("out").join(name).is_file();
    done(place.path(), "score team --rules small --out out");
    // The same run in another format: both tables say the same.
    let (told, _) = done(place.path(), "score team --rules small --out out --format json");
    assert!(there("members.csv") && there("members.json") && !told.contains("removed"), "{told}");
    std::fs::write(place.path().join("out/members.parquet"), "mine").expect("a file");
    let (told, _) = done(place.path(), "score team --rules small --out out --format json --as-of 2026-06-30");
    assert!(told.ends_with("removed: out/members.csv, of a former run\n"), "{told}");
    assert!(!there("members.csv") && there("members.json"));
    assert_eq!(written(place.path(), "out/members.parquet"), b"mine", "what no run wrote stays");
}
