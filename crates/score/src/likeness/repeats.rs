//! How often a member says nearly the same: `near_duplicates`.

use rayon::prelude::*;
use ssi_corpus::data::NO_ID;
use ssi_corpus::resolve::{Frame, Resolved, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::TABLES;

use super::groups::{Index, NO_GROUP, lead};
use super::sketch::Sketches;
use super::text_of;

/// For each row the others of its group of texts by the same member; for messages those to other people only.
///
/// Missing for a blank text.
pub(super) fn near_duplicates(frame: &Frame, resolved: &Resolved<'_>) -> Option<Vec<f64>> {
    let texts = text_of(frame, resolved)?;
    let to = (TABLES[frame.table].file == FileId::Messages).then(|| addressees(frame, resolved));
    let mut order: Vec<u32> = (0..frame.len() as u32).collect();
    order.sort_by_key(|&i| frame.members[i as usize]);
    let same_member = |a: &u32, b: &u32| frame.members[*a as usize] == frame.members[*b as usize];
    let counts: Vec<Vec<f64>> = order
        .par_chunk_by(same_member)
        .map_init(Index::default, |index, own| {
            let text = |i: usize| texts.get(frame.rows[own[i] as usize] as usize);
            let groups = lead(&Sketches::read(own.len(), text), index);
            count(&groups, |i| to.as_ref().map_or((i as u32, 0), |to| to[own[i] as usize]))
        })
        .collect();
    let mut values = vec![f64::NAN; frame.len()];
    for (&i, count) in order.iter().zip(counts.iter().flatten()) {
        values[i as usize] = *count;
    }
    Some(values)
}

/// For each text the others of its group that are not for the same one.
fn count(groups: &[u32], to: impl Fn(usize) -> (u32, u32)) -> Vec<f64> {
    let mut order: Vec<(u32, (u32, u32), usize)> =
        groups.iter().enumerate().filter(|(_, g)| **g != NO_GROUP).map(|(i, &g)| (g, to(i), i)).collect();
    order.sort_unstable();
    let mut counts = vec![f64::NAN; groups.len()];
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        for same in group.chunk_by(|a, b| a.1 == b.1) {
            for &(_, _, i) in same {
                counts[i] = (group.len() - same.len()) as f64;
            }
        }
    }
    counts
}

/// Whom each message is for: the counterpart, or where nobody is known the conversation.
fn addressees(frame: &Frame, resolved: &Resolved<'_>) -> Vec<(u32, u32)> {
    let conversations = resolved.corpus().rows(FileId::Messages).and_then(|rows| rows.ids("conversation"));
    let people = TABLES[frame.table].column("counterpart").and_then(|c| frame.columns[c].as_ref());
    (0..frame.len())
        .map(|i| match people {
            Some(Values::Labels(people, _)) if people[i] != NO_ID => (people[i], NO_ID),
            _ => (NO_ID, conversations.map_or(NO_ID, |c| c[frame.rows[i] as usize])),
        })
        .collect()
}
