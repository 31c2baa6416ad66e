//! What a person says about how a file is written.

use super::{Encoding, Escape};

/// The parts of a [`Dialect`](super::Dialect) that somebody said; the rest is found out from the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// How the bytes are characters.
    pub encoding: Option<Encoding>,
    /// What stands between two cells; ASCII, no quote and no line end.
    pub delimiter: Option<u8>,
    /// What stands around cells; ASCII. `Some(None)` says that quotes are characters like any other.
    pub quote: Option<Option<u8>>,
    /// How a quote inside quotes is written.
    pub escape: Option<Escape>,
    /// Lines before the header, or before the first row where the file has no header.
    pub skip: Option<u64>,
    /// The names of the columns of a file that does not name them itself.
    pub header: Option<Vec<String>>,
}

impl Overrides {
    /// What is said here, and `other` for what is not.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            encoding: self.encoding.or(other.encoding),
            delimiter: self.delimiter.or(other.delimiter),
            quote: self.quote.or(other.quote),
            escape: self.escape.or(other.escape),
            skip: self.skip.or(other.skip),
            header: self.header.clone().or_else(|| other.header.clone()),
        }
    }
}
