//! Members among others: ranks, groups, networks, targets and the three answers.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::collections::BTreeSet;

use common::packs::{DEFAULT, Recipe, pack, recipes};
use common::world::{END, Sheet, World, worlds};
use common::{POOLS, cases, line, run};
use proptest::prelude::*;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::explain::explain;
use ssi_score::standing::{Circle, Figures, Place, Standings};
use ssi_score::verdicts::{Answer, Question, verdicts};
use ssi_score::{Request, Scores, score};

/// One point for each skill, up to a hundred.
fn skills() -> Recipe {
    pack(&[("all", 100, "/// Skills.\nfn skills(m) { weight(1, m.profile.skills / 100) }\n")])
}

/// Members with skills, industry and team; connections with the day since when.
fn world(members: &[&str], connections: &[&str]) -> World {
    World(vec![
        Sheet::new("members", "member,skills,industry,team", members),
        Sheet::new("posts", "author,at", &["a|2026-04-01"]),
        Sheet::new("connections", "member,other,at", connections),
    ])
}

/// Hands the scores and standings of a corpus to a question.
fn asked<T>(model: &Model, world: &World, ask: impl Fn(&Scores, &Resolved<'_>, &Standings<'_>) -> T) -> T {
    let corpus = world.corpus();
    let resolved = Resolved::new(&corpus, View::at(END, model.window_days));
    let scores = score(model, &resolved, Request { keep_inputs: false }).scores;
    let standings = Standings::new(&scores, &resolved);
    ask(&scores, &resolved, &standings)
}

const PEOPLE: [&str; 6] = [
    "a|90|Software|North",
    "b|70|software|North",
    "c|70|SOFTWARE|",
    "d|50|Law|north",
    "e|10||South",
    "f|70|software|North",
];

#[track_caller]
fn place(found: Option<Place>, expected: Option<(u32, u32, u32)>, who: &str) {
    assert_eq!(found.map(|p| (p.rank, p.equal, p.of)), expected, "{who}");
}

#[test]
fn equal_scores_share_a_rank_and_words_have_no_case() {
    asked(&skills().model, &world(&PEOPLE, &[]), |scores, _, standings| {
        let (industries, teams) = (standings.industries.as_ref().unwrap(), standings.teams.as_ref().unwrap());
        for (id, everyone, industry, team) in [
            ("a", (1, 1, 6), Some((1, 1, 4)), Some((1, 1, 4))),
            ("b", (2, 3, 6), Some((2, 3, 4)), Some((2, 2, 4))),
            ("c", (2, 3, 6), Some((2, 3, 4)), None),
            ("d", (5, 1, 6), Some((1, 1, 1)), Some((4, 1, 4))),
            ("e", (6, 1, 6), None, Some((1, 1, 1))),
        ] {
            let member = scores.find(id).unwrap();
            place(Some(standings.everyone[member]), Some(everyone), id);
            place(industries.place(member), industry, id);
            place(teams.place(member), team, id);
        }
        // The spelling of most, in the order of the names; each member keeps the own one.
        let names: Vec<&str> = industries.groups.iter().map(|g| g.name).collect();
        assert_eq!(names, ["Law", "software"]);
        assert_eq!(industries.word(scores.find("c").unwrap()), "SOFTWARE");
        assert_eq!(teams.find(" NORTH ").map(|g| g.members.len()), Some(4));
        assert_eq!(teams.find("East"), None);
    });
}

#[test]
fn a_network_is_whom_either_lists_and_can_be_seen() {
    let connections = [
        "a|b|2020-01-01",
        "a|b|",
        "b|a|2020-01-01",
        "a|x1|2020-01-01",
        "c|a|2020-01-01",
        // Listed by somebody who is not scored.
        "x2|a|2020-01-01",
        // Itself, nobody, and after the day of the score.
        "a|a|2020-01-01",
        "a||2020-01-01",
        "a|e|2027-01-01",
    ];
    asked(&skills().model, &world(&PEOPLE, &connections), |scores, resolved, standings| {
        let networks = standings.networks.as_ref().unwrap();
        for (id, connected, expected) in [
            ("a", 4, (1, 1, 3)),
            ("b", 1, (2, 1, 2)),
            ("c", 1, (2, 1, 2)),
            ("d", 0, (1, 1, 1)),
            ("e", 0, (1, 1, 1)),
        ] {
            let tied = networks[scores.find(id).unwrap()];
            assert_eq!((tied.connections, tied.scored()), (connected, expected.2 - 1), "{id}");
            place(Some(tied.place), Some(expected), id);
        }
        let standing = standings.of(&skills().model, scores, resolved, scores.find("a").unwrap());
        let network = standing.populations.last().unwrap();
        assert_eq!(network.circle, Circle::Network);
        // Those of b and c, without a; the place is that among the three.
        let figures = network.figures.as_ref().unwrap();
        assert_eq!((figures.members, figures.mean.0, figures.median.0), (2, 7000, 7000));
        assert_eq!(figures.pillars.iter().map(|p| p.unwrap().0).collect::<Vec<_>>(), [7000]);
        // Nobody whom d knows is scored.
        let alone = standings.of(&skills().model, scores, resolved, scores.find("d").unwrap());
        let network = alone.populations.last().unwrap();
        assert_eq!((network.circle, &network.figures), (Circle::Network, &None));
    });
}

#[test]
fn what_the_corpus_does_not_tell_is_not_compared() {
    let alone = World(vec![Sheet::new("posts", "author,at", &["a|2026-04-01"])]);
    asked(&DEFAULT.model, &alone, |scores, resolved, standings| {
        assert!(standings.industries.is_none() && standings.teams.is_none() && standings.networks.is_none());
        let standing = standings.of(&DEFAULT.model, scores, resolved, 0);
        let circles: Vec<Circle> = standing.populations.iter().map(|p| p.circle).collect();
        assert_eq!(circles, [Circle::Everyone]);
        assert!(standing.populations[0].place.is_alone());
        assert_eq!((standing.top, standing.thought_leader), (None, false));
    });
    let nobody = World(vec![Sheet::new("posts", "author,at", &[])]);
    asked(&DEFAULT.model, &nobody, |scores, _, standings| {
        assert_eq!((standings.everyone.len(), Figures::of(scores, &scores.ranking)), (0, None));
    });
}

/// An industry of `members` people with 100, 99, 98 … points: from where its top begins, and who is a thought leader.
#[track_caller]
fn check_top(members: usize, from: Option<i32>, leaders: usize) {
    let rows: Vec<String> = (0..members).map(|m| format!("m{m:02}|{}|Law|", 100 - m)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let model = &skills().model;
    asked(model, &world(&rows, &[]), |scores, resolved, standings| {
        let all: Vec<_> = (0..members).map(|m| standings.of(model, scores, resolved, m)).collect();
        let begins: BTreeSet<_> = all.iter().map(|s| s.top.as_ref().unwrap().from.map(|p| p.0)).collect();
        assert_eq!(begins, BTreeSet::from([from]), "{members}");
        assert_eq!(all.iter().filter(|s| s.thought_leader).count(), leaders, "{members}");
        // The two ways of saying it agree: who belongs to the top 10 % is among the top 10 %.
        for (member, standing) in all.iter().enumerate().filter(|_| members > 1) {
            let percent = standing.populations[1].place.top_percent().unwrap();
            let belongs = from.is_some_and(|from| scores.score[member].0 >= from);
            assert_eq!(percent <= model.top, belongs, "{member} of {members}");
        }
    });
}

#[test]
fn the_top_needs_enough_members() {
    check_top(1, None, 0);
    check_top(9, None, 0);
    check_top(10, Some(10_000), 1);
    check_top(29, Some(9_900), 2);
    check_top(60, Some(9_500), 6);
}

#[test]
fn three_answers_come_from_the_tables_that_rules_read() {
    let rules = "/// Posts.\nfn posts(m) { weight(4, m.posts.count().ramp(0, 10)) }\n\
                 /// Skills.\nfn skills(m) { weight(4, m.profile.skills.ramp(0, 100)) }\n\
                 /// By followers.\nfn fame(m) { weight(2, (m.posts.sum(|p| p.views) / m.profile.followers.max(1)).ramp(0, 1)) }\n\
                 /// Messages.\nfn messages(m) { weight(1, m.messages.count().ramp(0, 3)) }\n";
    let recipe = pack(&[("all", 100, rules)]);
    let mut world = world(&["a|90|Law|North", "b|50|Law|North"], &["a|b|2020-01-01"]);
    let rows = ["a|2026-04-01|5"; 8];
    *world.sheet_mut("posts").unwrap() = Sheet::new("posts", "author,at,views", &rows);
    let corpus = world.corpus();
    let scored = run(&recipe.model, &corpus, END);
    for (member, expected) in [
        (
            0,
            [
                (Question::Content, Answer::Yes),
                (Question::Connections, Answer::Unknown),
                (Question::Profile, Answer::Yes),
            ],
        ),
        (
            1,
            [
                (Question::Content, Answer::NotYet),
                (Question::Connections, Answer::Unknown),
                (Question::Profile, Answer::Partly),
            ],
        ),
    ] {
        let found = verdicts(&recipe.model, &explain(&recipe.model, &scored, member));
        let answers: Vec<(Question, Answer)> = found.iter().map(|v| (v.question, v.answer)).collect();
        assert_eq!(answers, expected, "{found:?}");
    }
    let b = verdicts(&recipe.model, &explain(&recipe.model, &scored, 1));
    assert_eq!(b[2].most_lost.as_deref(), Some("all.skills"));
}

/// All that is said of everyone's places, as text.
fn told(model: &Model, world: &World) -> String {
    asked(model, world, |scores, resolved, standings| {
        let one =
            |m: usize| format!("{} {:?}\n", scores.members[m], standings.of(model, scores, resolved, m));
        (0..scores.members.len()).map(one).collect::<Vec<_>>().concat()
    })
}

/// The rank of each member in the network, counted the slow way.
fn slow_networks(world: &World, scores: &Scores) -> Vec<(u32, u32, u32)> {
    let sheet = world.sheet("connections").unwrap();
    let seen = |row: &usize| {
        let at = sheet.cell(*row, "at");
        at.is_empty() || common::world::second(at) < END
    };
    let pairs: Vec<(&str, &str)> = (0..sheet.rows.len())
        .filter(seen)
        .map(|row| (sheet.cell(row, "member"), sheet.cell(row, "other")))
        .filter(|(a, b)| !b.is_empty() && a != b)
        .collect();
    let of = |id: &str| {
        let others: BTreeSet<&str> = pairs
            .iter()
            .filter_map(|&(a, b)| if a == id { Some(b) } else { (b == id).then_some(a) })
            .collect();
        let mine = scores.score[scores.find(id).unwrap()];
        let theirs: Vec<_> = others.iter().filter_map(|o| scores.find(o)).map(|m| scores.score[m]).collect();
        let higher = theirs.iter().filter(|s| **s > mine).count() as u32;
        (others.len() as u32, 1 + higher, 1 + theirs.len() as u32)
    };
    scores.members.iter().map(|id| of(id)).collect()
}

proptest! {
    #![proptest_config(cases(40))]

    /// Law 3: whoever joins changes nobody's score, while the ranks of others may change and then only by one.
    #[test]
    fn a_newcomer_moves_ranks_and_no_score(recipe in recipes(), world in worlds()) {
        let mut more = world.clone();
        prop_assume!(more.sheet("members").is_some());
        let row = [("member", "zoe"), ("name", "Zoe"), ("industry", "Software"), ("team", "one"), ("skills", "17")];
        more.sheet_mut("members").unwrap().push(&row);
        let places = |world: &World| asked(&recipe.model, world, |scores, _, standings| {
            let one = |m: usize| (scores.members[m].clone(), line(scores, m), standings.everyone[m]);
            (0..scores.members.len()).map(one).collect::<Vec<_>>()
        });
        let (before, mut after) = (places(&world), places(&more));
        after.retain(|(id, ..)| id != "zoe");
        prop_assert_eq!(before.len(), after.len());
        for ((id, score, place), (_, new_score, new_place)) in before.iter().zip(&after) {
            prop_assert_eq!(score, new_score);
            prop_assert_eq!(new_place.of, place.of + 1);
            prop_assert!((place.rank..=place.rank + 1).contains(&new_place.rank), "{id}: {place:?} {new_place:?}");
        }
    }

    /// Law 2 for places, and network ranks against a count by hand.
    #[test]
    fn places_do_not_depend_on_rows_or_threads(recipe in recipes(), world in worlds(), seed in any::<u64>()) {
        let plain = POOLS[0].install(|| told(&recipe.model, &world));
        let other = POOLS[2].install(|| told(&recipe.model, &world.shuffled(seed)));
        prop_assert_eq!(plain, other);
        if world.sheet("connections").is_some() {
            asked(&recipe.model, &world, |scores, _, standings| {
                let networks = standings.networks.as_ref().unwrap();
                let found: Vec<_> =
                    networks.iter().map(|t| (t.connections, t.place.rank, t.place.of)).collect();
                assert_eq!(found, slow_networks(&world, scores));
            });
        }
    }
}
