//! `ssi explain`: one score, taken apart.

use ssi_report::explanation;
use ssi_score::behind::add_evidence;
use ssi_score::explain::explain;
use ssi_score::sheet::Cabinet;
use ssi_score::{Reading, Request};

use crate::args::Explain;
use crate::output::{Outcome, print};
use crate::session::{chosen, member};

pub(crate) fn run(args: &Explain) -> Outcome {
    let run = chosen(args.corpus.as_deref(), &args.from, &args.recipe)?;
    let resolved = run.resolve();
    let reading = Reading::new(&run.model, &resolved);
    let scored = reading.score(Request { keep_inputs: true });
    let member = member(&scored.scores, &args.member)?;
    let mut parts = explain(&run.model, &scored, member);
    add_evidence(&mut parts, &run.model, &Cabinet::new(&reading).sheet(member as u32));
    print(&explanation(&parts))
}
