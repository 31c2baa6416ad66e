//! `ssi advise`: what would raise a score most.

use ssi_report::{Format, advice, advice_json, advice_list, write_file};
use ssi_score::advise::{Adviser, Ask};
use ssi_score::sheet::Cabinet;
use ssi_score::{Reading, Request};

use crate::args::Advise;
use crate::output::{Outcome, print, print_table};
use crate::session::{chosen, member};
use crate::teams::members_of;

pub(crate) fn run(args: &Advise) -> Outcome {
    let run = chosen(&args.which)?;
    let resolved = run.resolve();
    let reading = Reading::new(&run.model, &resolved);
    let scores = reading.score(Request { keep_inputs: false }).scores;
    let cabinet = Cabinet::new(&reading);
    let adviser = Adviser::new(&cabinet);
    let Some(asked) = &args.member else {
        let members = match &args.team {
            Some(name) => members_of(&resolved, name)?,
            None => (0..resolved.roster().len() as u32).collect(),
        };
        let list = adviser.everyone(args.by.into(), &members);
        let sheet = advice_list(&scores, &members, &list).raw_cells(args.raw_cells);
        match &args.out {
            Some(path) => {
                write_file(path, |out| sheet.write(Format::Csv, out))?;
                let members = if members.len() == 1 { "member" } else { "members" };
                tell!("{} {members}, written to {}", list.len(), path.display());
            }
            None => print_table(&sheet, Format::Csv)?,
        }
        return Ok(());
    };
    let member = member(&run, &scores, asked)?;
    let ask = Ask { best: usize::from(args.best), by: args.by.into(), target: args.target };
    let found = adviser.advise(member as u32, &ask);
    print(&if args.json { advice_json(&found) } else { advice(&found) })
}
