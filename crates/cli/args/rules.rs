//! What can be typed behind `ssi rules`.

use std::path::PathBuf;

pub(crate) use super::rules_diff::Diff;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesAction {
    /// Read a pack, say what is wrong with it, and try its Good and Bad lines.
    Check(Check),
    /// Say what another pack, or another weight, does to every member before it is published.
    Diff(Box<Diff>),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Errors keep a pack from being used; warnings are what it says but hardly means.\n\
                  Examples:\n  ssi rules check rules/mine\n  ssi rules check rules/mine --watch\n  \
                  ssi rules check rules/mine --deny-warnings --sarif > rules.sarif\n  \
                  ssi rules check --codes falling-curve")]
#[expect(clippy::struct_excessive_bools, reason = "flags that can be combined, not a state")]
pub(crate) struct Check {
    /// The pack's folder
    #[arg(default_value = "rules/ssi")]
    pub(crate) pack: PathBuf,
    /// List every rule with its weight
    #[arg(long)]
    pub(crate) list: bool,
    /// Print what is wrong as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print what is wrong as SARIF 2.1.0, which code hosts show beside the lines
    #[arg(long, conflicts_with_all = ["json", "watch"])]
    pub(crate) sarif: bool,
    /// End with exit code 1 if there is a warning
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Check again whenever a file of the pack changes, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,
    /// List the codes of all mistakes, or say what one means
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "")]
    pub(crate) codes: Option<String>,
}
