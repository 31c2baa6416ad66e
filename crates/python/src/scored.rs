//! A corpus, what its rows refer to and what was read of its texts, each of which borrows from the one before, in one piece.

use std::sync::Arc;

use self_cell::self_cell;
use ssi_corpus::data::Corpus;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::Reading;

/// What is scored, and with what.
pub(crate) struct Base {
    pub(crate) corpus: Corpus,
    pub(crate) model: Arc<Model>,
}

self_cell!(
    struct Seen {
        owner: Base,
        #[covariant]
        dependent: Resolved,
    }
);

self_cell!(
    /// A corpus with every text read.
    pub(crate) struct Read {
        owner: Seen,
        #[covariant]
        dependent: Reading,
    }
);

impl Read {
    /// Resolves references as of a day and reads every text once; `end` is the first second after that day.
    pub(crate) fn of(base: Base, end: i64) -> Self {
        let seen = Seen::new(base, |base| Resolved::new(&base.corpus, View::at(end, base.model.window_days)));
        Self::new(seen, |seen| Reading::new(&seen.borrow_owner().model, seen.borrow_dependent()))
    }

    pub(crate) fn reading(&self) -> &Reading<'_> {
        self.borrow_dependent()
    }

    pub(crate) fn corpus(&self) -> &Corpus {
        &self.borrow_owner().borrow_owner().corpus
    }
}
