//! What a script can say but can hardly mean.

use regex::Regex;
use rhai::FnAccess;
use ssi_expr::op::{Binary, Op};
use ssi_expr::{Graph, Place, interval};

use crate::complaint::Complaint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{AggregateKind, MemberInput, Model, Rule, Source, TextWant};
use crate::pack::PackFile;
use crate::translate;
use crate::vocabulary::{Kind, Vocabulary};

type Bounds = (f64, f64);

/// Looks through the finished model.
pub(crate) fn check(model: &Model, words: &Vocabulary) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for grade in &model.grades {
        let bounds = interval::bounds(&grade.graph, |i| want_bounds(words, grade.inputs[i as usize]));
        conditions(model, &grade.graph, &bounds, &mut found);
        never(model, &grade.rules, &bounds, &mut found);
        nothing_to_earn(model, &grade.kind, &grade.rules, &mut found);
    }
    for (table, plan) in model.tables.iter().enumerate() {
        let bounds = interval::bounds(&plan.graph, |i| source_bounds(words, table, &plan.inputs[i as usize]));
        conditions(model, &plan.graph, &bounds, &mut found);
    }
    let bounds = interval::bounds(&model.member, |i| match &model.member_inputs[i as usize] {
        MemberInput::Aggregate(a) => aggregate_bounds(model.aggregates[*a].kind),
        MemberInput::Evidence(_) => (0.0, 1.0),
        MemberInput::Profile(source) => source_bounds(words, words.profile, source),
    });
    conditions(model, &model.member, &bounds, &mut found);
    for pillar in &model.pillars {
        never(model, &pillar.rules, &bounds, &mut found);
        nothing_to_earn(model, &pillar.id, &pillar.rules, &mut found);
    }
    paid_twice(model, &mut found);
    found
}

fn at(model: &Model, place: Place, complaint: Complaint) -> Diagnostic {
    let file = &model.files[place.file as usize];
    let position = rhai::Position::new(place.line.max(1) as u16, place.column.max(1) as u16);
    translate::diagnostic(file, position, complaint)
}

/// Conditions that always or never hold.
fn conditions(model: &Model, graph: &Graph, bounds: &[Bounds], found: &mut Vec<Diagnostic>) {
    for (node, bounds) in graph.nodes().iter().zip(bounds) {
        let compares = matches!(node.op, Op::Binary(Binary::Less | Binary::LessOrEqual, ..));
        if compares && node.place.line > 0 && bounds.0 == bounds.1 {
            let outcome = if bounds.0 == 1.0 { "always holds" } else { "never holds" };
            let help = "compare with a number that the value can be on both sides of";
            found.push(at(model, node.place, Complaint::new(format!("this condition {outcome}"), help)));
        }
    }
}

/// Rules that can never earn or cost anything.
fn never(model: &Model, rules: &[Rule], bounds: &[Bounds], found: &mut Vec<Diagnostic>) {
    for rule in rules {
        if bounds[rule.value.index()].1 <= 0.0 {
            let (what, why) = if rule.penalty { ("cost", "penalty") } else { ("earn", "credit") };
            let message = format!("the rule `{}` can never {what} anything", rule.id);
            let help = format!("its {why} is 0 for every possible value; look at the ends of its curve");
            found.push(at(model, rule.place, Complaint::new(message, help)));
        }
    }
}

fn nothing_to_earn(model: &Model, id: &str, rules: &[Rule], found: &mut Vec<Diagnostic>) {
    if let (Some(first), false) = (rules.first(), rules.iter().any(|r| !r.penalty && r.weight > 0.0)) {
        let message = format!("nothing in `{id}` earns points");
        found.push(at(model, first.place, Complaint::new(message, "give one rule a `weight` above 0")));
    }
}

/// Two rules that pay for one and the same signal.
fn paid_twice(model: &Model, found: &mut Vec<Diagnostic>) {
    let mut paid: Vec<(Vec<u32>, &Rule)> = Vec::new();
    let rules = model.pillars.iter().flat_map(|p| &p.rules);
    for rule in rules.filter(|r| !r.penalty && r.weight > 0.0) {
        let inputs: Vec<u32> = model
            .member
            .inputs_of(rule.value)
            .into_iter()
            .filter(|i| !matches!(model.member_inputs[*i as usize], MemberInput::Evidence(_)))
            .collect();
        match paid.iter().find(|(known, _)| *known == inputs) {
            // Several signals mixed in two ways can be two things; one signal alone cannot.
            Some((_, other)) if inputs.len() == 1 || other.value == rule.value => {
                let message = format!("`{}` and `{}` pay for the same signal", other.id, rule.id);
                let help = "let one of them read something else, or set its weight to 0";
                found.push(at(model, rule.place, Complaint::new(message, help)));
            }
            _ => paid.push((inputs, rule)),
        }
    }
}

fn want_bounds(words: &Vocabulary, want: TextWant) -> Bounds {
    match want {
        TextWant::Signal(s) => words.signals[s].range,
        TextWant::PhraseHits(_) => (0.0, f64::INFINITY),
        TextWant::PhraseCoverage(_) => (0.0, 1.0),
    }
}

fn source_bounds(words: &Vocabulary, table: usize, source: &Source) -> Bounds {
    match source {
        Source::Column(c) => {
            let column = &words.tables[table].columns[*c];
            if column.kind == Kind::Condition { (0.0, 1.0) } else { column.range }
        }
        Source::LabelIs(..) | Source::Grade(_) | Source::Present(_) => (0.0, 1.0),
        Source::Signal(_, want) => want_bounds(words, *want),
    }
}

fn aggregate_bounds(kind: AggregateKind) -> Bounds {
    use AggregateKind as K;
    match kind {
        K::Share | K::TopShare | K::Spread => (0.0, 1.0),
        K::Count
        | K::PerWeek
        | K::ActiveDays
        | K::ActiveWeeks
        | K::LongestGapDays
        | K::DaysSinceLast
        | K::Distinct => (0.0, f64::INFINITY),
        K::Sum | K::Mean | K::Min | K::Max | K::Median | K::SlopePerWeek => {
            (f64::NEG_INFINITY, f64::INFINITY)
        }
    }
}

/// Names of a file that nothing uses: a `let` or a private function.
pub(crate) fn unused(file: &PackFile, functions: &[&str], access: &[FnAccess]) -> Vec<Diagnostic> {
    let word =
        Regex::new(r#"(?m)"(?:[^"\\]|\\.)*"|//.*$|\b([A-Za-z_][A-Za-z0-9_]*)\b"#).expect("a fixed pattern");
    let mut uses: std::collections::BTreeMap<&str, Vec<usize>> = std::collections::BTreeMap::new();
    for found in word.captures_iter(&file.text) {
        if let Some(name) = found.get(1) {
            uses.entry(name.as_str()).or_default().push(name.start());
        }
    }
    let declared = Regex::new(r"\blet\s+([A-Za-z_][A-Za-z0-9_]*)").expect("a fixed pattern");
    let tunables =
        declared.captures_iter(&file.text).filter_map(|c| c.get(1)).map(|m| (m.as_str(), m.start(), "let"));
    let helpers =
        functions.iter().zip(access).filter(|(_, a)| **a == FnAccess::Private).filter_map(|(name, _)| {
            uses.get(name).and_then(|places| Some((*name, *places.first()?, "private fn")))
        });
    let mut found = Vec::new();
    for (name, start, what) in tunables.chain(helpers) {
        // Inside a comment or a text the name was not counted, so the declaration must be among the uses.
        if uses.get(name).is_some_and(|places| places.len() == 1 && places[0] == start) {
            let line = file.text[..start].matches('\n').count() + 1;
            let line_start = file.text[..start].rfind('\n').map_or(0, |b| b + 1);
            let column = file.text[line_start..start].chars().count() + 1;
            let complaint =
                Complaint::new(format!("nothing uses this `{what} {name}`"), "use it or take it out");
            let mut diagnostic =
                translate::diagnostic(file, rhai::Position::new(line as u16, column as u16), complaint);
            diagnostic.severity = Severity::Error;
            found.push(diagnostic);
        }
    }
    found
}
