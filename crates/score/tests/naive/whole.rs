//! Corpora of many kinds, scored.

use proptest::prelude::*;
use ssi_corpus::generate::{Spec, files, write};
use ssi_corpus::read::{Options, read};
use ssi_corpus::resolve::end_of_activity;

use crate::agree::check;
use crate::common::packs::{DEFAULT, recipes};
use crate::common::world::{END, corpus, crowd, worlds};
use crate::common::{cases, root};

/// A small made-up network, as the command would write it.
pub(crate) fn generated(members: u32, seed: u64) -> Vec<(String, Vec<u8>)> {
    let spec = Spec { members, seed, ..Spec::default() };
    let file = |file: &ssi_corpus::schema::FileId| {
        let mut bytes = Vec::new();
        write(&spec, *file, &mut bytes).unwrap();
        (format!("{}.csv", file.file().name), bytes)
    };
    files().iter().map(file).collect()
}

#[test]
fn generated_networks_agree() {
    for seed in [1, 2] {
        let files = generated(12, seed);
        let end = end_of_activity(&corpus(&files, &Options::default())).unwrap();
        check(&DEFAULT.model, |options| corpus(&files, options), end, &format!("seed {seed}"));
        check(
            &DEFAULT.model,
            |options| corpus(&files, options),
            end - 40 * 86_400,
            &format!("earlier, seed {seed}"),
        );
    }
}

#[test]
fn a_crowd_with_every_column_agrees() {
    let world = crowd(
        5,
        &[
            ("members", 8),
            ("posts", 60),
            ("comments", 90),
            ("reactions", 60),
            ("messages", 90),
            ("connections", 60),
            ("invitations", 40),
            ("searches", 30),
            ("follows", 20),
        ],
    );
    check(&DEFAULT.model, |options| corpus(&world.files(1), options), END, "the crowd");
}

#[test]
fn the_corpora_of_this_repository_agree() {
    for folder in ["team", "fourteen-languages"] {
        let folder = root().join("corpora").join(folder);
        let end = end_of_activity(&read(&folder, &Options::default(), &()).unwrap()).unwrap();
        check(
            &DEFAULT.model,
            |options| read(&folder, options, &()).unwrap(),
            end,
            &folder.display().to_string(),
        );
    }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn random_corpora_under_random_packs_agree(world in worlds(), recipe in recipes()) {
        check(&recipe.model, |options| corpus(&world.files(1), options), END, &format!("{world:?}\n{recipe:?}"));
    }

}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn parts_of_files_agree(world in worlds(), recipe in recipes(), parts in 2_usize..4) {
        check(&recipe.model, |options| corpus(&world.files(parts), options), END, &format!("{world:?}\n{recipe:?}"));
    }
}
