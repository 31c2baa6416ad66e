//! What a pack yields once it is loaded: aggregates, evidence, averages, grades.
#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test fails where something is wrong, and scripts are put together of texts"
)]

mod common;

use common::{load_with, model_of, pack_with, vocabulary};
use ssi_expr::{NodeId, render, row};
use ssi_rules::{Aggregate, AggregateKind, Measure, MemberInput, Model, Source, TextWant, Window, load};

const MISSING: f64 = f64::NAN;

/// A pillar with the rules of these formulas, and the model they make.
#[track_caller]
fn model(formulas: &[&str]) -> Model {
    let rule = |(i, f): (usize, &&str)| {
        format!("/// Rule {i}.\nfn rule_{i}(m) {{\n    weight({}, {f})\n}}\n", i + 1)
    };
    let script: String = formulas.iter().enumerate().map(rule).collect();
    model_of("pillars/brand.rhai", &script)
}

/// The only aggregate of a model with one rule; the good pack's other pillar has the last one.
#[track_caller]
fn aggregate(formula: &str) -> (Model, Aggregate) {
    let model = model(&[formula]);
    let found = model.aggregates[0].clone();
    (model, found)
}

#[test]
fn an_aggregate_that_comes_twice_is_computed_once() {
    let model = model(&[
        "m.posts.where(|p| p.is_original).where(|p| p.views > 3).count().ramp(0, 3)",
        "m.posts.where(|q| q.is_original and q.views > 3).count() * m.posts.mean(|p| p.grade)",
        "m.posts.mean(|any| any.text.grade) * m.posts.per_week().ramp(0, 1)",
    ]);
    let written: Vec<&str> = model.aggregates.iter().map(|a| a.written.as_str()).collect();
    assert_eq!(
        written,
        [
            "posts.where(is_original).where(views > 3).count()",
            "posts.mean(grade)",
            "posts.per_week()",
            "connections.count()"
        ]
    );
    let (first, second) = (model.pillars[0].rules[0].value, model.pillars[0].rules[1].value);
    assert_eq!(model.member.inputs_of(first)[0], model.member.inputs_of(second)[0]);
}

#[test]
fn rows_count_in_the_window_of_the_pack_unless_the_rule_says_otherwise() {
    for (formula, window) in [
        ("m.posts.count()", Window::Pack),
        ("m.posts.within(30).count()", Window::Days(30)),
        ("m.posts.all_time().count()", Window::All),
        ("m.posts.all_time().within(7).count()", Window::Days(7)),
        ("m.connections.within(30).count()", Window::Days(30)),
        ("m.connections.share(|c| c.is_decision_maker)", Window::All),
        ("m.posts.where(|p| p.is_original).within(9).count()", Window::Days(9)),
    ] {
        let (_, found) = aggregate(formula);
        assert_eq!(found.window, window, "{formula}");
    }
}

#[test]
fn every_aggregate_is_of_its_kind() {
    use AggregateKind as K;
    for (formula, kind) in [
        ("m.posts.count()", K::Count),
        ("m.posts.per_week()", K::PerWeek),
        ("m.posts.active_days()", K::ActiveDays),
        ("m.posts.active_weeks()", K::ActiveWeeks),
        ("m.posts.longest_gap_days()", K::LongestGapDays),
        ("m.posts.days_since_last()", K::DaysSinceLast),
        ("m.posts.sum(|p| p.views)", K::Sum),
        ("m.posts.mean(|p| p.views)", K::Mean),
        ("m.posts.min(|p| p.views)", K::Min),
        ("m.posts.max(|p| p.views)", K::Max),
        ("m.posts.median(|p| p.views)", K::Median),
        ("m.posts.share(|p| p.views > 3)", K::Share),
        ("m.posts.distinct(|p| p.kind)", K::Distinct),
        ("m.posts.top_share(|p| p.kind)", K::TopShare),
        ("m.posts.spread(|p| p.kind)", K::Spread),
        ("m.posts.slope_per_week(|p| p.views)", K::SlopePerWeek),
    ] {
        let (model, found) = aggregate(&format!("{formula} / 1000"));
        assert_eq!(found.kind, kind, "{formula}");
        assert_eq!(vocabulary().tables[found.table].id, "posts");
        assert_eq!(found.filter, None);
        match found.measure {
            Measure::Label(column) => assert_eq!(column, 1),
            Measure::Value(node) => assert!(row_value(&model, &found, node, &[("views", 4.0)]) > 0.0),
            Measure::Row => {}
        }
    }
}

/// A row's node, with values by the name of the column or signal; the others are missing, and columns are there.
fn row_value(model: &Model, of: &Aggregate, node: NodeId, values: &[(&str, f64)]) -> f64 {
    let words = vocabulary();
    let columns = &words.tables[of.table].columns;
    let value = |name: &str| values.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
    let plan = &model.tables[of.table];
    let inputs: Vec<f64> = plan
        .inputs
        .iter()
        .map(|input| match input {
            Source::Column(c) => value(&columns[*c].id).unwrap_or(MISSING),
            Source::LabelIs(c, word) => value(&format!("{}={word}", columns[*c].id)).unwrap_or(MISSING),
            Source::Present(c) => value(&format!("{}?", columns[*c].id)).unwrap_or(1.0),
            Source::Grade(_) => value("grade").unwrap_or(MISSING),
            Source::Signal(_, TextWant::Signal(s)) => value(&words.signals[*s].id).unwrap_or(MISSING),
            Source::Signal(..) => MISSING,
        })
        .collect();
    row::values(&plan.graph, &inputs)[node.index()]
}

#[test]
fn filters_are_joined() {
    let (model, found) = aggregate("m.posts.where(|p| p.views > 3).where(|p| p.kind == \"Poll\").count()");
    let filter = found.filter.expect("a filter");
    for (views, poll, taken) in [(9.0, 1.0, 1.0), (9.0, 0.0, 0.0), (2.0, 1.0, 0.0), (2.0, MISSING, 0.0)] {
        assert_eq!(row_value(&model, &found, filter, &[("views", views), ("kind=poll", poll)]), taken);
    }
    assert!(row_value(&model, &found, filter, &[("views", 9.0)]).is_nan());
}

#[test]
fn an_empty_cell_is_unknown_or_nothing_as_the_column_says() {
    // Nobody told how often a post was seen.
    let (model, found) = aggregate("m.posts.mean(|p| p.views).log_ramp(0, 9)");
    let evidence = found.evidence.expect("evidence");
    assert_eq!(row_value(&model, &found, evidence, &[("views", 3.0)]), 1.0);
    assert_eq!(row_value(&model, &found, evidence, &[]), 0.0);

    // A message without an answer has no delay: there is nothing to tell, as long as the corpus tells of answers at all.
    let (model, found) = aggregate("m.messages.mean(|p| p.answer_hours).log_ramp(0, 9)");
    let evidence = found.evidence.expect("evidence");
    assert_eq!(row_value(&model, &found, evidence, &[]), 1.0);
    assert_eq!(row_value(&model, &found, evidence, &[("answer_hours?", 0.0)]), 0.0);

    // Rows are there or not; to count them nothing else must be known.
    assert_eq!(aggregate("m.posts.count()").1.evidence, None);

    // A row that the filter leaves out needs no measure, a row whose filter is unknown tells nothing.
    let (model, found) = aggregate("m.posts.where(|p| p.views > 3).mean(|p| p.reactions).log_ramp(0, 9)");
    let evidence = found.evidence.expect("evidence");
    for (values, founded) in [
        (vec![("views", 9.0), ("reactions", 1.0)], 1.0),
        (vec![("views", 9.0)], 0.0),
        (vec![("views", 2.0)], 1.0),
        (vec![("reactions", 1.0)], 0.0),
    ] {
        assert_eq!(row_value(&model, &found, evidence, &values), founded, "{values:?}");
    }

    // One side of an `and` settles it.
    let (model, found) = aggregate("m.posts.share(|p| p.views > 3 and p.in_group)");
    let evidence = found.evidence.expect("evidence");
    assert_eq!(row_value(&model, &found, evidence, &[("views", 2.0)]), 1.0);
    assert_eq!(row_value(&model, &found, evidence, &[("views", 9.0)]), 0.0);

    // Labels are known wherever the column is.
    let (model, found) = aggregate("m.comments.distinct(|c| c.counterpart).ramp(0, 9)");
    let evidence = found.evidence.expect("evidence");
    assert_eq!(row_value(&model, &found, evidence, &[("counterpart?", 0.0)]), 0.0);
}

/// A rule's credit and whether it was founded, with values by the words of the aggregate or the column of the profile.
fn credit(model: &Model, id: &str, values: &[(&str, f64)], unknown: &[&str]) -> (f64, f64) {
    let words = vocabulary();
    let inputs: Vec<f64> = model
        .member_inputs
        .iter()
        .map(|input| {
            let name = match input {
                MemberInput::Aggregate(a) | MemberInput::Evidence(a) => model.aggregates[*a].written.clone(),
                MemberInput::Profile(Source::Column(c) | Source::Present(c)) => {
                    words.tables[words.profile].columns[*c].id.clone()
                }
                MemberInput::Profile(other) => panic!("{other:?}"),
            };
            let known = !unknown.contains(&name.as_str());
            match input {
                MemberInput::Evidence(_) => f64::from(u8::from(known)),
                _ if !known => MISSING,
                _ => values.iter().find(|(n, _)| *n == name).map_or(MISSING, |(_, v)| *v),
            }
        })
        .collect();
    let rule = model.rules().find(|r| r.id == id).expect(id);
    let all = row::values(&model.member, &inputs);
    (all[rule.value.index()], all[rule.evidence.index()])
}

#[test]
fn averages_leave_out_what_nobody_knows() {
    let parts = "[[m.posts.mean(|p| p.views).ramp(0, 10), 3], [m.profile.skills.ramp(0, 10), 1]]";
    let model = model(&[
        &format!("weighted_average({parts})"),
        "average([m.profile.has_photo, m.comments.count().ramp(0, 2)])",
    ]);
    let weighed = |values: &[(&str, f64)], unknown: &[&str]| credit(&model, "brand.rule_0", values, unknown);
    let (views, skills) = ("posts.mean(views)", "skills");
    assert_eq!(weighed(&[(views, 10.0), (skills, 2.0)], &[]), ((3.0 + 0.2) / 4.0, 1.0));
    // Skills were not supplied: the posts alone count.
    assert_eq!(weighed(&[(views, 5.0)], &[skills]), (0.5, 1.0));
    // No post was seen, and that is known: a mean of nothing is a 0 that counts.
    assert_eq!(weighed(&[(skills, 10.0)], &[]), (0.25, 1.0));
    // Nobody can tell anything: the rule drops out.
    assert_eq!(weighed(&[], &[views, skills]), (0.0, 0.0));

    let (photo, comments) = ("has_photo", "comments.count()");
    assert_eq!(credit(&model, "brand.rule_1", &[(photo, 1.0), (comments, 1.0)], &[]), (0.75, 1.0));
    assert_eq!(credit(&model, "brand.rule_1", &[(photo, 0.0)], &[comments]), (0.0, 1.0));
    assert_eq!(credit(&model, "brand.rule_1", &[(comments, 9.0)], &[photo]), (1.0, 1.0));
}

#[test]
fn a_credit_is_cut_to_between_nothing_and_all() {
    let model = model(&[
        "m.posts.count() - 2",
        "m.comments.count() > 3",
        "when(m.messages.count() > 0, 1, no_data())",
    ]);
    let one = |id: &str, name: &str, x: f64| credit(&model, id, &[(name, x)], &[]);
    assert_eq!(one("brand.rule_0", "posts.count()", 0.0), (0.0, 1.0));
    assert_eq!(one("brand.rule_0", "posts.count()", 2.5), (0.5, 1.0));
    assert_eq!(one("brand.rule_0", "posts.count()", 9.0), (1.0, 1.0));
    assert_eq!(one("brand.rule_1", "comments.count()", 4.0), (1.0, 1.0));
    assert_eq!(one("brand.rule_2", "messages.count()", 4.0), (1.0, 1.0));
    assert_eq!(one("brand.rule_2", "messages.count()", 0.0), (0.0, 0.0));
}

#[test]
fn a_grade_is_what_the_rules_earn_of_what_they_could() {
    let script = "/// Long.\nfn long(t) { weight(3, t.words.ramp(0, 10)) }\n/// Asks.\nfn asks(t) { weight(1, t.questions > 0) }\n\
                  /// Praise.\nfn praise(t) { penalty(2, t.phrases(\"generic-praise\").coverage()) }\n";
    let model = model_of("grades/comment.rhai", script);
    let plan = model.grade("comment").expect("the plan");
    assert_eq!(
        plan.rules.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
        ["comment.long", "comment.asks", "comment.praise"]
    );
    assert_eq!(plan.inputs, [TextWant::Signal(0), TextWant::Signal(1), TextWant::PhraseCoverage(0)]);
    assert_eq!(model.phrases[0].parts[0].phrases, ["great post", "so true"]);
    let (graph, total) = plan.total();
    let grade = |inputs: [f64; 3]| row::values(&graph, &inputs)[total.index()];
    assert_eq!(grade([10.0, 1.0, 0.0]), 1.0);
    assert_eq!(grade([5.0, 0.0, 0.0]), 1.5 / 4.0);
    assert_eq!(grade([10.0, 0.0, 0.5]), 0.5);
    assert_eq!(grade([0.0, 0.0, 1.0]), 0.0);
    // A signal that is missing takes its weight away, not points.
    assert_eq!(grade([MISSING, 1.0, 0.0]), 1.0);
    assert_eq!(grade([MISSING, 0.0, 0.0]), 0.0);
    assert!(grade([MISSING, MISSING, MISSING]).is_nan());
}

#[test]
fn rules_stand_in_the_order_of_the_file() {
    let names = ["zebra", "apple", "mango", "kiwi", "fig", "plum", "date", "lime"];
    let rule = |(i, name): (usize, &&str)| {
        format!(
            "/// The {name}.\nfn {name}(m) {{ weight({}, m.posts.within({}).count().ramp(0, 9)) }}\n",
            i + 1,
            i + 1
        )
    };
    let model = model_of("pillars/brand.rhai", &names.iter().enumerate().map(rule).collect::<String>());
    let brand = &model.pillars[0];
    let found: Vec<(String, f64)> = brand.rules.iter().map(|r| (r.id.clone(), r.weight)).collect();
    let expected: Vec<(String, f64)> =
        names.iter().enumerate().map(|(i, n)| (format!("brand.{n}"), i as f64 + 1.0)).collect();
    assert_eq!(found, expected);
    assert_eq!(brand.rules[2].doc.title, "The mango");
    assert_eq!((brand.rules[2].place.line, brand.rules[2].place.column), (6, 4));
    assert_eq!(model.files[brand.rules[2].place.file as usize].path, "pillars/brand.rhai");
    let kinds: Vec<&str> = model.grades.iter().map(|g| g.kind.as_str()).collect();
    assert_eq!(kinds, ["comment", "headline", "message", "post", "summary"]);
}

#[test]
fn the_header_says_what_it_says() {
    let (model, _) = load_with(&[]).expect("the good pack");
    assert_eq!((model.name.as_str(), model.title.as_str(), model.window_days), ("small", "Small", 90));
    let pillars: Vec<(&str, &str, u32)> =
        model.pillars.iter().map(|p| (p.id.as_str(), p.title.as_str(), p.points)).collect();
    assert_eq!(pillars, [("brand", "Brand", 60), ("people", "People", 40)]);
    assert_eq!(model.points(), 100);
    assert_eq!((model.target, model.top), (75, 10), "what a pack aims for that does not say");
    assert_eq!(model.band(0.0).name, "limited");
    assert_eq!(model.band(49.9).name, "limited");
    assert_eq!(model.band(50.0).name, "good");
    assert_eq!(model.band(100.0).name, "good");
}

#[test]
fn a_weight_can_be_changed_by_the_rules_id() {
    let (mut model, _) = load_with(&[]).expect("the good pack");
    model.reweigh("brand.cadence", 9.0).expect("a rule");
    assert_eq!(model.rules().find(|r| r.id == "brand.cadence").expect("a rule").weight, 9.0);
    assert_eq!(model.reweigh("brand.cadense", 1.0).unwrap_err().nearest.as_deref(), Some("brand.cadence"));
    assert_eq!(model.reweigh("cadence", 1.0).unwrap_err().nearest.as_deref(), Some("brand.cadence"));
    assert_eq!(model.reweigh("nothing", 1.0).unwrap_err().to_string(), "there is no rule called `nothing`");
}

/// Everything of a model that a score depends on, as text.
fn written(model: &Model) -> String {
    let mut text = format!("{} {} {:?}\n", model.title, model.digest, model.bands);
    let inputs = |i: u32| format!("{:?}", model.member_inputs[i as usize]);
    for rule in model.pillars.iter().flat_map(|p| &p.rules) {
        for node in [rule.value, rule.evidence] {
            text +=
                &format!("{} {} {}\n", rule.id, rule.weight, render::formula(&model.member, node, &inputs));
        }
    }
    for grade in &model.grades {
        let input = |i: u32| format!("{:?}", grade.inputs[i as usize]);
        for rule in &grade.rules {
            text += &format!(
                "{} {} {}\n",
                rule.id,
                rule.weight,
                render::formula(&grade.graph, rule.value, &input)
            );
        }
    }
    for aggregate in &model.aggregates {
        text += &format!("{aggregate:?}\n");
    }
    text
}

#[test]
fn loading_twice_gives_the_same() {
    let script: String = (1..40)
        .map(|i| {
            format!("/// R{i}.\nfn r{i}(m) {{ weight({i}, m.posts.within({i}).share(|p| p.views > {i})) }}\n")
        })
        .collect();
    let pack = pack_with(&[("pillars/brand.rhai", &script)]);
    let first = written(&load(&pack, &vocabulary()).expect("a pack").0);
    for _ in 0..5 {
        assert_eq!(written(&load(&pack, &vocabulary()).expect("a pack").0), first);
    }
}

#[test]
fn every_byte_changes_the_digest() {
    let digest = |changed: &[(&str, &str)]| load_with(changed).expect("a pack").0.digest;
    let mut seen = vec![digest(&[])];
    for changed in [
        ("phrases/generic-praise.txt", "great post\nso true\n"),
        ("phrases/generic-praise.txt", "great post\nso true\n\n"),
        ("phrases/more.txt", "great post\nso true\n"),
        ("pillars/brand.rhai", "/// Posts.\nfn cadence(m) { weight(4, m.posts.per_week().ramp(0, 2)) }"),
        ("pillars/brand.rhai", "/// Posts.\nfn cadence(m) { weight(4, m.posts.per_week().ramp(0, 3)) }"),
    ] {
        let new = digest(&[changed]);
        assert!(!seen.contains(&new), "{changed:?}");
        seen.push(new);
    }
    assert_eq!(digest(&[]), seen[0]);
}

#[test]
fn a_pack_of_forty_rules_loads_in_no_time() {
    let script: String = (1..=40)
        .map(|i| {
            format!(
                "/// Rule {i}.\n///\n/// Why: it is worth it.\nfn r{i}(m) {{\n    let seen = m.posts.where(|p| p.is_original and \
                 not(p.in_group)).within({i}).mean(|p| p.grade * p.views.log_ramp(0, 500));\n    weight({i}, \
                 weighted_average([[seen, 2], [m.comments.within({i}).share(|c| c.on_own_post), 1]]))\n}}\n"
            )
        })
        .collect();
    let pack = pack_with(&[("pillars/brand.rhai", &script)]);
    let words = vocabulary();
    let start = std::time::Instant::now();
    let (model, _) = load(&pack, &words).expect("a pack");
    println!("{} rules, {} aggregates: {:?}", model.rules().count(), model.aggregates.len(), start.elapsed());
    assert_eq!(model.rules().count(), 46);
}

/// A rule of a text over signals that may be missing: its formula, the words and questions, what it earns and whether it is founded.
#[track_caller]
fn check_text(formula: &str, [words, questions]: [f64; 2], expected: (f64, bool)) {
    let script = format!("/// Rule.\nfn rule(t) {{ weight(1, {formula}) }}\n");
    let model = model_of("grades/comment.rhai", &script);
    let plan = model.grade("comment").expect("the plan");
    let inputs: Vec<f64> =
        plan.inputs.iter().map(|w| if *w == TextWant::Signal(0) { words } else { questions }).collect();
    let values = row::values(&plan.graph, &inputs);
    let rule = &plan.rules[0];
    let found = (values[rule.value.index()], values[rule.evidence.index()] == 1.0);
    assert_eq!(found, expected, "{formula} of {words} words and {questions} questions");
}

#[test]
fn a_text_without_a_signal_gives_no_evidence_for_it() {
    let sum = "sum([t.words, t.questions]).ramp(0, 10)";
    check_text(sum, [4.0, 1.0], (0.5, true));
    // What is unknown makes a sum unknown; the author says what stands for it.
    check_text(sum, [4.0, MISSING], (0.0, false));
    check_text("sum([t.words, t.questions.or_else(0)]).ramp(0, 10)", [4.0, MISSING], (0.4, true));
    check_text("average([t.words / 10, t.questions])", [4.0, MISSING], (0.4, true));
    check_text("average([t.words / 10, t.questions])", [MISSING, MISSING], (0.0, false));
    check_text("when(t.questions.known(), t.questions, t.words / 10)", [4.0, MISSING], (0.4, true));
    check_text("when(t.questions.known(), t.questions, t.words / 10)", [4.0, 1.0], (1.0, true));
    check_text("when(t.questions > 0, 1, 0)", [4.0, MISSING], (0.0, false));
    check_text("t.words > 3 or t.questions > 0", [4.0, MISSING], (1.0, true));
    check_text("t.words > 3 or t.questions > 0", [2.0, MISSING], (0.0, false));
    check_text("t.words > 3 and t.questions > 0", [2.0, MISSING], (0.0, true));
}

/// Warnings must not stop the reading: every rule here has one, for want of a `Why:`.
#[test]
fn a_pack_with_many_warnings_has_all_of_its_rules() {
    let rules: Vec<String> = (0..60).map(|i| format!("m.posts.count().ramp({i}, {})", i + 70)).collect();
    let texts: Vec<&str> = rules.iter().map(String::as_str).collect();
    let model = model(&texts);
    let brand = model.pillars.iter().find(|p| p.id == "brand").unwrap();
    assert_eq!(brand.rules.len(), 60);
}
