//! What stands behind a dot: tables of the member, columns of a row, signals of a text.

use rhai::{Dynamic, Engine};

use super::LANGUAGE;
use super::symbols::{Label, Member, Profile, Quantity, Row, Rows, TextColumn, Truth};
use crate::codes::Code;
use crate::complaint::{Complaint, Outcome, did_you_mean};
use crate::model::{Source, TextWant, Window};
use crate::stage::{Scope, Shared, Stage};
use crate::vocabulary::{Kind, nearest};

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_indexer_get(move |_: &mut Member, name: &str| -> Outcome<Dynamic> {
        let words = s.borrow().words.clone();
        if name == "profile" {
            return Ok(Dynamic::from(Profile));
        }
        let tables = || words.tables.iter().enumerate().filter(|(place, _)| *place != words.profile);
        if let Some((table, word)) = tables().find(|(_, t)| t.id == name) {
            return Ok(Dynamic::from(Rows {
                table,
                filter: None,
                window: if word.state { Window::All } else { Window::Pack },
                written: word.id.clone(),
            }));
        }
        let mut known: Vec<&str> = tables().map(|(_, t)| t.id.as_str()).collect();
        known.push("profile");
        let message = format!("a member has no table called `{name}`");
        Err(Complaint::new(Code::UnknownTable, message, did_you_mean(name, &known)).here())
    });
    let s = stage.clone();
    engine.register_indexer_get(move |_: &mut Profile, name: &str| {
        let profile = s.borrow().words.profile;
        column(&mut s.borrow_mut(), Scope::Member, profile, name)
    });
    let s = stage.clone();
    engine.register_indexer_get(move |row: &mut Row, name: &str| {
        column(&mut s.borrow_mut(), Scope::Row(row.table), row.table, name)
    });
    let s = stage.clone();
    engine.register_indexer_get(move |rows: &mut Rows, name: &str| -> Outcome<Dynamic> {
        Err(of_all_rows(&s.borrow(), rows, name).here())
    });
    engine.register_indexer_get(|_: &mut Label, name: &str| -> Outcome<Dynamic> {
        let help =
            "compare it, as in `p.kind == \"article\"`, or count it, as in `m.posts.distinct(|p| p.kind)`";
        Err(Complaint::new(Code::NoPart, format!("a label has no `{name}`"), help).here())
    });
}

/// A column of a whole table, or a method without its brackets.
fn of_all_rows(stage: &Stage, rows: &Rows, name: &str) -> Complaint {
    let word = &stage.words.tables[rows.table];
    if let Some(method) = LANGUAGE.iter().find(|w| w.name == name && w.on == "table") {
        return Complaint::new(
            Code::MissingBrackets,
            format!("`{name}` needs brackets"),
            format!("write for example `{}`", method.usage),
        );
    }
    let kind = match word.column(name) {
        Some(column) => Some(word.columns[column].kind.clone()),
        None => (stage.words.signal(name).is_some() || name == "grade").then_some(Kind::Number),
    };
    let help = match kind {
        Some(Kind::Number) => {
            format!("say how they become one number: `.mean(|r| r.{name})` or `.sum(|r| r.{name})`")
        }
        Some(Kind::Condition) => format!("say how they become one number: `.share(|r| r.{name})`"),
        Some(Kind::Label) => format!("say how they become one number: `.distinct(|r| r.{name})`"),
        Some(Kind::Text { .. }) => format!("say how they become one number: `.mean(|r| r.{name}.words)`"),
        None => {
            let methods = LANGUAGE.iter().filter(|w| w.on == "table").map(|w| w.name);
            let columns = word.columns.iter().map(|c| c.id.as_str());
            let help = match nearest(name, methods.chain(columns)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "say what of its rows, as in `.count()` or `.mean(|p| p.grade)`".to_owned(),
            };
            return Complaint::new(Code::UnknownColumn, format!("`{}` has no `{name}`", word.id), help);
        }
    };
    Complaint::new(
        Code::ManyRows,
        format!("`{}` has many rows, and each has its own `{name}`", word.id),
        help,
    )
}

/// A column by its name, or a signal of the table's text.
fn column(stage: &mut Stage, scope: Scope, table: usize, name: &str) -> Outcome<Dynamic> {
    let words = stage.words.clone();
    let word = &words.tables[table];
    if let Some(column) = word.column(name) {
        return Ok(match word.columns[column].kind {
            Kind::Number => {
                let node = stage.source(scope, Source::Column(column));
                Dynamic::from(Quantity { scope, node: stage.graph(scope).number(node) })
            }
            Kind::Condition => {
                let node = stage.source(scope, Source::Column(column));
                Dynamic::from(Truth { scope, node: stage.graph(scope).condition(node) })
            }
            Kind::Label => Dynamic::from(Label { scope, column }),
            Kind::Text { .. } => Dynamic::from(TextColumn { scope, column }),
        });
    }
    // A row with one text speaks for it; a profile has several, so there each must be named.
    if let (Scope::Row(_), Some(text)) = (scope, word.text())
        && let Some(found) = signal_of(stage, TextColumn { scope, column: text }, name)?
    {
        return Ok(found);
    }
    let mut known: Vec<&str> = word.columns.iter().map(|c| c.id.as_str()).collect();
    if matches!(scope, Scope::Row(_)) && word.text().is_some() {
        known.push("grade");
        known.extend(words.signals.iter().map(|s| s.id.as_str()));
    }
    if scope == Scope::Member
        && (name == "grade" || words.signal(name).is_some())
        && let Some(text) = word.text()
    {
        let help = format!("say of which, as in `m.{}.{}.{name}`", word.id, word.columns[text].id);
        return Err(Complaint::new(
            Code::WhichText,
            format!("`{}` has several texts, and each has its own `{name}`", word.id),
            help,
        )
        .here());
    }
    let help = nearest(name, known.iter().copied()).map_or_else(
        || {
            let columns: Vec<&str> = word.columns.iter().map(|c| c.id.as_str()).collect();
            format!("`{}` has: {}", word.id, columns.join(", "))
        },
        |near| format!("did you mean `{near}`?"),
    );
    let what = if word.text().is_some() { "column or signal" } else { "column" };
    Err(Complaint::new(Code::UnknownColumn, format!("`{}` has no {what} called `{name}`", word.id), help)
        .here())
}

/// A signal or the grade of a column of texts.
pub(super) fn signal_of(stage: &mut Stage, text: TextColumn, name: &str) -> Outcome<Option<Dynamic>> {
    let source = if name == "grade" {
        Source::Grade(text.column)
    } else {
        match stage.words.signal(name) {
            None => return Ok(None),
            Some(signal) if !stage.words.signals[signal].quantity => {
                return Err(no_quantity(stage, name).here());
            }
            Some(signal) => Source::Signal(text.column, TextWant::Signal(signal)),
        }
    };
    let node = stage.source(text.scope, source);
    let node = stage.graph(text.scope).number(node);
    Ok(Some(Dynamic::from(Quantity { scope: text.scope, node })))
}

/// What `signal` says of a text when it is asked for a signal that cannot be weighed.
pub(super) fn no_quantity(stage: &Stage, name: &str) -> Complaint {
    let known: Vec<&str> = stage.words.signals.iter().filter(|s| s.quantity).map(|s| s.id.as_str()).collect();
    let help = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "weigh another signal".to_owned(),
    };
    Complaint::new(Code::NotAQuantity, format!("`{name}` is no quantity: it only tells texts apart"), help)
}
