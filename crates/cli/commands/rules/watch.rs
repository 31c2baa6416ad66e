//! `ssi rules check --watch`: the same again whenever a file of the pack changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::output::{Outcome, clear};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(300);
/// How deep folders are looked into; a pack has one level of them.
const DEPTH: usize = 3;

/// When each file was written, and its size.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Does it once, and again after every change; ends with Ctrl-C, or where nobody reads what is printed.
pub(crate) fn run(folder: &Path, look: impl Fn() -> Outcome) -> Outcome {
    loop {
        // What changes while the pack is looked at is looked at again.
        let before = seen(folder);
        clear();
        match look() {
            Err(failure) if failure.is_closed_pipe() => return Err(failure),
            Err(failure) => failure.tell(),
            Ok(()) => {}
        }
        tell!("watching {}; Ctrl-C ends", folder.display());
        while seen(folder) == before {
            std::thread::sleep(PAUSE);
        }
    }
}

fn seen(folder: &Path) -> Seen {
    let mut all = Seen::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        // A folder that is gone for a moment, as while an editor writes, is seen when it is back.
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let Ok(meta) = std::fs::metadata(entry.path()) else { continue };
            if meta.is_dir() && depth < DEPTH {
                folders.push((entry.path(), depth + 1));
            } else if meta.is_file() {
                all.insert(entry.path(), (meta.modified().ok(), meta.len()));
            }
        }
    }
    all
}
