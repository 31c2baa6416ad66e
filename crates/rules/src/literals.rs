//! The numbers that are written in a pack's own rules, and the pack with one of them written otherwise.

use std::ops::Range;

use crate::pack::Pack;
use crate::scan::Scan;
use crate::token::Kind;

/// A number as it stands in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// The place of the file in [`Pack::files`].
    pub file: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How it is written.
    pub written: String,
    /// The rule that it stands in, or the function; what is called with it in `pack.rhai`.
    pub rule: String,
    /// Its bytes in the file.
    at: Range<usize>,
    /// The largest number beside it in the same brackets; how far a 0 is moved depends on it.
    beside: f64,
}

impl Literal {
    /// The number a little larger and a little smaller: by a tenth, a whole number by at least 1. A 0 is moved as far as the largest
    /// number in the same brackets would be.
    pub fn neighbours(&self) -> [String; 2] {
        let value = value(&self.written).unwrap_or(0.0);
        let base = if value == 0.0 && self.beside > 0.0 { self.beside } else { value.abs() };
        let whole = !self.written.contains('.') && base.fract() == 0.0;
        let step = if whole { (base / 10.0).round().max(1.0) } else { base / 10.0 };
        [value + step, value - step].map(|moved| {
            // A tenth of a decimal fraction has one digit more; what floats add to it is not meant.
            let moved = format!("{moved:.9}");
            let moved = moved.trim_end_matches('0').trim_end_matches('.');
            if whole || moved.contains('.') { moved.to_owned() } else { format!("{moved}.0") }
        })
    }

    /// The pack with another number in the place.
    pub fn rewritten(&self, pack: &Pack, written: &str) -> Pack {
        let mut other = pack.clone();
        other.files[self.file].text.replace_range(self.at.clone(), written);
        other
    }
}

/// All numbers of the rules of a pack, in the order of its files; of `pack.rhai` the window and the weights that it gives to rules of
/// the pack below.
pub fn literals(pack: &Pack) -> Vec<Literal> {
    let mut all = Vec::new();
    for (file, of) in pack.files.iter().enumerate() {
        let Some((folder, stem)) =
            of.path.strip_suffix(".rhai").map(|p| p.rsplit_once('/').unwrap_or(("", p)))
        else {
            continue;
        };
        let scan = Scan::new(&of.text);
        let functions = scan.functions();
        for (i, token) in scan.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Number) {
            if value(token.text).is_none() {
                continue;
            }
            let inside = functions.iter().find(|f| f.tokens.contains(&i));
            let called = scan.called(i);
            let rule = match (inside, called) {
                (Some(function), _) => format!("{stem}.{}", function.name.text),
                (None, Some(name @ ("window" | "reweigh"))) if folder.is_empty() => name.to_owned(),
                _ => continue,
            };
            let first = token.text.as_ptr() as usize - of.text.as_ptr() as usize;
            all.push(Literal {
                file,
                line: token.line,
                column: token.column,
                written: token.text.to_owned(),
                rule,
                at: first..first + token.text.len(),
                beside: scan.beside(i).filter_map(value).fold(0.0, f64::max),
            });
        }
    }
    all
}

/// The value of a number in decimal digits.
fn value(written: &str) -> Option<f64> {
    written.replace('_', "").parse().ok().filter(|v: &f64| v.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::PackFile;

    fn pack(rules: &str) -> Pack {
        let file = |path: &str, text: &str| PackFile { path: path.into(), text: text.into() };
        let header = "title(\"7\"); window(90); band(25, \"solid\"); reweigh(\"brand.cadence\", 3);";
        let files = vec![file("pack.rhai", header), file("pillars/brand.rhai", rules)];
        Pack::from_files("mine", files).expect("a pack")
    }

    /// What is written, where, and what it becomes.
    #[track_caller]
    fn check(rules: &str, expected: &[(&str, usize, [&str; 2])]) {
        let pack = pack(rules);
        let all = literals(&pack);
        let found: Vec<(String, usize, [String; 2])> = all
            .iter()
            .filter(|l| l.file == 1)
            .map(|l| (l.written.clone(), l.column, l.neighbours()))
            .collect();
        let expected: Vec<(String, usize, [String; 2])> =
            expected.iter().map(|(w, c, n)| ((*w).to_owned(), *c, n.map(str::to_owned))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_are_moved_a_little() {
        check(
            "fn a(m) { weight(5, m.x.ramp(0, 0.08)) } // 3",
            &[("5", 18, ["6", "4"]), ("0", 30, ["0.008", "-0.008"]), ("0.08", 33, ["0.088", "0.072"])],
        );
        check(
            "fn é(m) { weight(14, when(m.x > 0, 60, 1.0)) }",
            &[
                ("14", 18, ["15", "13"]),
                ("0", 33, ["6", "-6"]),
                ("60", 36, ["66", "54"]),
                ("1.0", 40, ["1.1", "0.9"]),
            ],
        );
    }

    #[test]
    fn headers_are_changed_where_they_touch_scores() {
        let pack = pack("fn a(m) { weight(5, m.x) }");
        let all = literals(&pack);
        let found: Vec<(&str, &str)> = all.iter().map(|l| (l.rule.as_str(), l.written.as_str())).collect();
        assert_eq!(found, [("window", "90"), ("reweigh", "3"), ("brand.a", "5")]);
        let other = all[2].rewritten(&pack, "6");
        assert_eq!(other.files[1].text, "fn a(m) { weight(6, m.x) }");
        assert_eq!(other.files[0], pack.files[0]);
    }
}
