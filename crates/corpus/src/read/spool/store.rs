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

/// The smallest store of a [`Queue`] that another one follows.
const PIECE: u64 = 64 << 20;

/// What is read once, in the order in which it came: in several stores, each gone as soon as nothing in it is wanted any more.
#[derive(Debug, Default)]
pub(super) struct Queue {
    stores: Vec<Option<Box<dyn Store>>>,
    /// Bytes in all of them, and in the last.
    all: u64,
    last: u64,
}

/// Where something lies in a queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    store: usize,
    span: Span,
}

impl Queue {
    /// Whether nothing was ever kept.
    pub(super) fn is_empty(&self) -> bool {
        self.stores.is_empty()
    }

    /// Adds bytes at the end.
    pub(super) fn keep(&mut self, disk: &dyn Disk, bytes: &[u8]) -> Result<Place, Error> {
        // A sixteenth of what there is: few files, and little that is there twice while it is read.
        if self.is_empty() || self.last >= PIECE.max(self.all / 16) {
            self.stores.push(Some(disk.store().map_err(|source| Error::Spill { source })?));
            self.last = 0;
        }
        let store = self.stores.len() - 1;
        let span = keep(self.stores[store].as_deref().ok_or_else(garbled)?, bytes)?;
        self.all += bytes.len() as u64;
        self.last += bytes.len() as u64;
        Ok(Place { store, span })
    }

    /// Reads it again; an error for what was forgotten.
    pub(super) fn fetch(&self, place: Place) -> Result<Vec<u8>, Error> {
        fetch(self.stores[place.store].as_deref().ok_or_else(garbled)?, place.span)
    }

    /// Gives back the stores before the one in which something lies.
    pub(super) fn forget_before(&mut self, place: Place) {
        self.stores[..place.store].fill_with(|| None);
    }
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Stores in memory, with a count of those that are there.
    #[derive(Debug, Default)]
    struct Shelf(Arc<AtomicUsize>);

    #[derive(Debug)]
    struct Drawer(Mutex<Vec<u8>>, Arc<AtomicUsize>);

    impl Disk for Shelf {
        fn store(&self) -> io::Result<Box<dyn Store>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(Box::new(Drawer(Mutex::default(), self.0.clone())))
        }
    }

    impl Store for Drawer {
        fn add(&self, bytes: &[u8]) -> io::Result<u64> {
            let mut all = self.0.lock().expect("nobody else holds it");
            all.extend_from_slice(bytes);
            Ok((all.len() - bytes.len()) as u64)
        }

        fn read(&self, from: u64, bytes: usize) -> io::Result<Vec<u8>> {
            let all = self.0.lock().expect("nobody else holds it");
            Ok(all[from as usize..from as usize + bytes].to_vec())
        }
    }

    impl Drop for Drawer {
        fn drop(&mut self) {
            self.1.fetch_sub(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn what_was_read_is_given_back_and_the_rest_stays() {
        let (shelf, mut queue) = (Shelf::default(), Queue::default());
        assert!(queue.is_empty());
        let piece = |n: u8| vec![n; PIECE as usize / 2];
        let places: Vec<Place> = (0..5).map(|n| queue.keep(&shelf, &piece(n)).unwrap()).collect();
        let there = || shelf.0.load(Ordering::Relaxed);
        assert_eq!(there(), 3, "two in each");
        queue.forget_before(places[1]);
        assert_eq!(there(), 3, "the first is still wanted");
        queue.forget_before(places[2]);
        assert_eq!(there(), 2);
        assert!(queue.fetch(places[0]).is_err(), "it is gone");
        for n in 2..5 {
            assert!(queue.fetch(places[usize::from(n)]).unwrap() == piece(n), "{n}");
        }
    }
}
