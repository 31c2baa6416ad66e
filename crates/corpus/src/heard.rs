//! Columns of texts of which only what a listener made of them is kept.
//!
//! The corpus knows no text's meaning. Whoever does hands a [`Listener`] in with the read options, is shown each text while its
//! file is parsed, on any thread, and the text is forgotten. What is kept is as wide as what the listener asks for, a
//! [`Fingerprint`] a text to find rows that stand there twice, and the texts that the listener has to see once more.

use std::fmt;
use std::sync::Arc;

use crate::data::Texts;
use crate::fingerprint::Fingerprint;
pub use crate::notes::Notes;
use crate::schema::FileId;

/// Somebody who reads texts while they are parsed.
///
/// What it makes of a text may depend on nothing but the text and its column: texts come in pieces of any size, on any thread.
pub trait Listener: fmt::Debug + Send + Sync {
    /// Whether it takes a column of texts over. The others are kept as they are.
    fn hears(&self, file: FileId, field: &'static str) -> bool;

    /// What it reads off some texts of a column that it hears: the part that costs, and that may be kept on disk.
    fn hear(&self, file: FileId, field: &'static str, texts: &Texts) -> Signs;

    /// The columns of numbers that it makes of what it read off some rows, in the place of those of [`Signs::numbers`].
    fn settle(&self, file: FileId, field: &'static str, rows: usize, numbers: Vec<Vec<f64>>)
    -> Vec<Vec<f64>>;

    /// Names all that [`hear`](Self::hear) depends on: listeners of one name read the same off the same text.
    fn name(&self) -> &Arc<str>;
}

/// What a listener read off some texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signs {
    /// Columns of numbers, a number a text.
    pub numbers: Vec<Vec<f64>>,
    /// A byte a text, whatever it means to the listener.
    pub told: Vec<u8>,
    /// What else it wants to know of a text later, instead of the text itself.
    pub notes: Notes,
    /// Which texts it has to see again.
    pub again: Again,
}

/// Which texts of a column are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    /// All of them.
    All,
    /// Those of these rows, sorted.
    Some(Vec<u32>),
}

impl Default for Again {
    fn default() -> Self {
        Self::Some(Vec::new())
    }
}

/// Texts of a column that were heard and not settled yet: what may be kept on disk.
#[derive(Debug)]
pub(crate) struct Unsettled {
    pub(crate) signs: Signs,
    pub(crate) prints: Vec<Fingerprint>,
    /// The texts that the listener has to see again.
    pub(crate) kept: Texts,
    /// The bytes of all texts.
    pub(crate) bytes: u64,
}

impl Unsettled {
    /// Hears texts.
    pub(crate) fn of(listener: &dyn Listener, file: FileId, field: &'static str, texts: Texts) -> Self {
        let signs = listener.hear(file, field, &texts);
        let prints = (0..texts.len()).map(|row| Fingerprint::of(texts.get(row))).collect();
        let bytes = texts.bytes() as u64;
        let kept = match &signs.again {
            Again::All => texts,
            Again::Some(rows) => texts.only(rows.iter().map(|&row| row as usize)),
        };
        Self { signs, prints, kept, bytes }
    }

    /// The column that was written down after a listener had settled it.
    pub(crate) fn settled(self, by: &Arc<str>) -> Heard {
        let Self { signs, prints, kept, bytes } = self;
        Heard {
            by: by.clone(),
            numbers: signs.numbers.into_iter().map(Arc::new).collect(),
            told: signs.told,
            notes: signs.notes,
            prints,
            kept: match signs.again {
                Again::All => Kept::All(kept),
                Again::Some(rows) => Kept::Some(rows, kept),
            },
            bytes,
            empty: Empty::default(),
        }
    }

    /// The column that a listener makes of what it heard.
    pub(crate) fn settle(self, listener: &dyn Listener, file: FileId, field: &'static str) -> Heard {
        let Self { signs, prints, kept, bytes } = self;
        let numbers = listener.settle(file, field, prints.len(), signs.numbers);
        Heard {
            by: listener.name().clone(),
            numbers: numbers.into_iter().map(Arc::new).collect(),
            told: signs.told,
            notes: signs.notes,
            prints,
            kept: match signs.again {
                Again::All => Kept::All(kept),
                Again::Some(rows) => Kept::Some(rows, kept),
            },
            bytes,
            empty: Empty::default(),
        }
    }
}

/// A column of texts that was heard.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Who heard it: [`Listener::name`].
    by: Arc<str>,
    numbers: Vec<Arc<Vec<f64>>>,
    told: Vec<u8>,
    notes: Notes,
    prints: Vec<Fingerprint>,
    kept: Kept,
    /// The bytes of all texts that were heard.
    bytes: u64,
    /// For cells that a file does not have.
    empty: Empty,
}

/// What an empty text is to the listener.
#[derive(Clone, Debug, Default)]
struct Empty {
    numbers: Vec<f64>,
    told: u8,
    note: Vec<u8>,
}

/// The texts of a heard column that are there still.
#[derive(Clone, Debug)]
enum Kept {
    All(Texts),
    Some(Vec<u32>, Texts),
}

impl Heard {
    /// A column without rows.
    pub(crate) fn new(listener: &dyn Listener, file: FileId, field: &'static str) -> Self {
        let mut one = Texts::default();
        one.push("");
        let signs = listener.hear(file, field, &one);
        let kept = match signs.again {
            Again::All => Kept::All(Texts::default()),
            Again::Some(_) => Kept::Some(Vec::new(), Texts::default()),
        };
        let numbers = listener.settle(file, field, 1, signs.numbers);
        let empty = Empty {
            numbers: numbers.iter().map(|column| column[0]).collect(),
            told: signs.told[0],
            note: signs.notes.get(0).to_vec(),
        };
        Self {
            by: listener.name().clone(),
            told: Vec::new(),
            notes: Notes::new(signs.notes.width()),
            prints: Vec::new(),
            kept,
            bytes: 0,
            empty,
            numbers: numbers.iter().map(|_| Arc::default()).collect(),
        }
    }

    /// The column as it can be written down.
    pub(crate) fn written(&self) -> Unsettled {
        let numbers = self.numbers.iter().map(|column| column.to_vec()).collect();
        let (again, kept) = match &self.kept {
            Kept::All(texts) => (Again::All, texts.clone()),
            Kept::Some(rows, texts) => (Again::Some(rows.clone()), texts.clone()),
        };
        let signs = Signs { numbers, told: self.told.clone(), notes: self.notes.clone(), again };
        Unsettled { signs, prints: self.prints.clone(), kept, bytes: self.bytes }
    }

    /// Some rows, sorted.
    pub(crate) fn select(&self, rows: &[u32]) -> Self {
        let pick = |row: &u32| *row as usize;
        let kept = match &self.kept {
            Kept::All(texts) => Kept::All(texts.only(rows.iter().map(pick))),
            Kept::Some(own, texts) => {
                let found = |(new, row): (usize, &u32)| Some((new as u32, own.binary_search(row).ok()?));
                let both: Vec<(u32, usize)> = rows.iter().enumerate().filter_map(found).collect();
                let texts = texts.only(both.iter().map(|&(_, place)| place));
                Kept::Some(both.into_iter().map(|(new, _)| new).collect(), texts)
            }
        };
        let some = |column: &Arc<Vec<f64>>| Arc::new(rows.iter().map(|row| column[pick(row)]).collect());
        Self {
            by: self.by.clone(),
            numbers: self.numbers.iter().map(some).collect(),
            told: rows.iter().map(|row| self.told[pick(row)]).collect(),
            notes: self.notes.select(rows),
            prints: rows.iter().map(|row| self.prints[pick(row)]).collect(),
            kept,
            bytes: self.bytes * rows.len() as u64 / self.len().max(1) as u64,
            empty: self.empty.clone(),
        }
    }

    /// The rows whose texts are there still; `None` for all.
    pub(crate) fn again(&self) -> Option<&[u32]> {
        match &self.kept {
            Kept::All(_) => None,
            Kept::Some(rows, _) => Some(rows),
        }
    }

    /// About the bytes that it takes in memory.
    pub(crate) fn weight(&self) -> usize {
        let (Kept::All(texts) | Kept::Some(_, texts)) = &self.kept;
        self.len() * (17 + 8 * self.numbers.len() + self.notes.width()) + texts.bytes() + 12 * texts.len()
    }

    /// The name of who heard it.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.prints.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    /// The columns of numbers that the listener made.
    pub fn numbers(&self) -> &[Arc<Vec<f64>>] {
        &self.numbers
    }

    /// The listener's byte for each text.
    pub fn told(&self) -> &[u8] {
        &self.told
    }

    /// The listener's notes about each text.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// The fingerprint of each text.
    pub fn prints(&self) -> &[Fingerprint] {
        &self.prints
    }

    /// The bytes of all texts that were heard, kept or not.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The text of a row, if it was kept.
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.kept {
            Kept::All(texts) => Some(texts.get(row)),
            Kept::Some(rows, texts) => rows.binary_search(&(row as u32)).ok().map(|place| texts.get(place)),
        }
    }

    /// All texts, if all were kept.
    pub fn texts(&self) -> Option<&Texts> {
        match &self.kept {
            Kept::All(texts) => Some(texts),
            Kept::Some(..) => None,
        }
    }

    /// Adds empty cells.
    pub(crate) fn pad(&mut self, n: usize) {
        let len = self.len() + n;
        for (column, &empty) in self.numbers.iter_mut().zip(&self.empty.numbers) {
            Arc::make_mut(column).resize(len, empty);
        }
        self.told.resize(len, self.empty.told);
        (0..n).for_each(|_| self.notes.push(&self.empty.note));
        self.prints.resize(len, Fingerprint::of(""));
        if let Kept::All(texts) = &mut self.kept {
            (0..n).for_each(|_| texts.push(""));
        }
    }

    /// Adds the rows of another part of the same column.
    pub(crate) fn append(&mut self, more: Self) {
        let base = self.len() as u32;
        for (all, more) in self.numbers.iter_mut().zip(more.numbers) {
            Arc::make_mut(all).extend_from_slice(&more);
        }
        self.told.extend(more.told);
        self.notes.append(&more.notes);
        self.prints.extend(more.prints);
        self.bytes += more.bytes;
        match (&mut self.kept, more.kept) {
            (Kept::All(all), Kept::All(more)) => all.append(&more),
            (Kept::Some(rows, texts), Kept::Some(more, theirs)) => {
                rows.extend(more.iter().map(|row| base + row));
                texts.append(&theirs);
            }
            _ => unreachable!("a listener keeps all texts of a column or some"),
        }
    }

    /// Keeps the rows that are marked.
    pub(crate) fn only(&mut self, kept: &[bool]) {
        match &mut self.kept {
            Kept::All(texts) => *texts = texts.only((0..kept.len()).filter(|&row| kept[row])),
            Kept::Some(rows, texts) => {
                let here: Vec<usize> = (0..rows.len()).filter(|&place| kept[rows[place] as usize]).collect();
                *texts = texts.only(here.iter().copied());
                let mut before = 0_u32;
                let new: Vec<u32> = kept
                    .iter()
                    .map(|&keep| {
                        before += u32::from(keep);
                        before
                    })
                    .collect();
                *rows = here.iter().map(|&place| new[rows[place] as usize] - 1).collect();
            }
        }
        for column in &mut self.numbers {
            sift(Arc::make_mut(column), kept);
        }
        sift(&mut self.told, kept);
        self.notes.only(kept);
        sift(&mut self.prints, kept);
    }
}

/// Keeps what is marked.
fn sift<T>(cells: &mut Vec<T>, kept: &[bool]) {
    let mut marks = kept.iter();
    cells.retain(|_| marks.next().is_some_and(|&keep| keep));
}
