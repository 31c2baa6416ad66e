//! Rows that an adapter made of somebody else's files: typed already, but with names in the place of numbers.

use super::columns;
use crate::data::{Corpus, Data, Ids, NO_ID, Rows};
use crate::schema::{FileId, Kind};

/// What a cell holds. A field that a row does not name is empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// A person, a post, a comment, a conversation or a label; empty for none.
    Id(String),
    /// Several people.
    People(Vec<String>),
    /// Seconds since 1970.
    Time(i64),
    /// A number, or a flag as 0 and 1.
    Number(f64),
    /// A text.
    Text(String),
}

/// One row of one of our files.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) file: FileId,
    pub(crate) cells: Vec<(&'static str, Cell)>,
}

impl Row {
    pub(crate) fn new(file: FileId) -> Self {
        Self { file, cells: Vec::new() }
    }

    fn with(mut self, field: &'static str, cell: Cell) -> Self {
        self.cells.push((field, cell));
        self
    }

    pub(crate) fn id(self, field: &'static str, name: impl Into<String>) -> Self {
        self.with(field, Cell::Id(name.into()))
    }

    pub(crate) fn people(self, field: &'static str, names: Vec<String>) -> Self {
        self.with(field, Cell::People(names))
    }

    /// A time, if it is known.
    pub(crate) fn time(self, field: &'static str, time: Option<i64>) -> Self {
        match time {
            Some(time) => self.with(field, Cell::Time(time)),
            None => self,
        }
    }

    /// A number, if it is known.
    pub(crate) fn number(self, field: &'static str, number: Option<f64>) -> Self {
        match number {
            Some(number) => self.with(field, Cell::Number(number)),
            None => self,
        }
    }

    pub(crate) fn text(self, field: &'static str, text: impl Into<String>) -> Self {
        self.with(field, Cell::Text(text.into()))
    }

    /// What a field says.
    pub(crate) fn cell(&self, field: &str) -> Option<&Cell> {
        self.cells.iter().find(|(id, _)| *id == field).map(|(_, cell)| cell)
    }

    /// The name in a field of ids; empty for none.
    pub(crate) fn name(&self, field: &str) -> &str {
        match self.cell(field) {
            Some(Cell::Id(name)) => name,
            _ => "",
        }
    }

    /// Puts another name into a field of ids.
    pub(crate) fn rename(&mut self, field: &str, name: &str) {
        for (id, cell) in &mut self.cells {
            if *id == field
                && let Cell::Id(old) = cell
            {
                name.clone_into(old);
            }
        }
    }

    /// The time in a field.
    pub(crate) fn when(&self, field: &str) -> Option<i64> {
        match self.cell(field) {
            Some(Cell::Time(time)) => Some(*time),
            _ => None,
        }
    }
}

/// The table of a file with these columns at least, all of whose rows tell only what members did themselves.
///
/// A table without rows is not the same as no table: it says that there was nothing.
pub(crate) fn supply(corpus: &mut Corpus, file: FileId, fields: &[&str]) {
    let all = file.file().fields;
    let rows = corpus.files[file as usize].get_or_insert_with(|| Rows {
        file,
        len: 0,
        own_only: true,
        columns: all.iter().map(|_| None).collect(),
        home: None,
    });
    rows.own_only = true;
    for field in fields {
        let place = file.file().field(field).expect("a field of the schema");
        let len = rows.len;
        rows.columns[place].get_or_insert_with(|| {
            let mut column = columns::empty(all[place].kind);
            columns::pad(&mut column, len);
            column
        });
    }
}

/// Adds a row to its table.
pub(crate) fn add(corpus: &mut Corpus, row: &Row) {
    let named: Vec<&str> = row.cells.iter().map(|(field, _)| *field).collect();
    supply(corpus, row.file, &named);
    let Corpus { people, posts, comments, conversations, labels, files, .. } = corpus;
    let rows = files[row.file as usize].as_mut().expect("supplied above");
    let fields = row.file.file().fields;
    for (field, column) in fields.iter().zip(&mut rows.columns) {
        let Some(column) = column else { continue };
        let ids: &mut Ids = match field.kind {
            Kind::Person | Kind::People => people,
            Kind::Post => posts,
            Kind::Comment => comments,
            Kind::Conversation => conversations,
            _ => labels,
        };
        match (column, row.cell(field.id)) {
            (Data::Ids(all), Some(Cell::Id(name))) => {
                let name = name.trim();
                all.push(if name.is_empty() { NO_ID } else { ids.intern(name) });
            }
            (Data::Lists(lists), Some(Cell::People(names))) => {
                lists.ids.extend(names.iter().map(|name| ids.intern(name.trim())));
                lists.ends.push(lists.ids.len());
            }
            (Data::Times(all), Some(Cell::Time(time))) => all.push(*time),
            (Data::Numbers(all), Some(Cell::Number(number))) => all.push(*number),
            (Data::Texts(all), Some(Cell::Text(text))) => all.push(text),
            (column, None) => columns::pad(column, 1),
            _ => unreachable!("{}.{} is given what it cannot hold", row.file.file().name, field.id),
        }
    }
    rows.len += 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::NO_TIME;

    #[test]
    fn rows_fill_what_they_name() {
        let mut corpus = Corpus::default();
        supply(&mut corpus, FileId::Posts, &["post", "format"]);
        add(&mut corpus, &Row::new(FileId::Posts).id("author", " ada ").time("at", Some(7)));
        add(
            &mut corpus,
            &Row::new(FileId::Posts).id("author", "").text("text", "Hi").number("in_group", Some(1.0)),
        );
        let rows = corpus.rows(FileId::Posts).unwrap();
        assert!(rows.own_only && rows.len == 2);
        assert_eq!(rows.ids("author"), Some(&[0, NO_ID][..]));
        assert_eq!(rows.ids("post"), Some(&[NO_ID, NO_ID][..]));
        assert_eq!(rows.times("at"), Some(&[7, NO_TIME][..]));
        assert_eq!((rows.texts("text").unwrap().get(0), rows.texts("text").unwrap().get(1)), ("", "Hi"));
        assert!(rows.numbers("in_group").unwrap()[0].is_nan() && rows.numbers("views").is_none());
    }
}
