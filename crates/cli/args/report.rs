//! Flags of `ssi report`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi score corpora/team && ssi report ssi-out --out team.html\n  ssi report ssi-out --member ada.okafor --out ada.html\n\
    The page is one file that opens from a disk, prints, and asks nobody for anything. It shows ids, names and numbers, so mind whom you send it to;\n\
    what texts say is on it only with `--texts`."
)]
pub(crate) struct Report {
    /// The output folder of `ssi score`
    #[arg(value_name = "DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    /// The page to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The page of this member instead of everyone's; reads what was scored again
    #[arg(long, value_name = "ID")]
    pub(crate) member: Option<String>,
    /// The history that knows who moved, which `ssi score --history` and `ssi backfill` write
    #[arg(long, value_name = "DIR")]
    pub(crate) history: Option<PathBuf>,
    /// With --member: put what texts say on the page
    #[arg(long, requires = "member")]
    pub(crate) texts: bool,
}
