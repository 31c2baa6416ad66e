//! A generated corpus as a folder of CSV files.

use std::path::Path;

use ssi_corpus::generate::{self, Spec};

use crate::atomic::{WriteError, write_file};

/// Whether there is something in a folder already.
pub fn is_taken(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Writes every file of a synthetic corpus; returns each file's name and its rows.
///
/// # Errors
/// When a file cannot be written; files that were finished before stay.
pub fn write_corpus(spec: &Spec, folder: &Path) -> Result<Vec<(&'static str, u64)>, WriteError> {
    let mut written = Vec::new();
    for &file in generate::files() {
        let mut rows = 0;
        let name = file.file().name;
        write_file(&folder.join(format!("{name}.csv")), |out| {
            rows = generate::write(spec, file, out)?;
            Ok(())
        })?;
        written.push((name, rows));
    }
    Ok(written)
}
