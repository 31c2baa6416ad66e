//! Members beside others as it is typed: teams, groups by a condition, and the head of an explanation.

mod common;

use std::path::Path;

use common::printed::check;
use common::{Members, done, folder, root, run, text, written};
use serde_json::Value;

/// What a command says as JSON.
#[track_caller]
fn said(folder: &Path, arguments: &[&str]) -> Value {
    let ran = run(folder, &[arguments, &["--json"]].concat());
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {}", ran.out))
}

#[test]
fn help() {
    check("help-team", root(), &["team", "--help"], 0);
    check("help-cohort", root(), &["cohort", "--help"], 0);
}

#[test]
fn teams_of_the_demonstration() {
    let here = ["--corpus", "corpora/team"];
    for (name, arguments, code) in [
        ("team-list", &["team"][..], 0),
        ("team-list-before", &["team", "--before", "2026-07-31"], 0),
        ("team-everyone", &["team", "north"], 0),
        ("team-sums", &["team", "Partners", "--view", "sums"], 0),
        ("team-admin", &["team", "South", "--view", "admin", "--before", "2026-07-15"], 0),
        ("team-before-the-corpus", &["team", "North", "--before", "2026-04-30"], 0),
        ("team-near", &["team", "Suoth"], 1),
        ("team-unknown", &["team", "Sales\u{1b}[31m"], 1),
        ("team-day", &["team", "North", "--before", "2026-08-31"], 1),
        ("team-view", &["team", "North", "--view", "boss"], 2),
    ] {
        check(name, root(), &[arguments, &here].concat(), code);
    }
}

#[test]
fn groups_by_a_condition() {
    let here = ["--corpus", "corpora/team"];
    for (name, condition, more, code) in [
        ("cohort-sums", "m.profile.industry == \"software\" and\n   m.posts.count() >= 1", &[][..], 0),
        ("cohort-few", "m.posts.mean(|p| p.grade) > 0.45", &[], 1),
        ("cohort-few-admin", "m.posts.mean(|p| p.grade) > 0.45", &["--view", "admin"], 0),
        (
            "cohort-phrases",
            "m.comments.share(|c| c.text.phrases(\"generic-praise\").hits() > 0) > 0.5",
            &["--view", "everyone"],
            0,
        ),
        ("cohort-unknown", "m.profile.team == \"north\"", &[], 0),
        ("cohort-nobody", "m.posts.count() > 1000", &[], 0),
        ("cohort-wrong", "m.profile.industri == \"logistics\"", &[], 1),
        ("cohort-number", "m.posts.count()", &[], 1),
        ("cohort-open", "m.posts.where(|p| p.views > 3", &[], 1),
    ] {
        check(name, root(), &[&["cohort", "--where", condition], &here[..], more].concat(), code);
    }
    check("cohort-without-where", root(), &["cohort", "--corpus", "corpora/team"], 2);
}

#[test]
fn a_view_hides_what_it_says() {
    let everyone = said(root(), &["team", "South", "--corpus", "corpora/team", "--before", "2026-06-30"]);
    let sums = said(
        root(),
        &["team", "South", "--corpus", "corpora/team", "--before", "2026-06-30", "--view", "sums"],
    );
    let admin = said(
        root(),
        &["team", "South", "--corpus", "corpora/team", "--before", "2026-06-30", "--view", "admin"],
    );
    for shown in [&everyone, &sums, &admin] {
        assert_eq!((&shown["members"], &shown["of"]), (&11.into(), &44.into()));
        assert_eq!(shown["now"], admin["now"]);
        assert_eq!(shown["both_days"], admin["both_days"]);
    }
    let ids = |shown: &Value| -> Vec<String> {
        let ranking = shown["ranking"].as_array().cloned().unwrap_or_default();
        ranking.iter().map(|m| m["member"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids(&everyone), ids(&admin));
    assert_eq!(ids(&admin).len(), 11);
    // Sums name nobody, and what everyone sees holds no changes and no reasons.
    let told = sums.to_string();
    assert!(ids(&admin).iter().all(|id| !told.contains(id.as_str())), "{told}");
    let told = everyone.to_string();
    for word in ["\"change\"", "\"up\"", "\"down\"", "at_risk", "reasons", "\"rule\""] {
        assert!(!told.contains(word), "{word} in {told}");
        assert!(admin.to_string().contains(word), "{word}");
    }
}

#[test]
fn sums_of_too_few_are_refused_wherever_they_stand() {
    let rows = |people: &str, team: &str| -> String {
        people.chars().fold(String::new(), |all, p| all + &format!("{p},{team}\n"))
    };
    let members = format!("member,team\n{}{}{}", rows("abcdefg", "Big"), rows("hij", "Small"), rows("k", ""));
    let posts = "author,at,text\na,2026-01-01,One\na,2026-06-01,We lost two clients. Why?\n";
    let place = folder(&[("data/members.csv", &members), ("data/posts.csv", posts)]);
    let here = ["--corpus", "data", "--view", "sums"];
    check("sums-few", place.path(), &[&["team", "small"], &here[..]].concat(), 1);
    check("sums-list", place.path(), &[&["team"], &here[..]].concat(), 0);
    // Where the others are too few, they are not shown either: they could be read off the whole.
    let big = said(
        place.path(),
        &[&["cohort", "--where", "m.profile.team == \"big\" or m.profile.team == \"small\""], &here[..2]]
            .concat(),
    );
    assert_eq!((&big["members"], &big["others"]), (&10.into(), &Value::Null));
    // One who joined in between would be the difference of two sums, so the sums are those of the others.
    let partners = |view| said(root(), &["team", "Partners", "--corpus", "corpora/team", "--view", view]);
    let (sums, all) = (partners("sums"), partners("everyone"));
    assert_eq!(
        (&sums["members"], &sums["now"]["members"], &all["now"]["members"]),
        (&8.into(), &7.into(), &8.into())
    );
    assert_eq!(sums["now"], sums["both_days"]["now"]);
    let admin = said(place.path(), &[&["team", "big"], &here[..2], &["--view", "admin"]].concat());
    assert_eq!(admin["others"]["members"], 4);
}

#[test]
fn the_day_before_is_scored_as_that_day_was() {
    let out = folder(&[]);
    for team in ["North", "South", "Partners"] {
        let shown = said(
            root(),
            &["team", team, "--corpus", "corpora/team", "--before", "2026-06-30", "--view", "admin"],
        );
        let arguments =
            ["score", "corpora/team", "--quiet", "--as-of", "2026-06-30", "--out", text(out.path())];
        done(&arguments);
        let then = Members::read(&written(out.path(), "members.csv"));
        let now = Members::of(root(), "corpora/team", &[]);
        let number = |members: &Members, id: &str| -> f64 {
            members.rows[id][members.column("score")].parse().expect("a number")
        };
        let ranking = shown["ranking"].as_array().expect("members");
        assert!(ranking.len() >= 7);
        for line in ranking {
            let id = line["member"].as_str().expect("an id");
            assert_eq!(line["score"].as_f64(), Some(number(&now, id)), "{id}");
            assert_eq!(line["rank"].to_string(), now.rows[id][now.column("team_rank")], "{id}");
            // One joined in August and was not there, although the members' file has a profile.
            match line["change"].as_f64() {
                None => assert_eq!(id, "mina.sato"),
                Some(change) => {
                    let difference = number(&now, id) - number(&then, id);
                    assert!((change - difference).abs() < 0.001, "{id}: {change} and {difference}");
                }
            }
        }
        let newcomers = usize::from(team == "Partners");
        assert_eq!(shown["both_days"]["before"]["members"], ranking.len() - newcomers);
    }
}

#[test]
fn the_last_run_is_looked_at() {
    let out = folder(&[]);
    done(&[
        "score",
        "corpora/team",
        "--quiet",
        "--as-of",
        "2026-07-31",
        "--set",
        "brand.cadence=9",
        "--out",
        text(out.path()),
    ]);
    let shown = said(root(), &["team", "North", "--from", text(out.path())]);
    assert_eq!(shown["as_of"], "2026-07-31");
    let summary: Value = serde_json::from_slice(&written(out.path(), "summary.json")).expect("JSON");
    let north =
        summary["teams"].as_array().expect("teams").iter().find(|t| t["name"] == "North").expect("North");
    for figure in ["members", "mean", "median", "pillars"] {
        assert_eq!(shown["now"][figure], north[figure], "{figure}");
    }
    check("cohort-no-run", root(), &["cohort", "--where", "m.posts.count() > 1", "--from", "nowhere"], 1);
}

#[test]
fn one_alone_and_nobody() {
    let members = "member,name,industry,team\nada,Ada,Law,One \u{1b}[31mteam\n";
    let posts = "author,at,text\nada,2026-03-01,We halved the churn because we asked. What did you do?\n";
    let connections = "member,other\nada,x1\n";
    let place = folder(&[
        ("alone/members.csv", members),
        ("alone/posts.csv", posts),
        ("alone/connections.csv", connections),
        ("plain/posts.csv", posts),
        ("nobody/posts.csv", "author,at\n,2026-03-01\n"),
    ]);
    let place = place.path();
    for (name, arguments, code) in [
        ("alone-score", &["score", "alone", "--out", "OUT"][..], 0),
        ("alone-explain", &["explain", "ada", "--corpus", "alone"], 0),
        ("alone-explain-plain", &["explain", "ada", "--corpus", "plain"], 0),
        ("alone-teams", &["team", "--corpus", "alone"], 0),
        ("alone-team", &["team", "one \u{1b}[31mTEAM", "--corpus", "alone", "--view", "admin"], 0),
        ("alone-team-sums", &["team", "one \u{1b}[31mTEAM", "--corpus", "alone", "--view", "sums"], 1),
        (
            "alone-cohort",
            &["cohort", "--where", "m.posts.count() > 0", "--corpus", "plain", "--view", "everyone"],
            0,
        ),
        ("no-teams", &["team", "--corpus", "plain"], 1),
        ("nobody-cohort", &["cohort", "--where", "m.posts.count() > 0", "--corpus", "nobody"], 0),
    ] {
        check(name, place, arguments, code);
    }
    let out = Members::of(place, "alone", &[]);
    let row = &out.rows["ada"];
    let cell = |name: &str| row[out.column(name)].as_str();
    assert_eq!(
        (cell("rank"), cell("industry"), cell("industry_rank"), cell("industry_members")),
        ("", "Law", "", "1")
    );
    assert_eq!((cell("network_rank"), cell("network_members")), ("", ""));
}

#[test]
fn places_stand_in_the_table_of_members() {
    let members = Members::of(root(), "corpora/team", &[]);
    assert_eq!(members.columns[0], "member");
    let at = members.column("coverage") + 1;
    let columns: Vec<&str> = members.columns[at..at + 11].iter().map(String::as_str).collect();
    assert_eq!(
        columns,
        [
            "low",
            "high",
            "rank",
            "industry",
            "industry_rank",
            "industry_members",
            "team",
            "team_rank",
            "team_members",
            "network_rank",
            "network_members"
        ]
    );
    let cell = |id: &str, name: &str| members.rows[id][members.column(name)].clone();
    assert_eq!(cell("ada.okafor", "rank"), "1");
    assert_eq!(
        (cell("ada.okafor", "team"), cell("ada.okafor", "team_members")),
        ("North".into(), "7".into())
    );
    // Outsiders have no team.
    assert_eq!(
        (cell("dele.adeyemi", "team"), cell("dele.adeyemi", "team_rank")),
        (String::new(), String::new())
    );
    for (place, id) in members.order.iter().enumerate() {
        let rank: usize = cell(id, "rank").parse().expect("a rank");
        assert!(rank <= place + 1, "{id}");
    }
}
