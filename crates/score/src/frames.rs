//! A table as the rules see it: what the corpus resolves, and the columns that compare texts.

use std::sync::OnceLock;

use ssi_corpus::resolve::{Frame, Resolved};
use ssi_corpus::tables::{PROFILE, TABLES};
use ssi_rules::{MemberInput, Model, Source};

use crate::likeness::{self, Portraits};

/// The tables of one corpus; what several of them compare with is read once.
pub struct Frames<'r, 'c> {
    resolved: &'r Resolved<'c>,
    /// The words of the members' profiles, once somebody asks for them.
    portraits: OnceLock<Option<Portraits>>,
}

impl<'r, 'c> Frames<'r, 'c> {
    /// Nothing is read before a table is asked for.
    pub fn new(resolved: &'r Resolved<'c>) -> Self {
        Self { resolved, portraits: OnceLock::new() }
    }

    /// The rows of a table that belong to scored members; `None` where the corpus has no such table.
    ///
    /// Columns that compare texts are filled where the model reads them; a pack that reads none pays nothing.
    pub fn read(&self, model: &Model, table: usize) -> Option<Frame> {
        self.fill(table, |column| reads(model, table, column))
    }

    /// The same with every column that the corpus can tell, for reports.
    pub fn full(&self, table: usize) -> Option<Frame> {
        self.fill(table, |_| true)
    }

    fn fill(&self, table: usize, wanted: impl Fn(usize) -> bool) -> Option<Frame> {
        let mut frame = self.resolved.frame(table)?;
        let open: Vec<&str> = (0..frame.columns.len())
            .filter(|&c| frame.columns[c].is_none() && wanted(c))
            .map(|c| TABLES[table].columns[c].id)
            .collect();
        let portraits = || self.portraits.get_or_init(|| Portraits::new(self.resolved)).as_ref();
        likeness::fill(&mut frame, self.resolved, portraits, &open);
        Some(frame)
    }
}

/// One table of a corpus with what a model reads; see [`Frames::read`].
pub fn frame(model: &Model, resolved: &Resolved<'_>, table: usize) -> Option<Frame> {
    Frames::new(resolved).read(model, table)
}

/// One table of a corpus with every column; see [`Frames::full`].
pub fn full(resolved: &Resolved<'_>, table: usize) -> Option<Frame> {
    Frames::new(resolved).full(table)
}

/// Whether any rule looks at a column of a table, or asks whether it is there.
fn reads(model: &Model, table: usize, column: usize) -> bool {
    let is = |source: &Source| matches!(source, Source::Column(c) | Source::Present(c) if *c == column);
    let of_member =
        |input: &MemberInput| table == PROFILE && matches!(input, MemberInput::Profile(source) if is(source));
    model.tables[table].inputs.iter().any(is) || model.member_inputs.iter().any(of_member)
}
