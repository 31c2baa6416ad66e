//! The rows of a table folded into its aggregates, a batch at a time.

use std::borrow::Cow;

use rayon::prelude::*;
use ssi_corpus::data::{NO_ID, Texts};
use ssi_corpus::resolve::{Frame, Resolved, Space, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{Kind, TABLES};
use ssi_expr::{Column, NodeId};
use ssi_rules::{Measure, Model, Source};

use crate::partial::{Batch, Partial, View};
use crate::plan::{RowTape, text_key};
use crate::texts::TextColumns;

/// Rows in a batch: many times the tape's lanes, and small enough to share out among threads.
const BATCH: usize = 8192;

/// A column over all rows of a frame.
pub(crate) enum Cells<'a> {
    Slice(Cow<'a, [f64]>),
    Same(f64),
}

impl Cells<'_> {
    pub(crate) fn column(&self, rows: std::ops::Range<usize>) -> Column<'_> {
        match self {
            Self::Slice(all) => Column::Slice(&all[rows]),
            Self::Same(value) => Column::Splat(*value),
        }
    }
}

/// The cells of one input of a table's expressions.
pub(crate) fn cells<'a>(
    source: &Source,
    frame: &'a Frame,
    resolved: &Resolved<'_>,
    texts: &TextColumns,
) -> Cells<'a> {
    let missing = Cells::Same(f64::NAN);
    let of_rows = |all: &[f64]| Cells::Slice(frame.rows.iter().map(|&r| all[r as usize]).collect());
    match source {
        Source::Column(c) => match &frame.columns[*c] {
            Some(Values::Numbers(all)) => Cells::Slice(Cow::Borrowed(all)),
            _ => missing,
        },
        Source::LabelIs(c, word) => match &frame.columns[*c] {
            Some(Values::Labels(all, space)) => {
                let wanted = spellings(resolved, *space, word);
                let is = |&code: &u32| {
                    if code == NO_ID { f64::NAN } else { f64::from(u8::from(wanted.contains(&code))) }
                };
                Cells::Slice(all.iter().map(is).collect())
            }
            _ => missing,
        },
        Source::Grade(c) => match texts.get(&text_key(frame.table, *c)).and_then(|t| t.grade.as_ref()) {
            Some(all) => of_rows(all),
            None => missing,
        },
        Source::Signal(c, want) => {
            let column = texts.get(&text_key(frame.table, *c));
            match column.and_then(|t| t.signals.iter().find(|(w, _)| w == want)) {
                Some((_, all)) => of_rows(all),
                None => missing,
            }
        }
        Source::Present(c) => Cells::Same(f64::from(u8::from(has(frame, resolved, *c)))),
    }
}

/// Whether the corpus has a column at all.
fn has(frame: &Frame, resolved: &Resolved<'_>, column: usize) -> bool {
    let table = &TABLES[frame.table];
    match table.columns[column].kind {
        Kind::Text(_) => {
            let rows = resolved.corpus().rows(table.file);
            rows.is_some_and(|r| r.has_texts(table.columns[column].id))
        }
        _ => frame.columns[column].is_some(),
    }
}

/// The numbers of a word among the labels of a space, in whatever case it is written there.
fn spellings(resolved: &Resolved<'_>, space: Space, word: &str) -> Vec<u32> {
    let corpus = resolved.corpus();
    let says = |name: &str| {
        if name.is_ascii() { name.eq_ignore_ascii_case(word) } else { name.to_lowercase() == word }
    };
    let labels = match space {
        // A query is not a word of the corpus but a text: its number is the row that speaks for all alike.
        Space::Queries => {
            let texts = corpus.rows(FileId::Searches).and_then(|rows| rows.texts("query"));
            let asks = |row: &u32| texts.is_some_and(|t| says(t.get(*row as usize).trim()));
            return (0..texts.map_or(0, Texts::len) as u32).filter(asks).collect();
        }
        Space::People => &corpus.people,
        Space::Posts => &corpus.posts,
        Space::Conversations => &corpus.conversations,
        Space::Words => &corpus.labels,
    };
    (0..labels.len() as u32).filter(|&label| says(labels.name(label))).collect()
}

/// Folds a whole table whose rows belong to `0..members`. Batches are shared out among threads; the result does not depend
/// on how.
pub(crate) fn fold(
    model: &Model,
    rows: &RowTape,
    frame: &Frame,
    resolved: &Resolved<'_>,
    texts: &TextColumns,
    members: usize,
) -> Partial {
    let end = resolved.view().end;
    let plan = &model.tables[frame.table];
    let inputs: Vec<Cells<'_>> = plan.inputs.iter().map(|s| cells(s, frame, resolved, texts)).collect();
    let labels = label_columns(model, frame);
    let batches = frame.len().div_ceil(BATCH);
    // One partial a thread and not one a batch: a partial is as wide as the membership.
    let share = batches.div_ceil(rayon::current_num_threads()).max(1);
    (0..batches.div_ceil(share))
        .into_par_iter()
        .map(|part| {
            let mut partial = Partial::new(model, frame.table, members);
            for batch in part * share..batches.min((part + 1) * share) {
                let range = batch * BATCH..frame.len().min((batch + 1) * BATCH);
                update(model, rows, frame, &inputs, &labels, range, &mut partial, end);
            }
            partial
        })
        .reduce_with(|mut a, b| {
            a.merge(model, &b);
            a
        })
        .unwrap_or_else(|| Partial::new(model, frame.table, members))
}

/// The label columns that aggregates count, as numbers.
fn label_columns(model: &Model, frame: &Frame) -> Vec<Option<Vec<f64>>> {
    let counted =
        |c: usize| model.aggregates.iter().any(|a| a.table == frame.table && a.measure == Measure::Label(c));
    (0..frame.columns.len())
        .map(|c| match &frame.columns[c] {
            Some(Values::Labels(all, _)) if counted(c) => {
                Some(all.iter().map(|&l| if l == NO_ID { f64::NAN } else { f64::from(l) }).collect())
            }
            _ => None,
        })
        .collect()
}

#[expect(
    clippy::too_many_arguments,
    reason = "one batch of a fold; a struct of the same eight things says no more"
)]
fn update(
    model: &Model,
    rows: &RowTape,
    frame: &Frame,
    inputs: &[Cells<'_>],
    labels: &[Option<Vec<f64>>],
    range: std::ops::Range<usize>,
    partial: &mut Partial,
    end: i64,
) {
    let columns: Vec<Column<'_>> = inputs.iter().map(|c| c.column(range.clone())).collect();
    let mut out: Vec<Vec<f64>> = vec![Vec::with_capacity(range.len()); rows.outputs.len()];
    rows.tape.run(range.len(), &columns, |_, block| {
        for (all, part) in out.iter_mut().zip(block) {
            all.extend_from_slice(part);
        }
    });
    let output = |node: NodeId| -> &[f64] {
        let place = rows.outputs.binary_search(&node).expect("every node that is read is an output");
        &out[place]
    };
    let nothing = vec![f64::NAN; range.len()];
    let views = model
        .aggregates
        .iter()
        .filter(|a| a.table == frame.table)
        .map(|a| View {
            evidence: a.evidence.map(output),
            filter: a.filter.map(output),
            value: match a.measure {
                Measure::Row => None,
                Measure::Value(node) => Some(output(node)),
                Measure::Label(c) => Some(labels[c].as_ref().map_or(&nothing[..], |l| &l[range.clone()])),
            },
        })
        .collect();
    let batch = Batch { members: &frame.members[range.clone()], times: &frame.times[range], views };
    partial.update(model, &batch, end);
}

/// Whether an aggregate reads a column that the corpus does not have: then nobody has evidence, rows or no rows.
pub(crate) fn blind(model: &Model, aggregate: usize, frame: &Frame, resolved: &Resolved<'_>) -> bool {
    let a = &model.aggregates[aggregate];
    let plan = &model.tables[a.table];
    let value = if let Measure::Value(node) = a.measure { Some(node) } else { None };
    let label = if let Measure::Label(c) = a.measure { Some(c) } else { None };
    let read = [a.filter, value].into_iter().flatten().flat_map(|n| plan.graph.inputs_of(n));
    let columns = read.filter_map(|i| match &plan.inputs[i as usize] {
        Source::Column(c) | Source::LabelIs(c, _) | Source::Grade(c) | Source::Signal(c, _) => Some(*c),
        Source::Present(_) => None,
    });
    columns.chain(label).any(|c| !has(frame, resolved, c))
}
