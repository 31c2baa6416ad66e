//! What a script holds in its hands instead of values.

use rhai::Engine;
use ssi_expr::{Condition, Number};

use super::verdict::Verdict;
use crate::model::Window;
use crate::stage::Scope;

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

/// `no_data()`
#[derive(Clone, Copy)]
pub(crate) struct NoData;

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
        .register_type_with_name::<NoData>("no data")
        .register_type_with_name::<Verdict>("a rule's result");
}
