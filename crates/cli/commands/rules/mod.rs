//! `ssi rules`: the workbench of those who write and tune packs.

mod check;
mod codes;
mod diff;
mod watch;

use crate::args::rules::RulesAction;
use crate::output::Outcome;

pub(crate) fn run(action: &RulesAction) -> Outcome {
    match action {
        RulesAction::Check(args) => check::run(args),
        RulesAction::Diff(args) => diff::run(args),
    }
}
