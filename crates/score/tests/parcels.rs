//! Rows that travelled one by one, in any order, give the scores that they give where they lie.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use common::packs::{DEFAULT, recipes};
use common::random::Random;
use common::world::{END, World, corpus, worlds};
use common::{cases, check_same};
use proptest::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::data::Corpus;
use ssi_corpus::read::Options;
use ssi_corpus::read::parcels::{Packer, Unpacker, number, share_of};
use ssi_corpus::resolve::{Resolved, View};
use ssi_corpus::schema::FileId;
use ssi_rules::Model;
use ssi_score::{Ear, Request, score};

/// Everybody's score with every rule's points, by id.
fn told(model: &Model, corpus: &Corpus) -> BTreeMap<String, String> {
    let resolved = Resolved::new(corpus, View::at(END, model.window_days));
    let scores = score(model, &resolved, Request { keep_inputs: false }).scores;
    let of = |m: usize| {
        let rules: Vec<_> = scores.rules().map(|rule| rule.points.at(m)).collect();
        format!("{} {:?} {} {rules:?}", scores.score[m], scores.range[m], scores.coverage[m])
    };
    (0..scores.members.len()).map(|m| (scores.members[m].clone(), of(m))).collect()
}

/// A table as an engine has it.
fn batch(header: &[String], rows: &[Vec<String>]) -> RecordBatch {
    let fields: Vec<Field> = header.iter().map(|name| Field::new(name, DataType::Utf8, false)).collect();
    let columns = (0..header.len()).map(|c| {
        let cells: StringArray = rows.iter().map(|row| Some(row[c].as_str())).collect();
        Arc::new(cells) as _
    });
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.collect()).unwrap()
}

#[track_caller]
fn check(model: &Model, world: &World, seed: u64) {
    let (mut random, ear) = (Random(seed), Ear::new(model));
    let expected = told(model, &corpus(&world.files(1), &Options::default()));
    let sheets: Vec<_> = world.0.iter().collect();
    let tables: Vec<(FileId, Vec<String>)> =
        sheets.iter().map(|sheet| (sheet.file, sheet.header.clone())).collect();
    let mut parcels: Vec<(usize, Vec<u8>)> = Vec::new();
    for (place, sheet) in sheets.iter().enumerate() {
        let packer = Packer::new(tables[place].0, &sheet.header).unwrap();
        // In as many pieces as there are machines.
        for rows in sheet.rows.chunks(1 + random.below(7)) {
            let batch = batch(&sheet.header, rows);
            let packed = packer.pack(vec![batch.clone()], batch.schema(), &ear).unwrap();
            assert_eq!(packed.parcels.num_rows() + packed.rejects.len(), rows.len());
            let bytes = packed.parcels.column_by_name("row").unwrap().as_binary::<i32>();
            parcels.extend(bytes.iter().map(|row| (place, row.unwrap().to_vec())));
        }
    }
    let cast: FxHashSet<i64> = expected.keys().map(|name| number(name)).collect();
    let shares = 1 + random.below(3) as u32;
    let mut found = BTreeMap::new();
    for share in 0..shares {
        random.shuffle(&mut parcels);
        let mut unpacker = Unpacker::new(&tables, &ear).unwrap();
        for (table, bytes) in &parcels {
            unpacker.add(*table, bytes).unwrap();
            assert!(unpacker_refuses(&tables, &ear, *table, &bytes[..bytes.len() - 1]), "a torn parcel");
        }
        let listed = tables.iter().any(|(table, _)| *table == FileId::Members);
        let all = unpacker.corpus(Some(&cast).filter(|_| !listed), &FxHashMap::default());
        let own = told(model, &all).into_iter().filter(|(name, _)| share_of(number(name), shares) == share);
        found.extend(own);
    }
    let lines = |all: &BTreeMap<String, String>| {
        all.iter().map(|(name, told)| format!("{name} {told}")).collect::<Vec<_>>().join("\n")
    };
    check_same(&lines(&expected), &lines(&found), &format!("{shares} shares"));
}

fn unpacker_refuses(tables: &[(FileId, Vec<String>)], ear: &Ear, table: usize, bytes: &[u8]) -> bool {
    Unpacker::new(tables, ear).unwrap().add(table, bytes).is_err()
}

proptest! {
    #![proptest_config(cases(30))]

    #[test]
    fn parcels_in_any_order_give_the_same_scores(world in worlds(), recipe in recipes(), seed: u64) {
        check(&recipe.model, &world, seed);
    }

    #[test]
    fn the_default_pack_as_well(world in worlds(), seed: u64) {
        check(&DEFAULT.model, &world, seed);
    }
}
