//! Advice as JSON, with everything that the text leaves out.

use serde_json::{Value, json};
use ssi_score::advise::{Action, Advice, Together};

use crate::json::pretty;
use crate::told::day;

/// Advice for one member as JSON: every action, and why others are not offered.
pub fn advice_json(a: &Advice) -> String {
    let value = json!({
        "member": a.member,
        "name": a.name,
        "score": a.score.value(),
        "coverage": a.coverage,
        "actions": a.actions.iter().map(action_json).collect::<Vec<_>>(),
        "together": together_json(&a.best),
        "target": a.target.as_ref().map(|t| json!({
            "score": t.score,
            "reached": t.reached,
            "together": together_json(&t.by),
        })),
        "not_offered": a.refused.iter().map(|(lever, why)| json!({ "lever": lever, "why": why })).collect::<Vec<_>>(),
        "unknown": a.unknown.iter().map(|u| json!({ "rule": u.rule, "title": u.title, "needs": u.needs })).collect::<Vec<_>>(),
    });
    pretty(&value)
}

pub(crate) fn action_json(action: &Action) -> Value {
    json!({
        "lever": action.lever,
        "title": action.title,
        "gain": action.gain.value(),
        "effort": action.effort.in_words(),
        "changes": action.changes.iter().map(|c| json!({ "rule": c.rule, "points": c.points.value() })).collect::<Vec<_>>(),
        "advice": action.advice,
        "note": action.note,
        "part_of": action.part_of,
        "about": action.about.iter().map(|told| json!({
            "table": told.table,
            "id": told.id,
            "day": day(told.time).unwrap_or_default(),
            "person": told.counterpart,
        })).collect::<Vec<_>>(),
    })
}

fn together_json(chosen: &Together) -> Value {
    json!({
        "score": chosen.score.value(),
        "one_by_one": chosen.apart.value(),
        "actions": chosen.actions.iter().map(|a| json!({ "lever": a.lever, "title": a.title, "adds": a.gain.value() })).collect::<Vec<_>>(),
    })
}
