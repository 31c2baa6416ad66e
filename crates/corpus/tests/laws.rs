//! What holds for every folder: threads and chunks leave no mark, bad rows touch nothing else, nothing is lost, nothing panics.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::path::Path;

use common::{dump, folder, tables};
use proptest::prelude::*;
use ssi_corpus::data::Corpus;
use ssi_corpus::read::{Options, read};

fn read_with(folder: &Path, chunk: usize, threads: usize) -> Corpus {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let options = Options { chunk, max_record: 200, ..Options::default() };
    pool.install(|| read(folder, &options, &())).unwrap()
}

/// A record of a posts file: mostly right, sometimes not.
fn row() -> impl Strategy<Value = String> {
    let id = "[ab\u{e4}]{0,2}";
    let at = prop_oneof![6 => "2026-0[1-9]-0[1-9]", 1 => Just("never".to_owned()), 1 => Just(String::new())];
    let text = prop_oneof![
        4 => "[a-c ]{0,8}",
        2 => "[a-c, \r\n]{0,8}".prop_map(|t| format!("\"{t}\"")),
        1 => Just("\"say \"\"a\"\"\"".to_owned()),
        1 => Just("a\"b".to_owned()),
    ];
    let views = prop_oneof![6 => "[0-9]{0,3}", 1 => Just("12k".to_owned()), 1 => Just("1,2".to_owned())];
    (id, at, text, views).prop_map(|(id, at, text, views)| format!("{id},{at},{text},{views}"))
}

const HEADER: &str = "author,at,text,views\n";

/// Rows that are rejected wherever they stand, and leave the rows behind them alone.
const POISON: [&str; 7] = [
    "ghost\n",
    "ghost,2026-01-01,x,1,2,3\n",
    "ghost,2026-99-01,x,1\n",
    "ghost,2026-01-01,\"a\n\n\"\"b\"\"\",many\n",
    "ghost,2026-01-01,x,-1\r\n",
    "\"ghost,\n\n,\n\",,\n",
    "ghost,,,NaN\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn threads_and_chunks_leave_no_mark(
        rows in prop::collection::vec(row(), 0..30),
        more in prop::collection::vec(row(), 0..10),
        chunk in 1usize..300,
        threads in 1usize..5,
    ) {
        let posts = format!("{HEADER}{}", rows.join("\n"));
        let part = format!("\u{feff}{HEADER}{}\r\n", more.join("\r\n"));
        let folder = folder(&[("posts.csv", &posts), ("posts-1.csv", &part), ("comments.csv", &posts)]);
        let whole = read_with(folder.path(), usize::MAX, 1);
        let cut = read_with(folder.path(), chunk, threads);
        prop_assert_eq!(dump(&whole), dump(&cut));
        prop_assert_eq!(format!("{:?}", whole.sources), format!("{:?}", cut.sources));
    }

    #[test]
    fn every_record_is_counted_once(rows in prop::collection::vec(row(), 0..30)) {
        let posts = format!("{HEADER}{}", rows.join("\n"));
        let records = csv::ReaderBuilder::new().flexible(true).from_reader(posts.as_bytes()).byte_records().count();
        let corpus = read_with(folder(&[("posts.csv", &posts)]).path(), 50, 2);
        let source = &corpus.sources[0];
        prop_assert_eq!(source.rows + source.filtered + source.rejected, records as u64);
        prop_assert_eq!(source.rejected, corpus.rejects.len() as u64);
    }

    #[test]
    fn a_poison_row_changes_nothing_else(
        rows in prop::collection::vec(row(), 0..20),
        place: prop::sample::Index,
        poison in prop::sample::select(&POISON[..]),
        bytes: bool,
    ) {
        let mut lines: Vec<Vec<u8>> = rows.iter().map(|row| format!("{row}\n").into_bytes()).collect();
        // So many characters in UTF-8 say what the file is in, whatever stands in one row.
        lines.push("äöüßé,,,\n".as_bytes().to_vec());
        let clean = read_with(folder(&[("posts.csv", [HEADER.as_bytes(), &lines.concat()].concat())]).path(), 50, 2);
        let bad = if bytes { b"gh\xffost,2026-01-01,x,1\n".to_vec() } else { poison.as_bytes().to_vec() };
        let place = place.index(lines.len());
        let byte = (HEADER.len() + lines[..place].concat().len()) as u64;
        let line = 2 + lines[..place].iter().flatten().filter(|&&b| b == b'\n').count() as u64;
        lines.insert(place, bad);
        let poisoned = read_with(folder(&[("posts.csv", [HEADER.as_bytes(), &lines.concat()].concat())]).path(), 50, 2);

        prop_assert_eq!(tables(&clean), tables(&poisoned));
        prop_assert_eq!(clean.rejects.len() + 1, poisoned.rejects.len());
        prop_assert!(poisoned.rejects.iter().any(|r| (r.line, r.byte) == (line, byte)), "{:?}", poisoned.rejects);
        let reasons = |corpus: &Corpus| corpus.rejects.iter().map(|r| r.reason.clone()).collect::<Vec<_>>();
        for reason in reasons(&clean) {
            prop_assert!(reasons(&poisoned).contains(&reason));
        }
    }

    #[test]
    fn no_bytes_cause_a_panic(
        bytes in prop::collection::vec(prop_oneof![
            3 => any::<u8>(),
            2 => prop::sample::select(&b",;\t|\"\r\n\xef\xbb\xbf"[..]),
            3 => prop::sample::select(&b"author,at2026-"[..]),
        ], 0..200),
        with_header: bool,
        chunk in 1usize..100,
    ) {
        let head = if with_header { HEADER.as_bytes() } else { b"" };
        let folder = folder(&[("posts.csv", [head, &bytes].concat())]);
        let options = Options { chunk, max_record: 50, ..Options::default() };
        match read(folder.path(), &options, &()) {
            Ok(corpus) => drop(dump(&corpus)),
            Err(error) => drop((error.to_string(), error.help())),
        }
    }

    #[test]
    fn no_mapping_causes_a_panic(lines in prop::collection::vec(prop_oneof![
        Just("[[read]]"), Just("[read]"), Just("[read.columns]"), Just("file = \"posts.csv\""), Just("as = \"posts\""),
        Just("as = \"comments\""), Just("author = \"author\""), Just("at = \"at\""), Just("author = { value = 1 }"),
        Just("text = { columns = [\"text\", \"at\"] }"), Just("where = { at = 1 }"), Just("where = 3"), Just("zone = \"UTC\""),
        Just("views = { column = \"views\", map = {} }"), Just("\u{e4} = \"\""), Just("delimiter = \"\""), Just("time_format = \"%\""),
        Just("x = ["), Just("at = { value = 99999-01-01 }"),
    ], 0..8)) {
        let folder = folder(&[("posts.csv", format!("{HEADER}a,,,\n")), ("corpus.toml", lines.join("\n"))]);
        match read(folder.path(), &Options::default(), &()) {
            Ok(corpus) => drop(dump(&corpus)),
            Err(error) => drop((error.to_string(), error.help())),
        }
    }
}
