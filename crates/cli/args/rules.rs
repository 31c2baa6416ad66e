//! What can be typed behind `ssi rules`.

use std::path::PathBuf;

pub(crate) use super::rules_diff::Diff;
pub(crate) use super::rules_test::Test;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesAction {
    /// Read a pack and say what is wrong with it.
    Check(Check),
    /// Try the cases beside the rules and the Good and Bad lines, and say what they do not reach.
    Test(Test),
    /// Say what another pack, or another weight, does to every member before it is published.
    Diff(Box<Diff>),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The pack's folder
    #[arg(default_value = "rules/ssi")]
    pub(crate) pack: PathBuf,
    /// List every rule with its weight
    #[arg(long)]
    pub(crate) list: bool,
}
