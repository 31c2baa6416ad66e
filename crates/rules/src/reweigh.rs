//! Other weights and numbers for a pack: which file each one belongs in, and what comes of it.

use crate::diagnostic::Diagnostics;
use crate::edit::{EditError, replace_at, set_reweigh, set_weight};
use crate::load::load;
use crate::model::{Model, UnknownRule};
use crate::pack::{Pack, PackError};
use crate::vocabulary::Vocabulary;

/// The file of a pack that says how weights of its base are changed.
const HEADER: &str = "pack.rhai";

/// A file as it lies there, and as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// Its path inside the pack.
    pub path: String,
    /// Its whole text as it lies on the disk.
    pub before: String,
    /// Its whole text with the new numbers.
    pub after: String,
}

/// A pack with other weights, understood and not yet written.
#[derive(Clone, Debug)]
pub struct Reweighed {
    /// The files that change, in the order of the weights.
    pub files: Vec<Rewritten>,
    /// What the pack means now.
    pub before: Model,
    /// What it will mean.
    pub after: Model,
}

/// Rules cannot get other weights.
#[derive(Debug)]
pub enum ReweighError {
    /// The pack is not to be used, or would not be.
    Rules(Diagnostics),
    /// There is no such rule.
    Unknown(UnknownRule),
    /// The number cannot be written at its place.
    Edit(EditError),
    /// A file of the pack cannot be read again.
    Pack(PackError),
    /// The pack lies in no folder.
    NoFolder,
}

impl std::fmt::Display for ReweighError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rules(_) => write!(f, "there are mistakes in the rules"),
            Self::Unknown(error) => error.fmt(f),
            Self::Edit(error) => error.fmt(f),
            Self::Pack(error) => error.fmt(f),
            Self::NoFolder => write!(f, "the pack lies in no folder where it could be written"),
        }
    }
}

impl std::error::Error for ReweighError {}

/// A number of a rule file that is to be another.
#[derive(Clone, Debug, PartialEq)]
pub struct NewNumber {
    /// The file's path inside the pack.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// What it is worth now; another number there is left alone.
    pub from: f64,
    /// What it is to be worth.
    pub to: f64,
}

/// Numbers that are to be others: at places in the pack's own files, and weights by the ids of rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Numbers by their places, each as it stands before any of these changes.
    pub numbers: Vec<NewNumber>,
    /// Weights by rule, at least 0.
    pub weights: Vec<(String, f64)>,
}

/// Gives rules of a pack other weights: at their places in the pack's own files, and for rules of the pack that it builds on
/// by a `reweigh` line in its `pack.rhai`. Nothing is written; the result has been loaded and has exactly these weights.
///
/// # Errors
/// When the pack lies in no folder, does not load (before or after), has no such rule, or computes a weight.
pub fn reweigh(
    pack: &Pack,
    words: &Vocabulary,
    weights: &[(String, f64)],
) -> Result<Reweighed, ReweighError> {
    if pack.folder().is_none() {
        return Err(ReweighError::NoFolder);
    }
    let (before, _) = load(pack, words).map_err(ReweighError::Rules)?;
    let changes = Changes { numbers: Vec::new(), weights: weights.to_vec() };
    let (files, after) = rewrite(pack, &before, words, &changes, &|path| pack.as_it_lies(path))?;
    Ok(Reweighed { files, before, after })
}

/// The files of a pack that change, and what the pack means then; `before` is what it means now, and `text` the whole text of one of
/// its files. Nothing is written.
///
/// # Errors
/// When a number does not stand where it is said to, when there is no such rule, when a weight is computed, or when the pack does not
/// load with the changes.
pub fn rewrite(
    pack: &Pack,
    before: &Model,
    words: &Vocabulary,
    changes: &Changes,
    text: &dyn Fn(&str) -> Result<String, PackError>,
) -> Result<(Vec<Rewritten>, Model), ReweighError> {
    let mut wanted = before.clone();
    for (rule, weight) in &changes.weights {
        wanted.reweigh(rule, *weight).map_err(ReweighError::Unknown)?;
    }
    let mut files = Files { text, all: Vec::new() };
    // From the last to the first, so that the places of the others stay what they are.
    let mut numbers: Vec<&NewNumber> = changes.numbers.iter().collect();
    numbers.sort_by_key(|n| std::cmp::Reverse((n.line, n.column)));
    for number in numbers {
        let NewNumber { path, line, column, from, to } = number;
        files.change(path, |text| replace_at(path, text, (*line, *column), Some(*from), *to))?;
    }
    for (rule, weight) in &changes.weights {
        match own_file(before, rule) {
            Some(path) => files.change(&path, |text| set_weight(&path, text, rule, *weight))?,
            None => files.change(HEADER, |text| set_reweigh(HEADER, text, rule, *weight))?,
        }
    }
    let mut after = loaded(pack, &files.all, words)?;
    // A `reweigh` in a header wins over the number in the rule: then it is the one to change.
    let mut overruled = false;
    for (rule, _) in &changes.weights {
        let [is, ought] = [&after, &wanted].map(|m| m.rules().find(|r| r.id == *rule).map(|r| r.weight));
        if let (true, Some(ought)) = (is != ought, ought) {
            overruled = true;
            files.change(HEADER, |text| set_reweigh(HEADER, text, rule, ought))?;
        }
    }
    if overruled {
        after = loaded(pack, &files.all, words)?;
    }
    files.all.retain(|f| f.before != f.after);
    Ok((files.all, after))
}

/// The path of the file of the pack itself that a rule stands in; `None` where it is a file of a pack below, or where the
/// pack's own header weighs the rule anyway.
fn own_file(model: &Model, id: &str) -> Option<String> {
    let rule = model.rules().find(|r| r.id == id)?;
    let own = &model.packs.last()?.1;
    let place = (rule.place.file as usize).checked_sub(model.files.len() - own.len())?;
    let header = own.iter().find(|f| f.path == HEADER).map_or("", |f| f.text.as_str());
    let reweighed = crate::literals(HEADER, header)
        .iter()
        .any(|l| matches!(&l.meaning, crate::Meaning::Reweigh(rule) if rule == id));
    (!reweighed).then(|| own[place].path.clone())
}

/// Files of a pack on their way to other texts.
struct Files<'a> {
    text: &'a dyn Fn(&str) -> Result<String, PackError>,
    all: Vec<Rewritten>,
}

impl Files<'_> {
    fn change(
        &mut self,
        path: &str,
        edit: impl FnOnce(&str) -> Result<String, EditError>,
    ) -> Result<(), ReweighError> {
        let place = if let Some(place) = self.all.iter().position(|f| f.path == path) {
            place
        } else {
            let before = (self.text)(path).map_err(ReweighError::Pack)?;
            self.all.push(Rewritten { path: path.to_owned(), after: before.clone(), before });
            self.all.len() - 1
        };
        self.all[place].after = edit(&self.all[place].after).map_err(ReweighError::Edit)?;
        Ok(())
    }
}

fn loaded(pack: &Pack, files: &[Rewritten], words: &Vocabulary) -> Result<Model, ReweighError> {
    let changed = files.iter().fold(pack.clone(), |pack, file| pack.with_file(&file.path, &file.after));
    load(&changed, words).map(|(model, _)| model).map_err(ReweighError::Rules)
}
