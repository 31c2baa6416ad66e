//! What can be typed.

mod bench;
mod calibrate;
mod export;
mod files;
mod looks;
mod people;
mod report;
pub(crate) mod rules;
pub(crate) mod rules_diff;
pub(crate) mod rules_look;
pub(crate) mod rules_test;
pub(crate) mod rules_write;
mod schema;
mod serve;
mod shell;
pub(crate) mod size;
mod written;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use jiff::Span;
use jiff::civil::Date;
use ssi_corpus::read::Options;
use ssi_score::Points;

pub(crate) use bench::Bench;
pub(crate) use calibrate::Calibrate;
pub(crate) use export::Export;
pub(crate) use files::{Backfill, Columns, Evaluate, Fairness, Generate, Grade, Init, Inspect, Lint, Score};
pub(crate) use looks::{Among, Grouped, Hist, Look as PaperFlags, Show, Top, When};
pub(crate) use people::{Advise, Cohort, Compare, Explain, Insights, Look, Team, Trend, View};
pub(crate) use report::Report;
pub(crate) use schema::Schema;
pub(crate) use serve::Serve;
pub(crate) use shell::{Completions, Man};
pub(crate) use written::Written;

/// The version and the commit it was built from, where that is known.
pub(crate) const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), env!("SSI_REVISION"));

/// Open, exact and explainable Social Selling Index.
///
/// Reads what members of a network wrote and did, grades the texts, and reports for each member an index from 0 to 100 with the
/// reason for every point. The recipe is open and yours to change; it is not LinkedIn's, which is not published.
#[derive(Debug, Parser)]
#[command(
    name = "ssi",
    version = VERSION,
    after_help = "Exit codes: 0 done (rejected rows are counted and listed in rejects.csv), 1 failed, 2 wrong usage.\n\
                  Examples:\n  ssi score corpora/team\n  ssi explain ada.okafor\n  ssi rules check rules/ssi"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Score every member of a LinkedIn export, or of CSV, NDJSON or Parquet files.
    Score(Score),
    /// Take one member's score apart: the reason for every point.
    Explain(Explain),
    /// Show one member on a card: score, pillars, ranks, rules, actions, texts, replies owed.
    Show(Show),
    /// List the best or the last members of the last run.
    Top(Top),
    /// Draw how many members of the last run have how many points.
    Hist(Hist),
    /// Say what would raise a member's score most, each gain computed.
    Advise(Advise),
    /// Check a draft before it is published: its grade, why, and what would raise it.
    Lint(Lint),
    /// Say what works: which posts get more than usual, which messages are answered.
    Insights(Insights),
    /// Put our pillars and score beside figures of LinkedIn's index that you saved.
    Compare(Compare),
    /// Look at a team on two days: who moved, who needs a look; without a name, at all teams.
    Team(Team),
    /// Look at the members for whom a condition holds, as at a team.
    Cohort(Cohort),
    /// Show how scores moved, or who fell, from the snapshots of a history.
    Trend(Trend),
    /// Fill a history with snapshots of past days.
    Backfill(Backfill),
    /// Look at files before scoring: what is read as what, what is left out and why, what is missing.
    Inspect(Inspect),
    /// Propose a mapping for files that nobody has mapped, with the evidence, and score.
    Init(Init),
    /// Write what the last run wrote as an `SQLite` database.
    Export(Export),
    /// Grade the texts of any file.
    Grade(Grade),
    /// Say how far grades agree with what people said of texts, beside length alone.
    Evaluate(Evaluate),
    /// Compare grades between languages at the same length, and name missing word lists.
    Fairness(Fairness),
    /// Fit the weights of a pack to outcomes such as deals or a quota, and write them as a pack of its own.
    Calibrate(Box<Calibrate>),
    /// Write a run, or one member, as a page that can be sent, printed and kept.
    Report(Report),
    /// Open a page on which the numbers of the rules are moved and everyone's scores follow.
    Serve(Serve),
    /// Work with rule packs.
    Rules {
        #[command(subcommand)]
        action: rules::RulesAction,
    },
    /// List the columns that can be supplied and the names that rules can use.
    Columns(Columns),
    /// Print the JSON Schema of what a command writes as JSON; without a name, list them.
    Schema(Schema),
    /// Print what makes a shell complete commands, flags and values.
    Completions(Completions),
    /// Print the manual page, or write a page for every command.
    Man(Man),
    /// Write a synthetic corpus: the same bytes for the same seed.
    Generate(Generate),
    /// Measure how fast each stage of a score is on this machine and these files.
    Bench(Bench),
}

/// What is scored and how; shared by the commands that score.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Recipe {
    /// A mapping file that reads somebody else's columns [default: corpus.toml in the folder, if there]
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) written: Written,
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
    /// Read and write pseudonyms in the place of ids: the same for the same key, the content of FILE; no member has a name then
    #[arg(long, value_name = "FILE")]
    pub(crate) pseudonyms: Option<PathBuf>,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

/// How much may be wrong with the files; shared by the commands that write results.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct Tolerance {
    /// Write nothing and end with exit code 1 if more than N rows are rejected
    #[arg(long, value_name = "N")]
    pub(crate) max_rejects: Option<u64>,
    /// Write nothing and end with exit code 1 if a row is rejected or there is any note to tell about the files
    #[arg(long)]
    pub(crate) strict: bool,
}

impl Recipe {
    /// How files are read.
    pub(crate) fn options(&self) -> Options {
        Options { pseudonyms: self.pseudonyms.clone(), ..reading(self.mapping.as_ref(), &self.written) }
    }
}

/// How files are read, with a mapping and with what is said of how they are written.
fn reading(mapping: Option<&PathBuf>, written: &Written) -> Options {
    Options {
        mapping: mapping.cloned(),
        dialect: written.overrides(),
        exports: written.exports(),
        ..Options::default()
    }
}

/// Which run is looked at; shared by the commands that look at members.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Which {
    /// What to score, as in `ssi score`; can be repeated [default: that of the last run, see --from]
    #[arg(long, value_name = "PATH")]
    pub(crate) corpus: Vec<PathBuf>,
    /// The output folder of an earlier run, whose corpus, rules, day and weights are used
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
}

fn date(text: &str) -> Result<Date, String> {
    Date::strptime("%Y-%m-%d", text).map_err(|_| "write a day of the calendar, as in 2026-06-30".to_owned())
}

fn points(text: &str) -> Result<Points, String> {
    match text.parse::<f64>() {
        Ok(number) if (0.0..=100.0).contains(&number) => {
            Ok(Points((number * f64::from(Points::UNIT)).round() as i32))
        }
        _ => Err("write a number of points between 0 and 100, as in 5 or 2.5".to_owned()),
    }
}

/// The most that one step may have; nobody looks at a score once in a decade.
const MOST_STEP: i64 = 3660;

fn step(text: &str) -> Result<Span, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let count = digits.parse().ok().filter(|n| (1..=MOST_STEP).contains(n));
    match (count, &text[digits.len()..]) {
        (Some(n), "d") => Ok(Span::new().days(n)),
        (Some(n), "w") => Ok(Span::new().weeks(n)),
        (Some(n), "mo") => Ok(Span::new().months(n)),
        _ => {
            Err("write a number and d, w or mo for days, weeks or months, as in 1d, 7d, 2w or 1mo".to_owned())
        }
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

fn cell(text: &str) -> Result<(String, String), String> {
    let (column, value) = text.split_once('=').ok_or("write COLUMN=VALUE, as in kind=answer")?;
    Ok((column.trim().to_owned(), value.trim().to_owned()))
}

fn share(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("write a share between 0 and 1, as in 0.25".to_owned()),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(seconds) if (0.0..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("write a number of seconds from 0 to 86400, as in 30 or 2.5".to_owned()),
    }
}

fn of_hundred(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(grade) if (0.0..=100.0).contains(&grade) => Ok(grade),
        _ => Err("write a number from 0 to 100".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn flags_are_consistent() {
        super::Args::command().debug_assert();
    }
}
