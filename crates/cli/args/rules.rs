//! What can be typed behind `ssi rules`.

use std::path::PathBuf;

pub(crate) use super::rules_diff::Diff;
pub(crate) use super::rules_look::{Doc, List, Show};
pub(crate) use super::rules_test::Test;
pub(crate) use super::rules_write::{Fmt, New, Reweigh};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesAction {
    /// Read a pack and say what is wrong with it.
    Check(Check),
    /// List every rule with its weight and the points it can earn or take.
    List(List),
    /// Say in words what a rule does: a sentence made from its formula, what it reads, why it is there.
    Show(Show),
    /// Write one page about a pack: every rule as a sentence.
    Doc(Doc),
    /// Give rules another weight: write the number back at its place, and nothing else.
    Reweigh(Reweigh),
    /// Lay the rules of a pack out evenly; only white space changes.
    Fmt(Fmt),
    /// Begin a pack of your own.
    New(New),
    /// Try the cases beside the rules and the Good and Bad lines, and say what they do not reach.
    Test(Test),
    /// Say what another pack, or another weight, does to every member before it is published.
    Diff(Box<Diff>),
    /// Write colours, completions and a problem matcher for your editor.
    Editor(Editor),
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

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ssi rules editor ~/.vscode/extensions/ssi-rules\nThe README in the folder has the other editors."
)]
pub(crate) struct Editor {
    /// The folder to write
    pub(crate) folder: PathBuf,
}
