//! A table as columns, one row after the other for all members.

use crate::data::{Data, NO_ID, Rows};
use crate::tables::{Kind, TABLES};

/// What the numbers of a label column stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// People, by their number in the corpus.
    People,
    /// Posts.
    Posts,
    /// Conversations.
    Conversations,
    /// Words, by their canonical number.
    Words,
    /// What was searched for, by the row of the searches file that speaks for all of the same words.
    Queries,
}

/// The cells of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers, and flags as 1 and 0; NaN where empty.
    Numbers(Vec<f64>),
    /// Labels; [`NO_ID`] where empty.
    Labels(Vec<u32>, Space),
}

/// The rows of one table.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The table, by its place in [`TABLES`].
    pub table: usize,
    /// The member that each row belongs to.
    pub members: Vec<u32>,
    /// The time of each row, or [`NO_TIME`](crate::data::NO_TIME).
    pub times: Vec<i64>,
    /// The row of the input file behind each row: where its text is, and the evidence to show.
    pub rows: Vec<u32>,
    /// One entry a column; `None` where the corpus cannot tell, for texts, and for derived columns that nobody asked for.
    pub columns: Vec<Option<Values>>,
    /// One entry a column: whether it was asked for.
    wanted: Vec<bool>,
}

impl Frame {
    pub(super) fn new(table: usize, wanted: &dyn Fn(&str) -> bool) -> Self {
        let columns = TABLES[table].columns;
        let wanted = columns.iter().map(|c| wanted(c.id)).collect();
        let columns = columns.iter().map(|_| None).collect();
        Self { table, members: Vec::new(), times: Vec::new(), rows: Vec::new(), columns, wanted }
    }

    /// Whether somebody asked for a column: what it costs to make others can be spared.
    pub(super) fn wants(&self, id: &str) -> bool {
        self.wanted[TABLES[self.table].column(id).expect("a column of the table")]
    }

    /// Some of the rows, by their places, in that order.
    #[must_use]
    pub fn select(&self, rows: &[u32]) -> Self {
        let columns = self.columns.iter().map(|values| {
            Some(match values.as_ref()? {
                Values::Numbers(all) => Values::Numbers(rows.iter().map(|&r| all[r as usize]).collect()),
                Values::Labels(all, space) => {
                    Values::Labels(rows.iter().map(|&r| all[r as usize]).collect(), *space)
                }
            })
        });
        Self {
            table: self.table,
            members: rows.iter().map(|&r| self.members[r as usize]).collect(),
            times: rows.iter().map(|&r| self.times[r as usize]).collect(),
            rows: rows.iter().map(|&r| self.rows[r as usize]).collect(),
            columns: columns.collect(),
            wanted: self.wanted.clone(),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(super) fn push(&mut self, member: u32, time: i64, row: usize) {
        self.members.push(member);
        self.times.push(time);
        self.rows.push(row as u32);
    }

    /// Takes over the given columns that are no texts.
    pub(super) fn take_given(&mut self, rows: &Rows, canonical: &[u32]) {
        for (place, column) in TABLES[self.table].columns.iter().enumerate() {
            if column.derived || matches!(column.kind, Kind::Text(_)) {
                continue;
            }
            let field = rows.file.file().field(column.id).expect("a given column stands in its file");
            self.columns[place] = rows.columns[field].as_ref().and_then(|data| match data {
                Data::Numbers(all) => {
                    Some(Values::Numbers(self.rows.iter().map(|&r| all[r as usize]).collect()))
                }
                Data::Ids(all) => {
                    let label = |&r: &u32| canonical.get(all[r as usize] as usize).copied().unwrap_or(NO_ID);
                    Some(Values::Labels(self.rows.iter().map(label).collect(), Space::Words))
                }
                _ => None,
            });
        }
    }

    /// Fills a derived column; one value a row.
    ///
    /// # Panics
    /// When the table has no such column.
    pub fn set(&mut self, id: &str, values: Values) {
        let place = TABLES[self.table].column(id).expect("a column of the table");
        debug_assert!(TABLES[self.table].columns[place].derived, "{id} is given");
        self.columns[place] = Some(values);
    }

    /// Fills a column of numbers from the row of the input file, if it was asked for.
    pub(super) fn numbers(&mut self, id: &str, value: impl Fn(usize) -> f64) {
        if self.wants(id) {
            let values = self.rows.iter().map(|&r| value(r as usize)).collect();
            self.set(id, Values::Numbers(values));
        }
    }

    /// Fills a column of flags from the row of the input file, if it was asked for.
    pub(super) fn flags(&mut self, id: &str, value: impl Fn(usize) -> bool) {
        self.numbers(id, |r| f64::from(u8::from(value(r))));
    }

    /// Fills a column of labels from the row of the input file, if it was asked for.
    pub(super) fn labels(&mut self, id: &str, space: Space, value: impl Fn(usize) -> u32) {
        if self.wants(id) {
            let values = self.rows.iter().map(|&r| value(r as usize)).collect();
            self.set(id, Values::Labels(values, space));
        }
    }

    /// Fills a column of numbers from the place in the frame, if it was asked for.
    pub(super) fn numbers_at(&mut self, id: &str, value: impl Fn(usize) -> f64) {
        if self.wants(id) {
            let values = (0..self.len()).map(value).collect();
            self.set(id, Values::Numbers(values));
        }
    }

    /// Fills a column of labels from the place in the frame, if it was asked for.
    pub(super) fn labels_at(&mut self, id: &str, space: Space, value: impl Fn(usize) -> u32) {
        if self.wants(id) {
            let values = (0..self.len()).map(value).collect();
            self.set(id, Values::Labels(values, space));
        }
    }
}

/// 1, 0 or nothing.
pub(super) fn flag(known: Option<bool>) -> f64 {
    known.map_or(f64::NAN, |yes| f64::from(u8::from(yes)))
}
