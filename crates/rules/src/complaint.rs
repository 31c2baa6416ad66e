//! An error of ours on its way through the interpreter.

use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

/// What is wrong and what to write instead.
#[derive(Clone, Debug)]
pub(crate) struct Complaint {
    pub(crate) message: String,
    pub(crate) help: String,
    /// How many characters to mark; 0 for the word at the place.
    pub(crate) length: u32,
}

pub(crate) type Outcome<T> = Result<T, Box<EvalAltResult>>;

impl Complaint {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), length: 0 }
    }

    /// The complaint as an error of the interpreter, at the place of the call.
    pub(crate) fn at(self, context: &NativeCallContext) -> Box<EvalAltResult> {
        self.at_position(context.call_position())
    }

    pub(crate) fn at_position(self, position: Position) -> Box<EvalAltResult> {
        Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(self), position))
    }
}

/// `: did you mean …?` or the whole list, for a name that is not known.
pub(crate) fn did_you_mean(wrong: &str, known: &[&str]) -> String {
    match crate::vocabulary::nearest(wrong, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there is none".to_owned(),
        None => format!("known here: {}", known.join(", ")),
    }
}
