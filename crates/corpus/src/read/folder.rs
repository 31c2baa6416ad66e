//! Which files of a folder are read, and as what.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Error, nearest};
use super::mapping::{Mapping, Read};
use crate::schema::{FILES, FileId};

/// One file to be read.
#[derive(Debug)]
pub(crate) struct Job<'m> {
    /// Relative to the folder, with `/` between its parts.
    pub(crate) file: String,
    pub(crate) path: PathBuf,
    pub(crate) table: FileId,
    /// What the mapping says of it, if there is one.
    pub(crate) read: Option<&'m Read>,
    /// Its size when it was found.
    pub(crate) bytes: u64,
}

/// The files in a folder by name, with their sizes.
pub(crate) fn list(folder: &Path) -> Result<BTreeMap<String, u64>, Error> {
    let about = fs::metadata(folder).map_err(|e| Error::io(folder, e))?;
    if !about.is_dir() {
        return Err(Error::NotAFolder { path: folder.to_owned() });
    }
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        let entry = entry.map_err(|e| Error::io(folder, e))?;
        // Follows links; a link that leads nowhere is as good as no file.
        if let Ok(about) = fs::metadata(entry.path())
            && about.is_file()
        {
            files.insert(entry.file_name().to_string_lossy().into_owned(), about.len());
        }
    }
    Ok(files)
}

/// The files of our own format, in the order in which they are read: tables as in the schema, parts by name.
pub(crate) fn own<'m>(
    folder: &Path,
    files: &BTreeMap<String, u64>,
    notes: &mut Vec<String>,
) -> Result<Vec<Job<'m>>, Error> {
    let mut jobs = Vec::new();
    for (name, &bytes) in files {
        if let Some(table) = table_of(name) {
            jobs.push(Job { file: name.clone(), path: folder.join(name), table, read: None, bytes });
        } else if has_csv_ending(name) {
            let hint = near(name).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
            notes.push(format!("{name} is not read{hint}"));
        }
    }
    if !jobs.iter().any(|job| job.table.file().activity) {
        let found: Vec<String> = files.keys().cloned().collect();
        let near = found.iter().find_map(|name| {
            let near = near(name).filter(|near| near != name)?;
            Some((name.clone(), near))
        });
        return Err(Error::NoActivity { folder: folder.to_owned(), found, near });
    }
    jobs.sort_by(|a, b| (a.table, &a.file).cmp(&(b.table, &b.file)));
    Ok(jobs)
}

/// The files that a mapping names, in the same order.
pub(crate) fn mapped<'m>(
    folder: &Path,
    files: &BTreeMap<String, u64>,
    mapping: &'m Mapping,
    path: &Path,
) -> Result<Vec<Job<'m>>, Error> {
    let mut jobs = Vec::new();
    for read in &mapping.reads {
        for file in &read.files {
            let there = folder.join(file);
            match fs::metadata(&there) {
                Ok(about) if about.is_file() => {
                    jobs.push(Job {
                        file: file.clone(),
                        path: there,
                        table: read.table,
                        read: Some(read),
                        bytes: about.len(),
                    });
                }
                _ if read.optional => {}
                _ => {
                    return Err(Error::NoSuchFile {
                        mapping: path.to_owned(),
                        folder: folder.to_owned(),
                        file: file.clone(),
                        found: files.keys().cloned().collect(),
                    });
                }
            }
        }
    }
    if !jobs.iter().any(|job| job.table.file().activity) {
        let found = files.keys().cloned().collect();
        return Err(Error::NoActivity { folder: folder.to_owned(), found, near: None });
    }
    // Stable: one file that is read twice as the same table keeps the order of the mapping.
    jobs.sort_by(|a, b| (a.table, &a.file).cmp(&(b.table, &b.file)));
    Ok(jobs)
}

fn has_csv_ending(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// `posts.csv`, and `posts-1.csv` or `posts.1.csv` for a part of it.
fn table_of(name: &str) -> Option<FileId> {
    let stem = name.strip_suffix(".csv")?;
    let whole = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let table = if whole.len() < stem.len() { whole.strip_suffix(['-', '.'])? } else { stem };
    FileId::named(table)
}

/// The name of ours that a file name is most like.
fn near(name: &str) -> Option<String> {
    if !has_csv_ending(name) {
        return None;
    }
    let stem = &name[..name.len() - ".csv".len()];
    nearest(stem, FILES.iter().map(|f| f.name)).map(|near| format!("{near}.csv"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_file_are_known_by_their_names() {
        for (name, table) in [
            ("posts.csv", Some(FileId::Posts)),
            ("posts-1.csv", Some(FileId::Posts)),
            ("posts.0042.csv", Some(FileId::Posts)),
            ("posts-.csv", None),
            ("posts1.csv", None),
            ("posts-a.csv", None),
            ("posts-1-2.csv", None),
            ("Posts.csv", None),
            ("posts.tsv", None),
            (".csv", None),
            ("1.csv", None),
        ] {
            assert_eq!(table_of(name), table, "{name}");
        }
        assert_eq!(near("Post.csv").as_deref(), Some("posts.csv"));
        assert_eq!(near("holiday.csv"), None);
    }
}
