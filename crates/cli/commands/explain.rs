//! `ssi explain`: one score, taken apart.

use ssi_report::explanation;
use ssi_score::behind::add_evidence;
use ssi_score::explain::explain;
use ssi_score::sheet::Cabinet;
use ssi_score::standing::Standings;
use ssi_score::verdicts::verdicts;
use ssi_score::{Reading, Request};

use crate::args::Explain;
use crate::commands::since;
use crate::output::{Outcome, print};
use crate::session::{chosen, member};

pub(crate) fn run(args: &Explain) -> Outcome {
    if let Some(day) = args.since {
        return since::run(args, day);
    }
    let run = chosen(&args.which)?;
    let resolved = run.resolve();
    let reading = Reading::new(&run.model, &resolved);
    let scored = reading.score(Request { keep_inputs: true });
    let member = member(&run, &scored.scores, &args.member)?;
    let mut parts = explain(&run.model, &scored, member);
    add_evidence(&mut parts, &run.model, &Cabinet::new(&reading).sheet(member as u32));
    let standing =
        Standings::new(&scored.scores, &resolved).of(&run.model, &scored.scores, &resolved, member);
    print(&explanation(&parts, &standing, &verdicts(&run.model, &parts)))
}
