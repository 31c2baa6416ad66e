//! What is wanted of a text, looked up, and the lists that it takes.

use crate::analyzer::Want;
use crate::lexicon::Lexicon;
use crate::needs::Needs;
use crate::phrases::{PhraseList, PhraseTable};
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
    pub(crate) fn needs(self, lists: &[PhraseList]) -> Needs {
        match self {
            Read::Measure(measure) => Needs::of(measure),
            Read::PhraseHits(list) | Read::PhraseCoverage(list) if lists[list].has_languages() => {
                Needs::LANGUAGE
            }
            Read::PhraseHits(_) | Read::PhraseCoverage(_) => Needs::PHRASES,
        }
    }
}

/// The built-in lists and the caller's, in the places where [`Facts`] looks for them; a list that nothing asks
/// for keeps its place and is empty.
pub(crate) fn phrase_table(plan: &[Read], needs: Needs, lists: &[PhraseList]) -> PhraseTable {
    if !needs.has(Needs::PHRASES) {
        return PhraseTable::default();
    }
    let asked = |lexicon| {
        let counts =
            |read: &Read| matches!(read, Read::Measure(measure) if Needs::lexicon(*measure) == Some(lexicon));
        plan.iter().any(counts)
    };
    let built_in = Lexicon::ALL
        .iter()
        .map(|&lexicon| if asked(lexicon) { lexicon.phrases().to_vec() } else { Vec::new() });
    let asked = |at| {
        plan.iter()
            .any(|read| matches!(read, Read::PhraseHits(list) | Read::PhraseCoverage(list) if *list == at))
    };
    let callers = lists
        .iter()
        .enumerate()
        .map(|(at, list)| list.entries().take_while(|_| asked(at)).collect::<Vec<_>>());
    let mut table = PhraseTable::new(built_in.chain(callers));
    if needs.has(Needs::LANGUAGE) {
        table.add_stop_words();
    }
    table
}
