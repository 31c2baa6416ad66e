//! `ssi rules check`: what is wrong with a pack.

use std::fmt::Write;

use ssi_rules::Model;

use crate::args::rules::Check;
use crate::output::{Outcome, print};
use crate::session::load_rules;

pub(crate) fn run(args: &Check) -> Outcome {
    let (model, origin) = load_rules(Some(&args.pack), &[])?;
    let mut out = String::new();
    if args.list {
        list_rules(&model, &mut out);
    }
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

fn list_rules(model: &Model, out: &mut String) {
    for rule in model.rules() {
        let sign = if rule.penalty { "-" } else { "" };
        let weight = format!("{sign}{}", rule.weight);
        let _ = writeln!(out, "{:<34} {weight:>6}  {}", rule.id, rule.doc.title);
    }
    out.push('\n');
}
