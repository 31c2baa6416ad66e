//! `ssi serve`: the reports over HTTP on this machine, and the page on which rules are tuned.

use ssi_corpus::heard::Listener as _;
use ssi_corpus::resolve::{Resolved, View};
use ssi_rules::Model;
use ssi_score::{Ear, Inputs, Kept, score_knowing};
use ssi_serve::{ServeError, Workbench, serve};

use crate::args::Serve;
use crate::output::{Failure, Outcome, list};
use crate::session::{chosen, nobody};

pub(crate) fn run(args: &Serve) -> Outcome {
    let run = chosen(&args.which()?)?;
    run.tell_notes();
    let resolved = run.resolve();
    if resolved.roster().is_empty() {
        return Err(Failure::asked(nobody(&run.corpus, run.date), ""));
    }
    let names = |model: &Model, view: View| Inputs::names(model, view, Ear::new(model).name());
    let own = names(&run.model, resolved.view());
    let mut known = Inputs::unknown(&run.model);
    let scored = score_knowing(&run.model, &resolved, &mut known);
    let base = Kept::known(run.model.clone(), &own, &known, scored.scores);
    let turn = |kept: &mut Kept, model: Model| {
        let view = View::at(run.end, model.window_days);
        let theirs = names(&model, view);
        let mut inputs = Inputs::as_in(&known, &own, &theirs);
        if !inputs.is_complete() {
            // A number that says what is read of rows or texts: they are looked at again.
            let seen = Resolved::new(&run.corpus, view);
            score_knowing(&model, &seen, &mut inputs);
        }
        kept.turn(model, &theirs, &inputs);
        Ok(())
    };
    let corpus = if args.paths.is_empty() { "the last run".to_owned() } else { list(&args.paths) };
    let mut bench =
        Workbench::new(run.pack.clone(), base, corpus.clone(), run.date.to_string(), Box::new(turn));
    serve(&mut bench, args.port, |address| {
        tell!("{} members of {} as of {}", resolved.roster().len(), corpus, run.date);
        tell!("open {}tune in a browser; Ctrl-C ends it", address.url);
    })
    .map_err(failure)
}

fn failure(error: ServeError) -> Failure {
    let help = match &error {
        ServeError::Listen { .. } => "leave `--port` out for one that is free",
        ServeError::Random | ServeError::Stopped(_) => "",
    };
    Failure::asked(error.to_string(), help)
}
