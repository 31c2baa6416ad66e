//! Texts that are heard while they are parsed give what texts give that are kept and read later.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::sync::Arc;

use common::packs::{DEFAULT, recipes};
use common::random::Random;
use common::world::{END, Sheet, World, corpus, worlds};
use common::{POOLS, cases, check_same, printed, run};
use proptest::prelude::*;
use ssi_corpus::data::{Corpus, DAY};
use ssi_corpus::heard::Listener;
use ssi_corpus::read::Options;
use ssi_corpus::resolve::{Resolved, View};
use ssi_corpus::schema::{FileId, Kind};
use ssi_rules::Model;
use ssi_score::{Ear, Reading, Request};

/// Options under which a model hears the texts.
fn heard(model: &Model, chunk: usize) -> Options {
    Options { chunk, listener: Some(Arc::new(Ear::new(model)) as Arc<dyn Listener>), ..Options::default() }
}

/// What is known of a corpus beside its columns.
fn about(corpus: &Corpus) -> String {
    let rows: Vec<_> = corpus.files.iter().flatten().map(|rows| (rows.file, rows.len)).collect();
    format!("{rows:?}\n{:?}\n{:?}\n{:?}", corpus.rejects, corpus.findings, corpus.notes)
}

/// The score of both, on the last day and on one before it.
#[track_caller]
fn check(model: &Model, world: &World, seed: u64) {
    let kept = world.corpus();
    let mut random = Random(seed);
    let days = |corpus: &Corpus| {
        let view = |end| Resolved::new(corpus, View::at(end, model.window_days));
        let (last, before) = (view(END), view(END - 30 * DAY));
        let reading = Reading::new(model, &last);
        let request = Request { keep_inputs: true };
        let scores = [reading.score(request), reading.seen_from(&before).score(request)];
        scores.map(|scored| printed(&scored)).join("\n")
    };
    let expected = days(&kept);
    for pool in POOLS.iter() {
        let options = heard(model, 1 + random.below(600));
        let parts = 1 + random.below(3);
        let streamed = pool.install(|| corpus(&world.files(parts), &options));
        let what = format!("{} threads, chunks of {}", pool.current_num_threads(), options.chunk);
        check_same(&expected, &pool.install(|| days(&streamed)), &what);
        assert_eq!(about(&kept), about(&streamed), "{what}");
    }
}

/// The same corpus with a text that does not tell its language in the place of one that does.
fn with_untold(mut world: World) -> World {
    for sheet in &mut world.0 {
        let fields = sheet.file.file().fields;
        let is_text = |name: &String| fields.iter().any(|f| f.id == name && f.kind == Kind::Text);
        let columns: Vec<usize> = (0..sheet.header.len()).filter(|&c| is_text(&sheet.header[c])).collect();
        for (row, cells) in sheet.rows.iter_mut().enumerate() {
            for &column in &columns {
                if cells[column].starts_with("Great") {
                    cells[column] = format!("Starke Sache {}!", row % 3);
                }
            }
        }
    }
    world
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn heard_texts_give_the_same_scores(world in worlds(), recipe in recipes(), seed: u64) {
        check(&recipe.model, &with_untold(world), seed);
    }
}

#[test]
fn texts_are_gone_where_nothing_compares_them() {
    let posts = Sheet::new(
        "posts",
        "post,author,at,text",
        &["p1|ada|2026-02-01T10:00:00Z|We saw the opposite here."],
    );
    let searches = Sheet::new("searches", "member,at,query", &["ada|2026-02-01T10:00:00Z|planners"]);
    let notes =
        Sheet::new("invitations", "sender,recipient,at,note", &["ada|bo|2026-02-01T10:00:00Z|Hello there"]);
    let world = World(vec![posts, searches, notes]);
    let rules = "/// Grades.\nfn graded(m) { weight(1, m.posts.mean(|p| p.grade)) }\n";
    let model = common::packs::pack(&[("all", 100, rules)]).model;
    let streamed = corpus(&world.files(1), &heard(&model, 1 << 20));
    let rows = |file| streamed.rows(file).unwrap();
    assert!(rows(FileId::Posts).texts("text").is_none() && rows(FileId::Posts).has_texts("text"));
    assert_eq!(rows(FileId::Posts).heard("text").unwrap().text(0), None);
    assert!(rows(FileId::Invitations).texts("note").is_none());
    assert_eq!(rows(FileId::Searches).texts("query").unwrap().get(0), "planners");
    // The default pack counts near-duplicates.
    let compared = corpus(&world.files(1), &heard(&DEFAULT.model, 1 << 20));
    assert!(compared.rows(FileId::Posts).unwrap().heard("text").is_some());
}

#[test]
fn other_forms_of_files_are_heard_too() {
    let rows = [
        "ada|2026-02-01T10:00:00Z|We saw the opposite here, because our trial is shorter.",
        "bo|2026-02-02|Starke Sache!",
    ];
    let world = World(vec![Sheet::new("posts", "author,at,text", &rows)]);
    let line = |row: &str| {
        let cells: Vec<&str> = row.split('|').collect();
        format!("{{\"author\":\"{}\",\"at\":\"{}\",\"text\":\"{}\"}}\n", cells[0], cells[1], cells[2])
    };
    let lines: String = rows.iter().map(|row| line(row)).collect::<Vec<_>>().concat();
    let model = &DEFAULT.model;
    let expected = printed(&run(model, &world.corpus(), END));
    let streamed = corpus(&[("posts.ndjson".to_owned(), lines.into_bytes())], &heard(model, 1 << 20));
    assert!(streamed.rows(FileId::Posts).unwrap().heard("text").is_some());
    check_same(&expected, &printed(&run(model, &streamed, END)), "NDJSON");
}

#[test]
#[should_panic(expected = "heard for this model")]
fn texts_heard_for_another_model_are_refused() {
    let posts = Sheet::new("posts", "author,at,text", &["ada|2026-02-01|We saw the opposite here."]);
    let rules = "/// Words.\nfn long(m) { weight(1, m.posts.mean(|p| p.text.words).ramp(0, 50)) }\n";
    let model = common::packs::pack(&[("all", 100, rules)]).model;
    let streamed = corpus(&World(vec![posts]).files(1), &heard(&model, 1 << 20));
    run(&DEFAULT.model, &streamed, END);
}
