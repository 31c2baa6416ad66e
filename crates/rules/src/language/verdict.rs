//! `weight` and `penalty`: how a rule ends.

use rhai::{Dynamic, Engine, NativeCallContext};
use ssi_expr::{Graph, NodeId};

use super::numbers::written;
use super::operand::Operand;
use crate::codes::Code;
use crate::complaint::{Complaint, Outcome};
use crate::stage::{Scope, Shared};

/// What a rule function returns.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) weight: f64,
    pub(crate) penalty: bool,
    pub(crate) scope: Scope,
    /// The credit in 0..=1, with nothing where there is nothing.
    pub(crate) value: NodeId,
    pub(crate) evidence: NodeId,
}

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    for (name, penalty) in [("weight", false), ("penalty", true)] {
        let s = stage.clone();
        engine.register_fn(
            name,
            move |c: NativeCallContext, weight: Dynamic, value: Dynamic| -> Outcome<Verdict> {
                verdict(&s, &c, (name, penalty), &weight, &Operand::of(&value)).map_err(|e| e.at(&c))
            },
        );
    }
}

fn verdict(
    shared: &Shared,
    context: &NativeCallContext,
    (name, penalty): (&str, bool),
    weight: &Dynamic,
    operand: &Operand,
) -> Result<Verdict, Complaint> {
    let points = Operand::of(weight);
    if points.scope().is_some() && operand.written().is_some() {
        let help = format!("write `{name}(4, …)`");
        return Err(Complaint::new(Code::ArgumentOrder, "the points come first, then what is weighed", help)
            .of_argument(0));
    }
    let weight = written(weight, name, 0)?;
    if !(0.0..=1000.0).contains(&weight) {
        let help = match penalty {
            _ if weight > 0.0 => "weights are compared with one another, so small numbers do",
            true => "a penalty is written as a positive number",
            false => "to take points away, write `penalty`",
        };
        let message = format!("`{name}` takes a number from 0 to 1000, this is {weight}");
        return Err(Complaint::new(Code::OutOfRange, message, help).of_argument(0));
    }
    let need = format!("`{name}` weighs a number or a condition");
    let Some(scope) = operand.scope() else {
        // Says first what is wrong with it, such as infinity.
        operand.credit(&mut Graph::default(), &need).map_err(|e| e.of_argument(1))?;
        let always = operand.written().map_or(operand.in_words(), |x| format!("always {x}"));
        let message = format!("`{name}` weighs what differs between members or texts, this is {always}");
        let help = "write something of the member, as in `m.posts.count()`, or of the text, as in `t.words`";
        return Err(Complaint::new(Code::NeverChanges, message, help).of_argument(1));
    };
    let mut stage = shared.borrow_mut();
    stage.verdicts.push(context.call_position());
    stage.here(scope, context.call_position());
    let credit = operand.credit(stage.graph(scope), &need).map_err(|e| e.of_argument(1))?;
    let evidence = stage.evidence(scope, credit.node());
    let graph = stage.graph(scope);
    let zero = graph.constant(0.0);
    let held = graph.clamp(credit, 0.0, 1.0);
    let value = graph.or_else(held, zero);
    // Evidence of nothing is evidence.
    let yes = graph.always(true);
    let evidence = graph.condition_or_else(evidence, yes);
    Ok(Verdict { weight, penalty, scope, value: value.node(), evidence: evidence.node() })
}
