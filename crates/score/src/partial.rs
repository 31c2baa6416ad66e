//! A partial result: every aggregate over some of the rows. Partials join in any order and can be written down.

use serde::{Deserialize, Serialize};
use ssi_corpus::data::{DAY, NO_TIME};
use ssi_rules::{Aggregate, AggregateKind, Measure, Model, Window};

use crate::accumulator::{Accumulator, Item};

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
        let states = model
            .aggregates
            .iter()
            .enumerate()
            .filter(|(_, a)| a.table == table)
            .map(|(place, a)| (place, Accumulator::new(a.kind, members)))
            .collect();
        Self { states }
    }

    /// Adds the rows of a batch; `end` is the first second after the day of the score.
    pub fn update(&mut self, model: &Model, batch: &Batch<'_>, end: i64) {
        for ((place, state), view) in self.states.iter_mut().zip(&batch.views) {
            let aggregate = &model.aggregates[*place];
            let since = match aggregate.window {
                Window::Pack => end - i64::from(model.window_days) * DAY,
                Window::Days(days) => end - i64::from(days) * DAY,
                // A row without a time has happened at some time.
                Window::All => NO_TIME,
            };
            add_rows(aggregate, state, batch, view, since, end);
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

fn add_rows(
    a: &Aggregate,
    state: &mut Accumulator,
    batch: &Batch<'_>,
    view: &View<'_>,
    since: i64,
    end: i64,
) {
    let timed = needs_time(a);
    for (row, (&member, &time)) in batch.members.iter().zip(batch.times).enumerate() {
        if time < since || time >= end || (timed && time == NO_TIME) {
            continue;
        }
        if view.evidence.is_some_and(|e| e[row] != 1.0) {
            state.unknown(member);
            continue;
        }
        if view.filter.is_some_and(|f| f[row] != 1.0) {
            state.turned_away(member);
            continue;
        }
        state.seen(member);
        let mut value = view.value.map_or(0.0, |v| v[row]);
        if a.kind == AggregateKind::Share && value.is_nan() {
            // What is known not to be there does not hold: no answer is not an answer within a day.
            value = 0.0;
        }
        if !value.is_nan() {
            state.add(a.kind, Item { member, time, value }, end);
        }
    }
}

fn needs_time(a: &Aggregate) -> bool {
    use AggregateKind as K;
    matches!(a.kind, K::ActiveDays | K::ActiveWeeks | K::LongestGapDays | K::DaysSinceLast | K::SlopePerWeek)
        || (a.window != Window::All && a.measure == Measure::Row)
}
