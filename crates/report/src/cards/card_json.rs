//! A member's card for programs.

use serde_json::{Value, json};
use ssi_score::explain::RulePart;

use super::card::{Card, lost, named, reason};
use super::rows::GradedText;
use crate::advice_json::action_json;
use crate::json::pretty;
use crate::told::day;

/// The card as JSON, with every graded text, action and reply owed. Texts' words are there only where they were asked for.
pub fn card_json(card: &Card<'_>) -> String {
    let e = card.parts;
    let value = json!({
        "member": e.member,
        "name": e.name,
        "as_of": card.as_of,
        "window_days": card.window_days,
        "score": e.score.value(),
        "band": e.band,
        "coverage": e.coverage,
        "low": e.range.0.value(),
        "high": e.range.1.value(),
        "ranks": card.standing.populations.iter().map(|p| {
            let (population, name) = named(p);
            json!({
                "population": population,
                "name": if p.name.is_empty() { Value::Null } else { json!(name) },
                "rank": (!p.place.is_alone()).then_some(p.place.rank),
                "members": p.place.of,
                "top_percent": p.place.top_percent(),
                "connections": p.connections,
            })
        }).collect::<Vec<_>>(),
        "pillars": e.pillars.iter().map(|p| json!({
            "id": p.id,
            "title": p.title,
            "points": p.points.map(ssi_score::Points::value),
            "cap": p.cap,
            "coverage": p.coverage,
        })).collect::<Vec<_>>(),
        "trend": card.course.iter().map(|(day, score)| json!({ "day": day.to_string(), "score": score.value() })).collect::<Vec<_>>(),
        "earns_most": card.earned().into_iter().map(rule_json).collect::<Vec<_>>(),
        "misses_most": card.missed().into_iter().map(rule_json).collect::<Vec<_>>(),
        "actions": card.advice.actions.iter().map(action_json).collect::<Vec<_>>(),
        "texts": card.texts.iter().map(text_json).collect::<Vec<_>>(),
        "replies_owed": card.owed.as_ref().map(|owed| owed.iter().map(|o| json!({ "person": o.person, "since": o.since })).collect::<Vec<_>>()),
    });
    pretty(&value)
}

fn rule_json(rule: &RulePart) -> Value {
    json!({
        "rule": rule.id,
        "title": rule.title,
        "penalty": rule.penalty,
        "points": rule.points.map(ssi_score::Points::value),
        "possible": rule.possible.value(),
        "lost": lost(rule).value(),
        "reason": reason(&rule.seen),
        "advice": rule.advice,
    })
}

fn text_json(text: &GradedText) -> Value {
    let mut value = json!({
        "table": text.row.table,
        "id": text.row.id,
        "day": day(text.row.time).unwrap_or_default(),
        "person": text.row.counterpart,
        "grade": text.grade,
    });
    if let Some(words) = &text.text {
        value["text"] = json!(words);
    }
    value
}
