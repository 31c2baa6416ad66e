//! The columns that compare one text with another, which the corpus cannot make because it does not know what a word is.
//!
//! Three comparisons: with the member's other texts ([`groups`]), with the text that is answered, and with the words of the
//! member's own profile. Each row's value depends on what the texts say alone, never on the order of the rows, and is the
//! same for any number of threads.
//!
//! # Only what a rule can see
//!
//! A column is made for the rows in its `Reach`: those inside of the widest window of an aggregate that reads it. A row in
//! reach is compared with all texts of its member, whenever they were written; members without such a row are not read.
//!
//! # What is needed of one text
//!
//! Everything that comparing takes from a text is numbers that depend on that text alone (and, where a profile is compared, on
//! the words of that profile); all else is made of these numbers. So a text need not be kept once they are taken:
//!
//! | column | of each text | bytes | when |
//! |---|---|---|---|
//! | `near_duplicates` | `marks::Marks` of its words, as a note | 65 | first, while it is parsed ([`Ear`](crate::Ear)), else of all texts of members with a row in reach |
//! | | its sketch (`sketch::settle`) | 8 a feature, at most 2,048 | second, of texts in a family (`families::Families`) with a row in reach |
//! | `copied_share` | the runs of three words (`answers::runs`) | 8 a word | comments in reach, and what they answer |
//! | `overlap` | the different content words (`answers::subjects`) | 8 a word | comments in reach, and what they answer |
//! | `topic_match` | the share itself, once the profile is known (`topic::share_of`) | 8 | posts in reach |
//! | `relevance`, `coherence` | the share itself | 8 | rows in reach; titles and labels, no long texts |
//!
//! A text without a family needs no second step; the others are read again, or their features are kept so long.

mod answers;
mod families;
mod groups;
mod marks;
mod portraits;
mod reach;
mod relevance;
mod repeats;
mod sketch;
mod topic;

pub use groups::{NO_GROUP, groups};
pub(crate) use marks::{NOTE, Noter};
pub(crate) use portraits::Portraits;
pub(crate) use reach::Reach;

use ssi_corpus::resolve::{Frame, Resolved, Values};
use ssi_corpus::tables::{Kind, TABLES, Table};
use ssi_rules::Model;

use crate::frames::reads;
use crate::plan::TextKey;

/// The columns of the same table without which a column that compares texts cannot be made: whom it is about.
pub(crate) fn leans_on(id: &str) -> &'static [&'static str] {
    match id {
        "near_duplicates" => &["counterpart"],
        "relevance" => &["other", "counterpart"],
        _ => &[],
    }
}

/// Whether a column compares texts, so that it needs the texts themselves.
pub(crate) fn compares(id: &str) -> bool {
    matches!(id, "near_duplicates" | "overlap" | "copied_share" | "topic_match" | "coherence" | "relevance")
}

/// Fills those of the wanted columns that compare texts, for the rows in reach; other rows are missing. A column stays empty
/// where the corpus lacks what it is made of.
pub(crate) fn fill<'p>(
    frame: &mut Frame,
    resolved: &Resolved<'_>,
    portraits: impl Fn() -> Option<&'p Portraits>,
    wanted: &[(&'static str, Reach)],
) {
    for &(id, reach) in wanted {
        let values = match id {
            "near_duplicates" => repeats::near_duplicates(frame, resolved, reach),
            "overlap" => answers::overlap(frame, resolved, reach),
            "copied_share" => answers::copied_share(frame, resolved, reach),
            "topic_match" => portraits().and_then(|p| topic::topic_match(frame, resolved, p, reach)),
            "coherence" => topic::coherence(frame, resolved),
            "relevance" => portraits().and_then(|p| relevance::relevance(frame, resolved, p, reach)),
            _ => continue,
        };
        if let Some(values) = values {
            frame.set(id, Values::Numbers(values));
        }
    }
}

/// The text columns of the tables of which a model counts near-duplicates.
pub(crate) fn noted(model: &Model) -> Vec<TextKey> {
    let counts = |(place, table): (usize, &Table)| {
        let column = table.columns.iter().position(|c| c.id == "near_duplicates")?;
        reads(model, place, column).then(|| Some((table.file, text_column(table)?))).flatten()
    };
    TABLES.iter().enumerate().filter_map(counts).collect()
}

fn text_column(table: &Table) -> Option<&'static str> {
    Some(table.columns.iter().find(|c| matches!(c.kind, Kind::Text(_)))?.id)
}

/// The text column whose texts are compared in a table.
fn text_of<'c>(frame: &Frame, resolved: &Resolved<'c>) -> Option<&'c ssi_corpus::data::Texts> {
    let table = &TABLES[frame.table];
    resolved.corpus().rows(table.file)?.texts(text_column(table)?)
}

/// The share of different words that are among others; missing where there is no word. Both are sorted and different.
fn share(words: &[u64], among: impl Fn(u64) -> bool) -> f64 {
    let found = words.iter().filter(|w| among(**w)).count();
    if words.is_empty() { f64::NAN } else { found as f64 / words.len() as f64 }
}

/// Sorts words and drops those that are there already.
fn distinct(words: &mut Vec<u64>) {
    words.sort_unstable();
    words.dedup();
}
