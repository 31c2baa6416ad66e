//! Weights fitted to outcomes, as JSON with everything.

use serde_json::{Value, json};
use ssi_score::calibrate::design::Role;
use ssi_score::calibrate::solve::Pull;
use ssi_score::calibrate::sure::{Fitness, Interval, Sure};
use ssi_score::calibrate::{Scale, Verdict, Weighed};

use crate::calibration::{CalibrationReport, left, verdict};

/// The page as JSON. What cannot be told is `null`; numbers have six digits.
pub fn calibration_json(report: &CalibrationReport<'_>) -> String {
    let (found, outcomes) = (report.found, report.outcomes);
    let pillar = |(place, (id, points)): (usize, &(String, u32))| {
        let own = found.rules.iter().filter(|r| r.term.pillar == place);
        json!({ "id": id, "points": points, "rules": own.map(|r| rule(r, found.verdict)).collect::<Vec<_>>() })
    };
    let value = json!({
        "corpus": report.corpus,
        "rules": report.rules,
        "as_of": report.as_of,
        "window_days": report.window_days,
        "outcome": {
            "file": outcomes.file,
            "column": outcomes.column,
            "words": outcomes.words.as_ref().map(|(worse, better)| json!({ "worse": worse, "better": better })),
            "scale": if found.scale == Scale::Log { "log(1 + outcome)" } else { "as it is" },
            "members": outcomes.of.len(),
            "with_outcome": found.members,
            "rows_of_nobody": outcomes.strangers.len(),
            "rows_without_outcome": outcomes.empty,
            "rejected": outcomes.rejects.len(),
        },
        "verdict": {
            "id": match found.verdict {
                Verdict::Better => "better",
                Verdict::NotBetter => "not-better",
                Verdict::DefaultStays => "default-stays",
                Verdict::NoRelation => "no-relation",
            },
            "text": verdict(found),
        },
        "left_out": {
            "fitted": fitness(&found.fitness[0]),
            "default": fitness(&found.fitness[1]),
            "flat": fitness(&found.fitness[2]),
            "fitted_less_default": fitness(&found.gain[0]),
            "fitted_less_flat": fitness(&found.gain[1]),
        },
        "slope_per_10_points": { "fitted": sure(&found.slopes[0]), "default": sure(&found.slopes[1]) },
        "pull": match found.pull {
            Pull::Strength(strength) => json!(strength),
            Pull::Default => json!("default"),
        },
        "pillars": report.pillars.iter().enumerate().map(pillar).collect::<Vec<_>>(),
    });
    crate::json::pretty(&value)
}

fn rule(rule: &Weighed, verdict: Verdict) -> Value {
    let term = &rule.term;
    let fitted = (verdict.has_weights() && term.role == Role::Fitted).then_some(rule.weight);
    json!({
        "id": term.id,
        "title": term.title,
        "penalty": term.role == Role::Penalty,
        "default": rounded(term.default),
        "fitted": fitted,
        "interval": interval(rule.interval),
        "members_with_data": term.known,
        "stays": left(rule),
    })
}

fn fitness(of: &Fitness) -> Value {
    json!({ "rank_correlation": sure(&of.spearman), "r2": sure(&of.r2) })
}

fn sure(of: &Sure) -> Value {
    json!({ "value": rounded(of.value), "interval": interval(of.interval) })
}

fn interval(of: Interval) -> Option<[Option<f64>; 2]> {
    of.map(|(low, high)| [rounded(low), rounded(high)])
}

fn rounded(number: f64) -> Option<f64> {
    // Adding 0 turns a -0 into a 0.
    number.is_finite().then(|| (number * 1e6).round() / 1e6 + 0.0)
}
