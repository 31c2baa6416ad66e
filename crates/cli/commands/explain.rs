//! `ssi explain`: one score, taken apart.

use ssi_report::explanation;
use ssi_score::explain::explain;

use crate::args::Explain;
use crate::commands::since;
use crate::output::{Outcome, print};
use crate::session::{chosen, member};

pub(crate) fn run(args: &Explain) -> Outcome {
    if let Some(day) = args.since {
        return since::run(args, day);
    }
    let run = chosen(args.corpus.as_deref(), &args.from, &args.recipe)?;
    let resolved = run.resolve();
    let scored = run.score(&resolved, true);
    let member = member(&scored.scores, &args.member)?;
    print(&explanation(&explain(&run.model, &scored, member)))
}
