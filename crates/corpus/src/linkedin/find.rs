//! Which folders among the files of an input are exports.

use std::collections::BTreeMap;
use std::io::Read as _;

use super::names::{COMPLETE, FILES, Kind, normal, unread};
use super::table::proves;
use crate::input::{Entry, Input, Limits};

/// Bytes of a file that are looked at to know its header.
const START: u64 = 64 << 10;

/// Folders below an export whose files belong to it.
const INSIDE: [&str; 5] = ["articles", "jobs", "verifications", "services marketplace", "media"];

/// One export, as LinkedIn hands it out: a folder or an archive.
#[derive(Clone, Debug)]
pub struct Export {
    /// Its path below what was named; empty for the whole of it.
    pub folder: String,
    /// The files that are read, with what each of them is, in the order of their kinds.
    pub(crate) files: Vec<(Kind, Entry)>,
    /// The member's articles.
    pub(crate) articles: Vec<Entry>,
    /// Files that are not opened, and why not.
    pub skipped: Vec<(String, &'static str)>,
    /// Whether it is a complete export, in which a file that is not there had nothing in it.
    pub complete: bool,
}

/// Why a second file of one name is left out.
pub(crate) const TWICE: &str = "another file of the same name is read";

impl Export {
    /// The bytes of the files that are read, as they lie there.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, file)| file).chain(&self.articles).map(|file| file.bytes).sum()
    }

    /// Whether a file of the input is a part of this export, read or not.
    pub fn claims(&self, entry: &Entry) -> bool {
        let path = entry.path.as_str();
        self.files.iter().any(|(_, file)| file.path == path)
            || self.articles.iter().any(|file| file.path == path)
            || self.skipped.iter().any(|(skipped, _)| skipped == path)
    }
}

/// The exports among the files of an input, in the order of their paths.
///
/// A folder is an export if at least two of its files have the names of an export's files and columns that prove it: our own
/// `messages.csv` has others. Only the first lines of such files are read. Sensitive files are never opened.
pub fn find(input: &Input, limits: &Limits) -> Vec<Export> {
    let mut folders: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    let ours =
        |entry: &&Entry| !entry.path.split('/').any(|part| part == "__MACOSX" || part.starts_with("._"));
    for entry in input.entries.iter().filter(ours) {
        folders.entry(entry.folder()).or_default().push(entry);
    }
    let mut exports = Vec::new();
    for (folder, direct) in &folders {
        if let Some(mut export) = look(folder, direct, limits) {
            for (below, entries) in &folders {
                if let Some(inside) = inside(folder, below) {
                    export.take(&inside, entries);
                }
            }
            exports.push(export);
        }
    }
    exports
}

/// What is left of an input without its exports.
pub fn rest(input: &Input, exports: &[Export]) -> Input {
    let entries = input.entries.iter().filter(|entry| !exports.iter().any(|export| export.claims(entry)));
    Input { entries: entries.cloned().collect(), notes: input.notes.clone() }
}

/// The export that the files of one folder are.
fn look(folder: &str, direct: &[&Entry], limits: &Limits) -> Option<Export> {
    let mut found: Vec<(Kind, &Entry)> = Vec::new();
    let mut skipped = Vec::new();
    let mut signs = 0;
    for entry in direct {
        let Some(name) = normal(entry.name()) else { continue };
        signs += usize::from(COMPLETE.contains(&name.as_str()));
        if let Some(why) = unread(&name) {
            skipped.push((entry.path.clone(), why));
        } else if let Some(kind) = Kind::named(&name) {
            found.push((kind, entry));
        }
    }
    let mut found: Vec<(Kind, bool, &Entry)> =
        found.into_iter().map(|(kind, entry)| (kind, proven(kind, entry, limits), entry)).collect();
    if found.iter().filter(|(_, proven, _)| *proven).count() < 2 {
        return None;
    }
    // What proves to be such a file comes first, then the exact name; of a member's numbers the first.
    found.sort_by_key(|(kind, proven, entry)| (*kind, !proven, entry.name().len(), entry.path.clone()));
    let mut files: Vec<(Kind, Entry)> = Vec::new();
    for (kind, proven, entry) in found {
        if files.iter().any(|(known, _)| *known == kind) {
            skipped.push((entry.path.clone(), TWICE));
        } else if proven || !is_ours(entry, limits) {
            // What is no such file is told when it is read, but our own files beside an export are left alone.
            files.push((kind, entry.clone()));
        }
    }
    let complete = folder.split('/').any(is_complete) || signs >= 2;
    Some(Export { folder: (*folder).to_owned(), files, articles: Vec::new(), skipped, complete })
}

/// Whether a folder or an archive is called as LinkedIn calls a complete export.
pub(crate) fn is_complete(name: &str) -> bool {
    name.to_lowercase().starts_with("complete_")
}

fn proven(kind: Kind, entry: &Entry, limits: &Limits) -> bool {
    let mut start = Vec::new();
    let read = entry.open(limits).and_then(|open| open.take(START).read_to_end(&mut start));
    read.is_ok() && proves(&FILES[kind as usize], &start)
}

/// Whether a file is one of our own format: its name is ours, and its first line names the columns that are needed.
fn is_ours(entry: &Entry, limits: &Limits) -> bool {
    let table = entry.name().strip_suffix(".csv").and_then(crate::schema::FileId::named);
    let Some(table) = table else { return false };
    let mut start = Vec::new();
    if entry.open(limits).and_then(|open| open.take(START).read_to_end(&mut start)).is_err() {
        return false;
    }
    let text = String::from_utf8_lossy(&start).to_lowercase();
    let line = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let names: Vec<&str> =
        line.split([',', ';', '\t', '|']).map(|name| name.trim().trim_matches('"')).collect();
    table.file().fields.iter().filter(|field| field.required).all(|field| names.contains(&field.id))
}

/// The part of a folder's path below an export, if it is one that exports have.
fn inside(export: &str, below: &str) -> Option<String> {
    let rest = if export.is_empty() { below } else { below.strip_prefix(export)?.strip_prefix('/')? };
    let rest = rest.to_lowercase();
    let first = rest.split('/').next()?;
    INSIDE.contains(&first).then_some(rest)
}

impl Export {
    fn take(&mut self, inside: &str, entries: &[&Entry]) {
        for entry in entries {
            if inside.starts_with("articles") && entry.name().to_lowercase().ends_with(".html") {
                self.articles.push((*entry).clone());
            } else {
                self.skipped.push((entry.path.clone(), "private, or of no use for a score: not opened"));
            }
        }
    }
}
