//! The one place where insights take tables from: rows of the members asked about, columns by name.

use ssi_corpus::data::{NO_ID, Texts};
use ssi_corpus::resolve::{Frame, Resolved, Space, Values};
use ssi_corpus::tables::{TABLES, table};

use crate::frames::full;

/// A table, cut to some members.
pub(super) struct Rows<'a> {
    resolved: &'a Resolved<'a>,
    frame: Frame,
    /// The places in the frame of the rows that belong to the members.
    kept: Vec<usize>,
    texts: Option<&'a Texts>,
}

impl<'a> Rows<'a> {
    /// The rows of some members, who are sorted; `None` where the corpus has no such table.
    pub(super) fn new(resolved: &'a Resolved<'a>, id: &str, members: &[u32], text: &str) -> Option<Self> {
        let place = table(id).expect("a table of the list");
        let frame = full(resolved, place)?;
        let kept = (0..frame.len()).filter(|&i| members.binary_search(&frame.members[i]).is_ok()).collect();
        let texts = resolved.corpus().rows(TABLES[place].file)?.texts(text);
        Some(Self { resolved, frame, kept, texts })
    }

    /// The corpus behind.
    pub(super) fn resolved(&self) -> &'a Resolved<'a> {
        self.resolved
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    /// The member of a row.
    pub(super) fn member(&self, row: usize) -> u32 {
        self.frame.members[self.kept[row]]
    }

    /// The time of a row.
    pub(super) fn time(&self, row: usize) -> i64 {
        self.frame.times[self.kept[row]]
    }

    /// The row's place in its file.
    pub(super) fn file_row(&self, row: usize) -> usize {
        self.frame.rows[self.kept[row]] as usize
    }

    /// Whether the corpus can fill a column.
    pub(super) fn has(&self, id: &str) -> bool {
        self.column(id).is_some()
    }

    /// A number or a flag; NaN where it is empty or the corpus cannot tell.
    pub(super) fn number(&self, id: &str, row: usize) -> f64 {
        match self.column(id) {
            Some(Values::Numbers(all)) => all[self.kept[row]],
            _ => f64::NAN,
        }
    }

    /// A word in lower case, so that it does not matter which spelling came first.
    pub(super) fn word(&self, id: &str, row: usize) -> Option<String> {
        match self.column(id) {
            Some(Values::Labels(all, Space::Words)) => {
                let label = all[self.kept[row]];
                let name = self.resolved.corpus().labels.name(label).trim().to_lowercase();
                (label != NO_ID && !name.is_empty()).then_some(name)
            }
            _ => None,
        }
    }

    /// The number of a person.
    pub(super) fn person(&self, id: &str, row: usize) -> Option<u32> {
        match self.column(id) {
            Some(Values::Labels(all, Space::People)) => Some(all[self.kept[row]]).filter(|&p| p != NO_ID),
            _ => None,
        }
    }

    /// Whether the corpus has the texts.
    pub(super) fn has_texts(&self) -> bool {
        self.texts.is_some()
    }

    /// The text of a row; empty where there is none.
    pub(super) fn text(&self, row: usize) -> &'a str {
        self.texts.map_or("", |texts| texts.get(self.file_row(row)))
    }

    fn column(&self, id: &str) -> Option<&Values> {
        let place = TABLES[self.frame.table].column(id).expect("a column of the table");
        self.frame.columns[place].as_ref()
    }
}
