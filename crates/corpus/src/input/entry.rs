//! One file of an input.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::Limits;
use super::guard::{Counted, Guard, Refusal, refusal, too_dense};
use super::packed::{Member, Packing, unpack};
use super::store::Store;
use super::table::Table;

/// One file, wherever it lies. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path below what was named, with `/` between its parts: `posts.csv`, `Shares.csv`, `ana.zip/Articles/Articles/a.html`.
    pub path: String,
    /// Its size as it lies there: packed, if it is packed; what is known of it so far, if it is a pipe.
    pub bytes: u64,
    pub(super) store: Store,
    /// Which stretch of the store it is, if it lies in an archive.
    pub(super) member: Option<Member>,
    /// How it is packed, beside what the archive does.
    pub(super) coding: Packing,
}

impl Entry {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Its name without the ending that says how it is packed: `posts.csv` for `posts.csv.gz`, if it really is packed so.
    pub fn unpacked_name(&self) -> &str {
        let name = self.name();
        let endings: &[&str] = match self.coding {
            Packing::Gzip => &[".gz", ".gzip"],
            Packing::Zstd => &[".zst", ".zstd"],
            Packing::None | Packing::Zip => &[],
        };
        let cut = |ending: &&str| {
            let stem = name.len().checked_sub(ending.len())?;
            let is = name.get(stem..)?.eq_ignore_ascii_case(ending) && stem > 0;
            is.then(|| &name[..stem])
        };
        endings.iter().find_map(cut).unwrap_or(name)
    }

    /// What stands before its name: a folder or an archive; empty at the top.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// How it is packed. A packed file in an archive is `Zip` as well.
    pub fn packing(&self) -> Packing {
        if self.member.is_some() { Packing::Zip } else { self.coding }
    }

    /// Whether it can be read but once.
    pub fn is_pipe(&self) -> bool {
        matches!(self.store, Store::Pipe(_))
    }

    /// Opens it, decompressed. Can be done any number of times and by several threads at once, but for a pipe: once.
    ///
    /// # Errors
    /// When it cannot be opened. What goes beyond a limit or is damaged is an error of the reading, or already of the opening;
    /// [`refusal`] knows these from errors of the system.
    pub fn open(&self, limits: &Limits) -> io::Result<Box<dyn Read + Send>> {
        if let Some(member) = &self.member {
            if member.size > limits.bytes {
                return Err(Refusal::TooLarge { limit: limits.bytes }.into());
            }
            if let Some(refused) = too_dense(member.packed, member.size, limits.ratio, limits.free) {
                return Err(refused.into());
            }
        }
        let start = self.member.map_or(0, |member| member.start);
        self.decode(self.store.read_from(start)?, limits)
    }

    /// Its first bytes, decompressed: so many, or all if it is shorter. A pipe can still be opened afterwards, but of a pipe
    /// no more than what comes out of the first MiB is known.
    ///
    /// # Errors
    /// When it cannot be opened, or is damaged before so many bytes came out.
    pub fn head(&self, bytes: usize) -> io::Result<Vec<u8>> {
        let limits = Limits::default();
        let mut head = Vec::new();
        let Store::Pipe(pipe) = &self.store else {
            self.open(&limits)?.take(bytes as u64).read_to_end(&mut head)?;
            return Ok(head);
        };
        let kept = io::Cursor::new(pipe.head.clone());
        let read = self.decode(Box::new(kept), &limits);
        match read.and_then(|read| read.take(bytes as u64).read_to_end(&mut head)) {
            // What is kept of a packed pipe ends early because the rest is still in the pipe.
            Err(e) if !matches!(refusal(&e), Some(Refusal::Truncated { .. })) => Err(e),
            _ => Ok(head),
        }
    }

    /// All of it, decompressed, in memory.
    ///
    /// # Errors
    /// As [`Entry::open`], and when it has more than [`Limits::whole`].
    pub fn read_whole(&self, limits: &Limits) -> io::Result<Vec<u8>> {
        self.read_up_to(limits.whole, limits)
    }

    pub(super) fn read_up_to(&self, limit: u64, limits: &Limits) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(limits)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(Refusal::TooLargeForMemory { limit }.into());
        }
        Ok(bytes)
    }

    /// The table that it is, if it is one in memory.
    pub fn table(&self) -> Option<&Table> {
        if let Store::Table(table) = &self.store { Some(table) } else { None }
    }

    /// Where it lies on this machine, if it is a file of its own that is not packed.
    pub fn on_disk(&self) -> Option<&Path> {
        match (&self.store, self.packing()) {
            (Store::Disk(path), Packing::None) => Some(path),
            _ => None,
        }
    }

    /// Unpacks what is read from the byte on at which it begins.
    fn decode(&self, from: Box<dyn Read + Send>, limits: &Limits) -> io::Result<Box<dyn Read + Send>> {
        let read = Arc::new(AtomicU64::new(0));
        let Some(member) = &self.member else {
            if self.coding == Packing::None {
                return Ok(Box::new(Guard::new(from, None, limits)));
            }
            let packed = Counted { inner: from, read: read.clone() };
            return Ok(Box::new(Guard::new(unpack(self.coding, packed)?, Some(read), limits)));
        };
        let packed = Counted { inner: from.take(member.packed), read: read.clone() };
        let content = unpack(self.coding, member.unpack(packed))?;
        Ok(Box::new(Guard::new(content, Some(read), limits)))
    }
}
