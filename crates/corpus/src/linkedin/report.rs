//! What is told of an export: what was read of each file, what was left out and why, and what it cannot say.

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// The file, as the input calls it.
    pub path: String,
    /// What its rows are, in the plural: "messages".
    pub what: &'static str,
    /// Rows taken over.
    pub rows: u64,
    /// Rows left out on purpose, by reason, in the order of the reasons.
    pub left_out: Vec<(String, u64)>,
    /// Rows that could not be read; each is among the rejects.
    pub rejected: u64,
    /// Other counts that tell what is in it: conversations, hidden connections.
    pub counts: Vec<(&'static str, u64)>,
    /// What is odd about the file as a whole.
    pub notes: Vec<String>,
}

/// Something that a score would need and this export does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What is not there.
    pub what: &'static str,
    /// What it would be good for.
    pub why: &'static str,
    /// Where it can be had, if anywhere.
    pub from: &'static str,
}

/// What is told of one export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// The folder or archive; empty for the whole input.
    pub folder: String,
    /// The id of its owner, who is scored.
    pub owner: String,
    /// The owner's name; empty where nothing tells it.
    pub name: String,
    /// Whether it is a complete export, in which a file that is not there had nothing in it.
    pub complete: bool,
    /// The earliest and the latest time in it, in seconds since 1970.
    pub span: Option<(i64, i64)>,
    /// Files that were read.
    pub files: Vec<ReadFile>,
    /// Files that were not, and why.
    pub skipped: Vec<(String, String)>,
    /// What it does not tell.
    pub missing: Vec<Missing>,
}
