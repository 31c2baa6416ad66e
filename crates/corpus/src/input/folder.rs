//! The files of a folder and of the folders in it.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::InputError;
use super::names::passed_over;

/// Folders below the one that was named that are still looked into. Exports hold two levels, a team's folder one more.
const DEPTH: usize = 4;

/// Files that a folder may have: somebody who names a home folder by mistake should not wait for it.
const FILES: usize = 100_000;

/// A file in a folder.
pub(super) struct Found {
    /// Its path below the folder, with `/` between its parts.
    pub(super) path: String,
    pub(super) on_disk: PathBuf,
    pub(super) bytes: u64,
}

/// Lists a folder; what is left out for a reason that its owner may not know goes to `notes`.
pub(super) fn list(folder: &Path, notes: &mut Vec<String>) -> Result<Vec<Found>, InputError> {
    let root = folder.canonicalize().map_err(|e| InputError::io(folder, e))?;
    let mut walk = Walk { folder, root, found: Vec::new(), notes };
    walk.enter(folder, "", 0)?;
    Ok(walk.found)
}

struct Walk<'a> {
    folder: &'a Path,
    /// Where the folder really is.
    root: PathBuf,
    found: Vec<Found>,
    notes: &'a mut Vec<String>,
}

impl Walk<'_> {
    fn enter(&mut self, folder: &Path, path: &str, depth: usize) -> Result<(), InputError> {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(e) if depth > 0 => {
                self.notes.push(format!("{path} was left out: {e}"));
                return Ok(());
            }
            Err(e) => return Err(InputError::io(folder, e)),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if passed_over(&name) {
                continue;
            }
            let path = if path.is_empty() { name } else { format!("{path}/{name}") };
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                if depth == DEPTH {
                    self.notes.push(format!("{path} was left out: it lies more than {DEPTH} folders deep"));
                } else {
                    self.enter(&entry.path(), &path, depth + 1)?;
                }
                continue;
            }
            if kind.is_symlink() && depth > 0 && !self.stays_inside(&entry.path()) {
                self.notes.push(format!("{path} was left out: it is a link that leads out of the folder"));
                continue;
            }
            // Follows links; a link that leads nowhere is as good as no file, and so is what is no file.
            if let Ok(about) = fs::metadata(entry.path())
                && about.is_file()
            {
                if self.found.len() == FILES {
                    return Err(InputError::TooManyFiles { folder: self.folder.to_owned(), limit: FILES });
                }
                self.found.push(Found { path, on_disk: entry.path(), bytes: about.len() });
            }
        }
        Ok(())
    }

    /// Whether a link leads to something in the folder, or nowhere.
    fn stays_inside(&self, link: &Path) -> bool {
        link.canonicalize().map_or(true, |target| target.starts_with(&self.root))
    }
}
