//! The day before, and who was there.

use ssi_corpus::data::{NO_ID, NO_TIME};
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;

use crate::scores::Scores;

/// The scores of a day before.
#[derive(Debug)]
pub struct Earlier<'s> {
    /// The scores of that day.
    pub scores: &'s Scores,
    /// For each member of now the number among those scores, or [`NO_ID`].
    of: Vec<u32>,
}

impl<'s> Earlier<'s> {
    /// Finds the members of now among those of a day before. Who joined only after it was not there, whatever the corpus
    /// says of the profile.
    pub fn new(now: &Scores, scores: &'s Scores, before: &Resolved<'_>) -> Self {
        let joined = before.corpus().rows(FileId::Members).and_then(|rows| rows.times("joined_at"));
        let mut later = vec![false; scores.members.len()];
        if let Some(joined) = joined {
            for (member, row) in before.roster().profile_rows() {
                later[member as usize] = joined[row] != NO_TIME && joined[row] >= before.view().end;
            }
        }
        let number = |id: &String| match scores.find(id) {
            Some(member) if !later[member] => member as u32,
            _ => NO_ID,
        };
        Self { scores, of: now.members.iter().map(number).collect() }
    }

    /// The number of a member of now on that day; `None` for who was not there.
    pub fn number(&self, member: u32) -> Option<u32> {
        Some(self.of[member as usize]).filter(|&m| m != NO_ID)
    }
}
