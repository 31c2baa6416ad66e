//! Scores → what people read. The only room that writes output files.
//!
//! A file is written beside its place under a passing name, flushed to the disk and renamed: a reader finds the old file or
//! the new one, never half of one.

#![warn(missing_docs)]

mod advice;
mod advice_json;
mod atomic;
pub mod columns;
mod corpus;
mod explanation;
mod grades;
mod members;
mod rejects;
mod sheet;
mod summary;
mod terminal;

pub use advice::{advice, advice_list};
pub use advice_json::advice_json;
pub use atomic::{WriteError, write_file};
pub use corpus::{is_taken, write_corpus};
pub use explanation::explanation;
pub use grades::{GradeSheet, grade_sheet};
pub use members::members;
pub use rejects::write_rejects;
pub use sheet::{Cells, Format, Sheet};
pub use summary::{Input, Summary, read_summary, write_summary};
pub use terminal::{Screen, overview};
