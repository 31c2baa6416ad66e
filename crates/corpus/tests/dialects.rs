//! Files however they are written: found out, said in a mapping, said for all.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::fmt::Write as _;

use common::{folder, shown, table, told};
use ssi_corpus::data::Corpus;
use ssi_corpus::dialect::{Dialect, Encoding, Escape, Newline, Overrides};
use ssi_corpus::input::Input;
use ssi_corpus::read::{Options, read, read_all, read_texts};
use ssi_corpus::schema::FileId;

fn posts(corpus: &Corpus) -> Vec<String> {
    let rows = corpus.rows(FileId::Posts).unwrap();
    let mut found: Vec<String> = table(corpus, rows).split('\n').take(rows.len).map(str::to_owned).collect();
    found.extend(corpus.rejects.iter().map(told));
    found
}

/// Reads a file of posts and compares its rows and its dialect.
#[track_caller]
fn check(content: &[u8], said: &Overrides, expected: &[&str], dialect: Dialect) {
    let folder = folder(&[("posts.csv", content)]);
    let options = Options { dialect: said.clone(), ..Options::default() };
    let corpus = read(folder.path(), &options, &()).unwrap();
    assert_eq!(posts(&corpus), expected);
    assert_eq!(corpus.sources[0].dialect, Some(dialect));
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn what_nobody_said_is_found_out() {
    let usual = Dialect::default();
    let nothing = Overrides::default();
    let row = "author=ada at=2026-11-22T00:00:00Z text=\"Müller\"";
    check("author,at,text\nada,2026-11-22,Müller\n".as_bytes(), &nothing, &[row], usual);
    let crlf = Dialect { newline: Newline::CrLf, ..usual };
    check(
        &wide("\u{feff}author\tat\ttext\r\nada\t2026-11-22\tMüller\r\n"),
        &nothing,
        &[row],
        Dialect { encoding: Encoding::Utf16Le, delimiter: b'\t', ..crlf },
    );
    check(
        b"author;at;text\nada;2026-11-22;M\xfcller\n",
        &nothing,
        &[row],
        Dialect { encoding: Encoding::Latin1, delimiter: b';', ..usual },
    );
    check(
        "Export of today\n\nfor: ada, bo\nauthor,at,text\nada,2026-11-22,Müller\n".as_bytes(),
        &nothing,
        &[row],
        Dialect { skip: 3, ..usual },
    );
    check(
        br#"author,at,text
ada,2026-11-22,"say \"hi\", twice"
ada,2026-11-22,"say \"ho\", once"
"#,
        &nothing,
        &[
            r#"author=ada at=2026-11-22T00:00:00Z text="say \"hi\", twice""#,
            r#"author=ada at=2026-11-22T00:00:00Z text="say \"ho\", once""#,
        ],
        Dialect { escape: Escape::Backslash, ..usual },
    );
}

#[test]
fn the_wanted_columns_go_before_what_the_bytes_look_like() {
    // More semicolons than commas, and a line that looks like a header before the one that is.
    check(
        b"when;what;who\nauthor,at,text\nada,2026-11-22,a;b;c\nbo,2026-11-22,a;b;c\n",
        &Overrides::default(),
        &[
            "author=ada at=2026-11-22T00:00:00Z text=\"a;b;c\"",
            "author=bo at=2026-11-22T00:00:00Z text=\"a;b;c\"",
        ],
        Dialect { skip: 1, ..Dialect::default() },
    );
}

#[test]
fn what_is_said_goes_before_everything() {
    let said = Overrides {
        encoding: Some(Encoding::Windows1252),
        delimiter: Some(b';'),
        quote: Some(Some(b'\'')),
        skip: Some(1),
        ..Overrides::default()
    };
    check(
        b"author,at\nauthor;at;text\n'ada';2026-11-22;'5 \x80; it''s'\n",
        &said,
        &["author=ada at=2026-11-22T00:00:00Z text=\"5 €; it's\""],
        Dialect {
            encoding: Encoding::Windows1252,
            delimiter: b';',
            quote: Some(b'\''),
            skip: 1,
            ..Dialect::default()
        },
    );
    let names = ["author", "at", "text"].map(str::to_owned).to_vec();
    check(
        b"ada,2026-11-22,x\n",
        &Overrides { header: Some(names), quote: Some(None), ..Overrides::default() },
        &["author=ada at=2026-11-22T00:00:00Z text=\"x\""],
        Dialect { header: false, quote: None, ..Dialect::default() },
    );
}

#[test]
fn places_are_those_in_the_file() {
    let folder = folder(&[("posts.csv", wide("author,at\nüü,2026-11-22\n😀,never\n"))]);
    let said = Overrides { encoding: Some(Encoding::Utf16Le), ..Overrides::default() };
    let corpus = read(folder.path(), &Options { dialect: said, ..Options::default() }, &()).unwrap();
    let reject = &corpus.rejects[0];
    assert_eq!((reject.line, reject.byte, reject.value.as_str()), (3, 2 * (10 + 14), "never"));
    let bytes = std::fs::read(folder.path().join("posts.csv")).unwrap();
    let source = &corpus.sources[0];
    assert_eq!(
        (source.bytes, &source.digest),
        (bytes.len() as u64, &blake3::hash(&bytes).to_hex().to_string())
    );
}

#[test]
fn a_mapping_says_it_for_its_files() {
    let mapping = r#"
        [[read]]
        file = "a-*.txt"
        as = "posts"
        delimiter = "|"
        quote = ""
        skip = 1
        header = ["who", "when", "what"]
        columns = { author = "who", at = "when", text = "what" }

        [[read]]
        file = "b.csv"
        as = "posts"
        encoding = "latin-1"
        escape = "backslash"
        header = true
        columns = { author = "w", at = "t", text = "x" }
    "#;
    let folder = folder(&[
        ("corpus.toml", mapping.as_bytes()),
        ("a-1.txt", b"made today\nada|2026-11-22|\"x\n"),
        ("a-2.txt", b"made today\nbo|2026-11-22|y\"\n"),
        ("b.csv", b"w,t,x\ncy,2026-11-22,\"\\\"\xe4\\\"\"\n"),
    ]);
    // What is said for all files is for those of which the mapping says nothing.
    let options = Options {
        dialect: Overrides { delimiter: Some(b','), ..Overrides::default() },
        ..Options::default()
    };
    let input = Input::find(&[folder.path().to_owned()], &options.limits).unwrap();
    let corpus = read_all(&input, &options, &()).unwrap();
    assert_eq!(
        posts(&corpus),
        [
            r#"author=ada at=2026-11-22T00:00:00Z text="\"x""#,
            r#"author=bo at=2026-11-22T00:00:00Z text="y\"""#,
            r#"author=cy at=2026-11-22T00:00:00Z text="\"ä\"""#,
        ]
    );
}

#[test]
fn mistakes_in_what_is_said() {
    for (line, expected) in [
        (
            "quote = \"ab\"",
            "4:9: quote should be one character such as \"'\", or \"\" where cells have none, found \"ab\"",
        ),
        ("escape = \"slash\"", "4:10: unknown escape 'slash'\nhelp: known are: doubled, backslash"),
        ("encoding = \"utf8\"", "4:12: unknown encoding 'utf8'\nhelp: did you mean 'utf-8'?"),
        ("skip = \"two\"", "4:8: skip should be a number of lines such as 3, found \"two\""),
        (
            "header = false",
            "4:10: header should be true, or the names of the columns such as [\"id\", \"author\"] where the file does not name them, found false",
        ),
        ("file = \"post-*.csv\"", "duplicate key"),
    ] {
        let mut mapping = "[[read]]\nfile = \"posts.csv\"\nas = \"posts\"\n".to_owned();
        write!(mapping, "{line}\n[read.columns]\nauthor = \"author\"\nat = \"at\"\n").unwrap();
        let folder = folder(&[("posts.csv", "author,at\n".to_owned()), ("corpus.toml", mapping)]);
        let error = read(folder.path(), &Options::default(), &()).unwrap_err();
        let error = shown(folder.path(), &error).replace("FOLDER/corpus.toml:", "");
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_pattern_fits_at_least_one_file() {
    let mapping = |optional| {
        format!(
            "[[read]]\nfile = \"posts-*.csv\"\noptional = {optional}\nas = \"members\"\ncolumns = {{ member = \"author\" }}\n\
             [[read]]\nfile = \"posts.csv\"\nas = \"posts\"\ncolumns = {{ author = \"author\", at = \"at\" }}\n"
        )
    };
    let read = |optional| {
        let folder = folder(&[("posts.csv", "author,at\n".to_owned()), ("corpus.toml", mapping(optional))]);
        let read = read(folder.path(), &Options::default(), &());
        read.map(|corpus| corpus.sources.len()).map_err(|e| {
            e.to_string()
                .rsplit(": no file")
                .next()
                .unwrap()
                .replace(&folder.path().display().to_string(), "FOLDER")
        })
    };
    assert_eq!(read(true), Ok(1));
    assert_eq!(read(false), Err(" 'posts-*.csv' in FOLDER; found: corpus.toml, posts.csv".to_owned()));
}

#[test]
fn packed_files_are_read_as_what_is_in_them() {
    let gzip = |content: &str| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, content.as_bytes()).unwrap();
        packed.finish().unwrap()
    };
    let zstd = zstd::encode_all(&b"author\tat\nbo\t2026-11-22\n"[..], 3).unwrap();
    let files = [
        ("posts-1.csv.gz", gzip("author,at\nada,2026-11-22\nada,never\n")),
        ("posts-2.tsv.zst", zstd),
        ("posts.tsv", b"author\tat\ncy\t2026-11-22\n".to_vec()),
    ];
    let folder = folder(&files);
    let corpus = read(folder.path(), &Options::default(), &()).unwrap();
    assert_eq!(
        posts(&corpus),
        [
            "author=ada at=2026-11-22T00:00:00Z",
            "author=bo at=2026-11-22T00:00:00Z",
            "author=cy at=2026-11-22T00:00:00Z",
            "posts-1.csv.gz:3 byte 25 [at] \"never\": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z",
        ]
    );
    // What is counted and digested is what comes out.
    assert_eq!(corpus.sources[0].bytes, 35);
    // One file is as good as a folder, and texts are read from it in the same way.
    let one = folder.path().join("posts-1.csv.gz");
    assert_eq!(read(&one, &Options::default(), &()).unwrap().rejects.len(), 1);
    assert_eq!(read_texts(&one, "author", None, &Options::default()).unwrap().texts.len(), 2);
    let error = read_texts(folder.path(), "author", None, &Options::default()).unwrap_err();
    assert_eq!(
        shown(folder.path(), &error),
        "FOLDER holds 3 files, not one\nhelp: name the one file that is meant"
    );
}
