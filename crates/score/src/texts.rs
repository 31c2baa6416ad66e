//! Every column of texts that the model reads, once: its grade and the signals that rules name.

use rustc_hash::FxHashMap;
use ssi_corpus::data::Corpus;
use ssi_rules::{Model, TextWant};

use crate::grade::Grader;
use crate::plan::{Plan, TextKey};

/// What is known of a column of texts, one value a row of its file.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextColumn {
    pub(crate) grade: Option<Vec<f64>>,
    pub(crate) signals: Vec<(TextWant, Vec<f64>)>,
}

/// The columns of texts that the model reads and the corpus has.
pub(crate) type TextColumns = FxHashMap<TextKey, TextColumn>;

/// Reads every text once. Also says how many texts and bytes were read.
pub(crate) fn read_texts(model: &Model, plan: &Plan, corpus: &Corpus) -> (TextColumns, u64, u64) {
    let (mut columns, mut texts, mut bytes) = (TextColumns::default(), 0, 0);
    let mut keys: Vec<&TextKey> = plan.texts.keys().collect();
    keys.sort_unstable();
    for key in keys {
        let needs = &plan.texts[key];
        let Some(column) = corpus.rows(key.0).and_then(|rows| rows.texts(key.1)) else { continue };
        let grader = Grader::grade(model, needs.grade.map(|g| &model.grades[g]), &needs.signals);
        let mut out = grader.run(column.len(), |row| column.get(row)).into_iter();
        texts += column.len() as u64;
        bytes += column.bytes() as u64;
        let grade = needs.grade.and_then(|_| out.next());
        let signals = needs.signals.iter().copied().zip(out).collect();
        columns.insert(*key, TextColumn { grade, signals });
    }
    (columns, texts, bytes)
}
