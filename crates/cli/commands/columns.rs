//! `ssi columns`: what can be supplied and what rules can name.

use ssi_report::columns;

use crate::args::Columns;
use crate::output::{Outcome, print};

pub(crate) fn run(args: &Columns) -> Outcome {
    let all = !(args.files || args.tables || args.signals || args.language);
    let parts: [(bool, fn() -> String); 4] = [
        (args.files, columns::files),
        (args.tables, columns::tables),
        (args.signals, columns::signals),
        (args.language, columns::language),
    ];
    let wanted: Vec<String> =
        parts.iter().filter(|(asked, _)| all || *asked).map(|(_, make)| make()).collect();
    print(&wanted.join("\n"))
}
