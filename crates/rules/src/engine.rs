//! The one engine: what a script may not do, and how much it may use.

use std::cell::Cell;

use rhai::{Dynamic, Engine, OptimizationLevel};

/// Words that rhai knows and a rule has no use for, each with what to write instead.
pub(crate) const FORBIDDEN: &[(&str, &str)] = &[
    ("if", "a rule describes a score for everyone at once; write `when(condition, a, b)`"),
    ("else", "write `when(condition, a, b)`"),
    ("switch", "write `when(condition, a, b)`"),
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("??", "write `value.or_else(other)`"),
    ("**", "write the product out: `x * x`"),
    ("loop", "a rule does not loop; use an aggregate such as `.count()` or `.mean(|p| p.grade)`"),
    ("while", "a rule does not loop; use an aggregate such as `.count()` or `.mean(|p| p.grade)`"),
    ("until", "a rule does not loop; use an aggregate such as `.count()` or `.mean(|p| p.grade)`"),
    ("do", "a rule does not loop; use an aggregate such as `.count()` or `.mean(|p| p.grade)`"),
    ("for", "a rule does not loop; use an aggregate such as `.count()` or `.mean(|p| p.grade)`"),
    ("..", "one dot names a column, a `,` parts two numbers"),
    ("..=", "write `x.between(1, 5)`"),
    ("?.", "write `.`; a missing value is missing, and `.or_else(0)` puts another in its place"),
    ("?[", "write `.` and a name"),
    ("+=", "write it out: `x = x + 1`"),
    ("-=", "write it out: `x = x - 1`"),
    ("*=", "write it out: `x = x * 2`"),
    ("/=", "write it out: `x = x / 2`"),
    ("in", "compare with each value: `p.kind == \"article\" or p.kind == \"poll\"`"),
    ("throw", "take it out: a rule cannot fail"),
    ("try", "take it out: a rule cannot fail"),
    ("import", "a pack builds on another with `extends(\"ssi\")` in pack.rhai"),
    ("export", "take it out: every function of the file is a rule"),
    ("const", "write the number where it is used, or `let` inside the function"),
    ("eval", "write the rule itself"),
    ("Fn", "write a function in place: `|p| p.grade`"),
    ("call", "write a function in place: `|p| p.grade`"),
    ("curry", "write a function in place: `|p| p.grade`"),
    ("type_of", "take it out: a rule knows numbers and conditions only"),
    ("is_def_fn", "take it out"),
    ("is_def_var", "take it out"),
    ("is_shared", "take it out"),
    ("print", "take it out: a rule cannot print; `ssi explain` shows what it computed"),
    ("debug", "take it out: a rule cannot print; `ssi explain` shows what it computed"),
    ("global", "write the number where it is used"),
    ("sleep", "take it out: a rule cannot wait"),
    ("timestamp", "take it out: a score must not depend on the clock; dates count back from `--as-of`"),
];

/// The most steps that one call may take; a rule of ours takes a few dozen.
const MOST_OPERATIONS: u64 = 20_000;
/// The most steps that all calls of one engine may take together: five hundred rules of two hundred steps.
const MOST_OPERATIONS_IN_ALL: u64 = 100_000;

/// An engine that can describe rules and do nothing else.
///
/// Starting from `new_raw` there is no package loaded: no `sleep`, no clock, no files, no output, no modules, no arrays
/// that grow. The optimiser is off because it rewrites what it cannot see through (`s && true` becomes `s`).
pub(crate) fn sandbox() -> Engine {
    let mut engine = Engine::new_raw();
    for (word, _) in FORBIDDEN {
        engine.disable_symbol(*word);
    }
    engine
        .set_optimization_level(OptimizationLevel::None)
        // Built-in shortcuts would win over our `/`, and 1/3 would be 0.
        .set_fast_operators(false)
        .set_strict_variables(true)
        .set_allow_shadowing(false)
        .set_fail_on_invalid_map_property(true)
        .set_max_operations(MOST_OPERATIONS)
        .set_max_call_levels(16)
        .set_max_expr_depths(64, 32)
        .set_max_string_size(4_096)
        .set_max_array_size(256)
        .set_max_map_size(64)
        .set_max_variables(64)
        .set_max_functions(512)
        .set_max_modules(0);
    engine
        .register_custom_operator("and", 60)
        .and_then(|e| e.register_custom_operator("or", 30))
        .expect("`and` and `or` are free to be operators");
    // The engine counts afresh for each call; a file can hold hundreds of rules.
    let steps = Cell::new(0_u64);
    engine.on_progress(move |_| {
        steps.set(steps.get() + 1);
        (steps.get() > MOST_OPERATIONS_IN_ALL).then_some(Dynamic::UNIT)
    });
    engine
}
