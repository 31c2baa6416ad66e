//! `ssi advise`: what would raise a score most.

use ssi_corpus::data::{Corpus, NO_ID};
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;
use ssi_report::{Format, advice, advice_json, advice_list, write_file};
use ssi_score::advise::{Adviser, Ask};
use ssi_score::sheet::Cabinet;
use ssi_score::{Reading, Request};

use crate::args::Advise;
use crate::output::{Failure, Outcome, print};
use crate::session::{chosen, member};

pub(crate) fn run(args: &Advise) -> Outcome {
    let run = chosen(args.corpus.as_deref(), &args.from, &args.recipe)?;
    let resolved = run.resolve();
    let reading = Reading::new(&run.model, &resolved);
    let scores = reading.score(Request { keep_inputs: false }).scores;
    let cabinet = Cabinet::new(&reading);
    let adviser = Adviser::new(&cabinet);
    let Some(asked) = &args.member else {
        let members = of_team(&run.corpus, &resolved, args.team.as_deref())?;
        let list = adviser.everyone(args.by.into(), &members);
        let sheet = advice_list(&scores, &members, &list);
        match &args.out {
            Some(path) => {
                write_file(path, |out| sheet.write(Format::Csv, out))?;
                let members = if members.len() == 1 { "member" } else { "members" };
                tell!("{} {members}, written to {}", list.len(), path.display());
            }
            None => sheet.write(Format::Csv, &mut std::io::stdout().lock())?,
        }
        return Ok(());
    };
    let member = member(&scores, asked)?;
    let ask = Ask { best: usize::from(args.best), by: args.by.into(), target: args.target };
    let found = adviser.advise(member as u32, &ask);
    print(&if args.json { advice_json(&found) } else { advice(&found) })
}

/// The members of a team, or all. A team is found whatever the case it is written in.
fn of_team(corpus: &Corpus, resolved: &Resolved<'_>, team: Option<&str>) -> Result<Vec<u32>, Failure> {
    let roster = resolved.roster();
    let Some(asked) = team else { return Ok((0..roster.len() as u32).collect()) };
    let teams = corpus.rows(FileId::Members).and_then(|rows| rows.ids("team")).ok_or_else(|| {
        Failure::asked(
            "the corpus names no teams",
            "fill the column `team` of members.csv, or leave out `--team`",
        )
    })?;
    let wanted = asked.trim().to_lowercase();
    let name = |row: usize| corpus.labels.name(teams[row]);
    let members: Vec<u32> = roster
        .profile_rows()
        .filter(|(_, row)| name(*row).to_lowercase() == wanted)
        .map(|(m, _)| m)
        .collect();
    if members.is_empty() {
        let mut known: Vec<&str> =
            roster.profile_rows().filter(|(_, row)| teams[*row] != NO_ID).map(|(_, row)| name(row)).collect();
        known.sort_unstable();
        known.dedup();
        known.truncate(10);
        return Err(Failure::asked(
            format!("nobody belongs to a team `{}`", asked.escape_debug()),
            format!("the corpus has {}", known.join(", ")),
        ));
    }
    Ok(members)
}
