//! A table as the rules see it: what the corpus resolves, and the columns that compare texts.

use ssi_corpus::resolve::{Frame, Resolved};

/// The rows of a table that belong to scored members; `None` where the corpus has no such table.
pub fn frame(resolved: &Resolved<'_>, table: usize) -> Option<Frame> {
    resolved.frame(table)
}
