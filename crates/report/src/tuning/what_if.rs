//! A member as if several things were done, for the tuning page.

use serde_json::{Value, json};
use ssi_rules::Model;
use ssi_score::advise::{Action, WhatIf};
use ssi_score::{Points, Scores};

/// The score before and after, the pillars, and what can be chosen; `adds` is what an action that was chosen adds to those before it.
pub fn what_if_json(model: &Model, what: &WhatIf) -> String {
    let action = |action: &Action, adds: Option<Points>| {
        json!({
            "lever": action.lever,
            "title": action.title,
            "effort": action.effort.in_words(),
            "note": action.note,
            "gain": action.gain.value(),
            "adds": adds.map(Points::value),
        })
    };
    let offered = what.offered.iter().map(|offered| {
        let chosen = what.chosen.iter().find(|chosen| chosen.lever == offered.lever);
        action(offered, chosen.map(|chosen| chosen.gain))
    });
    json!({
        "member": what.before.members[0],
        "before": what.before.score[0].value(),
        "after": what.after.score[0].value(),
        "band_after": model.band(what.after.score[0].value()).name,
        "pillars": pillars(&what.before, &what.after),
        "offered": offered.collect::<Vec<_>>(),
    })
    .to_string()
}

fn pillars(before: &Scores, after: &Scores) -> Vec<Value> {
    let points = |p: Option<Points>| p.map(Points::value);
    before
        .pillars
        .iter()
        .zip(&after.pillars)
        .map(|(b, a)| json!({"pillar": b.id, "before": points(b.points[0]), "after": points(a.points[0])}))
        .collect()
}
