//! The numbers of a pack that a case could notice, and each moved a little.

use ssi_rules::edit::replace;
use ssi_rules::{Literal, Meaning, Pack, literals};

/// A number of the rules, of the window, or of the weights that a `pack.rhai` gives to rules of the pack below.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The place of the file in [`Pack::files`].
    pub(super) file: usize,
    /// The number as it is written.
    pub(super) literal: Literal,
    /// The largest number beside it in the same brackets; how far a 0 is moved depends on it.
    beside: f64,
}

/// All such numbers, in the order of the pack's files.
pub(super) fn numbers(pack: &Pack) -> Vec<Place> {
    let mut all = Vec::new();
    for (file, of) in pack.files.iter().enumerate().filter(|(_, f)| !f.path.starts_with("phrases/")) {
        let found = literals(&of.path, &of.text);
        let moves_scores =
            |l: &&Literal| l.function.is_some() || matches!(l.meaning, Meaning::Window | Meaning::Reweigh(_));
        for literal in found.iter().filter(moves_scores) {
            let near = found.iter().filter(|l| l.bracket == literal.bracket).map(|l| l.value);
            all.push(Place { file, literal: literal.clone(), beside: near.fold(0.0, f64::max) });
        }
    }
    all
}

impl Place {
    /// The rule or function in which it stands; in a `pack.rhai` the word that it is given to.
    pub(super) fn of(&self) -> String {
        match (&self.literal.rule, &self.literal.function, &self.literal.meaning) {
            (Some(rule), ..) => rule.clone(),
            (None, Some(function), _) => function.clone(),
            (None, None, Meaning::Reweigh(_)) => "reweigh".to_owned(),
            (None, None, _) => "window".to_owned(),
        }
    }

    /// The number a little larger and a little smaller: by a tenth, a whole number by at least 1. A 0 is moved as far as the largest
    /// number in the same brackets would be.
    pub(super) fn neighbours(&self) -> [f64; 2] {
        let value = self.literal.value;
        let base = if value == 0.0 && self.beside > 0.0 { self.beside } else { value.abs() };
        let whole = !self.literal.text.contains('.') && base.fract() == 0.0;
        let step = if whole { (base / 10.0).round().max(1.0) } else { base / 10.0 };
        // A tenth of a decimal fraction has one digit more; what floats add to it is not meant.
        [value + step, value - step].map(|moved| (moved * 1e9).round() / 1e9)
    }

    /// The pack with another number in the place.
    pub(super) fn rewritten(&self, pack: &Pack, value: f64) -> Pack {
        let mut other = pack.clone();
        let text = &mut other.files[self.file].text;
        *text = replace(text, &self.literal, value);
        other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ssi_rules::PackFile;

    fn pack(rules: &str) -> Pack {
        let file = |path: &str, text: &str| PackFile { path: path.into(), text: text.into() };
        let header = "title(\"7\"); window(90); band(25, \"solid\"); reweigh(\"brand.cadence\", 3);";
        let files = vec![file("pack.rhai", header), file("pillars/brand.rhai", rules)];
        Pack::from_files("mine", files).expect("a pack")
    }

    /// What is written, where, and what it becomes.
    #[track_caller]
    fn check(rules: &str, expected: &[(&str, usize, [f64; 2])]) {
        let pack = pack(rules);
        let all = numbers(&pack);
        let found: Vec<(&str, usize, [f64; 2])> = all
            .iter()
            .filter(|place| place.file == 1)
            .map(|place| (place.literal.text.as_str(), place.literal.column, place.neighbours()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_are_moved_a_little() {
        check(
            "fn a(m) { weight(5, m.x.ramp(0, 0.08)) } // 3",
            &[("5", 18, [6.0, 4.0]), ("0", 30, [0.008, -0.008]), ("0.08", 33, [0.088, 0.072])],
        );
        check(
            "fn é(m) { weight(14, when(m.x > 0, 60, 1.0)) }",
            &[
                ("14", 18, [15.0, 13.0]),
                ("0", 33, [6.0, -6.0]),
                ("60", 36, [66.0, 54.0]),
                ("1.0", 40, [1.1, 0.9]),
            ],
        );
        check(
            "fn a(m) { weight(1, m.x.ramp(-20, 0)) }",
            &[("1", 18, [2.0, 0.0]), ("-20", 30, [-18.0, -22.0]), ("0", 35, [1.0, -1.0])],
        );
    }

    #[test]
    fn headers_are_changed_where_they_touch_scores() {
        let pack = pack("fn a(m) { weight(5, m.x) }");
        let all = numbers(&pack);
        let found: Vec<(String, &str)> = all.iter().map(|p| (p.of(), p.literal.text.as_str())).collect();
        assert_eq!(found, [("window".into(), "90"), ("reweigh".into(), "3"), ("brand.a".into(), "5")]);
        let other = all[2].rewritten(&pack, 6.0);
        assert_eq!(other.files[1].text, "fn a(m) { weight(6, m.x) }");
        assert_eq!(other.files[0], pack.files[0]);
    }
}
