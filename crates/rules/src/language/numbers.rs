//! Curves, limits and choices.

use rhai::{Dynamic, Engine, NativeCallContext};
use ssi_expr::{Condition, Curve, Graph, Number};

use super::LANGUAGE;
use super::operand::{Operand, common_scope, unbounded};
use super::symbols::{NoData, Quantity, Truth};
use crate::codes::Code;
use crate::complaint::{Complaint, Outcome};
use crate::stage::Shared;

type One = fn(&mut Graph, Number) -> Number;
type Two = fn(&mut Graph, Number, Number) -> Number;

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    curves(engine, stage);
    limits(engine, stage);
    tests(engine, stage);
    choices(engine, stage);
}

/// A number that must be written out, such as the ends of a ramp: argument `number` of `what`.
pub(super) fn written(value: &Dynamic, what: &str, number: usize) -> Result<f64, Complaint> {
    let operand = Operand::of(value);
    let complaint = match operand.written() {
        Some(x) if x.is_finite() => return Ok(x),
        Some(_) => unbounded(),
        None => {
            let (this, help) = match &operand {
                Operand::Quantity(_) => {
                    ("computed from data".to_owned(), "write the number itself, as in `3` or `0.5`")
                }
                Operand::Quoted(text) if text.trim().parse::<f64>().is_ok() => {
                    (operand.in_words(), "take the quotes away")
                }
                _ => (operand.in_words(), "write the number itself, as in `3` or `0.5`"),
            };
            Complaint::new(
                Code::NotWrittenOut,
                format!("`{what}` takes numbers that are written out, this is {this}"),
                help,
            )
        }
    };
    Err(complaint.of_argument(number))
}

/// Builds a number of numbers, each with the words that say who wants it.
///
/// Written numbers alone stay a written number, so that it fits a text, a row and a member alike.
pub(super) fn computed(
    stage: &Shared,
    context: &NativeCallContext,
    operands: &[(&Operand, &str)],
    build: impl FnOnce(&mut Graph, &[Number]) -> Number,
) -> Result<Dynamic, Complaint> {
    let all: Vec<&Operand> = operands.iter().map(|(o, _)| *o).collect();
    let convert = |graph: &mut Graph| {
        let nodes = operands.iter().enumerate();
        let nodes = nodes.map(|(i, (o, need))| o.number(graph, need).map_err(|c| c.of_argument(i)));
        nodes.collect::<Result<Vec<Number>, Complaint>>()
    };
    let Some(scope) = common_scope(&all)? else {
        let mut graph = Graph::default();
        let nodes = convert(&mut graph)?;
        let result = build(&mut graph, &nodes);
        return match graph.constant_of(result.node()) {
            Some(x) if x.is_infinite() => Err(unbounded()),
            Some(x) if !x.is_nan() => Ok(x.into()),
            _ => Ok(Dynamic::from(NoData)),
        };
    };
    let mut stage = stage.borrow_mut();
    stage.here(scope, context.call_position());
    let graph = stage.graph(scope);
    let nodes = convert(graph)?;
    Ok(Dynamic::from(Quantity { scope, node: build(graph, &nodes) }))
}

/// Builds a condition about the number that `value` is.
fn tested(
    stage: &Shared,
    context: &NativeCallContext,
    name: &str,
    value: &Dynamic,
    build: impl FnOnce(&mut Graph, Number) -> Condition,
) -> Result<Truth, Complaint> {
    let operand = Operand::of(value);
    let need = format!("`{name}` works on a number");
    let Some(scope) = operand.scope() else {
        operand.number(&mut Graph::default(), &need).map_err(|c| c.of_argument(0))?;
        let message = format!("`{name}` of {} never changes", operand.in_words());
        return Err(Complaint::new(Code::NeverChanges, message, "ask something of the member or the text")
            .of_argument(0));
    };
    let mut stage = stage.borrow_mut();
    stage.here(scope, context.call_position());
    let graph = stage.graph(scope);
    let number = operand.number(graph, &need).map_err(|c| c.of_argument(0))?;
    Ok(Truth { scope, node: build(graph, number) })
}

fn curves(engine: &mut Engine, stage: &Shared) {
    fn bend(
        stage: &Shared,
        context: &NativeCallContext,
        name: &str,
        value: &Dynamic,
        ends: &[Dynamic],
        make: impl FnOnce(&[f64]) -> Result<Curve, String>,
    ) -> Outcome<Dynamic> {
        let run = || {
            let need = format!("`{name}` works on a number");
            let operand = Operand::of(value);
            if !matches!(operand, Operand::Quantity(_)) {
                operand.number(&mut Graph::default(), &need).map_err(|c| c.of_argument(0))?;
            }
            let ends = ends.iter().enumerate().map(|(i, e)| written(e, name, i + 1));
            let ends = ends.collect::<Result<Vec<f64>, Complaint>>()?;
            let usage = LANGUAGE.iter().find(|w| w.name == name).map_or("", |w| w.usage);
            let help = format!("write for example `{usage}`");
            let curve = make(&ends).map_err(|message| Complaint::new(Code::CurveEnds, message, help))?;
            computed(stage, context, &[(&operand, &need)], |g, x| g.curve(curve, x[0]))
        };
        run().map_err(|c: Complaint| c.at(context))
    }
    let s = stage.clone();
    engine.register_fn("ramp", move |c: NativeCallContext, x: Dynamic, from: Dynamic, to: Dynamic| {
        bend(&s, &c, "ramp", &x, &[from, to], |e| Curve::ramp(e[0], e[1]))
    });
    let s = stage.clone();
    engine.register_fn("log_ramp", move |c: NativeCallContext, x: Dynamic, from: Dynamic, to: Dynamic| {
        bend(&s, &c, "log_ramp", &x, &[from, to], |e| Curve::log_ramp(e[0], e[1]))
    });
    let s = stage.clone();
    engine.register_fn("saturate", move |c: NativeCallContext, x: Dynamic, half: Dynamic| {
        bend(&s, &c, "saturate", &x, &[half], |e| Curve::saturate(e[0]))
    });
    let s = stage.clone();
    engine.register_fn(
        "plateau",
        move |c: NativeCallContext, x: Dynamic, p: Dynamic, q: Dynamic, r: Dynamic, t: Dynamic| {
            bend(&s, &c, "plateau", &x, &[p, q, r, t], |e| Curve::plateau(e[0], e[1], e[2], e[3]))
        },
    );
}

fn limits(engine: &mut Engine, stage: &Shared) {
    for (name, build) in [("abs", Graph::abs as One), ("sqrt", Graph::sqrt), ("log", Graph::log)] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, x: Dynamic| -> Outcome<Dynamic> {
            let need = format!("`{name}` works on a number");
            computed(&s, &c, &[(&Operand::of(&x), &need)], |g, x| build(g, x[0])).map_err(|e| e.at(&c))
        });
    }
    for (name, build) in [("min", Graph::min as Two), ("max", Graph::max), ("or_else", Graph::or_else)] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, x: Dynamic, y: Dynamic| -> Outcome<Dynamic> {
            let (a, b) = (Operand::of(&x), Operand::of(&y));
            let need = format!("`{name}` works on numbers");
            computed(&s, &c, &[(&a, &need), (&b, &need)], |g, n| build(g, n[0], n[1])).map_err(|e| e.at(&c))
        });
    }
    let s = stage.clone();
    engine.register_fn(
        "clamp",
        move |c: NativeCallContext, x: Dynamic, low: Dynamic, high: Dynamic| -> Outcome<Dynamic> {
            let run = || {
                let (low, high) = ends(&low, &high, "clamp")?;
                let need = "`clamp` works on a number";
                computed(&s, &c, &[(&Operand::of(&x), need)], |g, x| g.clamp(x[0], low, high))
            };
            run().map_err(|e: Complaint| e.at(&c))
        },
    );
}

/// The two ends of `clamp` and `between`.
fn ends(low: &Dynamic, high: &Dynamic, name: &str) -> Result<(f64, f64), Complaint> {
    let (low, high) = (written(low, name, 1)?, written(high, name, 2)?);
    if low <= high {
        return Ok((low, high));
    }
    let message = format!("`{name}` needs the smaller number first, here {low} and {high}");
    Err(Complaint::new(Code::CurveEnds, message, format!("write `.{name}({high}, {low})`")))
}

fn tests(engine: &mut Engine, stage: &Shared) {
    for (name, least) in [("at_least", true), ("at_most", false)] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, x: Dynamic, end: Dynamic| -> Outcome<Truth> {
            let run = || {
                let end = written(&end, name, 1)?;
                tested(&s, &c, name, &x, |g, x| {
                    let end = g.constant(end);
                    if least { g.less_or_equal(end, x) } else { g.less_or_equal(x, end) }
                })
            };
            run().map_err(|e: Complaint| e.at(&c))
        });
    }
    let s = stage.clone();
    engine.register_fn(
        "between",
        move |c: NativeCallContext, x: Dynamic, low: Dynamic, high: Dynamic| -> Outcome<Truth> {
            let run = || {
                let (low, high) = ends(&low, &high, "between")?;
                tested(&s, &c, "between", &x, |g, x| {
                    let (low, high) = (g.constant(low), g.constant(high));
                    let (above, below) = (g.less_or_equal(low, x), g.less_or_equal(x, high));
                    g.and(above, below)
                })
            };
            run().map_err(|e: Complaint| e.at(&c))
        },
    );
    let s = stage.clone();
    engine.register_fn("known", move |c: NativeCallContext, x: Dynamic| -> Outcome<Truth> {
        if let Operand::Truth(t) = Operand::of(&x) {
            let mut stage = s.borrow_mut();
            stage.here(t.scope, c.call_position());
            return Ok(Truth { scope: t.scope, node: stage.graph(t.scope).known(t.node.node()) });
        }
        tested(&s, &c, "known", &x, |g, x| g.known(x.node())).map_err(|e| e.at(&c))
    });
}

fn choices(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_fn(
        "when",
        move |c: NativeCallContext, test: Dynamic, yes: Dynamic, no: Dynamic| -> Outcome<Dynamic> {
            let (test, yes, no) = (Operand::of(&test), Operand::of(&yes), Operand::of(&no));
            let run = || {
                let condition =
                    test.condition("`when` begins with a condition").map_err(|e| e.of_argument(0))?;
                let scope = common_scope(&[&test, &yes, &no])?.unwrap_or(condition.scope);
                let mut stage = s.borrow_mut();
                stage.here(scope, c.call_position());
                let graph = stage.graph(scope);
                if let (Operand::Truth(yes), Operand::Truth(no)) = (&yes, &no) {
                    let node = graph.select_condition(condition.node, yes.node, no.node);
                    return Ok(Dynamic::from(Truth { scope, node }));
                }
                let need = "`when` chooses between two numbers or two conditions";
                let yes = yes.number(graph, need).map_err(|e| e.of_argument(1))?;
                let no = no.number(graph, need).map_err(|e| e.of_argument(2))?;
                Ok(Dynamic::from(Quantity { scope, node: graph.select(condition.node, yes, no) }))
            };
            run().map_err(|e: Complaint| e.at(&c))
        },
    );
    engine.register_fn("no_data", || NoData);
}
