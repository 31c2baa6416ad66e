//! Packs for those who read and tune them: lists, sentences, pages, and what an edit changes.

mod list;
mod written;

pub use list::{rules_json, rules_list};
pub use written::{diff_text, reweighed_text};
