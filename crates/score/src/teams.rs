//! Teams by name.

use ssi_corpus::data::NO_ID;
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;

/// Each member with a team, and the team's name as it is written; in the order of the members.
fn teamed<'a>(resolved: &'a Resolved<'_>) -> Vec<(u32, &'a str)> {
    let corpus = resolved.corpus();
    let Some(labels) = corpus.rows(FileId::Members).and_then(|rows| rows.ids("team")) else {
        return Vec::new();
    };
    let of = |(member, row): (u32, usize)| {
        (labels[row] != NO_ID).then(|| (member, corpus.labels.name(labels[row]).trim()))
    };
    let mut all: Vec<(u32, &str)> = resolved.roster().profile_rows().filter_map(of).collect();
    all.sort_unstable();
    all
}

/// The members of a team, sorted, whatever the case of its name; nobody where there is no such team.
pub fn team(resolved: &Resolved<'_>, name: &str) -> Vec<u32> {
    let wanted = name.trim().to_lowercase();
    teamed(resolved)
        .into_iter()
        .filter(|(_, team)| team.to_lowercase() == wanted)
        .map(|(member, _)| member)
        .collect()
}

/// The names of all teams, sorted; of two spellings the one that sorts first.
pub fn teams(resolved: &Resolved<'_>) -> Vec<String> {
    let mut names: Vec<String> = teamed(resolved).into_iter().map(|(_, team)| team.to_owned()).collect();
    names.sort_by(|a, b| a.to_lowercase().cmp(&b.to_lowercase()).then_with(|| a.cmp(b)));
    names.dedup_by(|b, a| a.to_lowercase() == b.to_lowercase());
    names
}
