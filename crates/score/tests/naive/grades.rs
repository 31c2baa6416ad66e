//! Texts to signals and grades, each text in the language that it tells or that its author usually writes.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use ssi_corpus::data::{NO_ID, NO_TIME};
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::{Kind, TABLES};
use ssi_rules::{GradePlan, Model, TextWant};
use ssi_text::{Language, SIGNALS};

use crate::reference::{Phrases, Reading};
use crate::tree::Tree;

/// A text that was read, and its signals as far as somebody asked.
struct Known {
    reading: Reading,
    signals: RefCell<HashMap<usize, f64>>,
}

/// A text, and the place of the language that its author usually writes.
type Asked = (String, Option<usize>);

thread_local! {
    /// Texts stand in many corpora: each is read once for a thread.
    static READ: RefCell<HashMap<Asked, Rc<Known>>> = RefCell::default();
}

fn read(text: &str, hint: Option<usize>) -> Rc<Known> {
    READ.with_borrow_mut(|read| {
        let new = || Rc::new(Known { reading: Reading::of(text, hint), signals: RefCell::default() });
        read.entry((text.to_owned(), hint)).or_insert_with(new).clone()
    })
}

/// Every column of texts that people write, and who wrote it.
const WRITTEN: [(FileId, &str, &str); 6] = [
    (FileId::Members, "headline", "member"),
    (FileId::Members, "summary", "member"),
    (FileId::Posts, "text", "author"),
    (FileId::Comments, "text", "author"),
    (FileId::Messages, "text", "sender"),
    (FileId::Invitations, "note", "sender"),
];

/// The texts of a corpus as a model reads them.
pub(crate) struct Texts<'a> {
    model: &'a Model,
    resolved: &'a Resolved<'a>,
    phrases: Vec<Phrases>,
    /// The language that most texts of an author are in, of those that tell.
    usual: HashMap<u32, usize>,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(model: &'a Model, resolved: &'a Resolved<'a>) -> Self {
        let place = |code: &String| Language::ALL.iter().position(|language| language.code() == code);
        let list = |list: &ssi_rules::PhraseList| {
            let part =
                |part: &ssi_rules::PhrasePart| (part.language.as_ref().and_then(place), part.phrases.clone());
            Phrases::new(&list.parts.iter().map(part).collect::<Vec<_>>())
        };
        let phrases = model.phrases.iter().map(list).collect();
        Texts { model, resolved, phrases, usual: usual(resolved) }
    }

    /// A text of a column of a table; none where the corpus has no such column.
    pub(crate) fn text(&self, table: usize, column: usize, row: usize) -> Option<&'a str> {
        let texts =
            self.resolved.corpus().rows(TABLES[table].file)?.texts(TABLES[table].columns[column].id)?;
        Some(texts.get(row))
    }

    fn known(&self, table: usize, column: usize, row: usize) -> Option<Rc<Known>> {
        let text = self.text(table, column, row)?;
        let known = read(text, None);
        if known.reading.told().0.is_some() || text.trim().is_empty() {
            return Some(known);
        }
        let key = (TABLES[table].file, TABLES[table].columns[column].id);
        let (file, _, author) = WRITTEN.iter().find(|(file, column, _)| (*file, *column) == key)?;
        let author = self.resolved.corpus().rows(*file)?.ids(author).map(|authors| authors[row])?;
        let hint = self.usual.get(&author).copied().filter(|_| author != NO_ID);
        Some(read(text, hint))
    }

    /// What is asked of a text; missing where the corpus has no such column.
    pub(crate) fn want(&self, table: usize, column: usize, row: usize, want: TextWant) -> f64 {
        self.known(table, column, row).map_or(f64::NAN, |known| self.value(&known, want))
    }

    fn value(&self, known: &Known, want: TextWant) -> f64 {
        match want {
            TextWant::PhraseHits(list) => known.reading.hits(&self.phrases[list]),
            TextWant::PhraseCoverage(list) => known.reading.coverage(&self.phrases[list]),
            TextWant::Signal(at) => {
                let mut signals = known.signals.borrow_mut();
                *signals.entry(at).or_insert_with(|| known.reading.signal(SIGNALS[at].id))
            }
        }
    }

    /// The grade of a text; missing where the corpus has no such column or the pack grades no such texts.
    pub(crate) fn grade(&self, table: usize, column: usize, row: usize) -> f64 {
        let Kind::Text(kind) = TABLES[table].columns[column].kind else {
            panic!("a grade of what is no text")
        };
        let plan = self.model.grades.iter().find(|grade| grade.kind == kind);
        let known = self.known(table, column, row);
        plan.zip(known).map_or(f64::NAN, |(plan, known)| self.graded(plan, &known))
    }

    /// What the rules earn, less what the penalties take, of the weights that have evidence.
    fn graded(&self, plan: &GradePlan, known: &Known) -> f64 {
        let input = |at: usize| self.value(known, plan.inputs[at]);
        let mut tree = Tree::new(&plan.graph, &input);
        let (mut earned, mut possible) = (0.0, 0.0);
        for rule in &plan.rules {
            if !tree.holds(rule.evidence) {
                continue;
            }
            let points = rule.weight * tree.value(rule.value);
            earned += if rule.penalty { -points } else { points };
            possible += if rule.penalty { 0.0 } else { rule.weight };
        }
        match earned / possible {
            _ if possible == 0.0 => f64::NAN,
            share if share > 0.0 => share.min(1.0),
            _ => 0.0,
        }
    }
}

/// What each author usually writes, of the texts that can be seen; of two as frequent the first of the list.
fn usual(resolved: &Resolved<'_>) -> HashMap<u32, usize> {
    let corpus = resolved.corpus();
    let mut counts: HashMap<u32, BTreeMap<usize, usize>> = HashMap::new();
    for (file, column, author) in WRITTEN {
        let Some(rows) = corpus.rows(file) else { continue };
        let (Some(texts), Some(authors)) = (rows.texts(column), rows.ids(author)) else { continue };
        let times = if file == FileId::Members { None } else { rows.times("at") };
        for row in 0..rows.len {
            let time = times.map_or(NO_TIME, |times| times[row]);
            let told = read(texts.get(row), None).reading.told().0;
            if let Some(language) = told.filter(|_| time < resolved.view().seen) {
                *counts.entry(authors[row]).or_default().entry(language).or_default() += 1;
            }
        }
    }
    let most = |counts: &BTreeMap<usize, usize>| {
        let most = counts.values().max().unwrap();
        *counts.iter().find(|(_, count)| *count == most).unwrap().0
    };
    counts.iter().map(|(author, counts)| (*author, most(counts))).collect()
}
