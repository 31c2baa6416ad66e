//! Columns of a members' table that was read back.

use ssi_score::{Points, RulePoints};

use super::part::Words;

/// Texts one behind the other in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a row.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn at(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[row]]
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|row| self.at(row))
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| start + end));
    }
}

/// Words of which many rows have the same, such as bands, industries and teams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The different words, in the order of their letters; the empty one stands for none.
    pub words: Vec<String>,
    /// For each row the place of its word.
    pub rows: Vec<u32>,
}

impl Names {
    /// The word of a row; empty where there is none.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn at(&self, row: usize) -> &str {
        &self.words[self.rows[row] as usize]
    }

    /// The place of a word, its letters in any case; one in the same case comes first.
    pub fn find(&self, word: &str) -> Option<u32> {
        let lower = word.to_lowercase();
        let same = self.words.iter().position(|w| w == word);
        let found = same.or_else(|| self.words.iter().position(|w| w.to_lowercase() == lower));
        found.filter(|&place| !self.words[place].is_empty()).map(|place| place as u32)
    }

    /// Whether any row has a word.
    pub fn is_told(&self) -> bool {
        self.words.iter().any(|word| !word.is_empty())
    }
}

impl From<Words> for Names {
    fn from(Words { all: words, mut rows, .. }: Words) -> Self {
        let mut order: Vec<u32> = (0..words.len() as u32).collect();
        order.sort_by(|&a, &b| words[a as usize].cmp(&words[b as usize]));
        let mut places = vec![0; words.len()];
        for (place, &word) in order.iter().enumerate() {
            places[word as usize] = place as u32;
        }
        for row in &mut rows {
            *row = places[*row as usize];
        }
        let mut words: Vec<Option<String>> = words.into_iter().map(Some).collect();
        Self { words: order.iter().filter_map(|&word| words[word as usize].take()).collect(), rows }
    }
}

/// Places among others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// For each row the rank from 1; 0 where there is nobody to be ranked among.
    pub rank: Vec<u32>,
    /// For each row how many are ranked; 0 where there is no such group.
    pub of: Vec<u32>,
}

/// Industries or teams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// Their names.
    pub names: Names,
    /// The places in them.
    pub places: Places,
}

/// The points of a pillar or of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// For each row the points; `None` where there was no evidence.
    pub points: RulePoints,
}

impl Column {
    /// The points of a row, in hundredths, with 0 for none.
    pub(super) fn hundredths(&self, row: usize) -> i32 {
        self.points.at(row).map_or(0, |Points(hundredths)| hundredths)
    }
}
