//! What stops a reading: things that the owner of the files or of the mapping has to change first.

use std::io;
use std::path::{Path, PathBuf};

use crate::input::{Entry, InputError, refusal};
use crate::linkedin::analytics::Workbook;
use crate::schema::FILES;

/// Why nothing could be read. A bad row is no error: it is a [`Reject`](crate::data::Reject).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// What was named cannot be listed.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A file or folder could not be opened or read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is nothing in the folder that could be scored.
    #[error("{} has no file that shows what people did; found: {}", folder.display(), or_nothing(found))]
    NoActivity {
        /// The folder.
        folder: PathBuf,
        /// Names of what is in it.
        found: Vec<String>,
        /// A file whose name is nearly right, and the right name.
        near: Option<(String, String)>,
    },
    /// A file that the mapping names is not there.
    #[error("{}: no file '{file}' in {}; found: {}", mapping.display(), folder.display(), or_nothing(found))]
    NoSuchFile {
        /// The mapping.
        mapping: PathBuf,
        /// The folder.
        folder: PathBuf,
        /// What the mapping calls the file.
        file: String,
        /// Names of what is in the folder.
        found: Vec<String>,
    },
    /// A file has no first line to name its columns.
    #[error("{file} is empty; its first line should name the columns")]
    NoHeader {
        /// The file, relative to the folder.
        file: String,
        /// The columns that it should have.
        columns: Vec<String>,
    },
    /// A file's first line is not in the encoding that the file is read in.
    #[error("{file}, line {line}: the line that names the columns is not in {encoding}")]
    Encoding {
        /// The file, relative to the folder.
        file: String,
        /// The line.
        line: u64,
        /// What it should be.
        encoding: &'static str,
    },
    /// A file's first line opens a quote and nothing closes it.
    #[error("{file}, line {line}: a quote ({quote}) is opened and never closed")]
    OpenHeader {
        /// The file, relative to the folder.
        file: String,
        /// The line.
        line: u64,
        /// The quote.
        quote: char,
    },
    /// A file's first line does not end where a line should.
    #[error("{file}, line {line}: the line that names the columns has more than {bytes} bytes")]
    LongHeader {
        /// The file, relative to the folder.
        file: String,
        /// The line.
        line: u64,
        /// Bytes that it may have.
        bytes: usize,
    },
    /// One file is needed, and a path names none or several.
    #[error("{} holds {files} files, not one", path.display())]
    NotOneFile {
        /// The path.
        path: PathBuf,
        /// How many there are.
        files: usize,
    },
    /// A Parquet file is torn or garbled.
    #[error("{file} is not a whole Parquet file: {reason}")]
    Parquet {
        /// The file, relative to the folder.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A column is of a type that no cell of ours can be made of.
    #[error("{file}: column '{column}' is of the type {found}")]
    ColumnType {
        /// The file, relative to the folder.
        file: String,
        /// The column.
        column: String,
        /// Its type.
        found: String,
    },
    /// A column is not in the file.
    #[error("{file}{}: no column '{column}'; found: {}", on(*line), or_nothing(found))]
    NoColumn {
        /// The file, relative to the folder.
        file: String,
        /// The line that names the columns, if it is a line.
        line: Option<u64>,
        /// The column that is needed.
        column: String,
        /// The columns that are there.
        found: Vec<String>,
        /// Whether a mapping asked for the column, and not our own list of files.
        mapped: bool,
    },
    /// A column that is needed once is there more than once.
    #[error("{file}{}: column '{column}' is there {times} times", on(*line))]
    ColumnTwice {
        /// The file, relative to the folder.
        file: String,
        /// The line that names the columns, if it is a line.
        line: Option<u64>,
        /// The column.
        column: String,
        /// How often.
        times: usize,
    },
    /// What does not fit into the memory that is allowed could not be kept on disk.
    #[error("cannot keep on disk what is beyond --max-memory: {source}")]
    Spill {
        /// What the operating system says.
        source: io::Error,
    },
    /// Exports are read into memory as a whole, and would take more than is allowed.
    #[error(
        "LinkedIn exports of {bytes} bytes are read into memory as a whole, which may take more than --max-memory"
    )]
    LargeExports {
        /// Their bytes.
        bytes: u64,
        /// The bytes of rows that may lie in memory.
        limit: u64,
    },
    /// A file is no key for pseudonyms.
    #[error("{} cannot be the key of pseudonyms: {reason}", path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The mapping cannot be understood.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Mapping {
        /// The mapping.
        path: PathBuf,
        /// The line in it, from 1.
        line: usize,
        /// The character in the line, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
        /// What to write instead.
        help: Option<String>,
    },
}

impl Error {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    /// What the system said of an entry that was read.
    pub fn entry(entry: &Entry, source: io::Error) -> Self {
        Self::io(entry.on_disk().unwrap_or(Path::new(&entry.path)), source)
    }

    /// What to write or do instead, where that can be said.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                Some("check the path; nothing is there".to_owned())
            }
            Self::Io { source, .. } => refusal(source).map(|refusal| refusal.help().to_owned()),
            Self::Input(error) => error.help(),
            Self::NoActivity { near: Some((found, meant)), .. } => {
                Some(format!("did you mean to call '{found}' '{meant}'? {}", looked_for()))
            }
            Self::NoActivity { found, .. } => {
                let figures = found.iter().find(|name| Workbook::is_named(name)).map(|name| {
                    format!("{name} has the figures of a member's posts: lay it beside the member's export. ")
                });
                Some(figures.unwrap_or_default() + &looked_for())
            }
            Self::NoSuchFile { file, found, .. } => nearest(file, found.iter().map(String::as_str))
                .map(|near| format!("did you mean '{near}'?"))
                .or_else(|| Some("add `optional = true` below `file` if some folders lack it".to_owned())),
            Self::NoHeader { columns, .. } => {
                Some(format!("begin it with a line such as: {}", columns.join(",")))
            }
            Self::Encoding { .. } => Some(
                "save the file as UTF-8 (spreadsheets call it \"CSV UTF-8\"), or name its encoding"
                    .to_owned(),
            ),
            Self::OpenHeader { .. } => Some("write the column names without quotes".to_owned()),
            Self::LongHeader { .. } => Some("begin the file with a line of column names".to_owned()),
            Self::NotOneFile { .. } => Some("name the one file that is meant".to_owned()),
            Self::Parquet { .. } => Some("write or copy it again".to_owned()),
            Self::ColumnType { .. } => {
                Some("texts, numbers, flags, dates, timestamps and lists of them are read; write it as one of these".to_owned())
            }
            Self::NoColumn { column, found, mapped, .. } => {
                Some(match (nearest(column, found.iter().map(String::as_str)), mapped) {
                    (Some(near), true) => format!("did you mean '{}'?", short(near)),
                    (Some(near), false) => {
                        let near = short(near);
                        format!(
                            "rename '{near}' to '{column}', or say in a mapping that {column} = \"{near}\""
                        )
                    }
                    (None, true) => "name one of the columns that were found".to_owned(),
                    (None, false) => {
                        format!(
                            "rename the column that holds it to '{column}', or write a mapping (corpus.toml)"
                        )
                    }
                })
            }
            Self::LargeExports { .. } => {
                Some("allow more memory, or score the exports in several runs".to_owned())
            }
            Self::Spill { .. } => {
                Some("name a folder with more room with --temp-dir, or allow more memory".to_owned())
            }
            Self::ColumnTwice { column, .. } => Some(format!("rename or remove all but one '{column}'")),
            Self::Key { .. } => Some(
                "write characters into it that nobody can guess, as `openssl rand -hex 32` gives them, and keep it: the same key gives the same pseudonyms"
                    .to_owned(),
            ),
            Self::Mapping { help, .. } => help.clone(),
        }
    }
}

/// Where the columns are named.
fn on(line: Option<u64>) -> String {
    line.map(|line| format!(", line {line}")).unwrap_or_default()
}

fn looked_for() -> String {
    let names: Vec<String> = FILES.iter().filter(|f| f.activity).map(|f| format!("{}.csv", f.name)).collect();
    format!("looked for {}; other names and columns can be mapped in corpus.toml", names.join(", "))
}

fn or_nothing(names: &[String]) -> String {
    const SHOWN: usize = 20;
    if names.is_empty() {
        return "nothing".to_owned();
    }
    let list = names.iter().take(SHOWN).map(|name| short(name)).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => list,
        more => format!("{list} and {more} more"),
    }
}

/// A name out of a file, fit to be shown: what is called a header may be a picture.
pub(crate) fn short(name: &str) -> String {
    const SHOWN: usize = 60;
    let mut short: String = name
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c })
        .collect();
    if name.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    short
}

/// The known name that is most like `name`, if one is like it at all.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let other = candidate.to_lowercase();
        // Prefixes count for more in Jaro-Winkler, which therefore sees a likeness in any two words that begin alike; a
        // swapped or doubled letter is what the other measure forgives.
        let (length, of_other) = (name.chars().count(), other.chars().count());
        let comparable = length.max(of_other) <= 2 * length.min(of_other);
        let prefix = if comparable { strsim::jaro_winkler(&name, &other) } else { 0.0 };
        let likeness = prefix.max(strsim::normalized_damerau_levenshtein(&name, &other));
        if likeness >= 0.8 && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
