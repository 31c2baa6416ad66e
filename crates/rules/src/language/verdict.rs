//! `weight` and `penalty`: how a rule ends.

use rhai::{Dynamic, Engine, NativeCallContext};
use ssi_expr::NodeId;

use super::numbers::written;
use super::symbols::Operand;
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
                let run = || {
                    let weight = written(&weight, name)?;
                    if !(0.0..=1000.0).contains(&weight) {
                        return Err(Complaint::new(
                            format!("{name} takes between 0 and 1000 points, this is {weight}"),
                            if penalty {
                                "a penalty is written as a positive number"
                            } else {
                                "to take points away, write `penalty`"
                            },
                        ));
                    }
                    let operand = Operand::of(&value);
                    let Some(scope) = operand.scope() else {
                        if operand.written().is_some() {
                            // Says first what is wrong with the number itself, such as infinity.
                            operand.number(&mut s.borrow_mut(), Scope::Member)?;
                        }
                        return Err(Complaint::new(
                            format!(
                                "{name} needs something of the member or the text, this is {}",
                                constant_words(&operand)
                            ),
                            "a rule that gives everyone the same says nothing",
                        ));
                    };
                    let mut stage = s.borrow_mut();
                    stage.here(scope, c.call_position());
                    let credit = operand.credit(&mut stage, scope)?;
                    let evidence = stage.evidence(scope, credit.node());
                    let graph = stage.graph(scope);
                    let zero = graph.constant(0.0);
                    let held = graph.clamp(credit, 0.0, 1.0);
                    let value = graph.or_else(held, zero);
                    // Evidence of nothing is evidence.
                    let yes = graph.always(true);
                    let evidence = graph.condition_or_else(evidence, yes);
                    Ok(Verdict { weight, penalty, scope, value: value.node(), evidence: evidence.node() })
                };
                run().map_err(|e: Complaint| e.at(&c))
            },
        );
    }
}

fn constant_words(operand: &Operand) -> String {
    match operand.written() {
        Some(x) => format!("always {x}"),
        None => operand.in_words().to_owned(),
    }
}
