//! Arithmetic and comparisons: every operator, for every pair of things.
//!
//! rhai answers an operator that nobody registered for two different types with a silent `false`. So each is registered
//! for anything on both sides, and decides here.

use rhai::{Dynamic, Engine, INT, NativeCallContext};
use ssi_expr::op::{Binary, Op};
use ssi_expr::{Condition, Graph, Number};

use super::numbers::computed;
use super::operand::{Operand, common_scope, unbounded};
use super::symbols::{Label, Truth};
use crate::codes::Code;
use crate::complaint::{Complaint, Outcome};
use crate::model::Source;
use crate::stage::{Shared, Stage};

type Build = fn(&mut Graph, Number, Number) -> Number;
type Join = fn(&mut Graph, Condition, Condition) -> Condition;
type Whole = fn(INT, INT) -> Option<INT>;

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    arithmetic(engine, stage);
    comparisons(engine, stage);
    conditions(engine, stage);
    for sign in ["%", "<<", ">>", "&", "|", "^"] {
        engine.register_fn(
            sign,
            move |context: NativeCallContext, _: Dynamic, _: Dynamic| -> Outcome<Dynamic> {
                let help = match sign {
                    "&" => "write `and`",
                    "|" => "write `or`",
                    _ => "rules compute with + - * / and the curves",
                };
                Err(Complaint::new(Code::UnknownSign, format!("`{sign}` means nothing here"), help)
                    .at(&context))
            },
        );
    }
}

fn arithmetic(engine: &mut Engine, stage: &Shared) {
    let signs: [(&'static str, Build, Option<Whole>); 4] = [
        ("+", Graph::add, Some(INT::checked_add)),
        ("-", Graph::sub, Some(INT::checked_sub)),
        ("*", Graph::mul, Some(INT::checked_mul)),
        // A third is 1/3 and not 0.
        ("/", Graph::div, None),
    ];
    for (sign, build, whole) in signs {
        let stage = stage.clone();
        engine.register_fn(
            sign,
            move |context: NativeCallContext, a: Dynamic, b: Dynamic| -> Outcome<Dynamic> {
                let (a, b) = (Operand::of(&a), Operand::of(&b));
                compute(&stage, &context, sign, (&a, &b), build, whole).map_err(|c| c.at(&context))
            },
        );
    }
    let stage = stage.clone();
    engine.register_fn("-", move |context: NativeCallContext, a: Dynamic| -> Outcome<Dynamic> {
        let a = Operand::of(&a);
        let result = match a {
            Operand::Whole(n) => n.checked_neg().map(Dynamic::from).ok_or_else(unbounded),
            _ => computed(&stage, &context, &[(&a, "`-` stands in front of a number")], |g, x| g.neg(x[0])),
        };
        result.map_err(|c| Complaint { argument: None, ..c }.at(&context))
    });
    engine.register_fn("+", |a: Dynamic| a);
}

fn compute(
    stage: &Shared,
    context: &NativeCallContext,
    sign: &str,
    (a, b): (&Operand, &Operand),
    build: Build,
    whole: Option<Whole>,
) -> Result<Dynamic, Complaint> {
    if let (Operand::Whole(a), Operand::Whole(b), Some(whole)) = (a, b, whole) {
        return whole(*a, *b).map(Dynamic::from).ok_or_else(unbounded);
    }
    if sign == "/" && b.written() == Some(0.0) {
        return Err(Complaint::new(Code::DividesByZero, "this divides by zero", "write another number"));
    }
    let [left, right] = ["left", "right"].map(|side| format!("`{sign}` needs a number on its {side}"));
    computed(stage, context, &[(a, &left), (b, &right)], |g, n| build(g, n[0], n[1]))
        .map_err(|c| Complaint { argument: None, ..c })
}

fn conditions(engine: &mut Engine, stage: &Shared) {
    for (sign, join) in [("and", Graph::and as Join), ("or", Graph::or)] {
        let stage = stage.clone();
        engine.register_fn(
            sign,
            move |context: NativeCallContext, a: Dynamic, b: Dynamic| -> Outcome<Truth> {
                let (a, b) = (Operand::of(&a), Operand::of(&b));
                let run = || {
                    let left = a.condition(&format!("`{sign}` needs a condition on its left"))?;
                    let right = b.condition(&format!("`{sign}` needs a condition on its right"))?;
                    let scope = common_scope(&[&a, &b])?.unwrap_or(left.scope);
                    let mut stage = stage.borrow_mut();
                    stage.here(scope, context.call_position());
                    Ok(Truth { scope, node: join(stage.graph(scope), left.node, right.node) })
                };
                run().map_err(|c: Complaint| c.at(&context))
            },
        );
    }
    for name in ["!", "not"] {
        let stage = stage.clone();
        engine.register_fn(name, move |context: NativeCallContext, a: Dynamic| -> Outcome<Truth> {
            let need = format!("`{name}` turns a condition round");
            let truth = Operand::of(&a).condition(&need).map_err(|c| c.at(&context))?;
            let mut stage = stage.borrow_mut();
            stage.here(truth.scope, context.call_position());
            Ok(Truth { scope: truth.scope, node: stage.graph(truth.scope).not(truth.node) })
        });
    }
}

fn comparisons(engine: &mut Engine, stage: &Shared) {
    for sign in ["<", "<=", ">", ">=", "==", "!="] {
        let stage = stage.clone();
        engine.register_fn(
            sign,
            move |context: NativeCallContext, a: Dynamic, b: Dynamic| -> Outcome<Truth> {
                let (a, b) = (Operand::of(&a), Operand::of(&b));
                compare(&stage, &context, sign, &a, &b).map_err(|c| c.at(&context))
            },
        );
    }
}

fn compare(
    shared: &Shared,
    context: &NativeCallContext,
    sign: &str,
    a: &Operand,
    b: &Operand,
) -> Result<Truth, Complaint> {
    for (side, other) in [(a, b), (b, a)] {
        match side {
            Operand::Label(label) => {
                let mut stage = shared.borrow_mut();
                stage.here(label.scope, context.call_position());
                return labelled(&mut stage, sign, *label, other);
            }
            Operand::Truth(truth) => {
                return Err(condition_compared(&mut shared.borrow_mut(), sign, *truth, other));
            }
            Operand::Decided(b) => {
                let help = "a condition is yes or no already: write it alone, or with `not(…)`";
                return Err(Complaint::new(
                    Code::ComparedCondition,
                    format!("`{sign}` does not compare with {b}"),
                    help,
                ));
            }
            _ => {}
        }
    }
    let need = match sign {
        "==" | "!=" => format!("`{sign}` compares a label with a word in quotes"),
        _ => format!("`{sign}` compares numbers"),
    };
    if let (Some(x), Some(y)) = (a.written(), b.written()) {
        let help = "compare something of the member or the text";
        return Err(Complaint::new(Code::NeverChanges, format!("`{x} {sign} {y}` never changes"), help));
    }
    let mut stage = shared.borrow_mut();
    let Some(scope) = common_scope(&[a, b])? else {
        let mut graph = Graph::default();
        a.number(&mut graph, &need)?;
        b.number(&mut graph, &need)?;
        return Err(Complaint::new(
            Code::NeverChanges,
            "nothing is compared with nothing",
            "compare something of the member or the text",
        ));
    };
    stage.here(scope, context.call_position());
    let graph = stage.graph(scope);
    let (a, b) = (a.number(graph, &need)?, b.number(graph, &need)?);
    let node = match sign {
        "<" => graph.less(a, b),
        "<=" => graph.less_or_equal(a, b),
        ">" => graph.less(b, a),
        ">=" => graph.less_or_equal(b, a),
        _ => {
            return Err(Complaint::new(
                Code::ExactComparison,
                format!("`{sign}` compares numbers to the last digit, which is seldom meant"),
                "write `x < 1`, `x >= 3` or `x.between(3, 5)`",
            ));
        }
    };
    Ok(Truth { scope, node })
}

fn labelled(stage: &mut Stage, sign: &str, label: Label, other: &Operand) -> Result<Truth, Complaint> {
    let Operand::Quoted(word) = other else {
        return Err(Complaint::new(
            Code::ComparedLabel,
            format!("a label is compared with a text in quotes, this is {}", other.in_words()),
            "write for example `p.kind == \"article\"`",
        ));
    };
    if !matches!(sign, "==" | "!=") {
        let help = "compare it with `==` or `!=`";
        return Err(Complaint::new(
            Code::ComparedLabel,
            format!("a label has no order, so `{sign}` means nothing"),
            help,
        ));
    }
    let input = stage.source(label.scope, Source::LabelIs(label.column, word.to_lowercase()));
    let graph = stage.graph(label.scope);
    let is = graph.condition(input);
    Ok(Truth { scope: label.scope, node: if sign == "==" { is } else { graph.not(is) } })
}

/// A chain such as `0 < x < 3`, or a condition that is compared with yes or no.
fn condition_compared(stage: &mut Stage, sign: &str, truth: Truth, other: &Operand) -> Complaint {
    let op = stage.graph(truth.scope).node(truth.node.node()).op;
    let chain = matches!(op, Op::Binary(Binary::Less | Binary::LessOrEqual, ..));
    if chain && matches!(other, Operand::Whole(_) | Operand::Written(_) | Operand::Quantity(_)) {
        return Complaint::new(
            Code::ChainedComparison,
            "two comparisons stand in a chain",
            "write `x > 0 and x < 3`, or `x.between(0, 3)`, which includes both ends",
        );
    }
    let with = if let Operand::Decided(b) = other { b.to_string() } else { other.in_words() };
    Complaint::new(
        Code::ComparedCondition,
        format!("`{sign}` compares a condition with {with}"),
        "a condition is yes or no already: write it alone, or with `not(…)`",
    )
}
