//! Flags of `ssi export`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  ssi score corpora/team && ssi export ssi-out --sqlite team.db\n  \
                        sqlite3 team.db \"SELECT title, missing, advice FROM room WHERE member = 'oscar.delmas' ORDER BY missing DESC\"\n\
                        The table `columns` says what each column means. Nothing is scored again.")]
pub(crate) struct Export {
    /// The output folder of the run
    #[arg(value_name = "OUT_DIR", default_value = "ssi-out")]
    pub(crate) from: PathBuf,
    /// Write an `SQLite` database to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) sqlite: PathBuf,
}
