//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Span;
use jiff::civil::Date;
use ssi_report::Format;
use ssi_score::Points;
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
    /// Check a draft before it is published: its grade, why, and what would raise it.
    Lint(Lint),
    /// Say what works: which posts get more than usual, which messages are answered.
    Insights(Insights),
    /// Look at a team on two days: who moved, who needs a look; without a name, at all teams.
    Team(Team),
    /// Look at the members for whom a condition holds, as at a team.
    Cohort(Cohort),
    /// Show how scores moved, or who fell, from the snapshots of a history.
    Trend(Trend),
    /// Fill a history with snapshots of past days.
    Backfill(Backfill),
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
                        ssi score threads --mapping corpora/stackexchange/corpus.toml\n  ssi score data --as-of 2026-06-30 --format parquet\n  \
                        ssi score data --history history\n\
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
    /// Keep a snapshot of the day in this folder too, and say who rose and fell since the one before
    #[arg(long, value_name = "DIR")]
    pub(crate) history: Option<PathBuf>,
    /// Alert to members who fell by more than this since the last snapshot or within 7 days
    #[arg(long, value_name = "POINTS", default_value = "5", value_parser = points)]
    pub(crate) drop_alert: Points,
    /// Print nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    mut_arg("as_of", |arg| arg.hide(true)),
    after_help = "Examples:\n  ssi backfill corpora/team --history history --from 2026-05-31 --every 7d\n  \
                        ssi backfill data --history history --from 2025-01-31 --to 2025-12-31 --every 1mo\n\
                        The files are read once; days before the first activity are skipped, days that are there are kept."
)]
pub(crate) struct Backfill {
    /// A folder with members.csv, posts.csv, comments.csv and so on (see `ssi columns`)
    pub(crate) folder: PathBuf,
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
    /// Print nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi trend --history history\n  ssi trend oscar.delmas --history history\n  \
                        ssi trend nadia.kowalska --history history --rule brand.substance\n  \
                        ssi trend --drops --history history --drop-alert 3 --json\n\
                        A history is plain Parquet, a file a day. Other rules give other columns, so read them by name, in DuckDB:\n  \
                        SELECT * FROM read_parquet('history/members/*.parquet', union_by_name = true)"
)]
pub(crate) struct Trend {
    /// The member's id [default: everyone together]
    #[arg(conflicts_with = "drops")]
    pub(crate) member: Option<String>,
    /// The folder of the history, which `ssi score --history` and `ssi backfill` write
    #[arg(long, value_name = "DIR")]
    pub(crate) history: PathBuf,
    /// List the members who fell up to the last snapshot instead
    #[arg(long)]
    pub(crate) drops: bool,
    /// With --drops: only falls of more than this since the snapshot before or within 7 days
    #[arg(long, value_name = "POINTS", default_value = "5", value_parser = points)]
    pub(crate) drop_alert: Points,
    /// Add a column with the points of this rule, as in brand.substance
    #[arg(long, value_name = "RULE", requires = "member")]
    pub(crate) rule: Option<String>,
    /// List every day, not only the last 30
    #[arg(long, requires = "member")]
    pub(crate) all: bool,
    /// Print JSON for programs
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi explain ada.okafor\n  ssi explain ada.okafor --corpus corpora/team --as-of 2026-07-31\n  \
                        ssi explain oscar.delmas --corpus corpora/team --since 2026-06-10"
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
    /// Say instead why the score changed since this day: late data, rows that left, rows that came, other rules
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<Date>,
    /// With --since: the history that knows what was scored on that day, and with which rules
    #[arg(long, value_name = "DIR", requires = "since")]
    pub(crate) history: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
}

/// How a group of members is looked at; shared by `team` and `cohort`.
#[derive(Debug, clap::Args)]
pub(crate) struct Look {
    /// The day to compare with, as in 2026-05-31 [default: one window before the day of the score]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) before: Option<Date>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// The folder to score [default: that of the last run, see --from]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) corpus: Option<PathBuf>,
    /// The output folder of an earlier run, whose corpus, rules, day and weights are used
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
}

/// What is said at the end of the help of both.
const LOOK: &str = "Both days are scored from the same corpus with the same rules; what members.csv says of profiles is taken for both days.\n\
    At risk: a drop of more than 5 points, no activity for 30 days, or a pillar that fell by a third and at least a point.\n\
    Differences of less than a point are told as about equal.";

#[derive(Debug, clap::Args)]
#[command(
    after_help = format!("Examples:\n  ssi team --corpus corpora/team\n  ssi team North --before 2026-06-30 --view admin\n{LOOK}")
)]
pub(crate) struct Team {
    /// The team; its name in any case
    pub(crate) name: Option<String>,
    /// How much is shown
    #[arg(long, value_enum, default_value = "everyone")]
    pub(crate) view: View,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = format!(
        "Examples:\n  ssi cohort --where 'm.profile.industry == \"logistics\"'\n  \
         ssi cohort --where 'm.posts.count() >= 3 and m.posts.mean(|p| p.grade) > 0.5' --view admin\n{LOOK}"
    )
)]
pub(crate) struct Cohort {
    /// A condition in the rule language about a member `m`; see `ssi columns --tables --language`
    #[arg(long = "where", value_name = "EXPRESSION")]
    pub(crate) condition: String,
    /// How much is shown
    #[arg(long, value_enum, default_value = "sums")]
    pub(crate) view: View,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// How much of a group is shown.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum View {
    /// Sums, and each member's score and rank, without reasons
    Everyone,
    /// Sums only, and only of 5 members or more
    Sums,
    /// All: changes with their reasons, and who needs a look
    Admin,
}

impl From<View> for ssi_report::team::View {
    fn from(view: View) -> Self {
        match view {
            View::Everyone => Self::Everyone,
            View::Sums => Self::Sums,
            View::Admin => Self::Admin,
        }
    }
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
    /// The score to reach [default: the pack's target]
    #[arg(long, value_name = "SCORE", value_parser = of_hundred)]
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

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi insights --team South\n  ssi insights ada.okafor --corpus corpora/team --texts\n\
                        Looks at everything up to the day of the score, whatever the window. A group is shown from 5 posts of 3 authors \
                        on, a rate from 10 sent on."
)]
pub(crate) struct Insights {
    /// The member's id [default: all members]
    #[arg(conflicts_with = "team")]
    pub(crate) member: Option<String>,
    /// The members of this team
    #[arg(long, value_name = "NAME")]
    pub(crate) team: Option<String>,
    /// Show the texts of posts and of messages that were sent to several people
    #[arg(long)]
    pub(crate) texts: bool,
    /// Print JSON, with everything
    #[arg(long)]
    pub(crate) json: bool,
    /// The folder to look at [default: that of the last run, see --from]
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
