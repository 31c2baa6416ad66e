//! The inputs of row expressions: where their cells are read.

use std::borrow::Cow;

use ssi_corpus::data::{NO_ID, Texts};
use ssi_corpus::resolve::{Frame, Resolved, Space, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{Kind, TABLES};
use ssi_expr::Column;
use ssi_rules::Source;

use crate::plan::text_key;
use crate::texts::TextColumns;

/// A column over all rows of a frame.
pub(crate) enum Cells<'a> {
    Slice(Cow<'a, [f64]>),
    Same(f64),
}

impl Cells<'_> {
    pub(crate) fn column(&self, rows: std::ops::Range<usize>) -> Column<'_> {
        match self {
            Self::Slice(all) => Column::Slice(&all[rows]),
            Self::Same(value) => Column::Splat(*value),
        }
    }
}

/// Where the cells of a column are read, row by row.
pub(crate) enum Feed<'a> {
    /// A cell a row of the frame.
    Frame(&'a [f64]),
    /// A cell a row of the input file.
    File(&'a [f64], &'a [u32]),
    /// Labels, a row of the frame each, of which some are meant.
    Is(&'a [u32], Vec<u32>),
    /// Labels, a row of the frame each, by their numbers.
    Label(&'a [u32]),
    /// The same in every row.
    Same(f64),
}

impl<'a> Feed<'a> {
    /// One input of a table's expressions.
    pub(crate) fn new(
        source: &Source,
        frame: &'a Frame,
        resolved: &Resolved<'_>,
        texts: &'a TextColumns,
    ) -> Self {
        let missing = Self::Same(f64::NAN);
        match source {
            Source::Column(c) => match &frame.columns[*c] {
                Some(Values::Numbers(all)) => Self::Frame(all),
                _ => missing,
            },
            Source::LabelIs(c, word) => match &frame.columns[*c] {
                Some(Values::Labels(all, space)) => Self::Is(all, spellings(resolved, *space, word)),
                _ => missing,
            },
            Source::Grade(c) => match texts.get(&text_key(frame.table, *c)).and_then(|t| t.grade.as_ref()) {
                Some(all) => Self::File(all, &frame.rows),
                None => missing,
            },
            Source::Signal(c, want) => {
                let column = texts.get(&text_key(frame.table, *c));
                match column.and_then(|t| t.signals.iter().find(|(w, _)| w == want)) {
                    Some((_, all)) => Self::File(all, &frame.rows),
                    None => missing,
                }
            }
            Source::Present(c) => Self::Same(f64::from(u8::from(has(frame, resolved, *c)))),
        }
    }

    /// The labels of a column that an aggregate counts, as numbers.
    pub(crate) fn label(frame: &'a Frame, column: usize) -> Self {
        match &frame.columns[column] {
            Some(Values::Labels(all, _)) => Self::Label(all),
            _ => Self::Same(f64::NAN),
        }
    }

    /// The cells of some rows of the frame; `None` where it is the same in all.
    pub(crate) fn take(&self, rows: impl Iterator<Item = usize>) -> Option<Vec<f64>> {
        Some(match self {
            Self::Frame(all) => rows.map(|row| all[row]).collect(),
            Self::File(all, of) => rows.map(|row| all[of[row] as usize]).collect(),
            Self::Is(all, wanted) => rows
                .map(|row| match all[row] {
                    NO_ID => f64::NAN,
                    label => f64::from(u8::from(wanted.contains(&label))),
                })
                .collect(),
            Self::Label(all) => rows
                .map(|row| match all[row] {
                    NO_ID => f64::NAN,
                    label => f64::from(label),
                })
                .collect(),
            Self::Same(_) => return None,
        })
    }

    /// What it is in all rows; NaN where it is not the same.
    pub(crate) fn same(&self) -> f64 {
        if let Self::Same(value) = self { *value } else { f64::NAN }
    }
}

/// The cells of one input of a table's expressions.
pub(crate) fn cells<'a>(
    source: &Source,
    frame: &'a Frame,
    resolved: &Resolved<'_>,
    texts: &'a TextColumns,
) -> Cells<'a> {
    match Feed::new(source, frame, resolved, texts) {
        Feed::Frame(all) => Cells::Slice(Cow::Borrowed(all)),
        feed => feed.take(0..frame.len()).map_or(Cells::Same(feed.same()), |all| Cells::Slice(all.into())),
    }
}

/// Whether the corpus has a column at all.
pub(crate) fn has(frame: &Frame, resolved: &Resolved<'_>, column: usize) -> bool {
    let table = &TABLES[frame.table];
    match table.columns[column].kind {
        Kind::Text(_) => {
            let rows = resolved.corpus().rows(table.file);
            rows.is_some_and(|r| r.has_texts(table.columns[column].id))
        }
        _ => frame.columns[column].is_some(),
    }
}

/// The numbers of a word among the labels of a space, in whatever case it is written there.
fn spellings(resolved: &Resolved<'_>, space: Space, word: &str) -> Vec<u32> {
    let corpus = resolved.corpus();
    let says = |name: &str| {
        if name.is_ascii() { name.eq_ignore_ascii_case(word) } else { name.to_lowercase() == word }
    };
    let labels = match space {
        // A query is not a word of the corpus but a text: its number is the row that speaks for all alike.
        Space::Queries => {
            let texts = corpus.rows(FileId::Searches).and_then(|rows| rows.texts("query"));
            let asks = |row: &u32| texts.is_some_and(|t| says(t.get(*row as usize).trim()));
            return (0..texts.map_or(0, Texts::len) as u32).filter(asks).collect();
        }
        Space::People => &corpus.people,
        Space::Posts => &corpus.posts,
        Space::Conversations => &corpus.conversations,
        Space::Words => &corpus.labels,
    };
    (0..labels.len() as u32).filter(|&label| says(labels.name(label))).collect()
}
