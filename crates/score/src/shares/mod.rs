//! Scores of a corpus that is larger than the memory: share by share, their parts kept on disk in the order of the sheet.

mod ledger;
mod pages;

pub use ledger::Ledger;

use ssi_corpus::read::Needs;
use ssi_corpus::tables::TABLES;
use ssi_rules::Model;

use crate::frames::reads;

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
