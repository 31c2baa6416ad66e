//! Ids of posts to which no file refers are not looked for one by one, and that changes nothing.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

use std::fmt::Write as _;

use proptest::prelude::*;
use ssi_corpus::data::Corpus;
use ssi_corpus::read::{Options, read};
use ssi_corpus::schema::FileId;

fn posts(corpus: &Corpus) -> (Vec<u32>, Vec<String>, String) {
    let rows = corpus.rows(FileId::Posts).unwrap();
    let ids = rows.ids("post").unwrap().to_vec();
    let names = ids.iter().map(|&id| corpus.posts.name(id).to_owned()).collect();
    (ids, names, format!("{:?} {} {:?}", corpus.findings, corpus.posts.len(), corpus.posts.find("7")))
}

proptest! {
    #[test]
    fn ids_are_numbered_the_same(
        rows in prop::collection::vec((0_u32..40, 0_u32..3, any::<bool>()), 0..120),
        split in 0_usize..120,
        chunk in 1_usize..400,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let head = "post,author,at,text\n";
        let mut files = [head.to_owned(), head.to_owned()];
        for (n, (id, text, named)) in rows.iter().enumerate() {
            let id = if *named { id.to_string() } else { String::new() };
            let file = &mut files[usize::from(n >= split)];
            writeln!(file, "{id},ada,2026-01-0{}T10:00:00Z,text {text}", 1 + text).unwrap();
        }
        for (n, file) in files.iter().enumerate() {
            std::fs::write(folder.path().join(format!("posts-{n}.csv")), file).unwrap();
        }
        let options = Options { chunk, ..Options::default() };
        let apart = read(folder.path(), &options, &()).unwrap();
        // Where there may be comments, ids are looked for.
        std::fs::write(folder.path().join("comments.csv"), "comment,post,author,at,text\n").unwrap();
        let together = read(folder.path(), &options, &()).unwrap();
        prop_assert_eq!(posts(&apart), posts(&together));
    }
}
