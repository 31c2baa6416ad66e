//! What other numbers do to everyone, as the tuning page shows it.

use std::time::Duration;

use serde_json::{Value, json};
use ssi_rules::{Model, Rewritten, Rule};
use ssi_score::impact::{Impact, Side, steps_of};
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Points, Scores};

use crate::impact::Happened;
use crate::impact_json::effect;
use crate::json::pretty;
use crate::rules::diff_text;
use crate::rules::list::{Group, groups, rule_json};
use crate::tuning::dials::code;

/// The width of a bar of the distribution, in points.
const BAR: u32 = 2;

/// A pack with other numbers beside the one on the bench.
#[derive(Clone, Copy, Debug)]
pub struct Turned<'a> {
    /// What is scored.
    pub corpus: &'a str,
    /// The day of the score.
    pub as_of: &'a str,
    /// The pack on the bench.
    pub old: Side<'a>,
    /// The pack with the other numbers.
    pub new: Side<'a>,
    /// What [`rules_told`] says of the pack on the bench.
    pub told: &'a [Value],
    /// What that does to everyone.
    pub impact: &'a Impact,
    /// The files that would be written.
    pub files: &'a [Rewritten],
    /// What there is to say against the new numbers.
    pub warnings: &'a [String],
    /// Members to be looked at.
    pub watched: &'a [usize],
    /// How long scoring took, and counting what it does.
    pub took: (Duration, Duration),
}

/// The effect as JSON: what [`impact_json`](crate::impact_json) says of everyone, the `distribution` in steps of two points, the rules
/// that say something else with their new sentences, the `diff` of the files and the members that are watched, rule by rule.
pub fn turned_json(turned: &Turned<'_>) -> String {
    let Turned { corpus, as_of, old, new, impact, .. } = *turned;
    let happened = Happened { corpus, as_of, old: old.scores, scores: new.scores, impact };
    let [before, after] = [old, new].map(|side| steps_of(side.scores, BAR));
    let watched: Vec<Value> = turned.watched.iter().map(|&member| watched(turned, member)).collect();
    pretty(&json!({
        "effect": effect(&happened),
        "distribution": {"width": BAR, "before": before, "after": after},
        "bands": new.model.bands.iter().map(|b| json!({"from": b.from, "name": b.name})).collect::<Vec<_>>(),
        "rules": other_rules(turned.told, new.model),
        "diff": diff_text(turned.files),
        "warnings": turned.warnings,
        "watched": watched,
        "milliseconds": {"score": millis(turned.took.0), "effect": millis(turned.took.1)},
    }))
}

fn millis(took: Duration) -> f64 {
    (took.as_secs_f64() * 1e4).round() / 10.0
}

/// Every rule of a pack with its sentence, points, weight and lines, in order: of the pack on the bench it is made once.
pub fn rules_told(model: &Model) -> Vec<Value> {
    let words = vocabulary();
    let about = |group: &Group<'_>, rule: &Rule| {
        let mut about = rule_json(model, &words, group, rule);
        about["code"] = code(model, rule);
        about
    };
    groups(model).iter().flat_map(|g| g.rules.iter().map(|rule| about(g, rule))).collect()
}

/// The rules of which something else is told. The same rules stand in the same order, unless a number decides whether there is one.
fn other_rules(before: &[Value], new: &Model) -> Vec<Value> {
    let after = rules_told(new).into_iter().enumerate();
    let other = |(place, rule): &(usize, Value)| before.get(*place) != Some(rule) && !before.contains(rule);
    after.filter(other).map(|(_, rule)| rule).collect()
}

fn watched(turned: &Turned<'_>, member: usize) -> Value {
    let (old, new) = (turned.old, turned.new);
    let rank = |scores: &Scores| scores.score.iter().filter(|s| **s > scores.score[member]).count() + 1;
    let points = |scores: &Scores, rule: &Rule| {
        let own = scores.rules().find(|r| r.id == rule.id)?;
        own.points.at(member).map(Points::value)
    };
    let pillar = |place: usize| {
        let pillar = &new.model.pillars[place];
        let of = |scores: &Scores| {
            let own = scores.pillars.iter().find(|p| p.id == pillar.id)?;
            own.points[member].map(Points::value)
        };
        let rules = pillar.rules.iter().map(|rule| {
            json!({"rule": rule.id, "before": points(old.scores, rule), "after": points(new.scores, rule)})
        });
        json!({
            "pillar": pillar.id,
            "title": pillar.title,
            "points": pillar.points,
            "before": of(old.scores),
            "after": of(new.scores),
            "rules": rules.collect::<Vec<_>>(),
        })
    };
    let [before, after] = [old, new].map(|side| side.scores.score[member].value());
    json!({
        "member": new.scores.members[member],
        "name": new.scores.names[member],
        "before": before,
        "after": after,
        "band_before": old.model.band(before).name,
        "band_after": new.model.band(after).name,
        "rank_before": rank(old.scores),
        "rank_after": rank(new.scores),
        "pillars": (0..new.model.pillars.len()).map(pillar).collect::<Vec<_>>(),
    })
}
