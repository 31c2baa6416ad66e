//! What came of the cases of a pack, for programs.

use serde_json::{Value, json};
use ssi_score::trial::{Change, Coverage, Number, Part, Values};

use crate::json::pretty;
use crate::trial::Trial;

/// All that was found, as JSON: every case with what came, faults, coverage, and the numbers that were changed. No text is in it.
pub fn trial_json(trial: &Trial<'_>) -> String {
    let files = trial.files.iter().enumerate().map(|(place, file)| {
        let cases =
            file.cases.iter().zip(&trial.run.tried[place]).enumerate().map(|(number, (case, tried))| {
                let values = (!tried.holds).then(|| values(&trial.bench.values(trial.run, place, number)));
                json!({
                    "line": case.line,
                    "name": case.name,
                    "about": case.about,
                    "expected": case.written,
                    "came": tried.came,
                    "beside": tried.beside,
                    "passes": tried.holds,
                    "values": values,
                })
            });
        let faults = file
            .faults
            .iter()
            .map(|fault| json!({ "line": fault.line, "message": fault.message, "help": fault.help }));
        json!({ "file": file.path, "cases": cases.collect::<Value>(), "faults": faults.collect::<Value>() })
    });
    let contradictions = trial.contradictions.iter().map(|wrong| {
        let side = |(text, credit): &(String, f64)| json!({ "text": text, "credit": credit });
        json!({ "rule": wrong.rule, "good": side(&wrong.good), "bad": side(&wrong.bad) })
    });
    let (passed, failed) = trial.run.counts();
    pretty(&json!({
        "pack": trial.pack,
        "passed": passed,
        "failed": failed,
        "faults": trial.faults(),
        "files": files.collect::<Value>(),
        "examples": {
            "rules": trial.examples.rules(),
            "texts": trial.examples.texts(),
            "contradictions": contradictions.collect::<Value>(),
        },
        "coverage": trial.coverage.map(coverage),
        "numbers": trial.numbers.map(|numbers| numbers.iter().map(number).collect::<Value>()),
    }))
}

fn values(values: &Values) -> Value {
    let wholes = values.wholes.iter().map(|whole| {
        let rules = whole.rules.iter().map(|rule| {
            json!({
                "rule": rule.id,
                "credit": rule.credit,
                "points": rule.points.map(ssi_score::Points::value),
                "of": rule.of.value(),
            })
        });
        json!({
            "id": whole.id,
            "points": whole.points.map(ssi_score::Points::value),
            "of": whole.of.value(),
            "rules": rules.collect::<Value>(),
        })
    });
    json!({ "score": values.score.map(ssi_score::Points::value), "wholes": wholes.collect::<Value>() })
}

fn coverage(coverage: &Coverage) -> Value {
    let curves = coverage.curves.iter().map(|curve| {
        let of = |wanted: bool| -> Vec<&str> {
            curve
                .parts
                .iter()
                .filter(|(_, reached)| *reached == wanted)
                .map(|(part, _)| name(*part))
                .collect()
        };
        let (file, line, column) = &curve.place;
        json!({
            "rule": curve.rule,
            "curve": curve.written,
            "file": file,
            "line": line,
            "column": column,
            "reached": of(true),
            "never": of(false),
        })
    });
    json!({
        "rules": coverage.rules,
        "untouched": coverage.untouched,
        "curves": curves.collect::<Value>(),
    })
}

fn name(part: Part) -> &'static str {
    match part {
        Part::Nothing => "nothing",
        Part::Between => "between",
        Part::Full => "full",
        Part::Falling => "falling",
        Part::TooMuch => "too-much",
    }
}

fn number(number: &Number) -> Value {
    let word = |change: Change| match change {
        Change::Noticed => "noticed",
        Change::Unnoticed => "unnoticed",
        Change::Refused => "refused",
    };
    let changed = number.changed.iter().map(|c| json!({ "written": c.written, "change": word(c.change) }));
    json!({
        "file": number.file,
        "line": number.line,
        "column": number.column,
        "rule": number.rule,
        "written": number.written,
        "change": word(number.change()),
        "changed": changed.collect::<Value>(),
    })
}
