//! A bar while files are read, on a terminal only.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ssi_corpus::read::Progress;

/// The bar.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar, drawn only where somebody can see it move.
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = ProgressBar::hidden();
        if !quiet && std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if let Ok(style) = ProgressStyle::with_template("reading {bar:40} {bytes}/{total_bytes} {eta}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn bytes(&self, read: u64) {
        self.0.inc(read);
    }

    fn total(&self, bytes: u64) {
        self.0.set_length(bytes);
    }
}
