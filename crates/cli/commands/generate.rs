//! `ssi generate`: a synthetic corpus.

use std::fmt::Write;

use ssi_corpus::generate::Spec;
use ssi_report::{is_taken, write_corpus};

use crate::args::Generate;
use crate::output::{Failure, Outcome, print};

pub(crate) fn run(args: &Generate) -> Outcome {
    if is_taken(&args.out) {
        return Err(Failure::asked(
            format!("{} is not empty", args.out.display()),
            "name a new folder, so that nothing of yours is overwritten",
        ));
    }
    let default = Spec::default();
    let spec = Spec {
        members: args.members,
        seed: args.seed,
        until: args.until.unwrap_or(default.until),
        ..default
    };
    let mut out = String::new();
    for (name, rows) in write_corpus(&spec, &args.out)? {
        let _ = writeln!(out, "{rows:>12}  {name}.csv");
    }
    print(&format!(
        "{out}written to {}; score it with `ssi score {}`\n",
        args.out.display(),
        args.out.display()
    ))
}
