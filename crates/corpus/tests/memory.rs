//! Tables in memory, in every way in which Arrow writes a text, are the corpus that files with the same rows are.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::builder::{LargeListBuilder, ListBuilder, StringBuilder};
use arrow_array::types::{Int8Type, UInt64Type};
use arrow_array::{
    ArrayRef, BinaryArray, Date32Array, DictionaryArray, Float64Array, LargeBinaryArray, LargeStringArray,
    RecordBatch, StringArray, StringViewArray,
};
use arrow_schema::{Field, Schema};
use common::{corpus, tables, told};
use ssi_corpus::data::Corpus;
use ssi_corpus::input::{Input, Table};
use ssi_corpus::read::{Error, Options, read_all};

const ROWS: usize = 9000;

/// A table whose rows come in batches of these sizes, again and again.
fn table(name: &str, columns: Vec<(&str, ArrayRef)>, sizes: &[usize]) -> Table {
    let field = |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let whole = RecordBatch::try_new(schema.clone(), arrays).unwrap();
    let (mut batches, mut at) = (Vec::new(), 0);
    for size in sizes.iter().cycle() {
        if at == whole.num_rows() {
            break;
        }
        let rows = (*size).min(whole.num_rows() - at);
        batches.push(whole.slice(at, rows));
        at += rows;
    }
    Table { name: name.to_owned(), schema, batches }
}

fn read(tables: Vec<Table>) -> Result<Corpus, Error> {
    read_all(&Input::of_tables(tables), &Options::default(), &())
}

fn day(row: usize) -> String {
    format!("2026-{:02}-{:02}", row % 12 + 1, row % 28 + 1)
}

#[test]
fn the_same_corpus_as_of_files() {
    let text = |row: usize| (!row.is_multiple_of(5)).then(|| format!("Row {row}, \"so\"\nto say"));
    let author = |row: usize| format!("m{}", row % 7);
    let mut csv = "author,at,text,views\n".to_owned();
    for row in 0..ROWS {
        let quoted = text(row).map(|t| format!("\"{}\"", t.replace('"', "\"\""))).unwrap_or_default();
        writeln!(csv, "{},{},{quoted},{}", author(row), day(row), row % 100).unwrap();
    }
    let expected = corpus(&[("posts.csv", csv)]).unwrap();
    assert_eq!(expected.rejects, []);

    let texts: Vec<Option<String>> = (0..ROWS).map(text).collect();
    let texts: Vec<Option<&str>> = texts.iter().map(Option::as_deref).collect();
    let bytes: Vec<Option<&[u8]>> = texts.iter().map(|text| text.map(str::as_bytes)).collect();
    let small: DictionaryArray<Int8Type> =
        (0..ROWS).map(author).collect::<Vec<_>>().iter().map(|a| &a[..]).collect();
    let large: DictionaryArray<UInt64Type> = texts.iter().copied().collect();
    let plain = StringArray::from((0..ROWS).map(author).collect::<Vec<_>>());
    let ways: [(ArrayRef, ArrayRef, &[usize]); 6] = [
        (Arc::new(plain.clone()), Arc::new(StringArray::from(texts.clone())), &[ROWS]),
        (Arc::new(small), Arc::new(LargeStringArray::from(texts.clone())), &[1000, 0, 7]),
        (Arc::new(plain.clone()), Arc::new(StringViewArray::from(texts.clone())), &[5000]),
        (Arc::new(plain.clone()), Arc::new(large), &[4096, 1]),
        (Arc::new(plain.clone()), Arc::new(BinaryArray::from(bytes.clone())), &[4095]),
        (Arc::new(plain), Arc::new(LargeBinaryArray::from(bytes)), &[123]),
    ];
    for (authors, texts, sizes) in ways {
        let kind = texts.data_type().clone();
        let at = StringArray::from((0..ROWS).map(day).collect::<Vec<_>>());
        let views = Float64Array::from((0..ROWS).map(|row| (row % 100) as f64).collect::<Vec<_>>());
        let columns: Vec<(&str, ArrayRef)> =
            vec![("views", Arc::new(views)), ("text", texts), ("AUTHOR", authors), ("at", Arc::new(at))];
        let found = read(vec![table("posts", columns, sizes)]).unwrap();
        assert_eq!(found.rejects, [], "{kind}");
        assert!(tables(&found) == tables(&expected), "{kind}");
    }
}

#[test]
fn lists_of_any_width() {
    let csv = "conversation,sender,recipients,at,text\nc,ada,bo;cy,2026-11-22,hi\nc,bo,,2026-11-23,\n";
    let expected = corpus(&[("messages.csv", csv)]).unwrap();
    let mut small = ListBuilder::new(StringBuilder::new());
    let mut large = LargeListBuilder::new(StringBuilder::new());
    for row in [&["bo", "cy"][..], &[]] {
        for cell in row {
            small.values().append_value(cell);
            large.values().append_value(cell);
        }
        small.append(true);
        large.append(!row.is_empty());
    }
    for recipients in [Arc::new(small.finish()) as ArrayRef, Arc::new(large.finish())] {
        let words = |words: [Option<&str>; 2]| Arc::new(StringArray::from(words.to_vec())) as ArrayRef;
        let columns = vec![
            ("conversation", words([Some("c"), Some("c")])),
            ("sender", words([Some("ada"), Some("bo")])),
            ("recipients", recipients),
            ("at", Arc::new(Date32Array::from(vec![20_779, 20_780])) as ArrayRef),
            ("text", words([Some("hi"), None])),
        ];
        let found = read(vec![table("messages", columns, &[1])]).unwrap();
        assert_eq!((tables(&found), found.rejects.len()), (tables(&expected), 0));
    }
}

#[test]
fn what_is_wrong_is_told_by_table_and_row() {
    let words = |words: &[&str]| Arc::new(StringArray::from(words.to_vec())) as ArrayRef;
    let posts =
        |at: &[&str]| table("posts", vec![("author", words(&["ada", "bo", "cy"])), ("at", words(at))], &[2]);
    let found = read(vec![posts(&["2026-11-22", "2026-11-22", "soon"])]).unwrap();
    let rejects: Vec<String> = found.rejects.iter().map(told).collect();
    assert_eq!(rejects.len(), 1);
    assert!(rejects[0].starts_with("posts:3"), "{rejects:?}");

    let days = ["2026-11-22"; 3];
    let comment = table("comment", vec![("author", words(&["ada"]))], &[1]);
    let found = read(vec![posts(&days), comment.clone()]).unwrap();
    assert_eq!(found.notes, ["the table comment is not read; did you mean 'comments'?"]);
    assert!(matches!(read(vec![comment]), Err(Error::NoActivity { .. })));

    let numbers =
        Arc::new(arrow_array::FixedSizeBinaryArray::try_from_iter([b"ab", b"cd", b"ef"].iter()).unwrap());
    let odd = table("posts", vec![("author", words(&["ada"; 3])), ("at", numbers)], &[3]);
    assert!(matches!(read(vec![odd]), Err(Error::ColumnType { column, .. }) if column == "at"));
    assert!(matches!(
        read(vec![table("posts", vec![("at", words(&days))], &[3])]),
        Err(Error::NoColumn { .. })
    ));
    let nobody = read(vec![posts(&days), table("members", vec![("member", words(&[]))], &[1])]).unwrap();
    assert_eq!(nobody.rejects, []);
}
