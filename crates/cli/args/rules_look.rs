//! What can be typed behind `ssi rules list`, `show` and `doc`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// The pack's folder, or `built-in`
    #[arg(default_value = "rules/ssi")]
    pub(crate) pack: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The pack's folder, or `built-in`
    pub(crate) pack: PathBuf,
    /// The rule, as in brand.cadence; several can be named
    #[arg(required = true, value_name = "RULE")]
    pub(crate) rules: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Doc {
    /// The pack's folder, or `built-in`
    #[arg(default_value = "rules/ssi")]
    pub(crate) pack: PathBuf,
    /// Write the page to FILE instead of printing it
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}
