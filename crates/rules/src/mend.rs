//! Reading on behind a mistake: the broken part of a script becomes spaces, so that the rest is read and places stay.

use std::ops::Range;

use rhai::{AST, Engine, EvalAltResult};

use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::header::{self, Header};
use crate::pack::PackFile;
use crate::token::{Kind, tokens};
use crate::translate::{Purpose, Script};
use crate::vocabulary::Vocabulary;

/// The most parts of a file that are taken out before it is given up.
const MOST_BROKEN: usize = 20;
/// The most bytes that are compiled for one file, all attempts together.
const MOST_READ: usize = 512 * 1024;

/// The most names that are kept of what stood between functions.
const MOST_NAMES: usize = 1_000;
/// The most lines of a comment between `/*` and `*/` that are seen to belong to a function.
const MOST_COMMENT: usize = 100;

/// A script without its broken parts.
pub(crate) struct Mended {
    /// The file with spaces in the place of what is broken.
    pub(crate) file: PackFile,
    /// What could be compiled; `None` where even the rest cannot.
    pub(crate) ast: Option<AST>,
    /// The functions that were taken out, and the names in what was taken out between functions.
    pub(crate) broken: Vec<String>,
    /// What was wrong with the parts that were taken out.
    pub(crate) found: Vec<Diagnostic>,
}

/// Compiles a file of rules, again and again without the function that cannot be read.
pub(crate) fn compile(engine: &Engine, file: &PackFile, purpose: Purpose, words: &Vocabulary) -> Mended {
    let mut mended = Mended { file: file.clone(), ast: None, broken: Vec::new(), found: Vec::new() };
    let parts = parts(&file.text);
    let times = (MOST_READ / file.text.len().max(1)).clamp(1, MOST_BROKEN);
    for _ in 0..times {
        let wrong = match engine.compile(&mended.file.text) {
            Ok(ast) => {
                mended.ast = Some(ast);
                return mended;
            }
            Err(error) => Script::new(&mended.file, purpose, words).parse_error(&error),
        };
        let part = part_of(&parts, &wrong);
        let too_much = wrong.code == Code::TooLarge;
        if !wrong.follows_from(&mended.file.text, &mended.broken) {
            mended.found.push(wrong);
        }
        // Where there is too much of something, one function less changes nothing.
        let Some(part) = part.filter(|_| !too_much) else { return mended };
        let rest = without(&mended.file.text, &part.lines);
        if rest == mended.file.text {
            return mended;
        }
        match &part.name {
            Some(name) => mended.broken.push(name.clone()),
            None => mended.broken.extend(names(&file.text, &part.lines)),
        }
        mended.file.text = rest;
    }
    mended
}

/// Runs a `pack.rhai`, again and again without the line that is wrong; what is wrong is added to `found`.
pub(crate) fn header(file: &PackFile, words: &Vocabulary, found: &mut Vec<Diagnostic>) -> Header {
    let mut rest = file.clone();
    let parts = parts(&file.text);
    let times = (MOST_READ / file.text.len().max(1)).clamp(1, MOST_BROKEN);
    for _ in 0..times {
        let error: Box<EvalAltResult> = match header::read(&rest.text) {
            Ok(header) => return header,
            Err(error) => error,
        };
        let script = Script::new(&rest, Purpose::Header, words);
        let functions = script.scan.functions();
        let wrong = script.error(&error, functions.first().map(|f| f.name.into()));
        let line = wrong.line as usize;
        let lines = match part_of(&parts, &wrong) {
            Some(Part { name: Some(_), lines }) => lines.clone(),
            _ => line..line + 1,
        };
        found.push(wrong);
        let text = without(&rest.text, &lines);
        if text == rest.text {
            break;
        }
        rest.text = text;
    }
    Header::default()
}

/// Lines of a script that stand or fall together: a function with its comment, or what stands between two.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    name: Option<String>,
    /// From 1.
    lines: Range<usize>,
}

fn part_of<'p>(parts: &'p [Part], wrong: &Diagnostic) -> Option<&'p Part> {
    parts.iter().find(|p| p.lines.contains(&(wrong.line as usize)))
}

/// The parts of a script, told by how its lines begin: brackets cannot be trusted where one is missing.
fn parts(text: &str) -> Vec<Part> {
    let lines: Vec<&str> = text.lines().collect();
    let mut starts: Vec<(usize, String)> = Vec::new();
    let mut indent = usize::MAX;
    for (number, line) in lines.iter().enumerate() {
        let Some(name) = function_in(line) else { continue };
        let column = line.len() - line.trim_start().len();
        // What stands further to the right is inside of the function above.
        if column <= indent {
            starts.push((above(&lines, number), name.to_owned()));
            indent = column;
        }
    }
    let mut parts = Vec::new();
    let mut done = 0;
    let between = |from: usize, to: usize, parts: &mut Vec<Part>| {
        if from < to {
            parts.push(Part { name: None, lines: from + 1..to + 1 });
        }
    };
    for (i, (start, name)) in starts.iter().enumerate() {
        between(done, *start, &mut parts);
        let next = starts.get(i + 1).map_or(lines.len(), |(next, _)| *next);
        let end = *start + end_of(&lines[*start..next].join("\n"));
        parts.push(Part { name: Some(name.clone()), lines: start + 1..end + 1 });
        done = end;
    }
    between(done, lines.len(), &mut parts);
    parts
}

/// The name of the function that begins in a line.
fn function_in(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("private").map_or(line, str::trim_start);
    let rest = line.strip_prefix("fn").filter(|r| r.starts_with([' ', '\t']))?.trim_start();
    Some(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(rest))
}

/// Where the comment above a line begins.
fn above(lines: &[&str], mut number: usize) -> usize {
    while let Some(line) = number.checked_sub(1).map(|n| lines[n].trim()) {
        if line.ends_with("*/") {
            let near = number.saturating_sub(MOST_COMMENT);
            match lines[near..number].iter().rposition(|l| l.trim_start().starts_with("/*")) {
                Some(begins) => number = near + begins,
                None => break,
            }
        } else if line.starts_with("//") {
            number -= 1;
        } else {
            break;
        }
    }
    number
}

/// How many lines a function takes of those up to the next one: all where its brace is never closed.
fn end_of(text: &str) -> usize {
    let mut depth = 0_usize;
    for token in tokens(text) {
        match token.text {
            "{" | "#{" => depth += 1,
            "}" if depth == 1 => return token.line,
            "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.lines().count()
}

/// The words in some lines, for those could give names.
fn names(text: &str, lines: &Range<usize>) -> Vec<String> {
    let words = tokens(text).into_iter().filter(|t| t.kind == Kind::Word && lines.contains(&t.line));
    words.take(MOST_NAMES).map(|t| t.text.to_owned()).collect()
}

/// The text with spaces in the place of some lines.
fn without(text: &str, lines: &Range<usize>) -> String {
    let blank = |(number, line): (usize, &str)| {
        if lines.contains(&(number + 1)) {
            line.chars().map(|c| if c == '\n' { c } else { ' ' }).collect()
        } else {
            line.to_owned()
        }
    };
    text.split_inclusive('\n').enumerate().map(blank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_falls_into_functions_with_their_comments() {
        let text = "// Head.\n\n/// One.\nfn one(m) {\n    fn inner(x) { x }\n    weight(1, 2)\n}\nstray\n\
                    /** Two. */\nprivate fn two(x) {\n    x\n\n/// Three.\nfn three(m) { 3 }\n";
        let told: Vec<String> = parts(text)
            .iter()
            .map(|p| format!("{} {:?}", p.name.as_deref().unwrap_or("-"), p.lines))
            .collect();
        assert_eq!(told, ["- 1..3", "one 3..8", "- 8..9", "two 9..12", "- 12..13", "three 13..15"]);
    }

    #[test]
    fn what_is_taken_out_leaves_every_place() {
        assert_eq!(without("a\nbé\r\nc", &(2..3)), "a\n   \nc");
    }
}
