//! Everyone over time: the middle of the field from one snapshot to the next, and for those who were there all along.

use std::fmt::Write;

use jiff::civil::Date;
use serde_json::json;
use ssi_score::Points;

use crate::json::rows_of;
use crate::moves::signed;
use crate::snapshot::{Made, Snapshot};
use crate::terminal::thousands;
use crate::trend::sparkline;

/// The most snapshots that are drawn in a line.
const STEPS: usize = 60;

/// The field on one day.
#[derive(Clone, Debug)]
struct Field {
    date: Date,
    made: Option<Made>,
    members: usize,
    mean: Points,
    median: Points,
    lowest: Points,
    highest: Points,
}

/// Everyone's scores over time.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    days: Vec<Field>,
    first: Option<Snapshot>,
    last: Option<Snapshot>,
}

impl Cohort {
    /// Takes over a snapshot, from the earliest to the latest; one without members says nothing.
    pub fn add(&mut self, snapshot: Snapshot) {
        let scores: Vec<i32> = snapshot.members().filter_map(|m| snapshot.score(m)).map(|p| p.0).collect();
        let (Some(&lowest), Some(&highest)) = (scores.iter().min(), scores.iter().max()) else { return };
        let sum: i64 = scores.iter().map(|&p| i64::from(p)).sum();
        self.days.push(Field {
            date: snapshot.day,
            made: snapshot.made.clone(),
            members: scores.len(),
            mean: rounded(sum as f64 / scores.len() as f64),
            median: median(scores),
            lowest: Points(lowest),
            highest: Points(highest),
        });
        if self.first.is_none() {
            self.first = Some(snapshot);
        } else {
            self.last = Some(snapshot);
        }
    }

    /// The median before and after of the members of both ends, and how many they are; `None` where the ends do not compare.
    fn of_both(&self) -> Option<(usize, Points, Points)> {
        let (first, last) = (self.first.as_ref()?, self.last.as_ref()?);
        let both = last.members().filter_map(|m| Some((first.score(m)?.0, last.score(m)?.0)));
        let (before, after): (Vec<i32>, Vec<i32>) = both.unzip();
        (first.compares_with(last) && !before.is_empty())
            .then(|| (before.len(), median(before), median(after)))
    }
}

fn rounded(hundredths: f64) -> Points {
    Points(hundredths.round() as i32)
}

/// The middle; of two in the middle their mean.
fn median(mut scores: Vec<i32>) -> Points {
    scores.sort_unstable();
    let middle = scores.len() / 2;
    if scores.len() % 2 == 1 {
        Points(scores[middle])
    } else {
        rounded(f64::from(scores[middle - 1] + scores[middle]) / 2.0)
    }
}

/// The field from day to day: median, mean and ends. Where the rules changed, a line says so.
pub fn cohort(cohort: &Cohort) -> String {
    let mut out = String::new();
    let (Some(first), Some(last)) = (cohort.days.first(), cohort.days.last()) else { return out };
    let of = if last.members == 1 {
        "1 member".to_owned()
    } else {
        format!("{} members", thousands(last.members as u64))
    };
    let _ = writeln!(out, "{of}, median {} on {}", last.median, last.date);
    if cohort.days.len() > 1 {
        let medians: Vec<Points> = cohort.days.iter().map(|d| d.median).collect();
        let drawn = &medians[medians.len().saturating_sub(STEPS)..];
        let _ = writeln!(out, "\n  {}  {} snapshots since {}", sparkline(drawn), medians.len(), first.date);
    }
    if let Some((members, before, after)) = cohort.of_both() {
        let who = if members == 1 {
            "the member".to_owned()
        } else {
            format!("the {} members", thousands(members as u64))
        };
        let change = signed(Points(after.0 - before.0));
        let _ = writeln!(
            out,
            "\n  {who} of both {} and {}: median {before} before, {after} after ({change})",
            first.date, last.date
        );
    }
    let _ = writeln!(
        out,
        "\n  {:<10}  {:>9}  {:>7}  {:>7}  {:>7}  {:>7}  {:>7}",
        "day", "members", "median", "change", "mean", "lowest", "highest"
    );
    let mut before: Option<&Field> = None;
    for day in &cohort.days {
        let comparable = before.filter(|b| b.made == day.made);
        if before.is_some() && comparable.is_none() {
            let _ =
                writeln!(out, "  ---------- the rules changed here: points above and below do not compare");
        }
        let change = comparable.map_or(String::new(), |b| signed(Points(day.median.0 - b.median.0)));
        let _ = writeln!(
            out,
            "  {:<10}  {:>9}  {:>7}  {change:>7}  {:>7}  {:>7}  {:>7}",
            day.date.to_string(),
            thousands(day.members as u64),
            day.median,
            day.mean,
            day.lowest,
            day.highest
        );
        before = Some(day);
    }
    out
}

/// The same as JSON: one object a day.
pub fn cohort_json(cohort: &Cohort) -> String {
    let row = |day: &Field| {
        json!({
            "day": day.date.to_string(),
            "members": day.members,
            "median": day.median.value(),
            "mean": day.mean.value(),
            "lowest": day.lowest.value(),
            "highest": day.highest.value(),
        })
        .to_string()
    };
    rows_of(cohort.days.iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        let check = |scores: &[i32], expected: i32| assert_eq!(median(scores.to_vec()), Points(expected));
        check(&[7], 7);
        check(&[9, 1], 5);
        check(&[1, 2], 2);
        check(&[30, 10, 20], 20);
        check(&[4, 1, 3, 2], 3);
    }
}
