//! What an operator or a method is given, sorted into what it can be and refused in words where it cannot.

use rhai::{Array, Dynamic, FLOAT, FnPtr, INT, ImmutableString, Map};
use ssi_expr::{Graph, Number};

use super::symbols::{Label, Member, NoData, Phrases, Profile, Quantity, Row, Rows, Text, TextColumn, Truth};
use super::verdict::Verdict;
use crate::codes::Code;
use crate::complaint::Complaint;
use crate::stage::Scope;

/// What stands at one side of an operator, or in brackets.
#[derive(Clone)]
pub(crate) enum Operand {
    /// A whole number that is written out.
    Whole(INT),
    /// A number that is written out.
    Written(FLOAT),
    Quantity(Quantity),
    Truth(Truth),
    Label(Label),
    Quoted(String),
    /// `true` or `false`, written out.
    Decided(bool),
    /// `no_data()`
    Nothing,
    /// Anything else, in words, with what to do about it.
    Other(&'static str, &'static str),
}

impl Operand {
    pub(crate) fn of(value: &Dynamic) -> Self {
        // What a function of rows captures is shared.
        let value = value.flatten_clone();
        if let Ok(n) = value.as_int() {
            return Self::Whole(n);
        }
        if let Ok(x) = value.as_float() {
            return Self::Written(x);
        }
        if let Ok(b) = value.as_bool() {
            return Self::Decided(b);
        }
        if let Some(q) = value.clone().try_cast::<Quantity>() {
            return Self::Quantity(q);
        }
        if let Some(t) = value.clone().try_cast::<Truth>() {
            return Self::Truth(t);
        }
        if let Some(l) = value.clone().try_cast::<Label>() {
            return Self::Label(l);
        }
        if value.is::<NoData>() {
            return Self::Nothing;
        }
        if let Some(s) = value.clone().try_cast::<ImmutableString>() {
            return Self::Quoted(s.to_string());
        }
        Self::other(&value)
    }

    fn other(value: &Dynamic) -> Self {
        let (what, help) = if value.is::<Rows>() {
            (
                "a table of rows",
                "say how its rows become one number: `.count()`, `.mean(|p| p.grade)`, `.share(|p| …)`",
            )
        } else if value.is::<TextColumn>() {
            (
                "a text",
                "name one of its signals, as in `.words`, or its `.grade`, or look for `.phrases(\"…\")`",
            )
        } else if value.is::<Text>() {
            ("the whole text", "name one of its signals, as in `t.words`")
        } else if value.is::<Phrases>() {
            ("phrases of a list", "say what of them: `.hits()` or `.coverage()`")
        } else if value.is::<Member>() {
            ("the whole member", "name a table or a column, as in `m.posts` or `m.profile.skills`")
        } else if value.is::<Profile>() {
            ("the whole profile", "name a column, as in `m.profile.skills`")
        } else if value.is::<Row>() {
            ("a whole row", "name a column, as in `p.grade`")
        } else if value.is::<Verdict>() {
            ("the result of a rule", "`weight` and `penalty` come last: one of them ends the function")
        } else if value.is::<Array>() {
            ("a list", "make one number of it: `sum([a, b])` or `average([a, b])`")
        } else if value.is::<Map>() {
            ("a map", "a rule works with numbers and conditions")
        } else if value.is::<FnPtr>() {
            (
                "a function of the row",
                "it belongs in the brackets of an aggregate: `m.posts.mean(|p| p.grade)`",
            )
        } else if value.is::<char>() {
            ("a letter in single quotes", "a text stands in double quotes, a number in none")
        } else if value.is_unit() {
            ("nothing", "give it a value, as in `let x = m.posts.count();`")
        } else {
            ("something else", "a rule works with numbers and conditions")
        };
        Self::Other(what, help)
    }

    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Whole(_) | Self::Written(_) | Self::Quantity(_) => "a number".to_owned(),
            Self::Truth(_) => "a condition".to_owned(),
            Self::Decided(b) => format!("always {b}"),
            Self::Label(_) => "a label".to_owned(),
            Self::Quoted(text) => format!("the text \"{}\"", text.chars().take(40).collect::<String>()),
            Self::Nothing => "no data".to_owned(),
            Self::Other(words, _) => (*words).to_owned(),
        }
    }

    /// What to do with it where a number is wanted.
    fn to_a_number(&self) -> &'static str {
        match self {
            Self::Truth(_) | Self::Decided(_) => "write `when(condition, 1, 0)` to compute with a condition",
            Self::Label(_) => {
                "compare it, as in `p.kind == \"article\"`, or count it, as in `m.posts.distinct(|p| p.kind)`"
            }
            Self::Quoted(text) if text.trim().parse::<f64>().is_ok() => "take the quotes away",
            Self::Quoted(_) => {
                "a text in quotes is a word to compare a label with, or the name of a phrase list"
            }
            Self::Other(_, help) => help,
            _ => "write a number",
        }
    }

    /// The graph it belongs to; `None` where it is written out.
    pub(crate) fn scope(&self) -> Option<Scope> {
        match self {
            Self::Quantity(q) => Some(q.scope),
            Self::Truth(t) => Some(t.scope),
            Self::Label(l) => Some(l.scope),
            _ => None,
        }
    }

    /// A number that is written out.
    pub(crate) fn written(&self) -> Option<f64> {
        match self {
            Self::Whole(n) => Some(*n as f64),
            Self::Written(x) => Some(*x),
            _ => None,
        }
    }

    /// As a quantity in `graph`; `need` says who wants it, as in "`ramp` works on a number".
    pub(crate) fn number(&self, graph: &mut Graph, need: &str) -> Result<Number, Complaint> {
        match self {
            Self::Quantity(q) => Ok(q.node),
            Self::Nothing => Ok(graph.constant(f64::NAN)),
            Self::Whole(_) | Self::Written(_) => {
                let x = self.written().unwrap_or(f64::NAN);
                if x.is_finite() { Ok(graph.constant(x)) } else { Err(unbounded()) }
            }
            _ => Err(Complaint::new(
                Code::WrongKind,
                format!("{need}, this is {}", self.in_words()),
                self.to_a_number(),
            )),
        }
    }

    /// As a quantity in `graph`, where a condition counts as 1 or 0.
    pub(crate) fn credit(&self, graph: &mut Graph, need: &str) -> Result<Number, Complaint> {
        match self {
            Self::Truth(t) => Ok(t.node.number()),
            other => other.number(graph, need),
        }
    }

    /// As a condition; `need` says who wants it, as in "`when` begins with a condition".
    pub(crate) fn condition(&self, need: &str) -> Result<Truth, Complaint> {
        let help = match self {
            Self::Truth(t) => return Ok(*t),
            Self::Decided(b) => {
                let help = "take it out, or compare something instead";
                return Err(Complaint::new(
                    Code::NeverChanges,
                    format!("this condition is always {b}"),
                    help,
                ));
            }
            Self::Quantity(Quantity { scope: Scope::Row(_), .. }) => "compare it, as in `p.views > 3`",
            Self::Quantity(Quantity { scope: Scope::Text, .. }) => "compare it, as in `t.words > 3`",
            Self::Label(_) => "compare it, as in `p.kind == \"article\"`",
            Self::Other(_, help) => help,
            _ => "compare something, as in `m.posts.count() > 3`",
        };
        Err(Complaint::new(Code::WrongKind, format!("{need}, this is {}", self.in_words()), help))
    }
}

/// The complaint about a number that floating point cannot hold.
pub(crate) fn unbounded() -> Complaint {
    Complaint::new(Code::TooLargeNumber, "this makes a number that is too large", "write smaller numbers")
}

/// The one graph that all operands belong to; `None` where all are written out.
pub(crate) fn common_scope(operands: &[&Operand]) -> Result<Option<Scope>, Complaint> {
    let mut found: Option<Scope> = None;
    for scope in operands.iter().filter_map(|o| o.scope()) {
        match found {
            Some(known) if known != scope => return Err(crate::translate::outside_of_row()),
            _ => found = Some(scope),
        }
    }
    Ok(found)
}
