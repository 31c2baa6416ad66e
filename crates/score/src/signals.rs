//! Signals of texts, kept so that rules of grades with other numbers need no text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::grade::{CHUNK, Grader};
use crate::packed::Packed;
use crate::plan::TextKey;

/// Signals of columns of texts, as graders want them.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    columns: FxHashMap<TextKey, Column>,
}

/// One column of texts.
#[derive(Debug)]
struct Column {
    all: Pieces,
    /// Texts that were read once more, in their author's language, by their rows.
    again: Option<(Vec<u32>, Pieces)>,
}

/// The signals of some texts, a [`CHUNK`] at a time.
#[derive(Debug)]
pub(crate) struct Pieces {
    rows: usize,
    chunks: Vec<Vec<Packed>>,
}

impl Pieces {
    pub(crate) fn new(rows: usize, chunks: Vec<Vec<Packed>>) -> Self {
        Self { rows, chunks }
    }

    /// Packs the signals of one chunk.
    pub(crate) fn pack(signals: &[Vec<f64>]) -> Vec<Packed> {
        signals.iter().map(|column| Packed::new(column.clone())).collect()
    }

    fn unpack(&self, rows: Range<usize>) -> Vec<Vec<f64>> {
        let column = |packed: &Packed| {
            let mut all = Vec::with_capacity(rows.len());
            packed.unpack(rows.len(), &mut all);
            all
        };
        self.chunks[rows.start / CHUNK].iter().map(column).collect()
    }

    fn settle(&self, grader: &Grader) -> Vec<Vec<f64>> {
        grader.recall(self.rows, |rows| self.unpack(rows))
    }
}

/// What a grader makes of kept signals: columns of all texts, and the same for the rows that were read once more.
pub(crate) struct Settled<'s> {
    pub(crate) all: Vec<Vec<f64>>,
    pub(crate) again: Option<(&'s [u32], Vec<Vec<f64>>)>,
}

impl Signals {
    pub(crate) fn keep(&mut self, key: TextKey, all: Pieces) {
        self.columns.insert(key, Column { all, again: None });
    }

    /// Keeps the signals of texts that were read again.
    pub(crate) fn keep_again(&mut self, key: TextKey, rows: Vec<u32>, again: Pieces) {
        if let Some(column) = self.columns.get_mut(&key) {
            column.again = Some((rows, again));
        }
    }

    pub(crate) fn has(&self, key: TextKey) -> bool {
        self.columns.contains_key(&key)
    }

    /// What a grader that wants the same signals makes of a column.
    pub(crate) fn settle(&self, key: TextKey, grader: &Grader) -> Option<Settled<'_>> {
        let Column { all, again } = self.columns.get(&key)?;
        let again = again.as_ref().map(|(rows, pieces)| (rows.as_slice(), pieces.settle(grader)));
        Some(Settled { all: all.settle(grader), again })
    }
}
