//! `ssi rules check --codes`: what each code means.

use std::fmt::Write;

use ssi_rules::{CODES, Code, Severity};

use crate::output::{Failure, Outcome, print};

/// Lists all codes where none is asked for, else explains one.
pub(crate) fn run(asked: &str) -> Outcome {
    if asked.is_empty() {
        return print(&list());
    }
    let entry = Code::named(asked).map(Code::entry).ok_or_else(|| {
        let help = match Code::nearest(asked) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`ssi rules check --codes` lists all".to_owned(),
        };
        Failure::asked(format!("there is no code `{}`", asked.escape_debug()), help)
    })?;
    print(&format!(
        "{}[{}]\n  {}\n\ninstead of\n  {}\nwrite\n  {}\n",
        level(entry.severity),
        entry.name,
        entry.meaning,
        entry.wrong,
        entry.right
    ))
}

fn list() -> String {
    let mut out = String::new();
    for entry in CODES {
        let _ = writeln!(out, "{:<8} {:<22} {}", level(entry.severity), entry.name, entry.meaning);
    }
    out
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
