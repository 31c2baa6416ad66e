//! Lists of phrases made ready once for many analyzers.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::language::Languages;
use crate::lexicon::Lexicon;
use crate::needs::Needs;
use crate::phrase_table::PhraseTable;
use crate::phrases::{Phrase, PhraseList};
use crate::plan::Read;

/// Phrase lists of a caller, ready to be sought beside the built-in ones.
///
/// Preparing takes about a microsecond a phrase. What an [`Analyzer`](crate::Analyzer) needs of them is put together when first
/// asked for and kept, so a second analyzer for the same wants costs next to nothing.
///
/// ```
/// use ssi_text::{Analyzer, Lists, PhraseList, PhrasePart, Scratch, Want};
/// let part = PhrasePart { language: None, phrases: vec!["great post".into()] };
/// let lists = Lists::new(&[PhraseList { id: "praise".into(), parts: vec![part] }]);
/// let mut row = [0.0];
/// Analyzer::with(&[Want::PhraseHits(0)], &lists).row("Great post!", &mut Scratch::default(), &mut row);
/// assert_eq!(row, [1.0]);
/// ```
#[derive(Debug)]
pub struct Lists {
    /// The phrases of each list of the caller.
    phrases: Vec<Vec<Phrase>>,
    has_languages: Vec<bool>,
    /// The languages that have each list: the built-in ones, then the caller's.
    scopes: Arc<[Languages]>,
    tables: Mutex<FxHashMap<Asked, Arc<PhraseTable>>>,
}

/// What is asked for: each built-in list, each of the caller, and whether stop words tell the language.
type Asked = (Vec<bool>, Vec<bool>, bool);

impl Lists {
    /// Prepares lists.
    pub fn new(lists: &[PhraseList]) -> Lists {
        let built_in = Lexicon::ALL.iter().map(|lexicon| lexicon.languages());
        Lists {
            phrases: lists.iter().map(|list| list.entries().collect()).collect(),
            has_languages: lists.iter().map(PhraseList::has_languages).collect(),
            scopes: built_in.chain(lists.iter().map(PhraseList::languages)).collect(),
            tables: Mutex::default(),
        }
    }

    /// How many lists of the caller there are.
    pub(crate) fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether what is found of a list depends on the language of the text.
    pub(crate) fn has_languages(&self, list: usize) -> bool {
        self.has_languages[list]
    }

    pub(crate) fn scopes(&self) -> Arc<[Languages]> {
        self.scopes.clone()
    }

    /// The built-in lists and the caller's, in the places where [`Facts`](crate::facts::Facts) looks for them; a list that nothing
    /// asks for keeps its place and is empty.
    pub(crate) fn table(&self, plan: &[Read], needs: Needs) -> Arc<PhraseTable> {
        if !needs.has(Needs::PHRASES) {
            return Arc::default();
        }
        let counts = |lexicon: &Lexicon| {
            plan.iter().any(|read| matches!(read, Read::Measure(m) if Needs::lexicon(*m) == Some(*lexicon)))
        };
        let sought = |list: usize| {
            plan.iter()
                .any(|read| matches!(read, Read::PhraseHits(at) | Read::PhraseCoverage(at) if *at == list))
        };
        let asked: Asked = (
            Lexicon::ALL.iter().map(counts).collect(),
            (0..self.len()).map(sought).collect(),
            needs.has(Needs::LANGUAGE),
        );
        // A table is whole or not there, so one that a panicking thread left locked can be used.
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        tables.entry(asked).or_insert_with_key(|asked| Arc::new(self.put_together(asked))).clone()
    }

    fn put_together(&self, (built_in, callers, stop): &Asked) -> PhraseTable {
        let lexicons = Lexicon::ALL.iter().map(|lexicon| lexicon.phrases());
        let all = lexicons.zip(built_in).chain(self.phrases.iter().map(Vec::as_slice).zip(callers));
        let mut table =
            PhraseTable::new(all.map(|(list, asked)| if *asked { list } else { &[] }.iter().cloned()));
        if *stop {
            table.add_stop_words();
        }
        table
    }
}
