//! `ssi rules check`: what is wrong with a pack.

use std::fmt::Write;

use ssi_report::{findings_json, findings_sarif};
use ssi_rules::{Diagnostics, untested};
use ssi_score::trial::touched;
use ssi_score::vocabulary::vocabulary;

use super::{codes, watch};
use crate::args::rules::Check;
use crate::cases::read_cases;
use crate::output::{Failure, Outcome, print, show};
use crate::session::read_pack;

pub(crate) fn run(args: &Check) -> Outcome {
    if let Some(code) = &args.codes {
        return codes::run(code);
    }
    if args.watch { watch::run(&args.pack, || once(args)) } else { once(args) }
}

/// Looks at the pack as it is now.
fn once(args: &Check) -> Outcome {
    let origin = args.pack.display().to_string();
    let pack = match read_pack(Some(&args.pack)) {
        Ok(pack) => pack,
        Err(Failure::Pack(error)) if args.json || args.sarif => {
            let all = vec![error.diagnostic(&args.pack)];
            print(&written(args, &origin, &Diagnostics { all, files: Vec::new() }))?;
            return Err(error.into());
        }
        Err(failure) => return Err(failure),
    };
    let (model, mut found) = match ssi_rules::load(&pack, &vocabulary()) {
        Ok((model, warnings)) => (Some(model), warnings),
        Err(wrong) => (None, wrong),
    };
    if let Some(model) = &model {
        let cases = read_cases(&pack, model)?;
        if !cases.is_empty() {
            found.all.extend(untested(model, &touched(model, &cases)));
        }
    }
    if args.json || args.sarif {
        print(&written(args, &origin, &found))?;
    } else {
        show(&found);
    }
    let (errors, warnings) = found.count();
    let some = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
    let Some(model) = model else {
        let more = if warnings == 0 { String::new() } else { format!(", {}", some(warnings, "warning")) };
        return Err(Failure::Rules(format!("{origin}: {}{more}", some(errors, "mistake"))));
    };
    if args.deny_warnings && warnings > 0 {
        return Err(Failure::Rules(format!(
            "{origin}: {}, and warnings are denied",
            some(warnings, "warning")
        )));
    }
    if args.json || args.sarif {
        return Ok(());
    }
    let mut out = String::new();
    let told = if warnings == 0 { String::new() } else { format!(", {}", some(warnings, "warning")) };
    let _ = writeln!(
        out,
        "{origin}: {} rules in {} files, {} aggregates, {} phrase lists{told}",
        model.rules().count(),
        model.files.len(),
        model.aggregates.len(),
        model.phrases.len()
    );
    print(&out)
}

/// What is wrong, for programs.
fn written(args: &Check, pack: &str, found: &Diagnostics) -> String {
    if args.json {
        findings_json(pack, found)
    } else {
        findings_sarif(&pack.replace('\\', "/"), found, env!("CARGO_PKG_VERSION"))
    }
}
