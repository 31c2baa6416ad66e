//! `ssi rules show`: rules in words.

use ssi_report::rule_text;

use crate::args::rules::Show;
use crate::output::{Outcome, print};
use crate::session::load_rules;

pub(crate) fn run(args: &Show) -> Outcome {
    let (model, origin) = load_rules(Some(&args.pack), &[])?;
    for (i, id) in args.rules.iter().enumerate() {
        match rule_text(&model, &origin, id) {
            Some(text) => print(&if i == 0 { text } else { format!("\n{text}") })?,
            // A weight for a rule that is not there says which one is near.
            None => model.clone().reweigh(id, 0.0)?,
        }
    }
    Ok(())
}
