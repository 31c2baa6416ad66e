//! Flags of the commands that work on files.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::Span;
use jiff::civil::Date;
use ssi_corpus::read::Options;
use ssi_report::Format;
use ssi_score::Points;

use super::size::size;
use super::{Recipe, Tolerance, Written, cell, date, of_hundred, points, reading, share, step, weight};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team\n  ssi score corpora/team --set brand.cadence=6 --out what-if\n  \
                        ssi score threads --mapping corpora/stackexchange/corpus.toml\n  ssi score data --as-of 2026-06-30 --format parquet\n  \
                        ssi score data --history history\n\
                        Writes members.csv (or .json, .ndjson, .md, .xlsx, .parquet), summary.json and rejects.csv."
)]
pub(crate) struct Score {
    /// What to score: a LinkedIn export (zip or folder), a folder of exports or of CSV, NDJSON or Parquet files (see `ssi
    /// columns`), single files, or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
    /// Where to write
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) out: PathBuf,
    /// The format of the members' table
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: OutputFormat,
    /// Keep a snapshot of the day in this folder too, and say who rose and fell since the one before
    #[arg(long, value_name = "DIR")]
    pub(crate) history: Option<PathBuf>,
    /// Alert to members who fell by more than this since the last snapshot or within 7 days
    #[arg(long, value_name = "POINTS", default_value = "5", value_parser = points)]
    pub(crate) drop_alert: Points,
    #[command(flatten)]
    pub(crate) tolerance: Tolerance,
    /// Write CSV cells as they are, also those that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) raw_cells: bool,
    /// Keep what is read off each piece of a delimited file in this folder, and take it from there when the same piece comes
    /// again; holds ids and texts of the files, and can be deleted at any time
    #[arg(long, value_name = "DIR", conflicts_with = "resume")]
    pub(crate) cache: Option<PathBuf>,
    /// Go on where a run with this flag into the same --out was stopped: what it had read is kept in .unfinished there until a
    /// run is done
    #[arg(long)]
    pub(crate) resume: bool,
    /// Use about this much memory, as in 512M or 8G: rows beyond it go to files without a name on disk, and the members are
    /// scored share by share; the results are the same
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_memory: Option<u64>,
    /// The folder for those files [default: the one in which --out lies]
    #[arg(long, value_name = "DIR", requires = "max_memory")]
    pub(crate) temp_dir: Option<PathBuf>,
    /// Print nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl Score {
    /// A first score of files that were just mapped.
    pub(crate) fn first(input: PathBuf, recipe: Recipe, out: PathBuf) -> Self {
        Self {
            inputs: vec![input],
            recipe,
            out,
            format: OutputFormat::Csv,
            history: None,
            drop_alert: Points(0),
            tolerance: Tolerance::default(),
            raw_cells: false,
            cache: None,
            resume: false,
            max_memory: None,
            temp_dir: None,
            quiet: false,
        }
    }

    /// The folder in which pieces are kept, if any.
    pub(crate) fn pieces(&self) -> Option<PathBuf> {
        self.cache.clone().or_else(|| self.resume.then(|| self.out.join(".unfinished")))
    }
}

#[derive(Debug, clap::Args)]
#[command(
    mut_arg("as_of", |arg| arg.hide(true)),
    after_help = "Examples:\n  ssi backfill corpora/team --history history --from 2026-05-31 --every 7d\n  \
                        ssi backfill data --history history --from 2025-01-31 --to 2025-12-31 --every 1mo\n\
                        The files are read once; days before the first activity are skipped, days that are there are kept."
)]
pub(crate) struct Backfill {
    /// What to score, as in `ssi score`
    #[arg(value_name = "PATH", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder of the history
    #[arg(long, value_name = "DIR")]
    pub(crate) history: PathBuf,
    /// The first day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) from: Date,
    /// The last day that may be written [default: the day of the last activity]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) to: Option<Date>,
    /// From one day to the next: 1d, 7d, 2w or 1mo
    #[arg(long, value_name = "STEP", default_value = "7d", value_parser = step)]
    pub(crate) every: Span,
    /// Write days that are there anew
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
    #[command(flatten)]
    pub(crate) tolerance: Tolerance,
    /// Print nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi grade corpora/team/comments.csv --text-column text --kind comment --id-column comment --out grades.csv\n  \
                        ssi grade tweets.csv --text-column body --kind post --signals > grades.csv"
)]
pub(crate) struct Grade {
    /// A delimited, NDJSON or Parquet file, packed or not; `-` for standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) written: Written,
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
    #[command(flatten)]
    pub(crate) tolerance: Tolerance,
    /// Write CSV cells as they are, also those that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) raw_cells: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi evaluate corpora/labelled-comments/comments.csv --text-column text --label-column constructive\n  \
                        ssi evaluate corpora/labelled-comments/pairs.csv --by topic\n  \
                        ssi evaluate answers.csv --text-column body --label-column votes --group-column question --each-rule\n\
                        A label is a number (0 and 1, votes, stars) or one of two words; for pairs it names the better column."
)]
pub(crate) struct Evaluate {
    /// A delimited, NDJSON or Parquet file, packed or not; `-` for standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) written: Written,
    /// The column with the texts; twice, or two names with a comma between, for pairs
    #[arg(long, visible_alias = "text-columns", value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) text_column: Vec<String>,
    /// The column that says how good a text is, or which of two is better
    #[arg(long, value_name = "COLUMN")]
    pub(crate) label_column: Option<String>,
    /// The better one of two labels [default: 1, yes, true, good, constructive and the like]
    #[arg(long, value_name = "VALUE")]
    pub(crate) positive: Option<String>,
    /// Compare texts only with those of the same group, such as answers to one question
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group_column: Option<String>,
    /// Count only rows that hold this; can be repeated
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = cell)]
    pub(crate) only: Vec<(String, String)>,
    /// Give the same figures for each value of a column, such as a topic or a language
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Option<String>,
    /// What the texts are
    #[arg(long, value_name = "KIND", default_value = "comment", value_parser = ["post", "comment", "message", "headline", "summary"])]
    pub(crate) kind: String,
    /// Show what each rule and each signal does for the agreement
    #[arg(long)]
    pub(crate) each_rule: bool,
    /// Lengths match if they differ by at most this share of the shorter text
    #[arg(long = "match", value_name = "SHARE", default_value = "0.25", value_parser = share)]
    pub(crate) match_within: f64,
    /// Lengths match from this many words on
    #[arg(long, value_name = "N", default_value = "5")]
    pub(crate) least_words: u32,
    /// Resamples that make an interval; 0 for none
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(..=100_000))]
    pub(crate) resamples: u32,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// A rule pack [default: rules/ssi here, if there, else the one built in]
    #[arg(long, value_name = "PACK")]
    pub(crate) rules: Option<PathBuf>,
    /// Give a rule another weight; can be repeated
    #[arg(long, value_name = "RULE=WEIGHT", value_parser = weight)]
    pub(crate) set: Vec<(String, f64)>,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) tolerance: Tolerance,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi inspect corpora/export\n  ssi inspect dump.csv --why\n  ssi inspect 'exports/*.zip' --json"
)]
pub(crate) struct Inspect {
    /// What to look at, as in `ssi score`
    #[arg(value_name = "PATH", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// A mapping file that reads somebody else's columns [default: corpus.toml in the folder, if there]
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) written: Written,
    /// Give the evidence for how each file is written
    #[arg(long)]
    pub(crate) why: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

impl Inspect {
    /// How files are read.
    pub(crate) fn options(&self) -> Options {
        reading(self.mapping.as_ref(), &self.written)
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ssi init dump.csv\n  ssi init exports/crm --write crm.toml --no-score")]
pub(crate) struct Init {
    /// A folder of files, or one file
    #[arg(value_name = "PATH")]
    pub(crate) input: PathBuf,
    /// Where to write the mapping [default: corpus.toml in the folder, or beside the file]
    #[arg(long, value_name = "FILE")]
    pub(crate) write: Option<PathBuf>,
    /// Write over a mapping that is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Do not score
    #[arg(long)]
    pub(crate) no_score: bool,
    /// Where to write the scores
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) out: PathBuf,
    /// A rule pack [default: rules/ssi here, if there, else the one built in]
    #[arg(long, value_name = "PACK")]
    pub(crate) rules: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi lint draft.txt --kind post\n  ssi lint \"Great post, thanks for sharing!\" --kind comment\n  \
                        ssi lint - --kind message --min 50 < draft.txt\n\
                        Exit codes: 0 checked, 1 the grade is below --min or it could not be checked, 2 wrong usage."
)]
pub(crate) struct Lint {
    /// A file with the draft, `-` for standard input, or the text itself
    #[arg(value_name = "TEXT|FILE")]
    pub(crate) draft: String,
    /// What it is
    #[arg(long, value_name = "KIND", value_parser = ["post", "comment", "message", "headline", "summary"])]
    pub(crate) kind: String,
    /// End with exit code 1 if the grade is below this, of 100
    #[arg(long, value_name = "GRADE", value_parser = of_hundred)]
    pub(crate) min: Option<f64>,
    /// Print JSON; grades and points lie between 0 and 1 there
    #[arg(long)]
    pub(crate) json: bool,
    /// A rule pack [default: rules/ssi here, if there, else the one built in]
    #[arg(long, value_name = "PACK")]
    pub(crate) rules: Option<PathBuf>,
    /// Give a rule another weight; can be repeated
    #[arg(long, value_name = "RULE=WEIGHT", value_parser = weight)]
    pub(crate) set: Vec<(String, f64)>,
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
    after_help = "Examples:\n  ssi fairness corpora/fourteen-languages\n  ssi fairness data --rules our-pack --as-of 2026-06-30 --fail\n\
                        A warning is given where a language is graded lower or higher because rules lack word lists or data for it."
)]
pub(crate) struct Fairness {
    /// What to read, as in `ssi score`
    #[arg(value_name = "PATH", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
    /// Print JSON, with everything
    #[arg(long)]
    pub(crate) json: bool,
    /// End with exit code 1 if a warning is given
    #[arg(long)]
    pub(crate) fail: bool,
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
    Ndjson,
    Md,
    Xlsx,
    Parquet,
}

impl From<OutputFormat> for Format {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Csv => Self::Csv,
            OutputFormat::Json => Self::Json,
            OutputFormat::Ndjson => Self::Ndjson,
            OutputFormat::Md => Self::Md,
            OutputFormat::Xlsx => Self::Xlsx,
            OutputFormat::Parquet => Self::Parquet,
        }
    }
}
