//! Scripts that cannot be read: signs, brackets, quotes.

use rhai::{ParseError, ParseErrorType};

use super::{Purpose, Script};
use crate::codes::Code;
use crate::complaint::Complaint;
use crate::diagnostic::Diagnostic;
use crate::engine::FORBIDDEN;
use crate::scan::Span;
use crate::stage::Scope;
use crate::token::{Kind, Token};

/// What people write who know another language, a spreadsheet or a text processor.
const SLIPS: &[(&str, &str)] = &[
    ("AND", "write `and`"),
    ("And", "write `and`"),
    ("OR", "write `or`"),
    ("Or", "write `or`"),
    ("NOT", "write `not(…)`"),
    ("Not", "write `not(…)`"),
    ("is", "compare with `==`, as in `p.kind == \"article\"`"),
    ("then", "write `when(condition, a, b)`"),
    ("elif", "write `when(condition, a, b)`"),
    ("elseif", "write `when(condition, a, b)`"),
    ("=>", "write `>=`"),
    ("=<", "write `<=`"),
    ("<>", "write `!=`"),
    ("===", "write `==`"),
    ("!==", "write `!=`"),
    ("=", "`=` gives a name, as in `let x = 3;`, and `==` compares"),
    ("function", "write `fn`"),
    ("func", "write `fn`"),
    ("def", "write `fn`"),
    ("var", "write `let`"),
    ("?", "write `when(condition, a, b)`"),
];

/// A word that rhai knows and a rule has no use for.
pub(super) fn forbidden(word: &str) -> Option<Complaint> {
    let word = word.trim_matches(['\'', '`', '"']);
    let (word, help) = FORBIDDEN.iter().find(|(w, _)| *w == word)?;
    Some(Complaint::new(Code::ForeignWord, format!("`{word}` has no place in a rule"), *help))
}

impl Script<'_> {
    /// What a parse error says to a rule author, and where.
    pub(crate) fn parse_error(&self, error: &ParseError) -> Diagnostic {
        let (kind, position) = (error.err_type(), error.position());
        let (line, column) = (position.line().unwrap_or(0), position.position().unwrap_or(1).max(1));
        match kind {
            ParseErrorType::BadInput(lexical) => return self.lexical(lexical, position),
            ParseErrorType::Reserved(word) | ParseErrorType::UnknownOperator(word) => {
                let before = self.scan.before(line, column).map_or("", |i| self.scan.tokens[i].text);
                if word == "||" && matches!(before, "(" | ",") {
                    let help = "write one name between the bars: `|p| p.grade`";
                    let complaint =
                        Complaint::new(Code::RowFunction, "a function of the row takes the row", help);
                    return self.complain_at(position, complaint);
                }
                return self.complain_at(position, reserved(word));
            }
            ParseErrorType::VariableUndefined(name) => {
                return self.complain_at(position, self.undefined(name, position));
            }
            ParseErrorType::LiteralTooLarge(_, most) => {
                let complaint = Complaint::new(
                    Code::TooLarge,
                    format!("this text has more than {most} characters"),
                    "a rule needs no large texts; a list of phrases is a file in phrases/",
                );
                return self.complain_at(position, complaint);
            }
            ParseErrorType::ExprTooDeep => {
                let help = "name a part with `let`, or write a long sum as `sum([a, b, c])`";
                return self
                    .complain_at(position, Complaint::new(Code::TooDeep, "this is nested too deeply", help));
            }
            _ => {}
        }
        if let Some((token, help)) = self.slip(line, column) {
            let message = format!("`{}` means nothing here", token.text);
            return self.complain(Some(token.into()), Complaint::new(Code::ForeignWord, message, help));
        }
        if let Some((bracket, opens)) = self.scan.lonely_bracket() {
            return self.complain(Some(bracket.into()), lonely(bracket.text, opens));
        }
        self.structure(kind, line, column)
    }

    /// The word or sign at a place, or the one in front of it, if it belongs to another language.
    pub(super) fn slip(&self, line: usize, column: usize) -> Option<(Token<'_>, &'static str)> {
        let at = self.scan.at(line, column);
        let before = self.scan.before(line, column).filter(|i| self.scan.tokens[*i].text != "=");
        let comes = self.first_behind_comment(line, column);
        at.into_iter().chain(before).chain(comes).find_map(|i| {
            let token = self.scan.tokens[i];
            let known = SLIPS.iter().chain(FORBIDDEN.iter().filter(|_| Some(i) == at));
            let (_, help) = known.clone().find(|(slip, _)| *slip == token.text)?;
            Some((token, *help))
        })
    }

    /// The first token behind a `///` comment that begins at a place.
    fn first_behind_comment(&self, line: usize, column: usize) -> Option<usize> {
        let written = self.file.text.lines().nth(line.checked_sub(1)?)?;
        let comment = written.chars().skip(column - 1).take(3).eq("///".chars());
        let next = self.scan.before(line, column).map_or(0, |i| i + 1);
        (comment && next < self.scan.tokens.len()).then_some(next)
    }

    /// Brackets, commas and names in the wrong order.
    fn structure(&self, kind: &ParseErrorType, line: usize, column: usize) -> Diagnostic {
        let at = Some(self.word_at(line, column));
        let before = self.scan.before(line, column).map(|i| self.scan.tokens[i]);
        let said = |complaint| self.complain(at, complaint);
        if let Some(number) = before.filter(|t| t.kind == Kind::Number) {
            // `1.5.5`, `3k`: the number ended where the author went on.
            let touches = number.line == line && number.column + number.length() == column;
            let twice = number.text.matches('.').count() > 1;
            if twice
                || (touches
                    && self.scan.at(line, column).is_some_and(|i| self.scan.tokens[i].kind == Kind::Word))
            {
                let help = "write digits and at most one point, as in `0.5` or `1000`";
                return self.complain(
                    Some(number.into()),
                    Complaint::new(Code::NotANumber, "this is no number", help),
                );
            }
        }
        match kind {
            ParseErrorType::MissingToken(token, _) if token == ";" => {
                let help = "write a `;` at the end of every line of a rule but the last";
                self.complain(
                    before.map(Span::from).or(at),
                    Complaint::new(Code::MissingSemicolon, "a `;` is missing behind this", help),
                )
            }
            ParseErrorType::MissingToken(token, _) if token == "," => {
                let second = self.scan.before(line, column).and_then(|i| i.checked_sub(1));
                if second.is_some_and(|i| self.scan.tokens[i].text == "|") {
                    let help = "a function of the row is written `|p| p.grade`";
                    return said(Complaint::new(
                        Code::RowFunction,
                        "a `|` is missing in front of this",
                        help,
                    ));
                }
                let number = |t: Option<Token>| t.is_some_and(|t| t.kind == Kind::Number);
                let two = number(before) && number(self.scan.at(line, column).map(|i| self.scan.tokens[i]));
                let help = if two {
                    "write a number without spaces, as in `1000` or `1_000`; a `,` parts two numbers"
                } else {
                    "what stands between brackets is parted by `,`"
                };
                said(Complaint::new(Code::MissingComma, "a `,` is missing in front of this", help))
            }
            ParseErrorType::MissingToken(token, _) => said(Complaint::new(
                Code::Unreadable,
                format!("a `{token}` is missing in front of this"),
                "look at the brackets of this line",
            )),
            ParseErrorType::FnMissingName
            | ParseErrorType::FnMissingParams(_)
            | ParseErrorType::FnMissingBody(_) => {
                let parameter = self.parameter();
                said(Complaint::new(
                    Code::FunctionStart,
                    "a rule begins with one word, then its brackets",
                    format!(
                        "write for example `fn posts_often({parameter}) {{`; its name has letters, digits and `_`"
                    ),
                ))
            }
            ParseErrorType::FnDuplicatedDefinition(name, _) => {
                let second = self.scan.functions().into_iter().filter(|f| f.name.text == name).nth(1);
                let span = second.map(|f| Span::from(f.name)).or(at);
                let message = format!("there are two functions called `{name}`");
                self.complain(span, Complaint::new(Code::FunctionTwice, message, "rename or remove one"))
            }
            ParseErrorType::WrongFnDefinition => said(Complaint::new(
                Code::NestedFunction,
                "a function begins inside of another one",
                "close the one before with `}`, or move this one out of it",
            )),
            ParseErrorType::WrongDocComment => {
                let mut span = at;
                if let Some(span) = &mut span {
                    span.length = 3;
                }
                let help = "write `//` for a comment that explains a line";
                self.complain(
                    span,
                    Complaint::new(
                        Code::MisplacedComment,
                        "a `///` comment belongs in front of a function",
                        help,
                    ),
                )
            }
            ParseErrorType::VariableExists(name) => said(Complaint::new(
                Code::TakenName,
                format!("there is already something called `{name}`"),
                "choose another name",
            )),
            ParseErrorType::TooManyFunctions => said(Complaint::new(
                Code::TooLarge,
                "there are too many functions in this file",
                "take some out",
            )),
            ParseErrorType::PropertyExpected => {
                let help = "write a column, a signal or a method, as in `m.posts.count()`";
                self.complain(
                    before.map(Span::from).or(at),
                    Complaint::new(Code::MissingName, "a name is missing behind this", help),
                )
            }
            ParseErrorType::VariableExpected => said(Complaint::new(
                Code::MissingName,
                "a name is missing in front of this",
                "write for example `let x = 3;` or `|p| p.grade`",
            )),
            ParseErrorType::UnexpectedEOF => said(Complaint::new(
                Code::Unreadable,
                "the file ends in the middle of a rule",
                "finish the rule, or take it out",
            )),
            ParseErrorType::AssignmentToInvalidLHS(_) | ParseErrorType::AssignmentToConstant(_) => {
                said(Complaint::new(
                    Code::NoAssignment,
                    "nothing can be set here",
                    "`=` gives a name, as in `let x = 3;`, and `==` compares",
                ))
            }
            ParseErrorType::ExprExpected(_) => said(Complaint::new(
                Code::MissingValue,
                "something is missing in front of this",
                "write a number, a condition or a name",
            )),
            other => {
                let text = other.to_string();
                let first = text.split('\'').nth(1).and_then(forbidden);
                let unclear = || {
                    Complaint::new(
                        Code::Unreadable,
                        "this cannot be read",
                        "look for a missing bracket, `,` or `;`",
                    )
                };
                said(first.unwrap_or_else(unclear))
            }
        }
    }

    /// What a rule of this file is called with.
    pub(super) fn parameter(&self) -> &'static str {
        if self.purpose == Purpose::Rules(Scope::Text) { "t" } else { "m" }
    }
}

/// A word or sign that rhai keeps for itself.
pub(super) fn reserved(word: &str) -> Complaint {
    if let Some(found) = forbidden(word) {
        return found;
    }
    match SLIPS.iter().find(|(slip, _)| *slip == word) {
        Some((_, help)) => Complaint::new(Code::ForeignWord, format!("`{word}` means nothing here"), *help),
        None if word.chars().all(char::is_alphanumeric) => Complaint::new(
            Code::TakenName,
            format!("`{word}` is a word that the language keeps for itself"),
            "choose another name",
        ),
        None => Complaint::new(
            Code::UnknownSign,
            format!("`{word}` means nothing here"),
            "rules compute with + - * / and the curves",
        ),
    }
}

pub(super) fn lonely(bracket: &str, opens: bool) -> Complaint {
    if !opens {
        return Complaint::new(
            Code::StrayBracket,
            format!("this `{bracket}` closes nothing"),
            "take it out, or add the bracket that opens it",
        );
    }
    let (closing, help) = match bracket {
        "(" => (")", "add a `)` behind what belongs into the brackets"),
        "[" => ("]", "add a `]` at the end of the list"),
        _ => ("}", "add a `}` at the end of the function"),
    };
    Complaint::new(Code::UnclosedBracket, format!("this `{bracket}` has no `{closing}`"), help)
}
