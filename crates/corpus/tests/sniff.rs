//! Finding out how a file is written: invented files with one trap each, and the messy files of the CSVsniffer suite.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::io::Read as _;
use std::path::Path;

use common::shared;
use ssi_corpus::dialect::{Escape, Newline, Sniffed, sniff};

/// A file of the suite and what its people say about it.
struct Annotated {
    name: String,
    delimiter: u8,
    quote: u8,
    /// Empty where nothing is escaped.
    escape: String,
    newline: Newline,
}

fn annotations(list: &Path) -> Vec<Annotated> {
    let text = std::fs::read_to_string(list).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let one = |line: &str| {
        let cells: Vec<&str> = line.split('|').collect();
        let delimiter = match cells[2] {
            "comma" => b',',
            "semicolon" => b';',
            "tab" => b'\t',
            "vslash" => b'|',
            "space" => b' ',
            "colon" => b':',
            other => panic!("unknown delimiter {other}"),
        };
        let quote = match cells[3] {
            "doublequote" => b'"',
            "singlequote" => b'\'',
            other => panic!("unknown quote {other}"),
        };
        let newline = match cells[5] {
            "lf" => Newline::Lf,
            "crlf" => Newline::CrLf,
            "cr" => Newline::Cr,
            other => panic!("unknown line end {other}"),
        };
        Annotated { name: cells[0].to_owned(), delimiter, quote, escape: cells[4].to_owned(), newline }
    };
    lines.map(one).collect()
}

fn sniff_file(path: &Path) -> Sniffed {
    let mut sample = Vec::new();
    let file = std::fs::File::open(path).unwrap();
    let bytes = file.metadata().unwrap().len();
    file.take(1 << 20).read_to_end(&mut sample).unwrap();
    sniff(&sample, sample.len() as u64 == bytes)
}

/// Whether delimiter and quote are right, and whether line end and escape are so too.
fn judge(file: &Annotated, found: &Sniffed) -> (bool, bool) {
    let dialect = &found.dialect;
    let right = dialect.delimiter == file.delimiter && dialect.quote == Some(file.quote);
    let escape = match file.escape.as_str() {
        "" => true,
        "backslash" => dialect.escape == Escape::Backslash,
        _ => dialect.escape == Escape::Doubled,
    };
    (right, right && escape && dialect.newline == file.newline)
}

#[test]
fn csvsniffer() {
    let Some(suite) = shared("suites/csvsniffer") else { return };
    // The scores were made while looking at the files of one half only.
    let mut halves = [[0usize; 3]; 2];
    let mut wrong = Vec::new();
    for (place, file) in annotations(&suite.join("Dialect_annotations.txt")).into_iter().enumerate() {
        let path = suite.join("CSV").join(&file.name);
        if !path.exists() {
            continue;
        }
        let found = sniff_file(&path);
        let (right, strictly) = judge(&file, &found);
        let half = &mut halves[place % 2];
        half[0] += 1;
        half[1] += usize::from(right);
        half[2] += usize::from(strictly);
        if !strictly {
            wrong.push((place, right, file, found));
        }
    }
    println!("files, delimiter and quote right, all right: {halves:?}");
    let listed = std::env::var("SNIFF_WRONG").unwrap_or_default();
    for (place, right, file, found) in &wrong {
        if listed == "all" || (!listed.is_empty() && place % 2 == 0) {
            println!(
                "{place} {} {}: {:?} {:?} {:?} {:?} {:?}\n    {}",
                if *right { "STRICT" } else { "WRONG" },
                file.name,
                found.dialect.delimiter as char,
                found.dialect.quote.map(char::from),
                found.dialect.escape,
                found.dialect.newline,
                found.sure,
                found.evidence.join("\n    ")
            );
        }
    }
    let sum = |what: usize| halves[0][what] + halves[1][what];
    assert_eq!(sum(0), 145);
    assert!(sum(1) * 100 >= sum(0) * 97, "{} of {}", sum(1), sum(0));
}
