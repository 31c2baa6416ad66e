//! Flags of `ssi bench`.

use std::path::PathBuf;

use super::{Recipe, seconds};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi bench corpora/team\n  ssi bench data --rules our-pack --jobs 4 --seconds 60 --json\n\
                  Every stage is run on one thread and on all, in turns, at least once, however long it takes. Nothing is written."
)]
pub(crate) struct Bench {
    /// What to measure with, as in `ssi score`; not `-`, which can be read only once
    #[arg(value_name = "PATH", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
    /// Go on with rounds for so long
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(crate) seconds: f64,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
