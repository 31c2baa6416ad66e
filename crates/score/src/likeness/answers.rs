//! A comment beside the text that it answers: `overlap` and `copied_share`.

use rayon::prelude::*;
use ssi_corpus::data::Texts;
use ssi_corpus::resolve::{Frame, Resolved};
use ssi_corpus::schema::FileId;
use ssi_text::{Wording, pair_hash};

use super::{Reach, distinct, share, text_of};

/// The share of the comment's different content words that stand in the text it answers.
///
/// Missing where that text is not in the corpus, and where one of the two has no content words.
pub(super) fn overlap(frame: &Frame, resolved: &Resolved<'_>, reach: Reach) -> Option<Vec<f64>> {
    compare(frame, resolved, reach, subjects)
}

/// The share of the comment's runs of three words that stand in the text it answers.
///
/// Missing where that text is not in the corpus, and where one of the two has fewer than three words.
pub(super) fn copied_share(frame: &Frame, resolved: &Resolved<'_>, reach: Reach) -> Option<Vec<f64>> {
    compare(frame, resolved, reach, runs)
}

/// Replaces `out` by the different content words of a text, sorted.
pub(super) fn subjects(text: &str, wording: &mut Wording, out: &mut Vec<u64>) {
    out.clear();
    wording.read(text);
    out.extend(wording.content());
    distinct(out);
}

/// Replaces `out` by the runs of three words of a text, sorted; a run that is said twice counts twice.
pub(super) fn runs(text: &str, wording: &mut Wording, out: &mut Vec<u64>) {
    out.clear();
    wording.spell(text, out);
    let runs = out.len().saturating_sub(2);
    for at in 0..runs {
        out[at] = pair_hash(pair_hash(out[at], out[at + 1]), out[at + 2]);
    }
    out.truncate(runs);
    out.sort_unstable();
}

/// For each comment the share of what it is made of that the answered text is made of too.
fn compare(
    frame: &Frame,
    resolved: &Resolved<'_>,
    reach: Reach,
    parts: impl Fn(&str, &mut Wording, &mut Vec<u64>) + Sync,
) -> Option<Vec<f64>> {
    let comments = text_of(frame, resolved)?;
    let posts = resolved.corpus().rows(FileId::Posts).and_then(|rows| rows.texts("text"));
    let rows = resolved.corpus().rows(FileId::Comments)?;
    if rows.ids("parent").is_none() && (posts.is_none() || rows.ids("post").is_none()) {
        return None;
    }
    let answered = |row: u32| -> Option<(FileId, usize)> { resolved.answered(row as usize) };
    let text = |(file, row): (FileId, usize)| -> Option<&str> {
        let texts: Option<&Texts> = if file == FileId::Posts { posts } else { Some(comments) };
        texts.map(|t| t.get(row))
    };
    // Comments on one text lie together, so that it is read once.
    let mut order: Vec<((FileId, usize), u32)> = frame
        .rows
        .iter()
        .enumerate()
        .filter(|(i, _)| reach.sees(frame.times[*i]))
        .filter_map(|(i, &row)| Some((answered(row).filter(|&a| text(a).is_some())?, i as u32)))
        .collect();
    order.sort_unstable();
    let shares: Vec<Vec<f64>> = order
        .par_chunk_by(|a, b| a.0 == b.0)
        .map_init(
            || (Wording::default(), Vec::new(), Vec::new()),
            |(wording, theirs, own), together| {
                parts(text(together[0].0).expect("texts that are there were kept"), wording, theirs);
                let share = |&(_, i): &((FileId, usize), u32)| {
                    parts(comments.get(frame.rows[i as usize] as usize), wording, own);
                    if theirs.is_empty() {
                        f64::NAN
                    } else {
                        share(own, |w| theirs.binary_search(&w).is_ok())
                    }
                };
                together.iter().map(share).collect()
            },
        )
        .collect();
    let mut values = vec![f64::NAN; frame.len()];
    for ((_, i), share) in order.iter().zip(shares.iter().flatten()) {
        values[*i as usize] = *share;
    }
    Some(values)
}
