//! Help for editors: a folder with highlighting, completions and a problem matcher for rule files.
//!
//! The form is that of a Visual Studio Code extension, which other editors read too. All of it comes from the lists that the
//! rule language itself is made of, so it fits the program that wrote it. There is no language server: the one for rhai has not
//! been kept up, and `ssi rules check --watch` knows more, because it runs the pack.

mod grammar;
mod package;
mod snippets;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::atomic::{WriteError, write_file};

/// Every file of the folder: its path there and its content, ending in a line break.
pub fn files(version: &str) -> Vec<(&'static str, String)> {
    vec![
        ("README.md", package::ABOUT.to_owned()),
        ("language-configuration.json", pretty(&package::language())),
        ("package.json", pretty(&package::manifest(version))),
        ("snippets/ssi-rules.json", pretty(&snippets::all())),
        ("syntaxes/ssi-rules.tmLanguage.json", pretty(&grammar::grammar())),
    ]
}

/// Writes the folder; files of the same names are replaced, others stay.
///
/// # Errors
/// When a file cannot be written; those before it are there.
pub fn write(folder: &Path, version: &str) -> Result<Vec<PathBuf>, WriteError> {
    let mut written = Vec::new();
    for (name, content) in files(version) {
        let path = folder.join(name);
        write_file(&path, |out| out.write_all(content.as_bytes()))?;
        written.push(path);
    }
    Ok(written)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
