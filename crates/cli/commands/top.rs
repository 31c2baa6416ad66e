//! `ssi top`: the best or the last members of the last run.

use ssi_report::cards::{By, top, top_json, top_text};

use crate::args::Top;
use crate::lately::Lately;
use crate::output::{Outcome, print};
use crate::paper::{paper, print_painted};

/// What members can be ordered by, besides pillars and rules.
const OTHERS: [&str; 5] = ["score", "coverage", "industry_rank", "team_rank", "network_rank"];

pub(crate) fn run(args: &Top) -> Outcome {
    let lately = Lately::new(&args.among)?;
    let written = &lately.written;
    let by = By::of(written, &args.by).ok_or_else(|| lately.no_such_column(&args.by, &OTHERS))?;
    let found = top(written, by, args.count as usize, args.bottom, |row| lately.keeps(row));
    if args.look.json {
        return print(&top_json(written, &found));
    }
    print_painted(&top_text(written, &found, &lately.whom, &lately.scale, paper(args.look)))
}
