//! A folder of pieces of files that were read: what a later run, or one after a run that was stopped, need not read again.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ssi_corpus::read::{KeptPieces, Shelf};

use crate::atomic::WriteError;

/// The ending of a piece.
const PIECE: &str = "piece";
/// The ending of what is kept beside pieces.
const BESIDE: &str = "part";
/// What a file is called while it is written.
const PASSING: &str = ".ssi-";
/// Passing files that are older were left by a run that was stopped.
const STALE: Duration = Duration::from_secs(3600);

/// Pieces in a folder, each a file that only its owner may read.
#[derive(Debug)]
struct PieceFolder(PathBuf);

impl Shelf for PieceFolder {
    fn take(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.path(name)).ok()
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        // Not forced to the disk: a piece that a power cut tore is known by its digest.
        let write = || -> io::Result<()> {
            let mut file = tempfile::Builder::new().prefix(PASSING).tempfile_in(&self.0)?;
            file.write_all(bytes)?;
            file.persist(self.path(name))?;
            Ok(())
        };
        let _ = write();
    }
}

impl PieceFolder {
    fn path(&self, name: &str) -> PathBuf {
        let path = self.0.join(name);
        if path.extension().is_some() { path } else { path.with_extension(PIECE) }
    }
}

/// Pieces that are kept in a folder, which is made if it is not there.
///
/// Pieces that another build of this program kept are not taken, whatever its version says.
///
/// # Errors
/// When the folder cannot be written to.
pub fn kept_pieces(folder: &Path) -> Result<KeptPieces, WriteError> {
    let fail = |reason| WriteError { path: folder.to_owned(), reason };
    fs::create_dir_all(folder).map_err(fail)?;
    tempfile::Builder::new().prefix(PASSING).tempfile_in(folder).map_err(fail)?;
    for file in files(folder).filter(|file| is_passing(file)) {
        let age = fs::metadata(&file)
            .and_then(|about| about.modified())
            .map(|m| SystemTime::now().duration_since(m));
        if age.is_ok_and(|age| age.is_ok_and(|age| age > STALE)) {
            let _ = fs::remove_file(file);
        }
    }
    Ok(KeptPieces::new(Box::new(PieceFolder(folder.to_owned())), program()))
}

/// Takes everything that was kept out of a folder, and the folder away unless something else is in it.
pub fn remove_pieces(folder: &Path) {
    for file in files(folder) {
        let kept = [PIECE, BESIDE].map(OsStr::new).into_iter().any(|ending| file.extension() == Some(ending));
        if is_passing(&file) || kept {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(file);
        }
    }
    let _ = fs::remove_dir(folder);
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

fn is_passing(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(PASSING.as_bytes()))
}

/// The version and a digest of the program itself, as far as it can be read: two builds of one version may read texts differently.
fn program() -> String {
    let digest = || -> io::Result<String> {
        let mut hasher = blake3::Hasher::new();
        io::copy(&mut fs::File::open(std::env::current_exe()?)?, &mut hasher)?;
        Ok(hasher.finalize().to_hex().to_string())
    };
    format!("{} {}", env!("CARGO_PKG_VERSION"), digest().unwrap_or_default())
}
