//! Packs of strangers: how much slower than the default pack a pack can make a run that holds to every limit.
//!
//! Each pack is the default one with rules on top that go to one limit: parts of formulas, aggregates that keep every value,
//! phrases. All are read and scored in turns with the default pack; beyond [`FACTOR`] times its time the bench fails.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use ssi_corpus::data::Corpus;
use ssi_corpus::generate::Spec;
use ssi_corpus::read::{self, Options};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_report::write_corpus;
use ssi_rules::{Model, Pack, PackFile};
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Request, score};

mod common;

/// The most that a pack may slow a run down; told in the README.
const FACTOR: f64 = 20.0;
/// Parts of formulas that a rule of the heavy packs has.
const PARTS: usize = 36;

fn main() -> ExitCode {
    // `cargo test --benches` and filters only see that everything runs.
    let measuring = common::everything_is_asked_for();
    let folder = tempfile::tempdir().expect("a folder for the corpus");
    let spec = Spec { members: if measuring { 2_000 } else { 20 }, seed: 1, ..Spec::default() };
    let place = folder.path().join("corpus");
    write_corpus(&spec, &place).expect("room for the corpus");
    let plain = model("ssi", Vec::new()).expect("the default pack");
    let mut worst = 0.0_f64;
    for (name, make) in heavy() {
        let (rules, heavy) = largest(name, &*make);
        let rounds = if measuring { 5 } else { 1 };
        let times = common::in_turns(rounds, [&mut || run(&plain, &place), &mut || run(&heavy, &place)]);
        let ratios = times.iter().map(|[plain, heavy]| heavy.as_secs_f64() / plain.as_secs_f64());
        let spread = common::Spread::of(ratios);
        println!("{name:<12} {rules:>5} rules  {spread} times the time of the default pack");
        worst = worst.max(spread.median);
    }
    if measuring && worst > FACTOR {
        println!(
            "a pack may take at most {FACTOR} times as long: tighten the limits in crates/rules/src/stage.rs"
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn run(model: &Model, place: &Path) {
    let corpus: Corpus = read::read(place, &Options::default(), &()).expect("a corpus");
    let view = View::at(end_of_activity(&corpus).expect("rows with times"), model.window_days);
    drop(score(model, &Resolved::new(&corpus, view), Request { keep_inputs: false }));
}

/// The default pack with more files, or with more at the end of its files.
fn model(name: &str, more: Vec<PackFile>) -> Option<Model> {
    let mut files = Pack::built_in().files;
    for file in more {
        match files.iter_mut().find(|known| known.path == file.path) {
            Some(known) => known.text.push_str(&file.text),
            None => files.push(file),
        }
    }
    let pack = Pack::from_files(name, files).ok()?;
    ssi_rules::load(&pack, &vocabulary()).ok().map(|(model, _)| model)
}

/// The pack with as many rules as the limits let pass, and how many these are.
fn largest(name: &str, make: &dyn Fn(usize) -> Vec<PackFile>) -> (usize, Model) {
    let mut best = None;
    let (mut low, mut high) = (1, 400);
    while low < high {
        let n = usize::midpoint(low, high);
        match model(name, make(n)) {
            Some(model) => {
                best = Some((n, model));
                low = n + 1;
            }
            None => high = n,
        }
    }
    best.expect("one such rule is within the limits")
}

fn file(path: &str, text: String) -> PackFile {
    PackFile { path: path.to_owned(), text }
}

/// Rules with small weights, each with a formula of its own.
fn rules(n: usize, symbol: char, formula: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for i in 0..n {
        let formula = formula(i);
        let _ = write!(text, "\n/// Rule {i}.\nfn heavy_{i}({symbol}) {{\n    weight(0.01, {formula})\n}}\n");
    }
    text
}

/// A sum of logarithms, none of which is another's.
fn logarithms(of: char, i: usize) -> String {
    let parts: Vec<String> =
        (0..PARTS).map(|j| format!("({of}.words + {}).log().sqrt().log()", i * PARTS + j)).collect();
    format!("sum([{}])", parts.join(", "))
}

/// Makes the files of a pack with so many rules.
type Make = Box<dyn Fn(usize) -> Vec<PackFile>>;

/// Each way to be heavy.
fn heavy() -> Vec<(&'static str, Make)> {
    let text = |i: usize| format!("{}.ramp(0, 100)", logarithms('t', i));
    vec![
        ("texts", Box::new(move |n| vec![file("grades/post.rhai", rules(n, 't', text))])),
        (
            "rows",
            Box::new(|n| in_pillars(n, |i| format!("m.posts.mean(|p| {}).ramp(0, 100)", logarithms('p', i)))),
        ),
        ("values", Box::new(|n| in_pillars(n, values))),
        ("phrases", Box::new(phrases)),
    ]
}

/// As many rules in each pillar.
fn in_pillars(n: usize, formula: impl Fn(usize) -> String) -> Vec<PackFile> {
    let rules_of = |place: usize| rules(n, 'm', |i| formula(place * n + i));
    let pillars = ["brand", "people", "insights", "relationships"];
    pillars.iter().enumerate().map(|(p, id)| file(&format!("pillars/{id}.rhai"), rules_of(p))).collect()
}

/// Four aggregates that keep every value, or every label.
fn values(i: usize) -> String {
    let part = |table: &str, how: &str| format!("m.{table}.where(|p| p.words > {i}).{how}.ramp(0, 9)");
    let own = format!("median(|p| p.words + {i})");
    let parts = [
        part("posts", &own),
        part("posts", &format!("median(|p| p.views + {i})")),
        part("comments", &own),
        part("comments", "distinct(|p| p.counterpart)"),
    ];
    format!("average([{}])", parts.join(", "))
}

/// Lists of thousands of phrases each, and a rule for each list.
fn phrases(lists: usize) -> Vec<PackFile> {
    // Words of the generated corpus and of no language, so that some phrases nearly fit.
    let line = |list: usize, i: usize| {
        format!("the {} {} of it\n", i * 7919 % 10_007, (i + list) * 104_729 % 10_007)
    };
    let list = |list| file(&format!("phrases/heavy-{list}.txt"), (0..8_000).map(|i| line(list, i)).collect());
    let mut files: Vec<PackFile> = (0..lists).map(list).collect();
    let hits = |i: usize| format!("t.phrases(\"heavy-{i}\").hits().ramp(0, 3)");
    files.push(file("grades/post.rhai", rules(lists, 't', hits)));
    files
}
