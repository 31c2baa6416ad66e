//! The bytes of an entry as they come: counted, digested, told to whoever watches.

use std::io::{self, Read};

use super::Progress;
use crate::input::{Entry, Limits};

/// An entry while it is read.
pub(crate) struct Raw<'a> {
    from: Box<dyn Read + Send>,
    hasher: blake3::Hasher,
    read: u64,
    /// The size that was announced, and what of it was not told to `progress` yet.
    left: u64,
    progress: &'a dyn Progress,
}

/// What an entry was, once all of it was read.
#[derive(Clone, Debug)]
pub(crate) struct Sum {
    pub(crate) bytes: u64,
    /// BLAKE3, in hexadecimal.
    pub(crate) digest: String,
}

impl<'a> Raw<'a> {
    pub(crate) fn open(entry: &Entry, limits: &Limits, progress: &'a dyn Progress) -> io::Result<Self> {
        let from = entry.open(limits)?;
        Ok(Self { from, hasher: blake3::Hasher::new(), read: 0, left: entry.bytes, progress })
    }

    /// Appends up to `bytes` bytes to `to`; fewer only at the end of the entry. Says whether more may follow.
    pub(crate) fn read(&mut self, bytes: usize, to: &mut Vec<u8>) -> io::Result<bool> {
        let before = to.len();
        (&mut self.from).take(bytes as u64).read_to_end(to)?;
        let new = &to[before..];
        self.hasher.update(new);
        self.read += new.len() as u64;
        // What comes out of a packed file is more than what was announced.
        let told = self.left.min(new.len() as u64);
        self.left -= told;
        self.progress.bytes(told);
        Ok(new.len() == bytes)
    }

    /// What was read, when nothing more will be.
    pub(crate) fn finish(self) -> Sum {
        self.progress.bytes(self.left);
        Sum { bytes: self.read, digest: self.hasher.finalize().to_hex().to_string() }
    }
}
