//! Scores → what people read. The only room that writes output files.
//!
//! A file is written beside its place under a passing name, flushed to the disk and renamed: a reader finds the old file or
//! the new one, never half of one.

#![warn(missing_docs)]

mod advice;
mod advice_json;
mod advice_list;
mod atomic;
mod bench;
mod calibration;
mod calibration_json;
mod calibration_pack;
pub mod cards;
mod change;
mod cohort;
pub mod columns;
mod compare;
mod compare_json;
mod corpus;
mod database;
mod described;
mod difference;
pub mod editor;
mod evaluation;
mod evaluation_json;
mod explanation;
mod fairness;
mod fairness_json;
mod findings;
mod grades;
mod grades_doc;
mod guard;
mod history;
pub mod html;
mod impact;
mod impact_json;
mod insights;
mod inspect;
mod json;
mod lines;
mod lint;
mod machine;
mod markdown;
mod members;
mod moves;
mod outreach;
mod page;
mod paged;
mod pieces;
mod printable;
mod rejects;
mod rules;
mod schemas;
mod sheet;
mod snapshot;
mod spill;
mod standing;
mod summary;
pub mod team;
mod terminal;
mod told;
mod trend;
mod trial;
mod trial_json;
mod tuning;
mod watched;
mod workbook;
pub mod written;

/// Observable Plot with what it needs of D3, as one script that defines `Plot`; its licences lie beside it.
pub const PLOT: &str = include_str!("../assets/vendor/plot.min.js");

pub use advice::advice;
pub use advice_json::advice_json;
pub use advice_list::advice_list;
pub use atomic::{WriteError, write_file};
pub use bench::{Bench, StageRun, ThreadRun, bench_json, bench_text};
pub use calibration::{CalibrationReport, calibration_text, refusal};
pub use calibration_json::calibration_json;
pub use calibration_pack::{Base, calibration_pack};
pub use change::{ChangeText, Late, changed};
pub use cohort::{Cohort, cohort, cohort_json};
pub use compare::{Beside, Comparison, comparison_text};
pub use compare_json::comparison_json;
pub use corpus::{is_taken, write_corpus};
pub use database::{read_rejects, write_database};
pub use described::{Described, NOTE, described, described_by};
pub use evaluation::{By, EvaluationReport, evaluation_text};
pub use evaluation_json::evaluation_json;
pub use explanation::explanation;
pub use fairness::{FairnessReport, fairness_text};
pub use fairness_json::fairness_json;
pub use findings::{findings_json, findings_sarif};
pub use grades::{GradeSheet, grade_sheet, signal_sheet};
pub use grades_doc::{JudgedKind, JudgedSet, grades_doc};
pub use history::{Days, History};
pub use impact::{Compared, Happened, impact_text};
pub use impact_json::{impact_json, impact_table};
pub use insights::{Whose, insights_json, insights_text};
pub use inspect::{ExportSeen, FileSeen, Inspection, Lack, Stop, inspection_json, inspection_text};
pub use lint::{lint_json, lint_text};
pub use machine::{Machine, peak_memory};
pub use members::members;
pub use moves::{Move, Moves, drops, drops_json, moved, moves};
pub use page::Page;
pub use paged::Paged;
pub use pieces::{kept_pieces, remove_pieces};
pub use printable::{hides, screened};
pub use rejects::rejects;
pub use rules::{diff_text, reweighed_text, rule_text, rules_doc, rules_json, rules_list};
pub use schemas::{Schema, write_schemas};
pub use sheet::{Cells, Format, Sheet};
pub use snapshot::{Line, Made, Snapshot, Unreadable};
pub use spill::Spill;
pub use summary::{
    BandSummary, FindingSummary, GroupSummary, Input, PillarSummary, Summary, is_pipe, make_room,
    read_summary, write_summary,
};
pub use terminal::{Screen, overview};
pub use trend::{Trend, trend, trend_json};
pub use trial::{Trial, trial_text};
pub use trial_json::trial_json;
pub use tuning::{TuningBench, Turned, rules_told, tuning_json, turned_json, what_if_json};
pub use watched::{WrittenWhen, written_when};
