//! One corpus scored with two packs: what both read of members is made once.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use ssi_corpus::read::KeptPieces;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::standing::Grouping;
use ssi_score::{Inputs, Scores, graded_alike, languages, score_knowing, settled};
use ssi_text::Language;

use crate::args::Recipe;
use crate::keeper::{Keeper, Known};
use crate::output::Failure;
use crate::session::{Rules, Run, nobody};

/// The members of each group of one kind: what they are groups of, then name and members of each.
pub(crate) type Groups = (&'static str, Vec<(String, Vec<u32>)>);

/// Everyone's scores with two packs.
pub(crate) struct Both {
    pub(crate) models: [Model; 2],
    pub(crate) scores: [Scores; 2],
    pub(crate) date: Date,
    pub(crate) groups: Vec<Groups>,
}

impl Both {
    /// Scores everyone with the packs of two recipes that differ in nothing else; keeps what can be kept.
    pub(crate) fn score(
        inputs: &[PathBuf],
        [old, new]: [&Recipe; 2],
        pieces: Option<Arc<KeptPieces>>,
        quiet: bool,
    ) -> Result<Self, Failure> {
        // What is wrong with the new pack is told before anything is read.
        let rules = Rules::asked(new)?;
        let beside = pieces.is_some();
        let run = Run::heard(inputs, old, pieces.clone(), beside, quiet)?;
        run.tell_notes();
        let resolved = run.resolve();
        if resolved.roster().is_empty() {
            return Err(Failure::asked(nobody(&run.corpus, run.date), ""));
        }
        let found;
        let (before, known) = if let Some(recalled) = &run.recalled {
            (settled(&run.model, &resolved, &recalled.known.inputs), &recalled.known)
        } else {
            let mut known = run.known(&resolved);
            let scored = score_knowing(&run.model, &resolved, &mut known.inputs);
            run.keep(&resolved, &known);
            found = known;
            (scored, &found)
        };
        let groups = groups(&run, &resolved, &before.scores, known);
        let (after, model) = if let Some(scores) = again(&run, &resolved, known, &rules.model) {
            (scores, rules.model)
        } else {
            let run = Run::heard(inputs, new, pieces, beside, quiet)?;
            let resolved = run.resolve();
            let (scored, known) = run.score_knowing(&resolved);
            if let Some(known) = &known {
                run.keep(&resolved, known);
            }
            drop(resolved);
            (scored.scores, run.model)
        };
        let date = run.date;
        drop(resolved);
        Ok(Self { models: [run.model, model], scores: [before.scores, after], date, groups })
    }
}

/// Scores everyone of a run with another model; `None` where the files have to be read again for that.
fn again(run: &Run, resolved: &Resolved<'_>, known: &Known, model: &Model) -> Option<Scores> {
    let view = View::at(run.end, model.window_days);
    let names = run.names_of(known, model, view)?;
    let mut inputs = Inputs::as_in(&known.inputs, &known.names, &names);
    if let Some(keeper) = &run.keeper {
        inputs.recall_missing(&names, resolved.roster().len(), |name| keeper.numbers(name));
    }
    if inputs.is_complete() {
        return Some(settled(model, resolved, &inputs).scores);
    }
    // Of an outline there are no rows to look at, and texts that were heard have the grades of the model that heard them.
    if run.recalled.is_some() || !graded_alike(&run.model, model) {
        return None;
    }
    let seen = Resolved::new(&run.corpus, view);
    let scored = score_knowing(model, &seen, &mut inputs);
    if let Some(keeper) = &run.keeper {
        keeper.keep_columns(&inputs, &names);
    }
    Some(scored.scores)
}

/// Members by industry, team and language, as far as the corpus tells them.
fn groups(run: &Run, resolved: &Resolved<'_>, scores: &Scores, known: &Known) -> Vec<Groups> {
    let mut kinds = Vec::new();
    for field in ["industry", "team"] {
        if let Some(grouping) = Grouping::new(scores, resolved, field) {
            let named = grouping.groups.into_iter().map(|group| (group.name.to_owned(), group.members));
            kinds.push((field, named.collect()));
        }
    }
    let spoken = spoken(run, resolved, known);
    let members = |language: &Language| {
        let place = f64::from(*language as u8);
        let own = spoken.iter().zip(0_u32..).filter(|(l, _)| **l == place);
        own.map(|(_, member)| member).collect::<Vec<u32>>()
    };
    let all = Language::ALL.iter().map(|language| (language.name().to_owned(), members(language)));
    kinds.push(("language", all.filter(|(_, members)| !members.is_empty()).collect()));
    kinds
}

/// What each member usually writes, by its place among the languages; NaN where no text tells. An outline has no texts, so it is kept.
fn spoken(run: &Run, resolved: &Resolved<'_>, known: &Known) -> Vec<f64> {
    let name = Keeper::named(known, &format!("languages {}", resolved.view().seen));
    let keeper = run.keeper.as_ref();
    if let Some(kept) = keeper.and_then(|keeper| keeper.numbers(&name))
        && kept.len() == resolved.roster().len()
    {
        return kept;
    }
    if run.recalled.is_some() {
        return Vec::new();
    }
    let told = languages::usual(resolved);
    let spoken: Vec<f64> = told.into_iter().map(|l| l.map_or(f64::NAN, |l| f64::from(l as u8))).collect();
    if let Some(keeper) = keeper {
        keeper.keep_numbers(&name, &spoken);
    }
    spoken
}
