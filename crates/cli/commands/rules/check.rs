//! `ssi rules check`: what is wrong with a pack.

use std::fmt::Write;

use ssi_score::examples;

use crate::args::rules::Check;
use crate::output::{Failure, Outcome, print};
use crate::session::load_rules;

pub(crate) fn run(args: &Check) -> Outcome {
    let (model, origin) = load_rules(Some(&args.pack), &[])?;
    let wrong = examples::check(&model);
    for w in &wrong {
        tell!("error: `{}`: a bad text does as well as a good one", w.rule);
        tell!("  good {:.2}: \"{}\"", w.good.1.abs(), w.good.0);
        tell!("  bad  {:.2}: \"{}\"", w.bad.1.abs(), w.bad.0);
        tell!("  help: change the rule, or the `Good:` and `Bad:` lines above it\n");
    }
    if !wrong.is_empty() {
        let rules = if let [one] = &wrong[..] {
            format!("the rule `{}` contradicts its own examples", one.rule)
        } else {
            format!("{} rules contradict their own examples", wrong.len())
        };
        return Err(Failure::Rules(format!("{origin}: {rules}")));
    }
    let mut out = String::new();
    let examples: usize = model.rules().map(|r| r.doc.good.len() + r.doc.bad.len()).sum();
    let _ = writeln!(
        out,
        "{origin}: {} rules in {} files, {} aggregates, {} phrase lists, {examples} examples hold",
        model.rules().count(),
        model.files.len(),
        model.aggregates.len(),
        model.phrases.len()
    );
    print(&out)
}
