//! Who copies the post as a comment does not get ahead of who says nothing.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::packs::DEFAULT;
use common::run;
use common::world::{Sheet, World, time};
use ssi_corpus::data::DAY;

/// 2026-03-02, a Monday.
const START: i64 = 20_514 * DAY;

/// What others wrote.
const POSTS: [&str; 8] = [
    "We moved the weekly planning to Thursday, because on Monday nobody knew the numbers. Since April the 5 late trucks \
     show up in time. What would break if you moved yours?",
    "A small bakery left us for a vendor who costs 30 % more, since his installer stays for the first night. Who is awake \
     when your customer needs you?",
    "Of 44 early offers 12 were signed, but 10 of these would have come anyway, as the calendar shows. The discount cost \
     us 23,000 euros.",
    "Three tenders asked for a yes in all 86 lines. We said no to 14 of them and wrote why, for example that accuracy \
     needs a year of data. We won two.",
    "I called the four customers who left last quarter. Three of them had lost the person who once bought, and nobody had \
     met the successor.",
    "The new screen shows the source before the number, for instance the shift and the scale. Questions to support fell \
     from 61 to 9 in two weeks.",
    "One trainee found an error of 4,200 euros a month, because she did not know what to expect. Now every new colleague \
     reads one report aloud.",
    "My most useful report has a row for each truck that left half empty. There were 38 rows in June and 21 in July, \
     although nobody was blamed.",
];

/// Makes a comment from the post it stands under.
type Habit = fn(&str) -> String;

fn praise(_: &str) -> String {
    "Great post!".to_owned()
}

/// The first so many words of the post.
fn first_words(post: &str, words: usize) -> String {
    post.split_whitespace().take(words).collect::<Vec<_>>().join(" ")
}

const COPIES: [(&str, Habit); 7] = [
    ("the whole post", |post| post.to_owned()),
    ("half of it", |post| first_words(post, 14)),
    ("with praise before it", |post| format!("Great post! {}", first_words(post, 20))),
    ("in bold letters", |post| post.chars().map(bold).collect()),
    ("with zero-width characters", |post| post.replace('e', "e\u{200b}")),
    ("with Cyrillic letters", |post| post.replace('o', "о").replace('e', "е")),
    ("in capitals", str::to_uppercase),
];

fn bold(c: char) -> char {
    let place = match c {
        'A'..='Z' => c as u32 - 'A' as u32,
        'a'..='z' => c as u32 - 'a' as u32 + 26,
        _ => return c,
    };
    char::from_u32(0x1d5d4 + place).unwrap()
}

/// Ann's posts, and a comment of each member under each of them.
fn world(habits: &[(&str, Habit)]) -> World {
    let mut members =
        Sheet::new("members", "member,name,headline,title,company", &["ann|Ann Berg||Planner|Northgate"]);
    let mut posts = Sheet::new("posts", "post,author,at,text,kind", &[]);
    let mut comments = Sheet::new("comments", "comment,author,at,post,text", &[]);
    for (n, text) in POSTS.iter().enumerate() {
        let at = START + n as i64 * 3 * DAY + 8 * 3600;
        posts.push(&[
            ("post", &format!("p{n}")),
            ("author", "ann"),
            ("at", &time(at)),
            ("text", text),
            ("kind", "original"),
        ]);
        for (i, (_, habit)) in habits.iter().enumerate() {
            comments.push(&[
                ("comment", &format!("c{n}-{i}")),
                ("author", &format!("m{i}")),
                ("at", &time(at + 7200 * (i as i64 + 1))),
                ("post", &format!("p{n}")),
                ("text", &habit(text)),
            ]);
        }
    }
    for (i, (name, _)) in habits.iter().enumerate() {
        members.push(&[
            ("member", &format!("m{i}")),
            ("name", name),
            ("title", "Planner"),
            ("company", "Northgate"),
        ]);
    }
    World(vec![members, posts, comments])
}

/// For each habit the points of the insights pillar and of its rule for substance.
fn insights(habits: &[(&str, Habit)]) -> Vec<(f64, f64)> {
    let scores = run(&DEFAULT.model, &world(habits).corpus(), START + 40 * DAY).scores;
    let pillar = scores.pillars.iter().find(|p| p.id == "insights").unwrap();
    let substance = pillar.rules.iter().find(|r| r.id == "insights.comment_substance").unwrap();
    let points = |i: usize| {
        let member = scores.members.iter().position(|m| *m == format!("m{i}")).unwrap();
        (pillar.points[member].unwrap().value(), substance.points.at(member).unwrap().value())
    };
    (0..habits.len()).map(points).collect()
}

#[test]
fn a_copy_of_the_post_has_no_substance() {
    for ((name, _), (_, substance)) in COPIES.iter().zip(insights(&COPIES)) {
        assert_eq!(substance, 0.0, "{name}");
    }
}

#[test]
fn a_copy_of_the_post_is_worth_no_more_than_empty_praise() {
    let mut habits: Vec<(&str, Habit)> = vec![("empty praise", praise)];
    habits.extend(COPIES);
    let points = insights(&habits);
    for ((name, _), (copied, _)) in habits.iter().zip(&points).skip(1) {
        assert!(*copied <= points[0].0, "{name} earns {copied:.2}, empty praise {:.2}", points[0].0);
    }
}

#[test]
fn a_thought_of_ones_own_is_worth_more_than_both() {
    let points = insights(&[("empty praise", praise), COPIES[0], ("a thought", thought)]);
    assert!(points[2].0 > points[0].0 + 1.0 && points[2].0 > points[1].0 + 1.0, "{points:?}");
}

/// A comment that takes up the post, another one for each.
fn thought(post: &str) -> String {
    let at = POSTS.iter().position(|p| *p == post).unwrap();
    THOUGHTS[at].to_owned()
}

const THOUGHTS: [&str; 8] = [
    "Wednesday works better for our 3 shifts, because the drivers report late. Did you ask them too?",
    "Our installers refused night work at first, but a bonus of 90 euros settled it. How did the vendor do it?",
    "We saw the opposite: without the rebate two hospitals in Lyon walked away. Was your product alone in the market?",
    "Lawyers at Siemens once told me why honesty loses: points are counted by machine. Who read your reasons?",
    "That is why we keep 2 names for each account, for example the buyer and a planner. Does your CRM show it?",
    "Provenance helped in Oslo as well, although people clicked it only in the first month. Do yours still look?",
    "Reading aloud sounds slow, but it took 20 minutes and found a wrong tax rate. How long does yours take?",
    "Half empty by weight or by volume? We count both, since foam fills a lorry at 4 tonnes.",
];
