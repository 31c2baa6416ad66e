//! The values of many texts, one column a want.

use rayon::prelude::*;

/// The values of many texts, one column a want, in the order of the texts.
///
/// ```
/// use ssi_text::{Analyzer, Want, signal};
/// let analyzer = Analyzer::new(&[Want::Signal(signal("words").expect("a signal"))], &[]);
/// let columns = analyzer.batch(&["one", "one two"]);
/// assert_eq!(columns.column(0), [1.0, 2.0]);
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Columns {
    /// Column after column.
    values: Vec<f64>,
    width: usize,
    len: usize,
}

impl Columns {
    /// The values of the want at place `i`, one a text.
    ///
    /// # Panics
    ///
    /// If there is no want at that place.
    pub fn column(&self, i: usize) -> &[f64] {
        assert!(i < self.width, "column {i} of {}", self.width);
        &self.values[i * self.len..][..self.len]
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Joins blocks of columns, each with the same width, in their order.
    pub(crate) fn join(blocks: &[Columns], width: usize) -> Columns {
        let len = blocks.iter().map(Columns::len).sum();
        let mut values = vec![0.0; width * len];
        if len > 0 {
            values.par_chunks_exact_mut(len).enumerate().for_each(|(i, column)| {
                let mut rest = column;
                for block in blocks {
                    let (here, after) = rest.split_at_mut(block.len);
                    here.copy_from_slice(block.column(i));
                    rest = after;
                }
            });
        }
        Columns { values, width, len }
    }

    /// Fills a block by rows: `fill` gets the place of the text and its row.
    pub(crate) fn by_rows(width: usize, len: usize, mut fill: impl FnMut(usize, &mut [f64])) -> Columns {
        let mut values = vec![0.0; width * len];
        let mut row = vec![0.0; width];
        for text in 0..len {
            fill(text, &mut row);
            for (i, value) in row.iter().enumerate() {
                values[i * len + text] = *value;
            }
        }
        Columns { values, width, len }
    }
}
