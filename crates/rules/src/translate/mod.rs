//! The interpreter's errors in the words of a rule author.

mod names;
mod signs;
mod syntax;

pub(crate) use names::outside;
use rhai::{EvalAltResult, ParseError, Position};

use crate::codes::Code;
use crate::complaint::Complaint;
use crate::diagnostic::Diagnostic;
use crate::pack::PackFile;
use crate::scan::{Scan, Span};
use crate::stage::Scope;
use crate::vocabulary::Vocabulary;

/// What a script is for: which words belong in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// `pack.rhai`
    Header,
    /// A file of rules about a text or about a member.
    Rules(Scope),
}

/// A script whose errors are to be told.
pub(crate) struct Script<'a> {
    pub(crate) file: &'a PackFile,
    pub(crate) purpose: Purpose,
    pub(crate) words: &'a Vocabulary,
    pub(crate) scan: Scan<'a>,
}

impl<'a> Script<'a> {
    pub(crate) fn new(file: &'a PackFile, purpose: Purpose, words: &'a Vocabulary) -> Self {
        Self { file, purpose, words, scan: Scan::new(&file.text) }
    }

    /// A complaint about a place; without one, about the whole file.
    pub(crate) fn complain(&self, at: Option<Span>, complaint: Complaint) -> Diagnostic {
        let at = at.unwrap_or(Span { line: 0, column: 0, length: 0 });
        Diagnostic {
            code: complaint.code,
            severity: complaint.code.severity(),
            file: self.file.path.clone(),
            line: at.line as u32,
            column: at.column as u32,
            length: at.length as u32,
            message: complaint.message,
            help: complaint.help,
        }
    }

    /// A complaint at a place that the interpreter gave.
    pub(crate) fn complain_at(&self, position: Position, complaint: Complaint) -> Diagnostic {
        let span = position.line().map(|line| {
            let column = position.position().unwrap_or(1).max(1);
            let argument = complaint.argument.and_then(|n| self.scan.argument(line, column, n));
            argument.unwrap_or_else(|| self.word_at(line, column))
        });
        self.complain(span, complaint)
    }

    /// What stands at a place: a word, a sign or a text.
    fn word_at(&self, line: usize, column: usize) -> Span {
        let Some(number) = self.scan.at(line, column) else {
            return Span { line, column, length: 1 };
        };
        let token = self.scan.tokens[number];
        // A property's place is its dot; the word is what was meant.
        match self.scan.tokens.get(number + 1) {
            Some(word) if token.text == "." => (*word).into(),
            _ => token.into(),
        }
    }

    /// What an error of the interpreter says to a rule author, and where; `fallback` is where it is said otherwise.
    pub(crate) fn error(&self, error: &EvalAltResult, fallback: Option<Span>) -> Diagnostic {
        let mut root = error;
        let mut position = error.position();
        while let EvalAltResult::ErrorInFunctionCall(_, _, inner, at)
        | EvalAltResult::ErrorInModule(_, inner, at) = root
        {
            // The innermost call whose place is known; errors such as too many steps have none of their own.
            if !at.is_none() {
                position = *at;
            }
            root = inner;
        }
        if !root.position().is_none() {
            position = root.position();
        }
        if let EvalAltResult::ErrorParsing(kind, at) = root {
            return self.parse_error(&ParseError(Box::new(kind.clone()), *at));
        }
        if let EvalAltResult::ErrorDataRace(..) = root {
            return self.captured(position, fallback);
        }
        let mut fallback = fallback;
        if let EvalAltResult::ErrorStackOverflow(_) = root {
            let functions = self.scan.functions();
            let itself = functions.iter().find(|f| self.scan.calls_itself(f));
            fallback = itself.map(|f| f.name.into()).or(fallback);
        }
        let complaint = self.runtime(root, position);
        if position.is_none() {
            self.complain(fallback, complaint)
        } else {
            self.complain_at(position, complaint)
        }
    }

    fn runtime(&self, root: &EvalAltResult, position: Position) -> Complaint {
        match root {
            EvalAltResult::ErrorRuntime(value, _) => {
                let stopped = || {
                    Complaint::new(
                        Code::CannotDo,
                        format!("the script stopped: {value}"),
                        "a rule cannot fail",
                    )
                };
                value.clone().try_cast::<Complaint>().unwrap_or_else(stopped)
            }
            EvalAltResult::ErrorVariableNotFound(name, _) => self.undefined(name, position),
            EvalAltResult::ErrorFunctionNotFound(signature, _) => self.unknown_function(signature, position),
            EvalAltResult::ErrorTooManyOperations(_) | EvalAltResult::ErrorTerminated(..) => Complaint::new(
                Code::TooManySteps,
                "this takes too many steps",
                "a rule describes a score in a few lines",
            ),
            EvalAltResult::ErrorTooManyVariables(_) => Complaint::new(
                Code::TooLarge,
                "there are too many names given by `let`",
                "split the rule in two",
            ),
            EvalAltResult::ErrorStackOverflow(_) => Complaint::new(
                Code::CallsItself,
                "functions call one another without end",
                "a function may not call itself; a rule describes a score in a few lines",
            ),
            EvalAltResult::ErrorDataTooLarge(what, _) => {
                let help = "a rule needs no large texts or lists";
                Complaint::new(Code::TooLarge, format!("this is too large: {}", what.to_lowercase()), help)
            }
            EvalAltResult::ErrorArithmetic(..) => Complaint::new(
                Code::TooLargeNumber,
                "this makes a number that is too large",
                "write smaller numbers",
            ),
            EvalAltResult::ErrorIndexingType(..)
            | EvalAltResult::ErrorDotExpr(..)
            | EvalAltResult::ErrorIndexNotFound(..)
            | EvalAltResult::ErrorPropertyNotFound(..) => self.no_part(position),
            EvalAltResult::ErrorArrayBounds(size, ..) => Complaint::new(
                Code::CannotDo,
                format!("the list has {size} parts only"),
                "name the parts with `let` instead",
            ),
            EvalAltResult::ErrorUnboundThis(_) => {
                Complaint::new(Code::UnknownName, "there is nothing called `this` here", "write `m` or `t`")
            }
            EvalAltResult::ErrorMismatchDataType(..) | EvalAltResult::ErrorMismatchOutputType(..) => {
                Complaint::new(
                    Code::WrongKind,
                    "this is of the wrong kind",
                    "a rule works with numbers and conditions",
                )
            }
            _ => Complaint::new(
                Code::CannotDo,
                "a rule cannot do this",
                "a rule works with numbers and conditions",
            ),
        }
    }

    /// Something behind a dot that is not there, or an `=` that would set it.
    fn no_part(&self, position: Position) -> Complaint {
        let (line, column) = (position.line().unwrap_or(0), position.position().unwrap_or(0));
        let from = self.scan.before(line, column + 1).unwrap_or(0);
        let sets =
            self.scan.tokens[from..].iter().take_while(|t| t.line == line).take(4).any(|t| t.text == "=");
        if sets {
            return Complaint::new(
                Code::NoAssignment,
                "`=` cannot set anything of a member, a row or a text",
                "`=` gives a name, as in `let x = 3;`, and `==` compares",
            );
        }
        Complaint::new(
            Code::NoPart,
            "this has no parts to name",
            "write a table of the member, as in `m.posts`, or a signal of the text, as in `t.words`",
        )
    }

    /// A function of rows that reads a name from outside of it which it cannot use.
    fn captured(&self, position: Position, fallback: Option<Span>) -> Diagnostic {
        let complaint = outside_of_row();
        let inside = |f: &&crate::scan::Function| {
            let first = self.scan.tokens[f.tokens.start];
            let last = self.scan.tokens[f.tokens.end - 1];
            let line = position.line().or(fallback.map(|s| s.line)).unwrap_or(0);
            (first.line..=last.line).contains(&line)
        };
        let functions = self.scan.functions();
        let found = functions.iter().filter(inside).find_map(|f| {
            let lets = self.scan.lets(f.tokens.clone()).map(|i| self.scan.tokens[i].text);
            let names: Vec<&str> = f.parameters.iter().copied().chain(lets).collect();
            self.scan.captured(f, &f.parameters).or_else(|| self.scan.captured(f, &names))
        });
        self.complain(found.map(Span::from).or(fallback), complaint)
    }
}

/// What a function of rows may not look at.
pub(crate) fn outside_of_row() -> Complaint {
    Complaint::new(
        Code::OuterName,
        "inside `|p| …` only columns of the row can be used",
        "make one number of the rows first, as in `m.posts.mean(|p| p.views)`, then compute with the member",
    )
}
