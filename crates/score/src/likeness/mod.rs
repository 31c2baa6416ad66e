//! The columns that compare one text with another, which the corpus cannot make because it does not know what a word is.
//!
//! Three comparisons: with the member's other texts ([`groups`]), with the text that is answered, and with the words of the
//! member's own profile. Each row's value depends on what the texts say alone, never on the order of the rows, and is the
//! same for any number of threads.

mod answers;
mod groups;
mod portraits;
mod relevance;
mod repeats;
mod sketch;
mod topic;

pub use groups::{NO_GROUP, groups};
pub(crate) use portraits::Portraits;

use ssi_corpus::resolve::{Frame, Resolved, Values};

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

/// Fills those of the wanted columns that compare texts; a column stays empty where the corpus lacks what it is made of.
pub(crate) fn fill<'p>(
    frame: &mut Frame,
    resolved: &Resolved<'_>,
    portraits: impl Fn() -> Option<&'p Portraits>,
    wanted: &[&'static str],
) {
    for &id in wanted {
        let values = match id {
            "near_duplicates" => repeats::near_duplicates(frame, resolved),
            "overlap" => answers::overlap(frame, resolved),
            "copied_share" => answers::copied_share(frame, resolved),
            "topic_match" => portraits().and_then(|p| topic::topic_match(frame, resolved, p)),
            "coherence" => topic::coherence(frame, resolved),
            "relevance" => portraits().and_then(|p| relevance::relevance(frame, resolved, p)),
            _ => continue,
        };
        if let Some(values) = values {
            frame.set(id, Values::Numbers(values));
        }
    }
}

/// The text column whose texts are compared in a table.
fn text_of<'c>(frame: &Frame, resolved: &Resolved<'c>) -> Option<&'c ssi_corpus::data::Texts> {
    let table = &ssi_corpus::tables::TABLES[frame.table];
    let column = table.columns.iter().find(|c| matches!(c.kind, ssi_corpus::tables::Kind::Text(_)))?;
    resolved.corpus().rows(table.file)?.texts(column.id)
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
