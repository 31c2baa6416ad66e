//! Members by a word of their profile: industries and teams.

use rustc_hash::FxHashMap;
use ssi_corpus::data::NO_ID;
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;

use crate::scores::Scores;
use crate::standing::place::{Place, put};

/// The members of whom one word is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'c> {
    /// The word, as most of its members write it.
    pub name: &'c str,
    /// Its members, from the highest score to the lowest.
    pub members: Vec<u32>,
}

/// All groups of one kind.
#[derive(Clone, Debug)]
pub struct Grouping<'c> {
    /// The groups, in the order of their names.
    pub groups: Vec<Group<'c>>,
    /// The group of each member, or [`NO_ID`].
    of: Vec<u32>,
    /// The word of each member as it was written; empty where there is none.
    words: Vec<&'c str>,
    places: Vec<Place>,
}

impl<'c> Grouping<'c> {
    /// Groups the members by a column of labels of the members' file, `industry` or `team`; words are compared without case. `None`
    /// where the corpus does not tell it.
    pub fn new(scores: &Scores, resolved: &Resolved<'c>, field: &str) -> Option<Self> {
        let corpus = resolved.corpus();
        let labels = corpus.rows(FileId::Members)?.ids(field)?;
        let mut words = vec![""; scores.members.len()];
        let mut own = vec![NO_ID; scores.members.len()];
        for (member, row) in resolved.roster().profile_rows().filter(|(_, row)| labels[*row] != NO_ID) {
            words[member as usize] = corpus.labels.name(labels[row]);
            own[member as usize] = resolved.canonical()[labels[row] as usize];
        }
        Some(Self::of(scores, words, &own))
    }

    /// Groups the members by words: as they are written, and numbered whatever their case, [`NO_ID`] where there is none.
    pub(crate) fn of(scores: &Scores, words: Vec<&'c str>, own: &[u32]) -> Self {
        let mut place: FxHashMap<u32, usize> = FxHashMap::default();
        let mut groups: Vec<Group<'c>> = Vec::new();
        for &member in scores.ranking.iter().filter(|&&m| own[m as usize] != NO_ID) {
            let group = *place.entry(own[member as usize]).or_insert_with(|| {
                groups.push(Group { name: "", members: Vec::new() });
                groups.len() - 1
            });
            groups[group].members.push(member);
        }
        for group in &mut groups {
            group.name = commonest(group.members.iter().map(|&m| words[m as usize]).collect());
        }
        // Two groups differ in more than case, so the order is one.
        groups.sort_by_cached_key(|g| g.name.to_lowercase());
        let mut of = vec![NO_ID; scores.members.len()];
        let mut places = vec![Place::default(); scores.members.len()];
        for (number, group) in groups.iter().enumerate() {
            put(scores, &group.members, &mut places);
            for &member in &group.members {
                of[member as usize] = number as u32;
            }
        }
        Self { groups, of, words, places }
    }

    /// Some members, numbered anew in this order, with the names of their groups.
    pub(super) fn select(&self, members: &[u32]) -> Self {
        let pick = |member: &u32| *member as usize;
        let named = |group: &Group<'c>| Group { name: group.name, members: Vec::new() };
        Self {
            groups: self.groups.iter().map(named).collect(),
            of: members.iter().map(|m| self.of[pick(m)]).collect(),
            words: members.iter().map(|m| self.words[pick(m)]).collect(),
            places: members.iter().map(|m| self.places[pick(m)]).collect(),
        }
    }

    /// The group of a member.
    pub fn group_of(&self, member: usize) -> Option<&Group<'c>> {
        self.groups.get(self.of[member] as usize)
    }

    /// The place of a member in the group; `None` without one.
    pub fn place(&self, member: usize) -> Option<Place> {
        (self.of[member] != NO_ID).then(|| self.places[member])
    }

    /// The word of a member as it was written; empty where there is none.
    pub fn word(&self, member: usize) -> &'c str {
        self.words[member]
    }

    /// The group of a name, in any case.
    pub fn find(&self, name: &str) -> Option<&Group<'c>> {
        let wanted = name.trim().to_lowercase();
        self.groups.iter().find(|g| g.name.to_lowercase() == wanted)
    }
}

/// The spelling that comes most often, the first in the alphabet among equals.
fn commonest(mut words: Vec<&str>) -> &str {
    words.sort_unstable();
    let mut best: &[&str] = &[];
    for same in words.chunk_by(|a, b| a == b) {
        if same.len() > best.len() {
            best = same;
        }
    }
    best.first().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spelling_of_most_is_the_name() {
        for (words, expected) in [
            (vec!["Software", "software", "software"], "software"),
            (vec!["north", "North"], "North"),
            (vec!["one"], "one"),
            (vec![], ""),
        ] {
            assert_eq!(commonest(words), expected);
        }
    }
}
