//! Rows that lie in columns, as Arrow has them: the columns by their names, and which of them can be read.

use std::collections::HashSet;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Fields};

use super::choose::Wanted;
use super::error::Error;

/// What all batches of a file have in common.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The columns, with those in other columns.
    pub(crate) paths: Vec<Path>,
    /// Bytes that a row may have.
    pub(crate) max_record: usize,
}

/// A column by the names of the columns that it lies in.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    parts: Vec<String>,
    kind: DataType,
}

impl Path {
    pub(crate) fn name(&self) -> String {
        self.parts.join(".")
    }
}

/// Some rows.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) shape: Arc<Shape>,
    /// The rows before it.
    pub(crate) before: u64,
    pub(crate) rows: RecordBatch,
}

impl Batch {
    /// How many columns there are.
    pub(crate) fn width(&self) -> usize {
        self.shape.paths.len()
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows.num_rows()
    }

    /// About how much memory it takes.
    pub(crate) fn weight(&self) -> usize {
        self.rows.get_array_memory_size()
    }

    /// The cells of a column and those of all that it lies in; none if it was not wanted.
    pub(crate) fn column(&self, column: usize) -> Vec<ArrayRef> {
        let mut parts = self.shape.paths[column].parts.iter();
        let Some(first) = parts.next().and_then(|first| self.rows.column_by_name(first)) else {
            return Vec::new();
        };
        let mut found = vec![first.clone()];
        for part in parts {
            let inner = found.last().and_then(|outer| outer.as_any().downcast_ref::<StructArray>());
            let Some(inner) = inner.and_then(|outer| outer.column_by_name(part)) else { return Vec::new() };
            found.push(inner.clone());
        }
        found
    }
}

/// The columns with those in other columns, and the names of the wanted ones; an error where one of those is of a type that cannot be
/// read.
pub(crate) fn paths(
    fields: &Fields,
    wanted: Wanted<'_>,
    file: &str,
) -> Result<(Vec<Path>, HashSet<Vec<String>>), Error> {
    let mut paths = Vec::new();
    walk(fields, &mut Vec::new(), &mut paths);
    let is_wanted = |path: &Path| {
        let name = path.name().to_lowercase();
        wanted.all.iter().chain(wanted.needed).any(|wanted| wanted.trim().to_lowercase() == name)
    };
    let mut roots = HashSet::new();
    for path in paths.iter().filter(|path| is_wanted(path)) {
        if !readable(&path.kind, true) {
            let (column, found) = (path.name(), path.kind.to_string());
            return Err(Error::ColumnType { file: file.to_owned(), column, found });
        }
        roots.insert(path.parts.clone());
    }
    Ok((paths, roots))
}

/// All columns with what they lie in.
fn walk(fields: &Fields, above: &mut Vec<String>, paths: &mut Vec<Path>) {
    for field in fields {
        above.push(field.name().clone());
        match field.data_type() {
            DataType::Struct(inner) => walk(inner, above, paths),
            kind => paths.push(Path { parts: above.clone(), kind: kind.clone() }),
        }
        above.pop();
    }
}

/// Whether cells of a type can be read as text.
fn readable(kind: &DataType, lists: bool) -> bool {
    match kind {
        DataType::List(inner) | DataType::LargeList(inner) => lists && readable(inner.data_type(), false),
        DataType::Dictionary(_, values) => readable(values, lists),
        DataType::Null
        | DataType::Boolean
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::Timestamp(..)
        | DataType::Date32
        | DataType::Date64
        | DataType::Float32
        | DataType::Float64
        | DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal128(..)
        | DataType::Decimal256(..) => true,
        kind => kind.is_integer(),
    }
}
