//! Where the bytes of a file or an archive are, and how a stretch of them is read, by any number of threads at once.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;

use super::pipe::Pipe;
use super::table::Table;

/// Bytes in memory that many can read.
#[derive(Clone)]
pub(super) struct Bytes(pub(super) Arc<Vec<u8>>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A place of bytes.
#[derive(Clone)]
pub(super) enum Store {
    /// A file. It is opened anew for each reading: a team's exports are more files than a process may hold open.
    Disk(Arc<Path>),
    Memory(Bytes),
    /// Can be read once.
    Pipe(Arc<Pipe>),
    /// Rows, not bytes.
    Table(Arc<Table>),
}

impl Store {
    /// Opens it from a byte on.
    pub(super) fn read_from(&self, start: u64) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Self::Disk(path) => {
                let mut file = File::open(path)?;
                if start > 0 {
                    file.seek(SeekFrom::Start(start))?;
                }
                Ok(Box::new(file))
            }
            Self::Memory(bytes) => {
                let mut cursor = Cursor::new(bytes.clone());
                cursor.set_position(start);
                Ok(Box::new(cursor))
            }
            Self::Pipe(pipe) => pipe.open(),
            Self::Table(_) => Err(no_bytes()),
        }
    }
}

/// Why a table in memory cannot be read as a file.
pub(super) fn no_bytes() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "a table in memory has no bytes")
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Disk(path) => write!(f, "{}", path.display()),
            Self::Memory(bytes) => write!(f, "{} bytes in memory", bytes.0.len()),
            Self::Pipe(_) => f.write_str("a pipe"),
            Self::Table(table) => {
                write!(f, "{} rows in memory", table.batches.iter().map(RecordBatch::num_rows).sum::<usize>())
            }
        }
    }
}
