//! A team by the name that was typed.

use ssi_corpus::resolve::Resolved;
use ssi_score::teams::{team, teams};

use crate::output::Failure;

/// The most names that a message lists.
const MOST_NAMED: usize = 10;

/// The members of a team, whatever the case of its name.
pub(crate) fn members_of(resolved: &Resolved<'_>, asked: &str) -> Result<Vec<u32>, Failure> {
    let members = team(resolved, asked);
    if members.is_empty() { Err(no_such_team(resolved, asked)) } else { Ok(members) }
}

/// Names a near team, or all of them, where there is none of the name.
pub(crate) fn no_such_team(resolved: &Resolved<'_>, asked: &str) -> Failure {
    let known = teams(resolved);
    if known.is_empty() {
        let help = "fill the column `team` of members.csv, or choose members with `ssi cohort --where`";
        return Failure::asked("the corpus does not say who is in which team", help);
    }
    let wanted = asked.trim().to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&wanted, &name.to_lowercase());
    let near = known
        .iter()
        .map(|name| (distance(name), name))
        .filter(|(d, name)| {
            *d <= 1 + name.chars().count() / 4
                || (!wanted.is_empty() && name.to_lowercase().contains(&wanted))
        })
        .min();
    let shown = |name: &String| name.escape_debug().to_string();
    let help = match near {
        Some((_, name)) => format!("did you mean `{}`?", shown(name)),
        None if known.len() <= MOST_NAMED => {
            format!("the teams are {}", known.iter().map(shown).collect::<Vec<_>>().join(", "))
        }
        None => format!("`ssi team` lists all {} teams", known.len()),
    };
    Failure::asked(format!("there is no team `{}`", asked.escape_debug()), help)
}
