//! Several exports to one corpus: what stands in two of them counts once.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::ExportRows;
use super::names::Kind;
use super::report::ReadFile;
use super::urn::made_at;
use super::writing::text_of;
use crate::data::Corpus;
use crate::read::build::{self, Row};
use crate::schema::FileId;

/// What an export fills of each table, even where it has no row to show.
const SUPPLIED: [(FileId, &[&str]); 13] = [
    (FileId::Members, &["member", "name"]),
    (FileId::Posts, &["post", "author", "at", "text", "kind", "format", "in_group"]),
    (FileId::Comments, &["author", "at", "text", "post"]),
    (FileId::Reactions, &["author", "at", "kind", "post", "comment"]),
    (FileId::Messages, &["conversation", "sender", "recipients", "at", "text"]),
    (FileId::Connections, &["member", "other", "at", "title", "company"]),
    (FileId::Invitations, &["sender", "recipient", "at", "note", "status", "answered_at"]),
    (FileId::Searches, &["member", "at", "query"]),
    (FileId::Endorsements, &["giver", "receiver", "at", "skill", "status"]),
    (FileId::Recommendations, &["giver", "receiver", "at", "text", "status"]),
    (FileId::Memberships, &["member", "name"]),
    (FileId::Events, &["member", "at", "name", "kind"]),
    (FileId::Follows, &["member", "at", "name", "kind"]),
];

/// Puts the rows of exports into a corpus, and what is told of them into [`Corpus::exports`].
///
/// Several exports of one member are put together: what the member did from all of them, what the member is and whom the
/// member knows from the latest that has the file. A message, invitation, endorsement or recommendation that stands in the
/// exports of both sides is one. The result is the same for any order of the exports.
pub fn add(corpus: &mut Corpus, mut exports: Vec<ExportRows>) {
    one_person(&mut exports);
    // The latest first: of two rows that are the same the one counts that knows more.
    exports.sort_by(|a, b| latest(b).cmp(&latest(a)).then_with(|| a.report.folder.cmp(&b.report.folder)));
    let own: FxHashSet<String> = exports
        .iter()
        .flat_map(|export| &export.kept)
        .filter(|kept| kept.row.file == FileId::Posts)
        .map(|kept| kept.row.name("post").to_owned())
        .collect();
    let mut untold: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut context: BTreeMap<String, i64> = BTreeMap::new();
    let mut once = Once::default();
    for export in &mut exports {
        let unknown: BTreeSet<usize> = export.untold.iter().copied().collect();
        untold
            .entry(export.owner.id.clone())
            .and_modify(|all| all.retain(|table| unknown.contains(table)))
            .or_insert(unknown);
        for (post, time) in &export.context {
            let first = context.entry(post.clone()).or_insert(*time);
            *first = (*first).min(*time);
        }
        supply(corpus, export);
        once.begin(export);
        for mut kept in std::mem::take(&mut export.kept) {
            let reason = once.again(&export.owner.id, kept.kind, &mut kept.row);
            match (reason, export.report.files.get_mut(kept.file)) {
                (None, _) => build::add(corpus, &kept.row),
                (Some(reason), Some(file)) => {
                    leave(file, reason);
                    export.sources[kept.file].rows -= 1;
                    export.sources[kept.file].filtered += 1;
                }
                (Some(_), None) => {}
            }
        }
        once.end();
    }
    for (post, time) in context.iter().filter(|(post, _)| !own.contains(*post)) {
        if let Some(at) = made_at(post).filter(|at| at <= time) {
            build::add(corpus, &Row::new(FileId::Posts).id("post", post.as_str()).time("at", Some(at)));
        }
    }
    for (owner, tables) in untold {
        let person = corpus.people.intern(&owner);
        corpus.untold.extend(tables.into_iter().map(|table| (person, table)));
    }
    corpus.untold.sort_unstable();
    exports.sort_by(|a, b| a.report.folder.cmp(&b.report.folder));
    for export in exports {
        let place = if export.report.folder.is_empty() {
            String::new()
        } else {
            format!("{}: ", export.report.folder)
        };
        corpus.notes.extend(export.notes.iter().map(|note| format!("{place}{note}")));
        corpus.rejects.extend(export.rejects);
        corpus.sources.extend(export.sources);
        corpus.exports.push(export.report);
    }
}

fn latest(export: &ExportRows) -> i64 {
    export.report.span.map_or(i64::MIN, |(_, last)| last)
}

fn leave(file: &mut ReadFile, reason: &str) {
    file.rows -= 1;
    match file.left_out.binary_search_by(|(known, _)| known.as_str().cmp(reason)) {
        Ok(place) => file.left_out[place].1 += 1,
        Err(place) => file.left_out.insert(place, (reason.to_owned(), 1)),
    }
}

/// Gives an owner who is known by name only the address that the same name has in another export.
fn one_person(exports: &mut [ExportRows]) {
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for export in exports.iter().filter(|export| export.owner.has_address()) {
        known.entry(export.owner.name.to_lowercase()).or_default().insert(export.owner.id.clone());
    }
    for export in exports.iter_mut().filter(|export| export.owner.id == export.owner.name) {
        let Some(ids) = known.get(&export.owner.name.to_lowercase()).filter(|ids| ids.len() == 1) else {
            continue;
        };
        let old = std::mem::take(&mut export.owner.id);
        export.owner.id = ids.iter().next().cloned().unwrap_or_default();
        export.report.owner.clone_from(&export.owner.id);
        for kept in &mut export.kept {
            rename(&mut kept.row, &old, &export.owner.id);
        }
    }
}

fn rename(row: &mut Row, old: &str, new: &str) {
    for field in ["member", "author", "sender", "recipient", "giver", "receiver", "other"] {
        if row.name(field) == old {
            row.rename(field, new);
        }
    }
    for (_, cell) in &mut row.cells {
        if let build::Cell::People(people) = cell {
            people.iter_mut().filter(|person| *person == old).for_each(|person| new.clone_into(person));
        }
    }
}

/// A file that was read is a table, rows or not; and so is a file of activity that a complete export lacks.
fn supply(corpus: &mut Corpus, export: &ExportRows) {
    let complete = [FileId::Posts, FileId::Comments, FileId::Reactions];
    for (file, fields) in SUPPLIED {
        let read = export.sources.iter().any(|source| source.file == file);
        if file == FileId::Members || read || (export.report.complete && complete.contains(&file)) {
            build::supply(corpus, file, fields);
        }
    }
}

/// What was added already.
#[derive(Default)]
struct Once {
    /// How often a row stands in one of the exports so far.
    seen: FxHashMap<String, u32>,
    /// How often in this one.
    here: FxHashMap<String, u32>,
    /// Whose file of each kind a later export has given.
    states: BTreeSet<(String, Kind)>,
    members: BTreeSet<String>,
    /// The kinds of files of this export, of states.
    had: BTreeSet<(String, Kind)>,
    /// The name of a conversation in an earlier export, by its name in this one.
    talks: FxHashMap<String, String>,
    /// The conversation of each message.
    talk_of: FxHashMap<String, String>,
}

const NEWER: &str = "a later export of the same member has this file";
const TWICE: &str = "it stands in another export too";

impl Once {
    /// Learns under what other names the conversations of an export are known: those with a message in common are one.
    fn begin(&mut self, export: &ExportRows) {
        for kept in export.kept.iter().filter(|kept| kept.row.file == FileId::Messages) {
            let talk = kept.row.name("conversation");
            if let Some(known) = self.talk_of.get(&key(&kept.row)).filter(|known| *known != talk) {
                self.talks.entry(talk.to_owned()).or_insert_with(|| known.clone());
            }
        }
    }

    fn end(&mut self) {
        self.here.clear();
        self.talks.clear();
        self.states.append(&mut self.had);
    }

    /// Why a row is not added, if it is not.
    fn again(&mut self, owner: &str, kind: Option<Kind>, row: &mut Row) -> Option<&'static str> {
        if row.file == FileId::Members {
            return (!self.members.insert(owner.to_owned())).then_some(NEWER);
        }
        if let Some(kind) = kind.filter(|kind| is_state(*kind)) {
            let mine = (owner.to_owned(), kind);
            if self.states.contains(&mine) {
                return Some(NEWER);
            }
            self.had.insert(mine);
        }
        let key = key(row);
        if row.file == FileId::Messages {
            if let Some(known) = self.talks.get(row.name("conversation")) {
                let known = known.clone();
                row.rename("conversation", &known);
            }
            self.talk_of.entry(key.clone()).or_insert_with(|| row.name("conversation").to_owned());
        }
        let here = self.here.entry(key.clone()).or_default();
        *here += 1;
        let seen = self.seen.entry(key).or_default();
        if *here > *seen {
            *seen = *here;
            return None;
        }
        Some(TWICE)
    }
}

/// Whether a file tells what is, so that a later one replaces it.
fn is_state(kind: Kind) -> bool {
    use Kind as K;
    matches!(
        kind,
        K::Connections
            | K::EndorsementsReceived
            | K::EndorsementsGiven
            | K::RecommendationsReceived
            | K::RecommendationsGiven
            | K::CompanyFollows
            | K::MemberFollows
            | K::HashtagFollows
            | K::AdTargeting
    )
}

/// What makes two rows one.
fn key(row: &Row) -> String {
    let at = row.when("at").map_or_else(String::new, |at| at.to_string());
    let of = |field: &str| row.name(field).to_lowercase();
    let parts: Vec<String> = match row.file {
        FileId::Posts if !row.name("post").is_empty() => vec![of("author"), of("post")],
        FileId::Posts => vec![of("author"), at, text_of(row).to_owned()],
        FileId::Comments => vec![of("author"), at, of("post"), text_of(row).to_owned()],
        FileId::Reactions => vec![of("author"), at, of("post"), of("comment")],
        FileId::Messages => vec![of("sender"), at, text_of(row).to_owned()],
        FileId::Connections => vec![of("member"), of("other"), at],
        FileId::Invitations => vec![of("sender"), of("recipient"), at],
        FileId::Endorsements => vec![of("giver"), of("receiver"), of("skill")],
        FileId::Recommendations => vec![of("giver"), of("receiver"), text_of(row).to_owned()],
        FileId::Searches => vec![of("member"), at, words(row, "query")],
        FileId::Members => vec![of("member")],
        FileId::Memberships | FileId::Follows => vec![of("member"), of("kind"), words(row, "name")],
        FileId::Events => vec![of("member"), at, words(row, "name")],
    };
    // No cell holds a unit separator that anybody wrote.
    format!("{}\u{1f}{}", row.file as usize, parts.join("\u{1f}"))
}

fn words(row: &Row, field: &str) -> String {
    match row.cell(field) {
        Some(build::Cell::Text(text)) => text.to_lowercase(),
        _ => String::new(),
    }
}
