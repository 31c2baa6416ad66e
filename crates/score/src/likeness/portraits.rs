//! What a member stands for: the content words of the profile, read once a member.

use rayon::prelude::*;
use ssi_corpus::data::{NO_ID, Rows};
use ssi_corpus::resolve::Resolved;
use ssi_corpus::schema::FileId;
use ssi_text::Wording;

use super::distinct;

/// The content words of every member's profile, sorted; none for a member without a row of the members file.
#[derive(Debug)]
pub(crate) struct Portraits {
    words: Vec<u64>,
    /// Where the words of headline, title and summary end, and behind them those of the industry.
    ends: Vec<(usize, usize)>,
}

/// Members a task.
const MEMBERS_A_TASK: usize = 256;

impl Portraits {
    /// Reads all profiles; `None` where there is no members file or it says nothing of what the members stand for.
    pub(crate) fn new(resolved: &Resolved<'_>) -> Option<Self> {
        let rows = resolved.corpus().rows(FileId::Members)?;
        let known = ["headline", "title", "summary"].iter().any(|f| rows.texts(f).is_some());
        if !known && rows.ids("industry").is_none() {
            return None;
        }
        let mut row_of = vec![None; resolved.roster().len()];
        resolved.roster().profile_rows().for_each(|(member, row)| row_of[member as usize] = Some(row));
        let parts: Vec<Self> = row_of
            .par_chunks(MEMBERS_A_TASK)
            .map_init(Wording::default, |wording, members| {
                let mut part = Self { words: Vec::new(), ends: Vec::new() };
                for row in members {
                    part.push(resolved, rows, *row, wording);
                }
                part
            })
            .collect();
        let mut all = Self { words: Vec::new(), ends: Vec::with_capacity(row_of.len()) };
        for part in parts {
            let base = all.words.len();
            all.words.extend(part.words);
            all.ends.extend(part.ends.iter().map(|(a, b)| (base + a, base + b)));
        }
        Some(all)
    }

    fn push(&mut self, resolved: &Resolved<'_>, rows: &Rows, row: Option<usize>, wording: &mut Wording) {
        let mut own = Vec::new();
        let mut read = |text: &str| {
            wording.read(text);
            own.extend(wording.content());
        };
        if let Some(row) = row {
            for field in ["headline", "title", "summary"] {
                rows.texts(field).into_iter().for_each(|texts| read(texts.get(row)));
            }
        }
        distinct(&mut own);
        self.words.append(&mut own);
        let middle = self.words.len();
        if let Some(label) = row.and_then(|row| Some(rows.ids("industry")?[row])).filter(|&l| l != NO_ID) {
            wording.read(resolved.corpus().labels.name(label));
            own.extend(wording.content());
            distinct(&mut own);
            self.words.append(&mut own);
        }
        self.ends.push((middle, self.words.len()));
    }

    /// The words of a member's headline, title and summary.
    pub(super) fn own(&self, member: u32) -> &[u64] {
        &self.words[self.start(member)..self.ends[member as usize].0]
    }

    /// The words of a member's industry.
    pub(super) fn industry(&self, member: u32) -> &[u64] {
        let (start, end) = self.ends[member as usize];
        &self.words[start..end]
    }

    fn start(&self, member: u32) -> usize {
        (member as usize).checked_sub(1).map_or(0, |before| self.ends[before].1)
    }
}
