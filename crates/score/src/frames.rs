//! A table as the rules see it: what the corpus resolves, and the columns that compare texts.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ssi_corpus::resolve::{Frame, Resolved};
use ssi_corpus::tables::{PROFILE, TABLES};
use ssi_rules::{Aggregate, Measure, MemberInput, Model, Source};

use crate::likeness::{self, Portraits, Reach};

/// The tables of one corpus; what several of them compare with is read once.
pub struct Frames<'r, 'c> {
    resolved: &'r Resolved<'c>,
    /// The words of the members' profiles, once somebody asks for them.
    portraits: OnceLock<Option<Portraits>>,
    /// Nanoseconds for which texts were compared.
    comparing: AtomicU64,
}

impl<'r, 'c> Frames<'r, 'c> {
    /// Nothing is read before a table is asked for.
    pub fn new(resolved: &'r Resolved<'c>) -> Self {
        Self { resolved, portraits: OnceLock::new(), comparing: AtomicU64::new(0) }
    }

    /// The rows of a table that belong to scored members; `None` where the corpus has no such table.
    ///
    /// Derived columns are filled where the model reads them; a pack that reads none pays nothing. Columns that compare texts are
    /// filled for the rows at which an aggregate may look, and missing in all others.
    pub fn read(&self, model: &Model, table: usize) -> Option<Frame> {
        let all: Vec<usize> =
            (0..model.aggregates.len()).filter(|&a| model.aggregates[a].table == table).collect();
        self.read_for(model, table, &all)
    }

    /// The same for some aggregates of the table, by their places. Of the members' own rows all is filled that rules read there.
    pub(crate) fn read_for(&self, model: &Model, table: usize, aggregates: &[usize]) -> Option<Frame> {
        let read: Vec<bool> = (0..TABLES[table].columns.len())
            .map(|column| reads_for(model, table, column, aggregates))
            .collect();
        let wanted = |column: usize| read[column];
        let columns = TABLES[table].columns;
        let leaned_on = |id: &str| {
            (0..columns.len()).any(|c| likeness::leans_on(columns[c].id).contains(&id) && wanted(c))
        };
        let by_id = |id: &str| TABLES[table].column(id).is_some_and(wanted) || leaned_on(id);
        let reach = |column: usize| match table {
            PROFILE => Reach::ALL,
            _ => Reach::of(model, table, column, self.resolved.view().end),
        };
        let frame = self.resolved.frame_of(table, &by_id)?;
        Some(self.compare(frame, |column| wanted(column).then(|| reach(column))))
    }

    /// The same with every column that needs no comparing of texts, to look at rows one by one.
    pub fn told(&self, model: &Model, table: usize) -> Option<Frame> {
        let reach = |column| reads(model, table, column).then_some(Reach::ALL);
        Some(self.compare(self.resolved.frame(table)?, reach))
    }

    /// Every column that the corpus can tell, for reports.
    pub fn full(&self, table: usize) -> Option<Frame> {
        Some(self.compare(self.resolved.frame(table)?, |_| Some(Reach::ALL)))
    }

    /// How long texts were compared with each other so far.
    pub(crate) fn comparing(&self) -> Duration {
        Duration::from_nanos(self.comparing.load(Ordering::Relaxed))
    }

    /// Fills the columns that compare texts, each as far as it is wanted.
    fn compare(&self, mut frame: Frame, wanted: impl Fn(usize) -> Option<Reach>) -> Frame {
        let columns = TABLES[frame.table].columns;
        let open: Vec<(&str, Reach)> = (0..columns.len())
            .filter(|&c| frame.columns[c].is_none())
            .filter_map(|c| Some((columns[c].id, wanted(c)?)))
            .collect();
        let portraits = || self.portraits.get_or_init(|| Portraits::new(self.resolved)).as_ref();
        let start = Instant::now();
        likeness::fill(&mut frame, self.resolved, portraits, &open);
        self.comparing.fetch_add(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
        frame
    }
}

/// One table of a corpus with every column; see [`Frames::full`].
pub fn full(resolved: &Resolved<'_>, table: usize) -> Option<Frame> {
    Frames::new(resolved).full(table)
}

/// Whether one of some aggregates of a table, or a rule that reads the member's own row, looks at a column or asks whether it is there.
fn reads_for(model: &Model, table: usize, column: usize, aggregates: &[usize]) -> bool {
    let plan = &model.tables[table];
    let own = table == PROFILE && reads(model, table, column);
    own || aggregates.iter().map(|&place| &model.aggregates[place]).any(|a| {
        let value = if let Measure::Value(node) = a.measure { Some(node) } else { None };
        let nodes = [a.evidence, a.filter, value].into_iter().flatten();
        let mut inputs = nodes.flat_map(|node| plan.graph.inputs_of(node));
        a.measure == Measure::Label(column) || inputs.any(|input| is(&plan.inputs[input as usize], column))
    })
}

/// Whether a source is a column, asks what it says or whether it is there.
fn is(source: &Source, column: usize) -> bool {
    matches!(source, Source::Column(c) | Source::Present(c) | Source::LabelIs(c, _) if *c == column)
}

/// Whether any rule looks at a column of a table, or asks whether it is there.
pub(crate) fn reads(model: &Model, table: usize, column: usize) -> bool {
    let is = |source: &Source| is(source, column);
    let of_member =
        |input: &MemberInput| table == PROFILE && matches!(input, MemberInput::Profile(source) if is(source));
    let counted = |a: &Aggregate| a.table == table && a.measure == Measure::Label(column);
    model.tables[table].inputs.iter().any(is)
        || model.member_inputs.iter().any(of_member)
        || model.aggregates.iter().any(counted)
}
