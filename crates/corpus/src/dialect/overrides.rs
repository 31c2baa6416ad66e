//! What a person says about how a file is written.

use super::{Dialect, Encoding, Escape};

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
    /// A dialect with what is said here in the place of what was found out.
    #[must_use]
    pub fn over(&self, found: Dialect) -> Dialect {
        Dialect {
            encoding: self.encoding.unwrap_or(found.encoding),
            delimiter: self.delimiter.unwrap_or(found.delimiter),
            quote: self.quote.unwrap_or(found.quote),
            escape: self.escape.unwrap_or(found.escape),
            newline: found.newline,
            skip: self.skip.unwrap_or(found.skip),
            header: self.header.is_none() && found.header,
        }
    }

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
