//! Rows that were taken over and still cannot count in full, or not at all: found once everything is read.
//!
//! Two kinds are left out of the corpus here, so that no table has to know of them: rows that repeat another one, and rows
//! by which somebody does something for themself that only others can do. The rest stays and is told.

mod duplicates;
mod keep;
mod references;

use std::cmp::Ordering;

use crate::data::{Corpus, NO_ID, NO_TIME, Rows};
use crate::finding::{Finding, Oddity};
use crate::schema::{FILES, FileId, Kind};

/// Looks for odd rows, takes away those that must not count, and notes what was found in the order of files and kinds.
///
/// Costs a pass over the cells for duplicates and a few over columns of ids.
pub(crate) fn settle(corpus: &mut Corpus) {
    corpus.findings = find(corpus, None).into_iter().map(Found::told).collect();
}

/// Takes away what must not count, and gives what was found among the rows at home in this corpus. Where it is a share of a
/// larger one, `with_ids` says whether any post and any comment there has an id.
pub(crate) fn find(corpus: &mut Corpus, with_ids: Option<[bool; 2]>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in FILES.iter().map(|f| f.id) {
        found.extend(references::to_oneself(corpus, file));
        found.extend(duplicates::take_away(corpus, file));
        found.extend(repeated(corpus, file));
        found.extend(undated(corpus, file));
    }
    found.extend(references::orphans(corpus, with_ids));
    found.sort_by_key(|f: &Found| (f.file, f.what));
    found
}

/// Odd rows of one kind, before they are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    file: FileId,
    what: Oddity,
    rows: u64,
    /// The first of them: its id, who, and when.
    first: (String, String, i64),
    words: Words,
}

impl Found {
    /// Adds what was found elsewhere to what was found here; sorted by file and kind, as both are.
    pub(crate) fn gather(all: &mut Vec<Self>, more: Vec<Self>) {
        for one in more {
            match all.iter_mut().find(|f| (f.file, f.what) == (one.file, one.what)) {
                Some(known) => {
                    known.rows += one.rows;
                    known.first = known.first.clone().min(one.first);
                }
                None => all.push(one),
            }
        }
        all.sort_by_key(|f| (f.file, f.what));
    }

    /// The finding in words.
    pub(crate) fn told(self) -> Finding {
        let example = named(&self.first);
        let words = if self.rows == 1 { self.words.0 } else { self.words.1 };
        let meaning = words.replace("EXAMPLE", &example);
        Finding { file: self.file, what: self.what, rows: self.rows, example, meaning }
    }
}

/// Words that agree with a number of rows: for one, and for more.
type Words = (&'static str, &'static str);

/// A finding about these rows, as far as they are at home; none where there is no row. `EXAMPLE` in the words gives way to one of them.
fn finding(corpus: &Corpus, rows: &Rows, what: Oddity, odd: &[usize], words: Words) -> Option<Found> {
    let home = rows.home();
    let odd = || odd.iter().copied().filter(|row| home.contains(row));
    let first = odd().min_by(|&a, &b| by_place(corpus, rows, a, b))?;
    let (id, who, time) = place_of(corpus, rows, first);
    let first = (id.to_owned(), who.to_owned(), time);
    Some(Found { file: rows.file, what, rows: odd().count() as u64, first, words })
}

/// The column by which others refer to a row.
fn own_id(file: FileId) -> Option<&'static str> {
    match file {
        FileId::Members => Some("member"),
        FileId::Posts => Some("post"),
        FileId::Comments => Some("comment"),
        _ => None,
    }
}

/// Who did what a row says.
fn subject(rows: &Rows) -> Option<&[u32]> {
    let first = rows.file.file().fields.iter().find(|field| field.kind == Kind::Person)?;
    rows.ids(first.id)
}

/// When each row says that it was, if the file tells such a thing.
fn moments(rows: &Rows) -> Option<&[i64]> {
    rows.file.file().field("at").and_then(|_| rows.times("at"))
}

/// What tells a row from others for a person: its id, who, and when.
fn place_of<'c>(corpus: &'c Corpus, rows: &Rows, row: usize) -> (&'c str, &'c str, i64) {
    let id = own_id(rows.file).and_then(|id| rows.ids(id)).map_or(NO_ID, |ids| ids[row]);
    let ids = match rows.file {
        FileId::Posts => &corpus.posts,
        FileId::Comments => &corpus.comments,
        _ => &corpus.people,
    };
    let who = subject(rows).map_or("", |who| corpus.people.name(who[row]));
    (ids.name(id), who, moments(rows).map_or(NO_TIME, |t| t[row]))
}

fn by_place(corpus: &Corpus, rows: &Rows, a: usize, b: usize) -> Ordering {
    place_of(corpus, rows, a).cmp(&place_of(corpus, rows, b))
}

fn named((id, who, time): &(String, String, i64)) -> String {
    if !id.is_empty() {
        return id.clone();
    }
    let who = if who.is_empty() { "nobody" } else { who };
    match jiff::Timestamp::from_second(*time) {
        Ok(time) => format!("{who} at {time}"),
        Err(_) => who.to_owned(),
    }
}

/// Rows of what people did that do not say when.
fn undated(corpus: &Corpus, file: FileId) -> Option<Found> {
    let rows = corpus.rows(file).filter(|_| file.file().activity)?;
    let times = moments(rows)?;
    let odd: Vec<usize> = (0..rows.len).filter(|&row| times[row] == NO_TIME).collect();
    let words = (
        "has no time (EXAMPLE), so it counts in no window",
        "have no time (as EXAMPLE), so they count in no window",
    );
    finding(corpus, rows, Oddity::NoTime, &odd, words)
}

/// Rows whose id another row has that says something else.
fn repeated(corpus: &Corpus, file: FileId) -> Option<Found> {
    let rows = corpus.rows(file)?;
    let ids = rows.ids(own_id(file)?)?;
    let highest = ids.iter().copied().filter(|&id| id != NO_ID).max()?;
    let mut seen = vec![false; highest as usize + 1];
    let again = |&row: &usize| {
        let id = ids[row];
        id != NO_ID && std::mem::replace(&mut seen[id as usize], true)
    };
    let odd: Vec<usize> = (0..rows.len).filter(again).collect();
    let words = if file == FileId::Members {
        (
            "carries the id of another row and says something else (EXAMPLE): one row of each id counts",
            "carry the id of another row and say something else (as EXAMPLE): one row of each id counts",
        )
    } else {
        (
            "carries the id of another row and says something else (EXAMPLE): others refer to the earliest of an id",
            "carry the id of another row and say something else (as EXAMPLE): others refer to the earliest of an id",
        )
    };
    // A row is told by its id, so it does not matter which rows of an id came later.
    finding(corpus, rows, Oddity::RepeatedIds, &odd, words)
}
