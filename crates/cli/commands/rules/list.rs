//! `ssi rules list`: every rule of a pack on a line.

use ssi_report::{rules_json, rules_list};

use crate::args::rules::List;
use crate::output::{Outcome, print};
use crate::session::load_rules;

pub(crate) fn run(args: &List) -> Outcome {
    let (model, origin) = load_rules(Some(&args.pack), &[])?;
    print(&if args.json { rules_json(&model, &origin) } else { rules_list(&model, &origin) })
}
