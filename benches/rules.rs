//! What it buys to run a rule once and its tape for every row: one rule of twenty operations on five inputs, staged, interpreted
//! by rhai row by row, and written by hand as a loop. Also the time to load the default pack.
//!
//! The interpreter is given every fair chance: the script is compiled once, with the optimiser and the shortcuts that are
//! rhai's default; it is called in both ways there are, and the faster one counts. At the end the bench prints the ratio, and
//! fails below [`FLOOR`].

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::hint::black_box;
use std::iter::zip;

use criterion::{Criterion, Throughput, criterion_group};
use rhai::{AST, CallFnOptions, Engine, Scope};
use ssi_expr::{Column, Tape};
use ssi_rules::{GradePlan, Model, Pack, PackFile, TextWant};
use ssi_score::vocabulary::vocabulary;

mod common;

/// How many times faster than the interpreter a staged rule must be.
const FLOOR: f64 = 100.0;

const ROWS: usize = 1_000_000;
/// The interpreter would need seconds for all of them.
const INTERPRETED_ROWS: usize = 20_000;

/// The inputs, and how far each of them goes.
const INPUTS: [(&str, f64); 5] =
    [("words", 120.0), ("questions", 4.0), ("numbers", 6.0), ("links", 3.0), ("capitals_share", 1.0)];

/// The rule as an author writes it; `weight` holds it in 0..=1.
const STAGED: &str = "
/// Says something, and does not shout for clicks.
fn substance(t) {
    let long = t.words.ramp(8, 72);
    let asks = t.questions.min(2) / 8;
    let concrete = t.numbers / (t.numbers + 2);
    let loud = when(t.capitals_share > 0.25 and t.links > 1, t.capitals_share - 0.25, 0);
    weight(1, long * 0.5 + asks + concrete * 0.25 - loud)
}
";

/// The same arithmetic for one row: 20 operations.
const INTERPRETED: &str = "
let long = max(0.0, min(1.0, (words - 8.0) / 64.0));
let asks = min(questions, 2.0) / 8.0;
let concrete = numbers / (numbers + 2.0);
let loud = if capitals_share > 0.25 && links > 1.0 { capitals_share - 0.25 } else { 0.0 };
max(0.0, min(1.0, long * 0.5 + asks + concrete * 0.25 - loud))
";

criterion_group!(benches, rule, load);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    if common::everything_is_asked_for() {
        ratios();
    }
}

fn rule(c: &mut Criterion) {
    let columns = columns();
    let (mut staged, mut interpreted) = (Staged::new(), Interpreted::new());
    check(&columns, &mut staged, &mut interpreted);
    let mut out = vec![0.0; ROWS];
    let mut group = c.benchmark_group("rule");
    group.sample_size(20).throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("staged", |b| b.iter(|| staged.run(&columns, &mut out)));
    group.bench_function("by_hand", |b| b.iter(|| by_hand(&columns, &mut out)));
    let out = &mut out[..INTERPRETED_ROWS];
    group.throughput(Throughput::Elements(out.len() as u64));
    group.bench_function("interpreted/scope", |b| b.iter(|| interpreted.with_scope(&columns, out)));
    group.bench_function("interpreted/call", |b| b.iter(|| interpreted.with_call(&columns, out)));
}

fn load(c: &mut Criterion) {
    let (pack, words) = (Pack::built_in(), vocabulary());
    c.bench_function("load/ssi", |b| b.iter(|| ssi_rules::load(&pack, &words).expect("the default pack")));
}

/// All four in turns.
fn ratios() {
    let columns = columns();
    let (mut staged, mut scope) = (Staged::new(), Interpreted::new());
    let mut call = Interpreted::new();
    let mut outs: [Vec<f64>; 4] = std::array::from_fn(|_| vec![0.0; ROWS]);
    let [for_staged, for_hand, for_scope, for_call] = &mut outs;
    let (for_scope, for_call) = (&mut for_scope[..INTERPRETED_ROWS], &mut for_call[..INTERPRETED_ROWS]);
    let rounds = common::in_turns(
        21,
        [
            &mut || staged.run(&columns, for_staged),
            &mut || by_hand(&columns, for_hand),
            &mut || scope.with_scope(&columns, for_scope),
            &mut || call.with_call(&columns, for_call),
        ],
    );
    let rounds: Vec<[f64; 3]> = rounds
        .into_iter()
        .map(|times| {
            let [staged, by_hand, scope, call] = times.map(|t| t.as_secs_f64() * 1e9);
            [staged / ROWS as f64, by_hand / ROWS as f64, scope.min(call) / INTERPRETED_ROWS as f64]
        })
        .collect();
    let spread = |figure: fn(&[f64; 3]) -> f64| common::Spread::of(rounds.iter().map(figure));
    let ratio = spread(|[staged, _, interpreted]| interpreted / staged);
    println!("medians (least–most) of {} rounds", rounds.len());
    println!(
        "staged {} ns/row, interpreted {} ns/row, ratio {ratio}",
        spread(|[staged, ..]| *staged),
        spread(|[.., interpreted]| *interpreted),
    );
    println!(
        "by hand {} ns/row, staged / by hand {}",
        spread(|[_, by_hand, _]| *by_hand),
        spread(|[staged, by_hand, _]| staged / by_hand),
    );
    assert!(ratio.median >= FLOOR, "a staged rule is less than {FLOOR} times as fast as an interpreted one");
}

/// All ways give the same numbers, to the last bit.
fn check(columns: &[Vec<f64>; 5], staged: &mut Staged, interpreted: &mut Interpreted) {
    let mut outs: [Vec<f64>; 4] = std::array::from_fn(|_| vec![f64::NAN; INTERPRETED_ROWS]);
    staged.run(columns, &mut outs[0]);
    by_hand(columns, &mut outs[1]);
    interpreted.with_scope(columns, &mut outs[2]);
    interpreted.with_call(columns, &mut outs[3]);
    assert!(outs[0].iter().any(|&v| v > 0.9) && outs[0].contains(&0.0), "the rows differ");
    assert_eq!(outs[0], outs[1]);
    assert_eq!(outs[0], outs[2]);
    assert_eq!(outs[0], outs[3]);
}

/// One column an input, the same everywhere.
fn columns() -> [Vec<f64>; 5] {
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    INPUTS.map(|(_, most)| {
        let mut draw = || {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            most * (dice >> 52) as f64 / 4096.0
        };
        (0..ROWS).map(|_| draw()).collect()
    })
}

/// The rule as the engine runs it: the value, held in 0..=1, of a rule of a pack.
struct Staged {
    tape: Tape,
    /// For each input of the tape, its column.
    places: Vec<usize>,
}

impl Staged {
    fn new() -> Self {
        let words = vocabulary();
        let mut files = Pack::built_in().files;
        files.retain(|f| f.path != "grades/comment.rhai");
        files.push(PackFile { path: "grades/comment.rhai".into(), text: STAGED.into() });
        let pack = Pack::from_files("bench", files).expect("the default pack with another file");
        let (model, _): (Model, _) = ssi_rules::load(&pack, &words).unwrap_or_else(|wrong| panic!("{wrong}"));
        let plan: &GradePlan = model.grade("comment").expect("a kind of text");
        let place = |want: &TextWant| {
            let TextWant::Signal(signal) = want else { panic!("the rule reads signals only") };
            INPUTS.iter().position(|(id, _)| *id == words.signals[*signal].id).expect("an input of the rule")
        };
        Self {
            tape: Tape::compile(&plan.graph, &[plan.rules[0].value]),
            places: plan.inputs.iter().map(place).collect(),
        }
    }

    fn run(&mut self, columns: &[Vec<f64>; 5], out: &mut [f64]) {
        let inputs: Vec<Column<'_>> = self.places.iter().map(|&p| Column::Slice(&columns[p])).collect();
        self.tape.run(out.len(), &inputs, |rows, block| out[rows].copy_from_slice(block[0]));
        black_box(out);
    }
}

/// The rule as rhai runs it, once a row.
struct Interpreted {
    engine: Engine,
    script: AST,
    function: AST,
    scope: Scope<'static>,
}

impl Interpreted {
    fn new() -> Self {
        let engine = Engine::new();
        let names = INPUTS.map(|(id, _)| id);
        let function = format!("fn substance({}) {{ {INTERPRETED} }}", names.join(", "));
        let mut scope = Scope::new();
        for name in names {
            scope.push(name, 0.0);
        }
        let compile = |text: &str| engine.compile(text).expect("a script");
        Self { script: compile(INTERPRETED), function: compile(&function), scope, engine }
    }

    /// As a script whose variables are given new values.
    fn with_scope(&mut self, columns: &[Vec<f64>; 5], out: &mut [f64]) {
        for (row, value) in out.iter_mut().enumerate() {
            for ((name, _), column) in zip(INPUTS, columns) {
                self.scope.set_value(name, column[row]);
            }
            *value = self.engine.eval_ast_with_scope(&mut self.scope, &self.script).expect("a number");
            self.scope.rewind(INPUTS.len());
        }
        black_box(out);
    }

    /// As a function that is called.
    fn with_call(&mut self, columns: &[Vec<f64>; 5], out: &mut [f64]) {
        let mut scope = Scope::new();
        for (row, value) in out.iter_mut().enumerate() {
            let [a, b, c, d, e] = columns.each_ref().map(|column| column[row]);
            let options = CallFnOptions::new().eval_ast(false);
            let (name, arguments) = ("substance", (a, b, c, d, e));
            let call = self.engine.call_fn_with_options(options, &mut scope, &self.function, name, arguments);
            *value = call.expect("a number");
        }
        black_box(out);
    }
}

/// The rule as a programmer would write it who knows that no value is missing.
fn by_hand(columns: &[Vec<f64>; 5], out: &mut [f64]) {
    let [words, questions, numbers, links, capitals] = columns.each_ref().map(|c| &c[..out.len()]);
    for (row, value) in out.iter_mut().enumerate() {
        let long = ((words[row] - 8.0) / 64.0).clamp(0.0, 1.0);
        let asks = questions[row].min(2.0) / 8.0;
        let concrete = numbers[row] / (numbers[row] + 2.0);
        let loud = if capitals[row] > 0.25 && links[row] > 1.0 { capitals[row] - 0.25 } else { 0.0 };
        *value = (long * 0.5 + asks + concrete * 0.25 - loud).clamp(0.0, 1.0);
    }
    black_box(out);
}
