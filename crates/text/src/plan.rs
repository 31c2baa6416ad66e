//! What is wanted of a text, looked up.

use crate::analyzer::Want;
use crate::lists::Lists;
use crate::needs::Needs;
use crate::table::{MEASURES, Measure};

/// A want, looked up.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    Measure(Measure),
    PhraseHits(usize),
    PhraseCoverage(usize),
}

impl Read {
    /// Looks a want up.
    ///
    /// # Panics
    ///
    /// If it names a list that is not there.
    pub(crate) fn of(want: Want, lists: usize) -> Read {
        match want {
            Want::Signal(id) => Read::Measure(MEASURES[usize::from(id.0)]),
            Want::PhraseHits(list) | Want::PhraseCoverage(list) if list >= lists => {
                panic!("phrase list {list} of {lists}")
            }
            Want::PhraseHits(list) => Read::PhraseHits(list),
            Want::PhraseCoverage(list) => Read::PhraseCoverage(list),
        }
    }

    /// The passes that it needs.
    pub(crate) fn needs(self, lists: &Lists) -> Needs {
        match self {
            Read::Measure(measure) => Needs::of(measure),
            Read::PhraseHits(list) | Read::PhraseCoverage(list) if lists.has_languages(list) => {
                Needs::LANGUAGE
            }
            Read::PhraseHits(_) | Read::PhraseCoverage(_) => Needs::PHRASES,
        }
    }
}
