//! `ssi team`: a team on two days, or all teams.

use ssi_report::team::{Teams, json, team_line, teams_text};
use ssi_score::cohort::Totals;
use ssi_score::standing::{Group, Standings};

use crate::args::Team;
use crate::output::{Outcome, print};
use crate::teams::no_such_team;
use crate::two_days::{TwoDays, run_of};

pub(crate) fn run(args: &Team) -> Outcome {
    let run = run_of(&args.look)?;
    let days = TwoDays::new(&run, args.look.before)?;
    let standings = Standings::new(&days.now, &days.resolved);
    let teams = standings.teams.as_ref().filter(|t| !t.groups.is_empty());
    let teams = teams.ok_or_else(|| no_such_team(&days.resolved, ""))?;
    let Some(name) = &args.name else {
        let earlier = days.earlier();
        let line = |group: &Group<'_>| {
            let totals = Totals::of(&days.now, earlier.as_ref(), &group.members);
            team_line(&days.now, group.name, group.members.len(), &totals, args.view.into(), days.comparable)
        };
        let teams = Teams {
            as_of: run.date.to_string(),
            before: days.before(),
            comparable: days.comparable,
            notes: days.notes.clone(),
            teams: teams.groups.iter().map(line).collect(),
        };
        return print(&if args.look.json { json(&teams) } else { teams_text(&teams) });
    };
    let group = teams.find(name).ok_or_else(|| no_such_team(&days.resolved, name))?;
    days.print(&format!("team {}", group.name), &group.members, 0, args.view, args.look.json)
}
