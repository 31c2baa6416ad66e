//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use ssi_report::Format;
use ssi_score::advise::By;

/// Open, exact and explainable Social Selling Index.
///
/// Reads what members of a network wrote and did, grades the texts, and reports for each member an index from 0 to 100 with the
/// reason for every point. The recipe is open and yours to change; it is not LinkedIn's, which is not published.
#[derive(Debug, Parser)]
#[command(
    name = "ssi",
    version,
    after_help = "Exit codes: 0 done (rejected rows are counted and listed in rejects.csv), 1 failed, 2 wrong usage.\n\
                  Examples:\n  ssi score corpora/team\n  ssi explain ada.okafor\n  ssi rules check rules/ssi"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Score every member of a folder of CSV files.
    Score(Score),
    /// Take one member's score apart: the reason for every point.
    Explain(Explain),
    /// Say what would raise a member's score most, each gain computed.
    Advise(Advise),
    /// Grade the texts of any CSV file.
    Grade(Grade),
    /// Work with rule packs.
    Rules {
        #[command(subcommand)]
        action: RulesAction,
    },
    /// List the columns that can be supplied and the names that rules can use.
    Columns(Columns),
    /// Write a synthetic corpus: the same bytes for the same seed.
    Generate(Generate),
}

/// What is scored and how; shared by the commands that score.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Recipe {
    /// A mapping file that reads somebody else's columns [default: corpus.toml in the folder, if there]
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// A rule pack [default: rules/ssi here, if there, else the one built in]
    #[arg(long, value_name = "PACK")]
    pub(crate) rules: Option<PathBuf>,
    /// The day of the score, as in 2026-08-31; later rows are not seen [default: the day of the last activity]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Count activity of this many days instead of the pack's
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub(crate) window: Option<u32>,
    /// Give a rule another weight; can be repeated
    #[arg(long, value_name = "RULE=WEIGHT", value_parser = weight)]
    pub(crate) set: Vec<(String, f64)>,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team\n  ssi score corpora/team --set brand.cadence=6 --out what-if\n  \
                        ssi score threads --mapping corpora/stackexchange/corpus.toml\n  ssi score data --as-of 2026-06-30 --format parquet\n\
                        Writes members.csv (or .json, .parquet), summary.json and rejects.csv."
)]
pub(crate) struct Score {
    /// A folder with members.csv, posts.csv, comments.csv and so on (see `ssi columns`)
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
    /// Where to write
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) out: PathBuf,
    /// The format of the members' table
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: OutputFormat,
    /// Print nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi explain ada.okafor\n  ssi explain ada.okafor --corpus corpora/team --as-of 2026-07-31"
)]
pub(crate) struct Explain {
    /// The member's id
    pub(crate) member: String,
    /// The folder to score [default: that of the last run, see --from]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) corpus: Option<PathBuf>,
    /// The output folder of an earlier run, whose corpus, rules, day and weights are used
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi advise ada.okafor\n  ssi advise ruth.abara --corpus corpora/team --by effort --target 75\n  \
                        ssi advise --all --corpus corpora/team --team North --out north.csv\n\
                        A gain is the score with the changed rows less the score as it is; nothing is guessed. Growth takes weeks."
)]
pub(crate) struct Advise {
    /// The member's id
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) member: Option<String>,
    /// The folder to score [default: that of the last run, see --from]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) corpus: Option<PathBuf>,
    /// The output folder of an earlier run, whose corpus, rules, day and weights are used
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
    /// How many actions to choose together
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) best: u8,
    /// What comes first: what gains most, or what gains most for the time it takes
    #[arg(long, value_enum, default_value = "gain")]
    pub(crate) by: ByWhat,
    /// The score to reach [default: where the pack's highest band begins]
    #[arg(long, value_name = "SCORE", value_parser = target)]
    pub(crate) target: Option<f64>,
    /// Print it as JSON, with every action and why others are not offered
    #[arg(long, conflicts_with = "all")]
    pub(crate) json: bool,
    /// List what every member should begin with, as CSV
    #[arg(long)]
    pub(crate) all: bool,
    /// Only members of this team
    #[arg(long, value_name = "NAME", requires = "all")]
    pub(crate) team: Option<String>,
    /// Where to write the list [default: standard output]
    #[arg(long, value_name = "FILE", requires = "all")]
    pub(crate) out: Option<PathBuf>,
}

/// What comes first in advice.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ByWhat {
    Gain,
    Effort,
}

impl From<ByWhat> for By {
    fn from(by: ByWhat) -> Self {
        match by {
            ByWhat::Gain => Self::Gain,
            ByWhat::Effort => Self::Effort,
        }
    }
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi grade corpora/team/comments.csv --text-column text --kind comment --id-column comment --out grades.csv\n  \
                        ssi grade tweets.csv --text-column body --kind post --signals > grades.csv"
)]
pub(crate) struct Grade {
    /// A CSV file with a header
    pub(crate) file: PathBuf,
    /// The column with the texts
    #[arg(long, value_name = "COLUMN")]
    pub(crate) text_column: String,
    /// What the texts are
    #[arg(long, value_name = "KIND", value_parser = ["post", "comment", "message", "headline", "summary"])]
    pub(crate) kind: String,
    /// The column with the ids [default: the number of the row]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) id_column: Option<String>,
    /// Where to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Add a column for every signal
    #[arg(long)]
    pub(crate) signals: bool,
    /// A rule pack [default: rules/ssi here, if there, else the one built in]
    #[arg(long, value_name = "PACK")]
    pub(crate) rules: Option<PathBuf>,
    /// Give a rule another weight; can be repeated
    #[arg(long, value_name = "RULE=WEIGHT", value_parser = weight)]
    pub(crate) set: Vec<(String, f64)>,
    /// The format of the output
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: OutputFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesAction {
    /// Read a pack, say what is wrong with it, and try its Good and Bad lines.
    Check {
        /// The pack's folder
        #[arg(default_value = "rules/ssi")]
        pack: PathBuf,
        /// List every rule with its weight
        #[arg(long)]
        list: bool,
    },
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Without a flag everything is listed.")]
#[expect(clippy::struct_excessive_bools, reason = "four flags that can be combined, not a state")]
pub(crate) struct Columns {
    /// The input files and their columns
    #[arg(long)]
    pub(crate) files: bool,
    /// The tables that rules in pillars/ may name
    #[arg(long)]
    pub(crate) tables: bool,
    /// The signals that rules in grades/ may name
    #[arg(long)]
    pub(crate) signals: bool,
    /// The words of the rule language
    #[arg(long)]
    pub(crate) language: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  ssi generate --members 10000 --seed 7 --out synthetic && ssi score synthetic"
)]
pub(crate) struct Generate {
    /// How many members
    #[arg(long, value_name = "N")]
    pub(crate) members: u32,
    /// The seed
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// The last day of activity
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) until: Option<Date>,
    /// Where to write; must be empty or new
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OutputFormat {
    Csv,
    Json,
    Parquet,
}

impl From<OutputFormat> for Format {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Csv => Self::Csv,
            OutputFormat::Json => Self::Json,
            OutputFormat::Parquet => Self::Parquet,
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    Date::strptime("%Y-%m-%d", text).map_err(|_| "write a day of the calendar, as in 2026-06-30".to_owned())
}

fn target(text: &str) -> Result<f64, String> {
    let number: f64 = text.trim().parse().map_err(|_| format!("`{text}` is not a number"))?;
    if (0.0..=100.0).contains(&number) {
        Ok(number)
    } else {
        Err("a score lies between 0 and 100".to_owned())
    }
}

fn weight(text: &str) -> Result<(String, f64), String> {
    let (rule, weight) = text.split_once('=').ok_or("write RULE=WEIGHT, as in brand.cadence=6")?;
    let number: f64 = weight.trim().parse().map_err(|_| format!("`{weight}` is not a number"))?;
    if !(0.0..=1000.0).contains(&number) {
        return Err(format!("a weight lies between 0 and 1000, this is {weight}"));
    }
    Ok((rule.trim().to_owned(), number))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn flags_are_consistent() {
        super::Args::command().debug_assert();
    }
}
