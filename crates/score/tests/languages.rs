//! Texts that do not tell their language are read as what their author usually writes.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::world::{END, Sheet, World};
use common::{by_member, run};
use ssi_corpus::data::DAY;
use ssi_corpus::resolve::{Resolved, View};
use ssi_corpus::schema::FileId;
use ssi_rules::{MemberInput, Model, Pack, PackFile, load};
use ssi_score::languages::languages;
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Inputs, KeptSignals, Reading, Request, find_missing, settled};

const GERMAN: &str = "Wir haben das gestern mit der Schicht geprüft und es war nicht gut.";
const ENGLISH: &str = "We have checked this with the shift and it was not good at all.";
/// Nothing in it tells its language.
const UNTOLD: &str = "Starke Sache!";

/// The languages of the comments on a day, by their codes.
#[track_caller]
fn check(world: &World, end: i64, expected: &str) {
    let corpus = world.corpus();
    let resolved = Resolved::new(&corpus, View::at(end, 90));
    let found = languages(&resolved, FileId::Comments, "text").unwrap();
    let codes: Vec<&str> = found.iter().map(|l| l.map_or("-", ssi_text::Language::code)).collect();
    assert_eq!(codes.join(" "), expected);
}

/// Members with posts and comments, each of an author, a day and a text.
fn told(posts: &[(&str, &str, &str)], comments: &[(&str, &str, &str)]) -> World {
    let sheet = |name: &str, texts: &[(&str, &str, &str)]| {
        let rows: Vec<String> =
            texts.iter().map(|(author, day, text)| format!("{author}|{day}|{text}")).collect();
        Sheet::new(name, "author,at,text", &rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let members = Sheet::new("members", "member,name", &["ada|Ada", "bo|Bo", "cy|Cy"]);
    World(vec![members, sheet("posts", posts), sheet("comments", comments)])
}

const EARLY: &str = "2026-02-01";
const LATE: &str = "2026-04-01";

/// What an earlier reading kept of texts that it read again in their authors' language, another model grades; from another day it
/// reads them itself.
#[test]
fn kept_signals_are_in_the_language_of_the_author() {
    let corpus = told(
        &[("ada", EARLY, GERMAN), ("ada", EARLY, GERMAN), ("ada", LATE, ENGLISH), ("bo", LATE, ENGLISH)],
        &[("ada", EARLY, UNTOLD), ("bo", LATE, UNTOLD), ("cy", LATE, UNTOLD)],
    )
    .corpus();
    let (model, other) = (model(), graded_by("hits().ramp(0, 3)"));
    let mut signals = KeptSignals::default();
    let mut seen = Vec::new();
    for (model, day) in [(&model, END), (&other, END), (&other, END - 40 * DAY), (&model, END), (&other, END)]
    {
        let resolved = Resolved::new(&corpus, View::at(day, 365));
        let whole = Reading::new(model, &resolved).score(Request { keep_inputs: false }).scores;
        let mut known = Inputs::unknown(model);
        find_missing(model, &resolved, &mut known, &mut signals);
        let kept = settled(model, &resolved, &known).scores;
        assert_eq!((&kept.score, &kept.coverage), (&whole.score, &whole.coverage));
        seen.push((kept.score, kept.coverage));
    }
    assert!(seen[0] != seen[1] && seen[1] != seen[2], "models and days make a difference");
    assert_eq!((&seen[0], &seen[1]), (&seen[3], &seen[4]));
}

#[test]
fn an_untold_text_is_in_the_language_that_its_author_usually_writes() {
    let one = |posts: &[(&str, &str, &str)], expected: &str| {
        check(&told(posts, &[("ada", LATE, UNTOLD)]), END, expected);
    };
    one(&[], "-");
    one(&[("bo", LATE, GERMAN)], "-");
    one(&[("ada", LATE, GERMAN)], "de");
    one(&[("ada", LATE, GERMAN), ("ada", LATE, ENGLISH), ("ada", EARLY, GERMAN)], "de");
    // Of two as frequent the first of the list.
    one(&[("ada", LATE, GERMAN), ("ada", LATE, ENGLISH)], "en");
    // A text that tells is not overruled, a blank one is in no language, and letters can speak against the hint.
    let told_itself =
        [("ada", LATE, ENGLISH), ("ada", LATE, ""), ("ada", LATE, "Ґанок"), ("ada", LATE, UNTOLD)];
    check(&told(&[("ada", EARLY, GERMAN), ("ada", LATE, GERMAN)], &told_itself), END, "en - - de");
}

#[test]
fn what_came_later_is_not_seen() {
    let world = told(
        &[("ada", LATE, GERMAN), ("ada", LATE, GERMAN), ("ada", EARLY, ENGLISH)],
        &[("ada", EARLY, UNTOLD)],
    );
    check(&world, END, "de");
    check(&world, END - 50 * DAY, "en");
    check(&world, END - 200 * DAY, "-");
}

/// A pack that asks how often phrases of German alone stand in comments.
fn model() -> Model {
    graded_by("hits()")
}

/// The same, with something made of the hits as the grade.
fn graded_by(formula: &str) -> Model {
    let file = |path: &str, text: &str| PackFile { path: path.to_owned(), text: text.to_owned() };
    let header = "pillar(\"all\", \"All\", 100);\nband(0, \"all\");\n";
    let rules = "/// Praised.\nfn praised(m) { weight(1, m.comments.all_time().mean(|c| c.text.phrases(\"praise\").hits()).ramp(0, 2)) }\n\
                 /// Grades.\nfn graded(m) { weight(1, m.comments.all_time().mean(|c| c.grade)) }\n";
    let mut files = vec![
        file("pack.rhai", header),
        file("pillars/all.rhai", rules),
        file("phrases/praise.de.txt", "starke sache\n"),
    ];
    for kind in vocabulary().grades() {
        let text = format!("/// Praised.\nfn praised(t) {{ weight(1, t.phrases(\"praise\").{formula}) }}\n");
        files.push(file(&format!("grades/{kind}.rhai"), &text));
    }
    let pack = Pack::from_files("languages", files).unwrap();
    load(&pack, &vocabulary()).unwrap_or_else(|d| panic!("{}", d.render(false))).0
}

/// What the rules of a member read, in the order of the rules: mean hits, whether founded, mean grade, whether founded.
fn read(model: &Model, inputs: &[Vec<f64>], member: usize) -> Vec<String> {
    (0..model.aggregates.len())
        .flat_map(|a| [MemberInput::Aggregate(a), MemberInput::Evidence(a)])
        .map(|wanted| {
            let place = model.member_inputs.iter().position(|input| *input == wanted).unwrap();
            inputs[place][member].to_string()
        })
        .collect()
}

#[test]
fn a_language_without_a_list_is_no_evidence() {
    let model = model();
    let one = |comments: &[(&str, &str, &str)], expected: &[&str]| {
        let scored = run(&model, &told(&[], comments).corpus(), END);
        let member = scored.scores.find("ada").unwrap();
        assert_eq!(read(&model, &scored.inputs, member), expected, "{comments:?}");
    };
    let praise = ("ada", LATE, "Das ist eine starke Sache, und es war gut.");
    one(&[praise], &["1", "1", "1", "1"]);
    one(&[praise, ("ada", LATE, GERMAN)], &["0.5", "1", "0.5", "1"]);
    // The English one is neither zero nor part of the mean.
    one(&[praise, ("ada", LATE, ENGLISH)], &["1", "1", "1", "1"]);
    one(&[("ada", LATE, ENGLISH)], &["NaN", "0", "NaN", "0"]);
    // Untold, it is what the author usually writes; of nobody known, every list of its script counts.
    one(&[praise, ("ada", LATE, UNTOLD)], &["1", "1", "1", "1"]);
    one(&[("ada", LATE, ENGLISH), ("ada", LATE, UNTOLD)], &["NaN", "0", "NaN", "0"]);
    one(&[("ada", LATE, UNTOLD)], &["1", "1", "1", "1"]);
}

#[test]
fn others_and_the_order_of_rows_leave_no_mark() {
    let model = model();
    let posts = [("ada", LATE, GERMAN), ("bo", LATE, ENGLISH), ("bo", EARLY, ENGLISH), ("bo", EARLY, GERMAN)];
    let comments =
        [("ada", LATE, UNTOLD), ("bo", LATE, UNTOLD), ("cy", LATE, UNTOLD), ("ada", EARLY, ENGLISH)];
    let world = told(&posts, &comments);
    let all = by_member(&run(&model, &world.corpus(), END));
    for seed in 0..5 {
        assert_eq!(by_member(&run(&model, &world.shuffled(seed).corpus(), END)), all);
    }
    for member in ["ada", "bo", "cy"] {
        let mut alone = world.clone();
        alone.0.iter_mut().for_each(|sheet| sheet.rows.retain(|row| row[0] == member));
        assert_eq!(by_member(&run(&model, &alone.corpus(), END))[member], all[member]);
    }
}

#[test]
fn another_day_reads_as_a_run_of_that_day_would() {
    let model = model();
    let posts = [("ada", LATE, GERMAN), ("ada", LATE, GERMAN), ("ada", EARLY, ENGLISH), ("bo", LATE, GERMAN)];
    let comments = [("ada", EARLY, UNTOLD), ("bo", EARLY, UNTOLD), ("ada", EARLY, GERMAN)];
    let corpus = told(&posts, &comments).corpus();
    let days = [END, END - 50 * DAY, END - 40 * DAY, END - 200 * DAY];
    let resolved: Vec<Resolved<'_>> =
        days.map(|end| Resolved::new(&corpus, View::at(end, model.window_days))).into();
    let first = Reading::new(&model, &resolved[0]);
    for (resolved, end) in resolved.iter().zip(days) {
        let seen = first.seen_from(resolved).score(Request { keep_inputs: true });
        assert_eq!(
            by_member(&seen),
            by_member(&run(&model, &corpus, end)),
            "{} days back",
            (END - end) / DAY
        );
    }
}
