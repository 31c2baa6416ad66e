//! What goes wrong, as exceptions: the sentence that the command prints, and below it what to do.

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(
    ssi,
    SsiError,
    PyValueError,
    "Something that ssi was given cannot be used; the text says what to do."
);
create_exception!(ssi, PackError, SsiError, "A pack of rules cannot be read, or has mistakes.");
create_exception!(ssi, CorpusError, SsiError, "Tables or files cannot be read as a corpus.");

/// A sentence and, where there is one, a line of help.
fn told(message: &str, help: &str) -> String {
    if help.is_empty() { message.to_owned() } else { format!("{message}\nhelp: {help}") }
}

pub(crate) fn asked(message: &str, help: &str) -> PyErr {
    SsiError::new_err(told(message, help))
}

pub(crate) fn corpus(error: &ssi_corpus::read::Error) -> PyErr {
    CorpusError::new_err(told(&error.to_string(), &error.help().unwrap_or_default()))
}

pub(crate) fn unread(message: &str, help: &str) -> PyErr {
    CorpusError::new_err(told(message, help))
}

pub(crate) fn pack(message: &str, help: &str) -> PyErr {
    PackError::new_err(told(message, help))
}

pub(crate) fn rules(found: &ssi_rules::Diagnostics) -> PyErr {
    PackError::new_err(found.errors().render(false).trim_end().to_owned())
}
