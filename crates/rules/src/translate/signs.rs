//! Signs, quotes and numbers that cannot be read.

use rhai::{LexError, Position};

use super::Script;
use super::syntax::{lonely, reserved};
use crate::codes::Code;
use crate::complaint::Complaint;
use crate::diagnostic::Diagnostic;
use crate::scan::Span;
use crate::token::Kind;

/// Signs that a text processor puts in the place of those of the keyboard.
const LOOKALIKES: &[(&str, &str, &str)] = &[
    ("“”„‟«»", "a curly quote", "write straight quotes: `\"`"),
    ("‘’‚‛´", "a curly quote", "write straight quotes: `\"`"),
    ("–—−‒", "a long dash", "write `-`"),
    ("≥", "a sign of a text processor", "write `>=`"),
    ("≤", "a sign of a text processor", "write `<=`"),
    ("≠", "a sign of a text processor", "write `!=`"),
    ("×·", "a sign of a text processor", "write `*`"),
    ("÷", "a sign of a text processor", "write `/`"),
    ("…", "three dots in one sign", "write out what they stand for"),
];

impl Script<'_> {
    /// A sign or a text that cannot be read.
    pub(super) fn lexical(&self, error: &LexError, position: Position) -> Diagnostic {
        let (line, column) = (position.line().unwrap_or(0), position.position().unwrap_or(1).max(1));
        let complaint = match error {
            LexError::UnterminatedString => {
                let token = self.scan.at(line, column).map_or("", |i| self.scan.tokens[i].text);
                let help = if token.contains(['”', '“', '„']) {
                    "the quote at its end is a curly one; write a straight `\"`"
                } else {
                    "add a `\"` at its end"
                };
                Complaint::new(Code::UnclosedText, "this text has no closing quote", help)
            }
            LexError::MalformedChar(_) => {
                let text = self.scan.at(line, column).map_or("", |i| self.scan.tokens[i].text);
                let help = format!("write double quotes: `\"{}\"`", text.trim_matches('\''));
                Complaint::new(Code::SingleQuotes, "a text stands in double quotes", help)
            }
            LexError::MalformedNumber(_) => Complaint::new(
                Code::NotANumber,
                "this is no number",
                "write digits and at most one point, as in `0.5` or `1000`",
            ),
            LexError::StringTooLong(most) => Complaint::new(
                Code::TooLarge,
                format!("this text has more than {most} characters"),
                "a rule needs no large texts",
            ),
            LexError::MalformedEscapeSequence(what) => Complaint::new(
                Code::UnknownSign,
                format!("`{}` means nothing inside of a text", what.escape_debug()),
                "write `\\\\` for a backslash",
            ),
            LexError::ImproperSymbol(symbol, _) => reserved(symbol),
            LexError::UnexpectedInput(what) => return self.unexpected(what, line, column),
            _ => {
                Complaint::new(Code::Unreadable, "this cannot be read", "look for a missing quote or bracket")
            }
        };
        self.complain_at(position, complaint)
    }

    /// A sign in a place where it cannot stand.
    fn unexpected(&self, what: &str, line: usize, column: usize) -> Diagnostic {
        let here = Some(Span { line, column, length: what.chars().count().max(1) });
        if let Some((_, name, help)) =
            LOOKALIKES.iter().find(|(signs, ..)| what.chars().any(|c| signs.contains(c)))
        {
            return self
                .complain(here, Complaint::new(Code::LookalikeSign, format!("`{what}` is {name}"), *help));
        }
        if what.chars().all(|c| !c.is_ascii() && (c.is_whitespace() || c.is_control() || is_invisible(c)))
            || what.chars().any(char::is_control)
        {
            let help = "delete it; copying from a text processor or a web page brings such characters along";
            return self.complain(
                here,
                Complaint::new(Code::InvisibleCharacter, "an invisible character stands here", help),
            );
        }
        if let Some((token, help)) = self.slip(line, column) {
            let message = format!("`{}` means nothing here", token.text);
            return self.complain(Some(token.into()), Complaint::new(Code::ForeignWord, message, help));
        }
        let before = self.scan.before(line, column).map(|i| self.scan.tokens[i]);
        if let Some(percent) = before.filter(|t| t.text == "%") {
            let complaint = Complaint::new(
                Code::UnknownSign,
                "`%` means nothing here",
                "write a share as a number from 0 to 1, as in `0.5`",
            );
            return self.complain(Some(percent.into()), complaint);
        }
        let next = self.scan.at(line, column).and_then(|i| self.scan.tokens.get(i + 1));
        if let ("." | ".5", Some(number)) = (what, next.filter(|t| t.kind == Kind::Number)) {
            let complaint = Complaint::new(
                Code::NotANumber,
                "a number begins with a digit",
                format!("write `0.{}`", number.text),
            );
            return self.complain(here, complaint);
        }
        if let Some((bracket, opens)) = self.scan.lonely_bracket() {
            return self.complain(Some(bracket.into()), lonely(bracket.text, opens));
        }
        let code = match what {
            ";" | "," | ")" | "]" | "}" => Code::MissingValue,
            _ => Code::UnknownSign,
        };
        let help = "something is missing or too much in front of it";
        self.complain(
            here,
            Complaint::new(code, format!("`{}` means nothing here", what.escape_debug()), help),
        )
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}
