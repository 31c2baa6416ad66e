//! The rules of a pack with every number that can be moved.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use ssi_rules::{Literal, Meaning, Model, Rule, lines_of, literals};
use ssi_score::vocabulary::vocabulary;

use crate::json::pretty;
use crate::rules::list::{groups, rule_json};

/// What lies on the bench: a pack and everyone who is scored with it.
#[derive(Clone, Debug)]
pub struct TuningBench<'a> {
    /// The pack, understood.
    pub model: &'a Model,
    /// Where it came from.
    pub origin: &'a str,
    /// What is scored.
    pub corpus: &'a str,
    /// The day of the score.
    pub as_of: &'a str,
    /// How many members.
    pub members: usize,
    /// Why nothing can be written back; `None` where it can.
    pub locked: Option<&'a str>,
}

/// The pack as JSON: its pillars and grades with their rules, each with its sentence, its source and its dials, and the dials of
/// `pack.rhai`.
///
/// A dial is a number that can be moved: `by` is `weight` for the weight of a rule, else `place` with the file, line and column where
/// it stands. `least`, `most` and `step` are for a slider; any other number can be asked for, too.
pub fn tuning_json(bench: &TuningBench<'_>) -> String {
    let (model, words) = (bench.model, vocabulary());
    let own = own_numbers(model);
    let group = |group: &crate::rules::list::Group<'_>| {
        let heaviest = group.rules.iter().map(|r| r.weight).fold(0.0, f64::max);
        let rule = |rule: &Rule| {
            let mut about = rule_json(model, &words, group, rule);
            about["code"] = code(model, rule);
            about["dials"] = Value::Array(dials_of(rule, heaviest, &own));
            about
        };
        json!({
            "id": group.id,
            "title": group.title,
            "points": group.points,
            "rules": group.rules.iter().map(rule).collect::<Vec<_>>(),
        })
    };
    let settings = own.get("pack.rhai").into_iter().flatten();
    let settings = settings.filter(|l| !matches!(l.meaning, Meaning::Reweigh(_) | Meaning::Plain));
    pretty(&json!({
        "pack": bench.origin,
        "title": model.title,
        "digest": model.digest,
        "corpus": bench.corpus,
        "as_of": bench.as_of,
        "members": bench.members,
        "locked": bench.locked,
        "groups": groups(model).iter().map(group).collect::<Vec<_>>(),
        "settings": settings.map(|l| placed("pack.rhai", l, own.get("pack.rhai"))).collect::<Vec<_>>(),
        "bands": model.bands.iter().map(|b| json!({"from": b.from, "name": b.name})).collect::<Vec<_>>(),
    }))
}

/// The numbers of the pack's own files by path; a pack below is not ours to change.
fn own_numbers(model: &Model) -> BTreeMap<&str, Vec<Literal>> {
    let own = model.packs.last().map(|(_, files)| files.as_slice()).unwrap_or_default();
    let rules =
        own.iter().filter(|file| std::path::Path::new(&file.path).extension().is_some_and(|e| e == "rhai"));
    rules.map(|file| (file.path.as_str(), literals(&file.path, &file.text))).collect()
}

/// A rule's lines as they are written.
pub(super) fn code(model: &Model, rule: &Rule) -> Value {
    let Some(lines) = lines_of(model, rule) else { return Value::Null };
    let text = &model.files[rule.place.file as usize].text;
    let code: Vec<&str> = text.lines().skip(lines.start() - 1).take(lines.count()).collect();
    json!(code)
}

/// The weight of a rule, then the numbers of its formula.
fn dials_of(rule: &Rule, heaviest: f64, own: &BTreeMap<&str, Vec<Literal>>) -> Vec<Value> {
    let most = (heaviest * 2.0).max(10.0).ceil();
    let mut dials = vec![json!({
        "by": "weight",
        "rule": rule.id,
        "what": if rule.penalty { "the most it takes" } else { "weight" },
        "value": rule.weight,
        "least": 0,
        "most": most,
        "step": 0.5,
    })];
    for (path, all) in own {
        let of_rule = |l: &&Literal| l.rule.as_deref() == Some(&rule.id) && l.meaning != Meaning::Weight;
        dials.extend(all.iter().filter(of_rule).map(|l| placed(path, l, Some(all))));
    }
    dials
}

/// A number at its place, with a range around it and around its neighbours in the same brackets.
fn placed(path: &str, literal: &Literal, all: Option<&Vec<Literal>>) -> Value {
    let near = all.into_iter().flatten().filter(|l| l.bracket == literal.bracket && l.bracket > 0);
    let far = near.map(|l| l.value.abs()).fold(literal.value.abs(), f64::max);
    let (least, most, step) = range(literal, far);
    json!({
        "by": "place",
        "file": path,
        "line": literal.line,
        "column": literal.column,
        "what": what(literal),
        "value": literal.value,
        "least": least,
        "most": most,
        "step": step,
    })
}

/// What a number is, in the words of its rule.
fn what(literal: &Literal) -> String {
    match &literal.meaning {
        Meaning::Argument { word, number } => ends(word, *number),
        Meaning::Share => "a share of the average".to_owned(),
        Meaning::Points(pillar) => format!("points of {pillar}"),
        Meaning::Band(name) => format!("{name} begins at"),
        Meaning::Window => "days that count".to_owned(),
        Meaning::Target => "points to aim for".to_owned(),
        Meaning::Top => "percent at the top to aim for".to_owned(),
        Meaning::Weight | Meaning::Reweigh(_) => "weight".to_owned(),
        Meaning::Plain => "a number of the formula".to_owned(),
    }
}

/// The ends of curves by what they do; other words by the place of the number.
fn ends(word: &str, number: usize) -> String {
    let end = match (word, number) {
        ("ramp" | "log_ramp", 1) => "nothing at",
        ("ramp" | "log_ramp", 2) => "in full at",
        ("plateau", 1) => "nothing up to",
        ("plateau", 2) => "in full from",
        ("plateau", 3) => "in full up to",
        ("plateau", 4) => "nothing from",
        ("saturate", 1) => "half at",
        ("within", 1) => "days back",
        ("clamp", 1) => "at least",
        ("clamp", 2) => "at most",
        _ => return format!("number {number} of {word}"),
    };
    end.to_owned()
}

/// From where to where a slider goes, and in which steps. `far` is the number farthest from 0 in the same brackets.
fn range(literal: &Literal, far: f64) -> (f64, f64, f64) {
    if matches!(literal.meaning, Meaning::Band(_) | Meaning::Target | Meaning::Top | Meaning::Points(_)) {
        return (0.0, 100.0, 1.0);
    }
    if literal.meaning == Meaning::Window {
        return (1.0, 730.0, 1.0);
    }
    let most = if far <= 1.0 { 1.0 } else { nice(far * 2.0) };
    let step = if far <= 1.0 { 0.01 } else { nice(most / 200.0).max(0.01) };
    let least = if literal.value < 0.0 { -most } else { 0.0 };
    (least, most, step)
}

/// The next of 1, 2 and 5 with zeros behind.
fn nice(number: f64) -> f64 {
    let power = 10_f64.powf(number.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    // What is a hair above a step because of the division is that step.
    steps.into_iter().find(|step| *step >= number * (1.0 - 1e-9)).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sliders_reach_beyond_what_is_written() {
        let text = "fn a(m) { weight(3, m.posts.per_week().plateau(0, 1, 5, 14) - m.x.ramp(-0.2, 0.6)) }";
        let all = literals("pillars/brand.rhai", text);
        let found: Vec<(f64, f64, f64, f64)> = all
            .iter()
            .map(|l| placed("pillars/brand.rhai", l, Some(&all)))
            .map(|d| ["value", "least", "most", "step"].map(|key| d[key].as_f64().expect("a number")))
            .map(|[value, least, most, step]| (value, least, most, step))
            .collect();
        assert_eq!(
            found[1..],
            [
                (0.0, 0.0, 50.0, 0.5),
                (1.0, 0.0, 50.0, 0.5),
                (5.0, 0.0, 50.0, 0.5),
                (14.0, 0.0, 50.0, 0.5),
                (-0.2, -1.0, 1.0, 0.01),
                (0.6, 0.0, 1.0, 0.01),
            ]
        );
    }
}
