//! Which files of an input are read, and as what.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::error::{Error, nearest};
use super::forms::Form;
use super::mapping::{Mapping, Read};
use crate::input::{Entry, Input};
use crate::schema::{FILES, FileId};

/// One file to be read.
#[derive(Debug)]
pub(crate) struct Job<'m> {
    pub(crate) entry: &'m Entry,
    pub(crate) table: FileId,
    /// What the mapping says of it, if there is one.
    pub(crate) read: Option<&'m Read>,
}

impl Job<'_> {
    /// Its path in the input.
    pub(crate) fn file(&self) -> &str {
        &self.entry.path
    }
}

/// Where the files lie, for messages: the folder of those at the top, if they lie in one.
pub(crate) fn place(input: &Input) -> PathBuf {
    let top = input.entries.iter().filter(|entry| entry.folder().is_empty());
    let mut folders = top.filter_map(|entry| entry.on_disk().and_then(Path::parent));
    match folders.next() {
        Some(first) if folders.all(|folder| folder == first) => first.to_owned(),
        _ => PathBuf::from("the input"),
    }
}

/// The files of our own format, in the order in which they are read: tables as in the schema, parts by name. Unless they are
/// `alone`, there need not be one that shows what people did.
pub(crate) fn own<'m>(
    input: &'m Input,
    place: &Path,
    alone: bool,
    notes: &mut Vec<String>,
) -> Result<Vec<Job<'m>>, Error> {
    let mut jobs = Vec::new();
    for entry in input.entries.iter().filter(|entry| entry.folder().is_empty()) {
        let name = entry.name();
        let table = if entry.table().is_some() { FileId::named(name) } else { table_of(name) };
        if let Some(table) = table {
            jobs.push(Job { entry, table, read: None });
        } else if entry.table().is_some() {
            let hint =
                nearest(name, FILES.iter().map(|f| f.name)).map(|near| format!("; did you mean '{near}'?"));
            notes.push(format!("the table {name} is not read{}", hint.unwrap_or_default()));
        } else if Form::of(&name.to_lowercase()).is_some() {
            let hint = near(name).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
            notes.push(format!("{name} is not read{hint}"));
        }
    }
    if alone && !jobs.iter().any(|job| job.table.file().activity) {
        let found = paths(input);
        let near = found.iter().find_map(|name| {
            let near = near(name).filter(|near| near != name)?;
            Some((name.clone(), near))
        });
        return Err(Error::NoActivity { folder: place.to_owned(), found, near });
    }
    jobs.sort_by(|a, b| (a.table, a.file()).cmp(&(b.table, b.file())));
    Ok(jobs)
}

/// The files that a mapping names, in the same order.
pub(crate) fn mapped<'m>(
    input: &'m Input,
    place: &Path,
    mapping: &'m Mapping,
    path: &Path,
) -> Result<Vec<Job<'m>>, Error> {
    let mut jobs = Vec::new();
    for read in &mapping.reads {
        for file in &read.files {
            let mut found = matching(input, file).peekable();
            if found.peek().is_none() && !read.optional {
                return Err(Error::NoSuchFile {
                    mapping: path.to_owned(),
                    folder: place.to_owned(),
                    file: file.clone(),
                    found: paths(input),
                });
            }
            jobs.extend(found.map(|entry| Job { entry, table: read.table, read: Some(read) }));
        }
    }
    if !jobs.iter().any(|job| job.table.file().activity) {
        return Err(Error::NoActivity { folder: place.to_owned(), found: paths(input), near: None });
    }
    // Stable: one file that is read twice as the same table keeps the order of the mapping.
    jobs.sort_by(|a, b| (a.table, a.file()).cmp(&(b.table, b.file())));
    Ok(jobs)
}

fn paths(input: &Input) -> Vec<String> {
    input.entries.iter().map(|entry| entry.path.clone()).collect()
}

/// The files with this path; if there is none, those that it is a pattern of.
fn matching<'m>(input: &'m Input, file: &str) -> impl Iterator<Item = &'m Entry> {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::default() };
    let file = file.strip_prefix("./").unwrap_or(file).to_owned();
    let literal = input.entries.iter().any(|entry| entry.path == file);
    let pattern = Pattern::new(&file).ok().filter(|_| !literal);
    input.entries.iter().filter(move |entry| match &pattern {
        Some(pattern) => pattern.matches_with(&entry.path, options),
        None => entry.path == file,
    })
}

/// `posts.csv`, and `posts-1.csv` or `posts.1.csv` for a part of it; with any ending that tells a form.
fn table_of(name: &str) -> Option<FileId> {
    let (stem, _) = Form::of(name)?;
    let whole = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let table = if whole.len() < stem.len() { whole.strip_suffix(['-', '.'])? } else { stem };
    FileId::named(table)
}

/// The name of ours that a file name is most like.
fn near(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let (stem, _) = Form::of(&lower)?;
    let ending = &lower[stem.len()..];
    nearest(stem, FILES.iter().map(|f| f.name)).map(|near| format!("{near}{ending}"))
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
            ("posts.tsv", Some(FileId::Posts)),
            ("posts-2.csv.gz", Some(FileId::Posts)),
            ("posts.csv.zst", Some(FileId::Posts)),
            ("posts-.csv", None),
            ("posts1.csv", None),
            ("posts-a.csv", None),
            ("posts-1-2.csv", None),
            ("Posts.csv", None),
            ("posts.txt", None),
            (".csv", None),
            ("1.csv", None),
        ] {
            assert_eq!(table_of(name), table, "{name}");
        }
        assert_eq!(near("Post.csv").as_deref(), Some("posts.csv"));
        assert_eq!(near("Post.TSV.gz").as_deref(), Some("posts.tsv.gz"));
        assert_eq!(near("holiday.csv"), None);
    }
}
