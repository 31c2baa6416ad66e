//! The interpreter's errors in the words of a rule author.

use rhai::{EvalAltResult, LexError, ParseError, ParseErrorType, Position};

use crate::complaint::{Complaint, did_you_mean};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::FORBIDDEN;
use crate::header::HEADER_WORDS;
use crate::language::LANGUAGE;
use crate::pack::PackFile;

/// A diagnostic at a place of a file; a length of 0 marks the word that stands there.
pub(crate) fn diagnostic(file: &PackFile, position: Position, complaint: Complaint) -> Diagnostic {
    let (line, column) = (position.line().unwrap_or(0), position.position().unwrap_or(1).max(1));
    let text = file.text.lines().nth(line.max(1) - 1).unwrap_or("");
    let mut rest: Vec<char> = text.chars().skip(column - 1).collect();
    let mut column = column;
    // A property's place is its dot; the word is what was meant.
    if rest.first() == Some(&'.') {
        let skip = 1 + rest[1..].iter().take_while(|c| c.is_whitespace()).count();
        rest.drain(..skip);
        column += skip;
    }
    let word = |c: &&char| c.is_alphanumeric() || **c == '_';
    let length = match complaint.length {
        0 if rest.first() == Some(&'"') => 2 + rest[1..].iter().take_while(|c| **c != '"').count(),
        0 => rest.iter().take_while(word).count().max(1),
        n => n as usize,
    };
    Diagnostic {
        severity: Severity::Error,
        file: file.path.clone(),
        line: line as u32,
        column: column as u32,
        length: length as u32,
        message: complaint.message,
        help: complaint.help,
    }
}

/// What an error of the interpreter says to a rule author, and where.
pub(crate) fn error(file: &PackFile, error: &EvalAltResult, known: &[&str]) -> Diagnostic {
    let mut root = error;
    while let EvalAltResult::ErrorInFunctionCall(_, _, inner, _) | EvalAltResult::ErrorInModule(_, inner, _) = root {
        root = inner;
    }
    let mut position = root.position();
    if position.is_none() {
        position = error.position();
    }
    let complaint = match root {
        EvalAltResult::ErrorRuntime(value, _) => value.clone().try_cast::<Complaint>().unwrap_or_else(|| {
            Complaint::new(format!("the script stopped: {value}"), "")
        }),
        EvalAltResult::ErrorParsing(kind, _) => parse(kind, known),
        EvalAltResult::ErrorVariableNotFound(name, _) => undefined(name, known),
        EvalAltResult::ErrorFunctionNotFound(signature, _) => unknown_function(signature, known),
        EvalAltResult::ErrorTooManyOperations(_) => {
            Complaint::new("this takes too many steps", "a rule describes a score in a few lines")
        }
        EvalAltResult::ErrorStackOverflow(_) => {
            Complaint::new("functions call one another too deeply", "a function may not call itself")
        }
        EvalAltResult::ErrorDataTooLarge(what, _) => {
            Complaint::new(format!("{} is too large", what.to_lowercase()), "a rule needs no large texts or lists")
        }
        EvalAltResult::ErrorArithmetic(what, _) => Complaint::new(what.to_lowercase(), "write another number"),
        EvalAltResult::ErrorTerminated(..) => Complaint::new(
            "a rule file holds functions only, this line stands outside of them",
            "put it inside a function: `fn name(m) { weight(3, …) }`",
        ),
        EvalAltResult::ErrorIndexingType(..) | EvalAltResult::ErrorDotExpr(..) => Complaint::new(
            "this has no parts to name",
            "write a table of the member, as in `m.posts`, or a signal of the text, as in `t.words`",
        ),
        other => Complaint::new(lower(&strip_place(&other.to_string())), ""),
    };
    diagnostic(file, position, complaint)
}

/// What a parse error says to a rule author, and where.
pub(crate) fn parse_error(file: &PackFile, error: &ParseError, known: &[&str]) -> Diagnostic {
    diagnostic(file, error.position(), parse(error.err_type(), known))
}

fn forbidden(word: &str) -> Option<Complaint> {
    let word = word.trim_matches(['\'', '`', '"']);
    FORBIDDEN
        .iter()
        .find(|(w, _)| *w == word)
        .map(|(w, help)| Complaint::new(format!("`{w}` has no place in a rule"), *help))
}

fn parse(kind: &ParseErrorType, known: &[&str]) -> Complaint {
    match kind {
        ParseErrorType::Reserved(word) | ParseErrorType::UnknownOperator(word) => forbidden(word)
            .unwrap_or_else(|| Complaint::new(format!("`{word}` is not a word of the rule language"), "")),
        ParseErrorType::VariableUndefined(name) => undefined(name, known),
        ParseErrorType::ExprTooDeep => Complaint::new(
            "this is nested too deeply",
            "name a part with `let`, or write a long sum as `sum([a, b, c])`",
        ),
        ParseErrorType::BadInput(LexError::ImproperSymbol(symbol, _)) => forbidden(symbol)
            .unwrap_or_else(|| Complaint::new(format!("`{symbol}` is not a sign of the rule language"), "")),
        ParseErrorType::BadInput(LexError::UnterminatedString) => {
            Complaint::new("this text has no closing quote", "add a `\"` at its end")
        }
        ParseErrorType::BadInput(LexError::UnexpectedInput(what)) => Complaint::new(
            format!("`{}` means nothing here", what.escape_debug()),
            "remove it; it may be an invisible character",
        ),
        ParseErrorType::VariableExists(name) => {
            Complaint::new(format!("there is already something called `{name}`"), "choose another name")
        }
        ParseErrorType::FnDuplicatedDefinition(name, _) => {
            Complaint::new(format!("there are two rules called `{name}`"), "rename or remove one")
        }
        ParseErrorType::FnMissingName => Complaint::new(
            "a function needs a name here",
            "a word such as `if` or `count` cannot be one; names are small letters and `_`",
        ),
        ParseErrorType::WrongDocComment => Complaint::new(
            "a `///` comment belongs in front of a function",
            "write `//` for a comment that explains a line",
        ),
        ParseErrorType::MissingToken(token, why) => {
            Complaint::new(format!("a `{token}` is missing {}", lower(why)), "")
        }
        other => {
            let text = other.to_string();
            let first = text.split('\'').nth(1).and_then(forbidden);
            first.unwrap_or_else(|| Complaint::new(lower(&text), ""))
        }
    }
}

fn undefined(name: &str, known: &[&str]) -> Complaint {
    if let Some(found) = forbidden(name.split("::").next().unwrap_or(name)) {
        return found;
    }
    Complaint::new(format!("there is nothing called `{name}` here"), did_you_mean(name, known))
}

/// `ramp (a number, i64)` in words.
fn unknown_function(signature: &str, known: &[&str]) -> Complaint {
    let (name, arguments) = signature.split_once(" (").unwrap_or((signature, ""));
    let name = name.trim();
    if let Some(found) = forbidden(name) {
        return found;
    }
    let usages: Vec<(&str, &str)> =
        LANGUAGE.iter().map(|w| (w.name, w.usage)).chain(HEADER_WORDS.iter().copied()).collect();
    if let Some((_, usage)) = usages.iter().find(|(n, _)| *n == name) {
        let given = words(arguments.trim_end_matches(')'));
        return Complaint::new(format!("`{name}` cannot be used on {given}"), format!("write for example `{usage}`"));
    }
    let mut names: Vec<&str> = usages.iter().map(|(n, _)| *n).collect();
    names.extend(known);
    let help = match crate::vocabulary::nearest(name, names.iter().copied()) {
        Some(near) => match usages.iter().find(|(n, _)| *n == near) {
            Some((_, usage)) => format!("did you mean `{near}`? write for example `{usage}`"),
            None => format!("did you mean `{near}`?"),
        },
        None => "`ssi columns --language` lists every word".to_owned(),
    };
    Complaint::new(format!("there is no function or method called `{name}`"), help)
}

fn words(arguments: &str) -> String {
    let parts: Vec<&str> = arguments
        .split(", ")
        .filter(|a| !a.is_empty())
        .map(|a| match a {
            "i64" | "f64" => "a number",
            "bool" => "true or false",
            "Fn" => "a function",
            "array" => "a list",
            a if a.contains("String") => "a text in quotes",
            a => a,
        })
        .collect();
    match parts.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

fn strip_place(text: &str) -> String {
    text.split(" (line ").next().unwrap_or(text).trim_start_matches("Runtime error: ").to_owned()
}

fn lower(text: &str) -> String {
    let mut characters = text.trim_end_matches('.').chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
