use std::sync::LazyLock;

use proptest::prelude::*;
use ssi_rules::{Model, Pack};

use super::*;

fn model() -> &'static Model {
    static MODEL: LazyLock<Model> =
        LazyLock::new(|| ssi_rules::load(&Pack::built_in(), &vocabulary()).expect("the default pack").0);
    &MODEL
}

#[track_caller]
fn checked(model: &Model, kind: &str, text: &str) -> Lint {
    let lint = lint(model, model.grade(kind).expect("a kind that is graded"), text);
    let sum: i32 = lint.rules.iter().filter_map(|r| r.points).map(|p| p.0).sum();
    assert_eq!(Some(sum), lint.grade.map(|g| g.0), "the parts of {text:?} add up");
    for find in &lint.finds {
        assert!(text.get(find.start..find.end).is_some(), "{find:?} in {text:?}");
    }
    lint
}

/// The same grade as `ssi grade` would write, to the last digit.
fn graded(model: &Model, kind: &str, text: &str) -> f64 {
    Grader::grade(model, model.grade(kind), &[]).run(1, |_| text)[0][0]
}

#[test]
fn empty_praise_is_worth_nothing_in_any_language() {
    let model = model();
    for text in [
        "Thanks for sharing!",
        "Great post! 👏",
        "Great post, thanks for sharing 🙏🙏",
        "¡Gracias por compartir!",
        "Ótimo post, parabéns!",
        "Merci pour le partage.",
        "Toller Beitrag, danke fürs Teilen",
        "Grazie per la condivisione!",
        "Bedankt voor het delen!",
        "素晴らしい投稿",
        "感谢分享",
        "शानदार पोस्ट",
        "شكرا للمشاركة",
        "Postingan bagus, sangat bermanfaat!",
    ] {
        for kind in ["comment", "post"] {
            let lint = checked(model, kind, text);
            assert_eq!(lint.grade, Some(Points(0)), "{text:?} as a {kind}");
            let praise = lint.rules.iter().find(|r| r.id == format!("{kind}.empty_praise")).expect("a rule");
            assert!(praise.credit > 0.9, "{text:?} as a {kind}");
            assert!(lint.finds.iter().all(|f| f.list == "generic-praise") && !lint.finds.is_empty());
        }
    }
}

#[test]
fn odd_texts_are_graded_like_any_other() {
    let model = model();
    let long = "We measured 14 sites because the forecast leaned. ".repeat(4000);
    for text in [
        "",
        " \r\n\r\n",
        "🎉🎉🎉",
        "a",
        "#",
        "One.\r\n\r\nTwo.\r\n",
        "https://a.example/b",
        "\u{202e}x",
        &long,
    ] {
        for plan in &model.grades {
            let lint = checked(model, &plan.kind, text);
            let grade = graded(model, &plan.kind, text);
            assert!((grade - lint.grade.expect("a grade").value() / 100.0).abs() < 0.5e-4 + 1e-9);
            assert!(lint.moves.iter().all(|m| m.gain.0 >= LEAST && !m.what.is_empty()));
            assert!(lint.moves.is_sorted_by(|a, b| a.gain >= b.gain));
        }
    }
}

#[track_caller]
fn check_advice(model: &Model, kind: &str, text: &str, what: &str, rule: &str) {
    let lint = checked(model, kind, text);
    let all = |m: &Move| m.what == what || m.or.iter().any(|o| o == what);
    let found = lint.moves.iter().find(|m| all(m)).unwrap_or_else(|| panic!("{what}: {:#?}", lint.moves));
    assert_eq!(lint.rules[found.rule].id, rule, "{:#?}", lint.moves);
}

#[test]
fn advice_fits_what_is_missing() {
    let model = model();
    check_advice(
        model,
        "comment",
        "We saw the same in Lille.",
        "write 20 words more, in two sentences",
        "comment.length",
    );
    check_advice(
        model,
        "post",
        "We asked 14 planners in Lille because the forecast leaned, and 9 had stopped reading it.",
        "set one thing against another (“but …”)",
        "post.contrast",
    );
    let sale = "The forecast for Lille is done on Friday, because 14 planners asked for it. Book a demo, don't miss out.";
    check_advice(model, "post", sale, "leave out the phrases of the list “promotion”", "post.promotion");
    let loud = "We opened the hall in Lille for 14 planners. THEY CAME FROM THE NORTH AND THE SOUTH";
    check_advice(model, "post", loud, "write it without the capitals", "post.shouting");
    let wall = "We opened the second hall in Lille after 14 weeks of work by the north team. #a #b #c #d #e #f #g #h #i #j #k #l";
    check_advice(model, "post", wall, "keep 5 of the 12 hashtags", "post.hashtag_wall");
    check_advice(
        model,
        "headline",
        "Sales | Growth | AI | Coffee | Dreams",
        "put words for signs such as |, • and emoji",
        "headline.stuffing",
    );
}

#[test]
fn what_takes_everything_is_mended_first() {
    let sale = "WE ARE THRILLED!!! 🚀🚀🚀 Book a demo today! Limited offer, link in bio! #ai #sales #growth #b2b #saas #win #go";
    let lint = checked(model(), "post", sale);
    assert_eq!(lint.grade, Some(Points(0)));
    assert_eq!(lint.mends[0], "leave out the phrases of the list “promotion”");
    assert!(lint.mends.len() >= 3 && !lint.moves.is_empty(), "{:?}", lint.mends);
    // Where nothing but praise is there, nothing would be left of it.
    let praise = checked(model(), "comment", "Great post, thanks for sharing!");
    assert_eq!((praise.mends.len(), praise.mended), (0, None));
    assert!(praise.moves[0].gain > Points(1000));
    assert_eq!(checked(model(), "comment", "We saw the same in Lille.").mended, None);
}

/// What a writer would really add for an edit, in sentences like those of the texts below.
const REAL: [(&str, &str); 9] = [
    ("add one number", " 42"),
    ("name one person, company or place", " Lopez"),
    ("ask a question", " How does the team in the south do this today?"),
    ("say one sentence to the reader, with “you”", " The list shows you the days with the late trains."),
    ("give one reason (“because …”)", " because the trains of the north were often late"),
    ("set one thing against another (“but …”)", " but the trains of the south were on time"),
    ("give one example (“for example …”)", " for example the train of Monday was late"),
    (
        "write 20 words more, in two sentences",
        " The planners keep a list of the late trains. They look at it in the morning and call the drivers.",
    ),
    ("end with three hashtags", " #planning #freight #rail"),
];

const SENTENCES: [&str; 8] = [
    "We asked the planners of the north what they read in the morning.",
    "Most of them had stopped opening the report last winter.",
    "Maria Lopez found 14 pallets that nobody had counted!",
    "It was late.",
    "Great post, thanks for sharing.",
    "However, the buyers in Lille still trust their own lists more than ours, which took two years to build and one day to break.",
    "Do you count them by hand?",
    "Book a demo today.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Where a thought-out edit says that the grade rises or falls, the real one moves it the same way.
    #[test]
    fn a_real_edit_goes_where_the_thought_one_says(
        picked in prop::sample::subsequence(SENTENCES.to_vec(), 1..=SENTENCES.len()).prop_shuffle(),
        kind in 0..5_usize,
        edit in 0..REAL.len(),
    ) {
        let model = model();
        let plan = &model.grades[kind];
        let text = picked.join(" ");
        let (what, more) = REAL[edit];
        let lists = lists_read(plan);
        let before = checked(model, &plan.kind, &text).grade.expect("a grade").0;
        // Words that go into the last sentence stand before its mark.
        let longer = if more.ends_with(['?', '.']) || more.contains('#') {
            format!("{text}{more}")
        } else {
            let (rest, mark) = text.split_at(text.len() - 1);
            format!("{rest}{more}{mark}")
        };
        let really = checked(model, &plan.kind, &longer).grade.expect("a grade").0 - before;
        let draft = Draft::read(&read(model, &lists, &text).1);
        let asked = Asked::new(model, plan, &lists);
        if let Some(thought) = asked.edits(&draft).into_iter().find(|e| e.what == what) {
            let thought = grade_of(&asked.claims(&thought.after)) - before;
            // A point of a hundred is within what a different sentence would do, and much more in a text of a few words.
            let little = if draft.get("words") >= 20.0 { 100 } else { 600 };
            if thought.abs() >= little && really.abs() >= little {
                prop_assert_eq!(thought.signum(), really.signum(), "{} by {} not {}: {}", what, really, thought, longer);
            }
            let most = if draft.get("words") >= 20.0 { 1000 } else { 3000 };
            prop_assert!((thought - really).abs() <= most, "{} by {} not {}: {}", what, really, thought, longer);
        }
    }
}
