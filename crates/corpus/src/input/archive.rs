//! The list of contents of a zip archive, and everything that may be wrong with it.
//!
//! Only the list is read with the zip crate. The contents are unpacked by [`super::packed`], which owns what it reads, so that
//! any number of threads can, and counts it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};

use zip::read::ZipFileEntry;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::directory;
use super::error::InputError;
use super::guard::Refusal;
use super::names::{inside, passed_over};
use super::packed::Member;
use super::store::{self, Store};
use crate::read::short;

/// What a zip archive is.
pub(super) enum Contents {
    /// Files with their paths in it.
    Files(Vec<(String, Member)>),
    /// A workbook, a text or a program: something that people call a file.
    Document,
}

/// Files that only an office document, an e-book or a program has at its top.
const OF_DOCUMENTS: [&str; 3] = ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"];

/// The bits of a mode that say what a file is, and those of a link.
const KIND: u32 = 0o170_000;
const LINK: u32 = 0o120_000;

/// Lists an archive that is called `archive`; what is left out goes to `notes`.
pub(super) fn list(
    archive: &str,
    store: &Store,
    most: usize,
    notes: &mut Vec<String>,
) -> Result<Contents, InputError> {
    let failed = |e: io::Error| InputError::Io { path: archive.into(), source: e };
    match store {
        Store::Disk(path) => {
            let file = File::open(path).map_err(failed)?;
            let bytes = file.metadata().map_err(failed)?.len();
            Listing::new(archive, bytes).read(BufReader::new(file), most, notes)
        }
        Store::Memory(bytes) => {
            let reader = Cursor::new(bytes.clone());
            Listing::new(archive, bytes.0.len() as u64).read(reader, most, notes)
        }
        Store::Pipe(_) => Err(failed(Refusal::ReadBefore.into())),
        Store::Table(_) => Err(failed(store::no_bytes())),
    }
}

struct Listing<'a> {
    archive: &'a str,
    /// Bytes of the archive.
    bytes: u64,
    files: Vec<(String, Member)>,
    /// The first byte of each file with its header, and its place in `files`.
    starts: Vec<(u64, usize)>,
    /// Names in lower case, with the name as it was written.
    names: HashMap<String, String>,
    encrypted: Vec<String>,
    links: Vec<String>,
    unsupported: Vec<String>,
    backslashes: bool,
}

impl<'a> Listing<'a> {
    fn new(archive: &'a str, bytes: u64) -> Self {
        Self {
            archive,
            bytes,
            files: Vec::new(),
            starts: Vec::new(),
            names: HashMap::new(),
            encrypted: Vec::new(),
            links: Vec::new(),
            unsupported: Vec::new(),
            backslashes: false,
        }
    }

    fn read<R: Read + Seek>(
        mut self,
        mut reader: R,
        most: usize,
        notes: &mut Vec<String>,
    ) -> Result<Contents, InputError> {
        let archive = self.archive;
        let declared = directory::declared(&mut reader).map_err(|e| self.fail(e.into()))?;
        if declared > most as u64 {
            return Err(InputError::TooManyEntries {
                archive: archive.to_owned(),
                entries: declared,
                limit: most,
            });
        }
        let mut zip = ZipArchive::new(reader).map_err(|e| self.fail(e))?;
        if zip.has_duplicate_names() {
            return Err(self.twice(zip));
        }
        let mut is_document = false;
        for place in 0..zip.len() {
            let entry = zip.by_index_data(place).map_err(|e| self.fail(e))?;
            is_document |= OF_DOCUMENTS.iter().any(|known| entry.name_raw() == known.as_bytes());
            let Some(path) = self.take(&entry)? else { continue };
            let header = entry.header_start();
            let (packed, size, crc) = (entry.compressed_size(), entry.size(), entry.crc32());
            let deflated = entry.compression() == CompressionMethod::Deflated;
            // Reads the header that stands before the content, which alone says where that begins.
            let start = zip.by_index(place).map_err(|e| self.fail(e))?.data_start().unwrap_or(header);
            if start.saturating_add(packed) > self.bytes {
                return Err(self.damaged(format!("'{}' goes beyond its end", short(&path))));
            }
            self.starts.push((header, self.files.len()));
            self.files.push((path, Member { start, packed, size, crc, deflated }));
        }
        self.check_overlaps()?;
        if is_document {
            return Ok(Contents::Document);
        }
        if self.files.is_empty() && !self.encrypted.is_empty() {
            return Err(InputError::Encrypted { archive: archive.to_owned() });
        }
        self.note(notes);
        Ok(Contents::Files(self.files))
    }

    /// The path of an entry that is to be listed.
    fn take(&mut self, entry: &ZipFileEntry<'_>) -> Result<Option<String>, InputError> {
        let name = entry.name().map_err(|e| self.fail(e))?.into_owned();
        let Some(path) = inside(&name) else {
            return Err(InputError::LeadsOut { archive: self.archive.to_owned(), name: short(&name) });
        };
        if path.is_empty() || name.ends_with(['/', '\\']) || path.split('/').any(passed_over) {
            return Ok(None);
        }
        if let Some(first) = self.names.insert(path.to_lowercase(), name.clone()) {
            return Err(InputError::Twice {
                archive: self.archive.to_owned(),
                first: short(&first),
                second: short(&name),
            });
        }
        self.backslashes |= name.contains('\\');
        let left_out = if entry.unix_mode().is_some_and(|mode| mode & KIND == LINK) {
            &mut self.links
        } else if entry.encrypted() {
            &mut self.encrypted
        } else if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            &mut self.unsupported
        } else {
            return Ok(Some(path));
        };
        left_out.push(short(&path));
        Ok(None)
    }

    /// Files that share bytes are how a small archive holds more than its size could.
    fn check_overlaps(&mut self) -> Result<(), InputError> {
        self.starts.sort_unstable();
        for pair in self.starts.windows(2) {
            let ((_, first), (start, second)) = (pair[0], pair[1]);
            let (first, second) = (&self.files[first], &self.files[second]);
            if first.1.start + first.1.packed > start {
                return Err(InputError::Overlap {
                    archive: self.archive.to_owned(),
                    first: short(&first.0),
                    second: short(&second.0),
                });
            }
        }
        Ok(())
    }

    /// The error for names that are there twice, of which the zip crate keeps one.
    fn twice<R: Read + Seek>(&self, zip: ZipArchive<R>) -> InputError {
        let start = zip.central_directory_start();
        match directory::twice(&mut zip.into_inner(), start) {
            Ok(Some(name)) => {
                let name = short(&String::from_utf8_lossy(&name));
                InputError::Twice { archive: self.archive.to_owned(), first: name.clone(), second: name }
            }
            _ => self.damaged("it names a file twice".to_owned()),
        }
    }

    fn note(&self, notes: &mut Vec<String>) {
        let archive = self.archive;
        for (left_out, is, are) in [
            (&self.encrypted, "is encrypted and was", "are encrypted and were"),
            (&self.links, "is a link and was", "are links and were"),
            (
                &self.unsupported,
                "is packed in a way that is not supported and was",
                "are packed in a way that is not supported and were",
            ),
        ] {
            match &left_out[..] {
                [] => {}
                [one] => notes.push(format!("{archive}: '{one}' {is} left out")),
                [one, more @ ..] => {
                    notes.push(format!("{archive}: '{one}' and {} more {are} left out", more.len()));
                }
            }
        }
        if self.backslashes {
            notes.push(format!(r"{archive}: '\' in its names was read as '/'"));
        }
        if self.names.is_empty() {
            notes.push(format!("{archive} is empty"));
        }
    }

    fn fail(&self, error: ZipError) -> InputError {
        match error {
            ZipError::Io(source) if source.raw_os_error().is_some() => {
                InputError::Io { path: self.archive.into(), source }
            }
            ZipError::Io(e) if e.kind() == io::ErrorKind::UnexpectedEof => {
                self.damaged("it ends early".to_owned())
            }
            ZipError::Io(e) => self.damaged(e.to_string()),
            ZipError::InvalidArchive(reason) => self.damaged(lower(&reason)),
            ZipError::UnsupportedArchive(reason) => self.damaged(lower(reason)),
            other => self.damaged(other.to_string()),
        }
    }

    fn damaged(&self, reason: String) -> InputError {
        InputError::Damaged { archive: self.archive.to_owned(), reason }
    }
}

/// The beginning of somebody else's sentence, in the middle of ours.
fn lower(reason: &str) -> String {
    let mut chars = reason.chars();
    match chars.next() {
        // `EOCD` and the like stay as they are.
        Some(first) if !chars.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => reason.to_owned(),
    }
}
