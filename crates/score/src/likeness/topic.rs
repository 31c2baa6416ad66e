//! Whether what members write fits what they say they are: `topic_match` and `coherence`.

use rayon::prelude::*;
use ssi_corpus::resolve::{Frame, Resolved};
use ssi_corpus::schema::FileId;
use ssi_text::Wording;

use super::answers::subjects;
use super::portraits::Portraits;
use super::{Reach, distinct, share, text_of};

/// The share of a post's different content words that the member's headline, title or summary has.
///
/// Missing where the post or the profile has no content words.
pub(super) fn topic_match(
    frame: &Frame,
    resolved: &Resolved<'_>,
    portraits: &Portraits,
    reach: Reach,
) -> Option<Vec<f64>> {
    let texts = text_of(frame, resolved)?;
    let members = resolved.corpus().rows(FileId::Members)?;
    ["headline", "title", "summary"].iter().find_map(|f| members.texts(f))?;
    let value = |(wording, own): &mut (Wording, Vec<u64>), i: usize| {
        if !reach.sees(frame.times[i]) {
            return f64::NAN;
        }
        let portrait = portraits.of(frame.members[i], resolved, wording).own();
        share_of(texts.get(frame.rows[i] as usize), portrait, wording, own)
    };
    Some((0..frame.len()).into_par_iter().map_init(Default::default, value).collect())
}

/// The share of the different content words of a text that a portrait has; `own` is for use again.
pub(super) fn share_of(text: &str, portrait: &[u64], wording: &mut Wording, own: &mut Vec<u64>) -> f64 {
    if portrait.is_empty() {
        return f64::NAN;
    }
    subjects(text, wording, own);
    share(own, |w| portrait.binary_search(&w).is_ok())
}

/// The share of the different content words of headline and title that the summary has.
///
/// Missing where one side has no content words.
pub(super) fn coherence(frame: &Frame, resolved: &Resolved<'_>) -> Option<Vec<f64>> {
    let rows = resolved.corpus().rows(FileId::Members)?;
    let summaries = rows.texts("summary")?;
    let heads: Vec<_> = ["headline", "title"].iter().filter_map(|f| rows.texts(f)).collect();
    if heads.is_empty() {
        return None;
    }
    let value = |(wording, head, body): &mut (Wording, Vec<u64>, Vec<u64>), row: &u32| {
        head.clear();
        body.clear();
        for texts in &heads {
            wording.read(texts.get(*row as usize));
            head.extend(wording.content());
        }
        wording.read(summaries.get(*row as usize));
        body.extend(wording.content());
        distinct(head);
        distinct(body);
        if body.is_empty() { f64::NAN } else { share(head, |w| body.binary_search(&w).is_ok()) }
    };
    Some(frame.rows.par_iter().map_init(Default::default, value).collect())
}
