//! Model × tables → scores.
//!
//! Four steps over batches of rows, each a pure function: [`partial::Partial::update`] folds a batch, `merge` joins two
//! partials, `finish` turns the whole into points, and ranks are a matter of the finished rows. Sums are kept in fixed
//! point and sets as sets, so a partial is the same whatever the order, the batches and the threads: **the same bytes come
//! out**. The cost: a sum is exact to 2⁻²⁴ a row and holds up to about 5 × 10¹¹.
//!
//! Scores are whole hundredths of a point from the moment they are points: what is printed adds up because it is what was
//! added.

#![warn(missing_docs)]

mod accumulator;
pub mod advise;
pub mod agree;
pub mod behind;
pub mod calibrate;
pub mod causes;
mod cells;
pub mod change;
pub mod cohort;
pub mod compare;
mod ear;
pub mod explain;
pub mod fairness;
mod fold;
pub mod frames;
pub mod grade;
pub mod impact;
mod inputs;
pub mod insights;
mod kept;
pub mod languages;
pub mod likeness;
pub mod lint;
mod members;
mod packed;
pub mod partial;
mod plan;
mod points;
pub mod rows;
mod run;
mod scores;
mod settling;
pub mod shares;
pub mod sheet;
mod signals;
mod slip;
pub mod stages;
pub mod standing;
mod stats;
pub mod teams;
mod texts;
pub mod trial;
pub mod verdicts;
pub mod vocabulary;

pub use ear::Ear;
pub use inputs::{Inputs, graded_alike};
pub use kept::Kept;
pub use points::{Claim, Points, Settled, settle};
pub use run::{Reading, Request, Scored, Timing, find_missing, missing_files, score, score_knowing, settled};
pub use scores::{PillarScores, RulePoints, RuleScores, Scores};
pub use stats::{Stats, stats};
pub use texts::KeptSignals;
