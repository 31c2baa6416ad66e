//! What a model hears of texts while they are parsed, in place of the texts themselves.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use ssi_corpus::data::Texts;
use ssi_corpus::heard::{Again, Listener, Notes, Signs};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{Kind, TABLES};
use ssi_rules::{Model, TextWant};
use ssi_text::{Analyzer, SIGNALS, Scratch, Wording};

use crate::frames::reads;
use crate::grade::Grader;
use crate::languages::{Told, WRITTEN, byte, is_untold, teller};
use crate::likeness::{self, NOTE, Noter};
use crate::plan::{Plan, TextKey};
use crate::texts::grader;

/// Reads the texts that a model grades, with the same grades as if they were kept and read later.
///
/// Hand it in as [`Options::listener`](ssi_corpus::read::Options::listener) and score with the same model. Texts that do not
/// tell their language stay, because their author's usual language is not known before all is read; so do all texts of a column that the
/// model compares with others. A column of which the model asks nothing leaves its fingerprints.
pub struct Ear {
    columns: FxHashMap<TextKey, Column>,
    name: Arc<str>,
}

/// What is heard of one column.
struct Column {
    grader: Option<Grader>,
    /// Tells the language where the grader does not ask for it, and texts of other columns may need it.
    teller: Option<Analyzer>,
    /// Whether its texts are compared.
    compared: bool,
    /// Whether near-duplicates among its texts are counted.
    noted: bool,
}

impl fmt::Debug for Ear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ear").finish_non_exhaustive()
    }
}

impl Ear {
    /// Prepares to hear what a model wants of texts.
    pub fn new(model: &Model) -> Self {
        let plan = Plan::new(model);
        let (compared, noted) = (compared(model), likeness::noted(model));
        let name = name(model, &plan, &compared, &noted).into();
        let graders =
            WRITTEN.map(|(key, _)| plan.texts.contains_key(&key).then(|| grader(model, &plan, key)));
        let asked = graders.iter().flatten().any(Grader::asks_language);
        let column = |((key, _), grader): ((TextKey, &str), Option<Grader>)| {
            let asks = grader.as_ref().is_some_and(Grader::asks_language);
            let teller = (asked && !asks).then(teller);
            (key, Column { grader, teller, compared: compared.contains(&key), noted: noted.contains(&key) })
        };
        let columns: FxHashMap<TextKey, Column> = WRITTEN.into_iter().zip(graders).map(column).collect();
        Self { columns, name }
    }

    /// The [`name`](Listener::name) of what a model would hear, without preparing to. Costs a copy of its phrases.
    pub fn name_of(model: &Model) -> Arc<str> {
        name(model, &Plan::new(model), &compared(model), &likeness::noted(model)).into()
    }
}

impl Listener for Ear {
    fn hears(&self, file: FileId, field: &'static str) -> bool {
        self.columns.contains_key(&(file, field))
    }

    fn hear(&self, file: FileId, field: &'static str, texts: &Texts) -> Signs {
        let column = &self.columns[&(file, field)];
        let text = |row: usize| texts.get(row);
        let all = 0..texts.len();
        let (mut notes, mut noter) = (Notes::new(if column.noted { NOTE } else { 0 }), Noter::default());
        let mut note = |text: &str, words: &[u64]| notes.push(&noter.note(text, words));
        let (numbers, mut told) = match &column.grader {
            Some(grader) if column.noted => grader.read_said(all, text, note),
            Some(grader) => grader.read(all, text, |_| None),
            None => {
                let (mut wording, mut words) = (Wording::default(), Vec::new());
                for row in all.filter(|_| column.noted) {
                    words.clear();
                    wording.say(text(row), &mut words);
                    note(text(row), &words);
                }
                (Vec::new(), Told::new())
            }
        };
        let mut again = Again::default();
        if column.compared {
            again = Again::All;
        } else if column.grader.as_ref().is_some_and(Grader::asks_language) {
            // Whoever wrote them: the corpus knows that, and keeps a few texts of nobody.
            let is = |&row: &usize| is_untold(told[row], 0, text(row).trim().is_empty());
            again = Again::Some((0..texts.len()).filter(is).map(|row| row as u32).collect());
        }
        if let Some(teller) = &column.teller {
            let mut scratch = Scratch::default();
            let tell = |row| teller.row_as(text(row), None, &mut scratch, &mut [0.0]).language;
            told = (0..texts.len()).map(tell).collect();
        }
        told.resize(texts.len(), None);
        Signs { numbers, told: told.into_iter().map(byte).collect(), notes, again }
    }

    fn settle(
        &self,
        file: FileId,
        field: &'static str,
        rows: usize,
        numbers: Vec<Vec<f64>>,
    ) -> Vec<Vec<f64>> {
        match &self.columns[&(file, field)].grader {
            Some(grader) => grader.settle(rows, numbers),
            None => numbers,
        }
    }

    fn name(&self) -> &Arc<str> {
        &self.name
    }
}

/// The columns of texts that a model compares with others.
fn compared(model: &Model) -> Vec<TextKey> {
    let mut compared = Vec::new();
    for (place, table) in TABLES.iter().enumerate() {
        let compares = |c: usize| likeness::compares(table.columns[c].id) && reads(model, place, c);
        if !(0..table.columns.len()).any(compares) {
            continue;
        }
        let own = table.columns.iter().filter(|c| matches!(c.kind, Kind::Text(_)));
        compared.extend(own.map(|c| (table.file, c.id)));
        // With the profile, and with the text that is answered.
        compared.extend([
            (FileId::Members, "headline"),
            (FileId::Members, "summary"),
            (FileId::Posts, "text"),
        ]);
    }
    compared
}

/// All that the signals depend on: which are wanted of which column, with the words of the lists. Whether a column has a teller follows
/// from these.
fn name(model: &Model, plan: &Plan, compared: &[TextKey], noted: &[TextKey]) -> String {
    // What a note of near-duplicates means; notes of another meaning must not be taken off a shelf.
    let mut name = String::from("notes 2\n");
    let mut lists = Vec::new();
    for (key, _) in WRITTEN {
        let (compared, noted) = (compared.contains(&key), noted.contains(&key));
        let _ = write!(name, "{}.{} {compared} {noted}", key.0.file().name, key.1);
        let needs = plan.texts.get(&key);
        let graded = needs.and_then(|needs| Some(&model.grades[needs.grade?].inputs[..])).unwrap_or_default();
        for want in graded.iter().chain(needs.map_or(&[][..], |needs| &needs.signals)) {
            let _ = match want {
                TextWant::Signal(signal) => write!(name, " {}", SIGNALS[*signal].id),
                TextWant::PhraseHits(list) => write!(name, " hits {list}"),
                TextWant::PhraseCoverage(list) => write!(name, " share {list}"),
            };
            if let TextWant::PhraseHits(list) | TextWant::PhraseCoverage(list) = want {
                lists.push(*list);
            }
        }
        name.push('\n');
    }
    lists.sort_unstable();
    lists.dedup();
    for list in lists {
        let _ = writeln!(name, "{list}");
        for part in &model.phrases[list].parts {
            let _ = writeln!(name, "in {} {}", part.language.as_deref().unwrap_or("any"), part.phrases.len());
            part.phrases.iter().for_each(|phrase| {
                let _ = writeln!(name, "{} {phrase}", phrase.len());
            });
        }
    }
    name
}
