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
/// The folder is made if it is not there.
///
/// # Errors
/// When the folder or the file cannot be written; what was at `path` before stays as it was.
pub fn write_file(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), WriteError> {
    let fail = |reason| WriteError { path: path.to_owned(), reason };
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut file = tempfile::Builder::new().prefix(".ssi-").tempfile_in(folder).map_err(fail)?;
    let written = (|| {
        let mut out = BufWriter::with_capacity(1 << 16, file.as_file_mut());
        content(&mut out)?;
        out.flush()?;
        drop(out);
        allow_reading(file.as_file())?;
        file.as_file().sync_all()
    })();
    written.map_err(fail)?;
    file.persist(path).map_err(|e| fail(e.error))?;
    // The rename itself must survive a power cut too; not every system lets a folder be opened for that.
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Passing files are private to their owner; a result is as open as any new file.
#[cfg(unix)]
fn allow_reading(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn allow_reading(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
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
