//! What can be read only once, front to back: standard input and other pipes.

use std::io::{self, Cursor, Read};
use std::sync::{Mutex, PoisonError};

use super::guard::Refusal;
use super::store::Bytes;

/// Bytes of a pipe that are kept, so that what it holds can be told before it is read.
pub(super) const KEPT: u64 = 1 << 20;

/// A pipe whose first bytes are kept.
pub(super) struct Pipe {
    pub(super) head: Bytes,
    rest: Mutex<Option<Box<dyn Read + Send>>>,
}

impl Pipe {
    pub(super) fn new(head: Bytes, rest: Box<dyn Read + Send>) -> Self {
        Self { head, rest: Mutex::new(Some(rest)) }
    }

    /// The pipe from its first byte on, once.
    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner).take();
        let rest = rest.ok_or(Refusal::ReadBefore)?;
        Ok(Box::new(Cursor::new(self.head.clone()).chain(rest)))
    }
}
