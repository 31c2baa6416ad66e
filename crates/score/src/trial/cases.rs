//! Files of cases: what each row asks of which text or member, and rows that cannot be understood.

use std::collections::BTreeMap;

use ssi_corpus::data::Corpus;
use ssi_corpus::read::TextTable;
use ssi_rules::Model;
use ssi_text::Language;

use super::expect::Expect;
use super::rows::Rows;

/// The columns of a file about texts.
const OF_TEXTS: [&str; 6] = ["text", "kind", "rule", "expect", "name", "language"];
/// The columns of a file about members.
const OF_MEMBERS: [&str; 5] = ["member", "rule", "expect", "name", "as_of"];
/// A file of cases as it was read.
pub struct Sheet {
    /// What it is called in messages.
    pub path: String,
    /// All columns that [`columns_of`] names, in its order, or why there are none and what to do.
    pub table: Result<TextTable, (String, String)>,
    /// The corpus beside it: the folder of the same name; or why it cannot be read and what to do.
    pub corpus: Option<Result<Corpus, (String, String)>>,
}

/// Which of the columns of a file, by their names, cases are made of; the others are complained about by [`CaseFile::new`].
pub fn columns_of(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).filter(|name| known(name).is_some()).collect()
}

fn known(name: &str) -> Option<&'static str> {
    OF_TEXTS.iter().chain(&OF_MEMBERS).copied().find(|known| name.trim().eq_ignore_ascii_case(known))
}

/// A file of cases, understood.
pub struct CaseFile {
    /// What it is called in messages.
    pub path: String,
    /// The rows that could be understood, in the order of the file.
    pub cases: Vec<Case>,
    /// Rows that could not, and what is wrong with the file.
    pub faults: Vec<Fault>,
    pub(super) on: On,
}

/// What the cases of a file are about.
pub(super) enum On {
    Nothing,
    Texts(Vec<Sample>),
    Members(Box<Corpus>, Vec<Person>),
}

/// A text that is tried.
pub(super) struct Sample {
    pub(super) text: String,
    /// What it is taken to be in where it does not tell.
    pub(super) language: Option<Language>,
}

/// A member on a day.
#[derive(PartialEq, Eq)]
pub(super) struct Person {
    pub(super) member: String,
    /// The first second after the day.
    pub(super) end: i64,
}

/// What a case asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The grade of a text, by its place among the model's grades.
    Grade(usize),
    /// A rule of a grade: the credit of the rule, 0 to 1.
    TextRule(usize, usize),
    /// A member's score in points.
    Score,
    /// A pillar's points.
    Pillar(usize),
    /// A rule's points, by its pillar and its place there.
    MemberRule(usize, usize),
}

/// One row of a file.
#[derive(Clone, Debug)]
pub struct Case {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// What it is called: its name, else the member or the first words of the text.
    pub name: String,
    /// What is asked for.
    pub asked: Asked,
    /// The same in words: a rule's id, `grade of a post`, a pillar's id or `score`.
    pub about: String,
    /// What must come, as it is written.
    pub written: String,
    /// What must come.
    pub expect: Expect,
    /// The text or the person, by its place in the file's list.
    pub(super) on: usize,
    /// The one of the case that an order names.
    pub(super) beside: Option<usize>,
}

/// Something that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// What was found.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl Fault {
    pub(super) fn new(line: u64, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, message: message.into(), help: help.into() }
    }
}

impl CaseFile {
    /// Understands a file; what is wrong with a row does not touch the others.
    pub fn new(model: &Model, sheet: Sheet) -> Self {
        let mut file = Self { path: sheet.path, cases: Vec::new(), faults: Vec::new(), on: On::Nothing };
        let table = match sheet.table {
            Ok(table) => table,
            Err((message, help)) => {
                file.faults.push(Fault::new(1, message, help));
                return file;
            }
        };
        let wanted = columns_of(&table.names);
        let columns: BTreeMap<&str, usize> =
            wanted.iter().enumerate().filter_map(|(place, name)| Some((known(name)?, place))).collect();
        for reject in &table.rejects {
            file.faults.push(Fault::new(reject.line, reject.reason.clone(), "write the row anew"));
        }
        let has = |name: &str| columns.contains_key(name);
        let (own, kind) = match (has("text"), has("member")) {
            (true, false) => (&OF_TEXTS[..], "texts"),
            (false, true) => (&OF_MEMBERS[..], "members"),
            (both, _) => {
                let found = if both {
                    "has both a column `text` and a column"
                } else {
                    "has neither a column `text` nor a column"
                };
                let help = "cases about texts have the columns text, kind, rule and expect; cases about members have member, rule and expect";
                file.faults.push(Fault::new(1, format!("{found} `member`"), help));
                return file;
            }
        };
        for name in table.names.iter().filter(|name| known(name).is_none_or(|known| !own.contains(&known))) {
            let message = format!("a case about {kind} has no column `{}`", name.escape_debug());
            file.faults.push(Fault::new(1, message, format!("its columns are {}", own.join(", "))));
        }
        let rows = Rows { model, table: &table, columns };
        if kind == "texts" {
            rows.texts(&mut file);
        } else {
            rows.members(&mut file, sheet.corpus);
        }
        file.faults.sort_by_key(|fault| fault.line);
        file
    }

    /// Leaves only the cases that have all of some words, in any case, in the name of the file, in their own or in what they ask for.
    pub fn filter(&mut self, words: &[String]) {
        let path = self.path.to_lowercase();
        self.cases.retain(|case| {
            let of_case = format!("{path} {} {}", case.name, case.about).to_lowercase();
            words.iter().all(|word| of_case.contains(&word.to_lowercase()))
        });
    }
}
