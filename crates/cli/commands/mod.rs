//! One file a command.

pub(crate) mod backfill;
pub(crate) mod columns;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod grade;
pub(crate) mod rules;
pub(crate) mod score;
pub(crate) mod since;
pub(crate) mod trend;
