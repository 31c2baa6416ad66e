//! Packs for those who read and tune them: lists, sentences, pages, and what an edit changes.

pub(crate) mod list;
mod page;
pub(crate) mod sentence;
mod show;
mod written;

pub use list::{rules_json, rules_list};
pub use page::rules_doc;
pub use show::rule_text;
pub use written::{diff_text, reweighed_text};
