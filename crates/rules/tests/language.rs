//! What the words and signs of the language build, and that none of them is silently false.
#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test fails where something is wrong, and scripts are put together of texts"
)]

mod common;

use common::{load_with, model_of};
use ssi_expr::row;
use ssi_rules::{LANGUAGE, MemberInput, Model, Source, TextWant, Word};

/// An example of a word as a whole rule, and the file it belongs in.
fn as_rule(word: &Word) -> (&'static str, String) {
    let usage = match word.name {
        "where" | "within" | "all_time" => format!("{}.count()", word.usage),
        "phrases" => format!("{}.hits()", word.usage),
        "not" => format!("m.posts.share(|p| {})", word.usage),
        "max" => format!("{} / 100", word.usage),
        _ => word.usage.to_owned(),
    };
    let mut lets = String::new();
    for (name, value) in [("a", "posts"), ("b", "comments"), ("c", "messages"), ("x", "posts")] {
        let read =
            usage.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '|').any(|word| word == name);
        if read && !usage.contains(&format!("|{name}|")) {
            lets += &format!("    let {name} = m.{value}.count();\n");
        }
    }
    let ends_itself = usage.starts_with("weight(") || usage.starts_with("penalty(");
    let ends = if ends_itself { usage } else { format!("weight(4, {usage})") };
    let (path, parameter) =
        if word.usage.starts_with("t.") { ("grades/comment.rhai", "t") } else { ("pillars/brand.rhai", "m") };
    let other = match parameter {
        "t" => "/// Long.\nfn long(t) { weight(1, t.links.ramp(0, 3)) }\n",
        _ => "/// Followed.\nfn followed(m) { weight(1, m.profile.followers.log_ramp(0, 500)) }\n",
    };
    (path, format!("{other}/// Title.\nfn rule({parameter}) {{\n{lets}    {ends}\n}}\n"))
}

#[test]
fn every_example_of_the_language_loads() {
    for word in LANGUAGE {
        let (path, script) = as_rule(word);
        if let Err(wrong) = load_with(&[(path, &script)]) {
            panic!("the example of `{}`:\n{script}\n{wrong}", word.name);
        }
    }
}

/// A member whose values are all known, as the inputs of a model's formulas.
fn inputs(model: &Model) -> Vec<f64> {
    let value = |input: &MemberInput| match input {
        MemberInput::Aggregate(a) => match model.aggregates[*a].written.as_str() {
            "posts.count()" => 7.0,
            "comments.count()" => 2.0,
            "connections.count()" => 0.0,
            other => panic!("no value for {other}"),
        },
        MemberInput::Profile(Source::Column(0)) => 100.0,
        MemberInput::Evidence(_) | MemberInput::Profile(Source::Column(2)) => 1.0,
        MemberInput::Profile(Source::LabelIs(_, word)) => f64::from(u8::from(word == "software")),
        MemberInput::Profile(Source::Signal(_, TextWant::Signal(0))) => 12.0,
        MemberInput::Profile(other) => panic!("no value for {other:?}"),
    };
    model.member_inputs.iter().map(value).collect()
}

/// What a formula is worth for that member; `None` where it does not load.
fn value(formula: &str) -> Option<f64> {
    // A thousandth of it, so that the credit is not cut off at 1, and one number more, so that no lint is in the way.
    let script = format!(
        "/// Title.\nfn rule(m) {{\n weight(1, sum([when({formula}, 1, 0), m.posts.count() / 1000]) / 10)\n}}\n"
    );
    let number = script.replace(&format!("when({formula}, 1, 0)"), &format!("({formula})"));
    let both = [script, number].into_iter().find_map(|s| load_with(&[("pillars/brand.rhai", &s)]).ok());
    let (model, _) = both?;
    let rule = model.rules().find(|r| r.id == "brand.rule").expect("the rule");
    let all = row::values(&model.member, &inputs(&model));
    Some(all[rule.value.index()] * 10.0 - 0.007)
}

#[track_caller]
fn check(formula: &str, expected: f64) {
    let found = value(formula).unwrap_or_else(|| {
        let script = format!("/// T.\nfn rule(m) {{ weight(1, {formula}) }}");
        panic!(
            "{formula} does not load:\n{}",
            load_with(&[("pillars/brand.rhai", &script)]).err().unwrap_or_default()
        )
    });
    assert!((found - expected).abs() < 1e-9, "{formula} is {found}, not {expected}");
}

#[test]
fn arithmetic_is_that_of_people() {
    check("m.posts.count() * (1/4) - 1.0", 0.75);
    check("m.posts.count() * 0 + 1/3", 1.0 / 3.0);
    check("(7 - m.posts.count()) + 5/2 - 2", 0.5);
    check("-m.posts.count() + 8 - 0.5", 0.5);
    check("m.posts.count() * -1 + 7.25", 0.25);
    check("-(2 - m.posts.count()) * 0.1", 0.5);
    check("(m.posts.count() - 2 * 3) * 0.5", 0.5);
    check("m.posts.count() / m.comments.count() / 7", 0.5);
    check("2 / m.posts.count() + 1 - 9/7", 0.0);
    check("(0.5 + m.comments.count() - 2)", 0.5);
    check("m.posts.count().min(0.5)", 0.5);
    check("min(0.25, m.posts.count())", 0.25);
    check("max(m.comments.count(), m.posts.count()) / 10", 0.7);
    check("(m.posts.count() / 0.5).clamp(0.0, 0.75)", 0.75);
    check("min(1, 2) / 4 + 0 * m.posts.count()", 0.25);
    check("(+m.comments.count()) / 4", 0.5);
}

#[test]
fn conditions_bind_as_people_read_them() {
    check("m.posts.count() > 5 and m.comments.count() > 5 or m.profile.has_photo", 1.0);
    check("m.profile.has_photo or m.posts.count() > 5 and m.comments.count() > 5", 1.0);
    check("(m.profile.has_photo or m.posts.count() > 5) and m.comments.count() > 5", 0.0);
    check("not(m.profile.has_photo) or m.posts.count() > 9", 0.0);
    check("m.profile.has_photo and not(m.posts.count() > 9)", 1.0);
    check("m.posts.count() - 3 > 2 + 1", 1.0);
    check("m.posts.count() > -2 * -3", 1.0);
    check("m.profile.industry == \"Software\"", 1.0);
    check("\"software\" != m.profile.industry", 0.0);
    check("m.profile.headline.words > 10", 1.0);
    check("m.posts.count().between(7, 9)", 1.0);
    check("m.posts.count().at_least(7.5)", 0.0);
    check("m.posts.count().at_most(7)", 1.0);
}

/// Every comparison of everything with everything is right or an error; rhai's own answer would be a silent `false`.
#[test]
fn no_comparison_is_silently_false() {
    let numbers = [("m.posts.count()", 7.0), ("m.comments.count()", 2.0), ("m.profile.followers", 100.0)];
    let written = [("7", 7.0), ("7.0", 7.0), ("2.5", 2.5), ("-1", -1.0)];
    let others = [
        "m.profile.has_photo",
        "m.posts.count() > 3",
        "true",
        "m.posts",
        "m.profile.headline",
        "m.profile",
        "m",
        "()",
        "\"7\"",
        "'7'",
        "[7]",
        "#{ a: 7 }",
        "no_data()",
        "|p| p.views",
    ];
    let expected = |a: f64, sign: &str, b: f64| match sign {
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        _ => a >= b,
    };
    for sign in ["<", "<=", ">", ">=", "==", "!="] {
        for (a, x) in numbers {
            for (b, y) in written.into_iter().chain(numbers) {
                for (left, right, x, y) in [(a, b, x, y), (b, a, y, x)] {
                    let formula = format!("{left} {sign} {right}");
                    match value(&formula) {
                        None => assert!(
                            matches!(sign, "==" | "!=") || left == right || formula.contains("-1"),
                            "{formula} does not load"
                        ),
                        Some(found) => {
                            assert!(!matches!(sign, "==" | "!="), "{formula} loads");
                            let expected = f64::from(u8::from(expected(x, sign, y)));
                            assert!((found - expected).abs() < 1e-9, "{formula} is {found}, not {expected}");
                        }
                    }
                }
            }
            for other in others {
                for formula in [format!("{a} {sign} {other}"), format!("{other} {sign} {a}")] {
                    let missing = other == "no_data()" && !matches!(sign, "==" | "!=");
                    assert!(missing || value(&formula).is_none(), "{formula} loads");
                }
            }
        }
        for other in others {
            for another in others.into_iter().chain(["7", "2.5"]) {
                let formula = format!("({other}) {sign} ({another})");
                assert_eq!(value(&formula), None, "{formula} loads");
            }
            let label = format!("m.profile.industry {sign} {other}");
            assert_eq!(value(&label).is_some(), other == "\"7\"" && matches!(sign, "==" | "!="), "{label}");
        }
    }
}

#[test]
fn names_of_columns_may_be_words_of_the_language() {
    for rule in [
        "m.posts.share(|p| p.kind == \"poll\")",
        "m.posts.share(|p| p.format == \"image\")",
        "m.posts.mean(|p| p.text.words).ramp(0, 9)",
        "m.posts.mean(|p| p.at).ramp(0, 9)",
        "m.posts.share(|p| p.known)",
        "m.posts.share(|p| p.known.known())",
        "m.posts.mean(|p| p.count).ramp(0, 9)",
        "m.posts.share(|p| p.is_original and not(p.in_group))",
        "m.posts.share(|m| m.is_original)",
        "m.posts.mean(|p| p[\"views\"]).ramp(0, 9)",
    ] {
        let model =
            model_of("pillars/brand.rhai", &format!("/// Title.\nfn rule(m) {{ weight(1, {rule}) }}"));
        assert_eq!(model.aggregates.len(), 2, "{rule}");
    }
}

#[test]
fn names_and_helpers_carry_parts_of_a_rule() {
    let script = "/// Title.\nfn rule(m) {\n    let k = 3;\n    let posts = m.posts;\n    let seen = |p| p.views > k;\n\
                  let many = posts.where(|p| p.views > k).count();\n    let share = posts.share(seen);\n\
                  let x = many;\n    x = x + share;\n    weight(4, half(x, k).ramp(0, 3));\n}\n\n\
                  private fn half(x, by) {\n    x / by\n}\n";
    let model = model_of("pillars/brand.rhai", script);
    let written: Vec<&str> = model.aggregates.iter().map(|a| a.written.as_str()).collect();
    assert_eq!(written[..2], ["posts.where(views > 3).count()", "posts.share(views > 3)"]);
}

#[test]
fn written_numbers_and_no_data_fit_texts_rows_and_members() {
    model_of(
        "grades/comment.rhai",
        "/// Title.\nfn rule(t) { weight(1, when(t.words > max(2, 3), t.words.ramp(min(0, 1), sum([4, 5])), no_data())) }",
    );
    model_of(
        "pillars/brand.rhai",
        "/// Title.\nfn rule(m) { weight(1, m.posts.mean(|p| when(p.views > 3, p.grade, no_data())).ramp(0, 1)) }",
    );
}

#[test]
fn lists_of_a_text_and_of_a_row_work_too() {
    model_of(
        "grades/comment.rhai",
        "/// Title.\nfn rule(t) { weight(1, weighted_average([[t.words.ramp(0, 9), 2], [t.questions > 0, 1]])) }",
    );
    model_of(
        "pillars/brand.rhai",
        "/// Title.\nfn rule(m) { weight(1, m.posts.mean(|p| sum([p.is_original, p.words > 9]) / 2)) }",
    );
}
