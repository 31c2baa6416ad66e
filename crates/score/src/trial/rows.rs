//! What rows about texts and rows about members have in common.

use std::collections::BTreeMap;

use ssi_corpus::read::TextTable;
use ssi_rules::Model;

use super::cases::{Asked, Case, CaseFile, Fault};
use super::expect::Expect;

/// The rows of a file while they are understood.
pub(super) struct Rows<'a> {
    pub(super) model: &'a Model,
    pub(super) table: &'a TextTable,
    pub(super) columns: BTreeMap<&'static str, usize>,
}

impl Rows<'_> {
    /// What a cell says; nothing where the file has no such column.
    pub(super) fn cell(&self, row: usize, column: &str) -> &str {
        self.columns.get(column).map_or("", |&place| self.table.columns[place].get(row).trim())
    }

    pub(super) fn no_rule(&self, line: u64, id: &str, or: &str) -> Fault {
        let unknown = self.model.unknown(id);
        let help = match &unknown.nearest {
            Some(near) => format!(
                "did you mean `{near}`? `ssi rules check --list` lists every rule; {or} is possible, too"
            ),
            None => format!("write the id of a rule, {or}; `ssi rules check --list` lists every rule"),
        };
        Fault::new(line, format!("rule: there is no rule called `{}`", id.escape_debug()), help)
    }

    /// The rest of a row, which is the same in both forms.
    pub(super) fn case(
        &self,
        row: usize,
        line: u64,
        asked: Asked,
        about: String,
        on: usize,
    ) -> Result<Case, Fault> {
        let written = self.cell(row, "expect").to_owned();
        let expect = Expect::read(&written).map_err(|help| {
            let found = if written.is_empty() {
                "nothing is expected".to_owned()
            } else {
                format!("`{}` cannot be expected", written.escape_debug())
            };
            Fault::new(line, format!("expect: {found}"), help)
        })?;
        Ok(Case { line, name: String::new(), asked, about, written, expect, on, beside: None })
    }
}

/// Finds the cases that orders name; a case that names none is taken out.
pub(super) fn orders(file: &mut CaseFile, find: &dyn Fn(&str, &Case) -> Option<usize>, help: &str) {
    let CaseFile { cases, faults, .. } = file;
    cases.retain_mut(|case| {
        let Expect::Order(_, name) = &case.expect else { return true };
        case.beside = find(name, case);
        if case.beside.is_none() {
            let message = format!("expect: there is no case called `{}`", name.escape_debug());
            faults.push(Fault::new(case.line, message, help));
        }
        case.beside.is_some()
    });
}
