//! Where each member of a team should begin, as a list.

use ssi_score::advise::Action;
use ssi_score::{Points, Scores};

use crate::sheet::{Cells, Sheet};

/// A line for each of these members: where to begin. Columns: `member`, `score`, `action`, `gain`, `effort`; the last three
/// are empty where nothing gains.
pub fn advice_list<'a>(
    scores: &'a Scores,
    members: &[u32],
    list: &'a [(Points, Option<Action>)],
) -> Sheet<'a> {
    let mut sheet = Sheet::default();
    let id = |&m: &u32| scores.members[m as usize].as_str();
    sheet.add("member", Cells::Texts(members.iter().map(id).collect()));
    sheet.add("score", Cells::Points(list.iter().map(|(score, _)| Some(*score)).collect()));
    let text = |told: fn(&Action) -> &str| list.iter().map(|(_, a)| a.as_ref().map_or("", told)).collect();
    sheet.add("action", Cells::Texts(text(|a| &a.title)));
    sheet.add("gain", Cells::Points(list.iter().map(|(_, a)| a.as_ref().map(|a| a.gain)).collect()));
    sheet.add("effort", Cells::Texts(text(|a| a.effort.in_words())));
    sheet
}
