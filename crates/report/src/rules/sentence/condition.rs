//! A condition as a clause, as in "posts where it is no re-share".

use ssi_corpus::tables::{Kind, TABLES};
use ssi_expr::NodeId;
use ssi_expr::op::{Binary, Op, Unary};
use ssi_rules::{MemberInput, Source, TextWant};
use ssi_text::SIGNALS;

use super::{Scope, Speaker};

impl Speaker<'_> {
    /// Whether a node is a condition: it can only hold, not hold, or be missing.
    pub(super) fn is_condition(&self, node: NodeId) -> bool {
        let either = |n: NodeId| self.is(n, 0.0) || self.is(n, 1.0) || self.is_condition(n);
        match self.op(node) {
            Op::Input(input) => self.is_flag(input as usize),
            Op::Unary(Unary::Not | Unary::Known, _)
            | Op::Binary(Binary::Less | Binary::LessOrEqual | Binary::And | Binary::Or, ..) => true,
            Op::Binary(Binary::OrElse, a, b) => self.is_condition(a) && either(b),
            Op::Select(c, a, b) => self.is_condition(c) && either(a) && either(b),
            _ => false,
        }
    }

    fn is_flag(&self, input: usize) -> bool {
        let source = |table: usize, source: &Source| match source {
            Source::Column(c) => TABLES[table].columns[*c].kind == Kind::Flag,
            Source::LabelIs(..) | Source::Present(_) => true,
            Source::Signal(_, want) => of_want(*want),
            Source::Grade(_) => false,
        };
        match self.scope {
            Scope::Text(wants) => of_want(wants[input]),
            Scope::Row(table, sources) => source(table, &sources[input]),
            Scope::Member(inputs) => match &inputs[input] {
                MemberInput::Aggregate(_) => false,
                MemberInput::Evidence(_) => true,
                MemberInput::Profile(s) => source(self.words.profile, s),
            },
        }
    }

    /// The clause of a condition.
    pub(super) fn holds(&self, node: NodeId) -> String {
        let part = |n: NodeId| {
            let clause = self.holds(n);
            let loose = matches!(self.op(n), Op::Binary(Binary::And | Binary::Or | Binary::OrElse, ..));
            if loose { format!("({clause})") } else { clause }
        };
        match self.op(node) {
            Op::Input(input) => self.flag(input as usize),
            Op::Unary(Unary::Not, a) => format!("it is not so that {}", part(a)),
            Op::Unary(Unary::Known, a) if self.is_condition(a) => format!("it is known whether {}", part(a)),
            Op::Unary(Unary::Known, a) => format!("{} known", self.subject(a)),
            Op::Binary(Binary::And, a, b) => self.between(a, b).unwrap_or_else(|| {
                let side = |n: NodeId| match self.op(n) {
                    Op::Binary(Binary::And, ..) => self.holds(n),
                    _ => part(n),
                };
                format!("{} and {}", side(a), side(b))
            }),
            Op::Binary(Binary::Or, a, b) => {
                let side = |n: NodeId| match self.op(n) {
                    Op::Binary(Binary::Or, ..) => self.holds(n),
                    _ => part(n),
                };
                format!("{} or {}", side(a), side(b))
            }
            // A condition counts as 1 or 0, so above 0 is where it holds.
            Op::Binary(Binary::Less, zero, a) if self.is(zero, 0.0) && self.is_condition(a) => self.holds(a),
            Op::Binary(f @ (Binary::Less | Binary::LessOrEqual), a, b) => self.compared(f, a, b),
            Op::Binary(Binary::OrElse, a, b) if self.is(b, 1.0) => match self.op(a) {
                // Not, or not known.
                Op::Unary(Unary::Not, c) => format!("it is not known that {}", part(c)),
                Op::Select(c, no, yes) if self.is(no, 0.0) && self.is(yes, 1.0) => {
                    format!("it is not known that {}", part(c))
                }
                _ => format!("{}, or nobody can tell", part(a)),
            },
            Op::Binary(Binary::OrElse, a, b) if self.is(b, 0.0) => part(a),
            Op::Select(c, a, b) if self.is(a, 1.0) && self.is(b, 0.0) => self.holds(c),
            Op::Select(c, a, b) if self.is(a, 0.0) && self.is(b, 1.0) => {
                format!("it is not so that {}", part(c))
            }
            Op::Select(c, a, b) => {
                let side = |n: NodeId| match self.graph.constant_of(n) {
                    Some(1.0) => "always".to_owned(),
                    Some(_) => "never".to_owned(),
                    None => part(n),
                };
                format!("(if {}: {}; else: {})", self.holds(c), side(a), side(b))
            }
            _ => format!("`{}`", self.formula(node)),
        }
    }

    /// Two comparisons of one quantity as `between` makes them.
    fn between(&self, above: NodeId, below: NodeId) -> Option<String> {
        let Op::Binary(Binary::LessOrEqual, low, x) = self.op(above) else { return None };
        let Op::Binary(Binary::LessOrEqual, same, high) = self.op(below) else { return None };
        let (low, high) = (self.graph.constant_of(low)?, self.graph.constant_of(high)?);
        let unit = self.unit(x);
        (x == same).then(|| {
            let (low, high) = (unit.shown(low), unit.alone(high));
            format!("{} from {low} to {high}", self.subject(x))
        })
    }

    fn compared(&self, f: Binary, a: NodeId, b: NodeId) -> String {
        let strictly = f == Binary::Less;
        let number = |n: NodeId| self.graph.constant_of(n);
        match (number(a), number(b)) {
            (Some(low), None) => {
                let word = if strictly { "above" } else { "at least" };
                format!("{} {word} {}", self.subject(b), self.unit(b).alone(low))
            }
            (None, Some(high)) => {
                let word = if strictly { "below" } else { "at most" };
                format!("{} {word} {}", self.subject(a), self.unit(a).alone(high))
            }
            _ => {
                let word = if strictly { "below" } else { "at most" };
                format!("{} {word} {}", self.subject(a), self.noun(b))
            }
        }
    }

    fn flag(&self, input: usize) -> String {
        match self.scope {
            Scope::Text(wants) => self.flag_of_want(wants[input], ""),
            Scope::Row(table, sources) => self.flag_of_source(table, &sources[input]),
            Scope::Member(inputs) => match &inputs[input] {
                MemberInput::Profile(source) => self.flag_of_source(self.words.profile, source),
                MemberInput::Evidence(a) => format!("`{}` is known", self.model.aggregates[*a].written),
                MemberInput::Aggregate(a) => format!("`{}` holds", self.model.aggregates[*a].written),
            },
        }
    }

    fn flag_of_source(&self, table: usize, source: &Source) -> String {
        let column = |c: usize| &TABLES[table].columns[c];
        match source {
            Source::Column(c) => clause(column(*c).about, column(*c).id),
            Source::LabelIs(c, text) => format!("the {} is “{text}”", plain(column(*c).id)),
            Source::Present(c) => format!("the corpus tells the {}", plain(column(*c).id)),
            Source::Signal(c, want) if self.is_the_text(table, *c) => self.flag_of_want(*want, ""),
            Source::Signal(c, want) => self.flag_of_want(*want, column(*c).id),
            Source::Grade(_) => format!("`{}` holds", self.source_written(table, source)),
        }
    }

    fn flag_of_want(&self, want: TextWant, of: &str) -> String {
        let TextWant::Signal(signal) = want else {
            return format!("`{}` holds", want.written(self.words, &self.model.phrases));
        };
        let clause = clause(SIGNALS[signal].about, SIGNALS[signal].id);
        if of.is_empty() { clause } else { format!("of the {}, {clause}", plain(of)) }
    }
}

fn of_want(want: TextWant) -> bool {
    matches!(want, TextWant::Signal(signal) if SIGNALS[signal].unit == ssi_text::Unit::Flag)
}

/// Names that are no words as they are.
const NAMES: [(&str, &str); 14] = [
    ("age_days", "age in days"),
    ("answer_days", "days until the answer"),
    ("answer_hours", "hours until the answer"),
    ("counterpart", "person"),
    ("counterpart_seniority", "seniority of the person"),
    ("days_old", "age in days"),
    ("days_since_contact", "days since the last contact"),
    ("days_since_engaged", "days since the last reaction or comment"),
    ("days_since_last", "days since the last contact"),
    ("delay_hours", "delay in hours"),
    ("delay_minutes", "delay in minutes"),
    ("own_answer_hours", "hours until the own answer"),
    ("same_day", "number on the same day"),
    ("same_minute", "number in the same minute"),
];

/// A name as words.
pub(super) fn plain(id: &str) -> String {
    let known = NAMES.iter().find(|(name, _)| *name == id);
    known.map_or_else(|| id.replace('_', " "), |(_, words)| (*words).to_owned())
}

/// "Whether it answers a comment; …" as "it answers a comment": the list of what a rule reads has the whole sentence.
fn clause(about: &str, id: &str) -> String {
    let Some(clause) = about.strip_prefix("Whether ") else { return format!("`{id}` holds") };
    let end = clause.find([';', ':', '(']).unwrap_or(clause.len());
    let end = clause[..end].find(", ever").unwrap_or(end);
    clause[..end].trim_end().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renamed_columns_are_there() {
        for (name, _) in NAMES {
            assert!(TABLES.iter().any(|t| t.column(name).is_some()), "{name}");
        }
    }

    #[test]
    fn every_condition_has_a_clause() {
        for table in TABLES {
            for column in table.columns.iter().filter(|c| c.kind == Kind::Flag) {
                assert!(
                    !clause(column.about, column.id).contains('`'),
                    "{}.{}: {}",
                    table.id,
                    column.id,
                    column.about
                );
            }
        }
    }
}
