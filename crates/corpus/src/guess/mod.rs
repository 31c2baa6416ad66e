//! Which of a stranger's files is which of ours, and which of their columns says what: a first mapping, with a reason a line.
//!
//! Names are compared with what other tools call such columns, cells with what such a column must hold, and columns with
//! the ids of other files. Whatever stays open becomes a question: a mapping is read by its person before it is used.

mod looks;
mod relations;
mod samples;
mod split;
mod table;
mod words;
mod write;

use crate::dialect::{Certainty, Dialect};
use crate::schema::FileId;

pub use self::samples::{Samples, samples};
pub use self::write::corpus_toml;

use self::looks::Looks;
use self::relations::Keys;

/// The first rows of a file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its path, as a mapping names it.
    pub path: String,
    /// The names of its columns; where the file names none, `column 1` and so on.
    pub columns: Vec<String>,
    /// Its first rows, of any width.
    pub rows: Vec<Vec<String>>,
    /// How it is written, if it is a delimited file.
    pub dialect: Option<Dialect>,
}

impl Table {
    /// The cells of a column; rows that are too short have an empty one.
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.get(column).map_or("", |c| c.trim()))
    }
}

/// A first mapping.
#[derive(Clone, Debug, Default)]
pub struct Guess {
    /// What is read as what, in the order of the files.
    pub reads: Vec<GuessedRead>,
    /// Files that are not read, and why.
    pub left_out: Vec<(String, String)>,
    /// What the person should decide or check.
    pub questions: Vec<String>,
}

/// One reading of a file.
#[derive(Clone, Debug)]
pub struct GuessedRead {
    /// The file.
    pub file: String,
    /// As which table.
    pub table: FileId,
    /// Why.
    pub why: String,
    /// A column, and the values that let a row in.
    pub only: Option<(String, Vec<String>)>,
    /// The form of its times; `None` for ISO 8601.
    pub time_format: Option<String>,
    /// Its columns, in the order of the schema.
    pub columns: Vec<GuessedColumn>,
    /// Their columns that stand for nothing of ours.
    pub unused: Vec<String>,
}

/// One line of a mapping.
#[derive(Clone, Debug)]
pub struct GuessedColumn {
    /// Our name of it.
    pub field: &'static str,
    /// Where its content comes from.
    pub from: Origin,
    /// What is put before each id, so that two kinds of ids do not meet; mostly empty.
    pub prefix: String,
    /// Why.
    pub why: String,
    /// How sure it is.
    pub sure: Certainty,
}

/// Where the content of a column comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// One of their columns.
    Column(String),
    /// Several of them, with something between.
    Columns(Vec<String>, String),
    /// The same for all rows.
    Value(String),
}

/// Guesses what tables are, by the names of their columns, by their cells, and by each other.
///
/// The result does not depend on the order of the tables. The cost is a few passes over the rows.
///
/// # Examples
///
/// ```
/// use ssi_corpus::guess::{Table, corpus_toml, guess};
///
/// let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
/// let table = Table {
///     path: "export.csv".to_owned(),
///     columns: row(["user_id", "posted", "body"]),
///     rows: vec![row(["ada", "22.11.2026 17:30", "Hello"]), row(["bo", "9.11.2026 08:05", "Hi"])],
///     dialect: None,
/// };
/// let mapping = corpus_toml(&guess(&[table]));
/// assert!(mapping.contains("time_format = \"%d.%m.%Y %H:%M\""));
/// assert!(mapping.contains("author = \"user_id\""));
/// ```
pub fn guess(tables: &[Table]) -> Guess {
    let mut tables: Vec<&Table> = tables.iter().collect();
    tables.sort_by(|a, b| a.path.cmp(&b.path));
    let looks: Vec<Vec<Looks>> = tables
        .iter()
        .map(|table| (0..table.columns.len()).map(|column| Looks::of(table.cells(column))).collect())
        .collect();
    let keys: Vec<Option<Keys<'_>>> =
        tables.iter().zip(&looks).map(|(table, looks)| Keys::of(table, looks)).collect();

    let mut guess = Guess::default();
    for (table, looks) in tables.iter().zip(&looks) {
        match table::read(table, looks, &keys) {
            Ok(read) => split::add(table, looks, read, &keys, &mut guess),
            Err(why) => guess.left_out.push((table.path.clone(), why)),
        }
    }
    split::keep_ids_apart(&mut guess, &tables, &keys);
    for read in &guess.reads {
        questions(read, &tables, &looks, &mut guess.questions);
    }
    guess
}

/// What has to be asked about a reading.
fn questions(read: &GuessedRead, tables: &[&Table], looks: &[Vec<Looks>], asked: &mut Vec<String>) {
    let Some(place) = tables.iter().position(|t| t.path == read.file) else { return };
    let file = &read.file;
    let mut ask = |question: String| {
        if !asked.contains(&question) {
            asked.push(question);
        }
    };
    for column in &read.columns {
        let Origin::Column(name) = &column.from else { continue };
        let Some(own) = tables[place].columns.iter().position(|c| c == name) else { continue };
        if let Some(times) = looks[place][own].times.as_ref().filter(|_| column.field == "at")
            && let (Some(format), Some(or)) = (&times.format, &times.or)
        {
            ask(format!(
                "{file}: no day in `{name}` is above 12, so it may be {format} or {or}; {format} was taken"
            ));
        }
        let net = words::words(name).iter().any(|w| matches!(w.as_str(), "score" | "points" | "votes"));
        if column.field == "reactions" && net {
            ask(format!(
                "{file}: is `{name}` below 0 in some row? Such rows are rejected; take the line out if there are many"
            ));
        }
        if column.sure == Certainty::Guess {
            ask(format!(
                "{file}: is `{name}` the {} of {}? {}",
                column.field,
                read.table.file().name,
                column.why
            ));
        }
    }
    if read.table == FileId::Messages {
        ask(format!("{file}: are these private messages? Public ones are better read as posts and comments"));
    }
}
