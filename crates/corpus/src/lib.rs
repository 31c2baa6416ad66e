//! Files to tables: the only room that reads input files.

#![warn(missing_docs)]

pub mod data;
pub mod dialect;
pub mod finding;
pub mod fingerprint;
pub mod generate;
pub mod guess;
pub mod heard;
pub mod input;
pub mod linkedin;
mod notes;
pub mod pseudonyms;
pub mod read;
pub mod resolve;
pub mod saved;
pub mod schema;
pub mod tables;
