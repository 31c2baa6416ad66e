//! What can be typed behind `ssi rules reweigh`, `fmt` and `new`.

use std::path::PathBuf;

use super::weight;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A rule of the pack itself gets its number at its place; one of the pack that it builds on gets a line \
                  `reweigh(…)` in pack.rhai.\n\
                  Examples:\n  ssi rules reweigh rules/mine brand.cadence=6 --dry-run\n  \
                  ssi rules reweigh rules/mine brand.cadence=6 post.length=4"
)]
pub(crate) struct Reweigh {
    /// The pack's folder
    pub(crate) pack: PathBuf,
    /// The rule and its new weight
    #[arg(required = true, value_name = "RULE=NUMBER", value_parser = weight)]
    pub(crate) weights: Vec<(String, f64)>,
    /// Leave the pack as it is and write the changed one to a new folder DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print the lines that would change, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Fmt {
    /// The pack's folder
    #[arg(default_value = "rules/ssi")]
    pub(crate) pack: PathBuf,
    /// Print the lines that would change, write nothing, and end with exit code 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ssi rules new rules/mine\n  \
                  ssi rules new rules/sellers --extends rules/seller --title \"Our sellers\"")]
pub(crate) struct New {
    /// The folder of the new pack; it must not hold anything yet
    pub(crate) pack: PathBuf,
    /// What it builds on: `built-in`, or the folder of a pack that lies beside the new one
    #[arg(long, value_name = "PACK", default_value = "built-in")]
    pub(crate) extends: PathBuf,
    /// Its title for people
    #[arg(long)]
    pub(crate) title: Option<String>,
}
