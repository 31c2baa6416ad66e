//! The pack that gives the rules of another one their fitted weights.

use std::fmt::Write as _;

use ssi_rules::Model;
use ssi_score::calibrate::design::Role;

use crate::calibration::{CalibrationReport, left};
use crate::printable::printable;

/// What the pack builds on, beside what was found.
#[derive(Clone, Debug)]
pub struct Base<'a> {
    /// The name by which it is asked for.
    pub name: &'a str,
    /// The rules as they were used.
    pub model: &'a Model,
    /// Weights that were given on the command line.
    pub set: &'a [(String, f64)],
    /// The window that was given on the command line.
    pub window: Option<u32>,
}

/// The text of its `pack.rhai`.
pub fn calibration_pack(report: &CalibrationReport<'_>, base: &Base<'_>) -> String {
    let (found, outcomes) = (report.found, report.outcomes);
    let column = printable(&outcomes.column, 40);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "//! The weights of the pack `{}`, fitted to {column} of {} members of {} as of {}.\n\
         //!\n\
         //! Written by `ssi calibrate`; what the weights are worth stands in report.md beside this file. They say what went together\n\
         //! there, not what causes what.\n",
        base.name,
        found.members,
        printable(&report.corpus, 60),
        report.as_of
    );
    let _ = writeln!(out, "extends(\"{}\");", base.name);
    let title = format!("{}, weights fitted to {}", base.model.title, outcomes.column);
    let _ = writeln!(out, "title(\"{}\");", in_quotes(&title));
    if let Some(days) = base.window {
        let _ = writeln!(out, "\n// Asked for with --window.\nwindow({days});");
    }
    let weights: Vec<f64> = base.model.pillars.iter().flat_map(|p| &p.rules).map(|r| r.weight).collect();
    for (pillar, (id, points)) in report.pillars.iter().enumerate() {
        let _ = writeln!(out, "\n// {id}: {points} points");
        let own = found.rules.iter().zip(&weights).filter(|(r, _)| r.term.pillar == pillar);
        for (rule, before) in own {
            let term = &rule.term;
            let set = base.set.iter().any(|(id, _)| *id == term.id);
            if term.role == Role::Penalty {
                if set || (term.default - before).abs() > 1e-9 {
                    let _ = writeln!(
                        out,
                        "\n// A penalty, which takes as many points as before.\nreweigh(\"{}\", {});",
                        term.id, term.default
                    );
                }
                continue;
            }
            let told = match (left(rule), rule.interval) {
                (Some(why), _) => format!("Default {:.2}, {why}.", term.default),
                (None, Some((low, high))) => format!(
                    "Default {:.2}, fitted {:.2}; by the outcomes alone {low:.2} to {high:.2}.",
                    term.default, rule.weight
                ),
                (None, None) => format!("Default {:.2}, fitted {:.2}.", term.default, rule.weight),
            };
            let _ = writeln!(out, "\n// {told}\nreweigh(\"{}\", {:.2});", term.id, rule.weight);
        }
    }
    let known = |id: &String| found.rules.iter().any(|r| r.term.id == *id);
    let others: Vec<&(String, f64)> = base.set.iter().filter(|(id, _)| !known(id)).collect();
    if !others.is_empty() {
        out.push_str("\n// Asked for with --set.\n");
        for (id, weight) in others {
            let _ = writeln!(out, "reweigh(\"{id}\", {weight});");
        }
    }
    out
}

/// A text that can stand between quotes in a script.
fn in_quotes(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => '\'',
            '\\' => '/',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect()
}
