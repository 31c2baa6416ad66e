//! What a query engine has to know of a row to bring it where it is needed: numbers, in columns of Arrow.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::{BinaryBuilder, BooleanBuilder, Int64Builder, ListBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::number;
use crate::data::{Data, NO_ID, NO_TIME};
use crate::read::part::Part;
use crate::read::pipeline::Head;
use crate::read::spool::pages::{Narrow, Unit, is_for_oneself};
use crate::schema::{FileId, Kind};

/// The columns of parcels, the same for every table.
pub(super) static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let list = || DataType::List(Arc::new(Field::new_list_field(DataType::Int64, true)));
    let whole = |name| Field::new(name, DataType::Int64, true);
    Arc::new(Schema::new(vec![
        // Whose row it is.
        whole("subject"),
        whole("at"),
        // The row's own ids and those of what it refers to.
        whole("post"),
        whole("comment"),
        whole("parent"),
        whole("conversation"),
        // The other person: who wrote the post, was invited, is listed, received.
        whole("other"),
        Field::new("recipients", list(), true),
        // Everybody whom the row names, once each.
        Field::new("people", list(), true),
        // What the texts told of their languages.
        Field::new("told", list(), true),
        // Whether a text did not tell its language, so that its author's usual one is asked for.
        Field::new("untold", DataType::Boolean, true),
        // The same for rows that count once however often they are there; 0 for the others, null for rows that do not count.
        whole("digest"),
        Field::new("row", DataType::Binary, true),
    ]))
});

/// The column of the other person.
fn other(file: FileId) -> Option<&'static str> {
    match file {
        FileId::Comments => Some("post_author"),
        FileId::Connections => Some("other"),
        FileId::Invitations => Some("recipient"),
        FileId::Endorsements | FileId::Recommendations => Some("receiver"),
        _ => None,
    }
}

/// The rows of a settled part, each with its label; `bytes` are the rows as they travel.
pub(super) fn labelled(part: &Part, head: &Head, bytes: &[Vec<u8>]) -> Result<RecordBatch, ArrowError> {
    let file = head.table;
    let narrow = Narrow::of(part, head, |_| 0);
    let has = |field: &str| file.file().field(field).is_some();
    let subject = file.file().fields.iter().find(|field| field.kind == Kind::Person).map(|field| field.id);
    let person = |field: Option<&str>, row| narrow.person(file, field?, row).map(|(number, _)| number as i64);
    let unit = |unit, field: &str, row| {
        has(field).then(|| narrow.unit(unit, file, field, row)).flatten().map(|number| number as i64)
    };
    let wholes = |cell: &dyn Fn(usize) -> Option<i64>| -> ArrayRef {
        let mut cells = Int64Builder::with_capacity(part.rows);
        (0..part.rows).for_each(|row| cells.append_option(cell(row)));
        Arc::new(cells.finish())
    };
    let people: Vec<i64> = {
        let people = part.names.all()[0];
        (0..people.len()).map(|id| number(people.name(id as u32))).collect()
    };
    let lists = |cell: &dyn Fn(usize, &mut Vec<i64>)| -> ArrayRef {
        let mut cells = ListBuilder::new(Int64Builder::new());
        let mut some = Vec::new();
        for row in 0..part.rows {
            some.clear();
            cell(row, &mut some);
            cells.values().append_slice(&some);
            cells.append(true);
        }
        Arc::new(cells.finish())
    };
    let named = |kinds: &'static [Kind], row: usize, all: &mut Vec<i64>| {
        for (take, column) in
            head.plan.takes.iter().zip(&part.columns).filter(|(t, _)| kinds.contains(&t.kind))
        {
            let ids = match column {
                Data::Ids(ids) => &ids[row..=row],
                Data::Lists(lists) => lists.get(row),
                _ => unreachable!("a column of {:?} has ids", take.kind),
            };
            all.extend(ids.iter().filter(|&&id| id != NO_ID).map(|&id| people[id as usize]));
        }
        all.sort_unstable();
        all.dedup();
    };
    let mut untold = BooleanBuilder::with_capacity(part.rows);
    let mut rows = BinaryBuilder::new();
    for (row, bytes) in bytes.iter().enumerate() {
        untold.append_value(is_untold(part, row));
        rows.append_value(bytes);
    }
    let counts = |row: &usize| !is_for_oneself(part, head, *row);
    let columns: Vec<ArrayRef> = vec![
        wholes(&|row| person(subject, row)),
        wholes(&|row| Some(narrow.time(row)).filter(|&time| time != NO_TIME)),
        wholes(&|row| unit(Unit::Post, "post", row)),
        wholes(&|row| unit(Unit::Comment, "comment", row)),
        wholes(&|row| unit(Unit::Comment, "parent", row)),
        wholes(&|row| unit(Unit::Conversation, "conversation", row)),
        wholes(&|row| person(other(file), row)),
        lists(&|row, all| named(&[Kind::People], row, all)),
        lists(&|row, all| named(&[Kind::Person, Kind::People], row, all)),
        lists(&|row, all| all.extend(narrow.told(row).filter(|&byte| byte != u8::MAX).map(i64::from))),
        Arc::new(untold.finish()),
        wholes(&|row| Some(row).filter(counts).map(|row| narrow.digest(row) as i64)),
        Arc::new(rows.finish()),
    ];
    RecordBatch::try_new(SCHEMA.clone(), columns)
}

/// Whether a text of the row is there that did not tell its language.
fn is_untold(part: &Part, row: usize) -> bool {
    part.columns.iter().any(|column| match column {
        Data::Heard(heard) => match heard.again() {
            None => heard.told()[row] == u8::MAX && !heard.prints()[row].is_blank(),
            Some(rows) => rows.binary_search(&(row as u32)).is_ok(),
        },
        _ => false,
    })
}
