//! What is printed, and what can go wrong.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use ssi_corpus::read::DraftError;
use ssi_corpus::saved::SavedError;
use ssi_report::{Format, Sheet, Unreadable, WriteError, screened};
use ssi_rules::{Code, Diagnostics, PackError, UnknownRule};

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
            Self::UnknownRule(_) => Some("`ssi rules list` lists every rule".to_owned()),
            _ => None,
        }
    }

    /// The code of the mistake, where it has one.
    pub(crate) fn code(&self) -> Option<Code> {
        if let Self::Pack(error) = self { Some(error.code) } else { None }
    }

    /// Says what went wrong and what to do about it, on standard error.
    pub(crate) fn tell(&self) {
        let code = self.code().map_or(String::new(), |code| format!("[{code}]"));
        tell!("error{code}: {self}");
        if let Some(help) = self.help() {
            tell!("help: {help}");
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

/// Prints a page to standard output. Whatever the page was made of, it cannot act on a terminal; JSON has escapes for such
/// characters and comes through as it is.
pub(crate) fn print(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(screened(text).as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Refuses a table that a format cannot hold, before anything is written.
pub(crate) fn fits(table: &Sheet<'_>, format: Format) -> Outcome {
    match table.too_large_for(format) {
        None => Ok(()),
        Some(why) => Err(Failure::asked(
            format!("the table does not fit into a file of the format {}: {why}", format.ending()),
            "write csv or parquet, or score fewer members",
        )),
    }
}

/// Prints a table to standard output: exact for a program, fit to look at for a person.
pub(crate) fn print_table(table: &Sheet<'_>, format: Format) -> Outcome {
    let mut out = std::io::stdout().lock();
    if !format.is_text() && out.is_terminal() {
        let message = format!("a file of the format {} is nothing for a terminal", format.ending());
        return Err(Failure::asked(message, "name a file with `--out`"));
    }
    if !matches!(format, Format::Csv | Format::Md) || !out.is_terminal() {
        return Ok(table.write(format, &mut out)?);
    }
    drop(out);
    let mut bytes = Vec::new();
    table.write(format, &mut bytes)?;
    print(&String::from_utf8_lossy(&bytes))
}

/// Shows diagnostics on standard error, in colour on a terminal.
pub(crate) fn show(diagnostics: &Diagnostics) {
    if diagnostics.all.is_empty() {
        return;
    }
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    // Colours are our own, so what they go around has to be fit for a terminal before. A character stays a character: what is
    // marked stays where it is.
    let mut fit = diagnostics.clone();
    for one in &mut fit.all {
        for text in [&mut one.file, &mut one.message, &mut one.help] {
            *text = screened(text).into_owned();
        }
    }
    for file in &mut fit.files {
        file.path = screened(&file.path).into_owned();
        file.text = screened(&file.text).into_owned();
    }
    let _ = writeln!(std::io::stderr(), "{}\n", fit.render(colours));
}

/// Clears the terminal for a new page; where there is none, nothing.
pub(crate) fn clear() {
    let mut out = std::io::stdout().lock();
    if out.is_terminal() {
        let _ = out.write_all(b"\x1b[2J\x1b[H").and_then(|()| out.flush());
    }
}

/// `a.csv, b.csv` for people.
pub(crate) fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
}
