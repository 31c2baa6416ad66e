//! The one list of tables and columns that a rule may name: a member's view on the input files.

mod between;
mod messages;
mod network;
mod profile;
mod writing;

use crate::schema::FileId;

/// What a column is to a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A quantity between two bounds.
    Number(f64, f64),
    /// Holds or does not hold.
    Flag,
    /// A word or an id.
    Label,
    /// A text, graded by the rules for this kind.
    Text(&'static str),
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub id: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whether it is made from other columns when references are resolved.
    pub derived: bool,
    /// Whether an empty cell means that nobody told us; if not, there is nothing to tell.
    pub blank_is_unknown: bool,
    /// What it says, in one sentence, with its unit.
    pub about: &'static str,
}

/// A table of a member's rows.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub id: &'static str,
    /// The input file whose presence makes it evidence.
    pub file: FileId,
    /// Other input files whose presence makes it evidence as well: it is made of all of them, over the window.
    pub also: &'static [FileId],
    /// Whether its rows count whatever their age.
    pub state: bool,
    /// Whether its rows have a time.
    pub timed: bool,
    /// What one row is, in one sentence.
    pub about: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Table {
    /// The place of a column.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.id == id)
    }
}

/// The table called `id`.
pub fn table(id: &str) -> Option<usize> {
    TABLES.iter().position(|t| t.id == id)
}

/// The place of `profile`, the member's own row.
pub const PROFILE: usize = 0;

const ANY: f64 = f64::INFINITY;

const fn given(id: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { id, kind, derived: false, blank_is_unknown: true, about }
}

const fn derived(id: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { id, kind, derived: true, blank_is_unknown: false, about }
}

/// A derived column whose empty cell means that nobody told us.
const fn unknown(id: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { id, kind, derived: true, blank_is_unknown: true, about }
}

const COUNT: Kind = Kind::Number(0.0, ANY);
const HOURS: Kind = Kind::Number(0.0, ANY);
const SHARE: Kind = Kind::Number(0.0, 1.0);
const SENIORITY: Kind = Kind::Number(0.0, 4.0);
const SENIORITY_ABOUT: &str = "Level read from the title: 0 other, 1 lead or senior, 2 manager or head, 3 director or vice president, 4 chief, founder or owner.";
const DECIDES_ABOUT: &str = "Whether the title is a director's or higher (seniority of at least 3).";

const NEAR_OWN: &str =
    "Others by the member in nearly the same words, names aside, up to the day of the score.";

/// Every table. The order is part of the data model: `profile` comes first.
pub static TABLES: &[Table] = &[
    profile::PROFILE,
    writing::POSTS,
    writing::COMMENTS,
    writing::RECEIVED_COMMENTS,
    writing::REACTIONS,
    messages::MESSAGES,
    messages::RECEIVED_MESSAGES,
    messages::THREADS,
    network::CONNECTIONS,
    network::INVITATIONS_SENT,
    network::INVITATIONS_RECEIVED,
    network::SEARCHES,
    network::ENDORSEMENTS_GIVEN,
    network::ENDORSEMENTS_RECEIVED,
    network::RECOMMENDATIONS_GIVEN,
    network::RECOMMENDATIONS_RECEIVED,
    network::MEMBERSHIPS,
    network::EVENTS,
    network::FOLLOWS,
    between::TIES,
    between::DAYS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_described() {
        assert_eq!(TABLES[PROFILE].id, "profile");
        for (place, t) in TABLES.iter().enumerate() {
            assert_eq!(table(t.id), Some(place), "{} is there twice", t.id);
            for (i, c) in t.columns.iter().enumerate() {
                assert_eq!(t.column(c.id), Some(i), "{}.{} is there twice", t.id, c.id);
                assert!(c.about.ends_with('.'), "{}.{}", t.id, c.id);
            }
        }
    }

    #[test]
    fn given_columns_stand_in_their_file() {
        for t in TABLES {
            for c in t.columns.iter().filter(|c| !c.derived) {
                assert!(t.file.file().field(c.id).is_some(), "{}.{}", t.id, c.id);
            }
        }
    }
}
