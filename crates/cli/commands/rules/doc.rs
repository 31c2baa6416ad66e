//! `ssi rules doc`: one page about a pack.

use ssi_report::{rules_doc, write_file};

use crate::args::rules::Doc;
use crate::output::{Outcome, print};
use crate::session::load_rules;

pub(crate) fn run(args: &Doc) -> Outcome {
    let (model, _) = load_rules(Some(&args.pack), &[])?;
    let page = rules_doc(&model);
    let Some(out) = &args.out else { return print(&page) };
    write_file(out, |file| file.write_all(page.as_bytes()))?;
    print(&format!("written: {}\n", out.display()))
}
