//! The arithmetic of scoring: a graph of numbers and conditions, compiled to a tape that runs over columns.
//!
//! Key decision: an expression is built once, shared parts are built once only (hash-consing), and rows meet a flat
//! list of instructions, each of which sweeps [`tape::LANES`] rows. The cost: an expression cannot branch on a row;
//! both sides of a `when` are computed and one is chosen.
//!
//! A value is an `f64`; **NaN stands for a missing value** everywhere. A condition is 1, 0 or missing. Whether a missing
//! value means "nobody told us" or "there is nothing to average" is not the business of the value: [`evidence`]
//! derives a second expression that says whether the value was founded on data.
//!
//! This crate knows neither rhai nor texts nor members: an input is a number with a place in a list.
//!
//! ```
//! use ssi_expr::{Graph, Tape, Column, Curve};
//!
//! let mut graph = Graph::default();
//! let words = graph.input(0);
//! let grade = graph.curve(Curve::ramp(0.0, 50.0).unwrap(), words);
//! let tape = Tape::compile(&graph, &[grade.node()]);
//! let mut out = Vec::new();
//! tape.run(3, &[Column::Slice(&[0.0, 25.0, 80.0])], |_, columns| out.extend_from_slice(columns[0]));
//! assert_eq!(out, [0.0, 0.5, 1.0]);
//! ```

#![warn(missing_docs)]

pub mod curve;
pub mod evidence;
pub mod graph;
pub mod interval;
pub mod op;
pub mod render;
pub mod row;
mod sweep;
pub mod tape;

pub use curve::Curve;
pub use graph::{Condition, Graph, Node, NodeId, Number, Place};
pub use op::Op;
pub use tape::{Column, Tape};
