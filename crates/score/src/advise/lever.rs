//! A lever: one thing that a person can do, in the sizes that it comes in.

use ssi_corpus::data::NO_TIME;
use ssi_corpus::tables::{TABLES, table};

use crate::rows::{Row, Told};
use crate::sheet::Sheet;

/// How much of a person's time something takes: a rough order, not a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// Done in one sitting of up to about twenty minutes.
    Minutes,
    /// An hour or so.
    Hour,
    /// Several hours, which can be spread.
    Hours,
    /// A habit: it shows after some weeks, up to the whole window.
    Weeks,
}

impl Effort {
    /// So many minutes of work.
    pub(super) fn of(minutes: usize) -> Self {
        match minutes {
            0..=20 => Self::Minutes,
            21..=90 => Self::Hour,
            _ => Self::Hours,
        }
    }

    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hour => "an hour",
            Self::Hours => "a few hours",
            Self::Weeks => "a few weeks",
        }
    }

    /// What it weighs beside others when gains are divided by effort. Each step is three times the one before.
    pub fn weight(self) -> i64 {
        match self {
            Self::Minutes => 1,
            Self::Hour => 3,
            Self::Hours => 9,
            Self::Weeks => 27,
        }
    }
}

/// What changes on the sheet.
pub(super) type Change<'a> = Box<dyn Fn(&mut Sheet<'_>) + Send + Sync + 'a>;

/// A lever in one size.
pub(super) struct Size<'a> {
    pub(super) title: String,
    pub(super) effort: Effort,
    /// The rows that it is about.
    pub(super) about: Vec<Told>,
    pub(super) change: Change<'a>,
}

/// One thing that a person can do.
pub(super) struct Lever<'a> {
    pub(super) id: &'static str,
    /// The lever that does this and more of the kind.
    pub(super) part_of: Option<&'static str>,
    /// What the rows are, as in "waiting".
    pub(super) word: &'static str,
    /// What was assumed, or where to look.
    pub(super) note: String,
    /// From the smallest.
    pub(super) sizes: Vec<Size<'a>>,
    /// The same changes without what is assumed of others, and that assumption in words; none where nothing is assumed.
    pub(super) assumed: Option<(Vec<Change<'a>>, &'static str)>,
}

/// What can be done, and why other things are not offered.
#[derive(Default)]
pub(super) struct Offers<'a> {
    pub(super) levers: Vec<Lever<'a>>,
    pub(super) refused: Vec<(&'static str, String)>,
}

impl<'a> Offers<'a> {
    pub(super) fn offer(
        &mut self,
        id: &'static str,
        word: &'static str,
        note: impl Into<String>,
        sizes: Vec<Size<'a>>,
    ) {
        self.levers.push(Lever { id, part_of: None, word, note: note.into(), sizes, assumed: None });
    }

    /// Says of the lever that was offered last what it assumes of others, and what its sizes are without that.
    pub(super) fn assume(&mut self, without: Vec<Change<'a>>, words: &'static str) {
        if let Some(lever) = self.levers.last_mut() {
            lever.assumed = Some((without, words));
        }
    }

    pub(super) fn refuse(&mut self, id: &'static str, why: impl Into<String>) {
        self.refused.push((id, why.into()));
    }

    /// Whether the sheet has a table with a column (none is asked for where it is empty). If not, that is why.
    pub(super) fn has(&mut self, id: &'static str, sheet: &Sheet<'_>, name: &str, column: &str) -> bool {
        let Some(slip) = sheet.table(name) else {
            let read = table(name).is_some_and(|place| sheet.reading().plan.rows[place].is_some());
            let file = table(name).map_or(name, |place| TABLES[place].file.file().name);
            self.refuse(id, if read { format!("there is no {file}.csv") } else { no_rule(name) });
            return false;
        };
        if !column.is_empty() && !slip.has(column) {
            self.refuse(id, format!("nobody told `{column}` of {name}"));
            return false;
        }
        true
    }
}

fn no_rule(name: &str) -> String {
    format!("no rule reads {}", name.replace('_', " "))
}

/// "1 post", "3 posts": a number with its noun.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// "the post", "the 3 posts".
pub(super) fn those(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("the {one}") } else { format!("the {n} {many}") }
}

/// More of one thing than this is not one person's next step.
pub(super) const MOST: usize = 40;

/// The sizes that something of `all` parts comes in: those of `wanted` that are smaller, and all of it.
pub(super) fn sizes_of(all: usize, wanted: &[usize]) -> Vec<usize> {
    let mut sizes: Vec<usize> = wanted.iter().copied().filter(|&n| n > 0 && n < all).collect();
    if all > 0 {
        sizes.push(all);
    }
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

/// Rows of a table in words.
pub(super) fn tell(sheet: &Sheet<'_>, name: &str, rows: &[usize]) -> Vec<Told> {
    let (Some(place), Some(slip)) = (table(name), sheet.table(name)) else { return Vec::new() };
    let row = |&row: &usize| Row { table: place, place: row, time: slip.time(row), value: f64::NAN };
    rows.iter().map(|r| sheet.told(&row(r))).collect()
}

/// People in words; those without a name, who stand for anybody, are left out.
pub(super) fn tell_people(sheet: &Sheet<'_>, people: &[u32]) -> Vec<Told> {
    let corpus = sheet.reading().resolved().corpus();
    let told = people.iter().map(|&person| Told {
        table: "people",
        id: String::new(),
        time: NO_TIME,
        counterpart: corpus.people.name(person).to_owned(),
    });
    told.filter(|t| !t.counterpart.is_empty()).collect()
}
