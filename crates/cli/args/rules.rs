//! What can be typed behind `ssi rules`.

use std::path::PathBuf;

pub(crate) use super::rules_diff::Diff;
pub(crate) use super::rules_look::List;
pub(crate) use super::rules_write::{New, Reweigh};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesAction {
    /// Read a pack, say what is wrong with it, and try its Good and Bad lines.
    Check(Check),
    /// List every rule with its weight and the points it can earn or take.
    List(List),
    /// Give rules another weight: write the number back at its place, and nothing else.
    Reweigh(Reweigh),
    /// Begin a pack of your own.
    New(New),
    /// Say what another pack, or another weight, does to every member before it is published.
    Diff(Box<Diff>),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The pack's folder
    #[arg(default_value = "rules/ssi")]
    pub(crate) pack: PathBuf,
}
