//! `ssi fairness`: grades by language.

use ssi_report::{FairnessReport, fairness_json, fairness_text};
use ssi_score::fairness::fairness;

use crate::args::Fairness;
use crate::output::{Failure, Outcome, list, print};
use crate::session::{Run, nobody};

pub(crate) fn run(args: &Fairness) -> Outcome {
    let run = Run::new(&args.inputs, &args.recipe, false)?;
    run.tell_notes();
    let resolved = run.resolve();
    if resolved.roster().is_empty() {
        tell!("note: {}", nobody(&run.corpus, run.date));
    }
    let found = fairness(&run.model, &resolved);
    let report = FairnessReport {
        corpus: list(&args.inputs),
        rules: run.model.title.clone(),
        as_of: run.date.to_string(),
        window_days: run.model.window_days,
        found: &found,
    };
    print(&if args.json { fairness_json(&report) } else { fairness_text(&report) })?;
    match found.warnings().count() {
        0 => Ok(()),
        _ if !args.fail => Ok(()),
        1 => Err(Failure::asked("a language is graded down or up by missing lists or data", "")),
        n => Err(Failure::asked(
            format!("{n} warnings: languages are graded down or up by missing lists or data"),
            "",
        )),
    }
}
