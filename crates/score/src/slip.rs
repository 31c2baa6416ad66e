//! The rows of one member in one table, which can be changed.

use std::cmp::Ordering;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use ssi_corpus::data::{NO_ID, NO_TIME};
use ssi_corpus::resolve::{Frame, Resolved, Values};
use ssi_corpus::tables::{Kind, TABLES};

use crate::plan::{TextKey, text_key};
use crate::rows::name;
use crate::texts::{TextColumn, TextColumns};

/// A member's rows of one table. A column that the corpus cannot tell stays untold, whatever is set.
#[derive(Clone, Debug)]
pub struct Slip {
    pub(crate) frame: Frame,
    pub(crate) texts: TextColumns,
    /// The row of the input file behind each row; [`NO_ID`] for rows that were added.
    origin: Vec<u32>,
}

impl Slip {
    pub(crate) fn new(all: &Frame, rows: &[u32], texts: &TextColumns) -> Self {
        let mut frame = all.select(rows);
        let origin = std::mem::replace(&mut frame.rows, (0..rows.len() as u32).collect());
        frame.members.fill(0);
        let take = |column: &Arc<Vec<f64>>| Arc::new(origin.iter().map(|&r| column[r as usize]).collect());
        let mut mine: TextColumns = FxHashMap::default();
        for (column, _) in text_columns(all.table) {
            let key = text_key(all.table, column);
            if let Some(found) = texts.get(&key) {
                let signals = found.signals.iter().map(|(want, all)| (*want, take(all))).collect();
                let column = TextColumn { grade: found.grade.as_ref().map(take), signals };
                mine.insert(key, Arc::new(column));
            }
        }
        Self { frame, texts: mine, origin }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.frame.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.frame.is_empty()
    }

    /// The row of the input file behind a row; `None` for one that was added.
    pub fn origin(&self, row: usize) -> Option<usize> {
        (self.origin[row] != NO_ID).then_some(self.origin[row] as usize)
    }

    /// The time of a row, or [`NO_TIME`].
    pub fn time(&self, row: usize) -> i64 {
        self.frame.times[row]
    }

    /// Gives a row another time.
    pub fn set_time(&mut self, row: usize, time: i64) {
        self.frame.times[row] = time;
    }

    /// Whether the corpus tells a column of numbers, flags or labels.
    pub fn has(&self, column: &str) -> bool {
        self.column(column).is_some_and(|place| self.frame.columns[place].is_some())
    }

    /// A number or flag; NaN where it is missing.
    pub fn number(&self, row: usize, column: &str) -> f64 {
        match self.column(column).and_then(|place| self.frame.columns[place].as_ref()) {
            Some(Values::Numbers(all)) => all[row],
            _ => f64::NAN,
        }
    }

    /// Whether a flag holds.
    pub fn holds(&self, row: usize, column: &str) -> bool {
        self.number(row, column) == 1.0
    }

    /// A label's number; [`NO_ID`] where it is missing.
    pub fn label(&self, row: usize, column: &str) -> u32 {
        match self.column(column).and_then(|place| self.frame.columns[place].as_ref()) {
            Some(Values::Labels(all, _)) => all[row],
            _ => NO_ID,
        }
    }

    /// The grade of the row's text; NaN where the model asks for none.
    pub fn grade(&self, row: usize) -> f64 {
        self.grades().and_then(|g| g.get(row).copied()).unwrap_or(f64::NAN)
    }

    /// What the model knows of a text of the row; `None` where it asks for nothing of that column or the corpus lacks it.
    pub fn look(&self, row: usize, column: &str) -> Option<Look> {
        self.texts.get(&self.text_called(column)?).map(|known| Look::of(known, row))
    }

    /// Gives a text of the row another look, where the model asks for one.
    pub fn wear(&mut self, row: usize, column: &str, look: &Look) {
        let Some(known) = self.text_called(column).and_then(|key| self.texts.get_mut(&key)) else { return };
        let known = Arc::make_mut(known);
        if let Some(grades) = &mut known.grade {
            Arc::make_mut(grades)[row] = look.grade;
        }
        for ((_, all), value) in known.signals.iter_mut().zip(&look.signals) {
            Arc::make_mut(all)[row] = *value;
        }
    }

    /// Sets a number or flag.
    pub fn set(&mut self, row: usize, column: &str, value: f64) {
        let place = self.column(column);
        if let Some(Some(Values::Numbers(all))) = place.map(|place| &mut self.frame.columns[place]) {
            all[row] = value;
        }
    }

    /// Sets a label by its number.
    pub fn set_label(&mut self, row: usize, column: &str, label: u32) {
        let place = self.column(column);
        if let Some(Some(Values::Labels(all, _))) = place.map(|place| &mut self.frame.columns[place]) {
            all[row] = label;
        }
    }

    /// Sets the grade of the row's text, where the model asks for one.
    pub fn set_grade(&mut self, row: usize, grade: f64) {
        let key = self.text();
        if let Some(all) = key.and_then(|key| Arc::make_mut(self.texts.get_mut(&key)?).grade.as_mut()) {
            Arc::make_mut(all)[row] = grade;
        }
    }

    /// Adds a copy of a row; returns its place.
    pub fn copy(&mut self, row: usize) -> usize {
        for values in self.frame.columns.iter_mut().flatten() {
            match values {
                Values::Numbers(all) => all.push(all[row]),
                Values::Labels(all, _) => all.push(all[row]),
            }
        }
        for (place, _) in text_columns(self.frame.table) {
            if let Some(column) = self.texts.get_mut(&text_key(self.frame.table, place)) {
                Arc::make_mut(column).each(|all| all.push(all[row]));
            }
        }
        self.grow(self.frame.times[row])
    }

    /// Adds a row of which nothing is known but its time; returns its place.
    pub fn add(&mut self, time: i64) -> usize {
        for values in self.frame.columns.iter_mut().flatten() {
            match values {
                Values::Numbers(all) => all.push(f64::NAN),
                Values::Labels(all, _) => all.push(NO_ID),
            }
        }
        for (place, _) in text_columns(self.frame.table) {
            if let Some(column) = self.texts.get_mut(&text_key(self.frame.table, place)) {
                Arc::make_mut(column).each(|all| all.push(f64::NAN));
            }
        }
        self.grow(time)
    }

    fn grow(&mut self, time: i64) -> usize {
        let row = self.frame.len();
        self.frame.members.push(0);
        self.frame.times.push(time);
        self.frame.rows.push(row as u32);
        self.origin.push(NO_ID);
        row
    }

    /// Keeps the rows for which `keep` says so.
    pub fn retain(&mut self, keep: impl Fn(&Self, usize) -> bool) {
        let kept: Vec<bool> = (0..self.len()).map(|row| keep(self, row)).collect();
        for values in self.frame.columns.iter_mut().flatten() {
            match values {
                Values::Numbers(all) => sift(all, &kept),
                Values::Labels(all, _) => sift(all, &kept),
            }
        }
        for (place, _) in text_columns(self.frame.table) {
            if let Some(column) = self.texts.get_mut(&text_key(self.frame.table, place)) {
                Arc::make_mut(column).each(|all| sift(all, &kept));
            }
        }
        sift(&mut self.frame.times, &kept);
        sift(&mut self.origin, &kept);
        self.frame.members.truncate(self.frame.times.len());
        self.frame.rows.truncate(self.frame.times.len());
    }

    /// Compares two rows by what they say, column by column. Only rows that say the same are equal.
    pub(crate) fn compare(&self, resolved: &Resolved<'_>, a: usize, b: usize) -> Ordering {
        let columns = self.frame.columns.iter().flatten().map(|values| match values {
            Values::Numbers(all) => all[a].total_cmp(&all[b]),
            Values::Labels(all, space) => name(resolved, *space, all[a]).cmp(&name(resolved, *space, all[b])),
        });
        let looks = text_columns(self.frame.table).filter_map(|(place, _)| {
            let known = self.texts.get(&text_key(self.frame.table, place))?;
            let (one, other) = (Look::of(known, a), Look::of(known, b));
            let signals = one.signals.iter().zip(&other.signals).map(|(x, y)| x.total_cmp(y));
            Some(signals.fold(one.grade.total_cmp(&other.grade), Ordering::then))
        });
        columns.chain(looks).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    /// Whether a row lies between two times; one without a time does not.
    pub fn is_between(&self, row: usize, since: i64, before: i64) -> bool {
        let time = self.frame.times[row];
        time != NO_TIME && time >= since && time < before
    }

    fn column(&self, id: &str) -> Option<usize> {
        TABLES[self.frame.table].column(id)
    }

    /// The table's own text: what it says, or the note.
    fn text(&self) -> Option<TextKey> {
        text_columns(self.frame.table).next().map(|(place, _)| text_key(self.frame.table, place))
    }

    fn text_called(&self, column: &str) -> Option<TextKey> {
        Some(text_key(self.frame.table, self.column(column)?))
    }

    fn grades(&self) -> Option<&Vec<f64>> {
        self.texts.get(&self.text()?)?.grade.as_deref()
    }
}

/// Keeps what is marked.
fn sift<T>(all: &mut Vec<T>, kept: &[bool]) {
    let mut marks = kept.iter();
    all.retain(|_| marks.next().is_some_and(|&keep| keep));
}

/// The columns of texts of a table.
fn text_columns(table: usize) -> impl Iterator<Item = (usize, &'static str)> {
    TABLES[table].columns.iter().enumerate().filter_map(|(place, column)| match column.kind {
        Kind::Text(grade) => Some((place, grade)),
        _ => None,
    })
}

impl TextColumn {
    fn each(&mut self, mut change: impl FnMut(&mut Vec<f64>)) {
        self.grade.iter_mut().for_each(|all| change(Arc::make_mut(all)));
        self.signals.iter_mut().for_each(|(_, all)| change(Arc::make_mut(all)));
    }
}

/// What a model knows of one text: its grade, and the signals that rules name.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The grade; NaN where the model asks for none.
    pub grade: f64,
    /// The signals, in the order in which the plan wants them.
    signals: Vec<f64>,
}

impl Look {
    pub(crate) fn new(grade: f64, signals: Vec<f64>) -> Self {
        Self { grade, signals }
    }

    pub(crate) fn of(known: &TextColumn, row: usize) -> Self {
        Self {
            grade: known.grade.as_ref().map_or(f64::NAN, |g| g[row]),
            signals: known.signals.iter().map(|(_, all)| all[row]).collect(),
        }
    }
}
