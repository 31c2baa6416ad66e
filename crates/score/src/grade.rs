//! Texts to grades: the signals that the rules read, then the rules as a tape.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use ssi_expr::{Column, Graph, NodeId, Tape};
use ssi_rules::{GradePlan, Model, TextWant};
use ssi_text::{Analyzer, Language, Lists, PhraseList, PhrasePart, Scratch, SignalId, Want, Wording};

use crate::languages::Told;
use crate::points::Claim;

/// Texts that one task takes at a time: enough to fill the tape's lanes many times, little enough to share out evenly.
pub(crate) const CHUNK: usize = 2048;

/// Computes columns of signals and of expressions over them.
pub struct Grader {
    analyzer: Analyzer,
    tape: Tape,
    outputs: usize,
    /// Where the signals begin that are handed out as they are.
    direct: usize,
}

/// The signals of the text room that a want of the rules means.
fn want(w: TextWant) -> Want {
    match w {
        TextWant::Signal(s) => Want::Signal(SignalId(s as u16)),
        TextWant::PhraseHits(list) => Want::PhraseHits(list),
        TextWant::PhraseCoverage(list) => Want::PhraseCoverage(list),
    }
}

/// A phrase list of a model in the text room's own type.
pub(crate) fn list(of: &ssi_rules::PhraseList) -> PhraseList {
    let part = |p: &ssi_rules::PhrasePart| PhrasePart {
        // The vocabulary offers no other codes.
        language: p.language.as_deref().and_then(Language::from_code),
        phrases: p.phrases.clone(),
    };
    PhraseList { id: of.id.clone(), parts: of.parts.iter().map(part).collect() }
}

/// The lists of a model made ready; those of the last model are kept, since one model makes many graders.
fn prepared(phrases: &Arc<[ssi_rules::PhraseList]>) -> Arc<Lists> {
    type Kept = (Arc<[ssi_rules::PhraseList]>, Arc<Lists>);
    static LAST: Mutex<Option<Kept>> = Mutex::new(None);
    // What is kept is whole or not there, so a lock that a panicking thread left can be used.
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, lists)) = &*last
        && (Arc::ptr_eq(of, phrases) || of == phrases)
    {
        return lists.clone();
    }
    let lists = Arc::new(Lists::new(&phrases.iter().map(list).collect::<Vec<_>>()));
    *last = Some((phrases.clone(), lists.clone()));
    lists
}

/// A grade has four digits, so that its parts add up to the last one.
pub const CAP: i32 = 10_000;

/// What each rule claims for a text, in the order of the plan: from the columns that a grader made by [`Grader::rules`] gave.
pub fn claims(plan: &GradePlan, columns: &[Vec<f64>], row: usize) -> impl Iterator<Item = Claim> {
    plan.rules.iter().zip(columns[1..].chunks_exact(2)).map(move |(rule, pair)| Claim {
        weight: rule.weight,
        penalty: rule.penalty,
        credit: pair[0][row],
        founded: pair[1][row] == 1.0,
    })
}

impl Grader {
    /// The grade alone, and the signals of `direct`.
    pub fn grade(model: &Model, plan: Option<&GradePlan>, direct: &[TextWant]) -> Self {
        match plan {
            Some(plan) => {
                let (graph, grade) = plan.total();
                Self::new(model, &graph, &[grade], &plan.inputs, direct)
            }
            None => Self::new(model, &Graph::default(), &[], &[], direct),
        }
    }

    /// The grade, then value and evidence of each rule, and the signals of `direct`.
    pub fn rules(model: &Model, plan: &GradePlan, direct: &[TextWant]) -> Self {
        let (graph, grade) = plan.total();
        let mut outputs = vec![grade];
        outputs.extend(plan.rules.iter().flat_map(|r| [r.value, r.evidence]));
        Self::new(model, &graph, &outputs, &plan.inputs, direct)
    }

    fn new(
        model: &Model,
        graph: &Graph,
        outputs: &[NodeId],
        inputs: &[TextWant],
        direct: &[TextWant],
    ) -> Self {
        let wanted: Vec<Want> = inputs.iter().chain(direct).map(|&w| want(w)).collect();
        Self {
            analyzer: Analyzer::with(&wanted, &prepared(&model.phrases)),
            tape: Tape::compile(graph, outputs),
            outputs: outputs.len(),
            direct: inputs.len(),
        }
    }

    /// One column an output and a direct signal, over texts `0..rows`; runs under rayon, the same for any number of threads.
    pub fn run<'t>(&self, rows: usize, text: impl Fn(usize) -> &'t str + Sync) -> Vec<Vec<f64>> {
        self.run_as(rows, text, |_| None)
    }

    /// The same, where a text that does not tell its language is taken to be in the one that `hint` says.
    pub fn run_as<'t>(
        &self,
        rows: usize,
        text: impl Fn(usize) -> &'t str + Sync,
        hint: impl Fn(usize) -> Option<Language> + Sync,
    ) -> Vec<Vec<f64>> {
        self.listen(rows, text, hint).0
    }

    /// Whether what is computed depends on the language of a text.
    pub(crate) fn asks_language(&self) -> bool {
        self.analyzer.asks_language()
    }

    /// The same as [`run_as`](Self::run_as), and the languages that the texts told themselves.
    pub(crate) fn listen<'t>(
        &self,
        rows: usize,
        text: impl Fn(usize) -> &'t str + Sync,
        hint: impl Fn(usize) -> Option<Language> + Sync,
    ) -> (Vec<Vec<f64>>, Told) {
        let (columns, told, _) = self.listen_and(rows, text, hint, |_| ());
        (columns, told)
    }

    /// The same, and shows `see` the wanted signals of every [`CHUNK`] of texts.
    pub(crate) fn listen_and<'t, T: Send>(
        &self,
        rows: usize,
        text: impl Fn(usize) -> &'t str + Sync,
        hint: impl Fn(usize) -> Option<Language> + Sync,
        see: impl Fn(&[Vec<f64>]) -> T + Sync,
    ) -> (Vec<Vec<f64>>, Told, Vec<T>) {
        let chunk = |rows: Range<usize>| {
            let (signals, told) = self.read(rows, &text, &hint);
            let seen = see(&signals);
            (self.settle(told.len(), signals), (told, seen))
        };
        let (columns, heard) = self.by_chunks(rows, chunk);
        let (told, seen): (Vec<Told>, Vec<T>) = heard.into_iter().unzip();
        (columns, told.concat(), seen)
    }

    /// One column an output and a direct signal, of texts whose wanted signals `signals` has, a [`CHUNK`] at a time.
    pub(crate) fn recall(
        &self,
        rows: usize,
        signals: impl Fn(Range<usize>) -> Vec<Vec<f64>> + Sync,
    ) -> Vec<Vec<f64>> {
        self.by_chunks(rows, |rows| (self.settle(rows.len(), signals(rows)), ())).0
    }

    fn by_chunks<T: Send>(
        &self,
        rows: usize,
        chunk: impl Fn(Range<usize>) -> (Vec<Vec<f64>>, T) + Sync,
    ) -> (Vec<Vec<f64>>, Vec<T>) {
        let chunks: Vec<(Vec<Vec<f64>>, T)> = (0..rows.div_ceil(CHUNK))
            .into_par_iter()
            .map(|at| chunk(at * CHUNK..rows.min((at + 1) * CHUNK)))
            .collect();
        let width = self.outputs + self.analyzer.wanted().len() - self.direct;
        let mut columns: Vec<Vec<f64>> = vec![Vec::with_capacity(rows); width];
        let mut beside = Vec::with_capacity(chunks.len());
        for (chunk, one) in chunks {
            for (all, part) in columns.iter_mut().zip(chunk) {
                all.extend(part);
            }
            beside.push(one);
        }
        (columns, beside)
    }

    /// The wanted signals of some texts, a column each, and the languages that the texts told; on this thread.
    pub(crate) fn read<'t>(
        &self,
        rows: Range<usize>,
        text: impl Fn(usize) -> &'t str,
        hint: impl Fn(usize) -> Option<Language>,
    ) -> (Vec<Vec<f64>>, Told) {
        self.read_rows(rows, |place, scratch, row| {
            self.analyzer.row_as(text(place), hint(place), scratch, row)
        })
    }

    /// The same, and shows `say` the words of each text as [`Wording::say`] has them.
    pub(crate) fn read_said<'t>(
        &self,
        rows: Range<usize>,
        text: impl Fn(usize) -> &'t str,
        mut say: impl FnMut(&str, &[u64]),
    ) -> (Vec<Vec<f64>>, Told) {
        let (mut wording, mut said) = (Wording::default(), Vec::new());
        self.read_rows(rows, |place, scratch, row| {
            said.clear();
            let told = self.analyzer.row_said(text(place), scratch, row, &mut wording, &mut said);
            say(text(place), &said);
            told
        })
    }

    fn read_rows(
        &self,
        rows: Range<usize>,
        mut read: impl FnMut(usize, &mut Scratch, &mut [f64]) -> ssi_text::Told,
    ) -> (Vec<Vec<f64>>, Told) {
        let width = self.analyzer.wanted().len();
        let mut signals = vec![vec![0.0; rows.len()]; width];
        let (mut told, mut row) = (Told::with_capacity(rows.len()), vec![0.0; width]);
        self.analyzer.with_scratch(|scratch| {
            for (i, place) in rows.enumerate() {
                let one = read(place, scratch, &mut row);
                told.push(one.language.filter(|_| one.from_text));
                for (column, value) in signals.iter_mut().zip(&row) {
                    column[i] = *value;
                }
            }
        });
        (signals, told)
    }

    /// One column an output and a direct signal, of the signals of some rows as [`read`](Self::read) gives them; on this thread.
    pub(crate) fn settle(&self, rows: usize, mut signals: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
        let inputs: Vec<Column<'_>> = signals.iter().map(|s| Column::Slice(s)).collect();
        let mut out: Vec<Vec<f64>> = vec![Vec::with_capacity(rows); self.outputs];
        self.tape.run(rows, &inputs, |_, columns| {
            for (all, block) in out.iter_mut().zip(columns) {
                all.extend_from_slice(block);
            }
        });
        out.extend(signals.drain(self.direct..));
        out
    }
}
