//! What other weights change: the numbers, the points of their neighbours, and the lines of the files.

use std::fmt::Write;

use ssi_rules::{Model, Reweighed, Rewritten};

use super::list::{groups, points, signed};
use crate::printable::printable;

/// Each rule whose weight is another, then the points of all rules that share points with it, before and after.
pub fn reweighed_text(reweighed: &Reweighed) -> String {
    let (before, after) = (&reweighed.before, &reweighed.after);
    let mut out = String::new();
    let was = |id: &str| before.rules().find(|r| r.id == id);
    let changed = |model: &Model| -> Vec<String> {
        let differs = model.rules().filter(|r| was(&r.id).is_some_and(|b| b.weight != r.weight));
        differs.map(|r| r.id.clone()).collect()
    };
    let changed = changed(after);
    if changed.is_empty() {
        return "nothing to change: the rules have these weights already\n".to_owned();
    }
    for rule in after.rules().filter(|r| changed.contains(&r.id)) {
        let before = was(&rule.id).map_or(f64::NAN, signed);
        let _ = writeln!(out, "{}: weight {before} → {}", rule.id, signed(rule));
    }
    for (old, new) in groups(before).iter().zip(groups(after)) {
        if !new.rules.iter().any(|r| changed.contains(&r.id)) {
            continue;
        }
        let _ = writeln!(out, "\n{}", new.heading());
        let _ = writeln!(out, "  {:<34} {:>7}    points", "rule", "weight");
        for (rule, before) in new.rules.iter().zip(old.rules) {
            let [from, to] = [before.effective(old.rules, old.points), rule.effective(new.rules, new.points)];
            let [from, to] = [from, to].map(points);
            let change = if from == to { format!("{to:>7}") } else { format!("{from:>7} → {to}") };
            let _ = writeln!(out, "  {:<34} {:>7}  {change}", rule.id, signed(rule));
        }
    }
    out
}

/// The lines of files that are others: `-` before, `+` after, under the path and the line of each.
pub fn diff_text(files: &[Rewritten]) -> String {
    let mut out = String::new();
    for file in files {
        let _ = writeln!(out, "--- {}\n+++ {}", printable(&file.path, 200), printable(&file.path, 200));
        let [before, after]: [Vec<&str>; 2] = [&file.before, &file.after].map(|text| text.lines().collect());
        let hunks = hunks(&before, &after);
        if hunks.is_empty() && file.before != file.after {
            out.push_str("@@ line ends @@\n");
        }
        for (from, to) in hunks {
            let _ = writeln!(out, "@@ line {} @@", from.start + 1);
            for (sign, lines) in [('-', &before[from]), ('+', &after[to])] {
                for line in lines {
                    let _ = writeln!(out, "{sign}{}", printable(&line.replace('\t', " "), 1000));
                }
            }
        }
    }
    out
}

type Lines = std::ops::Range<usize>;

/// Runs of lines that are others. Both texts are walked side by side; where they part, they go on at the nearest pair of equal
/// lines.
fn hunks(before: &[&str], after: &[&str]) -> Vec<(Lines, Lines)> {
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && before[i] == after[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let most = (before.len() - i) + (after.len() - j);
        let meet = (1..=most).find_map(|steps| {
            (0..=steps).find_map(|a| {
                let (x, y) = (i + a, j + steps - a);
                let equal = x < before.len() && y < after.len() && before[x] == after[y];
                equal.then_some((x, y))
            })
        });
        let (x, y) = meet.unwrap_or((before.len(), after.len()));
        found.push((i..x, j..y));
        (i, j) = (x, y);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_that_differ() {
        let check = |before: &str, after: &str, expected: &str| {
            let file = Rewritten { path: "pack.rhai".into(), before: before.into(), after: after.into() };
            assert_eq!(diff_text(&[file]), format!("--- pack.rhai\n+++ pack.rhai\n{expected}"));
        };
        check("a\nb\nc\n", "a\nx\nc\n", "@@ line 2 @@\n-b\n+x\n");
        check("a\n", "a\n\nb\n", "@@ line 2 @@\n+\n+b\n");
        check("a\nb\nc\nd\n", "b\nc\ne\n", "@@ line 1 @@\n-a\n@@ line 4 @@\n-d\n+e\n");
    }
}
