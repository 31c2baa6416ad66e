//! Nobody is sent into a closed circle, and thin texts are not what is advised.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::packs::DEFAULT;
use common::world::{END, Sheet, World, time};
use ssi_corpus::data::DAY;
use ssi_corpus::resolve::{Resolved, View};
use ssi_score::Reading;
use ssi_score::advise::{Action, Adviser, Ask, By};
use ssi_score::sheet::Cabinet;

const WELL: &str =
    "At Northgate it took us 14 weeks, because 3 of the 5 pilots paid for themselves. What was it for you?";
/// What others post; who comments must not repeat it.
const THEIRS: &str =
    "Our branch in Leeds lost two buyers in May, although prices had not moved since winter.";
/// Three who comment on each other, and two who do not.
const CIRCLE: [&str; 3] = ["kim", "lou", "max"];
const OTHERS: [&str; 2] = ["nia", "ole"];

/// Ada and five people; those of the circle come to each other after so many minutes. Ada writes `text`.
fn world(minutes: i64, text: &str) -> World {
    let [mut posts, mut comments, mut connections, mut messages] = [
        Sheet::new("posts", "post,author,at,text,kind", &[]),
        Sheet::new("comments", "comment,author,at,text,post", &[]),
        Sheet::new("connections", "member,other,at", &[]),
        Sheet::new("messages", "conversation,sender,recipients,at,text", &[]),
    ];
    let mut post = |id: &str, author: &str, at: i64, text: &str| {
        let at = time(at);
        let cells = [("post", id), ("author", author), ("at", &at), ("kind", "original"), ("text", text)];
        posts.push(&cells);
    };
    let mut comment = |id: &str, author: &str, at: i64, text: &str, under: &str| {
        let at = time(at);
        comments.push(&[("comment", id), ("author", author), ("at", &at), ("post", under), ("text", text)]);
    };
    for n in 0..3 {
        let at = END - (10 + n) * DAY;
        post(&format!("a{n}"), "ada", at, text);
        for (place, who) in CIRCLE.into_iter().chain(OTHERS).enumerate() {
            let id = format!("{who}{n}");
            post(&id, who, at + 3600 * place as i64, THEIRS);
            comment(&format!("to-a-{id}"), who, at + 7200, WELL, &format!("a{n}"));
            for other in CIRCLE.into_iter().filter(|o| *o != who && CIRCLE.contains(&who)) {
                let then = at + 3600 * place as i64 + 60 * minutes;
                comment(&format!("{other}-to-{id}"), other, then, "Great post!", &id);
            }
        }
    }
    comment("c", "ada", END - 5 * DAY, text, "nia0");
    for (n, who) in CIRCLE.into_iter().chain(OTHERS).enumerate() {
        let at = time(END - (60 + n as i64) * DAY);
        connections.push(&[("member", "ada"), ("other", who), ("at", &at)]);
        let (talk, at) = (format!("v{n}"), time(END - (20 + n as i64) * DAY));
        let cells = [("conversation", talk.as_str()), ("sender", who), ("recipients", "ada"), ("at", &at)];
        messages.push(&[&cells[..], &[("text", WELL)]].concat());
    }
    let people: Vec<String> =
        ["ada"].into_iter().chain(CIRCLE).chain(OTHERS).map(|who| format!("{who}|{who}")).collect();
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    World(vec![Sheet::new("members", "member,name", &people), posts, comments, connections, messages])
}

fn advised(world: &World, member: &str) -> Vec<Action> {
    let corpus = world.corpus();
    let model = &DEFAULT.model;
    let resolved = Resolved::new(&corpus, View::at(END, model.window_days));
    let reading = Reading::new(model, &resolved);
    let cabinet = Cabinet::new(&reading);
    let member = resolved.roster().member(corpus.people.find(member).unwrap()).unwrap();
    Adviser::new(&cabinet).advise(member, &Ask { best: 1, by: By::Gain, target: None }).actions
}

/// Who is named, or whose row is, by anything but taking comments out.
fn named(actions: &[Action]) -> Vec<&str> {
    let kept = actions.iter().filter(|a| !["quick-comments", "empty-comments"].contains(&a.lever));
    let mut all: Vec<&str> = kept.flat_map(|a| &a.about).map(|told| told.counterpart.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn nobody_of_a_closed_circle_is_named() {
    for member in ["ada", "kim"] {
        let closed = advised(&world(5, WELL), member);
        let people = named(&closed);
        assert!(CIRCLE.iter().all(|who| !people.contains(who)), "{member}: {people:?}");
    }
    assert!(OTHERS.iter().all(|who| named(&advised(&world(5, WELL), "ada")).contains(who)));
    // The same people are named where they take their time.
    let open = advised(&world(300, WELL), "ada");
    assert!(CIRCLE.iter().all(|who| named(&open).contains(who)), "{:?}", named(&open));
    let shut = advised(&world(5, WELL), "kim");
    assert!(shut.iter().any(|a| a.lever == "quick-comments"), "{shut:#?}");
    assert!(shut.iter().all(|a| a.lever != "say-more"), "kim only writes to the circle");
}

#[test]
fn only_people_who_are_there_are_commented_on() {
    for (minutes, people) in [(5, 1), (300, 4)] {
        let all = advised(&world(minutes, WELL), "ada");
        let new = all.iter().find(|a| a.lever == "comment-more").unwrap();
        assert!(new.about.len() <= people && !new.about.is_empty(), "{new:#?}");
    }
}

#[test]
fn thin_texts_are_not_what_is_advised() {
    let note = |text: &str, lever: &str| {
        let all = advised(&world(5, text), "ada");
        all.iter().find(|a| a.lever == lever).unwrap_or_else(|| panic!("{lever}: {all:#?}")).note.clone()
    };
    for lever in ["comment-more", "post-more"] {
        let (thin, well) = (note("Great post!", lever), note(WELL, lever));
        assert!(
            thin.starts_with("counted with a plain text") && thin.contains("your own are thin"),
            "{thin}"
        );
        assert!(well.starts_with("counted as good as the better half of your own"), "{well}");
    }
    // Others came to Ada's posts, and nobody to her comment.
    assert!(note(WELL, "post-more").ends_with("and received as yours are"));
    assert!(!note(WELL, "comment-more").contains("answered as often"));
}

/// Advice stands under an action only where it speaks of the same thing.
#[test]
fn advice_fits_the_action() {
    let all = advised(&world(5, WELL), "ada");
    let advice = |lever: &str| all.iter().find(|a| a.lever == lever).map(|a| a.advice.as_str());
    assert!(advice("answer-messages").unwrap().starts_with("answer what waits"));
    for action in all.iter().filter(|a| ["answer-comments", "answer-messages"].contains(&a.lever)) {
        assert!(
            ["", "answer what waits, the oldest first."].contains(&action.advice.as_str()),
            "{action:#?}"
        );
    }
    assert!(["endorse", "search", "join-groups"].iter().all(|l| advice(l).is_none_or(str::is_empty)));
}
