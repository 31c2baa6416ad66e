//! What can be typed behind `ssi calibrate`.

use std::path::PathBuf;

use super::{Recipe, Tolerance};

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ssi calibrate data --outcomes deals.csv\n  \
                  ssi calibrate data --outcomes crm.csv --outcome quota_share --rules rules/ssi --out rules/ssi-fitted\n\
                  The file of outcomes has a column `member` and one of numbers (opportunities, a share of the quota, deals that were won),\n\
                  or of two words such as yes and no. Nothing that was read is changed: --out gets a pack of its own and the report.\n\
                  Exit codes: 0 fitted, or the default weights stay; 1 the outcomes cannot be used, or nothing goes with them; 2 wrong usage.")]
pub(crate) struct Calibrate {
    /// What to score, as in `ssi score`
    #[arg(value_name = "PATH", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The outcomes: a delimited, NDJSON or Parquet file, packed or not
    #[arg(long, value_name = "FILE")]
    pub(crate) outcomes: PathBuf,
    /// The column with the outcomes [default: the only one that holds numbers, or two words such as yes and no]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) outcome: Option<String>,
    /// The column with the ids of the members
    #[arg(long, value_name = "COLUMN", default_value = "member")]
    pub(crate) member_column: String,
    /// The better one of two words [default: yes, true, good and the like]
    #[arg(long, value_name = "VALUE")]
    pub(crate) positive: Option<String>,
    /// Write pack.rhai, report.md and report.json into this folder, beside the pack that was used
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write into a folder that is not empty
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Resamples that make an interval
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(100..=100_000))]
    pub(crate) resamples: u32,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
    #[command(flatten)]
    pub(crate) tolerance: Tolerance,
    /// Do not show progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
