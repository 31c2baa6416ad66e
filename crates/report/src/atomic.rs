//! Files that are there whole or not at all.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: {reason}", path.display())]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// What went wrong.
    pub reason: std::io::Error,
}

/// Writes a file: what `content` writes goes to a passing file in the same folder, which then takes the place of `path`.
///
/// The folder is made if it is not there. A link stays a link, a file keeps its permissions, and a pipe or a device is
/// written to as it is: something else in its place would be of no use to whoever reads there.
///
/// # Errors
/// When the folder or the file cannot be written; what was at `path` before stays as it was.
pub fn write_file(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), WriteError> {
    let fail = |reason| WriteError { path: path.to_owned(), reason };
    // Where a link leads to is what is replaced.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let before = std::fs::metadata(&place).ok();
    if before.as_ref().is_some_and(|about| !about.is_file() && !about.is_dir()) {
        return write_directly(&place, content).map_err(fail);
    }
    let folder = folder_of(&place);
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut file = passing().prefix(".ssi-").tempfile_in(folder).map_err(fail)?;
    let written = (|| {
        let mut out = BufWriter::with_capacity(1 << 16, file.as_file_mut());
        content(&mut out)?;
        out.flush()?;
        drop(out);
        if let Some(about) = before {
            file.as_file().set_permissions(about.permissions())?;
        }
        file.as_file().sync_all()
    })();
    written.map_err(fail)?;
    file.persist(&place).map_err(|e| fail(e.error))?;
    keep_name(folder);
    Ok(())
}

/// The same for a file that `content` writes by its path, as a database is.
///
/// # Errors
/// As [`write_file`]; also where `path` is a folder, a pipe or a device.
pub(crate) fn write_at(
    path: &Path,
    content: impl FnOnce(&Path) -> std::io::Result<()>,
) -> Result<(), WriteError> {
    let fail = |reason| WriteError { path: path.to_owned(), reason };
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let before = std::fs::metadata(&place).ok();
    if before.as_ref().is_some_and(|about| !about.is_file()) {
        return Err(fail(std::io::Error::other("it is no file, and a database is written to a file only")));
    }
    let folder = folder_of(&place);
    std::fs::create_dir_all(folder).map_err(fail)?;
    let file = passing().prefix(".ssi-").tempfile_in(folder).map_err(fail)?;
    content(file.path()).map_err(fail)?;
    if let Some(about) = before {
        file.as_file().set_permissions(about.permissions()).map_err(fail)?;
    }
    file.as_file().sync_all().map_err(fail)?;
    file.persist(&place).map_err(|e| fail(e.error))?;
    keep_name(folder);
    Ok(())
}

fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The rename itself must survive a power cut too; not every system lets a folder be opened for that.
fn keep_name(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn write_directly(
    place: &Path,
    content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::OpenOptions::new().write(true).open(place)?);
    content(&mut out)?;
    out.flush()
}

/// Passing files are private to their owner unless told otherwise; a result is as open as the user's mask lets new files be.
#[cfg(unix)]
fn passing() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn passing() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/members.csv");
        write_file(&path, |out| out.write_all(b"old")).unwrap();
        let failed = write_file(&path, |out| {
            out.write_all(b"half of the n")?;
            Err(std::io::Error::other("the disk is full"))
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(
            std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1,
            "nothing is left lying about"
        );
    }
}
