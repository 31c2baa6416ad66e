//! What was read: plain columns, one set a file, with every id interned once.

use std::hash::Hasher as _;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::dialect::Dialect;
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::heard::Heard;
use crate::linkedin::ExportReport;
use crate::pseudonyms::Pseudonyms;
use crate::schema::{FILES, FileId};

/// An interned id that stands for "none given".
pub const NO_ID: u32 = u32::MAX;
/// A time that stands for "none given".
pub const NO_TIME: i64 = i64::MIN;
/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// Ids of one kind, numbered in the order in which they were first seen.
///
/// The numbers depend on the order of the rows; nothing that reaches a result may.
///
/// All names lie in one buffer and are found through a table of numbers: an id costs its bytes and about 20 more, and
/// no allocation of its own. In a large corpus nearly every row brings a new one.
#[derive(Debug, Default)]
pub struct Ids {
    names: Texts,
    /// An open hash table, of a power of two of slots: the upper half of a slot is a hash, the lower half a place plus 1.
    slots: Vec<u64>,
}

impl Ids {
    /// Ids that are numbered already, each once. They are put into the table when the first is looked for.
    pub(crate) fn of_names(names: Texts) -> Self {
        Self { names, slots: Vec::new() }
    }

    /// Adds ids without looking whether they are known; until it is known that none is, none may be looked for.
    pub(crate) fn append(&mut self, other: &Self) {
        self.names.append(&other.names);
        self.slots.clear();
    }

    /// Whether an id is there twice. Costs a hash an id and a sort of the hashes, and nothing that stays.
    pub(crate) fn has_repeats(&self) -> bool {
        let mut hashes: Vec<(u64, u32)> = (0..self.len() as u32)
            .into_par_iter()
            .map(|place| {
                let mut hasher = FxHasher::default();
                hasher.write(self.name(place).as_bytes());
                (hasher.finish(), place)
            })
            .collect();
        hashes.par_sort_unstable();
        // Nearly all stand alone, and their names lie far apart.
        hashes.par_chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1).any(|alike| {
            let mut names: Vec<&str> = alike.iter().map(|&(_, place)| self.name(place)).collect();
            names.sort_unstable();
            names.windows(2).any(|two| two[0] == two[1])
        })
    }

    /// All ids as they were written, by their numbers.
    pub(crate) fn names(&self) -> &Texts {
        &self.names
    }

    /// The number of an id, new or known.
    pub fn intern(&mut self, name: &str) -> u32 {
        if self.slots.len() <= self.names.len() * 2 {
            self.grow();
        }
        let hash = hash(name);
        match self.look(name, hash) {
            Ok(place) => place,
            Err(slot) => {
                let place = self.names.len() as u32;
                self.names.push(name);
                self.slots[slot] = u64::from(hash) << 32 | u64::from(place + 1);
                place
            }
        }
    }

    /// The number of a known id.
    pub fn find(&self, name: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return (0..self.names.len() as u32).find(|&place| self.name(place) == name);
        }
        self.look(name, hash(name)).ok()
    }

    /// The id as it was written; empty for [`NO_ID`].
    pub fn name(&self, place: u32) -> &str {
        if (place as usize) < self.names.len() { self.names.get(place as usize) } else { "" }
    }

    /// How many different ids there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// About the bytes that they take in memory.
    pub(crate) fn weight(&self) -> usize {
        self.names.bytes() + 28 * self.len()
    }

    /// The place of a name, or the free slot where it belongs. At least half of the slots are free.
    fn look(&self, name: &str, hash: u32) -> Result<u32, usize> {
        let mut slot = hash as usize & (self.slots.len() - 1);
        loop {
            let held = self.slots[slot];
            if held == 0 {
                return Err(slot);
            }
            let place = held as u32 - 1;
            if (held >> 32) as u32 == hash && self.name(place) == name {
                return Ok(place);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        if old.is_empty() {
            return self.index();
        }
        self.slots = vec![0; (old.len() * 2).max(16)];
        let mask = self.slots.len() - 1;
        for held in old.into_iter().filter(|&held| held != 0) {
            let mut slot = (held >> 32) as usize & mask;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = held;
        }
    }
}

impl Ids {
    /// Puts all names into a table that has room for one more.
    fn index(&mut self) {
        let room = (self.names.len() * 2 + 2).next_power_of_two().max(16);
        self.slots = vec![0; room];
        for place in 0..self.names.len() as u32 {
            let hash = hash(self.name(place));
            if let Err(slot) = self.look(self.name(place), hash) {
                self.slots[slot] = u64::from(hash) << 32 | u64::from(place + 1);
            }
        }
    }
}

fn hash(name: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish() as u32
}

/// Many texts in one buffer.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    bytes: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }

    /// The text of a row.
    pub fn get(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.bytes[start..self.ends[row]]
    }

    /// Adds all texts of another set.
    pub fn append(&mut self, other: &Self) {
        let base = self.bytes.len();
        self.bytes.push_str(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }

    /// The texts of some rows, in their order.
    pub(crate) fn only(&self, rows: impl Iterator<Item = usize>) -> Self {
        let mut some = Self::default();
        rows.for_each(|row| some.push(self.get(row)));
        some
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All bytes of all texts.
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// Lists of interned ids, one a row.
#[derive(Debug, Default)]
pub struct Lists {
    /// All ids of all rows, one row after the other.
    pub ids: Vec<u32>,
    /// Where each row ends in `ids`.
    pub ends: Vec<usize>,
}

impl Lists {
    /// The ids of a row.
    pub fn get(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.ids[start..self.ends[row]]
    }
}

/// The cells of one column. An empty cell is [`NO_ID`], [`NO_TIME`], NaN, an empty list or an empty text.
#[derive(Debug)]
pub enum Data {
    /// People, posts, comments or conversations, by their number in the corpus's [`Ids`]; labels by their number in [`Corpus::labels`].
    Ids(Vec<u32>),
    /// Several people a row.
    Lists(Lists),
    /// Seconds since 1970-01-01T00:00:00Z.
    Times(Vec<i64>),
    /// Numbers; flags as 0 and 1.
    Numbers(Vec<f64>),
    /// Texts.
    Texts(Texts),
    /// What a listener made of texts that are not kept.
    Heard(Box<Heard>),
}

/// The rows of one input file (or of all parts of it).
#[derive(Debug)]
pub struct Rows {
    /// Which file.
    pub file: FileId,
    /// How many rows were accepted.
    pub len: usize,
    /// Whether they tell only what members did themselves, as in an export of one's own data: what others did to them is unknown,
    /// even where the rows of several members show a part of it.
    pub own_only: bool,
    /// One entry a field of the schema; `None` where the input has no such column.
    pub columns: Vec<Option<Data>>,
    /// In a share of a larger corpus, the rows of which no other share tells what is odd; all where there is none.
    pub(crate) home: Option<Range<usize>>,
}

impl Rows {
    /// The rows that belong to this corpus alone: all of them, but in a share of a larger one, which has rows of others too.
    pub fn home(&self) -> Range<usize> {
        self.home.clone().unwrap_or(0..self.len)
    }

    fn column(&self, field: &str) -> Option<&Data> {
        let place = self.file.file().field(field).expect("a field of the schema");
        self.columns[place].as_ref()
    }

    /// The interned ids of a column, if it was supplied.
    pub fn ids(&self, field: &str) -> Option<&[u32]> {
        match self.column(field) {
            Some(Data::Ids(ids)) => Some(ids),
            _ => None,
        }
    }

    /// The lists of a column, if it was supplied.
    pub fn lists(&self, field: &str) -> Option<&Lists> {
        match self.column(field) {
            Some(Data::Lists(lists)) => Some(lists),
            _ => None,
        }
    }

    /// The times of a column, if it was supplied.
    pub fn times(&self, field: &str) -> Option<&[i64]> {
        match self.column(field) {
            Some(Data::Times(times)) => Some(times),
            _ => None,
        }
    }

    /// The numbers or flags of a column, if it was supplied.
    pub fn numbers(&self, field: &str) -> Option<&[f64]> {
        match self.column(field) {
            Some(Data::Numbers(numbers)) => Some(numbers),
            _ => None,
        }
    }

    /// The texts of a column, if it was supplied and they were kept.
    pub fn texts(&self, field: &str) -> Option<&Texts> {
        match self.column(field) {
            Some(Data::Texts(texts)) => Some(texts),
            Some(Data::Heard(heard)) => heard.texts(),
            _ => None,
        }
    }

    /// What a listener made of the texts of a column, if it was supplied and heard.
    pub fn heard(&self, field: &str) -> Option<&Heard> {
        match self.column(field) {
            Some(Data::Heard(heard)) => Some(heard),
            _ => None,
        }
    }

    /// Whether a column of texts was supplied, kept or not.
    pub fn has_texts(&self, field: &str) -> bool {
        matches!(self.column(field), Some(Data::Texts(_) | Data::Heard(_)))
    }

    /// Which texts of a column say nothing, if it was supplied: kept or not, that is known.
    pub fn blanks(&self, field: &str) -> Option<Blanks<'_>> {
        match self.column(field) {
            Some(Data::Texts(texts)) => Some(Blanks::Read(texts)),
            Some(Data::Heard(heard)) => Some(Blanks::Known(heard.prints())),
            _ => None,
        }
    }
}

/// Which texts of a column are blank: empty, or nothing but spaces and line ends.
#[derive(Clone, Copy, Debug)]
pub enum Blanks<'a> {
    /// As the texts say.
    Read(&'a Texts),
    /// As their fingerprints say.
    Known(&'a [Fingerprint]),
}

impl Blanks<'_> {
    /// Whether the text of a row is blank.
    pub fn is(&self, row: usize) -> bool {
        match self {
            Self::Read(texts) => texts.get(row).trim().is_empty(),
            Self::Known(prints) => prints[row].is_blank(),
        }
    }
}

/// What is wrong with a row that was not taken over. The names are those of `DuckDB`'s table of rejects, where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A cell does not say what its column holds.
    Cast,
    /// Fewer cells than columns.
    MissingColumns,
    /// More cells than columns.
    TooManyColumns,
    /// A quote is opened and not closed, or something stands between a closing quote and the next delimiter.
    UnquotedValue,
    /// More bytes or lines than a row may have.
    LineSizeOverMaximum,
    /// Bytes that are no characters in the encoding of the file.
    InvalidEncoding,
    /// A cell without which the row means nothing is empty.
    MissingValue,
    /// The row stands in the input before.
    Duplicate,
}

impl Fault {
    /// Its name in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cast => "CAST",
            Self::MissingColumns => "MISSING COLUMNS",
            Self::TooManyColumns => "TOO MANY COLUMNS",
            Self::UnquotedValue => "UNQUOTED VALUE",
            Self::LineSizeOverMaximum => "LINE SIZE OVER MAXIMUM",
            Self::InvalidEncoding => "INVALID ENCODING",
            Self::MissingValue => "MISSING VALUE",
            Self::Duplicate => "DUPLICATE",
        }
    }
}

/// A row that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reject {
    /// The file, relative to the folder.
    pub file: String,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The byte at which the row begins, from 0.
    pub byte: u64,
    /// What kind of fault it is.
    pub fault: Fault,
    /// The column as the input calls it; empty where the whole row is meant.
    pub column: String,
    /// What was found, cut to 200 characters.
    pub value: String,
    /// What is wrong, for the person who owns the file.
    pub reason: String,
}

/// One input file as it was found.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file, relative to the folder.
    pub path: String,
    /// What it was read as.
    pub file: FileId,
    /// Its size.
    pub bytes: u64,
    /// Its BLAKE3 digest, in hexadecimal.
    pub digest: String,
    /// How it is written, if it is a delimited file.
    pub dialect: Option<Dialect>,
    /// Rows taken over.
    pub rows: u64,
    /// Rows left out by a mapping's filter.
    pub filtered: u64,
    /// Rows rejected.
    pub rejected: u64,
}

/// Everything that was read from a folder.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The ids of all people.
    pub people: Ids,
    /// The ids of all posts.
    pub posts: Ids,
    /// The ids of all comments.
    pub comments: Ids,
    /// The ids of all conversations.
    pub conversations: Ids,
    /// All labels, as written but for outer spaces; a comparison ignores case.
    pub labels: Ids,
    /// One entry a file of the schema; `None` where the input has no such file.
    pub files: [Option<Rows>; FILES.len()],
    /// Bad rows, sorted by file and line.
    pub rejects: Vec<Reject>,
    /// What was read, sorted by path.
    pub sources: Vec<Source>,
    /// What the owner of the files may want to know although nothing is wrong with a row: columns and files that are not used.
    pub notes: Vec<String>,
    /// What was found in each export among the files, in the order of their folders.
    pub exports: Vec<ExportReport>,
    /// People of whom nobody told what a table holds, by the table's place: what they did there is unknown, not nothing. Sorted.
    pub untold: Vec<(u32, usize)>,
    /// What made pseudonyms of all ids, if anything did.
    pub pseudonyms: Option<Pseudonyms>,
    /// Odd rows, sorted by file and kind. Duplicates and what people did for themselves are not among the rows any more.
    pub findings: Vec<Finding>,
    /// In a share of a larger corpus without a members file: who is scored there.
    pub(crate) cast: Option<Vec<u32>>,
    /// In a share of a larger corpus: what texts told that are not in it, of people of whom others are; person, time and the
    /// listener's byte.
    pub elsewhere: Vec<(u32, i64, u8)>,
    /// In a share of a larger corpus that was put together elsewhere: what people usually write, as the listener's byte, of whom not all
    /// texts may be here; it goes before what is found out here. Sorted by person.
    pub usual: Vec<(u32, u8)>,
}

impl Corpus {
    /// The rows of a file, if it was supplied.
    pub fn rows(&self, file: FileId) -> Option<&Rows> {
        self.files[file as usize].as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_numbered_once() {
        let mut ids = Ids::default();
        assert_eq!((ids.intern("a"), ids.intern("b"), ids.intern("a")), (0, 1, 0));
        assert_eq!((ids.name(1), ids.name(NO_ID), ids.find("c")), ("b", "", None));
        assert_eq!(Ids::default().find("a"), None);
    }

    #[test]
    fn many_ids_are_found_again() {
        let mut ids = Ids::default();
        for n in 0..10_000 {
            assert_eq!(ids.intern(&format!("m{n}")), n);
        }
        for n in 0..10_000 {
            let name = format!("m{n}");
            assert_eq!((ids.find(&name), ids.intern(&name), ids.name(n)), (Some(n), n, name.as_str()));
        }
        assert_eq!((ids.len(), ids.find("m10000")), (10_000, None));
    }

    #[test]
    fn texts_come_back() {
        let mut texts = Texts::default();
        for t in ["one", "", "three"] {
            texts.push(t);
        }
        assert_eq!((texts.get(0), texts.get(1), texts.get(2), texts.bytes()), ("one", "", "three", 8));
    }
}
