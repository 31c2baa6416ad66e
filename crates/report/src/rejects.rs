//! The rows that were not taken over, for the person who owns the files.

use ssi_corpus::data::Reject;

use crate::sheet::{Cells, Sheet};

/// One row a reject: `file`, `line`, `byte`, `fault`, `column`, `value`, `reason`.
pub fn rejects(rejects: &[Reject]) -> Sheet<'_> {
    let texts = |cell: fn(&Reject) -> &str| Cells::Texts(rejects.iter().map(cell).collect());
    let wholes = |cell: fn(&Reject) -> u64| Cells::Wholes(rejects.iter().map(|r| cell(r) as f64).collect());
    let mut sheet = Sheet::default();
    sheet.add("file", texts(|r| &r.file));
    sheet.add("line", wholes(|r| r.line));
    sheet.add("byte", wholes(|r| r.byte));
    sheet.add("fault", texts(|r| r.fault.name()));
    sheet.add("column", texts(|r| &r.column));
    sheet.add("value", texts(|r| &r.value));
    sheet.add("reason", texts(|r| &r.reason));
    sheet
}
