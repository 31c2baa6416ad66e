//! `ssi rules check --watch`: the same again whenever a file of the pack changes.

use std::path::Path;
use std::time::Duration;

use ssi_report::written_when;

use crate::output::{Outcome, clear};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(300);

/// Does it once, and again after every change; ends with Ctrl-C, or where nobody reads what is printed.
pub(crate) fn run(folder: &Path, look: impl Fn() -> Outcome) -> Outcome {
    loop {
        // What changes while the pack is looked at is looked at again.
        let before = written_when(folder);
        clear();
        tell!("checking {}", folder.display());
        match look() {
            Err(failure) if failure.is_closed_pipe() => return Err(failure),
            Err(failure) => failure.tell(),
            Ok(()) => {}
        }
        tell!("watching {}; Ctrl-C ends", folder.display());
        while written_when(folder) == before {
            std::thread::sleep(PAUSE);
        }
    }
}
