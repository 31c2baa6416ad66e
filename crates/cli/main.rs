//! The `ssi` command: flags, progress and exit codes. The only room that prints.

#![warn(missing_docs)]

#[macro_use]
mod tell;

mod args;
mod both;
mod cases;
mod commands;
mod courses;
mod dates;
mod keeper;
mod lately;
mod memory;
mod outcomes;
mod output;
mod paper;
mod progress;
mod session;
mod teams;
mod tolerance;
mod two_days;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};

/// Shows help, or what is wrong with what was typed; that can have come from a list of names.
fn usage(wrong: &clap::Error) -> ExitCode {
    let text = wrong.render().to_string();
    if text.chars().any(|c| c != '\n' && ssi_report::hides(c)) {
        tell!("{}", text.trim_end());
    } else {
        // In colour where there is a terminal; lost without harm where nobody listens.
        let _ = wrong.print();
    }
    ExitCode::from(u8::try_from(wrong.exit_code()).unwrap_or(2))
}

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(wrong) => return usage(&wrong),
    };
    let done = match &args.command {
        Command::Score(score) => commands::score::run(score),
        Command::Backfill(backfill) => commands::backfill::run(backfill),
        Command::Trend(trend) => commands::trend::run(trend),
        Command::Explain(explain) => commands::explain::run(explain),
        Command::Show(show) => commands::show::run(show),
        Command::Top(top) => commands::top::run(top),
        Command::Hist(hist) => commands::hist::run(hist),
        Command::Team(team) => commands::team::run(team),
        Command::Cohort(cohort) => commands::cohort::run(cohort),
        Command::Advise(advise) => commands::advise::run(advise),
        Command::Compare(compare) => commands::compare::run(compare),
        Command::Init(init) => commands::init::run(init),
        Command::Inspect(inspect) => commands::inspect::run(inspect),
        Command::Export(export) => commands::export::run(export),
        Command::Grade(grade) => commands::grade::run(grade),
        Command::Evaluate(evaluate) => commands::evaluate::run(evaluate),
        Command::Fairness(fairness) => commands::fairness::run(fairness),
        Command::Calibrate(calibrate) => commands::calibrate::run(calibrate),
        Command::Insights(insights) => commands::insights::run(insights),
        Command::Lint(lint) => commands::lint::run(lint),
        Command::Report(args) => commands::report::run(args),
        Command::Serve(args) => commands::serve::run(args),
        Command::Rules { action } => commands::rules::run(action),
        Command::Columns(columns) => commands::columns::run(columns),
        Command::Schema(args) => commands::schema::run(args),
        Command::Completions(args) => commands::completions::run(args),
        Command::Man(args) => commands::man::run(args),
        Command::Generate(generate) => commands::generate::run(generate),
        Command::Bench(bench) => commands::bench::run(bench),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads our output has read enough, as `head` does.
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell();
            ExitCode::FAILURE
        }
    }
}
