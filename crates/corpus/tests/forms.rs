//! The same rows as CSV, as JSON objects and as Parquet are the same corpus; and what is wrong with files of these forms.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray,
    FixedSizeBinaryArray, Float32Array, Float64Array, Int32Array, Int64Array, NullArray, RecordBatch,
    StringArray, StructArray, TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt64Array,
};
use arrow_schema::{DataType, Field, Schema};
use common::archives::{gz, zip, zst};
use common::{corpus, folder, shown, table, tables, told};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use ssi_corpus::data::Corpus;
use ssi_corpus::input::Limits;
use ssi_corpus::read::{Options, read, read_texts};
use ssi_corpus::schema::FileId;

/// A Parquet file with these columns, in groups of two rows.
fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    parquet_with(columns, Compression::SNAPPY)
}

fn parquet_with(columns: Vec<(&str, ArrayRef)>, compression: Compression) -> Vec<u8> {
    let field = |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let batch = RecordBatch::try_new(schema.clone(), arrays).unwrap();
    let properties =
        WriterProperties::builder().set_max_row_group_row_count(Some(2)).set_compression(compression).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn texts(cells: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(cells.to_vec()))
}

fn lists(rows: &[&[&str]]) -> ArrayRef {
    let mut builder = ListBuilder::new(StringBuilder::new());
    for row in rows {
        row.iter().for_each(|cell| builder.values().append_value(cell));
        builder.append(!row.is_empty());
    }
    Arc::new(builder.finish())
}

/// The rows of a file of posts or messages, and the rejects.
#[track_caller]
fn check(name: &str, content: impl AsRef<[u8]>, expected: &[&str]) {
    let corpus = corpus(&[(name, content.as_ref())]).unwrap();
    let id = FileId::named(name.split('.').next().unwrap()).unwrap();
    let rows = corpus.rows(id).unwrap();
    let mut found: Vec<String> = table(&corpus, rows).split('\n').take(rows.len).map(str::to_owned).collect();
    found.extend(corpus.rejects.iter().map(told));
    assert_eq!(found, expected);
}

#[track_caller]
fn check_error<B: AsRef<[u8]>>(files: &[(&str, B)], expected: &str) {
    let folder = folder(files);
    let error = read(folder.path(), &Options::default(), &()).unwrap_err();
    assert_eq!(shown(folder.path(), &error), expected);
}

const CSV: &str = "author,at,text,kind,views,in_group,id
ada,2026-11-22T17:30:00Z,\"say \"\"hi\"\"
ünï 😀\",reshare,1200,true,p1
bo,2026-11-23,,original,,false,p2
,2026-11-24T00:00:01Z,\"a, b\",,12.5,,p3
";

const MAPPING: &str = r#"
[[read]]
file = "FILE"
as = "posts"
where = { kind = ["reshare", "original", ""] }
[read.columns]
post = { column = "id", prefix = "x" }
author = "author"
at = "at"
text = "text"
kind = { column = "kind", map = { original = "article" } }
views = "views"
in_group = "in_group"

[[read]]
file = "MAIL"
as = "messages"
[read.columns]
conversation = "at"
sender = "from"
recipients = { column = "to", separator = "|" }
at = "at"
text = "text"
"#;

const MAIL_CSV: &str = "from,to,at,text\nada,bo|cy,2026-11-22,hi\nbo,,2026-11-23,\n";

const NDJSON: &str = r#"{"author": "ada", "at": "2026-11-22T17:30:00Z", "text": "say \"hi\"\n\u00fcn\u00ef 😀", "kind": "reshare", "views": 1200, "in_group": true, "id": "p1"}

{"author": "bo", "at": "2026-11-23", "text": null, "kind": "original", "in_group": false, "id": "zzz", "id": "p2"}
{"author": "", "at": "2026-11-24T00:00:01Z", "text": "a, b", "kind": "", "views": 12.5, "id": "p3", "more": {"x": [1, {"y": 2}]}}"#;

const MAIL_NDJSON: &str = r#"{"from": "ada", "to": ["bo", "cy"], "at": "2026-11-22", "text": "hi"}
{"from": "bo", "to": [], "at": "2026-11-23"}
"#;

fn posts_parquet() -> Vec<u8> {
    let moments = [Some(1_795_368_600_123), Some(1_795_392_000_000), Some(1_795_478_401_999)];
    parquet(vec![
        ("id", texts(&[Some("p1"), Some("p2"), Some("p3")])),
        ("author", texts(&[Some("ada"), Some("bo"), None])),
        ("at", Arc::new(TimestampMillisecondArray::from(moments.to_vec()).with_timezone("UTC"))),
        ("text", texts(&[Some("say \"hi\"\nünï 😀"), None, Some("a, b")])),
        ("kind", texts(&[Some("reshare"), Some("original"), None])),
        ("views", Arc::new(Float64Array::from(vec![Some(1200.0), Some(f64::NAN), Some(12.5)]))),
        ("in_group", Arc::new(BooleanArray::from(vec![Some(true), Some(false), None]))),
        (
            "unused",
            Arc::new(FixedSizeBinaryArray::try_from_iter([&b"ab"[..], b"cd", b"ef"].into_iter()).unwrap()),
        ),
    ])
}

fn mail_parquet() -> Vec<u8> {
    parquet(vec![
        ("from", texts(&[Some("ada"), Some("bo")])),
        ("to", lists(&[&["bo", "cy"], &[]])),
        ("at", Arc::new(Date32Array::from(vec![20_779, 20_780]))),
        ("text", texts(&[Some("hi"), None])),
    ])
}

fn mapped(posts: (&str, Vec<u8>), mail: (&str, Vec<u8>), chunk: usize) -> Corpus {
    let mapping = MAPPING.replace("FILE", posts.0).replace("MAIL", mail.0).into_bytes();
    let folder = folder(&[posts, mail, ("corpus.toml", mapping)]);
    read(folder.path(), &Options { chunk, ..Options::default() }, &()).unwrap()
}

#[test]
fn the_same_rows_are_the_same_corpus_in_any_form() {
    let expected = mapped(("a.csv", CSV.into()), ("m.csv", MAIL_CSV.into()), 4 << 20);
    assert_eq!(expected.rows(FileId::Posts).unwrap().len, 3);
    assert!(tables(&expected).contains("recipients=bo+cy"));
    let array = |lines: &str| {
        let rows: Vec<&str> = lines.lines().filter(|line| !line.is_empty()).collect();
        format!(" \n[{}\n]\n", rows.join(",\n  ")).into_bytes()
    };
    let pretty = array(NDJSON)
        .iter()
        .flat_map(|&b| if b == b'{' { vec![b'{', b'\n'] } else { vec![b] })
        .collect::<Vec<u8>>();
    let utf16: Vec<u8> = format!("\u{feff}{NDJSON}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for posts in [
        ("a.ndjson", NDJSON.as_bytes().to_vec()),
        ("a.jsonl", NDJSON.replace('\n', "\r\n").into_bytes()),
        ("a.jsonl.gz", gz(NDJSON)),
        ("a.ndjson.zst", zst(format!("\u{feff}{NDJSON}"))),
        ("a.json", array(NDJSON)),
        ("a.json", pretty),
        ("a.ndjson", utf16),
        ("a.parquet", posts_parquet()),
        ("a.parquet.gz", gz(posts_parquet())),
    ] {
        let mail = if posts.0.contains("parquet") {
            ("m.parquet", mail_parquet())
        } else {
            ("m.ndjson", MAIL_NDJSON.as_bytes().to_vec())
        };
        for chunk in [1, 100, 4 << 20] {
            let found = mapped(posts.clone(), mail.clone(), chunk);
            assert_eq!(tables(&found), tables(&expected), "{} {chunk}", posts.0);
            assert_eq!(found.rejects, [], "{}", posts.0);
        }
    }
}

#[test]
fn own_names_and_archives() {
    let row = "author=ada at=2026-11-22T00:00:00Z";
    let json = "{\"author\": \"ada\", \"at\": \"2026-11-22\"}";
    let columns = || {
        parquet(vec![("Author", texts(&[Some("ada")])), ("at", Arc::new(Date32Array::from(vec![20_779])))])
    };
    check("posts.ndjson", json, &[row]);
    check("posts.jsonl", format!("{json}\n{json}"), &[row, row]);
    check("posts.json", format!("[{json}]"), &[row]);
    check("posts.parquet", columns(), &[row]);
    check("posts.parquet.zst", zst(columns()), &[row]);

    let archive = zip(&[("posts.parquet", columns()), ("posts-2.ndjson", json.as_bytes().to_vec())]);
    let folder = folder(&[("export.zip", archive)]);
    let corpus = read(&folder.path().join("export.zip"), &Options::default(), &()).unwrap();
    assert_eq!(corpus.rows(FileId::Posts).unwrap().len, 2);
    assert_eq!(
        corpus.sources.iter().map(|s| s.path.as_str()).collect::<Vec<_>>(),
        ["posts-2.ndjson", "posts.parquet"]
    );
    let whole = Limits { whole: 100, ..Limits::default() };
    let error =
        read(&folder.path().join("export.zip"), &Options { limits: whole, ..Options::default() }, &())
            .unwrap_err();
    assert_eq!(
        shown(folder.path(), &error),
        "cannot read posts.parquet: has more than 100 bytes, the most that is taken into memory at once\nhelp: unpack it yourself if you trust it, and name the folder"
    );
}

#[test]
fn objects_that_cannot_be_used() {
    let long = format!("{{\"author\": \"{}\", \"at\": \"2026-11-22\"}}", "x".repeat(2 << 20));
    let content = [
        b"{\"author\": \"ada\", \"at\": \"2026-11-22\"}\n[1]\n\"text\"\n{\"author\": \"bo\", \"at\":\n{\"author\": {\"id\": 1}, \"at\": \"2026-11-22\"}\n".as_slice(),
        b"{\"author\": [[1]], \"at\": \"2026-11-22\"}\n{\"author\": \"M\xfcller\", \"at\": \"2026-11-22\"}\n",
        long.as_bytes(),
        b"\n{\"author\": \"cy\", \"at\": \"soon\"}\n{\"author\": 7e2, \"at\": \"2026-11-22\"} x\n{\"author\": 1.50, \"at\": \"2026-11-22\"}",
    ]
    .concat();
    let shown = format!("{{\"author\": \"{}", "x".repeat(188));
    check(
        "posts.ndjson",
        content,
        &[
            "author=ada at=2026-11-22T00:00:00Z",
            "author=1.50 at=2026-11-22T00:00:00Z",
            "posts.ndjson:2 byte 38 [] \"[1]\": expected a JSON object such as {\"author\": \"ada\"}",
            "posts.ndjson:3 byte 42 [] \"\\\"text\\\"\": expected a JSON object such as {\"author\": \"ada\"}",
            "posts.ndjson:4 byte 49 [] \"{\\\"author\\\": \\\"bo\\\", \\\"at\\\":\": expected a JSON object: EOF while parsing a value",
            "posts.ndjson:5 byte 72 [author] \"\": expected a text or a number, found an object",
            "posts.ndjson:6 byte 114 [author] \"\": expected texts or numbers in the list, found another list",
            "posts.ndjson:7 byte 152 [] \"{\\\"author\\\": \\\"M\u{fffd}ller\\\", \\\"at\\\": \\\"2026-11-22\\\"}\": expected UTF-8",
            &format!(
                "posts.ndjson:8 byte 193 [] {shown:?}: expected a row of at most 1048576 bytes, found 2097186, all of which were skipped"
            ),
            "posts.ndjson:9 byte 2097380 [at] \"soon\": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z",
            "posts.ndjson:10 byte 2097411 [] \"{\\\"author\\\": 7e2, \\\"at\\\": \\\"2026-11-22\\\"} x\": expected a JSON object: trailing characters",
        ],
    );
}

#[test]
fn lists_that_are_torn() {
    let row = "author=ada at=2026-11-22T00:00:00Z";
    let json = "{\"author\": \"ada\", \"at\": \"2026-11-22\"}";
    check(
        "posts.json",
        format!("[{json},\n {{\"author\": \"b"),
        &[
            row,
            "posts.json:2 byte 41 [] \"{\\\"author\\\": \\\"b\": expected a list with a ] at its end; the file may be torn",
        ],
    );
    check(
        "posts.json",
        format!("[{json},\n"),
        &[row, "posts.json:2 byte 40 [] \"\": expected a list with a ] at its end; the file may be torn"],
    );
    check(
        "posts.json",
        format!("[{json}] {{}}"),
        &[
            row,
            "posts.json:1 byte 40 [] \"\": expected nothing behind the ] that ends the list; the rest was skipped",
        ],
    );
    check(
        "posts.json",
        format!("[{json}, 5, ]"),
        &[row, "posts.json:1 byte 40 [] \"5\": expected a JSON object such as {\"author\": \"ada\"}"],
    );
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    check(
        "posts.ndjson",
        format!("{json}\n{{\"author\": {deep}}}\n{json}"),
        &[
            row,
            row,
            "posts.ndjson:2 byte 38 [author] \"\": expected texts or numbers in the list, found another list",
        ],
    );
}

#[test]
fn a_private_object_is_not_shown() {
    let good = "{\"conversation\": 1, \"sender\": \"ada\", \"recipients\": [\"bo\"], \"at\": \"2026-11-22\", \"text\": \"x\"}";
    let corpus =
        corpus(&[("messages.ndjson", format!("{good}\n{{\"text\": \"secret\n\"secret\"\n"))]).unwrap();
    let told: Vec<String> = corpus.rejects.iter().map(told).collect();
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|t| !t.contains("secret") && t.contains("private message")), "{told:?}");
}

#[test]
fn nested_keys_and_columns() {
    let mapping = "[[read]]\nfile = \"FILE\"\nas = \"posts\"\n[read.columns]\nauthor = \"author.id\"\nat = \"meta.when.at\"\ntext = \"text\"\n";
    let json = r#"{"author": {"id": "ada", "name": "Ada"}, "meta": {"when": {"at": "2026-11-22"}}, "text": ["a", 1, true, null]}
{"author": null, "meta": {"when": {"at": "2026-11-23"}}, "text": "t"}
{"author.id": "bo", "meta": {"when": {"at": "2026-11-24"}}}"#;
    let inner = StructArray::from(vec![
        (Arc::new(Field::new("id", DataType::Utf8, true)), texts(&[Some("ada"), None, Some("bo")])),
        (
            Arc::new(Field::new("raw", DataType::FixedSizeBinary(1), true)),
            Arc::new(FixedSizeBinaryArray::try_from_iter([&b"a"[..], b"b", b"c"].into_iter()).unwrap())
                as ArrayRef,
        ),
    ]);
    let at = Arc::new(Date32Array::from(vec![20_779, 20_780, 20_781])) as ArrayRef;
    let when = StructArray::from(vec![(Arc::new(Field::new("at", DataType::Date32, true)), at)]);
    let when_field = Arc::new(Field::new("when", when.data_type().clone(), true));
    let meta = StructArray::from(vec![(when_field, Arc::new(when) as ArrayRef)]);
    let columns = parquet(vec![
        ("author", Arc::new(inner)),
        ("meta", Arc::new(meta)),
        ("text", texts(&[Some("a;1;true;"), Some("t"), None])),
    ]);
    let expected = "author=ada at=2026-11-22T00:00:00Z text=\"a;1;true;\"\nat=2026-11-23T00:00:00Z text=\"t\"\nauthor=bo at=2026-11-24T00:00:00Z";
    for (name, content) in [("a.ndjson", json.as_bytes().to_vec()), ("a.parquet", columns)] {
        let folder = folder(&[(name, content), ("corpus.toml", mapping.replace("FILE", name).into_bytes())]);
        let corpus = read(folder.path(), &Options::default(), &()).unwrap();
        assert_eq!(table(&corpus, corpus.rows(FileId::Posts).unwrap()), expected, "{name}");
        assert_eq!(corpus.rejects, []);
    }
    let files = [
        ("a.ndjson", json),
        ("corpus.toml", &*mapping.replace("FILE", "a.ndjson").replace("meta.when.at", "meta.when")),
    ];
    check_error(
        &files,
        "a.ndjson: no column 'meta.when'; found: author.id, author.name, meta.when.at, text, author\nhelp: did you mean 'meta.when.at'?",
    );
}

#[test]
fn all_types_of_columns() {
    let dictionary: DictionaryArray<Int32Type> = vec![Some("ada"), None, Some("ada")].into_iter().collect();
    let seconds = [Some(1_795_368_600), None, Some(-1)];
    let many = |factor: i64| seconds.iter().map(|s| s.map(|s| s * factor)).collect::<Vec<_>>();
    let numbers: Vec<(ArrayRef, &str)> = vec![
        (Arc::new(Int32Array::from(vec![Some(7), None, Some(0)])), "7 - 0"),
        (Arc::new(Int64Array::from(vec![Some(7), None, Some(1 << 40)])), "7 - 1099511627776"),
        (Arc::new(UInt64Array::from(vec![Some(7), None, Some(1)])), "7 - 1"),
        (Arc::new(Float32Array::from(vec![Some(0.5), None, Some(f32::NAN)])), "0.5 - -"),
        (
            Arc::new(
                Decimal128Array::from(vec![Some(1250), None, Some(5)])
                    .with_precision_and_scale(10, 2)
                    .unwrap(),
            ),
            "12.5 - 0.05",
        ),
        (texts(&[Some("3"), None, Some("1e3")]), "3 - 1000"),
        (Arc::new(BinaryArray::from_opt_vec(vec![Some(b"3"), None, Some(b"4")])), "3 - 4"),
        (Arc::new(NullArray::new(3)), "- - -"),
    ];
    for (views, expected) in numbers {
        let file = parquet(vec![
            ("author", Arc::new(dictionary.clone())),
            ("at", Arc::new(TimestampSecondArray::from(seconds.to_vec()).with_timezone("UTC"))),
            ("views", views),
        ]);
        let corpus = corpus(&[("posts.parquet", file)]).unwrap();
        assert_eq!(corpus.rejects, []);
        let views = corpus.rows(FileId::Posts).unwrap().numbers("views").unwrap();
        let views: Vec<String> =
            views.iter().map(|n| if n.is_nan() { "-".into() } else { n.to_string() }).collect();
        assert_eq!(views.join(" "), expected);
    }
    let zoned = "[[read]]\nfile = \"a.parquet\"\nas = \"posts\"\nzone = \"Europe/Berlin\"\n[read.columns]\nauthor = \"author\"\nat = \"at\"\n";
    for (at, local) in [
        (Arc::new(TimestampSecondArray::from(many(1))) as ArrayRef, true),
        (Arc::new(TimestampMillisecondArray::from(many(1000))), true),
        (Arc::new(TimestampMicrosecondArray::from(many(1_000_000))), true),
        (Arc::new(TimestampNanosecondArray::from(many(1_000_000_000))), true),
        (Arc::new(TimestampNanosecondArray::from(many(1_000_000_000)).with_timezone("UTC")), false),
        (Arc::new(TimestampMicrosecondArray::from(many(1_000_000)).with_timezone("America/New_York")), false),
    ] {
        let file = parquet(vec![("author", Arc::new(dictionary.clone())), ("at", at)]);
        let folder = folder(&[("a.parquet", file), ("corpus.toml", zoned.as_bytes().to_vec())]);
        let corpus = read(folder.path(), &Options::default(), &()).unwrap();
        let times = corpus.rows(FileId::Posts).unwrap().times("at").unwrap();
        let off = if local { 3600 } else { 0 };
        assert_eq!([times[0], times[2]], [1_795_368_600 - off, -1 - off]);
    }
}

#[test]
fn parquet_that_cannot_be_used() {
    let author = || ("author", texts(&[Some("ada"), Some("bo")]));
    let at = || ("at", texts(&[Some("2026-11-22"), Some("soon")]));
    check(
        "posts.parquet",
        parquet(vec![author(), at()]),
        &[
            "author=ada at=2026-11-22T00:00:00Z",
            "posts.parquet:2 byte 0 [at] \"soon\": expected a date or time such as 2026-11-22 or 2026-11-22T17:30:00Z",
        ],
    );
    let odd: ArrayRef =
        Arc::new(FixedSizeBinaryArray::try_from_iter([&b"ab"[..], b"cd"].into_iter()).unwrap());
    check_error(
        &[("posts.parquet", parquet(vec![author(), ("at", odd)]))],
        "posts.parquet: column 'at' is of the type FixedSizeBinary(2)\nhelp: texts, numbers, flags, dates, timestamps and lists of them are read; write it as one of these",
    );
    check_error(
        &[("posts.parquet", parquet(vec![author()]))],
        "posts.parquet: no column 'at'; found: author\nhelp: rename the column that holds it to 'at', or write a mapping (corpus.toml)",
    );
    let whole = parquet(vec![author(), at()]);
    check_error(
        &[("posts.parquet", &whole[..whole.len() - 3])],
        "posts.parquet is not a whole Parquet file: it does not end with PAR1, so a part of it is missing\nhelp: write or copy it again",
    );
    check_error(
        &[("posts.parquet", &b"author,at\n1,2\n"[..])],
        "posts.parquet is not a whole Parquet file: it does not begin with PAR1\nhelp: write or copy it again",
    );
    let long = "x".repeat(2 << 20);
    check(
        "posts.parquet",
        parquet(vec![
            ("author", texts(&[Some("ada")])),
            ("at", texts(&[Some("2026-11-22")])),
            ("text", texts(&[Some(&long)])),
        ]),
        &["posts.parquet:1 byte 0 [] \"\": expected a row of at most 1048576 bytes, found more"],
    );
    let dense = parquet_with(
        vec![
            ("author", Arc::new(Int64Array::from(vec![0; 2])) as ArrayRef),
            ("at", at().1),
            ("text", texts(&[Some(&"x".repeat(64 << 20)), None])),
        ],
        Compression::ZSTD(parquet::basic::ZstdLevel::default()),
    );
    let folder = folder(&[("posts.parquet", dense)]);
    let error = read(folder.path(), &Options::default(), &()).unwrap_err().to_string();
    assert!(error.contains("as in a file made to fill memory"), "{error}");
}

#[test]
fn a_garbled_parquet_file_is_an_error_or_other_rows_and_never_a_panic() {
    let whole = posts_parquet();
    let folder = folder(&[("posts.parquet", &whole)]);
    let mut wrong = 0;
    for at in 0..whole.len() {
        let mut garbled = whole.clone();
        garbled[at] ^= [0xff, 0x01, 0x80][at % 3];
        std::fs::write(folder.path().join("posts.parquet"), garbled).unwrap();
        // What a byte of a text or a number is, nobody can know.
        match read(folder.path(), &Options::default(), &()) {
            Ok(corpus) => assert!(corpus.rows(FileId::Posts).is_some()),
            Err(_) => wrong += 1,
        }
    }
    assert!(wrong > whole.len() / 10, "{wrong} of {}", whole.len());
}

#[test]
fn texts_alone() {
    let folder = folder(&[
        ("a.ndjson", b"{\"n\": 5, \"t\": \"hi\\u0000\"}\n[]\n{\"n\": 6}".to_vec()),
        (
            "a.parquet",
            parquet(vec![("n", Arc::new(Int32Array::from(vec![5, 6]))), ("t", texts(&[Some("hi"), None]))]),
        ),
    ]);
    for (name, rejected) in [("a.ndjson", 1), ("a.parquet", 0)] {
        let found = read_texts(&folder.path().join(name), "t", Some("n"), &Options::default()).unwrap();
        let pairs: Vec<_> = (0..found.ids.len()).map(|i| (found.ids.get(i), found.texts.get(i))).collect();
        assert_eq!(pairs, [("5", "hi"), ("6", "")], "{name}");
        assert_eq!(found.rejects.len(), rejected);
    }
}
