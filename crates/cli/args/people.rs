//! Flags of the commands that look at members.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;
use ssi_score::Points;
use ssi_score::advise::By;

use super::{Which, date, of_hundred, points};

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
    #[command(flatten)]
    pub(crate) which: Which,
    /// Say instead why the score changed since this day: late data, rows that left, rows that came, other rules
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<Date>,
    /// With --since: the history that knows what was scored on that day, and with which rules
    #[arg(long, value_name = "DIR", requires = "since")]
    pub(crate) history: Option<PathBuf>,
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
    #[command(flatten)]
    pub(crate) which: Which,
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
    #[command(flatten)]
    pub(crate) which: Which,
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
    /// Write CSV cells as they are, also those that a spreadsheet would run as a formula
    #[arg(long, requires = "all")]
    pub(crate) raw_cells: bool,
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
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi compare --with index.json --member ada.okafor\n  \
                        ssi compare --corpus corpora/team --with usage.csv --with other.csv\n  \
                        ssi compare --with ada.okafor=ada.json --with oscar.delmas=oscar.json\n\
                        A file is the JSON of the index of one member (with memberScore), a saved page that holds it, or a table with a \
                        header: the members by id, e-mail address or name, their index and its elements, as in\n  \
                        member,score,brand,people,insights,relationships\n\
                        Nothing is fetched from LinkedIn or anywhere else. From 3 members on all are compared together."
)]
pub(crate) struct Compare {
    /// A file with figures of LinkedIn's index, or MEMBER=FILE; can be repeated
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) with: Vec<PathBuf>,
    /// The member to compare; whose figures they are, where the file does not say it
    #[arg(long, value_name = "MEMBER")]
    pub(crate) member: Option<String>,
    /// Print JSON, with everything
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}
