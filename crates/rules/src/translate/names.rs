//! Names that nobody gave, and functions that do not take what they got.

use rhai::Position;

use super::syntax::forbidden;
use super::{Purpose, Script};
use crate::codes::Code;
use crate::complaint::Complaint;
use crate::header::HEADER_WORDS;
use crate::language::LANGUAGE;
use crate::scan::Scan;
use crate::stage::Scope;
use crate::token::Kind;
use crate::vocabulary::nearest;

/// What other languages call our words.
const SYNONYMS: &[(&str, &str)] = &[
    ("len", "count"),
    ("length", "count"),
    ("size", "count"),
    ("number", "count"),
    ("avg", "mean"),
    ("filter", "where"),
    ("map", "mean"),
    ("unique", "distinct"),
    ("ratio", "share"),
    ("percent", "share"),
    ("percentage", "share"),
    ("minimum", "min"),
    ("maximum", "max"),
    ("last", "within"),
    ("days", "within"),
    ("weekly", "per_week"),
    ("points", "weight"),
    ("exists", "known"),
];

impl Script<'_> {
    /// A name that stands alone and that nobody gave.
    pub(super) fn undefined(&self, name: &str, position: Position) -> Complaint {
        if let Some(found) = forbidden(name.split("::").next().unwrap_or(name)) {
            return found;
        }
        let here = format!("there is nothing called `{name}` here");
        let (line, column) = (position.line().unwrap_or(0), position.position().unwrap_or(1));
        let at = self.scan.at(line, column);
        let functions = self.scan.functions();
        let inside = at.and_then(|i| functions.iter().find(|f| f.tokens.contains(&i)));
        let next = at.and_then(|i| self.scan.tokens.get(i + 1)).map_or("", |t| t.text);
        let Purpose::Rules(scope) = self.purpose else {
            let known: Vec<&str> = HEADER_WORDS.iter().map(|w| w.name).collect();
            return match HEADER_WORDS.iter().find(|w| w.name == name) {
                Some(word) => Complaint::new(
                    Code::MissingBrackets,
                    format!("`{name}` needs brackets"),
                    format!("write `{}`", word.usage),
                ),
                None => Complaint::new(Code::UnknownName, here, crate::complaint::did_you_mean(name, &known)),
            };
        };
        if inside.is_none() {
            return outside(self.parameter());
        }
        let parameter = self.parameter();
        let lets = |tokens| self.scan.lets(tokens).map(|i| self.scan.tokens[i].text);
        if name == "not" || name == "NOT" {
            return Complaint::new(
                Code::MissingBrackets,
                "`not` needs brackets",
                "write for example `not(p.in_group)`",
            );
        }
        if next == "=>" {
            let help = format!("write `|{name}| {name}.grade`");
            return Complaint::new(Code::RowFunction, "a function of the row is written with `|`", help);
        }
        match (name, scope) {
            ("t", Scope::Member) => {
                return Complaint::new(
                    Code::WrongScope,
                    here,
                    "a rule in pillars/ knows the member `m`; `t` is for rules in grades/",
                );
            }
            ("m", Scope::Text) => {
                return Complaint::new(
                    Code::WrongScope,
                    here,
                    "a rule in grades/ knows the text `t`; `m` is for rules in pillars/",
                );
            }
            _ => {}
        }
        if scope == Scope::Member && self.words.table(name).is_some() {
            return Complaint::new(Code::UnknownName, here, format!("write `{parameter}.{name}`"));
        }
        if scope == Scope::Text && self.words.signal(name).is_some() {
            return Complaint::new(Code::UnknownName, here, format!("write `{parameter}.{name}`"));
        }
        if let Some(word) = LANGUAGE.iter().find(|w| w.name == name) {
            return Complaint::new(
                Code::MissingBrackets,
                format!("`{name}` needs brackets"),
                format!("write for example `{}`", word.usage),
            );
        }
        if functions.iter().any(|f| f.name.text == name) {
            return Complaint::new(
                Code::MissingBrackets,
                format!("`{name}` needs brackets"),
                format!("write `{name}(…)`"),
            );
        }
        if lets(0..self.scan.tokens.len()).any(|known| known == name) {
            let help = "a `let` is known in its own function only, from its line on; write it there";
            return Complaint::new(Code::UnknownName, here, help);
        }
        if next == "." && self.is_argument_of_rows(at) {
            return Complaint::new(
                Code::RowFunction,
                here,
                format!("a function of the row is written `|{name}| {name}.grade`"),
            );
        }
        let mut known: Vec<&str> = inside.map(|f| f.parameters.clone()).unwrap_or_default();
        known.extend(inside.into_iter().flat_map(|f| lets(f.tokens.clone())));
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "known here: {}; a text stands in quotes, and `let {name} = …;` gives a name",
                known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        Complaint::new(Code::UnknownName, here, help)
    }

    /// Whether a token is the first in the brackets of an aggregate.
    fn is_argument_of_rows(&self, at: Option<usize>) -> bool {
        let Some([name, open]) =
            at.and_then(|i| i.checked_sub(2)).and_then(|i| self.scan.tokens.get(i..i + 2))
        else {
            return false;
        };
        open.text == "(" && LANGUAGE.iter().any(|w| w.name == name.text && w.usage.contains('|'))
    }

    /// `ramp (a number, i64)`: a function that is not there, or not for these.
    pub(super) fn unknown_function(&self, signature: &str, position: Position) -> Complaint {
        let (name, arguments) = signature.split_once(" (").unwrap_or((signature, ""));
        let (name, arguments) = (name.trim(), arguments.trim_end_matches(')'));
        if let Some(found) = forbidden(name) {
            return found;
        }
        let given: Vec<&str> = arguments.split(", ").filter(|a| !a.is_empty()).map(in_words).collect();
        if name.starts_with("anon$") {
            let help = "write one name between the bars: `|p| p.grade`";
            return Complaint::new(
                Code::RowFunction,
                format!("a function of the row takes one thing, this takes {}", bars(self, position)),
                help,
            );
        }
        if let Some(function) = self.scan.functions().iter().find(|f| f.name.text == name) {
            let wanted = function.parameters.len();
            let call = format!("{name}({})", function.parameters.join(", "));
            let message = format!(
                "`{name}` of this file takes {}, here it gets {}",
                things(wanted),
                things(given.len())
            );
            let message =
                if wanted == given.len() { format!("`{name}` is a function, not a method") } else { message };
            return Complaint::new(Code::ArgumentCount, message, format!("write `{call}`"));
        }
        let ours = match self.purpose {
            Purpose::Header => HEADER_WORDS,
            Purpose::Rules(_) => LANGUAGE,
        };
        if let Some(word) = ours.iter().find(|w| w.name == name) {
            return self.misused(name, word.usage, &given, position);
        }
        if self.purpose == Purpose::Header && LANGUAGE.iter().any(|w| w.name == name) {
            let message = format!("`{name}` belongs in a rule, not in pack.rhai");
            return Complaint::new(Code::WrongFile, message, "write rules in files in grades/ and pillars/");
        }
        if HEADER_WORDS.iter().any(|w| w.name == name) {
            return Complaint::new(
                Code::WrongFile,
                format!("`{name}` belongs in pack.rhai"),
                "move this line there",
            );
        }
        let mut names: Vec<&str> = ours.iter().map(|w| w.name).collect();
        let functions = self.scan.functions();
        names.extend(functions.iter().filter(|f| f.private).map(|f| f.name.text));
        let synonym =
            SYNONYMS.iter().find(|(other, our)| *other == name && names.contains(our)).map(|(_, our)| *our);
        let help = match synonym.or_else(|| nearest(name, names.iter().copied())) {
            Some(near) => match ours.iter().find(|w| w.name == near) {
                Some(word) => format!("did you mean `{near}`? write for example `{}`", word.usage),
                None => format!("did you mean `{near}`?"),
            },
            None if self.purpose == Purpose::Header => {
                format!("known here: {}", names.join(", "))
            }
            None => "`ssi columns --language` lists every word; a helper of this file is a `private fn`"
                .to_owned(),
        };
        Complaint::new(Code::UnknownFunction, format!("there is no function or method called `{name}`"), help)
    }

    /// A word of the language with the wrong number of things in its brackets, or the wrong things.
    fn misused(&self, name: &str, usage: &str, given: &[&str], position: Position) -> Complaint {
        let mut help = format!("write for example `{usage}`");
        let (line, column) = (position.line().unwrap_or(0), position.position().unwrap_or(1));
        let Some(at) =
            self.scan.at(line, column).filter(|i| self.scan.tokens.get(i + 1).is_some_and(|t| t.text == "("))
        else {
            return Complaint::new(Code::WrongKind, format!("`{name}` cannot be used here"), help);
        };
        let arguments = self.scan.arguments(at + 1);
        let wanted = brackets(usage, name);
        if arguments.len() != wanted {
            let pair = |i: usize| {
                let [a, comma, b] = self.scan.tokens.get(i..i + 3)? else { return None };
                let touches = a.line == b.line && a.column + a.length() + 1 == b.column;
                let numbers = a.kind == Kind::Number && b.kind == Kind::Number && comma.text == ",";
                (touches && numbers).then(|| format!("{}.{}", a.text, b.text))
            };
            let end = arguments.last().map_or(at, |a| a.end);
            if let Some(number) = (at..end).find_map(pair).filter(|_| arguments.len() > wanted) {
                help = format!("a `,` parts two numbers; for a decimal point write `{number}`");
            }
            let message = format!(
                "`{name}` takes {} in its brackets, here {}",
                things(wanted),
                match arguments.len() {
                    0 => "is nothing".to_owned(),
                    1 => "is 1".to_owned(),
                    n => format!("are {n}"),
                }
            );
            return Complaint::new(Code::ArgumentCount, message, help);
        }
        let method = at > 0 && self.scan.tokens[at - 1].text == ".";
        if usage.contains('|') && given.first() == Some(&"a table") {
            let got = given.get(1).copied().unwrap_or("nothing");
            let message = format!("`{name}` takes a function of the row, this is {got}");
            return Complaint::new(Code::RowFunction, message, help).of_argument(1);
        }
        match LANGUAGE.iter().find(|w| w.name == name).map(|w| w.on) {
            Some(on) if method && !on.is_empty() => {
                let got = given.first().copied().unwrap_or("nothing");
                if on == "text" && got == "a row" {
                    help = format!("name the row's text first, as in `p.text.{name}(…)`");
                }
                Complaint::new(Code::WrongKind, format!("`{name}` belongs to a {on}, this is {got}"), help)
            }
            _ => {
                Complaint::new(Code::WrongKind, format!("`{name}` cannot be used on {}", listed(given)), help)
            }
        }
    }
}

/// A line of a rule that stands in no function.
pub(crate) fn outside(parameter: &str) -> Complaint {
    Complaint::new(
        Code::OutsideFunction,
        "a rule file holds functions only, this stands outside of them",
        format!("put it inside of one: `fn name({parameter}) {{ … }}`"),
    )
}

/// How many names stand between the bars of the function of the row in a call.
fn bars(script: &Script, position: Position) -> String {
    let (line, column) = (position.line().unwrap_or(0), position.position().unwrap_or(1));
    let first = script.scan.at(line, column).unwrap_or(0);
    let tokens = script.scan.tokens[first..].iter().skip_while(|t| t.text != "|").skip(1);
    things(tokens.take_while(|t| t.text != "|").filter(|t| t.kind == Kind::Word).count())
}

/// How many things the example of a word has in its brackets.
fn brackets(usage: &str, name: &str) -> usize {
    let scan = Scan::new(usage);
    let call = scan.tokens.iter().position(|t| t.text == name);
    call.map_or(0, |i| scan.arguments(i + 1).len())
}

fn things(count: usize) -> String {
    match count {
        0 => "nothing".to_owned(),
        1 => "1 thing".to_owned(),
        n => format!("{n} things"),
    }
}

/// A type of the interpreter in words.
fn in_words(name: &str) -> &str {
    match name {
        "i64" | "f64" => "a number",
        "bool" => "true or false",
        "Fn" => "a function of the row",
        "array" => "a list",
        "map" => "a map",
        "char" => "a letter in single quotes",
        "()" => "nothing",
        a if a.contains("tring") => "a text in quotes",
        a => a,
    }
}

fn listed(parts: &[&str]) -> String {
    match parts.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
