//! Scores of a corpus that is larger than the memory: share by share, their parts kept on disk in the order of the sheet.

mod ledger;
mod pages;

pub use ledger::Ledger;

use ssi_corpus::data::NO_ID;
use ssi_corpus::read::Needs;
use ssi_corpus::resolve::Resolved;
use ssi_corpus::tables::TABLES;
use ssi_rules::Model;

use crate::frames::reads;
use crate::standing::networks_of;

/// What a model looks at beyond what a member did and what came back.
pub fn needs(model: &Model) -> Needs {
    let any = |is: &dyn Fn(&str, &str) -> bool| {
        TABLES.iter().enumerate().any(|(table, about)| {
            let columns = about.columns.iter().enumerate();
            columns.into_iter().any(|(place, column)| is(about.id, column.id) && reads(model, table, place))
        })
    };
    Needs {
        seniority: any(&|table, column| {
            column == "counterpart_seniority" || (table, column) == ("ties", "seniority")
        }),
        shared_connections: any(&|_, column| column == "shared_connections"),
        circles: any(&|_, column| matches!(column, "circle" | "in_circle")),
        languages: true,
    }
}

/// The connections of some members, who are given by number: people, whether or not they are scored, once each and sorted. `None`
/// where the corpus has no connections.
pub fn connections(resolved: &Resolved<'_>, members: &[usize]) -> Option<Vec<Vec<u32>>> {
    let roster = resolved.roster();
    let mut place: Vec<u32> = vec![NO_ID; resolved.corpus().people.len()];
    for (i, &m) in members.iter().enumerate() {
        place[roster.person(m as u32) as usize] = i as u32;
    }
    let mut others = networks_of(resolved, members.len(), |person| place[person as usize])?;
    for some in &mut others {
        some.sort_unstable();
        some.dedup();
    }
    Some(others)
}
