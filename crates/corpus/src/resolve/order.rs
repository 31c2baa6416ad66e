//! An order of rows that knows only what they say: for ties that nothing else settles.

use std::cmp::Ordering;

use crate::data::{Corpus, Data, Rows};
use crate::fingerprint::Fingerprint;
use crate::schema::Kind;

/// Compares two rows of one file cell by cell. Only rows that say the same are equal.
pub(super) fn by_content(corpus: &Corpus, rows: &Rows, a: usize, b: usize) -> Ordering {
    let fields = rows.file.file().fields.iter();
    fields
        .zip(&rows.columns)
        .filter_map(|(field, data)| Some((field.kind, data.as_ref()?)))
        .map(|(kind, data)| {
            let ids = match kind {
                Kind::Person | Kind::People => &corpus.people,
                Kind::Post => &corpus.posts,
                Kind::Comment => &corpus.comments,
                Kind::Conversation => &corpus.conversations,
                _ => &corpus.labels,
            };
            match data {
                Data::Ids(all) => ids.name(all[a]).cmp(ids.name(all[b])),
                Data::Lists(lists) => {
                    let names = |row| lists.get(row).iter().map(|&id| ids.name(id));
                    names(a).cmp(names(b))
                }
                Data::Times(all) => all[a].cmp(&all[b]),
                Data::Numbers(all) => all[a].total_cmp(&all[b]),
                // The same order whether the texts were kept or not.
                Data::Texts(all) => Fingerprint::of(all.get(a)).cmp(&Fingerprint::of(all.get(b))),
                Data::Heard(all) => all.prints()[a].cmp(&all.prints()[b]),
            }
        })
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}
