//! Parts to a corpus, in the order of the files, so that no thread can leave its mark.

use super::columns::{self, Numbers};
use super::part::Part;
use super::plan::Plan;
use crate::data::{Corpus, Data, Fault, Rows, Source};
use crate::heard::{Heard, Listener};
use crate::schema::{FileId, Kind};

/// Takes over what a part says beside its rows: the counts of its source, and its rejects.
pub(crate) fn account(corpus: &mut Corpus, source: &mut Source, part: &mut Part) {
    source.rows += part.rows as u64;
    source.filtered += part.filtered;
    source.rejected += part.rejects.len() as u64;
    // What somebody wrote in private is not shown: a whole row may hold it, and of single cells those that are no
    // text. The line and the byte are enough to find it.
    let private = match source.file {
        FileId::Messages => Some("(not shown: a private message)"),
        FileId::Invitations => Some("(not shown: may be a private note)"),
        _ => None,
    };
    corpus.rejects.extend(part.rejects.drain(..).map(|mut reject| {
        let may_be_text = reject.column.is_empty() || reject.fault == Fault::InvalidEncoding;
        if let Some(instead) = private.filter(|_| may_be_text && !reject.value.is_empty()) {
            instead.clone_into(&mut reject.value);
        }
        reject
    }));
}

/// Adds the rows of the next part of a file to the corpus. The ids of posts are `apart` where nothing refers to them.
pub(crate) fn add(
    corpus: &mut Corpus,
    plan: &Plan,
    listener: Option<&dyn Listener>,
    apart: bool,
    part: Part,
) {
    let numbers = Numbers::add(corpus, &part.names, apart);
    let rows = table(corpus, plan, listener);
    for (take, mut column) in plan.takes.iter().zip(part.columns) {
        numbers.apply(take.kind, &mut column);
        match &mut rows.columns[take.field] {
            Some(all) => columns::append(all, column),
            none => *none = Some(column),
        }
    }
    rows.len += part.rows;
    // Files of one table need not have the same columns: cells that a file does not have are empty.
    for (place, column) in rows.columns.iter_mut().enumerate() {
        if let Some(column) = column
            && !plan.takes.iter().any(|take| take.field == place)
        {
            columns::pad(column, part.rows);
        }
    }
}

/// The table that a plan fills, with at least an empty column for each of the plan's.
pub(crate) fn table<'a>(
    corpus: &'a mut Corpus,
    plan: &Plan,
    listener: Option<&dyn Listener>,
) -> &'a mut Rows {
    let file = plan.table;
    let fields = file.file().fields;
    let rows = corpus.files[file as usize].get_or_insert_with(|| Rows {
        file,
        len: 0,
        own_only: false,
        columns: fields.iter().map(|_| None).collect(),
        home: None,
    });
    for take in &plan.takes {
        rows.columns[take.field].get_or_insert_with(|| {
            let field = fields[take.field].id;
            let mut column = match listener.filter(|l| take.kind == Kind::Text && l.hears(file, field)) {
                Some(listener) => Data::Heard(Box::new(Heard::new(listener, file, field))),
                None => columns::empty(take.kind),
            };
            columns::pad(&mut column, rows.len);
            column
        });
    }
    rows
}
