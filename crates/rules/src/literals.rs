//! The numbers of a rule file: where each one stands, and what it is.

use std::fmt;
use std::ops::Range;

use crate::pack::BYTE_ORDER_MARK;
use crate::scan::{Function, Scan};
use crate::token::{Kind, Token};

/// What a number of a rule file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// What a rule weighs: the first argument of `weight` or `penalty`.
    Weight,
    /// An argument of a word of the language, as in the ends of `ramp`.
    Argument {
        /// The word.
        word: String,
        /// Which one, from 1; what a curve is applied to is not counted.
        number: usize,
    },
    /// The share of a part in `weighted_average`.
    Share,
    /// The points of a pillar, by its id.
    Points(String),
    /// Where a band begins, by its name.
    Band(String),
    /// The days in which activity counts.
    Window,
    /// The points to aim for.
    Target,
    /// The percent at the top of an industry to aim for.
    Top,
    /// The weight that a `pack.rhai` gives to a rule, by its id.
    Reweigh(String),
    /// Any other number of a formula.
    Plain,
}

/// A number as it is written in a rule file.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// What it is.
    pub meaning: Meaning,
    /// The id of the rule it stands in; `None` in a `pack.rhai` and in a private function.
    pub rule: Option<String>,
    /// The function it stands in; `None` in a `pack.rhai`.
    pub function: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1; a byte order mark is none.
    pub column: usize,
    /// As it is written, with its sign.
    pub text: String,
    /// What it is worth; always finite.
    pub value: f64,
    /// Its bytes in the file's text, a byte order mark counted.
    pub bytes: Range<usize>,
    /// Where the bracket opens that it stands in directly, in bytes; 0 outside of all.
    pub bracket: usize,
    /// Whether a negative number in its place has to be put in brackets.
    pub(crate) in_formula: bool,
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.meaning {
            Meaning::Weight => write!(f, "the weight")?,
            Meaning::Argument { word, number } => write!(f, "number {number} of `{word}`")?,
            Meaning::Share => write!(f, "a share of `weighted_average`")?,
            Meaning::Points(pillar) => write!(f, "the points of the pillar `{pillar}`")?,
            Meaning::Band(name) => write!(f, "where the band \"{name}\" begins")?,
            Meaning::Window => write!(f, "the window")?,
            Meaning::Target => write!(f, "the target")?,
            Meaning::Top => write!(f, "the top")?,
            Meaning::Reweigh(rule) => write!(f, "the weight that `reweigh` gives to `{rule}`")?,
            Meaning::Plain => write!(f, "a number")?,
        }
        match (&self.rule, &self.function) {
            (Some(rule), _) if self.meaning == Meaning::Weight => write!(f, " of `{rule}`"),
            (Some(rule), _) => write!(f, " in `{rule}`"),
            (None, Some(function)) => write!(f, " in `{function}`"),
            (None, None) => Ok(()),
        }
    }
}

/// Every number of a file of a pack, in the order of the file.
///
/// `path` is the file's path inside its pack, as in `pillars/brand.rhai`: it makes the ids of the rules and tells a
/// `pack.rhai` from rules. Numbers in comments and texts are none; neither is one that is no finite number.
pub fn literals(path: &str, text: &str) -> Vec<Literal> {
    let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let file = File { path, mark: text.len() - bare.len(), text: bare, scan: Scan::new(bare) };
    let functions = file.scan.functions();
    (0..file.scan.tokens.len()).filter_map(|i| file.literal(i, &functions)).collect()
}

/// The prefix of the rules' ids of a file; `None` where it holds no rules.
pub(crate) fn prefix(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    let folder = folder.rsplit('/').next().unwrap_or(folder);
    matches!(folder, "grades" | "pillars").then(|| name.strip_suffix(".rhai"))?
}

struct File<'a> {
    path: &'a str,
    text: &'a str,
    /// Bytes of the byte order mark.
    mark: usize,
    scan: Scan<'a>,
}

impl File<'_> {
    fn literal(&self, i: usize, functions: &[Function]) -> Option<Literal> {
        let tokens = &self.scan.tokens;
        let digits = tokens[i];
        if digits.kind != Kind::Number {
            return None;
        }
        let value = worth(digits.text)?;
        let called_on = tokens.get(i + 1).is_some_and(|t| t.is("."));
        // The minus of `-2.abs()` is put before what `2.abs()` is.
        let negative =
            i > 0 && tokens[i - 1].is("-") && !called_on && (i < 2 || !ends_a_value(tokens[i - 2]));
        let first = if negative { i - 1 } else { i };
        let bytes = tokens[first].start..digits.bytes().end;
        let function = functions.iter().find(|f| f.tokens.contains(&i));
        let rule = function.filter(|f| !f.private).zip(prefix(self.path));
        Some(Literal {
            meaning: self.meaning(first..i + 1),
            rule: rule.map(|(f, prefix)| format!("{prefix}.{}", f.name.text)),
            function: function.map(|f| f.name.text.to_owned()),
            line: tokens[first].line,
            column: tokens[first].column,
            text: self.text[bytes.clone()].to_owned(),
            value: if negative { -value } else { value },
            bytes: bytes.start + self.mark..bytes.end + self.mark,
            bracket: self.scan.around(first).map_or(0, |open| tokens[open].start + self.mark),
            in_formula: called_on || first == 0 || !before_a_value(tokens[first - 1]),
        })
    }

    /// What the number at some tokens is, from the brackets around it.
    fn meaning(&self, number: Range<usize>) -> Meaning {
        let scan = &self.scan;
        let Some(open) = scan.around(number.start) else { return Meaning::Plain };
        let arguments = scan.arguments(open);
        let Some(place) = arguments.iter().position(|a| *a == number) else { return Meaning::Plain };
        if scan.tokens[open].is("[") {
            let list = scan.around(open).filter(|o| place == 1 && scan.tokens[*o].is("["));
            let call = list.and_then(|list| scan.around(list)).and_then(|call| self.called(call));
            return if call.is_some_and(|w| w.is("weighted_average")) {
                Meaning::Share
            } else {
                Meaning::Plain
            };
        }
        let Some(word) = self.called(open) else { return Meaning::Plain };
        let quoted = |n: usize| arguments.get(n).map_or("", |a| scan.tokens[a.start].text).trim_matches('"');
        let is_method = open >= 2 && scan.tokens[open - 2].is(".");
        let is_header = self.path.ends_with("pack.rhai");
        match (word.text, place) {
            ("weight" | "penalty", 0) if !is_method && !is_header => Meaning::Weight,
            ("pillar", 2) if is_header => Meaning::Points(quoted(0).to_owned()),
            ("band", 0) if is_header => Meaning::Band(quoted(1).to_owned()),
            ("window", 0) if is_header => Meaning::Window,
            ("target", 0) if is_header => Meaning::Target,
            ("top", 0) if is_header => Meaning::Top,
            ("reweigh", 1) if is_header => Meaning::Reweigh(quoted(0).to_owned()),
            (word, place) => {
                Meaning::Argument { word: word.to_owned(), number: place + usize::from(is_method) }
            }
        }
    }

    /// The name in front of a bracket.
    fn called(&self, open: usize) -> Option<Token<'_>> {
        let before = self.scan.tokens[open.checked_sub(1)?];
        (self.scan.tokens[open].is("(") && before.kind == Kind::Word).then_some(before)
    }
}

/// What digits are worth; `None` where that is no finite number.
fn worth(digits: &str) -> Option<f64> {
    let plain = digits.replace('_', "");
    plain.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// Whether a value ends with a token, so that a `-` behind it subtracts.
pub(crate) fn ends_a_value(token: Token) -> bool {
    match token.kind {
        Kind::Word => !matches!(token.text, "and" | "or" | "return" | "not" | "in"),
        Kind::Number | Kind::Text => true,
        Kind::Sign => matches!(token.text, ")" | "]" | "}"),
    }
}

/// Whether a negative number can stand behind a token as it is.
fn before_a_value(token: Token) -> bool {
    matches!(
        token.text,
        "(" | "," | "[" | "=" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "and" | "or" | "return"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        let found: Vec<String> = literals(path, text)
            .iter()
            .map(|l| {
                assert_eq!(text[l.bytes.clone()], l.text);
                format!("{}:{} {} = {}: {l}", l.line, l.column, l.text, l.value)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_of_rules() {
        check(
            "pillars/brand.rhai",
            "/// 3 posts\nfn cadence(m) {\n    weight(3, m.posts.within(90).per_week().plateau(0, 1.5, 5, 1_4))\n}",
            &[
                "3:12 3 = 3: the weight of `brand.cadence`",
                "3:30 90 = 90: number 1 of `within` in `brand.cadence`",
                "3:53 0 = 0: number 1 of `plateau` in `brand.cadence`",
                "3:56 1.5 = 1.5: number 2 of `plateau` in `brand.cadence`",
                "3:61 5 = 5: number 3 of `plateau` in `brand.cadence`",
                "3:64 1_4 = 14: number 4 of `plateau` in `brand.cadence`",
            ],
        );
        check(
            "grades/post.rhai",
            "\u{feff}private fn few(x) { x.ramp(- 2, -1.5e-3) - 3 }\r\nfn a(t) { penalty(20, weighted_average([[few(t.words), 2]])) }",
            &[
                "1:28 - 2 = -2: number 1 of `ramp` in `few`",
                "1:33 -1.5e-3 = -0.0015: number 2 of `ramp` in `few`",
                "1:44 3 = 3: a number in `few`",
                "2:19 20 = 20: the weight of `post.a`",
                "2:56 2 = 2: a share of `weighted_average` in `post.a`",
            ],
        );
        check(
            "pillars/x.rhai",
            "fn a(m) { weight(m.w, -2.abs() + clamp(m.x, 0, 1)) }",
            &[
                "1:24 2 = 2: a number in `x.a`",
                "1:45 0 = 0: number 1 of `clamp` in `x.a`",
                "1:48 1 = 1: number 2 of `clamp` in `x.a`",
            ],
        );
    }

    #[test]
    fn numbers_of_a_header() {
        check(
            "pack.rhai",
            "window(90);\npillar(\"brand\", \"Your 1st brand\", 25);\nband(0, \"limited\");\ntarget(75); top(10);\nreweigh(\"brand.cadence\", 6);",
            &[
                "1:8 90 = 90: the window",
                "2:35 25 = 25: the points of the pillar `brand`",
                "3:6 0 = 0: where the band \"limited\" begins",
                "4:8 75 = 75: the target",
                "4:17 10 = 10: the top",
                "5:26 6 = 6: the weight that `reweigh` gives to `brand.cadence`",
            ],
        );
    }
}
