//! Each number of a pack changed a little, one at a time: which of them no case notices.

use rayon::prelude::*;
use ssi_rules::Pack;

use super::bench::{Before, Bench, Run};
use super::numbers::{Place, numbers};
use crate::vocabulary::vocabulary;

/// What became of a changed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A case or an example came out otherwise.
    Noticed,
    /// All came out as before.
    Unnoticed,
    /// The pack cannot be used with it, so there is nothing to notice.
    Refused,
}

/// A number and what it was changed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What was written instead.
    pub written: String,
    /// What became of it.
    pub change: Change,
}

/// A number of the rules, changed in both directions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The file of the pack.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The rule or function in which it stands.
    pub rule: String,
    /// How it is written.
    pub written: String,
    /// A little larger, and a little smaller.
    pub changed: [Changed; 2],
}

impl Number {
    /// Noticed where a change in either direction is, refused where both are.
    pub fn change(&self) -> Change {
        let any = |change: Change| self.changed.iter().any(|changed| changed.change == change);
        match () {
            () if any(Change::Noticed) => Change::Noticed,
            () if any(Change::Unnoticed) => Change::Unnoticed,
            () => Change::Refused,
        }
    }
}

/// Changes every number of a pack's own rules, reads the pack again in memory and puts all cases to it; under rayon, the same for any
/// number of threads. `run` is what the pack itself came to.
pub fn mutate(pack: &Pack, bench: &Bench<'_>, run: &Run<'_>) -> Vec<Number> {
    let words = vocabulary();
    let held = |example: &super::examples::Example| {
        example.contradiction(&bench.model.grades[example.grade]).is_none()
    };
    let before = Before {
        cases: run.tried.iter().map(|tried| tried.iter().map(|t| t.holds).collect()).collect(),
        examples: bench.examples.of.iter().map(held).collect(),
    };
    let change = |place: &Place, value: f64| {
        let Ok((mut model, _)) = ssi_rules::load(&place.rewritten(pack, value), &words) else {
            return Change::Refused;
        };
        // The same lists: they need not be made ready again.
        model.phrases.clone_from(&bench.model.phrases);
        let path = pack.files[place.file].path.strip_prefix("grades/");
        let kind = path.and_then(|path| path.strip_suffix(".rhai"));
        let grade = kind.and_then(|kind| model.grades.iter().position(|grade| grade.kind == kind));
        if bench.notices(&model, grade, &before) { Change::Noticed } else { Change::Unnoticed }
    };
    let number = |place: Place| {
        let changed = place.neighbours().map(|value| {
            let change = change(&place, value);
            Changed { written: value.to_string(), change }
        });
        Number {
            file: pack.files[place.file].path.clone(),
            rule: place.of(),
            line: place.literal.line,
            column: place.literal.column,
            written: place.literal.text,
            changed,
        }
    };
    numbers(pack).into_par_iter().map(number).collect()
}
