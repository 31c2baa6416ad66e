//! `ssi explain`: what its lines say of penalties and switches, and that they fit the page.

mod common;

use common::{done, folder, root, run, told};
use std::fmt::Write as _;

/// A pack of one pillar: one rule that earns little, one that is switched off, two penalties that would take more.
const PACK: [(&str, &str); 2] = [
    (
        "small/pack.rhai",
        "title(\"A small pack\");\nwindow(60);\npillar(\"writing\", \"Write\", 100);\nband(0, \"low\");\n",
    ),
    (
        "small/pillars/writing.rhai",
        "/// Posts often enough, in a title that is much longer than what fits behind the name of its rule.\n///\n\
         /// Advice: write, and do not stop writing before there are ten posts, which is to say as many as a hand has \
         fingers and another hand has too.\n\
         fn cadence(m) { weight(10, m.posts.count().ramp(0, 10)) }\n\
         /// Nothing any more.\nfn nothing(m) { weight(0, m.posts.count().ramp(0, 10)) }\n\
         /// Writes too little.\nfn little(m) { penalty(4, 1 - m.posts.count().ramp(0, 5)) }\n\
         /// Writes no originals of ten words or more.\n\
         fn copies(m) { penalty(2, 1 - m.posts.where(|p| p.words >= 10 or p.reactions > 25 or \
         p.comments > 5).where(|p| p.hour >= 6).count().ramp(0, 5)) }\n\
         /// Nothing taken any more.\nfn off(m) { penalty(0, 1 - m.posts.count().ramp(0, 5)) }\n",
    ),
];

/// What the command says of `ada`, who has so many posts.
#[track_caller]
fn explained(posts: usize) -> String {
    let place = folder(&PACK);
    std::fs::create_dir(place.path().join("small/grades")).expect("a folder");
    for kind in ["comment", "headline", "message", "post", "summary"] {
        let rule = "/// Has words.\nfn words(t) { weight(1, t.words.ramp(0, 10)) }\n";
        std::fs::write(place.path().join(format!("small/grades/{kind}.rhai")), rule).expect("a file");
    }
    let mut rows = "author,at,text,reactions,comments\n".to_owned();
    for second in 0..posts {
        let _ = writeln!(
            rows,
            "ada,2026-03-01T10:00:0{second}Z,We asked fourteen planners what they count each week and why they do it,9,9"
        );
    }
    std::fs::create_dir(place.path().join("data")).expect("a folder");
    std::fs::write(place.path().join("data/posts.csv"), rows).expect("a file");
    let ran = run(place.path(), &["explain", "ada", "--corpus", "data", "--rules", "small"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    fits(&ran.out);
    ran.out
}

#[track_caller]
fn fits(text: &str) {
    let wide: Vec<&str> = text.lines().filter(|l| l.chars().count() > 100).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn penalties_that_took_all_there_was_say_so() {
    const SAID: &str = "penalties take no more than was earned; here they would have taken ";
    // One post earns 10 points; the penalties ask for 4/5 of 40 and of 20.
    let cut = explained(1);
    assert!(cut.contains(&format!("\n        {SAID}48.00\n")), "{cut}");
    let found = told(&cut);
    assert_eq!((found.score, found.pillars), ([0, 0], vec![("writing".to_owned(), Some(0))]));
    // Five take away nothing, four as much as was asked for.
    for (posts, score) in [(4, 2800), (5, 5000)] {
        let whole = explained(posts);
        assert!(!whole.contains(SAID), "{whole}");
        assert_eq!(told(&whole).score[0], score);
    }
}

#[test]
fn a_rule_without_weight_is_switched_off() {
    let told = explained(1);
    assert_eq!(told.matches("switched off (weight 0)").count(), 2, "{told}");
    assert!(!told.contains("-0.00"), "{told}");
}

#[test]
fn explanations_fit_the_page() {
    let members: Vec<String> =
        common::Members::of(root(), "corpora/team", &[]).order.into_iter().step_by(4).collect();
    assert!(members.len() > 5);
    for member in members {
        let said = done(&["explain", &member, "--corpus", "corpora/team"]).out;
        fits(&said);
        told(&said).rules.iter().for_each(|(id, _)| assert!(id.contains('.'), "{id}"));
    }
}
