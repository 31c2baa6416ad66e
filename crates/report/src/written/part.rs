//! Columns of some rows of a members' table, as they are filled cell by cell.

use rustc_hash::FxHashMap;
use ssi_score::{Points, RulePoints};

use super::columns::Texts;

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The members' ids.
    Ids,
    /// Words that stand in many rows; empty where there is none.
    Names,
    /// Points that everyone has.
    Whole,
    /// Points that a member without evidence lacks.
    Points,
    /// A share from 0 to 1.
    Share,
    /// A whole number from 1; empty where there is none.
    Count,
    /// A column of somebody else's.
    Other,
}

/// The columns of a table: the name and the role of each.
pub(super) type Head = Vec<(String, Role)>;

/// The cells of one column, in little memory.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Ids(Texts),
    Names(Words),
    Whole(Vec<Points>),
    Points(RulePoints),
    Share(Vec<f32>),
    /// 0 stands for none.
    Count(Vec<u32>),
    Other(usize),
}

/// Words by number, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) all: Vec<String>,
    pub(super) rows: Vec<u32>,
    numbers: FxHashMap<String, u32>,
}

impl Words {
    pub(super) fn push(&mut self, word: &str) {
        // Neighbours in a table are mostly alike.
        let last = self.rows.last().copied().filter(|&last| self.all[last as usize] == word);
        let number = last.unwrap_or_else(|| self.number(word));
        self.rows.push(number);
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        number
    }

    fn append(&mut self, other: &Self) {
        let numbers: Vec<u32> = other.all.iter().map(|word| self.number(word)).collect();
        self.rows.extend(other.rows.iter().map(|&word| numbers[word as usize]));
    }
}

/// The most that a rule, a pillar or a score can have.
const MOST: i32 = 100 * Points::UNIT;

impl Slot {
    pub(super) fn new(role: Role) -> Self {
        match role {
            Role::Ids => Self::Ids(Texts::default()),
            Role::Names => Self::Names(Words::default()),
            Role::Whole => Self::Whole(Vec::new()),
            Role::Points => Self::Points(RulePoints::default()),
            Role::Share => Self::Share(Vec::new()),
            Role::Count => Self::Count(Vec::new()),
            Role::Other => Self::Other(0),
        }
    }

    /// Adds a text; says what was expected where it is not one.
    pub(super) fn text(&mut self, cell: &str) -> Result<(), &'static str> {
        match self {
            Self::Ids(_) if cell.is_empty() => return Err("a member's id"),
            Self::Ids(cells) => cells.push(cell),
            Self::Names(cells) => cells.push(cell),
            Self::Other(cells) => *cells += 1,
            Self::Whole(_) | Self::Points(_) => return Err(POINTS),
            Self::Share(_) => return Err(SHARE),
            Self::Count(_) => return Err(COUNT),
        }
        Ok(())
    }

    /// Adds a number, or none; says what was expected where it is not that.
    pub(super) fn number(&mut self, cell: Option<f64>) -> Result<(), &'static str> {
        match self {
            Self::Whole(_) | Self::Points(_) => {
                let whole = cell.map(|x| (x * f64::from(Points::UNIT)).round());
                if whole.is_some_and(|x| x.is_nan() || x.abs() > f64::from(MOST)) {
                    return Err(POINTS);
                }
                self.points(whole.map(|x| Points(x as i32)))
            }
            Self::Share(cells) => match cell {
                Some(x) if (0.0..=1.0).contains(&x) => {
                    cells.push(x as f32);
                    Ok(())
                }
                _ => Err(SHARE),
            },
            Self::Count(cells) => match cell {
                None => {
                    cells.push(0);
                    Ok(())
                }
                Some(x) if (1.0..=f64::from(u32::MAX)).contains(&x) && x.fract() == 0.0 => {
                    cells.push(x as u32);
                    Ok(())
                }
                Some(_) => Err(COUNT),
            },
            Self::Names(cells) if cell.is_none() => {
                cells.push("");
                Ok(())
            }
            Self::Other(cells) => {
                *cells += 1;
                Ok(())
            }
            Self::Ids(_) => Err("a member's id"),
            Self::Names(_) => Err("a text"),
        }
    }

    /// Adds points, or none.
    pub(super) fn points(&mut self, points: Option<Points>) -> Result<(), &'static str> {
        match (self, points) {
            (_, Some(Points(p))) if p.abs() > MOST => Err(POINTS),
            (Self::Whole(cells), Some(points)) => {
                cells.push(points);
                Ok(())
            }
            (Self::Points(cells), points) => {
                cells.push(points);
                Ok(())
            }
            _ => Err(POINTS),
        }
    }

    /// Adds the cells of the rows that follow; both have the same role.
    fn append(&mut self, other: &Self) {
        match (self, other) {
            (Self::Ids(to), Self::Ids(from)) => to.append(from),
            (Self::Names(to), Self::Names(from)) => to.append(from),
            (Self::Whole(to), Self::Whole(from)) => to.extend_from_slice(from),
            (Self::Points(to), Self::Points(from)) => to.append(from),
            (Self::Share(to), Self::Share(from)) => to.extend_from_slice(from),
            (Self::Count(to), Self::Count(from)) => to.extend_from_slice(from),
            (Self::Other(to), Self::Other(from)) => *to += from,
            _ => unreachable!("parts of one table have the same roles"),
        }
    }
}

const POINTS: &str = "a number of points with at most two digits after the point";
const SHARE: &str = "a share from 0 to 1";
const COUNT: &str = "a whole number from 1";

/// Some rows of a table.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) slots: Vec<Slot>,
}

impl Part {
    pub(super) fn new(head: &Head) -> Self {
        Self { slots: head.iter().map(|(_, role)| Slot::new(*role)).collect() }
    }

    /// Puts parts one behind the other.
    pub(super) fn joined(head: &Head, parts: Vec<Self>) -> Self {
        use rayon::prelude::*;
        let mut parts = parts.into_iter();
        let Some(mut whole) = parts.next() else { return Self::new(head) };
        let rest: Vec<Self> = parts.collect();
        whole.slots.par_iter_mut().enumerate().for_each(|(column, slot)| {
            for part in &rest {
                slot.append(&part.slots[column]);
            }
        });
        whole
    }
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Somewhere in the block at this byte: the line within the block, and what is wrong there.
    Line { start: usize, line: usize, what: String },
    /// The table as a whole.
    Table(String),
}

impl Wrong {
    /// What was found in a cell, and what should be there. A cell may be hostile: it is shown with escapes, and not all of it.
    pub(super) fn cell(column: &str, cell: &str, expected: &str) -> String {
        let mut shown: String = cell.chars().take(40).flat_map(char::escape_debug).collect();
        if cell.chars().nth(40).is_some() {
            shown.push('…');
        }
        format!("the column `{}` holds `{shown}`, which is not {expected}", column.escape_debug())
    }

    /// The message, with the line of the file.
    pub(super) fn in_words(&self, bytes: &[u8]) -> String {
        match self {
            Self::Table(what) => what.clone(),
            Self::Line { start, line, what } => {
                let before = memchr::memchr_iter(b'\n', &bytes[..*start]).count();
                format!("line {}: {what}", before + line + 1)
            }
        }
    }
}
