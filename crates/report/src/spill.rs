//! What does not fit into the memory, in files that nobody sees and that are gone with the run, however it ends.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ssi_corpus::read::{Disk, Store};

/// A folder in which files without a name are made when there is need of them.
#[derive(Debug)]
pub struct Spill(PathBuf);

impl Spill {
    /// Room in a folder.
    pub fn within(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Room beside a folder that need not be there yet: in the nearest one above it that is.
    pub fn beside(folder: &Path) -> Self {
        let place = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let above = place.ancestors().skip(1).find(|above| above.is_dir());
        Self(above.map_or_else(std::env::temp_dir, Path::to_owned))
    }
}

impl Disk for Spill {
    fn store(&self) -> io::Result<Box<dyn Store>> {
        let named = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", self.0.display()));
        let file = tempfile::tempfile_in(&self.0).map_err(named)?;
        Ok(Box::new(Spilled { file, end: Mutex::new(0) }))
    }
}

/// One such file.
#[derive(Debug)]
struct Spilled {
    file: File,
    /// Its length; held while the file is used from a place of its own.
    end: Mutex<u64>,
}

impl Store for Spilled {
    fn add(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        let start = *end;
        let mut file = &self.file;
        file.seek(SeekFrom::Start(start))?;
        file.write_all(bytes)?;
        *end += bytes.len() as u64;
        Ok(start)
    }

    #[cfg(unix)]
    fn read(&self, from: u64, bytes: usize) -> io::Result<Vec<u8>> {
        use std::os::unix::fs::FileExt as _;
        let mut found = vec![0; bytes];
        self.file.read_exact_at(&mut found, from)?;
        Ok(found)
    }

    #[cfg(not(unix))]
    fn read(&self, from: u64, bytes: usize) -> io::Result<Vec<u8>> {
        use std::io::Read as _;
        let _turn = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = vec![0; bytes];
        let mut file = &self.file;
        file.seek(SeekFrom::Start(from))?;
        file.read_exact(&mut found)?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_from_any_place_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Spill::beside(&folder.path().join("not/there/yet")).store().unwrap();
        let places: Vec<u64> =
            ["one", "", "three"].iter().map(|t| store.add(t.as_bytes()).unwrap()).collect();
        assert_eq!(places, [0, 3, 3]);
        assert_eq!(store.read(3, 5).unwrap(), b"three");
        assert_eq!(store.read(1, 3).unwrap(), b"net");
        assert!(store.read(6, 5).is_err(), "beyond the end");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let nowhere = Spill::within(&folder.path().join("nowhere")).store();
        assert!(nowhere.unwrap_err().to_string().contains("nowhere"));
    }
}
