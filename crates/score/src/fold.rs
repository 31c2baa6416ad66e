//! The rows of a table folded into its aggregates, member by member, a batch at a time.

use rayon::prelude::*;
use ssi_corpus::data::NO_TIME;
use ssi_corpus::resolve::{Frame, Resolved};
use ssi_expr::{Column, NodeId};
use ssi_rules::{Measure, Model, Source};

use crate::cells::{Feed, has};
use crate::partial::{Batch, Finished, Partial, View, since};
use crate::plan::RowTape;
use crate::texts::TextColumns;

/// Rows in a batch: some of the tape's blocks, and few enough that the columns of a batch stay near the processor.
const BATCH: usize = 2048;
/// Members that one task takes, at least and at most.
const SHARE: (usize, usize) = (16, 4096);

/// The rows of a frame that may count, member by member.
struct ByMember {
    rows: Vec<u32>,
    /// Where the rows of each member begin, and where the last ones end.
    starts: Vec<u32>,
}

impl ByMember {
    /// Rows before `since`, or from `end` on, are left out. The others keep their order within a member.
    fn new(frame: &Frame, members: usize, since: i64, end: i64) -> Self {
        let counts = |row: &usize| frame.times[*row] >= since && frame.times[*row] < end;
        let mut starts = vec![0_u32; members + 1];
        for row in (0..frame.len()).filter(counts) {
            starts[frame.members[row] as usize + 1] += 1;
        }
        for member in 0..members {
            starts[member + 1] += starts[member];
        }
        let mut rows = vec![0_u32; starts[members] as usize];
        let mut next = starts.clone();
        for row in (0..frame.len()).filter(counts) {
            let to = &mut next[frame.members[row] as usize];
            rows[*to as usize] = row as u32;
            *to += 1;
        }
        Self { rows, starts }
    }

    fn of(&self, members: std::ops::Range<usize>) -> &[u32] {
        &self.rows[self.starts[members.start] as usize..self.starts[members.end] as usize]
    }
}

/// What the rows of a table are folded with.
struct Fold<'a> {
    model: &'a Model,
    rows: &'a RowTape,
    aggregates: &'a [usize],
    frame: &'a Frame,
    inputs: Vec<Feed<'a>>,
    /// For each aggregate the labels that it counts, if it does.
    labels: Vec<Option<Feed<'a>>>,
    end: i64,
}

/// Some aggregates of a table, by their places in ascending order; its rows belong to `0..members`.
///
/// Members are shared out among threads with all their rows, so nothing has to be joined, and what is known of a member is at hand
/// while the rows are added. The result does not depend on how they are shared out.
pub(crate) fn fold(
    model: &Model,
    rows: &RowTape,
    places: &[usize],
    frame: &Frame,
    resolved: &Resolved<'_>,
    texts: &TextColumns,
    members: usize,
) -> Vec<Finished> {
    let end = resolved.view().end;
    let inputs = &model.tables[frame.table].inputs;
    let aggregates = || places.iter().map(|&place| &model.aggregates[place]);
    let label = |measure| if let Measure::Label(c) = measure { Some(Feed::label(frame, c)) } else { None };
    let fold = Fold {
        model,
        rows,
        aggregates: places,
        frame,
        inputs: inputs.iter().map(|source| Feed::new(source, frame, resolved, texts)).collect(),
        labels: aggregates().map(|a| label(a.measure)).collect(),
        end,
    };
    let since = aggregates().map(|a| since(model, a.window, end)).min().unwrap_or(NO_TIME);
    let by_member = ByMember::new(frame, members, since, end);
    let blind: Vec<bool> = places.iter().map(|&a| blind(model, a, frame, resolved)).collect();
    // As many members as make a few batches.
    let share = members * BATCH * 4 / by_member.rows.len().max(1);
    let share = share.clamp(SHARE.0, SHARE.1);

    let blank =
        |&aggregate| Finished { aggregate, values: vec![f64::NAN; members], founded: vec![false; members] };
    let mut finished: Vec<Finished> = places.par_iter().map(blank).collect();
    let mut columns: Vec<_> =
        finished.iter_mut().map(|f| f.values.chunks_mut(share).zip(f.founded.chunks_mut(share))).collect();
    let shares: Vec<Vec<(&mut [f64], &mut [bool])>> = (0..members.div_ceil(share))
        .map(|_| columns.iter_mut().filter_map(Iterator::next).collect())
        .collect();
    shares.into_par_iter().enumerate().for_each(|(place, columns)| {
        let own = place * share..members.min((place + 1) * share);
        let mut partial = Partial::of(model, places, own.len());
        for batch in by_member.of(own.clone()).chunks(BATCH) {
            fold.update(batch, own.start as u32, &mut partial);
        }
        let is_blind = |a: usize| blind[places.binary_search(&a).expect("one of the table's")];
        for (done, (values, founded)) in partial.finish(model, end, is_blind).into_iter().zip(columns) {
            values.copy_from_slice(&done.values);
            founded.copy_from_slice(&done.founded);
        }
    });
    finished
}

impl Fold<'_> {
    /// Adds some rows of the frame to a partial of the members from `first` on.
    fn update(&self, batch: &[u32], first: u32, partial: &mut Partial) {
        let (model, frame) = (self.model, self.frame);
        let rows = || batch.iter().map(|&row| row as usize);
        let cells: Vec<Option<Vec<f64>>> = self.inputs.iter().map(|feed| feed.take(rows())).collect();
        let columns: Vec<Column<'_>> = cells
            .iter()
            .zip(&self.inputs)
            .map(|(cells, feed)| cells.as_ref().map_or(Column::Splat(feed.same()), |all| Column::Slice(all)))
            .collect();
        let mut out: Vec<Vec<f64>> = vec![Vec::with_capacity(batch.len()); self.rows.outputs.len()];
        self.rows.tape.run(batch.len(), &columns, |_, block| {
            for (all, part) in out.iter_mut().zip(block) {
                all.extend_from_slice(part);
            }
        });
        let output = |node: NodeId| -> &[f64] {
            let place = self.rows.outputs.binary_search(&node).expect("every node that is read is an output");
            &out[place]
        };
        let nothing = vec![f64::NAN; batch.len()];
        let labels: Vec<Option<Vec<f64>>> =
            self.labels.iter().map(|feed| feed.as_ref().and_then(|feed| feed.take(rows()))).collect();
        let aggregates = self.aggregates.iter().map(|&place| &model.aggregates[place]);
        let views = aggregates
            .zip(&labels)
            .map(|(a, labels)| View {
                evidence: a.evidence.map(output),
                filter: a.filter.map(output),
                value: match a.measure {
                    Measure::Row => None,
                    Measure::Value(node) => Some(output(node)),
                    Measure::Label(_) => Some(labels.as_ref().unwrap_or(&nothing)),
                },
            })
            .collect();
        let members: Vec<u32> = rows().map(|row| frame.members[row] - first).collect();
        let times: Vec<i64> = rows().map(|row| frame.times[row]).collect();
        partial.update(model, &Batch { members: &members, times: &times, views }, self.end);
    }
}

/// Whether an aggregate reads a column that the corpus does not have: then nobody has evidence, rows or no rows.
fn blind(model: &Model, aggregate: usize, frame: &Frame, resolved: &Resolved<'_>) -> bool {
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
