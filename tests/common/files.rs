//! CSV files for members built for a test.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

use std::collections::BTreeMap;

use super::{Members, folder, hundredths};

/// CSV files being put together.
#[derive(Clone, Default)]
pub(crate) struct Files(BTreeMap<&'static str, Vec<BTreeMap<String, String>>>);

impl Files {
    /// Adds a row; columns that it does not name are empty.
    pub(crate) fn row(&mut self, file: &'static str, cells: &[(&str, &str)]) {
        let row = cells.iter().map(|(column, cell)| ((*column).to_owned(), (*cell).to_owned())).collect();
        self.0.entry(file).or_default().push(row);
    }

    /// Points in hundredths of a member's column.
    #[track_caller]
    pub(crate) fn points(&self, day: &str, member: &str, column: &str) -> i64 {
        let members = self.members(day);
        hundredths(&members.rows[member][members.column(column)])
    }

    /// Scores them as of a day.
    #[track_caller]
    pub(crate) fn members(&self, day: &str) -> Members {
        let folder = folder(&[]);
        for (file, rows) in &self.0 {
            let mut columns: Vec<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
            columns.sort_unstable();
            columns.dedup();
            let mut out = csv::Writer::from_path(folder.path().join(format!("{file}.csv"))).unwrap();
            out.write_record(&columns).unwrap();
            for row in rows {
                out.write_record(columns.iter().map(|c| row.get(*c).map_or("", String::as_str))).unwrap();
            }
            out.flush().unwrap();
        }
        Members::of(folder.path(), ".", &["--as-of", day])
    }
}
