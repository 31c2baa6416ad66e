//! One member alone: the rows behind a score, which can be changed and scored again.
//!
//! A sheet is scored by the same code as a whole corpus, with one member in it. So what it says of a change is what a run
//! over the changed files would say of that member, and nothing is guessed.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use ssi_corpus::data::{NO_ID, NO_TIME};
use ssi_corpus::resolve::{Frame, Values};
use ssi_corpus::tables::{Kind, PROFILE, TABLES, table};
use ssi_rules::MemberInput;

use crate::fold::{blind, fold};
use crate::frames::frame;
use crate::partial::Finished;
use crate::plan::text_key;
use crate::run::{Reading, finish, no_inputs, place, profile_cells, skeleton};
use crate::scores::Scores;
use crate::texts::{TextColumn, TextColumns};

/// A table with its rows in the order of the members.
struct Drawer {
    frame: Frame,
    /// The rows of all members, one member after the other.
    rows: Vec<u32>,
    /// Where each member's rows end in `rows`.
    ends: Vec<u32>,
}

/// The tables of a reading, sorted by member, from which sheets are taken.
pub struct Cabinet<'r> {
    reading: &'r Reading<'r>,
    drawers: Vec<Option<Drawer>>,
}

impl<'r> Cabinet<'r> {
    /// Sorts the rows of every table that the model reads. Costs one pass over each, and keeps them all.
    pub fn new(reading: &'r Reading<'r>) -> Self {
        let members = reading.resolved.roster().len();
        let read = |table: usize| table == PROFILE || reading.plan.rows[table].is_some();
        let drawers = (0..TABLES.len())
            .map(|table| {
                let frame = frame(reading.resolved, table).filter(|_| read(table))?;
                let mut ends = vec![0_u32; members + 1];
                for &member in &frame.members {
                    ends[member as usize + 1] += 1;
                }
                for member in 0..members {
                    ends[member + 1] += ends[member];
                }
                let mut rows = vec![0_u32; frame.len()];
                for (row, &member) in frame.members.iter().enumerate() {
                    rows[ends[member as usize] as usize] = row as u32;
                    ends[member as usize] += 1;
                }
                Some(Drawer { frame, rows, ends })
            })
            .collect();
        Self { reading, drawers }
    }

    /// The rows of one member.
    pub fn sheet(&self, member: u32) -> Sheet<'r> {
        let tables = self.drawers.iter().map(|drawer| {
            let drawer = drawer.as_ref()?;
            let from = if member == 0 { 0 } else { drawer.ends[member as usize - 1] };
            let rows = &drawer.rows[from as usize..drawer.ends[member as usize] as usize];
            Some(Arc::new(Slip::new(&drawer.frame, rows, &self.reading.texts)))
        });
        Sheet { reading: self.reading, member, tables: tables.collect(), done: vec![None; TABLES.len()] }
    }
}

/// The rows of one member in every table that the model reads.
#[derive(Clone)]
pub struct Sheet<'r> {
    reading: &'r Reading<'r>,
    member: u32,
    tables: Vec<Option<Arc<Slip>>>,
    /// The aggregates of the tables that have not changed since they were folded.
    done: Vec<Option<Vec<Finished>>>,
}

impl<'r> Sheet<'r> {
    /// The reading from which it was taken.
    pub fn reading(&self) -> &'r Reading<'r> {
        self.reading
    }

    /// Whose rows they are.
    pub fn member(&self) -> u32 {
        self.member
    }

    /// The rows of a table by its id; `None` where the model reads nothing of it or the corpus has nothing of it.
    pub fn table(&self, id: &str) -> Option<&Slip> {
        self.tables[table(id)?].as_deref()
    }

    /// The same, to be changed.
    pub fn table_mut(&mut self, id: &str) -> Option<&mut Slip> {
        let place = table(id)?;
        self.done[place] = None;
        self.tables[place].as_mut().map(Arc::make_mut)
    }

    /// The score of these rows: one member, with all rules. Folds only the tables that were changed since the last time.
    pub fn score(&mut self) -> Scores {
        let (model, resolved) = (self.reading.model, self.reading.resolved);
        let mut inputs = no_inputs(model);
        for (table, rows) in self.reading.plan.rows.iter().enumerate() {
            let (Some(rows), Some(slip)) = (rows, &self.tables[table]) else { continue };
            let done = self.done[table].get_or_insert_with(|| {
                let partial = fold(model, rows, &slip.frame, resolved, &slip.texts, 1);
                partial.finish(model, resolved.view().end, |a| blind(model, a, &slip.frame, resolved))
            });
            place(model, done.clone(), &mut inputs);
        }
        if let Some(slip) = &self.tables[PROFILE] {
            for (input, slot) in model.member_inputs.iter().zip(&mut inputs) {
                if let MemberInput::Profile(source) = input {
                    *slot = profile_cells(source, &slip.frame, resolved, &slip.texts, 1);
                }
            }
        }
        let person = resolved.roster().person(self.member);
        let mut scores = skeleton(model, vec![resolved.corpus().people.name(person).to_owned()]);
        finish(model, &self.reading.plan, &inputs, &mut scores);
        scores.rank();
        scores
    }
}

/// A member's rows of one table. A column that the corpus cannot tell stays untold, whatever is set.
#[derive(Clone, Debug)]
pub struct Slip {
    pub(crate) frame: Frame,
    pub(crate) texts: TextColumns,
    /// The row of the input file behind each row; [`NO_ID`] for rows that were added.
    origin: Vec<u32>,
}

impl Slip {
    fn new(all: &Frame, rows: &[u32], texts: &TextColumns) -> Self {
        let columns = all.columns.iter().map(|values| {
            Some(match values.as_ref()? {
                Values::Numbers(all) => Values::Numbers(rows.iter().map(|&r| all[r as usize]).collect()),
                Values::Labels(all, space) => {
                    Values::Labels(rows.iter().map(|&r| all[r as usize]).collect(), *space)
                }
            })
        });
        let origin: Vec<u32> = rows.iter().map(|&r| all.rows[r as usize]).collect();
        let frame = Frame {
            table: all.table,
            members: vec![0; rows.len()],
            times: rows.iter().map(|&r| all.times[r as usize]).collect(),
            rows: (0..rows.len() as u32).collect(),
            columns: columns.collect(),
        };
        let take = |column: &[f64]| origin.iter().map(|&r| column[r as usize]).collect();
        let mut mine: TextColumns = FxHashMap::default();
        for (column, _) in text_columns(all.table) {
            let key = text_key(all.table, column);
            if let Some(found) = texts.get(&key) {
                let signals = found.signals.iter().map(|(want, all)| (*want, take(all))).collect();
                mine.insert(key, TextColumn { grade: found.grade.as_deref().map(take), signals });
            }
        }
        Self { frame, texts: mine, origin }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.frame.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.frame.is_empty()
    }

    /// The row of the input file behind a row; `None` for one that was added.
    pub fn origin(&self, row: usize) -> Option<usize> {
        (self.origin[row] != NO_ID).then_some(self.origin[row] as usize)
    }

    /// The time of a row, or [`NO_TIME`].
    pub fn time(&self, row: usize) -> i64 {
        self.frame.times[row]
    }

    /// Gives a row another time.
    pub fn set_time(&mut self, row: usize, time: i64) {
        self.frame.times[row] = time;
    }

    /// Whether the corpus tells a column of numbers, flags or labels.
    pub fn has(&self, column: &str) -> bool {
        self.column(column).is_some_and(|place| self.frame.columns[place].is_some())
    }

    /// A number or flag; NaN where it is missing.
    pub fn number(&self, row: usize, column: &str) -> f64 {
        match self.column(column).and_then(|place| self.frame.columns[place].as_ref()) {
            Some(Values::Numbers(all)) => all[row],
            _ => f64::NAN,
        }
    }

    /// Whether a flag holds.
    pub fn holds(&self, row: usize, column: &str) -> bool {
        self.number(row, column) == 1.0
    }

    /// A label's number; [`NO_ID`] where it is missing.
    pub fn label(&self, row: usize, column: &str) -> u32 {
        match self.column(column).and_then(|place| self.frame.columns[place].as_ref()) {
            Some(Values::Labels(all, _)) => all[row],
            _ => NO_ID,
        }
    }

    /// The grade of the row's text; NaN where the model asks for none.
    pub fn grade(&self, row: usize) -> f64 {
        self.grades().and_then(|g| g.get(row).copied()).unwrap_or(f64::NAN)
    }

    /// Sets a number or flag.
    pub fn set(&mut self, row: usize, column: &str, value: f64) {
        let place = self.column(column);
        if let Some(Some(Values::Numbers(all))) = place.map(|place| &mut self.frame.columns[place]) {
            all[row] = value;
        }
    }

    /// Sets a label by its number.
    pub fn set_label(&mut self, row: usize, column: &str, label: u32) {
        let place = self.column(column);
        if let Some(Some(Values::Labels(all, _))) = place.map(|place| &mut self.frame.columns[place]) {
            all[row] = label;
        }
    }

    /// Sets the grade of the row's text, where the model asks for one.
    pub fn set_grade(&mut self, row: usize, grade: f64) {
        let key = self.text();
        if let Some(all) = key.and_then(|key| self.texts.get_mut(&key)?.grade.as_mut()) {
            all[row] = grade;
        }
    }

    /// Adds a copy of a row; returns its place.
    pub fn copy(&mut self, row: usize) -> usize {
        for values in self.frame.columns.iter_mut().flatten() {
            match values {
                Values::Numbers(all) => all.push(all[row]),
                Values::Labels(all, _) => all.push(all[row]),
            }
        }
        for (place, _) in text_columns(self.frame.table) {
            if let Some(column) = self.texts.get_mut(&text_key(self.frame.table, place)) {
                column.each(|all| all.push(all[row]));
            }
        }
        self.grow(self.frame.times[row])
    }

    /// Adds a row of which nothing is known but its time; returns its place.
    pub fn add(&mut self, time: i64) -> usize {
        for values in self.frame.columns.iter_mut().flatten() {
            match values {
                Values::Numbers(all) => all.push(f64::NAN),
                Values::Labels(all, _) => all.push(NO_ID),
            }
        }
        for (place, _) in text_columns(self.frame.table) {
            if let Some(column) = self.texts.get_mut(&text_key(self.frame.table, place)) {
                column.each(|all| all.push(f64::NAN));
            }
        }
        self.grow(time)
    }

    fn grow(&mut self, time: i64) -> usize {
        let row = self.frame.len();
        self.frame.members.push(0);
        self.frame.times.push(time);
        self.frame.rows.push(row as u32);
        self.origin.push(NO_ID);
        row
    }

    /// Keeps the rows for which `keep` says so.
    pub fn retain(&mut self, keep: impl Fn(&Self, usize) -> bool) {
        let kept: Vec<bool> = (0..self.len()).map(|row| keep(self, row)).collect();
        for values in self.frame.columns.iter_mut().flatten() {
            match values {
                Values::Numbers(all) => sift(all, &kept),
                Values::Labels(all, _) => sift(all, &kept),
            }
        }
        for (place, _) in text_columns(self.frame.table) {
            if let Some(column) = self.texts.get_mut(&text_key(self.frame.table, place)) {
                column.each(|all| sift(all, &kept));
            }
        }
        sift(&mut self.frame.times, &kept);
        sift(&mut self.origin, &kept);
        self.frame.members.truncate(self.frame.times.len());
        self.frame.rows.truncate(self.frame.times.len());
    }

    /// Whether a row lies between two times; one without a time does not.
    pub fn is_between(&self, row: usize, since: i64, before: i64) -> bool {
        let time = self.frame.times[row];
        time != NO_TIME && time >= since && time < before
    }

    fn column(&self, id: &str) -> Option<usize> {
        TABLES[self.frame.table].column(id)
    }

    /// The table's own text: what it says, or the note.
    fn text(&self) -> Option<crate::plan::TextKey> {
        text_columns(self.frame.table).next().map(|(place, _)| text_key(self.frame.table, place))
    }

    fn grades(&self) -> Option<&Vec<f64>> {
        self.texts.get(&self.text()?)?.grade.as_ref()
    }
}

/// Keeps what is marked.
fn sift<T>(all: &mut Vec<T>, kept: &[bool]) {
    let mut marks = kept.iter();
    all.retain(|_| marks.next().is_some_and(|&keep| keep));
}

/// The columns of texts of a table.
fn text_columns(table: usize) -> impl Iterator<Item = (usize, &'static str)> {
    TABLES[table].columns.iter().enumerate().filter_map(|(place, column)| match column.kind {
        Kind::Text(grade) => Some((place, grade)),
        _ => None,
    })
}

impl TextColumn {
    fn each(&mut self, mut change: impl FnMut(&mut Vec<f64>)) {
        self.grade.iter_mut().for_each(&mut change);
        self.signals.iter_mut().for_each(|(_, all)| change(all));
    }
}
