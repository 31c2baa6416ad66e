//! Which rows of a table a comparison has to tell about: those that an aggregate may look at.

use ssi_corpus::data::{DAY, NO_TIME};
use ssi_rules::{Measure, Model, Source, Window};

/// The times of the rows of which a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    since: i64,
    before: i64,
}

impl Reach {
    /// Every row, whenever it happened.
    pub(crate) const ALL: Self = Self { since: NO_TIME, before: i64::MAX };

    /// The rows of which the aggregates of a model read a column: those inside of the widest window among them. Beyond it
    /// no aggregate looks at the row at all. `end` is the first second after the day of the score.
    pub(crate) fn of(model: &Model, table: usize, column: usize, end: i64) -> Self {
        let plan = &model.tables[table];
        let is = |input: u32| matches!(plan.inputs[input as usize], Source::Column(c) if c == column);
        let windows = model.aggregates.iter().filter(|a| a.table == table).filter_map(|a| {
            let value = if let Measure::Value(node) = a.measure { Some(node) } else { None };
            let mut nodes = [a.evidence, a.filter, value].into_iter().flatten();
            nodes.any(|node| plan.graph.inputs_of(node).into_iter().any(is)).then_some(a.window)
        });
        let since = windows.map(|window| match window {
            Window::Pack => end - i64::from(model.window_days) * DAY,
            Window::Days(days) => end - i64::from(days) * DAY,
            Window::All => NO_TIME,
        });
        Self { since: since.min().unwrap_or(end), before: end }
    }

    /// Whether a row of this time is read.
    pub(crate) fn sees(self, time: i64) -> bool {
        time >= self.since && time < self.before
    }
}
