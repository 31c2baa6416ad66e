//! Flags of `ssi report`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi report --out team.html\n  ssi report ssi-out --member ada.okafor --out ada.html\n  \
    ssi report ssi-out --each pages --team North\n\
    A page is one file that opens from a disk, prints, and asks nobody for anything. It shows ids, names and numbers, so mind whom you send it to;\n\
    what texts say is on it only with `--texts`."
)]
pub(crate) struct Report {
    /// The output folder of `ssi score`
    #[arg(value_name = "DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    /// The page to write; otherwise report.html, or member-ID.html, in DIR
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write everyone's page and one for each member to DIR, with links between them
    #[arg(long, value_name = "DIR", conflicts_with_all = ["out", "member"])]
    pub(crate) each: Option<PathBuf>,
    /// With --each: pages for the members of this team only
    #[arg(long, value_name = "TEAM", requires = "each", conflicts_with_all = ["out", "member"])]
    pub(crate) team: Option<String>,
    /// The page of this member instead of everyone's; reads what was scored again
    #[arg(long, value_name = "ID")]
    pub(crate) member: Option<String>,
    /// The history that knows who moved, which `ssi score --history` and `ssi backfill` write
    #[arg(long, value_name = "DIR")]
    pub(crate) history: Option<PathBuf>,
    /// With --member or --each: put what texts say on the pages
    #[arg(long)]
    pub(crate) texts: bool,
}
