//! How much may be wrong with the files before nothing is written.

use std::fmt::Write as _;
use std::path::Path;

use ssi_corpus::data::{Fault, Reject};

use crate::args::Tolerance;
use crate::output::{Failure, Outcome};
use crate::session::in_one_line;

/// How many rejects a message names.
const NAMED: usize = 3;

/// `12 rows were rejected (8 CAST, 4 MISSING COLUMNS)`, the most frequent kind first.
pub(crate) fn rejected(rejects: &[Reject]) -> String {
    let mut kinds: Vec<(Fault, usize)> = Vec::new();
    for reject in rejects {
        match kinds.iter_mut().find(|(fault, _)| *fault == reject.fault) {
            Some((_, rows)) => *rows += 1,
            None => kinds.push((reject.fault, 1)),
        }
    }
    kinds.sort_by_key(|&(fault, rows)| (std::cmp::Reverse(rows), fault));
    let kinds: Vec<String> = kinds.iter().map(|(fault, rows)| format!("{rows} {}", fault.name())).collect();
    match rejects.len() {
        0 => "no row was rejected".to_owned(),
        1 => format!("1 row was rejected ({})", rejects[0].fault.name()),
        rows => format!("{rows} rows were rejected ({})", kinds.join(", ")),
    }
}

/// `posts.csv:3: at: CAST: 'yesterday' is no time`; never the value, which may be private.
fn place(reject: &Reject) -> String {
    let column = if reject.column.is_empty() { String::new() } else { format!("{}: ", reject.column) };
    format!("{}:{}: {column}{}: {}", reject.file, reject.line, reject.fault.name(), reject.reason)
}

impl Tolerance {
    /// Ends the command where more is wrong than is tolerated. Notes have been told already.
    ///
    /// `list` is where all rejects are listed, if anywhere.
    pub(crate) fn check(&self, rejects: &[Reject], notes: usize, list: Option<&Path>) -> Outcome {
        let most = if self.strict { Some(0) } else { self.max_rejects };
        let too_many = most.filter(|&most| rejects.len() as u64 > most);
        if too_many.is_none() && !(self.strict && notes > 0) {
            return Ok(());
        }
        let told = match notes {
            1 => "there is 1 note".to_owned(),
            n => format!("there are {n} notes"),
        };
        let nothing = "no result was written";
        let mut message = match too_many {
            Some(_) if self.strict && notes > 0 => {
                format!("--strict: {}, and {told}; {nothing}", rejected(rejects))
            }
            Some(_) if self.strict => format!("--strict: {}; {nothing}", rejected(rejects)),
            Some(most) => format!("{}, more than --max-rejects {most}; {nothing}", rejected(rejects)),
            None => format!("--strict: {told}; {nothing}"),
        };
        for reject in rejects.iter().take(NAMED) {
            let _ = write!(message, "\n  {}", in_one_line(&place(reject)));
        }
        if rejects.len() > NAMED {
            let _ = write!(message, "\n  and {} more", rejects.len() - NAMED);
        }
        let mut help = match list.filter(|_| !rejects.is_empty()) {
            Some(list) => format!("every rejected row is in {}; ", list.display()),
            None => String::new(),
        };
        help += if self.strict {
            "mend the files, or leave out --strict"
        } else {
            "mend the files, or allow more"
        };
        Err(Failure::asked(message, help))
    }
}
