//! A group of members on two days: totals, movers and who needs a look.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::packs::{DEFAULT, Recipe, pack, recipes};
use common::world::{END, Sheet, World, worlds};
use common::{POOLS, cases};
use proptest::prelude::*;
use ssi_corpus::data::DAY;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::cohort::{Cohort, Earlier, LastSeen, Risk, Totals};
use ssi_score::{Points, Request, Scores, score};

/// The first second after 2026-04-11, the day of the score, and after the day before that is compared.
const BEFORE: i64 = END - 60 * DAY;

/// Half for posts of the last 60 days, half for comments.
fn recipe() -> Recipe {
    pack(&[
        ("posts", 50, "/// Posts.\nfn posts(m) { weight(1, m.posts.count() / 10) }\n"),
        ("talk", 50, "/// Comments.\nfn comments(m) { weight(1, m.comments.count() / 10) }\n"),
    ])
}

/// Looks at members by id on both days.
fn look<T>(model: &Model, world: &World, ids: &[&str], ask: impl Fn(&Scores, &Cohort) -> T) -> T {
    let corpus = world.corpus();
    let [resolved, then] = [END, BEFORE].map(|end| Resolved::new(&corpus, View::at(end, model.window_days)));
    let [now, before] = [&resolved, &then].map(|r| score(model, r, Request { keep_inputs: false }).scores);
    let earlier = Earlier::new(&now, &before, &then);
    let members: Vec<u32> = ids.iter().filter_map(|id| now.find(id)).map(|m| m as u32).collect();
    ask(&now, &Cohort::new(model, &now, Some(&earlier), &LastSeen::new(&resolved), &members))
}

fn rows(who: &str, day: &str, n: usize) -> Vec<String> {
    vec![format!("{who}|{day}"); n]
}

/// `ann` fell, `bob` rose and joined long ago, `cem` joined after the day before, `dan` never did anything.
fn world() -> World {
    let posts = [
        rows("ann", "2026-02-01", 8),
        rows("ann", "2026-04-11", 1),
        rows("bob", "2026-02-01", 2),
        rows("bob", "2026-03-01", 4),
        rows("cem", "2026-04-01", 5),
        rows("eve", "2026-02-01", 5),
        rows("eve", "2026-03-13", 5),
    ]
    .concat();
    let comments =
        [rows("ann", "2026-02-02", 3), rows("ann", "2026-04-02", 2), rows("bob", "2026-04-10", 1)].concat();
    let as_rows = |rows: &[String]| rows.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let sheet = |name: &str, all: String| Sheet::new(name, "author,at", &all.lines().collect::<Vec<_>>());
    World(vec![
        Sheet::new(
            "members",
            "member,joined_at",
            &["ann|", "bob|2020-01-01", "cem|2026-03-01", "dan|", "eve|"],
        ),
        sheet("posts", as_rows(&posts)),
        sheet("comments", as_rows(&comments)),
    ])
}

#[test]
fn totals_are_those_of_both_days() {
    look(&recipe().model, &world(), &["ann", "bob", "cem", "dan"], |now, cohort| {
        let all = cohort.totals.now.as_ref().unwrap();
        // ann 5 + 10, bob 20 + 5, cem 25, dan 0.
        assert_eq!((all.members, all.mean.0, all.median.0), (4, 1625, 2000));
        let both = cohort.totals.both.as_ref().unwrap();
        // ann 40 + 15, bob 10, dan 0; cem was not there.
        assert_eq!((both.before.members, both.before.mean.0, both.before.median.0), (3, 2167, 1000));
        assert_eq!((both.now.members, both.now.mean.0, both.now.median.0), (3, 1333, 1500));
        assert_eq!(cohort.others.as_ref().map(|f| f.members), Some(1));
        let order: Vec<&str> = cohort.rows.iter().map(|r| now.members[r.member as usize].as_str()).collect();
        assert_eq!(order, ["bob", "cem", "ann", "dan"]);
        let ranks: Vec<u32> = cohort.rows.iter().map(|r| r.place.rank).collect();
        assert_eq!(ranks, [1, 1, 3, 4]);
        assert_eq!(cohort.bands.iter().map(|b| (b.before, b.now)).collect::<Vec<_>>(), [(Some(3), 3)]);
    });
}

#[test]
fn changes_and_risks_have_their_reasons() {
    look(&recipe().model, &world(), &["ann", "bob", "cem", "dan", "eve"], |now, cohort| {
        let of = |id: &str| cohort.rows.iter().find(|r| now.members[r.member as usize] == id).unwrap();
        let ann = of("ann").change.as_ref().unwrap();
        assert_eq!((ann.by, ann.pillar), (Points(-4000), Some((0, Points(-3500)))));
        assert_eq!(ann.rule, Some(("posts.posts".to_owned(), Points(-3500))));
        let fell = |place, from, to| Risk::PillarFell(place, Points(from), Points(to));
        assert_eq!(of("ann").risks, [Risk::Fell(Points(4000)), fell(0, 4000, 500), fell(1, 1500, 1000)]);
        let bob = of("bob").change.as_ref().unwrap();
        assert_eq!((bob.by, bob.pillar.map(|p| p.0)), (Points(1500), Some(0)));
        assert_eq!(of("bob").risks, []);
        assert_eq!((&of("cem").change, of("cem").risks.len()), (&None, 0));
        assert_eq!(of("dan").risks, [Risk::Silent(None)]);
        // 13 March is 29 days before 11 April: one day short of a silence.
        assert_eq!((of("eve").change.as_ref().unwrap().by, of("eve").risks.len()), (Points(0), 0));
    });
    let mut silent = world();
    silent.sheet_mut("posts").unwrap().rows.retain(|row| row[1] != "2026-03-13");
    look(&recipe().model, &silent, &["eve"], |_, cohort| {
        assert!(cohort.rows[0].risks.contains(&Risk::Silent(Some(69))), "{:?}", cohort.rows[0].risks);
        assert!(cohort.rows[0].place.is_alone());
    });
}

#[test]
fn a_group_of_nobody_has_no_figures() {
    look(&DEFAULT.model, &world(), &[], |now, cohort| {
        assert!(cohort.totals.now.is_none() && cohort.totals.both.is_none() && cohort.rows.is_empty());
        assert_eq!(cohort.others.as_ref().map(|f| f.members), Some(now.members.len()));
        assert!(cohort.bands.iter().all(|b| (b.before, b.now) == (None, 0)));
    });
}

proptest! {
    #![proptest_config(cases(30))]

    /// Law 2: what is said of a group does not depend on the order of the rows or the threads; and everyone's totals are
    /// those of a group of all.
    #[test]
    fn groups_do_not_depend_on_rows_or_threads(recipe in recipes(), world in worlds(), seed in any::<u64>()) {
        let all = ["ada", "bo", "cem", "dora", "Eve", "x1", "x2"];
        let told = |world: &World| look(&recipe.model, world, &all, |now, cohort| {
            let members: Vec<u32> = cohort.rows.iter().map(|r| r.member).collect();
            let totals = Totals::of(now, None, &members);
            assert_eq!(totals.now, cohort.totals.now);
            format!("{cohort:?}")
        });
        let plain = POOLS[0].install(|| told(&world));
        let other = POOLS[2].install(|| told(&world.shuffled(seed)));
        prop_assert_eq!(plain, other);
    }
}
