//! The cells of a file as an own reader finds them, and as the engine keeps them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ssi_corpus::data::{Corpus, Data, NO_ID, NO_TIME};
use ssi_corpus::read::Options;
use ssi_corpus::schema::{FileId, Kind};

use crate::agree::chunks;
use crate::common::world::{World, corpus, crowd, record};
use crate::common::{POOLS, cases};
use crate::csv::records;
use crate::whole::generated;

/// Seconds since 1970 of a moment such as `2026-03-01T06:30:00Z`.
fn seconds(cell: &str) -> i64 {
    let part =
        |range: std::ops::Range<usize>| cell.get(range).map_or(0, |digits| digits.parse::<i64>().unwrap());
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    // Years begin with March, so that a leap day is the last one.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    86_400 * days + 3600 * part(11..13) + 60 * part(14..16) + part(17..19)
}

/// A cell as text: of the engine's column, and of what stands in the file.
fn kept(corpus: &Corpus, kind: Kind, data: &Data, row: usize) -> String {
    let name = |id: u32| match kind {
        Kind::Person | Kind::People => corpus.people.name(id),
        Kind::Post => corpus.posts.name(id),
        Kind::Comment => corpus.comments.name(id),
        Kind::Conversation => corpus.conversations.name(id),
        _ => corpus.labels.name(id),
    };
    match data {
        Data::Ids(all) if all[row] == NO_ID => String::new(),
        Data::Ids(all) => name(all[row]).to_owned(),
        Data::Lists(all) => all.get(row).iter().map(|id| name(*id)).collect::<Vec<_>>().join("; "),
        Data::Times(all) if all[row] == NO_TIME => String::new(),
        Data::Times(all) => all[row].to_string(),
        Data::Numbers(all) if all[row].is_nan() => String::new(),
        Data::Numbers(all) => all[row].to_string(),
        Data::Texts(all) => all.get(row).to_owned(),
        Data::Heard(_) => unreachable!("this corpus was read without a listener"),
    }
}

fn written(kind: Kind, cell: &str) -> String {
    let trimmed = cell.trim();
    match kind {
        Kind::Text => cell.to_owned(),
        _ if trimmed.is_empty() => String::new(),
        Kind::Time => seconds(trimmed).to_string(),
        Kind::Number => trimmed.parse::<f64>().unwrap().to_string(),
        Kind::Flag => u8::from(["true", "yes", "1"].contains(&trimmed)).to_string(),
        Kind::People => {
            let people = trimmed.split(';').map(str::trim).filter(|person| !person.is_empty());
            people.collect::<Vec<_>>().join("; ")
        }
        _ => trimmed.to_owned(),
    }
}

/// Compares every cell of every file that no row was left out of; says how many files those are.
#[track_caller]
fn check(files: &[(String, Vec<u8>)]) -> usize {
    let mut compared = 0;
    for (chunk, pool) in chunks().into_iter().zip(POOLS.iter()) {
        let corpus = pool.install(|| corpus(files, &Options { chunk, ..Options::default() }));
        for (name, bytes) in files {
            let file = FileId::named(name.strip_suffix(".csv").unwrap()).unwrap();
            let mut records = records(std::str::from_utf8(bytes).unwrap());
            let header = records.remove(0);
            let rows = corpus.rows(file).unwrap();
            if rows.len != records.len() {
                continue;
            }
            compared += 1;
            for (column, field) in header.iter().enumerate() {
                let Some(place) = file.file().field(field) else { continue };
                let kind = file.file().fields[place].kind;
                let data = rows.columns[place].as_ref().unwrap();
                for (row, record) in records.iter().enumerate() {
                    let (kept, written) = (kept(&corpus, kind, data, row), written(kind, &record[column]));
                    assert_eq!(kept, written, "{name}, row {row}, {field}, blocks of {chunk}");
                }
            }
        }
    }
    compared
}

#[test]
fn generated_files_are_read_as_they_are_written() {
    let files = generated(15, 3);
    // All files at each of three sizes of blocks.
    assert_eq!(check(&files), 3 * files.len());
    assert_eq!(seconds("2026-03-01T06:30:00Z"), 1_772_346_600);
    assert_eq!(seconds("2024-02-29"), 1_709_164_800);
}

#[test]
fn files_with_every_column_are_read_as_they_are_written() {
    let World(mut sheets) = crowd(9, &[("members", 9), ("posts", 40), ("comments", 40)]);
    for sheet in &mut sheets {
        // No row is like another, and none lacks what it needs.
        let ids = ["member", "post", "comment"].map(|id| sheet.column(id));
        let needed = ["author", "at"].map(|id| sheet.column(id));
        sheet.rows.iter_mut().enumerate().for_each(|(row, cells)| {
            let place = match sheet.file {
                FileId::Members => ids[0],
                FileId::Posts => ids[1],
                _ => ids[2],
            };
            cells[place.unwrap()] = format!("id {row}");
            for place in needed.into_iter().flatten() {
                if cells[place].is_empty() {
                    cells[place] = "2026-01-05T00:00:00Z".to_owned();
                }
            }
        });
    }
    assert!(check(&World(sheets).files(1)) >= 6);
}

/// What makes a cell hard to read.
const ODD: [&str; 22] = [
    ",",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    ";",
    "|",
    "'",
    "é",
    "👏",
    "日本",
    "=1+1",
    "\u{feff}",
    "\u{2028}",
    "\\",
    "a",
    "words and more",
    "\",\"",
    "#",
];

fn cell() -> impl Strategy<Value = String> {
    vec(select(ODD.to_vec()), 0..7).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn odd_cells_are_read_as_they_are_written(texts in vec((cell(), select(vec!["", " 7 ", "12.5", "0"])), 1..30)) {
        let rows = texts.into_iter().enumerate().map(|(row, (text, views))| {
            record(&[format!("p{row}"), " ada ".into(), "2026-01-05T00:00:01Z".into(), text, views.into()])
        });
        let file = "post,author,at,text,views\n".to_owned() + rows.collect::<String>().as_str();
        check(&[("posts.csv".to_owned(), file.into_bytes())]);
    }
}
