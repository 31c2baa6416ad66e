//! Whether the files of a folder are still the same, for commands that wait for a change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How deep folders are looked into; a pack has one level of them.
const DEPTH: usize = 3;

/// When each file of a folder was written, and its size; two of them are the same where nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenWhen(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

/// Looks at the files of a folder and of those in it. What cannot be looked at is not there: an editor takes a file away for a
/// moment while it writes.
pub fn written_when(folder: &Path) -> WrittenWhen {
    let mut all = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Ok(meta) = std::fs::metadata(entry.path()) else { continue };
            if meta.is_dir() && depth < DEPTH {
                folders.push((entry.path(), depth + 1));
            } else if meta.is_file() {
                all.insert(entry.path(), (meta.modified().ok(), meta.len()));
            }
        }
    }
    WrittenWhen(all)
}
