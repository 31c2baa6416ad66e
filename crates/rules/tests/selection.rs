//! Conditions about members: what they come to, and what is said when they are wrong.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::fmt::Write as _;

use common::{pack_with, vocabulary};
use snapbox::{Data, IntoData, assert_data_eq};
use ssi_expr::{render, row};
use ssi_rules::{Diagnostics, MemberInput, Model, selection};

fn ask(expression: &str) -> Result<Model, Diagnostics> {
    selection(&pack_with(&[]), expression, &vocabulary())
}

/// The points' share and the evidence of a condition, with every input of this value.
#[track_caller]
fn outcome(expression: &str, input: f64, known: bool) -> (f64, bool) {
    let model = ask(expression).unwrap_or_else(|wrong| panic!("{wrong}"));
    let inputs: Vec<f64> = model
        .member_inputs
        .iter()
        .map(|i| match i {
            MemberInput::Evidence(_) => f64::from(u8::from(known)),
            _ => input,
        })
        .collect();
    let values = row::values(&model.member, &inputs);
    let [pillar] = &model.pillars[..] else { panic!("one pillar") };
    let [rule] = &pillar.rules[..] else { panic!("one rule") };
    assert_eq!((pillar.points, rule.weight, rule.penalty), (100, 1.0, false));
    (values[rule.value.index()], values[rule.evidence.index()] == 1.0)
}

#[test]
fn a_condition_holds_or_not_or_is_unknown() {
    for (expression, input, known, expected) in [
        ("m.posts.count() >= 3", 3.0, true, (1.0, true)),
        ("m.posts.count() >= 3", 2.0, true, (0.0, true)),
        ("m.posts.count() >= 3", 0.0, false, (0.0, false)),
        ("m.profile.industry == \"logistics\"", 1.0, true, (1.0, true)),
        ("m.profile.industry == \"logistics\"", f64::NAN, true, (0.0, false)),
        ("m.posts.mean(|p| p.grade) > 0.5", 0.6, true, (1.0, true)),
        // Nothing there to have a mean of is no mean above a half.
        ("m.posts.mean(|p| p.grade) > 0.5", f64::NAN, true, (0.0, true)),
        (
            "  m.posts.share(|p| p.text.phrases(\"generic-praise\").hits() > 0)\n > 0.5 // empty  ",
            0.6,
            true,
            (1.0, true),
        ),
        ("m.profile.has_photo", 1.0, true, (1.0, true)),
    ] {
        assert_eq!(outcome(expression, input, known), expected, "{expression} of {input}");
    }
}

#[test]
fn the_pack_below_gives_grades_phrases_and_the_window() {
    let header = "title(\"Mine\");\nwindow(30);\nband(0, \"all\");\npillar(\"brand\", \"Brand\", 60);\n\
                  pillar(\"people\", \"People\", 40);\nreweigh(\"brand.cadence\", 2);\nreweigh(\"post.length\", 9);\n";
    let pack = pack_with(&[("pack.rhai", header)]);
    let model = selection(&pack, "m.posts.mean(|p| p.grade) > 0.5", &vocabulary()).unwrap();
    assert_eq!((model.window_days, model.pillars.len()), (30, 1));
    let post = model.grade("post").unwrap();
    assert_eq!(post.rules[0].weight, 9.0, "weights of grades are kept");
    let value = model.pillars[0].rules[0].value;
    let written = render::formula(&model.member, value, &|i| format!("input {i}"));
    assert!(written.contains("> 0.5") || written.contains("0.5 <"), "{written}");
}

#[test]
fn mistakes_are_shown_in_the_words_that_were_typed() {
    let mut said = String::new();
    for expression in [
        "",
        "  // nothing",
        "m.psts.count() >= 3",
        "m.posts.count()",
        "m.posts.count() = 3",
        "m.posts.count() >= 3 && m.profile.has_photo",
        "m.profile.industry == \"logistics\" and\n  m.posts.cuont() >= 3",
        "m.profile.industry = \"logistics\"",
        "m.profile.industry == logistics",
        "m.profile.industry == 'logistics'",
        "m.profile.industry == \"logistics",
        "m.posts.where(|p| p.views > 3.count() > 1",
        "m.posts.count() >= 3)",
        "m.posts.count() >= 3, 1, 0)) } fn other(m) { weight(1, when(true",
        "/* m.posts.count() >= 3",
        "t.words > 3",
        "m.posts.count() >= 0 or m.posts.count() < 0",
        "m.posts.count() < 0",
        "m.posts.count() + 1 > m.posts.count().min(-2)",
        "true",
        "3 > 2",
        "posts.count() > 3",
        "let x = 3; m.posts.count() > x",
        "if m.posts.count() > 3 { true } else { false }",
        "weight(3, m.posts.count())",
    ] {
        let wrong = ask(expression).map_or_else(|d| d.render(false), |_| "nothing is wrong".to_owned());
        let _ = write!(said, "=== {expression}\n{wrong}\n\n");
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/selection.txt");
    assert_data_eq!(said.into_data().raw(), Data::read_from(&path, None).raw());
}

#[test]
fn a_pack_that_is_wrong_is_told_as_one() {
    let pack = pack_with(&[("grades/post.rhai", "/// Long.\nfn length(t) { weight(5, t.wrds) }\n")]);
    let wrong = selection(&pack, "m.posts.count() >= 3", &vocabulary()).unwrap_err();
    assert_eq!(wrong.all[0].file, "grades/post.rhai", "{wrong}");
}
