//! What is printed, and what can go wrong.

use std::io::Write;
use std::path::PathBuf;

use ssi_corpus::read::DraftError;
use ssi_corpus::saved::SavedError;
use ssi_report::{Unreadable, WriteError};
use ssi_rules::{Diagnostics, PackError, UnknownRule};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Corpus(#[from] ssi_corpus::read::Error),
    #[error(transparent)]
    Draft(#[from] DraftError),
    #[error(transparent)]
    Saved(#[from] SavedError),
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The diagnostics have been shown already.
    #[error("{0}")]
    Rules(String),
    #[error(transparent)]
    UnknownRule(#[from] UnknownRule),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    History(#[from] Unreadable),
    #[error("cannot print: {0}")]
    Print(#[from] std::io::Error),
    #[error("{message}")]
    Asked { message: String, help: String },
}

impl Failure {
    pub(crate) fn asked(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Asked { message: message.into(), help: help.into() }
    }

    /// What to do about it.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Corpus(error) => error.help(),
            Self::Draft(error) => Some(error.help().to_owned()).filter(|h| !h.is_empty()),
            Self::History(error) => Some(error.help.clone()).filter(|h| !h.is_empty()),
            Self::Saved(error) => Some(error.help.clone()).filter(|h| !h.is_empty()),
            Self::Pack(error) => Some(error.help.clone()).filter(|h| !h.is_empty()),
            Self::Asked { help, .. } => Some(help.clone()).filter(|h| !h.is_empty()),
            Self::UnknownRule(_) => Some("`ssi rules check --list` lists every rule".to_owned()),
            _ => None,
        }
    }

    /// Whether the reader of our output went away.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        let pipe = |e: &std::io::Error| e.kind() == std::io::ErrorKind::BrokenPipe;
        match self {
            Self::Print(error) => pipe(error),
            Self::Write(error) => pipe(&error.reason),
            _ => false,
        }
    }
}

pub(crate) type Outcome = Result<(), Failure>;

/// Prints a text to standard output.
pub(crate) fn print(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Shows diagnostics on standard error, in colour on a terminal.
pub(crate) fn show(diagnostics: &Diagnostics) {
    use std::io::IsTerminal;
    if !diagnostics.all.is_empty() {
        let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        tell!("{}\n", diagnostics.render(colours));
    }
}

/// `a.csv, b.csv` for people.
pub(crate) fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
}
