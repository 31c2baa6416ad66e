//! Grades by language, as JSON with everything.

use serde_json::{Map, Value, json};
use ssi_score::fairness::{
    Difference, Group, Kind, LEAST_AUTHORS, LEAST_DIFFERENCE, LEAST_OF_LISTS, LEAST_TEXTS, List, Missing,
    Side, Tongue, Writers,
};

use crate::fairness::{FairnessReport, sentence, verdict};

/// The page as JSON. What cannot be told is `null`; grades and differences have six digits.
pub fn fairness_json(report: &FairnessReport<'_>) -> String {
    let found = report.found;
    let kinds: Vec<&str> = found.kinds.iter().map(|k| k.kind.as_str()).collect();
    let warning = |(k, g): (&Kind, &Group)| {
        json!({
            "kind": k.kind,
            "group": id(g.tongue),
            "text": sentence(g).map(|text| text.trim_start_matches("warning: ").to_owned()),
        })
    };
    let value = json!({
        "corpus": report.corpus,
        "rules": report.rules,
        "as_of": report.as_of,
        "window_days": report.window_days,
        "settings": {
            "least_texts": LEAST_TEXTS,
            "least_authors": LEAST_AUTHORS,
            "least_difference": LEAST_DIFFERENCE,
            "least_of_lists": LEAST_OF_LISTS,
        },
        "kinds": found.kinds.iter().map(kind).collect::<Vec<_>>(),
        "members": found.writers.iter().map(|w| writers(w, &kinds)).collect::<Vec<_>>(),
        "warnings": found.warnings().map(warning).collect::<Vec<_>>(),
        "verdict": verdict(found),
    });
    crate::json::pretty(&value)
}

/// A name for programs: the code of a language, `other-latin`, `not-told`.
fn id(tongue: Tongue) -> String {
    match tongue {
        Tongue::Known(language) => language.code().to_owned(),
        Tongue::Other(script) => format!("other-{}", script.name().to_lowercase().replace(' ', "-")),
        Tongue::NotTold => "not-told".to_owned(),
    }
}

fn rounded(number: f64) -> Option<f64> {
    // Adding 0 turns a -0 into a 0.
    (!number.is_nan()).then(|| (number * 1e6).round() / 1e6 + 0.0)
}

fn kind(of: &Kind) -> Value {
    json!({
        "kind": of.kind,
        "texts": of.texts,
        "authors": of.authors,
        "mean": rounded(of.mean),
        "ungraded": of.ungraded,
        "groups": of.groups.iter().map(group).collect::<Vec<_>>(),
    })
}

fn group(of: &Group) -> Value {
    json!({
        "group": id(of.tongue),
        "name": of.tongue.name(),
        "language": of.tongue.language().map(ssi_text::Language::code),
        "texts": of.texts,
        "authors": of.authors,
        "mean": rounded(of.mean),
        "median": rounded(of.median),
        "coverage": rounded(of.coverage),
        "rules_without_data": of.blind,
        "missing_lists": of.missing.iter().map(|m| missing(m, of.tongue)).collect::<Vec<_>>(),
        "difference": of.difference.as_ref().map(difference),
        "judged": of.is_judged(),
        "side": of.side().map(|side| match side {
            Side::Lower => "lower",
            Side::Higher => "higher",
        }),
        "warning": of.is_warned(),
    })
}

fn missing(of: &Missing, tongue: Tongue) -> Value {
    let (list, built_in, common) = match &of.list {
        List::BuiltIn(name) => (*name, true, false),
        List::Phrases { name, common } => (name.as_str(), false, *common),
    };
    let file = match tongue.language() {
        _ if built_in => None,
        Some(language) => Some(format!("phrases/{list}.{}.txt", language.code())),
        None => Some(format!("phrases/{list}.txt")),
    };
    json!({ "list": list, "built_in": built_in, "has_common_phrases": common, "file": file, "rules": of.rules })
}

fn difference(of: &Difference) -> Value {
    json!({
        "value": rounded(of.value),
        "interval": of.interval.map(|i| [rounded(i.0), rounded(i.1)]),
        "texts": of.own.0,
        "authors": of.own.1,
        "other_texts": of.others.0,
        "other_authors": of.others.1,
        "of_lists": rounded(of.of_lists),
        "rules_that_lack": of.lacking,
        "rules_that_lack_elsewhere": of.lacking_elsewhere,
        "other_rules": of.rules.iter().map(|r| json!({
            "rule": r.id,
            "credit": rounded(r.credit),
            "grade": rounded(r.grade),
        })).collect::<Vec<_>>(),
    })
}

fn writers(of: &Writers, kinds: &[&str]) -> Value {
    let grades: Map<String, Value> = kinds
        .iter()
        .zip(&of.kinds)
        .map(|(kind, (members, mean))| {
            ((*kind).to_owned(), json!({ "members": members, "mean": rounded(*mean) }))
        })
        .collect();
    json!({ "group": id(of.tongue), "name": of.tongue.name(), "members": of.members, "grades": grades })
}
