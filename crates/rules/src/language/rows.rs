//! Tables: which of their rows count, and how the rows become one number.

use rhai::{Dynamic, Engine, FnPtr, NativeCallContext};
use ssi_expr::{NodeId, render};

use super::numbers::written;
use super::operand::Operand;
use super::symbols::{Quantity, Row, Rows};
use crate::codes::Code;
use crate::complaint::{Complaint, Outcome};
use crate::model::{Aggregate, AggregateKind, AggregateKind as K, Measure, Source, Window};
use crate::stage::{Scope, Shared, Stage};

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    filters(engine, stage);
    aggregates(engine, stage);
}

fn filters(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_fn("where", move |c: NativeCallContext, rows: Rows, f: FnPtr| -> Outcome<Rows> {
        let truth = on_row(&c, &rows, &f)?.condition("`where` asks for a condition of the row");
        let truth = truth.map_err(|e| e.of_argument(1).at(&c))?;
        let mut stage = s.borrow_mut();
        let words = row_words(&stage, rows.table, truth.node.node());
        stage.here(Scope::Row(rows.table), c.call_position());
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
        let days = written(&days, "within", 1).map_err(|e| e.at(&c))?;
        if !(1.0..=36_500.0).contains(&days) || days.fract() != 0.0 {
            let message = format!("`within` takes a whole number of days from 1 to 36500, this is {days}");
            return Err(Complaint::new(Code::OutOfRange, message, "write for example `.within(30)`")
                .of_argument(1)
                .at(&c));
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
    let message = format!("rows of `{}` have no time, so `{name}` means nothing", word.id);
    Err(Complaint::new(Code::NoTime, message, "leave it out, or count all rows with `.count()`"))
}

/// Calls `|p| …` with a row.
fn on_row(context: &NativeCallContext, rows: &Rows, f: &FnPtr) -> Outcome<Operand> {
    let result: Dynamic = f.call_within_context(context, (Dynamic::from(Row { table: rows.table }),))?;
    let operand = Operand::of(&result);
    match operand.scope() {
        Some(scope) if scope != Scope::Row(rows.table) => {
            Err(crate::translate::outside_of_row().of_argument(1).at(context))
        }
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
        Source::Signal(_, want) => want.written(&stage.words, &stage.phrases),
    })
}

fn aggregates(engine: &mut Engine, stage: &Shared) {
    of_rows(engine, stage);
    of_numbers(engine, stage);
    of_labels(engine, stage);
    let s = stage.clone();
    engine.register_fn("share", move |c: NativeCallContext, rows: Rows, f: FnPtr| -> Outcome<Quantity> {
        let truth = on_row(&c, &rows, &f)?.condition("`share` asks for a condition of the row");
        let truth = truth.map_err(|e| e.of_argument(1).at(&c))?;
        let words = row_words(&s.borrow(), rows.table, truth.node.node());
        fold(&s, &c, &rows, ("share", K::Share), Measure::Value(truth.node.node()), &words)
    });
}

fn of_rows(engine: &mut Engine, stage: &Shared) {
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
                let help = "say which days count, as in `.within(90).per_week()`";
                return Err(
                    Complaint::new(Code::NoTime, "all times together have no number of weeks", help).at(&c)
                );
            }
            fold(&s, &c, &rows, (name, kind), Measure::Row, "")
        });
    }
}

fn of_numbers(engine: &mut Engine, stage: &Shared) {
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
            let wrong = match &operand {
                Operand::Whole(_) | Operand::Written(_) | Operand::Nothing => {
                    let help = "name a column of the row, as in `|p| p.grade`";
                    Some(Complaint::new(Code::NeverChanges, "this is the same number for every row", help))
                }
                Operand::Truth(_) => {
                    let help = "the part of the rows for which it holds is `.share(|p| …)`, their number `.where(|p| …).count()`";
                    Some(Complaint::new(Code::WrongKind, format!("`{name}` asks for a number of the row, this is a condition"), help))
                }
                _ => None,
            };
            if let Some(wrong) = wrong {
                return Err(wrong.of_argument(1).at(&c));
            }
            let need = format!("`{name}` asks for a number of the row");
            let number = operand.number(s.borrow_mut().graph(Scope::Row(rows.table)), &need);
            let node = number.map_err(|e| e.of_argument(1).at(&c))?.node();
            let words = row_words(&s.borrow(), rows.table, node);
            fold(&s, &c, &rows, (name, kind), Measure::Value(node), &words)
        });
    }
}

fn of_labels(engine: &mut Engine, stage: &Shared) {
    for (name, kind) in [("distinct", K::Distinct), ("top_share", K::TopShare), ("spread", K::Spread)] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, rows: Rows, f: FnPtr| -> Outcome<Quantity> {
            let operand = on_row(&c, &rows, &f)?;
            let Operand::Label(label) = operand else {
                let help = format!("name a label or an id, as in `.{name}(|c| c.counterpart)`");
                let message = format!("`{name}` asks for a label of the row, this is {}", operand.in_words());
                return Err(Complaint::new(Code::WrongKind, message, help).of_argument(1).at(&c));
            };
            let words = s.borrow().words.tables[rows.table].columns[label.column].id.clone();
            fold(&s, &c, &rows, (name, kind), Measure::Label(label.column), &words)
        });
    }
}

fn fold(
    shared: &Shared,
    context: &NativeCallContext,
    rows: &Rows,
    (name, kind): (&str, AggregateKind),
    measure: Measure,
    words: &str,
) -> Outcome<Quantity> {
    let stage: &mut Stage = &mut shared.borrow_mut();
    let scope = Scope::Row(rows.table);
    stage.here(scope, context.call_position());
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
            if measured == not_taken {
                known
            } else {
                let needed = graph.select_condition(filter, measured, not_taken);
                let needed = graph.condition_or_else(needed, not_taken);
                graph.and(known, needed)
            }
        }
    };
    let evidence = match stage.graph(scope).constant_of(founded.node()) {
        Some(1.0) => None,
        _ => Some(founded.node()),
    };
    stage.here(Scope::Member, context.call_position());
    let aggregate = Aggregate {
        table: rows.table,
        kind,
        window: rows.window,
        filter: rows.filter.map(ssi_expr::Condition::node),
        measure,
        evidence,
        written: format!("{}.{name}({words})", rows.written),
    };
    let node = stage.aggregate(aggregate).map_err(|e| e.at(context))?;
    Ok(Quantity { scope: Scope::Member, node })
}
