//! Flags of `ssi serve`.

use std::path::{Path, PathBuf};

use super::{Recipe, Which};
use crate::output::Failure;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  ssi serve corpora/team --rules my-rules\n  ssi score corpora/team && ssi serve\n\
    The server answers on this machine only, at the address it prints. Moved numbers change nothing on disk until they are saved;\n\
    saving writes them into the files of the pack at their places. Keeps all texts in memory."
)]
pub(crate) struct Serve {
    /// What to score, as in `ssi score`, or the output folder of an earlier run [default: ssi-out]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The port of this machine to listen on [default: one that is free]
    #[arg(long, value_name = "PORT", default_value = "0", hide_default_value = true)]
    pub(crate) port: u16,
    /// The history that knows who moved, which `ssi score --history` and `ssi backfill` write
    #[arg(long, value_name = "DIR")]
    pub(crate) history: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) recipe: Recipe,
}

impl Serve {
    /// The run to look at.
    pub(crate) fn which(&self) -> Result<Which, Failure> {
        let is_run = |path: &Path| path.join("summary.json").is_file();
        let recipe = self.recipe.clone();
        match self.paths.as_slice() {
            [] => Ok(Which { corpus: Vec::new(), from: PathBuf::from("ssi-out"), recipe }),
            [one] if is_run(one) => Ok(Which { corpus: Vec::new(), from: one.clone(), recipe }),
            paths => match paths.iter().find(|path| is_run(path)) {
                Some(run) => Err(Failure::asked(
                    format!("{} is the output of a run and stands beside other paths", run.display()),
                    "name one output folder, or what to score",
                )),
                None => Ok(Which { corpus: paths.to_vec(), from: PathBuf::new(), recipe }),
            },
        }
    }
}
