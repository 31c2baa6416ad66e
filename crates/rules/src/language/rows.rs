//! The member, the profile, tables and their aggregates.

use rhai::{Dynamic, Engine, EvalAltResult, FnPtr, NativeCallContext};
use ssi_expr::{NodeId, render};

use super::numbers::written;
use super::symbols::{Label, Member, Operand, Profile, Quantity, Row, Rows, TextColumn, Truth};
use crate::complaint::{Complaint, Outcome, did_you_mean};
use crate::model::{Aggregate, AggregateKind, Measure, Source, TextWant, Window};
use crate::stage::{Scope, Shared, Stage};
use crate::vocabulary::Kind;

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    names(engine, stage);
    filters(engine, stage);
    aggregates(engine, stage);
}

fn names(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_indexer_get(move |_: &mut Member, name: &str| -> Outcome<Dynamic> {
        let words = s.borrow().words.clone();
        if name == "profile" {
            return Ok(Dynamic::from(Profile));
        }
        let tables = || words.tables.iter().enumerate().filter(|(place, _)| *place != words.profile);
        match tables().find(|(_, t)| t.id == name) {
            Some((table, word)) => Ok(Dynamic::from(Rows {
                table,
                filter: None,
                window: if word.state { Window::All } else { Window::Pack },
                written: word.id.clone(),
            })),
            None => {
                let mut known: Vec<&str> = tables().map(|(_, t)| t.id.as_str()).collect();
                known.push("profile");
                Err(unknown("a member has no table called", name, &known))
            }
        }
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
    engine.register_indexer_get(|rows: &mut Rows, name: &str| -> Outcome<Dynamic> {
        Err(Complaint::new(
            format!("`{}` has many rows, and each has its own `{name}`", rows.written),
            format!(
                "say how they become one number: `.mean(|r| r.{name})`, `.sum(|r| r.{name})`, `.share(|r| …)`"
            ),
        )
        .here())
    });
}

fn unknown(what: &str, name: &str, known: &[&str]) -> Box<EvalAltResult> {
    Complaint::new(format!("{what} `{name}`"), did_you_mean(name, known)).here()
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
    let near = crate::vocabulary::nearest(name, known.iter().copied());
    let columns: Vec<&str> = word.columns.iter().map(|c| c.id.as_str()).collect();
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`{}` has: {}", word.id, columns.join(", ")),
    };
    Err(Complaint::new(format!("`{}` has no column or signal called `{name}`", word.id), help).here())
}

/// A signal or the grade of a column of texts.
pub(super) fn signal_of(stage: &mut Stage, text: TextColumn, name: &str) -> Outcome<Option<Dynamic>> {
    let source = if name == "grade" {
        Source::Grade(text.column)
    } else {
        match stage.words.signal(name) {
            None => return Ok(None),
            Some(signal) if !stage.words.signals[signal].quantity => {
                let help = "weigh another signal";
                return Err(Complaint::new(
                    format!("`{name}` is no quantity: it only tells texts apart"),
                    help,
                )
                .here());
            }
            Some(signal) => Source::Signal(text.column, TextWant::Signal(signal)),
        }
    };
    let node = stage.source(text.scope, source);
    let node = stage.graph(text.scope).number(node);
    Ok(Some(Dynamic::from(Quantity { scope: text.scope, node })))
}

fn filters(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_fn("where", move |c: NativeCallContext, rows: Rows, f: FnPtr| -> Outcome<Rows> {
        let truth = on_row(&c, &rows, &f)?.condition().map_err(|e| e.at(&c))?;
        let mut stage = s.borrow_mut();
        let words = row_words(&stage, rows.table, truth.node.node());
        let graph = stage.graph(Scope::Row(rows.table));
        let filter = match rows.filter {
            Some(before) => graph.and(before, truth.node),
            None => truth.node,
        };
        let written = format!("{}.where({words})", rows.written);
        Ok(Rows { filter: Some(filter), written, ..rows })
    });
    let s = stage.clone();
    engine.register_fn("within", move |c: NativeCallContext, rows: Rows, days: Dynamic| -> Outcome<Rows> {
        timed(&s, &rows, "within").map_err(|e| e.at(&c))?;
        let days = written(&days, "within").map_err(|e| e.at(&c))?;
        if days < 1.0 || days > 36_500.0 || days.fract() != 0.0 {
            let message = format!("within takes a whole number of days, at least 1, this is {days}");
            return Err(Complaint::new(message, "write for example `.within(30)`").at(&c));
        }
        let written = format!("{}.within({days})", rows.written);
        Ok(Rows { window: Window::Days(days as u32), written, ..rows })
    });
    engine.register_fn("all_time", |rows: Rows| {
        let written = format!("{}.all_time()", rows.written);
        Rows { window: Window::All, written, ..rows }
    });
}

fn timed(stage: &Shared, rows: &Rows, name: &str) -> Result<(), Complaint> {
    let stage = stage.borrow();
    let word = &stage.words.tables[rows.table];
    if word.timed {
        return Ok(());
    }
    Err(Complaint::new(
        format!("rows of `{}` have no time, so `{name}` means nothing", word.id),
        "leave it out",
    ))
}

/// Calls `|p| …` with a row.
fn on_row(context: &NativeCallContext, rows: &Rows, f: &FnPtr) -> Outcome<Operand> {
    let result: Dynamic = f.call_within_context(context, (Dynamic::from(Row { table: rows.table }),))?;
    let operand = Operand::of(&result);
    match operand.scope() {
        Some(scope) if scope != Scope::Row(rows.table) => Err(Complaint::new(
            "inside `|p| …` only columns of the row can be used",
            "make one number of the rows first, then compute with the member",
        )
        .at(context)),
        _ => Ok(operand),
    }
}

/// A row's formula in the words of the rules.
fn row_words(stage: &Stage, table: usize, node: NodeId) -> String {
    let plan = &stage.tables[table];
    let word = &stage.words.tables[table];
    render::formula(&plan.graph, node, &|input| match &plan.inputs[input as usize] {
        Source::Column(c) | Source::Present(c) => word.columns[*c].id.clone(),
        Source::LabelIs(c, text) => format!("{} is \"{text}\"", word.columns[*c].id),
        Source::Grade(_) => "grade".to_owned(),
        Source::Signal(_, want) => want_words(stage, *want),
    })
    // A comparison with a label is a condition already; `0 < x` is how the graph says so.
    .replace("0 < ", "")
}

/// A signal in the words of the rules.
pub(crate) fn want_words(stage: &Stage, want: TextWant) -> String {
    match want {
        TextWant::Signal(s) => stage.words.signals[s].id.clone(),
        TextWant::PhraseHits(list) => format!("phrases(\"{}\").hits()", stage.phrases[list].id),
        TextWant::PhraseCoverage(list) => format!("phrases(\"{}\").coverage()", stage.phrases[list].id),
    }
}

fn aggregates(engine: &mut Engine, stage: &Shared) {
    use AggregateKind as K;
    for (name, kind) in [
        ("count", K::Count),
        ("per_week", K::PerWeek),
        ("active_days", K::ActiveDays),
        ("active_weeks", K::ActiveWeeks),
        ("longest_gap_days", K::LongestGapDays),
        ("days_since_last", K::DaysSinceLast),
    ] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, rows: Rows| -> Outcome<Quantity> {
            if kind != K::Count {
                timed(&s, &rows, name).map_err(|e| e.at(&c))?;
            }
            if kind == K::PerWeek && rows.window == Window::All {
                let help = "write `.within(90).per_week()`";
                return Err(Complaint::new("all times have no number of weeks", help).at(&c));
            }
            Ok(fold(&s, &c, &rows, name, kind, Measure::Row, ""))
        });
    }
    for (name, kind) in [
        ("sum", K::Sum),
        ("mean", K::Mean),
        ("min", K::Min),
        ("max", K::Max),
        ("median", K::Median),
        ("slope_per_week", K::SlopePerWeek),
    ] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, rows: Rows, f: FnPtr| -> Outcome<Quantity> {
            if kind == K::SlopePerWeek {
                timed(&s, &rows, name).map_err(|e| e.at(&c))?;
            }
            let operand = on_row(&c, &rows, &f)?;
            if operand.written().is_some() {
                let help = "name a column of the row, as in `|p| p.grade`";
                return Err(Complaint::new("this is the same number for every row", help).at(&c));
            }
            let number = operand.number(&mut s.borrow_mut(), Scope::Row(rows.table)).map_err(|e| e.at(&c))?;
            let words = row_words(&s.borrow(), rows.table, number.node());
            Ok(fold(&s, &c, &rows, name, kind, Measure::Value(number.node()), &words))
        });
    }
    let s = stage.clone();
    engine.register_fn("share", move |c: NativeCallContext, rows: Rows, f: FnPtr| -> Outcome<Quantity> {
        let truth = on_row(&c, &rows, &f)?.condition().map_err(|e| e.at(&c))?;
        let words = row_words(&s.borrow(), rows.table, truth.node.node());
        Ok(fold(&s, &c, &rows, "share", K::Share, Measure::Value(truth.node.node()), &words))
    });
    for (name, kind) in [("distinct", K::Distinct), ("top_share", K::TopShare), ("spread", K::Spread)] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, rows: Rows, f: FnPtr| -> Outcome<Quantity> {
            let Operand::Label(label) = on_row(&c, &rows, &f)? else {
                let help = format!("name a label or an id, as in `.{name}(|c| c.counterpart)`");
                return Err(Complaint::new(format!("{name} needs a label of the row"), help).at(&c));
            };
            let words = s.borrow().words.tables[rows.table].columns[label.column].id.clone();
            Ok(fold(&s, &c, &rows, name, kind, Measure::Label(label.column), &words))
        });
    }
}

fn fold(
    shared: &Shared,
    context: &NativeCallContext,
    rows: &Rows,
    name: &str,
    kind: AggregateKind,
    measure: Measure,
    words: &str,
) -> Quantity {
    let stage: &mut Stage = &mut shared.borrow_mut();
    let scope = Scope::Row(rows.table);
    // Founded where the filter is, and where the filter takes the row, the measure too.
    let measured = match measure {
        Measure::Row => stage.graph(scope).always(true),
        Measure::Value(node) => stage.evidence(scope, node),
        Measure::Label(column) => {
            let present = stage.source(scope, Source::Present(column));
            stage.graph(scope).condition(present)
        }
    };
    let founded = match rows.filter {
        None => measured,
        Some(filter) => {
            let known = stage.evidence(scope, filter.node());
            let graph = stage.graph(scope);
            let not_taken = graph.always(true);
            let needed = graph.select_condition(filter, measured, not_taken);
            let needed = graph.condition_or_else(needed, not_taken);
            graph.and(known, needed)
        }
    };
    let evidence = match stage.graph(scope).constant_of(founded.node()) {
        Some(1.0) => None,
        _ => Some(founded.node()),
    };
    stage.here(Scope::Member, context.call_position());
    let node = stage.aggregate(Aggregate {
        table: rows.table,
        kind,
        window: rows.window,
        filter: rows.filter.map(ssi_expr::Condition::node),
        measure,
        evidence,
        written: format!("{}.{name}({words})", rows.written),
    });
    Quantity { scope: Scope::Member, node }
}
