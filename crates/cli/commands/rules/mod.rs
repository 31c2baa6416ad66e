//! `ssi rules`: the workbench of those who write and tune packs.

mod check;
mod codes;
mod diff;
mod doc;
mod editor;
mod fmt;
mod list;
mod new;
mod reweigh;
mod show;
mod test;
mod watch;

use crate::args::rules::RulesAction;
use crate::output::Outcome;

pub(crate) fn run(action: &RulesAction) -> Outcome {
    match action {
        RulesAction::Check(args) => check::run(args),
        RulesAction::List(args) => list::run(args),
        RulesAction::Show(args) => show::run(args),
        RulesAction::Doc(args) => doc::run(args),
        RulesAction::Fmt(args) => fmt::run(args),
        RulesAction::Reweigh(args) => reweigh::run(args),
        RulesAction::New(args) => new::run(args),
        RulesAction::Test(args) => test::run(args),
        RulesAction::Diff(args) => diff::run(args),
        RulesAction::Editor(args) => editor::run(args),
    }
}
