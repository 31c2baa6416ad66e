//! The page about grades: each rule and each signal, and how they agree with people.

use std::fmt::Write;

use ssi_rules::{GradePlan, Model};
use ssi_score::agree::evaluation::{Estimate, Evaluation, Figures};
use ssi_score::agree::judged::Shape;
use ssi_score::agree::rules::{Pair, RuleAgreement};
use ssi_text::SIGNALS;

/// Texts that people judged, and what came of grading them.
#[derive(Clone, Debug)]
pub struct JudgedSet {
    /// A short name.
    pub name: String,
    /// What it holds and what people said, in a sentence.
    pub about: String,
    /// One entry a kind that the texts were graded as.
    pub kinds: Vec<JudgedKind>,
    /// Each signal alone, in the order of [`SIGNALS`].
    pub signals: Vec<Pair>,
}

/// The texts of a set, graded as one kind.
#[derive(Clone, Debug)]
pub struct JudgedKind {
    /// The kind.
    pub kind: String,
    /// The grade.
    pub evaluation: Evaluation,
    /// Its rules.
    pub rules: Vec<RuleAgreement>,
}

/// The page, in Markdown: what every rule and signal is, and its figures on each set.
pub fn grades_doc(model: &Model, sets: &[JudgedSet]) -> String {
    let mut out = String::from(
        "# Grades\n\n\
         Generated from the rules, the signals and sets of texts that people judged; a test holds it equal to them.\n\n\
         A grade lies between 0 and 1: what the rules of its kind earn, less what penalties take, over the weights that have something to tell\n\
         from. **Agreement** says how often the better of two texts has the higher value: 0.5 is chance, 1 is always. Cells hold two figures: on\n\
         everything · where lengths match (by at most a quarter of the shorter text, five words or more), so that length cannot help. Words are\n\
         those between white space. `ssi evaluate` gives the same figures, with more detail, for labels of your own. The weights were found with all of these sets at once, no weight negative: on arguments, reviews, answers and comments together, and rounded by hand; no words were collected from them.\n",
    );
    whole(&mut out, sets);
    for plan in &model.grades {
        grade(&mut out, model, plan, sets);
    }
    signals(&mut out, sets);
    out
}

fn whole(out: &mut String, sets: &[JudgedSet]) {
    out.push_str("\n## How the grades agree with people\n\n");
    for set in sets {
        let _ = writeln!(out, "- **{}**: {}", set.name, set.about);
    }
    out.push_str("\n| set | graded as | compared | grade | length alone, in words | in characters | grade less the stronger length |\n|---|---|---|---|---|---|---|\n");
    for set in sets {
        for JudgedKind { kind, evaluation: e, .. } in &set.kinds {
            let cell = |of: &dyn Fn(&Figures) -> Estimate, signed| {
                let [all, matched] = [&e.all, &e.matched].map(|s| estimate(of(&s.agreement), signed));
                format!("{all} · {matched}")
            };
            let item = if e.shape == Shape::Pairs { "pairs" } else { "texts" };
            let groups = e.groups.map_or(String::new(), |n| format!(" in {n} groups"));
            let _ = writeln!(
                out,
                "| {} | {kind} | {} {item}{groups} · {} pairs | {} | {} | {} | {} |",
                set.name,
                e.items,
                e.matched.pairs,
                cell(&|f| f.grade, false),
                cell(&|f| f.words, false),
                cell(&|f| f.characters, false),
                cell(&Figures::less_length, true),
            );
        }
    }
}

fn grade(out: &mut String, model: &Model, plan: &GradePlan, sets: &[JudgedSet]) {
    let _ = writeln!(out, "\n## The grade of a {}\n", plan.kind);
    let words = ssi_score::vocabulary::vocabulary();
    for rule in &plan.rules {
        let reads = plan.graph.inputs_of(rule.value);
        let reads: Vec<String> = reads
            .iter()
            .map(|&i| format!("`{}`", plan.inputs[i as usize].written(&words, &model.phrases)))
            .collect();
        let sign = if rule.penalty { "takes up to" } else { "weight" };
        let _ = write!(out, "- **{}** ({sign} {}): {}.", rule.id, rule.weight, rule.doc.title);
        for (head, text) in [("Why", &rule.doc.why), ("Source", &rule.doc.source)] {
            if !text.is_empty() {
                let _ = write!(out, " {head}: {text}");
            }
        }
        let _ = writeln!(out, " Reads {}.", reads.join(", "));
    }
    let judged: Vec<(&str, &JudgedKind)> = sets
        .iter()
        .flat_map(|set| set.kinds.iter().filter(|k| k.kind == plan.kind).map(|k| (set.name.as_str(), k)))
        .collect();
    if judged.is_empty() {
        let _ = writeln!(out, "\nNo set of texts that people judged is like a {}.", plan.kind);
        return;
    }
    let mut table = |title: &str, of: &dyn Fn(&RuleAgreement) -> String| {
        let _ = writeln!(out, "\n{title}\n");
        let names: Vec<&str> = judged.iter().map(|(name, _)| *name).collect();
        let _ = writeln!(out, "| rule | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len()));
        for rule in &plan.rules {
            let cells: Vec<String> = judged
                .iter()
                .map(|(_, kind)| kind.rules.iter().find(|r| r.id == rule.id).map_or("–".to_owned(), of))
                .collect();
            let _ = writeln!(out, "| {} | {} |", rule.id, cells.join(" | "));
        }
    };
    table(
        "Agreement of each rule alone, a penalty turned round (in brackets: the share of the texts that it touches):",
        &|r| format!("{} ({:.0} %)", pair(r.alone, false), r.touches * 100.0),
    );
    table("What the grade loses without the rule:", &|r| pair(r.loss, true));
}

fn signals(out: &mut String, sets: &[JudgedSet]) {
    out.push_str("\n## Signals\n\nBelow 0.5 the worse texts have more of it.\n\n");
    out.push_str("| signal | unit, range | what it is |");
    for set in sets {
        out.extend([" ", set.name.as_str(), " |"]);
    }
    let _ = writeln!(out, "\n|---|---|---|{}", "---|".repeat(sets.len()));
    let end = |n: f64| if n.is_finite() { n.to_string() } else { "…".to_owned() };
    for (place, signal) in SIGNALS.iter().enumerate() {
        let source =
            if signal.source.is_empty() { String::new() } else { format!(" Source: {}.", signal.source) };
        let range = format!("{} to {}", end(signal.range.0), end(signal.range.1));
        let _ = write!(out, "| `{}` | {}, {range} | {}{source} |", signal.id, signal.unit, signal.about);
        for set in sets {
            let figures = set.signals.get(place).map_or("–".to_owned(), |&p| pair(p, false));
            let _ = write!(out, " {figures} |");
        }
        out.push('\n');
    }
}

fn pair(pair: Pair, signed: bool) -> String {
    format!("{} · {}", number(pair.all, signed), number(pair.matched, signed))
}

fn number(value: f64, signed: bool) -> String {
    match signed {
        _ if value.is_nan() => "–".to_owned(),
        true if value.abs() < 0.0005 => "0".to_owned(),
        true => format!("{value:+.3}"),
        false => format!("{value:.2}"),
    }
}

fn estimate(e: Estimate, signed: bool) -> String {
    let digits = |value: f64| match signed {
        true if value.abs() < 0.005 => "0".to_owned(),
        true => format!("{value:+.2}"),
        false => format!("{value:.2}"),
    };
    match e.interval {
        _ if e.value.is_nan() => "–".to_owned(),
        None => digits(e.value),
        Some((low, high)) => format!("{} [{}, {}]", digits(e.value), digits(low), digits(high)),
    }
}
