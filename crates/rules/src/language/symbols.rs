//! What a script holds in its hands instead of values.

use rhai::{Dynamic, Engine, FLOAT, INT, ImmutableString};
use ssi_expr::{Condition, Number};

use super::verdict::Verdict;
use crate::complaint::Complaint;
use crate::model::Window;
use crate::stage::{Scope, Stage};

/// `m`
#[derive(Clone)]
pub(crate) struct Member;

/// `m.profile`
#[derive(Clone)]
pub(crate) struct Profile;

/// `t`
#[derive(Clone)]
pub(crate) struct Text;

/// The `p` of `|p| p.grade`.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) table: usize,
}

/// `m.posts`, perhaps with `where` and `within`.
#[derive(Clone)]
pub(crate) struct Rows {
    pub(crate) table: usize,
    pub(crate) filter: Option<Condition>,
    pub(crate) window: Window,
    pub(crate) written: String,
}

/// A quantity.
#[derive(Clone, Copy)]
pub(crate) struct Quantity {
    pub(crate) scope: Scope,
    pub(crate) node: Number,
}

/// A condition.
#[derive(Clone, Copy)]
pub(crate) struct Truth {
    pub(crate) scope: Scope,
    pub(crate) node: Condition,
}

/// A column of labels or ids.
#[derive(Clone, Copy)]
pub(crate) struct Label {
    pub(crate) scope: Scope,
    pub(crate) column: usize,
}

/// A column of texts.
#[derive(Clone, Copy)]
pub(crate) struct TextColumn {
    pub(crate) scope: Scope,
    pub(crate) column: usize,
}

/// `t.phrases("…")`, or the same of a column of texts.
#[derive(Clone, Copy)]
pub(crate) struct Phrases {
    pub(crate) of: Option<TextColumn>,
    pub(crate) list: usize,
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Member>("the member")
        .register_type_with_name::<Profile>("the profile")
        .register_type_with_name::<Text>("a text")
        .register_type_with_name::<Row>("a row")
        .register_type_with_name::<Rows>("a table")
        .register_type_with_name::<Quantity>("a number")
        .register_type_with_name::<Truth>("a condition")
        .register_type_with_name::<Label>("a label")
        .register_type_with_name::<TextColumn>("a text")
        .register_type_with_name::<Phrases>("phrases")
        .register_type_with_name::<Verdict>("a rule's result");
}

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
    /// Anything else, in words, with what to do about it.
    Other(&'static str, &'static str),
}

impl Operand {
    pub(crate) fn of(value: &Dynamic) -> Self {
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
        if let Some(s) = value.clone().try_cast::<ImmutableString>() {
            return Self::Quoted(s.to_string());
        }
        let (what, help) = if value.is::<Rows>() {
            (
                "a table of rows",
                "say how its rows become one number: `.count()`, `.mean(|p| p.grade)`, `.share(|p| …)`",
            )
        } else if value.is::<TextColumn>() || value.is::<Text>() {
            ("a text", "name one of its signals, as in `.words`, or its `.grade`")
        } else if value.is::<Phrases>() {
            ("phrases", "say what of them: `.hits()` or `.coverage()`")
        } else if value.is::<Member>() || value.is::<Profile>() {
            ("the whole member", "name a table or a column, as in `m.posts` or `m.profile.skills`")
        } else if value.is::<Row>() {
            ("a whole row", "name a column, as in `p.grade`")
        } else if value.is::<Verdict>() {
            ("the result of a rule", "`weight` and `penalty` come last: one of them ends the function")
        } else if value.is_unit() {
            ("nothing", "a line that ends in `;` gives nothing; leave the last `;` out")
        } else {
            ("something else", "a rule works with numbers and conditions")
        };
        Self::Other(what, help)
    }

    pub(crate) fn in_words(&self) -> &'static str {
        match self {
            Self::Whole(_) | Self::Written(_) | Self::Quantity(_) => "a number",
            Self::Truth(_) | Self::Decided(_) => "a condition",
            Self::Label(_) => "a label",
            Self::Quoted(_) => "a text in quotes",
            Self::Other(words, _) => words,
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

    /// As a quantity of `scope`.
    pub(crate) fn number(&self, stage: &mut Stage, scope: Scope) -> Result<Number, Complaint> {
        match self {
            Self::Quantity(q) => Ok(q.node),
            Self::Whole(_) | Self::Written(_) => {
                let x = self.written().unwrap_or(f64::NAN);
                if !x.is_finite() {
                    return Err(Complaint::new(
                        format!("{x} is no number that a score can use"),
                        "something was divided by zero or grew without bound",
                    ));
                }
                Ok(stage.graph(scope).constant(x))
            }
            Self::Truth(_) | Self::Decided(_) => Err(Complaint::new(
                "a number is needed here, this is a condition",
                "a condition holds or does not; write `when(condition, 1, 0)` to count with it",
            )),
            Self::Label(_) => Err(Complaint::new(
                "a number is needed here, this is a label",
                "compare it, as in `p.kind == \"article\"`, or count it, as in `m.posts.distinct(|p| p.kind)`",
            )),
            Self::Quoted(text) => Err(Complaint::new(
                format!("a number is needed here, this is the text \"{text}\""),
                "take the quotes away",
            )),
            Self::Other(what, help) => {
                Err(Complaint::new(format!("a number is needed here, this is {what}"), *help))
            }
        }
    }

    /// As a quantity of `scope`, where a condition counts as 1 or 0.
    pub(crate) fn credit(&self, stage: &mut Stage, scope: Scope) -> Result<Number, Complaint> {
        match self {
            Self::Truth(t) => Ok(t.node.number()),
            other => other.number(stage, scope),
        }
    }

    pub(crate) fn condition(&self) -> Result<Truth, Complaint> {
        match self {
            Self::Truth(t) => Ok(*t),
            Self::Decided(b) => Err(Complaint::new(
                format!("this condition is always {b}"),
                "take it out, or compare something with it",
            )),
            other => Err(Complaint::new(
                format!("a condition is needed here, this is {}", other.in_words()),
                "compare it, as in `m.posts.count() > 3`",
            )),
        }
    }
}

/// The one graph that all operands belong to; `None` where all are written out.
pub(crate) fn common_scope(operands: &[&Operand]) -> Result<Option<Scope>, Complaint> {
    let mut found: Option<Scope> = None;
    for scope in operands.iter().filter_map(|o| o.scope()) {
        match found {
            Some(known) if known != scope => {
                return Err(Complaint::new(
                    "a row and the member meet in one formula",
                    "inside `|p| …` only columns of the row can be used; \
                     make one number of the rows first, then compute with the member",
                ));
            }
            _ => found = Some(scope),
        }
    }
    Ok(found)
}
