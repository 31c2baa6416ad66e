//! No trick makes a grade better: padding, disguise, repetition, lists of catchwords, walls of emoji, a long text of nothing.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

use std::sync::LazyLock;

use ssi_rules::{Model, Pack, load};
use ssi_score::grade::Grader;
use ssi_score::vocabulary::vocabulary;

static MODEL: LazyLock<Model> = LazyLock::new(|| load(&Pack::built_in(), &vocabulary()).unwrap().0);

/// The kinds of texts that others read in public.
const KINDS: [&str; 2] = ["comment", "post"];

fn grade(kind: &str, text: &str) -> f64 {
    let grader = Grader::grade(&MODEL, MODEL.grade(kind), &[]);
    grader.run(1, |_| text)[0][0]
}

/// The trick must not raise the grade of what it is played with.
#[track_caller]
fn check(plain: &str, tricked: &str) {
    for kind in KINDS {
        let (before, after) = (grade(kind, plain), grade(kind, tricked));
        assert!(after <= before + 1e-9, "{kind}: {after:.3} after {before:.3}: {tricked:?}");
    }
}

const PRAISE: &str = "Great post, thanks for sharing!";
const THOUGHT: &str = "The chart surprised me: small accounts leave after the second invoice, large ones after the first renewal.";
const SMALL_TALK: &str = "It is what it is and we all know that it is so.";

fn letters(text: &str, of: impl Fn(char) -> Option<char>) -> String {
    text.chars().map(|c| of(c).unwrap_or(c)).collect()
}

fn bold(text: &str) -> String {
    letters(text, |c| match c {
        'a'..='z' => char::from_u32('𝗮' as u32 + c as u32 - 'a' as u32),
        'A'..='Z' => char::from_u32('𝗔' as u32 + c as u32 - 'A' as u32),
        _ => None,
    })
}

fn homoglyphs(text: &str) -> String {
    letters(text, |c| "aeopcxyi".find(c).map(|at| "аеорсхуі".chars().nth(at).unwrap()))
}

#[test]
fn disguised_praise_is_praise() {
    for text in [PRAISE, THOUGHT] {
        check(text, &bold(text));
        check(text, &homoglyphs(text));
        check(text, &text.replace(' ', "\u{200b} \u{200b}"));
        check(text, &text.chars().flat_map(|c| [c, '\u{200b}']).collect::<String>());
        check(text, &text.chars().flat_map(|c| [c, '\u{336}']).collect::<String>());
        check(text, &format!("{text}{}", "\u{3164}".repeat(300)));
        check(text, &format!("{text}{}", "\u{2800}\n".repeat(300)));
    }
    for praise in [PRAISE.to_owned(), bold(PRAISE), homoglyphs(PRAISE), "g r e a t  p o s t".to_owned()] {
        assert!(grade("comment", &praise) < 0.02, "{praise}");
    }
}

#[test]
fn saying_it_again_is_worth_nothing() {
    for text in [PRAISE, THOUGHT, SMALL_TALK] {
        for times in [2, 3, 10, 50] {
            check(text, &vec![text; times].join(" "));
            check(text, &vec![text; times].join("\n"));
        }
    }
}

#[test]
fn lists_walls_and_long_nothings_stay_below_one_thought() {
    let words = "leadership innovation growth strategy sales marketing networking mindset success hustle vision purpose passion \
        transformation digital agile cloud analytics automation blockchain sustainability diversity resilience empowerment";
    let thought = grade("comment", THOUGHT);
    let tricks = [
        words.split_whitespace().collect::<Vec<_>>().join(", "),
        words.split_whitespace().collect::<Vec<_>>().join(" | "),
        words.split_whitespace().map(|w| format!("#{w}")).collect::<Vec<_>>().join(" "),
        words.split_whitespace().collect::<Vec<_>>().join("\n"),
        words.to_owned(),
        "🔥🚀👏💯".repeat(40),
        format!("{PRAISE} {}", "🔥🚀👏💯".repeat(40)),
        vec![SMALL_TALK; 40].join(" "),
        "You know, it is just so very much what it is, and there is so much of it for all of us to do. ".repeat(6),
        "asdf qwer zxcv hjkl uiop vbnm ghjk rtyu dfgh xcvb ".repeat(12),
        "A. B. C. D. E. F. G. H. I. J. K. L. M. ".repeat(6),
        "Dream big. Think outside the box. The sky is the limit. Never give up. Trust the process. Hard work pays off.".to_owned(),
    ];
    for text in tricks {
        for kind in KINDS {
            let grade = grade(kind, &text);
            assert!(grade < thought - 0.05, "{kind} {grade:.3}, one thought {thought:.3}: {text}");
        }
    }
}

#[test]
fn a_tail_of_catchwords_or_praise_adds_nothing() {
    let tail = "Leadership | Innovation | Growth | Strategy | Sales | Marketing | Networking | Mindset | Success | Hustle";
    check(THOUGHT, &format!("{THOUGHT}\n{tail}"));
    check(
        THOUGHT,
        &format!("{THOUGHT} {}", "So true, great post, thanks for sharing, keep it up! ".repeat(4)),
    );
}
