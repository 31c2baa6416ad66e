//! Writes numbers back into rule files: that number and nothing else, byte for byte.
//!
//! The only place that changes a number of a rule file. A file goes in as it lies on the disk, with its line ends and its
//! byte order mark, and comes out the same but for the number.

use std::fmt;

use crate::literals::{Literal, Meaning, literals, prefix};
use crate::pack::BYTE_ORDER_MARK;
use crate::scan::{Function, Scan};

/// A number cannot be written back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditError {
    /// The file's path inside its pack.
    pub file: String,
    /// The line, from 1; 0 where it is the whole file.
    pub line: usize,
    /// The column in characters, from 1; 0 where it is the whole file.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}:{}: {}", self.file, self.column, self.message),
        }
    }
}

impl std::error::Error for EditError {}

/// The file with another number in the place of one that [`literals`] found in this very text.
///
/// # Panics
/// When the literal is of another text and its bytes are none of this one.
pub fn replace(text: &str, literal: &Literal, value: f64) -> String {
    let number = written(value);
    let number = if value < 0.0 && literal.in_formula { format!("({number})") } else { number };
    format!("{}{number}{}", &text[..literal.bytes.start], &text[literal.bytes.end..])
}

/// The file with another number in the place of the one that covers a line and a column, both from 1; `from` is what stands there
/// as far as the caller knows.
///
/// # Errors
/// When no number stands there, or another than `from`, or the new one is not finite.
pub fn replace_at(
    path: &str,
    text: &str,
    (line, column): (usize, usize),
    from: Option<f64>,
    value: f64,
) -> Result<String, EditError> {
    let fail = |message: String, help: &str| EditError {
        file: path.into(),
        line,
        column,
        message,
        help: help.into(),
    };
    if !value.is_finite() {
        return Err(fail(
            format!("{value} is no number of a rule"),
            "write an ordinary number, as in 3 or 0.5",
        ));
    }
    let covers =
        |l: &&Literal| l.line == line && (l.column..l.column + l.text.chars().count()).contains(&column);
    match (literals(path, text).iter().find(covers), from) {
        (Some(literal), Some(from)) if literal.value != from => Err(fail(
            format!("here stands {}, not {}", literal.text, written(from)),
            "read the file again: it has changed meanwhile",
        )),
        (Some(literal), _) => Ok(replace(text, literal, value)),
        (None, _) => Err(fail("no number stands here".into(), "name the line and column of a number")),
    }
}

/// The file with another weight for one of its rules, by the rule's id.
///
/// # Errors
/// When the file has no such rule, when its weight is not written out in it, or when the weight is not in 0 to 1000.
pub fn set_weight(path: &str, text: &str, rule: &str, weight: f64) -> Result<String, EditError> {
    in_range(path, weight)?;
    let all = literals(path, text);
    let mut found = all.iter().filter(|l| l.meaning == Meaning::Weight && l.rule.as_deref() == Some(rule));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(replace(text, one, weight)),
        _ => Err(not_written(path, text, rule, weight)),
    }
}

/// A `pack.rhai` that gives a rule another weight: in the last `reweigh` of that rule, else in a new line.
///
/// # Errors
/// When the weight in that `reweigh` is not written out, or when the weight is not in 0 to 1000.
pub fn set_reweigh(path: &str, text: &str, rule: &str, weight: f64) -> Result<String, EditError> {
    in_range(path, weight)?;
    let all = literals(path, text);
    let of_rule = |l: &&Literal| l.meaning == Meaning::Reweigh(rule.to_owned());
    let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mark = text.len() - bare.len();
    let scan = Scan::new(bare);
    let is_call =
        |i: &usize| scan.tokens[*i].is("reweigh") && scan.tokens.get(i + 1).is_some_and(|t| t.is("("));
    let calls: Vec<usize> = (0..scan.tokens.len()).filter(is_call).collect();
    let names = |i: usize| scan.tokens.get(i + 2).is_some_and(|t| t.text.trim_matches('"') == rule);
    if let Some(&last) = calls.iter().rev().find(|i| names(**i)) {
        let at = scan.tokens[last];
        let is_it = |l: &&Literal| (l.line, l.column) > (at.line, at.column);
        return match all.iter().filter(of_rule).find(is_it) {
            Some(literal) => Ok(replace(text, literal, weight)),
            None => Err(EditError {
                file: path.into(),
                line: at.line,
                column: at.column,
                message: format!("the weight that `reweigh` gives to `{rule}` is not written out"),
                help: format!("write `reweigh(\"{rule}\", {})`", written(weight)),
            }),
        };
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("reweigh(\"{rule}\", {});", written(weight));
    let mut out = text.to_owned();
    // Behind the last `reweigh`, on a line of its own.
    if let Some(&last) = calls.last() {
        let end = scan.end_of_statement(last).end + mark;
        let end = text[end..].find('\n').map_or(text.len(), |i| end + i + 1);
        let before = if out[..end].ends_with('\n') { "" } else { line_end };
        out.insert_str(end, &format!("{before}{line}{line_end}"));
        return Ok(close_statement(out, &scan, mark));
    }
    let out = close_statement(out, &scan, mark);
    let gap = match out.as_str() {
        "" => String::new(),
        text if text.ends_with('\n') => line_end.to_owned(),
        _ => line_end.repeat(2),
    };
    Ok(format!("{out}{gap}{line}{line_end}"))
}

/// A last statement may stand without its `;`; in front of another one it may not.
fn close_statement(mut text: String, scan: &Scan, mark: usize) -> String {
    if let Some(last) = scan.tokens.last().filter(|t| !matches!(t.text, ";" | "}")) {
        text.insert(last.bytes().end + mark, ';');
    }
    text
}

/// Why the weight of a rule cannot be written: where the rule is, and what to write there.
fn not_written(path: &str, text: &str, rule: &str, weight: f64) -> EditError {
    let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let scan = Scan::new(bare);
    let functions = scan.functions();
    let name = prefix(path).and_then(|p| rule.strip_prefix(p)?.strip_prefix('.')).unwrap_or_default();
    let Some(function) = functions.iter().find(|f| !f.private && f.name.is(name)) else {
        return EditError {
            file: path.into(),
            line: 0,
            column: 0,
            message: format!("the rule `{rule}` is not in this file"),
            help: "`ssi rules list` says which rules there are, `ssi rules show` in which file".into(),
        };
    };
    let number = written(weight);
    let (at, message, help) = match weighed(&scan, function) {
        Some((call, argument)) => {
            let text = &bare[scan.tokens[argument.start].start..scan.tokens[argument.end - 1].bytes().end];
            let word = scan.tokens[call].text;
            let given = (argument.len() == 1)
                .then(|| scan.lets(function.tokens.clone()).find(|i| scan.tokens[*i].is(text)))
                .flatten()
                .map(|i| format!("change `let {text}` in line {}, or ", scan.tokens[i].line));
            (
                scan.tokens[argument.start],
                format!("the weight of `{rule}` is computed: `{}`", shortened(text)),
                format!("{}write the number itself: `{word}({number}, …)`", given.unwrap_or_default()),
            )
        }
        None => (
            function.name,
            format!("`{rule}` leaves its weight to another function"),
            format!(
                "write `weight({number}, …)` as its last line, or `reweigh(\"{rule}\", {number});` in pack.rhai"
            ),
        ),
    };
    EditError { file: path.into(), line: at.line, column: at.column, message, help }
}

/// The only call of `weight` or `penalty` in a function, and the tokens of its first argument.
fn weighed(scan: &Scan, function: &Function) -> Option<(usize, std::ops::Range<usize>)> {
    let is_call = |i: &usize| {
        matches!(scan.tokens[*i].text, "weight" | "penalty")
            && scan.tokens.get(i + 1).is_some_and(|t| t.is("("))
    };
    let mut calls = function.tokens.clone().skip(2).filter(is_call);
    let call = calls.next().filter(|_| calls.next().is_none())?;
    Some((call, scan.arguments(call + 1).into_iter().next()?))
}

fn shortened(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    match first.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &first[..end]),
        None if first.len() < text.len() => format!("{first}…"),
        None => first.to_owned(),
    }
}

fn in_range(path: &str, weight: f64) -> Result<(), EditError> {
    if (0.0..=1000.0).contains(&weight) {
        return Ok(());
    }
    Err(EditError {
        file: path.into(),
        line: 0,
        column: 0,
        message: format!("a weight lies between 0 and 1000, this is {weight}"),
        help: "weights are compared with one another, so small numbers do".into(),
    })
}

/// A number as a script writes it: the shortest that is the same number again.
pub fn written(value: f64) -> String {
    // Beyond this a whole number would be read as an integer that is too large.
    if value.abs() >= 1e15 {
        let text = format!("{value:e}");
        return match text.split_once('e') {
            Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
            _ => text,
        };
    }
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}/// Posts: 3 a week.\r\nfn cadence(m) {\r\n\tweight( 3 , m.posts.per_week().ramp(-1, 1e1)) // 3\r\n}\r\n\
        fn gap(m) { let w = 4; weight(w, m.posts.longest_gap_days().ramp(60, 14)) }\r\n\
        fn far(m) { shared(m, 3) }\r\nprivate fn shared(m, n) { weight(n, m.posts.count() - 2) }";

    #[track_caller]
    fn check(rule: &str, weight: f64, expected: Result<(&str, &str), &str>) {
        let found = set_weight("pillars/brand.rhai", FILE, rule, weight);
        match expected {
            Ok((from, to)) => {
                assert_eq!(FILE.matches(from).count(), 1);
                assert_eq!(found, Ok(FILE.replace(from, to)));
            }
            Err(told) => {
                let found = found.expect_err("an error");
                assert_eq!(format!("{found}; help: {}", found.help), told);
            }
        }
    }

    #[test]
    fn a_weight_is_written_and_nothing_else() {
        check("brand.cadence", 6.0, Ok(("weight( 3 ,", "weight( 6 ,")));
        check("brand.cadence", 0.125, Ok(("weight( 3 ,", "weight( 0.125 ,")));
        check(
            "brand.gap",
            6.5,
            Err(
                "pillars/brand.rhai:5:31: the weight of `brand.gap` is computed: `w`; help: change `let w` in line 5, or write the number itself: `weight(6.5, …)`",
            ),
        );
        check(
            "brand.far",
            6.0,
            Err(
                "pillars/brand.rhai:6:4: `brand.far` leaves its weight to another function; help: write `weight(6, …)` as its last line, or `reweigh(\"brand.far\", 6);` in pack.rhai",
            ),
        );
        check(
            "brand.shared",
            6.0,
            Err(
                "pillars/brand.rhai: the rule `brand.shared` is not in this file; help: `ssi rules list` says which rules there are, `ssi rules show` in which file",
            ),
        );
        check(
            "brand.cadence",
            -1.0,
            Err(
                "pillars/brand.rhai: a weight lies between 0 and 1000, this is -1; help: weights are compared with one another, so small numbers do",
            ),
        );
    }

    #[test]
    fn any_number_can_be_written_at_its_place() {
        for (place, value, from, to) in [
            ((3, 38), 0.5, "ramp(-1, ", "ramp(0.5, "),
            ((3, 39), -7.25, "ramp(-1, ", "ramp(-7.25, "),
            ((3, 42), 2e20, "1e1", "2.0e20"),
            ((7, 55), -2.0, "() - 2", "() - (-2)"),
        ] {
            assert_eq!(FILE.matches(from).count(), 1, "{from}");
            let found = replace_at("pillars/brand.rhai", FILE, place, None, value);
            assert_eq!(found, Ok(FILE.replace(from, to)), "{place:?}");
        }
        let other = replace_at("pillars/brand.rhai", FILE, (3, 38), Some(2.0), 1.0).expect_err("an error");
        assert_eq!(other.message, "here stands -1, not 2");
        assert!(replace_at("pillars/brand.rhai", FILE, (3, 38), Some(-1.0), 1.0).is_ok());
        assert!(replace_at("pillars/brand.rhai", FILE, (1, 12), None, 4.0).is_err(), "in a comment");
        assert!(replace_at("pillars/brand.rhai", FILE, (3, 38), None, f64::NAN).is_err());
    }

    #[test]
    fn every_number_goes_back_and_forth() {
        for literal in literals("pillars/brand.rhai", FILE) {
            let there = replace(FILE, &literal, 8.5);
            let back = literals("pillars/brand.rhai", &there);
            let again = back.iter().find(|l| l.bytes.start == literal.bytes.start).expect("a number");
            assert_eq!(again.value, 8.5);
            assert_eq!((&again.meaning, &again.rule), (&literal.meaning, &literal.rule));
            let home =
                format!("{}{}{}", &there[..again.bytes.start], literal.text, &there[again.bytes.end..]);
            assert_eq!(home, FILE);
        }
    }

    #[test]
    fn a_line_of_a_header() {
        for (before, after) in [
            ("extends(\"ssi\");\n", "extends(\"ssi\");\n\nreweigh(\"brand.cadence\", 6);\n"),
            ("extends(\"ssi\")", "extends(\"ssi\");\n\nreweigh(\"brand.cadence\", 6);\n"),
            ("extends(\"ssi\") // base", "extends(\"ssi\"); // base\n\nreweigh(\"brand.cadence\", 6);\n"),
            (
                "\u{feff}extends(\"ssi\");\r\nreweigh(\"a.b\", 1); // why\r\n\r\nband(0, \"x\");\r\n",
                "\u{feff}extends(\"ssi\");\r\nreweigh(\"a.b\", 1); // why\r\nreweigh(\"brand.cadence\", 6);\r\n\r\nband(0, \"x\");\r\n",
            ),
            (
                "reweigh(\"brand.cadence\", 2);\nreweigh(\"brand.cadence\", 3 );",
                "reweigh(\"brand.cadence\", 2);\nreweigh(\"brand.cadence\", 6 );",
            ),
            ("reweigh(\"a.b\", 3)", "reweigh(\"a.b\", 3);\nreweigh(\"brand.cadence\", 6);\n"),
            ("", "reweigh(\"brand.cadence\", 6);\n"),
        ] {
            assert_eq!(
                set_reweigh("pack.rhai", before, "brand.cadence", 6.0).as_deref(),
                Ok(after),
                "{before}"
            );
        }
        let computed = "let w = 3;\nreweigh(\"brand.cadence\", w);";
        let error = set_reweigh("pack.rhai", computed, "brand.cadence", 6.0).expect_err("an error");
        assert_eq!((error.line, error.help.as_str()), (2, "write `reweigh(\"brand.cadence\", 6)`"));
    }
}
