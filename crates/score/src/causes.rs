//! The rows that moved a rule between two days: those that came, those that left its window, those that count otherwise.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ssi_corpus::data::{DAY, NO_TIME};
use ssi_rules::{Rule, Window};

use crate::rows::{Row, Told};
use crate::sheet::Sheet;

/// The rows that moved a rule, the latest first. Without any, what the rule looks at has no dates, or only time went by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes {
    /// Rows of the time between.
    pub came: Vec<Told>,
    /// Rows that counted on the first day and are too old on the second.
    pub left: Vec<Told>,
    /// Rows of before that count on one day only, or with another value: answered since, copied since.
    pub turned: Vec<Told>,
    /// Whether the rule looks at rows with a date at all.
    pub dated: bool,
}

/// Rows by table and by their place in the input.
type ByOrigin = BTreeMap<(usize, usize), Row>;

/// Finds the rows that moved a rule. Both sheets are of one member under the same rules: that of the first day, `None` for
/// somebody who was not there yet, and that of the second. `end` is the first second after the first day.
///
/// Costs a pass over the member's rows for each aggregate of the rule.
pub fn causes(first: Option<&Sheet<'_>>, second: &Sheet<'_>, end: i64, rule: &Rule) -> Causes {
    let now = second.reading().resolved().view().end;
    let model = second.reading().model();
    let (mut came, mut left, mut turned) = (ByOrigin::new(), ByOrigin::new(), ByOrigin::new());
    let mut dated = false;
    for aggregate in second.aggregates_of(rule) {
        let days = match model.aggregates[aggregate].window {
            Window::Pack => Some(model.window_days),
            Window::Days(days) => Some(days),
            Window::All => None,
        };
        let since = days.map_or(NO_TIME, |days| now - i64::from(days) * DAY);
        let before = first.map_or_else(ByOrigin::new, |sheet| by_origin(sheet, aggregate));
        let after = by_origin(second, aggregate);
        dated |= !before.is_empty() || !after.is_empty();
        for (key, row) in &after {
            if row.time >= end {
                came.insert(*key, row.clone());
            } else if before.get(key).is_none_or(|old| old.value.to_bits() != row.value.to_bits()) {
                turned.insert(*key, row.clone());
            }
        }
        for (key, row) in &before {
            if row.time < since {
                left.insert(*key, row.clone());
            } else if !after.contains_key(key) {
                turned.insert(*key, row.clone());
            }
        }
    }
    // What one part of a rule let go is no row that merely changed for another part.
    turned.retain(|key, _| !came.contains_key(key) && !left.contains_key(key));
    // A row that counts otherwise stands in the second sheet where it can: there its place is known.
    let turned = turned.into_keys().filter_map(|(table, origin)| told_by_origin(second, table, origin));
    Causes {
        came: in_order(came.values().map(|row| second.told(row))),
        left: in_order(left.values().filter_map(|row| Some(first?.told(row)))),
        turned: in_order(turned),
        dated,
    }
}

/// The rows with a date that an aggregate counted. Rows that stand for no row of the input are left out: they cannot be shown.
fn by_origin(sheet: &Sheet<'_>, aggregate: usize) -> ByOrigin {
    let rows = sheet.rows_of(aggregate).into_iter().filter(|row| row.time != NO_TIME);
    rows.filter_map(|row| {
        let table = sheet.table(ssi_corpus::tables::TABLES[row.table].id)?;
        Some(((row.table, table.origin(row.place)?), row))
    })
    .collect()
}

fn told_by_origin(sheet: &Sheet<'_>, table: usize, origin: usize) -> Option<Told> {
    let slip = sheet.table(ssi_corpus::tables::TABLES[table].id)?;
    let place = (0..slip.len()).find(|&place| slip.origin(place) == Some(origin))?;
    Some(sheet.told(&Row { table, place, time: slip.time(place), value: f64::NAN }))
}

/// From the latest to the earliest; equal times are settled by what the rows say, never by their place.
fn in_order(rows: impl Iterator<Item = Told>) -> Vec<Told> {
    let mut rows: Vec<Told> = rows.collect();
    rows.sort_by(|a, b| {
        (Reverse(a.time), a.table, &a.id, &a.counterpart).cmp(&(
            Reverse(b.time),
            b.table,
            &b.id,
            &b.counterpart,
        ))
    });
    rows
}
