//! From a mapping and a header to a plan: which cell goes where, and how it is read.

use super::error::{Error, nearest, short};
use super::header::Columns;
use super::mapping::{Column, From, How, Read};
use crate::schema::{FileId, Kind};

/// What to do with every record of one file.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) table: FileId,
    /// Column of the input, and the values that let a record in.
    pub(crate) filters: Vec<(usize, Vec<String>)>,
    /// In the order of the schema.
    pub(crate) takes: Vec<Take>,
}

/// How one field of the schema is filled.
#[derive(Debug)]
pub(crate) struct Take {
    /// Its place in the schema.
    pub(crate) field: usize,
    pub(crate) kind: Kind,
    pub(crate) from: From<usize>,
    pub(crate) how: How,
    /// What the input calls it.
    pub(crate) name: String,
    /// Why a record without it is rejected, if it is.
    pub(crate) needed: Option<String>,
}

impl Plan {
    /// The plan for a file of our own format. Columns that it does not use go to `notes`.
    pub(crate) fn own(
        table: FileId,
        file: &str,
        columns: &Columns,
        notes: &mut Vec<String>,
    ) -> Result<Self, Error> {
        let fields = table.file().fields;
        let mut takes = Vec::new();
        for (place, field) in fields.iter().enumerate() {
            if field.required || !columns.places(field.id).is_empty() {
                let column =
                    Column { field: place, from: From::Column(field.id.to_owned()), how: How::default() };
                takes.push(Take::new(table, file, columns, &column, false)?);
            }
        }
        for name in &columns.names {
            if name.is_empty() || fields.iter().any(|f| f.id == name.to_lowercase()) {
                continue;
            }
            let free = fields.iter().map(|f| f.id).filter(|id| columns.places(id).is_empty());
            let hint =
                nearest(name, free).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
            notes.push(format!("{file}: column '{}' is not used{hint}", short(name)));
        }
        Ok(Self { table, filters: Vec::new(), takes })
    }

    /// The plan for a file that a mapping names.
    pub(crate) fn mapped(read: &Read, file: &str, columns: &Columns) -> Result<Self, Error> {
        let filters = read
            .filters
            .iter()
            .map(|(column, values)| Ok((columns.place(file, column, true)?, values.clone())));
        let takes = read.columns.iter().map(|column| Take::new(read.table, file, columns, column, true));
        Ok(Self {
            table: read.table,
            filters: filters.collect::<Result<_, Error>>()?,
            takes: takes.collect::<Result<_, Error>>()?,
        })
    }
}

/// What is put between the values of a cell that is a list, and for a file of `width` columns which of them are looked at at all.
pub(crate) type Separators = Vec<Option<String>>;

impl Plan {
    /// What stands between the values of a list, for each column that the plan uses.
    pub(crate) fn separators(&self, width: usize) -> Separators {
        let mut separators = vec![None; width];
        let mut put = |place: usize, separator: &str| separators[place] = Some(separator.to_owned());
        self.filters.iter().for_each(|&(place, _)| put(place, &How::default().separator));
        for take in &self.takes {
            match &take.from {
                From::Column(place) => put(*place, &take.how.separator),
                From::Join(places, _) => places.iter().for_each(|place| put(*place, &take.how.separator)),
                From::Value(_) => {}
            }
        }
        separators
    }
}

impl Take {
    fn new(
        table: FileId,
        file: &str,
        columns: &Columns,
        column: &Column,
        mapped: bool,
    ) -> Result<Self, Error> {
        let field = &table.file().fields[column.field];
        let place = |name: &String| columns.place(file, name, mapped);
        let from = match &column.from {
            From::Column(name) => From::Column(place(name)?),
            From::Join(names, with) => {
                From::Join(names.iter().map(place).collect::<Result<_, _>>()?, with.clone())
            }
            From::Value(value) => From::Value(value.clone()),
        };
        let called = |place: &usize| columns.names[*place].as_str();
        let name = match &from {
            From::Column(place) => called(place).to_owned(),
            From::Join(places, _) => places.iter().map(called).collect::<Vec<_>>().join(" + "),
            From::Value(_) => String::new(),
        };
        let needed = needed(table, column.field).then(|| format!("expected the {}, found nothing", field.id));
        Ok(Self { field: column.field, kind: field.kind, from, how: column.how.clone(), name, needed })
    }
}

/// Whether a row is of no use without this person.
///
/// A post or comment without an author still is the context of others, and a connection with somebody who hides their name
/// still is a connection. Everything else is something that one person did, or did to another.
fn needed(table: FileId, field: usize) -> bool {
    let field = &table.file().fields[field];
    let context = matches!(
        (table, field.id),
        (FileId::Posts | FileId::Comments, "author") | (FileId::Connections, "other")
    );
    field.required && field.kind == Kind::Person && !context
}
