//! One file a command.

pub(crate) mod advise;
pub(crate) mod backfill;
pub(crate) mod bench;
pub(crate) mod calibrate;
pub(crate) mod cohort;
pub(crate) mod columns;
pub(crate) mod compare;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod fairness;
pub(crate) mod generate;
pub(crate) mod grade;
pub(crate) mod hist;
pub(crate) mod init;
pub(crate) mod insights;
pub(crate) mod inspect;
pub(crate) mod lint;
pub(crate) mod rules;
pub(crate) mod score;
pub(crate) mod show;
pub(crate) mod since;
pub(crate) mod spilled;
pub(crate) mod team;
pub(crate) mod top;
pub(crate) mod trend;
