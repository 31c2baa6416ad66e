//! Where rows are kept that do not fit into the memory: somewhere on disk, for instance.

use std::fmt;
use std::io;

use crate::read::Error;

/// Bytes one after the other, to be read again from any place; gone when it is dropped.
pub trait Store: fmt::Debug + Send + Sync {
    /// Adds bytes at the end and says where they begin.
    ///
    /// # Errors
    /// When there is no room for them.
    fn add(&self, bytes: &[u8]) -> io::Result<u64>;

    /// So many bytes from a place on.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read(&self, from: u64, bytes: usize) -> io::Result<Vec<u8>>;
}

/// Makes room when there is need of it: nothing is written before.
pub trait Disk: fmt::Debug + Send + Sync {
    /// A new store, with nothing in it.
    ///
    /// # Errors
    /// When there is no place for one.
    fn store(&self) -> io::Result<Box<dyn Store>>;
}

/// Where something lies in a store.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    at: u64,
    bytes: usize,
}

/// Adds bytes to a store.
pub(super) fn keep(store: &dyn Store, bytes: &[u8]) -> Result<Span, Error> {
    let at = store.add(bytes).map_err(|source| Error::Spill { source })?;
    Ok(Span { at, bytes: bytes.len() })
}

/// Reads them again.
pub(super) fn fetch(store: &dyn Store, span: Span) -> Result<Vec<u8>, Error> {
    store.read(span.at, span.bytes).map_err(|source| Error::Spill { source })
}

/// What was kept is not what comes back.
pub(super) fn garbled() -> Error {
    Error::Spill { source: io::Error::new(io::ErrorKind::InvalidData, "what was kept has changed") }
}
