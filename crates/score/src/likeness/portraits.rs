//! What a member stands for: the content words of the profile, read once a member and when first asked for.

use std::sync::OnceLock;

use ssi_corpus::data::{NO_ID, Rows};
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;
use ssi_text::Wording;

use super::distinct;

/// The content words of the members' profiles; 20 bytes for a member whom nobody asks for.
#[derive(Debug)]
pub(crate) struct Portraits {
    /// The row of each member in the members file; [`NO_ID`] for a member without one.
    rows: Vec<u32>,
    read: Vec<OnceLock<Box<Portrait>>>,
}

/// The content words of one profile, sorted; none for a member without a row of the members file.
#[derive(Debug)]
pub(super) struct Portrait {
    words: Vec<u64>,
    /// Where the words of headline, title and summary end and those of the industry begin.
    middle: usize,
}

impl Portraits {
    /// Reads no text yet; `None` where there is no members file or it says nothing of what the members stand for.
    pub(crate) fn new(resolved: &Resolved<'_>) -> Option<Self> {
        let profiles = resolved.corpus().rows(FileId::Members)?;
        let known = ["headline", "title", "summary"].iter().any(|f| profiles.texts(f).is_some());
        if !known && profiles.ids("industry").is_none() {
            return None;
        }
        let mut rows = vec![NO_ID; resolved.roster().len()];
        resolved.roster().profile_rows().for_each(|(member, row)| rows[member as usize] = row as u32);
        let read = rows.iter().map(|_| OnceLock::new()).collect();
        Some(Self { rows, read })
    }

    /// The words of a member's profile in the corpus of which these portraits are.
    pub(super) fn of(&self, member: u32, resolved: &Resolved<'_>, wording: &mut Wording) -> &Portrait {
        let row = self.rows[member as usize];
        self.read[member as usize].get_or_init(|| {
            let profiles = resolved.corpus().rows(FileId::Members).filter(|_| row != NO_ID);
            Box::new(profiles.map_or(Portrait { words: Vec::new(), middle: 0 }, |profiles| {
                Portrait::read(resolved, profiles, row as usize, wording)
            }))
        })
    }
}

impl Portrait {
    fn read(resolved: &Resolved<'_>, profiles: &Rows, row: usize, wording: &mut Wording) -> Self {
        let mut words = Vec::new();
        for texts in ["headline", "title", "summary"].iter().filter_map(|field| profiles.texts(field)) {
            wording.read(texts.get(row));
            words.extend(wording.content());
        }
        distinct(&mut words);
        let middle = words.len();
        if let Some(label) = profiles.ids("industry").map(|ids| ids[row]).filter(|&l| l != NO_ID) {
            wording.read(resolved.corpus().labels.name(label));
            let mut industry = wording.content().to_vec();
            distinct(&mut industry);
            words.append(&mut industry);
        }
        words.shrink_to_fit();
        Self { words, middle }
    }

    /// The words of headline, title and summary.
    pub(super) fn own(&self) -> &[u64] {
        &self.words[..self.middle]
    }

    /// The words of the industry.
    pub(super) fn industry(&self) -> &[u64] {
        &self.words[self.middle..]
    }
}
