//! From what a person named to a list of files.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::{self, Contents};
use super::entry::Entry;
use super::error::InputError;
use super::guard::Refusal;
use super::names::Labels;
use super::packed::{Member, Packing};
use super::pipe::{KEPT, Pipe};
use super::store::{Bytes, Store};
use super::{Input, Limits, folder};

/// The path that stands for standard input, and what it is called in messages.
const STDIN: &str = "-";
const STDIN_NAME: &str = "stdin";

pub(super) fn find(paths: &[PathBuf], limits: &Limits) -> Result<Input, InputError> {
    let mut finder = Finder { limits, input: Input::default() };
    let named = finder.expand(paths)?;
    let mut labels = Labels::default();
    for path in &named {
        let label = if named.len() == 1 { None } else { Some(labels.next(display(path))) };
        finder.add(path, label.as_deref())?;
    }
    let mut input = finder.input;
    input.entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(input)
}

fn display(path: &Path) -> &Path {
    if path == Path::new(STDIN) { Path::new(STDIN_NAME) } else { path }
}

struct Finder<'a> {
    limits: &'a Limits,
    input: Input,
}

impl Finder<'_> {
    /// The paths with patterns replaced by what fits them, each path once.
    fn expand(&mut self, paths: &[PathBuf]) -> Result<Vec<PathBuf>, InputError> {
        let mut named: Vec<PathBuf> = Vec::new();
        let mut seen = Vec::new();
        for path in paths {
            for path in fitting(path)? {
                let full = path.canonicalize().unwrap_or_else(|_| path.clone());
                if seen.contains(&full) {
                    self.input.notes.push(format!("{} was named twice and is read once", path.display()));
                } else {
                    seen.push(full);
                    named.push(path);
                }
            }
        }
        Ok(named)
    }

    /// Adds one path. `label` stands before its entries, or is the name of its only one.
    fn add(&mut self, path: &Path, label: Option<&str>) -> Result<(), InputError> {
        if path == Path::new(STDIN) {
            return self.add_pipe(path, label.unwrap_or(STDIN_NAME), label, Box::new(io::stdin()));
        }
        let about = fs::metadata(path).map_err(|e| InputError::io(path, e))?;
        if about.is_dir() {
            let files = folder::list(path, &mut self.input.notes)?;
            return files.into_iter().try_for_each(|file| {
                let path = below(label, &file.path);
                let store = Store::Disk(file.on_disk.into());
                self.add_file(Candidate {
                    name: &path.clone(),
                    prefix: Some(path.clone()),
                    path,
                    bytes: file.bytes,
                    store,
                    named: false,
                })
            });
        }
        let last = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let name = label.unwrap_or(&last);
        if !about.is_file() {
            let file = File::open(path).map_err(|e| InputError::io(path, e))?;
            return self.add_pipe(path, name, label, Box::new(file));
        }
        // A file that was named and cannot be read is an error here; one that lies in a folder only when it is wanted.
        File::open(path).map_err(|e| InputError::io(path, e))?;
        let store = Store::Disk(path.into());
        self.add_file(Candidate {
            name: &path.display().to_string(),
            path: name.to_owned(),
            bytes: about.len(),
            store,
            prefix: label.map(str::to_owned),
            named: true,
        })
    }

    /// Takes what is kept of a pipe into memory, or all of it if it is small or an archive.
    fn add_pipe(
        &mut self,
        path: &Path,
        name: &str,
        label: Option<&str>,
        mut pipe: Box<dyn Read + Send>,
    ) -> Result<(), InputError> {
        let fail = |e| InputError::io(display(path), e);
        let mut head = Vec::new();
        let kept = pipe.by_ref().take(KEPT).read_to_end(&mut head).map_err(fail)? as u64;
        let mut ended = kept < KEPT;
        let packing = Packing::of(&head);
        if packing == Packing::Zip && !ended {
            let limit = self.limits.whole;
            let left = limit.saturating_sub(kept).saturating_add(1);
            pipe.by_ref().take(left).read_to_end(&mut head).map_err(fail)?;
            if head.len() as u64 > limit {
                return Err(fail(Refusal::TooLargeForMemory { limit }.into()));
            }
            ended = true;
        }
        let bytes = head.len() as u64;
        let head = Bytes(Arc::new(head));
        let store = if ended { Store::Memory(head) } else { Store::Pipe(Arc::new(Pipe::new(head, pipe))) };
        self.add_file(Candidate {
            name,
            path: name.to_owned(),
            bytes,
            store,
            prefix: label.map(str::to_owned),
            named: true,
        })
    }

    /// Adds a file, or what lies in it if it is an archive.
    fn add_file(&mut self, file: Candidate<'_>) -> Result<(), InputError> {
        let plain = Entry {
            path: file.path,
            bytes: file.bytes,
            store: file.store,
            member: None,
            coding: Packing::None,
        };
        // One that cannot be opened stays in the list: only who wants it has to know.
        let mut head = Vec::new();
        let coding = match &plain.store {
            Store::Pipe(pipe) => Packing::of(pipe.head.as_ref()),
            store => {
                let read = store.read_from(0).and_then(|read| read.take(4).read_to_end(&mut head));
                read.map_or(Packing::None, |_| Packing::of(&head))
            }
        };
        if coding != Packing::Zip {
            self.input.entries.push(Entry { coding, ..plain });
            return Ok(());
        }
        let mut notes = Vec::new();
        let most = self.limits.entries;
        let contents = match archive::list(file.name, &plain.store, most, &mut notes) {
            // Somebody's torn text document beside the files is no reason to read none of them.
            Err(InputError::Damaged { .. }) if !file.named && !is_zip(&plain.path) => Contents::Document,
            contents => contents?,
        };
        let Contents::Files(members) = contents else {
            self.input.entries.push(plain);
            return Ok(());
        };
        self.input.notes.append(&mut notes);
        let mut room = Room { entries: most.saturating_sub(members.len()), bytes: self.limits.whole };
        let store = plain.store;
        for (path, member) in members {
            let path = below(file.prefix.as_deref(), &path);
            self.add_member(Entry::member(path, &store, member), &mut room)?;
        }
        Ok(())
    }

    /// Adds a file of an archive, or what lies in it if it is an archive itself.
    fn add_member(&mut self, plain: Entry, room: &mut Room) -> Result<(), InputError> {
        let limits = self.limits;
        // A file that is damaged at its first byte is listed as well.
        let coding = plain.head(4).map_or(Packing::None, |head| Packing::of(&head));
        if coding != Packing::Zip {
            self.input.entries.push(Entry { coding, ..plain });
            return Ok(());
        }
        let bytes = plain
            .read_up_to(room.bytes, limits)
            .map_err(|source| InputError::Io { path: plain.path.clone().into(), source })?;
        let size = bytes.len() as u64;
        let store = Store::Memory(Bytes(Arc::new(bytes)));
        let mut notes = Vec::new();
        let members = match archive::list(&plain.path, &store, room.entries, &mut notes) {
            Err(InputError::Damaged { .. }) if !is_zip(&plain.path) => Contents::Document,
            contents => contents?,
        };
        let Contents::Files(members) = members else {
            self.input.entries.push(plain);
            return Ok(());
        };
        room.bytes -= size;
        room.entries -= members.len();
        self.input.notes.append(&mut notes);
        for (path, member) in members {
            let path = below(Some(&plain.path), &path);
            let entry = Entry::member(path, &store, member);
            let coding = entry.head(4).map_or(Packing::None, |head| Packing::of(&head));
            if coding == Packing::Zip && is_zip(&entry.path) {
                let note = format!(
                    "{} was left out: an archive in an archive in an archive is not opened",
                    entry.path
                );
                self.input.notes.push(note);
                continue;
            }
            // A workbook is a zip archive that is read as the file it is.
            let coding = if coding == Packing::Zip { Packing::None } else { coding };
            self.input.entries.push(Entry { coding, ..entry });
        }
        Ok(())
    }
}

/// A file that may be an archive.
struct Candidate<'a> {
    /// What to call it in messages.
    name: &'a str,
    /// Its path in the list.
    path: String,
    bytes: u64,
    store: Store,
    /// What stands before the names in it, if it is an archive.
    prefix: Option<String>,
    /// Whether somebody named it, and did not just name the folder that it lies in.
    named: bool,
}

/// What archives in an archive may still take.
struct Room {
    entries: usize,
    bytes: u64,
}

impl Entry {
    fn member(path: String, store: &Store, member: Member) -> Self {
        let store = store.clone();
        Self { path, bytes: member.packed, store, member: Some(member), coding: Packing::None }
    }
}

fn below(folder: Option<&str>, path: &str) -> String {
    folder.map_or_else(|| path.to_owned(), |folder| format!("{folder}/{path}"))
}

fn is_zip(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

/// The path itself, or what fits it if it is a pattern and no file has that name.
fn fitting(path: &Path) -> Result<Vec<PathBuf>, InputError> {
    let pattern = path.to_string_lossy();
    if !pattern.contains(['*', '?', '[']) || fs::symlink_metadata(path).is_ok() {
        return Ok(vec![path.to_owned()]);
    }
    let options = glob::MatchOptions {
        case_sensitive: true,
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    let paths = glob::glob_with(&pattern, options)
        .map_err(|e| InputError::Pattern { pattern: pattern.clone().into_owned(), message: e.msg })?;
    let mut fitting = Vec::new();
    for path in paths {
        let path =
            path.map_err(|e| InputError::io(e.path(), io::Error::new(e.error().kind(), e.to_string())))?;
        fitting.push(path);
    }
    if fitting.is_empty() {
        return Err(InputError::NoMatch { pattern: pattern.into_owned() });
    }
    Ok(fitting)
}
