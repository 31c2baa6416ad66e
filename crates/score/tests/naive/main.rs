//! The whole job once more, plain and in one thread, and whether the engine says the same to the last bit.
//!
//! Texts are read by the reference of the signals (crates/text/tests/naive/reference), expressions are walked as trees, rows
//! are folded in vectors and maps, points are shared out by the rule as it is written down. The borders, where the engine's
//! own result is taken: what a pack means (`Model`), who is scored (`Roster`), the cells of the input once `cells` has
//! compared them with an own reading of the files, and derived columns other than those in `columns` and `likeness`.
//!
//! `SSI_CASES=20 cargo test -p ssi-score --test naive` makes twenty times as many random corpora.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

mod agree;
mod cells;
mod columns;
#[path = "../common/mod.rs"]
mod common;
mod csv;
mod fold;
mod grades;
mod job;
mod likeness;
#[path = "../../../text/tests/naive/reference/mod.rs"]
mod reference;
mod settle;
mod tree;
mod whole;
