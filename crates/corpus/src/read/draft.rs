//! One text on its way to be published: from a file or a pipe, as plain text.

use std::io::{self, Read};
use std::path::Path;

/// The most bytes that a draft has; a row of a corpus may have as many.
const MOST: u64 = 1 << 20;

/// Why a draft could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// The file or the pipe could not be read.
    #[error("cannot read {name}: {source}")]
    Io {
        /// What was read.
        name: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// It has more than 1 MiB.
    #[error("{name} is too large for a draft")]
    TooLarge {
        /// What was read.
        name: String,
    },
    /// It is some other kind of file.
    #[error("{name} is no plain text: {found}")]
    NoText {
        /// What was read.
        name: String,
        /// What was found in it.
        found: String,
    },
}

impl DraftError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Io { .. } => "",
            Self::TooLarge { .. } => "a draft has at most 1 MiB; `ssi grade` grades the texts of a CSV file",
            Self::NoText { .. } => "save it as plain text in UTF-8",
        }
    }
}

/// Reads a draft from a file.
///
/// # Errors
/// When it cannot be read, is longer than 1 MiB, or is no UTF-8 text.
pub fn draft_file(file: &Path) -> Result<String, DraftError> {
    let name = file.display().to_string();
    match std::fs::File::open(file) {
        Ok(open) => draft(open, &name),
        Err(source) => Err(DraftError::Io { name, source }),
    }
}

/// Reads a draft from wherever it comes; `name` says where. A byte order mark is left out.
///
/// # Errors
/// As [`draft_file`].
pub fn draft(from: impl Read, name: &str) -> Result<String, DraftError> {
    let name = name.to_owned();
    let mut bytes = Vec::new();
    if let Err(source) = from.take(MOST + 1).read_to_end(&mut bytes) {
        return Err(DraftError::Io { name, source });
    }
    if bytes.len() as u64 > MOST {
        return Err(DraftError::TooLarge { name });
    }
    if let Some(place) = bytes.iter().position(|&b| b == 0) {
        return Err(DraftError::NoText { name, found: format!("byte {place} is zero") });
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let place = e.utf8_error().valid_up_to();
        DraftError::NoText { name, found: format!("byte {place} is no part of a character in UTF-8") }
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
