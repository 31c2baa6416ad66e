//! Where a rule is written, from its first line to its last.

use std::ops::RangeInclusive;

use crate::model::{Model, Rule};
use crate::scan::Scan;

/// The lines of a rule's function in its file, from 1, without the comment above; `None` where the function is not found.
pub fn lines_of(model: &Model, rule: &Rule) -> Option<RangeInclusive<usize>> {
    let text = &model.files.get(rule.place.file as usize)?.text;
    let name = rule.id.rsplit_once('.').map_or(rule.id.as_str(), |(_, name)| name);
    let scan = Scan::new(text);
    let function = scan.functions().into_iter().find(|f| !f.private && f.name.is(name))?;
    let first = scan.tokens[function.tokens.start].line;
    let last = scan.tokens[function.tokens.end - 1].line;
    Some(first..=last)
}
