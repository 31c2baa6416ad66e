//! What a mapping says: which files are read as what, and which of their columns are whose.

use super::times::TimeStyle;
use super::values;
use crate::dialect::Overrides;
use crate::schema::{FileId, Kind};

/// A mapping, checked against the schema but not yet against any file.
#[derive(Debug)]
pub(crate) struct Mapping {
    pub(crate) reads: Vec<Read>,
}

/// One `[[read]]`.
#[derive(Debug)]
pub(crate) struct Read {
    /// Paths in the input, or patterns of paths.
    pub(crate) files: Vec<String>,
    /// Whether the files may be missing.
    pub(crate) optional: bool,
    pub(crate) table: FileId,
    /// What it says about how the files are written.
    pub(crate) dialect: Overrides,
    /// Their column, and the values that let a row in.
    pub(crate) filters: Vec<(String, Vec<String>)>,
    /// In the order of the schema.
    pub(crate) columns: Vec<Column>,
}

impl Read {
    /// Their columns that the mapping asks for.
    pub(crate) fn wanted(&self) -> Vec<&str> {
        let mut wanted: Vec<&str> = self.filters.iter().map(|(column, _)| column.as_str()).collect();
        for column in &self.columns {
            match &column.from {
                From::Column(name) => wanted.push(name),
                From::Join(names, _) => wanted.extend(names.iter().map(String::as_str)),
                From::Value(_) => {}
            }
        }
        wanted
    }
}

/// One line of `[read.columns]`.
#[derive(Debug)]
pub(crate) struct Column {
    /// The place of our field in the schema.
    pub(crate) field: usize,
    pub(crate) from: From<String>,
    pub(crate) how: How,
}

/// Where the content of a field comes from: columns by name in a mapping, by place in a plan.
#[derive(Clone, Debug)]
pub(crate) enum From<C> {
    Column(C),
    /// Several columns with something between them; empty cells are passed over.
    Join(Vec<C>, String),
    /// The same for every row.
    Value(String),
}

/// How the content of a field is read.
#[derive(Clone, Debug)]
pub(crate) struct How {
    /// Put before every id, so that two id spaces do not collide.
    pub(crate) prefix: String,
    /// Between the people of a list.
    pub(crate) separator: String,
    /// Words for yes and no, beside the usual ones.
    pub(crate) yes: Vec<String>,
    pub(crate) no: Vec<String>,
    /// Their labels and ours.
    pub(crate) words: Vec<(String, String)>,
    pub(crate) times: TimeStyle,
}

impl Default for How {
    fn default() -> Self {
        Self {
            prefix: String::new(),
            separator: ";".to_owned(),
            yes: Vec::new(),
            no: Vec::new(),
            words: Vec::new(),
            times: TimeStyle::default(),
        }
    }
}

impl How {
    /// Reads a number or a flag.
    pub(crate) fn number(&self, kind: Kind, cell: &str) -> Result<f64, &'static str> {
        let says = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
        match kind {
            Kind::Flag if says(&self.yes) => Ok(1.0),
            Kind::Flag if says(&self.no) => Ok(0.0),
            Kind::Flag => values::flag(cell),
            _ => values::number(cell),
        }
    }
}
