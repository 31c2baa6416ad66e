//! Every column of texts that the model reads, once: its grade and the signals that rules name; a column that an [`Ear`] heard
//! while it was parsed has them already. A text that does not tell its language is read once more in the language that its author usually writes.

use std::cell::LazyCell;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use ssi_corpus::data::Corpus;
use ssi_corpus::resolve::Resolved;
use ssi_rules::{Model, TextWant};
use ssi_text::Language;

use crate::ear::Ear;
use crate::grade::Grader;
use crate::languages::{Spoken, Told, authors, is_untold, language};
use crate::plan::{Plan, TextKey, TextNeeds};
use crate::signals::{Pieces, Settled, Signals};

/// What is known of a column of texts, one value a row of its file.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextColumn {
    pub(crate) grade: Option<Arc<Vec<f64>>>,
    pub(crate) signals: Vec<(TextWant, Arc<Vec<f64>>)>,
}

impl TextColumn {
    /// Columns in the order of a grader.
    fn new(needs: &TextNeeds, columns: impl IntoIterator<Item = Arc<Vec<f64>>>) -> Self {
        let mut columns = columns.into_iter();
        let grade = needs.grade.and_then(|_| columns.next());
        Self { grade, signals: needs.signals.iter().copied().zip(columns).collect() }
    }

    /// Puts columns in the order of a grader into the rows for which they were made.
    fn put(&mut self, rows: &[u32], from: Vec<Vec<f64>>) {
        let to = self.grade.iter_mut().chain(self.signals.iter_mut().map(|(_, all)| all));
        for (to, from) in to.zip(from) {
            let to = Arc::make_mut(to);
            for (&row, value) in rows.iter().zip(from) {
                to[row as usize] = value;
            }
        }
    }
}

/// The columns of texts that the model reads and the corpus has.
pub(crate) type TextColumns = FxHashMap<TextKey, Arc<TextColumn>>;

/// All texts that a model reads, as they are seen on one day.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadTexts {
    pub(crate) columns: TextColumns,
    /// The texts of somebody that did not tell their languages, by the rows of their files.
    untold: Vec<(TextKey, Arc<Vec<u32>>)>,
    spoken: Arc<Spoken>,
    /// What the authors of those usually write.
    usual: Arc<FxHashMap<u32, Language>>,
    /// How many texts and bytes were read.
    pub(crate) texts: u64,
    pub(crate) bytes: u64,
}

impl ReadTexts {
    /// Reads every text once, and those that do not tell their language as what their author usually writes.
    pub(crate) fn new(model: &Model, plan: &Plan, resolved: &Resolved<'_>) -> Self {
        Self::read(model, plan, resolved, None)
    }

    /// The same, from `kept` signals where they are those that the model wants, else they are kept.
    pub(crate) fn keeping<'c>(
        model: &Model,
        plan: &Plan,
        resolved: &Resolved<'c>,
        kept: &mut KeptSignals<'c>,
    ) -> Self {
        let (corpus, seen) = (resolved.corpus(), resolved.view().seen);
        let of = Of { corpus, wanted: Ear::name_of(model), seen };
        if kept.of.as_ref().is_some_and(|own| own.is(&of)) {
            return kept.recall(model, plan);
        }
        let mut signals = Signals::default();
        let read = Self::read(model, plan, resolved, Some(&mut signals));
        let whole = read.columns.keys().all(|&key| signals.has(key));
        let rest = Self { columns: TextColumns::default(), ..read.clone() };
        *kept = if whole { KeptSignals { of: Some(of), signals, rest } } else { KeptSignals::default() };
        read
    }

    fn read(model: &Model, plan: &Plan, resolved: &Resolved<'_>, mut kept: Option<&mut Signals>) -> Self {
        let corpus = resolved.corpus();
        let (mut read, mut heard) = (Self::default(), FxHashMap::default());
        let mut wanted = FxHashSet::default();
        // Grades that another model made would be taken for this one's.
        let name = LazyCell::new(|| Ear::name_of(model));
        let mut keys: Vec<&TextKey> = plan.texts.keys().collect();
        keys.sort_unstable();
        for &key in keys {
            let Some(rows) = corpus.rows(key.0) else { continue };
            let Some(blanks) = rows.blanks(key.1) else { continue };
            let reader = grader(model, plan, key);
            let (columns, told): (Vec<Arc<Vec<f64>>>, Told) = if let Some(column) = rows.heard(key.1) {
                assert!(column.by() == &**name, "texts that were heard for this model");
                read.bytes += column.bytes();
                (column.numbers().to_vec(), column.told().iter().map(|&byte| language(byte)).collect())
            } else {
                let column = rows.texts(key.1).expect("a column is heard or kept");
                read.bytes += column.bytes() as u64;
                let keep = kept.as_deref_mut().map(|kept| |all| kept.keep(key, all));
                let (out, told) = listen(&reader, column.len(), |row| column.get(row), |_| None, keep);
                (out.into_iter().map(Arc::new).collect(), told)
            };
            read.texts += rows.len as u64;
            read.columns.insert(key, Arc::new(TextColumn::new(&plan.texts[&key], columns)));
            // What does not depend on the language is the same in every language, and nothing is told.
            if !reader.asks_language() {
                continue;
            }
            if let Some(authors) = authors(corpus, key) {
                let is = |&row: &usize| is_untold(told[row], authors[row], blanks.is(row));
                let rows: Vec<u32> = (0..told.len()).filter(is).map(|row| row as u32).collect();
                wanted.extend(rows.iter().map(|&row| authors[row as usize]));
                read.untold.push((key, Arc::new(rows)));
            }
            heard.insert(key, told);
        }
        read.spoken = Arc::new(Spoken::of(corpus, &heard, &wanted));
        read.hear(model, plan, corpus, resolved.view().seen, kept);
        read
    }

    /// The same texts seen from another day. Only texts of authors who by then usually write another language are read again.
    pub(crate) fn seen_from(&self, model: &Model, plan: &Plan, resolved: &Resolved<'_>) -> Self {
        let mut read = self.clone();
        read.hear(model, plan, resolved.corpus(), resolved.view().seen, None);
        read
    }

    /// Reads the texts that do not tell their language once more where what their author usually writes before a time is not
    /// what they were read as.
    fn hear(
        &mut self,
        model: &Model,
        plan: &Plan,
        corpus: &Corpus,
        before: i64,
        mut kept: Option<&mut Signals>,
    ) {
        let usual = self.spoken.usual(before);
        for (key, rows) in &self.untold {
            let (Some(authors), Some(column)) = (authors(corpus, *key), corpus.rows(key.0)) else { continue };
            let hint = |row: u32| usual.get(&authors[row as usize]).copied();
            let was = |row: u32| self.usual.get(&authors[row as usize]).copied();
            let changed: Vec<u32> = rows.iter().copied().filter(|&row| hint(row) != was(row)).collect();
            if changed.is_empty() {
                continue;
            }
            let (whole, some) = (column.texts(key.1), column.heard(key.1));
            let text = |i: usize| {
                let row = changed[i] as usize;
                whole.map(|texts| texts.get(row)).or_else(|| some?.text(row)).expect("untold texts are kept")
            };
            let keep = kept.as_deref_mut().map(|kept| |all| kept.keep_again(*key, changed.clone(), all));
            let reader = grader(model, plan, *key);
            let (out, _) = listen(&reader, changed.len(), text, |i| hint(changed[i]), keep);
            let read = self.columns.get_mut(key).expect("a column that was read");
            Arc::make_mut(read).put(&changed, out);
        }
        self.usual = Arc::new(usual);
    }
}

/// The signals of the texts of one corpus as one model wants them, kept from one reading to the next.
///
/// A model that wants the same signals of the same texts, and has other weights, curves or formulas, grades from these. Nothing is
/// kept of texts that were heard while they were parsed. Takes up to 8 bytes a text and signal, 4 where that is exact, and none where a
/// signal says the same of 2,048 texts in a row.
#[derive(Debug, Default)]
pub struct KeptSignals<'c> {
    of: Option<Of<'c>>,
    signals: Signals,
    /// What else is known of the texts, without their columns.
    rest: ReadTexts,
}

/// What signals depend on: the corpus, what is wanted of it, and the time before which the languages of authors are known.
#[derive(Debug)]
struct Of<'c> {
    corpus: &'c Corpus,
    wanted: Arc<str>,
    seen: i64,
}

impl Of<'_> {
    fn is(&self, other: &Of<'_>) -> bool {
        std::ptr::eq(self.corpus, other.corpus) && self.wanted == other.wanted && self.seen == other.seen
    }
}

impl KeptSignals<'_> {
    fn recall(&self, model: &Model, plan: &Plan) -> ReadTexts {
        let mut read = self.rest.clone();
        let mut keys: Vec<TextKey> = plan.texts.keys().copied().collect();
        keys.sort_unstable();
        for key in keys {
            let Some(Settled { all, again }) = self.signals.settle(key, &grader(model, plan, key)) else {
                continue;
            };
            let mut column = TextColumn::new(&plan.texts[&key], all.into_iter().map(Arc::new));
            if let Some((rows, again)) = again {
                column.put(rows, again);
            }
            read.columns.insert(key, Arc::new(column));
        }
        read
    }
}

/// What a grader makes of texts, and what they told of their languages; hands the signals to `keep`.
fn listen<'t>(
    grader: &Grader,
    rows: usize,
    text: impl Fn(usize) -> &'t str + Sync,
    hint: impl Fn(usize) -> Option<Language> + Sync,
    keep: Option<impl FnOnce(Pieces)>,
) -> (Vec<Vec<f64>>, Told) {
    let Some(keep) = keep else { return grader.listen(rows, text, hint) };
    let (out, told, chunks) = grader.listen_and(rows, text, hint, Pieces::pack);
    keep(Pieces::new(rows, chunks));
    (out, told)
}

/// What reads a column of texts as the model wants it.
pub(crate) fn grader(model: &Model, plan: &Plan, key: TextKey) -> Grader {
    let needs = &plan.texts[&key];
    Grader::grade(model, needs.grade.map(|g| &model.grades[g]), &needs.signals)
}
