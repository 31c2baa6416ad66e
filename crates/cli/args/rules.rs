//! What can be typed behind `ssi rules`.

use std::path::PathBuf;

pub(crate) use super::rules_diff::Diff;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesAction {
    /// Read a pack, say what is wrong with it, and try its Good and Bad lines.
    Check(Check),
    /// Say what another pack, or another weight, does to every member before it is published.
    Diff(Box<Diff>),
    /// Write colours, completions and a problem matcher for your editor.
    Editor(Editor),
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

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ssi rules editor ~/.vscode/extensions/ssi-rules\nThe README in the folder has the other editors."
)]
pub(crate) struct Editor {
    /// The folder to write
    pub(crate) folder: PathBuf,
}
