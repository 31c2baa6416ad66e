//! `ssi rules check`: what is wrong with a pack.

use std::fmt::Write;

use crate::args::rules::Check;
use crate::output::{Outcome, print};
use crate::session::load_rules;

pub(crate) fn run(args: &Check) -> Outcome {
    let (model, origin) = load_rules(Some(&args.pack), &[])?;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{origin}: {} rules in {} files, {} aggregates, {} phrase lists",
        model.rules().count(),
        model.files.len(),
        model.aggregates.len(),
        model.phrases.len()
    );
    print(&out)
}
