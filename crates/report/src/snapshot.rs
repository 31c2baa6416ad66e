//! One day's table of members, read back from its file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arrow_array::{Array, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use jiff::civil::Date;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ssi_score::Points;
use ssi_score::change::Kept;

use crate::sheet::day_of;

/// A file of a history that cannot be used. The others can.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
    /// What to do about it.
    pub help: String,
}

/// What points were made with: two days compare where it is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The beginning of the pack's BLAKE3 digest.
    pub rules: String,
    /// Weights set on the command line, as they were typed.
    pub weights: String,
    /// The window in days.
    pub window_days: i64,
}

/// The points of one member on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The score.
    pub score: Points,
    /// Each pillar's id and points; `None` without evidence.
    pub pillars: Vec<(String, Option<Points>)>,
    /// Each rule's id and points.
    pub rules: Vec<(String, Option<Points>)>,
}

impl Line {
    /// What a change is measured against.
    pub fn kept(self) -> Kept {
        Kept { score: Some(self.score), rules: self.rules }
    }
}

/// Everyone's points on one day.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The day of the scores.
    pub day: Date,
    /// What they were made with; `None` where there is no member.
    pub made: Option<Made>,
    scores: Vec<Points>,
    /// Members by id: the row of each.
    members: BTreeMap<String, usize>,
    pillars: Vec<(String, Vec<Option<Points>>)>,
    rules: Vec<(String, Vec<Option<Points>>)>,
}

impl Snapshot {
    /// Reads the table of a day. Costs a pass over the file.
    ///
    /// # Errors
    /// When the file is torn, is of somebody else, or speaks of another day.
    pub fn read(path: &Path, day: Date) -> Result<Self, Unreadable> {
        let fail = |reason: String| Unreadable {
            path: path.to_owned(),
            reason,
            help: format!(
                "remove it, then write the day again: `ssi backfill FOLDER --history {} --from {day} --to {day}`",
                path.parent().and_then(Path::parent).unwrap_or(path).display()
            ),
        };
        let file = std::fs::File::open(path).map_err(|e| fail(e.to_string()))?;
        let torn = || fail("is not a whole Parquet file".to_owned());
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|_| torn())?;
        let columns: Vec<String> = reader.schema().fields().iter().map(|f| f.name().clone()).collect();
        for needed in ["as_of", "member", "score"] {
            if !columns.iter().any(|c| c == needed) {
                return Err(fail(format!("has no column `{needed}`: it is not a snapshot of ssi")));
            }
        }
        let mut snapshot = Self::empty(day, &columns);
        for batch in reader.build().map_err(|_| torn())? {
            let batch = batch.map_err(|_| torn())?;
            snapshot.take(&batch).map_err(&fail)?;
        }
        Ok(snapshot)
    }

    /// No member yet; pillars are the columns that give their name to a column of a rule.
    fn empty(day: Date, columns: &[String]) -> Self {
        let is_pillar = |c: &&String| {
            let rule = |r: &String| r.strip_prefix(c.as_str()).is_some_and(|rest| rest.starts_with('.'));
            columns.iter().any(rule)
        };
        let pillars: Vec<&String> = columns.iter().filter(is_pillar).collect();
        let is_rule = |c: &&String| c.split_once('.').is_some_and(|(p, _)| pillars.iter().any(|q| *q == p));
        let none = |c: &String| (c.clone(), Vec::new());
        Self {
            day,
            made: None,
            scores: Vec::new(),
            members: BTreeMap::new(),
            rules: columns.iter().filter(is_rule).map(none).collect(),
            pillars: pillars.into_iter().map(none).collect(),
        }
    }

    /// Takes over the rows of a batch.
    fn take(&mut self, batch: &RecordBatch) -> Result<(), String> {
        let days: &Date32Array = column(batch, "as_of", "days")?;
        if let Some(other) = days.iter().find(|d| d.and_then(day_of) != Some(self.day)) {
            let other = other.and_then(day_of).map_or("no day".to_owned(), |d| d.to_string());
            return Err(format!("is named {}, but its rows are of {other}", self.day));
        }
        let members: &StringArray = column(batch, "member", "texts")?;
        for member in members {
            let member = member.ok_or("has a row without a member")?;
            if self.members.insert(member.to_owned(), self.members.len()).is_some() {
                return Err(format!("has the member `{}` twice", member.escape_debug()));
            }
        }
        for score in points(batch, "score")? {
            self.scores.push(score.ok_or("has a row without a score")?);
        }
        for (name, all) in self.pillars.iter_mut().chain(&mut self.rules) {
            all.extend(points(batch, name)?);
        }
        if self.made.is_none() && batch.num_rows() > 0 {
            let rules: &StringArray = column(batch, "rules_blake3", "texts")?;
            let weights: &StringArray = column(batch, "weights", "texts")?;
            let window: &Int64Array = column(batch, "window_days", "whole numbers")?;
            self.made = Some(Made {
                rules: rules.value(0).to_owned(),
                weights: weights.value(0).to_owned(),
                window_days: window.value(0),
            });
        }
        Ok(())
    }

    /// The members in the order of their ids.
    pub fn members(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// A member's score, if the member was there.
    pub fn score(&self, member: &str) -> Option<Points> {
        Some(self.scores[*self.members.get(member)?])
    }

    /// All points of a member, if the member was there.
    pub fn line(&self, member: &str) -> Option<Line> {
        let row = *self.members.get(member)?;
        let take = |all: &[(String, Vec<Option<Points>>)]| {
            all.iter().map(|(id, points)| (id.clone(), points[row])).collect()
        };
        Some(Line { score: self.scores[row], pillars: take(&self.pillars), rules: take(&self.rules) })
    }

    /// Whether two days were made with the same rules, weights and window.
    pub fn compares_with(&self, other: &Self) -> bool {
        self.made == other.made || self.made.is_none() || other.made.is_none()
    }
}

fn column<'b, A: Array + 'static>(batch: &'b RecordBatch, name: &str, what: &str) -> Result<&'b A, String> {
    let found =
        batch.column_by_name(name).ok_or(format!("has no column `{name}`: it is not a snapshot of ssi"))?;
    found.as_any().downcast_ref().ok_or(format!("the column `{name}` does not hold {what}"))
}

/// Points are written as numbers with two digits; here they are whole hundredths again.
fn points(batch: &RecordBatch, name: &str) -> Result<Vec<Option<Points>>, String> {
    let numbers: &Float64Array = column(batch, name, "numbers")?;
    let whole = |x: f64| {
        let hundredths = (x * f64::from(Points::UNIT)).round();
        // A score has at most 100 points; what is far beyond was never one.
        if hundredths.abs() <= 1e6 {
            Ok(Points(hundredths as i32))
        } else {
            Err(format!("the column `{name}` holds {x}, which is no number of points"))
        }
    };
    numbers.iter().map(|cell| cell.map(whole).transpose()).collect()
}
