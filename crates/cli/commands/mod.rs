//! One file a command.

pub(crate) mod advise;
pub(crate) mod columns;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod grade;
pub(crate) mod rules;
pub(crate) mod score;
