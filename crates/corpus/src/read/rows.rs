//! Rows of any file: what the check and the taking over of cells have to know of them, and no more.

use std::borrow::Cow;

use crate::data::{Fault, Reject};

/// Characters of a value that a [`Reject`] shows.
const SHOWN: usize = 200;

/// Where something stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    /// The byte at which it begins, from 0.
    pub(crate) byte: u64,
}

/// The rows of a piece of a file, one at a time: the seam behind which all forms of files are the same.
///
/// Filters, checks, prefixes, words, joins and times are applied on this side of it ([`Part`](super::part::Part)), so they mean the
/// same for every form.
pub(crate) trait RowSource {
    /// Goes on to the next row; an error where it cannot be looked at, `None` at the end.
    fn advance(&mut self) -> Option<Result<(), Box<Reject>>>;

    /// What the row says in a column, by the place of its name among the file's columns. Nothing there is an empty text.
    fn cell(&self, column: usize) -> Cow<'_, str>;

    /// Where the row begins.
    fn place(&self) -> Place;

    /// Whether any cell of the piece may hold a zero byte.
    fn zeros(&self) -> bool;
}

/// A reject of the row at `place`. `column` is empty where the whole row is meant.
pub(crate) fn reject(
    file: &str,
    place: Place,
    fault: Fault,
    column: &str,
    value: &[u8],
    reason: impl Into<String>,
) -> Box<Reject> {
    Box::new(Reject {
        file: file.to_owned(),
        line: place.line,
        byte: place.byte,
        fault,
        column: column.to_owned(),
        value: shown(value),
        reason: reason.into(),
    })
}

/// The first characters of a value, with replacement characters for what is not UTF-8.
pub(crate) fn shown(value: &[u8]) -> String {
    // No character takes more than four bytes; a huge value need not be looked at to its end.
    let head = &value[..value.len().min(SHOWN * 4)];
    String::from_utf8_lossy(head).chars().take(SHOWN).collect()
}

/// A noun for `n` of them.
pub(crate) fn plural(n: usize, noun: &str) -> String {
    if n == 1 { noun.to_owned() } else { format!("{noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_cut_between_characters() {
        assert_eq!(shown("ü".repeat(500).as_bytes()), "ü".repeat(200));
        assert_eq!(shown("😀".repeat(500).as_bytes()), "😀".repeat(200));
        assert_eq!(shown(b"\xe2\x82"), "\u{fffd}");
    }
}
