//! What a run keeps beside pieces of files: what its rules read of members, for a later run with other weights or curves.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use ssi_corpus::input::Input;
use ssi_corpus::read::{KeptPieces, Options, Outline, listing, reading};
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::{Inputs, Scored, score_knowing, settled};

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
    inputs: Inputs,
    reading: String,
    names: Vec<String>,
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
    pub(crate) fn recall(&self, model: &Model) -> Option<(Outline, Inputs)> {
        // To digest all files costs something, and mostly there is nothing.
        self.pieces.numbers(&self.listed()?)?;
        let reading = reading(&self.input, &self.options, &[])?;
        let outline = self.pieces.outline(&self.outlined(&reading))?;
        let names = self.names(&reading, model, View::at(outline.end, model.window_days));
        let inputs = Inputs::recall(&names, outline.corpus.people.len(), |name| self.pieces.numbers(name));
        inputs.is_complete().then_some((outline, inputs))
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
        known.inputs.keep(&known.names, |name, numbers| self.pieces.keep_numbers(name, numbers));
        self.pieces.keep_outline(&self.outlined(&known.reading), &outline);
        if let Some(listed) = self.listed() {
            self.pieces.keep_numbers(&listed, &[]);
        }
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
        if let Some((inputs, _)) = &self.recalled {
            return (settled(&self.model, resolved, inputs), None);
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

    /// How many rows are of days after that of the score.
    pub(crate) fn later(&self) -> usize {
        match &self.recalled {
            Some((_, later)) => *later as usize,
            None => not_seen(&self.corpus, self.end),
        }
    }

    /// How many aggregates did not have to be made again, of how many; `None` where nothing is kept.
    pub(crate) fn aggregates_kept(&self, known: Option<&Known>) -> Option<(usize, usize)> {
        let recalled = self.recalled.as_ref().map(|(inputs, _)| inputs);
        Some(recalled.or(known.map(|known| &known.inputs))?.aggregates(&self.model))
    }
}
