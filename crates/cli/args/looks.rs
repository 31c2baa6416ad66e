//! Flags of the commands that draw a run on a terminal.

use std::path::PathBuf;

use clap::ValueEnum;
use ssi_report::cards::Paper;
use ssi_score::Points;

use super::{Which, points};

/// What a page is drawn on; shared by the commands that draw.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Look {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Whether to print colours; `auto` does on a terminal, unless `NO_COLOR` is set, and anywhere where `CLICOLOR_FORCE` is
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// Draw with ASCII only [default: where the locale is not UTF-8]
    #[arg(long)]
    pub(crate) ascii: bool,
    /// How many columns the page may have [default: those of the terminal, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(Paper::LEAST as i64..=500))]
    pub(crate) width: Option<u16>,
}

/// When something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi show ada.okafor\n  ssi show ada.okafor --corpus corpora/team --texts\n  \
                        ssi show oscar.delmas --history history --json\n\
                        `ssi explain` has every rule, `ssi advise` every action."
)]
pub(crate) struct Show {
    /// The member's id
    pub(crate) member: String,
    #[command(flatten)]
    pub(crate) which: Which,
    /// The folder of a history, for the trend
    #[arg(long, value_name = "DIR")]
    pub(crate) history: Option<PathBuf>,
    /// Show what the best and the weakest texts say, messages too
    #[arg(long)]
    pub(crate) texts: bool,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// Who is asked about; shared by `top` and `hist`.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Among {
    /// The output folder of the run
    #[arg(long, value_name = "DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    /// Only members of this team
    #[arg(long, value_name = "NAME")]
    pub(crate) team: Option<String>,
    /// Only members of this industry
    #[arg(long, value_name = "NAME")]
    pub(crate) industry: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi top\n  ssi top --by insights -n 5 --team North\n  \
                        ssi top --by industry_rank\n  ssi top --bottom --by insights.comment_substance --json\n\
                        Reads the table that `ssi score` wrote, and scores nothing again. Equal values share a place."
)]
pub(crate) struct Top {
    /// What to order by: score, coverage, a pillar, a rule, `industry_rank`, `team_rank` or `network_rank`
    #[arg(long, value_name = "COLUMN", default_value = "score")]
    pub(crate) by: String,
    /// How many members
    #[arg(short = 'n', long = "count", value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) count: u32,
    /// Begin with the lowest
    #[arg(long)]
    pub(crate) bottom: bool,
    #[command(flatten)]
    pub(crate) among: Among,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi hist\n  ssi hist --of brand --bin 1 --by team\n  \
                        ssi hist --of insights.comment_substance --industry software --json\n\
                        Reads the table that `ssi score` wrote, and scores nothing again. A bin holds its lower end, the last one both ends."
)]
pub(crate) struct Hist {
    /// What to count: score, a pillar or a rule
    #[arg(long, value_name = "COLUMN", default_value = "score")]
    pub(crate) of: String,
    /// How wide a bin is, in points [default: one that gives at most 20 bins]
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub(crate) bin: Option<Points>,
    /// Add a line for each industry or team
    #[arg(long, value_enum)]
    pub(crate) by: Option<Grouped>,
    #[command(flatten)]
    pub(crate) among: Among,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// What members are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Grouped {
    Industry,
    Team,
}
