//! What two packs say differently, as text.

use std::fmt::Write as _;

use ssi_rules::{Difference, How};

use crate::printable::printable;
use crate::terminal::{count, thousands};

/// How many lines of a formula are shown of each side.
const LINES: usize = 8;

/// Rules, settings and phrase lists that are not the same in two packs, a line or a few each.
pub(crate) fn difference_text(difference: &Difference) -> String {
    let mut out = "What is different\n".to_owned();
    if difference.is_none() {
        out.push_str("  nothing that scores: both packs say the same\n");
    }
    for rule in &difference.rules {
        let id = &rule.id;
        match &rule.how {
            How::Added(weight) => drop(writeln!(out, "  {id:<32} new, weight {weight}")),
            How::Removed(weight) => drop(writeln!(out, "  {id:<32} gone, its weight was {weight}")),
            How::Changed { weight, formula } => {
                if let Some((before, after)) = weight {
                    let _ = writeln!(out, "  {id:<32} weight {before} → {after}");
                }
                let Some(lines) = formula else { continue };
                let (file, line) = &lines.place;
                let _ = writeln!(out, "  {id:<32} another formula: {}:{line}", printable(file, 60));
                for (sign, lines) in [("-", &lines.before), ("+", &lines.after)] {
                    for line in lines.iter().take(LINES) {
                        let _ = writeln!(out, "    {sign} {}", printable(line, 92));
                    }
                    if let Some(more) = lines.len().checked_sub(LINES).filter(|more| *more > 0) {
                        let _ = writeln!(out, "    {sign} … and {more} more");
                    }
                }
            }
        }
    }
    for setting in &difference.settings {
        let told = |text: &str| if text.is_empty() { "not there".to_owned() } else { printable(text, 200) };
        let change = format!("{} → {}", told(&setting.before), told(&setting.after));
        let _ = writeln!(out, "  {:<32} {change}", setting.name);
    }
    for list in &difference.lists {
        let id = printable(&list.id, 24);
        let change =
            format!("{} more, {} less", count(list.added as f64, "phrase"), thousands(list.removed as u64));
        let _ = writeln!(out, "  {:<32} {change}", format!("phrases {id}"));
    }
    out
}
