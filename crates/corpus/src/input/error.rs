//! What cannot be listed: the whole input, for reasons that its owner has to know.

use std::io;
use std::path::{Path, PathBuf};

use super::guard::refusal;

/// Why an input could not be listed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// A file or folder could not be opened or read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the operating system says, or a [`Refusal`](super::Refusal).
        source: io::Error,
    },
    /// A pattern cannot be understood.
    #[error("the pattern '{pattern}' cannot be understood: {message}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        message: &'static str,
    },
    /// A pattern fits no file.
    #[error("no file fits the pattern '{pattern}'")]
    NoMatch {
        /// The pattern.
        pattern: String,
    },
    /// A folder has so many files that it is hardly the one that was meant.
    #[error("{} has more than {limit} files", folder.display())]
    TooManyFiles {
        /// The folder.
        folder: PathBuf,
        /// How many it may have.
        limit: usize,
    },
    /// An archive has too many files.
    #[error("{archive} holds {entries} files, more than the {limit} that an archive may have")]
    TooManyEntries {
        /// The archive.
        archive: String,
        /// How many it says it has.
        entries: u64,
        /// How many it may have.
        limit: usize,
    },
    /// A file in an archive has a name that leads out of it.
    #[error("{archive}: the name '{name}' leads out of the archive; nothing of it was read")]
    LeadsOut {
        /// The archive.
        archive: String,
        /// The name as it stands there.
        name: String,
    },
    /// Two files in an archive have the same name, but for upper and lower case.
    #[error("{archive} holds two files of one name: '{first}' and '{second}'")]
    Twice {
        /// The archive.
        archive: String,
        /// The first of them.
        first: String,
        /// The second of them.
        second: String,
    },
    /// Two files in an archive are made of the same bytes.
    #[error("{archive}: '{first}' and '{second}' share bytes, as in an archive made to fill memory")]
    Overlap {
        /// The archive.
        archive: String,
        /// The first of them.
        first: String,
        /// The second of them.
        second: String,
    },
    /// An archive is torn or garbled.
    #[error("{archive} is not a whole zip archive: {reason}")]
    Damaged {
        /// The archive.
        archive: String,
        /// What is wrong with it.
        reason: String,
    },
    /// All files in an archive are encrypted.
    #[error("{archive} is encrypted")]
    Encrypted {
        /// The archive.
        archive: String,
    },
}

impl InputError {
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    /// What to do instead, where that can be said.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                "check the path; nothing is there"
            }
            Self::Io { source, .. } => refusal(source)?.help(),
            Self::Pattern { .. } => "`*` stands for any characters, `?` for one, `[ab]` for one of these",
            Self::NoMatch { .. } => "check the folder and the ending; `*` does not reach into sub-folders",
            Self::TooManyFiles { .. } => "name the folder that holds the files to be read, not one above it",
            Self::TooManyEntries { .. } => "unpack it yourself if you trust it, and name the folder",
            Self::LeadsOut { .. } => {
                "such names are made to overwrite other files. Ask whoever made it; if that is you, pack its folder again from inside"
            }
            Self::Twice { .. } => "it cannot be told which of them is meant; pack it again with one of them",
            Self::Overlap { .. } => "ask for it again where it came from",
            Self::Damaged { .. } => {
                "download or copy it again; if it is not meant to be read, move it out of the folder"
            }
            Self::Encrypted { .. } => "unpack it with its password and name the folder",
        };
        Some(help.to_owned())
    }
}
