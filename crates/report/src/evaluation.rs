//! How far a grade agrees with people, as text.

use std::fmt::Write;

use ssi_score::agree::evaluation::{Estimate, Evaluation, Figures, Section, Settings};
use ssi_score::agree::judged::{Chosen, Shape};
use ssi_score::agree::rules::{RuleAgreement, SignalAgreement};

use crate::printable::printable;
use crate::terminal::{count, thousands, wrap_text};

/// The widest line, in characters.
const WIDTH: usize = 90;
/// With fewer rows, pairs or groups an interval is told to be rough.
const FEW: usize = 20;
/// The widest name of a rule, a signal or a value.
const NAME: usize = 32;

/// An evaluation, and what it was made of.
#[derive(Clone, Debug)]
pub struct EvaluationReport<'a> {
    /// The file.
    pub file: String,
    /// What the texts were graded as.
    pub kind: String,
    /// The title of the rules.
    pub rules: String,
    /// The worse and the better label, where labels are two words.
    pub words: Option<(String, String)>,
    /// How it was done.
    pub settings: Settings,
    /// All rows or pairs together.
    pub whole: &'a Evaluation,
    /// The same for each value of a column.
    pub by: Option<By>,
    /// Each rule, and each thing that rules read.
    pub each: Option<(Vec<RuleAgreement>, Vec<SignalAgreement>)>,
    /// Pairs left out, of which neither text is better.
    pub ties: usize,
    /// Rows left out, because a column holds something else than was asked for.
    pub passed_over: usize,
    /// Rows that could not be used.
    pub rejected: usize,
}

/// The same figures for each value of a column.
#[derive(Clone, Debug)]
pub struct By {
    /// The column.
    pub column: String,
    /// The values, the one with the most rows first.
    pub values: Vec<(String, Evaluation)>,
    /// The smallest values taken together: how many there are, and their figures.
    pub others: Option<(usize, Evaluation)>,
}

/// The evaluation as a page.
pub fn evaluation_text(report: &EvaluationReport<'_>) -> String {
    let mut out = String::new();
    let e = report.whole;
    let _ = writeln!(
        out,
        "Does the grade of a {} agree with people? {}",
        report.kind,
        printable(&report.file, 40)
    );
    paragraph(&mut out, &what_was_read(report));
    out.push('\n');
    let _ = writeln!(out, "{:31}{:>28}{:>29}", "", "everything", "where lengths match");
    let (a, b) = (compared(&e.all), compared(&e.matched));
    let _ = writeln!(out, "{:31}{a:>28}{b:>29}", "");
    let (name, meaning) = match (e.shape, e.groups) {
        (Shape::TwoValued, None) => (
            "AUC",
            "AUC: how often a better text gets the higher grade, of all pairs of a better and a worse one",
        ),
        _ => ("pair accuracy", "pair accuracy: how often the better text of two gets the higher grade"),
    };
    figures(&mut out, name, &e.all.agreement, Some(&e.matched.agreement));
    if let Some(correlation) = &e.correlation {
        figures(&mut out, "rank correlation (Spearman)", correlation, None);
    }
    out.push('\n');
    paragraph(&mut out, &legend(report, meaning));
    by(&mut out, report);
    each(&mut out, report);
    out.push('\n');
    paragraph(&mut out, &verdict(e));
    out
}

fn paragraph(out: &mut String, text: &str) {
    for line in wrap_text(text, WIDTH) {
        let _ = writeln!(out, "{line}");
    }
}

fn what_was_read(report: &EvaluationReport<'_>) -> String {
    let e = report.whole;
    let mut text = match e.shape {
        Shape::Pairs => count(e.items as f64, "pair"),
        _ => count(e.items as f64, "text"),
    };
    if e.shape == Shape::TwoValued {
        let label = match &report.words {
            Some((_, better)) => format!("labelled {}", printable(better, NAME)),
            None => "with the higher label".to_owned(),
        };
        let _ = write!(text, ", {} of them {label}", thousands(e.positive as u64));
    }
    if let Some(groups) = e.groups {
        let _ = write!(text, "; compared inside of {}", count(groups as f64, "group"));
    }
    let mut left: Vec<String> = Vec::new();
    let item = if e.shape == Shape::Pairs { "pair" } else { "text" };
    if e.ungraded > 0 {
        left.push(format!("{} could not be graded", count(e.ungraded as f64, item)));
    }
    if report.ties > 0 {
        left.push(format!("{} left out", count(report.ties as f64, "tie")));
    }
    if report.rejected > 0 {
        left.push(format!("{} rejected", count(report.rejected as f64, "row")));
    }
    if report.passed_over > 0 {
        left.push(format!("{} not asked for", count(report.passed_over as f64, "row")));
    }
    if !left.is_empty() {
        let _ = write!(text, " ({})", left.join(", "));
    }
    format!("{text}. Rules: {}.", printable(&report.rules, 60))
}

/// What is compared: all of some texts with all, or pairs.
fn compared(section: &Section) -> String {
    match section.rows {
        0 => count(section.pairs as f64, "pair"),
        rows => count(rows as f64, "text"),
    }
}

fn figures(out: &mut String, name: &str, all: &Figures, matched: Option<&Figures>) {
    let _ = writeln!(out, "{name}");
    let mut line = |name: &str, of: &dyn Fn(&Figures) -> Estimate, signed: bool| {
        let second = matched.map_or(String::new(), |m| shown(of(m), signed));
        let line = format!("  {name:29}{:>28}{second:>29}", shown(of(all), signed));
        let _ = writeln!(out, "{}", line.trim_end());
    };
    line("grade", &|f| f.grade, false);
    line("length alone, in words", &|f| f.words, false);
    let stronger = |f: &Figures| f.characters_are_stronger();
    if stronger(all) || matched.is_some_and(stronger) {
        line("length alone, in characters", &|f| f.characters, false);
    }
    line("grade less length alone", &Figures::less_length, true);
}

/// `0.823 [0.791, 0.852]`; a dash where it cannot be told.
fn shown(estimate: Estimate, signed: bool) -> String {
    let number = |value: f64| if signed { plus(value) } else { format!("{value:.3}") };
    match estimate {
        Estimate { value, .. } if value.is_nan() => "-".to_owned(),
        Estimate { value, interval: None } => number(value),
        Estimate { value, interval: Some((low, high)) } => {
            format!("{} [{}, {}]", number(value), number(low), number(high))
        }
    }
}

/// A difference with its sign; none where it rounds to 0.
fn plus(value: f64) -> String {
    let text = format!("{value:+.3}");
    if text == "+0.000" || text == "-0.000" { "0.000".to_owned() } else { text }
}

fn legend(report: &EvaluationReport<'_>, meaning: &str) -> String {
    let e = report.whole;
    let matched = report.settings.matched;
    let mut text = format!("{meaning}; 0.5 is chance, 1 is always, a tie counts half. ");
    let within = format!(
        "Lengths match where they differ by at most {} % of the shorter text and both have {} words or more, between white space",
        rounded(matched.within * 100.0),
        rounded(matched.least)
    );
    let how = match e.matched.chosen {
        Chosen::OneToOne => "; each text of the smaller side is matched with one of the other",
        Chosen::Neighbours => "; each text is matched with one of another label",
        _ => "",
    };
    let _ = write!(text, "{within}{how}.");
    if e.all.agreement.grade.interval.is_some() {
        let units = match (e.shape, e.groups) {
            (Shape::Pairs, _) => "pairs",
            (_, Some(_)) => "groups",
            _ => "rows",
        };
        let _ = write!(
            text,
            " In brackets: the middle 95 % of {} resamples of the {units}.",
            thousands(report.settings.resamples as u64)
        );
        if e.groups.unwrap_or(e.items) < FEW {
            let _ = write!(text, " So few {units} make it a rough one.");
        }
    }
    text
}

fn rounded(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn by(out: &mut String, report: &EvaluationReport<'_>) {
    let Some(by) = &report.by else { return };
    let title = format!("by {}", printable(&by.column, NAME - 3));
    let (all, matched) = ("everything", "where lengths match");
    let _ = writeln!(out, "\n{title:NAME$}{:>7}  {all:>25}  {matched:>22}", "");
    let items = if report.whole.shape == Shape::Pairs { "pairs" } else { "texts" };
    let _ = writeln!(
        out,
        "{:NAME$}{items:>7}  {:>17} {:>7}  {:>8} {:>6} {:>6}",
        "", "grade", "length", "pairs", "grade", "length"
    );
    let mut line = |name: &str, e: &Evaluation| {
        let value = |x: Estimate| if x.value.is_nan() { "-".to_owned() } else { format!("{:.2}", x.value) };
        let (all, near) = (&e.all.agreement, &e.matched.agreement);
        let grade = match all.grade.interval {
            Some((low, high)) => format!("{} [{low:.2}, {high:.2}]", value(all.grade)),
            None => value(all.grade),
        };
        let _ = writeln!(
            out,
            "{:NAME$}{:>7}  {grade:>17} {:>7}  {:>8} {:>6} {:>6}",
            printable(name, NAME),
            thousands(e.items as u64),
            value(all.words),
            thousands(e.matched.pairs),
            value(near.grade),
            value(near.words),
        );
    };
    for (name, e) in &by.values {
        line(if name.is_empty() { "(empty)" } else { name }, e);
    }
    if let Some((values, e)) = &by.others {
        line(&format!("others ({values})"), e);
    }
}

fn each(out: &mut String, report: &EvaluationReport<'_>) {
    let Some((rules, signals)) = &report.each else { return };
    let share = |value: f64| if value.is_nan() { "-".to_owned() } else { format!("{value:.3}") };
    let change = |value: f64| if value.is_nan() { "-".to_owned() } else { plus(value) };
    let _ =
        writeln!(out, "\n{:NAME$}{:>7}{:>9}{:>17}{:>19}", "", "", "", "agreement alone", "grade without it");
    let _ = writeln!(
        out,
        "{:NAME$}{:>7}{:>9}{:>8}{:>9}{:>9}{:>10}",
        "rule", "weight", "touches", "all", "matched", "all", "matched"
    );
    for rule in rules {
        let weight = if rule.penalty { -rule.weight } else { rule.weight };
        let _ = writeln!(
            out,
            "{:NAME$}{:>7}{:>8.0}%{:>8}{:>9}{:>9}{:>10}",
            printable(&rule.id, NAME),
            rounded(weight),
            rule.touches * 100.0,
            share(rule.alone.all),
            share(rule.alone.matched),
            change(-rule.loss.all),
            change(-rule.loss.matched),
        );
    }
    let _ = writeln!(out, "\n{:NAME$}{:>7}{:>9}{:>17}", "", "", "", "agreement alone");
    let _ = writeln!(
        out,
        "{:NAME$}{:>7}{:>9}{:>8}{:>9}",
        "what rules read", "rules", "touches", "all", "matched"
    );
    for signal in signals {
        let _ = writeln!(
            out,
            "{:NAME$}{:>7}{:>8.0}%{:>8}{:>9}",
            printable(&signal.id, NAME),
            signal.rules.len(),
            signal.touches * 100.0,
            share(signal.alone.all),
            share(signal.alone.matched),
        );
    }
    out.push('\n');
    paragraph(
        out,
        "Alone: the value of the rule as if it were the grade, a penalty turned round; what a penalty reads is not turned. \
         Without it: how the agreement of the grade changes at weight 0. Touches: the share of the texts with a value other than 0.",
    );
}

/// What the figures come to, in one sentence.
pub(crate) fn verdict(e: &Evaluation) -> String {
    let all = told(&e.all.agreement, "on everything");
    if e.matched.agreement.grade.value.is_nan() {
        return format!("Verdict: {all}; there are no texts to compare whose lengths match.");
    }
    format!("Verdict: {all}; {}.", told(&e.matched.agreement, "where lengths match"))
}

fn told(figures: &Figures, place: &str) -> String {
    let Estimate { value, interval } = figures.less_length();
    let by = |value: f64, low: f64, high: f64| format!("by {value:.3} [{low:.3}, {high:.3}]");
    match interval {
        _ if value.is_nan() => format!("nothing can be told {place}"),
        None => format!(
            "{place} the grade agrees with people {:.3}, length alone {:.3}",
            figures.grade.value,
            figures.grade.value - value
        ),
        Some((low, high)) if low > 0.0 => {
            format!("{place} the grade beats length alone, {}", by(value, low, high))
        }
        Some((low, high)) if high < 0.0 => {
            format!("{place} length alone beats the grade, {}", by(-value, -high, -low))
        }
        Some(_) => format!("{place} the grade cannot be shown to be better than length alone"),
    }
}
