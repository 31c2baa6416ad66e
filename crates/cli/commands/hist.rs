//! `ssi hist`: how many members of the last run have how many points.

use ssi_report::cards::{Of, histogram, histogram_json, histogram_text};

use crate::args::{Grouped, Hist};
use crate::lately::Lately;
use crate::output::{Failure, Outcome, print};
use crate::paper::{paper, print_painted};

pub(crate) fn run(args: &Hist) -> Outcome {
    let lately = Lately::new(&args.among)?;
    let written = &lately.written;
    let of = Of::named(written, &args.of).ok_or_else(|| lately.no_such_column(&args.of, &["score"]))?;
    let (names, by) = match args.by {
        None => (None, None),
        Some(Grouped::Industry) => (Some(&written.industry.names), Some("industry")),
        Some(Grouped::Team) => (Some(&written.team.names), Some("team")),
    };
    if let (Some(names), Some(by)) = (names, by)
        && !names.is_told()
    {
        return Err(Failure::asked(
            format!("no member of that run has a {by}"),
            format!("a column `{by}` of members.csv tells it; see `ssi columns --files`"),
        ));
    }
    let found =
        histogram(written, of, &lately.scale, args.bin, names, |row| lately.keeps(row)).map_err(|least| {
            Failure::asked("bins so narrow would be more than 500", format!("write `--bin {least}` or more"))
        })?;
    let as_of = &written.summary.as_of;
    if args.look.json {
        return print(&histogram_json(&found, as_of, by, &lately.scale));
    }
    print_painted(&histogram_text(&found, as_of, &lately.whom, &lately.scale, paper(args.look)))
}
