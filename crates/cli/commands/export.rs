//! `ssi export`: what the last run wrote, for other tools.

use ssi_report::written::Written;
use ssi_report::{read_rejects, write_database};

use crate::args::{Export, Recipe};
use crate::output::{Failure, Outcome, print};
use crate::session::{Rules, keep_apart, on_top};

pub(crate) fn run(args: &Export) -> Outcome {
    let written = Written::open(&args.from)?;
    let rejected = args.from.join("rejects.csv");
    let read = [written.table.clone(), args.from.join("summary.json"), rejected.clone()];
    keep_apart(&read, &args.sqlite, "file")?;
    let rejects = read_rejects(&rejected).map_err(|e| {
        Failure::asked(
            format!("cannot read {}: {e}", rejected.display()),
            format!("write it again: `ssi score FOLDER --out {}`", args.from.display()),
        )
    })?;
    let rules = rules(&written);
    write_database(&written, rules.as_ref().map(|rules| &rules.model), &rejects, &args.sqlite)?;
    let (members, rules) = (written.rows(), written.rules.len());
    print(&format!("{members} members, {rules} rules\nwritten: {}\n", args.sqlite.display()))
}

/// The rules of the run, where they are as they were.
fn rules(written: &Written) -> Option<Rules> {
    let last = &written.summary;
    let there = last.rules.as_ref().is_none_or(|folder| folder.exists());
    let again = if there { Rules::again(&on_top(last, &Recipe::default())).ok() } else { None };
    let same = again.filter(|rules| rules.model.digest == last.rules_blake3);
    if same.is_none() {
        tell!("note: the rules of that run are gone or have changed: the table rules has their ids only");
    }
    same
}
