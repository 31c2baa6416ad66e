//! Flags of `ssi schema`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi schema\n  ssi schema summary > summary.schema.json\n  ssi schema --out schemas\n\
    A schema is in the draft of 2020-12, needs no other file, and lists every field that there can be."
)]
pub(crate) struct Schema {
    /// What is described [default: list the names]
    #[arg(value_name = "NAME", conflicts_with = "out")]
    pub(crate) name: Option<String>,
    /// Write all of them into DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}
