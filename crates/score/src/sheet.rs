//! One member alone: the rows behind a score, which can be changed and scored again.
//!
//! A sheet is scored by the same code as a whole corpus, with one member in it. So what it says of a change is what a run
//! over the changed files would say of that member, and nothing is guessed.

use std::sync::Arc;

use ssi_corpus::resolve::Frame;
use ssi_corpus::tables::{PROFILE, TABLES, table};
use ssi_rules::MemberInput;

use crate::fold::fold;
use crate::members::finish;
use crate::partial::Finished;
use crate::run::{Reading, columns, no_inputs, profile_cells, skeleton};
use crate::scores::Scores;

pub use crate::slip::{Look, Slip};

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
                let frame = reading.frames.told(reading.model, table).filter(|_| read(table))?;
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

    /// The reading from which it was sorted.
    pub fn reading(&self) -> &'r Reading<'r> {
        self.reading
    }

    /// The rows of one member.
    pub fn sheet(&self, member: u32) -> Sheet<'r> {
        let tables = self.drawers.iter().map(|drawer| {
            let drawer = drawer.as_ref()?;
            let from = if member == 0 { 0 } else { drawer.ends[member as usize - 1] };
            let rows = &drawer.rows[from as usize..drawer.ends[member as usize] as usize];
            Some(Arc::new(Slip::new(&drawer.frame, rows, &self.reading.texts.columns)))
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
                let mut done = fold(model, rows, &rows.aggregates, &slip.frame, resolved, &slip.texts, 1);
                if let Some(untold) = resolved.untold(table) {
                    for done in &mut done {
                        done.forget(&[untold[self.member as usize]]);
                    }
                }
                done
            });
            for (place, cells) in columns(model, done.clone()) {
                inputs[place] = cells;
            }
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
