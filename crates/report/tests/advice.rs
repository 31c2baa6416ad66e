//! What advice looks like for those who have little, one thing, or all.

use ssi_report::advice;
use ssi_score::Points;
use ssi_score::advise::{Action, Advice, By, Change, Effort, Target, Together, Unknown};
use ssi_score::rows::Told;

fn nothing() -> Advice {
    Advice {
        member: "bo".to_owned(),
        name: String::new(),
        by: By::Gain,
        score: Points(0),
        coverage: 0.0,
        actions: Vec::new(),
        best: Together::default(),
        target: None,
        refused: Vec::new(),
        unknown: Vec::new(),
    }
}

fn action(gain: i32, about: Vec<Told>) -> Action {
    Action {
        lever: "answer-messages",
        title: "Answer".to_owned(),
        effort: Effort::Minutes,
        gain: Points(gain),
        changes: vec![Change { rule: "a.b".to_owned(), points: Points(gain) }],
        advice: String::new(),
        note: String::new(),
        word: "waiting:",
        about,
        part_of: None,
    }
}

#[track_caller]
fn check(a: &Advice, parts: &[&str], without: &[&str]) {
    let told = advice(a);
    for part in parts {
        assert!(told.contains(part), "`{part}` is not in:\n{told}");
    }
    for part in without {
        assert!(!told.contains(part), "`{part}` is in:\n{told}");
    }
}

#[test]
fn nobody_is_told_off() {
    check(&nothing(), &["Nothing is known of bo", "ssi columns --files"], &["0.00", "+"]);
    let done = Advice { coverage: 1.0, score: Points(10_000), ..nothing() };
    check(&done, &["bo: 100.00 of 100", "is done"], &["growth", "Together"]);
}

#[test]
fn one_and_many() {
    let told = |n: i64| Told {
        table: "received_messages",
        id: format!("m{n}"),
        time: 86_400 * n,
        counterpart: format!("x{n}\u{1b}[31m"),
    };
    let one = Advice { coverage: 1.0, actions: vec![action(12, (0..7).map(told).collect())], ..nothing() };
    let parts = ["+0.12  Answer", "a.b +0.12", "x0\u{fffd}[31m since 1970-01-01", "and 2 more"];
    check(&one, &parts, &["Together", "--json", "x5", "→"]);
    let many = Advice { coverage: 1.0, actions: vec![action(9, Vec::new()); 11], ..nothing() };
    check(&many, &["and one more of +0.09; --json lists all"], &["11.  ", "waiting"]);
    let by = Together { actions: vec![action(9, Vec::new())], score: Points(9), apart: Points(9) };
    for (reached, words) in [(true, "reached with the first of them alone"), (false, "further away")] {
        let target = Some(Target { score: 75.0, reached, by: by.clone() });
        check(&Advice { target, ..many.clone() }, &[words], &["1 actions"]);
    }
}

#[test]
fn what_is_not_known_is_told_by_file() {
    let rule = |rule: &str, needs: &[&str]| Unknown {
        rule: rule.to_owned(),
        title: String::new(),
        needs: needs.iter().map(|n| (*n).to_owned()).collect(),
    };
    let unknown = vec![
        rule("brand.cadence", &["posts.csv"]),
        rule("brand.focus", &["posts.csv"]),
        rule("brand.profile_parts", &["members.csv: a", "members.csv: b"]),
    ];
    let parts = ["members.csv: a, b (brand.profile_parts)", "posts.csv (2 rules)"];
    check(&Advice { coverage: 0.5, unknown, actions: vec![action(9, Vec::new())], ..nothing() }, &parts, &[]);
}

#[test]
fn parts_of_a_gain_add_up_and_small_ones_stand_together() {
    let told = |parts: &[(&str, i32)], line: &str, without: &[&str]| {
        let gain = parts.iter().map(|p| p.1).sum();
        let change = |&(rule, points): &(&str, i32)| Change { rule: rule.to_owned(), points: Points(points) };
        let action = Action { changes: parts.iter().map(change).collect(), ..action(gain, Vec::new()) };
        check(&Advice { coverage: 1.0, actions: vec![action], ..nothing() }, &[line], without);
    };
    told(&[("a.b", 40), ("c.d", 5)], "a.b +0.40, c.d +0.05\n", &["other", "rounding"]);
    told(&[("a.b", 40), ("c.d", -1)], "a.b +0.40, rounding -0.01\n", &["c.d"]);
    told(&[("a.b", 40), ("c.d", 1), ("e.f", -1)], "a.b +0.40\n", &["other", "rounding"]);
    told(&[("a.b", 40), ("c.d", 4), ("e.f", -1)], "a.b +0.40, 2 others +0.03\n", &["rounding"]);
    told(&[("a.b", 40), ("c.d", 3)], "a.b +0.40, 1 other +0.03\n", &["rounding"]);
    told(&[("a.b", 3), ("c.d", 2)], "2 others +0.05\n", &["rounding"]);
    let six = [("a.a", 9), ("a.b", 8), ("a.c", 7), ("a.d", 6), ("a.e", 6), ("a.f", 6)];
    told(&six, "a.d +0.06, 2 others +0.12\n", &["a.e"]);
    told(&six[..5], "a.d +0.06, a.e +0.06\n", &["other"]);
}

#[test]
fn the_same_rows_with_the_same_gain_are_said_once() {
    let told =
        |table: &'static str| Told { table, id: "c1".to_owned(), time: 0, counterpart: "x".to_owned() };
    let two = |table, gains: [i32; 2]| {
        let actions = gains.map(|gain| action(gain, vec![told(table)])).into();
        Advice { coverage: 1.0, actions, ..nothing() }
    };
    check(&two("comments", [12, 12]), &["   1.   +0.12"], &["   2.  "]);
    check(&two("comments", [12, 11]), &["   1.   +0.12", "   2.   +0.11"], &[]);
    // To write to a person and to recommend the same person are two things.
    check(&two("people", [12, 12]), &["   2.   +0.12"], &[]);
}

#[test]
fn the_heading_says_what_comes_first() {
    let told = |by| Advice { by, coverage: 1.0, actions: vec![action(12, Vec::new())], ..nothing() };
    check(&told(By::Gain), &["What would raise it most, computed"], &["time it takes"]);
    check(&told(By::Effort), &["What would raise it most for the time it takes, computed"], &[]);
}
