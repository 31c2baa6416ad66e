//! What holds for any bytes that call themselves a table: nothing panics, nothing is lost, and no border of a block can be seen.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::{dump, folder};
use proptest::prelude::*;
use ssi_corpus::data::{Corpus, Fault};
use ssi_corpus::dialect::{Encoding, Overrides};
use ssi_corpus::read::{Error, Options, read, read_texts};

/// A limit that the generated rows reach, so that both sides of it are seen.
const MOST: usize = 60;

fn read_with(bytes: &[u8], chunk: usize, threads: usize, dialect: &Overrides) -> Result<Corpus, Error> {
    let folder = folder(&[("posts.csv", bytes)]);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let options =
        Options { chunk, max_record: MOST, max_lines: 4, dialect: dialect.clone(), ..Options::default() };
    pool.install(|| read(folder.path(), &options, &()))
}

/// Everything that was read, or why nothing was.
fn told(read: &Result<Corpus, Error>) -> String {
    match read {
        Ok(corpus) => format!("{}{:?}", dump(corpus), corpus.sources),
        Err(error) => format!("{error}{:?}", error.help()),
    }
}

/// Bytes of a table and of everything that is none.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => prop::sample::select(&b",,,\"\"\"\n\n\r;\t|\\'"[..]).prop_map(|b| vec![b]),
        3 => prop::sample::select(vec![
            "a,2026-11-22,x\n", "b,,\"two\nlines\"\r\n", "c,,\"open\n", "\"\"", "\r\n", "\",\"", "ä", "\u{feff}", "😀", "a,b",
        ]).prop_map(|s| s.as_bytes().to_vec()),
        2 => prop::sample::select(vec![
            &b"\xff"[..], b"\xc3", b"\xe2\x82", b"\0", b"\xff\xfe", b"\xfe\xff", b"\x3d\xd8", b"\0,\0\"", b"\x80",
        ]).prop_map(<[u8]>::to_vec),
        1 => (1usize..90).prop_map(|n| vec![b'l'; n]),
        2 => any::<u8>().prop_map(|b| vec![b]),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

const HEADER: &[u8] = b"author,at,text\n";

fn plain() -> Overrides {
    Overrides {
        encoding: Some(Encoding::Utf8),
        delimiter: Some(b','),
        quote: Some(Some(b'"')),
        ..Overrides::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_border_of_a_block_gives_the_same(
        body in soup(),
        header: bool,
        sniffed: bool,
        chunk in 1usize..120,
        threads in 1usize..4,
    ) {
        let bytes = [if header { HEADER } else { b"" }, &body].concat();
        let dialect = if sniffed { Overrides::default() } else { plain() };
        let whole = told(&read_with(&bytes, usize::MAX, 1, &dialect));
        prop_assert_eq!(&told(&read_with(&bytes, 1, threads, &dialect)), &whole);
        prop_assert_eq!(&told(&read_with(&bytes, chunk, threads, &dialect)), &whole);
    }

    #[test]
    fn wide_characters_make_the_same_rows(body in "[a,\"\n\räß€😀]{0,60}", low: bool) {
        let text = format!("author,at,text\n{body}");
        let narrow = read_with(text.as_bytes(), 7, 2, &Overrides { encoding: Some(Encoding::Utf8), ..plain() });
        let units = text.encode_utf16();
        let wide: Vec<u8> = if low {
            units.flat_map(u16::to_le_bytes).collect()
        } else {
            units.flat_map(u16::to_be_bytes).collect()
        };
        let encoding = if low { Encoding::Utf16Le } else { Encoding::Utf16Be };
        let wide = read_with(&wide, 7, 2, &Overrides { encoding: Some(encoding), ..plain() });
        match (narrow, wide) {
            (Ok(mut narrow), Ok(mut wide)) => {
                // The byte is that in the file, which is another one; everything else is the same.
                for reject in narrow.rejects.iter_mut().chain(&mut wide.rejects) {
                    reject.byte = 0;
                    reject.reason = reject.reason.split(", found").next().unwrap().to_owned();
                }
                prop_assert_eq!(dump(&narrow), dump(&wide));
            }
            (narrow, wide) => prop_assert_eq!(told(&narrow), told(&wide)),
        }
    }

    #[test]
    fn every_row_is_taken_over_or_told(body in soup()) {
        let bytes = [HEADER, &body].concat();
        if let Ok(corpus) = read_with(&bytes, 50, 2, &plain()) {
            let source = &corpus.sources[0];
            prop_assert_eq!(source.rows, corpus.files.iter().flatten().map(|rows| rows.len as u64).sum::<u64>());
            prop_assert_eq!(source.rejected, corpus.rejects.len() as u64);
            prop_assert_eq!(source.bytes, bytes.len() as u64);
            // Every reject begins where a line begins, after another one.
            let mut last = 0;
            for reject in &corpus.rejects {
                let at = reject.byte as usize;
                prop_assert!(at >= last && matches!(bytes[at - 1], b'\n' | b'\r'), "{reject:?}");
                last = at + 1;
            }
            let broken = |fault| matches!(fault, Fault::UnquotedValue | Fault::LineSizeOverMaximum);
            if !corpus.rejects.iter().any(|reject| broken(reject.fault)) {
                let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(&bytes[..]);
                let records = reader.byte_records().count() as u64;
                prop_assert_eq!(source.rows + source.filtered + source.rejected, records);
            }
        }
    }

    #[test]
    fn a_quote_left_open_takes_no_other_row(
        before in 0usize..5,
        after in 1usize..30,
        open in "[a-c ]{0,9}",
        more in prop::collection::vec("[a-c ]{0,9}", 0..3),
        quoted: bool,
        chunk in 1usize..200,
    ) {
        let row = |n| if quoted { format!("r{n},,\"x, y\"\n") } else { format!("r{n},,x\n") };
        let rows = |from: usize, to: usize| (from..to).map(row).collect::<Vec<_>>().concat();
        let more = if more.is_empty() { String::new() } else { more.join("\n") + "\n" };
        let broken = format!("bad,,\"{open}\n{more}");
        let text = format!("author,at,text\n{}{broken}{}", rows(0, before), rows(before, before + after));
        let corpus = read_with(text.as_bytes(), chunk, 2, &plain()).unwrap();
        prop_assert_eq!(corpus.sources[0].rows, (before + after) as u64);
        prop_assert_eq!(corpus.people.find("bad"), None);
        let faults: Vec<_> = corpus.rejects.iter().map(|r| (r.fault, r.line)).collect();
        prop_assert_eq!(faults, [(Fault::UnquotedValue, before as u64 + 2)]);
    }

    #[test]
    fn texts_are_read_from_anything(bytes in soup(), header: bool) {
        let folder = folder(&[("t.csv", [if header { HEADER } else { b"" }, &bytes].concat())]);
        let path = folder.path().join("t.csv");
        let read = |chunk| {
            let options = Options { chunk, max_record: MOST, ..Options::default() };
            read_texts(&path, "text", Some("author"), &options).map(|texts| format!("{texts:?}")).map_err(|e| e.to_string())
        };
        prop_assert_eq!(read(1), read(1 << 20));
    }
}

/// What stands around a row that is taken out makes no line end together, and the row is told.
#[test]
fn a_row_between_two_halves_of_a_line_end_is_told() {
    for before in ["\r", "r1,,x\r"] {
        let text = format!("author,at,text\n{before}{},,\"open\n\nr2,,x\n", "l".repeat(61));
        let whole = read_with(text.as_bytes(), usize::MAX, 1, &plain());
        assert_eq!(told(&whole), told(&read_with(text.as_bytes(), 1, 2, &plain())), "{text:?}");
        assert_eq!(whole.unwrap().rejects.len(), 1, "{text:?}");
    }
}

/// Reads rows of which each is bad in the same way, often enough that looking at them again and again would take hours.
#[track_caller]
fn check_time(unit: &str) {
    let text = format!("author,at,text\n{}", unit.repeat((8 << 20) / unit.len()));
    let folder = folder(&[("posts.csv", text)]);
    let start = std::time::Instant::now();
    let options = Options { dialect: plain(), ..Options::default() };
    let corpus = read(folder.path(), &options, &()).unwrap();
    assert!(!corpus.rejects.is_empty());
    assert!(start.elapsed().as_secs() < 60, "{unit:?} took {:?}", start.elapsed());
}

#[test]
fn no_file_takes_more_than_a_multiple_of_its_length() {
    for unit in [
        "a,,\"open\n",
        "x\",\"y\n",
        "x\",\"y\n1,2,3\n",
        "1,2,3\nx\",\"\"\"\n",
        "\"\n\n",
        "\"\"\"\n1,2,3\n",
        "\"x\ny\" z\n",
        "a,,\"\"\"x\r",
    ] {
        check_time(unit);
    }
}
