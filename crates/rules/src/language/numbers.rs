//! Curves, limits, choices and lists of numbers.

use rhai::{Array, Dynamic, Engine, NativeCallContext};
use ssi_expr::{Condition, Curve, Graph, Number};

use super::symbols::{Operand, Quantity, Truth, common_scope};
use crate::complaint::{Complaint, Outcome};
use crate::stage::{Scope, Shared, Stage};

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    curves(engine, stage);
    limits(engine, stage);
    choices(engine, stage);
    lists(engine, stage);
}

/// A number that must be written out, such as the ends of a ramp.
pub(super) fn written(value: &Dynamic, what: &str) -> Result<f64, Complaint> {
    let operand = Operand::of(value);
    match operand.written() {
        Some(x) if x.is_finite() => Ok(x),
        Some(x) => {
            Err(Complaint::new(format!("{x} is no number that {what} can use"), "write an ordinary number"))
        }
        None => Err(Complaint::new(
            format!("{what} needs numbers that are written out, this is {}", operand.in_words()),
            "write the number itself, as in `.ramp(0, 3)`",
        )),
    }
}

/// Runs `build` on the quantity that `value` is.
fn with_number<R>(
    stage: &Shared,
    context: &NativeCallContext,
    value: &Dynamic,
    build: impl FnOnce(&mut Graph, Number) -> R,
) -> Outcome<(Scope, R)> {
    let operand = Operand::of(value);
    let scope = operand.scope().unwrap_or(Scope::Member);
    let mut stage = stage.borrow_mut();
    stage.here(scope, context.call_position());
    let number = operand.number(&mut stage, scope).map_err(|c| c.at(context))?;
    Ok((scope, build(stage.graph(scope), number)))
}

fn quantity((scope, node): (Scope, Number)) -> Quantity {
    Quantity { scope, node }
}

fn truth((scope, node): (Scope, Condition)) -> Truth {
    Truth { scope, node }
}

fn curves(engine: &mut Engine, stage: &Shared) {
    fn bend(
        stage: &Shared,
        context: &NativeCallContext,
        name: &str,
        value: &Dynamic,
        ends: &[Dynamic],
        make: impl FnOnce(&[f64]) -> Result<Curve, String>,
    ) -> Outcome<Quantity> {
        let ends: Result<Vec<f64>, Complaint> = ends.iter().map(|e| written(e, name)).collect();
        let curve = ends.and_then(|ends| make(&ends).map_err(|message| Complaint::new(message, "")));
        let curve = curve.map_err(|c| c.at(context))?;
        with_number(stage, context, value, |g, x| g.curve(curve, x)).map(quantity)
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
    type One = fn(&mut Graph, Number) -> Number;
    for (name, build) in [("abs", Graph::abs as One), ("sqrt", Graph::sqrt), ("log", Graph::log)] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, x: Dynamic| {
            with_number(&s, &c, &x, build).map(quantity)
        });
    }
    type Two = fn(&mut Graph, Number, Number) -> Number;
    for (name, build) in [("min", Graph::min as Two), ("max", Graph::max), ("or_else", Graph::or_else)] {
        let s = stage.clone();
        engine.register_fn(name, move |c: NativeCallContext, x: Dynamic, y: Dynamic| -> Outcome<Quantity> {
            let (a, b) = (Operand::of(&x), Operand::of(&y));
            let run = || {
                let scope = common_scope(&[&a, &b])?.unwrap_or(Scope::Member);
                let mut stage = s.borrow_mut();
                stage.here(scope, c.call_position());
                let (a, b) = (a.number(&mut stage, scope)?, b.number(&mut stage, scope)?);
                Ok(Quantity { scope, node: build(stage.graph(scope), a, b) })
            };
            run().map_err(|e: Complaint| e.at(&c))
        });
    }
    let s = stage.clone();
    engine.register_fn(
        "clamp",
        move |c: NativeCallContext, x: Dynamic, low: Dynamic, high: Dynamic| -> Outcome<Quantity> {
            let ends = written(&low, "clamp").and_then(|l| Ok((l, written(&high, "clamp")?)));
            let (low, high) = ends.map_err(|e| e.at(&c))?;
            if low > high {
                let message = format!("clamp holds between {low} and {high}, which are the wrong way round");
                return Err(Complaint::new(message, format!("write `.clamp({high}, {low})`")).at(&c));
            }
            with_number(&s, &c, &x, |g, x| g.clamp(x, low, high)).map(quantity)
        },
    );
    let s = stage.clone();
    engine.register_fn("at_least", move |c: NativeCallContext, x: Dynamic, low: Dynamic| -> Outcome<Truth> {
        let low = written(&low, "at_least").map_err(|e| e.at(&c))?;
        let build = |g: &mut Graph, x| {
            let low = g.constant(low);
            g.less_or_equal(low, x)
        };
        with_number(&s, &c, &x, build).map(truth)
    });
    let s = stage.clone();
    engine.register_fn("at_most", move |c: NativeCallContext, x: Dynamic, high: Dynamic| -> Outcome<Truth> {
        let high = written(&high, "at_most").map_err(|e| e.at(&c))?;
        let build = |g: &mut Graph, x| {
            let high = g.constant(high);
            g.less_or_equal(x, high)
        };
        with_number(&s, &c, &x, build).map(truth)
    });
    let s = stage.clone();
    engine.register_fn(
        "between",
        move |c: NativeCallContext, x: Dynamic, low: Dynamic, high: Dynamic| -> Outcome<Truth> {
            let ends = written(&low, "between").and_then(|l| Ok((l, written(&high, "between")?)));
            let (low, high) = ends.map_err(|e| e.at(&c))?;
            let build = |g: &mut Graph, x| {
                let (low, high) = (g.constant(low), g.constant(high));
                let (above, below) = (g.less_or_equal(low, x), g.less_or_equal(x, high));
                g.and(above, below)
            };
            with_number(&s, &c, &x, build).map(truth)
        },
    );
}

fn choices(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_fn("known", move |c: NativeCallContext, x: Dynamic| -> Outcome<Truth> {
        if let Operand::Truth(t) = Operand::of(&x) {
            let mut stage = s.borrow_mut();
            stage.here(t.scope, c.call_position());
            return Ok(Truth { scope: t.scope, node: stage.graph(t.scope).known(t.node.node()) });
        }
        with_number(&s, &c, &x, |g, x| g.known(x.node())).map(truth)
    });
    let s = stage.clone();
    engine.register_fn(
        "when",
        move |c: NativeCallContext, test: Dynamic, yes: Dynamic, no: Dynamic| -> Outcome<Dynamic> {
            let (test, yes, no) = (Operand::of(&test), Operand::of(&yes), Operand::of(&no));
            let run = || {
                let condition = test.condition()?;
                let scope = common_scope(&[&test, &yes, &no])?.unwrap_or(condition.scope);
                let mut stage = s.borrow_mut();
                stage.here(scope, c.call_position());
                if let (Operand::Truth(yes), Operand::Truth(no)) = (&yes, &no) {
                    let node = stage.graph(scope).select_condition(condition.node, yes.node, no.node);
                    return Ok(Dynamic::from(Truth { scope, node }));
                }
                let (yes, no) = (yes.number(&mut stage, scope)?, no.number(&mut stage, scope)?);
                let node = stage.graph(scope).select(condition.node, yes, no);
                Ok(Dynamic::from(Quantity { scope, node }))
            };
            run().map_err(|e: Complaint| e.at(&c))
        },
    );
    let s = stage.clone();
    engine.register_fn("no_data", move || {
        let node = s.borrow_mut().graph(Scope::Member).constant(f64::NAN);
        Quantity { scope: Scope::Member, node }
    });
}

fn lists(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_fn("sum", move |c: NativeCallContext, parts: Array| -> Outcome<Quantity> {
        let parts: Vec<Operand> = parts.iter().map(Operand::of).collect();
        let run = || {
            let scope = scope_of(&parts, "sum")?;
            let mut stage = s.borrow_mut();
            stage.here(scope, c.call_position());
            let mut total = parts[0].credit(&mut stage, scope)?;
            for part in &parts[1..] {
                let part = part.credit(&mut stage, scope)?;
                total = stage.graph(scope).add(total, part);
            }
            Ok(Quantity { scope, node: total })
        };
        run().map_err(|e: Complaint| e.at(&c))
    });
    let s = stage.clone();
    engine.register_fn("average", move |c: NativeCallContext, parts: Array| -> Outcome<Quantity> {
        let parts: Vec<(Operand, f64)> = parts.iter().map(|p| (Operand::of(p), 1.0)).collect();
        average(&s, &c, &parts, "average").map_err(|e| e.at(&c))
    });
    let s = stage.clone();
    engine.register_fn("weighted_average", move |c: NativeCallContext, parts: Array| -> Outcome<Quantity> {
        let pairs: Result<Vec<(Operand, f64)>, Complaint> = parts
            .iter()
            .map(|pair| match pair.flatten_clone().try_cast::<Array>().as_deref() {
                Some([value, weight]) => Ok((Operand::of(value), written(weight, "weighted_average")?)),
                _ => Err(Complaint::new(
                    "weighted_average needs pairs of a part and its weight",
                    "write `weighted_average([[a, 2], [b, 1]])`",
                )),
            })
            .collect();
        pairs.and_then(|pairs| average(&s, &c, &pairs, "weighted_average")).map_err(|e| e.at(&c))
    });
}

fn scope_of(parts: &[Operand], name: &str) -> Result<Scope, Complaint> {
    if parts.is_empty() {
        return Err(Complaint::new(format!("{name} of nothing"), format!("write `{name}([a, b])`")));
    }
    let parts: Vec<&Operand> = parts.iter().collect();
    Ok(common_scope(&parts)?.unwrap_or(Scope::Member))
}

/// The mean of the parts that have evidence; no data where none has. A part that is founded but empty counts as 0.
fn average(
    shared: &Shared,
    context: &NativeCallContext,
    parts: &[(Operand, f64)],
    name: &str,
) -> Result<Quantity, Complaint> {
    let operands: Vec<Operand> = parts.iter().map(|(o, _)| o.clone()).collect();
    let scope = scope_of(&operands, name)?;
    let stage: &mut Stage = &mut shared.borrow_mut();
    stage.here(scope, context.call_position());
    let zero = stage.graph(scope).constant(0.0);
    let (mut top, mut bottom) = (zero, zero);
    for (operand, weight) in parts {
        let value = operand.credit(stage, scope)?;
        let founded = stage.evidence(scope, value.node());
        let graph = stage.graph(scope);
        let weight = graph.constant(*weight);
        let filled = graph.or_else(value, zero);
        let weighted = graph.mul(weight, filled);
        let counted = graph.select(founded, weighted, zero);
        let share = graph.select(founded, weight, zero);
        top = graph.add(top, counted);
        bottom = graph.add(bottom, share);
    }
    let graph = stage.graph(scope);
    let nobody_can_tell = graph.constant(f64::NAN);
    let any = graph.less(zero, bottom);
    let mean = graph.div(top, bottom);
    Ok(Quantity { scope, node: graph.select(any, mean, nobody_can_tell) })
}
