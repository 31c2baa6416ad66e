//! An error of ours on its way through the interpreter.

use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

use crate::codes::Code;

/// What is wrong and what to write instead.
#[derive(Clone, Debug)]
pub(crate) struct Complaint {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
    /// Which argument of the call to mark, 0 for what a method is called on; `None` for the call's own word.
    pub(crate) argument: Option<usize>,
}

pub(crate) type Outcome<T> = Result<T, Box<EvalAltResult>>;

#[allow(clippy::unnecessary_box_returns, reason = "the interpreter takes boxed errors")]
impl Complaint {
    pub(crate) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into(), argument: None }
    }

    /// The same about one argument.
    pub(crate) fn of_argument(self, argument: usize) -> Self {
        Self { argument: Some(argument), ..self }
    }

    /// The complaint as an error of the interpreter, at the place of the call.
    pub(crate) fn at(self, context: &NativeCallContext) -> Box<EvalAltResult> {
        self.at_position(context.call_position())
    }

    /// The complaint where the interpreter itself knows the place, as it does for what stands behind a dot.
    pub(crate) fn here(self) -> Box<EvalAltResult> {
        self.at_position(Position::NONE)
    }

    fn at_position(self, position: Position) -> Box<EvalAltResult> {
        Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(self), position))
    }
}

/// `did you mean …?` or the whole list, for a name that is not known.
pub(crate) fn did_you_mean(wrong: &str, known: &[&str]) -> String {
    match crate::vocabulary::nearest(wrong, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there is none".to_owned(),
        None => format!("known here: {}", known.join(", ")),
    }
}
