//! What a change of rules does to everyone, for programs.

use serde_json::{Value, json};
use ssi_rules::{How, ListDifference, RuleDifference, Setting};
use ssi_score::impact::{BandMove, Earned, GroupEffect, Impact, InBoth, Mover, RuleEffect, STEP, Side};
use ssi_score::standing::{Figures, Place, places};
use ssi_score::{Points, Scores};

use crate::impact::{Compared, Happened};
use crate::json::pretty;
use crate::sheet::{Cells, Sheet};

/// The same as [`impact_text`](crate::impact_text), as JSON; points lie between 0 and 100.
pub fn impact_json(compared: &Compared<'_>, happened: Option<&Happened<'_>>) -> String {
    let setting = |s: &Setting| json!({"name": s.name, "before": s.before, "after": s.after});
    let list = |l: &ListDifference| json!({"list": l.id, "added": l.added, "removed": l.removed});
    let difference = compared.difference;
    pretty(&json!({
        "old": compared.old,
        "new": compared.new,
        "rules": difference.rules.iter().map(rule).collect::<Vec<_>>(),
        "settings": difference.settings.iter().map(setting).collect::<Vec<_>>(),
        "phrases": difference.lists.iter().map(list).collect::<Vec<_>>(),
        "effect": happened.map(effect),
    }))
}

fn rule(rule: &RuleDifference) -> Value {
    match &rule.how {
        How::Added(weight) => json!({"rule": rule.id, "change": "added", "weight": [null, weight]}),
        How::Removed(weight) => json!({"rule": rule.id, "change": "removed", "weight": [weight, null]}),
        How::Changed { weight, formula } => json!({
            "rule": rule.id,
            "change": "changed",
            "weight": weight.map(|(before, after)| [before, after]),
            "formula": formula.as_ref().map(|lines| json!({
                "file": lines.place.0,
                "line": lines.place.1,
                "before": lines.before,
                "after": lines.after,
            })),
        }),
    }
}

/// What a change does to everyone.
pub(crate) fn effect(happened: &Happened<'_>) -> Value {
    let Happened { corpus, as_of, old, scores, impact } = happened;
    let (up, down, same) = impact.moved;
    let mover = |mover: &Mover| {
        json!({
            "member": scores.members[mover.member as usize],
            "before": mover.before.value(),
            "after": mover.after.value(),
            "change": mover.change().value(),
            "rule": mover.rule.as_ref().map(|(rule, _)| rule),
            "rule_change": mover.rule.as_ref().map(|(_, by)| by.value()),
        })
    };
    let band = |b: &InBoth| json!({"band": b.name, "before": b.before, "after": b.after});
    let band_move = |m: &BandMove| {
        let rules = m.rules.iter().map(|(rule, n)| json!({"rule": rule, "members": n}));
        json!({"from": m.from, "to": m.to, "up": m.up, "members": m.members, "rules": rules.collect::<Vec<_>>()})
    };
    let group = |g: &GroupEffect| {
        json!({
            "kind": g.kind, "name": g.name, "members": g.members,
            "before": g.before.value(), "after": g.after.value(), "up": g.up, "down": g.down,
        })
    };
    let steps = impact
        .steps
        .iter()
        .zip(0_u32..)
        .map(|((before, after), place)| json!({"from": place * STEP, "before": before, "after": after}));
    json!({
        "corpus": corpus,
        "as_of": as_of,
        "members": scores.members.len(),
        "up": up,
        "down": down,
        "same": same,
        "before": impact.figures.as_ref().map(|(before, _)| figures(before, old)),
        "after": impact.figures.as_ref().map(|(_, after)| figures(after, scores)),
        "steps": steps.collect::<Vec<_>>(),
        "rank_correlation": impact.rank_correlation,
        "first_tenth": impact.first.map(|f| json!({"before": f.before, "after": f.after, "both": f.both})),
        "bands": impact.bands.iter().map(band).collect::<Vec<_>>(),
        "band_moves": impact.band_moves.iter().map(band_move).collect::<Vec<_>>(),
        "rises": impact.rises.iter().map(mover).collect::<Vec<_>>(),
        "falls": impact.falls.iter().map(mover).collect::<Vec<_>>(),
        "rules": rules(impact),
        "groups": impact.groups.iter().map(group).collect::<Vec<_>>(),
    })
}

fn figures(figures: &Figures, scores: &Scores) -> Value {
    let pillars = scores
        .pillars
        .iter()
        .zip(&figures.pillars)
        .map(|(p, mean)| (p.id.clone(), json!(mean.map(Points::value))));
    json!({
        "mean": figures.mean.value(),
        "median": figures.median.value(),
        "pillars": pillars.collect::<serde_json::Map<_, _>>(),
    })
}

fn rules(impact: &Impact) -> Vec<Value> {
    let side = |earned: &Earned| {
        json!({
            "weight": earned.weight,
            "with_data": earned.founded,
            "mean": earned.mean.map(Points::value),
            "nothing": earned.nothing,
            "all": earned.full,
        })
    };
    let rule = |rule: &RuleEffect| json!({"rule": rule.id, "effect": rule.effect.map(Points::value), "before": rule.before.as_ref().map(side), "after": rule.after.as_ref().map(side)});
    impact.rules.iter().map(rule).collect()
}

/// Every member whose score is another, a row each in the order of ids: `member`, `before`, `after`, `change`, `band_before`,
/// `band_after`, `rank_before`, `rank_after`, and the `rule` that moved the member most with its `rule_change`.
pub fn impact_table<'a>(old: Side<'a>, new: Side<'a>, movers: &'a [Mover]) -> Sheet<'a> {
    let scores = new.scores;
    let (before, after) = (places(old.scores), places(scores));
    let place = |m: &Mover| m.member as usize;
    let points = |pick: &dyn Fn(&Mover) -> Option<Points>| Cells::Points(movers.iter().map(pick).collect());
    let rank = |of: &[Place]| Cells::Wholes(movers.iter().map(|m| f64::from(of[place(m)].rank)).collect());
    let band = |side: &Side<'a>, pick: fn(&Mover) -> Points| {
        Cells::Texts(movers.iter().map(|m| side.model.band(pick(m).value()).name.as_str()).collect())
    };
    let mut sheet = Sheet::default();
    sheet.add("member", Cells::Texts(movers.iter().map(|m| scores.members[place(m)].as_str()).collect()));
    sheet.add("before", points(&|m| Some(m.before)));
    sheet.add("after", points(&|m| Some(m.after)));
    sheet.add("change", points(&|m| Some(m.change())));
    sheet.add("band_before", band(&old, |m| m.before));
    sheet.add("band_after", band(&new, |m| m.after));
    sheet.add("rank_before", rank(&before));
    sheet.add("rank_after", rank(&after));
    let rule = |m: &'a Mover| m.rule.as_ref().map_or("", |(rule, _)| rule.as_str());
    sheet.add("rule", Cells::Texts(movers.iter().map(rule).collect()));
    sheet.add("rule_change", points(&|m| m.rule.as_ref().map(|(_, by)| *by)));
    sheet
}
