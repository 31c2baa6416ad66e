//! Flags of `ssi completions` and `ssi man`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi completions bash > ~/.local/share/bash-completion/completions/ssi\n  \
    ssi completions zsh > ~/.zfunc/_ssi                   # with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc\n  \
    ssi completions fish > ~/.config/fish/completions/ssi.fish\n  \
    ssi completions powershell >> $PROFILE"
)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi man | man -l -\n  ssi man rules check | man -l -\n  ssi man --out ~/.local/share/man/man1"
)]
pub(crate) struct Man {
    /// The command that the page is about [default: ssi itself]
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    pub(crate) command: Vec<String>,
    /// Write the pages of all commands into DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}
