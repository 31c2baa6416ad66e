//! One day's table of members, read back from its file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arrow_array::{Array, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::DataType;
use jiff::civil::Date;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ssi_score::Points;
use ssi_score::change::Kept;

use crate::sheet::day_of;

/// A file of a history or of a run that cannot be used.
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
    /// Reads the table of a day, whose BLAKE3 digest is known. Costs two passes over the file.
    ///
    /// The digest comes first: a reader of Parquet trusts the file and may panic over a garbled one.
    ///
    /// # Errors
    /// When the file is torn, is of somebody else, or speaks of another day.
    pub(crate) fn read(path: &Path, day: Date, digest: &str) -> Result<Self, Unreadable> {
        let fail = |reason: String| Unreadable {
            path: path.to_owned(),
            reason,
            help: format!(
                "remove it, then write the day again: `ssi backfill FOLDER --history {} --from {day} --to {day}`",
                path.parent().and_then(Path::parent).unwrap_or(path).display()
            ),
        };
        let bytes = std::fs::read(path).map_err(|e| fail(e.to_string()))?;
        if blake3::hash(&bytes).to_hex().as_str() != digest {
            return Err(fail("is not as it was written: torn, changed or put there by somebody".to_owned()));
        }
        drop(bytes);
        let file = std::fs::File::open(path).map_err(|e| fail(e.to_string()))?;
        let torn = || fail("is not a whole Parquet file".to_owned());
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|_| torn())?;
        let fields = reader.schema().fields();
        for needed in ["as_of", "member", "score"] {
            if fields.iter().all(|f| f.name() != needed) {
                return Err(fail(format!("has no column `{needed}`: it is not a snapshot of ssi")));
            }
        }
        let numbers = fields.iter().filter(|f| *f.data_type() == DataType::Float64);
        let mut snapshot = Self::empty(day, &numbers.map(|f| f.name().clone()).collect::<Vec<_>>());
        for batch in reader.build().map_err(|_| torn())? {
            let batch = batch.map_err(|_| torn())?;
            snapshot.take(&batch).map_err(&fail)?;
        }
        snapshot.add_up().map_err(&fail)?;
        Ok(snapshot)
    }

    /// No member yet; pillars are the columns of numbers that give their name to a column of a rule.
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

    /// A day with one pillar of two rules, made with rules of a name.
    #[cfg(test)]
    pub(crate) fn of(day: Date, rules: &str, members: &[(&str, i32, i32)]) -> Self {
        let points = |of: fn(&(&str, i32, i32)) -> i32| members.iter().map(|m| Some(Points(of(m)))).collect();
        Self {
            day,
            made: Some(Made { rules: rules.to_owned(), weights: String::new(), window_days: 90 }),
            scores: members.iter().map(|m| Points(m.1 + m.2)).collect(),
            members: members.iter().enumerate().map(|(row, m)| (m.0.to_owned(), row)).collect(),
            pillars: vec![("p".to_owned(), points(|m| m.1 + m.2))],
            rules: vec![("p.a".to_owned(), points(|m| m.1)), ("p.b".to_owned(), points(|m| m.2))],
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

    /// What was written adds up; what does not was changed by somebody or by a bad disk.
    fn add_up(&self) -> Result<(), String> {
        let number = |p: Option<Points>| p.map_or(0, |p| p.0);
        for (member, &row) in &self.members {
            let mut whole = 0;
            for (pillar, points) in &self.pillars {
                let mine =
                    |rule: &str| rule.strip_prefix(pillar.as_str()).is_some_and(|r| r.starts_with('.'));
                let rules = self.rules.iter().filter(|(rule, _)| mine(rule));
                let sum: i32 = rules.map(|(_, points)| number(points[row])).sum();
                if sum != number(points[row]) {
                    return Err(format!(
                        "the rules of `{}` do not add up to {pillar}",
                        member.escape_debug()
                    ));
                }
                whole += sum;
            }
            if whole != self.scores[row].0 {
                return Err(format!("the pillars of `{}` do not add up to the score", member.escape_debug()));
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Cells, Format, Sheet};

    const DAY: Date = Date::constant(2026, 8, 31);

    /// A table as [`crate::History`] writes it, with a column of somebody else's between.
    fn sheet(score: i32) -> Sheet<'static> {
        let points = |all: &[i32]| Cells::Points(all.iter().map(|p| Some(Points(*p))).collect());
        let mut sheet = Sheet::default();
        sheet.add("as_of", Cells::Day(DAY, 2));
        sheet.add("member", Cells::Texts(vec!["bo", "ada"]));
        sheet.add("score", points(&[score, 12]));
        sheet.add("team", Cells::Texts(vec!["north", "south"]));
        sheet.add("one", points(&[1050, 12]));
        sheet.add("two", Cells::Points(vec![Some(Points(7)), None]));
        sheet.add("coverage", Cells::Numbers(vec![1.0, 0.5], 4));
        sheet.add("one.a", points(&[1100, 12]));
        sheet.add("one.b", Cells::Points(vec![Some(Points(-50)), None]));
        sheet.add("two.a", Cells::Points(vec![Some(Points(7)), None]));
        sheet.add("rules_blake3", Cells::Text("0123456789ab", 2));
        sheet.add("weights", Cells::Text("", 2));
        sheet.add("window_days", Cells::Count(90, 2));
        sheet.add("corpus_blake3", Cells::Text("ba9876543210", 2));
        sheet
    }

    fn bytes(sheet: &Sheet<'_>) -> Vec<u8> {
        let mut bytes = Vec::new();
        sheet.write(Format::Parquet, &mut bytes).unwrap();
        bytes
    }

    /// Reads bytes that are what was written.
    fn read(bytes: &[u8]) -> Result<Snapshot, Unreadable> {
        read_as(bytes, &blake3::hash(bytes).to_hex())
    }

    fn read_as(bytes: &[u8], digest: &str) -> Result<Snapshot, Unreadable> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2026-08-31.parquet");
        std::fs::write(&path, bytes).unwrap();
        Snapshot::read(&path, DAY, digest)
    }

    #[test]
    fn points_come_back_as_they_were() {
        let snapshot = read(&bytes(&sheet(1057))).unwrap();
        assert_eq!(snapshot.members().collect::<Vec<_>>(), ["ada", "bo"]);
        let some = |id: &str, points: i32| (id.to_owned(), Some(Points(points)));
        let bo = snapshot.line("bo").unwrap();
        assert_eq!(bo.score, Points(1057));
        assert_eq!(bo.pillars, [some("one", 1050), some("two", 7)]);
        assert_eq!(bo.rules, [some("one.a", 1100), some("one.b", -50), some("two.a", 7)]);
        assert_eq!(snapshot.line("ada").unwrap().pillars[1], ("two".to_owned(), None));
        assert_eq!((snapshot.score("ada"), snapshot.score("cem")), (Some(Points(12)), None));
        let made = snapshot.made.unwrap();
        assert_eq!((made.rules.as_str(), made.weights.as_str(), made.window_days), ("0123456789ab", "", 90));
    }

    #[test]
    fn what_is_no_snapshot_is_refused_in_words() {
        #[track_caller]
        fn check(bytes: &[u8], said: &str) {
            let why = read(bytes).unwrap_err();
            assert!(why.reason.contains(said), "{}", why.reason);
            assert!(why.help.contains("--from 2026-08-31 --to 2026-08-31"), "{}", why.help);
        }
        check(b"", "is not a whole Parquet file");
        check(b"member,score\nada,12\n", "is not a whole Parquet file");
        check(&bytes(&sheet(1058)), "the pillars of `bo` do not add up to the score");
        let one = |name: &str, cells| {
            let mut sheet = Sheet::default();
            sheet.add(name, cells);
            bytes(&sheet)
        };
        check(&one("id", Cells::Texts(vec!["ada"])), "has no column `as_of`");
        let mut twice = Sheet::default();
        twice.add("as_of", Cells::Day(DAY, 2));
        twice.add("member", Cells::Texts(vec!["ada", "ada"]));
        twice.add("score", Cells::Points(vec![None, None]));
        check(&bytes(&twice), "has the member `ada` twice");
        let mut typed = Sheet::default();
        typed.add("as_of", Cells::Texts(vec!["2026-08-31"]));
        typed.add("member", Cells::Texts(vec!["ada"]));
        typed.add("score", Cells::Points(vec![Some(Points(1))]));
        check(&bytes(&typed), "the column `as_of` does not hold days");
        let mut other = sheet(1057);
        other.lead("as_of", Cells::Day(DAY.tomorrow().unwrap(), 2));
        check(&bytes(&other), "is named 2026-08-31, but its rows are of 2026-09-01");
    }

    #[test]
    fn torn_and_garbled_bytes_are_refused() {
        let whole = bytes(&sheet(1057));
        let digest = blake3::hash(&whole).to_hex();
        assert!(read_as(&whole, &digest).is_ok());
        let check = |bytes: &[u8], what: &str| {
            let why = read_as(bytes, &digest).unwrap_err();
            assert!(why.reason.starts_with("is not as it was written"), "{what}: {}", why.reason);
        };
        for place in (0..whole.len()).step_by(7) {
            check(&whole[..place], "torn");
            let mut garbled = whole.clone();
            garbled[place] ^= 0x10;
            check(&garbled, "garbled");
        }
    }
}
