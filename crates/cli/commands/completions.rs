//! `ssi completions`: what a shell needs to complete commands and flags, made of the commands themselves.

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::output::{Outcome, print};

pub(crate) fn run(args: &Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "ssi", &mut script);
    print(&String::from_utf8_lossy(&script))
}
