//! `ssi explain`: one score, taken apart.

use ssi_report::explanation;
use ssi_score::explain::explain;
use ssi_score::standing::Standings;
use ssi_score::verdicts::verdicts;

use crate::args::Explain;
use crate::output::{Outcome, print};
use crate::session::{chosen, member};

pub(crate) fn run(args: &Explain) -> Outcome {
    let run = chosen(args.corpus.as_deref(), &args.from, &args.recipe)?;
    let resolved = run.resolve();
    let scored = run.score(&resolved, true);
    let member = member(&scored.scores, &args.member)?;
    let parts = explain(&run.model, &scored, member);
    let standing =
        Standings::new(&scored.scores, &resolved).of(&run.model, &scored.scores, &resolved, member);
    print(&explanation(&parts, &standing, &verdicts(&run.model, &parts)))
}
