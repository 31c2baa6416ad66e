//! Comparisons are made for the rows that a rule can see, and say there what they say when all are made.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]
#![allow(clippy::format_collect, reason = "a few lines of text")]

mod common;

use std::fmt::Write as _;
use std::sync::LazyLock;

use common::packs::pack;
use common::random::Random;
use common::world::{END, Sheet, World, time, worlds};
use common::{POOLS, cases};
use proptest::prelude::*;
use ssi_corpus::data::{Corpus, DAY};
use ssi_corpus::resolve::{Resolved, Values, View};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{PROFILE, TABLES, table};
use ssi_rules::Model;
use ssi_score::frames::Frames;
use ssi_score::likeness::{NO_GROUP, groups};

/// The columns that compare texts, with their tables; those of the members' own rows have no window.
fn compared() -> Vec<(usize, usize)> {
    let ids = ["near_duplicates", "overlap", "copied_share", "topic_match", "relevance"];
    let columns = |t: usize| ids.iter().filter_map(move |id| Some((t, TABLES[t].column(id)?)));
    (0..TABLES.len()).filter(|&t| t != PROFILE).flat_map(columns).collect()
}

/// A pack with a rule for every such column, each over its last days; some look at the column in a filter.
fn pack_of(days: i64) -> Model {
    let mut rules = String::new();
    for (place, (t, c)) in compared().into_iter().enumerate() {
        let (name, id) = (TABLES[t].id, TABLES[t].columns[c].id);
        let value = match place % 2 {
            0 => format!("m.{name}.within({days}).sum(|r| r.{id}).ramp(0, 900)"),
            _ => format!("m.{name}.within({days}).where(|r| r.{id} >= 0.5).count().ramp(0, 900)"),
        };
        let _ = writeln!(rules, "/// A rule.\nfn r{place}(m) {{ weight(1, {value}) }}");
    }
    Model::clone(&pack(&[("one", 100, &rules)]).model)
}

static PACKS: LazyLock<Vec<(i64, Model)>> =
    LazyLock::new(|| [1, 25, 60, 300].map(|days| (days, pack_of(days))).into());

/// What is told of rows in the window is what reports are told, and of other rows there is nothing.
#[track_caller]
fn check_reach(world: &World) {
    let corpus = world.corpus();
    for (days, model) in PACKS.iter() {
        let resolved = Resolved::new(&corpus, View::at(END, model.window_days));
        let frames = Frames::new(&resolved);
        for (t, c) in compared() {
            let what = format!("{}.{} of {days} days", TABLES[t].id, TABLES[t].columns[c].id);
            let (Some(read), Some(full)) = (frames.read(model, t), frames.full(t)) else { continue };
            assert_eq!((&read.rows, &read.times), (&full.rows, &full.times), "{what}");
            let (Some(Values::Numbers(some)), Some(Values::Numbers(all))) =
                (&read.columns[c], &full.columns[c])
            else {
                assert_eq!(read.columns[c], full.columns[c], "{what}");
                continue;
            };
            for (i, &time) in read.times.iter().enumerate() {
                let seen = (END - days * DAY..END).contains(&time);
                let expected = if seen { all[i] } else { f64::NAN };
                assert_eq!(some[i].to_bits(), expected.to_bits(), "{what}, row {i} of {time}");
            }
        }
    }
}

/// Posts of three members at times around the window; texts are alike in all degrees, from two words to three hundred.
fn writers(seeds: &[u64]) -> World {
    let text = |random: &mut Random| {
        let (words, template) = (1 + random.below(12) * (1 + random.below(25)), random.below(5));
        let mut word = |i: usize| {
            // A template is kept but for some words; other texts draw from few words, so that they share pairs.
            let kept = template < 3 && !random.once_in(9);
            if kept { format!("t{template}x{i}") } else { format!("w{}", random.below(40)) }
        };
        (0..words).map(&mut word).collect::<Vec<_>>().join(" ")
    };
    let row = |&seed: &u64| {
        let mut random = Random(seed);
        let at = time(END - 1 - random.below(70) as i64 * DAY);
        let text = if random.once_in(12) { " 👍".to_owned() } else { text(&mut random) };
        vec![random.pick(&["ada", "ada", "ada", "bo", "cem"]).to_owned(), at, text]
    };
    let header = ["author", "at", "text"].map(str::to_owned).into();
    World(vec![Sheet { file: FileId::Posts, header, rows: seeds.iter().map(row).collect() }])
}

/// How often each post of a corpus is said by the same member, from groups of all texts of the member.
fn counted_in_groups(corpus: &Corpus, members: &[u32], rows: &[u32]) -> Vec<f64> {
    let texts = corpus.rows(FileId::Posts).unwrap().texts("text").unwrap();
    let text = |i: usize| texts.get(rows[i] as usize);
    let mut counts = vec![f64::NAN; rows.len()];
    for member in 0..3 {
        let own: Vec<usize> = (0..rows.len()).filter(|&i| members[i] == member).collect();
        let found = groups(&own.iter().map(|&i| text(i)).collect::<Vec<_>>());
        for (&i, group) in own.iter().zip(&found).filter(|(_, group)| **group != NO_GROUP) {
            counts[i] = found.iter().filter(|g| *g == group).count() as f64 - 1.0;
        }
    }
    counts
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn what_is_in_reach_is_told_as_in_reports(world in worlds()) {
        check_reach(&world);
    }

    #[test]
    fn rows_outside_of_the_window_are_compared_with(
        seeds in prop::collection::vec(any::<u64>().no_shrink(), 1..60)
    ) {
        check_reach(&writers(&seeds));
    }

    #[test]
    fn families_lose_nobody(seeds in prop::collection::vec(any::<u64>().no_shrink(), 1..90)) {
        let corpus = writers(&seeds).corpus();
        let resolved = Resolved::new(&corpus, View::at(END, 90));
        let posts = table("posts").unwrap();
        let column = TABLES[posts].column("near_duplicates").unwrap();
        let frame = POOLS[1].install(|| Frames::new(&resolved).full(posts)).unwrap();
        let Some(Values::Numbers(found)) = &frame.columns[column] else { panic!("there are texts") };
        let expected = counted_in_groups(&corpus, &frame.members, &frame.rows);
        prop_assert_eq!(format!("{found:?}"), format!("{expected:?}"));
    }
}
