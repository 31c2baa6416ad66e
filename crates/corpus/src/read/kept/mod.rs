//! Pieces of delimited files that were read before: kept under a digest of their bytes and of how they are read.
//!
//! A piece is kept with the names in it, its typed columns, its rejects, and what a listener read off its texts; not what the
//! listener made of that, so that another weight of a rule reads no text again. What is found under a digest is taken only if it is whole
//! and of this format; else the piece is read as if nothing were there, and kept anew.

pub(super) mod bytes;
pub(super) mod form;
mod inputs;
pub(super) mod narrow;
mod outline;

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

use self::bytes::{Reader, Writer};
pub use self::inputs::{listing, reading};
pub use self::outline::Outline;
use super::cut::Block;
use super::part::Part;
use super::plan::Plan;
use super::rows::Place;
use crate::heard::Listener;

/// Raised when what is written of a piece, or what it means, changes.
const FORMAT: &str = "ssi piece 3";

/// The same of what is kept beside pieces.
const BESIDE: &str = "ssi beside pieces 1";
/// The ending of the names of what is kept beside pieces; pieces have none.
const ENDING: &str = ".part";

/// A place for bytes under names: somewhere on disk, for instance. Names have letters, digits and at most one dot.
pub trait Shelf: fmt::Debug + Send + Sync {
    /// What was put there under a name, if anything; may be torn or garbled.
    fn take(&self, name: &str) -> Option<Vec<u8>>;

    /// Puts bytes under a name, in the place of what is there. If that fails nothing is kept, and nothing else happens.
    fn put(&self, name: &str, bytes: &[u8]);
}

/// Pieces on a shelf, and how many of them were of use.
#[derive(Debug)]
pub struct KeptPieces {
    shelf: Box<dyn Shelf>,
    /// What reads them: pieces kept by another program are not taken.
    version: String,
    taken: AtomicUsize,
    all: AtomicUsize,
}

impl KeptPieces {
    /// Pieces that are kept on a shelf by a program of this version.
    pub fn new(shelf: Box<dyn Shelf>, version: impl Into<String>) -> Self {
        Self { shelf, version: version.into(), taken: AtomicUsize::new(0), all: AtomicUsize::new(0) }
    }

    /// How many pieces were taken from the shelf, and how many there were in all.
    pub fn taken(&self) -> (usize, usize) {
        (self.taken.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }

    /// A digest of how the pieces of a file are read.
    pub(crate) fn how(&self, plan: &Plan, listener: Option<&dyn Listener>) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        let heard = listener.map_or("", |listener| listener.name());
        for part in [FORMAT, &self.version, &format!("{plan:?}"), heard] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }

    /// The part that a block of `file` was read to before, else what `read` gives, which then is kept.
    pub(crate) fn part(
        &self,
        how: &[u8; 32],
        plan: &Plan,
        file: &str,
        block: &Block,
        read: impl FnOnce() -> Part,
    ) -> Part {
        self.all.fetch_add(1, Ordering::Relaxed);
        let key = key(how, block);
        let name = key.to_hex().to_string();
        let from = block.place;
        if let Some(part) = self.shelf.take(&name).and_then(|bytes| open(&bytes, &key, plan, file, from)) {
            self.taken.fetch_add(1, Ordering::Relaxed);
            return part;
        }
        let part = read();
        self.shelf.put(&name, &seal(&key, form::write(&part, from)));
        part
    }
}

/// What is kept beside pieces: columns of numbers and outlines, under any names.
impl KeptPieces {
    /// A column that was kept under a name, to the last bit; `None` where none is, or what is there is not whole.
    pub fn numbers(&self, name: &str) -> Option<Vec<f64>> {
        let bytes = self.beside(name)?;
        let mut reader = Reader(&bytes);
        narrow::read(&mut reader).filter(|_| reader.0.is_empty())
    }

    /// Keeps a column under a name.
    pub fn keep_numbers(&self, name: &str, numbers: &[f64]) {
        let mut out = Writer::default();
        narrow::write(numbers, &mut out);
        self.keep_beside(name, out.0);
    }

    /// An outline that was kept under a name; `None` where none is, or what is there is not whole.
    pub fn outline(&self, name: &str) -> Option<Outline> {
        Outline::read(&self.beside(name)?)
    }

    /// Keeps an outline under a name.
    pub fn keep_outline(&self, name: &str, outline: &Outline) {
        self.keep_beside(name, outline.write());
    }

    fn beside(&self, name: &str) -> Option<Vec<u8>> {
        let key = self.name_key(name);
        let mut bytes = self.shelf.take(&(key.to_hex().to_string() + ENDING))?;
        let content = unsealed(&bytes, &key)?.len();
        bytes.truncate(blake3::OUT_LEN + content);
        bytes.drain(..blake3::OUT_LEN);
        Some(bytes)
    }

    fn keep_beside(&self, name: &str, content: Vec<u8>) {
        let key = self.name_key(name);
        self.shelf.put(&(key.to_hex().to_string() + ENDING), &seal(&key, content));
    }

    fn name_key(&self, name: &str) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for part in [BESIDE, &self.version, name] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        hasher.finalize()
    }
}

/// A digest of a block and of how it is read. Where it stands in which file does not count.
fn key(how: &[u8; 32], block: &Block) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(how);
    let mut add = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    };
    add(format!("{:?}", block.shape).as_bytes());
    add(&block.text);
    for bad in &block.bad {
        let place = |p: Place| (p.line - block.place.line, p.byte - block.place.byte);
        let about = (bad.before, place(bad.place), place(bad.next), bad.too_long, &bad.head);
        add(format!("{about:?}").as_bytes());
    }
    hasher.finalize()
}

/// Content with what it belongs to before it, and a digest of both behind it.
fn seal(key: &blake3::Hash, content: Vec<u8>) -> Vec<u8> {
    let mut bytes = content;
    bytes.splice(0..0, *key.as_bytes());
    let sum = blake3::hash(&bytes);
    bytes.extend_from_slice(sum.as_bytes());
    bytes
}

/// The part in what was sealed, if it is whole and what is asked for.
fn open(bytes: &[u8], key: &blake3::Hash, plan: &Plan, file: &str, from: Place) -> Option<Part> {
    form::read(unsealed(bytes, key)?, plan, file, from)
}

/// What was sealed, if it is whole and belongs to a key.
fn unsealed<'a>(bytes: &'a [u8], key: &blake3::Hash) -> Option<&'a [u8]> {
    let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(blake3::OUT_LEN)?)?;
    let content = (blake3::hash(content).as_bytes() == sum).then_some(content)?;
    content.strip_prefix(key.as_bytes())
}
