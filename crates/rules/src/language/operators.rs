//! Arithmetic and comparisons: every operator, for every pair of things.
//!
//! rhai answers an operator that nobody registered for two different types with a silent `false`. So each is registered
//! for anything on both sides, and decides here.

use rhai::{Dynamic, Engine, INT, NativeCallContext};
use ssi_expr::{Graph, Number};

use super::symbols::{Operand, Quantity, Truth, common_scope};
use crate::complaint::{Complaint, Outcome};
use crate::model::Source;
use crate::stage::Shared;

type Build = fn(&mut Graph, Number, Number) -> Number;

pub(super) fn register(engine: &mut Engine, stage: &Shared) {
    let arithmetic: [(&'static str, Build, fn(INT, INT) -> Option<INT>); 3] = [
        ("+", Graph::add, INT::checked_add),
        ("-", Graph::sub, INT::checked_sub),
        ("*", Graph::mul, INT::checked_mul),
    ];
    for (sign, build, whole) in arithmetic {
        let stage = stage.clone();
        engine.register_fn(
            sign,
            move |context: NativeCallContext, a: Dynamic, b: Dynamic| -> Outcome<Dynamic> {
                let (a, b) = (Operand::of(&a), Operand::of(&b));
                if let (Operand::Whole(a), Operand::Whole(b)) = (&a, &b) {
                    let result = whole(*a, *b).ok_or_else(|| too_large(sign).at(&context))?;
                    return Ok(result.into());
                }
                compute(&stage, &context, &a, &b, build).map_err(|c| c.at(&context))
            },
        );
    }
    let shared = stage.clone();
    engine.register_fn("/", move |context: NativeCallContext, a: Dynamic, b: Dynamic| -> Outcome<Dynamic> {
        let (a, b) = (Operand::of(&a), Operand::of(&b));
        if b.written() == Some(0.0) {
            return Err(Complaint::new("this divides by zero", "write another number").at(&context));
        }
        compute(&shared, &context, &a, &b, Graph::div).map_err(|c| c.at(&context))
    });
    for sign in ["%", "<<", ">>", "&", "|", "^"] {
        engine.register_fn(
            sign,
            move |context: NativeCallContext, _: Dynamic, _: Dynamic| -> Outcome<Dynamic> {
                let help = match sign {
                    "&" => "write `and`",
                    "|" => "write `or`",
                    _ => "rules compute with + - * / and the curves",
                };
                Err(Complaint::new(format!("`{sign}` is not a sign of the rule language"), help).at(&context))
            },
        );
    }
    for sign in ["<", "<=", ">", ">=", "==", "!="] {
        let stage = stage.clone();
        engine.register_fn(
            sign,
            move |context: NativeCallContext, a: Dynamic, b: Dynamic| -> Outcome<Truth> {
                compare(&stage, &context, sign, &Operand::of(&a), &Operand::of(&b))
                    .map_err(|c| c.at(&context))
            },
        );
    }
    for (sign, and) in [("and", true), ("or", false)] {
        let stage = stage.clone();
        engine.register_fn(
            sign,
            move |context: NativeCallContext, a: Dynamic, b: Dynamic| -> Outcome<Truth> {
                let (a, b) = (Operand::of(&a), Operand::of(&b));
                let join = || {
                    let (left, right) = (a.condition()?, b.condition()?);
                    let scope = common_scope(&[&a, &b])?.unwrap_or(left.scope);
                    let mut stage = stage.borrow_mut();
                    stage.here(scope, context.call_position());
                    let graph = stage.graph(scope);
                    let node =
                        if and { graph.and(left.node, right.node) } else { graph.or(left.node, right.node) };
                    Ok(Truth { scope, node })
                };
                join().map_err(|c: Complaint| c.at(&context))
            },
        );
    }
    let shared = stage.clone();
    engine.register_fn("-", move |context: NativeCallContext, a: Dynamic| -> Outcome<Dynamic> {
        match Operand::of(&a) {
            Operand::Whole(n) => Ok(n.checked_neg().ok_or_else(|| too_large("-").at(&context))?.into()),
            Operand::Written(x) => Ok((-x).into()),
            other => {
                let scope = other.scope().unwrap_or(crate::stage::Scope::Member);
                let mut stage = shared.borrow_mut();
                stage.here(scope, context.call_position());
                let a = other.number(&mut stage, scope).map_err(|c| c.at(&context))?;
                Ok(Dynamic::from(Quantity { scope, node: stage.graph(scope).neg(a) }))
            }
        }
    });
    engine.register_fn("+", |a: Dynamic| a);
    for name in ["!", "not"] {
        let stage = stage.clone();
        engine.register_fn(name, move |context: NativeCallContext, a: Dynamic| -> Outcome<Truth> {
            let truth = Operand::of(&a).condition().map_err(|c| c.at(&context))?;
            let mut stage = stage.borrow_mut();
            stage.here(truth.scope, context.call_position());
            Ok(Truth { scope: truth.scope, node: stage.graph(truth.scope).not(truth.node) })
        });
    }
}

fn too_large(sign: &str) -> Complaint {
    Complaint::new(format!("`{sign}` makes a number that is too large"), "write smaller numbers")
}

fn compute(
    stage: &Shared,
    context: &NativeCallContext,
    a: &Operand,
    b: &Operand,
    build: Build,
) -> Result<Dynamic, Complaint> {
    let Some(scope) = common_scope(&[a, b])? else {
        // Both are written out: the graph folds them, and the script goes on with a plain number.
        let mut graph = Graph::default();
        let side = |graph: &mut Graph, o: &Operand| match o.written() {
            Some(x) => Ok(graph.constant(x)),
            None => o.number(&mut stage.borrow_mut(), crate::stage::Scope::Member),
        };
        let (a, b) = (side(&mut graph, a)?, side(&mut graph, b)?);
        let result = build(&mut graph, a, b);
        return Ok(graph.constant_of(result.node()).unwrap_or(f64::NAN).into());
    };
    let mut stage = stage.borrow_mut();
    stage.here(scope, context.call_position());
    let (a, b) = (a.number(&mut stage, scope)?, b.number(&mut stage, scope)?);
    Ok(Dynamic::from(Quantity { scope, node: build(stage.graph(scope), a, b) }))
}

fn compare(
    stage: &Shared,
    context: &NativeCallContext,
    sign: &str,
    a: &Operand,
    b: &Operand,
) -> Result<Truth, Complaint> {
    if let (Operand::Label(label), Operand::Quoted(word)) | (Operand::Quoted(word), Operand::Label(label)) =
        (a, b)
    {
        if !matches!(sign, "==" | "!=") {
            let help = "compare it with `==` or `!=`";
            return Err(Complaint::new(format!("a label has no order, so `{sign}` means nothing"), help));
        }
        let mut stage = stage.borrow_mut();
        stage.here(label.scope, context.call_position());
        let input = stage.source(label.scope, Source::LabelIs(label.column, word.to_lowercase()));
        let graph = stage.graph(label.scope);
        let zero = graph.constant(0.0);
        let is = graph.number(input);
        let same = graph.less(zero, is);
        let node = if sign == "==" { same } else { graph.not(same) };
        return Ok(Truth { scope: label.scope, node });
    }
    if matches!(a, Operand::Truth(_) | Operand::Decided(_))
        || matches!(b, Operand::Truth(_) | Operand::Decided(_))
    {
        return Err(Complaint::new(
            "a condition is compared with something",
            "a chain such as `0 < x < 3` is written `x > 0 and x < 3` or `x.between(0, 3)`; \
             a condition alone is already yes or no",
        ));
    }
    if matches!(a, Operand::Label(_)) || matches!(b, Operand::Label(_)) {
        return Err(Complaint::new(
            format!("a label can only be compared with a text in quotes, this is {}", b.in_words()),
            "write for example `p.kind == \"article\"`",
        ));
    }
    if matches!(sign, "==" | "!=") {
        return Err(Complaint::new(
            format!("`{sign}` compares quantities to the last digit, which is seldom meant"),
            "write `x < 1`, `x >= 3` or `x.between(3, 5)`",
        ));
    }
    let Some(scope) = common_scope(&[a, b])? else {
        if let (Some(a), Some(b)) = (a.written(), b.written()) {
            return Err(Complaint::new(
                format!("`{a} {sign} {b}` never changes"),
                "compare something of the member or the text",
            ));
        }
        let wrong = if a.written().is_none() { a } else { b };
        wrong.number(&mut stage.borrow_mut(), crate::stage::Scope::Member)?;
        unreachable!("what is no number has complained");
    };
    let mut stage = stage.borrow_mut();
    stage.here(scope, context.call_position());
    let (a, b) = (a.number(&mut stage, scope)?, b.number(&mut stage, scope)?);
    let graph = stage.graph(scope);
    let node = match sign {
        "<" => graph.less(a, b),
        "<=" => graph.less_or_equal(a, b),
        ">" => graph.less(b, a),
        _ => graph.less_or_equal(b, a),
    };
    Ok(Truth { scope, node })
}
