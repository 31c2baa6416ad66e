//! What the benches share: ratios, which criterion does not compute.

use std::time::{Duration, Instant};

/// Whether the whole bench was asked for (`cargo bench`): with a filter or any other wish, criterion alone answers.
pub(crate) fn everything_is_asked_for() -> bool {
    std::env::args().skip(1).eq(["--bench"])
}

/// Runs tasks in turns, so that whatever slows the machine down slows all of them down: one row of times a round.
pub(crate) fn in_turns<const N: usize>(
    rounds: usize,
    mut tasks: [&mut dyn FnMut(); N],
) -> Vec<[Duration; N]> {
    let mut round = || {
        let mut times = [Duration::ZERO; N];
        for (task, time) in tasks.iter_mut().zip(&mut times) {
            let start = Instant::now();
            task();
            *time = start.elapsed();
        }
        times
    };
    round(); // Warms up.
    (0..rounds).map(|_| round()).collect()
}

/// The middle of some figures, and how far they spread.
pub(crate) struct Spread {
    /// The middle.
    pub(crate) median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    /// Of at least one figure.
    pub(crate) fn of(figures: impl Iterator<Item = f64>) -> Self {
        let mut all: Vec<f64> = figures.collect();
        all.sort_by(f64::total_cmp);
        Self { median: all[all.len() / 2], least: all[0], most: all[all.len() - 1] }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = if self.median < 100.0 { 2 } else { 0 };
        write!(f, "{:.digits$} ({:.digits$}–{:.digits$})", self.median, self.least, self.most)
    }
}
