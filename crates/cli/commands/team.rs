//! `ssi team`: a team on two days, or all teams.

use ssi_report::team::{Teams, json, team_line, teams_text};
use ssi_score::cohort::Totals;
use ssi_score::standing::{Group, Grouping, Standings};

use crate::args::Team;
use crate::output::{Failure, Outcome, print};
use crate::two_days::{TwoDays, run_of};

pub(crate) fn run(args: &Team) -> Outcome {
    let run = run_of(&args.look)?;
    let days = TwoDays::new(&run, args.look.before)?;
    let standings = Standings::new(&days.now, &days.resolved);
    let teams = standings.teams.as_ref().filter(|t| !t.groups.is_empty()).ok_or_else(|| {
        let help = "fill the column `team` of members.csv, or choose members with `ssi cohort --where`";
        Failure::asked("the corpus does not say who is in which team", help)
    })?;
    let Some(name) = &args.name else {
        let earlier = days.earlier();
        let line = |group: &Group<'_>| {
            let totals = Totals::of(&days.now, earlier.as_ref(), &group.members);
            team_line(&days.now, group.name, group.members.len(), &totals, args.view.into())
        };
        let teams = Teams {
            as_of: run.date.to_string(),
            before: days.before(),
            notes: days.notes.clone(),
            teams: teams.groups.iter().map(line).collect(),
        };
        return print(&if args.look.json { json(&teams) } else { teams_text(&teams) });
    };
    let group = teams.find(name).ok_or_else(|| no_such_team(name, teams))?;
    days.print(&format!("team {}", group.name), &group.members, 0, args.view, args.look.json)
}

/// The most names that a message lists.
const MOST_NAMED: usize = 10;

fn no_such_team(asked: &str, teams: &Grouping<'_>) -> Failure {
    let wanted = asked.trim().to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&wanted, &name.to_lowercase());
    let near = teams
        .groups
        .iter()
        .map(|g| (distance(g.name), g.name))
        .filter(|(d, name)| {
            *d <= 1 + name.chars().count() / 4
                || (!wanted.is_empty() && name.to_lowercase().contains(&wanted))
        })
        .min();
    let shown = |name: &str| name.escape_debug().to_string();
    let help = match near {
        Some((_, name)) => format!("did you mean `{}`?", shown(name)),
        None if teams.groups.len() <= MOST_NAMED => {
            let names: Vec<String> = teams.groups.iter().map(|g| shown(g.name)).collect();
            format!("the teams are {}", names.join(", "))
        }
        None => format!("`ssi team` lists all {} teams", teams.groups.len()),
    };
    Failure::asked(format!("there is no team `{}`", asked.escape_debug()), help)
}
