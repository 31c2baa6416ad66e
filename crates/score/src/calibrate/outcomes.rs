//! Outcomes in a file: a column of members and one of numbers, or of two words such as yes and no.

use std::collections::BTreeMap;

use ssi_corpus::data::{Fault, Reject};
use ssi_corpus::read::TextTable;

use crate::agree::labels::{self, NoLabels};

/// Outcomes of a file, laid upon members.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    /// What the file is called in messages.
    pub file: String,
    /// The column.
    pub column: String,
    /// The worse and the better word, where outcomes are two words.
    pub words: Option<(String, String)>,
    /// One a member; NaN where there is none.
    pub of: Vec<f64>,
    /// Rows that name nobody of the corpus: their lines and whom they name.
    pub strangers: Vec<(u64, String)>,
    /// Rows of members whose cell is empty.
    pub empty: usize,
    /// Rows that could not be used, in the order of the file.
    pub rejects: Vec<Reject>,
}

impl Outcomes {
    /// How many members have an outcome.
    pub fn members(&self) -> usize {
        self.of.iter().filter(|y| !y.is_nan()).count()
    }
}

/// The columns of a table that can be outcomes, by place: most cells are numbers, or they are two words of which one is the better.
pub fn candidates(table: &TextTable) -> Vec<usize> {
    let said = |place: &usize| {
        let cells: Vec<&str> = (0..table.places.len()).map(|row| table.columns[*place].get(row)).collect();
        labels::read(&cells, None).is_ok()
    };
    (0..table.columns.len()).filter(said).collect()
}

/// Reads outcomes of members, who are given in the order of their ids. The first two columns of the table are the members and the outcomes.
///
/// A member is found by the id as it is written, else in any case where only one is called so. Of two rows of a member the first counts.
///
/// # Errors
/// When the column has no number and no two words.
pub fn outcomes(
    table: TextTable,
    column: &str,
    better: Option<&str>,
    members: &[String],
) -> Result<Outcomes, NoLabels> {
    let rows = table.places.len();
    let cells: Vec<&str> = (0..rows).map(|row| table.columns[1].get(row)).collect();
    let labels = labels::read(&cells, better)?;
    let mut folded: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for (place, id) in members.iter().enumerate() {
        folded.entry(id.to_lowercase()).and_modify(|one| *one = None).or_insert(Some(place));
    }
    let find = |id: &str| {
        let exact = members.binary_search_by(|m| m.as_str().cmp(id)).ok();
        exact.or_else(|| folded.get(&id.to_lowercase()).copied().flatten())
    };
    let mut found = Outcomes {
        file: table.file.clone(),
        column: column.to_owned(),
        words: labels.words,
        of: vec![f64::NAN; members.len()],
        rejects: table.rejects,
        ..Outcomes::default()
    };
    let mut lines: Vec<u64> = vec![0; members.len()];
    for (row, cell) in cells.iter().enumerate() {
        let (id, place) = (table.columns[0].get(row).trim(), table.places[row]);
        let mut reject = |fault, column: &str, reason: String| {
            found.rejects.push(Reject {
                file: table.file.clone(),
                line: place.line,
                byte: place.byte,
                fault,
                column: column.to_owned(),
                value: String::new(),
                reason,
            });
        };
        if id.is_empty() {
            reject(Fault::MissingValue, "member", "no member is named".to_owned());
        } else if cell.trim().is_empty() {
            found.empty += 1;
        } else if labels.values[row].is_nan() {
            reject(Fault::Cast, column, "the outcome is no number, as others are".to_owned());
        } else {
            match find(id) {
                None => found.strangers.push((place.line, id.to_owned())),
                Some(member) if lines[member] > 0 => {
                    let reason = format!("the member has an outcome already, on line {}", lines[member]);
                    reject(Fault::Duplicate, "member", reason);
                }
                Some(member) => {
                    lines[member] = place.line;
                    found.of[member] = labels.values[row];
                }
            }
        }
    }
    found.rejects.sort_by_key(|reject| (reject.line, reject.byte));
    Ok(found)
}
