//! Pieces that were kept are as good as read, and what is kept is never believed.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use ssi_corpus::data::{Corpus, Data, Texts};
use ssi_corpus::heard::{Again, Listener, Notes, Signs};
use ssi_corpus::read::{KeptPieces, Options, Shelf, read};
use ssi_corpus::schema::FileId;

/// A shelf in memory.
#[derive(Clone, Debug, Default)]
struct Memory(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Shelf for Memory {
    fn take(&self, name: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        self.0.lock().unwrap().insert(name.to_owned(), bytes.to_vec());
    }
}

/// Counts letters, and wants short texts again.
#[derive(Debug)]
struct Letters(Arc<str>);

impl Listener for Letters {
    fn hears(&self, _: FileId, field: &'static str) -> bool {
        field == "text"
    }

    fn hear(&self, _: FileId, _: &'static str, texts: &Texts) -> Signs {
        let of = |f: fn(&str) -> f64| (0..texts.len()).map(|row| f(texts.get(row))).collect::<Vec<f64>>();
        let mut notes = Notes::new(3);
        (0..texts.len()).for_each(|row| notes.push(&[7, texts.get(row).len() as u8, 0]));
        let short = (0..texts.len() as u32).filter(|&row| texts.get(row as usize).len() < 4).collect();
        Signs {
            numbers: vec![of(|t| t.chars().count() as f64), of(|t| 1.0 / t.len() as f64)],
            told: (0..texts.len()).map(|row| texts.get(row).len() as u8).collect(),
            notes,
            again: Again::Some(short),
        }
    }

    fn settle(&self, _: FileId, _: &'static str, rows: usize, numbers: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
        vec![(0..rows).map(|row| numbers[0][row] + numbers[1][row]).collect()]
    }

    fn name(&self) -> &Arc<str> {
        &self.0
    }
}

/// Everything in a corpus, as text.
fn all(corpus: &Corpus) -> String {
    let mut out = format!("{:?}\n{:?}\n{:?}\n", corpus.rejects, corpus.sources, corpus.findings);
    for rows in corpus.files.iter().flatten() {
        let _ = writeln!(out, "{:?} {}", rows.file, rows.len);
        for (field, column) in rows.file.file().fields.iter().zip(&rows.columns) {
            for row in 0..rows.len {
                let _ = match column {
                    None => write!(out, " -"),
                    Some(Data::Ids(ids)) => write!(out, " {}", ids[row]),
                    Some(Data::Lists(lists)) => write!(out, " {:?}", lists.get(row)),
                    Some(Data::Times(times)) => write!(out, " {}", times[row]),
                    Some(Data::Numbers(numbers)) => write!(out, " {:?}", numbers[row]),
                    Some(Data::Texts(texts)) => write!(out, " {:?}", texts.get(row)),
                    Some(Data::Heard(heard)) => {
                        let numbers: Vec<f64> = heard.numbers().iter().map(|column| column[row]).collect();
                        let about = (numbers, heard.told()[row], heard.prints()[row], heard.text(row));
                        write!(out, " {about:?}")
                    }
                };
            }
            let _ = writeln!(out, " {}", field.id);
        }
    }
    for ids in [&corpus.people, &corpus.posts, &corpus.comments, &corpus.labels] {
        let _ = writeln!(out, "{:?}", (0..ids.len() as u32).map(|id| ids.name(id)).collect::<Vec<_>>());
    }
    out
}

/// How the tests read: in small pieces, heard or not, with a shelf or without.
fn options(shelf: Option<&Memory>, heard: bool, version: &str) -> Options {
    let listener = Arc::new(Letters("letters".into())) as Arc<dyn Listener>;
    let kept = shelf.map(|shelf| Arc::new(KeptPieces::new(Box::new(shelf.clone()), version)));
    Options { chunk: 120, max_record: 400, listener: heard.then_some(listener), kept, ..Options::default() }
}

fn taken(options: &Options) -> (usize, usize) {
    options.kept.as_ref().unwrap().taken()
}

/// Posts and comments with all that can be odd about rows, of texts of so many letters.
fn folder(lengths: &[usize]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut posts = "post,author,at,text,views,collaborators\n".to_owned();
    let mut comments = "author,at,text,post\n".to_owned();
    for (n, &length) in lengths.iter().enumerate() {
        let text = "wörd, ".repeat(length / 6) + &"x".repeat(length % 6);
        let time = ["2026-01-02T03:04:05Z", "2026-01-02", "", "yesterday"][n % 4];
        let _ = writeln!(
            posts,
            "p{},m{},{time},\"{text}\",{},m1; m{n}",
            n / 2,
            n % 7,
            ["", "3", "70000", "x"][length % 4]
        );
        let _ = writeln!(
            comments,
            "m{n},2026-01-03T00:00:01Z,{}{text}\",p{n}",
            if n % 5 == 3 { "\"\"" } else { "\"" }
        );
    }
    std::fs::write(folder.path().join("posts.csv"), posts).unwrap();
    std::fs::write(folder.path().join("comments.csv"), comments).unwrap();
    folder
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kept_pieces_are_the_pieces(lengths in prop::collection::vec(0_usize..60, 1..40), heard: bool) {
        let folder = folder(&lengths);
        let read = |options: &Options| all(&read(folder.path(), options, &()).unwrap());
        let plain = read(&options(None, heard, "1"));
        let shelf = Memory::default();
        for round in 0..2 {
            let options = options(Some(&shelf), heard, "1");
            prop_assert_eq!(&read(&options), &plain);
            let (taken, all) = taken(&options);
            prop_assert!(all > 1 && (round == 0 || taken == all), "{} of {}", taken, all);
        }
        // Another version, and somebody who hears something else.
        for other in [options(Some(&shelf), heard, "2"), options(Some(&shelf), !heard, "1")] {
            read(&other);
            prop_assert_eq!(taken(&other).0, 0);
        }
    }

    #[test]
    fn what_is_torn_is_read_again(
        lengths in prop::collection::vec(0_usize..60, 8..20),
        harm in prop::collection::vec((0_usize..3, any::<prop::sample::Index>(), 1_u8..), 1..6),
    ) {
        let folder = folder(&lengths);
        let read = |options: &Options| all(&read(folder.path(), options, &()).unwrap());
        let plain = read(&options(None, true, "1"));
        let shelf = Memory::default();
        read(&options(Some(&shelf), true, "1"));
        let names: Vec<String> = shelf.0.lock().unwrap().keys().cloned().collect();
        for (way, place, byte) in harm {
            let name = &names[place.index(names.len())];
            let mut bytes = shelf.take(name).unwrap();
            let at = place.index(bytes.len().max(1));
            match way {
                0 => bytes.truncate(at),
                1 => bytes.iter_mut().skip(at).take(1).for_each(|b| *b ^= byte),
                // Another piece, whole but not the one that is asked for.
                _ => bytes = shelf.take(&names[(place.index(names.len()) + 1) % names.len()]).unwrap(),
            }
            shelf.put(name, &bytes);
        }
        let again = options(Some(&shelf), true, "1");
        prop_assert_eq!(&read(&again), &plain);
        prop_assert!(taken(&again).0 < taken(&again).1);
    }
}

#[test]
fn a_piece_is_known_wherever_it_stands() {
    let shelf = Memory::default();
    let lines: String = (0..20).fold(String::new(), |all, n| {
        all + &format!("p{n},m{n},{},\"text {n}\"\n", if n == 11 { "never" } else { "2026-01-02" })
    });
    let header = "post,author,at,text\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("posts-1.csv"), header.to_owned() + &lines).unwrap();
    let corpus = read(folder.path(), &options(Some(&shelf), true, "1"), &()).unwrap();
    assert_eq!((corpus.rejects[0].file.as_str(), corpus.rejects[0].line), ("posts-1.csv", 13));
    // The same rows in another file: its pieces are there, and rejects name that file.
    std::fs::rename(folder.path().join("posts-1.csv"), folder.path().join("posts.csv")).unwrap();
    let again = options(Some(&shelf), true, "1");
    let corpus = read(folder.path(), &again, &()).unwrap();
    assert_eq!((corpus.rejects[0].file.as_str(), corpus.rejects[0].line), ("posts.csv", 13));
    let (taken, all) = taken(&again);
    assert!(taken == all && all > 2);
}

#[test]
fn columns_come_back_to_the_last_bit_or_not_at_all() {
    let shelf = Memory::default();
    let kept = |version: &str| KeptPieces::new(Box::new(shelf.clone()), version);
    let columns: [&[f64]; 4] = [&[], &[1.0, f64::NAN, 254.0], &[0.1, -0.0], &[f64::INFINITY]];
    for (n, column) in columns.iter().enumerate() {
        kept("1").keep_numbers(&n.to_string(), column);
    }
    let bits = |numbers: &[f64]| numbers.iter().map(|n| n.to_bits()).collect::<Vec<_>>();
    for (n, column) in columns.iter().enumerate() {
        assert_eq!(kept("1").numbers(&n.to_string()).map(|all| bits(&all)), Some(bits(column)));
        assert!(kept("2").numbers(&n.to_string()).is_none());
        assert!(kept("1").outline(&n.to_string()).is_none());
    }
    let whole = shelf.0.lock().unwrap().clone();
    for (name, bytes) in &whole {
        for at in 0..bytes.len() {
            let mut garbled = bytes.clone();
            garbled[at] ^= 16;
            for wrong in [garbled, bytes[..at].to_vec()] {
                shelf.0.lock().unwrap().insert(name.clone(), wrong);
                let left = (0..4).filter(|n: &i32| kept("1").numbers(&n.to_string()).is_some()).count();
                assert_eq!(left, 3);
            }
        }
        shelf.0.lock().unwrap().insert(name.clone(), bytes.clone());
    }
}
