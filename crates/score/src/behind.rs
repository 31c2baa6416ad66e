//! The rows behind what a rule takes: evidence that can be looked at.

use ssi_rules::{AggregateKind as K, Model};

use crate::explain::Explanation;
use crate::rows::{Row, Told};
use crate::sheet::Sheet;

/// Puts beside each penalty that took something the rows that it was taken for, the latest first.
pub fn add_evidence(explanation: &mut Explanation, model: &Model, sheet: &Sheet<'_>) {
    for (pillar, part) in model.pillars.iter().zip(&mut explanation.pillars) {
        for (rule, part) in pillar.rules.iter().zip(&mut part.rules) {
            if rule.penalty && part.points.is_some_and(|p| p.0 < 0) {
                part.behind =
                    sheet.aggregates_of(rule).iter().flat_map(|&a| counted(model, sheet, a)).collect();
                part.behind.sort_by(|a, b| {
                    (b.time, a.table, &a.id, &a.counterpart).cmp(&(a.time, b.table, &b.id, &b.counterpart))
                });
                part.behind.dedup();
            }
        }
    }
}

/// The rows that speak against the member: those for which a condition holds, those that are counted, the greatest.
fn counted(model: &Model, sheet: &Sheet<'_>, aggregate: usize) -> Vec<Told> {
    let a = &model.aggregates[aggregate];
    let rows = sheet.rows_of(aggregate);
    let most = rows.iter().map(|r| r.value).fold(f64::NEG_INFINITY, f64::max);
    let against = |row: &&Row| match a.kind {
        K::Share => row.value == 1.0,
        // A plain count of everything is a size, not a reproach.
        K::Count => a.filter.is_some(),
        K::Max => row.value == most,
        _ => false,
    };
    rows.iter().filter(against).map(|row| sheet.told(row)).collect()
}
