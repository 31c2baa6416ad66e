//! The table of members: score, pillars, the places among others and every rule's points.

use rayon::prelude::*;
use ssi_rules::Model;
use ssi_score::Scores;
use ssi_score::standing::{Grouping, Place, Standings};

use crate::described::{NOTE, described_by};
use crate::sheet::{Cells, Sheet};

/// One row a member, from the highest score to the lowest.
///
/// Columns: `member`, `score`, `band`, one a pillar, `coverage`, the range `low` and `high`, `rank`, then for industry, team
/// and network the rank in it and its members, then one a rule. Points have two digits and add up; a cell is empty where
/// there was no evidence, no such group, or nobody else in it to be ranked among.
pub fn members<'a>(model: &'a Model, scores: &'a Scores, standings: &Standings<'a>) -> Sheet<'a> {
    let order: Vec<usize> = scores.ranking.iter().map(|&m| m as usize).collect();
    let wholes = |cell: &dyn Fn(usize) -> Option<u32>| {
        Cells::Wholes(order.iter().map(|&m| cell(m).map_or(f64::NAN, f64::from)).collect())
    };
    let mut sheet = Sheet::default();
    sheet.add("member", Cells::Texts(order.iter().map(|&m| scores.members[m].as_str()).collect()));
    sheet.add("score", Cells::Points(order.iter().map(|&m| Some(scores.score[m])).collect()));
    let band = |&m: &usize| model.band(scores.score[m].value()).name.as_str();
    sheet.add("band", Cells::Texts(order.iter().map(band).collect()));
    for pillar in &scores.pillars {
        sheet.add(&pillar.id, Cells::Points(order.iter().map(|&m| pillar.points[m]).collect()));
    }
    sheet.add("coverage", Cells::Numbers(order.iter().map(|&m| scores.coverage[m]).collect(), 4));
    sheet.add("low", Cells::Points(order.iter().map(|&m| Some(scores.range[m].0)).collect()));
    sheet.add("high", Cells::Points(order.iter().map(|&m| Some(scores.range[m].1)).collect()));
    sheet.add("rank", wholes(&|m| rank(standings.everyone[m])));
    for (name, grouping) in [("industry", &standings.industries), ("team", &standings.teams)] {
        let place = |m: usize| grouping.as_ref().and_then(|g| g.place(m));
        let word = |&m: &usize| grouping.as_ref().map_or("", |g: &Grouping<'a>| g.word(m));
        sheet.add(name, Cells::Texts(order.iter().map(word).collect()));
        sheet.add(format!("{name}_rank"), wholes(&|m| place(m).and_then(rank)));
        sheet.add(format!("{name}_members"), wholes(&|m| place(m).map(|p| p.of)));
    }
    let among = |m: usize| standings.networks.as_ref().map(|n| n[m].place).filter(|p| !p.is_alone());
    sheet.add("network_rank", wholes(&|m| among(m).and_then(rank)));
    sheet.add("network_members", wholes(&|m| among(m).map(|p| p.of)));
    let rules: Vec<_> = scores.rules().collect();
    let points: Vec<Cells<'a>> = rules
        .par_iter()
        .map(|rule| Cells::Points(order.iter().map(|&m| rule.points.at(m)).collect()))
        .collect();
    for (rule, points) in rules.into_iter().zip(points) {
        sheet.add(&rule.id, points);
    }
    sheet.describe(described_by(model));
    sheet
        .fact("note", NOTE)
        .fact("rules", &model.title)
        .fact("rules_blake3", &model.digest)
        .fact("window_days", model.window_days.to_string())
}

/// There is no rank among one.
fn rank(place: Place) -> Option<u32> {
    (!place.is_alone()).then_some(place.rank)
}
