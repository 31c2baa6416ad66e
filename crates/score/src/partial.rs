//! A partial result: every aggregate over some of the rows. Partials join in any order and can be written down.

use serde::{Deserialize, Serialize};
use ssi_corpus::data::{DAY, NO_TIME};
use ssi_rules::{Aggregate, AggregateKind, Measure, Model, Window};

use crate::accumulator::{AWAY, Accumulator, Item, SEEN, UNKNOWN};

/// The aggregates of some rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// Each with its place in the model's list.
    states: Vec<(usize, Accumulator)>,
}

/// What came of an aggregate.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The aggregate, by its place in the model's list.
    pub aggregate: usize,
    /// For each member the value; NaN where there is none.
    pub values: Vec<f64>,
    /// For each member whether it was founded on data.
    pub founded: Vec<bool>,
}

impl Finished {
    /// Takes back what was found of members of whom nobody told anything; one entry a member.
    pub fn forget(&mut self, untold: &[bool]) {
        for (member, _) in untold.iter().enumerate().filter(|(_, untold)| **untold) {
            self.values[member] = f64::NAN;
            self.founded[member] = false;
        }
    }
}

/// Rows of one table, with what the aggregates look at already computed.
pub struct Batch<'a> {
    /// The member of each row.
    pub members: &'a [u32],
    /// The time of each row.
    pub times: &'a [i64],
    /// For each aggregate of the table, in the model's order.
    pub views: Vec<View<'a>>,
}

/// The columns that one aggregate looks at; none means that every row passes.
pub struct View<'a> {
    /// Whether the row tells what is asked.
    pub evidence: Option<&'a [f64]>,
    /// Whether the row counts.
    pub filter: Option<&'a [f64]>,
    /// The number, the condition or the label.
    pub value: Option<&'a [f64]>,
}

impl Partial {
    /// Nothing yet, for the aggregates of a table.
    pub fn new(model: &Model, table: usize, members: usize) -> Self {
        let of_table = |&place: &usize| model.aggregates[place].table == table;
        let places: Vec<usize> = (0..model.aggregates.len()).filter(of_table).collect();
        Self::of(model, &places, members)
    }

    /// Nothing yet, for some aggregates of one table by their places, in the order of a batch's views.
    pub(crate) fn of(model: &Model, places: &[usize], members: usize) -> Self {
        let state = |&place: &usize| (place, Accumulator::new(model.aggregates[place].kind, members));
        Self { states: places.iter().map(state).collect() }
    }

    /// Adds the rows of a batch; `end` is the first second after the day of the score.
    ///
    /// Rows that come member by member cost least, because what is noted of a member is still at hand.
    pub fn update(&mut self, model: &Model, batch: &Batch<'_>, end: i64) {
        // Most aggregates look at the same rows.
        let mut looks: Vec<Look<'_>> = Vec::new();
        for ((place, state), view) in self.states.iter_mut().zip(&batch.views) {
            let aggregate = &model.aggregates[*place];
            let mut look = Look::new(since(model, aggregate.window, end), needs_time(aggregate), view);
            let known = looks.iter().position(|known| known.is_like(&look)).unwrap_or(looks.len());
            if known == looks.len() {
                look.look(batch, end);
                looks.push(look);
            }
            let look = &looks[known];
            for &(member, kinds) in &look.kinds {
                state.mark(member, kinds);
            }
            let share = aggregate.kind == AggregateKind::Share;
            let rows = look.seen.iter().filter_map(|&row| {
                let row = row as usize;
                let mut value = view.value.map_or(0.0, |v| v[row]);
                if share && value.is_nan() {
                    // What is known not to be there does not hold: no answer is not an answer within a day.
                    value = 0.0;
                }
                (!value.is_nan()).then(|| Item { member: batch.members[row], time: batch.times[row], value })
            });
            state.add(aggregate.kind, rows, end);
        }
    }

    /// Joins another partial of the same table.
    pub fn merge(&mut self, model: &Model, other: &Self) {
        for ((place, mine), (_, theirs)) in self.states.iter_mut().zip(&other.states) {
            mine.merge(model.aggregates[*place].kind, theirs);
        }
    }

    /// What came of each aggregate.
    ///
    /// `blind` says for an aggregate that the corpus lacks a column that it reads.
    pub fn finish(self, model: &Model, end: i64, blind: impl Fn(usize) -> bool) -> Vec<Finished> {
        self.states
            .into_iter()
            .map(|(place, state)| {
                let a = &model.aggregates[place];
                let (values, founded) = state.finish(a.kind, a.window, model.window_days, end, blind(place));
                Finished { aggregate: place, values, founded }
            })
            .collect()
    }
}

/// The first second from which on rows count.
pub(crate) fn since(model: &Model, window: Window, end: i64) -> i64 {
    match window {
        Window::Pack => end - i64::from(model.window_days) * DAY,
        Window::Days(days) => end - i64::from(days) * DAY,
        // A row without a time has happened at some time.
        Window::All => NO_TIME,
    }
}

/// Which rows of a batch count, as far as the value is not asked.
struct Look<'a> {
    since: i64,
    timed: bool,
    evidence: Option<&'a [f64]>,
    filter: Option<&'a [f64]>,
    /// The rows that count.
    seen: Vec<u32>,
    /// Members and which kinds of rows they have; a member that comes again later stands there again.
    kinds: Vec<(u32, u8)>,
}

impl<'a> Look<'a> {
    fn new(since: i64, timed: bool, view: &View<'a>) -> Self {
        let View { evidence, filter, .. } = *view;
        Self { since, timed, evidence, filter, seen: Vec::new(), kinds: Vec::new() }
    }

    /// Whether it is sure to come to the same.
    fn is_like(&self, other: &Self) -> bool {
        let same = |a: Option<&[f64]>, b: Option<&[f64]>| match (a, b) {
            (Some(a), Some(b)) => std::ptr::eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        (self.since, self.timed) == (other.since, other.timed)
            && same(self.evidence, other.evidence)
            && same(self.filter, other.filter)
    }

    fn look(&mut self, batch: &Batch<'_>, end: i64) {
        let holds = |column: Option<&[f64]>, row: usize| column.is_none_or(|cells| cells[row] == 1.0);
        for (row, (&member, &time)) in batch.members.iter().zip(batch.times).enumerate() {
            if time < self.since || time >= end || (self.timed && time == NO_TIME) {
                continue;
            }
            let kind = if !holds(self.evidence, row) {
                UNKNOWN
            } else if !holds(self.filter, row) {
                AWAY
            } else {
                self.seen.push(row as u32);
                SEEN
            };
            match self.kinds.last_mut() {
                Some((last, kinds)) if *last == member => *kinds |= kind,
                _ => self.kinds.push((member, kind)),
            }
        }
    }
}

fn needs_time(a: &Aggregate) -> bool {
    use AggregateKind as K;
    matches!(a.kind, K::ActiveDays | K::ActiveWeeks | K::LongestGapDays | K::DaysSinceLast | K::SlopePerWeek)
        || (a.window != Window::All && a.measure == Measure::Row)
}
