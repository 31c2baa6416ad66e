//! Where bytes come from: folders, files, archives, pipes. Nothing behind this room knows which.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What an input may cost. Beyond a limit there is an error that says which, never a read that ends early in silence.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Files in one archive.
    pub entries: usize,
    /// Bytes that one file may have after decompression.
    pub bytes: u64,
    /// How many times larger than packed a file may become, once it is larger than [`Limits::free`].
    pub ratio: u64,
    /// Bytes that may come out of a packed file before its ratio is looked at.
    pub free: u64,
    /// Bytes of a file that has to be in memory as a whole: an archive in an archive or in a pipe, a workbook, a file of an export.
    pub whole: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 5_000, bytes: 1 << 40, ratio: 200, free: 32 << 20, whole: 128 << 20 }
    }
}

/// Everything that was named for reading, as one list of files.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The files, sorted by path.
    pub entries: Vec<Entry>,
    /// What was left out and why, for the person who named it.
    pub notes: Vec<String>,
}

/// One file, wherever it lies.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path below what was named, with `/` between its parts: `posts.csv`, `Shares.csv`, `ana.zip/Articles/Articles/a.html`.
    pub path: String,
    /// Its size as it lies there: packed, if it is packed.
    pub bytes: u64,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
}

impl Input {
    /// Lists the files of folders, archives and single files.
    ///
    /// # Errors
    /// When one of the paths cannot be read, or is an archive beyond its limits.
    pub fn find(paths: &[PathBuf], _limits: &Limits) -> io::Result<Self> {
        let mut input = Self::default();
        for path in paths {
            let about = fs::metadata(path)?;
            if about.is_file() {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                input.entries.push(Entry {
                    path: name,
                    bytes: about.len(),
                    place: Place::File(path.clone()),
                });
                continue;
            }
            for entry in fs::read_dir(path)? {
                let entry = entry?;
                if let Ok(about) = fs::metadata(entry.path())
                    && about.is_file()
                {
                    let path = entry.file_name().to_string_lossy().into_owned();
                    input.entries.push(Entry { path, bytes: about.len(), place: Place::File(entry.path()) });
                }
            }
        }
        input.entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(input)
    }
}

impl Entry {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// What stands before its name: a folder or an archive; empty at the top.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Opens it, decompressed.
    ///
    /// # Errors
    /// When it cannot be opened. What goes beyond a limit or is damaged is an error of the reading.
    pub fn open(&self, _limits: &Limits) -> io::Result<Box<dyn Read + Send + '_>> {
        match &self.place {
            Place::File(path) => Ok(Box::new(fs::File::open(path)?)),
        }
    }

    /// Where it lies on this machine, if it is a file of its own.
    pub fn on_disk(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
        }
    }
}
