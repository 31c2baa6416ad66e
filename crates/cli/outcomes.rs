//! The file of outcomes of `ssi calibrate`: which column is which, and what of it was left out.

use ssi_corpus::read::{Error, Options, TextTable, read_columns};
use ssi_report::is_pipe;
use ssi_score::agree::labels::NoLabels;
use ssi_score::calibrate::outcomes::{Outcomes, candidates};

use crate::args::Calibrate;
use crate::output::Failure;
use crate::session::in_one_line;

/// How many rejects and columns are named.
const NAMED: usize = 5;

/// Reads the members and their outcomes, and says which column these are.
pub(crate) fn read(args: &Calibrate) -> Result<(String, TextTable), Failure> {
    let options = Options::default();
    if let Some(column) = &args.outcome {
        let table = read_columns(&args.outcomes, &[&args.member_column, column], &options)?;
        return Ok((column.clone(), table));
    }
    if is_pipe(&args.outcomes) {
        return Err(Failure::asked(
            "nobody says which column of standard input holds the outcomes",
            "name it with `--outcome COLUMN`",
        ));
    }
    let names = read_columns(&args.outcomes, &[], &options)?.names;
    let others: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|n| *n != args.member_column && !n.trim().is_empty())
        .collect();
    let wanted: Vec<&str> = [args.member_column.as_str()].into_iter().chain(others.iter().copied()).collect();
    let table = match read_columns(&args.outcomes, &wanted, &options) {
        Err(Error::NoColumn { column, file, found, .. }) if column == args.member_column => {
            return Err(Failure::asked(
                format!("{file} has no column '{column}'; found: {}", some(&found)),
                "name the column with the ids of the members with `--member-column`",
            ));
        }
        table => table?,
    };
    if table.places.is_empty() && table.rejects.is_empty() {
        return Err(Failure::asked(format!("{} holds no outcome", table.file), "the file has a header only"));
    }
    let fit: Vec<usize> = candidates(&table).into_iter().filter(|place| *place > 0).collect();
    match fit[..] {
        [one] => {
            let column = wanted[one].to_owned();
            let mut table = table;
            table.columns.swap(1, one);
            Ok((column, table))
        }
        [] => Err(Failure::asked(
            format!(
                "{}: no column holds numbers, or two words such as yes and no; found: {}",
                table.file,
                names.join(", ")
            ),
            "name the column with the outcomes with `--outcome`",
        )),
        _ => {
            let several: Vec<String> = fit.iter().map(|&place| wanted[place].to_owned()).collect();
            Err(Failure::asked(
                format!("{}: {} columns can be the outcome: {}", table.file, several.len(), some(&several)),
                format!("name one, as in `--outcome {}`", several[0]),
            ))
        }
    }
}

fn some(names: &[String]) -> String {
    let more = if names.len() > 4 * NAMED { ", …" } else { "" };
    format!("{}{more}", names.iter().take(4 * NAMED).cloned().collect::<Vec<_>>().join(", "))
}

/// Why a column holds no outcomes, and what to write.
pub(crate) fn no_outcomes(why: &NoLabels, file: &str, column: &str) -> Failure {
    match why {
        NoLabels::Empty => Failure::asked(format!("{file}: no cell of '{column}' says anything"), ""),
        NoLabels::WhichIsBetter(a, b) => Failure::asked(
            format!("{file}: '{column}' holds {a} and {b}, and nobody says which is better"),
            format!("add `--positive {a}` or `--positive {b}`"),
        ),
        NoLabels::NoSuchValue { some: found } => Failure::asked(
            format!("{file}: no cell of '{column}' is what --positive says"),
            format!("found: {}", some(found)),
        ),
        NoLabels::NotTwo { .. } => Failure::asked(
            format!("{file}: '{column}' holds neither numbers nor two words"),
            "an outcome is a number, or one of two words such as yes and no",
        ),
    }
}

/// Says which rows were left out; returns how many of them are none of a fault, but worth a note.
pub(crate) fn tell_left_out(outcomes: &Outcomes) -> usize {
    for reject in outcomes.rejects.iter().take(NAMED) {
        let column = if reject.column.is_empty() { String::new() } else { format!("{}: ", reject.column) };
        tell!(
            "rejected: {}",
            in_one_line(&format!("{}:{}: {column}{}", reject.file, reject.line, reject.reason))
        );
    }
    if outcomes.rejects.len() > NAMED {
        tell!("rejected: {} more rows", outcomes.rejects.len() - NAMED);
    }
    for (line, id) in outcomes.strangers.iter().take(NAMED) {
        tell!(
            "note: {}",
            in_one_line(&format!("{}:{line}: nobody of the corpus is called {id}", outcomes.file))
        );
    }
    if outcomes.strangers.len() > NAMED {
        tell!("note: {} more rows name nobody of the corpus", outcomes.strangers.len() - NAMED);
    }
    if outcomes.empty > 0 {
        let rows = if outcomes.empty == 1 {
            "1 row has".to_owned()
        } else {
            format!("{} rows have", outcomes.empty)
        };
        tell!("note: {rows} no outcome");
    }
    outcomes.strangers.len() + outcomes.empty
}
