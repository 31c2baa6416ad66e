//! The table of members: score, pillars and every rule's points.

use ssi_rules::Model;
use ssi_score::Scores;

use crate::sheet::{Cells, Sheet};

/// One row a member, from the highest score to the lowest.
///
/// Columns: `member`, `score`, `band`, one a pillar, `coverage`, one a rule. Points have two digits and add up; a cell is
/// empty where there was no evidence.
pub fn members<'a>(model: &'a Model, scores: &'a Scores) -> Sheet<'a> {
    let order: Vec<usize> = scores.ranking.iter().map(|&m| m as usize).collect();
    let mut sheet = Sheet::default();
    sheet.add("member", Cells::Texts(order.iter().map(|&m| scores.members[m].as_str()).collect()));
    sheet.add("score", Cells::Points(order.iter().map(|&m| Some(scores.score[m])).collect()));
    let band = |&m: &usize| model.band(scores.score[m].value()).name.as_str();
    sheet.add("band", Cells::Texts(order.iter().map(band).collect()));
    for pillar in &scores.pillars {
        sheet.add(&pillar.id, Cells::Points(order.iter().map(|&m| pillar.points[m]).collect()));
    }
    sheet.add("coverage", Cells::Numbers(order.iter().map(|&m| scores.coverage[m]).collect(), 4));
    for rule in scores.rules() {
        sheet.add(&rule.id, Cells::Points(order.iter().map(|&m| rule.points[m]).collect()));
    }
    sheet
}
