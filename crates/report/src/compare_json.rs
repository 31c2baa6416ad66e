//! Our figures beside LinkedIn's, as JSON with everything.

use serde_json::{Value, json};
use ssi_score::insights::CONFIDENCE;

use crate::compare::{Beside, Comparison, GROUP, hints};

/// The comparison as JSON: every member, and from three members on the figures of all.
pub fn comparison_json(c: &Comparison) -> String {
    let group = (c.members.len() >= GROUP).then(|| {
        let all = c.agreements();
        json!({
            "confidence": CONFIDENCE,
            "figures": all.iter().map(|(id, found)| json!({ "id": id, "agreement": found })).collect::<Vec<_>>(),
            "furthest_apart": c.furthest().iter().map(|(one, line, by)| json!({
                "member": one.member, "in": line.id, "difference": by,
            })).collect::<Vec<_>>(),
            "throughout": hints(&all),
        })
    });
    let value = json!({
        "as_of": c.as_of,
        "rules": c.rules,
        "about": "`ours` is an open recipe, `linkedin` was saved by a user; the recipe of the latter is not published",
        "notes": c.notes,
        "members": c.members.iter().map(member).collect::<Vec<_>>(),
        "group": group,
        "not_in_this_corpus": c.unseen.iter().map(|(id, what)| json!({ "pillar": id, "what": what })).collect::<Vec<_>>(),
        "left_out": c.left.iter().map(|(place, who, why)| json!({ "place": place, "who": who, "why": why })).collect::<Vec<_>>(),
    });
    crate::json::pretty(&value)
}

fn member(one: &Beside) -> Value {
    json!({
        "member": one.member,
        "found_by": one.by,
        "place": one.saved.place,
        "figures": one.lines.iter().map(|l| json!({
            "id": l.id,
            "ours": l.ours.map(hundredth),
            "linkedin": l.theirs,
            "difference": l.difference(),
            "coverage": l.coverage,
            "range": l.range.map(|(low, high)| [hundredth(low), hundredth(high)]),
        })).collect::<Vec<_>>(),
        "ranks": one.saved.ranks.iter().map(|r| json!({
            "group": r.group, "industry": r.industry, "top_percent": r.top_percent, "mean": r.mean,
        })).collect::<Vec<_>>(),
    })
}

/// A figure as it is printed.
fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
