//! What a script can say but can hardly mean.

use std::collections::{BTreeMap, BTreeSet};

use ssi_expr::op::{Binary, Op};
use ssi_expr::{Graph, Place, interval};

use crate::codes::Code;
use crate::complaint::Complaint;
use crate::diagnostic::Diagnostic;
use crate::falling;
use crate::model::{AggregateKind, MemberInput, Model, Rule, Source, TextWant};
use crate::phrases::PhraseList;
use crate::scan::{Function, Scan, Span};
use crate::token::Kind as TokenKind;
use crate::translate::{Purpose, Script};
use crate::vocabulary::{Kind, Vocabulary};

type Bounds = (f64, f64);

/// The most that is told of one pack; who has more than that has one mistake many times.
const MOST_FOUND: usize = 50;

/// Looks through the finished model.
pub(crate) fn check(model: &Model, words: &Vocabulary, broken: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut lint = Lint { model, words, broken, scripts: BTreeMap::new(), found: Vec::new() };
    let known = Known { words, phrases: &model.phrases };
    for grade in &model.grades {
        let bounds = interval::bounds(&grade.graph, |i| known.want(grade.inputs[i as usize]));
        lint.conditions(&grade.graph, &bounds);
        lint.always_the_same(&grade.graph, &grade.rules, &bounds);
        lint.nothing_to_earn(&grade.kind, &grade.rules);
        lint.weighed_twice(&grade.rules);
    }
    for (table, plan) in model.tables.iter().enumerate() {
        let bounds = interval::bounds(&plan.graph, |i| known.source(table, &plan.inputs[i as usize]));
        lint.conditions(&plan.graph, &bounds);
    }
    let bounds = interval::bounds(&model.member, |i| match &model.member_inputs[i as usize] {
        MemberInput::Aggregate(a) => of_aggregate(model.aggregates[*a].kind),
        MemberInput::Evidence(_) => (0.0, 1.0),
        MemberInput::Profile(source) => known.source(words.profile, source),
    });
    lint.conditions(&model.member, &bounds);
    for pillar in &model.pillars {
        lint.always_the_same(&model.member, &pillar.rules, &bounds);
        lint.nothing_to_earn(&pillar.id, &pillar.rules);
    }
    lint.paid_twice();
    for (place, message, help) in falling::check(model, words) {
        lint.complain(place, Code::FallingCurve, message, &help);
    }
    lint.found
}

/// The pack's own rules that no test looks at, each as a warning; `touched` are the ids of those that one does.
///
/// A pack without tests has none to look at: ask only where there are some.
pub fn untested(model: &Model, touched: &BTreeSet<String>) -> Vec<Diagnostic> {
    let (words, broken) = (Vocabulary::default(), BTreeSet::new());
    let own = model.packs.last().map_or(&[][..], |(_, files)| files);
    let mut lint =
        Lint { model, words: &words, broken: &broken, scripts: BTreeMap::new(), found: Vec::new() };
    for rule in model.rules().filter(|r| !touched.contains(&r.id)) {
        let path = &model.files[rule.place.file as usize].path;
        if own.iter().any(|file| file.path == *path) {
            let message = format!("no test looks at `{}`", rule.id);
            let help = "add a line for it to a file in tests/";
            lint.complain(rule.place, Code::UntestedRule, message, help);
        }
    }
    lint.found
}

struct Lint<'a> {
    model: &'a Model,
    words: &'a Vocabulary,
    /// The ids of rules that are missing because something is wrong with them.
    broken: &'a BTreeSet<String>,
    /// The files that something was found in, read once.
    scripts: BTreeMap<u32, Script<'a>>,
    found: Vec<Diagnostic>,
}

impl Lint<'_> {
    fn complain(&mut self, place: Place, code: Code, message: String, help: &str) {
        if self.found.len() >= MOST_FOUND {
            return;
        }
        let (model, words) = (self.model, self.words);
        let read = || Script::new(&model.files[place.file as usize], Purpose::Header, words);
        let script = self.scripts.entry(place.file).or_insert_with(read);
        let position =
            rhai::Position::new(place.line.clamp(1, 65_535) as u16, place.column.clamp(1, 65_535) as u16);
        self.found.push(script.complain_at(position, Complaint::new(code, message, help)));
    }

    /// Conditions that always or never hold.
    fn conditions(&mut self, graph: &Graph, bounds: &[Bounds]) {
        for (node, bounds) in graph.nodes().iter().zip(bounds) {
            let compares = matches!(node.op, Op::Binary(Binary::Less | Binary::LessOrEqual, ..));
            if compares && node.place.line > 0 && bounds.0 == bounds.1 {
                let outcome = if bounds.0 == 1.0 { "always holds" } else { "never holds" };
                let help = "compare with a number that the value can be on both sides of; a share lies between 0 and 1";
                self.complain(node.place, Code::ConstantCondition, format!("this condition {outcome}"), help);
            }
        }
    }

    /// Rules that can never earn or cost anything, and those that do whatever a member does.
    fn always_the_same(&mut self, graph: &Graph, rules: &[Rule], bounds: &[Bounds]) {
        for rule in rules {
            // The credit before "nothing there earns nothing" was put upon it.
            let credit = match graph.node(rule.value).op {
                Op::Binary(Binary::OrElse, held, _) => held,
                _ => rule.value,
            };
            let (low, high) = bounds[credit.index()];
            let what = if rule.penalty { "cost" } else { "earn" };
            if high <= 0.0 {
                let message = format!("the rule `{}` can never {what} anything", rule.id);
                let help = "what it weighs is 0 for every possible value; look at the ends of its curve";
                self.complain(rule.place, Code::NeverEarns, message, help);
            } else if low >= 1.0 {
                let message = format!("the rule `{}` {what}s the same for everyone", rule.id);
                let help = "what it weighs is 1 or more for every possible value; bring it to 0..1 with a curve such as `.ramp(0, 3)`";
                self.complain(rule.place, Code::AlwaysEarns, message, help);
            }
        }
    }

    fn nothing_to_earn(&mut self, id: &str, rules: &[Rule]) {
        // What would earn may be what could not be read.
        if self.broken.iter().any(|b| b.split_once('.').is_some_and(|(prefix, _)| prefix == id)) {
            return;
        }
        if let (Some(first), false) = (rules.first(), rules.iter().any(|r| !r.penalty && r.weight > 0.0)) {
            self.complain(
                first.place,
                Code::NothingToEarn,
                format!("nothing in `{id}` earns points"),
                "give one rule a `weight` above 0",
            );
        }
    }

    /// Two rules of a text with one formula; several curves over one signal are usual there.
    fn weighed_twice(&mut self, rules: &[Rule]) {
        for (i, rule) in rules.iter().enumerate() {
            let same = |r: &&Rule| r.value == rule.value && r.penalty == rule.penalty;
            if let Some(other) = rules[..i].iter().find(same) {
                let message = format!("`{}` and `{}` weigh the same", other.id, rule.id);
                self.complain(
                    rule.place,
                    Code::PaidTwice,
                    message,
                    "let one of them read something else, or take it out",
                );
            }
        }
    }

    /// Two rules that pay for one and the same signal.
    fn paid_twice(&mut self) {
        let model = self.model;
        let mut paid: Vec<(Vec<u32>, &Rule)> = Vec::new();
        let rules = model.pillars.iter().flat_map(|p| &p.rules);
        for rule in rules.filter(|r| !r.penalty && r.weight > 0.0) {
            let is_value = |i: &u32| !matches!(model.member_inputs[*i as usize], MemberInput::Evidence(_));
            let inputs: Vec<u32> = model.member.inputs_of(rule.value).into_iter().filter(is_value).collect();
            match paid.iter().find(|(known, _)| *known == inputs) {
                // Several signals mixed in two ways can be two things; one signal alone cannot.
                Some((_, other)) if inputs.len() == 1 || other.value == rule.value => {
                    let message = format!("`{}` and `{}` pay for the same signal", other.id, rule.id);
                    let help = "let one of them read something else, or set its weight to 0";
                    self.complain(rule.place, Code::PaidTwice, message, help);
                }
                _ => paid.push((inputs, rule)),
            }
        }
    }
}

/// The bounds of what comes from outside, where it is there: a signal that a text's language does not have is missing.
struct Known<'a> {
    words: &'a Vocabulary,
    phrases: &'a [PhraseList],
}

impl Known<'_> {
    fn want(&self, want: TextWant) -> Bounds {
        match want {
            TextWant::Signal(s) => self.words.signals[s].range,
            // A list without a phrase is never found.
            TextWant::PhraseHits(list) | TextWant::PhraseCoverage(list) if self.phrases[list].is_empty() => {
                (0.0, 0.0)
            }
            TextWant::PhraseHits(_) => (0.0, f64::INFINITY),
            TextWant::PhraseCoverage(_) => (0.0, 1.0),
        }
    }

    fn source(&self, table: usize, source: &Source) -> Bounds {
        match source {
            Source::Column(c) => {
                let column = &self.words.tables[table].columns[*c];
                if column.kind == Kind::Condition { (0.0, 1.0) } else { column.range }
            }
            Source::LabelIs(..) | Source::Grade(_) | Source::Present(_) => (0.0, 1.0),
            Source::Signal(_, want) => self.want(*want),
        }
    }
}

fn of_aggregate(kind: AggregateKind) -> Bounds {
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
pub(crate) fn unused(script: &Script, functions: &[Function]) -> Vec<Diagnostic> {
    let scan = &script.scan;
    let reads = reads(scan);
    let nowhere = Vec::new();
    let read_in = |name: &str, range: std::ops::Range<usize>| {
        reads.get(name).unwrap_or(&nowhere).iter().any(|i| range.contains(i))
    };
    let mut found = Vec::new();
    let mut complain = |at: Span, what: String| {
        found.push(script.complain(
            Some(at),
            Complaint::new(Code::Unused, format!("nothing uses this `{what}`"), "use it or take it out"),
        ));
    };
    for function in functions {
        let name = function.name.text;
        let (before, behind) = (0..function.tokens.start, function.tokens.end..scan.tokens.len());
        if function.private && !read_in(name, before) && !read_in(name, behind) {
            complain(function.name.into(), format!("private fn {name}"));
        }
        for given in scan.lets(function.tokens.clone()) {
            let token = scan.tokens[given];
            if !read_in(token.text, function.tokens.clone()) {
                complain(token.into(), format!("let {}", token.text));
            }
        }
    }
    found
}

/// Where each name is read.
fn reads<'a>(scan: &Scan<'a>) -> BTreeMap<&'a str, Vec<usize>> {
    let mut reads: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, token) in scan.tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word) {
        if scan.is_read(i) {
            reads.entry(token.text).or_default().push(i);
        }
    }
    reads
}
