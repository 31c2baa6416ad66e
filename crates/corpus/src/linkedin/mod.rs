//! LinkedIn's "Download your data", as it comes: a folder or an archive, of any year.
//!
//! Nobody has to say that a folder is an export: [`find`] knows it by its files and their columns. [`read_export`] turns one
//! into rows of our own tables, and [`add`] puts the rows of several (a team, or two exports of one member) together: what
//! stands in two of them counts once.
//!
//! Columns are found by name, never by place; the header is found below whatever notes precede it; which of the two ways to
//! write a quote a file uses is settled by which reading gives dates where dates belong. A file that is none, or that is
//! damaged, costs a note and never the others.
//!
//! An export tells what its owner did, and nothing of what came back: no views, no reactions or comments received, no
//! followers, not even who wrote the post that a comment stands under. Such things are unknown, not zero
//! ([`Rows::own_only`](crate::data::Rows::own_only), [`Corpus::untold`]). A workbook of [`analytics`] beside it tells some of them.

mod add;
pub mod analytics;
mod collect;
mod dates;
mod favours;
mod figures;
mod find;
mod html;
mod media;
mod messages;
mod missing;
mod names;
mod network;
mod owner;
mod people;
mod profile;
mod report;
mod table;
mod urn;
mod writing;

pub use add::add;
pub use figures::{add_workbooks, workbooks};
pub(crate) use find::is_complete;
pub use find::{Export, find, rest};
pub use report::{ExportReport, Missing, ReadFile};

use std::collections::BTreeMap;
use std::io::Read as _;

use self::collect::{Collected, Kept};
use self::dates::Style;
use self::names::Kind;
use self::owner::Owner;
use self::people::Directory;
use self::table::Table;
use crate::data::{Corpus, Reject, Source};
use crate::input::{Entry, Limits};

/// How an export is read.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// The zone of the times in Invitations and Recommendations, which name none: an IANA name. LinkedIn writes them in the
    /// time of its own offices.
    pub invitations_zone: String,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { invitations_zone: "America/Los_Angeles".to_owned() }
    }
}

impl ExportOptions {
    /// Whether there is such a zone.
    pub fn is_zone(name: &str) -> bool {
        Style::in_zone(name).is_some()
    }
}

/// The rows of one export, ready to be put together with those of others.
#[derive(Debug)]
pub struct ExportRows {
    /// What is told of it.
    pub report: ExportReport,
    pub(crate) owner: Owner,
    pub(crate) kept: Vec<Kept>,
    /// Posts by others that the owner commented on or reacted to, with the earliest time of doing so.
    pub(crate) context: BTreeMap<String, i64>,
    /// The tables of which it tells nothing, by their places.
    pub(crate) untold: Vec<usize>,
    /// One an entry of `report.files`.
    pub(crate) sources: Vec<Source>,
    pub(crate) rejects: Vec<Reject>,
    pub(crate) notes: Vec<String>,
}

/// A file of an export in memory.
pub(crate) struct Loaded {
    path: String,
    bytes: u64,
    digest: String,
    table: Table,
}

/// The files of an export, and what is known of the people in them.
pub(crate) struct Archive<'e> {
    export: &'e Export,
    files: BTreeMap<Kind, Loaded>,
    people: Directory,
    owner: Owner,
    /// How dates are read where LinkedIn writes them in its own time.
    local: Style,
}

impl Archive<'_> {
    fn table(&self, kind: Kind) -> Option<&Table> {
        self.files.get(&kind).map(|loaded| &loaded.table)
    }

    /// How the dates of a file are read.
    fn style(&self, kind: Kind) -> Style {
        let Some(table) = self.table(kind) else { return Style::utc() };
        let date = table.column(&[kind.about().date]);
        base_style(kind, &self.local).for_cells(table.rows.iter().map(|row| date.of(row)))
    }
}

fn base_style(kind: Kind, local: &Style) -> Style {
    match kind {
        Kind::Invitations | Kind::RecommendationsGiven | Kind::RecommendationsReceived => local.clone(),
        _ => Style::utc(),
    }
}

/// Reads an export. Never fails: a file that cannot be read is told of in the report.
///
/// Holds the files of one export in memory, each up to [`Limits::whole`].
pub fn read_export(export: &Export, limits: &Limits, options: &ExportOptions) -> ExportRows {
    let zone = Style::in_zone(&options.invitations_zone);
    let mut notes = Vec::new();
    if zone.is_none() {
        notes.push(format!(
            "there is no time zone '{}'; times of invitations are read as UTC",
            options.invitations_zone
        ));
    }
    let local = zone.unwrap_or_else(Style::utc);
    let mut skipped: Vec<(String, String)> =
        export.skipped.iter().map(|(path, why)| (path.clone(), (*why).to_owned())).collect();
    let twice = export.skipped.iter().filter(|(_, why)| *why == find::TWICE);
    notes.extend(twice.map(|(path, why)| format!("{path} is not read: {why}")));
    let mut files = BTreeMap::new();
    for (kind, entry) in &export.files {
        match load(*kind, entry, limits, &local) {
            Ok(loaded) => {
                files.insert(*kind, loaded);
            }
            Err(why) => {
                notes.push(format!("{} is not read: {why}", entry.path));
                skipped.push((entry.path.clone(), why));
            }
        }
    }
    let mut archive = Archive { export, files, people: Directory::default(), owner: Owner::default(), local };
    meet_people(&mut archive);
    archive.owner = owner::find(&archive);
    if archive.owner.id.is_empty() {
        let place = if export.folder.is_empty() { String::new() } else { format!(" of {}", export.folder) };
        archive.owner.id = format!("owner{place}");
        notes.push("nothing tells whose export it is; Profile.csv would".to_owned());
    }

    let mut all = Collected::new(&archive);
    writing::read(&archive, limits, &mut all);
    messages::read(&archive, &mut all);
    network::read(&archive, &mut all);
    favours::read(&archive, &mut all);
    profile::read(&archive, &mut all);
    let mut rows = all.finish();
    rows.report.skipped.extend(skipped);
    rows.report.skipped.sort();
    rows.notes.extend(notes);
    rows
}

/// Reads one file of an export; the error says why it is left out.
fn load(kind: Kind, entry: &Entry, limits: &Limits, local: &Style) -> Result<Loaded, String> {
    let bytes = whole(entry, limits)?;
    let style = base_style(kind, local);
    let table = Table::read(kind.about(), &bytes, &style)?;
    let digest = blake3::hash(&bytes).to_hex().to_string();
    Ok(Loaded { path: entry.path.clone(), bytes: entry.bytes, digest, table })
}

/// All bytes of a file, if they are not too many.
fn whole(entry: &Entry, limits: &Limits) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let open = entry.open(limits).map_err(|e| format!("it cannot be opened: {e}"))?;
    open.take(limits.whole + 1).read_to_end(&mut bytes).map_err(|e| format!("it cannot be read: {e}"))?;
    if bytes.len() as u64 > limits.whole {
        return Err(format!("it is larger than {} bytes", limits.whole));
    }
    Ok(bytes)
}

/// Learns which addresses go with which names, from every file that has both.
fn meet_people(archive: &mut Archive<'_>) {
    let mut people = Directory::default();
    let mut two = |kind: Kind, first: &str, last: &str, url: &[&str]| {
        let Some(table) = archive.files.get(&kind).map(|loaded| &loaded.table) else { return };
        let (first, last, url) = (table.column(&[first]), table.column(&[last]), table.column(url));
        for row in &table.rows {
            people.learn(&people::full_name(first.of(row), last.of(row)), url.of(row));
        }
    };
    two(Kind::Connections, "first name", "last name", &["url"]);
    two(Kind::EndorsementsReceived, "endorser first name", "endorser last name", &["endorser public url"]);
    two(Kind::EndorsementsGiven, "endorsee first name", "endorsee last name", &["endorsee public url"]);
    two(Kind::Messages, "from", "", &["sender profile url"]);
    two(Kind::Invitations, "from", "", &["inviterprofileurl"]);
    two(Kind::Invitations, "to", "", &["inviteeprofileurl"]);
    if let Some(table) = archive.files.get(&Kind::Messages).map(|loaded| &loaded.table) {
        let (to, urls) = (table.column(&["to"]), table.column(&["recipient profile urls"]));
        for row in &table.rows {
            let urls: Vec<&str> = urls.of(row).split(',').filter(|url| !url.trim().is_empty()).collect();
            let names = people.split(to.of(row), Some(urls.len()).filter(|n| *n > 0));
            if names.len() == urls.len() {
                names.iter().zip(urls).for_each(|(name, url)| people.learn(name, url));
            }
        }
    }
    archive.people = people;
}

impl Corpus {
    /// Whether the corpus can tell anything of a person in a table, by its place: an export may lack the file, or nobody's
    /// could have it.
    pub fn tells(&self, person: u32, table: usize) -> bool {
        self.untold.binary_search(&(person, table)).is_err()
    }
}
