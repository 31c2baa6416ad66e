//! Rule packs: rhai scripts that run **once** and describe a score; rows never meet the interpreter.
//!
//! Every public function of a pack is called a single time with a symbolic member or text. Operators and methods on
//! symbols build an expression ([`ssi_expr`]); what comes out is a [`Model`]: grades for texts, aggregates over tables,
//! and rules with weights. The cost: a script cannot look at a value, so `if`, loops and `&&` are refused, each with the
//! words to use instead.
//!
//! This is the only crate that names rhai and the only place where an engine is built (`engine.rs`). Which tables, columns
//! and signals a pack may name is handed in as a [`Vocabulary`]; the crate itself knows none.

#![warn(missing_docs)]

mod call;
mod codes;
mod complaint;
mod contained;
mod diagnostic;
mod difference;
mod doc;
pub mod edit;
mod engine;
mod falling;
mod header;
mod language;
mod layers;
mod layout;
mod lint;
mod literals;
mod load;
mod mend;
mod model;
mod pack;
mod phrases;
mod reweigh;
mod scan;
mod selection;
mod source;
mod stage;
mod template;
mod token;
mod translate;
mod vocabulary;

pub use codes::{CODES, Code, CodeEntry};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use difference::{Difference, How, Lines, ListDifference, RuleDifference, Setting};
pub use doc::Doc;
pub use header::HEADER_WORDS;
pub use language::{LANGUAGE, Word};
pub use layout::layout;
pub use lint::untested;
pub use literals::{Literal, Meaning, literals};
pub use load::load;
pub use model::{
    Aggregate, AggregateKind, Band, GradePlan, Measure, MemberInput, Model, Pillar, Rule, Source, TablePlan,
    TextWant, UnknownRule, Window,
};
pub use pack::{Pack, PackError, PackFile};
pub use phrases::{PhraseList, PhrasePart};
pub use reweigh::{Changes, NewNumber, ReweighError, Reweighed, Rewritten, reweigh, rewrite};
pub use selection::selection;
pub use source::lines_of;
pub use template::template;
pub use vocabulary::{ColumnWord, Kind, SignalWord, TableWord, Vocabulary};
