//! Folders made on the spot, and a corpus as text.
#![allow(dead_code, reason = "each test file uses its own part of this one")]

pub(crate) mod archives;
pub(crate) mod books;
pub(crate) mod frames;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ssi_corpus::data::{Corpus, Data, Ids, NO_TIME, Reject, Rows};
use ssi_corpus::read::{Error, Options, read};
use ssi_corpus::schema::Kind;

/// A folder with these files in it.
pub(crate) fn folder<B: AsRef<[u8]>>(files: &[(&str, B)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// Reads a folder with these files in it.
pub(crate) fn corpus<B: AsRef<[u8]>>(files: &[(&str, B)]) -> Result<Corpus, Error> {
    read(folder(files).path(), &Options::default(), &())
}

/// Everything in a corpus but its sources: two corpora are the same if this is the same.
pub(crate) fn dump(corpus: &Corpus) -> String {
    let mut out = tables(corpus);
    for reject in &corpus.rejects {
        writeln!(out, "{}", told(reject)).unwrap();
    }
    for finding in &corpus.findings {
        writeln!(out, "{finding}").unwrap();
    }
    out + &corpus.notes.join("\n")
}

/// The ids and the tables of a corpus.
pub(crate) fn tables(corpus: &Corpus) -> String {
    let mut out = String::new();
    for ids in [&corpus.people, &corpus.posts, &corpus.comments, &corpus.conversations, &corpus.labels] {
        let names: Vec<&str> = (0..ids.len()).map(|n| ids.name(n as u32)).collect();
        writeln!(out, "{names:?}").unwrap();
    }
    for rows in corpus.files.iter().flatten() {
        writeln!(out, "{}\n{}", rows.file.file().name, table(corpus, rows)).unwrap();
    }
    out
}

/// A table as `field=cell field=cell`, one line a row; empty cells are left out.
pub(crate) fn table(corpus: &Corpus, rows: &Rows) -> String {
    let mut lines = Vec::new();
    for row in 0..rows.len {
        let mut cells = Vec::new();
        for (field, column) in rows.file.file().fields.iter().zip(&rows.columns) {
            if let Some(cell) =
                column.as_ref().map(|c| cell(corpus, field.kind, c, row)).filter(|c| !c.is_empty())
            {
                cells.push(format!("{}={cell}", field.id));
            }
        }
        lines.push(cells.join(" "));
    }
    lines.join("\n")
}

fn cell(corpus: &Corpus, kind: Kind, column: &Data, row: usize) -> String {
    let ids: &Ids = match kind {
        Kind::Person | Kind::People => &corpus.people,
        Kind::Post => &corpus.posts,
        Kind::Comment => &corpus.comments,
        Kind::Conversation => &corpus.conversations,
        _ => &corpus.labels,
    };
    match column {
        Data::Ids(column) => ids.name(column[row]).to_owned(),
        Data::Lists(lists) => lists.get(row).iter().map(|&id| ids.name(id)).collect::<Vec<_>>().join("+"),
        Data::Times(times) if times[row] == NO_TIME => String::new(),
        Data::Times(times) => jiff::Timestamp::from_second(times[row]).unwrap().to_string(),
        Data::Numbers(numbers) if numbers[row].is_nan() => String::new(),
        Data::Numbers(numbers) => numbers[row].to_string(),
        Data::Texts(texts) if texts.get(row).is_empty() => String::new(),
        Data::Texts(texts) => format!("{:?}", texts.get(row)),
        Data::Heard(heard) => format!("{:?}", heard.prints()[row]),
    }
}

/// A reject in one line.
pub(crate) fn told(r: &Reject) -> String {
    format!("{}:{} byte {} [{}] {:?}: {}", r.file, r.line, r.byte, r.column, r.value, r.reason)
}

/// An error and its help, as a person gets to see them, with `FOLDER` for where it happened to be.
pub(crate) fn shown(folder: &Path, error: &Error) -> String {
    let help = error.help().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    format!("{error}{help}").replace(&folder.display().to_string(), "FOLDER")
}

/// Where the corpora and suites that are not part of this repository lie, if they are there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("SSI_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = root.join(path);
    if !path.exists() {
        #[allow(clippy::print_stdout, reason = "whoever runs the tests should know what did not run")]
        {
            println!("skipped: {} is not there", path.display());
        }
        return None;
    }
    Some(path)
}
