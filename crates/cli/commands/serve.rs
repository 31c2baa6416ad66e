//! `ssi serve`: the reports over HTTP on this machine, and the page on which rules are tuned.

use std::cell::OnceCell;

use ssi_corpus::resolve::{Resolved, View};
use ssi_report::cards::Portraits;
use ssi_report::html::{MemberPages, Population, member_page, population_page};
use ssi_report::written::Written;
use ssi_report::{History, Summary, what_if_json};
use ssi_rules::Model;
use ssi_score::standing::Standings;
use ssi_score::{Ear, Inputs, Kept, KeptSignals, Reading, Request, Scored, Scores, find_missing, stats};
use ssi_serve::{Pages, ServeError, Workbench, serve};

use crate::args::Serve;
use crate::commands::report::moved;
use crate::commands::score::{Done, summary_of};
use crate::courses::course;
use crate::output::{Failure, Outcome, list};
use crate::session::{Run, chosen, nobody};

/// Where a member's page is.
const MEMBERS_AT: &str = "/member?id=";

pub(crate) fn run(args: &Serve) -> Outcome {
    let run = chosen(&args.which()?)?;
    run.tell_notes();
    let resolved = run.resolve();
    if resolved.roster().is_empty() {
        return Err(Failure::asked(nobody(&run.corpus, run.date), ""));
    }
    let names = |model: &Model, view: View| Inputs::names(model, view, &Ear::name_of(model));
    let own = names(&run.model, resolved.view());
    let mut known = Inputs::unknown(&run.model);
    let mut signals = KeptSignals::default();
    find_missing(&run.model, &resolved, &mut known, &mut signals);
    let base = Kept::known(run.model.clone(), &own, &known, &resolved);
    let turn = |kept: &mut Kept, model: Model| {
        let view = View::at(run.end, model.window_days);
        let theirs = names(&model, view);
        let mut inputs = Inputs::as_in(&known, &own, &theirs);
        // Another window is another view of the corpus.
        let other = (view != resolved.view()).then(|| Resolved::new(&run.corpus, view));
        find_missing(&model, other.as_ref().unwrap_or(&resolved), &mut inputs, &mut signals);
        kept.turn(model, &theirs, &inputs);
        Ok(())
    };
    let corpus = if args.paths.is_empty() { "the last run".to_owned() } else { list(&args.paths) };
    let about = |model: &Model, scores: &Scores, standings: &Standings<'_>| {
        summary(args, &run, model, scores, standings)
    };
    let history = args.history.as_deref().map(History::new);
    let moves = history.as_ref().map(|history| moved(history, &run.date.to_string())).transpose()?;
    let everyone = |model: &Model, scores: &Scores| {
        let standings = Standings::new(scores, &resolved);
        let written = Written::scored(about(model, scores, &standings), model, scores, &standings);
        let (model, pages) = (Some(model), Some(&MemberPages::Asked(MEMBERS_AT)));
        population_page(&Population { written: &written, model, moves: moves.as_ref(), pages })
    };
    let (reading, scored) = (OnceCell::<Reading<'_>>::new(), OnceCell::<Scored>::new());
    let portraits = OnceCell::<Portraits<'_>>::new();
    let asked = Request { keep_inputs: true };
    // Looks at members row by row: with the rules as they were begun with, or with those that were saved since.
    let look = |model: &Model, see: &mut dyn FnMut(&Scored, &Portraits<'_>)| {
        if model.digest == run.model.digest {
            let reading = reading.get_or_init(|| Reading::new(&run.model, &resolved));
            let scored = scored.get_or_init(|| reading.score(asked));
            return see(scored, portraits.get_or_init(|| Portraits::new(reading, scored, run.date)));
        }
        let seen = Resolved::new(&run.corpus, View::at(run.end, model.window_days));
        let reading = Reading::new(model, &seen);
        let scored = reading.score(asked);
        see(&scored, &Portraits::new(&reading, &scored, run.date));
    };
    let member = |model: &Model, member: usize| {
        let mut page = String::new();
        look(model, &mut |scored, portraits| {
            let standings = Standings::new(&scored.scores, &resolved);
            let summary = about(model, &scored.scores, &standings);
            let id = &scored.scores.members[member];
            let course = course(history.as_ref(), id, run.date).unwrap_or_default();
            page = portraits.card(member, false, course, |card| member_page(card, &summary, Some("/")));
        });
        page
    };
    let what_if = |model: &Model, member: usize, levers: &[String]| {
        let mut answer = String::new();
        look(model, &mut |_, portraits| answer = what_if_json(model, &portraits.what_if(member, levers)));
        answer
    };
    let pages = Pages { everyone: Box::new(everyone), member: Box::new(member), what_if: Box::new(what_if) };
    let mut bench =
        Workbench::new(run.pack.clone(), base, corpus.clone(), run.date.to_string(), Box::new(turn), pages);
    serve(&mut bench, args.port, |address| {
        tell!("{} members of {corpus} as of {}", resolved.roster().len(), run.date);
        tell!(
            "open {} in a browser, or {}tune to move the numbers; Ctrl-C ends it",
            address.url,
            address.url
        );
    })
    .map_err(|error| failure(&error))
}

/// The run as a page tells of it.
fn summary(args: &Serve, run: &Run, model: &Model, scores: &Scores, standings: &Standings<'_>) -> Summary {
    let figures = stats(model, scores);
    let done = Done { day: run.date, scores, standings, figures: &figures };
    let rules = (model.title.clone(), model.digest.clone());
    let told = summary_of(&args.paths, &args.recipe, run, &done);
    Summary { title: rules.0, rules_blake3: rules.1, window_days: model.window_days, ..told }
}

fn failure(error: &ServeError) -> Failure {
    let help = match error {
        ServeError::Listen { .. } => "leave `--port` out for one that is free",
        ServeError::Random | ServeError::Stopped(_) => "",
    };
    Failure::asked(error.to_string(), help)
}
