//! Texts to signals and signals to grades, each timed by itself: for whoever measures. A run does both at once.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use ssi_corpus::data::{Corpus, Texts};
use ssi_expr::{Column, Tape};
use ssi_rules::{Model, TextWant};

use crate::grade::Grader;
use crate::plan::{Plan, TextKey};

/// Texts whose signals are held at a time, so that measuring needs no more memory for more texts.
const BLOCK: usize = 1 << 16;
/// Texts that one task grades at a time.
const CHUNK: usize = 2048;

/// The texts of a corpus that a model reads, and what reads them.
pub struct TextStages<'a> {
    columns: Vec<Stage<'a>>,
    signals: usize,
}

/// One column of texts.
struct Stage<'a> {
    texts: &'a Texts,
    reader: Grader,
    /// What makes a grade of the signals, where the texts are graded.
    grading: Option<Tape>,
}

/// How long the stages took, and how much they read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextTimes {
    /// Texts to signals.
    pub signals: Duration,
    /// Signals to grades.
    pub grades: Duration,
    /// Texts read.
    pub texts: u64,
    /// Bytes of text read.
    pub bytes: u64,
}

impl<'a> TextStages<'a> {
    /// Finds the texts of a corpus that a model reads. Nothing is read yet.
    pub fn new(model: &Model, corpus: &'a Corpus) -> Self {
        let plan = Plan::new(model);
        let mut keys: Vec<TextKey> = plan.texts.keys().copied().collect();
        keys.sort_unstable();
        let mut distinct: FxHashSet<TextWant> = FxHashSet::default();
        let mut columns = Vec::new();
        for key in keys {
            let needs = &plan.texts[&key];
            let grade = needs.grade.map(|g| &model.grades[g]);
            let mut wanted: Vec<TextWant> = grade.map_or_else(Vec::new, |g| g.inputs.clone());
            wanted.extend(&needs.signals);
            distinct.extend(&wanted);
            let Some(texts) = corpus.rows(key.0).and_then(|rows| rows.texts(key.1)) else { continue };
            let grading = grade.map(|plan| {
                let (graph, grade) = plan.total();
                Tape::compile(&graph, &[grade])
            });
            columns.push(Stage { texts, reader: Grader::grade(model, None, &wanted), grading });
        }
        Self { columns, signals: distinct.len() }
    }

    /// How many different signals the model reads, whether the corpus has the texts or not.
    pub fn signals(&self) -> usize {
        self.signals
    }

    /// How many texts and bytes there are to read; no time has gone by.
    pub fn sizes(&self) -> TextTimes {
        let mut sizes = TextTimes::default();
        for Stage { texts, .. } in &self.columns {
            sizes.texts += texts.len() as u64;
            sizes.bytes += texts.bytes() as u64;
        }
        sizes
    }

    /// Reads and grades every text once, and forgets the grades. Runs under rayon.
    ///
    /// A run costs a little more: it reads texts that do not tell their language a second time.
    pub fn run(&self) -> TextTimes {
        let mut times = self.sizes();
        for Stage { texts, reader, grading } in &self.columns {
            for first in (0..texts.len()).step_by(BLOCK) {
                let rows = BLOCK.min(texts.len() - first);
                let start = Instant::now();
                let signals = reader.run(rows, |row| texts.get(first + row));
                times.signals += start.elapsed();
                let start = Instant::now();
                if let Some(tape) = grading {
                    black_box(grades(tape, &signals, rows));
                }
                times.grades += start.elapsed();
            }
        }
        times
    }
}

/// The grades of texts whose signals are there, in pieces.
fn grades(tape: &Tape, signals: &[Vec<f64>], rows: usize) -> Vec<Vec<f64>> {
    let chunk = |chunk: usize| {
        let rows = chunk * CHUNK..rows.min((chunk + 1) * CHUNK);
        let inputs: Vec<Column<'_>> = signals.iter().map(|s| Column::Slice(&s[rows.clone()])).collect();
        let mut out = Vec::with_capacity(rows.len());
        tape.run(rows.len(), &inputs, |_, columns| out.extend_from_slice(columns[0]));
        out
    };
    (0..rows.div_ceil(CHUNK)).into_par_iter().map(chunk).collect()
}
