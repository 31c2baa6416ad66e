//! What a run keeps beside pieces of files: what its rules read of members, for a later run with other weights or curves.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use ssi_corpus::input::Input;
use ssi_corpus::read::{KeptPieces, Options, Outline, listing, reading};
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::{Ear, Inputs, Scored, score_knowing, settled};

use crate::session::{Run, not_seen};

/// Where columns and outlines of one input lie.
pub(crate) struct Keeper {
    pieces: Arc<KeptPieces>,
    input: Input,
    options: Options,
    /// What is asked of the input beside what rules read.
    asked: String,
}

/// What is known of the members once a run is scored, and under what it is kept.
pub(crate) struct Known {
    pub(crate) inputs: Inputs<'static>,
    reading: String,
    pub(crate) names: Vec<String>,
}

/// What was kept of members, where that is all that a model reads.
pub(crate) struct Recalled {
    pub(crate) known: Known,
    /// How many rows are of days after that of the score.
    later: u64,
}

impl Keeper {
    /// `None` where an input cannot be read twice, or not at all.
    pub(crate) fn new(
        pieces: Arc<KeptPieces>,
        inputs: &[PathBuf],
        options: &Options,
        as_of: Option<Date>,
        model: &Model,
    ) -> Option<Self> {
        let lies = |path: &PathBuf| path.metadata().is_ok_and(|about| about.is_file() || about.is_dir());
        let input = inputs.iter().all(lies).then(|| Input::find(inputs, &options.limits).ok()).flatten()?;
        let asked = format!("{inputs:?} {as_of:?} {}", model.window_days);
        let keeper = Self { pieces, input, options: options.clone(), asked };
        keeper.listed().map(|_| keeper)
    }

    /// What was kept of these very files, if that is all that a model reads.
    pub(crate) fn recall(&self, model: &Model) -> Option<(Outline, Recalled)> {
        // To digest all files costs something, and mostly there is nothing.
        self.pieces.numbers(&self.listed()?)?;
        let reading = reading(&self.input, &self.options, &[])?;
        let outline = self.pieces.outline(&self.outlined(&reading))?;
        let names = self.names(&reading, model, View::at(outline.end, model.window_days));
        let inputs = Inputs::recall(&names, outline.corpus.people.len(), |name| self.pieces.numbers(name));
        let later = outline.later;
        let complete = inputs.is_complete();
        complete.then_some((outline, Recalled { known: Known { inputs, reading, names }, later }))
    }

    /// What was kept of the files as they were when they were read, as far as it goes.
    fn known(&self, run: &Run, resolved: &Resolved<'_>) -> Option<Known> {
        let reading = reading(&self.input, &self.options, &run.corpus.sources)?;
        let names = self.names(&reading, &run.model, resolved.view());
        let inputs = Inputs::recall(&names, resolved.roster().len(), |name| self.pieces.numbers(name));
        Some(Known { inputs, reading, names })
    }

    fn keep(&self, run: &Run, resolved: &Resolved<'_>, known: &Known) {
        let later = not_seen(&run.corpus, run.end) as u64;
        let Some(outline) = Outline::of(resolved, run.doubts.clone(), later) else { return };
        self.keep_columns(&known.inputs, &known.names);
        self.pieces.keep_outline(&self.outlined(&known.reading), &outline);
        if let Some(listed) = self.listed() {
            self.pieces.keep_numbers(&listed, &[]);
        }
    }

    /// Numbers that were kept of the files of what is known.
    pub(crate) fn numbers(&self, name: &str) -> Option<Vec<f64>> {
        self.pieces.numbers(name)
    }

    /// A name for numbers of the same files as what is known.
    pub(crate) fn named(known: &Known, what: &str) -> String {
        format!("{what} {}", known.reading)
    }

    pub(crate) fn keep_columns(&self, inputs: &Inputs<'_>, names: &[String]) {
        inputs.keep(names, |name, numbers| self.pieces.keep_numbers(name, numbers));
    }

    pub(crate) fn keep_numbers(&self, name: &str, numbers: &[f64]) {
        self.pieces.keep_numbers(name, numbers);
    }

    fn listed(&self) -> Option<String> {
        Some(format!("listing {}", listing(&self.input, &self.options)?))
    }

    fn outlined(&self, reading: &str) -> String {
        format!("outline {reading} {}", self.asked)
    }

    /// Under what the columns are kept that a model reads of files.
    fn names(&self, reading: &str, model: &Model, view: View) -> Vec<String> {
        let heard =
            self.options.listener.as_ref().map(|listener| listener.name().clone()).unwrap_or_default();
        Inputs::names(model, view, &heard).iter().map(|name| format!("column {reading} {name}")).collect()
    }
}

impl Run {
    /// Scores everyone with what was kept, as far as it goes, and tells what was not kept yet.
    pub(crate) fn score_knowing(&self, resolved: &Resolved<'_>) -> (Scored, Option<Known>) {
        if let Some(Recalled { known, .. }) = &self.recalled {
            return (settled(&self.model, resolved, &known.inputs), None);
        }
        let Some(mut known) = self.keeper.as_ref().and_then(|keeper| keeper.known(self, resolved)) else {
            return (self.score(resolved, false), None);
        };
        (score_knowing(&self.model, resolved, &mut known.inputs), Some(known))
    }

    /// Keeps what was found out, for a later run.
    pub(crate) fn keep(&self, resolved: &Resolved<'_>, known: &Known) {
        if let Some(keeper) = &self.keeper {
            keeper.keep(self, resolved, known);
        }
    }

    /// What is known of the members so far, whether it can be kept or not.
    pub(crate) fn known(&self, resolved: &Resolved<'_>) -> Known {
        let kept = self.keeper.as_ref().and_then(|keeper| keeper.known(self, resolved));
        kept.unwrap_or_else(|| {
            let names = Inputs::names(&self.model, resolved.view(), &Ear::name_of(&self.model));
            Known { inputs: Inputs::unknown(&self.model), reading: String::new(), names }
        })
    }

    /// What the columns are called that another model reads of the same files, if it asks of texts what this one asks.
    pub(crate) fn names_of(&self, known: &Known, model: &Model, view: View) -> Option<Vec<String>> {
        let (own, other) = (Ear::name_of(&self.model), Ear::name_of(model));
        (own == other).then(|| match &self.keeper {
            Some(keeper) if !known.reading.is_empty() => keeper.names(&known.reading, model, view),
            _ => Inputs::names(model, view, &other),
        })
    }

    /// How many rows are of days after that of the score.
    pub(crate) fn later(&self) -> usize {
        match &self.recalled {
            Some(recalled) => recalled.later as usize,
            None => not_seen(&self.corpus, self.end),
        }
    }

    /// How many aggregates did not have to be made again, of how many; `None` where nothing is kept.
    pub(crate) fn aggregates_kept(&self, known: Option<&Known>) -> Option<(usize, usize)> {
        let recalled = self.recalled.as_ref().map(|recalled| &recalled.known);
        Some(recalled.or(known)?.inputs.aggregates(&self.model))
    }
}
