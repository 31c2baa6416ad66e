//! What is odd about rows that were read: counted, named and told, so that nothing is lost or left out without a word.

use std::fmt;

use crate::schema::FileId;

/// What is odd about rows that are no rejects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Oddity {
    /// They repeat another row cell for cell.
    Duplicates,
    /// They carry the id of another row and say something else.
    RepeatedIds,
    /// They do not say when.
    NoTime,
    /// They refer to something that is not in the corpus.
    Orphans,
    /// They refer to themselves, or to the person whose they are.
    SelfReferences,
}

impl Oddity {
    /// Its name in files and messages; does not change from version to version.
    pub fn name(self) -> &'static str {
        match self {
            Self::Duplicates => "DUPLICATE ROWS",
            Self::RepeatedIds => "REPEATED IDS",
            Self::NoTime => "NO TIME",
            Self::Orphans => "ORPHANS",
            Self::SelfReferences => "SELF-REFERENCES",
        }
    }
}

/// Odd rows of one file. The same for any order of the rows and any split of the files.
///
/// Prints as one line: `posts: 2 rows have no time (as p17), so they count in no window`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: FileId,
    /// What is odd.
    pub what: Oddity,
    /// How many rows, at least 1.
    pub rows: u64,
    /// One of them, by its id, or by who and when; never a text.
    pub example: String,
    /// What is odd and what follows for the score, as the rest of a sentence that begins with the number of rows.
    pub meaning: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = if self.rows == 1 { "row" } else { "rows" };
        write!(f, "{}: {} {rows} {}", self.file.file().name, self.rows, self.meaning)
    }
}
