//! Workbooks of a creator's figures beside exports: whose each one is, and what is told of it.

use std::collections::BTreeSet;

use super::analytics::{Attached, Export, LATELY, OwnPost, Workbook, attach, owner};
use super::missing;
use super::report::ReadFile;
use crate::data::{Corpus, NO_TIME, Source};
use crate::input::{Entry, Input, Limits, refusal};
use crate::schema::FileId;

/// Problems that are told one by one; of the others their number.
const SHOWN: usize = 5;

/// The files of an input that have the name of such a workbook.
pub fn workbooks(input: &Input) -> Vec<&Entry> {
    let ours = |entry: &&Entry| {
        let theirs = |part: &str| part == "__MACOSX" || part.starts_with("._");
        Workbook::is_named(entry.name()) && !entry.path.split('/').any(theirs)
    };
    input.entries.iter().filter(ours).collect()
}

/// Adds what workbooks tell to the posts and the profiles of those whose exports are in the corpus, and to what is told of these.
///
/// A workbook belongs to the export in whose folder it lies, else to the only member, else to the member whose posts are in it. Never
/// fails: a workbook that cannot be read, or is nobody's, costs a note. Holds one workbook in memory at a time.
pub fn add_workbooks(corpus: &mut Corpus, entries: &[&Entry], limits: &Limits) {
    for entry in entries {
        if let Err(why) = add(corpus, entry, limits) {
            corpus.notes.push(format!("{} is not used: {why}", entry.path));
        }
    }
}

/// Adds one; the error says why not.
fn add(corpus: &mut Corpus, entry: &Entry, limits: &Limits) -> Result<(), String> {
    if corpus.exports.is_empty() {
        return Err(
            "it has the figures of a member's posts, and there is no export of a member in the input; \
             lay it beside the export, or name both"
                .to_owned(),
        );
    }
    let bytes = entry.read_whole(limits).map_err(|e| match refusal(&e) {
        Some(refusal) => refusal.to_string(),
        None => format!("it cannot be read: {e}"),
    })?;
    let book = Workbook::read(&bytes).map_err(|e| format!("{e}; {}", e.help()))?;
    let export = whose(corpus, entry.folder(), &book).ok_or(
        "there are several exports, and nothing tells whose figures these are; lay it into the folder of its export",
    )?;
    let member = corpus.exports[export].owner.clone();
    let done = attach(corpus, &member, &book);
    let gained = done.has_profile && book.followers_gained(LATELY).is_some();
    for report in corpus.exports.iter_mut().filter(|report| report.owner == member) {
        missing::told(&mut report.missing, done.by_id + done.by_time > 0, gained);
    }
    let rows = (done.by_id + done.by_time) as u64;
    let alone = done.figures_alone as u64;
    corpus.sources.push(Source {
        path: entry.path.clone(),
        file: FileId::Posts,
        bytes: entry.bytes,
        digest: blake3::hash(&bytes).to_hex().to_string(),
        dialect: None,
        rows,
        filtered: alone,
        rejected: 0,
    });
    let unmatched = ("posts that are not in the export".to_owned(), alone);
    corpus.exports[export].files.push(ReadFile {
        path: entry.path.clone(),
        what: "posts with figures",
        rows,
        left_out: [unmatched].into_iter().filter(|(_, n)| *n > 0).collect(),
        rejected: 0,
        counts: vec![
            ("found by number", done.by_id as u64),
            ("found by time", done.by_time as u64),
            ("posts of the export without figures", done.posts_alone as u64),
        ],
        notes: notes(&book, &done),
    });
    Ok(())
}

/// The place of the export to which a workbook in this folder belongs.
fn whose(corpus: &Corpus, folder: &str, book: &Workbook) -> Option<usize> {
    let mut members = BTreeSet::new();
    let exports: Vec<Export<'_>> = corpus
        .exports
        .iter()
        .map(|report| {
            // Two exports of one member have the same posts, and no more of them than the first.
            let first = members.insert(report.owner.as_str());
            let posts = if first { posts_of(corpus, &report.owner) } else { Vec::new() };
            Export { folder: &report.folder, posts }
        })
        .collect();
    owner(folder, &book.posts, &exports).export().or((members.len() == 1).then_some(0))
}

fn posts_of<'c>(corpus: &'c Corpus, member: &str) -> Vec<OwnPost<'c>> {
    let Some((rows, person)) = corpus.rows(FileId::Posts).zip(corpus.people.find(member)) else {
        return Vec::new();
    };
    let (authors, ids) = (rows.ids("author").unwrap_or(&[]), rows.ids("post").unwrap_or(&[]));
    let time = |row: usize| rows.times("at").map(|times| times[row]).filter(|time| *time != NO_TIME);
    authors
        .iter()
        .zip(ids)
        .enumerate()
        .filter(|(_, (author, _))| **author == person)
        .map(|(row, (_, id))| OwnPost { id: corpus.posts.name(*id), time: time(row) })
        .collect()
}

/// What is worth knowing of a workbook as a whole.
fn notes(book: &Workbook, done: &Attached) -> Vec<String> {
    let mut notes = Vec::new();
    let days = book.window_days();
    if let Some((first, last)) = book.window {
        notes.push(format!("{first} to {last}, {days} {}", if days == 1 { "day" } else { "days" }));
    }
    if book.posts.is_empty() {
        notes.push("it names no posts, so it tells nothing of how they were received".to_owned());
    } else if done.by_id + done.by_time == 0 {
        notes.push("none of its posts is in the export: is it of the same member and time?".to_owned());
    }
    if !done.has_profile {
        notes.push("there is no profile that could take the followers".to_owned());
    } else if book.followers_gained(LATELY).is_none() {
        notes.push(format!("followers won need figures of {LATELY} days or more"));
    }
    let told = book.problems.iter().take(SHOWN);
    notes.extend(told.map(|p| format!("{}: found '{}', expected {}", p.place, p.found, p.expected)));
    match book.problems.len().saturating_sub(SHOWN) {
        0 => {}
        1 => notes.push("1 more cell could not be understood".to_owned()),
        more => notes.push(format!("{more} more cells could not be understood")),
    }
    notes
}
