//! Bytes that say what they hold, and nothing believed of them.

use crate::data::Texts;

/// Writes numbers and texts one after the other.
#[derive(Debug, Default)]
pub(in crate::read) struct Writer(pub(in crate::read) Vec<u8>);

impl Writer {
    pub(in crate::read) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(in crate::read) fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(in crate::read) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub(in crate::read) fn texts(&mut self, texts: &Texts) {
        self.number(texts.len() as u64);
        self.0.reserve(texts.bytes() + texts.len() * 4);
        (0..texts.len())
            .for_each(|row| self.0.extend_from_slice(&(texts.get(row).len() as u32).to_le_bytes()));
        (0..texts.len()).for_each(|row| self.0.extend_from_slice(texts.get(row).as_bytes()));
    }
}

/// Reads them again; everything is `None` that is not there or not what it should be.
#[derive(Debug)]
pub(in crate::read) struct Reader<'a>(pub(in crate::read) &'a [u8]);

impl<'a> Reader<'a> {
    pub(in crate::read) fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    pub(in crate::read) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(in crate::read) fn byte(&mut self) -> Option<u8> {
        Some(self.array::<1>()?[0])
    }

    pub(in crate::read) fn number(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.array()?))
    }

    /// A number of things that take at least so many bytes each, so that a wrong one asks for no memory.
    pub(in crate::read) fn count(&mut self, size: usize) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count.checked_mul(size)? <= self.0.len()).then_some(count)
    }

    pub(in crate::read) fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = self.count(1)?;
        self.take(count)
    }

    pub(in crate::read) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(in crate::read) fn texts(&mut self) -> Option<Texts> {
        let count = self.count(4)?;
        let lengths = self.take(count * 4)?;
        let mut texts = Texts::default();
        for length in lengths.chunks_exact(4) {
            let length = u32::from_le_bytes(length.try_into().ok()?);
            texts.push(std::str::from_utf8(self.take(length as usize)?).ok()?);
        }
        Some(texts)
    }
}
