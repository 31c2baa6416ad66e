//! The text of an entry, as far ahead as somebody has to see.

use std::io;

use super::decode::{self, Decoder};
use super::raw::{Raw, Sum};
use crate::dialect::Encoding;

/// Bytes that are looked at before anything is decided.
pub(crate) const SAMPLE: usize = 1 << 20;

/// Bytes that are read at a time: so few that they are still in the processor's cache when they are cut.
const READ: usize = 1 << 18;

/// An entry as UTF-8, of which only a window is in memory.
pub(crate) struct Stream<'a> {
    raw: Raw<'a>,
    encoding: Encoding,
    decoder: Decoder,
    /// Bytes that are not decoded yet.
    scratch: Vec<u8>,
    buffer: Vec<u8>,
    /// What of `buffer` was passed.
    at: usize,
    ended: bool,
    /// The byte of the file at `at`.
    pub(crate) byte: u64,
}

impl<'a> Stream<'a> {
    /// Reads a sample, which has to be decoded before anything else.
    pub(crate) fn open(mut raw: Raw<'a>) -> io::Result<Self> {
        let mut scratch = Vec::new();
        let ended = !raw.read(SAMPLE, &mut scratch)?;
        let encoding = Encoding::Utf8;
        let (decoder, buffer) = (Decoder::new(encoding), Vec::new());
        Ok(Self { raw, encoding, decoder, scratch, buffer, at: 0, ended, byte: 0 })
    }

    /// The first bytes of the file as they lie there, and whether these are all.
    pub(crate) fn sample(&self) -> (&[u8], bool) {
        (&self.scratch, self.ended)
    }

    /// Decodes the sample and all that follows.
    pub(crate) fn decode(&mut self, encoding: Encoding) {
        self.encoding = encoding;
        self.decoder = Decoder::new(encoding);
        if encoding == Encoding::Utf8 {
            self.buffer = std::mem::take(&mut self.scratch);
        } else {
            self.decoder.decode(&self.scratch, self.ended, &mut self.buffer);
        }
    }

    /// What comes next: at least `least` bytes unless the file ends before, and whether it does.
    pub(crate) fn ahead(&mut self, least: usize) -> io::Result<(&[u8], bool)> {
        while self.buffer.len() - self.at < least && !self.ended {
            self.buffer.drain(..self.at);
            self.at = 0;
            if self.encoding == Encoding::Utf8 {
                self.ended = !self.raw.read(READ, &mut self.buffer)?;
            } else {
                self.scratch.clear();
                self.ended = !self.raw.read(READ, &mut self.scratch)?;
                self.decoder.decode(&self.scratch, self.ended, &mut self.buffer);
            }
        }
        Ok((&self.buffer[self.at..], self.ended))
    }

    /// Goes past `bytes` bytes of what is ahead, and gives them.
    pub(crate) fn pass(&mut self, bytes: usize) -> &[u8] {
        let passed = &self.buffer[self.at..self.at + bytes];
        self.at += bytes;
        self.byte += decode::length(self.encoding, passed);
        passed
    }

    /// What was read, when nothing more will be.
    pub(crate) fn finish(self) -> Sum {
        self.raw.finish()
    }
}
