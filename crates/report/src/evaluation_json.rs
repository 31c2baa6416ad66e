//! How far a grade agrees with people, as JSON with everything.

use serde_json::{Value, json};
use ssi_score::agree::bootstrap::CONFIDENCE;
use ssi_score::agree::evaluation::{Estimate, Evaluation, Figures, Section};
use ssi_score::agree::judged::{Chosen, Shape};
use ssi_score::agree::rules::{Pair, RuleAgreement, SignalAgreement};

use crate::evaluation::{By, EvaluationReport, verdict};

/// The evaluation as JSON. What cannot be told is `null`.
pub fn evaluation_json(report: &EvaluationReport<'_>) -> String {
    let e = report.whole;
    let value = json!({
        "file": report.file,
        "kind": report.kind,
        "rules": report.rules,
        "labels": report.words.as_ref().map(|(worse, better)| json!({ "worse": worse, "better": better })),
        "shape": match e.shape {
            Shape::Pairs => "pairs",
            Shape::TwoValued => "two_valued",
            Shape::Numbers => "numbers",
        },
        "settings": {
            "match": report.settings.matched.within,
            "least_words": report.settings.matched.least,
            "resamples": report.settings.resamples,
            "confidence": CONFIDENCE,
        },
        "left_out": {
            "ties": report.ties,
            "rejected": report.rejected,
            "not_asked_for": report.passed_over,
        },
        "figures": evaluation(e),
        "by": report.by.as_ref().map(by),
        "each_rule": report.each.as_ref().map(|(rules, _)| rules.iter().map(rule).collect::<Vec<_>>()),
        "each_signal": report.each.as_ref().map(|(_, signals)| signals.iter().map(signal).collect::<Vec<_>>()),
        "verdict": verdict(e),
    });
    crate::json::pretty(&value)
}

fn evaluation(e: &Evaluation) -> Value {
    json!({
        "items": e.items,
        "ungraded": e.ungraded,
        "positive": (e.shape == Shape::TwoValued).then_some(e.positive),
        "groups": e.groups,
        "all": section(&e.all),
        "spearman": e.correlation.as_ref().map(figures),
        "matched": section(&e.matched),
        "matched_otherwise": e.other.as_ref().map(section),
    })
}

fn section(s: &Section) -> Value {
    json!({
        "chosen": match s.chosen {
            Chosen::All => "all",
            Chosen::MatchingPairs => "matching_pairs",
            Chosen::OneToOne => "one_to_one",
            Chosen::Neighbours => "neighbours",
        },
        "pairs": s.pairs,
        "rows": (s.rows > 0).then_some(s.rows),
        "agreement": figures(&s.agreement),
    })
}

fn figures(f: &Figures) -> Value {
    json!({
        "grade": estimate(f.grade),
        "words": estimate(f.words),
        "characters": estimate(f.characters),
        "grade_less_words": estimate(f.less_words),
        "grade_less_characters": estimate(f.less_characters),
        "grade_less_length": estimate(f.less_length()),
        "length_is": if f.characters_are_stronger() { "characters" } else { "words" },
    })
}

/// NaN becomes `null`.
fn estimate(e: Estimate) -> Value {
    json!({
        "value": digits(e.value),
        "interval": e.interval.map(|(low, high)| [digits(low), digits(high)]),
    })
}

/// Six digits: the last bits of a float say nothing.
fn digits(value: f64) -> Value {
    json!((!value.is_nan()).then_some((value * 1e6).round() / 1e6))
}

fn by(by: &By) -> Value {
    json!({
        "column": by.column,
        "values": by.values.iter().map(|(name, e)| json!({ "value": name, "figures": evaluation(e) })).collect::<Vec<_>>(),
        "others": by.others.as_ref().map(|(n, e)| json!({ "values": n, "figures": evaluation(e) })),
    })
}

fn pair(p: Pair) -> Value {
    json!({ "all": digits(p.all), "matched": digits(p.matched) })
}

fn rule(r: &RuleAgreement) -> Value {
    json!({
        "rule": r.id,
        "weight": r.weight,
        "penalty": r.penalty,
        "touches": digits(r.touches),
        "alone": pair(r.alone),
        "loss_without": pair(r.loss),
        "reads": r.reads,
    })
}

fn signal(s: &SignalAgreement) -> Value {
    json!({ "signal": s.id, "touches": digits(s.touches), "alone": pair(s.alone), "rules": s.rules })
}
