//! Sums and averages of parts that are written side by side.

use rhai::{Array, Dynamic, Engine, NativeCallContext};
use ssi_expr::Graph;

use super::numbers::{computed, written};
use super::operand::{Operand, common_scope};
use super::symbols::Quantity;
use crate::codes::Code;
use crate::complaint::{Complaint, Outcome};
use crate::stage::{Shared, Stage};

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    let s = stage.clone();
    engine.register_fn("sum", move |c: NativeCallContext, parts: Array| -> Outcome<Dynamic> {
        sum(&s, &c, &parts).map_err(|e| e.of_argument(0).at(&c))
    });
    let s = stage.clone();
    engine.register_fn("average", move |c: NativeCallContext, parts: Array| -> Outcome<Quantity> {
        let parts: Vec<(Operand, f64)> = parts.iter().map(|p| (Operand::of(p), 1.0)).collect();
        average(&s, &c, &parts, "average").map_err(|e| e.of_argument(0).at(&c))
    });
    let s = stage.clone();
    engine.register_fn("weighted_average", move |c: NativeCallContext, parts: Array| -> Outcome<Quantity> {
        let pairs: Result<Vec<(Operand, f64)>, Complaint> = parts.iter().map(pair).collect();
        pairs
            .and_then(|pairs| average(&s, &c, &pairs, "weighted_average"))
            .map_err(|e| e.of_argument(0).at(&c))
    });
}

/// A condition counts as 1 or 0, so that things that are there can be added up.
fn sum(stage: &Shared, context: &NativeCallContext, parts: &Array) -> Result<Dynamic, Complaint> {
    let parts: Vec<Operand> = parts.iter().map(|part| counted(Operand::of(part))).collect();
    if parts.is_empty() {
        return Err(empty("sum"));
    }
    let parts: Vec<(&Operand, &str)> =
        parts.iter().map(|p| (p, "`sum` adds numbers and conditions")).collect();
    computed(stage, context, &parts, |graph, parts| {
        parts[1..].iter().fold(parts[0], |total, part| graph.add(total, *part))
    })
}

fn counted(operand: Operand) -> Operand {
    match operand {
        Operand::Truth(t) => Operand::Quantity(Quantity { scope: t.scope, node: t.node.number() }),
        other => other,
    }
}

/// A part of a weighted average and its share.
fn pair(pair: &Dynamic) -> Result<(Operand, f64), Complaint> {
    let parts = pair.flatten_clone().try_cast::<Array>();
    let Some([value, share]) = parts.as_deref() else {
        return Err(Complaint::new(
            Code::WrongKind,
            "`weighted_average` needs pairs of a part and its share",
            "write for example `weighted_average([[a, 2], [b, 1]])`",
        ));
    };
    let share = written(share, "weighted_average", 0)?;
    if share <= 0.0 {
        let message = format!("a share of `weighted_average` is above 0, here one is {share}");
        return Err(Complaint::new(
            Code::OutOfRange,
            message,
            "leave the part out, or give it a share such as 1",
        ));
    }
    Ok((Operand::of(value), share))
}

fn empty(name: &str) -> Complaint {
    Complaint::new(
        Code::EmptyList,
        format!("`{name}` of an empty list"),
        format!("write what it is made of: `{name}([a, b])`"),
    )
}

/// The mean of the parts that have evidence; no data where none has. A part that is founded but empty counts as 0.
fn average(
    shared: &Shared,
    context: &NativeCallContext,
    parts: &[(Operand, f64)],
    name: &str,
) -> Result<Quantity, Complaint> {
    let need = format!("`{name}` is made of numbers and conditions");
    if parts.is_empty() {
        return Err(empty(name));
    }
    let operands: Vec<&Operand> = parts.iter().map(|(o, _)| o).collect();
    let Some(scope) = common_scope(&operands)? else {
        for operand in operands {
            operand.credit(&mut Graph::default(), &need)?;
        }
        let message = format!("`{name}` of written numbers never changes");
        return Err(Complaint::new(Code::NeverChanges, message, "write the number itself"));
    };
    let stage: &mut Stage = &mut shared.borrow_mut();
    stage.here(scope, context.call_position());
    let zero = stage.graph(scope).constant(0.0);
    let (mut top, mut bottom) = (zero, zero);
    for (operand, weight) in parts {
        let value = operand.credit(stage.graph(scope), &need)?;
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
