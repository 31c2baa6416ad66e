//! No data is not zero: what a missing file, a missing column and a blank cell do to rules, coverage and range.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]
#![allow(clippy::format_collect, reason = "a few lines of text")]

mod common;

use std::collections::BTreeSet;

use common::packs::{DEFAULT, pack};
use common::run;
use common::world::{END, Sheet, World, crowd};
use ssi_corpus::schema::{FILES, FileId};
use ssi_corpus::tables::TABLES;
use ssi_rules::{MemberInput, Model, Rule};
use ssi_score::{Points, Scored};

/// Everything supplied, and enough of it that every rule has evidence for somebody.
fn whole() -> World {
    // So many comments that everybody wrote some under others' posts: with none at all their substance would be known.
    let rows = |f: &ssi_corpus::schema::File| match f.id {
        FileId::Members => (f.name, 12),
        FileId::Comments => (f.name, 240),
        _ => (f.name, 60),
    };
    crowd(3, &FILES.iter().map(rows).collect::<Vec<_>>())
}

/// The rules that have evidence for anybody.
fn founded(scored: &Scored) -> BTreeSet<String> {
    let some = |r: &&ssi_score::RuleScores| r.points.iter().any(|p| p.is_some());
    scored.scores.rules().filter(some).map(|r| r.id.clone()).collect()
}

/// The files whose rows a rule looks at.
fn files(model: &Model, rule: &Rule) -> BTreeSet<FileId> {
    let inputs = model.member.inputs_of(rule.value).into_iter();
    inputs
        .map(|input| match &model.member_inputs[input as usize] {
            MemberInput::Aggregate(a) | MemberInput::Evidence(a) => TABLES[model.aggregates[*a].table].file,
            MemberInput::Profile(_) => FileId::Members,
        })
        .collect()
}

/// Coverage falls or stays, the range grows or stays, and what has no evidence has no points.
#[track_caller]
fn check_less(more: &Scored, less: &Scored) {
    let (more, less) = (&more.scores, &less.scores);
    assert_eq!(more.members, less.members);
    for m in 0..more.members.len() {
        assert!(less.coverage[m] <= more.coverage[m], "{}", more.members[m]);
        for (a, b) in more.pillars.iter().zip(&less.pillars) {
            assert!(b.coverage[m] <= a.coverage[m], "{} of {}", a.id, more.members[m]);
            assert_eq!(b.points[m].is_none(), b.coverage[m] == 0.0, "{} of {}", a.id, more.members[m]);
        }
        let width = |range: (Points, Points)| range.1.0 - range.0.0;
        assert!(less.coverage[m] == 1.0 || width(less.range[m]) > 0, "{}", more.members[m]);
    }
}

#[test]
fn a_missing_file_drops_its_rules() {
    let (world, model) = (whole(), &DEFAULT.model);
    let all = run(model, &world.corpus(), END);
    let rules: Vec<&Rule> = model.pillars.iter().flat_map(|p| &p.rules).collect();
    assert_eq!(
        founded(&all),
        rules.iter().map(|r| r.id.clone()).collect(),
        "every rule has evidence for somebody"
    );
    for file in FILES.iter().filter(|f| f.id != FileId::Members) {
        let less = run(model, &world.without(file.name).corpus(), END);
        check_less(&all, &less);
        let left = founded(&less);
        for rule in &rules {
            let read = files(model, rule);
            if read == BTreeSet::from([file.id]) {
                assert!(!left.contains(&rule.id), "{} without {}.csv", rule.id, file.name);
            }
            if !read.contains(&file.id) && file.id != FileId::Comments && file.id != FileId::Messages {
                assert!(left.contains(&rule.id), "{} does not read {}.csv", rule.id, file.name);
            }
        }
    }
    // Without profiles the members are those who did something: others than before.
    let less = run(model, &world.without("members").corpus(), END);
    let gone: Vec<String> = founded(&all).difference(&founded(&less)).cloned().collect();
    assert_eq!(gone, ["brand.headline", "brand.profile_parts", "brand.summary"]);
}

/// Without a column, exactly these rules are without evidence for everybody.
#[track_caller]
fn check_column(sheet: &str, column: &str, expected: &[&str]) {
    let (world, model) = (whole(), &DEFAULT.model);
    let all = run(model, &world.corpus(), END);
    let mut without = world.clone();
    without.sheet_mut(sheet).unwrap().drop(column);
    assert!(
        without.sheet(sheet).unwrap().column(column).is_none()
            && world.sheet(sheet).unwrap().column(column).is_some()
    );
    let less = run(model, &without.corpus(), END);
    check_less(&all, &less);
    let gone: Vec<String> = founded(&all).difference(&founded(&less)).cloned().collect();
    assert_eq!(gone, expected, "without {sheet}.{column}");
}

#[test]
fn a_missing_column_drops_the_rules_that_need_it() {
    check_column("posts", "views", &[]);
    check_column("posts", "kind", &["brand.originals"]);
    check_column("posts", "format", &["brand.formats"]);
    let texts = ["brand.focus", "brand.substance", "insights.promotion", "insights.sharing"];
    check_column("posts", "text", &texts);
    check_column("posts", "in_group", &[]);
    check_column("members", "headline", &["brand.headline"]);
    check_column("members", "summary", &["brand.summary"]);
    check_column("members", "skills", &[]);
    check_column(
        "comments",
        "text",
        &["insights.breadth", "insights.comment_substance", "insights.empty_praise", "insights.templates"],
    );
    check_column("connections", "title", &["people.decision_makers"]);
    // Who has no connection of the trade has no new one either; here everybody has one.
    check_column("connections", "at", &["people.growth"]);
    // Who opens no conversation sends no template either.
    check_column("messages", "text", &[]);
    check_column("searches", "kind", &[]);
}

const RULES: &str = "/// Skills.\nfn skills(m) { weight(3, m.profile.skills.ramp(0, 10)) }\n\
    /// Views.\nfn views(m) { weight(1, m.posts.mean(|p| p.views).ramp(0, 100)) }\n\
    /// Posts.\nfn posts(m) { weight(4, m.posts.count().ramp(0, 2)) }\n\
    /// Taken.\nfn taken(m) { penalty(2, m.posts.mean(|p| p.reactions).ramp(50, 0)) }\n";

/// The points of each rule in the order of the pack, the pillar, coverage and range, of one member.
#[track_caller]
fn check(world: &World, member: &str, expected: &str) {
    let recipe = pack(&[("all", 100, RULES)]);
    let scored = run(&recipe.model, &world.corpus(), END);
    let s = &scored.scores;
    let m = s.find(member).unwrap();
    let text = |p: Option<Points>| p.map_or("-".to_owned(), |p| p.to_string());
    let rule = |id: &str| text(s.rules().find(|r| r.id == format!("all.{id}")).unwrap().points.at(m));
    let rules = ["skills", "views", "posts", "taken"].map(rule).join(" ");
    let range = s.range[m];
    let found =
        format!("{rules} = {}, {}, {}..{}", text(s.pillars[0].points[m]), s.coverage[m], range.0, range.1);
    assert_eq!(found, expected);
}

fn world(members: &[&str], posts: &[&str]) -> World {
    World(vec![
        Sheet::new("members", "member,skills", members),
        Sheet::new("posts", "author,at,views,reactions", posts),
    ])
}

const AT: &str = "2026-04-01";

#[test]
fn a_blank_cell_is_no_zero() {
    let full = format!("ada|{AT}|50|50");
    check(&world(&["ada|5"], &[&full]), "ada", "18.75 6.25 25.00 0.00 = 50.00, 1, 50.00..50.00");
    // Skills not told: their weight goes to the others, and is what the range is about.
    check(&world(&["ada|", "bo|5"], &[&full]), "ada", "- 10.00 40.00 0.00 = 50.00, 0.625, 31.25..68.75");
    // Nobody else notices.
    check(&world(&["ada|", "bo|5"], &[&full]), "bo", "18.75 0.00 0.00 0.00 = 18.75, 1, 18.75..18.75");
    // Zero is told.
    check(&world(&["ada|0"], &[&full]), "ada", "0.00 6.25 25.00 0.00 = 31.25, 1, 31.25..31.25");
    // Views of all posts not told, and of one post only.
    let none = format!("ada|{AT}||50");
    check(&world(&["ada|5"], &[&none]), "ada", "21.43 - 28.57 0.00 = 50.00, 0.875, 43.75..56.25");
    check(&world(&["ada|5"], &[&none, &full]), "ada", "18.75 6.25 50.00 0.00 = 75.00, 1, 75.00..75.00");
    // A penalty that may be due lowers the low end only.
    let unknown = format!("ada|{AT}|50|");
    check(&world(&["ada|5"], &[&unknown]), "ada", "18.75 6.25 25.00 - = 50.00, 1, 25.00..50.00");
}

#[test]
fn rows_turned_away_do_not_make_up_for_a_missing_column() {
    let rules =
        RULES.replace("m.posts.mean(|p| p.views)", "m.posts.where(|p| p.reactions > 9).mean(|p| p.views)");
    let recipe = pack(&[("all", 100, &rules)]);
    let has_views = |columns: &str, posts: &[&str]| {
        let mut world = world(&["ada|5"], &[]);
        world.0[1] = Sheet::new("posts", columns, posts);
        let scored = run(&recipe.model, &world.corpus(), END);
        let m = scored.scores.find("ada").unwrap();
        scored.scores.rules().find(|r| r.id == "all.views").unwrap().points.at(m).is_some()
    };
    let (few, many) = (format!("ada|{AT}|5"), format!("ada|{AT}|50"));
    assert!(
        !has_views("author,at,reactions", &[&few, &many]),
        "what is asked is not known of the one that counts"
    );
    assert!(!has_views("author,at,reactions", &[&many]));
    assert!(has_views("author,at,reactions", &[&few]), "there is none to ask, whatever the column says");
    assert!(!has_views("author,at,reactions", &[]));
    assert!(has_views("author,at,reactions,views", &[&format!("{few}|3"), &format!("{many}|3")]));
}

#[test]
fn an_empty_table_is_evidence() {
    // No posts: zero for all that counts or asks about them.
    check(&world(&["ada|5"], &[]), "ada", "18.75 0.00 0.00 0.00 = 18.75, 1, 18.75..18.75");
    // Nothing is known of posts: the skills are all there is.
    let mut none = world(&["ada|5"], &[]);
    none.0[1] = Sheet::new("searches", "member,at", &["ada|2026-04-01"]);
    check(&none, "ada", "50.00 - - - = 50.00, 0.375, 0.00..81.25");
    // Nothing at all.
    none.0[0] = Sheet::new("members", "member,skills", &["ada|"]);
    check(&none, "ada", "- - - - = -, 0, 0.00..100.00");
}
