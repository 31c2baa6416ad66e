//! What can be typed behind `ssi rules diff`.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Recipe, Written, date, weight};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "OLD and NEW are folders of packs, or `built-in` for the pack that came with the command.\n\
                  Examples:\n  ssi rules diff rules/ssi rules/mine --on corpora/team\n  \
                  ssi rules diff rules/ssi --set brand.cadence=6 --on corpora/team\n  \
                  ssi rules diff built-in rules/mine --on posts.csv --on members.csv --out moved.csv\n\
                  Without anything to score it says only what the packs say differently."
)]
pub(crate) struct Diff {
    /// The pack as it was
    pub(crate) old: PathBuf,
    /// The pack as it is to be [default: OLD, with the weights of --set]
    #[arg(required_unless_present = "set")]
    pub(crate) new: Option<PathBuf>,
    /// What to score with both, as in `ssi score`; can be repeated [default: what the last run read, see --from]
    #[arg(long, value_name = "PATH")]
    pub(crate) on: Vec<PathBuf>,
    /// The output folder of an earlier run, whose corpus and day are used
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    /// In NEW, give a rule another weight; can be repeated
    #[arg(long, value_name = "RULE=WEIGHT", value_parser = weight)]
    pub(crate) set: Vec<(String, f64)>,
    /// Write every member whose score is another to FILE: CSV, or JSON or Parquet by its ending
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// List at most N rises and N falls
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) top: usize,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Keep what is read in DIR, as `ssi score --cache` does: the next comparison parses no file
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,
    /// A mapping file that reads somebody else's columns [default: corpus.toml in the folder, if there]
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    written: Written,
    /// The day of the score, as in 2026-08-31; later rows are not seen [default: the day of the last activity]
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Count activity of this many days instead of the packs'
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    window: Option<u32>,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Do not show progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl Diff {
    /// How everything but the rules is read.
    pub(crate) fn recipe(&self) -> Recipe {
        Recipe {
            mapping: self.mapping.clone(),
            written: self.written.clone(),
            as_of: self.as_of,
            window: self.window,
            ..Recipe::default()
        }
    }
}
