//! What a listener writes down about texts, as many bytes for each.

/// Bytes about texts, equally many for each: whatever they mean to the listener.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    width: usize,
    bytes: Vec<u8>,
}

impl Notes {
    /// Notes of so many bytes a text.
    pub fn new(width: usize) -> Self {
        Self { width, bytes: Vec::new() }
    }

    /// The bytes a text.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The note of a text; empty where none are taken.
    pub fn get(&self, row: usize) -> &[u8] {
        &self.bytes[row * self.width..][..self.width]
    }

    /// Adds the note of a text.
    ///
    /// # Panics
    /// When it is not as wide as the others.
    pub fn push(&mut self, note: &[u8]) {
        assert_eq!(note.len(), self.width, "notes are equally wide");
        self.bytes.extend_from_slice(note);
    }

    /// All of them, one after the other.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Notes of so many texts from their bytes, if these are as many as they should be.
    pub(crate) fn from_bytes(width: usize, bytes: &[u8], rows: usize) -> Option<Self> {
        (width.checked_mul(rows) == Some(bytes.len())).then(|| Self { width, bytes: bytes.to_vec() })
    }

    /// Adds those of more texts.
    pub(crate) fn append(&mut self, more: &Self) {
        self.bytes.extend_from_slice(&more.bytes);
    }

    /// Those of some rows.
    pub(crate) fn select(&self, rows: &[u32]) -> Self {
        let bytes = rows.iter().flat_map(|&row| self.get(row as usize)).copied().collect();
        Self { width: self.width, bytes }
    }

    /// Keeps those that are marked.
    pub(crate) fn only(&mut self, kept: &[bool]) {
        if self.width == 0 {
            return;
        }
        let notes = self.bytes.chunks_exact(self.width).zip(kept).filter(|(_, kept)| **kept);
        self.bytes = notes.flat_map(|(note, _)| note).copied().collect();
    }
}
